"""Reduces what facilitators wrote in several languages to the one that a document is in."""

import re
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from facilitator.core.text import Text, pick

_TAG = re.compile(r"([a-z]{2})?")

Thing = TypeVar("Thing")


def spoken(thing: Thing, languages: Sequence[str]) -> Thing:
    """Return *thing* with each text in it reduced to one language: the first of *languages* it has, else any.

    Args:
        thing: A text, or anything frozen that holds texts: structs, tuples, objects keyed by id.
        languages: In order of preference.
    """
    kept: Any = _spoken(thing, languages)
    return kept  # type: ignore[no-any-return]


def _spoken(thing: Any, languages: Sequence[str]) -> Any:
    match thing:
        case dict() if _is_text(thing):
            return _one(thing, languages)
        case dict():
            return {key: _spoken(value, languages) for key, value in thing.items()}
        case tuple():
            return tuple(_spoken(value, languages) for value in thing)
        case msgspec.Struct():
            facts = {name: _spoken(getattr(thing, name), languages) for name in thing.__struct_fields__}
            return msgspec.structs.replace(thing, **facts)
        case _:
            return thing


def _is_text(thing: dict[Any, Any]) -> bool:
    # Ids are never as short as the tag of a language.
    return all(
        isinstance(key, str) and _TAG.fullmatch(key) and isinstance(words, str) for key, words in thing.items()
    )


def _one(text: Text, languages: Sequence[str]) -> Text:
    words = pick(text, languages)
    tag = next((tag for tag in (*languages, *text) if text.get(tag)), "")
    return {tag: words} if words else {}
