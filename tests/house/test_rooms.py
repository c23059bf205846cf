"""Everything has its place and its test."""

import ast
from pathlib import Path

import pytest

from facilitator.core import commands
from tests.stories import CODEC, KINDS

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "facilitator"
MODULES = sorted(path for path in HOUSE.rglob("*.py") if path.name not in ("__init__.py", "__main__.py"))


def named(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def is_tested_by(path: Path) -> Path:
    room = path.relative_to(HOUSE).parent
    return ROOT / "tests" / room / f"test_{path.name}"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_every_module_has_its_test_module(path: Path) -> None:
    assert is_tested_by(path).exists(), f"write {is_tested_by(path).relative_to(ROOT)}"


@pytest.mark.parametrize("path", sorted(HOUSE.rglob("*.py")), ids=named)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text()))


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_kind_is_three_files_with_one_stem(name: str) -> None:
    for place in (
        f"facilitator/activities/{name}.py",
        f"static/activities/{name}.js",
        f"tests/activities/test_{name}.py",
    ):
        assert (ROOT / place).exists(), place


def test_no_kind_is_drawn_that_is_not_there() -> None:
    drawn = {path.stem for path in (ROOT / "static" / "activities").glob("*.js")}

    assert drawn - set(KINDS) <= {"index", "notes"}


@pytest.mark.parametrize("name", sorted(CODEC.commands))
def test_every_command_says_what_it_does(name: str) -> None:
    said = CODEC.commands[name].__doc__ or ""

    assert len(said) > 20, f"{name} needs a docstring"
    assert said != commands.Command.__doc__


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_kind_says_what_it_is(name: str) -> None:
    assert type(KINDS[name]).__doc__
    assert KINDS[name].Settings.__doc__


def test_the_code_has_no_drawer_for_odds_and_ends() -> None:
    odd = ("util", "helper", "manager", "service", "misc", "common")

    assert not [named(path) for path in MODULES if any(word in path.stem for word in odd)]
