"""Two notes may share all their words and say the opposite."""

import pytest

from facilitator.activities.leanings import are_opposed, leaning
from facilitator.activities.stems import words_of


def opposed(language: str, one: str, other: str) -> bool:
    a, b = (leaning(words_of(text), language) for text in (one, other))
    assert are_opposed(a, b) == are_opposed(b, a)
    return are_opposed(a, b)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fi", "Esihenkilö kuuntelee", "Esihenkilö ei kuuntele"),
        ("fi", "Lisää etäpäiviä", "Vähemmän etäpäiviä"),
        ("fi", "Hyvä johtaminen", "Huono johtaminen"),
        ("fi", "Palautetta annetaan", "Palautetta ei anneta"),
        ("sv", "Mötena fungerar", "Mötena fungerar inte"),
        ("sv", "Mer distansarbete", "Mindre distansarbete"),
        ("sv", "Börja i tid", "Sluta i tid"),
        ("en", "Managers listen", "Managers never listen"),
        ("en", "More meetings", "Fewer meetings"),
        ("en", "The goals are clear", "The goals are not clear"),
    ],
)
def test_opposites_are_never_the_same(language: str, one: str, other: str) -> None:
    assert opposed(language, one, other)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fi", "Lyhyemmät kokoukset", "Kokoukset ovat liian pitkiä"),
        ("fi", "Enemmän palautetta", "Palautetta ei anneta"),
        ("fi", "Aika ei riitä", "Liian vähän aikaa"),
        ("fi", "Ei pidetä", "Jäävät pitämättä"),
        ("sv", "Tydligare roller", "Rollerna är inte tydliga"),
        ("sv", "För få vikarier", "Brist på vikarier"),
        ("en", "Clearer roles", "Roles are unclear"),
        ("en", "Not enough parking", "Too few places to park"),
    ],
)
def test_a_wish_and_the_complaint_behind_it_go_together(language: str, one: str, other: str) -> None:
    assert not opposed(language, one, other)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fi", "Maanantain palaveri pois", "Perjantaina palaveri pois"),
        ("fi", "Kaksi etäpäivää", "3 etäpäivää"),
        ("sv", "Två dagar", "Tre dagar"),
        ("en", "Start at 8", "Start at 9"),
    ],
)
def test_another_number_or_day_is_another_matter(language: str, one: str, other: str) -> None:
    assert opposed(language, one, other)


def test_the_same_number_is_the_same_however_it_is_spelt() -> None:
    assert not opposed("fi", "Kaksi etäpäivää", "2 etäpäivää")
    assert not opposed("en", "Two days", "days at home")


def test_no_note_is_opposed_to_itself() -> None:
    for text in ("Ei liikaa palavereja", "ei ei ei", "", "inte bra", "not never good"):
        for language in ("fi", "sv", "en"):
            assert not opposed(language, text, text)


def test_words_that_lean_stand_as_matter_and_side() -> None:
    assert leaning(words_of("Roolit eivät ole selkeät"), "fi").words == ("roolit", "ole", "clear-")
