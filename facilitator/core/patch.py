"""The difference of two views, as JSON Merge Patch (RFC 7396). Views never hold null, so null always removes."""

from typing import Any

import msgspec

Json = Any


def to_json(view: Json) -> Json:
    """Return a view as plain JSON values (dicts, lists, strings, numbers, booleans)."""
    return msgspec.to_builtins(view)


def difference(old: Json, new: Json) -> dict[str, Json]:
    """Return the merge patch that makes *old* into *new*; empty when they are the same.

    Both are frozen structs, or dicts keyed by id. Whatever is the same object, or equal, is left out; lists and
    tuples are replaced whole, so they are only for short fixed lists.
    """
    patch = _compare(old, new)
    return patch if isinstance(patch, dict) else {}


_SAME = object()


def _compare(old: Json, new: Json) -> Json:
    if old is new or old == new:
        return _SAME
    if isinstance(new, dict) and isinstance(old, dict):
        return _compare_dicts(old, new)
    if isinstance(new, msgspec.Struct) and type(old) is type(new):
        return _compare_fields(old, new)
    return _replace(old, new)


def _compare_fields(old: msgspec.Struct, new: msgspec.Struct) -> Json:
    patch = {}
    for name in new.__struct_fields__:
        change = _compare(getattr(old, name), getattr(new, name))
        if change is not _SAME:
            patch[name] = change
    return patch or _SAME


def _compare_dicts(old: dict[str, Json], new: dict[str, Json]) -> Json:
    patch: dict[str, Json] = {}
    for key, value in new.items():
        change = _compare(old[key], value) if key in old else to_json(value)
        if change is not _SAME:
            patch[key] = change
    for key in old:
        if key not in new:
            patch[key] = None
    return patch or _SAME


def _replace(old: Json, new: Json) -> Json:
    # Another kind of object takes the place: the old one's fields must go, or they would linger in the merge.
    before, whole = to_json(old), to_json(new)
    if isinstance(before, dict) and isinstance(whole, dict):
        return _compare_dicts(before, whole)
    return whole


def apply(view: Json, patch: Json) -> Json:
    """Return *view* with the merge *patch* applied (RFC 7396 §2); neither argument is changed."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(view) if isinstance(view, dict) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = apply(merged.get(key), value)
    return merged
