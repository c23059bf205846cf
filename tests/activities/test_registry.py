"""Kinds are found, not listed."""

from pathlib import Path

from facilitator import activities
from facilitator.activities.registry import load_kinds


def test_every_module_that_offers_a_kind_is_found_under_its_name() -> None:
    folder = Path(activities.__path__[0])
    offer = {path.stem for path in folder.glob("*.py") if "\nkind = " in path.read_text("utf-8")}
    assert set(load_kinds()) == offer
    assert {"show", "collect", "cluster", "vote", "commit"} <= offer


def test_kinds_come_in_the_same_order_everywhere() -> None:
    assert list(load_kinds()) == sorted(load_kinds())
