"""Who is in which group, and what groups wrote: the settings, the state, and what follows from it.

Not a kind. Floor 1; pure.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Literal, TypeVar

import msgspec

from facilitator.activities.seating import Circle, Rules
from facilitator.core.kind import Company
from facilitator.core.refusal import Refusal
from facilitator.core.text import Text, pick

MOST_GROUPS = 150
USUAL_SIZE = 4

How = Literal["random", "neighbours", "tables", "chosen", "same"]
Moves = Literal["nobody", "all_but_host", "everyone", "topics"]
Key = TypeVar("Key", str, int)


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


Row = tuple[str, GroupNote]


# --- who sits where --------------------------------------------------------------------------------------


def seat_of(state: Gathered, author: str) -> Seat:
    """Return where this author sits; nowhere if they do not take part."""
    return state.persons.get(author[2:], Seat(0))


def seats_of(state: Gathered) -> dict[str, str]:
    """Return person → group, for all who have one."""
    return {person: seat.group for person, seat in state.persons.items() if seat.group}


def circles_of(seats: Mapping[str, str]) -> tuple[Circle, ...]:
    """Return the people of each group that has two or more, as authors."""
    circles: dict[str, list[str]] = {}
    for person, group in sorted(seats.items()):
        circles.setdefault(group, []).append(f"p/{person}")
    return tuple(tuple(circle) for _, circle in sorted(circles.items()) if len(circle) > 1)


def circles_before(state: Gathered) -> tuple[Circle, ...]:
    """Return the circles of the rounds that are over."""
    return tuple(circle for seats in state.sat for circle in circles_of(seats))


def members_of(state: Gathered) -> dict[str, list[str]]:
    """Return who is in each group, in their steady order."""
    members: dict[str, list[str]] = {}
    for person, own in sorted(state.persons.items(), key=lambda row: row[1].sort):
        if own.group:
            members.setdefault(own.group, []).append(person)
    return members


def most_in_one(state: Gathered) -> int:
    """Return how many have room in one group; 0 is no limit."""
    return state.settings.size if state.settings.how == "chosen" else 0


def smallest_group(state: Gathered) -> str:
    """Return the group that somebody who comes late is put into; nothing if all are full."""
    members, most = members_of(state), most_in_one(state)
    open_groups = [
        (len(members.get(group, ())), circled.number, group)
        for group, circled in visible_groups(state).items()
        if not most or len(members.get(group, ())) < most
    ]
    return min(open_groups)[2] if open_groups else ""


def visible_groups(state: Gathered) -> dict[str, Circled]:
    """Return the groups that are there: those with somebody or something in them, and those one could choose."""
    used = set(seats_of(state).values()) | {note.group for note in written_notes(state).values()}
    waits = state.settings.how in ("tables", "chosen") or not seats_of(state)
    return {
        group: circled
        for group, circled in state.groups.items()
        if group in used or (waits and circled.number <= state.base)
    }


def is_there(state: Gathered, group: str) -> bool:
    """Whether there is such a group; with neighbours nothing is the one of all."""
    return group in state.groups or (group == "" and not state.groups)


def are_pairs(state: Gathered) -> bool:
    """Whether all are pairs, but for a trio."""
    settings = state.settings
    if settings.how in ("random", "neighbours", "chosen"):
        # Where people choose, groups of two are called so before anybody is in one.
        return settings.size == 2 and not settings.number
    sizes = [len(members) for members in members_of(state).values()]
    return settings.how == "same" and bool(sizes) and set(sizes) <= {2, 3} and sizes.count(3) <= 1


def stay_together(state: Gathered) -> bool:
    """Whether nobody changes groups."""
    return state.settings.moves in ("nobody", "topics") or state.settings.rounds == 1


def companies_of(state: Gathered) -> tuple[Company, ...]:
    """Return who sits together now, as those who answer as one in a later step."""
    members = members_of(state)
    return tuple(
        Company(
            group,
            called(state, circled.number),
            tuple(f"p/{person}" for person in members[group]),
            f"p/{circled.scribe}" if circled.scribe else "",
        )
        for group, circled in state.groups.items()
        if group in members
    )


def called(state: Gathered, number: int) -> Text:
    """Return what a group is called where it goes on as a heading or a company."""
    if not number:
        return {}
    words = ("Pari", "Par", "Pair") if are_pairs(state) else ("Ryhmä", "Grupp", "Group")
    return {lang: f"{word} {number}" for lang, word in zip(("fi", "sv", "en"), words, strict=True)}


# --- what it is about ------------------------------------------------------------------------------------


def topic_now(state: Gathered, group: str) -> int:
    """Return the place of the group's topic; −1 if there is none."""
    if not state.topics or group not in state.groups:
        return -1
    turn = state.round if state.settings.moves == "topics" else 0
    return (state.groups[group].number - 1 + turn) % len(state.topics)


def topic_of(state: Gathered, group: str) -> Topic:
    """Return what the group is about now."""
    place = topic_now(state, group)
    return state.topics[place] if place >= 0 else Topic()


# --- what is written -------------------------------------------------------------------------------------


def refuse_pen(state: Gathered, author: str) -> Refusal | None:
    """Return why this author may not write now, or nothing."""
    own = seat_of(state, author).group
    if state.settings.writes == "nobody":
        return Refusal("nothing_to_write")
    if not own:
        # With neighbours there are no groups to be in: each writes for those beside.
        return Refusal("no_group") if state.groups else None
    if state.settings.writes == "scribe" and state.groups[own].scribe != author[2:]:
        return Refusal("not_scribe")
    return None


def may_change(state: Gathered, note: GroupNote, author: str) -> bool:
    """Tell whether this author may change it: the pen's holder what the group wrote now, others their own."""
    if state.settings.writes == "everyone" or not state.groups:
        return note.by == author
    now = note.round == state.round or state.settings.moves == "nobody"
    return now and note.group == seat_of(state, author).group and refuse_pen(state, author) is None


def written_notes(state: Gathered) -> dict[str, GroupNote]:
    """Return the notes that stand: neither taken back nor erased."""
    # All words are empty once they have been erased.
    return {note_id: note for note_id, note in state.notes.items() if any(note.words) and not note.withdrawn}


def written_in(state: Gathered, group: str, by: str, number: int) -> list[GroupNote]:
    """Return what counts for the group's cap in that round; with neighbours each author is a group of their own."""
    return [
        note
        for note in written_notes(state).values()
        if note.group == group and note.round == number and (group or note.by == by)
    ]


def told_notes(state: Gathered) -> dict[str, GroupNote]:
    """Return the notes that stand and that no leader hid."""
    return {note_id: note for note_id, note in written_notes(state).items() if not note.hidden}


def by_field(note: GroupNote) -> dict[str, str]:
    """Return the words of a note by the place of their field."""
    return {str(n): word for n, word in enumerate(note.words)}


class Work(msgspec.Struct, frozen=True):
    """What was written about one topic, by one group, or by all; ``number`` is 0 where it is not a group's."""

    id: str
    number: int
    group: str
    topic: Text
    notes: tuple[tuple[str, GroupNote], ...]


def works_of(state: Gathered) -> list[Work]:
    """Return what was written, put together as it belongs together."""
    told = sorted(told_notes(state).items(), key=lambda row: row[1].sort)
    of_topic, of_group = _heaps(told, lambda note: note.topic), _heaps(told, lambda note: note.group)
    if state.topics and state.groups:
        return [
            Work(
                f"topic-{place + 1}",
                0 if pick(topic.text, ()) else place + 1,
                "",
                topic.text,
                tuple(of_topic.get(place, ())),
            )
            for place, topic in enumerate(state.topics)
        ]
    if not state.groups or state.settings.moves == "everyone":
        return [Work("all", 0, "", {}, tuple(told))]
    return [
        Work(group, circled.number, group, {}, tuple(of_group.get(group, ())))
        for group, circled in visible_groups(state).items()
    ]


def _heaps(rows: Iterable[Row], key: Callable[[GroupNote], Key]) -> dict[Key, list[Row]]:
    heaps: dict[Key, list[Row]] = {}
    for row in rows:
        heaps.setdefault(key(row[1]), []).append(row)
    return heaps


def by_group(notes: Mapping[str, GroupNote]) -> dict[str, dict[str, GroupNote]]:
    """Return the notes of each group that has some."""
    return {group: dict(rows) for group, rows in _heaps(notes.items(), lambda note: note.group).items()}
