from typing import Any

import msgspec
import pytest

from facilitator.core import commands as c
from facilitator.views import shapes
from tests.stories import KINDS, Story

SHAPES = [
    thing
    for thing in vars(shapes).values()
    if isinstance(thing, type) and issubclass(thing, msgspec.Struct) and thing is not msgspec.Struct
]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_frozen(shape: type[msgspec.Struct]) -> None:
    assert shape.__struct_config__.frozen


def nulls_and_long_lists(value: Any, path: str = "") -> list[str]:
    match value:
        case None:
            return [path]
        case dict():
            return [bad for key, inner in value.items() for bad in nulls_and_long_lists(inner, f"{path}.{key}")]
        case list():
            longer = [path] if len(value) > 50 else []
            return longer + [bad for inner in value for bad in nulls_and_long_lists(inner, path)]
        case _:
            return []


@pytest.mark.parametrize("kind", KINDS)
def test_no_screen_holds_null_or_a_list_that_grows(kind: str) -> None:
    story = Story()
    story.add_block()
    story.open(kind)
    liisa = story.join("Liisa")
    story.do(c.ParkIdea(text="kahvi"), liisa)
    story.do(c.AskHelp(), liisa)

    for view in (story.board(), story.phone(), story.desk(), story.mine(liisa)):
        assert nulls_and_long_lists(msgspec.to_builtins(view)) == []
