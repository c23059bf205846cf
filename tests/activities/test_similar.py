"""What seems to say the same is found, for a person to judge; what does not is left in peace."""

import re
import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.activities.similar import ENOUGH, MOST_PAIRS, alike, compared

BOARD = {
    "1": "Luottamus",
    "2": "Valoisat tilat",
    "3": "Työmatka on pitkä",
    "4": "palkka",
    "5": "Ergonomiset tuolit",
    "6": "Lounasravintola lähelle",
}


def found(notes: Mapping[str, str]) -> list[tuple[str, str]]:
    return [pair.notes for pair in alike({**BOARD, **notes})]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Palavereita on liikaa", "liikaa palavereja"),
        ("Työvuorolistat tulevat myöhään", "vuorolistat aina myöhässä"),
        ("Uusi työntekijä jää yksin", "uusi tyontekija jätetään yksin"),
        ("Roolit ovat epäselvät", "Selkeämmät roolit"),
        ("För många möten", "vi har för mkt möten"),
        ("Too much time goes to reporting", "Reporting takes up too much time"),
    ],
)
def test_notes_that_say_the_same_are_found_whatever_their_endings(one: str, other: str) -> None:
    assert found({"a": one, "b": other}) == [("a", "b")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Esihenkilö kuuntelee", "Esihenkilö ei kuuntele"),
        ("Lisää etäpäiviä", "Vähemmän etäpäiviä"),
        ("Maanantain palaveri pois", "Perjantain palaveri pois"),
        ("Chefen lyssnar", "Chefen lyssnar inte"),
        ("Two remote days a week", "Three remote days a week"),
    ],
)
def test_opposites_are_not_put_forward_though_their_words_are_the_same(one: str, other: str) -> None:
    assert found({"a": one, "b": "x"}) == []
    assert found({"a": one, "b": other}) == []
    assert found({"a": one, "b": one}) == [("a", "b")]


def test_notes_in_two_languages_are_not_compared() -> None:
    notes = {"a": "Information om projekt är bra", "b": "The information on the project is good"}
    assert found(notes) == []


def test_each_note_is_in_one_pair_and_the_likest_come_first() -> None:
    pairs = alike({**BOARD, "a": "Liikaa palavereja", "b": "palavereja liikaa", "c": "Liikaa pitkiä palavereja"})
    assert [pair.notes for pair in pairs] == [("a", "b")]
    many = {f"{n}{side}": f"{word} liikaa" for n, word in enumerate(WORDS) for side in "ab"}
    pairs = alike(many)
    assert len(pairs) == MOST_PAIRS < len(WORDS)
    assert len({note for pair in pairs for note in pair.notes}) == 2 * MOST_PAIRS
    assert [pair.likeness for pair in pairs] == sorted((pair.likeness for pair in pairs), reverse=True)


WORDS = re.findall(
    r"\w+",
    """melua kahvia sähköpostia ohjeita lomakkeita raportteja siivousta matkoja projekteja tuoleja hiiriä laskuja
    avaimia vieraita kasveja kaapeleita näyttöjä ovia hälytyksiä tulosteita pölyä tuulta lunta jonoja""",
)


def test_what_somebody_said_is_not_the_same_makes_room_for_the_next() -> None:
    notes = {**BOARD, "a": "Liikaa palavereja", "b": "palavereja liikaa", "c": "Palavereita on liikaa"}
    (first,) = alike(notes)
    (second,) = alike(notes, apart={first.notes})
    assert first.notes != second.notes
    assert alike(notes, apart={("a", "b"), ("a", "c"), ("b", "c")}) == ()


def test_the_order_of_the_notes_does_not_matter() -> None:
    notes = {f"{n}{side}": f"{word} liikaa" for n, word in enumerate(WORDS) for side in "ab"}
    assert alike(notes) == alike(dict(reversed(notes.items())))


def test_empty_and_odd_notes_are_like_nothing() -> None:
    assert alike({}) == ()
    assert alike({"a": "", "b": "", "c": "!!", "d": "👍", "e": "ei", "f": "ja"}) == ()


@given(st.dictionaries(st.text("abc", min_size=1), st.text(max_size=60), max_size=8))
def test_whatever_is_written_is_compared_without_trouble(notes: dict[str, str]) -> None:
    for pair in compared(notes):
        assert 0 <= pair.likeness <= 1.001
        assert pair.language in ENOUGH
        assert pair.notes[0] < pair.notes[1]


def test_three_hundred_notes_are_compared_while_a_person_reaches_for_the_mouse() -> None:
    parts = [f"{one} {other} {n % 7}" for n, one in enumerate(WORDS) for other in WORDS]
    notes = {str(n): text for n, text in enumerate(parts[:300])}
    began = time.process_time()
    alike(notes)
    # 300 ms is the aim; the rest is for machines that do other things meanwhile.
    assert time.process_time() - began < 1.5
