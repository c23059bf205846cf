"""Times and durations as people write them."""

import pytest

from facilitator.library.clocks import Clock, clock_in, minutes_in, trimmed


@pytest.mark.parametrize(
    ("words", "at", "until", "rest"),
    [
        ("9.00", 540, -1, ""),
        ("9:00", 540, -1, ""),
        ("09:00–09:15", 540, 555, ""),
        ("09:00 - 09:15", 540, 555, ""),
        ("9.00-", 540, -1, ""),
        ("klo 9", 540, -1, ""),
        ("klo 9.30 Avaus", 570, -1, "Avaus"),
        ("Klo 9–10 Ryhmät", 540, 600, "Ryhmät"),
        ("kl. 13.15 Fika", 795, -1, "Fika"),
        ("9-10", 540, 600, ""),
        ("9.00—9.15 Avaus", 540, 555, "Avaus"),
        ("- 9.00: Avaus", 540, -1, "Avaus"),
        ("• 14.30 Päätös", 870, -1, "Päätös"),
        ("9:00:00", 540, -1, ""),
        ("9:00 AM", 540, -1, ""),
        ("1:30 pm – 2 pm", 810, 840, ""),
        ("12:15 a.m.", 15, -1, ""),
        ("13. 00", 780, -1, ""),
    ],
)
def test_a_time_stands_first_whatever_way_it_is_written(words: str, at: int, until: int, rest: str) -> None:
    found = clock_in(words)
    assert (found.at, found.until, found.rest) == (at, until, rest)


@pytest.mark.parametrize("words", ["3 parasta ideaa", "9", "2026 tavoitteet", "25.3 asiaa", "99.99", "", "Avaus"])
def test_numbers_that_are_no_times_are_left_alone(words: str) -> None:
    assert clock_in(words).at == -1


def test_a_bare_hour_is_a_time_in_a_column_of_times() -> None:
    assert clock_in("9", bare_hours=True).at == 540
    assert clock_in("9 asiaa", bare_hours=True).at == -1


@pytest.mark.parametrize(
    ("words", "minutes", "rest"),
    [
        ("Avaus (15 min)", 15, "Avaus"),
        ("Avaus, 15 min", 15, "Avaus"),
        ("15 min Avaus", 15, "Avaus"),
        ("Ryhmät – 1 h 15", 75, "Ryhmät"),
        ("1 h 15 min Ryhmät", 75, "Ryhmät"),
        ("1,5 h", 90, ""),
        ("1 tunti", 60, ""),
        ("2 timmar", 120, ""),
        ("45 minuuttia", 45, ""),
        ("90 minuter", 90, ""),
        ("10'", 10, ""),
        ("½ h tauko", 30, "tauko"),
        ("15min", 15, ""),
    ],
)
def test_a_duration_stands_anywhere(words: str, minutes: int, rest: str) -> None:
    found = clock_in(words)
    assert (found.minutes, found.rest) == (minutes, rest)


def test_a_line_may_tell_both() -> None:
    found = clock_in("9.00–9.30 Avaus (30 min)")
    assert (found.at, found.until, found.lasts, found.rest) == (540, 570, 30, "Avaus")


def test_how_long_follows_from_both_ends() -> None:
    assert clock_in("23.30–00.15").lasts == 45
    assert Clock().lasts == -1
    assert not Clock(rest="Avaus").is_told


@pytest.mark.parametrize(
    ("words", "minutes"),
    [("15", 15), ("15 min", 15), ("0:15", 15), ("1:15", 75), ("1.30", 90), ("1 h 15", 75), ("15.0", 15), ("–", -1)],
)
def test_a_column_of_durations_needs_no_unit(words: str, minutes: int) -> None:
    assert minutes_in(words) == minutes


def test_what_time_left_behind_is_trimmed_and_brackets_that_are_whole_stay() -> None:
    assert trimmed(" – Avaus (koko väki) ") == "Avaus (koko väki)"
    assert trimmed(": (Avaus)") == "Avaus"
