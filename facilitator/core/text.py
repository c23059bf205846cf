"""Texts that facilitators write in several languages, and words that participants write in one."""

from collections.abc import Mapping, Sequence
from typing import Annotated

import msgspec

LANGUAGES = ("fi", "sv", "en")

# What a facilitator writes: language → string. The key "" marks words whose language nobody stated.
_Tongue = Annotated[str, msgspec.Meta(max_length=8)]
Text = Annotated[dict[_Tongue, Annotated[str, msgspec.Meta(max_length=4000)]], msgspec.Meta(max_length=12)]
Title = Annotated[dict[_Tongue, Annotated[str, msgspec.Meta(max_length=200)]], msgspec.Meta(max_length=12)]
# What a participant writes.
Words = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]


def pick(text: Mapping[str, str], languages: Sequence[str]) -> str:
    """Return the first of *languages* that *text* has, else any language it has, else nothing."""
    for language in languages:
        if text.get(language):
            return text[language]
    return next((words for words in text.values() if words), "")


def words_as_text(words: str) -> Text:
    """Return *words* as a text of no stated language, so that notes can become options or headings."""
    return {"": words}
