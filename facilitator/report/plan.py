"""The plan as the client may see it: what the day is for, and what people do when.

Never the facilitator's notes to self, nor settings, nor what anybody answered.
"""

from collections.abc import Callable, Sequence

import msgspec

from facilitator.core.agenda import Block, Step, shown
from facilitator.core.workshop import Workshop
from facilitator.report.days import asked_before
from facilitator.report.sheet import Fact, Para, Row, Sheet, facts_of, said, sheet_days, title_of
from facilitator.report.wording import Say

Told = Callable[[Block], tuple[Para, ...]]


class Comment(msgspec.Struct, frozen=True):
    """What the client said; ``settled`` once the facilitator has dealt with it."""

    id: str
    text: str
    name: str
    settled: bool


def plan_of(workshop: Workshop, order: Sequence[str], say: Say) -> Sheet:
    """Return the plan as the client reads it.

    Args:
        workshop: The state.
        order: Languages, the reader's first.
        say: The catalogue of the reader's language.
    """
    _ = say

    def told(block: Block) -> tuple[Para, ...]:
        return (*goal_of(block, order, say), *(task_of(step, order, say) for step in _tasks(block)))

    empty = _("Nothing has been planned yet. Come back later: the address stays the same.")
    return timetable_of(workshop, order, say, what=_("Plan for the client"), told=told, empty=empty)


def timetable_of(workshop: Workshop, order: Sequence[str], say: Say, *, what: str, told: Told, empty: str) -> Sheet:
    """Return the whole plan with times, leads and what was agreed; *told* says what stands under a block."""
    _ = say

    def row_of(block: Block, time: str) -> Row:
        return Row(
            id=block.id,
            time=time,
            minutes=0 if block.before else block.minutes,
            title=title_of(block, order, say),
            lead=block.lead,
            marks=marks_of(block, say),
            paras=told(block),
            rests=block.is_break,
        )

    return Sheet(
        what=what,
        title=said(workshop.title, order),
        facts=tuple(fact for fact in (workshop.client, *facts_of(workshop, say)) if fact),
        about=about(workshop, order, say),
        before=tuple(row_of(block, "") for block in asked_before(workshop)),
        before_words=_("Asked before the day"),
        days=sheet_days(workshop, say, row_of),
        columns=(_("Time"), _("Min"), _("What we do"), _("Who leads")),
        empty=empty,
    )


def about(workshop: Workshop, order: Sequence[str], say: Say) -> tuple[Fact, ...]:
    """Return what was agreed with the client, as far as it has been written."""
    _ = say
    told = (
        (_("Aim"), workshop.aim),
        (_("Expected result"), workshop.result),
        (_("Who decides afterwards"), workshop.decides),
        (_("Not negotiable"), workshop.not_negotiable),
    )
    return tuple(Fact(label, words) for label, text in told if (words := said(text, order)))


def marks_of(block: Block, say: Say) -> tuple[str, ...]:
    """Return what is special about a block: that its clock is fixed, that it may be left out or given away."""
    _ = say
    marks = (
        (block.fixed_at is not None, _("fixed time")),
        (block.mandatory, _("always held")),
        (block.is_buffer, _("spare time")),
    )
    return tuple(words for holds, words in marks if holds)


def goal_of(block: Block, order: Sequence[str], say: Say) -> tuple[Para, ...]:
    """Return what the block is for, if it says so."""
    _, goal = say, said(block.goal, order)
    return (Para("goal", goal, _("Goal")),) if goal else ()


def task_of(step: Step, order: Sequence[str], say: Say) -> Para:
    """Return what people do in a step: its kind and its question. To see a slide is nothing to do."""
    return Para("task", said(step.prompt, order), "" if step.kind == "show" else kind_told(step, say))


def kind_told(step: Step, say: Say) -> str:
    """Return what a step's kind is called."""
    return say.within("kind", step.kind)


def _tasks(block: Block) -> tuple[Step, ...]:
    """Return the steps that tell the client something: a slide without words or a break tells nothing."""
    return () if block.is_break else tuple(step for step in block.steps if any(step.prompt.values()))


def comments_of(workshop: Workshop) -> dict[str, tuple[Comment, ...]]:
    """Return the client's comments by block, the oldest first; on the whole, or on what is gone, under nothing."""
    here = {block.id for block in shown(workshop.blocks) if not block.new_day}
    told: dict[str, tuple[Comment, ...]] = {}
    for key, comment in sorted(workshop.comments.items(), key=lambda pair: pair[1].sort):
        block = comment.block if comment.block in here else ""
        told[block] = (*told.get(block, ()), Comment(key, comment.text, comment.name, comment.settled))
    return told
