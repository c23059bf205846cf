"""The participants' programme: times and titles, and nothing else."""

from collections.abc import Sequence

from facilitator.core.agenda import Block
from facilitator.core.workshop import Workshop
from facilitator.report.sheet import Row, Sheet, facts_of, said, sheet_days, title_of
from facilitator.report.wording import Say


def programme_of(workshop: Workshop, order: Sequence[str], say: Say) -> Sheet:
    """Return the programme as participants get it.

    Args:
        workshop: The state.
        order: Languages, the reader's first.
        say: The catalogue of the reader's language.
    """
    _ = say

    def row_of(block: Block, time: str) -> Row:
        return Row(id=block.id, time=time, title=title_of(block, order, say), rests=block.is_break)

    return Sheet(
        what=_("Programme"),
        title=said(workshop.title, order),
        facts=facts_of(workshop, say, people=False),
        days=sheet_days(workshop, say, row_of),
        columns=(_("Time"), "", _("Programme"), ""),
        empty=_("The programme has not been made yet."),
        wide=False,
    )
