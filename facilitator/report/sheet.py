"""A timetable as a document, worded in one language: what programme, client's plan and run sheet have in common.

Each of them decides what is told; here is only how it is put. Screens and paper draw the same sheet.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec

from facilitator.core.agenda import Block
from facilitator.core.text import pick
from facilitator.core.workshop import Workshop
from facilitator.report.days import Day, Stretch, days_of
from facilitator.report.wording import Say, clock, day_told

Look = Literal["goal", "task", "fact", "note"]
MINUTES_OF_DAY = 24 * 60


class Said(msgspec.Struct, frozen=True):
    """Words, and the language they are in: people's own words may be in another than the document's."""

    words: str = ""
    lang: str = ""

    def __bool__(self) -> bool:
        return bool(self.words)


class Para(msgspec.Struct, frozen=True):
    """A paragraph under a block: what it is, and what it says.

    Attributes:
        label: What it is, such as "Goal"; or nothing.
        more: What is known of it beside, one thing a line.
    """

    look: Look
    said: Said
    label: str = ""
    more: tuple[str, ...] = ()


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A block."""

    id: str
    time: str
    title: Said
    minutes: int = 0
    lead: str = ""
    marks: tuple[str, ...] = ()
    paras: tuple[Para, ...] = ()
    rests: bool = False


class SheetTrack(msgspec.Struct, frozen=True):
    """What one group does while others do something else; without a name it is everybody."""

    name: str
    rows: tuple[Row, ...]


class SheetDay(msgspec.Struct, frozen=True):
    """A day: its heading where there are several, and its stretches of tracks."""

    heading: str
    hours: str
    stretches: tuple[tuple[SheetTrack, ...], ...]


class Fact(msgspec.Struct, frozen=True):
    """A line of the cover."""

    label: str
    said: Said


class Sheet(msgspec.Struct, frozen=True, kw_only=True, tag_field="part", tag="sheet"):
    """A whole timetable.

    Attributes:
        what: What kind of document it is, such as "Run sheet".
        facts: Short ones under the title; ``about`` are paragraphs.
        before: What is asked before the day.
        columns: What stands over the columns: time, minutes, what, who leads.
        empty: What is said where nothing has been planned.
        wide: Whether minutes and leads have columns.
    """

    what: str
    title: Said
    facts: tuple[str, ...]
    about: tuple[Fact, ...] = ()
    before: tuple[Row, ...] = ()
    before_words: str = ""
    days: tuple[SheetDay, ...] = ()
    columns: tuple[str, str, str, str] = ("", "", "", "")
    empty: str = ""
    wide: bool = True

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, those from before the day first."""
        timed = (row for day in self.days for stretch in day.stretches for track in stretch for row in track.rows)
        return (*self.before, *timed)


Tell = Callable[[Block, str], Row]


def said(text: Mapping[str, str], order: Sequence[str]) -> Said:
    """Return a text in the first of the languages that it has, else in any."""
    words = pick(text, order).strip()
    return Said(words, next((tag for tag in (*order, *text) if text.get(tag)), "")) if words else Said()


def title_of(block: Block, order: Sequence[str], say: Say) -> Said:
    """Return what a block is called; breaks and spare time need no name of their own."""
    _ = say
    if title := said(block.title, order):
        return title
    if block.is_break:
        return Said(_("Break"), say.language)
    return Said(_("Spare time") if block.is_buffer else _("Without a title"), say.language)


def minute_told(minute: float) -> str:
    """Return a clock time; what is after midnight begins anew."""
    return clock(int(minute) % MINUTES_OF_DAY)


def hours_told(starts: float, ends: float) -> str:
    """Return from when until when."""
    return f"{minute_told(starts)}–{minute_told(ends)}"


def sheet_days(workshop: Workshop, say: Say, row_of: Tell) -> tuple[SheetDay, ...]:
    """Return the days with each block told by *row_of*, which is given its time."""
    days = days_of(workshop)
    several = len(days) > 1
    return tuple(_sheet_day(day, number if several else 0, say, row_of) for number, day in enumerate(days, 1))


def _sheet_day(day: Day, number: int, say: Say, row_of: Tell) -> SheetDay:
    _ = say
    named = (_("Day {n}", n=number), day_told(day.date, say.language), pick(day.title, (say.language,)))
    return SheetDay(
        heading=" · ".join(part for part in named if part) if number else "",
        hours=hours_told(day.starts, day.ends),
        stretches=tuple(_stretch(stretch, row_of) for stretch in day.stretches),
    )


def _stretch(stretch: Stretch, row_of: Tell) -> tuple[SheetTrack, ...]:
    return tuple(
        SheetTrack(
            track[0].block.track,
            tuple(row_of(line.block, hours_told(line.starts, line.ends)) for line in track),
        )
        for track in stretch.tracks
    )


def facts_of(workshop: Workshop, say: Say, *, people: bool = True) -> tuple[str, ...]:
    """Return when and where, and for how many *people*, as far as it is known."""
    days = days_of(workshop)
    heads = say.many("{n} person expected", "{n} people expected", workshop.expected)
    told = (
        dates_told([day.date for day in days] or [workshop.day], say.language),
        hours_told(days[0].starts, days[0].ends) if len(days) == 1 else "",
        workshop.place,
        heads if people and workshop.expected else "",
    )
    return tuple(fact for fact in told if fact)


def dates_told(dates: Sequence[str], language: str) -> str:
    """Return the one date, or the first and the last of several; nothing where none is known."""
    known = sorted(iso for iso in dates if _is_date(iso))
    ends = dict.fromkeys((known[0], known[-1])) if known else ()
    return " – ".join(day_told(iso, language) for iso in ends)


def _is_date(iso: str) -> bool:
    try:
        return bool(date.fromisoformat(iso))
    except ValueError:
        return False
