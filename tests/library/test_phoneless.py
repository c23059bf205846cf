"""Which methods work where nobody uses a phone."""

import pytest

from facilitator.activities.registry import load_kinds
from facilitator.core.agenda import Source, Step
from facilitator.library.parse import parse_all
from facilitator.library.phoneless import need_no_phones
from facilitator.web.folders import read_methods

METHODS = parse_all(read_methods(), load_kinds()).methods
ROW = {"fi": "Energiani nyt"}


def step(kind: str, source: Source | None = None, **settings: object) -> Step:
    return Step(id="one", kind=kind, settings=settings, source=source)


@pytest.mark.parametrize("kind", ["show", "round", "groups", "collect", "cluster", "vote", "consent", "commit"])
def test_talk_cards_dots_and_hands_need_no_phones(kind: str) -> None:
    assert need_no_phones((step(kind),))


@pytest.mark.parametrize("kind", ["rank", "form", "matrix", "rate"])
def test_arithmetic_over_many_answers_needs_them(kind: str) -> None:
    assert not need_no_phones((step(kind),))
    assert not need_no_phones((step("show"), step(kind)))


def test_a_scale_of_a_row_or_two_is_shown_by_hands_and_a_long_one_is_not() -> None:
    assert need_no_phones((step("rate", statements=[ROW]),))
    assert not need_no_phones((step("rate", statements=[ROW] * 8),))
    assert not need_no_phones((step("rate", statements=[ROW], dimensions=[ROW, ROW]),))
    again = Step(id="again", kind="rate", source=Source("one"))
    assert need_no_phones((step("rate", statements=[ROW]), again))


def test_carried_rows_count_by_how_many_are_taken() -> None:
    assert need_no_phones((step("rate", Source("", "top", 3)),))
    assert not need_no_phones((step("rate", Source("", "top", 9)),))


def test_what_the_facilitator_places_for_the_room_needs_none() -> None:
    assert need_no_phones((step("matrix", who="leaders"),))


def test_votes_that_weigh_differently_need_a_sum() -> None:
    assert not need_no_phones((step("vote", weights=[3, 2, 1]),))


def test_the_library_tells_them_apart() -> None:
    phoneless = {slug for slug, method in METHODS.items() if method.phoneless}
    assert {"parikavely", "pisteaanestys", "mielipidejana", "viisi-sormea"} <= phoneless
    assert not {"tarkeysjarjestys", "nelikentta", "arvokuilu", "kiertava-pisteytys"} & phoneless
