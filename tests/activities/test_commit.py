"""Commit: who does what by when."""

from typing import Any

import pytest

from facilitator.activities.commit import (
    CommitSettings,
    CommitView,
    ConfirmOwner,
    EditAction,
    OurCommitment,
    ProposeAction,
    SetFollowUp,
    TakeAction,
    WithdrawAction,
    WritePromise,
    kind,
)
from facilitator.core.actors import Doing
from facilitator.core.agenda import Identity
from facilitator.core.commands import CloseActivity, EndGrace, ReleaseNotes, Undo
from facilitator.core.kind import ActivityCommand, Company, Inputs, Item, Moment, Sight
from facilitator.core.refusal import Refusal
from tests.laws.days import LEADER, REAL_NAME, ROOM, Day, encoded

LIVELY = {"private_part": True, "support": True}


def opened(identity: Identity = "named", **settings: Any) -> Day:
    day = Day(identity, commit=settings)
    day.open("commit")
    return day


def proposed(day: Day, number: int = 0, **fields: Any) -> str:
    by = day.author(number, "commit")
    return day.must(by, ProposeAction(activity=day.step["commit"], **{"what": "ask the team", **fields}))


def on_wall(day: Day) -> CommitView:
    view = day.shared_views()["board"].activity.view  # type: ignore[attr-defined]
    assert isinstance(view, CommitView)
    return view


def row(day: Day, action: str) -> Any:
    return on_wall(day).actions[action]


def test_an_action_stands_in_the_table_at_once_and_tells_not_who_wrote_it() -> None:
    day = opened()
    action = proposed(day, who="Maija", when="2026-12-01", first_step="call")
    shown = row(day, action)
    assert (shown.what, shown.who, shown.when, shown.first_step) == ("ask the team", "Maija", "2026-12-01", "call")
    assert REAL_NAME not in encoded(on_wall(day)).decode()


def test_anonymous_actions_wait_for_three_and_a_leaders_does_not() -> None:
    day = opened("anonymous")
    for number in (0, 1):
        proposed(day, number)
    assert not kind.releasable(day.activity("commit").state, day.activity("commit").moment)
    led = day.must(LEADER, ProposeAction(activity=day.step["commit"], what="book a room"))
    assert list(on_wall(day).actions) == [led]
    assert on_wall(day).count == 3
    proposed(day, 2)
    assert kind.releasable(day.activity("commit").state, day.activity("commit").moment)
    day.must(ROOM, ReleaseNotes(activity=day.step["commit"]))
    assert len(on_wall(day).actions) == 4


def test_what_was_written_in_the_grace_comes_out_at_its_end() -> None:
    day = opened("anonymous")
    activity = day.step["commit"]
    day.must(LEADER, CloseActivity(activity=activity))
    proposed(day)
    assert on_wall(day).actions == {}
    day.must(ROOM, EndGrace(activity=activity))
    assert len(on_wall(day).actions) == 1


def test_one_takes_an_action_and_only_oneself_gives_it_back() -> None:
    day = opened()
    action, activity = proposed(day), day.step["commit"]
    day.must(day.author(1, "commit"), TakeAction(activity=activity, action=action))
    assert row(day, action).who == f"{REAL_NAME}1"
    assert on_wall(day).unowned == 0
    taking, giving = (TakeAction(activity=activity, action=action, on=on) for on in (True, False))
    assert day.do(day.author(2, "commit"), taking) == Refusal("already_taken")
    assert day.do(day.author(2, "commit"), giving) == Refusal("not_yours")
    day.must(day.author(1, "commit"), giving)
    assert (row(day, action).who, on_wall(day).unowned) == ("", 1)


def test_where_nobody_has_a_name_nobody_takes_an_action() -> None:
    for identity in ("anonymous", "only_you"):
        day = opened(identity)
        action = proposed(day)
        taking = TakeAction(activity=day.step["commit"], action=action)
        assert day.do(day.author(1, "commit"), taking) == Refusal("not_permitted")
    assert day.do(LEADER, taking) == Refusal("not_permitted")


def test_an_owner_is_confirmed_aloud_and_a_new_owner_is_not() -> None:
    day = opened()
    activity, action = day.step["commit"], proposed(day)
    confirm = ConfirmOwner(activity=activity, action=action)
    assert day.do(LEADER, confirm) == Refusal("no_owner")
    day.must(LEADER, EditAction(activity=activity, action=action, who="Maija"))
    assert day.do(day.author(0, "commit"), confirm) == Refusal("not_permitted")
    day.must(LEADER, confirm)
    assert row(day, action).confirmed
    day.must(LEADER, EditAction(activity=activity, action=action, who="Pekka"))
    assert not row(day, action).confirmed
    day.must(LEADER, Undo())
    assert (row(day, action).who, row(day, action).confirmed) == ("Maija", True)


def test_a_written_name_replaces_who_took_it_and_undo_gives_it_back() -> None:
    day = opened()
    activity, action = day.step["commit"], proposed(day)
    day.must(day.author(1, "commit"), TakeAction(activity=activity, action=action))
    day.must(LEADER, EditAction(activity=activity, action=action, who="Pekka"))
    assert row(day, action).who == "Pekka"
    day.must(LEADER, Undo())
    assert row(day, action).who == f"{REAL_NAME}1"


def test_one_edits_and_withdraws_ones_own_and_a_leader_any() -> None:
    day = opened()
    activity, action = day.step["commit"], proposed(day)
    edit = EditAction(activity=activity, action=action, what="ask everyone")
    assert day.do(day.author(1, "commit"), edit) == Refusal("not_yours")
    withdraw = WithdrawAction(activity=activity, action=action)
    assert day.do(day.author(1, "commit"), withdraw) == Refusal("not_yours")
    day.must(day.author(0, "commit"), edit)
    day.must(LEADER, EditAction(activity=activity, action=action, when="soon"))
    assert (row(day, action).what, row(day, action).when) == ("ask everyone", "soon")
    assert day.do(day.author(0, "commit"), EditAction(activity=activity, action=action, what=" ")) == Refusal(
        "empty"
    )
    forged = EditAction(activity=activity, action=action, owner=day.author(2, "commit"))
    assert day.do(day.author(0, "commit"), forged) == Refusal("not_permitted")
    day.must(LEADER, withdraw)
    assert on_wall(day).actions == {}


def test_the_day_of_checking_is_seen_by_all() -> None:
    day = opened()
    day.must(LEADER, SetFollowUp(activity=day.step["commit"], date="2026-12-01"))
    assert on_wall(day).follow_up_on == "2026-12-01"


def test_a_promise_is_read_by_its_writer_alone() -> None:
    day = opened(private_part=True)
    day.must(day.author(0, "commit"), WritePromise(activity=day.step["commit"], text="be kind"))
    activity = day.activity("commit")
    assert day.mine(0).view.promise == "be kind"  # type: ignore[attr-defined]
    assert day.mine(1).view.promise == ""  # type: ignore[attr-defined]
    told = [
        day.shared_views(),
        kind.summary(activity.state, Sight(activity.moment)),
        kind.tables(activity.state, Sight(activity.moment)),
        kind.yields(activity.state, activity.moment),
    ]
    assert b"be kind" not in encoded(told)
    assert kind.answered(activity.state) == 1
    day.must(day.author(0, "commit"), WritePromise(activity=day.step["commit"], text=" "))
    assert kind.answered(day.activity("commit").state) == 0


@pytest.mark.parametrize("by", ["leader", "participant"])
def test_no_promise_where_none_is_asked_and_none_by_leaders(by: str) -> None:
    day = opened(private_part=by == "leader")
    promise = WritePromise(activity=day.step["commit"], text="be kind")
    expected = "not_permitted" if by == "leader" else "no_promises"
    assert day.do(LEADER if by == "leader" else day.author(0, "commit"), promise) == Refusal(expected)


def test_in_private_a_row_is_its_writers_alone() -> None:
    day = opened("only_you")
    action = proposed(day)
    day.must(LEADER, CloseActivity(activity=day.step["commit"]))
    day.must(ROOM, EndGrace(activity=day.step["commit"]))
    assert on_wall(day).actions == {}
    assert list(day.mine(0).view.actions) == [action]  # type: ignore[attr-defined]
    assert not day.mine(0).view.actions[action].shown  # type: ignore[attr-defined]


def test_what_flows_in_stands_as_proposals_and_what_is_agreed_flows_on() -> None:
    day = opened()
    assert [row.text[""] for row in on_wall(day).proposals.values()] == [f"brought {n}" for n in range(5)]
    proposed(day)
    activity = day.activity("commit")
    assert [item.text for item in kind.yields(activity.state, activity.moment).items] == [{"": "ask the team"}]


def test_an_action_whose_words_were_erased_is_gone() -> None:
    activity = opened().activity("commit")
    erased = ProposeAction(activity=activity.step.id, what="")
    state = kind.reduce(activity.state, erased, Doing("p/x", 1, "id", 1), activity.moment)
    assert kind.board(state, Sight(activity.moment)).actions == {}


def test_the_table_has_a_row_an_action() -> None:
    day = opened()
    proposed(day, who="Maija", when="May")
    activity = day.activity("commit")
    assert kind.tables(activity.state, Sight(activity.moment)) == [
        ["Action", "Who", "When", "First step", "Confirmed", "Help"],
        ["ask the team", "Maija", "May", "", 0, ""],
    ]


# --- help, days, rows made beforehand --------------------------------------------------------------------


def test_an_action_says_what_help_it_needs_and_undo_brings_the_words_back() -> None:
    day = opened(support=True)
    activity, action = day.step["commit"], proposed(day, support="an hour a week")
    day.must(LEADER, EditAction(activity=activity, action=action, support="two hours"))
    assert (on_wall(day).support, row(day, action).support) == (True, "two hours")
    day.must(LEADER, Undo())
    assert row(day, action).support == "an hour a week"


def test_a_promise_has_a_day_that_its_writer_alone_knows() -> None:
    day = opened(private_part=True)
    activity = day.step["commit"]
    day.must(day.author(0, "commit"), WritePromise(activity=activity, text="be kind", date="2027-01-31"))
    assert day.mine(0).view.promise_on == "2027-01-31"  # type: ignore[attr-defined]
    assert day.mine(1).view.promise_on == ""  # type: ignore[attr-defined]
    assert b"2027-01-31" not in encoded(day.shared_views())
    day.must(day.author(0, "commit"), WritePromise(activity=activity, text="", date="2027-01-31"))
    assert day.activity("commit").state.promise_days == {}


def test_the_day_of_checking_is_asked_for_once_there_is_something_to_check() -> None:
    day = opened()
    assert not on_wall(day).needs_follow_up
    proposed(day)
    assert on_wall(day).needs_follow_up
    day.must(LEADER, SetFollowUp(activity=day.step["commit"], date="2026-12-01"))
    assert not on_wall(day).needs_follow_up
    for day in (opened(ask_follow_up=False), opened(follow_up=False)):
        proposed(day)
        assert not on_wall(day).needs_follow_up


def test_rows_made_of_what_flows_in_are_filled_in_by_anybody_and_taken_away_by_leaders() -> None:
    day = opened(prefilled=True)
    activity, (first, *_) = day.step["commit"], on_wall(day).actions
    assert [action.what for action in on_wall(day).actions.values()] == [f"brought {n}" for n in range(5)]
    assert on_wall(day).proposals == {}
    day.must(day.author(2, "commit"), EditAction(activity=activity, action=first, who="Maija", when="May"))
    assert (row(day, first).who, row(day, first).when) == ("Maija", "May")
    withdraw = WithdrawAction(activity=activity, action=first)
    assert day.do(day.author(2, "commit"), withdraw) == Refusal("not_yours")
    day.must(LEADER, withdraw)
    assert first not in on_wall(day).actions


def test_where_nobody_has_a_name_only_leaders_fill_in_what_was_made_beforehand() -> None:
    day = opened("anonymous", prefilled=True)
    edit = EditAction(activity=day.step["commit"], action=next(iter(on_wall(day).actions)), who="Maija")
    assert day.do(day.author(0, "commit"), edit) == Refusal("not_yours")
    day.must(LEADER, edit)


# --- rows of a table -------------------------------------------------------------------------------------

OURS = Moment(identity="group")
TABLES = tuple(
    Company(table, {"fi": f"Pöytä {table}"}, tuple(f"p/{table}{n}" for n in (1, 2))) for table in ("1", "2")
)


def at_tables(**settings: Any) -> Any:
    inputs = Inputs((Item("given", {"fi": "annettu"}, of="2"),), companies=TABLES)
    return kind.begin(CommitSettings(per="company", **settings), inputs, 1)


def asked(state: Any, by: str, command: ActivityCommand, new: str = "new") -> tuple[Any, Refusal | None]:
    doing = Doing(by, 0, new, 1)
    no = kind.refuse(state, command, doing, OURS)
    return (state, no) if no else (kind.reduce(state, command, doing, OURS), None)


def test_a_tables_row_bears_its_name_and_any_of_its_people_changes_it() -> None:
    state, _ = asked(at_tables(), "p/21", ProposeAction(activity="x", what="later one"), "b")
    state, _ = asked(state, "p/11", ProposeAction(activity="x", what="ours"), "a")
    view = kind.board(state, Sight(OURS))
    assert [(action.company["fi"], action.what) for action in view.actions.values()] == [
        ("Pöytä 1", "ours"),
        ("Pöytä 2", "later one"),
    ]
    edit = EditAction(activity="x", action="a", when="May")
    state, no = asked(state, "p/12", edit)
    assert no is None
    assert kind.mine(state, "p/11", Sight(OURS)).actions["a"].when == "May"
    assert kind.mine(state, "p/11", Sight(OURS)).actions.keys() == {"a"}
    assert asked(state, "p/22", edit)[1] == Refusal("not_yours")
    assert kind.company_of(state, "p/11") == ("p/12",)
    assert kind.group(state, "p/12", Sight(OURS)) == OurCommitment({"fi": "Pöytä 1"}, 2)


def test_a_row_made_of_what_a_table_chose_is_that_tables() -> None:
    state = at_tables(prefilled=True)
    edit = EditAction(activity="x", action="given", who="Maija")
    assert asked(state, "p/11", edit)[1] == Refusal("not_yours")
    state, no = asked(state, "p/22", edit)
    assert (no, kind.board(state, Sight(OURS)).actions["given"].who) == (None, "Maija")
    assert kind.tables(state, Sight(OURS)) == [
        ["Group", "Action", "Who", "When", "First step", "Confirmed"],
        ["Pöytä 2", "annettu", "Maija", "", "", 0],
    ]


def test_nobody_puts_an_action_in_the_place_of_a_row_that_was_given() -> None:
    propose = ProposeAction(activity="x", what="mine")
    assert asked(at_tables(prefilled=True), "p/11", propose, "given")[1] == Refusal("id_taken")


def test_the_summary_tells_no_ids_and_no_order_of_writing() -> None:
    words = [f"action {n}" for n in range(6)]
    told = []
    for order in (words, words[::-1]):
        day = opened()
        for n, what in enumerate(order):
            proposed(day, n % 4, what=what)
        activity = day.activity("commit")
        told.append(kind.summary(activity.state, Sight(activity.moment)))
    assert list(told[0].actions) == [str(n) for n in range(1, 7)]
    assert told[0] == told[1]
