"""What each audience sees of what has been collected.

Not a kind. No view holds an author: names are those the audience may know, sheets have none. Floor 1; pure.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping

import msgspec

from facilitator.activities.collected import (
    Collected,
    Note,
    count_writers,
    is_out,
    joined_text,
    parts_of,
    unit_of,
    written_notes,
)
from facilitator.activities.remarks import Comment, are_few, tally
from facilitator.core.kind import Sight
from facilitator.core.text import Text, pick

replace = msgspec.structs.replace


class NoteCommentView(msgspec.Struct, frozen=True):
    """A comment on a note."""

    text: str
    sign: str
    sort: int
    name: str = ""
    hidden: bool = False
    approved: bool = True


class NoteView(msgspec.Struct, frozen=True):
    """A note as an audience sees it; ``name`` only where the mode lets this audience know it.

    Attributes:
        parts: Its fields, where it has several; ``text`` then holds them joined.
        wording: Its words in several languages, where a facilitator wrote it.
        company: Id of who wrote it together.
        talk: How many comments it has; the wall gets no more than that.
        same, marks: How many feel the same or gave each mark; 0 where few did.
    """

    text: str
    column: int
    sort: int
    name: str = ""
    source: str = "phone"
    hidden: bool = False
    row: int = 0
    parts: tuple[str, ...] = ()
    wording: Text = {}
    company: str = ""
    builds_on: str = ""
    approved: bool = True
    talk: int = 0
    comments: dict[str, NoteCommentView] = {}
    marks: tuple[int, ...] = ()
    same: int = 0


class WritersView(msgspec.Struct, frozen=True):
    """A company that writes as one."""

    text: Text
    sort: int


class CollectView(msgspec.Struct, frozen=True, tag_field="kind", tag="collect"):
    """What is on the wall, or on every phone."""

    columns: tuple[Text, ...]
    view: str
    max_notes: int
    max_length: int
    hidden: bool  # notes are held back until the reveal
    count: int  # notes written so far, waiting ones too
    writers: int
    kept_back: int  # notes a leader hid
    notes: dict[str, NoteView]
    picture: str = "none"
    rows: tuple[Text, ...] = ()
    fields: tuple[Text, ...] = ()
    who: str = "person"
    companies: dict[str, WritersView] = {}
    own_first: bool = False
    build_on: bool = False
    comments: bool = False
    marks: tuple[Text, ...] = ()
    reactions: bool = False
    few: bool = False  # marks and reactions are withheld, since fewer than five gave any
    moderation: str = "after"
    waiting: int = 0  # notes and comments that wait for a leader to read them
    ask_date: bool = False
    pass_on: int = 0
    ideas_per_round: int = 0
    round: int = 0
    sheets: int = 0
    wrote: int = 0  # how many have written in this round


class MyNote(msgspec.Struct, frozen=True):
    """One's own note, whether others see it yet or not. ``text`` has a line for each field."""

    text: str
    column: int
    sort: int
    shown: bool
    row: int = 0
    builds_on: str = ""
    date: str = ""
    round: int = 0
    approved: bool = True


class MyNoteComment(msgspec.Struct, frozen=True):
    """One's own comment."""

    note: str
    text: str
    sign: str
    sort: int
    shown: bool


class IdeaView(msgspec.Struct, frozen=True):
    """What somebody wrote on the sheet before."""

    text: str
    sort: int


class SheetView(msgspec.Struct, frozen=True):
    """The sheet one has now; its ideas carry nobody's name. ``id`` is empty while one has none."""

    id: str = ""
    number: int = 0
    ideas: dict[str, IdeaView] = {}


class MyNotes(msgspec.Struct, frozen=True, tag_field="kind", tag="collect"):
    """What only its author sees."""

    notes: dict[str, MyNote]
    left: int  # how many more one may write; -1 is as many as one likes
    comments: dict[str, MyNoteComment] = {}
    marks: dict[str, tuple[int, ...]] = {}
    same: dict[str, bool] = {}
    sheet: SheetView = SheetView()


class OurNotes(msgspec.Struct, frozen=True, tag_field="kind", tag="collect"):
    """What only one's own company sees: its notes, whoever of them wrote. ``id`` is empty for who writes alone."""

    id: str
    text: Text
    scribe: bool  # whether one has been asked to write
    notes: dict[str, MyNote]


# --- how they are made -----------------------------------------------------------------------------------


def view_of(
    state: Collected, rows: Mapping[str, Note], sight: Sight, *, comments: Mapping[str, Comment] | None = None
) -> CollectView:
    """Return the view of these notes; of comments those given here, else only their number."""
    settings, written, passing = state.settings, written_notes(state), state.passing
    few = are_few(state.marks.values(), state.same.values(), sight.moment.identity)
    talk = Counter(row.note for row in state.comments.values() if is_out(row))
    said: dict[str, dict[str, NoteCommentView]] = {}
    for key, row in sorted((comments or {}).items(), key=lambda row: (row[1].sort, row[0])):
        said.setdefault(row.note, {})[key] = NoteCommentView(
            row.text, row.sign, row.sort, sight.name(row.by), row.hidden, row.approved
        )
    return CollectView(
        columns=settings.columns,
        view=settings.view,
        max_notes=settings.max_notes,
        max_length=settings.max_length,
        hidden=settings.hidden and not sight.moment.revealed,
        count=len(written),
        writers=count_writers(state),
        kept_back=sum(note.hidden for note in written.values()),
        notes={
            note_id: _note_view(state, note_id, note, sight, few, talk[note_id], said.get(note_id, {}))
            # In wall order: the order of writing must not show in the order of the bytes.
            for note_id, note in sorted(rows.items(), key=lambda row: (row[1].sort, row[0]))
        },
        picture=settings.picture,
        rows=settings.rows,
        fields=settings.fields,
        who=settings.who,
        companies={company.id: WritersView(company.text, n) for n, company in enumerate(state.companies)},
        own_first=settings.own_first,
        build_on=settings.build_on,
        comments=settings.comments,
        marks=settings.marks,
        reactions=settings.reactions,
        few=few,
        moderation=settings.moderation,
        ask_date=settings.ask_date and sight.moment.private,
        pass_on=settings.pass_on,
        ideas_per_round=settings.ideas_per_round,
        round=passing.round if settings.pass_on else 0,
        sheets=len(passing.sheets),
        wrote=len({unit_of(state, note.by) for note in written.values() if note.round == passing.round}),
    )


def _note_view(
    state: Collected,
    note_id: str,
    note: Note,
    sight: Sight,
    few: bool,
    talk: int,
    comments: dict[str, NoteCommentView],
) -> NoteView:
    marks = tally(state.marks.get(note_id, {}), len(state.settings.marks))
    return NoteView(
        text=joined_text(state, note),
        column=note.column,
        sort=note.sort,
        name=sight.name(note.by),
        source=note.source,
        hidden=note.hidden,
        row=note.row,
        parts=parts_of(state, note) if state.settings.fields else (),
        wording=note.wording,
        company=note.company,
        builds_on=note.builds_on,
        approved=note.approved,
        talk=talk,
        comments=comments,
        marks=(0,) * len(marks) if few else marks,
        same=0 if few else len(state.same.get(note_id, ())),
    )


def own_notes(state: Collected, notes: Mapping[str, Note]) -> dict[str, MyNote]:
    """Return notes as their writers see them, whether others do or not."""
    return {
        note_id: MyNote(
            note.text,
            note.column,
            place,
            is_out(note),
            note.row,
            note.builds_on,
            note.date,
            note.round,
            note.approved,
        )
        for place, (note_id, note) in enumerate(notes.items())
    }


def sheet_of(state: Collected, author: str) -> SheetView:
    """Return the sheet that the author has, with what earlier rounds wrote on it."""
    sheet_id = state.passing.holding.get(unit_of(state, author), "")
    if not sheet_id:
        return SheetView()
    ideas = [
        (note.round, note_id, note)
        for note_id, note in written_notes(state).items()
        if note.sheet == sheet_id and note.round < state.passing.round and note.approved and not note.hidden
    ]
    return SheetView(
        sheet_id,
        state.passing.sheets[sheet_id].number,
        {note_id: IdeaView(joined_text(state, note), n) for n, (_, note_id, note) in enumerate(sorted(ideas))},
    )


def title_of(titles: tuple[Text, ...], place: int) -> str:
    """Return what a column or a row is called, or nothing where there are none."""
    return pick(titles[place], ()) if place < len(titles) else ""


def cells_of(view: CollectView, note: NoteView) -> dict[str, str | int | float]:
    """Return what the table tells of a note, by the column it stands in."""
    of = view.companies[note.company].text if note.company in view.companies else {}
    return {
        "Column": title_of(view.columns, note.column),
        "Row": title_of(view.rows, note.row),
        "Note": note.text,
        "Source": "phone" if note.source == "seed" else note.source,
        "Name": pick(of, ()) or note.name,
        "Comments": " / ".join(comment.text for comment in mixed(note.comments).values()),
        "Marks": sum(note.marks),
        "Agreeing": note.same,
    }


def by_words(words: object) -> bytes:
    """Return what rows are sorted by, so that their order tells nothing but their words."""
    # The same as the summary sorts by, so that its numbers are these.
    return hashlib.sha256(repr(words).encode("utf-8", "surrogatepass")).digest()


def mixed(comments: Mapping[str, NoteCommentView]) -> dict[str, NoteCommentView]:
    """Return comments without their ids and without the order they came in."""
    rows = sorted(comments.values(), key=lambda row: by_words(row.text))
    return {str(n): replace(row, sort=n) for n, row in enumerate(rows, 1)}
