from typing import Any, Literal

import msgspec
import pytest

from facilitator.activities.registry import load_kinds
from facilitator.web.types import TYPES, types_text, views_of


class Cup(msgspec.Struct, tag_field="kind", tag="cup"):
    size: int
    fills: dict[str, tuple[str, ...]] = {}


class Tray(msgspec.Struct):
    cups: dict[str, Cup]
    colour: Literal["red", "blue"]
    other: Cup | dict[str, float]
    anything: Any = ""


def test_the_browser_has_the_types_of_the_views_that_are_sent() -> None:
    assert TYPES.read_text(encoding="utf-8") == types_text(views_of(load_kinds())), (
        "run python -m facilitator.web.types"
    )


def test_every_kind_shows_something_of_its_own() -> None:
    names = {view.__name__ for view in views_of(load_kinds())}

    assert {"BoardView", "PhoneView", "DeskView", "MineView", "CollectView", "MyVote", "Nothing"} - names == {
        "Nothing"
    }


def test_a_view_is_declared_with_all_it_is_made_of() -> None:
    text = types_text([Tray])

    assert (
        """export interface Tray {
  cups: Record<string, Cup>;
  colour: "red" | "blue";
  other: Cup | Record<string, number>;
  anything: any;
}
"""
        in text
    )
    assert 'export interface Cup {\n  kind: "cup";\n  size: number;\n  fills: Record<string, string[]>;\n}' in text


def test_what_a_frozen_view_cannot_hold_is_told() -> None:
    class Loose(msgspec.Struct):
        seen: set[str]

    with pytest.raises(TypeError, match="a view holds"):
        types_text([Loose])


def test_two_views_of_one_name_are_told() -> None:
    other = msgspec.defstruct("Cup", [("size", int)])

    with pytest.raises(TypeError, match="two views are called Cup"):
        types_text([Cup, other])
