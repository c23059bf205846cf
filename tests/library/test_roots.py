"""Endings and compounds of Finnish, Swedish and English do not hide a word."""

import pytest

from facilitator.library.roots import BEGINNING, HEAD, PART, SAME, Roots, likeness

ROOTS = Roots()
FORMS = {
    "fi": (
        "sääntö säännöt säännöistä sääntöjä sääntöjen säännön saanto",
        "pelisäännöt pelisäännöistä pelisääntöjen pelisääntö",
        "äänestys äänestyksen äänestyksiä äänestykset aanestys",
        "arvo arvot arvojen arvoista arvoja",
        "palaute palautetta palautteen palautteet",
        "asiakas asiakkaan asiakkaita asiakkaat",
        "päätös päätöksen päätökset päätöksiä",
        "teko teot tekoja tekojen teoiksi",
        "tapa tavat tapoja tavoista",
        "tauko tauot taukoja tauon",
        "pöytä pöydät pöytien pöydissä",
        "hiljaisuus hiljaisuuden hiljaisuutta",
        "yhteinen yhteisen yhteistä yhteiset",
        "sitoutuminen sitoutumisen sitoutumista",
        "aika ajan aikaa ajat",
        "kumppani kumppanit kumppanien",
    ),
    "sv": (
        "röstning röstningen röstningar rostning",
        "regel regler reglerna",
        "värde värden värdena",
        "kund kunden kunder kundernas",
        "fråga frågor frågan frågorna",
        "grupp grupper gruppen grupperna",
    ),
    "en": ("value values", "vote votes voting", "rule rules", "decision decisions", "story stories"),
}
LINES = [(language, line) for language, lines in FORMS.items() for line in lines]


@pytest.mark.parametrize(("language", "line"), LINES, ids=[line.split()[0] for _, line in LINES])
def test_all_forms_of_a_word_are_like_each_other(language: str, line: str) -> None:
    first, *others = (ROOTS.of(word, language) for word in line.split())
    for other in others:
        assert likeness(first, other) >= BEGINNING
        assert likeness(other, first) >= BEGINNING


def test_the_same_root_counts_most() -> None:
    assert likeness(ROOTS.of("säännöt", "fi"), ROOTS.of("sääntö", "fi")) == SAME


@pytest.mark.parametrize(
    ("sought", "compound", "language"),
    [
        ("äänestys", "pisteäänestys", "fi"),
        ("säännöistä", "pelisäännöt", "fi"),
        ("röstningen", "prickröstning", "sv"),
    ],
)
def test_a_compound_is_found_by_what_it_is(sought: str, compound: str, language: str) -> None:
    assert likeness(ROOTS.of(sought, language), ROOTS.of(compound, language)) == HEAD


def test_a_compound_is_found_by_its_beginning_and_by_half_typed_words() -> None:
    assert likeness(ROOTS.of("asiakas", "fi"), ROOTS.of("asiakaslähtöisyys", "fi")) == PART
    assert likeness(ROOTS.of("pelis", "fi"), ROOTS.of("pelisäännöt", "fi")) >= PART


@pytest.mark.parametrize(("one", "other"), [("arvo", "aika"), ("kortti", "kierros"), ("työ", "pöytä")])
def test_other_words_are_not_alike(one: str, other: str) -> None:
    assert likeness(ROOTS.of(one, "fi"), ROOTS.of(other, "fi")) == 0


def test_small_words_are_not_sought() -> None:
    assert ROOTS.sought("ja och and") == []
    assert len(ROOTS.sought("arvot ja teot")) == 3 - 1
