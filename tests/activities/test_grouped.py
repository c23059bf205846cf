"""Who is in which group, what a group is about, and what counts as written."""

from facilitator.activities.groups import (
    NextRound,
    WithdrawForGroup,
    kind,
)
from facilitator.core.kind import Moment
from facilitator.core.refusal import Refusal
from tests.activities.test_groups import OPEN, TOPICS, Room, with_items
from tests.laws.days import LEADER


def test_where_topics_move_people_stay_and_see_another_topic() -> None:
    room = Room(8, size=4, moves="topics", rounds=3, topics=TOPICS[:3])
    before = room.circles()
    person, seen = room.people[0], []
    for number in (2, 3, 4):
        seen.append(kind.group(room.state, person, OPEN).topic["en"])
        assert (room.do(LEADER, NextRound(activity="x", to=number)) is None) == (number < 4)
    assert sorted(seen) == ["news", "peace", "starting"]
    assert room.circles() == before


def test_what_was_written_flows_on_by_topic_and_the_groups_as_companies() -> None:
    room = Room(4, with_items("peace", "news"), size=2, writes="everyone")
    for person in room.people:
        room.write(person, f"about {kind.group(room.state, person, OPEN).topic['']}")
    yielded = kind.yields(room.state, Moment())
    assert [(group.text[""], len(group.items)) for group in yielded.groups] == [("peace", 2), ("news", 2)]
    assert all(item.text[""] == f"about {group.text['']}" for group in yielded.groups for item in group.items)
    assert [set(company.members) for company in yielded.companies] == room.circles()
    assert all(company.scribe in company.members for company in yielded.companies)
    assert [company.text["fi"] for company in yielded.companies] == ["Pari 1", "Pari 2"]


def test_with_neighbours_what_is_put_back_counts_for_its_own_writer() -> None:
    room = Room(2, how="neighbours", writes="everyone", max_notes=1)
    anna, bo = room.people
    note = room.write(anna, "first")
    room.write(bo, "another's")
    room.must(anna, WithdrawForGroup(activity="x", note=note))
    room.write(anna, "second")
    assert room.do(anna, WithdrawForGroup(activity="x", note=note, on=False)) == Refusal(
        "no_group_notes_left", {"most": 1}
    )


def test_a_note_of_an_earlier_round_comes_back_though_this_round_is_full() -> None:
    room = Room(4, size=4, writes="everyone", max_notes=1, rounds=2, moves="everyone")
    anna = room.people[0]
    note = room.write(anna, "first")
    room.must(anna, WithdrawForGroup(activity="x", note=note))
    room.lead(NextRound(activity="x"))
    room.write(anna, "of now")
    assert room.do(anna, WithdrawForGroup(activity="x", note=note, on=False)) is None


def test_places_for_two_that_people_choose_are_pairs_before_anybody_is_in_one() -> None:
    room = Room(0, how="chosen", size=2, number=0, topics=TOPICS[:2])
    assert kind.board(room.state, OPEN).pairs
    assert not kind.board(Room(0, how="chosen", size=3, topics=TOPICS[:2]).state, OPEN).pairs
