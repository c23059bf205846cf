"""Whatever comes, in whatever order, twice or too late: budgets, versions and the sizes of groups stay right."""

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from facilitator.activities.consent import EditProposal, TakeStance
from facilitator.activities.groups import ChooseGroup, NextRound, Reshuffle
from facilitator.core.kind import ActivityCommand, EndGrace
from tests.laws.days import IDENTITIES, KINDS, LEADER, PEOPLE, ROOM, Day

Asked = tuple[str, msgspec.Struct]


# From a seed: a day of every kind draws more than Hypothesis keeps track of.
@given(st.integers(0, 2**32).map(random.Random), st.sampled_from(IDENTITIES))
def test_any_order_of_commands_with_doubles_and_late_ones_leaves_every_bound_right(
    chance: random.Random, identity: str
) -> None:
    day = Day(identity)  # type: ignore[arg-type]
    late: list[Asked] = []
    for kind in KINDS:
        day.open(kind)
        said: list[Asked] = []
        for place in range(14):
            again = said and chance.random() < 0.25
            by, command = chance.choice(said) if again else day.something(chance, kind, f"word{place}")
            if day.do(by, command) is None:
                said.append((by, command))
            BOUNDS.get(kind, fine)(day.activity(kind).state)
        refuse_late(day, late)
        late = [(by, command) for by, command in said if by[0] in "ap"]


def refuse_late(day: Day, late: list[Asked]) -> None:
    """Assert that what people sent to an activity that has closed meanwhile is refused and changes nothing."""
    for by, command in late[:1]:
        assert isinstance(command, ActivityCommand), by
        day.do(ROOM, EndGrace(activity=command.activity))
    before = day.workshop
    for by, command in late:
        assert day.do(by, command) is not None, command
    assert day.workshop is before


def fine(_state: Any) -> None:
    """For kinds that count nothing."""


def check_vote(state: Any) -> None:
    for ballot in state.ballots.values():
        assert 0 < sum(ballot.values()) <= 4
        assert max(ballot.values()) <= 2
    for key, option in state.options.items():
        assert option.dots == sum(ballot.get(key, 0) for ballot in state.ballots.values())


def check_collect(state: Any) -> None:
    people = (note for note in state.notes.values() if note.by[:1] in ("a", "p"))
    written = Counter(note.by for note in people if not note.withdrawn)
    assert max(written.values(), default=0) <= 3


def check_groups(state: Any) -> None:
    members = {group: [p for p, seat in state.persons.items() if seat.group == group] for group in state.groups}
    assert {seat.group for seat in state.persons.values()} <= {"", *state.groups}
    for group, circled in state.groups.items():
        # Whoever writes or stays is one of them, and somebody is wherever anybody sits.
        assert circled.scribe in members[group] or (not members[group] and not circled.scribe)
        assert circled.host in members[group] or (not members[group] and not circled.host)
    written = Counter((n.group, n.round) for n in state.notes.values() if not n.withdrawn and any(n.words))
    assert max(written.values(), default=0) <= 3
    assert state.round < 3


def check_consent(state: Any) -> None:
    for proposal in state.proposals.values():
        numbers = [version.number for version in proposal.versions]
        assert numbers == sorted(set(numbers))
        assert proposal.last >= numbers[-1]
        for version in proposal.versions:
            assert sum(version.tally) == len(version.stances)
            assert Counter(version.stances.values()) == {n: x for n, x in enumerate(version.tally) if x}


def check_rank(state: Any) -> None:
    for order in state.orders.values():
        assert len(set(order)) == len(order)
        assert set(order) <= set(state.items)


def check_round(state: Any) -> None:
    places = [turn.place for turn in state.persons.values()]
    assert len(set(places)) == len(places)
    assert state.mark.speaker in ("", *state.persons)
    assert state.mark.speaker not in {key for key, turn in state.persons.items() if turn.passed}


def check_cluster(state: Any) -> None:
    for key, note in state.notes.items():
        assert note.heading in ("", *state.headings)
        assert not note.heading or not state.headings[note.heading].removed
        # What is merged is merged into something that is not, and never into itself.
        assert not note.into or (note.into != key and not state.notes[note.into].into)


BOUNDS: dict[str, Callable[[Any], None]] = {
    "vote": check_vote,
    "collect": check_collect,
    "groups": check_groups,
    "consent": check_consent,
    "rank": check_rank,
    "round": check_round,
    "cluster": check_cluster,
}


@given(st.randoms(use_true_random=False))
def test_groups_made_anew_hold_everyone_once_and_differ_by_one_at_most(chance: random.Random) -> None:
    day = Day("named", groups={"writes": "nobody", "rounds": 8})
    activity = day.open("groups")
    for place in range(15):
        day.do(*day.something(chance, "groups", f"word{place}"))
        anew = (NextRound, Reshuffle)[chance.randrange(2)](activity=activity)
        gone = {p for p, seat in day.activity("groups").state.persons.items() if not seat.group and seat.left}
        if day.do(LEADER, anew) is None:
            state = day.activity("groups").state
            sizes = Counter(seat.group for person, seat in state.persons.items() if person not in gone)
            assert "" not in sizes
            assert sum(sizes.values()) == PEOPLE - len(gone)
            everywhere = [sizes[group] for group in state.groups if sizes[group]]
            assert max(everywhere, default=0) - min(everywhere, default=0) <= 1


@given(st.randoms(use_true_random=False))
def test_no_group_that_people_choose_is_ever_overfull(chance: random.Random) -> None:
    day = Day("group", groups={"how": "chosen", "size": 2, "number": 3})
    activity = day.open("groups")
    for _ in range(25):
        groups = list(day.activity("groups").state.groups)
        by = day.author(chance.randrange(PEOPLE), "groups")
        day.do(by, ChooseGroup(activity=activity, group=chance.choice(groups)))
        sizes = Counter(seat.group for seat in day.activity("groups").state.persons.values() if seat.group)
        assert max(sizes.values(), default=0) <= 2


@given(st.randoms(use_true_random=False), st.sampled_from(IDENTITIES))
def test_a_stance_counts_for_the_wording_it_was_taken_on_and_no_other(chance: random.Random, identity: str) -> None:
    day = Day(identity, consent={"reason_below": 0})  # type: ignore[arg-type]
    activity = day.open("consent")
    taken: list[tuple[str, TakeStance]] = []
    for place in range(25):
        key, proposal = chance.choice(list(day.activity("consent").state.proposals.items()))
        by = day.author(chance.randrange(PEOPLE), "consent")
        stance = TakeStance(
            activity=activity, proposal=key, version=proposal.versions[-1].number, level=chance.randrange(6)
        )
        if chance.random() < 0.2:
            day.do(LEADER, EditProposal(activity=activity, proposal=key, text={"en": f"anew {place}"}))
        elif taken and chance.random() < 0.3:
            by, stance = chance.choice(taken)
        present = day.activity("consent").state.proposals[stance.proposal].versions[-1]
        no = day.do(by, stance)
        if no is None:
            taken.append((by, stance))
        assert (no is None) == (stance.version == present.number), (no, stance)
        check_consent(day.activity("consent").state)
