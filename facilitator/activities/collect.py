"""Collect: everyone writes notes, in one or more columns; cards or a cloud on the wall.

Anonymous notes wait until at least three by three people can leave together, so that nobody watches a note
appear while a neighbour taps. Hidden ones wait for the reveal. A note never carries a name.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from facilitator.activities.notes import MOST_NOTES_IN_ALL, Waiting, enough_to_leave, let_out, waits_for_company
from facilitator.core.actors import Doing
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
from facilitator.core.text import Text, Words, words_as_text

replace = msgspec.structs.replace


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
    view: Annotated[Literal["cards", "cloud"], msgspec.Meta(title="On the board")] = "cards"
    hidden: Annotated[bool, msgspec.Meta(title="Hidden until you show them")] = False


class Note(Waiting, frozen=True):
    """One note; ``source`` tells whether it came from a phone, or from paper that the desk typed in."""

    text: str
    column: int = 0
    source: Literal["phone", "paper"] = "phone"
    hidden: bool = False


class Collected(msgspec.Struct, frozen=True):
    """All notes by id, and how many have been let out so far."""

    settings: CollectSettings
    notes: dict[str, Note] = {}
    released: int = 0


# --- commands --------------------------------------------------------------------------------------------


class PostNote(ActivityCommand, frozen=True, tag_field="do", tag="PostNote"):
    """Writes a note; its id is the command's."""

    text: Words
    column: Annotated[int, msgspec.Meta(ge=0, lt=8)] = 0


class EditNote(ActivityCommand, frozen=True, tag_field="do", tag="EditNote"):
    """Changes one's own note; a leader may change any in a named activity, and paper notes always."""

    note: str
    text: Words


class WithdrawNote(ActivityCommand, frozen=True, tag_field="do", tag="WithdrawNote"):
    """Takes one's own note back, or puts it there again."""

    note: str
    on: bool = True


class AddPaperNote(ActivityCommand, frozen=True, tag_field="do", tag="AddPaperNote"):
    """The desk adds a note that was written on paper."""

    text: Words
    column: Annotated[int, msgspec.Meta(ge=0, lt=8)] = 0


class HideNote(ActivityCommand, frozen=True, tag_field="do", tag="HideNote"):
    """Hides a note from all screens, or shows it again; the number of hidden ones is shown."""

    note: str
    on: bool = True


# --- views -----------------------------------------------------------------------------------------------


class NoteView(msgspec.Struct, frozen=True):
    """A note as an audience sees it; ``name`` only where the mode lets this audience know it."""

    text: str
    column: int
    sort: int
    name: str = ""
    source: str = "phone"
    hidden: bool = False


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


class MyNote(msgspec.Struct, frozen=True):
    """One's own note, whether others see it yet or not."""

    text: str
    column: int
    sort: int
    shown: bool


class MyNotes(msgspec.Struct, frozen=True, tag_field="kind", tag="collect"):
    """What only its author sees."""

    notes: dict[str, MyNote]
    left: int  # how many more one may write; -1 is as many as one likes


# --- the kind --------------------------------------------------------------------------------------------


class Collect(Kind[CollectSettings, Collected]):
    """Notes from everyone."""

    name = "collect"
    Settings = CollectSettings
    commands = (PostNote, EditNote, WithdrawNote)
    remote_commands = (HideNote,)
    leader_commands = (AddPaperNote, HideNote)
    grace_ms = 20_000

    def begin(self, settings: CollectSettings, inputs: Inputs, seed: int) -> Collected:
        """Start with an empty wall, or with what flows in as notes already there."""
        notes = {
            item.id: Note(next(iter(item.text.values()), ""), by="", sort=n + 1)
            for n, item in enumerate(inputs.items)
        }
        return Collected(settings, notes, released=len(notes))

    def refuse(self, state: Collected, command: ActivityCommand, doing: Doing, moment: Moment) -> Refusal | None:
        """Caps, lengths, and whose note it is."""
        match command:
            case PostNote(text=text, column=column):
                no = _refuse_taken(state, doing) or _refuse_text(state, text, column)
                return no or _refuse_cap(state, doing.by)
            case AddPaperNote(text=text, column=column):
                no = _refuse_taken(state, doing) or _refuse_text(state, text, column)
                return no or _refuse_full(state)
            case EditNote(note=note_id, text=text):
                return _refuse_not_own(state, note_id, doing, moment) or _refuse_text(state, text, 0)
            case WithdrawNote(note=note_id, on=on):
                no = _refuse_not_own(state, note_id, doing, moment)
                return no if no or on else _refuse_cap(state, doing.by)
            case HideNote(note=note_id):
                return None if note_id in state.notes else Refusal("no_such_note")
            case _:
                return None

    def reduce(self, state: Collected, command: ActivityCommand, doing: Doing, moment: Moment) -> Collected:
        """Write, edit, withdraw, hide; let waiting notes out at release, reveal and close."""
        match command:
            case PostNote(text=text, column=column):
                note = Note(text, column, by=doing.by)
                return _with(state, doing.id, note, at_once=not _waits(state.settings, moment))
            case AddPaperNote(text=text, column=column):
                note = Note(text, column, source="paper", by=doing.by)
                return _with(state, doing.id, note, at_once=not _waits(state.settings, moment))
            case EditNote(note=note_id, text=text):
                return _changed(state, note_id, text=text)
            case WithdrawNote(note=note_id, on=on):
                return _changed(state, note_id, withdrawn=on)
            case HideNote(note=note_id, on=on):
                return _changed(state, note_id, hidden=on)
            case ReleaseNotes() | Reveal():
                return _released(state, doing.seed)
            # At the end of the grace too: what was written in it must not wait for ever.
            case CloseActivity() | EndGrace() if not state.settings.hidden or moment.revealed:
                return _released(state, doing.seed)
            case _:
                return state

    def inverse(self, before: Collected, command: ActivityCommand, doing: Doing) -> ActivityCommand | None:
        """A leader's hiding, note or wording can be taken back."""
        match command:
            case PostNote(activity=activity) | AddPaperNote(activity=activity):
                return WithdrawNote(activity=activity, note=doing.id)
            case WithdrawNote(activity=activity, note=note):
                return WithdrawNote(activity=activity, note=note, on=before.notes[note].withdrawn)
            case HideNote(activity=activity, note=note):
                return HideNote(activity=activity, note=note, on=before.notes[note].hidden)
            case EditNote(activity=activity, note=note):
                return EditNote(activity=activity, note=note, text=before.notes[note].text)
            case _:
                return None

    def waits_for_reveal(self, state: Collected, moment: Moment) -> bool:
        """Hidden notes wait until they are shown."""
        return state.settings.hidden and not moment.revealed and not moment.private and bool(_written(state))

    def releasable(self, state: Collected, moment: Moment) -> bool:
        """Three notes by three authors may leave together."""
        if not moment.anonymous or (state.settings.hidden and not moment.revealed):
            return False
        return enough_to_leave(state.notes.values())

    def board(self, state: Collected, sight: Sight) -> CollectView:
        """Return released notes, never hidden ones."""
        return _view(state, _shown(state, sight), sight)

    def phone(self, state: Collected, sight: Sight) -> CollectView:
        """Return the newest 200 released notes at most; the board as text shows no more."""
        shown = _shown(state, sight)
        newest = dict(sorted(shown.items(), key=lambda row: -row[1].sort)[:200])
        return _view(state, newest, sight)

    def desk(self, state: Collected, sight: Sight) -> CollectView:
        """Return what the wall shows and what a leader hid; in named activities also notes still held back."""
        rows = {
            note_id: note
            for note_id, note in _written(state).items()
            if not sight.moment.private and (note.sort or not sight.moment.anonymous)
        }
        return _view(state, rows, sight)

    def mine(self, state: Collected, author: str, sight: Sight) -> MyNotes:
        """Return one's own notes, from the first words on."""
        own = {note_id: note for note_id, note in _written(state).items() if note.by == author}
        rows = {
            note_id: MyNote(note.text, note.column, place, bool(note.sort) and not note.hidden)
            for place, (note_id, note) in enumerate(own.items())
        }
        most = state.settings.max_notes
        return MyNotes(rows, max(0, most - len(own)) if most else -1)

    def answered(self, state: Collected) -> int:
        """Return how many have written at least one note."""
        return _writers(state)

    def tables(self, state: Collected, sight: Sight) -> list[list[str | int | float]]:
        """Return one row a note, in wall order, with its column and where it came from."""
        header: list[str | int | float] = ["Column", "Note", "Source", "Name"]
        rows = sorted(_shown(state, sight).values(), key=lambda note: note.sort)
        columns = [next(iter(column.values()), "") for column in state.settings.columns] or [""]
        return [header] + [[columns[note.column], note.text, note.source, sight.name(note.by)] for note in rows]

    def pretend(self, state: Collected, activity: str, who: int, says: PretendWords) -> tuple[ActivityCommand, ...]:
        """Write a note or three: single words into a cloud, sentences elsewhere."""
        settings = state.settings
        sayings = says.words if settings.view == "cloud" else says.notes
        most = min(settings.max_notes or 3, 1 + who % 3)
        columns = max(1, len(settings.columns))
        return tuple(
            PostNote(
                activity=activity,
                text=sayings[(who * 3 + n * 7) % len(sayings)][: settings.max_length],
                column=(who + n) % columns,
            )
            for n in range(most)
        )

    def yields(self, state: Collected, moment: Moment) -> Yields:
        """Return the notes that all may see, by column where there are columns."""
        rows = sorted(_shown(state, Sight(moment)).items(), key=lambda row: row[1].sort)
        items = tuple(Item(note_id, words_as_text(note.text)) for note_id, note in rows)
        groups = tuple(
            Group(
                f"column-{n}",
                column,
                tuple(item for item, (_, note) in zip(items, rows, strict=True) if note.column == n),
            )
            for n, column in enumerate(state.settings.columns)
        )
        return Yields(items=items, top=items, groups=groups)


kind = Collect()


def _waits(settings: CollectSettings, moment: Moment) -> bool:
    return (settings.hidden and not moment.revealed) or waits_for_company(moment)


def _written(state: Collected) -> dict[str, Note]:
    # Text is empty once it has been redacted.
    return {note_id: note for note_id, note in state.notes.items() if note.text and not note.withdrawn}


def _writers(state: Collected) -> int:
    # People only: leaders write on others' behalf, and what flowed in has no author.
    return len({note.by for note in _written(state).values() if note.by.startswith(("a/", "p/"))})


def _shown(state: Collected, sight: Sight) -> dict[str, Note]:
    if sight.moment.private or (state.settings.hidden and not sight.moment.revealed):
        return {}
    return {note_id: note for note_id, note in _written(state).items() if note.sort and not note.hidden}


def _view(state: Collected, rows: Mapping[str, Note], sight: Sight) -> CollectView:
    settings, written = state.settings, _written(state)
    return CollectView(
        columns=settings.columns,
        view=settings.view,
        max_notes=settings.max_notes,
        max_length=settings.max_length,
        hidden=settings.hidden and not sight.moment.revealed,
        count=len(written),
        writers=_writers(state),
        kept_back=sum(note.hidden for note in written.values()),
        notes={
            note_id: NoteView(note.text, note.column, note.sort, sight.name(note.by), note.source, note.hidden)
            # In wall order: the order of writing must not show in the order of the bytes.
            for note_id, note in sorted(rows.items(), key=lambda row: (row[1].sort, row[0]))
        },
    )


def _refuse_taken(state: Collected, doing: Doing) -> Refusal | None:
    # What flowed in has ids that all see and no command had: a note under one would put itself in its place.
    return Refusal("id_taken") if doing.id in state.notes else None


def _refuse_text(state: Collected, text: str, column: int) -> Refusal | None:
    if not text.strip():
        return Refusal("empty")
    if len(text) > state.settings.max_length:
        return Refusal("too_long", {"most": state.settings.max_length})
    return Refusal("no_such_column") if column >= max(1, len(state.settings.columns)) else None


def _refuse_cap(state: Collected, by: str) -> Refusal | None:
    most = state.settings.max_notes
    if most and Counter(note.by for note in _written(state).values())[by] >= most:
        return Refusal("no_notes_left", {"most": most})
    return _refuse_full(state)


def _refuse_full(state: Collected) -> Refusal | None:
    return Refusal("too_many", {"most": MOST_NOTES_IN_ALL}) if len(state.notes) >= MOST_NOTES_IN_ALL else None


def _refuse_not_own(state: Collected, note_id: str, doing: Doing, moment: Moment) -> Refusal | None:
    note = state.notes.get(note_id)
    if note is None:
        return Refusal("no_such_note")
    if doing.leads and (note.source == "paper" or not (moment.anonymous or moment.private)):
        return None
    return Refusal("not_yours") if note.by != doing.by else None


def _with(state: Collected, note_id: str, note: Note, *, at_once: bool) -> Collected:
    released = state.released
    if at_once:
        released += 1
        note = replace(note, sort=released)
    return replace(state, notes={**state.notes, note_id: note}, released=released)


def _changed(state: Collected, note_id: str, **changes: str | bool) -> Collected:
    note = replace(state.notes[note_id], **changes)
    return state if note == state.notes[note_id] else replace(state, notes={**state.notes, note_id: note})


def _released(state: Collected, seed: int) -> Collected:
    """Let all waiting notes out in an order that only the seed decides."""
    notes = let_out(state.notes, state.released, seed)
    if notes is state.notes:
        return state
    return replace(state, notes=notes, released=max(note.sort for note in notes.values()))
