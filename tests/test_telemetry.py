"""Events: facts alone, never anybody's words."""

import logging

import pytest

from facilitator.telemetry import tell


def test_an_event_is_told_with_its_facts(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("facilitator").propagate = True
    with caplog.at_level(logging.INFO, "facilitator"):
        tell("seat_joined", workshop="abc-_9", seats=3, late=False, took_s=0.5)
    assert caplog.messages == ["seat_joined workshop=abc-_9 seats=3 late=no took_s=0.500"]


@pytest.mark.parametrize("words", ["Leena Korhonen", "työrauha", "a=b", "x" * 65, "two\nlines"])
def test_free_text_is_no_fact(words: str) -> None:
    with pytest.raises(ValueError, match="free text"):
        tell("note_posted", text=words)
