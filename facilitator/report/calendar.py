"""The workshop as a calendar file (RFC 5545): one event a day, with the programme in its description.

Times are the clock's at the place, without a zone ("floating"): the plan knows none, a server in a data centre has
another than the room, and a wrong zone would move the day. Every calendar shows 9.00 as 9.00.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from facilitator.core.ids import derived_id
from facilitator.core.text import pick
from facilitator.core.workshop import Workshop
from facilitator.report.days import Day, days_of
from facilitator.report.sheet import minute_told, title_of
from facilitator.report.wording import Say

if TYPE_CHECKING:
    import icalendar

PRODUCT = "-//Facilitator//Workshops//EN"


def calendar_of(workshop: Workshop, name: str, says: Sequence[Say], address: str = "") -> bytes:
    """Return the calendar file; it has no events where no day has a date.

    Args:
        workshop: The state.
        name: Id of the workshop: the events' ids follow from it, so that a newer file takes the older one's place.
        says: A catalogue for each language that the programme is told in, the first one's first.
        address: Where the programme is read, or nothing.
    """
    # Here, because it takes longer to load than the rest of the server, and most starts never need it.
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in _events(workshop, name, says, address):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def has_dates(workshop: Workshop) -> bool:
    """Whether any day has a date, so that there is something to put into a calendar."""
    return any(_date_of(day) for day in days_of(workshop))


def _events(workshop: Workshop, name: str, says: Sequence[Say], address: str) -> "Iterator[icalendar.Event]":
    import icalendar

    days = days_of(workshop)
    for number, day in enumerate(days, 1):
        on = _date_of(day)
        if on is None:
            continue
        event = icalendar.Event()
        event.add("uid", f"{derived_id('calendar', name, day.opened_by)}@facilitator")
        event.add("dtstamp", datetime.fromtimestamp(workshop.at / 1000, UTC).replace(microsecond=0))
        # Grows with every change of the plan: calendars keep the newest.
        event.add("sequence", workshop.seq)
        event.add("dtstart", _moment(on, day.starts))
        event.add("dtend", _moment(on, day.ends))
        event.add("summary", _title(workshop, number if len(days) > 1 else 0, says[0]))
        event.add("description", "\n\n".join(_programme(workshop, day, say) for say in says))
        if workshop.place:
            event.add("location", workshop.place)
        if address:
            event.add("url", address)
        yield event


def _date_of(day: Day) -> date | None:
    try:
        return date.fromisoformat(day.date)
    except ValueError:
        return None


def _moment(on: date, minute: float) -> datetime:
    return datetime.combine(on, time()) + timedelta(minutes=int(minute))


def _title(workshop: Workshop, number: int, say: Say) -> str:
    title = pick(workshop.title, (say.language, *workshop.languages)) or say("Without a title")
    return f"{title} · {say('Day {n}', n=number)}" if number else title


def _programme(workshop: Workshop, day: Day, say: Say) -> str:
    order = (say.language, *workshop.languages)
    lines = [
        f"{minute_told(line.starts)} {f'[{line.block.track}] ' if line.block.track else ''}"
        f"{title_of(line.block, order, say).words}"
        for line in day.lines
    ]
    return "\n".join([say("Programme"), *lines])
