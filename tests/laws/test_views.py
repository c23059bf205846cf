"""Views are fit to travel: patches carry them exactly, nothing in them is null, rows come in wall order."""

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from facilitator.core.patch import apply, difference, to_json
from tests.laws.days import IDENTITIES, Day


@given(st.randoms(use_true_random=False), st.sampled_from(IDENTITIES))
def test_a_patch_makes_each_view_into_the_next(chance: random.Random, identity: str) -> None:
    day = Day(identity)  # type: ignore[arg-type]
    before = day.views()
    for _ in day.play(chance, 5):
        after = day.views()
        for audience, view in after.items():
            patch = difference(before[audience], view)
            assert apply(to_json(before[audience]), patch) == to_json(view), audience
        before = after


@given(st.randoms(use_true_random=False), st.sampled_from(IDENTITIES))
def test_no_view_holds_null_a_long_list_or_rows_out_of_order(chance: random.Random, identity: str) -> None:
    day = Day(identity)  # type: ignore[arg-type]
    for _ in day.play(chance, 5):
        for audience, view in day.views().items():
            check_travels(to_json(view), audience)


def check_travels(value: Any, path: str) -> None:
    """Assert that a view's JSON is fit to be patched, and that byte order tells nothing."""
    assert value is not None, path
    if isinstance(value, dict):
        sorts = [row["sort"] for row in value.values() if isinstance(row, dict) and "sort" in row]
        assert sorts == sorted(sorts), f"{path}: rows are not in wall order: {sorts}"
        for key, inner in value.items():
            check_travels(inner, f"{path}.{key}")
    elif isinstance(value, (list, tuple)):
        assert len(value) <= 50, path
        for place, inner in enumerate(value):
            check_travels(inner, f"{path}[{place}]")
