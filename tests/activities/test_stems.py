"""In which language a note is, and what its words come down to."""

import pytest

from facilitator.activities.stems import LANGUAGES, Stems, language_of, spoken, words_of


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", "Tieto ei kulje yksiköiden välillä"),
        ("sv", "Informationen når inte alla"),
        ("en", "Information does not reach everyone"),
    ],
)
def test_a_sentence_tells_its_language(language: str, text: str) -> None:
    nobody = dict.fromkeys(LANGUAGES, 0.0)
    assert language_of(words_of(text), nobody) == language


def test_two_words_are_in_the_language_of_the_others() -> None:
    others = ["Möten är för långa", "Chefen lyssnar inte", "Vi har för många möten"]
    share = spoken([words_of(text) for text in others], LANGUAGES)
    assert share["sv"] > 0.6
    assert language_of(words_of("trasig ventilation"), share) == "sv"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "palaverit palavereja kokouksissa"),
        ("fi", "työntekijä tyontekija työntekijät"),
        ("sv", "möte mötena mötet"),
        ("en", "manager managers boss"),
    ],
)
def test_forms_of_a_word_and_words_for_one_thing_have_one_stem(language: str, words: str) -> None:
    stems = Stems()
    assert len({stems.of(word, language) for word in words.split()}) == 1


def test_a_compound_is_not_taken_for_its_first_part() -> None:
    stems = Stems()
    assert stems.of("palautelaatikko", "fi") != stems.of("palaute", "fi")


def test_words_come_without_marks_and_in_small_letters() -> None:
    assert words_of("Don’t SHOUT, 2 pm!") == ["dont", "shout", "2", "pm"]
    assert words_of("") == []
    assert words_of("…?! 👍") == []
