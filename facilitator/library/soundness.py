"""Whether an agenda holds together: breaks, slack, a closing that stays, people for methods, input for steps.

The planner's screen remarks on the same rules; what is proposed here keeps them from the start.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from facilitator.core.agenda import Block, Slot, Step, timetable
from facilitator.library.method import Method

Fault = Literal["stretch", "slack", "closing", "people", "input", "late"]

LONGEST_STRETCH = 90
CLOSING = 25
# Of a short day the last part of so many.
CLOSING_PART = 5


def faults_of(
    blocks: Sequence[Block], starts: float, people: int, methods: Mapping[str, Method]
) -> frozenset[Fault]:
    """Return which rules a day of *blocks* breaks."""
    rows = with_slots(blocks, starts)
    found: set[Fault] = set()
    if any(slot.late or slot.waits for _, slot in rows):
        found.add("late")
    if longest_stretch(blocks) > LONGEST_STRETCH:
        found.add("stretch")
    if _lacks_slack(blocks):
        found.add("slack")
    if not all(block.mandatory for block in kept_closing(rows)):
        found.add("closing")
    if not all(
        suits(methods[block.method], people) for block in blocks if block.method and block.method in methods
    ):
        found.add("people")
    if not all(_is_fed(step, before) for step, before in _steps(blocks)):
        found.add("input")
    return frozenset(found)


def with_slots(blocks: Sequence[Block], starts: float) -> list[tuple[Block, Slot]]:
    """Return the blocks that have a time with it: what is asked before the day has none."""
    slots = {slot.block: slot for slot in timetable(blocks, starts)}
    return [(block, slots[block.id]) for block in blocks if block.id in slots]


def suits(method: Method, people: int) -> bool:
    """Whether a method is for so many people."""
    return method.people[0] <= people <= method.people[1]


def longest_stretch(blocks: Sequence[Block]) -> int:
    """Return how many minutes people go without a break at most."""
    longest = now = 0
    for block in blocks:
        if block.before:
            continue
        now = 0 if block.is_break else now + block.minutes
        longest = max(longest, now)
    return longest


def is_work(block: Block) -> bool:
    """Whether a block is neither a break nor spare time."""
    return not block.is_break and not block.is_buffer and not block.before


def _lacks_slack(blocks: Sequence[Block]) -> bool:
    """Whether less than a tenth may be lost; what may be skipped counts where anything may not."""
    work = sum(block.minutes for block in blocks if is_work(block))
    is_sorted = any(block.mandatory for block in blocks)
    spare = sum(
        block.minutes
        for block in blocks
        if block.is_buffer or (is_sorted and is_work(block) and not block.mandatory)
    )
    return spare * 10 < work


def _closing(rows: Sequence[tuple[Block, Slot]]) -> list[tuple[Block, Slot]]:
    work = [row for row in rows if is_work(row[0])]
    if not work:
        return []
    ends = work[-1][1].ends
    window = min(CLOSING, (ends - rows[0][1].starts) / CLOSING_PART)
    return [row for row in work if row[1].starts >= ends - window] or work[-1:]


def kept_closing(rows: Sequence[tuple[Block, Slot]]) -> list[Block]:
    """Return what must not fall out of the closing: actions, check-out, feedback and the very last."""
    closing = [block for block, _ in _closing(rows)]
    return [block for block in closing if block is closing[-1] or _closes(block)]


def _closes(block: Block) -> bool:
    """Whether people agree on actions in it, check out, or say how the day was; giving thanks may fall out."""
    kinds = {step.kind for step in block.steps} - {"show"}
    return bool(kinds & {"commit", "form", "rate", "round"}) or kinds == {"collect"}


def _steps(blocks: Sequence[Block]) -> Iterator[tuple[Step, frozenset[str]]]:
    before: set[str] = set()
    for block in blocks:
        for step in block.steps:
            yield step, frozenset(before)
            before.add(step.id)


def _is_fed(step: Step, before: frozenset[str]) -> bool:
    feeders = [feeder for feeder in (step.source.step if step.source else "", step.company) if feeder]
    if any(feeder not in before for feeder in feeders):
        return False
    return bool(step.source) or not starves(step)


def starves(step: Step) -> bool:
    """Whether a step has nothing of its own to group or choose among, and so must start from another."""
    match step.kind:
        case "cluster":
            return True
        case "vote":
            return not step.settings.get("options") and not step.settings.get("own_ideas")
        case "rank":
            return not step.settings.get("items")
        case _:
            return False
