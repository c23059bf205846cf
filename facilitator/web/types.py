"""The browser's types of the views, made from the structs that travel: ``python -m facilitator.web.types``.

A test holds the file current, so a screen that reads a field nobody sends does not pass its check.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from facilitator.activities.registry import load_kinds
from facilitator.core.kind import Kinds, Nothing
from facilitator.views.shapes import BoardView, DeskView, MineView, PhoneView

View = type[msgspec.Struct]

TYPES = Path(__file__).resolve().parents[2] / "static" / "app" / "views.d.ts"
SCREENS: tuple[View, ...] = (BoardView, PhoneView, DeskView, MineView)
# What a kind shows, by the method that makes it.
SIDES = ("board", "phone", "desk", "mine", "group")
_HEAD = (
    "// Made from the views in Python by `python -m facilitator.web.types`. Not to be edited by hand.\n"
    "// Ids, codes and words are strings; clock times are minutes from midnight or UTC milliseconds.\n"
)
_PLAIN: dict[Any, str] = {str: "string", int: "number", float: "number", bool: "boolean", Any: "any"}


def views_of(kinds: Kinds) -> tuple[View, ...]:
    """Return every struct that a screen gets: the screens' own, and what each kind shows."""
    told = [get_type_hints(getattr(kind, side))["return"] for kind in kinds.values() for side in SIDES]
    shown = [view for sort in told for view in (get_args(sort) or (sort,))]
    # A kind that leaves a side out has the contract's: any struct, with nothing in it.
    own = [view for view in shown if view not in (Nothing, msgspec.Struct)]
    return tuple(dict.fromkeys((*SCREENS, *own)))


def types_text(views: Iterable[View]) -> str:
    """Return the text of the declarations of *views* and all they are made of.

    Raises:
        TypeError: If a view holds what JSON, or a frozen view, cannot.
    """
    found: dict[str, View] = {}
    for view in views:
        _gather(view, found)
    return "\n".join([_HEAD, *(_interface(name, view) for name, view in found.items())])


def _gather(shape: Any, found: dict[str, View]) -> None:
    """Put the structs in *shape* into *found* by their names, each after what holds it."""
    if not (isinstance(shape, type) and issubclass(shape, msgspec.Struct)):
        for part in get_args(shape) if get_origin(shape) is not Literal else ():
            _gather(part, found)
        return
    name = shape.__name__
    if name in found:
        if found[name] is not shape:
            raise TypeError(f"two views are called {name}; give one of them another name")
        return
    found[name] = shape
    for field in get_type_hints(shape).values():
        _gather(field, found)


def _interface(name: str, view: View) -> str:
    config, hints = view.__struct_config__, get_type_hints(view)
    tag = [f'  {config.tag_field}: "{config.tag}";'] if config.tag_field else []
    # Fields with defaults too: views are sent whole.
    fields = [f"  {field}: {_typed(hints[field])};" for field in view.__struct_fields__]
    return "\n".join([f"export interface {name} {{", *tag, *fields, "}\n"])


def _typed(shape: Any) -> str:
    if shape in _PLAIN:
        return _PLAIN[shape]
    if isinstance(shape, type) and issubclass(shape, msgspec.Struct):
        return shape.__name__
    origin, parts = get_origin(shape), get_args(shape)
    if origin is Literal:
        return " | ".join(f'"{value}"' for value in parts)
    if origin in (Union, UnionType) and NoneType not in parts:
        return " | ".join(_typed(part) for part in parts)
    if origin is dict and parts[0] is str:
        return f"Record<string, {_typed(parts[1])}>"
    if origin is tuple and parts[1:] == (...,):
        typed = _typed(parts[0])
        return f"({typed})[]" if " | " in typed else f"{typed}[]"
    raise TypeError(
        f"a view holds {shape!r}; expected structs, strings, numbers, truths, or dicts and tuples of them"
    )


def main() -> int:
    """Write the declarations."""
    TYPES.write_text(types_text(views_of(load_kinds())), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
