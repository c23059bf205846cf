import pytest

from facilitator.core.text import LANGUAGES
from facilitator.live.pretend_words import SAYINGS


@pytest.mark.parametrize("language", LANGUAGES)
def test_pretend_people_have_enough_to_say_in_every_language(language: str) -> None:
    says = SAYINGS[language]

    assert len(set(says.notes)) >= 20
    assert len(says.headings) >= 5
    assert all(len(note) <= 120 for note in says.notes)
