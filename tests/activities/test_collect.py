"""Collect: everyone writes notes."""

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.activities.collect import (
    AddPaperNote,
    ApproveNote,
    CollectView,
    CommentNote,
    EditNote,
    HideNote,
    MarkNote,
    MyNotes,
    NextSheet,
    PostNote,
    ReactToNote,
    TakeSheet,
    WithdrawNote,
    kind,
)
from facilitator.core.actors import Doing
from facilitator.core.agenda import Identity
from facilitator.core.commands import CloseActivity, EndGrace, ReleaseNotes, Reveal, Undo
from facilitator.core.kind import Company, Inputs, Moment, Sight
from facilitator.core.refusal import Refusal
from facilitator.live.pretend_words import SAYINGS
from tests.laws.days import LEADER, REMOTE, ROOM, Day

LIVELY = {
    "columns": [{"en": "good"}, {"en": "bad"}],
    "rows": [{"en": "we"}, {"en": "others"}],
    "max_notes": 3,
    "build_on": True,
    "comments": True,
    "marks": [{"en": "delay"}, {"en": "waste"}, {"en": "works"}],
    "reactions": True,
    "ask_date": True,
}


def opened(identity: Identity = "named", **settings: Any) -> Day:
    plain = {"columns": [], "rows": [], "max_notes": 0, "comments": False, "marks": [], "reactions": False}
    day = Day(identity, collect={**plain, **settings})
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


def mine(day: Day, number: int) -> MyNotes:
    seen: Any = day.mine(number)
    assert isinstance(seen.view, MyNotes)
    return seen.view


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


def test_notes_flow_on_by_column_and_hidden_ones_do_not() -> None:
    day = opened(columns=[{"en": "a"}, {"en": "b"}])
    post(day, 0, "left")
    right = post(day, 1, "right", column=1)
    gone = post(day, 1, "gone", column=1)
    day.must(LEADER, HideNote(activity=day.step["collect"], note=gone))
    flows = kind.yields(day.activity("collect").state, Moment("closed", identity="named"))
    assert [item.id for item in flows.groups[1].items] == [right]
    assert len(flows.items) == 7


# --- zones, stages, fields ---------------------------------------------------------------------------------


def test_a_note_has_a_place_at_a_stage_and_in_a_row() -> None:
    stages, rows = [{"en": "before"}, {"en": "after"}], [{"en": "we"}, {"en": "they"}]
    day = opened(view="stages", columns=stages, rows=rows)
    activity, author = day.step["collect"], day.author(0, "collect")
    note = day.must(author, PostNote(activity=activity, text="late", column=1, row=1))
    assert (view(day).notes[note].column, view(day).notes[note].row) == (1, 1)
    assert day.do(author, PostNote(activity=activity, text="late", row=2)) == Refusal("no_such_row")
    assert kind.tables(day.activity("collect").state, Sight(Moment("open", False, "named")))[-1][:3] == [
        "after",
        "they",
        "late",
    ]


# --- reading first -----------------------------------------------------------------------------------------


def test_a_note_waits_until_a_leader_has_read_it_and_again_after_a_change() -> None:
    day = opened(moderation="before")
    note, activity = post(day, 0, "hello"), day.step["collect"]
    assert (new(day), view(day, "desk").waiting, view(day, "desk").notes[note].approved) == ([], 1, False)
    day.must(REMOTE, ApproveNote(activity=activity, note=note))
    assert (new(day), view(day, "desk").waiting) == (["hello"], 0)
    day.must(day.author(0, "collect"), EditNote(activity=activity, note=note, text="rude"))
    assert new(day) == []
    day.must(LEADER, EditNote(activity=activity, note=note, text="polite"))
    day.must(LEADER, ApproveNote(activity=activity, note=note))
    day.must(LEADER, Undo())
    assert new(day) == []


def test_an_anonymous_note_has_company_before_a_leader_reads_it() -> None:
    day = opened("anonymous", moderation="before")
    notes = [post(day, number, f"n{number}") for number in range(3)]
    assert (view(day, "desk").waiting, new(day)) == (0, [])
    day.must(ROOM, ReleaseNotes(activity=day.step["collect"]))
    assert (view(day, "desk").waiting, new(day)) == (3, [])
    day.must(LEADER, ApproveNote(activity=day.step["collect"], note=notes[1]))
    assert new(day) == ["n1"]


def test_where_nothing_is_hidden_nobody_hides() -> None:
    day = opened(moderation="off")
    note = post(day, 0, "free")
    assert day.do(LEADER, HideNote(activity=day.step["collect"], note=note)) == Refusal("no_hiding")


# --- what one says of others' notes ------------------------------------------------------------------------


def test_a_note_continues_another_in_its_place() -> None:
    day = opened(build_on=True, columns=[{"en": "a"}, {"en": "b"}])
    first = post(day, 0, "first", column=1)
    more = PostNote(activity=day.step["collect"], text="more", builds_on=first)
    made = day.must(day.author(1, "collect"), more)
    row = view(day).notes[made]
    assert (row.builds_on, row.column) == (first, 1)
    day.must(LEADER, HideNote(activity=day.step["collect"], note=first))
    assert day.do(day.author(1, "collect"), more) == Refusal("no_such_note")
    closed = opened(build_on=False)
    assert closed.do(closed.author(1, "collect"), more) == Refusal("not_offered")


def test_anonymous_comments_wait_for_company_of_their_own() -> None:
    day = opened("anonymous", comments=True)
    notes, activity = [post(day, number, f"n{number}") for number in range(3)], day.step["collect"]
    comment = CommentNote(activity=activity, note=notes[0], text="why", sign="?")
    assert day.do(day.author(0, "collect"), comment) == Refusal("no_such_note")
    day.must(ROOM, ReleaseNotes(activity=activity))
    for number in range(3):
        day.must(day.author(number, "collect"), comment)
        assert view(day, "desk").notes[notes[0]].talk == 0
    # Notes that wait alone do not go out with them.
    post(day, 0, "alone")
    day.must(ROOM, ReleaseNotes(activity=activity))
    row = view(day, "phone").notes[notes[0]]
    assert (row.talk, [(said.text, said.sign) for said in row.comments.values()]) == (3, [("why", "?")] * 3)
    assert view(day).notes[notes[0]].comments == {}
    assert "alone" not in new(day)


def test_a_comment_is_hidden_and_taken_back_like_a_note() -> None:
    day = opened(comments=True)
    note, activity = post(day, 0, "n"), day.step["collect"]
    said = day.must(day.author(1, "collect"), CommentNote(activity=activity, note=note, text="no"))
    assert view(day, "phone").notes[note].comments[said].name == "realname1"
    day.must(LEADER, HideNote(activity=activity, note=said))
    assert view(day, "phone").notes[note].comments == {}
    day.must(LEADER, Undo())
    assert day.do(day.author(0, "collect"), WithdrawNote(activity=activity, note=said)) == Refusal("not_yours")
    day.must(day.author(1, "collect"), WithdrawNote(activity=activity, note=said))
    assert view(day).notes[note].talk == 0


def test_marks_become_the_weight_of_what_flows_on() -> None:
    day = opened(marks=[{"en": "delay"}, {"en": "works"}], reactions=True)
    activity = day.step["collect"]
    plain, heavy = post(day, 0, "plain"), post(day, 0, "heavy")
    for number in (1, 2):
        day.must(day.author(number, "collect"), MarkNote(activity=activity, note=heavy, mark=1))
        day.must(day.author(number, "collect"), ReactToNote(activity=activity, note=heavy))
    row = view(day).notes[heavy]
    assert (row.marks, row.same, view(day).notes[plain].marks) == ((0, 2), 2, (0, 0))
    flows = kind.yields(day.activity("collect").state, Moment("closed", identity="named"))
    assert (flows.top[0].id, flows.top[0].weight) == (heavy, 4)
    assert day.do(day.author(0, "collect"), ReactToNote(activity=activity, note=heavy)) == Refusal("own_note")
    assert day.do(day.author(0, "collect"), MarkNote(activity=activity, note=heavy, mark=2)) == Refusal(
        "not_offered"
    )


# --- only for oneself, and together ------------------------------------------------------------------------


def test_a_note_to_oneself_keeps_its_date_and_is_seen_by_nobody_else() -> None:
    day = opened("only_you", ask_date=True)
    note = PostNote(activity=day.step["collect"], text="Dear me", date="2027-02-01")
    made = day.must(day.author(0, "collect"), note)
    assert mine(day, 0).notes[made].date == "2027-02-01"
    assert all("Dear me" not in str(screen) for screen in day.shared_views().values())
    other = opened("named", ask_date=True)
    made = other.must(other.author(0, "collect"), note)
    assert mine(other, 0).notes[made].date == ""


def test_a_company_writes_as_one() -> None:
    day = opened("group", who="company", max_notes=1, hidden=True)
    people = [f"p/{person}" for person in day.people]
    table = Company("table", {"en": "Table 1"}, tuple(people[:2]), people[1])
    other = Company("other", {"en": "Table 2"}, tuple(people[2:]))
    state = kind.begin(day.activity("collect").state.settings, Inputs(companies=(table, other)), 1)
    moment = Moment("open", False, "group")
    asked = PostNote(activity=day.step["collect"], text="ours")
    state = kind.reduce(state, asked, Doing(people[0], 0, "note", 0), moment)
    again = kind.refuse(state, asked, Doing(people[1], 0, "more", 0), moment)
    assert again == Refusal("no_notes_left", {"most": 1})
    edit = EditNote(activity=day.step["collect"], note="note", text="better")
    assert kind.refuse(state, edit, Doing(people[1], 0, "edit", 0), moment) is None
    assert kind.refuse(state, edit, Doing(people[2], 0, "edit", 0), moment) == Refusal("not_yours")
    ours, theirs = (kind.group(state, person, Sight(moment)) for person in people[1:3])
    assert (ours.scribe, [note.text for note in ours.notes.values()]) == (True, ["ours"])
    assert (theirs.scribe, theirs.notes, theirs.text) == (False, {}, {"en": "Table 2"})
    assert kind.company_of(state, people[0]) == (people[1],)
    assert kind.group(state, "p/alone", Sight(moment)).id == ""
    flows = kind.yields(state, Moment("closed", True, "group"))
    shown = kind.yields(
        kind.reduce(state, Reveal(activity="a"), Doing(LEADER, 0, "r", 0), moment), Moment("closed", True, "group")
    )
    assert not flows.items
    assert [(group.text, len(group.items)) for group in shown.groups] == [
        ({"en": "Table 1"}, 1),
        ({"en": "Table 2"}, 0),
    ]
    assert shown.items[0].of == "table"


# --- sheets that go round ----------------------------------------------------------------------------------


def take(day: Day, number: int) -> None:
    day.must(day.author(number, "collect"), TakeSheet(activity=day.step["collect"]))


def test_sheets_go_round_with_what_is_on_them_and_nobody_sees_whose_they_are() -> None:
    day = opened("anonymous", pass_on=3, ideas_per_round=2)
    activity = day.step["collect"]
    for number in range(3):
        take(day, number)
        post(day, number, f"idea{number}")
    assert kind.next_command(day.activity("collect").state, activity) == NextSheet(activity=activity, to=2)
    assert (view(day).round, view(day).sheets, view(day).wrote, view(day).notes) == (1, 3, 3, {})
    day.must(LEADER, NextSheet(activity=activity, to=2))
    assert day.do(LEADER, NextSheet(activity=activity, to=2)) == Refusal("changed_since")
    for number in range(3):
        sheet = mine(day, number).sheet
        (idea,) = sheet.ideas.values()
        assert idea.text != f"idea{number}"
        assert sheet.number in (1, 2, 3)
        assert not {day.author(n, "collect") for n in range(3)} & set(str(sheet).split("'"))
        assert mine(day, number).left == 2
    day.must(LEADER, NextSheet(activity=activity))
    assert kind.next_command(day.activity("collect").state, activity) is None
    assert day.do(LEADER, NextSheet(activity=activity)) == Refusal("last_round")
    day.must(LEADER, CloseActivity(activity=activity))
    # In the grace already: the next step may start from it.
    assert sorted(new(day)) == ["idea0", "idea1", "idea2"]
    flows = kind.yields(day.activity("collect").state, day.activity("collect").moment)
    assert len(flows.items) == 5 + 3
    post(day, 0, "last")
    day.must(ROOM, EndGrace(activity=activity))
    assert "last" in new(day)


def test_what_comes_a_moment_too_late_goes_on_the_sheet_it_was_written_on() -> None:
    day = opened("named", pass_on=4)
    activity, author = day.step["collect"], day.author(0, "collect")
    for number in range(3):
        take(day, number)
    first = mine(day, 0).sheet.id
    day.must(LEADER, NextSheet(activity=activity))
    day.must(author, PostNote(activity=activity, text="late", sheet=first))
    holder = next(number for number in range(3) if mine(day, number).sheet.id == first)
    assert [idea.text for idea in mine(day, holder).sheet.ideas.values()] == ["late"]
    assert author != day.author(holder, "collect")
    assert day.author(holder, "collect") in kind.company_of(day.activity("collect").state, author)
    assert mine(day, 0).left == 3
    day.must(LEADER, NextSheet(activity=activity))
    no = day.do(author, PostNote(activity=activity, text="too late", sheet=first))
    assert no == (Refusal("sheet_gone") if mine(day, 0).sheet.id != first else None)


def test_each_round_has_its_clock_and_its_cap_and_can_be_taken_back() -> None:
    day = opened("named", pass_on=3, ideas_per_round=1, minutes_per_round=4)
    activity, author = day.step["collect"], day.author(0, "collect")
    assert kind.minutes_now(day.activity("collect").state, None) == 4
    take(day, 0)
    take(day, 1)
    post(day, 0, "one")
    full = PostNote(activity=activity, text="two")
    assert day.do(author, full) == Refusal("no_notes_left", {"most": 1})
    day.must(LEADER, NextSheet(activity=activity))
    assert day.activity("collect").ends_at == day.entries[-1][1].at + 4 * 60_000
    day.must(LEADER, Undo())
    assert (view(day).round, mine(day, 0).left) == (1, 0)
    day.must(LEADER, NextSheet(activity=activity))
    post(day, 0, "two")
    assert day.do(LEADER, Undo()) == Refusal("changed_since")


def test_two_anonymous_sheets_are_too_few_to_hide_anybody() -> None:
    day = opened("anonymous", pass_on=3)
    for number in range(2):
        take(day, number)
    no = day.do(LEADER, NextSheet(activity=day.step["collect"]))
    assert no == Refusal("too_few_sheets", {"least": 3})
    assert kind.next_command(day.activity("collect").state, day.step["collect"]) is None


@given(chance=st.randoms(use_true_random=False), identity=st.sampled_from(["anonymous", "named"]))
def test_whatever_happens_nobody_has_two_sheets_and_nobody_writes_more_than_the_round_allows(
    chance: random.Random, identity: Identity
) -> None:
    day = opened(identity, pass_on=4, ideas_per_round=2)
    activity = day.step["collect"]
    for place in range(30):
        number = chance.randrange(4)
        by, command = chance.choice(
            [
                (day.author(number, "collect"), TakeSheet(activity=activity)),
                (day.author(number, "collect"), PostNote(activity=activity, text=f"word{place}")),
                (
                    day.author(number, "collect"),
                    PostNote(activity=activity, text="x", sheet=mine(day, number).sheet.id),
                ),
                (LEADER, NextSheet(activity=activity)),
                (LEADER, Undo()),
            ]
        )
        day.do(by, command)
        state = day.activity("collect").state
        wrote = Counter((note.by, note.round) for note in state.notes.values() if note.by.startswith(("a/", "p/")))
        assert max(wrote.values(), default=0) <= 2
        assert set(state.passing.holding.values()) <= set(state.passing.sheets)
        assert max(Counter(state.passing.holding.values()).values(), default=0) <= 2
        assert view(day).notes == {}


def test_pretend_people_play_every_round_and_say_something_of_each_others_notes() -> None:
    day = opened("named", pass_on=2)
    activity = day.step["collect"]
    for _ in range(2):
        for number in range(4):
            for command in kind.pretend(day.activity("collect").state, activity, number, SAYINGS["fi"]):
                day.must(day.author(number, "collect"), command)
        day.do(LEADER, NextSheet(activity=activity))
    assert len(day.activity("collect").state.notes) == 5 + 2 * 4 * 3
    lively = opened("named", comments=True, marks=[{"en": "a"}], reactions=True, build_on=True, moderation="before")
    for number in range(4):
        for command in kind.pretend(lively.activity("collect").state, activity, number, SAYINGS["fi"]):
            assert lively.do(lively.author(number, "collect"), command) in (None, Refusal("own_note"))
    queue = kind.pretend_lead(lively.activity("collect").state, activity, SAYINGS["fi"])
    for command in queue:
        lively.must(LEADER, command)
    assert queue
    assert not kind.pretend_lead(lively.activity("collect").state, activity, SAYINGS["fi"])
    assert any(note.talk for note in view(lively).notes.values())
