"""What has been collected: the settings, the notes, and who may see what of them.

Not a kind. Floor 1; pure.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from facilitator.activities.notes import Waiting, waits_for_company
from facilitator.activities.passing import Passing
from facilitator.activities.remarks import Comment, Marks
from facilitator.core.kind import Company, Moment, Sight
from facilitator.core.text import Text

MOST_COMMENTS_ON_PHONE = 300
BETWEEN_FIELDS = " · "


class CollectSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How notes are collected."""

    columns: Annotated[
        tuple[Text, ...],
        msgspec.Meta(max_length=8, title="Columns", description="None is one wall without columns."),
    ] = ()
    max_notes: Annotated[
        int, msgspec.Meta(ge=0, le=50, title="Notes per person", description="0 is as many as one likes.")
    ] = 0
    max_length: Annotated[int, msgspec.Meta(ge=10, le=1000, title="Longest note, characters")] = 280
    view: Annotated[
        Literal["cards", "cloud", "list", "zones", "stages"],
        msgspec.Meta(
            title="On the board",
            description="In “zones” the columns lie on a picture, in “stages” they follow one another.",
        ),
    ] = "cards"
    hidden: Annotated[bool, msgspec.Meta(title="Hidden until you show them")] = False
    picture: Annotated[
        Literal["none", "boat", "tree", "road", "rings"],
        msgspec.Meta(
            title="Picture behind the zones",
            description="The boat has wind, anchor, reef and island, in that order; name the columns so.",
        ),
    ] = "none"
    rows: Annotated[
        tuple[Text, ...],
        msgspec.Meta(max_length=8, title="Rows", description="Lanes across the stages; none is one lane."),
    ] = ()
    fields: Annotated[
        tuple[Text, ...],
        msgspec.Meta(
            max_length=5,
            title="Fields of a note",
            description="None is one; else each has its own line to fill in.",
        ),
    ] = ()
    seeds: Annotated[
        tuple[Text, ...],
        msgspec.Meta(max_length=10, title="Examples", description="Notes that are on the wall from the start."),
    ] = ()
    who: Annotated[
        Literal["person", "company"],
        msgspec.Meta(
            title="Who writes", description="A company is a pair or a table of an earlier step that makes groups."
        ),
    ] = "person"
    own_first: Annotated[
        bool,
        msgspec.Meta(title="Others’ notes after one’s own", description="Phones show them once one has written."),
    ] = False
    build_on: Annotated[bool, msgspec.Meta(title="Notes may continue others’")] = False
    comments: Annotated[bool, msgspec.Meta(title="Comments on notes")] = False
    marks: Annotated[
        tuple[Text, ...],
        msgspec.Meta(
            max_length=6, title="Marks on notes", description="Words to mark notes with; none is no marks."
        ),
    ] = ()
    reactions: Annotated[bool, msgspec.Meta(title="“The same here” on notes")] = False
    moderation: Annotated[
        Literal["after", "before", "off"],
        msgspec.Meta(
            title="Hiding notes",
            description="“before” shows a note once you have let it through, “after” lets you hide it.",
        ),
    ] = "after"
    ask_date: Annotated[
        bool,
        msgspec.Meta(title="Ask for a date", description="For notes to oneself; only where nobody else sees them."),
    ] = False
    pass_on: Annotated[
        int,
        msgspec.Meta(
            ge=0, le=12, title="Rounds of passing on", description="Sheets go from one to another; 0 is none."
        ),
    ] = 0
    ideas_per_round: Annotated[int, msgspec.Meta(ge=1, le=6, title="Ideas per round")] = 3
    minutes_per_round: Annotated[float, msgspec.Meta(ge=0.5, le=60, title="Minutes per round")] = 5.0


class Note(Waiting, frozen=True):
    """One note.

    Attributes:
        text: What is written; where a note has several fields, one line for each.
        source: Whether it came from a phone, from paper that the desk typed in, or is a leader's example.
        wording: The same in several languages, where it came from a facilitator.
        company: Who wrote it together.
        builds_on: The note it continues.
        sheet, round: Where and when it was written, where sheets go round.
        date: For notes to oneself.
        approved: Whether a leader has let it through, where they read first.
    """

    text: str
    column: int = 0
    source: Literal["phone", "paper", "seed"] = "phone"
    hidden: bool = False
    wording: Text = msgspec.field(default_factory=dict)
    row: int = 0
    company: str = ""
    builds_on: str = ""
    sheet: str = ""
    round: int = 0
    date: str = ""
    approved: bool = True


class Collected(msgspec.Struct, frozen=True):
    """All notes by id, and how many have been let out so far.

    Attributes:
        marks: Note → author → marks; nobody's is empty.
        same: Note → who feels the same.
        passing, turns: Where the sheets are, and where they were before each turn.
        companies, company_of: Who writes together; author → company.
    """

    settings: CollectSettings
    notes: dict[str, Note] = {}
    released: int = 0
    comments: dict[str, Comment] = {}
    commented: int = 0
    marks: dict[str, Marks] = {}
    same: dict[str, tuple[str, ...]] = {}
    passing: Passing = Passing()
    turns: tuple[Passing, ...] = ()
    companies: tuple[Company, ...] = ()
    company_of: dict[str, str] = {}


Thing = Note | Comment


def is_held(state: Collected, moment: Moment) -> bool:
    """Whether nothing may be seen yet: it is hidden, or still going round."""
    # Not while it is closing: the next step may start from it then.
    goes_round = bool(state.settings.pass_on) and moment.stage == "open"
    return (state.settings.hidden or goes_round) and not moment.revealed


def must_wait(state: Collected, moment: Moment) -> bool:
    """Whether what a participant writes now has to wait before others may see it."""
    return is_held(state, moment) or waits_for_company(moment)


def is_example(note: Note) -> bool:
    """Whether it is a leader's example that phones may show at any time."""
    return note.source == "seed" and bool(note.text) and not note.hidden and not note.withdrawn


def is_out(row: Thing) -> bool:
    """Whether all may see this note or comment, once anything may be seen."""
    return row.sort > 0 and row.approved and not row.hidden and not row.withdrawn and bool(row.text)


def written_notes(state: Collected) -> dict[str, Note]:
    """Return the notes that stand: neither taken back nor erased."""
    # Text is empty once it has been redacted.
    return {note_id: note for note_id, note in state.notes.items() if note.text and not note.withdrawn}


def said_comments(state: Collected) -> dict[str, Comment]:
    """Return the comments that stand: neither taken back nor erased."""
    return {key: row for key, row in state.comments.items() if row.text and not row.withdrawn}


def queue_to_read(notes: Mapping[str, Note], comments: Mapping[str, Comment]) -> tuple[str, ...]:
    """Return the ids of what a leader still has to read."""
    new = [key for key, note in notes.items() if not note.approved and not note.hidden]
    return (*new, *(key for key, row in comments.items() if not row.approved and not row.hidden))


def count_writers(state: Collected) -> int:
    """Return how many people have written."""
    # People only: leaders write on others' behalf, and what flowed in has no author.
    return len({note.by for note in written_notes(state).values() if note.by.startswith(("a/", "p/"))})


def shown_notes(state: Collected, sight: Sight) -> dict[str, Note]:
    """Return the notes that all may see now."""
    if sight.moment.private or is_held(state, sight.moment):
        return {}
    return {note_id: note for note_id, note in state.notes.items() if is_out(note)}


def shown_comments(state: Collected, sight: Sight) -> dict[str, Comment]:
    """Return the newest comments that all may see now."""
    shown = {key: row for key, row in state.comments.items() if is_out(row)} if shown_notes(state, sight) else {}
    return dict(sorted(shown.items(), key=lambda row: -row[1].sort)[:MOST_COMMENTS_ON_PHONE])


def thing_in(state: Collected, key: str) -> Thing | None:
    """Return the note or the comment of that id."""
    return state.notes.get(key) or state.comments.get(key)


def unit_of(state: Collected, by: str) -> str:
    """Return who writes as one: the author's company, or the author alone."""
    return state.company_of.get(by, by)


def is_ours(state: Collected, by: str, other: str) -> bool:
    """Whether both authors write as one, or are one."""
    return bool(by) and unit_of(state, by) == unit_of(state, other)


def parts_of(state: Collected, note: Note) -> tuple[str, ...]:
    """Return the fields of a note."""
    lines = note.text.split("\n", len(state.settings.fields) - 1)
    return tuple(line.strip() for line in lines)


def joined_text(state: Collected, note: Note) -> str:
    """Return a note as one line of words, whatever fields it has."""
    return BETWEEN_FIELDS.join(filter(None, parts_of(state, note))) if len(state.settings.fields) > 1 else note.text
