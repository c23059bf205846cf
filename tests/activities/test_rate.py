"""Rate: statements on a scale."""

import random
from statistics import mean, median, pstdev
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.activities.rate import (
    AddStatement,
    Answer,
    CommentRating,
    CompareRatings,
    DrawItems,
    HideComment,
    HideStatement,
    Rate,
    Rated,
    RateHands,
    RateSettings,
    RateUnknown,
    RateView,
    RatingView,
    RenameStatement,
    SortRatings,
    TakeBackRating,
    kind,
)
from facilitator.core.actors import Doing
from facilitator.core.commands import CloseActivity, ReopenActivity, ResetActivity, Reveal, Undo
from facilitator.core.kind import ActivityCommand, Inputs, Item, Moment, ReleaseNotes, Sight
from facilitator.core.refusal import Refusal
from facilitator.core.text import words_as_text
from facilitator.live.pretend_words import SAYINGS
from tests.laws.days import CO, IDENTITIES, LEADER, PEOPLE, ROOM, Day, encoded

LIVELY = {
    "statements": [{"en": "a"}, {"en": "b"}],
    "scale": "1-5",
    "dont_know": True,
    "comment": True,
    "dimensions": [{"en": "matters"}, {"en": "works"}],
}

OPEN, CLOSED = Sight(Moment()), Sight(Moment("closed"))
DESK, DESK_CLOSED = Sight(Moment(), leads=True), Sight(Moment("closed"), leads=True)
NAMED = Sight(Moment("closed", identity="named"))
ITEMS = tuple(Item(f"item{n}", words_as_text(f"text {n}")) for n in range(7))


def begun(count: int = 3, **settings: Any) -> Rated:
    statements = tuple({"en": f"s{n}"} for n in range(count))
    return kind.begin(RateSettings(statements=statements, **settings), Inputs(), 1)


def drawing(sample: int, items: tuple[Item, ...] = ITEMS, seed: int = 1) -> Rated:
    return kind.begin(RateSettings(sample=sample), Inputs(items), seed)


def asked(state: Rated, by: str, command: ActivityCommand, moment: Moment | None = None) -> Refusal | None:
    return kind.refuse(state, command, Doing(by, 0, "id", 1), moment or Moment())


def after(state: Rated, by: str, command: ActivityCommand, moment: Moment | None = None, name: str = "id") -> Rated:
    assert asked(state, by, command, moment) is None
    return kind.reduce(state, command, Doing(by, 0, name, 1), moment or Moment())


def rate(state: Rated, by: str, place: int, value: int, dimension: int = 0) -> Rated:
    statement = list(state.statements)[place]
    return after(state, by, Rate(activity="x", statement=statement, value=value, dimension=dimension))


def rated(state: Rated, place: int, *values: int, dimension: int = 0) -> Rated:
    for who, value in enumerate(values):
        state = rate(state, f"p/{who}", place, value, dimension)
    return state


def hands(state: Rated, place: int, value: int, count: int) -> Rated:
    statement = list(state.statements)[place]
    return after(state, LEADER, RateHands(activity="x", statement=statement, value=value, hands=count))


def first(view: RateView, place: int = 0, dimension: int = 0) -> RatingView:
    return list(view.statements.values())[place].ratings[dimension]


def words(view: RateView) -> list[str]:
    return [row.text.get("en", "") for row in view.statements.values()]


# --- rating ----------------------------------------------------------------------------------------------


def test_a_rating_sent_twice_counts_once_and_a_new_one_takes_its_place() -> None:
    state = rated(begun(), 0, 4, 4, 4, 4, 2)
    assert rate(state, "p/0", 0, 4) is state
    assert first(kind.board(state, CLOSED)).counts == (0, 1, 0, 4, 0)
    state = rate(state, "p/0", 0, 5)
    assert first(kind.board(state, CLOSED)).counts == (0, 1, 0, 3, 1)
    assert kind.answered(state) == 5


@pytest.mark.parametrize(
    ("scale", "least", "most"),
    [
        ("0-10", 0, 10),
        ("1-5", 1, 5),
        ("0-4", 0, 4),
        ("0-5", 0, 5),
        ("-2-2", -2, 2),
        ("slider", 0, 100),
        ("words", 1, 3),
    ],
)
def test_a_value_lies_on_the_scale(scale: str, least: int, most: int) -> None:
    state = begun(scale=scale, steps=({"en": "clear"}, {"en": "unclear"}, {"en": "missing"}))
    statement = next(iter(state.statements))
    view = kind.phone(state, OPEN)
    assert (view.least, view.most, bool(view.steps)) == (least, most, scale == "words")
    for value, no in ((least, None), (most, None), (least - 1, "off_the_scale"), (most + 1, "off_the_scale")):
        refused = asked(state, "p/0", Rate(activity="x", statement=statement, value=value))
        assert (refused.code if refused else None) == no
    assert first(kind.board(rated(state, 0, least, least, most, most, most), CLOSED)).median == most


def test_who_cannot_say_is_counted_apart_and_may_say_after_all() -> None:
    state = rated(begun(dont_know=True), 0, 1, 1, 1, 1, 1)
    unknown = RateUnknown(activity="x", statement=next(iter(state.statements)))
    state = after(after(state, "p/9", unknown), "p/0", unknown)
    told = next(iter(kind.desk(state, DESK_CLOSED).statements.values()))
    assert (told.raters, told.unknown, told.ratings[0].n) == (6, 0, 4)
    state = rate(state, "p/0", 0, 3)
    told = next(iter(kind.desk(state, DESK_CLOSED).statements.values()))
    assert (told.raters, told.unknown, told.ratings[0].counts) == (6, 1, (4, 0, 1, 0, 0))
    assert asked(begun(), "p/0", RateUnknown(activity="x", statement="")) == Refusal("no_such_statement")


def test_an_answer_is_taken_back_with_all_it_counted() -> None:
    fresh = begun(2, dimensions=({"en": "x"}, {"en": "y"}))
    state = rate(rate(fresh, "p/0", 1, 3), "p/0", 1, 5, dimension=1)
    state = after(state, "p/0", TakeBackRating(activity="x", statement=list(state.statements)[1]))
    assert state == fresh


def test_the_two_questions_about_a_statement_are_told_apart() -> None:
    state = rated(begun(1, dimensions=({"en": "x"}, {"en": "y"})), 0, 5, 5, 5, 5, 4)
    state = rated(state, 0, 1, 1, 2, 2, 2, dimension=1)
    view = kind.board(state, CLOSED)
    assert (first(view).mean, first(view, dimension=1).mean) == (4.8, 1.6)
    statement = next(iter(state.statements))
    assert kind.mine(state, "p/0", OPEN).statements[statement].values == {"0": 5, "1": 1}
    no = asked(begun(), "p/0", Rate(activity="x", statement=next(iter(begun().statements)), value=1, dimension=1))
    assert no == Refusal("no_such_question")


def test_a_leader_counts_hands_and_rates_nothing() -> None:
    statement = next(iter(begun().statements))
    for command in (Rate(activity="x", statement=statement, value=1), DrawItems(activity="x")):
        assert asked(begun(), LEADER, command) == Refusal("not_permitted")


# --- who sees what ---------------------------------------------------------------------------------------


@given(chance=st.randoms(use_true_random=False), identity=st.sampled_from(IDENTITIES))
def test_before_the_close_two_ratings_that_differ_only_in_value_look_alike_to_all_others(
    identity: Any, chance: random.Random
) -> None:
    one, other = Day(identity), Day(identity)
    for day in (one, other):
        activity = day.open("rate")
        for number in range(PEOPLE - 1):
            for statement in day.activity("rate").state.statements:
                value = chance.randint(1, 5)
                day.must(day.author(number, "rate"), Rate(activity=activity, statement=statement, value=value))
    for audience in ("board", "phone", "desk", "remote", f"mine {PEOPLE - 1}"):
        assert encoded(one.views()[audience]) == encoded(other.views()[audience]), audience


def test_the_desk_knows_how_many_answered_each_and_the_others_only_how_many_in_all() -> None:
    state = rated(begun(2), 1, 5, 4, 3)
    assert [row.raters for row in kind.desk(state, DESK).statements.values()] == [0, 3]
    assert [row.raters for row in kind.phone(state, OPEN).statements.values()] == [0, 0]
    assert (kind.board(state, OPEN).statements, kind.board(state, OPEN).phones) == ({}, 3)


@pytest.mark.parametrize("moment", [Moment("closed"), Moment(revealed=True)])
def test_under_five_nothing_is_told_but_how_many_answered(moment: Moment) -> None:
    for count in range(1, 5):
        state = rated(begun(1), 0, *range(1, count + 1))
        for leads in (False, True):
            view = kind.desk(state, Sight(moment, leads=leads))
            assert view.few
            assert first(view) == RatingView(n=count, few=True)
        assert (kind.yields(state, moment).items[0].weight, kind.yields(state, moment).items[0].marks) == (0, ())
        assert kind.tables(state, Sight(moment))[1][4:] == ["", "", "", "", ""]
    assert not first(kind.board(rated(begun(1), 0, 1, 2, 3, 4, 5), Sight(moment))).few


def test_hands_seen_by_all_hide_no_phone() -> None:
    state = hands(rated(begun(1), 0, 1, 2), 0, 5, 20)
    assert first(kind.board(state, CLOSED)) == RatingView(n=22, few=True)
    assert not first(kind.board(hands(begun(1), 0, 5, 20), CLOSED)).few


@pytest.mark.parametrize(("identity", "few"), [("named", False), ("nickname", False), ("facilitator", True)])
def test_few_who_answer_under_their_names_are_shown(identity: Any, few: bool) -> None:
    assert first(kind.board(rated(begun(1), 0, 3), Sight(Moment("closed", identity=identity)))).few is few


def test_a_private_rating_is_seen_by_its_author_alone() -> None:
    state = hands(rated(begun(1, hidden=False), 0, 1, 2, 3, 4, 5), 0, 1, 3)
    moment = Moment("closed", revealed=True, identity="only_you")
    for sight in (Sight(moment), Sight(moment, leads=True)):
        view = kind.desk(state, sight)
        assert (view.shown, view.hands, [row.ratings for row in view.statements.values()]) == (False, 0, [()])
    assert next(iter(kind.mine(state, "p/1", Sight(moment)).statements.values())).values == {"0": 2}
    assert kind.tables(state, Sight(moment)) == []


# --- the numbers -----------------------------------------------------------------------------------------


@given(st.lists(st.integers(-2, 2), min_size=5, max_size=20), st.lists(st.integers(0, 4), min_size=5, max_size=5))
def test_mean_median_and_spread_count_phones_and_hands(values: list[int], raised: list[int]) -> None:
    state = rated(begun(1, scale="-2-2"), 0, *values)
    for place, count in enumerate(raised):
        state = hands(state, 0, place - 2, count)
    every = values + [place - 2 for place, count in enumerate(raised) for _ in range(count)]
    told = first(kind.board(state, CLOSED))
    assert (told.n, told.median) == (len(every), median(every))
    assert told.mean == pytest.approx(mean(every), abs=0.006)
    assert told.spread == pytest.approx(pstdev(every), abs=0.006)


def test_a_slider_is_told_in_tens_and_its_very_end_with_the_last() -> None:
    told = first(kind.board(rated(begun(1, scale="slider"), 0, 0, 9, 10, 89, 90, 100), CLOSED))
    assert told.counts == (2, 1, 0, 0, 0, 0, 0, 0, 1, 2)


def test_hands_are_told_beside_the_phones() -> None:
    state = hands(hands(rated(begun(2), 0, 1, 1, 1, 1, 1), 0, 5, 4), 1, 2, 7)
    view = kind.summary(state, CLOSED)
    assert (view.phones, view.hands, first(view).counts) == (5, 7, (5, 0, 0, 0, 4))
    desk = kind.desk(state, DESK)
    assert [row.hands for row in desk.statements.values()] == [({"5": 4},), ({"2": 7},)]


# --- order and yields ------------------------------------------------------------------------------------


def test_the_result_is_sorted_as_the_leader_likes_and_back() -> None:
    state = rated(rated(rated(begun(), 0, 1, 5, 1, 5, 1), 1, 5, 5, 5, 5, 5), 2, 2, 2, 2, 2, 2)
    for by, order in (("given", ["s0", "s1", "s2"]), ("mean", ["s1", "s0", "s2"]), ("spread", ["s0", "s1", "s2"])):
        sorting = SortRatings(activity="x", by=by)
        changed = after(state, LEADER, sorting)
        assert words(kind.board(changed, CLOSED)) == words(kind.summary(changed, CLOSED)) == order
        back = kind.inverse(state, sorting, Doing(LEADER, 1, "id", 1))
        assert words(kind.board(after(changed, LEADER, back), CLOSED)) == words(kind.board(state, CLOSED))  # type: ignore[arg-type]
    assert asked(state, LEADER, SortRatings(activity="x", by="age")) == Refusal("no_such_order")
    assert words(kind.phone(after(state, LEADER, SortRatings(activity="x", by="mean")), OPEN)) == ["s0", "s1", "s2"]


def test_the_best_go_on_first_with_their_mean_and_what_is_not_known_goes_last() -> None:
    state = rated(rated(begun(3, scale="0-10"), 1, 7, 8, 9, 9, 9), 2, 9, 9, 9, 9, 9)
    flows = kind.yields(state, Moment("closed"))
    assert [(item.text["en"], item.weight) for item in flows.top] == [("s2", 900), ("s1", 840), ("s0", 0)]
    assert [item.text["en"] for item in flows.items] == ["s0", "s1", "s2"]


def test_the_widest_gap_goes_on_first() -> None:
    state = begun(2, dimensions=({"en": "matters"}, {"en": "works"}), show="gap")
    for place, value, dimension in ((0, 5, 0), (0, 5, 1), (1, 4, 0), (1, 1, 1)):
        state = rated(state, place, *([value] * 5), dimension=dimension)
    assert [item.text["en"] for item in kind.yields(state, Moment("closed")).top] == ["s1", "s0"]
    assert words(kind.board(state, CLOSED)) == ["s1", "s0"]


# --- the second round ------------------------------------------------------------------------------------


def test_a_second_round_starts_from_the_items_and_the_counts_of_the_first() -> None:
    state = hands(rated(rated(begun(2, scale="0-4"), 0, 0, 1, 1, 2, 3), 1, 4, 4), 0, 4, 1)
    flows = kind.yields(state, Moment("closed"))
    again = kind.begin(RateSettings(scale="0-4", again=True, statements=({"en": "no"},)), Inputs(flows.items), 2)
    assert list(again.statements) == list(state.statements)
    again = rated(rated(again, 0, 3, 3, 3, 3, 3), 1, 4, 4, 4, 4, 4)
    view = kind.board(again, CLOSED)
    told = first(view)
    assert (view.again, told.earlier, told.earlier_n, told.earlier_mean) == (True, (1, 2, 1, 1, 1), 6, 1.83)
    # Two had rated the other: that is carried nowhere.
    assert (first(view, 1).earlier, first(view, 1).earlier_n) == ((), 0)
    alone = after(again, LEADER, CompareRatings(activity="x", on=False))
    assert (first(kind.board(alone, CLOSED)).earlier, kind.board(alone, CLOSED).again) == ((), True)


def test_an_earlier_round_on_another_scale_tells_nothing() -> None:
    flows = kind.yields(rated(begun(1, scale="0-10"), 0, 1, 2, 3, 4, 5), Moment("closed"))
    assert len(flows.items[0].marks) == 11
    again = kind.begin(RateSettings(scale="1-5", again=True), Inputs(flows.items), 2)
    assert not kind.board(again, CLOSED).again


def test_both_questions_are_compared_with_the_earlier_round() -> None:
    settings: dict[str, Any] = {"dimensions": ({"en": "x"}, {"en": "y"}), "scale": "slider"}
    state = rated(rated(begun(1, **settings), 0, *([33] * 5)), 0, *([77] * 5), dimension=1)
    items = kind.yields(state, Moment("closed")).items
    view = kind.board(kind.begin(RateSettings(again=True, **settings), Inputs(items), 2), CLOSED)
    assert [first(view, dimension=n).earlier_mean for n in (0, 1)] == [33, 77]


# --- drawing a few ---------------------------------------------------------------------------------------


@given(
    sample=st.integers(1, 5),
    items=st.integers(2, 9),
    seed=st.integers(0, 2**32 - 1),
    order=st.lists(st.tuples(st.integers(0, 11), st.sampled_from(["draw", "rate", "hide"])), max_size=60),
)
def test_whatever_the_order_each_text_is_drawn_about_as_often_and_nobody_rates_another(
    sample: int, items: int, seed: int, order: list[tuple[int, str]]
) -> None:
    state = drawing(sample, tuple(Item(f"i{n}", {"": str(n)}) for n in range(items)), seed)
    keys = list(state.statements)
    for number, (who, does) in enumerate(order):
        by, statement = f"p/{who}", keys[(number * 7 + who) % items]
        if does == "draw":
            once = after(state, by, DrawItems(activity="x"))
            assert after(once, by, DrawItems(activity="x")) is once
            state = once
        elif does == "rate":
            drawn = statement in state.drawn.get(by, ())
            no = asked(state, by, Rate(activity="x", statement=statement, value=1))
            assert no == (None if drawn else Refusal("not_drawn"))
            state = rate(state, by, keys.index(statement), 1) if drawn else state
    draws = [row.draws for row in state.statements.values()]
    assert max(draws) - min(draws) <= 1
    assert all(len(own) == len(set(own)) == min(sample, items) for own in state.drawn.values())
    assert sum(draws) == sum(map(len, state.drawn.values()))


def test_who_drew_a_text_that_was_taken_out_may_draw_another() -> None:
    state = after(drawing(3), "p/0", DrawItems(activity="x"))
    assert kind.mine(state, "p/0", OPEN).draws == 0
    state = after(state, LEADER, HideStatement(activity="x", statement=state.drawn["p/0"][0]))
    mine = kind.mine(state, "p/0", OPEN)
    assert (mine.draws, len(mine.statements)) == (1, 2)
    state = after(state, "p/0", DrawItems(activity="x"))
    assert len(kind.mine(state, "p/0", OPEN).statements) == 3


def test_a_phone_gets_its_own_few_texts_alone() -> None:
    state = after(drawing(2), "p/0", DrawItems(activity="x"))
    assert kind.phone(state, OPEN).statements == {}
    mine = kind.mine(state, "p/0", OPEN)
    assert [row.text[""] for row in mine.statements.values()] == [
        state.statements[key].text[""] for key in state.drawn["p/0"]
    ]
    assert kind.mine(state, "p/1", OPEN).draws == 2
    assert asked(begun(), "p/0", DrawItems(activity="x")) == Refusal("nothing_to_draw")


def test_many_texts_can_be_drawn_from_and_the_wall_has_pages_for_forty() -> None:
    many = tuple(Item(f"i{n}", {"": str(n)}) for n in range(300))
    assert len(drawing(5, many).statements) == 300
    assert len(kind.begin(RateSettings(), Inputs(many), 1).statements) == 200
    view = kind.board(drawing(5, many), CLOSED)
    assert (len(view.statements), view.more, len(kind.phone(drawing(5, many), CLOSED).statements)) == (40, 260, 200)


# --- statements ------------------------------------------------------------------------------------------


def test_statements_are_worded_until_somebody_has_rated() -> None:
    fresh = begun()
    first_one, second = list(fresh.statements)[:2]
    state = rate(fresh, "p/0", 0, 3)
    assert asked(fresh, LEADER, AddStatement(activity="x", text={"en": "new"})) is None
    assert asked(state, LEADER, AddStatement(activity="x", text={"en": "new"})) == Refusal("ratings_given")
    for statement, no in ((first_one, Refusal("ratings_given")), (second, None)):
        assert asked(state, LEADER, RenameStatement(activity="x", statement=statement, text={"en": "n"})) == no
    assert asked(fresh, LEADER, AddStatement(activity="x", text={"en": " "})) == Refusal("empty")


def test_a_statement_taken_out_is_on_the_desk_alone_and_takes_no_rating() -> None:
    state = after(begun(), LEADER, HideStatement(activity="x", statement=next(iter(begun().statements))))
    assert (words(kind.phone(state, OPEN)), words(kind.desk(state, DESK))) == (["s1", "s2"], ["s1", "s2", "s0"])
    rating = Rate(activity="x", statement=next(iter(state.statements)), value=1)
    assert asked(state, "p/0", rating) == Refusal("no_such_statement")


def test_a_rating_for_the_run_before_a_reset_finds_no_statement() -> None:
    day = Day("anonymous")
    activity = day.open("rate")
    statement = next(iter(day.activity("rate").state.statements))
    day.must(LEADER, ResetActivity(activity=activity))
    late = Rate(activity=activity, statement=statement, value=1)
    assert day.do(day.author(0, "rate"), late) == Refusal("no_such_statement")


def test_it_closes_at_once_and_takes_late_ratings_only_when_reopened() -> None:
    day = Day("named")
    activity = day.open("rate")
    statement = next(iter(day.activity("rate").state.statements))
    late = Rate(activity=activity, statement=statement, value=4)
    day.must(LEADER, CloseActivity(activity=activity))
    assert day.activity("rate").stage == "closed"
    assert day.do(day.author(0, "rate"), late) == Refusal("closed")
    day.must(LEADER, ReopenActivity(activity=activity))
    day.must(day.author(0, "rate"), late)


def test_another_leaders_hands_are_not_taken_back() -> None:
    day = Day("named")
    activity = day.open("rate")
    statement = next(iter(day.activity("rate").state.statements))
    day.must(LEADER, RateHands(activity=activity, statement=statement, value=1, hands=3))
    day.must(CO, RateHands(activity=activity, statement=statement, value=1, hands=4))
    assert day.do(LEADER, Undo()) == Refusal("changed_since")
    day.must(CO, Undo())
    assert day.activity("rate").state.statements[statement].hands[0][0] == 3


# --- comments --------------------------------------------------------------------------------------------


def commented(state: Rated, number: int, moment: Moment | None = None, letter: str = "a") -> Rated:
    text = CommentRating(activity="x", statement=next(iter(state.statements)), text=f"because {number}")
    return after(state, f"{letter}/{number}", text, moment, name=f"comment{number}")


def closed(state: Rated, moment: Moment | None = None) -> Rated:
    return kind.reduce(state, CloseActivity(activity="x"), Doing(LEADER, 1, "close", 5), moment or Moment())


def test_comments_leave_by_three_at_the_close_and_for_the_desk_and_the_summary_alone() -> None:
    state = begun(1, comment=True)
    for number in range(2):
        state = commented(state, number)
    assert closed(state) is state
    assert (kind.summary(state, CLOSED).comments, kind.summary(state, CLOSED).comments_wait) == ({}, 2)
    state = commented(state, 2)
    assert b"because" not in encoded([show(state, OPEN) for show in (kind.board, kind.phone, kind.summary)])
    assert kind.desk(state, DESK).comments == {}
    state = closed(state)
    told = kind.summary(state, CLOSED)
    assert sorted(row.text for row in told.comments.values()) == [f"because {n}" for n in range(3)]
    assert (list(told.comments), {row.statement for row in told.comments.values()}) == (["1", "2", "3"], {"1"})
    assert len(kind.desk(state, DESK_CLOSED).comments) == 3
    assert b"because" not in encoded([kind.board(state, CLOSED), kind.phone(state, CLOSED)])


def test_the_order_of_comments_in_the_summary_is_not_that_of_writing() -> None:
    told = []
    for order in ((0, 1, 2, 3), (3, 1, 0, 2)):
        state = begun(1, comment=True)
        for place, number in enumerate(order):
            # The ids follow the writing here, as they might by chance.
            text = CommentRating(activity="x", statement=next(iter(state.statements)), text=f"because {number}")
            state = after(state, f"a/{number}", text, name=f"comment{place}")
        told.append(kind.summary(closed(state), CLOSED).comments)
    assert told[0] == told[1]


def test_comments_after_the_reveal_wait_for_company_too() -> None:
    shown = Moment(revealed=True)
    state = kind.reduce(begun(1, comment=True), Reveal(activity="x"), Doing(LEADER, 1, "r", 5), Moment())
    for number in range(3):
        assert not kind.releasable(state, shown)
        state = commented(state, number, shown)
    assert kind.releasable(state, shown)
    state = kind.reduce(state, ReleaseNotes(activity="x"), Doing(ROOM, 1, "r", 5), shown)
    assert len(kind.desk(state, Sight(shown, leads=True)).comments) == 3


def test_a_comment_is_worded_anew_taken_back_and_kept_out() -> None:
    named = Moment(identity="named")
    state = commented(begun(1, comment=True), 0, named, "p")
    statement = next(iter(state.statements))
    state = after(state, "p/0", CommentRating(activity="x", statement=statement, text="better"), named, name="more")
    assert kind.mine(state, "p/0", OPEN).statements[statement].comment == "better"
    state = closed(state, named)
    assert [row.text for row in kind.summary(state, NAMED).comments.values()] == ["better"]
    out = after(state, LEADER, HideComment(activity="x", comment="comment0"), named)
    assert kind.summary(out, NAMED).comments == {}
    state = after(state, "p/0", CommentRating(activity="x", statement=statement, text=""), named, name="none")
    assert not kind.summary(state, NAMED).comments
    assert not kind.mine(state, "p/0", OPEN).statements


def test_a_private_comment_goes_nowhere() -> None:
    moment = Moment(identity="only_you")
    state = begun(1, comment=True)
    for number in range(4):
        state = commented(state, number, moment, "p")
    state = closed(state, moment)
    told = Sight(Moment("closed", True, "only_you"), leads=True)
    assert b"because" not in encoded([kind.desk(state, told), kind.summary(state, told)])


# --- the rest --------------------------------------------------------------------------------------------


def test_the_table_has_a_row_a_statement_and_question() -> None:
    state = rated(begun(1, scale="0-4", dimensions=({"en": "matters"}, {"en": "works"})), 0, 4, 4, 4, 4, 3)
    assert kind.tables(state, CLOSED)[1:] == [
        ["s0", "matters", 5, 0, 3.8, 4, 0.4, "", "0 · 0 · 0 · 1 · 4"],
        ["s0", "works", 0, 0, "", "", "", "", ""],
    ]
    assert kind.tables(state, OPEN) == []


@pytest.mark.parametrize(
    "settings", [{}, {"sample": 2}, {"dimensions": ({"en": "x"}, {"en": "y"})}, {"scale": "slider"}]
)
def test_pretend_people_rate_all_they_are_asked_to_and_spread(settings: dict[str, Any]) -> None:
    state = kind.begin(RateSettings(comment=True, dont_know=True, **settings), Inputs(ITEMS), 3)
    for who in range(30):
        for number, command in enumerate(kind.pretend(state, "x", who, SAYINGS["fi"])):
            state = after(state, f"a/{who}", command, name=f"c{who}-{number}")
    assert kind.answered(state) == 30
    assert state.ratings["a/0"] != {key: Answer() for key in state.statements}
    assert all(first(kind.board(state, CLOSED), place).spread > 0 for place in range(7))


def test_of_few_answers_nobody_learns_how_many_could_not_say() -> None:
    state = begun(2, dont_know=True)
    one, other = state.statements
    for who in range(3):
        state = after(state, f"a/{who}", RateUnknown(activity="x", statement=one))
    state = rated(state, 1, 3, 3)
    state = after(state, "a/9", RateUnknown(activity="x", statement=other))
    for view in (kind.board(state, CLOSED), kind.desk(state, DESK_CLOSED), kind.summary(state, CLOSED)):
        assert [(row.raters, row.unknown, row.ratings[0]) for row in view.statements.values()] == [
            (3, 0, RatingView(n=3, few=True)),
            (3, 0, RatingView(n=3, few=True)),
        ]
    assert [row.unknown for row in kind.board(state, NAMED).statements.values()] == [3, 1]
