"""Collect: everyone writes notes: on one wall, in columns or zones, by stages and rows, or on sheets that go round.

Anonymous notes wait until at least three by three people can leave together, so that nobody watches a note
appear while a neighbour taps; comments on notes wait in the same way. Hidden ones wait for the reveal, what is on
sheets for the close, and where a leader reads first, for that. A note never carries a name.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from facilitator.activities.collect_views import (
    CollectView,
    MyNoteComment,
    MyNotes,
    NoteView,
    OurNotes,
    SheetView,
    by_words,
    cells_of,
    mixed,
    own_notes,
    sheet_of,
    view_of,
)
from facilitator.activities.collected import (
    Collected,
    CollectSettings,
    Note,
    Thing,
    count_writers,
    is_example,
    is_held,
    is_ours,
    is_out,
    joined_text,
    must_wait,
    queue_to_read,
    said_comments,
    shown_comments,
    shown_notes,
    thing_in,
    unit_of,
    written_notes,
)
from facilitator.activities.notes import MOST_NOTES_IN_ALL, enough_to_leave, let_out
from facilitator.activities.passing import passed_on, taken
from facilitator.activities.remarks import SIGNS, Comment, agreed, are_few, marked, tally
from facilitator.core.actors import Doing
from facilitator.core.ids import derived_id
from facilitator.core.kind import (
    ActivityCommand,
    CloseActivity,
    EndGrace,
    Group,
    Inputs,
    Item,
    Kind,
    Moment,
    PretendWords,
    ReleaseNotes,
    Reveal,
    Sight,
    Yields,
)
from facilitator.core.refusal import Refusal
from facilitator.core.text import Words, pick, words_as_text

__all__ = ["CollectSettings", "CollectView", "Collected", "MyNotes", "NoteView", "OurNotes"]

replace = msgspec.structs.replace

MOST_NOTES_ON_PHONE = 200
# With fewer sheets everybody knows whose the other one is.
FEWEST_SHEETS = 3

Place = Annotated[int, msgspec.Meta(ge=0, lt=8)]
Day = Annotated[str, msgspec.Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]


# --- commands --------------------------------------------------------------------------------------------


class PostNote(ActivityCommand, frozen=True, tag_field="do", tag="PostNote"):
    """Writes a note; its id is the command's. Of several fields each is a line of the text.

    ``sheet`` is the sheet one had before one's eyes: what comes a moment too late still goes where it belongs.
    """

    text: Words
    column: Place = 0
    row: Place = 0
    builds_on: str = ""
    date: Day = ""
    sheet: str = ""


class EditNote(ActivityCommand, frozen=True, tag_field="do", tag="EditNote"):
    """Changes one's own note; a leader may change any in a named activity, and paper notes always."""

    note: str
    text: Words
    date: Day | UnsetType = UNSET


class WithdrawNote(ActivityCommand, frozen=True, tag_field="do", tag="WithdrawNote"):
    """Takes one's own note or comment back, or puts it there again."""

    note: str
    on: bool = True


class CommentNote(ActivityCommand, frozen=True, tag_field="do", tag="CommentNote"):
    """Comments on a note that all may see; its id is the command's. A sign is one of +, ? and !, or nothing."""

    note: str
    text: Words
    sign: str = ""


class MarkNote(ActivityCommand, frozen=True, tag_field="do", tag="MarkNote"):
    """Puts one of the marks on a note, or takes one's own away."""

    note: str
    mark: Annotated[int, msgspec.Meta(ge=0, lt=6)]
    on: bool = True


class ReactToNote(ActivityCommand, frozen=True, tag_field="do", tag="ReactToNote"):
    """Says that it is the same for oneself, or takes that back."""

    note: str
    on: bool = True


class TakeSheet(ActivityCommand, frozen=True, tag_field="do", tag="TakeSheet"):
    """Asks for a sheet: one's own in the first round, later a place at one that is going round."""


class AddPaperNote(ActivityCommand, frozen=True, tag_field="do", tag="AddPaperNote"):
    """The desk adds a note that was written on paper."""

    text: Words
    column: Place = 0
    row: Place = 0
    company: str = ""


class HideNote(ActivityCommand, frozen=True, tag_field="do", tag="HideNote"):
    """Hides a note or a comment from all screens, or shows it again; the number of hidden ones is shown."""

    note: str
    on: bool = True


class ApproveNote(ActivityCommand, frozen=True, tag_field="do", tag="ApproveNote"):
    """Lets a note or a comment through, where leaders read first."""

    note: str
    on: bool = True


class NextSheet(ActivityCommand, frozen=True, tag_field="do", tag="NextSheet"):
    """Moves the sheets on. ``to`` is the round meant, so that a press too many does nothing; 0 is the next."""

    to: Annotated[int, msgspec.Meta(ge=0, le=12)] = 0


class ReturnSheets(ActivityCommand, frozen=True, tag_field="do", tag="ReturnSheets"):
    """Takes the last turn of the sheets back, while nobody has written in it."""


# --- the kind --------------------------------------------------------------------------------------------


class Collect(Kind[CollectSettings, Collected]):
    """Notes from everyone."""

    name = "collect"
    Settings = CollectSettings
    commands = (PostNote, EditNote, WithdrawNote, CommentNote, MarkNote, ReactToNote, TakeSheet)
    remote_commands = (HideNote, ApproveNote, NextSheet, ReturnSheets)
    leader_commands = (AddPaperNote, HideNote, ApproveNote, NextSheet, ReturnSheets)
    identities = ("anonymous", "nickname", "facilitator", "named", "only_you", "group")
    answers_together = True
    grace_ms = 20_000

    def begin(self, settings: CollectSettings, inputs: Inputs, seed: int) -> Collected:
        """Start with what flows in and with examples as notes already there, or with an empty wall."""
        given = [(item.id, item.text, "phone") for item in inputs.items]
        given += [(derived_id("seed", str(seed), str(n)), text, "seed") for n, text in enumerate(settings.seeds)]
        notes = {
            note_id: Note(
                pick(text, ()), source=_source(source), by="", sort=n + 1, wording=text if len(text) > 1 else {}
            )
            for n, (note_id, text, source) in enumerate(given)
        }
        companies = inputs.companies if settings.who == "company" else ()
        members = {member: company.id for company in companies for member in company.members}
        return Collected(settings, notes, released=len(notes), companies=companies, company_of=members)

    def refuse(self, state: Collected, command: ActivityCommand, doing: Doing, moment: Moment) -> Refusal | None:
        """Caps, lengths, whose note it is, and what the settings allow."""
        match command:
            case PostNote(text=text, column=column, row=row):
                no = _refuse_taken(state, doing) or _refuse_text(state, text, column, row)
                return (
                    no or _refuse_building(state, command.builds_on, moment) or _refuse_more(state, command, doing)
                )
            case AddPaperNote(text=text, column=column, row=row):
                no = _refuse_taken(state, doing) or _refuse_text(state, text, column, row)
                return no or _refuse_full(state)
            case EditNote(note=note_id, text=text):
                return _refuse_no_note(state, note_id, doing, moment) or _refuse_text(state, text)
            case WithdrawNote(note=note_id, on=on):
                no = _refuse_not_own(state, note_id, doing, moment)
                return no if no or on else _refuse_back(state, note_id, doing)
            case CommentNote(note=note_id, text=text):
                no = _refuse_taken(state, doing) or _refuse_unseen(
                    state, note_id, moment, on=state.settings.comments
                )
                return no or _refuse_comment(state, text)
            case MarkNote(note=note_id, mark=mark):
                return _refuse_unseen(state, note_id, moment, on=mark < len(state.settings.marks))
            case ReactToNote(note=note_id):
                no = _refuse_unseen(state, note_id, moment, on=state.settings.reactions)
                return no or (Refusal("own_note") if is_ours(state, state.notes[note_id].by, doing.by) else None)
            case TakeSheet():
                return Refusal("not_offered") if doing.leads or not state.settings.pass_on else None
            case HideNote(note=note_id):
                no = Refusal("no_hiding") if state.settings.moderation == "off" else None
                return no or (None if thing_in(state, note_id) else Refusal("no_such_note"))
            case ApproveNote(note=note_id):
                return None if thing_in(state, note_id) else Refusal("no_such_note")
            case NextSheet(to=to):
                return _refuse_turn(state, to)
            case ReturnSheets():
                return None if _can_return(state) else Refusal("changed_since")
            case _:
                return None

    def reduce(self, state: Collected, command: ActivityCommand, doing: Doing, moment: Moment) -> Collected:
        """Write, edit, withdraw, hide; let waiting notes out at release, reveal and close."""
        match command:
            case PostNote():
                return _posted(state, command, doing, moment)
            case AddPaperNote(text=text, column=column, row=row, company=company):
                note = Note(text, column, source="paper", by=doing.by, row=row, company=company)
                return _with(state, doing.id, note, at_once=not must_wait(state, moment))
            case EditNote(note=note_id, text=text, date=date):
                approved = doing.leads or state.settings.moderation != "before"
                changes: dict[str, Any] = {"text": text} if approved else {"text": text, "approved": False}
                return _changed(state, note_id, **changes, **({} if date is UNSET else {"date": date}))
            case WithdrawNote(note=note_id, on=on):
                return _changed(state, note_id, withdrawn=on)
            case HideNote(note=note_id, on=on):
                return _changed(state, note_id, hidden=on)
            case ApproveNote(note=note_id, on=on):
                return _changed(state, note_id, approved=on)
            case CommentNote():
                return _commented(state, command, doing, moment)
            case MarkNote(note=note_id, mark=mark, on=on):
                marks = marked(state.marks, note_id, doing.by, mark, on=on)
                return state if marks == state.marks else replace(state, marks=marks)
            case ReactToNote(note=note_id, on=on):
                same = agreed(state.same, note_id, doing.by, on=on)
                return state if same == state.same else replace(state, same=same)
            case TakeSheet():
                passing = taken(state.passing, unit_of(state, doing.by), doing.id)
                return state if passing is state.passing else replace(state, passing=passing)
            case NextSheet():
                return _turned(state, doing.seed)
            case ReturnSheets():
                return replace(state, passing=state.turns[-1], turns=state.turns[:-1]) if state.turns else state
            case ReleaseNotes():
                return _released(state, doing.seed, all_of_them=False)
            case Reveal():
                return _released(state, doing.seed)
            # At the end of the grace too: what was written in it must not wait for ever.
            case CloseActivity() | EndGrace() if not state.settings.hidden or moment.revealed:
                return _released(state, doing.seed)
            case _:
                return state

    def inverse(self, before: Collected, command: ActivityCommand, doing: Doing) -> ActivityCommand | None:
        """A leader's hiding, note, wording or turn of the sheets can be taken back."""
        match command:
            case PostNote(activity=activity) | AddPaperNote(activity=activity) | CommentNote(activity=activity):
                return WithdrawNote(activity=activity, note=doing.id)
            case WithdrawNote(activity=activity, note=note):
                return WithdrawNote(activity=activity, note=note, on=_found(before, note).withdrawn)
            case HideNote(activity=activity, note=note):
                return HideNote(activity=activity, note=note, on=_found(before, note).hidden)
            case ApproveNote(activity=activity, note=note):
                return ApproveNote(activity=activity, note=note, on=_found(before, note).approved)
            case EditNote(activity=activity, note=note):
                was = before.notes[note]
                return EditNote(activity=activity, note=note, text=was.text, date=was.date)
            case MarkNote(activity=activity, note=note, mark=mark):
                given = before.marks.get(note, {}).get(doing.by, ())
                return MarkNote(activity=activity, note=note, mark=mark, on=mark in given)
            case ReactToNote(activity=activity, note=note):
                return ReactToNote(activity=activity, note=note, on=doing.by in before.same.get(note, ()))
            case NextSheet(activity=activity):
                return ReturnSheets(activity=activity)
            case _:
                return None

    def waits_for_reveal(self, state: Collected, moment: Moment) -> bool:
        """Hidden notes wait until they are shown."""
        return state.settings.hidden and not moment.revealed and not moment.private and bool(written_notes(state))

    def releasable(self, state: Collected, moment: Moment) -> bool:
        """Three notes, or comments, by three authors may leave together."""
        if not moment.anonymous or is_held(state, moment):
            return False
        return enough_to_leave(state.notes.values()) or enough_to_leave(state.comments.values())

    def minutes_now(self, state: Collected, command: ActivityCommand | None) -> float | None:
        """Each round has its own clock."""
        begins = command is None or isinstance(command, NextSheet | ReturnSheets)
        return state.settings.minutes_per_round if begins and state.settings.pass_on else None

    def next_command(self, state: Collected, activity: str) -> ActivityCommand | None:
        """Move the sheets on until the last round, as soon as there are enough to go round."""
        to = state.passing.round + 1
        return None if _refuse_turn(state, to) else NextSheet(activity=activity, to=to)

    def company_of(self, state: Collected, author: str) -> tuple[str, ...]:
        """Return those who write with this author, and those whose sheet the author has written on."""
        ours = next((one.members for one in state.companies if one.id == state.company_of.get(author)), ())
        others = tuple(member for member in ours if member != author)
        return others + tuple(who for who in _readers(state, author) if who != author and who not in ours)

    def board(self, state: Collected, sight: Sight) -> CollectView:
        """Return released notes, never hidden ones; of comments the number."""
        return view_of(state, shown_notes(state, sight), sight)

    def phone(self, state: Collected, sight: Sight) -> CollectView:
        """Return the newest 200 released notes at most; the board as text shows no more. Examples always."""
        shown = shown_notes(state, sight) or {key: note for key, note in state.notes.items() if is_example(note)}
        newest = dict(sorted(shown.items(), key=lambda row: -row[1].sort)[:MOST_NOTES_ON_PHONE])
        return view_of(state, newest, sight, comments=shown_comments(state, sight))

    def desk(self, state: Collected, sight: Sight) -> CollectView:
        """Return what the wall shows, what a leader hid or has to read; of named ones also what is held back."""

        def is_known(row: Thing) -> bool:
            return not sight.moment.private and (row.sort > 0 or not sight.moment.anonymous)

        rows = {note_id: note for note_id, note in written_notes(state).items() if is_known(note)}
        comments = {key: row for key, row in said_comments(state).items() if is_known(row)}
        view = view_of(state, rows, sight, comments=comments)
        return replace(view, waiting=len(queue_to_read(rows, comments)))

    def mine(self, state: Collected, author: str, sight: Sight) -> MyNotes:
        """Return one's own notes, from the first words on, what one said of others', and the sheet one has."""
        said = [(key, row) for key, row in said_comments(state).items() if row.by == author]
        return MyNotes(
            own_notes(state, {key: note for key, note in written_notes(state).items() if note.by == author}),
            _left(state, author),
            {
                key: MyNoteComment(row.note, row.text, row.sign, place, is_out(row))
                for place, (key, row) in enumerate(said)
            },
            {note: rows[author] for note, rows in state.marks.items() if author in rows},
            {note: True for note, who in state.same.items() if author in who},
            sheet_of(state, author) if state.settings.pass_on else SheetView(),
        )

    def group(self, state: Collected, author: str, sight: Sight) -> OurNotes:
        """Return what one's company has written."""
        ours = next((one for one in state.companies if one.id == state.company_of.get(author)), None)
        if ours is None:
            return OurNotes("", {}, False, {})
        notes = {key: note for key, note in written_notes(state).items() if note.company == ours.id}
        return OurNotes(ours.id, ours.text, ours.scribe == author, own_notes(state, notes))

    def answered(self, state: Collected) -> int:
        """Return how many have written at least one note."""
        return count_writers(state)

    def summary(self, state: Collected, sight: Sight) -> CollectView:
        """Return the notes with what was said of them: in an order that their words alone decide, without ids."""
        view = view_of(state, shown_notes(state, sight), sight, comments=shown_comments(state, sight))
        order = sorted(view.notes.items(), key=lambda row: by_words(row[1].text))
        place = {note_id: n for n, (note_id, _) in enumerate(order, 1)}
        notes = {
            str(n): replace(
                note,
                sort=n,
                builds_on=str(place.get(note.builds_on, "")),
                comments=mixed(note.comments),
            )
            for n, (_, note) in enumerate(order, 1)
        }
        return replace(view, notes=notes, round=0, wrote=0)

    def tables(self, state: Collected, sight: Sight) -> list[list[str | int | float]]:
        """Return one row a note, in wall order, with its column, where it came from, and what was said of it."""
        settings, told = state.settings, shown_comments(state, sight)
        header: list[str | int | float] = [
            "Column",
            "Row",
            "Note",
            "Source",
            "Name",
            "Comments",
            "Marks",
            "Agreeing",
        ]
        used = {"Row": settings.rows, "Comments": settings.comments, "Marks": settings.marks}
        used["Agreeing"] = settings.reactions
        header = [name for name in header if used.get(str(name), True)]
        view = view_of(state, shown_notes(state, sight), sight, comments=told)
        return [header, *([cells_of(view, note)[str(name)] for name in header] for note in view.notes.values())]

    def pretend(self, state: Collected, activity: str, who: int, says: PretendWords) -> tuple[ActivityCommand, ...]:
        """Write a note or three: single words into a cloud, sentences elsewhere; then say something of others'."""
        settings = state.settings
        count = settings.ideas_per_round if settings.pass_on else min(settings.max_notes or 3, 1 + who % 3)
        notes = tuple(_pretended(state, activity, who, n, says) for n in range(count))
        return notes + _pretended_remarks(state, activity, who, says)

    def pretend_lead(self, state: Collected, activity: str, says: PretendWords) -> tuple[ActivityCommand, ...]:
        """Let through what waits to be read."""
        if state.settings.moderation != "before":
            return ()
        queue = queue_to_read(written_notes(state), said_comments(state))
        return tuple(ApproveNote(activity=activity, note=key) for key in queue)

    def yields(self, state: Collected, moment: Moment) -> Yields:
        """Return the notes that all may see, by column or company; the most marked ones first in ``top``."""
        rows = sorted(shown_notes(state, Sight(moment)).items(), key=lambda row: row[1].sort)
        few = are_few(state.marks.values(), state.same.values(), moment.identity)
        items = {
            note_id: Item(
                note_id,
                note.wording or words_as_text(joined_text(state, note)),
                weight=1 if few else max(1, _weight(state, note_id)),
                of=note.company,
            )
            for note_id, note in rows
        }
        top = sorted(items.values(), key=lambda item: -item.weight)
        return Yields(items=tuple(items.values()), top=tuple(top), groups=_groups(state, dict(rows), items))


kind = Collect()


# --- what flows on --------------------------------------------------------------------------------------------


def _weight(state: Collected, note_id: str) -> int:
    marks = tally(state.marks.get(note_id, {}), len(state.settings.marks))
    return sum(marks) + len(state.same.get(note_id, ()))


def _groups(state: Collected, rows: Mapping[str, Note], items: Mapping[str, Item]) -> tuple[Group, ...]:
    if state.settings.columns:
        return tuple(
            Group(f"column-{n}", column, tuple(items[key] for key, note in rows.items() if note.column == n))
            for n, column in enumerate(state.settings.columns)
        )
    return tuple(
        Group(one.id, one.text, tuple(items[key] for key, note in rows.items() if note.company == one.id))
        for one in state.companies
    )


# --- no --------------------------------------------------------------------------------------------------


def _refuse_taken(state: Collected, doing: Doing) -> Refusal | None:
    # What flowed in has ids that all see and no command had: a note under one would put itself in its place.
    return Refusal("id_taken") if thing_in(state, doing.id) else None


def _refuse_text(state: Collected, text: str, column: int = 0, row: int = 0) -> Refusal | None:
    if not text.strip():
        return Refusal("empty")
    lines = text.split("\n", len(state.settings.fields) - 1) if state.settings.fields else [text]
    if max(map(len, lines)) > state.settings.max_length:
        return Refusal("too_long", {"most": state.settings.max_length})
    if row >= max(1, len(state.settings.rows)):
        return Refusal("no_such_row")
    return Refusal("no_such_column") if column >= max(1, len(state.settings.columns)) else None


def _refuse_building(state: Collected, builds_on: str, moment: Moment) -> Refusal | None:
    return _refuse_unseen(state, builds_on, moment, on=state.settings.build_on) if builds_on else None


def _refuse_more(state: Collected, command: PostNote, doing: Doing) -> Refusal | None:
    if not state.settings.pass_on or doing.leads:
        return _refuse_cap(state, doing.by)
    unit, sheet = unit_of(state, doing.by), command.sheet
    if sheet and sheet not in (state.passing.holding.get(unit), state.passing.before.get(unit)):
        return Refusal("sheet_gone")
    most = state.settings.ideas_per_round
    full = _ideas_of(state, unit, _round_of(state, unit, sheet)) >= most
    return Refusal("no_notes_left", {"most": most}) if full else _refuse_full(state)


def _refuse_cap(state: Collected, by: str) -> Refusal | None:
    most = state.settings.max_notes
    if (
        most
        and Counter(unit_of(state, note.by) for note in written_notes(state).values())[unit_of(state, by)] >= most
    ):
        return Refusal("no_notes_left", {"most": most})
    return _refuse_full(state)


def _refuse_full(state: Collected) -> Refusal | None:
    return Refusal("too_many", {"most": MOST_NOTES_IN_ALL}) if len(state.notes) >= MOST_NOTES_IN_ALL else None


def _refuse_back(state: Collected, note_id: str, doing: Doing) -> Refusal | None:
    """Return why what was taken back cannot come again."""
    note = state.notes.get(note_id)
    if note is None:
        return None
    if not note.sheet:
        return _refuse_cap(state, doing.by)
    most = state.settings.ideas_per_round
    full = _ideas_of(state, unit_of(state, note.by), note.round) >= most
    return Refusal("no_notes_left", {"most": most}) if full else None


def _refuse_no_note(state: Collected, note_id: str, doing: Doing, moment: Moment) -> Refusal | None:
    no = Refusal("no_such_note") if note_id not in state.notes else None
    return no or _refuse_not_own(state, note_id, doing, moment)


def _refuse_not_own(state: Collected, note_id: str, doing: Doing, moment: Moment) -> Refusal | None:
    row = thing_in(state, note_id)
    if row is None:
        return Refusal("no_such_note")
    from_paper = isinstance(row, Note) and row.source == "paper"
    if doing.leads and (from_paper or not (moment.anonymous or moment.private)):
        return None
    return None if is_ours(state, row.by, doing.by) else Refusal("not_yours")


def _refuse_unseen(state: Collected, note_id: str, moment: Moment, *, on: bool) -> Refusal | None:
    """Return why nothing can be said of this note: it is not offered here, or not all can see the note."""
    if not on:
        return Refusal("not_offered")
    note = state.notes.get(note_id)
    seen = note is not None and is_out(note) and not moment.private and not is_held(state, moment)
    return None if seen else Refusal("no_such_note")


def _refuse_comment(state: Collected, text: str) -> Refusal | None:
    if not text.strip():
        return Refusal("empty")
    if len(text) > state.settings.max_length:
        return Refusal("too_long", {"most": state.settings.max_length})
    return Refusal("too_many", {"most": MOST_NOTES_IN_ALL}) if len(state.comments) >= MOST_NOTES_IN_ALL else None


def _refuse_turn(state: Collected, to: int) -> Refusal | None:
    passing, settings = state.passing, state.settings
    if passing.round >= max(1, settings.pass_on):
        return Refusal("last_round")
    if to and to != passing.round + 1:
        return Refusal("changed_since")
    fewest = FEWEST_SHEETS if any(who.startswith("a/") for who in passing.holding) else 1
    return Refusal("too_few_sheets", {"least": fewest}) if len(passing.sheets) < fewest else None


def _can_return(state: Collected) -> bool:
    return bool(state.turns) and not any(note.round == state.passing.round for note in state.notes.values())


# --- yes ------------------------------------------------------------------------------------------------------


def _source(source: str) -> Literal["phone", "seed"]:
    return "seed" if source == "seed" else "phone"


def _found(state: Collected, key: str) -> Thing:
    thing = thing_in(state, key)
    assert thing is not None, "refuse was asked first"
    return thing


def _ideas_of(state: Collected, unit: str, number: int) -> int:
    return sum(note.round == number and unit_of(state, note.by) == unit for note in written_notes(state).values())


def _round_of(state: Collected, unit: str, sheet: str) -> int:
    """Return the round that a note belongs to: the one before, where it was written on the sheet one had then."""
    now = state.passing.holding.get(unit, "")
    return state.passing.round - 1 if sheet and sheet != now else state.passing.round


def _left(state: Collected, author: str) -> int:
    unit, settings = unit_of(state, author), state.settings
    if settings.pass_on:
        return max(0, settings.ideas_per_round - _ideas_of(state, unit, state.passing.round))
    written = Counter(unit_of(state, note.by) for note in written_notes(state).values())[unit]
    return max(0, settings.max_notes - written) if settings.max_notes else -1


def _readers(state: Collected, author: str) -> tuple[str, ...]:
    """Return who has a sheet now that this author has written on."""
    sheets = {note.sheet for note in state.notes.values() if note.sheet and note.by == author}
    units = {unit for unit, sheet in state.passing.holding.items() if sheet in sheets}
    members = {company.id: company.members for company in state.companies}
    return tuple(who for unit in sorted(units) for who in members.get(unit, (unit,)))


def _posted(state: Collected, command: PostNote, doing: Doing, moment: Moment) -> Collected:
    settings = state.settings
    note = Note(
        command.text,
        command.column,
        by=doing.by,
        row=command.row,
        company=state.company_of.get(doing.by, ""),
        date=command.date if settings.ask_date and moment.private else "",
        approved=doing.leads or settings.moderation != "before",
    )
    if parent := state.notes.get(command.builds_on):
        note = replace(note, builds_on=command.builds_on, column=parent.column, row=parent.row)
    if settings.pass_on and not doing.leads:
        unit = unit_of(state, doing.by)
        state = replace(state, passing=taken(state.passing, unit, doing.id))
        number = _round_of(state, unit, command.sheet)
        sheet = command.sheet or state.passing.holding[unit]
        note = replace(note, sheet=sheet, round=number)
    return _with(state, doing.id, note, at_once=not must_wait(state, moment))


def _commented(state: Collected, command: CommentNote, doing: Doing, moment: Moment) -> Collected:
    approved = doing.leads or state.settings.moderation != "before"
    sign = command.sign if command.sign in SIGNS else ""
    row = Comment(note=command.note, text=command.text, sign=sign, by=doing.by, approved=approved)
    said = state.commented
    if not must_wait(state, moment):
        said += 1
        row = replace(row, sort=said)
    return replace(state, comments={**state.comments, doing.id: row}, commented=said)


def _with(state: Collected, note_id: str, note: Note, *, at_once: bool) -> Collected:
    released = state.released
    if at_once:
        released += 1
        note = replace(note, sort=released)
    return replace(state, notes={**state.notes, note_id: note}, released=released)


def _changed(state: Collected, key: str, **changes: Any) -> Collected:
    was = _found(state, key)
    row = replace(was, **changes)
    if row == was:
        return state
    if isinstance(row, Note):
        return replace(state, notes={**state.notes, key: row})
    return replace(state, comments={**state.comments, key: row})


def _turned(state: Collected, seed: int) -> Collected:
    """Move the sheets on. Whoever wrote nothing in two rounds is taken to have left."""
    passing, written = state.passing, written_notes(state).values()
    wrote = {unit_of(state, note.by) for note in written if note.round >= passing.round - 1}
    new = {who for who in passing.holding if who not in passing.before}
    ideas = Counter(note.sheet for note in written if note.sheet)
    return replace(
        state, passing=passed_on(passing, wrote | new, ideas, seed), turns=(*state.turns, replace(passing))
    )


def _released(state: Collected, seed: int, *, all_of_them: bool = True) -> Collected:
    """Let all waiting notes and comments out in an order that only the seed decides.

    Unless *all_of_them* may go, only those that have company enough.
    """
    notes, comments = state.notes, state.comments
    if all_of_them or enough_to_leave(notes.values()):
        notes = let_out(notes, state.released, seed)
    if all_of_them or enough_to_leave(comments.values()):
        comments = let_out(comments, state.commented, seed)
    if notes is state.notes and comments is state.comments:
        return state
    return replace(
        state,
        notes=notes,
        released=max((note.sort for note in notes.values()), default=0),
        comments=comments,
        commented=max((row.sort for row in comments.values()), default=0),
    )


# --- pretend --------------------------------------------------------------------------------------------------


def _pretended(state: Collected, activity: str, who: int, n: int, says: PretendWords) -> PostNote:
    settings = state.settings
    sayings = says.words if settings.view == "cloud" else says.notes
    place = who * 3 + n * 7 + (state.passing.round - 1) * 5
    lines = [
        sayings[(place + field * 11) % len(sayings)][: settings.max_length]
        for field in range(max(1, len(settings.fields)))
    ]
    return PostNote(
        activity=activity,
        text="\n".join(lines),
        column=(who + n) % max(1, len(settings.columns)),
        row=(who * 2 + n) % max(1, len(settings.rows)),
    )


def _pretended_remarks(
    state: Collected, activity: str, who: int, says: PretendWords
) -> tuple[ActivityCommand, ...]:
    """Say something of a few notes, where there are any and it is offered."""
    settings, shown = state.settings, [key for key, note in state.notes.items() if is_out(note)]
    if not shown or settings.pass_on:
        return ()
    note = shown[who * 5 % len(shown)]
    remarks: list[ActivityCommand] = []
    if settings.reactions:
        remarks += [ReactToNote(activity=activity, note=shown[(who + n) % min(7, len(shown))]) for n in range(2)]
    if settings.marks:
        remarks.append(MarkNote(activity=activity, note=note, mark=who % len(settings.marks)))
    if settings.comments and who % 2 == 0:
        text = says.notes[who % len(says.notes)][: settings.max_length]
        remarks.append(CommentNote(activity=activity, note=note, text=text, sign=("+", "?", "!", "")[who % 4]))
    if settings.build_on and who % 3 == 0:
        text = says.notes[(who + 1) % len(says.notes)][: settings.max_length]
        remarks.append(PostNote(activity=activity, text=text, builds_on=note))
    return tuple(remarks)
