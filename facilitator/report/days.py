"""The plan laid out in days, for every document that tells times: what is on when, and what runs side by side."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from facilitator.core.agenda import Block, Slot, shown, timetable
from facilitator.core.workshop import Workshop


class Line(msgspec.Struct, frozen=True):
    """A block with its time, in minutes from its day's midnight."""

    block: Block
    starts: float
    ends: float


class Stretch(msgspec.Struct, frozen=True):
    """Blocks that follow one another: one track for everybody, or several that run side by side."""

    tracks: tuple[tuple[Line, ...], ...]


class Day(msgspec.Struct, frozen=True):
    """One day.

    Attributes:
        opened_by: Id of the line between two days that begins it; nothing for the first.
        date: ISO date, or nothing where none has been chosen.
        title: What the line between two days calls it.
        starts, ends: Minutes from its midnight; after midnight ``ends`` is over 1440.
    """

    opened_by: str
    date: str
    title: dict[str, str]
    starts: float
    ends: float
    stretches: tuple[Stretch, ...]

    @property
    def lines(self) -> Iterator[Line]:
        """All its blocks, in the order of the agenda but for tracks, which come one after another."""
        return (line for stretch in self.stretches for track in stretch.tracks for line in track)


def days_of(workshop: Workshop) -> tuple[Day, ...]:
    """Return the days of the plan; none where nothing has a time. What is asked before the day is in none."""
    by_id = workshop.block_of
    slots = timetable(workshop.blocks, workshop.starts)
    days = (
        _day(workshop, [(by_id[slot.block], slot) for slot in of_day])
        for _number, of_day in groupby(slots, key=lambda slot: slot.day)
    )
    return tuple(day for day in days if day is not None)


def asked_before(workshop: Workshop) -> tuple[Block, ...]:
    """Return the blocks that are asked before the day."""
    return tuple(block for block in shown(workshop.blocks) if block.before)


def _day(workshop: Workshop, rows: Sequence[tuple[Block, Slot]]) -> Day | None:
    opener = rows[0][0] if rows[0][0].new_day else None
    is_first = rows[0][1].day == 0
    lines = [Line(block, slot.starts, slot.ends) for block, slot in rows if not block.new_day]
    if not lines:
        return None
    return Day(
        opened_by=opener.id if opener else "",
        date=(opener.date if opener else "") or (workshop.day if is_first else ""),
        title=opener.title if opener else {},
        starts=lines[0].starts,
        ends=max(line.ends for line in lines),
        stretches=tuple(_stretches(lines)),
    )


def _stretches(lines: Iterable[Line]) -> Iterator[Stretch]:
    for is_tracked, run in groupby(lines, key=lambda line: bool(line.block.track)):
        if is_tracked:
            tracks: dict[str, list[Line]] = {}
            for line in run:
                tracks.setdefault(line.block.track, []).append(line)
            yield Stretch(tuple(tuple(track) for track in tracks.values()))
        else:
            yield Stretch((tuple(run),))
