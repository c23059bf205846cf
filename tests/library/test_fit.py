"""What fits a place in a day, and why."""

import msgspec
import pytest

from facilitator.activities.registry import load_kinds
from facilitator.library.fit import FOLLOWS, Fit, Place, fit
from facilitator.library.method import Method
from facilitator.library.parse import parse_all
from facilitator.web.folders import read_methods

METHODS = parse_all(read_methods(), load_kinds()).methods


def codes(found: Fit) -> list[str]:
    return [reason.code for reason in found.reasons]


def best(place: Place) -> Method:
    return max(METHODS.values(), key=lambda method: fit(method, place).points)


def test_nothing_known_speaks_neither_for_nor_against() -> None:
    assert fit(METHODS["opera"], Place()) == Fit(0.0, ())


@pytest.mark.parametrize(("minutes", "code"), [(60, "minutes"), (20, "long")])
def test_minutes_are_told_with_the_range(minutes: int, code: str) -> None:
    found = fit(METHODS["opera"], Place(minutes=minutes))
    (reason,) = found.reasons
    assert (reason.code, reason.low, reason.high) == (code, *METHODS["opera"].minutes)
    assert (found.points < 0) == (code == "long")


@pytest.mark.parametrize(("people", "code"), [(20, "people"), (3, "few"), (100, "many")])
def test_people_are_told(people: int, code: str) -> None:
    assert codes(fit(METHODS["opera"], Place(people=people))) == [code]


def test_a_day_begins_with_checking_in_and_narrows_after_ideas() -> None:
    assert best(Place(after="start", people=20)).phase == "check-in"
    assert best(Place(after="diverge", people=20)).phase == "converge"
    assert best(Place(after="lunch", people=20)).phase == "energise"


def test_what_starts_from_something_needs_something_before_it() -> None:
    dots = METHODS["pisteaanestys"]
    assert dots.starts_from_before
    assert codes(fit(dots, Place(has_input=False))) == ["no_input"]
    assert codes(fit(dots, Place(after="explore"))) == ["follows", "input"]
    assert fit(dots, Place()).points == 0 > fit(dots, Place(has_input=False)).points


def test_every_phase_leads_on_to_phases_there_are() -> None:
    phases = {method.phase for method in METHODS.values()}
    assert phases <= FOLLOWS.keys()
    assert {after for usual in FOLLOWS.values() for after in usual} <= phases


def test_of_two_alike_the_one_whose_usual_time_is_nearer_fits_better() -> None:
    opera = METHODS["opera"]
    shorter = msgspec.structs.replace(opera, steps=opera.steps[:2])
    assert fit(opera, Place(minutes=60)).points > fit(shorter, Place(minutes=60)).points
