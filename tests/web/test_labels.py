"""Codes of methods have words, each its own."""

from typing import get_args

from facilitator.activities.registry import load_kinds
from facilitator.core.text import LANGUAGES
from facilitator.library.fit import Code, Reason
from facilitator.library.method import Phase, Theme
from facilitator.web.labels import labels, phase_words, reason_words, theme_words
from facilitator.web.words import words_for

WORDS = words_for("en")


def test_every_theme_and_phase_has_words_of_its_own() -> None:
    for codes, said in ((get_args(Theme), theme_words(WORDS)), (get_args(Phase), phase_words(WORDS))):
        assert set(said) == set(codes)
        assert len(set(said.values())) == len(codes)


def test_every_reason_has_words_with_its_numbers() -> None:
    said = {code: reason_words(Reason(code, 10, 20), WORDS) for code in get_args(Code)}
    assert len(set(said.values())) == len(said)
    assert "{" not in "".join(said.values())


def test_searches_know_what_codes_are_called_in_every_language() -> None:
    known = labels(tuple(load_kinds()))
    assert {"values", "decide", "commit", "kind/commit", "kind/vote"} <= known.keys()
    assert known["commit"] != known["kind/commit"]
    assert all(said.keys() == set(LANGUAGES) and all(said.values()) for said in known.values())
