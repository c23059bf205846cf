"""Makes a template of a workshop's plan, so that the next day of its sort starts from it.

A plan may be unfinished in ways that a template may not: what lacks words gets some, what cannot keep its clock
lets go of it, and a hole in the day becomes spare time, so that the blocks add up to the end.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from facilitator.core.agenda import Block, Slot, Source, Step, timetable
from facilitator.core.commands import CreateWorkshop
from facilitator.core.text import Text
from facilitator.library.method import is_text
from facilitator.library.template import Template

replace = msgspec.structs.replace

HALF_MINUTES = 2
FEWEST, MOST = 3, 120  # people, where nobody said how many are expected


class Spoken(msgspec.Struct, frozen=True):
    """Words for what a plan leaves unsaid, in its languages."""

    untitled: Text
    pause: Text
    spare: Text


def template_of(plan: CreateWorkshop, slug: str, spoken: Spoken) -> Template:
    """Return the template of a plan. Who leads and on which date stays behind: next time it is somebody else."""
    blocks = _on_time([_finished(block, spoken) for block in plan.blocks], plan.starts, spoken)
    named = _named(blocks)
    slots = timetable(named, plan.starts)
    people = plan.expected
    empty: Any = {}
    return Template(
        slug=slug,
        name=plan.title,
        aim=plan.aim,
        output=plan.result,
        pre_question=empty,
        people=(max(1, people * 2 // 3), min(5000, people * 3 // 2 + 1)) if people else (FEWEST, MOST),
        starts=plan.starts,
        ends=_end(slots, plan.starts),
        blocks=named,
        notes=tuple({plan.languages[0]: block.note} if block.note.strip() else {} for block in blocks),
    )


def _end(slots: Sequence[Slot], starts: int) -> int:
    last = slots[-1].day if slots else 0
    return int(max((slot.ends for slot in slots if slot.day == last), default=starts))


def _finished(block: Block, spoken: Spoken) -> Block:
    """Return the block with words where it has none, and its steps within its time."""
    title = said(block.title) or (spoken.pause if block.is_break else spoken.untitled)
    steps = [
        replace(step, prompt=said(step.prompt) or title, help=said(step.help), settings=_said_in(step.settings))
        for step in block.steps
    ]
    taken = sum(step.minutes for step in steps)
    if taken > block.minutes:
        steps = [replace(step, minutes=_part(step.minutes, block.minutes / taken)) for step in steps]
    return replace(
        block,
        title=title,
        steps=tuple(steps),
        materials=said(block.materials),
        goal=said(block.goal),
        lead="",
        date="",
    )


def _part(minutes: float, share: float) -> float:
    """Return its share of the minutes, in half minutes and never more."""
    return int(minutes * share * HALF_MINUTES) / HALF_MINUTES


def said(text: Mapping[str, str]) -> Text:
    """Return a text without the languages that it has no words in."""
    return {tag: words for tag, words in text.items() if words.strip()}


def _said_in(settings: Any) -> Any:
    match settings:
        case dict() if is_text(settings):
            return said(settings)
        case dict():
            return {name: _said_in(part) for name, part in settings.items()}
        case list() | tuple():
            return [_said_in(part) for part in settings]
    return settings


def _on_time(blocks: list[Block], starts: int, spoken: Spoken) -> list[Block]:
    """Return the blocks with each fixed time met: by spare time before it, or by letting go of it."""
    slots = {slot.block: slot for slot in timetable(blocks, starts)}
    for place, block in enumerate(blocks):
        slot = slots.get(block.id)
        if slot is None or not (slot.waits or slot.late):
            continue
        if slot.late:
            return _on_time([*blocks[:place], replace(block, fixed_at=None), *blocks[place + 1 :]], starts, spoken)
        hole = Block(
            id=f"{block.id} spare",
            title=spoken.spare,
            minutes=round(slot.waits),
            is_buffer=True,
            track=block.track,
        )
        return _on_time([*blocks[:place], hole, *blocks[place:]], starts, spoken)
    return blocks


def _named(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks under the names that their file has for them; what flows comes from earlier steps alone."""
    known: dict[str, str] = {}
    named = []
    for number, block in enumerate(blocks, 1):
        steps: list[Step] = []
        for step in block.steps:
            name = _free(step.kind, [other.id.partition(".")[2] for other in steps])
            steps.append(_flowing(replace(step, id=f"{number}.{name}"), known))
            known[step.id] = steps[-1].id
        named.append(replace(block, id=str(number), steps=tuple(steps), note=""))
    return tuple(named)


def _free(name: str, taken: Sequence[str]) -> str:
    count = sum(1 for other in taken if other.rpartition("-")[0] == name or other == name)
    return f"{name}-{count + 1}" if count else name


def _flowing(step: Step, known: Mapping[str, str]) -> Step:
    source: Source | None = step.source
    if source is not None:
        source = replace(source, step=known[source.step]) if source.step in known else None
    return replace(step, source=source, company=known.get(step.company, ""))
