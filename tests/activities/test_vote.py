"""Vote: dots on options."""

from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.activities.vote import (
    AddHands,
    AddOption,
    Ballots,
    CastVote,
    HideOption,
    RenameOption,
    VoteSettings,
    VoteView,
    kind,
)
from facilitator.core.actors import Doing
from facilitator.core.commands import CloseActivity, ReopenActivity, ResetActivity, Reveal
from facilitator.core.kind import Inputs, Item, Moment, Sight
from facilitator.core.refusal import Refusal
from facilitator.core.text import words_as_text
from tests.laws.days import LEADER, Day

LIVELY = {"options": [{"en": "a"}, {"en": "b"}, {"en": "c"}], "budget": 4, "max_per_option": 2, "top": 1}

OPEN, CLOSED = Sight(Moment()), Sight(Moment("closed"))
DESK = Sight(Moment(), leads=True)


def begun(count: int = 3, **settings: Any) -> Ballots:
    return kind.begin(VoteSettings(options=tuple({"en": f"o{n}"} for n in range(count)), **settings), Inputs(), 1)


def cast(state: Ballots, by: str, place: int, dots: int = 1) -> Ballots:
    command = CastVote(activity="x", option=list(state.options)[place], dots=dots)
    doing = Doing(by, 0, "id", 1)
    no = kind.refuse(state, command, doing, Moment())
    assert no is None, no
    return kind.reduce(state, command, doing, Moment())


def refusal(state: Ballots, by: str, place: int, dots: int) -> Refusal | None:
    command = CastVote(activity="x", option=list(state.options)[place], dots=dots)
    return kind.refuse(state, command, Doing(by, 0, "id", 1), Moment())


def hands(state: Ballots, place: int, count: int) -> Ballots:
    command = AddHands(activity="x", option=list(state.options)[place], hands=count)
    return kind.reduce(state, command, Doing(LEADER, 1, "id", 1), Moment())


def told(view: VoteView, field: str) -> list[Any]:
    return [getattr(option, field) for option in view.options.values()]


def test_a_vote_sent_twice_counts_once() -> None:
    state = cast(begun(), "p/a", 0)
    assert cast(state, "p/a", 0) is state
    assert told(kind.board(state, CLOSED), "dots") == [1, 0, 0]


def test_a_single_dot_moves() -> None:
    state = cast(cast(begun(), "p/a", 0), "p/a", 2)
    assert told(kind.board(state, CLOSED), "dots") == [0, 0, 1]
    assert kind.mine(state, "p/a", OPEN).left == 0


def test_dots_are_taken_back_and_the_ballot_with_them() -> None:
    state = cast(cast(begun(), "p/a", 0), "p/a", 0, dots=0)
    assert kind.answered(state) == 0
    assert kind.mine(state, "p/a", OPEN).left == 1


def test_the_budget_and_the_cap_hold() -> None:
    state = begun(budget=3, max_per_option=2)
    assert refusal(state, "p/a", 0, 3) == Refusal("too_many_dots", {"most": 2})
    state = cast(state, "p/a", 0, 2)
    assert refusal(state, "p/a", 1, 2) == Refusal("no_dots_left", {"most": 3})
    state = cast(state, "p/a", 1, 1)
    assert kind.mine(state, "p/a", OPEN).left == 0
    assert refusal(state, "p/a", 0, 1) is None
    assert refusal(state, "p/b", 1, 2) is None


def test_nobody_sees_a_tally_before_the_close_the_desk_included() -> None:
    state = cast(begun(), "p/a", 1)
    for view in (kind.board(state, OPEN), kind.phone(state, OPEN), kind.desk(state, DESK)):
        assert not view.shown
        assert told(view, "dots") == told(view, "voters") == told(view, "share") == [0, 0, 0]
        assert (view.phones, view.total) == (1, 0)
    assert kind.tables(state, OPEN) == []


@pytest.mark.parametrize(
    "moment", [Moment("closed"), Moment("open", revealed=True), Moment("closing", revealed=True)]
)
def test_closing_or_revealing_shows_the_result(moment: Moment) -> None:
    view = kind.board(cast(begun(), "p/a", 1), Sight(moment))
    assert view.shown
    assert told(view, "dots") == [0, 1, 0]


def test_an_open_tally_is_seen_as_it_grows() -> None:
    assert told(kind.board(cast(begun(hidden=False), "p/a", 1), OPEN), "dots") == [0, 1, 0]


def test_a_private_vote_is_seen_by_its_voter_alone() -> None:
    state = hands(cast(begun(hidden=False), "p/a", 1), 0, 3)
    moment = Moment("closed", revealed=True, identity="only_you")
    for view in (kind.board(state, Sight(moment)), kind.desk(state, Sight(moment, leads=True))):
        assert (view.shown, view.hands, view.total) == (False, 0, 0)
        assert told(view, "dots") == told(view, "hands") == [0, 0, 0]
    assert list(kind.mine(state, "p/a", Sight(moment)).dots.values()) == [1]
    assert [item.text["en"] for item in kind.yields(state, moment).top] == ["o0", "o1", "o2"]


def test_hands_are_told_beside_the_phones_and_count_with_them() -> None:
    state = cast(begun(), "p/a", 0)
    for place, count in ((0, 2), (1, 5), (1, 1)):
        state = hands(state, place, count)
    view = kind.board(state, CLOSED)
    assert (told(view, "dots"), told(view, "hands")) == ([1, 0, 0], [2, 1, 0])
    assert (view.phones, view.hands, view.total) == (1, 3, 4)
    assert told(view, "share") == [75, 25, 0]


def test_the_desk_sees_the_hands_it_counted_and_the_wall_does_not_yet() -> None:
    state = hands(begun(), 0, 2)
    assert told(kind.desk(state, DESK), "hands") == [2, 0, 0]
    assert told(kind.board(state, OPEN), "hands") == [0, 0, 0]


def test_a_leader_counts_hands_and_has_no_dots() -> None:
    assert refusal(begun(), LEADER, 0, 1) == Refusal("not_permitted")


@given(st.lists(st.integers(0, 4), min_size=1, max_size=30), st.lists(st.integers(0, 6), min_size=5, max_size=5))
def test_the_median_of_a_scale_counts_phones_and_hands(choices: list[int], raised: list[int]) -> None:
    state = begun(5, ordered=True)
    for voter, place in enumerate(choices):
        state = cast(state, f"p/{voter}", place)
    for place, count in enumerate(raised):
        state = hands(state, place, count)
    every = [place + 1 for place in choices] + [n + 1 for n, count in enumerate(raised) for _ in range(count)]
    assert kind.board(state, CLOSED).median == median(every)
    assert kind.board(state, CLOSED).total == len(every)
    assert kind.board(state, OPEN).median == 0


def test_the_cut_line_marks_a_tie_across_it() -> None:
    state = begun(4, top=2)
    for voter, place in enumerate((0, 0, 1, 2)):
        state = cast(state, f"p/{voter}", place)
    assert told(kind.board(state, CLOSED), "cut") == ["in", "tied", "tied", "out"]
    state = cast(state, "p/9", 1)
    assert told(kind.board(state, CLOSED), "cut") == ["in", "in", "out", "out"]
    assert told(kind.board(state, OPEN), "cut") == [""] * 4


def test_options_stay_as_they_are_once_somebody_has_voted() -> None:
    doing = Doing(LEADER, 1, "new", 1)
    fresh = begun()
    first = next(iter(fresh.options))
    edits = (
        AddOption(activity="x", text={"en": "new"}),
        RenameOption(activity="x", option=first, text={"en": "new"}),
        HideOption(activity="x", option=first),
    )
    for edit in edits:
        assert kind.refuse(fresh, edit, doing, Moment()) is None
        assert kind.refuse(cast(fresh, "p/a", 1), edit, doing, Moment()) == Refusal("votes_cast")
        assert kind.refuse(hands(fresh, 1, 1), edit, doing, Moment()) == Refusal("votes_cast")
    assert kind.refuse(fresh, AddOption(activity="x", text={"en": " "}), doing, Moment()) == Refusal("empty")


def test_an_option_taken_out_is_on_the_desk_alone_and_takes_no_vote() -> None:
    state = begun()
    out = HideOption(activity="x", option=next(iter(state.options)))
    state = kind.reduce(state, out, Doing(LEADER, 1, "id", 1), Moment())
    assert (len(kind.board(state, OPEN).options), len(kind.desk(state, DESK).options)) == (2, 3)
    assert refusal(state, "p/a", 0, 1) == Refusal("no_such_option")


def test_the_wall_shows_twelve_and_when_they_are_known_the_best_twelve() -> None:
    many = Inputs(tuple(Item(f"note{n}", words_as_text(f"n{n}")) for n in range(20)))
    state = kind.begin(VoteSettings(), many, 1)
    state = cast(state, "p/a", 19)
    assert list(kind.board(state, OPEN).options) == [f"note{n}" for n in range(12)]
    shown = kind.board(state, CLOSED)
    assert list(shown.options) == [*(f"note{n}" for n in range(11)), "note19"]
    assert (shown.more, kind.phone(state, CLOSED).more) == (8, 0)
    assert len(kind.summary(state, CLOSED).options) == 20


def test_the_best_go_on_in_order_of_votes_and_ties_in_order_of_options() -> None:
    state = begun(4)
    for voter, place in enumerate((3, 3, 1, 2)):
        state = cast(state, f"p/{voter}", place)
    state = hands(state, 2, 1)
    flows = kind.yields(state, Moment("closed"))
    assert [(item.text["en"], item.weight) for item in flows.top] == [("o2", 2), ("o3", 2), ("o1", 1), ("o0", 0)]
    assert [item.text["en"] for item in flows.items] == ["o0", "o1", "o2", "o3"]


def test_a_vote_closes_at_once_and_counts_no_late_one_until_it_reopens() -> None:
    day = Day("anonymous")
    activity = day.open("vote")
    option = next(iter(day.activity("vote").state.options))
    vote = CastVote(activity=activity, option=option, dots=1)
    day.must(LEADER, CloseActivity(activity=activity))
    assert day.activity("vote").stage == "closed"
    assert day.do(day.author(0, "vote"), vote) == Refusal("closed")
    day.must(LEADER, AddHands(activity=activity, option=option, hands=1))
    day.must(LEADER, ReopenActivity(activity=activity))
    day.must(day.author(0, "vote"), vote)
    day.must(LEADER, Reveal(activity=activity))
    assert kind.board(day.activity("vote").state, CLOSED).total == 2


def test_a_vote_for_the_run_before_a_reset_finds_no_option() -> None:
    day = Day("anonymous")
    activity = day.open("vote")
    option = next(iter(day.activity("vote").state.options))
    day.must(LEADER, ResetActivity(activity=activity))
    late = CastVote(activity=activity, option=option, dots=1)
    assert day.do(day.author(0, "vote"), late) == Refusal("no_such_option")


def test_the_table_has_votes_hands_and_share() -> None:
    state = hands(cast(begun(2), "p/a", 0), 1, 3)
    assert kind.tables(state, CLOSED) == [
        ["Option", "Dots", "Voters", "Hands", "Share, %"],
        ["o0", 1, 1, 0, 25],
        ["o1", 0, 0, 3, 75],
    ]
