import copy
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.core.patch import apply, difference, to_json


class Row(msgspec.Struct, frozen=True):
    text: str
    sort: int = 0


class Cards(msgspec.Struct, frozen=True, tag_field="kind", tag="cards"):
    rows: dict[str, Row]
    count: int = 0


class Bars(msgspec.Struct, frozen=True, tag_field="kind", tag="bars"):
    dots: dict[str, int]


class Screen(msgspec.Struct, frozen=True):
    title: str
    languages: tuple[str, ...]
    view: Cards | Bars | dict[str, str]


KEYS = st.sampled_from(["a", "b", "c", ""])
# Views never hold null, and their numbers never turn into booleans.
JSON: st.SearchStrategy[Any] = st.recursive(
    st.integers(2, 9) | st.text(max_size=3),
    lambda inner: st.dictionaries(KEYS, inner, max_size=3) | st.lists(inner, max_size=3),
    max_leaves=8,
)
VIEWS = st.builds(
    Screen,
    title=st.text(max_size=3),
    languages=st.lists(st.sampled_from(["fi", "sv"]), max_size=2).map(tuple),
    view=st.builds(
        Cards, st.dictionaries(KEYS, st.builds(Row, st.text(max_size=2), st.integers(0, 3))), st.integers(0, 3)
    )
    | st.builds(Bars, st.dictionaries(KEYS, st.integers(0, 3)))
    | st.just({}),
)


# The examples of RFC 7396, appendix A.
@pytest.mark.parametrize(
    ("view", "patch", "expected"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "b"}, ["c"], ["c"]),
        ({"a": "foo"}, None, None),
        ({"a": "foo"}, "bar", "bar"),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_a_patch_is_applied_as_the_rfc_says(view: Any, patch: Any, expected: Any) -> None:
    assert apply(view, patch) == expected


@given(st.dictionaries(KEYS, JSON), st.dictionaries(KEYS, JSON))
def test_the_difference_of_two_objects_makes_one_into_the_other(old: Any, new: Any) -> None:
    assert apply(old, difference(old, new)) == new


@given(VIEWS, VIEWS)
def test_the_difference_of_two_views_makes_one_into_the_other(old: Screen, new: Screen) -> None:
    assert apply(to_json(old), difference(old, new)) == to_json(new)


@given(VIEWS)
def test_nothing_changed_is_an_empty_patch(view: Screen) -> None:
    assert difference(view, view) == {}
    assert difference(view, copy.deepcopy(view)) == {}


@given(VIEWS, VIEWS)
def test_applying_changes_neither_the_view_nor_the_patch(old: Screen, new: Screen) -> None:
    before, patch = to_json(old), difference(old, new)
    copies = msgspec.json.encode(before), msgspec.json.encode(patch)

    apply(before, patch)

    assert copies == (msgspec.json.encode(before), msgspec.json.encode(patch))


def test_one_new_row_travels_alone() -> None:
    old = Screen("Day", ("fi",), Cards({"a": Row("one", 1)}, 1))
    new = Screen("Day", ("fi",), Cards({"a": Row("one", 1), "b": Row("two", 2)}, 2))

    assert difference(old, new) == {"view": {"rows": {"b": {"text": "two", "sort": 2}}, "count": 2}}


def test_the_end_of_a_view_takes_its_fields_away() -> None:
    # An empty object merged into a full one would leave the old activity on every phone.
    old = Screen("Day", ("fi",), Cards({"a": Row("one")}))
    new = Screen("Day", ("fi",), {})

    assert difference(old, new) == {"view": {"kind": None, "rows": None, "count": None}}
