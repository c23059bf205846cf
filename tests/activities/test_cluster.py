"""Cluster: notes under headings, with many hands."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.activities.cluster import (
    AddHeading,
    ClusterSettings,
    ClusterView,
    DismissSimilar,
    LockHeading,
    MergeHeadings,
    MergeNotes,
    Place,
    PlaceNotes,
    RemoveHeading,
    RenameHeading,
    RestoreNotes,
    SplitNote,
    kind,
)
from facilitator.activities.collect import AddPaperNote, HideNote
from facilitator.core.actors import Doing
from facilitator.core.agenda import Identity
from facilitator.core.commands import CloseActivity, Undo
from facilitator.core.kind import ActivityCommand, Group, Inputs, Item, Moment, Sight
from facilitator.core.refusal import Refusal
from facilitator.core.text import words_as_text
from tests.laws.days import CO, INPUTS, LEADER, Day

LIVELY = {"who": "everyone", "headings": [{"en": "fixed"}], "max_headings": 5}

NOTES = [item.id for item in INPUTS.items]
BOARD = Sight(Moment())
# Notes that the earlier step had grouped; "loose" is in no group.
GROUPS = (
    Group("g1", {"en": "good"}, (Item("n1", {"": "one"}), Item("n2", {"": "two"}))),
    Group("g2", {"en": "bad"}, (Item("n3", {"": "three"}),)),
)
GROUPED = Inputs((*GROUPS[0].items, *GROUPS[1].items, Item("loose", {"": "loose"})), GROUPS)


def opened(identity: Identity = "anonymous", **settings: Any) -> Day:
    day = Day(identity, cluster={"headings": [], **settings})
    day.open("cluster")
    return day


def wall(day: Day) -> ClusterView:
    return kind.board(day.activity("cluster").state, BOARD)


def lead(day: Day, command: type[ActivityCommand], **fields: Any) -> str:
    return day.must(LEADER, command(activity=day.step["cluster"], **fields))


def places(day: Day) -> list[str]:
    """Return where each note is, in wall order."""
    return [note.heading for note in wall(day).notes.values()]


def test_notes_start_ungrouped_and_headings_as_they_were_fixed() -> None:
    day = Day("anonymous", cluster={"headings": [{"en": "now"}, {"en": "later"}]})
    day.open("cluster")
    assert [heading.text["en"] for heading in wall(day).headings.values()] == ["now", "later"]
    assert (places(day), wall(day).ungrouped) == ([""] * 5, 5)


def test_the_groups_notes_come_in_are_kept_if_asked() -> None:
    loose = kind.begin(ClusterSettings(), GROUPED, 1)
    assert kind.board(loose, BOARD).headings == {}
    kept = kind.board(kind.begin(ClusterSettings(keep_groups=True), GROUPED, 1), BOARD)
    assert [heading.text["en"] for heading in kept.headings.values()] == ["good", "bad"]
    assert {note_id: note.heading for note_id, note in kept.notes.items()} == {
        "n1": "g1",
        "n2": "g1",
        "n3": "g2",
        "loose": "",
    }


def test_headings_that_flow_in_as_items_are_headings_and_not_notes() -> None:
    headings = tuple(Item(group.id, group.text, 2) for group in GROUPS)
    view = kind.board(kind.begin(ClusterSettings(keep_groups=True), Inputs(headings, GROUPS), 1), BOARD)
    assert (list(view.headings), list(view.notes)) == (["g1", "g2"], ["n1", "n2", "n3"])


def test_nobody_puts_a_heading_in_the_place_of_one_that_was_given() -> None:
    day = Day("anonymous", cluster={"headings": [{"en": "now"}]})
    day.open("cluster")
    given = next(iter(wall(day).headings))
    doing = Doing(day.author(1, "cluster"), 0, given, 0)
    command = AddHeading(activity=day.step["cluster"], text={"en": "mine"})
    no = kind.refuse(day.activity("cluster").state, command, doing, Moment())
    assert no == Refusal("id_taken")


def test_a_heading_is_made_of_notes_and_more_are_put_under_it() -> None:
    day = opened()
    heading = lead(day, AddHeading, text={"en": "work"}, notes=(NOTES[0], NOTES[1]))
    lead(day, PlaceNotes, notes=(NOTES[2],), heading=heading)
    assert places(day) == [heading, heading, heading, "", ""]
    assert (wall(day).headings[heading].count, wall(day).ungrouped) == (3, 2)
    lead(day, PlaceNotes, notes=(NOTES[0],))
    assert places(day) == ["", heading, heading, "", ""]


def test_merged_headings_put_their_notes_together_and_undo_parts_them_again() -> None:
    day = opened()
    one = lead(day, AddHeading, text={"en": "one"}, notes=(NOTES[0],))
    other = lead(day, AddHeading, text={"en": "other"}, notes=(NOTES[1],))
    lead(day, MergeHeadings, heading=one, into=other)
    assert list(wall(day).headings) == [other]
    # Somebody else moves one of them on: undo leaves that note where it was put.
    day.must(CO, PlaceNotes(activity=day.step["cluster"], notes=(NOTES[4],), heading=other))
    day.must(LEADER, Undo())
    assert places(day) == [one, other, "", "", other]
    same = MergeHeadings(activity=day.step["cluster"], heading=one, into=one)
    assert day.do(LEADER, same) == Refusal("same_heading")


def test_the_notes_of_a_removed_heading_are_ungrouped_and_undo_leaves_what_moved_on() -> None:
    day = opened(who="everyone")
    one = lead(day, AddHeading, text={"en": "one"}, notes=(NOTES[0], NOTES[1]))
    other = lead(day, AddHeading, text={"en": "other"})
    lead(day, RemoveHeading, heading=one)
    assert places(day) == [""] * 5
    moved = PlaceNotes(activity=day.step["cluster"], notes=(NOTES[0],), heading=other)
    day.must(day.author(0, "cluster"), moved)
    day.must(LEADER, Undo())
    assert places(day) == [other, one, "", "", ""]


def test_a_new_heading_is_not_taken_back_once_others_use_it() -> None:
    day = opened(who="everyone")
    heading = lead(day, AddHeading, text={"en": "one"}, notes=(NOTES[0],))
    used = PlaceNotes(activity=day.step["cluster"], notes=(NOTES[1],), heading=heading)
    day.must(day.author(0, "cluster"), used)
    assert day.do(LEADER, Undo()) == Refusal("changed_since")


def test_a_new_heading_taken_back_gives_its_notes_back_to_where_they_were() -> None:
    day = opened()
    one = lead(day, AddHeading, text={"en": "one"}, notes=(NOTES[0], NOTES[1]))
    lead(day, MergeNotes, notes=(NOTES[3],), into=NOTES[1])
    lead(day, AddHeading, text={"en": "other"}, notes=(NOTES[1], NOTES[2]))
    day.must(LEADER, Undo())
    assert {note_id: note.heading for note_id, note in wall(day).notes.items()} == {
        NOTES[0]: one,
        NOTES[1]: one,
        NOTES[2]: "",
        NOTES[4]: "",
    }


def test_a_note_whose_words_were_erased_is_gone_and_what_was_merged_into_it_stands() -> None:
    state = kind.begin(ClusterSettings(), Inputs((Item("n1", {}), Item("n2", {"": "two"}))), 1)
    merge = MergeNotes(activity="x", notes=("n2",), into="n1")
    state = kind.reduce(state, merge, Doing(LEADER, 1, "id", 1), Moment())
    assert list(kind.board(state, BOARD).notes) == ["n2"]


def test_merged_notes_keep_their_words_and_move_as_one() -> None:
    day = opened()
    heading = lead(day, AddHeading, text={"en": "one"})
    lead(day, MergeNotes, notes=(NOTES[0], NOTES[1]), into=NOTES[2])
    view = wall(day).notes[NOTES[2]]
    assert (list(view.merged), view.weight) == ([NOTES[0], NOTES[1]], 3)
    assert list(view.merged.values()) == [{"": "brought 0"}, {"": "brought 1"}]
    lead(day, PlaceNotes, notes=(NOTES[0],), heading=heading)
    assert wall(day).notes[NOTES[2]].heading == heading
    assert wall(day).headings[heading].count == 3


def test_a_note_that_had_others_takes_them_along_when_it_is_merged() -> None:
    day = opened()
    lead(day, MergeNotes, notes=(NOTES[0],), into=NOTES[1])
    lead(day, MergeNotes, notes=(NOTES[1],), into=NOTES[2])
    assert list(wall(day).notes[NOTES[2]].merged) == [NOTES[0], NOTES[1]]
    day.must(LEADER, Undo())
    assert list(wall(day).notes[NOTES[1]].merged) == [NOTES[0]]
    into_merged = MergeNotes(activity=day.step["cluster"], notes=(NOTES[3],), into=NOTES[0])
    assert day.do(LEADER, into_merged) == Refusal("same_note")


def test_a_split_note_stands_beside_the_one_it_was_under() -> None:
    day = opened()
    heading = lead(day, AddHeading, text={"en": "one"}, notes=(NOTES[1],))
    lead(day, MergeNotes, notes=(NOTES[0],), into=NOTES[1])
    lead(day, SplitNote, note=NOTES[0])
    assert places(day) == [heading, heading, "", "", ""]
    whole = SplitNote(activity=day.step["cluster"], note=NOTES[0])
    assert day.do(LEADER, whole) == Refusal("not_merged")


def test_no_made_up_way_back_makes_notes_vanish() -> None:
    day = opened()
    lead(day, MergeNotes, notes=(NOTES[0],), into=NOTES[1])
    state = day.activity("cluster").state
    here = {note: Place(state.notes[note].heading, state.notes[note].into) for note in NOTES[:2]}
    ring = {NOTES[0]: here[NOTES[0]], NOTES[1]: Place(into=NOTES[0])}
    nowhere = {NOTES[0]: Place("gone"), NOTES[1]: here[NOTES[1]]}
    for were in (ring, nowhere):
        forged = RestoreNotes(activity=day.step["cluster"], were=were, are=here)
        assert day.do(LEADER, forged) == Refusal("changed_since")


def test_a_hidden_note_is_on_the_desk_alone_with_what_is_merged_into_it() -> None:
    day = opened()
    lead(day, MergeNotes, notes=(NOTES[0],), into=NOTES[1])
    lead(day, HideNote, note=NOTES[1])
    assert (wall(day).count, wall(day).kept_back) == (3, 1)
    desk = kind.desk(day.activity("cluster").state, Sight(Moment(), leads=True))
    assert desk.notes[NOTES[1]].hidden
    assert NOTES[0] in desk.notes[NOTES[1]].merged


def test_a_paper_note_comes_in_and_undo_leaves_no_trace() -> None:
    day = opened()
    before = wall(day)
    note = lead(day, AddPaperNote, text="from the wall")
    assert wall(day).notes[note].source == "paper"
    day.must(LEADER, Undo())
    assert wall(day) == before


def test_only_leaders_group_unless_everyone_may() -> None:
    for who, expected in (("facilitator", Refusal("not_permitted")), ("everyone", None)):
        day = opened(who=who)
        assert (
            day.do(day.author(0, "cluster"), PlaceNotes(activity=day.step["cluster"], notes=(NOTES[0],)))
            == expected
        )
    day = opened("only_you", who="everyone")
    moving = PlaceNotes(activity=day.step["cluster"], notes=(NOTES[0],))
    assert day.do(day.author(0, "cluster"), moving) == Refusal("not_permitted")


def test_fixed_headings_are_for_leaders_to_change() -> None:
    day = Day("named", cluster={"headings": [{"en": "now"}], "free": False, "who": "everyone"})
    activity = day.open("cluster")
    heading = next(iter(wall(day).headings))
    for command in (
        AddHeading(activity=activity, text={"en": "x"}),
        RenameHeading(activity=activity, heading=heading, text={"en": "x"}),
        RemoveHeading(activity=activity, heading=heading),
    ):
        assert day.do(day.author(0, "cluster"), command) == Refusal("headings_fixed")
    day.must(LEADER, AddHeading(activity=activity, text={"en": "x"}))
    day.must(day.author(0, "cluster"), PlaceNotes(activity=activity, notes=(NOTES[0],), heading=heading))


def test_a_participant_removes_empty_headings_only() -> None:
    day = opened(who="everyone")
    heading = lead(day, AddHeading, text={"en": "one"}, notes=(NOTES[0],))
    removal = RemoveHeading(activity=day.step["cluster"], heading=heading)
    assert day.do(day.author(0, "cluster"), removal) == Refusal("heading_in_use")
    lead(day, PlaceNotes, notes=(NOTES[0],))
    day.must(day.author(0, "cluster"), removal)


def test_there_are_no_more_headings_than_the_wall_has_room_for() -> None:
    day = opened(max_headings=1)
    lead(day, AddHeading, text={"en": "one"})
    another = AddHeading(activity=day.step["cluster"], text={"en": "two"})
    assert day.do(LEADER, another) == Refusal("too_many_headings", {"most": 1})


def test_leaders_group_on_while_it_is_closed_and_participants_do_not() -> None:
    day = opened(who="everyone")
    lead(day, CloseActivity)
    heading = lead(day, AddHeading, text={"en": "over lunch"}, notes=(NOTES[0],))
    late = PlaceNotes(activity=day.step["cluster"], notes=(NOTES[1],), heading=heading)
    assert day.do(day.author(0, "cluster"), late) == Refusal("closed")


@pytest.mark.parametrize("merged", [0, 3])
def test_a_phone_has_room_for_two_hundred_notes_and_tells_of_the_rest(merged: int) -> None:
    many = Inputs(tuple(Item(f"note{n:03}", words_as_text(f"n{n}")) for n in range(250)))
    state = kind.begin(ClusterSettings(), many, 1)
    day = opened()
    day.must(LEADER, CloseActivity(activity=day.step["cluster"]))
    notes = {
        note_id: type(note)(note.text, note.sort, into="note000" if 0 < n <= merged else "")
        for n, (note_id, note) in enumerate(state.notes.items())
    }
    view = kind.phone(type(state)(state.settings, {}, notes), BOARD)
    assert len(view.notes) + sum(len(note.merged) for note in view.notes.values()) == 200
    assert (view.count, view.more) == (250, 50)


def test_what_is_grouped_flows_on_as_groups_headings_and_notes() -> None:
    day = opened()
    small = lead(day, AddHeading, text={"en": "small"}, notes=(NOTES[0],))
    big = lead(day, AddHeading, text={"en": "big"}, notes=(NOTES[1], NOTES[2]))
    lead(day, HideNote, note=NOTES[4])
    flows = kind.yields(day.activity("cluster").state, Moment("closed"))
    assert [(group.id, len(group.items)) for group in flows.groups] == [(small, 1), (big, 2)]
    assert [(item.id, item.weight) for item in flows.top] == [(big, 2), (small, 1)]
    assert [item.id for item in flows.items] == NOTES[:4]


def test_the_table_goes_by_heading_and_ends_with_the_ungrouped() -> None:
    day = opened()
    lead(day, AddHeading, text={"en": "work"}, notes=(NOTES[3],))
    assert kind.tables(day.activity("cluster").state, BOARD) == [
        ["Heading", "Note", "Merged", "Source"],
        ["work", "brought 3", 0, "phone"],
        *[["", f"brought {n}", 0, "phone"] for n in (0, 1, 2, 4)],
    ]


# --- fixed and locked headings ---------------------------------------------------------------------------


def test_headings_fixed_beforehand_are_changed_by_nobody_and_filled_by_all() -> None:
    day = Day("named", cluster={"headings": [{"en": "now"}, {"en": "later"}], "fixed": True, "who": "everyone"})
    activity = day.open("cluster")
    heading, other = wall(day).headings
    for command in (
        AddHeading(activity=activity, text={"en": "x"}),
        RenameHeading(activity=activity, heading=heading, text={"en": "x"}),
        MergeHeadings(activity=activity, heading=heading, into=other),
        RemoveHeading(activity=activity, heading=heading),
    ):
        for by in (LEADER, day.author(0, "cluster")):
            assert day.do(by, command) == Refusal("headings_fixed")
    day.must(day.author(0, "cluster"), PlaceNotes(activity=activity, notes=(NOTES[0],), heading=heading))
    assert wall(day).fixed


def test_a_locked_heading_keeps_its_words_and_participants_leave_its_notes_alone() -> None:
    day = opened(who="everyone")
    activity = day.step["cluster"]
    locked = lead(day, AddHeading, text={"en": "done"}, notes=(NOTES[0], NOTES[1]))
    other = lead(day, AddHeading, text={"en": "open"}, notes=(NOTES[2],))
    lead(day, MergeNotes, notes=(NOTES[1],), into=NOTES[0])
    lead(day, LockHeading, heading=locked)
    naming: tuple[ActivityCommand, ...] = (
        RenameHeading(activity=activity, heading=locked, text={"en": "x"}),
        RemoveHeading(activity=activity, heading=locked),
        MergeHeadings(activity=activity, heading=locked, into=other),
        MergeHeadings(activity=activity, heading=other, into=locked),
    )
    moving: tuple[ActivityCommand, ...] = (
        PlaceNotes(activity=activity, notes=(NOTES[2],), heading=locked),
        PlaceNotes(activity=activity, notes=(NOTES[0],)),
        AddHeading(activity=activity, text={"en": "x"}, notes=(NOTES[0],)),
        MergeNotes(activity=activity, notes=(NOTES[2],), into=NOTES[0]),
        SplitNote(activity=activity, note=NOTES[1]),
    )
    assert all(day.do(LEADER, command) == Refusal("heading_locked") for command in naming)
    assert all(day.do(day.author(0, "cluster"), command) == Refusal("heading_locked") for command in moving)
    # Leaders go on sorting: a lock is for the words.
    lead(day, PlaceNotes, notes=(NOTES[2],), heading=locked)
    lead(day, LockHeading, heading=locked, on=False)
    day.must(day.author(0, "cluster"), PlaceNotes(activity=activity, notes=(NOTES[0],)))


# --- notes that say the same -----------------------------------------------------------------------------


def test_a_pair_that_is_not_the_same_is_so_for_both_leaders_whichever_way_round() -> None:
    day = opened()
    lead(day, DismissSimilar, one=NOTES[3], other=NOTES[1])
    state = day.activity("cluster").state
    assert list(kind.desk(state, BOARD).apart) == [" ".join(sorted((NOTES[1], NOTES[3])))]
    assert wall(day).apart == kind.phone(state, BOARD).apart == {}
    day.must(CO, DismissSimilar(activity=day.step["cluster"], one=NOTES[1], other=NOTES[3], on=False))
    assert day.activity("cluster").state.apart == {}
    itself = DismissSimilar(activity=day.step["cluster"], one=NOTES[1], other=NOTES[1])
    assert day.do(LEADER, itself) == Refusal("same_note")


# --- votes -----------------------------------------------------------------------------------------------


def test_what_got_most_votes_stands_first_and_merged_notes_add_theirs_up() -> None:
    voted = Inputs(tuple(Item(f"note{n}", words_as_text(f"n{n}"), weight) for n, weight in enumerate((1, 5, 3, 3))))
    state = kind.begin(ClusterSettings(voted_first=True), voted, 1)
    assert list(kind.board(state, BOARD).notes) == ["note1", "note2", "note3", "note0"]
    merge = MergeNotes(activity="x", notes=("note3",), into="note2")
    state = kind.reduce(state, merge, Doing(LEADER, 0, "id", 1), Moment())
    view = kind.board(state, BOARD)
    assert [(key, note.weight, note.sort) for key, note in view.notes.items()] == [
        ("note2", 6, 1),
        ("note1", 5, 2),
        ("note0", 1, 3),
    ]


def test_headings_go_on_by_their_votes_where_votes_count() -> None:
    groups = (
        Group("many", {"en": "many"}, tuple(Item(f"m{n}", {"": "m"}, 1) for n in range(3))),
        Group("loved", {"en": "loved"}, (Item("l", {"": "l"}, 9),)),
    )
    voted = kind.begin(ClusterSettings(keep_groups=True, voted_first=True), Inputs((), groups), 1)
    assert [(i.id, i.weight) for i in kind.yields(voted, Moment()).top] == [("loved", 9), ("many", 3)]
    counted = kind.begin(ClusterSettings(keep_groups=True), Inputs((), groups), 1)
    assert [(i.id, i.weight) for i in kind.yields(counted, Moment()).top] == [("many", 3), ("loved", 1)]


# --- two lead --------------------------------------------------------------------------------------------

SORTING = (
    PlaceNotes,
    AddHeading,
    RenameHeading,
    MergeHeadings,
    RemoveHeading,
    MergeNotes,
    MergeNotes,
    SplitNote,
    LockHeading,
    AddPaperNote,
)


def asked_from(screen: Any, chance: random.Random, activity: str) -> ActivityCommand:
    """Return something that a leader asks for who sees *screen*, which may be old by now."""
    command = chance.choice(SORTING)
    notes = list(screen.notes)
    headings = [key for key, heading in screen.headings.items() if not heading.removed] or [""]
    some = tuple(chance.sample(notes, chance.randint(1, 3)))
    match command:
        case _ if command is PlaceNotes:
            return PlaceNotes(activity=activity, notes=some, heading=chance.choice([*headings, ""]))
        case _ if command is AddHeading:
            return AddHeading(activity=activity, text={"en": "new"}, notes=some)
        case _ if command is RenameHeading:
            return RenameHeading(activity=activity, heading=chance.choice(headings), text={"en": "other"})
        case _ if command is MergeHeadings:
            return MergeHeadings(activity=activity, heading=chance.choice(headings), into=chance.choice(headings))
        case _ if command is RemoveHeading:
            return RemoveHeading(activity=activity, heading=chance.choice(headings))
        case _ if command is MergeNotes:
            return MergeNotes(activity=activity, notes=some, into=chance.choice(notes))
        case _ if command is SplitNote:
            return SplitNote(activity=activity, note=chance.choice(notes))
        case _ if command is LockHeading:
            return LockHeading(activity=activity, heading=chance.choice(headings), on=chance.random() < 0.3)
    return AddPaperNote(activity=activity, text="from paper")


@given(chance=st.randoms(use_true_random=False))
def test_no_order_of_what_two_leaders_ask_loses_a_note_or_puts_it_in_two_places(chance: random.Random) -> None:
    day = opened()
    activity = day.step["cluster"]
    screens = {by: day.activity("cluster").state for by in (LEADER, CO)}
    asked: list[tuple[str, Any]] = []
    there = set(NOTES)
    for _ in range(50):
        by = chance.choice((LEADER, CO))
        if chance.random() < 0.5:
            # The other's moves have arrived on this one's screen; else it works on an old one.
            screens[by] = day.activity("cluster").state
        again = asked and chance.random() < 0.2
        command = chance.choice(asked)[1] if again else asked_from(screens[by], chance, activity)
        if chance.random() < 0.15:
            command = Undo()
        asked.append((by, command))
        if day.do(by, command) is None and isinstance(command, AddPaperNote):
            there.add(day.entries[-1][1].id)
        state = day.activity("cluster").state
        assert set(state.notes) == there
        seen = [key for note_id, note in wall(day).notes.items() for key in (note_id, *note.merged)]
        withdrawn = {note_id for note_id, note in state.notes.items() if note.withdrawn}
        assert sorted(seen) == sorted(there - withdrawn)
        assert {note.heading for note in state.notes.values()} <= {"", *wall(day).headings}
        counted = sum(heading.count for heading in wall(day).headings.values()) + wall(day).ungrouped
        assert counted == wall(day).count == len(seen)
