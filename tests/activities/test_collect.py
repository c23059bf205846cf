"""Collect: everyone writes notes."""

from typing import Any

import pytest

from facilitator.activities.collect import (
    AddPaperNote,
    CollectView,
    EditNote,
    HideNote,
    PostNote,
    WithdrawNote,
    kind,
)
from facilitator.core.actors import Doing
from facilitator.core.agenda import Identity
from facilitator.core.commands import CloseActivity, EndGrace, ReleaseNotes, Reveal, Undo
from facilitator.core.kind import Moment, Sight
from facilitator.core.refusal import Refusal
from tests.laws.days import LEADER, REMOTE, ROOM, Day

LIVELY = {"columns": [{"en": "good"}, {"en": "bad"}], "max_notes": 3}


def opened(identity: Identity = "named", **settings: Any) -> Day:
    day = Day(identity, collect={"columns": [], "max_notes": 0, **settings})
    day.open("collect")
    return day


def post(day: Day, number: int, text: str, column: int = 0) -> str:
    note = PostNote(activity=day.step["collect"], text=text, column=column)
    return day.must(day.author(number, "collect"), note)


def view(day: Day, audience: str = "board") -> CollectView:
    screen: Any = day.shared_views()[audience]
    activity = screen.activities[day.step["collect"]] if audience == "desk" else screen.activity
    shown = activity.view
    assert isinstance(shown, CollectView)
    return shown


def new(day: Day) -> list[str]:
    """Return what is on the wall beside what flowed in."""
    return [note.text for note in view(day).notes.values() if not note.text.startswith("brought")]


def test_a_named_note_is_on_the_wall_at_once_with_its_name() -> None:
    day = opened()
    note = post(day, 2, "hello")
    assert (view(day).notes[note].text, view(day).notes[note].name) == ("hello", "realname2")


@pytest.mark.parametrize("command", [PostNote, AddPaperNote])
def test_nobody_puts_a_note_in_the_place_of_one_that_flowed_in(command: type[PostNote | AddPaperNote]) -> None:
    day = opened()
    brought = next(iter(view(day).notes))
    doing = Doing(day.author(1, "collect"), 0, brought, 0)
    asked = command(activity=day.step["collect"], text="mine")
    assert kind.refuse(day.activity("collect").state, asked, doing, Moment()) == Refusal("id_taken")


def test_anonymous_notes_wait_until_three_can_leave_together() -> None:
    day = opened("anonymous")
    for number in range(3):
        assert not kind.releasable(day.activity("collect").state, day.activity("collect").moment)
        post(day, number, f"n{number}")
    assert new(day) == []
    assert view(day).count == 8
    assert kind.releasable(day.activity("collect").state, day.activity("collect").moment)
    day.must(ROOM, ReleaseNotes(activity=day.step["collect"]))
    assert sorted(new(day)) == ["n0", "n1", "n2"]


def test_paper_does_not_help_two_to_hide() -> None:
    day = opened("anonymous")
    for number in range(2):
        post(day, number, "n")
    day.must(LEADER, AddPaperNote(activity=day.step["collect"], text="paper"))
    assert not kind.releasable(day.activity("collect").state, day.activity("collect").moment)


def test_what_was_written_in_the_grace_comes_out_at_its_end() -> None:
    day = opened("anonymous")
    day.must(LEADER, CloseActivity(activity=day.step["collect"]))
    post(day, 0, "late")
    assert new(day) == []
    day.must(ROOM, EndGrace(activity=day.step["collect"]))
    assert new(day) == ["late"]
    day.must(LEADER, AddPaperNote(activity=day.step["collect"], text="paper"))
    assert new(day) == ["late", "paper"]


@pytest.mark.parametrize("identity", ["anonymous", "named"])
def test_hidden_notes_stay_hidden_over_the_close_until_they_are_shown(identity: Identity) -> None:
    day = opened(identity, hidden=True)
    activity = day.step["collect"]
    for number in range(3):
        post(day, number, f"n{number}")
    assert not kind.releasable(day.activity("collect").state, day.activity("collect").moment)
    day.must(LEADER, CloseActivity(activity=activity))
    day.must(ROOM, EndGrace(activity=activity))
    assert (view(day).notes, view(day).count) == ({}, 8)
    assert kind.waits_for_reveal(day.activity("collect").state, day.activity("collect").moment)
    day.must(LEADER, Reveal(activity=activity))
    assert sorted(new(day)) == ["n0", "n1", "n2"]
    assert not kind.waits_for_reveal(day.activity("collect").state, day.activity("collect").moment)


def test_caps_count_what_stands_and_not_what_was_taken_back() -> None:
    day = opened(max_notes=1)
    activity, author = day.step["collect"], day.author(0, "collect")
    first = post(day, 0, "first")
    more = PostNote(activity=activity, text="second")
    assert day.do(author, more) == Refusal("no_notes_left", {"most": 1})
    day.must(author, WithdrawNote(activity=activity, note=first))
    day.must(author, more)
    back = WithdrawNote(activity=activity, note=first, on=False)
    assert day.do(author, back) == Refusal("no_notes_left", {"most": 1})


@pytest.mark.parametrize(
    ("text", "column", "code"), [(" ", 0, "empty"), ("x" * 11, 0, "too_long"), ("x", 2, "no_such_column")]
)
def test_a_note_fits_its_column(text: str, column: int, code: str) -> None:
    day = opened(max_length=10, columns=[{"en": "a"}, {"en": "b"}])
    no = day.do(day.author(0, "collect"), PostNote(activity=day.step["collect"], text=text, column=column))
    assert no is not None
    assert no.code == code


def test_one_edits_and_withdraws_ones_own_only() -> None:
    day = opened()
    note, activity = post(day, 0, "mine"), day.step["collect"]
    edit, withdraw = (
        EditNote(activity=activity, note=note, text="changed"),
        WithdrawNote(activity=activity, note=note),
    )
    for command in (edit, withdraw):
        assert day.do(day.author(1, "collect"), command) == Refusal("not_yours")
    day.must(day.author(0, "collect"), edit)
    assert new(day) == ["changed"]
    day.must(day.author(0, "collect"), withdraw)
    assert new(day) == []


def test_a_leader_words_anew_what_has_a_name_and_what_came_on_paper_and_no_anonymous_note() -> None:
    for identity, expected in (
        ("named", None),
        ("anonymous", Refusal("not_yours")),
        ("only_you", Refusal("not_yours")),
    ):
        day = opened(identity)  # type: ignore[arg-type]
        note, activity = post(day, 0, "theirs"), day.step["collect"]
        assert day.do(LEADER, EditNote(activity=activity, note=note, text="mine")) == expected
        assert day.do(LEADER, WithdrawNote(activity=activity, note=note)) == expected
        paper = day.must(LEADER, AddPaperNote(activity=activity, text="paper"))
        day.must(LEADER, EditNote(activity=activity, note=paper, text="rightly read"))


def test_a_hidden_note_is_on_the_desk_alone_and_counted() -> None:
    day = opened()
    note = post(day, 0, "rude")
    day.must(REMOTE, HideNote(activity=day.step["collect"], note=note))
    assert (new(day), view(day).kept_back) == ([], 1)
    assert view(day, "desk").notes[note].hidden
    day.must(REMOTE, Undo())
    assert new(day) == ["rude"]


def test_a_paper_note_taken_back_leaves_no_trace() -> None:
    day = opened()
    before = view(day, "desk")
    day.must(LEADER, AddPaperNote(activity=day.step["collect"], text="paper"))
    day.must(LEADER, Undo())
    assert view(day, "desk") == before


def test_a_phone_has_room_for_the_newest_two_hundred() -> None:
    day = opened()
    for number in range(210):
        post(day, number % 4, f"n{number}")
    assert len(view(day).notes) == 215
    texts = [note.text for note in view(day, "phone").notes.values()]
    assert texts == [f"n{number}" for number in range(10, 210)]


def test_notes_flow_on_by_column_and_hidden_ones_do_not() -> None:
    day = opened(columns=[{"en": "a"}, {"en": "b"}])
    post(day, 0, "left")
    right = post(day, 1, "right", column=1)
    gone = post(day, 1, "gone", column=1)
    day.must(LEADER, HideNote(activity=day.step["collect"], note=gone))
    flows = kind.yields(day.activity("collect").state, Moment("closed", identity="named"))
    assert [item.id for item in flows.groups[1].items] == [right]
    assert len(flows.items) == 7


def test_the_table_has_a_row_a_note_with_its_column() -> None:
    day = opened("anonymous", columns=[{"en": "a"}, {"en": "b"}])
    post(day, 0, "right", column=1)
    day.must(LEADER, CloseActivity(activity=day.step["collect"]))
    activity = day.activity("collect")
    rows = kind.tables(activity.state, Sight(activity.moment))
    assert (rows[0], rows[-1]) == (["Column", "Note", "Source", "Name"], ["b", "right", "phone", ""])
