"""The run sheet: everything the one who leads wants at hand when the screen is not. Never shown to anybody else."""

from collections.abc import Callable, Sequence

from facilitator.core.agenda import Block, Step
from facilitator.core.kind import Kinds
from facilitator.core.workshop import Workshop
from facilitator.report.materials import things_in
from facilitator.report.plan import goal_of, kind_told, timetable_of
from facilitator.report.settled import Choices, settings_told
from facilitator.report.sheet import Para, Said, Sheet, said, title_of
from facilitator.report.wording import Say, decimal

Settings = Callable[[Step], tuple[str, ...]]


def run_sheet_of(workshop: Workshop, order: Sequence[str], say: Say, kinds: Kinds, choices: Choices) -> Sheet:
    """Return the run sheet.

    Args:
        workshop: The state.
        order: Languages, the reader's first.
        say: The catalogue of the reader's language.
        kinds: All kinds.
        choices: What the choices of settings are called (``settled.py``).
    """
    _ = say

    def settings(step: Step) -> tuple[str, ...]:
        return settings_told(step, kinds, order, say, choices)

    def told(block: Block) -> tuple[Para, ...]:
        return _paras(workshop, block, order, say, settings)

    empty = _("Nothing on the agenda yet")
    return timetable_of(workshop, order, say, what=_("Run sheet"), told=told, empty=empty)


def _paras(
    workshop: Workshop, block: Block, order: Sequence[str], say: Say, settings: Settings
) -> tuple[Para, ...]:
    _ = say
    materials = _materials(block, order)
    # A break has a step that counts it down on the wall: nobody needs to read of that.
    steps = [step for step in block.steps if not _only_shows(block, step)]
    return (
        *goal_of(block, order, say),
        *(
            _step(workshop, step, before, order, say, settings)
            for before, step in zip((None, *steps), steps, strict=False)
        ),
        *((Para("fact", materials, _("Materials")),) if materials else ()),
        *((Para("note", Said(block.note, ""), _("Note to self")),) if block.note.strip() else ()),
    )


def _materials(block: Block, order: Sequence[str]) -> Said:
    """Return what to bring on one line: there is a list of its own to pack by."""
    text = said(block.materials, order)
    return Said(" · ".join(things_in(text.words)), text.lang)


def _only_shows(block: Block, step: Step) -> bool:
    return block.is_break and step.kind == "show"


def _step(
    workshop: Workshop, step: Step, before: Step | None, order: Sequence[str], say: Say, settings: Settings
) -> Para:
    """Return a step; that it has the same material as the one right before it is not said again."""
    _ = say
    minutes = _("{n} min", n=decimal(step.minutes, say.language)) if step.minutes else ""
    label = ", ".join(part for part in (kind_told(step, say), minutes) if part)
    is_told = before is not None and before.source == step.source
    source = workshop.find_step(step.source.step) if step.source and not is_told else None
    flows = (_("From: {what}", what=_named(*source, order, say)),) if source else ()
    return Para("task", said(step.prompt, order), label, (*flows, *settings(step)))


def _named(block: Block, step: Step, order: Sequence[str], say: Say) -> str:
    """Return the words by which a step is known: its question, else its block."""
    return (said(step.prompt, order) or title_of(block, order, say)).words
