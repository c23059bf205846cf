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
    CloseList,
    HideOption,
    MarkRead,
    MergeOptions,
    OurVote,
    ProposeOption,
    RenameOption,
    RestoreOptions,
    TakeBackOption,
    VoteSettings,
    VoteView,
    WithdrawOption,
    kind,
)
from facilitator.core.actors import Doing
from facilitator.core.commands import CloseActivity, ReopenActivity, ResetActivity, Reveal
from facilitator.core.kind import (
    ActivityCommand,
    Company,
    Inputs,
    Item,
    Moment,
    ReleaseNotes,
    Sight,
)
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


NAMED = Moment(identity="named")
PAIRS = tuple(
    Company(pair, {"fi": f"Pari {pair}"}, tuple(f"p/{pair}{n}" for n in (1, 2))) for pair in ("kuusi", "mänty")
)


def asked(
    state: Ballots, by: str, command: ActivityCommand, moment: Moment = NAMED, new: str = "new"
) -> Refusal | None:
    return kind.refuse(state, command, Doing(by, 0, new, 1), moment)


def done(
    state: Ballots, by: str, command: ActivityCommand, moment: Moment = NAMED, new: str = "new", seed: int = 1
) -> Ballots:
    doing = Doing(by, 0, new, seed)
    no = kind.refuse(state, command, doing, moment)
    assert no is None, no
    return kind.reduce(state, command, doing, moment)


def option(state: Ballots, place: int) -> str:
    return list(state.options)[place]


def words(view: VoteView) -> list[str]:
    return [next(iter(row.text.values())) for row in view.options.values()]


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


# --- options of one's own --------------------------------------------------------------------------------


def propose(text: str) -> ProposeOption:
    return ProposeOption(activity="x", text=text)


def test_each_adds_so_many_options_and_voting_begins_when_the_list_is_closed() -> None:
    state = begun(2, own_ideas=1)
    vote = CastVote(activity="x", option=option(state, 0), dots=1)
    raised = AddHands(activity="x", option=option(state, 0), hands=1)
    assert (asked(state, "p/a", vote), asked(state, LEADER, raised)) == (Refusal("list_open"),) * 2
    state = done(state, "p/a", propose("mine"))
    assert asked(state, "p/a", propose("another"), new="second") == Refusal("no_options_left", {"most": 1})
    assert asked(state, "p/b", propose("over mine"), new="new") == Refusal("id_taken")
    assert words(kind.phone(state, Sight(NAMED))) == ["o0", "o1", "mine"]
    state = done(state, LEADER, CloseList(activity="x"))
    assert asked(state, "p/b", propose("late"), new="third") == Refusal("list_closed")
    assert asked(state, "p/a", vote) is None
    opened = CloseList(activity="x", on=False)
    assert asked(state, LEADER, opened) is None
    assert asked(done(state, "p/a", vote), LEADER, opened) == Refusal("votes_cast")


def test_where_the_options_are_given_nobody_adds_one() -> None:
    assert asked(begun(), "p/a", propose("mine")) == Refusal("list_closed")
    assert asked(begun(own_ideas=1), LEADER, propose("mine")) == Refusal("not_permitted")
    private = Moment(identity="only_you")
    assert asked(begun(own_ideas=1), "p/a", propose("mine"), private) == Refusal("not_permitted")


def test_anonymous_ideas_wait_for_three_and_come_in_an_order_that_chance_decides() -> None:
    orders = set()
    for seed in range(20):
        state = begun(1, own_ideas=2)
        for n in range(3):
            assert not kind.releasable(state, Moment())
            state = done(state, f"a/{n}", propose(f"idea {n}"), Moment(), f"id{n}")
            assert words(kind.phone(state, OPEN)) == words(kind.desk(state, DESK)) == ["o0"]
        assert kind.phone(state, OPEN).waiting == 3
        assert [row.text for row in kind.mine(state, "a/1", OPEN).ideas.values()] == ["idea 1"]
        assert kind.releasable(state, Moment())
        state = kind.reduce(state, ReleaseNotes(activity="x"), Doing("s/room", 0, "r", seed), Moment())
        orders.add(tuple(words(kind.phone(state, OPEN))))
    assert all(order[0] == "o0" and set(order[1:]) == {"idea 0", "idea 1", "idea 2"} for order in orders)
    assert len(orders) > 3


def test_what_still_waits_is_let_out_when_the_list_is_closed() -> None:
    state = done(begun(1, own_ideas=2), "a/1", propose("alone"), Moment())
    state = done(state, LEADER, CloseList(activity="x"), Moment())
    assert words(kind.phone(state, OPEN)) == ["o0", "alone"]


def test_one_takes_ones_own_option_back_and_may_add_another() -> None:
    state = done(begun(1, own_ideas=1), "p/a", propose("mine"))
    back = WithdrawOption(activity="x", option="new")
    assert asked(state, "p/b", back) == Refusal("not_yours")
    state = done(state, "p/a", back)
    assert words(kind.phone(state, Sight(NAMED))) == ["o0"]
    assert kind.mine(state, "p/a", Sight(NAMED)).ideas_left == 1
    state = done(state, "p/a", propose("better"), new="second")
    assert words(kind.phone(state, Sight(NAMED))) == ["o0", "better"]
    state = done(state, LEADER, CloseList(activity="x"))
    assert asked(state, "p/a", WithdrawOption(activity="x", option="second")) == Refusal("list_closed")


def test_an_idea_whose_words_were_erased_is_no_option() -> None:
    state = kind.reduce(begun(1, own_ideas=1), propose(""), Doing("p/a", 0, "new", 1), NAMED)
    assert words(kind.phone(state, Sight(NAMED))) == ["o0"]
    assert kind.phone(state, Sight(NAMED)).ideas == 0


# --- one ballot for a company ----------------------------------------------------------------------------


def paired(count: int = 3, **settings: Any) -> Ballots:
    items = tuple(Item(f"note{n}", words_as_text(f"n{n}"), of="kuusi" if not n else "") for n in range(count))
    return kind.begin(VoteSettings(**{"who": "company", **settings}), Inputs(items, companies=PAIRS), 1)


def test_a_pair_has_one_ballot_which_either_of_them_changes() -> None:
    state = cast(cast(paired(budget=2), "p/kuusi1", 0), "p/kuusi2", 1)
    sight = Sight(Moment(identity="group"))
    for member in PAIRS[0].members:
        assert kind.mine(state, member, sight).dots == {"note0": 1, "note1": 1}
        shared = kind.group(state, member, sight)
        assert isinstance(shared, OurVote)
        assert (shared.people, shared.dots, shared.left) == (2, {"note0": 1, "note1": 1}, 0)
    assert refusal(state, "p/kuusi1", 2, 1) == Refusal("no_dots_left", {"most": 2})
    assert refusal(state, "p/mänty1", 2, 1) is None
    assert kind.company_of(state, "p/kuusi1") == ("p/kuusi2",)
    assert kind.mine(cast(state, "p/kuusi2", 0, 0), "p/kuusi1", sight).left == 1


def test_pairs_are_counted_as_pairs_and_their_people_as_having_answered() -> None:
    state = cast(cast(paired(), "p/kuusi1", 0), "p/alone", 0)
    view = kind.board(state, CLOSED)
    assert (view.phones, view.voters, told(view, "dots")) == (2, "pairs", [2, 0, 0])
    assert kind.answered(state) == 3


def test_who_belongs_to_no_company_has_a_ballot_alone() -> None:
    state = paired()
    assert kind.company_of(state, "p/alone") == ()
    assert kind.group(state, "p/alone", OPEN) == kind.group(begun(), "p/a", OPEN)
    assert kind.board(cast(begun(who="company"), "p/a", 0), CLOSED).voters == "people"


def test_only_so_many_dots_go_to_what_ones_own_company_wrote() -> None:
    state = cast(paired(budget=3, max_per_option=3, max_own=1), "p/kuusi1", 0)
    assert refusal(state, "p/kuusi2", 0, 2) == Refusal("own_dots", {"most": 1})
    assert refusal(state, "p/mänty1", 0, 2) is None
    mine = kind.mine(state, "p/kuusi2", OPEN)
    assert (mine.own, mine.own_left) == ({"note0": True}, 0)
    state = cast(cast(state, "p/kuusi1", 1, 2), "p/kuusi1", 0, 0)
    assert kind.mine(state, "p/kuusi2", OPEN).own_left == 1


def test_what_one_added_oneself_counts_as_ones_own_also_where_another_option_stands_for_it() -> None:
    state = done(begun(1, own_ideas=1, max_own=0), "p/a", propose("mine"))
    state = done(state, LEADER, CloseList(activity="x"))
    assert refusal(state, "p/a", 1, 1) == Refusal("own_dots", {"most": 0})
    state = done(state, LEADER, MergeOptions(activity="x", options=("new",), into=option(state, 0)))
    assert refusal(state, "p/a", 0, 1) == Refusal("own_dots", {"most": 0})
    assert refusal(state, "p/b", 0, 1) is None


def test_what_flows_on_still_tells_whose_it_is() -> None:
    assert [item.of for item in kind.yields(paired(), Moment("closed")).items] == ["kuusi", "", ""]


# --- how many dots, and of what worth --------------------------------------------------------------------


@pytest.mark.parametrize(("count", "budget"), [(1, 1), (4, 1), (5, 2), (8, 2), (9, 3)])
def test_dots_as_a_share_of_the_options_are_rounded_up(count: int, budget: int) -> None:
    state = begun(count, budget_share=25)
    assert kind.phone(state, OPEN).budget == budget
    assert kind.mine(state, "p/a", OPEN).left == budget


def test_the_first_choice_counts_three_and_moves_when_it_is_given_elsewhere() -> None:
    state = begun(4, weights=(1, 3, 2))
    for place, worth in enumerate((3, 2, 1)):
        state = cast(state, "p/a", place, worth)
    assert told(kind.board(state, CLOSED), "dots") == [3, 2, 1, 0]
    assert kind.mine(state, "p/a", OPEN).left == 0
    state = cast(state, "p/a", 3, 3)
    assert told(kind.board(state, CLOSED), "dots") == [0, 2, 1, 3]
    assert (kind.phone(state, OPEN).weights, kind.phone(state, OPEN).budget) == ((3, 2, 1), 6)
    assert refusal(begun(weights=(5, 1)), "p/a", 0, 3) == Refusal("no_such_dot")
    assert refusal(state, "p/a", 0, 4) == Refusal("too_many_dots", {"most": 3})


def test_of_two_dots_of_one_worth_the_one_that_stands_first_moves() -> None:
    state = begun(3, weights=(2, 2))
    for place in range(3):
        state = cast(state, "p/a", place, 2)
    assert told(kind.board(state, CLOSED), "dots") == [0, 2, 2]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 4), st.integers(0, 4)), max_size=40))
def test_no_order_of_votes_passes_a_budget_or_breaks_the_tally(asked_for: list[tuple[int, int, int]]) -> None:
    for settings in ({"weights": (3, 2, 1)}, {"budget": 3, "max_per_option": 2}, {"budget_share": 50}, {}):
        state = kind.begin(
            VoteSettings(options=tuple({"en": f"o{n}"} for n in range(5)), who="company", max_own=1, **settings),
            Inputs(companies=PAIRS),
            1,
        )
        for who, place, dots in asked_for:
            voter = ("p/kuusi1", "p/kuusi2", "p/alone")[who]
            if refusal(state, voter, place, dots) is None:
                state = cast(state, voter, place, dots)
        budget = kind.phone(state, OPEN).budget
        assert all(0 < sum(ballot.values()) <= budget for ballot in state.ballots.values())
        for key, row in state.options.items():
            given_here = [ballot[key] for ballot in state.ballots.values() if key in ballot]
            assert (row.dots, row.voters) == (sum(given_here), len(given_here))


# --- each is read before the result ----------------------------------------------------------------------


def test_the_result_waits_until_each_option_was_read_by_enough() -> None:
    state = begun(2, coverage=2)
    first, second = state.options
    state = cast(state, "p/a", 0)
    for reader, options in (("p/a", (first, second)), ("p/b", (first,)), ("p/a", (second,))):
        state = done(state, reader, MarkRead(activity="x", options=options))
        assert not kind.board(state, CLOSED).shown
    assert (kind.desk(state, DESK).read, kind.desk(state, DESK).listed) == (1, 2)
    assert kind.waits_for_reveal(state, Moment("closed"))
    assert kind.board(state, Sight(Moment("closed", revealed=True))).shown
    assert kind.mine(state, "p/b", OPEN).read == {first: True}
    state = done(state, "p/b", MarkRead(activity="x", options=(first, second)))
    assert kind.board(state, CLOSED).shown
    assert not kind.waits_for_reveal(state, Moment("closed"))


def test_reading_is_no_vote_and_counts_once() -> None:
    state = begun(2, coverage=1)
    read = MarkRead(activity="x", options=tuple(state.options))
    state = done(state, "p/a", read)
    assert kind.answered(state) == 0
    assert done(state, "p/a", read) is state
    assert asked(state, "p/a", MarkRead(activity="x", options=("gone",))) == Refusal("no_such_option")
    assert asked(begun(2), "p/a", MarkRead(activity="x", options=())) == Refusal("no_reading")


# --- what says the same ----------------------------------------------------------------------------------


def test_options_that_say_the_same_become_one_and_come_apart_again() -> None:
    state = begun(4)
    keys = list(state.options)
    merged = done(state, LEADER, MergeOptions(activity="x", options=(keys[1],), into=keys[0]))
    merged = done(merged, LEADER, MergeOptions(activity="x", options=(keys[0], keys[3]), into=keys[2]))
    view = kind.phone(merged, OPEN)
    assert words(view) == ["o2"]
    assert [text["en"] for text in view.options[keys[2]].merged.values()] == ["o0", "o1", "o3"]
    assert asked(merged, "p/a", CastVote(activity="x", option=keys[0], dots=1)) == Refusal("no_such_option")
    apart = done(merged, LEADER, RestoreOptions(activity="x", were={keys[1]: ""}))
    assert words(kind.phone(apart, OPEN)) == ["o1", "o2"]


def test_a_merge_taken_back_is_as_if_it_had_not_been() -> None:
    state = begun(4)
    keys = list(state.options)
    before = done(state, LEADER, MergeOptions(activity="x", options=(keys[1],), into=keys[0]))
    merge = MergeOptions(activity="x", options=(keys[0],), into=keys[2])
    back = kind.inverse(before, merge, Doing(LEADER, 0, "id", 1))
    assert isinstance(back, RestoreOptions)
    assert done(done(before, LEADER, merge), LEADER, back) == before


def test_no_merge_makes_an_option_vanish() -> None:
    state = begun(3)
    keys = list(state.options)
    merged = done(state, LEADER, MergeOptions(activity="x", options=(keys[0],), into=keys[1]))
    into_merged = MergeOptions(activity="x", options=(keys[2],), into=keys[0])
    assert asked(merged, LEADER, into_merged) == Refusal("same_option")
    itself = MergeOptions(activity="x", options=(keys[2],), into=keys[2])
    assert asked(merged, LEADER, itself) == Refusal("same_option")
    for were in ({keys[1]: keys[0]}, {keys[2]: "gone"}, {keys[2]: keys[0]}):
        forged = RestoreOptions(activity="x", were=were)
        assert asked(merged, LEADER, forged) == Refusal("changed_since")
    back = TakeBackOption(activity="x", option=keys[1])
    assert asked(merged, LEADER, back) == Refusal("changed_since")
    voted = cast(state, "p/a", 0)
    late = MergeOptions(activity="x", options=(keys[0],), into=keys[1])
    assert asked(voted, LEADER, late) == Refusal("votes_cast")


def test_the_summary_tells_the_best_first_and_no_ids() -> None:
    state = begun(3)
    keys = list(state.options)
    state = done(state, LEADER, MergeOptions(activity="x", options=(keys[0],), into=keys[1]))
    told_of = kind.summary(cast(state, "p/a", 2), CLOSED)
    assert words(told_of) == ["o2", "o1"]
    assert list(told_of.options) == ["1", "2"]
    assert told_of.options["2"].merged == {"1": {"en": "o0"}}


def test_nobody_puts_an_option_in_the_place_of_one_that_was_taken_back() -> None:
    state = kind.begin(VoteSettings(own_ideas=1), Inputs(), 1)
    moment = Moment(identity="named")
    state = kind.reduce(state, ProposeOption(activity="x", text="mine"), Doing("p/1", 1, "idea", 1), moment)
    state = kind.reduce(state, WithdrawOption(activity="x", option="idea"), Doing("p/1", 2, "back", 1), moment)
    asked = ProposeOption(activity="x", text="not mine")
    assert kind.refuse(state, asked, Doing("p/2", 3, "idea", 1), moment) == Refusal("id_taken")
