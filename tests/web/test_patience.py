"""Guessing gets slower, for the guesser alone."""

from facilitator.web.patience import FIRST_WAIT_MS, FORGET_AFTER_MS, FREE_TRIES, LONGEST_WAIT_MS, Patience


def test_the_first_tries_are_free_and_then_each_costs_twice_the_wait() -> None:
    patience = Patience()
    waits = []
    for _ in range(FREE_TRIES + 3):
        waits.append(patience.wait_ms("203.0.113.9", 1000))
        patience.failed("203.0.113.9", 1000)
    assert waits == [0] * FREE_TRIES + [FIRST_WAIT_MS, FIRST_WAIT_MS * 2, FIRST_WAIT_MS * 4]


def test_the_wait_has_an_end() -> None:
    patience = Patience()
    for _ in range(200):
        patience.failed("203.0.113.9", 1000)
    assert patience.wait_ms("203.0.113.9", 1000) == LONGEST_WAIT_MS
    assert patience.wait_ms("203.0.113.9", 1000 + LONGEST_WAIT_MS) == 0
    assert patience.wait_ms("203.0.113.9", 1001 + FORGET_AFTER_MS) == 0


def test_another_network_does_not_wait_and_a_phones_many_addresses_count_as_one() -> None:
    patience = Patience()
    for place in range(10):
        patience.failed(f"2001:db8:1:2::{place}", 1000)
    assert patience.wait_ms("2001:db8:1:2::ffff", 1000) > 0
    assert patience.wait_ms("2001:db8:1:3::1", 1000) == 0


def test_a_clock_that_goes_back_lengthens_no_wait() -> None:
    patience = Patience()
    for _ in range(7):
        patience.failed("203.0.113.9", 100_000_000)
    wait = patience.wait_ms("203.0.113.9", 100_000_000)
    assert 0 < patience.wait_ms("203.0.113.9", 100_000_000 - 24 * 3_600_000) == wait


def test_success_forgets_the_failures() -> None:
    patience = Patience()
    for _ in range(10):
        patience.failed("203.0.113.9", 1000)
    patience.succeeded("203.0.113.9")
    assert patience.wait_ms("203.0.113.9", 1000) == 0
