"""People put into groups at the start and from round to round."""

from facilitator.activities.groups import (
    FindGroup,
    NextRound,
    Reshuffle,
    kind,
)
from facilitator.core.kind import Group, Inputs, Item, Present
from tests.activities.test_groups import DESK, OPEN, TOPICS, Room, companies, with_items


def test_in_a_cafe_the_host_stays_and_all_others_come_to_a_new_topic_each_time() -> None:
    room = Room(25, moves="all_but_host", rounds=5, topics=TOPICS)
    assert room.sizes() == [5] * 5
    hosts = {f"p/{circled.host}": group for group, circled in room.state.groups.items()}
    been: dict[str, list[str]] = {person: [room.group_of(person)] for person in room.people}
    for _ in range(4):
        room.lead(NextRound(activity="x"))
        for person in room.people:
            been[person].append(room.group_of(person))
    for person, groups in been.items():
        assert len(set(groups)) == (1 if person in hosts else 5)


def test_asking_for_other_groups_takes_in_all_who_came_meanwhile() -> None:
    room = Room(8, size=4)
    for number in range(8):
        room.must(f"p/late{number}", FindGroup(activity="x"))
    assert room.sizes() == [8, 8]
    room.lead(Reshuffle(activity="x"))
    assert room.sizes() == [4, 4, 4, 4]
    room.undo(Reshuffle(activity="x"))
    assert room.sizes() == [8, 8]
    assert kind.desk(room.state, DESK).number == 2


def test_pairs_become_fours() -> None:
    crowd = Room(10)
    inputs = Inputs(companies=companies(crowd, 5), people=tuple(Present(by) for by in crowd.people))
    room = Room(inputs=inputs, how="same", merge=True)
    assert room.sizes() == [4, 6]
    assert all(room.group_of(a) == room.group_of(b) for company in inputs.companies for a, b in [company.members])


def test_each_group_gets_a_thing_that_flows_in_and_several_where_there_are_more() -> None:
    few = Room(12, with_items("a", "b"), size=4)
    assert [line.topic[""] for line in kind.desk(few.state, DESK).groups.values()] == ["a", "b", "a"]
    many = Room(8, with_items("a", "b", "c", "d", "e"), size=4)
    lines = kind.desk(many.state, DESK).groups.values()
    assert [[row.text[""] for row in line.under.values()] for line in lines] == [["a", "c", "e"], ["b", "d"]]


def test_a_heading_comes_with_its_notes_to_the_table_that_works_on_it() -> None:
    notes = with_items("n1", "n2", "n3").items
    headings = (Group("h1", {"en": "One"}, notes[:2]), Group("h2", {"en": "Two"}, notes[2:]))
    for items in (notes, tuple(Item(group.id, group.text) for group in headings)):
        room = Room(6, Inputs(items, headings), size=3)
        table = kind.group(room.state, room.people[0], OPEN)
        expected = {"One": ["n1", "n2"], "Two": ["n3"]}[table.topic["en"]]
        assert [row.text[""] for row in table.under.values()] == expected


def test_the_same_groups_go_on_with_those_who_came_later_beside_them() -> None:
    crowd = Room(7)
    inputs = Inputs(companies=companies(crowd, 3), people=tuple(Present(by) for by in crowd.people))
    room = Room(inputs=inputs, how="same")
    assert room.sizes() == [2, 2, 3]
    assert all(room.group_of(a) == room.group_of(b) for company in inputs.companies for a, b in [company.members])
