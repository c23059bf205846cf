import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.core.text import LANGUAGES, Name, Text, Title, Words, pick, words_as_text

TEXTS = st.dictionaries(st.sampled_from([*LANGUAGES, ""]), st.text(max_size=5))


def test_the_readers_language_comes_first() -> None:
    assert pick({"fi": "hei", "sv": "hej"}, ["sv", "fi"]) == "hej"


def test_an_empty_translation_counts_as_none() -> None:
    assert pick({"fi": "hei", "sv": ""}, ["sv", "fi"]) == "hei"


def test_any_language_is_better_than_nothing() -> None:
    assert pick({"en": "hello"}, ["sv", "fi"]) == "hello"


@given(TEXTS, st.lists(st.sampled_from(LANGUAGES)))
def test_words_are_found_whenever_there_are_any(text: dict[str, str], languages: list[str]) -> None:
    assert bool(pick(text, languages)) == any(text.values())


def test_a_participants_words_are_read_in_every_language() -> None:
    assert [pick(words_as_text("Kahvi"), [language]) for language in LANGUAGES] == ["Kahvi"] * 3


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ("", Words),
        ("x" * 2001, Words),
        ("", Name),
        ("x" * 61, Name),
        ({"fi": "x" * 4001}, Text),
        ({f"{n}": "x" for n in range(13)}, Text),
        ({"fi": "x" * 201}, Title),
        ({"x" * 9: "x"}, Title),
    ],
)
def test_what_is_longer_than_a_screen_can_bear_is_turned_away(value: object, form: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(value, form)
