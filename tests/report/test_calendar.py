from datetime import datetime
from typing import Any

import icalendar
import pytest

from facilitator.core import commands as c
from facilitator.report.calendar import calendar_of, has_dates
from facilitator.report.wording import Say
from facilitator.web.words import words_for
from tests.report.days import SAY
from tests.report.plans import marked, template
from tests.report.test_days import two_days
from tests.stories import Story


def events(story: Story, *languages: str, name: str = "w1", address: str = "") -> list[Any]:
    says: list[Say] = [words_for(language) for language in languages] or [SAY]
    made = icalendar.Calendar.from_ical(calendar_of(story.workshop, name, says, address))
    return list(made.walk("VEVENT"))


@pytest.mark.parametrize("zone", ["UTC", "Europe/Helsinki", "America/New_York"])
def test_nine_is_nine_wherever_the_server_stands(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    (event,) = events(marked())
    assert event["dtstart"].dt == datetime(2026, 12, 3, 9, 5)
    assert event["dtend"].dt == datetime(2026, 12, 3, 9, 40)
    assert event["dtstart"].dt.tzinfo is None
    assert "TZID" not in event["dtstart"].params
    assert event["location"] == "placeword"


def test_each_day_is_an_event_and_days_without_a_date_are_none() -> None:
    one, other = events(two_days())
    assert (one["dtstart"].dt.day, other["dtstart"].dt.day) == (3, 5)
    assert (one["summary"], other["summary"]) == ("Two days · Day 1", "Two days · Day 2")
    assert one["uid"] != other["uid"]
    assert events(Story()) == []
    assert not has_dates(Story().workshop)
    assert has_dates(two_days().workshop)


def test_the_programme_is_told_in_each_language_that_is_asked_for() -> None:
    (event,) = events(template(day="2026-12-03"), "fi", "sv")
    told = str(event["description"])
    assert told.startswith("Ohjelma\n8.40 Ovet auki ja kahvit\n9.00 Avaus")
    assert "Program\n8.40 Dörrarna öppna och kaffe" in told
    assert "noteword" not in str(events(marked())[0].to_ical())


def test_a_later_file_takes_the_place_of_the_earlier_one() -> None:
    story = two_days()
    before = events(story)
    story.do(c.EditBlock(block=story.workshop.blocks[1].id, minutes=45))
    after = events(story)
    assert [event["uid"] for event in before] == [event["uid"] for event in after]
    assert after[0]["sequence"] > before[0]["sequence"]
    assert str(after[0]["dtend"].dt) > str(before[0]["dtend"].dt)
    assert [event["uid"] for event in events(story, name="w2")] != [event["uid"] for event in after]
    assert "dtstamp" in after[0]


def test_the_same_plan_makes_the_same_file() -> None:
    assert calendar_of(marked().workshop, "w1", [SAY]) == calendar_of(marked().workshop, "w1", [SAY])
