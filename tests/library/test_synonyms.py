"""Everyday words mean methods that are called otherwise."""

import pytest

from facilitator.activities.registry import load_kinds
from facilitator.library.find import Finder
from facilitator.library.parse import parse_all
from facilitator.library.roots import Roots
from facilitator.library.synonyms import MEANT, Synonyms, in_one
from facilitator.web.folders import read_methods

METHODS = parse_all(read_methods(), load_kinds()).methods
ROOTS = Roots()
FINDER = Finder(METHODS, {}, ROOTS)


def test_every_method_that_is_meant_is_in_the_library() -> None:
    assert {slug for meant in MEANT for slug in meant.slugs} <= METHODS.keys()


@pytest.mark.parametrize("word", [word for meant in MEANT for words in meant.by.values() for word in words])
def test_each_everyday_word_finds_its_first_method_among_the_best(word: str) -> None:
    points = FINDER.points(word)
    best = sorted(points, key=lambda slug: -points[slug])[:5]
    assert any(meant.slugs[0] in best for meant in MEANT if any(word in words for words in meant.by.values()))


def test_what_only_sounds_like_an_everyday_word_means_nothing_more() -> None:
    synonyms = Synonyms(ROOTS)
    for word in ("lämmitys", "ryhmittely", "kierros", "retiree", "responsibility"):
        assert [row for sought in ROOTS.sought(word) for row in synonyms.of(sought)] == [], word


def test_what_is_written_in_two_or_with_a_hyphen_is_one_word() -> None:
    assert in_one("a Warm-up, an ice breaker") == "a Warmup, an icebreaker"
    assert in_one("team of builders") == "team of builders"
