"""Rank: things in order."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.activities.rank import (
    AddPaperRanking,
    AddRanked,
    ClearRanking,
    DropPaperRanking,
    HideRanked,
    Rankings,
    RankSettings,
    RankView,
    RenameRanked,
    SetRanking,
    ShowRankSpread,
    concordance,
    kind,
)
from facilitator.core.actors import Doing
from facilitator.core.commands import CloseActivity, ResetActivity
from facilitator.core.kind import ActivityCommand, Inputs, Moment, Sight
from facilitator.core.refusal import Refusal
from tests.laws.days import INPUTS, LEADER, Day

LIVELY = {"items": [{"en": "a"}, {"en": "b"}, {"en": "c"}], "hidden": False}

OPEN, CLOSED, NAMED = Sight(Moment()), Sight(Moment("closed")), Sight(Moment("closed", identity="named"))
DESK = Sight(Moment(), leads=True)


def begun(count: int = 4, **settings: Any) -> Rankings:
    return kind.begin(RankSettings(items=tuple({"en": f"o{n}"} for n in range(count)), **settings), Inputs(), 1)


def after(state: Rankings, command: ActivityCommand, by: str = LEADER) -> Rankings:
    doing = Doing(by, 0, "paper", 1)
    no = kind.refuse(state, command, doing, Moment())
    assert no is None, no
    return kind.reduce(state, command, doing, Moment())


def order(state: Rankings, *places: int) -> tuple[str, ...]:
    items = list(state.items)
    return tuple(items[place] for place in places)


def ranked(state: Rankings, *rankings: tuple[int, ...]) -> Rankings:
    for n, places in enumerate(rankings):
        state = after(state, SetRanking(activity="x", order=order(state, *places)), f"a/{n}")
    return state


def refusal(state: Rankings, command: ActivityCommand, by: str = "a/0") -> Refusal | None:
    return kind.refuse(state, command, Doing(by, 0, "id", 1), Moment())


def told(view: RankView, field: str) -> list[Any]:
    return [getattr(row, field) for row in view.items.values()]


def in_place(view: RankView) -> list[str]:
    return [row.text["en"] for row in sorted(view.items.values(), key=lambda row: row.place)]


def test_a_ranking_sent_twice_counts_once() -> None:
    state = ranked(begun(), (1, 0))
    again = SetRanking(activity="x", order=order(state, 1, 0))
    assert after(state, again, "a/0") is state
    assert kind.answered(state) == 1


def test_a_new_order_replaces_ones_own_and_an_empty_one_takes_it_back() -> None:
    state = ranked(begun(), (1, 0))
    state = after(state, SetRanking(activity="x", order=order(state, 2)), "a/0")
    assert kind.mine(state, "a/0", OPEN).order == order(state, 2)
    assert kind.mine(state, "a/0", OPEN).words == ({"en": "o2"},)
    state = after(state, ClearRanking(activity="x"), "a/0")
    assert (kind.answered(state), kind.mine(state, "a/0", OPEN).order) == (0, ())


def test_an_order_names_what_there_is_once_each_and_no_more_than_asked_for() -> None:
    state = begun(4, top=2)
    known = order(state, 0, 1, 2, 3)
    assert refusal(state, SetRanking(activity="x", order=())) == Refusal("nothing_ranked")
    assert refusal(state, SetRanking(activity="x", order=("nowhere",))) == Refusal("no_such_option")
    assert refusal(state, SetRanking(activity="x", order=(known[0], known[0]))) == Refusal("ranked_twice")
    assert refusal(state, SetRanking(activity="x", order=known[:3])) == Refusal("too_many", {"most": 2})
    assert refusal(state, SetRanking(activity="x", order=known[:2])) is None
    assert refusal(state, SetRanking(activity="x", order=known[:2]), LEADER) == Refusal("not_permitted")


def test_the_order_is_by_mean_place() -> None:
    state = ranked(begun(3), *[(0, 1, 2)] * 3, *[(1, 0, 2)] * 2)
    view = kind.board(state, CLOSED)
    assert told(view, "place") == [1, 2, 3]
    assert told(view, "mean") == [1.4, 1.6, 3.0]
    assert (view.shown, view.few, view.phones) == (True, False, 5)


def test_what_is_left_out_counts_as_the_mean_of_the_places_left() -> None:
    state = ranked(begun(8, top=3), *[(5, 6, 7)] * 5)
    view = kind.board(state, CLOSED)
    assert told(view, "mean") == [6.0, 6.0, 6.0, 6.0, 6.0, 1.0, 2.0, 3.0]
    assert told(view, "placed") == [0, 0, 0, 0, 0, 5, 5, 5]
    assert in_place(view)[:3] == ["o5", "o6", "o7"]


def test_equal_means_are_told_apart_by_points_and_then_by_first_places() -> None:
    # o0 was left out once and so has fewer points than o1 at the same mean.
    points = kind.board(ranked(begun(), (1,), (2, 3, 1, 0), (0, 2, 3, 1), (2, 3), (2, 3)), CLOSED)
    assert told(points, "mean")[:2] == [3.0, 3.0]
    assert told(points, "place")[:2] == [4, 3]
    # o0 was always second; the others were first as often as last.
    firsts = kind.board(ranked(begun(3), *[(1, 0, 2), (2, 0, 1)] * 3), CLOSED)
    assert told(firsts, "mean") == [2.0, 2.0, 2.0]
    assert in_place(firsts) == ["o1", "o2", "o0"]


@pytest.mark.parametrize(
    ("rankings", "words"),
    [
        ([(0, 1, 2, 3)] * 5, "strong"),
        ([(0, 1, 2, 3)] * 3 + [(1, 0, 3, 2), (3, 0, 1, 2)], "fair"),
        ([(0, 1, 2, 3), (3, 2, 1, 0)] * 3, "split"),
    ],
)
def test_agreement_is_told_in_words(rankings: list[tuple[int, ...]], words: str) -> None:
    assert kind.board(ranked(begun(), *rankings), CLOSED).agreement == words


def test_the_coefficient_is_the_textbooks_for_whole_and_for_tied_rankings() -> None:
    # Whole rankings: sums 4, 5, 11, 10 about 7.5, S = 37, W = 12·37 / (9·60).
    assert concordance([tuple("abcd"), tuple("badc"), tuple("abdc")], 4) == pytest.approx(12 * 37 / (9 * 60))
    # Left out is tied: places 1, 2, 3.5 and 3.5 twice; without the correction it would be 0.9.
    assert concordance([("a", "b"), ("a", "b")], 4) == 1.0
    assert concordance([("a", "b"), ("b", "a")], 2) == 0.0
    assert concordance([("a",)], 1) == 1.0


@given(st.lists(st.permutations(range(5)).map(lambda all_: tuple(all_[:3])), min_size=1, max_size=12))
def test_the_coefficient_lies_between_nothing_and_all(rankings: list[tuple[int, ...]]) -> None:
    w = concordance([tuple(str(n) for n in one) for one in rankings], 5)
    assert -1e-9 <= w <= 1 + 1e-9


def test_the_thing_that_opinions_differ_on_most_is_named_unless_the_room_agrees() -> None:
    split = kind.board(ranked(begun(), *[(0, 1, 2, 3)] * 3, *[(1, 2, 3, 0)] * 3), CLOSED)
    assert [row.text["en"] for row in split.items.values() if row.differs] == ["o0"]
    assert (split.items[order(begun(), 0)[0]].low, split.items[order(begun(), 0)[0]].high) == (1.0, 4.0)
    assert not any(told(kind.board(ranked(begun(), *[(0, 1, 2, 3)] * 5), CLOSED), "differs"))


def test_under_five_rankings_nothing_is_told_unless_by_name() -> None:
    state = ranked(begun(), *[(3, 2, 1, 0)] * 4)
    view = kind.board(state, CLOSED)
    assert (view.shown, view.few, view.phones) == (False, True, 4)
    assert told(view, "place") == told(view, "mean") == [0] * 4
    assert (view.agreement, kind.tables(state, CLOSED)) == ("", [])
    assert [item.text["en"] for item in kind.yields(state, Moment("closed")).top] == ["o0", "o1", "o2", "o3"]
    assert in_place(kind.board(state, NAMED)) == ["o3", "o2", "o1", "o0"]
    assert kind.yields(state, NAMED.moment).top[0].text["en"] == "o3"
    assert kind.board(ranked(begun(), *[(3, 2, 1, 0)] * 5), CLOSED).shown


def test_paper_hides_no_phone_since_leaders_know_what_they_typed_in() -> None:
    state = ranked(begun(), (3, 2, 1, 0))
    for n in range(5):
        paper = AddPaperRanking(activity="x", order=order(state, 0, 1))
        state = kind.reduce(state, paper, Doing(LEADER, 1, f"paper{n}", 1), Moment())
    for sight in (CLOSED, Sight(Moment("closed"), leads=True)):
        view = kind.board(state, sight)
        assert (view.shown, view.few, view.phones, view.hands) == (False, True, 1, 5)
    assert kind.yields(state, Moment("closed")).top[-1].text["en"] == "o3"
    without_phones = kind.reduce(state, ClearRanking(activity="x"), Doing("a/0", 0, "id", 1), Moment())
    assert kind.board(without_phones, CLOSED).shown


def test_nobody_sees_an_order_before_the_close_the_desk_included() -> None:
    state = ranked(begun(), *[(3, 2, 1, 0)] * 6)
    for view in (kind.board(state, OPEN), kind.phone(state, OPEN), kind.desk(state, DESK)):
        assert (view.shown, view.few, view.phones, view.agreement) == (False, False, 6, "")
        for field in ("place", "mean", "placed", "low", "high"):
            assert told(view, field) == [0] * 4
    assert kind.board(state, Sight(Moment(revealed=True))).shown
    assert kind.board(ranked(begun(hidden=False), *[(3, 2, 1, 0)] * 6), OPEN).shown


def test_a_private_ranking_is_seen_by_its_writer_alone() -> None:
    state = ranked(begun(hidden=False, coverage=2), *[(3, 2, 1, 0)] * 6)
    moment = Moment("closed", revealed=True, identity="only_you")
    desk = kind.desk(state, Sight(moment, leads=True))
    assert (desk.shown, desk.few, desk.missing, desk.hands) == (False, False, 0, 0)
    assert [item.text["en"] for item in kind.yields(state, moment).top] == ["o0", "o1", "o2", "o3"]
    assert kind.mine(state, "a/0", Sight(moment)).order == order(state, 3, 2, 1, 0)


def test_an_open_result_waits_until_each_was_ranked_by_as_many_as_asked_for() -> None:
    state = ranked(begun(hidden=False, coverage=2), *[(0, 1, 2)] * 5)
    assert (kind.board(state, OPEN).shown, kind.desk(state, DESK).missing) == (False, 1)
    assert told(kind.board(state, CLOSED), "thin") == [False, False, False, True]
    state = ranked(state, (3,), (3,))
    assert kind.board(state, OPEN).shown
    # With places for some alone, whoever ranked has weighed them all.
    assert kind.board(ranked(begun(hidden=False, coverage=2, top=1), *[(0,)] * 5), OPEN).shown


def test_paper_counts_beside_the_phones_and_can_be_taken_back() -> None:
    state = ranked(begun(2), *[(0, 1)] * 5)
    state = after(state, AddPaperRanking(activity="x", order=order(state, 1, 0)))
    view = kind.board(state, CLOSED)
    assert (view.phones, view.hands, told(view, "mean")) == (5, 1, [1.2, 1.8])
    assert (kind.board(state, OPEN).hands, kind.desk(state, DESK).hands) == (0, 1)
    assert kind.desk(state, DESK).last_paper == "paper"
    state = after(state, DropPaperRanking(activity="x", paper="paper"))
    assert told(kind.board(state, CLOSED), "mean") == [1.0, 2.0]
    assert (kind.board(state, CLOSED).hands, kind.desk(state, DESK).last_paper) == (0, "")


def test_what_is_ranked_keeps_its_words_once_somebody_has_ranked() -> None:
    fresh = begun()
    used = ranked(fresh, (0,))
    for edit in (
        AddRanked(activity="x", text={"en": "new"}),
        RenameRanked(activity="x", item=order(fresh, 0)[0], text={"en": "new"}),
    ):
        assert refusal(fresh, edit, LEADER) is None
        assert refusal(used, edit, LEADER) == Refusal("already_ranked")
    assert refusal(fresh, AddRanked(activity="x", text={"en": " "}), LEADER) == Refusal("empty")
    assert refusal(begun(10), AddRanked(activity="x", text={"en": "new"}), LEADER) == Refusal(
        "too_many", {"most": 10}
    )


def test_orders_close_up_around_what_is_taken_out() -> None:
    state = ranked(begun(3), *[(0, 1, 2)] * 5, (0,))
    state = after(state, HideRanked(activity="x", item=order(state, 0)[0]))
    view = kind.board(state, CLOSED)
    assert (in_place(view), view.top) == (["o1", "o2"], 2)
    assert told(view, "mean") == [1.0, 2.0]
    assert kind.mine(state, "a/5", OPEN).order == ()
    assert len(kind.desk(state, DESK).items) == 3
    back = after(state, HideRanked(activity="x", item=order(state, 0)[0], on=False))
    assert kind.mine(back, "a/5", OPEN).order == order(back, 0)


def test_the_wall_shows_the_spread_when_asked_to() -> None:
    state = after(begun(), ShowRankSpread(activity="x"))
    assert kind.board(state, OPEN).spread
    assert after(state, ShowRankSpread(activity="x")) is state


def test_the_summary_has_no_ids_and_stands_in_the_rooms_order() -> None:
    state = ranked(begun(), *[(3, 2, 1, 0)] * 5)
    assert [row.text["en"] for row in kind.summary(state, CLOSED).items.values()] == ["o3", "o2", "o1", "o0"]
    assert list(kind.summary(state, CLOSED).items) == ["1", "2", "3", "4"]
    assert kind.tables(state, CLOSED)[:2] == [
        ["Place in order", "Option", "Mean place", "Ranked by"],
        [1, "o3", 1.0, 5],
    ]


def test_the_best_go_on_in_the_rooms_order() -> None:
    state = ranked(begun(), *[(2, 0, 1, 3)] * 5)
    flows = kind.yields(state, Moment())
    assert [item.text["en"] for item in flows.top] == ["o2", "o0", "o1", "o3"]
    assert [item.text["en"] for item in flows.items] == ["o0", "o1", "o2", "o3"]


def test_at_most_ten_are_ranked_whatever_flows_in() -> None:
    state = kind.begin(RankSettings(items=tuple({"en": str(n)} for n in range(8))), INPUTS, 1)
    assert len(state.items) == 10


def test_a_ranking_for_the_run_before_a_reset_finds_nothing() -> None:
    day = Day("anonymous")
    activity = day.open("rank")
    late = SetRanking(activity=activity, order=tuple(day.activity("rank").state.items)[:2])
    day.must(day.author(0, "rank"), late)
    day.must(LEADER, ResetActivity(activity=activity))
    assert day.do(day.author(0, "rank"), late) == Refusal("no_such_option")
    day.must(LEADER, CloseActivity(activity=activity))
    assert day.do(day.author(0, "rank"), ClearRanking(activity=activity)) == Refusal("closed")


def test_pretend_people_rank_alike_but_not_the_same() -> None:
    state = begun(5)
    for who in range(20):
        (command,) = kind.pretend(state, "x", who, None)  # type: ignore[arg-type]
        state = after(state, command, f"a/{who}")
    assert len(set(state.orders.values())) > 3
    assert kind.board(state, CLOSED).agreement != "split"
