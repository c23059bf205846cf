import pytest

from facilitator.core.agenda import Block
from facilitator.report.sheet import Said, dates_told, facts_of, hours_told, said, title_of
from tests.report.days import SAY, Plain
from tests.stories import Story


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ({"fi": "Avaus", "sv": "Öppning"}, Said("Öppning", "sv")),
        ({"fi": "Avaus"}, Said("Avaus", "fi")),
        ({"sv": "  ", "fi": ""}, Said()),
        ({}, Said()),
    ],
)
def test_words_say_which_language_they_are_in(text: dict[str, str], told: Said) -> None:
    assert said(text, ("sv", "fi")) == told


def test_breaks_and_spare_time_need_no_name() -> None:
    assert title_of(Block(id="a", is_break=True), ("en",), SAY).words == "Break"
    assert title_of(Block(id="a", is_buffer=True), ("en",), SAY).words == "Spare time"
    assert title_of(Block(id="a", title={"en": "Lunch"}, is_break=True), ("en",), SAY).words == "Lunch"


def test_hours_after_midnight_begin_anew() -> None:
    assert hours_told(23 * 60, 24 * 60 + 30) == "23.00–0.30"


def test_dates_are_told_from_the_first_to_the_last() -> None:
    assert dates_told(["2026-12-05", "", "2026-12-03"], "fi") == "to 3.12.2026 – la 5.12.2026"
    assert dates_told(["2026-12-03"], "en") == "Thu 3 Dec 2026"
    assert dates_told(["", "soon"], "en") == ""


def test_what_is_not_known_is_not_told() -> None:
    assert facts_of(Story().workshop, SAY) == ()
    story = Story(day="2026-12-03", place="Hall", expected=25)
    story.add_block(minutes=60)
    assert facts_of(story.workshop, Plain("fi")) == ("to 3.12.2026", "9.00–10.00", "Hall", "25 people expected")
    assert facts_of(story.workshop, Plain("fi"), people=False)[-1] == "Hall"
