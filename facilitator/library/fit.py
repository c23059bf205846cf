"""How well a method fits a place in a day, and why."""

from typing import Literal

import msgspec

from facilitator.library.method import Method

# What usually comes after a phase, the best first. "start" is the day's beginning, "lunch" the end of a long break.
FOLLOWS: dict[str, tuple[str, ...]] = {
    "start": ("check-in", "orient"),
    "check-in": ("orient", "diverge", "explore"),
    "orient": ("diverge", "explore"),
    "diverge": ("converge", "explore"),
    "explore": ("converge", "diverge", "decide"),
    "converge": ("decide", "explore", "commit"),
    "decide": ("commit", "reflect"),
    "commit": ("reflect",),
    "reflect": ("reflect",),
    "energise": ("explore", "diverge", "converge"),
    "lunch": ("energise", "explore"),
}
POINTS_BY_PLACE = (3.0, 2.0, 1.0)

Code = Literal["minutes", "long", "people", "few", "many", "follows", "input", "no_input"]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a day.

    Attributes:
        minutes: How much time there is, 0 where nobody knows.
        people: How many there will be, 0 where nobody knows.
        after: The phase of what comes before, ``start`` or ``lunch``; nothing where nobody knows.
        has_input: Whether something was written or chosen before it.
    """

    minutes: int = 0
    people: int = 0
    after: str = ""
    has_input: bool = True


class Reason(msgspec.Struct, frozen=True):
    """Why a method fits or does not: a code and its numbers, to be worded where it is read."""

    code: Code
    low: int = 0
    high: int = 0


class Fit(msgspec.Struct, frozen=True):
    """How well a method fits: more points are better, below 0 something speaks against it."""

    points: float
    reasons: tuple[Reason, ...]


def fit(method: Method, place: Place) -> Fit:
    """Return how well a method fits a place."""
    told = (
        _of_minutes(method, place),
        _of_people(method, place),
        _of_phase(method, place),
        _of_input(method, place),
    )
    return Fit(sum(points for points, _ in told), tuple(reason for _, reason in told if reason))


_Told = tuple[float, Reason | None]


def _of_minutes(method: Method, place: Place) -> _Told:
    low, high = method.minutes
    if not place.minutes:
        return 0.0, None
    if low > place.minutes:
        return -6.0, Reason("long", low, high)
    # Nearest to its usual time fits best; a short one leaves the rest to others.
    far = abs(method.usual_minutes - place.minutes) / place.minutes
    return max(0.0, 2.0 - 2.0 * far), Reason("minutes", low, high)


def _of_people(method: Method, place: Place) -> _Told:
    low, high = method.people
    if not place.people:
        return 0.0, None
    if place.people < low:
        return -6.0, Reason("few", low, high)
    if place.people > high:
        return -6.0, Reason("many", low, high)
    return 0.0, Reason("people", place.people)


def _of_phase(method: Method, place: Place) -> _Told:
    usual = FOLLOWS.get(place.after, ())
    if method.phase not in usual:
        return 0.0, None
    return POINTS_BY_PLACE[usual.index(method.phase)], Reason("follows")


def _of_input(method: Method, place: Place) -> _Told:
    if not method.starts_from_before:
        return 0.0, None
    if not place.has_input:
        return -4.0, Reason("no_input")
    return (0.5, Reason("input")) if place.after else (0.0, None)
