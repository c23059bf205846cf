"""Groups: people into pairs, tables or cafés, for one round or several; each group may write for itself.

What a group writes only its own table sees while it works; the desk sees it too, since it may have to hide a
note. After the close the wall shows it table by table, if so set. Nobody but the desk knows who sits where,
unless the activity is named. Who sits with whom is ``seating``'s to find out.
"""

from collections.abc import Iterable
from typing import Annotated, Literal

import msgspec

from facilitator.activities.group_views import (
    GroupsSummary,
    GroupsView,
    MyGroup,
    TableView,
    desk_groups,
    fit_for_phones,
    mine_of,
    public_groups,
    summary_of,
    table_of,
    view_of,
)
from facilitator.activities.grouped import (
    Gathered,
    GroupNote,
    GroupsSettings,
    by_field,
    called,
    circles_before,
    circles_of,
    companies_of,
    is_there,
    may_change,
    members_of,
    most_in_one,
    refuse_pen,
    seat_of,
    seats_of,
    smallest_group,
    told_notes,
    topic_now,
    visible_groups,
    works_of,
    written_in,
    written_notes,
)
from facilitator.activities.notes import MOST_NOTES_IN_ALL
from facilitator.activities.placing import begun, kept, next_round, reshuffled, sat_down, with_pen, with_seats
from facilitator.activities.seating import Circle
from facilitator.core.actors import Doing
from facilitator.core.kind import (
    ActivityCommand,
    Group,
    Inputs,
    Item,
    Kind,
    Moment,
    PretendWords,
    Sight,
    Yields,
)
from facilitator.core.refusal import Refusal
from facilitator.core.text import pick, words_as_text

__all__ = ["Gathered", "GroupsSettings", "GroupsSummary", "GroupsView", "MyGroup", "TableView"]

replace = msgspec.structs.replace

Said = Annotated[str, msgspec.Meta(max_length=2000)]


# --- commands --------------------------------------------------------------------------------------------


class FindGroup(ActivityCommand, frozen=True, tag_field="do", tag="FindGroup"):
    """Somebody without a group asks for one: the smallest."""


class ChooseGroup(ActivityCommand, frozen=True, tag_field="do", tag="ChooseGroup"):
    """Says at which table one sits, or which topic one chooses."""

    group: str


class WriteForGroup(ActivityCommand, frozen=True, tag_field="do", tag="WriteForGroup"):
    """Writes a note for one's own group; its id is the command's.

    ``fields`` holds the words by place of the field, from "0"; the empty key is the first. A plain
    note has ``text``.
    """

    text: Said = ""
    fields: dict[str, Said] = msgspec.field(default_factory=dict)


class EditForGroup(ActivityCommand, frozen=True, tag_field="do", tag="EditForGroup"):
    """Changes a note of one's own group; leaders change notes from paper."""

    note: str
    text: Said = ""
    fields: dict[str, Said] = msgspec.field(default_factory=dict)


class WithdrawForGroup(ActivityCommand, frozen=True, tag_field="do", tag="WithdrawForGroup"):
    """Takes a note of one's own group back, or puts it there again."""

    note: str
    on: bool = True


class BeScribe(ActivityCommand, frozen=True, tag_field="do", tag="BeScribe"):
    """Takes the pen of one's own group."""


class NextRound(ActivityCommand, frozen=True, tag_field="do", tag="NextRound"):
    """Begins the next round. ``to`` is its number, so that two who press at once skip none; 0 is any."""

    to: Annotated[int, msgspec.Meta(ge=0, le=8)] = 0


class Reshuffle(ActivityCommand, frozen=True, tag_field="do", tag="Reshuffle"):
    """Makes the groups of this round anew, all who have come meanwhile included."""


class MovePerson(ActivityCommand, frozen=True, tag_field="do", tag="MovePerson"):
    """Puts somebody in another group; in none if ``group`` is empty."""

    person: str
    group: str = ""


class HideGroupNote(ActivityCommand, frozen=True, tag_field="do", tag="HideGroupNote"):
    """Hides a note from all screens, or shows it again."""

    note: str
    on: bool = True


class TellGroups(ActivityCommand, frozen=True, tag_field="do", tag="TellGroups"):
    """Tells all groups something on their phones; nothing takes it away."""

    text: Annotated[str, msgspec.Meta(max_length=300)] = ""


class AddGroupPaper(ActivityCommand, frozen=True, tag_field="do", tag="AddGroupPaper"):
    """The desk adds what a group wrote on paper."""

    group: str
    text: Said = ""
    fields: dict[str, Said] = msgspec.field(default_factory=dict)


class RestoreSeating(ActivityCommand, frozen=True, tag_field="do", tag="RestoreSeating"):
    """Puts people back where they were; whoever is not named stays. Takes back what leaders did to groups.

    Attributes:
        round: For which round this holds, from 0.
        back: Whether the round after it is taken back too.
        seats: Person → group, or nothing.
        scribes: Group → person, or nothing.
        hosts: The same for those who stay.
    """

    round: Annotated[int, msgspec.Meta(ge=0, le=7)]
    back: bool = False
    seats: dict[str, str] = msgspec.field(default_factory=dict)
    scribes: dict[str, str] = msgspec.field(default_factory=dict)
    hosts: dict[str, str] = msgspec.field(default_factory=dict)


# --- the kind --------------------------------------------------------------------------------------------


class Groups(Kind[GroupsSettings, Gathered]):
    """People in groups."""

    name = "groups"
    Settings = GroupsSettings
    commands = (FindGroup, ChooseGroup, WriteForGroup, EditForGroup, WithdrawForGroup, BeScribe)
    leader_commands = (
        NextRound,
        Reshuffle,
        MovePerson,
        HideGroupNote,
        TellGroups,
        AddGroupPaper,
        RestoreSeating,
    )
    remote_commands = (NextRound, HideGroupNote)
    identities = ("group", "named")
    answers_together = True
    places_people = True
    grace_ms = 20_000

    def begin(self, settings: GroupsSettings, inputs: Inputs, seed: int) -> Gathered:
        """Start with everyone placed, or with empty groups where people choose."""
        return begun(settings, inputs, seed)

    def refuse(self, state: Gathered, command: ActivityCommand, doing: Doing, moment: Moment) -> Refusal | None:
        """Who may write where, caps, and groups that are there."""
        match command:
            case FindGroup() | ChooseGroup() | BeScribe() | WriteForGroup() if doing.leads:
                return Refusal("not_permitted")
            case FindGroup():
                has = seat_of(state, doing.by).group
                return None if has or smallest_group(state) else Refusal("no_group_open")
            case ChooseGroup(group=group):
                return _refuse_choice(state, group, doing)
            case BeScribe():
                return None if seat_of(state, doing.by).group else Refusal("no_group")
            case WriteForGroup():
                return refuse_pen(state, doing.by) or _refuse_note(state, command, doing, _group_of(state, doing))
            case AddGroupPaper(group=group):
                unknown = None if is_there(state, group) else Refusal("no_such_group")
                return unknown or _refuse_note(state, command, doing, group)
            case EditForGroup(note=note):
                return _refuse_not_theirs(state, note, doing) or _refuse_words(state, command)
            case WithdrawForGroup(note=note, on=on):
                no = _refuse_not_theirs(state, note, doing)
                return no if no or on else _refuse_back(state, state.notes[note])
            case HideGroupNote(note=note):
                return None if note in state.notes else Refusal("no_such_note")
            case NextRound(to=to):
                return _refuse_round(state, to)
            case Reshuffle():
                return Refusal("no_groups") if not state.groups else None
            case MovePerson(person=person, group=group):
                unknown = None if person in state.persons else Refusal("person_unknown")
                return unknown or (None if not group or is_there(state, group) else Refusal("no_such_group"))
            case RestoreSeating():
                return _refuse_restore(state, command)
            case _:
                return None

    def reduce(self, state: Gathered, command: ActivityCommand, doing: Doing, moment: Moment) -> Gathered:
        """Place, move and write."""
        after = _after(state, command, doing)
        return state if after == state else after

    def inverse(self, before: Gathered, command: ActivityCommand, doing: Doing) -> ActivityCommand | None:
        """All that leaders do to groups and notes can be taken back."""
        match command:
            case NextRound(activity=activity):
                return _as_it_was(before, activity, before.persons, before.groups, back=True)
            case Reshuffle(activity=activity):
                return _as_it_was(before, activity, before.persons, before.groups)
            case MovePerson(activity=activity, person=person, group=group):
                return _as_it_was(before, activity, (person,), (before.persons[person].group, group))
            case RestoreSeating(activity=activity, back=False, seats=seats):
                was = {before.persons[person].group for person in seats}
                groups = {*was, *seats.values(), *command.scribes, *command.hosts}
                return _as_it_was(before, activity, seats, groups)
            case AddGroupPaper(activity=activity):
                return WithdrawForGroup(activity=activity, note=doing.id)
            case WithdrawForGroup(activity=activity, note=note):
                return WithdrawForGroup(activity=activity, note=note, on=before.notes[note].withdrawn)
            case EditForGroup(activity=activity, note=note):
                return EditForGroup(activity=activity, note=note, fields=by_field(before.notes[note]))
            case HideGroupNote(activity=activity, note=note):
                return HideGroupNote(activity=activity, note=note, on=before.notes[note].hidden)
            case TellGroups(activity=activity):
                return TellGroups(activity=activity, text=before.message)
            case _:
                return None

    def board(self, state: Gathered, sight: Sight) -> GroupsView:
        """Return the groups where they can be found by a topic or a name; the work of all once it is shown."""
        return view_of(state, sight, public_groups(state, sight, under=True))

    def phone(self, state: Gathered, sight: Sight) -> GroupsView:
        """Return the same without what lies on the tables: that is each table's own to read."""
        return view_of(state, sight, fit_for_phones(public_groups(state, sight, under=False)))

    def desk(self, state: Gathered, sight: Sight) -> GroupsView:
        """Return who sits where, and all that is written, hidden notes too."""
        return view_of(state, sight, desk_groups(state, sight))

    def mine(self, state: Gathered, author: str, sight: Sight) -> MyGroup:
        """Return where one belongs, and whether one has the pen."""
        return mine_of(state, author)

    def group(self, state: Gathered, author: str, sight: Sight) -> TableView:
        """Return what lies on one's own table."""
        return table_of(state, author)

    def company_of(self, state: Gathered, author: str) -> tuple[str, ...]:
        """Return those at one's table, at the one that was left, and at others with the same topic."""
        own = seat_of(state, author)
        near = {group for group in (own.group, own.left) if group}
        if state.settings.cumulative and state.topics and own.group:
            topic = topic_now(state, own.group)
            near |= {group for group in state.groups if topic_now(state, group) == topic}
        return tuple(
            f"p/{person}" for person, other in state.persons.items() if other.group in near and person != author[2:]
        )

    def met(self, state: Gathered) -> tuple[Circle, ...]:
        """Return the circles of all rounds; with neighbours nobody knows who sat with whom."""
        return tuple(dict.fromkeys((*circles_before(state), *circles_of(seats_of(state)))))

    def minutes_now(self, state: Gathered, command: ActivityCommand | None) -> float | None:
        """Return the minutes of a round where it has some of its own."""
        starts = command is None or isinstance(command, NextRound)
        return state.settings.minutes_per_round or None if starts else None

    def next_command(self, state: Gathered, activity: str) -> ActivityCommand | None:
        """Begin the next round, until all are over."""
        left = state.round + 1 < state.settings.rounds
        return NextRound(activity=activity, to=state.round + 2) if left else None

    def worth_telling(self, state: Gathered) -> bool:
        """Talk leaves nothing to be told; what was written does."""
        return bool(told_notes(state))

    def answered(self, state: Gathered) -> int:
        """Return how many have written."""
        return len({note.by for note in written_notes(state).values() if note.by.startswith("p/")})

    def summary(self, state: Gathered, sight: Sight) -> GroupsSummary:
        """Return what was written, by topic or by group, in an order that the words alone decide."""
        return summary_of(state, sight)

    def tables(self, state: Gathered, sight: Sight) -> list[list[str | int | float]]:
        """Return one row a note, with its group and topic."""
        fields = state.settings.fields
        columns = [pick(field, ()) or str(n) for n, field in enumerate(fields, 1)] or ["Note"]
        rows: list[list[str | int | float]] = [["Group", "Topic", *columns, "Source"]]
        for line in self.summary(state, sight).groups.values():
            for note in line.notes.values():
                words = [note.fields.get(str(n), "") for n in range(len(columns))]
                rows.append([line.number or "", pick(line.topic, ()), *words, note.source])
        return rows

    def pretend(self, state: Gathered, activity: str, who: int, says: PretendWords) -> tuple[ActivityCommand, ...]:
        """Sit down, and write: all try, and whoever has no pen is told so."""
        doing: list[ActivityCommand] = []
        groups = list(visible_groups(state))
        if state.settings.how in ("tables", "chosen") and groups:
            doing.append(ChooseGroup(activity=activity, group=groups[who % len(groups)]))
        if state.groups and (doing or who >= len(state.persons)):
            doing.append(FindGroup(activity=activity))
        if state.settings.writes != "nobody":
            doing += [_pretend_note(state, activity, who, n, says) for n in range(_pretend_most(state, who))]
        return tuple(doing)

    def yields(self, state: Gathered, moment: Moment) -> Yields:
        """Return the notes, the same by topic or group, and who sits together now."""
        works = works_of(state)
        groups = tuple(
            Group(work.id, work.topic or called(state, work.number), tuple(_item(*row) for row in work.notes))
            for work in works
        )
        every = tuple(item for group in groups for item in group.items)
        return Yields(items=every, top=every, groups=groups, companies=companies_of(state))


kind = Groups()


# --- may it be done --------------------------------------------------------------------------------------


def _group_of(state: Gathered, doing: Doing) -> str:
    return seat_of(state, doing.by).group


def _refuse_choice(state: Gathered, group: str, doing: Doing) -> Refusal | None:
    if state.settings.how not in ("tables", "chosen"):
        return Refusal("groups_are_made")
    if group not in state.groups:
        return Refusal("no_such_group")
    most = most_in_one(state)
    full = most and group != _group_of(state, doing) and len(members_of(state).get(group, ())) >= most
    return Refusal("group_full", {"most": most}) if full else None


Writing = WriteForGroup | EditForGroup | AddGroupPaper


def _refuse_note(state: Gathered, command: Writing, doing: Doing, group: str) -> Refusal | None:
    # An id that is taken would put this note in another's place.
    taken = Refusal("id_taken") if doing.id in state.notes else None
    by = doing.by if group == "" else ""
    return taken or _refuse_words(state, command) or _refuse_cap(state, group, by)


def _refuse_words(state: Gathered, command: Writing) -> Refusal | None:
    known = {"", *(str(n) for n in range(max(1, len(state.settings.fields))))}
    if not set(command.fields) <= known:
        return Refusal("no_such_field")
    words = _words(state, command)
    if not any(word.strip() for word in words):
        return Refusal("empty")
    most = state.settings.max_length
    return Refusal("too_long", {"most": most}) if max(map(len, words)) > most else None


def _refuse_cap(state: Gathered, group: str, by: str) -> Refusal | None:
    full = Refusal("too_many", {"most": MOST_NOTES_IN_ALL}) if len(state.notes) >= MOST_NOTES_IN_ALL else None
    return _refuse_written(state, group, by, state.round) or full


def _refuse_back(state: Gathered, note: GroupNote) -> Refusal | None:
    """Return why what was taken back cannot come again: it counts in the round that it was written in."""
    return _refuse_written(state, note.group, note.by, note.round) if note.withdrawn else None


def _refuse_written(state: Gathered, group: str, by: str, number: int) -> Refusal | None:
    most = state.settings.max_notes
    full = most and len(written_in(state, group, by, number)) >= most
    return Refusal("no_group_notes_left", {"most": most}) if full else None


def _refuse_not_theirs(state: Gathered, note_id: str, doing: Doing) -> Refusal | None:
    note = state.notes.get(note_id)
    if note is None:
        return Refusal("no_such_note")
    if doing.leads:
        return None if note.source == "paper" else Refusal("not_yours")
    return None if may_change(state, note, doing.by) else Refusal("not_yours")


def _refuse_round(state: Gathered, to: int) -> Refusal | None:
    if state.round + 1 >= state.settings.rounds:
        return Refusal("no_more_rounds")
    return None if to in (0, state.round + 2) else Refusal("changed_since")


def _refuse_restore(state: Gathered, command: RestoreSeating) -> Refusal | None:
    if command.round != state.round - command.back:
        return Refusal("changed_since")
    people = {
        *command.seats,
        *(person for person in (*command.scribes.values(), *command.hosts.values()) if person),
    }
    if not people <= set(state.persons):
        return Refusal("person_unknown")
    groups = {*command.scribes, *command.hosts, *(group for group in command.seats.values() if group)}
    return None if groups <= set(state.groups) else Refusal("no_such_group")


# --- do it -----------------------------------------------------------------------------------------------


def _after(state: Gathered, command: ActivityCommand, doing: Doing) -> Gathered:
    match command:
        case FindGroup():
            found = "" if _group_of(state, doing) else smallest_group(state)
            return kept(sat_down(state, doing.by[2:], found)) if found else state
        case ChooseGroup(group=group):
            return kept(sat_down(state, doing.by[2:], group))
        case BeScribe():
            return with_pen(state, _group_of(state, doing), doing.by[2:])
        case WriteForGroup():
            return _with_note(state, command, doing, _group_of(state, doing), "phone")
        case AddGroupPaper(group=group):
            return _with_note(state, command, doing, group, "paper")
        case EditForGroup(note=note):
            return _changed(state, note, words=_words(state, command))
        case WithdrawForGroup(note=note, on=on):
            return _changed(state, note, withdrawn=on)
        case HideGroupNote(note=note, on=on):
            return _changed(state, note, hidden=on)
        case NextRound():
            return next_round(state, doing.seed)
        case Reshuffle():
            return reshuffled(state, doing.seed)
        case MovePerson(person=person, group=group):
            return kept(with_seats(state, {person: group}))
        case TellGroups(text=text):
            return replace(state, message=text)
        case RestoreSeating():
            return _restored(state, command)
        case _:
            return state


def _as_it_was(
    before: Gathered, activity: str, persons: Iterable[str], groups: Iterable[str], *, back: bool = False
) -> RestoreSeating:
    """Return the command that puts these people, and the pens of these groups, back to where they are now."""
    near = [group for group in groups if group in before.groups]
    return RestoreSeating(
        activity=activity,
        round=before.round,
        back=back,
        seats={person: before.persons[person].group for person in persons},
        scribes={group: before.groups[group].scribe for group in near},
        hosts={group: before.groups[group].host for group in near},
    )


def _restored(state: Gathered, command: RestoreSeating) -> Gathered:
    if command.back:
        state = replace(state, sat=state.sat[:-1])
    state = with_seats(state, command.seats)
    groups = {
        group: replace(
            circled,
            scribe=command.scribes.get(group, circled.scribe),
            host=command.hosts.get(group, circled.host),
        )
        for group, circled in state.groups.items()
    }
    return kept(replace(state, groups=groups))


def _words(state: Gathered, command: Writing) -> tuple[str, ...]:
    """Return the words by field. After an erasure they are empty."""
    first = command.fields.get("0") or command.fields.get("") or command.text
    rest = (command.fields.get(str(n), "") for n in range(1, len(state.settings.fields)))
    return (first, *rest)


def _with_note(
    state: Gathered, command: Writing, doing: Doing, group: str, source: Literal["phone", "paper"]
) -> Gathered:
    note = GroupNote(
        by=doing.by,
        group=group,
        words=_words(state, command),
        round=state.round,
        topic=topic_now(state, group),
        sort=len(state.notes) + 1,
        source=source,
    )
    return replace(state, notes={**state.notes, doing.id: note})


def _changed(state: Gathered, note_id: str, **changes: bool | tuple[str, ...]) -> Gathered:
    return replace(state, notes={**state.notes, note_id: replace(state.notes[note_id], **changes)})


def _item(note_id: str, note: GroupNote) -> Item:
    words = " — ".join(word.strip() for word in note.words if word.strip())
    return Item(note_id, words_as_text(words), of=note.group)


# --- pretend ---------------------------------------------------------------------------------------------


def _pretend_most(state: Gathered, who: int) -> int:
    most = state.settings.max_notes or 3
    return min(most, 1 + who % 3)


def _pretend_note(state: Gathered, activity: str, who: int, n: int, says: PretendWords) -> WriteForGroup:
    def saying(place: int) -> str:
        return says.notes[(who * 3 + n * 7 + place * 5) % len(says.notes)][: state.settings.max_length]

    fields = {str(place): saying(place) for place in range(len(state.settings.fields))}
    return WriteForGroup(activity=activity, text="" if fields else saying(0), fields=fields)
