"""What each audience sees of groups and of their work."""

import msgspec

from facilitator.activities.groups import (
    HideGroupNote,
    kind,
)
from facilitator.core.kind import Moment, Sight
from tests.activities.test_groups import CLOSED, DESK, OPEN, Room


def test_who_held_the_pen_is_told_only_where_people_stand_by_their_names() -> None:
    room = Room(4, size=2, writes="scribe")
    for identity, told in (("group", 0), ("named", 2)):
        sight = Sight(Moment(identity=identity), leads=True)  # type: ignore[arg-type]
        lines = kind.desk(room.state, sight).groups.values()
        assert sum(member.writes for line in lines for member in line.members.values()) == told


def test_work_that_is_not_to_be_shown_never_comes_to_wall_or_phones() -> None:
    room = Room(4, size=2, writes="everyone", show_work=False)
    room.write(room.people[0], "zebra")
    for show in (kind.board, kind.phone):
        assert b"zebra" not in msgspec.json.encode(show(room.state, CLOSED))


def test_a_hidden_note_is_told_by_number_alone() -> None:
    room = Room(2, size=2, writes="everyone")
    note = room.write(room.people[0], "zebra")
    room.lead(HideGroupNote(activity="x", note=note))
    for show in (kind.board, kind.phone, kind.summary):
        view = show(room.state, CLOSED)
        assert view.kept_back == 1
        assert b"zebra" not in msgspec.json.encode(view)
    assert kind.yields(room.state, Moment()).items == ()
    assert b"zebra" in msgspec.json.encode(kind.desk(room.state, DESK))
    assert not kind.worth_telling(room.state)


def test_the_summary_tells_neither_order_nor_people_nor_ids() -> None:
    told = []
    for words in (("a", "b", "c"), ("c", "a", "b")):
        room = Room(2, size=2, writes="everyone")
        notes = [room.write(room.people[n % 2], word) for n, word in enumerate(words)]
        told.append(msgspec.json.encode(kind.summary(room.state, CLOSED)))
        assert not any(thing.encode() in told[-1] for thing in (*notes, *(by[2:] for by in room.people)))
    assert told[0] == told[1]


def test_names_are_on_the_wall_where_all_are_named() -> None:
    room = Room(4, size=2)
    sight = Sight(Moment(identity="named"), {by: f"name{n}" for n, by in enumerate(room.people)})
    names = [
        member.name for line in kind.board(room.state, sight).groups.values() for member in line.members.values()
    ]
    assert sorted(names) == ["name0", "name1", "name2", "name3"]
    assert kind.board(room.state, OPEN).groups == {}
