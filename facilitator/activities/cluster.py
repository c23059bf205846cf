"""Cluster: notes are put under headings, by the leaders or by everyone at once.

A note has one place: under a heading, or among the ungrouped (heading ""). Notes that say the same are merged:
they stand under one of them, keep their words, and go where it goes. Nobody's name is kept: who moved what is
not told, and does not matter. A locked heading keeps its words, and participants leave what is under it alone.
Notes that somebody said are not the same are never put forward as such again.

What a leader did can be taken back as long as nobody, participants included, has touched the same since; every
inverse therefore says what it expects to find.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Literal

import msgspec

from facilitator.activities.collect import AddPaperNote, HideNote
from facilitator.activities.notes import MOST_NOTES_IN_ALL, refuse_no_words
from facilitator.core.actors import Doing
from facilitator.core.ids import derived_id
from facilitator.core.kind import ActivityCommand, Group, Inputs, Item, Kind, Moment, PretendWords, Sight, Yields
from facilitator.core.refusal import Refusal
from facilitator.core.text import Text, pick, words_as_text

replace = msgspec.structs.replace

MOST_NOTES_ON_PHONE = 200
UNGROUPED = ""

MOST_AT_ONCE = 200
NoteIds = Annotated[tuple[str, ...], msgspec.Meta(max_length=MOST_AT_ONCE)]


class ClusterSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who groups the notes, and under which headings."""

    who: Annotated[Literal["facilitator", "everyone"], msgspec.Meta(title="Who groups the notes")] = "facilitator"
    headings: Annotated[
        tuple[Text, ...],
        msgspec.Meta(max_length=50, title="Headings", description="None if they are found while grouping."),
    ] = ()
    keep_groups: Annotated[
        bool,
        msgspec.Meta(
            title="Start from the groups the notes come in", description="Columns or headings of the earlier step."
        ),
    ] = False
    max_headings: Annotated[int, msgspec.Meta(ge=1, le=50, title="Most headings")] = 12
    free: Annotated[
        bool, msgspec.Meta(title="Participants may add headings", description="Leaders always may.")
    ] = True
    fixed: Annotated[
        bool,
        msgspec.Meta(title="The headings are fixed", description="Nobody adds, renames or removes one."),
    ] = False
    voted_first: Annotated[
        bool,
        msgspec.Meta(title="Most votes first", description="Notes that come from a vote show their votes."),
    ] = False


class Heading(msgspec.Struct, frozen=True):
    """A heading; a removed one is kept, so that it can come back to its place."""

    text: Text
    sort: int
    removed: bool = False
    locked: bool = False


class ClusterNote(msgspec.Struct, frozen=True):
    """A note without an author.

    Attributes:
        heading: Where it is; of a merged note the same as that of the note it is merged into.
        into: The note that it is merged into, which is itself not merged.
    """

    text: Text
    sort: int
    weight: int = 1
    heading: str = UNGROUPED
    into: str = ""
    source: Literal["phone", "paper"] = "phone"
    hidden: bool = False
    withdrawn: bool = False


class Place(msgspec.Struct, frozen=True):
    """Where a note is: under which heading, merged into which note."""

    heading: str = UNGROUPED
    into: str = ""


class Clustered(msgspec.Struct, frozen=True):
    """Headings and notes by id; ``apart`` has pairs of notes that are not the same, as `pair_key` names them."""

    settings: ClusterSettings
    headings: dict[str, Heading] = {}
    notes: dict[str, ClusterNote] = {}
    apart: dict[str, bool] = {}


def pair_key(one: str, other: str) -> str:
    """Return the name of a pair of notes, whichever comes first."""
    return " ".join(sorted((one, other)))


# --- commands --------------------------------------------------------------------------------------------


class PlaceNotes(ActivityCommand, frozen=True, tag_field="do", tag="PlaceNotes"):
    """Puts notes under a heading, or back among the ungrouped; what is merged into them comes along."""

    notes: NoteIds
    heading: str = UNGROUPED


class AddHeading(ActivityCommand, frozen=True, tag_field="do", tag="AddHeading"):
    """Adds a heading, with notes under it if any are given; its id is the command's."""

    text: Text
    notes: NoteIds = ()


class RenameHeading(ActivityCommand, frozen=True, tag_field="do", tag="RenameHeading"):
    """Words a heading anew; if ``instead_of`` is given, only while it is still worded so."""

    heading: str
    text: Text
    instead_of: Text = msgspec.field(default_factory=dict)


class MergeHeadings(ActivityCommand, frozen=True, tag_field="do", tag="MergeHeadings"):
    """Moves all notes of a heading under another, and removes the first."""

    heading: str
    into: str


class RemoveHeading(ActivityCommand, frozen=True, tag_field="do", tag="RemoveHeading"):
    """Removes a heading; its notes go back among the ungrouped. Participants may remove empty ones only."""

    heading: str


class MergeNotes(ActivityCommand, frozen=True, tag_field="do", tag="MergeNotes"):
    """Puts notes that say the same under one of them; their words stay."""

    notes: NoteIds
    into: str


class SplitNote(ActivityCommand, frozen=True, tag_field="do", tag="SplitNote"):
    """Makes a merged note stand on its own again, beside the one it was under."""

    note: str


class LockHeading(ActivityCommand, frozen=True, tag_field="do", tag="LockHeading"):
    """Keeps a heading as it is, or lets it go again."""

    heading: str
    on: bool = True


class DismissSimilar(ActivityCommand, frozen=True, tag_field="do", tag="DismissSimilar"):
    """Says that two notes are not the same, so that no leader is asked again; or takes that back."""

    one: str
    other: str
    on: bool = True


class WithdrawPaperNote(ActivityCommand, frozen=True, tag_field="do", tag="WithdrawPaperNote"):
    """Takes a note that a leader added from paper back, or puts it there again."""

    note: str
    on: bool = True


class RestoreNotes(ActivityCommand, frozen=True, tag_field="do", tag="RestoreNotes"):
    """Takes moves and merges back: puts notes where they were, if all are still where they were put."""

    were: dict[str, Place]
    are: dict[str, Place]


class RestoreHeading(ActivityCommand, frozen=True, tag_field="do", tag="RestoreHeading"):
    """Takes a removal or merge of a heading back, with those of its notes that nobody has moved on since."""

    heading: str
    notes: tuple[str, ...] = ()
    into: str = UNGROUPED  # where its notes went


class TakeBackHeading(ActivityCommand, frozen=True, tag_field="do", tag="TakeBackHeading"):
    """Takes a new heading back: its notes go where they came from. Refused once others stand under it."""

    heading: str
    came_from: dict[str, str] = msgspec.field(default_factory=dict)


# --- views -----------------------------------------------------------------------------------------------


class HeadingView(msgspec.Struct, frozen=True):
    """A heading with the number of notes under it, merged ones too, and the votes they came with."""

    text: Text
    sort: int
    count: int
    votes: int = 0
    locked: bool = False


class ClusterNoteView(msgspec.Struct, frozen=True):
    """A note with the words of those merged into it, by their ids."""

    text: Text
    sort: int
    heading: str
    weight: int
    source: str
    hidden: bool
    merged: dict[str, Text]


class ClusterView(msgspec.Struct, frozen=True, tag_field="kind", tag="cluster"):
    """The headings and the notes, both in wall order.

    Attributes:
        open_to_all: Whether participants may move notes.
        free: Whether participants may add headings.
        count: Notes in all, merged ones too.
        ungrouped: How many of them are under no heading.
        kept_back: Notes a leader hid.
        more: Notes that a phone has no room for.
        fixed: Whether nobody may add, rename or remove a heading.
        voted_first: Whether notes stand by their weight, which is then told as votes.
        apart: On the desk, pairs that somebody said are not the same: two ids with a space between, in order.
    """

    open_to_all: bool
    free: bool
    max_headings: int
    count: int
    ungrouped: int
    kept_back: int
    more: int
    headings: dict[str, HeadingView]
    notes: dict[str, ClusterNoteView]
    fixed: bool = False
    voted_first: bool = False
    apart: dict[str, bool] = {}


# --- the kind --------------------------------------------------------------------------------------------


class Cluster(Kind[ClusterSettings, Clustered]):
    """Notes under headings."""

    name = "cluster"
    Settings = ClusterSettings
    commands = (PlaceNotes, AddHeading, RenameHeading, MergeHeadings, RemoveHeading, MergeNotes, SplitNote)
    remote_commands = (HideNote,)
    leader_commands = (
        RestoreNotes,
        RestoreHeading,
        TakeBackHeading,
        LockHeading,
        DismissSimilar,
        AddPaperNote,
        WithdrawPaperNote,
        HideNote,
    )

    def begin(self, settings: ClusterSettings, inputs: Inputs, seed: int) -> Clustered:
        """Start with all notes ungrouped, or in the groups they come in if these are to be kept."""
        given = tuple(
            Group(derived_id("heading", str(seed), str(n)), text) for n, text in enumerate(settings.headings)
        )
        kept = inputs.groups if settings.keep_groups else ()
        headings = {group.id: Heading(group.text, n + 1) for n, group in enumerate((*given, *kept))}
        place_of = {item.id: group.id for group in kept for item in group.items}
        grouped = tuple(item for group in kept for item in group.items)
        # Headings may come as items too (take = "headings"): what is a heading already is no note.
        items = {item.id: item for item in (*inputs.items, *grouped) if item.id not in headings}
        return Clustered(settings, headings, _notes(tuple(items.values())[:MOST_NOTES_IN_ALL], place_of))

    def refuse(self, state: Clustered, command: ActivityCommand, doing: Doing, moment: Moment) -> Refusal | None:
        """Who may group, and whether everything named is there."""
        participant = None if doing.leads else _refuse_participant(state, command, moment)
        if no := participant or _refuse_naming(state, command):
            return no
        match command:
            case PlaceNotes(notes=notes, heading=heading):
                return _refuse_notes(state, notes) or _refuse_place(state, heading)
            case AddHeading(text=text, notes=notes):
                # Headings that were given or flowed in have ids that all see and no command had.
                taken = Refusal("id_taken") if doing.id in state.headings else None
                no = taken or refuse_no_words(text) or _refuse_notes(state, notes)
                return no or _refuse_another(state)
            case RenameHeading(heading=heading, text=text, instead_of=instead_of):
                no = _refuse_heading(state, heading) or refuse_no_words(text)
                changed = instead_of and not no and state.headings[heading].text != instead_of
                return Refusal("changed_since") if changed else no
            case MergeHeadings(heading=heading, into=into):
                same = Refusal("same_heading") if heading == into else None
                return _refuse_heading(state, heading) or _refuse_heading(state, into) or same
            case RemoveHeading(heading=heading):
                in_use = not doing.leads and bool(_under(state, heading))
                return _refuse_heading(state, heading) or (Refusal("heading_in_use") if in_use else None)
            case MergeNotes(notes=notes, into=into):
                return _refuse_merge(state, notes, into)
            case SplitNote(note=note):
                whole = note in state.notes and not state.notes[note].into
                return _refuse_notes(state, (note,)) or (Refusal("not_merged") if whole else None)
            case RestoreNotes(were=were, are=are):
                return _refuse_restore(state, were, are)
            case RestoreHeading(heading=heading, into=into):
                kept = state.headings.get(heading)
                if kept is None or not kept.removed:
                    return Refusal("changed_since")
                return _refuse_place(state, into) or _refuse_another(state)
            case LockHeading(heading=heading):
                return _refuse_heading(state, heading)
            case DismissSimilar(one=one, other=other):
                same = Refusal("same_note") if one == other else None
                return _refuse_notes(state, (one, other)) or same
            case TakeBackHeading(heading=heading, came_from=came_from):
                others = _under(state, heading) - came_from.keys()
                return _refuse_heading(state, heading) or (Refusal("changed_since") if others else None)
            case AddPaperNote(text=text):
                return refuse_no_words(words_as_text(text)) or _refuse_full(state)
            case HideNote(note=note):
                return _refuse_notes(state, (note,))
            case WithdrawPaperNote(note=note):
                written = note in state.notes and state.notes[note].source != "paper"
                return _refuse_notes(state, (note,)) or (Refusal("not_yours") if written else None)
            case _:
                return None

    def reduce(self, state: Clustered, command: ActivityCommand, doing: Doing, moment: Moment) -> Clustered:
        """Move, name, merge, split, and take back."""
        match command:
            case PlaceNotes(notes=notes, heading=heading):
                return _placed(state, _whole_places(state, notes, heading))
            case AddHeading(text=text, notes=notes):
                return _with_heading(state, doing.id, text, notes)
            case RenameHeading(heading=heading, text=text):
                return _renamed(state, heading, text)
            case MergeHeadings(heading=heading, into=into):
                return _emptied(state, heading, into)
            case RemoveHeading(heading=heading):
                return _emptied(state, heading, UNGROUPED)
            case MergeNotes(notes=notes, into=into):
                return _placed(state, _merged_places(state, notes, into))
            case SplitNote(note=note):
                return _placed(state, {note: Place(state.notes[note].heading)})
            case RestoreNotes(were=were):
                return _placed(state, were)
            case RestoreHeading(heading=heading, notes=notes, into=into):
                return _restored(state, heading, notes, into)
            case LockHeading(heading=heading, on=on):
                return _locked(state, heading, on)
            case DismissSimilar(one=one, other=other, on=on):
                return _dismissed(state, pair_key(one, other), on)
            case TakeBackHeading(heading=heading, came_from=came_from):
                return _without(_placed(state, _places_back(state, heading, came_from)), heading)
            case AddPaperNote(text=text):
                added = ClusterNote(words_as_text(text), _next_sort(state.notes.values()), source="paper")
                return replace(state, notes={**state.notes, doing.id: added})
            case HideNote(note=note, on=on):
                return _changed(state, note, hidden=on)
            case WithdrawPaperNote(note=note, on=on):
                return _changed(state, note, withdrawn=on)
            case _:
                return state

    def inverse(self, before: Clustered, command: ActivityCommand, doing: Doing) -> ActivityCommand | None:
        """Return what takes a leader's move, merge, heading, hiding or paper note back."""
        match command:
            case PlaceNotes() | MergeNotes() | SplitNote() | RestoreNotes():
                after = self.reduce(before, command, doing, Moment())
                return _way_back(command.activity, before, after)
            case AddHeading(activity=activity, notes=notes):
                whole = _whole_places(before, notes, doing.id)
                came_from = {note: row.heading for note, row in before.notes.items() if (row.into or note) in whole}
                return TakeBackHeading(activity=activity, heading=doing.id, came_from=came_from)
            case RenameHeading(activity=activity, heading=heading, text=text):
                old = before.headings[heading].text
                return RenameHeading(activity=activity, heading=heading, text=old, instead_of=text)
            case MergeHeadings(activity=activity, heading=heading, into=into):
                notes = tuple(sorted(_under(before, heading)))
                return RestoreHeading(activity=activity, heading=heading, notes=notes, into=into)
            case RemoveHeading(activity=activity, heading=heading):
                return RestoreHeading(
                    activity=activity, heading=heading, notes=tuple(sorted(_under(before, heading)))
                )
            case LockHeading(activity=activity, heading=heading):
                return LockHeading(activity=activity, heading=heading, on=before.headings[heading].locked)
            case DismissSimilar(activity=activity, one=one, other=other):
                was = pair_key(one, other) in before.apart
                return DismissSimilar(activity=activity, one=one, other=other, on=was)
            case AddPaperNote(activity=activity):
                return WithdrawPaperNote(activity=activity, note=doing.id)
            case WithdrawPaperNote(activity=activity, note=note):
                return WithdrawPaperNote(activity=activity, note=note, on=before.notes[note].withdrawn)
            case HideNote(activity=activity, note=note):
                return HideNote(activity=activity, note=note, on=before.notes[note].hidden)
            case _:
                return None

    def board(self, state: Clustered, sight: Sight) -> ClusterView:
        """Return all headings and notes but hidden ones."""
        return _view(state, _visible(state), sight)

    def phone(self, state: Clustered, sight: Sight) -> ClusterView:
        """Return 200 notes at most: first of the ungrouped, which wait for a place, then of the rest."""
        visible = _visible(state)
        whole = sorted(_whole(visible), key=lambda note: (bool(visible[note].heading), visible[note].sort, note))
        merged = _merged(visible)
        chosen: set[str] = set()
        for note in whole:
            family = {note, *merged.get(note, ())}
            if len(chosen) + len(family) <= MOST_NOTES_ON_PHONE:
                chosen |= family
        return _view(state, {note_id: note for note_id, note in visible.items() if note_id in chosen}, sight)

    def desk(self, state: Clustered, sight: Sight) -> ClusterView:
        """Return all notes, those a leader hid too, and what was said of pairs."""
        return replace(_view(state, _worded(state), sight), apart=state.apart)

    def answered(self, state: Clustered) -> int:
        """Return 0: who moved notes is not kept."""
        return 0

    def tables(self, state: Clustered, sight: Sight) -> list[list[str | int | float]]:
        """Return one row a note: its heading, its words, how many were merged into it, where it came from."""
        view = self.board(state, sight)
        names = {heading_id: pick(heading.text, ()) for heading_id, heading in view.headings.items()}
        header: list[str | int | float] = ["Heading", "Note", "Merged", "Source"]
        order = [*names, UNGROUPED]
        rows = sorted(view.notes.values(), key=lambda note: (order.index(note.heading), note.sort))
        return [header] + [
            [names.get(note.heading, ""), pick(note.text, ()), len(note.merged), note.source] for note in rows
        ]

    def pretend(self, state: Clustered, activity: str, who: int, says: PretendWords) -> tuple[ActivityCommand, ...]:
        """Move a few notes, where everyone may."""
        headings = [heading_id for heading_id, heading in state.headings.items() if not heading.removed]
        if state.settings.who != "everyone" or not headings:
            return ()
        notes = list(state.notes)[who::25][:2]
        return tuple(
            PlaceNotes(activity=activity, notes=(note,), heading=headings[who % len(headings)]) for note in notes
        )

    def pretend_lead(self, state: Clustered, activity: str, says: PretendWords) -> tuple[ActivityCommand, ...]:
        """Group the notes under headings."""
        notes = [note_id for note_id, note in state.notes.items() if not note.heading and not note.into]
        headings = [key for key, heading in state.headings.items() if not heading.removed]
        share = -(-len(notes) // len(headings or says.headings)) or 1
        heaps = [tuple(notes[n : n + share][:MOST_AT_ONCE]) for n in range(0, len(notes), share)]
        if headings:
            return tuple(
                PlaceNotes(activity=activity, notes=heap, heading=heading)
                for heap, heading in zip(heaps, headings, strict=False)
            )
        return tuple(
            AddHeading(activity=activity, text={"": heading}, notes=heap)
            for heap, heading in zip(heaps, says.headings, strict=False)
        )

    def yields(self, state: Clustered, moment: Moment) -> Yields:
        """Return the notes, the headings with most notes first, and the headings with what is under them."""
        view = self.board(state, Sight(moment))
        items = {note_id: Item(note_id, note.text, note.weight) for note_id, note in view.notes.items()}
        groups = tuple(
            Group(
                heading_id,
                heading.text,
                tuple(items[note_id] for note_id, note in view.notes.items() if note.heading == heading_id),
            )
            for heading_id, heading in view.headings.items()
        )
        weight = {key: row.votes if view.voted_first else row.count for key, row in view.headings.items()}
        best = sorted(view.headings.items(), key=lambda row: (-weight[row[0]], row[1].sort))
        top = tuple(Item(heading_id, heading.text, weight[heading_id]) for heading_id, heading in best)
        return Yields(items=tuple(items.values()), top=top, groups=groups)


kind = Cluster()


# --- may it be done --------------------------------------------------------------------------------------


def _refuse_participant(state: Clustered, command: ActivityCommand, moment: Moment) -> Refusal | None:
    # What one person moves all see: where nothing may leave a person there is nothing to move.
    if state.settings.who != "everyone" or moment.private:
        return Refusal("not_permitted")
    names = isinstance(command, AddHeading | RenameHeading | MergeHeadings | RemoveHeading)
    if names and not state.settings.free:
        return Refusal("headings_fixed")
    return Refusal("heading_locked") if _touches_locked(state, command) else None


def _touches_locked(state: Clustered, command: ActivityCommand) -> bool:
    """Whether a note would go to or from under a locked heading."""
    match command:
        case PlaceNotes(notes=notes, heading=heading):
            places = (heading, *_headings_of(state, notes))
        case AddHeading(notes=notes) | MergeNotes(notes=notes):
            into = (command.into,) if isinstance(command, MergeNotes) else ()
            places = _headings_of(state, (*notes, *into))
        case SplitNote(note=note):
            places = _headings_of(state, (note,))
        case _:
            places = ()
    return any(place in state.headings and state.headings[place].locked for place in places)


def _headings_of(state: Clustered, notes: Iterable[str]) -> tuple[str, ...]:
    return tuple(state.notes[note].heading for note in notes if note in state.notes)


def _refuse_naming(state: Clustered, command: ActivityCommand) -> Refusal | None:
    match command:
        case AddHeading() if state.settings.fixed:
            return Refusal("headings_fixed")
        case RenameHeading(heading=heading) | RemoveHeading(heading=heading) | TakeBackHeading(heading=heading):
            return _refuse_fixed(state, heading)
        case MergeHeadings(heading=heading, into=into):
            return _refuse_fixed(state, heading) or _refuse_fixed(state, into)
        case _:
            return None


def _refuse_fixed(state: Clustered, heading: str) -> Refusal | None:
    if state.settings.fixed:
        return Refusal("headings_fixed")
    kept = state.headings.get(heading)
    return Refusal("heading_locked") if kept and kept.locked else None


def _refuse_notes(state: Clustered, notes: Iterable[str]) -> Refusal | None:
    return None if all(note in state.notes for note in notes) else Refusal("no_such_note")


def _refuse_full(state: Clustered) -> Refusal | None:
    return Refusal("too_many", {"most": MOST_NOTES_IN_ALL}) if len(state.notes) >= MOST_NOTES_IN_ALL else None


def _refuse_heading(state: Clustered, heading: str) -> Refusal | None:
    found = state.headings.get(heading)
    return Refusal("no_such_heading") if found is None or found.removed else None


def _refuse_place(state: Clustered, heading: str) -> Refusal | None:
    return None if heading == UNGROUPED else _refuse_heading(state, heading)


def _refuse_another(state: Clustered) -> Refusal | None:
    most = max(state.settings.max_headings, len(state.settings.headings))
    return Refusal("too_many_headings", {"most": most}) if len(_standing_headings(state)) >= most else None


def _refuse_merge(state: Clustered, notes: Iterable[str], into: str) -> Refusal | None:
    if no := _refuse_notes(state, (*notes, into)):
        return no
    return Refusal("same_note") if into in notes or state.notes[into].into else None


def _refuse_restore(state: Clustered, were: dict[str, Place], are: dict[str, Place]) -> Refusal | None:
    if no := _refuse_notes(state, (*were, *are)):
        return no
    if were.keys() != are.keys() or any(_place(state.notes[note]) != place for note, place in are.items()):
        return Refusal("changed_since")
    after = _placed(state, were)
    return None if _is_sound(after) else Refusal("changed_since")


def _is_sound(state: Clustered) -> bool:
    """Tell whether every note is under a standing heading, and every merged one under a whole one, beside it."""
    standing = {UNGROUPED, *_standing_headings(state)}
    for note in state.notes.values():
        root = state.notes.get(note.into) if note.into else None
        if note.heading not in standing or (note.into and root is None):
            return False
        if root is not None and (root.into or root.heading != note.heading):
            return False
    return True


# --- do it -----------------------------------------------------------------------------------------------


def _notes(items: Iterable[Item], place_of: dict[str, str]) -> dict[str, ClusterNote]:
    return {
        item.id: ClusterNote(item.text, n + 1, item.weight, place_of.get(item.id, UNGROUPED))
        for n, item in enumerate(items)
    }


def _place(note: ClusterNote) -> Place:
    return Place(note.heading, note.into)


def _placed(state: Clustered, places: dict[str, Place]) -> Clustered:
    """Return the notes at *places*; a merged note is where its whole one is."""
    near = [(note, row) for note, row in state.notes.items() if note in places or row.into in places]
    moved = {}
    for note, row in near:
        into = places[note].into if note in places else row.into
        root = into or note
        heading = places[root].heading if root in places else _heading_of(state, root)
        if (row.heading, row.into) != (heading, into):
            moved[note] = replace(row, heading=heading, into=into)
    return replace(state, notes={**state.notes, **moved}) if moved else state


def _heading_of(state: Clustered, note: str) -> str:
    return state.notes[note].heading if note in state.notes else UNGROUPED


def _whole_places(state: Clustered, notes: Iterable[str], heading: str) -> dict[str, Place]:
    # Moving a merged note moves what it is merged into: the two are one on the wall.
    return {state.notes[note].into or note: Place(heading) for note in notes}


def _merged_places(state: Clustered, notes: Iterable[str], into: str) -> dict[str, Place]:
    # What was merged into one of them comes along, so that nothing is merged into something merged.
    taken = frozenset(notes)
    family = [note_id for note_id, note in state.notes.items() if note_id in taken or note.into in taken]
    return {note_id: Place(state.notes[into].heading, into) for note_id in family if note_id != into}


def _with_heading(state: Clustered, heading_id: str, text: Text, notes: Iterable[str]) -> Clustered:
    headings = {**state.headings, heading_id: Heading(text, _next_sort(state.headings.values()))}
    state = replace(state, headings=headings)
    return _placed(state, _whole_places(state, notes, heading_id))


def _renamed(state: Clustered, heading_id: str, text: Text) -> Clustered:
    heading = state.headings[heading_id]
    if heading.text == text:
        return state
    return replace(state, headings={**state.headings, heading_id: replace(heading, text=text)})


def _locked(state: Clustered, heading_id: str, on: bool) -> Clustered:
    heading = state.headings[heading_id]
    if heading.locked == on:
        return state
    return replace(state, headings={**state.headings, heading_id: replace(heading, locked=on)})


def _dismissed(state: Clustered, pair: str, on: bool) -> Clustered:
    if (pair in state.apart) == on:
        return state
    kept = {key: True for key in state.apart if key != pair}
    return replace(state, apart={**kept, pair: True} if on else kept)


def _emptied(state: Clustered, heading: str, into: str) -> Clustered:
    return _without(_placed(state, _whole_places(state, _under(state, heading), into)), heading)


def _without(state: Clustered, heading: str) -> Clustered:
    removed = replace(state.headings[heading], removed=True)
    return replace(state, headings={**state.headings, heading: removed})


def _restored(state: Clustered, heading: str, notes: Iterable[str], into: str) -> Clustered:
    standing = replace(state.headings[heading], removed=False)
    state = replace(state, headings={**state.headings, heading: standing})
    here = [note for note in notes if note in state.notes and state.notes[note].heading == into]
    return _placed(state, _whole_places(state, here, heading))


def _places_back(state: Clustered, heading: str, came_from: dict[str, str]) -> dict[str, Place]:
    standing = _standing_headings(state).keys() - {heading}
    whole = [note for note in _under(state, heading) if not state.notes[note].into]
    back = {note: came_from.get(note, UNGROUPED) for note in whole}
    # Where its old heading has gone meanwhile, a note is ungrouped.
    return {note: Place(place if place in standing else UNGROUPED) for note, place in back.items()}


def _changed(state: Clustered, note_id: str, **changes: bool) -> Clustered:
    note = replace(state.notes[note_id], **changes)
    return state if note == state.notes[note_id] else replace(state, notes={**state.notes, note_id: note})


def _way_back(activity: str, before: Clustered, after: Clustered) -> RestoreNotes:
    moved = [note for note in before.notes if before.notes[note] is not after.notes[note]]
    return RestoreNotes(
        activity=activity,
        were={note: _place(before.notes[note]) for note in moved},
        are={note: _place(after.notes[note]) for note in moved},
    )


def _under(state: Clustered, heading: str) -> frozenset[str]:
    return frozenset(note_id for note_id, note in state.notes.items() if note.heading == heading)


def _standing_headings(state: Clustered) -> dict[str, Heading]:
    return {heading_id: heading for heading_id, heading in state.headings.items() if not heading.removed}


def _next_sort(rows: Iterable[Heading | ClusterNote]) -> int:
    return max((row.sort for row in rows), default=0) + 1


# --- see it ----------------------------------------------------------------------------------------------


def _worded(state: Clustered) -> dict[str, ClusterNote]:
    # Text is empty once it has been redacted; what was merged into it then stands on its own.
    rows = {note_id: note for note_id, note in state.notes.items() if pick(note.text, ()) and not note.withdrawn}
    return {
        note_id: replace(note, into="") if note.into and note.into not in rows else note
        for note_id, note in rows.items()
    }


def _visible(state: Clustered) -> dict[str, ClusterNote]:
    return _shown(_worded(state))


def _shown(worded: dict[str, ClusterNote]) -> dict[str, ClusterNote]:
    # Hiding a note hides what is merged into it too: on the wall the two are one.
    rows = {note_id: note for note_id, note in worded.items() if not note.hidden}
    return {note_id: note for note_id, note in rows.items() if not note.into or note.into in rows}


def _whole(rows: dict[str, ClusterNote]) -> list[str]:
    whole = [note_id for note_id, note in rows.items() if not note.into]
    return sorted(whole, key=lambda note_id: (rows[note_id].sort, note_id))


def _by_votes(notes: dict[str, ClusterNoteView]) -> dict[str, ClusterNoteView]:
    """Return the notes with places by their weight, the heaviest first."""
    best = sorted(notes.items(), key=lambda row: (-row[1].weight, row[1].sort, row[0]))
    return {note_id: replace(note, sort=place) for place, (note_id, note) in enumerate(best, 1)}


def _merged(rows: dict[str, ClusterNote]) -> dict[str, list[str]]:
    """Return for each whole note those merged into it, in wall order."""
    merged: dict[str, list[str]] = {}
    under = [(note.sort, note_id) for note_id, note in rows.items() if note.into]
    for _, note_id in sorted(under):
        merged.setdefault(rows[note_id].into, []).append(note_id)
    return merged


def _view(state: Clustered, rows: dict[str, ClusterNote], sight: Sight) -> ClusterView:
    settings, merged, worded = state.settings, _merged(rows), _worded(state)
    visible = _shown(worded)
    counts = Counter(note.heading for note in visible.values())
    votes: Counter[str] = Counter()
    for note in visible.values():
        votes[note.heading] += note.weight
    notes = {note_id: _note_view(rows, note_id, merged.get(note_id, [])) for note_id in _whole(rows)}
    headings = sorted(_standing_headings(state).items(), key=lambda row: (row[1].sort, row[0]))
    return ClusterView(
        open_to_all=settings.who == "everyone" and not sight.moment.private,
        free=settings.free,
        max_headings=settings.max_headings,
        count=len(visible),
        ungrouped=counts[UNGROUPED],
        kept_back=sum(note.hidden for note in worded.values()),
        more=len(visible.keys() - rows.keys()),
        headings={
            heading_id: HeadingView(
                heading.text, heading.sort, counts[heading_id], votes[heading_id], heading.locked
            )
            for heading_id, heading in headings
        },
        notes=_by_votes(notes) if settings.voted_first else notes,
        fixed=settings.fixed,
        voted_first=settings.voted_first,
    )


def _note_view(rows: dict[str, ClusterNote], note_id: str, merged: list[str]) -> ClusterNoteView:
    note = rows[note_id]
    return ClusterNoteView(
        text=note.text,
        sort=note.sort,
        heading=note.heading,
        weight=note.weight + sum(rows[other].weight for other in merged),
        source=note.source,
        hidden=note.hidden,
        merged={other: rows[other].text for other in merged},
    )
