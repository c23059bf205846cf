"""What people add to each other's notes: comments, marks, and "the same here".

Not a kind. Authors stay in the state; what leaves it is words and numbers. Floor 1; pure.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from facilitator.activities import counting
from facilitator.activities.notes import Waiting
from facilitator.core.agenda import Identity

SIGNS = ("+", "?", "!")
# Author → numbers of the marks given; nobody's is empty.
Marks = dict[str, tuple[int, ...]]
Rows = TypeVar("Rows", dict[str, tuple[int, ...]], tuple[str, ...])


class Comment(Waiting, frozen=True):
    """A comment on a note; it waits like a note does."""

    note: str
    text: str
    sign: str = ""
    hidden: bool = False
    approved: bool = True


def marked(marks: Mapping[str, Marks], note: str, by: str, mark: int, *, on: bool) -> dict[str, Marks]:
    """Return all marks with one set or taken away."""
    rows = dict(marks.get(note, {}))
    given = set(rows.pop(by, ())) - {mark}
    if on:
        given.add(mark)
    if given:
        rows[by] = tuple(sorted(given))
    return _with(marks, note, rows)


def agreed(same: Mapping[str, tuple[str, ...]], note: str, by: str, *, on: bool) -> dict[str, tuple[str, ...]]:
    """Return who feels the same about which note, with one more or one less."""
    others = tuple(who for who in same.get(note, ()) if who != by)
    # Sorted: who was first is nobody's business.
    return _with(same, note, tuple(sorted((*others, by))) if on else others)


def tally(marks: Marks, kinds: int) -> tuple[int, ...]:
    """Return how many gave each mark; nothing where there are no marks to give."""
    counts = [0] * kinds
    # Plain loops: a wall has thousands of notes, and most have few marks.
    for given in marks.values():
        for mark in given:
            counts[mark] += 1
    return tuple(counts)


def are_few(marks: Iterable[Marks], same: Iterable[tuple[str, ...]], identity: Identity) -> bool:
    """Tell whether so few marked anything that no number may be told."""
    who = {by for rows in marks for by in rows} | {by for rows in same for by in rows}
    # Leaders know what they gave: they hide nobody.
    phones = sum(by.startswith(("a/", "p/")) for by in who)
    return counting.are_few(phones, 0, identity)


def _with(things: Mapping[str, Rows], note: str, rows: Rows) -> dict[str, Rows]:
    kept = {key: value for key, value in things.items() if key != note}
    return {**things, note: rows} if rows else kept
