"""Events: facts alone, never anybody's words."""

import logging

import pytest

from facilitator.telemetry import cut_address, tell


def test_an_event_is_told_with_its_facts(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("facilitator").propagate = True
    with caplog.at_level(logging.INFO, "facilitator"):
        tell("seat_joined", workshop="abc-_9", seats=3, late=False, took_s=0.5)
    assert caplog.messages == ["seat_joined workshop=abc-_9 seats=3 late=no took_s=0.500"]


@pytest.mark.parametrize("words", ["Leena Korhonen", "työrauha", "a=b", "x" * 65, "two\nlines"])
def test_free_text_is_no_fact(words: str) -> None:
    with pytest.raises(ValueError, match="free text"):
        tell("note_posted", text=words)


def test_an_address_tells_a_network_and_not_a_person() -> None:
    assert cut_address("192.168.8.20") == "192.168.8.0/24"
    assert cut_address("2001:db8:1:2::9") == "2001:db8:1::/48"
    assert cut_address("testclient") == "unknown"
