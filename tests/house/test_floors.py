"""Imports only go down the stairs, and the ground floor knows neither clock nor chance nor disk."""

import ast
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2] / "facilitator"
FLOORS = {
    "core": 0,
    "activities": 1,
    "views": 2,
    "library": 2,
    "log": 3,
    "live": 4,
    "report": 4,
    "engagements": 4,
    "web": 5,
    "cli": 5,
    "__main__": 5,
}
BESIDE = {"settings", "telemetry"}  # beside the stairs: known from floor 3 up
NEIGHBOURS = {("views", "library"), ("library", "views"), ("live", "report"), ("report", "live")}
STILL = ("core", "activities", "views", "library", "engagements")
# What floors 0-2 never touch: another process, another time or another throw would fold another state.
RESTLESS = {
    "asyncio",
    "logging",
    "time",
    "os",
    "pathlib",
    "sqlite3",
    "secrets",
    "uuid",
    "socket",
    "threading",
    "subprocess",
    "shutil",
    "tempfile",
    "redis",
    "io",
}
FILES = sorted(HOUSE.rglob("*.py"))


def imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: write imports out in full"
            module = node.module or ""
            if module == "pathlib" and all(name.name.startswith("Pure") for name in node.names):
                continue  # names of paths, without a disk
            found += [f"{module}.{name.name}" for name in node.names] if module == "facilitator" else [module]
    return found


def room_of(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def rooms_used(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imports(path) if name.startswith("facilitator.")} - {"__init__"}


def named(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def test_every_room_has_a_floor() -> None:
    assert {room_of(path) for path in FILES} <= {*FLOORS, *BESIDE, "__init__", "locales"}


@pytest.mark.parametrize("path", FILES, ids=named)
def test_imports_only_go_down(path: Path) -> None:
    here = room_of(path)
    if here in {*BESIDE, "__init__"}:
        assert not rooms_used(path) & set(FLOORS) - {"core"}
        return
    for room in rooms_used(path) - {here}:
        if room in BESIDE:
            assert FLOORS[here] >= 3, f"{path} reads {room}"
        else:
            assert FLOORS[room] < FLOORS[here] or FLOORS[here] == 5, f"{path} reaches up to {room}"
            assert (here, room) not in NEIGHBOURS


@pytest.mark.parametrize("path", [path for path in FILES if room_of(path) == "core"], ids=named)
def test_the_ground_floor_stands_on_the_standard_library_and_one_more(path: Path) -> None:
    tops = {name.split(".")[0] for name in imports(path)}

    assert tops <= {*sys.stdlib_module_names, "msgspec", "facilitator"}
    assert rooms_used(path) <= {"core"}


@pytest.mark.parametrize("path", [path for path in FILES if room_of(path) in STILL[:4]], ids=named)
def test_the_lower_floors_know_no_clock_no_disk_and_no_wire(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & RESTLESS


@pytest.mark.parametrize("path", [path for path in FILES if room_of(path) in STILL], ids=named)
def test_chance_and_the_hour_are_arguments_on_the_lower_floors(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module == "random":
            raise AssertionError(f"{path}: random.Random(seed) and nothing else")
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id == "random":
                assert node.attr == "Random", f"{path}:{node.lineno}"
            assert node.attr not in ("now", "today", "utcnow") or node.value.id not in ("datetime", "date")
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "random.Random":
            assert node.args, f"{path}:{node.lineno}: chance without a seed"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("open", "print", "input"), f"{path}:{node.lineno}"


def test_an_engagement_never_reads_a_workshop() -> None:
    inside = [path for path in FILES if room_of(path) == "engagements"]

    for path in inside:
        assert not [name for name in imports(path) if name.startswith("facilitator.core.workshop")]
        assert not rooms_used(path) & {"activities", "views", "live", "report"}
