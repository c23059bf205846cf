"""Groups: people into pairs, tables or cafés, for one round or several; each group may write for itself.

What a group writes only its own table sees while it works; the desk sees it too, since it may have to hide a
note. After the close the wall shows it table by table, if so set. Nobody but the desk knows who sits where,
unless the activity is named. Who sits with whom is ``seating``'s to find out.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

import msgspec

from facilitator.activities.notes import MOST_NOTES_IN_ALL, shuffled
from facilitator.activities.seating import Circle, Rules, how_many, join_up, repeats, seat
from facilitator.core.actors import Doing
from facilitator.core.ids import derived_id
from facilitator.core.kind import (
    ActivityCommand,
    Company,
    Group,
    Inputs,
    Item,
    Kind,
    Moment,
    Present,
    PretendWords,
    Sight,
    Yields,
)
from facilitator.core.refusal import Refusal
from facilitator.core.text import Text, pick, words_as_text

replace = msgspec.structs.replace

MOST_GROUPS = 150
MOST_TOPICS = 200
MOST_ROWS_ON_A_PHONE = 200
USUAL_SIZE = 4

How = Literal["random", "neighbours", "tables", "chosen", "same"]
Moves = Literal["nobody", "all_but_host", "everyone", "topics"]
Said = Annotated[str, msgspec.Meta(max_length=2000)]


class GroupsSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who comes together, for how many rounds, and what they write."""

    how: Annotated[
        How,
        msgspec.Meta(
            title="How groups are made",
            description="By chance, with neighbours, by table, by own choice, or the same as before.",
        ),
    ] = "random"
    size: Annotated[
        int,
        msgspec.Meta(
            ge=0,
            le=30,
            title="People in a group",
            description="Where people choose, the most in one; 0 is no limit.",
        ),
    ] = USUAL_SIZE
    number: Annotated[
        int, msgspec.Meta(ge=0, le=MOST_GROUPS, title="Number of groups", description="0 goes by the size.")
    ] = 0
    merge: Annotated[
        bool,
        msgspec.Meta(title="Join groups two by two", description="Pairs become fours. Only with the same groups."),
    ] = False
    mix: Annotated[
        Literal["none", "teams", "together"],
        msgspec.Meta(title="Teams", description="Spread over the groups, kept together, or not looked at."),
    ] = "none"
    manager_apart: Annotated[bool, msgspec.Meta(title="A manager is not in a group with the own team")] = False
    new_company: Annotated[
        bool, msgspec.Meta(title="Nobody meets the same person again today, while that is possible")
    ] = True
    rounds: Annotated[int, msgspec.Meta(ge=1, le=8, title="Rounds")] = 1
    minutes_per_round: Annotated[
        float,
        msgspec.Meta(ge=0, le=240, title="Minutes in a round", description="0 is the time of the whole step."),
    ] = 0
    turns: Annotated[
        int, msgspec.Meta(ge=1, le=6, title="Turns in a round", description="Phones tell when the turn changes.")
    ] = 1
    moves: Annotated[Moves, msgspec.Meta(title="Who moves between rounds")] = "nobody"
    roles: Annotated[
        tuple[Text, ...],
        msgspec.Meta(max_length=8, title="Roles", description="They go round with each turn and round."),
    ] = ()
    prompts: Annotated[
        tuple[Text, ...], msgspec.Meta(max_length=8, title="Questions", description="One for each round.")
    ] = ()
    topics: Annotated[
        tuple[Text, ...],
        msgspec.Meta(max_length=30, title="Topics", description="None if they come from an earlier step."),
    ] = ()
    writes: Annotated[Literal["nobody", "scribe", "everyone"], msgspec.Meta(title="Who writes")] = "nobody"
    fields: Annotated[
        tuple[Text, ...],
        msgspec.Meta(max_length=6, title="Fields of a note", description="None is one plain note."),
    ] = ()
    max_notes: Annotated[
        int,
        msgspec.Meta(
            ge=0, le=50, title="Notes of a group in a round", description="0 is as many as the group likes."
        ),
    ] = 0
    max_length: Annotated[int, msgspec.Meta(ge=10, le=1000, title="Longest note, characters")] = 280
    cumulative: Annotated[
        bool,
        msgspec.Meta(title="The next ones at a topic go on with what is there"),
    ] = False
    show_work: Annotated[bool, msgspec.Meta(title="Show the work of all groups after closing")] = True


class Topic(msgspec.Struct, frozen=True):
    """What a group is about: a heading, or nothing, and the notes that lie on its table."""

    text: Text = {}
    under: tuple[Text, ...] = ()


class Seat(msgspec.Struct, frozen=True):
    """Somebody who takes part. ``group`` is empty while they have none; ``left`` is the one they were in before."""

    sort: int
    group: str = ""
    left: str = ""
    team: str = ""
    manager: bool = False


class Circled(msgspec.Struct, frozen=True):
    """A group: its number, who holds the pen and who stays when others move. Members are found by their seats."""

    number: int
    scribe: str = ""
    host: str = ""


class GroupNote(msgspec.Struct, frozen=True):
    """What a group wrote.

    Attributes:
        by: Who typed it; never in a view.
        words: By field; one word for a plain note.
        round: From 0.
        topic: Place among the topics; −1 is none.
    """

    by: str
    group: str
    words: tuple[str, ...]
    round: int
    topic: int
    sort: int
    source: Literal["phone", "paper"] = "phone"
    hidden: bool = False
    withdrawn: bool = False


class Gathered(msgspec.Struct, frozen=True):
    """Who is in which group now, who was before, and what groups wrote.

    Attributes:
        persons: By id of the person.
        base: How many groups there were at the opening; those that came later go when nobody is in them.
        past: Circles that sat together earlier today.
        sat: For every round that is over, person → group.
        message: What leaders last told the groups.
    """

    settings: GroupsSettings
    seed: int
    persons: dict[str, Seat] = {}
    groups: dict[str, Circled] = {}
    base: int = 0
    topics: tuple[Topic, ...] = ()
    notes: dict[str, GroupNote] = {}
    past: tuple[Circle, ...] = ()
    sat: tuple[dict[str, str], ...] = ()
    message: str = ""

    @property
    def round(self) -> int:
        """The present round, from 0."""
        return len(self.sat)

    @property
    def rules(self) -> Rules:
        """What placing heeds."""
        return Rules(self.settings.mix, self.settings.manager_apart, self.settings.new_company)


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


# --- views -----------------------------------------------------------------------------------------------


class MemberLine(msgspec.Struct, frozen=True):
    """Somebody in a group. On the desk the key is the person's id and ``name`` is empty: the roster has it."""

    sort: int
    name: str
    writes: bool
    stays: bool


class UnderLine(msgspec.Struct, frozen=True):
    """A note that lies on a group's table."""

    sort: int
    text: Text


class WorkNote(msgspec.Struct, frozen=True):
    """What a group wrote. ``fields`` by place from "0"; a plain note has the one."""

    sort: int
    round: int
    fields: dict[str, str]
    source: str = "phone"
    hidden: bool = False


class GroupLine(msgspec.Struct, frozen=True):
    """A group as an audience sees it.

    Attributes:
        number: What it is called by.
        count: How many are in it.
        members: The desk's; elsewhere only where all are named.
        written: How many notes it has written, however many of them are shown here.
    """

    sort: int
    number: int
    topic: Text
    count: int
    written: int
    under: dict[str, UnderLine]
    members: dict[str, MemberLine]
    notes: dict[str, WorkNote]


class GroupsView(msgspec.Struct, frozen=True, tag_field="kind", tag="groups", kw_only=True):
    """The groups as an audience sees them.

    Attributes:
        size: The most in one group where people choose; 0 is no limit.
        round: From 1.
        question: This round's own; empty is the step's.
        loose: How many have no group.
        number: How many groups there are, also where the list is not told.
        pairs: Whether all are pairs, but for a trio.
        people: How many are in a group.
        listed: Whether there is something in the list to find one's place by: topics, names, a choice.
        repeats: Pairs that met before; only the desk is told.
        shown: Whether the work of all is.
        sound: Whether the wall rings at the end of a round.
        kept_back: Notes that a leader hid.
        loosely: Who has no group, for the desk.
    """

    how: str
    size: int
    number: int
    pairs: bool
    rounds: int
    round: int
    minutes_per_round: float
    turns: int
    moves: str
    roles: tuple[Text, ...]
    question: Text
    writes: str
    fields: tuple[Text, ...]
    max_notes: int
    max_length: int
    cumulative: bool
    show_work: bool
    message: str
    people: int
    loose: int
    listed: bool
    repeats: int
    shown: bool
    sound: bool
    written: int
    kept_back: int
    loosely: dict[str, MemberLine]
    groups: dict[str, GroupLine]


class MyGroup(msgspec.Struct, frozen=True, tag_field="kind", tag="groups", kw_only=True):
    """One's own place.

    Attributes:
        group: Its id; empty while one has none.
        place: Among the members, from 0; roles go by it.
        moved: Whether one was elsewhere in the round before.
        stays: Whether one stays here when others move.
        pen: Whether one may write now.
        left: How many more notes the group may write in this round; −1 is as many as it likes.
    """

    group: str
    number: int
    place: int
    count: int
    moved: bool
    stays: bool
    pen: bool
    left: int


class TableNote(msgspec.Struct, frozen=True):
    """A note on one's own table. ``earlier`` is of those who were at the topic before; ``may_change`` is for me."""

    sort: int
    round: int
    fields: dict[str, str]
    earlier: bool
    may_change: bool


class TableView(msgspec.Struct, frozen=True, tag_field="kind", tag="groups", kw_only=True):
    """What only one's own table sees: what it is about, what lies on it, what is written.

    Attributes:
        scribe: Whether somebody of the group holds the pen.
        of_before: How many of the notes are of those who were here before.
    """

    topic: Text
    under: dict[str, UnderLine]
    scribe: bool
    of_before: int
    notes: dict[str, TableNote]


class SummaryGroup(msgspec.Struct, frozen=True):
    """What one group, or all who were at one topic, wrote. ``number`` is 0 where it is a topic's or everybody's."""

    sort: int
    number: int
    topic: Text
    names: dict[str, str]
    notes: dict[str, WorkNote]


class GroupsSummary(msgspec.Struct, frozen=True, tag_field="kind", tag="groups", kw_only=True):
    """What groups came to; who was in them only where all are named and stayed together."""

    pairs: bool
    fields: tuple[Text, ...]
    kept_back: int
    groups: dict[str, SummaryGroup]


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
    places_people = True
    grace_ms = 20_000

    def begin(self, settings: GroupsSettings, inputs: Inputs, seed: int) -> Gathered:
        """Start with everyone placed, or with empty groups where people choose."""
        state = Gathered(settings, seed, persons=_persons(inputs, seed), past=inputs.met)
        flowing = _flowing(settings, inputs)
        state = _with_groups(state, _count_at_start(settings, inputs, len(flowing)))
        state = replace(state, base=len(state.groups), topics=_dealt(settings, flowing, len(state.groups)))
        return _kept(_with_seats(state, _first_seats(state, inputs, seed)))

    def refuse(self, state: Gathered, command: ActivityCommand, doing: Doing, moment: Moment) -> Refusal | None:
        """Who may write where, caps, and groups that are there."""
        match command:
            case FindGroup() | ChooseGroup() | BeScribe() | WriteForGroup() if doing.leads:
                return Refusal("not_permitted")
            case FindGroup():
                has = _seat(state, doing.by).group
                return None if has or _smallest(state) else Refusal("no_group_open")
            case ChooseGroup(group=group):
                return _refuse_choice(state, group, doing)
            case BeScribe():
                return None if _seat(state, doing.by).group else Refusal("no_group")
            case WriteForGroup():
                return _refuse_pen(state, doing.by) or _refuse_note(state, command, doing, _group_of(state, doing))
            case AddGroupPaper(group=group):
                unknown = None if _is_there(state, group) else Refusal("no_such_group")
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
                return unknown or (None if not group or _is_there(state, group) else Refusal("no_such_group"))
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
                return EditForGroup(activity=activity, note=note, fields=_by_field(before.notes[note]))
            case HideGroupNote(activity=activity, note=note):
                return HideGroupNote(activity=activity, note=note, on=before.notes[note].hidden)
            case TellGroups(activity=activity):
                return TellGroups(activity=activity, text=before.message)
            case _:
                return None

    def board(self, state: Gathered, sight: Sight) -> GroupsView:
        """Return the groups where they can be found by a topic or a name; the work of all once it is shown."""
        return _view(state, sight, _public_groups(state, sight, under=True))

    def phone(self, state: Gathered, sight: Sight) -> GroupsView:
        """Return the same without what lies on the tables: that is each table's own to read."""
        return _view(state, sight, _fit_for_phones(_public_groups(state, sight, under=False)))

    def desk(self, state: Gathered, sight: Sight) -> GroupsView:
        """Return who sits where, and all that is written, hidden notes too."""
        return _view(state, sight, _desk_groups(state, sight))

    def mine(self, state: Gathered, author: str, sight: Sight) -> MyGroup:
        """Return where one belongs, and whether one has the pen."""
        own = _seat(state, author)
        group = state.groups.get(own.group, Circled(0))
        members = _members(state).get(own.group, [])
        before = state.sat[-1].get(author[2:], "") if state.sat else own.group
        most = state.settings.max_notes
        used = len(_written_in(state, own.group, author, state.round))
        return MyGroup(
            group=own.group,
            number=group.number,
            place=members.index(author[2:]) if author[2:] in members else 0,
            count=len(members),
            moved=before != own.group,
            stays=bool(group.host) and group.host == author[2:],
            pen=_refuse_pen(state, author) is None,
            left=max(0, most - used) if most else -1,
        )

    def group(self, state: Gathered, author: str, sight: Sight) -> TableView:
        """Return what lies on one's own table."""
        return _table(state, author)

    def company_of(self, state: Gathered, author: str) -> tuple[str, ...]:
        """Return those at one's table, at the one that was left, and at others with the same topic."""
        own = _seat(state, author)
        near = {group for group in (own.group, own.left) if group}
        if state.settings.cumulative and state.topics and own.group:
            topic = _topic_now(state, own.group)
            near |= {group for group in state.groups if _topic_now(state, group) == topic}
        return tuple(
            f"p/{person}" for person, other in state.persons.items() if other.group in near and person != author[2:]
        )

    def met(self, state: Gathered) -> tuple[Circle, ...]:
        """Return the circles of all rounds; with neighbours nobody knows who sat with whom."""
        return tuple(dict.fromkeys((*_circles_before(state), *_circles_of(_seats(state)))))

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
        return bool(_told_notes(state))

    def answered(self, state: Gathered) -> int:
        """Return how many have written."""
        return len({note.by for note in _written(state).values() if note.by.startswith("p/")})

    def summary(self, state: Gathered, sight: Sight) -> GroupsSummary:
        """Return what was written, by topic or by group, in an order that the words alone decide."""
        named = sight.moment.identity == "named" and _stay_together(state)
        members = _members(state) if named else {}
        rows = {
            str(place): SummaryGroup(
                sort=place,
                number=work.number,
                topic=work.topic,
                names=_names(members.get(work.group, []), sight),
                notes=_mixed(work.notes),
            )
            for place, work in enumerate(_works(state), 1)
            if work.notes
        }
        kept_back = sum(note.hidden for note in _written(state).values())
        return GroupsSummary(
            pairs=_are_pairs(state), fields=state.settings.fields, kept_back=kept_back, groups=rows
        )

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
        groups = list(_visible(state))
        if state.settings.how in ("tables", "chosen") and groups:
            doing.append(ChooseGroup(activity=activity, group=groups[who % len(groups)]))
        if state.groups and (doing or who >= len(state.persons)):
            doing.append(FindGroup(activity=activity))
        if state.settings.writes != "nobody":
            doing += [_pretend_note(state, activity, who, n, says) for n in range(_pretend_most(state, who))]
        return tuple(doing)

    def yields(self, state: Gathered, moment: Moment) -> Yields:
        """Return the notes, the same by topic or group, and who sits together now."""
        works = _works(state)
        groups = tuple(
            Group(work.id, work.topic or _called(state, work.number), tuple(_item(*row) for row in work.notes))
            for work in works
        )
        every = tuple(item for group in groups for item in group.items)
        return Yields(items=every, top=every, groups=groups, companies=_companies(state))


kind = Groups()


# --- at the start ----------------------------------------------------------------------------------------


def _persons(inputs: Inputs, seed: int) -> dict[str, Seat]:
    """Return all who take part, in an order by chance: roles and the pen must not go by who came first."""
    here = {person.by: person for person in inputs.people}
    members = (by for company in inputs.companies for by in company.members)
    everybody = {by: here.get(by, Present(by)) for by in sorted({*here, *members})}
    order = shuffled(list(everybody.values()), seed)
    return {person.by[2:]: Seat(n, team=person.team, manager=person.manager) for n, person in enumerate(order, 1)}


def _flowing(settings: GroupsSettings, inputs: Inputs) -> list[Topic]:
    """Return the topics one by one: the written ones, headings with their notes, or single notes."""
    if settings.topics:
        return [Topic(text) for text in settings.topics]
    headings = {group.id: group for group in inputs.groups}
    # Chosen things come one by one: only where all came along, a heading and its notes make a topic.
    came = {item.id for item in inputs.items}
    whole = all(item.id in came for group in inputs.groups for item in group.items)
    if headings and whole and not came <= headings.keys():
        return [_topic_of_heading(group) for group in inputs.groups[:MOST_TOPICS]]
    return [
        _topic_of_heading(headings[item.id]) if item.id in headings else Topic(item.text)
        for item in inputs.items[:MOST_TOPICS]
    ]


def _topic_of_heading(group: Group) -> Topic:
    return Topic(group.text, tuple(item.text for item in group.items))


def _count_at_start(settings: GroupsSettings, inputs: Inputs, topics: int) -> int:
    people = len(inputs.people)
    match settings.how:
        case "neighbours":
            return 0
        case "same" if inputs.companies:
            return max(1, len(inputs.companies) // 2) if settings.merge else len(inputs.companies)
        case "tables" | "chosen":
            return settings.number or topics or how_many(people, settings.size or USUAL_SIZE)
        case _:
            return _count_by_chance(settings, people, topics)


def _count_by_chance(settings: GroupsSettings, people: int, topics: int) -> int:
    size = settings.size or USUAL_SIZE
    number = settings.number or (_cafe_tables(people, size, topics) if settings.moves == "all_but_host" else 0)
    return min(how_many(people, size, number), MOST_GROUPS)


def _cafe_tables(people: int, size: int, topics: int) -> int:
    """Return a table for each topic, or as many for each as a large room needs; people go round the topics."""
    return topics * max(1, round(people / (topics * size))) if topics > 1 else 0


def _dealt(settings: GroupsSettings, topics: list[Topic], groups: int) -> tuple[Topic, ...]:
    """Return a topic for each group; where there are more of them they are dealt out, unless they go round."""
    if groups == 0 or len(topics) <= groups or settings.moves == "topics":
        return tuple(topics)
    hands = [topics[n::groups] for n in range(groups)]
    return tuple(hand[0] if len(hand) == 1 else _bundle(hand) for hand in hands)


def _bundle(hand: list[Topic]) -> Topic:
    return Topic({}, tuple(text for topic in hand for text in (topic.text, *topic.under)))


def _with_groups(state: Gathered, count: int) -> Gathered:
    """Return the state with so many groups at least."""
    missing = {_group_id(state, n): Circled(n) for n in range(len(state.groups) + 1, count + 1)}
    return replace(state, groups={**state.groups, **missing}) if missing else state


def _group_id(state: Gathered, number: int) -> str:
    # From the seed, so that what is asked of the run before a reset finds no group.
    return derived_id("group", str(state.seed), str(number))


def _first_seats(state: Gathered, inputs: Inputs, seed: int) -> dict[str, str]:
    match state.settings.how:
        case "same" if inputs.companies:
            return _seats_of_companies(state, inputs.companies, seed)
        case "random" | "same":
            return _seats_by_chance(state, seed, state.past)
        case _:
            return {}


def _seats_of_companies(state: Gathered, companies: tuple[Company, ...], seed: int) -> dict[str, str]:
    joined = _joined(state, companies, seed) if state.settings.merge else tuple((n,) for n in range(len(companies)))
    seats = {
        by[2:]: _group_id(state, number)
        for number, together in enumerate(joined, 1)
        for n in together
        for by in companies[n].members
    }
    for person in state.persons:
        if person not in seats:
            seats[person] = _smallest(_with_seats(state, seats))
    return seats


def _joined(state: Gathered, companies: tuple[Company, ...], seed: int) -> tuple[tuple[int, ...], ...]:
    people = [[_present(by[2:], state.persons[by[2:]]) for by in company.members] for company in companies]
    return join_up(people, state.rules, state.past, seed)


# --- placing ---------------------------------------------------------------------------------------------


def _present(person: str, seat: Seat) -> Present:
    return Present(f"p/{person}", seat.team, seat.manager)


def _seats(state: Gathered) -> dict[str, str]:
    return {person: seat.group for person, seat in state.persons.items() if seat.group}


def _circles_of(seats: Mapping[str, str]) -> tuple[Circle, ...]:
    circles: dict[str, list[str]] = {}
    for person, group in sorted(seats.items()):
        circles.setdefault(group, []).append(f"p/{person}")
    return tuple(tuple(circle) for _, circle in sorted(circles.items()) if len(circle) > 1)


def _circles_before(state: Gathered) -> tuple[Circle, ...]:
    return tuple(circle for seats in state.sat for circle in _circles_of(seats))


def _seats_by_chance(
    state: Gathered, seed: int, met: Iterable[Circle], hosts: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return a group for everybody who is not away; *hosts*, person → group, stay where they are."""
    people = [_present(person, seat) for person, seat in state.persons.items() if seat.group or not seat.left]
    ids = list(state.groups) if hosts else list(state.groups)[: _count_now(state, len(people))]
    places = {group: n for n, group in enumerate(ids)}
    staying = {f"p/{person}": places[group] for person, group in (hosts or {}).items()}
    circles = seat(people, len(ids), state.rules, met, seed, staying, _been(state, ids))
    return {by[2:]: group for group, circle in zip(ids, circles, strict=True) for by in circle}


def _count_now(state: Gathered, people: int) -> int:
    if state.settings.how == "random" and not (state.sat and state.settings.moves == "all_but_host"):
        return _count_by_chance(state.settings, people, len(state.topics))
    return state.base


def _been(state: Gathered, ids: list[str]) -> dict[str, list[int]]:
    """Return at which tables each has met a topic before, so that they come to another one."""
    settings = state.settings
    goes_round = settings.moves == "all_but_host" or (settings.moves == "everyone" and len(state.topics) > 1)
    if not goes_round or len(ids) < 2:
        return {}
    alike = {
        group: [n for n, other in enumerate(ids) if _same_place(state, group, other)] for group in state.groups
    }
    been: dict[str, list[int]] = {}
    for seats in state.sat:
        for person, group in seats.items():
            been.setdefault(f"p/{person}", []).extend(alike.get(group, ()))
    return been


def _same_place(state: Gathered, group: str, other: str) -> bool:
    if not state.topics:
        return group == other
    return _topic_now(state, group) == _topic_now(state, other)


def _topic_now(state: Gathered, group: str) -> int:
    """Return the place of the group's topic; −1 if there is none."""
    if not state.topics or group not in state.groups:
        return -1
    turn = state.round if state.settings.moves == "topics" else 0
    return (state.groups[group].number - 1 + turn) % len(state.topics)


def _smallest(state: Gathered, *, but: str = "") -> str:
    """Return the group that somebody who comes late is put into; nothing if all are full."""
    members, most = _members(state), _most_in_one(state)
    open_groups = [
        (len(members.get(group, ())), circled.number, group)
        for group, circled in _visible(state).items()
        if group != but and (not most or len(members.get(group, ())) < most)
    ]
    return min(open_groups)[2] if open_groups else ""


def _most_in_one(state: Gathered) -> int:
    return state.settings.size if state.settings.how == "chosen" else 0


def _members(state: Gathered) -> dict[str, list[str]]:
    """Return who is in each group, in their steady order."""
    members: dict[str, list[str]] = {}
    for person, own in sorted(state.persons.items(), key=lambda row: row[1].sort):
        if own.group:
            members.setdefault(own.group, []).append(person)
    return members


def _visible(state: Gathered) -> dict[str, Circled]:
    """Return the groups that are there: those with somebody or something in them, and those one could choose."""
    used = set(_seats(state).values()) | {note.group for note in _written(state).values()}
    waits = state.settings.how in ("tables", "chosen") or not _seats(state)
    return {
        group: circled
        for group, circled in state.groups.items()
        if group in used or (waits and circled.number <= state.base)
    }


def _is_there(state: Gathered, group: str) -> bool:
    return group in state.groups or (group == "" and not state.groups)


# --- may it be done --------------------------------------------------------------------------------------


def _seat(state: Gathered, author: str) -> Seat:
    return state.persons.get(author[2:], Seat(0))


def _group_of(state: Gathered, doing: Doing) -> str:
    return _seat(state, doing.by).group


def _refuse_choice(state: Gathered, group: str, doing: Doing) -> Refusal | None:
    if state.settings.how not in ("tables", "chosen"):
        return Refusal("groups_are_made")
    if group not in state.groups:
        return Refusal("no_such_group")
    most = _most_in_one(state)
    full = most and group != _group_of(state, doing) and len(_members(state).get(group, ())) >= most
    return Refusal("group_full", {"most": most}) if full else None


def _refuse_pen(state: Gathered, author: str) -> Refusal | None:
    """Return why this author may not write now, or nothing."""
    own = _seat(state, author).group
    if state.settings.writes == "nobody":
        return Refusal("nothing_to_write")
    if not own:
        # With neighbours there are no groups to be in: each writes for those beside.
        return Refusal("no_group") if state.groups else None
    if state.settings.writes == "scribe" and state.groups[own].scribe != author[2:]:
        return Refusal("not_scribe")
    return None


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
    full = most and len(_written_in(state, group, by, number)) >= most
    return Refusal("no_group_notes_left", {"most": most}) if full else None


def _refuse_not_theirs(state: Gathered, note_id: str, doing: Doing) -> Refusal | None:
    note = state.notes.get(note_id)
    if note is None:
        return Refusal("no_such_note")
    if doing.leads:
        return None if note.source == "paper" else Refusal("not_yours")
    return None if _may_change(state, note, doing.by) else Refusal("not_yours")


def _may_change(state: Gathered, note: GroupNote, author: str) -> bool:
    """Tell whether this author may change it: the pen's holder what the group wrote now, others their own."""
    if state.settings.writes == "everyone" or not state.groups:
        return note.by == author
    now = note.round == state.round or state.settings.moves == "nobody"
    return now and note.group == _seat(state, author).group and _refuse_pen(state, author) is None


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
            found = "" if _group_of(state, doing) else _smallest(state)
            return _kept(_sat_down(state, doing.by[2:], found)) if found else state
        case ChooseGroup(group=group):
            return _kept(_sat_down(state, doing.by[2:], group))
        case BeScribe():
            return _with_pen(state, _group_of(state, doing), doing.by[2:])
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
            return _next_round(state, doing.seed)
        case Reshuffle():
            return _reshuffled(state, doing.seed)
        case MovePerson(person=person, group=group):
            return _kept(_with_seats(state, {person: group}))
        case TellGroups(text=text):
            return replace(state, message=text)
        case RestoreSeating():
            return _restored(state, command)
        case _:
            return state


def _sat_down(state: Gathered, person: str, group: str) -> Gathered:
    if person not in state.persons:
        last = max((seat.sort for seat in state.persons.values()), default=0)
        state = replace(state, persons={**state.persons, person: Seat(last + 1)})
    return _with_seats(state, {person: group})


def _with_seats(state: Gathered, seats: Mapping[str, str]) -> Gathered:
    """Return the state with these people in these groups; all others stay."""
    moved = {
        person: replace(state.persons[person], group=group, left=state.persons[person].group)
        for person, group in seats.items()
        if state.persons[person].group != group
    }
    return replace(state, persons={**state.persons, **moved}) if moved else state


def _kept(state: Gathered) -> Gathered:
    """Return the state with a pen in every group, in the hand of one of its members; the same for who stays."""
    members = _members(state)
    stays = state.settings.moves == "all_but_host"
    groups = {
        group: replace(
            circled,
            scribe=_one_of(members.get(group, []), circled.scribe, state.round + stays),
            host=_one_of(members.get(group, []), circled.host, 0) if stays else "",
        )
        for group, circled in state.groups.items()
    }
    return replace(state, groups=groups) if groups != state.groups else state


def _one_of(members: list[str], holds: str, turn: int) -> str:
    if holds in members or not members:
        return holds if holds in members else ""
    return members[turn % len(members)]


def _with_pen(state: Gathered, group: str, person: str) -> Gathered:
    return replace(state, groups={**state.groups, group: replace(state.groups[group], scribe=person)})


def _next_round(state: Gathered, seed: int) -> Gathered:
    """Return the next round: people placed as is set, and the pen in other hands."""
    state = replace(state, sat=(*state.sat, _seats(state)))
    met = (*state.past, *_circles_before(state))
    match state.settings.moves:
        case "everyone" if state.groups:
            state = _seated_by_chance(state, seed, met)
        case "all_but_host" if state.groups:
            state = _with_seats(state, _seats_by_chance(state, seed, met, _hosts(state)))
    groups = {group: replace(circled, scribe="") for group, circled in state.groups.items()}
    return _kept(replace(state, groups=groups))


def _hosts(state: Gathered) -> dict[str, str]:
    return {circled.host: group for group, circled in state.groups.items() if circled.host}


def _seated_by_chance(state: Gathered, seed: int, met: Iterable[Circle]) -> Gathered:
    people = sum(bool(seat.group or not seat.left) for seat in state.persons.values())
    state = _with_groups(state, _count_now(state, people))
    return _with_seats(state, _seats_by_chance(state, seed, met))


def _reshuffled(state: Gathered, seed: int) -> Gathered:
    # Those who sit together now count as met: whoever asks for other groups wants others.
    met = (*state.past, *_circles_before(state), *_circles_of(_seats(state)))
    if state.sat and state.settings.moves == "all_but_host":
        return _kept(_with_seats(state, _seats_by_chance(state, seed, met, _hosts(state))))
    return _kept(_seated_by_chance(state, seed, met))


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
    state = _with_seats(state, command.seats)
    groups = {
        group: replace(
            circled,
            scribe=command.scribes.get(group, circled.scribe),
            host=command.hosts.get(group, circled.host),
        )
        for group, circled in state.groups.items()
    }
    return _kept(replace(state, groups=groups))


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
        topic=_topic_now(state, group),
        sort=len(state.notes) + 1,
        source=source,
    )
    return replace(state, notes={**state.notes, doing.id: note})


def _changed(state: Gathered, note_id: str, **changes: bool | tuple[str, ...]) -> Gathered:
    return replace(state, notes={**state.notes, note_id: replace(state.notes[note_id], **changes)})


# --- what is written -------------------------------------------------------------------------------------


def _written(state: Gathered) -> dict[str, GroupNote]:
    # All words are empty once they have been erased.
    return {note_id: note for note_id, note in state.notes.items() if any(note.words) and not note.withdrawn}


def _written_in(state: Gathered, group: str, by: str, number: int) -> list[GroupNote]:
    """Return what counts for the group's cap in that round; with neighbours each author is a group of their own."""
    return [
        note
        for note in _written(state).values()
        if note.group == group and note.round == number and (group or note.by == by)
    ]


def _told_notes(state: Gathered) -> dict[str, GroupNote]:
    return {note_id: note for note_id, note in _written(state).items() if not note.hidden}


def _by_field(note: GroupNote) -> dict[str, str]:
    return {str(n): word for n, word in enumerate(note.words)}


class Work(msgspec.Struct, frozen=True):
    """What was written about one topic, by one group, or by all; ``number`` is 0 where it is not a group's."""

    id: str
    number: int
    group: str
    topic: Text
    notes: tuple[tuple[str, GroupNote], ...]


def _works(state: Gathered) -> list[Work]:
    """Return what was written, put together as it belongs together."""
    told = sorted(_told_notes(state).items(), key=lambda row: row[1].sort)
    if state.topics and state.groups:
        return [
            Work(
                f"topic-{place + 1}",
                0 if pick(topic.text, ()) else place + 1,
                "",
                topic.text,
                tuple(row for row in told if row[1].topic == place),
            )
            for place, topic in enumerate(state.topics)
        ]
    if not state.groups or state.settings.moves == "everyone":
        return [Work("all", 0, "", {}, tuple(told))]
    return [
        Work(group, circled.number, group, {}, tuple(row for row in told if row[1].group == group))
        for group, circled in _visible(state).items()
    ]


def _item(note_id: str, note: GroupNote) -> Item:
    words = " — ".join(word.strip() for word in note.words if word.strip())
    return Item(note_id, words_as_text(words), of=note.group)


def _mixed(notes: Iterable[tuple[str, GroupNote]]) -> dict[str, WorkNote]:
    rows = sorted((note for _, note in notes), key=lambda note: (note.round, _hash(note.words)))
    return {str(place): _work_note(note, place) for place, note in enumerate(rows, 1)}


def _hash(words: tuple[str, ...]) -> bytes:
    return hashlib.sha256("\x1f".join(words).encode("utf-8", "surrogatepass")).digest()


# --- see it ----------------------------------------------------------------------------------------------


def _called(state: Gathered, number: int) -> Text:
    """Return what a group is called where it goes on as a heading or a company."""
    if not number:
        return {}
    words = ("Pari", "Par", "Pair") if _are_pairs(state) else ("Ryhmä", "Grupp", "Group")
    return {lang: f"{word} {number}" for lang, word in zip(("fi", "sv", "en"), words, strict=True)}


def _are_pairs(state: Gathered) -> bool:
    settings = state.settings
    if settings.how in ("random", "neighbours"):
        return settings.size == 2 and not settings.number
    sizes = [len(members) for members in _members(state).values()]
    return settings.how == "same" and bool(sizes) and set(sizes) <= {2, 3} and sizes.count(3) <= 1


def _stay_together(state: Gathered) -> bool:
    return state.settings.moves in ("nobody", "topics") or state.settings.rounds == 1


def _companies(state: Gathered) -> tuple[Company, ...]:
    members = _members(state)
    return tuple(
        Company(
            group,
            _called(state, circled.number),
            tuple(f"p/{person}" for person in members[group]),
            f"p/{circled.scribe}" if circled.scribe else "",
        )
        for group, circled in state.groups.items()
        if group in members
    )


def _is_shown(state: Gathered, moment: Moment) -> bool:
    settings = state.settings
    return settings.show_work and settings.writes != "nobody" and (moment.stage == "closed" or moment.revealed)


def _view(state: Gathered, sight: Sight, groups: dict[str, GroupLine]) -> GroupsView:
    settings, written = state.settings, _written(state)
    placed = _seats(state)
    return GroupsView(
        how=settings.how,
        size=_most_in_one(state),
        number=len(_visible(state)),
        pairs=_are_pairs(state),
        rounds=settings.rounds,
        round=state.round + 1,
        minutes_per_round=settings.minutes_per_round,
        turns=settings.turns,
        moves=settings.moves,
        roles=settings.roles,
        question=settings.prompts[state.round] if state.round < len(settings.prompts) else {},
        writes=settings.writes,
        fields=settings.fields,
        max_notes=settings.max_notes,
        max_length=settings.max_length,
        cumulative=settings.cumulative,
        show_work=settings.show_work,
        message=state.message,
        people=len(placed),
        loose=len(state.persons) - len(placed),
        listed=_is_listed(state, sight),
        repeats=_met_again(state) if sight.leads else 0,
        shown=_is_shown(state, sight.moment),
        sound=settings.rounds > 1 or settings.turns > 1,
        written=len(written),
        kept_back=sum(note.hidden for note in written.values()),
        loosely=_loose(state) if sight.leads else {},
        groups=groups,
    )


def _is_listed(state: Gathered, sight: Sight) -> bool:
    choosing = state.settings.how in ("tables", "chosen")
    return bool(state.groups) and (choosing or bool(state.topics) or sight.moment.identity == "named")


def _met_again(state: Gathered) -> int:
    """Return how many pairs sit together that met before today, where that was to be avoided."""
    if state.settings.how != "random" or not state.settings.new_company:
        return 0
    moves = state.settings.moves in ("everyone", "all_but_host")
    circles = _circles_of(_seats(state))
    # All in one group have met, of course.
    if len(circles) < 2:
        return 0
    return repeats(circles, (*state.past, *(_circles_before(state) if moves else ())))


def _public_groups(state: Gathered, sight: Sight, *, under: bool) -> dict[str, GroupLine]:
    if _is_shown(state, sight.moment):
        return _shown_work(state, sight)
    if not _is_listed(state, sight):
        return {}
    members, notes = _members(state), _written(state)
    return {
        group: _line(state, group, circled, members.get(group, []), notes, sight, under=under)
        for group, circled in _visible(state).items()
    }


def _line(
    state: Gathered,
    group: str,
    circled: Circled,
    members: list[str],
    notes: Mapping[str, GroupNote],
    sight: Sight,
    *,
    under: bool,
) -> GroupLine:
    topic = _topic_of(state, group)
    return GroupLine(
        sort=circled.number,
        number=circled.number,
        topic=topic.text,
        count=len(members),
        written=sum(note.group == group for note in notes.values()),
        under=_under(topic) if under else {},
        members=_named_members(_with_pen_shown(state, circled, sight), members, sight),
        notes={},
    )


def _topic_of(state: Gathered, group: str) -> Topic:
    place = _topic_now(state, group)
    return state.topics[place] if place >= 0 else Topic()


def _under(topic: Topic) -> dict[str, UnderLine]:
    return {str(n): UnderLine(n, text) for n, text in enumerate(topic.under, 1) if pick(text, ())}


def _named_members(circled: Circled, members: list[str], sight: Sight) -> dict[str, MemberLine]:
    if sight.moment.identity != "named":
        return {}
    return {
        str(n): MemberLine(n, sight.name(f"p/{person}"), person == circled.scribe, person == circled.host)
        for n, person in enumerate(members, 1)
    }


def _shown_work(state: Gathered, sight: Sight) -> dict[str, GroupLine]:
    named = sight.moment.identity == "named" and _stay_together(state)
    members = _members(state) if named else {}
    return {
        work.id: GroupLine(
            sort=place,
            number=work.number,
            topic=work.topic,
            count=len(members.get(work.group, ())),
            written=len(work.notes),
            under={},
            members=_named_members(Circled(0), members.get(work.group, []), sight),
            notes={note_id: _work_note(note, note.sort) for note_id, note in work.notes},
        )
        for place, work in enumerate(_works(state), 1)
        if work.notes
    }


def _work_note(note: GroupNote, sort: int) -> WorkNote:
    return WorkNote(sort, note.round + 1, _by_field(note), note.source, note.hidden)


def _fit_for_phones(groups: dict[str, GroupLine]) -> dict[str, GroupLine]:
    """Return no more rows than phones have room for: names go first, then the last notes."""
    rows = len(groups) + sum(len(line.members) + len(line.notes) for line in groups.values())
    if rows <= MOST_ROWS_ON_A_PHONE:
        return groups
    left, fit = MOST_ROWS_ON_A_PHONE - min(len(groups), MOST_ROWS_ON_A_PHONE), {}
    for group, line in list(groups.items())[:MOST_ROWS_ON_A_PHONE]:
        notes = dict(list(line.notes.items())[:left])
        left -= len(notes)
        fit[group] = replace(line, members={}, notes=notes)
    return fit


def _desk_groups(state: Gathered, sight: Sight) -> dict[str, GroupLine]:
    members, notes = _members(state), _written(state)
    lines = {}
    for group, circled in _visible(state).items() if state.groups else {"": Circled(0)}.items():
        own = {note_id: note for note_id, note in notes.items() if note.group == group}
        topic = _topic_of(state, group)
        lines[group or "all"] = GroupLine(
            sort=circled.number,
            number=circled.number,
            topic=topic.text,
            count=len(members.get(group, ())),
            written=len(own),
            under=_under(topic),
            members=_desk_members(members.get(group, []), _with_pen_shown(state, circled, sight)),
            notes={note_id: _work_note(note, note.sort) for note_id, note in own.items()},
        )
    return lines


def _with_pen_shown(state: Gathered, circled: Circled, sight: Sight) -> Circled:
    # Who holds the pen wrote the note: that is told only where people stand by their names.
    told = state.settings.writes == "scribe" and sight.moment.identity == "named"
    return circled if told else replace(circled, scribe="")


def _desk_members(members: list[str], circled: Circled) -> dict[str, MemberLine]:
    return {
        person: MemberLine(n, "", person == circled.scribe, person == circled.host)
        for n, person in enumerate(members, 1)
    }


def _loose(state: Gathered) -> dict[str, MemberLine]:
    loose = sorted((seat.sort, person) for person, seat in state.persons.items() if not seat.group)
    return _desk_members([person for _, person in loose], Circled(0))


def _names(members: list[str], sight: Sight) -> dict[str, str]:
    named = sorted(name for person in members if (name := sight.name(f"p/{person}")))
    return {str(n): name for n, name in enumerate(named, 1)}


def _table(state: Gathered, author: str) -> TableView:
    own = _seat(state, author)
    if state.groups and not own.group:
        return TableView(topic={}, under={}, scribe=False, of_before=0, notes={})
    topic = _topic_of(state, own.group)
    rows = {
        note_id: _table_note(state, note, author)
        for note_id, note in _told_notes(state).items()
        if _lies_here(state, note, own.group, author)
    }
    return TableView(
        topic=topic.text,
        under=_under(topic),
        scribe=bool(own.group and state.groups[own.group].scribe),
        of_before=sum(row.earlier for row in rows.values()),
        notes=rows,
    )


def _table_note(state: Gathered, note: GroupNote, author: str) -> TableNote:
    return TableNote(
        sort=note.sort,
        round=note.round + 1,
        fields=_by_field(note),
        earlier=_is_earlier(state, note, _seat(state, author).group),
        may_change=_may_change(state, note, author),
    )


def _is_earlier(state: Gathered, note: GroupNote, group: str) -> bool:
    if note.group != group:
        return True
    return note.round != state.round and state.settings.moves != "nobody"


def _lies_here(state: Gathered, note: GroupNote, group: str, author: str) -> bool:
    """Tell whether a note lies on the table of this group now."""
    if not state.groups:
        return note.by == author
    if not _is_earlier(state, note, group):
        return True
    if not state.settings.cumulative or state.settings.moves == "nobody":
        return False
    topic = _topic_now(state, group)
    return note.topic == topic if topic >= 0 else note.group == group


# --- pretend ---------------------------------------------------------------------------------------------


def _pretend_most(state: Gathered, who: int) -> int:
    most = state.settings.max_notes or 3
    return min(most, 1 + who % 3)


def _pretend_note(state: Gathered, activity: str, who: int, n: int, says: PretendWords) -> WriteForGroup:
    def saying(place: int) -> str:
        return says.notes[(who * 3 + n * 7 + place * 5) % len(says.notes)][: state.settings.max_length]

    fields = {str(place): saying(place) for place in range(len(state.settings.fields))}
    return WriteForGroup(activity=activity, text="" if fields else saying(0), fields=fields)
