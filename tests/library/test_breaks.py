"""Where people rest."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from facilitator.library.breaks import LUNCH_FROM, LUNCH_TO, rests_between, split_evenly


def test_breaks_fall_where_the_longest_stretch_is_shortest() -> None:
    assert split_evenly((30, 30, 30, 30), 1) == (60, (1,))
    assert split_evenly((50, 10, 10, 50), 2) == (50, (0, 2))
    assert split_evenly((30,), 1) is None


@given(st.lists(st.integers(5, 45), min_size=1, max_size=12), st.integers(0, 4))
def test_no_way_to_cut_is_better(minutes: list[int], cuts: int) -> None:
    found = split_evenly(tuple(minutes), cuts)
    if found is not None:
        places = [-1, *found[1], len(minutes) - 1]
        stretches = [sum(minutes[one + 1 : two + 1]) for one, two in itertools.pairwise(places)]
        assert max(stretches) == found[0]
        assert found[0] <= sum(minutes)


def test_lunch_comes_within_its_hour_or_there_is_no_day() -> None:
    units = [30] * 10
    found = rests_between(units, 2, 15, 540, lunch=True)
    assert found is not None
    at = 540 + 30 * (found.lunch + 1) + 15 * sum(place < found.lunch for place in found.pauses)
    assert LUNCH_FROM <= at <= LUNCH_TO
    assert rests_between(units, 2, 15, 1020, lunch=True) is None


def test_lunch_may_have_its_place() -> None:
    found = rests_between([30] * 10, 1, 15, 540, lunch=True, after=5)
    assert found is not None
    assert found.lunch == 5
