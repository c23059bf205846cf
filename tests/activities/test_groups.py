"""Groups: who sits where, and what they write."""

import time
from itertools import combinations
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from facilitator.activities.groups import (
    AddGroupPaper,
    BeScribe,
    ChooseGroup,
    EditForGroup,
    FindGroup,
    Gathered,
    GroupsSettings,
    MovePerson,
    NextRound,
    Reshuffle,
    TellGroups,
    WithdrawForGroup,
    WriteForGroup,
    kind,
)
from facilitator.core.actors import Doing
from facilitator.core.ids import derived_id
from facilitator.core.kind import ActivityCommand, Company, Inputs, Item, Moment, Present, Sight
from facilitator.core.refusal import Refusal
from facilitator.core.text import words_as_text
from tests.laws.days import LEADER

LIVELY = {
    "number": 2,
    "rounds": 3,
    "moves": "all_but_host",
    "writes": "everyone",
    "fields": [{"en": "rule"}, {"en": "sign"}],
    "max_notes": 3,
    "cumulative": True,
    "mix": "teams",
}

OPEN, CLOSED = Sight(Moment(identity="group")), Sight(Moment("closed", identity="group"))
DESK = Sight(Moment(identity="group"), leads=True)
TOPICS = [{"en": word} for word in ("peace", "news", "starting", "shifts", "praise")]


class Room:
    """Some people in the activity; commands are refused or folded as a workshop would."""

    def __init__(self, people: int = 0, inputs: Inputs | None = None, seed: int = 1, **settings: Any) -> None:
        self.people = [f"p/{derived_id('person', str(n))}" for n in range(people)]
        inputs = inputs or Inputs()
        if not inputs.people:
            inputs = msgspec.structs.replace(inputs, people=tuple(Present(by) for by in self.people))
        self.state: Gathered = kind.begin(msgspec.convert(settings, GroupsSettings), inputs, seed)
        self._count = 0

    def do(self, by: str, command: ActivityCommand) -> Refusal | None:
        self._count += 1
        self.doing = Doing(by, 1, derived_id("command", str(self._count)), self._count * 7919)
        no = kind.refuse(self.state, command, self.doing, Moment(identity="group"))
        if no is None:
            self.before = self.state
            self.state = kind.reduce(self.state, command, self.doing, Moment(identity="group"))
        return no

    def must(self, by: str, command: ActivityCommand) -> str:
        no = self.do(by, command)
        assert no is None, no
        return self.doing.id

    def lead(self, command: ActivityCommand) -> None:
        self.must(LEADER, command)

    def undo(self, command: ActivityCommand) -> None:
        """Take back what a leader just did."""
        inverse = kind.inverse(self.before, command, self.doing)
        assert inverse is not None
        self.must(LEADER, inverse)

    def circles(self) -> list[set[str]]:
        by_group: dict[str, set[str]] = {}
        for person, seat in self.state.persons.items():
            if seat.group:
                by_group.setdefault(seat.group, set()).add(f"p/{person}")
        return list(by_group.values())

    def sizes(self) -> list[int]:
        return sorted(map(len, self.circles()))

    def scribe(self, group: str) -> str:
        return f"p/{self.state.groups[group].scribe}"

    def group_of(self, by: str) -> str:
        return self.state.persons[by[2:]].group

    def write(self, by: str, text: str) -> str:
        return self.must(by, WriteForGroup(activity="x", text=text))

    def reads(self, by: str) -> list[str]:
        return [note.fields["0"] for note in kind.group(self.state, by, OPEN).notes.values()]


def with_items(*words: str) -> Inputs:
    return Inputs(tuple(Item(derived_id("item", word), words_as_text(word)) for word in words))


# --- who sits where --------------------------------------------------------------------------------------


def test_an_odd_number_of_pairs_makes_a_trio() -> None:
    assert Room(25, size=2).sizes() == [2] * 11 + [3]


def test_nobody_knows_who_sits_where_but_the_desk() -> None:
    room = Room(6, size=3, topics=TOPICS[:2])
    told = [msgspec.json.encode(show(room.state, OPEN)).decode() for show in (kind.board, kind.phone, kind.summary)]
    for person in room.people:
        assert all(person[2:] not in view for view in told)
        assert person[2:] in msgspec.json.encode(kind.desk(room.state, DESK)).decode()


def test_a_late_comer_comes_into_the_smallest_group() -> None:
    room = Room(7, size=4)
    assert room.sizes() == [3, 4]
    room.must("p/late", FindGroup(activity="x"))
    assert room.sizes() == [4, 4]
    again = room.state
    room.must("p/late", FindGroup(activity="x"))
    assert room.state is again


def test_people_choose_until_a_group_is_full() -> None:
    room = Room(3, how="chosen", size=2, topics=TOPICS[:2])
    assert room.circles() == []
    first, second = room.state.groups
    for person in room.people[:2]:
        room.must(person, ChooseGroup(activity="x", group=first))
    assert room.do(room.people[2], ChooseGroup(activity="x", group=first)) == Refusal("group_full", {"most": 2})
    room.must(room.people[2], ChooseGroup(activity="x", group=second))
    room.must(room.people[1], ChooseGroup(activity="x", group=second))
    assert room.sizes() == [1, 2]
    assert Room(2).do("p/x", ChooseGroup(activity="x", group=first)) == Refusal("groups_are_made")


def test_when_all_are_full_the_last_one_is_told_so() -> None:
    room = Room(1, how="chosen", size=1, topics=TOPICS[:1])
    room.must(room.people[0], FindGroup(activity="x"))
    assert room.do("p/late", FindGroup(activity="x")) == Refusal("no_group_open")


def test_a_table_takes_as_many_as_say_they_sit_there() -> None:
    room = Room(9, how="tables", number=3)
    for person in room.people:
        room.must(person, ChooseGroup(activity="x", group=next(iter(room.state.groups))))
    assert room.sizes() == [9]
    assert len(kind.phone(room.state, OPEN).groups) == 3


def test_with_neighbours_nobody_is_placed_and_each_writes_for_those_beside() -> None:
    room = Room(4, how="neighbours", size=2, writes="everyone", max_notes=1)
    assert room.circles() == []
    assert kind.met(room.state) == ()
    one, other = room.people[:2]
    room.write(one, "ours")
    assert room.reads(one) == ["ours"]
    assert room.reads(other) == []
    assert room.do(one, WriteForGroup(activity="x", text="more")) == Refusal("no_group_notes_left", {"most": 1})
    room.write(other, "theirs")


def companies(room: Room, count: int) -> tuple[Company, ...]:
    return tuple(
        Company(f"c{n}", {}, tuple(room.people[2 * n : 2 * n + 2]), room.people[2 * n]) for n in range(count)
    )


def test_nobody_meets_again_who_met_earlier_today() -> None:
    met: tuple[tuple[str, ...], ...] = ()
    for turn in range(5):
        room = Room(16, Inputs(met=met), seed=turn, size=4)
        pairs = {pair for circle in room.circles() for pair in combinations(sorted(circle), 2)}
        assert not pairs & {pair for circle in met for pair in combinations(sorted(circle), 2)}
        assert kind.desk(room.state, DESK).repeats == 0
        met += kind.met(room.state)
    assert kind.desk(Room(16, Inputs(met=met), size=4).state, DESK).repeats > 0


# --- rounds ----------------------------------------------------------------------------------------------


def test_with_everyone_moving_a_pair_meets_new_people_each_round() -> None:
    room = Room(8, size=2, moves="everyone", rounds=7)
    met: set[tuple[str, ...]] = set()
    for _ in range(7):
        pairs = {tuple(sorted(circle)) for circle in room.circles()}
        assert not pairs & met
        met |= pairs
        if len(met) < 28:
            room.lead(NextRound(activity="x"))
    assert room.do(LEADER, NextRound(activity="x")) == Refusal("no_more_rounds")
    assert len(kind.met(room.state)) == 28


def test_two_who_press_at_once_skip_no_round() -> None:
    room = Room(4, rounds=4)
    room.lead(NextRound(activity="x", to=2))
    assert room.do(LEADER, NextRound(activity="x", to=2)) == Refusal("changed_since")
    assert kind.next_command(room.state, "x") == NextRound(activity="x", to=3)


def test_a_round_has_its_own_minutes_and_question() -> None:
    room = Room(4, rounds=2, minutes_per_round=8, prompts=[{"en": "first"}, {"en": "second"}])
    assert kind.minutes_now(room.state, None) == 8
    assert kind.minutes_now(room.state, NextRound(activity="x")) == 8
    assert kind.minutes_now(room.state, Reshuffle(activity="x")) is None
    assert kind.minutes_now(Room(4).state, None) is None
    assert kind.board(room.state, OPEN).question == {"en": "first"}
    room.lead(NextRound(activity="x"))
    assert kind.board(room.state, OPEN).question == {"en": "second"}
    assert kind.next_command(room.state, "x") is None


def test_the_pen_goes_round() -> None:
    room = Room(4, size=4, rounds=4, writes="scribe")
    group = next(iter(room.state.groups))
    held = {room.scribe(group)}
    for _ in range(3):
        room.lead(NextRound(activity="x"))
        held.add(room.scribe(group))
    assert held == set(room.people)


# --- what leaders do, and take back ----------------------------------------------------------------------


def test_asking_for_other_groups_gives_others_and_can_be_taken_back() -> None:
    room = Room(12, size=4)
    before = room.state
    pairs = {pair for circle in room.circles() for pair in combinations(sorted(circle), 2)}
    room.lead(Reshuffle(activity="x"))
    after = {pair for circle in room.circles() for pair in combinations(sorted(circle), 2)}
    assert len(pairs & after) < len(pairs) / 2
    room.undo(Reshuffle(activity="x"))
    assert kind.desk(room.state, DESK) == kind.desk(before, DESK)


def test_asking_for_other_pairs_never_gives_the_same_ones() -> None:
    for seed in range(8):
        room = Room(4, size=2, seed=seed)
        before = {frozenset(circle) for circle in room.circles()}
        room.lead(Reshuffle(activity="x"))
        assert not before & {frozenset(circle) for circle in room.circles()}


def test_one_person_is_moved_and_the_pen_stays_in_the_group() -> None:
    room = Room(8, size=4, writes="scribe")
    before, (one, other) = room.state, list(room.state.groups)
    person = room.state.groups[one].scribe
    move = MovePerson(activity="x", person=person, group=other)
    room.lead(move)
    assert room.sizes() == [3, 5]
    assert room.group_of(room.scribe(one)) == one
    room.undo(move)
    assert kind.desk(room.state, DESK) == kind.desk(before, DESK)


def test_who_has_left_early_is_in_no_group_and_is_not_placed_again() -> None:
    room = Room(9, size=3)
    gone = room.people[0]
    room.lead(MovePerson(activity="x", person=gone[2:]))
    assert kind.desk(room.state, DESK).loose == 1
    room.lead(Reshuffle(activity="x"))
    assert room.group_of(gone) == ""


def test_a_round_can_be_taken_back_and_a_move_of_the_round_before_cannot() -> None:
    room = Room(10, moves="all_but_host", rounds=3, number=2)
    before = room.state
    move = MovePerson(activity="x", person=room.people[0][2:], group=list(room.state.groups)[1])
    inverse = kind.inverse(room.state, move, Doing(LEADER, 1, "id", 1))
    room.lead(NextRound(activity="x"))
    assert inverse is not None
    assert room.do(LEADER, inverse) == Refusal("changed_since")
    room.lead(NextRound(activity="x"))
    room.undo(NextRound(activity="x"))
    assert kind.desk(room.state, DESK).round == 2
    assert kind.desk(before, DESK).round == 1


def test_what_is_told_to_the_groups_is_on_all_phones_until_it_is_taken_away() -> None:
    room = Room(4)
    told = TellGroups(activity="x", text="two minutes")
    room.lead(told)
    assert kind.phone(room.state, OPEN).message == "two minutes"
    room.undo(told)
    assert kind.phone(room.state, OPEN).message == ""


# --- what groups write -----------------------------------------------------------------------------------


def test_only_the_one_with_the_pen_writes_and_anyone_of_the_group_can_take_it() -> None:
    room = Room(8, size=4, writes="scribe")
    group, stranger_group = room.state.groups
    scribe = room.scribe(group)
    other = next(by for by in room.people if room.group_of(by) == group and by != scribe)
    assert room.do(other, WriteForGroup(activity="x", text="no")) == Refusal("not_scribe")
    note = room.write(scribe, "ours")
    room.must(other, BeScribe(activity="x"))
    assert room.do(scribe, WriteForGroup(activity="x", text="no")) == Refusal("not_scribe")
    room.must(other, EditForGroup(activity="x", note=note, text="ours, better"))
    stranger = room.scribe(stranger_group)
    for command in (EditForGroup(activity="x", note=note, text="mine"), WithdrawForGroup(activity="x", note=note)):
        assert room.do(stranger, command) == Refusal("not_yours")
    assert room.reads(other) == ["ours, better"]


def test_only_ones_own_table_reads_what_it_writes_until_the_close() -> None:
    room = Room(8, size=4, writes="everyone")
    one, _other = room.state.groups
    writer = next(by for by in room.people if room.group_of(by) == one)
    room.write(writer, "zebra")
    for person in room.people:
        assert room.reads(person) == (["zebra"] if room.group_of(person) == one else [])
        assert b"zebra" not in msgspec.json.encode(kind.mine(room.state, person, OPEN))
    for show in (kind.board, kind.phone):
        assert b"zebra" not in msgspec.json.encode(show(room.state, OPEN))
        assert b"zebra" in msgspec.json.encode(show(room.state, CLOSED))
    assert set(kind.company_of(room.state, writer)) == {
        by for by in room.people if room.group_of(by) == one and by != writer
    }


def test_the_next_ones_at_a_topic_go_on_with_what_is_there() -> None:
    for cumulative in (True, False):
        room = Room(6, number=2, moves="all_but_host", rounds=2, writes="everyone", cumulative=cumulative)
        writer = next(by for by in room.people if by[2:] not in {c.host for c in room.state.groups.values()})
        table = room.group_of(writer)
        note = room.write(writer, "first visitors")
        room.lead(NextRound(activity="x"))
        assert room.group_of(writer) != table
        here = [by for by in room.people if room.group_of(by) == table]
        assert here
        for person in here:
            assert room.reads(person) == (["first visitors"] if cumulative else [])
        if cumulative:
            row = kind.group(room.state, here[0], OPEN).notes[note]
            assert (row.earlier, row.may_change) == (True, False)
        assert room.reads(writer) == []


def test_a_note_has_its_fields_and_flows_on_as_one() -> None:
    fields = [{"en": "Rule"}, {"en": "Everyday sign"}]
    room = Room(3, size=3, writes="everyone", fields=fields, max_length=20)
    writer = room.people[0]
    asked = WriteForGroup(activity="x", fields={"0": "We knock", "1": "Doors are shut"})
    room.must(writer, asked)
    assert kind.yields(room.state, Moment()).items[0].text == {"": "We knock — Doors are shut"}
    assert room.do(writer, WriteForGroup(activity="x", fields={"2": "x"})) == Refusal("no_such_field")
    assert room.do(writer, WriteForGroup(activity="x", fields={"1": "x" * 21})) == Refusal("too_long", {"most": 20})
    assert room.do(writer, WriteForGroup(activity="x", fields={"1": " "})) == Refusal("empty")
    assert kind.tables(room.state, CLOSED)[0] == ["Group", "Topic", "Rule", "Everyday sign", "Source"]


def test_the_cap_is_the_groups_and_starts_anew_each_round() -> None:
    room = Room(2, size=2, writes="everyone", max_notes=2, rounds=2)
    one, other = room.people
    note = room.write(one, "a")
    room.write(other, "b")
    full = Refusal("no_group_notes_left", {"most": 2})
    assert room.do(one, WriteForGroup(activity="x", text="c")) == full
    room.must(one, WithdrawForGroup(activity="x", note=note))
    room.write(one, "c")
    assert room.do(one, WithdrawForGroup(activity="x", note=note, on=False)) == full
    room.lead(NextRound(activity="x"))
    assert kind.mine(room.state, one, OPEN).left == 2


def test_what_a_group_wrote_on_paper_can_be_added_and_taken_back() -> None:
    room = Room(4, size=2, writes="scribe")
    paper = AddGroupPaper(activity="x", group=list(room.state.groups)[1], text="on paper")
    room.lead(paper)
    summary = kind.summary(room.state, CLOSED)
    assert [(line.number, note.source) for line in summary.groups.values() for note in line.notes.values()] == [
        (2, "paper")
    ]
    room.undo(paper)
    assert kind.summary(room.state, CLOSED).groups == {}


# --- what flows in, and on -------------------------------------------------------------------------------


# --- by chance -------------------------------------------------------------------------------------------

ACTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 11), st.integers(0, 3)), max_size=40)


@given(
    ACTS,
    st.integers(0, 12),
    st.sampled_from(["random", "tables", "chosen"]),
    st.sampled_from(["nobody", "all_but_host", "everyone", "topics"]),
)
def test_whatever_happens_everyone_is_in_one_group_at_most_and_its_pen_is_in_it(
    acts: list[tuple[int, int, int]], people: int, how: str, moves: str
) -> None:
    room = Room(people, how=how, moves=moves, rounds=8, size=3, writes="scribe", max_notes=2, topics=TOPICS[:2])
    persons = [*room.people, "p/late1", "p/late2"]
    for act, who, where in acts:
        person, groups = persons[who % len(persons)], list(room.state.groups)
        group = groups[where % len(groups)]
        commands: list[tuple[str, ActivityCommand]] = [
            (person, FindGroup(activity="x")),
            (person, ChooseGroup(activity="x", group=group)),
            (person, BeScribe(activity="x")),
            (person, WriteForGroup(activity="x", text="words")),
            (LEADER, NextRound(activity="x")),
            (LEADER, Reshuffle(activity="x")),
            (LEADER, MovePerson(activity="x", person=person[2:], group=group)),
            (LEADER, MovePerson(activity="x", person=person[2:])),
        ]
        room.do(*commands[act % len(commands)])
        check(room)


def check(room: Room) -> None:
    state = room.state
    for group, circled in state.groups.items():
        members = {person for person, seat in state.persons.items() if seat.group == group}
        assert circled.scribe in (members or {""})
        assert not circled.host or circled.host in members
    if state.settings.how == "chosen":
        assert kind.board(state, OPEN).size == 3
    for number in range(state.round + 1):
        for group in state.groups:
            assert sum(note.round == number and note.group == group for note in state.notes.values()) <= 2


def test_three_hundred_people_are_placed_within_a_second_after_eight_rounds() -> None:
    people = tuple(Present(f"p/{derived_id('crowd', str(n))}", f"team{n % 30}", manager=n < 30) for n in range(300))
    room = Room(inputs=Inputs(people=people), size=4, moves="everyone", rounds=8, mix="teams", manager_apart=True)
    for _ in range(7):
        room.lead(NextRound(activity="x"))
    met = kind.met(room.state)
    began = time.perf_counter()
    last = Room(inputs=Inputs(people=people, met=met), size=4, mix="teams", manager_apart=True)
    took = time.perf_counter() - began
    assert kind.desk(last.state, DESK).repeats == 0
    assert took < 1
