"""Slugs: made from names, and never twice the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from facilitator.library.slugs import free_slug, slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Pelisääntöjen laatiminen", "pelisaantojen-laatiminen"),
        ("  1–2–4 kaikki!  ", "1-2-4-kaikki"),
        ("Vår egen metod (kopia)", "var-egen-metod-kopia"),
        ("方法", ""),
        ("a" * 90, "a" * 48),
    ],
)
def test_a_name_spells_its_slug(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_a_taken_slug_gets_a_number() -> None:
    assert free_slug({"fi": "Sana", "sv": "Ord"}, "sv", set()) == "ord"
    assert free_slug({"fi": "Sana"}, "sv", {"sana", "sana-2"}) == "sana-3"
    assert free_slug({}, "fi", set()) == free_slug({"fi": "方法"}, "fi", set()) == "oma"


@given(some.text(), some.integers(0, 12))
def test_whatever_it_is_called_a_slug_can_be_kept(name: str, copies: int) -> None:
    taken: set[str] = set()
    for _ in range(copies + 1):
        taken.add(free_slug({"fi": name}, "fi", taken))
    assert len(taken) == copies + 1
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) and len(slug) <= 60 for slug in taken)
