"""Kinds are found, not listed."""

from pathlib import Path

from facilitator import activities
from facilitator.activities.registry import NOT_KINDS, load_kinds


def test_every_file_that_is_not_named_as_something_else_is_a_kind_of_its_name() -> None:
    folder = Path(activities.__path__[0])
    stems = {path.stem for path in folder.glob("*.py")} - {"__init__"} - NOT_KINDS
    assert set(load_kinds()) == stems
    assert {"show", "collect", "cluster", "vote", "commit"} <= stems


def test_kinds_come_in_the_same_order_everywhere() -> None:
    assert list(load_kinds()) == sorted(load_kinds())
