"""Rows that wait leave together, in an order that tells nothing."""

import itertools
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from facilitator.activities.notes import (
    Waiting,
    by_words,
    enough_to_leave,
    let_out,
    refuse_no_words,
    shuffled,
    waits_for_company,
)
from facilitator.core.kind import Moment
from facilitator.core.refusal import Refusal


@given(st.lists(st.text()), st.integers())
def test_a_shuffle_keeps_all_and_follows_the_seed_alone(rows: list[str], seed: int) -> None:
    assert Counter(shuffled(rows, seed)) == Counter(rows)
    assert shuffled(rows, seed) == shuffled(rows, seed)


def test_every_order_comes_about_equally_often() -> None:
    orders = Counter(tuple(shuffled("abc", seed)) for seed in range(600))
    assert set(orders) == set(itertools.permutations("abc"))
    assert min(orders.values()) > 60


def test_three_rows_by_three_pseudonyms_may_leave_and_fewer_may_not() -> None:
    three = [Waiting(by=f"a/{n}") for n in "xyz"]
    assert enough_to_leave(three)
    assert not enough_to_leave(three[:2])
    assert not enough_to_leave([*three[:2], Waiting(by="a/x")])
    assert not enough_to_leave([*three[:2], Waiting(by="a/z", withdrawn=True)])
    assert not enough_to_leave([*three[:2], Waiting(by="a/z", sort=1)])


def test_words_wait_for_company_while_people_write_without_names_and_always_where_they_are_private() -> None:
    assert waits_for_company(Moment(stage="open", identity="anonymous"))
    assert waits_for_company(Moment(stage="closing", identity="anonymous"))
    assert not waits_for_company(Moment(stage="closed", identity="anonymous"))
    assert not waits_for_company(Moment(stage="open", identity="named"))
    assert waits_for_company(Moment(stage="closed", identity="only_you"))


def test_a_row_that_a_leader_typed_hides_nobody() -> None:
    assert not enough_to_leave([Waiting(by="a/x"), Waiting(by="a/y"), Waiting(by="f/leader")])


def test_places_do_not_tell_who_wrote_first() -> None:
    rows = {word: Waiting(by=f"a/{word}") for word in "abc"}
    places = [
        {word: row.sort for word, row in let_out({word: rows[word] for word in order}, 5, 7).items()}
        for order in itertools.permutations("abc")
    ]
    assert all(place == places[0] for place in places)
    assert sorted(places[0].values()) == [6, 7, 8]


def test_what_has_left_keeps_its_place_and_nothing_waiting_changes_nothing() -> None:
    out = {"a": Waiting(by="a/a", sort=1)}
    assert let_out(out, 1, 7) is out
    later = let_out({**out, "b": Waiting(by="a/b")}, 1, 7)
    assert (later["a"].sort, later["b"].sort) == (1, 2)


def test_an_order_by_words_is_theirs_alone_and_any_words_have_one() -> None:
    assert by_words("one", "two") == by_words("one", "two") != by_words("onetwo")
    assert by_words("\ud800")


def test_words_that_say_nothing_in_any_language_are_refused() -> None:
    assert refuse_no_words({}) == refuse_no_words({"en": " \n"}) == Refusal("empty")
    assert refuse_no_words({"en": "", "fi": "sana"}) is None
