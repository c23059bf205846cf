"""Events: facts alone, never anybody's words."""

import ast
import logging
import re
from pathlib import Path

import pytest

from facilitator.telemetry import tell, warn


def test_an_event_is_told_with_its_facts(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("facilitator").propagate = True
    with caplog.at_level(logging.INFO, "facilitator"):
        tell("seat_joined", workshop="abc-_9", seats=3, late=False, took_s=0.5)
    assert caplog.messages == ["seat_joined workshop=abc-_9 seats=3 late=no took_s=0.500"]


@pytest.mark.parametrize("words", ["Leena Korhonen", "työrauha", "a=b", "x" * 65, "two\nlines"])
def test_free_text_is_no_fact(words: str) -> None:
    with pytest.raises(ValueError, match="free text"):
        tell("note_posted", text=words)


def test_what_went_wrong_is_told_as_loudly_with_the_way_it_came(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("facilitator").propagate = True
    with caplog.at_level(logging.WARNING, "facilitator"):
        tell("seat_joined")
        warn("answering_failed", bug=ZeroDivisionError("by zero"), workshop="abc")
    assert caplog.messages == ["answering_failed workshop=abc"]
    assert "ZeroDivisionError: by zero" in caplog.text


EVENTS = [
    (f"{path.name}:{call.lineno}", call)
    for path in sorted((Path(__file__).parents[1] / "facilitator").rglob("*.py"))
    for call in ast.walk(ast.parse(path.read_text()))
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("tell", "warn")
]


def test_there_are_events_to_look_at() -> None:
    assert len(EVENTS) > 20


@pytest.mark.parametrize("call", [call for _, call in EVENTS], ids=[place for place, _ in EVENTS])
def test_an_event_is_a_name_in_the_code_with_facts_that_are_nobodys_words(call: ast.Call) -> None:
    (event,) = call.args
    words = {"name", "nickname", "text", "title", "prompt", "secret", "token", "address", "join_code"}

    assert isinstance(event, ast.Constant)
    assert re.fullmatch(r"[a-z]+(_[a-z]+)+", str(event.value))
    assert not {fact.arg for fact in call.keywords} & words


def test_nothing_is_told_past_the_events() -> None:
    house = Path(__file__).parents[1] / "facilitator"
    told = [path.name for path in house.rglob("*.py") if "logging" in top_imports(path)]

    assert told == ["telemetry.py"]


def top_imports(path: Path) -> set[str]:
    tree = ast.walk(ast.parse(path.read_text()))
    return {name.name for node in tree if isinstance(node, ast.Import) for name in node.names}
