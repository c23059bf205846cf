"""The agenda: blocks of steps, and the arithmetic of their clock times."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal

import msgspec

from facilitator.core.text import Text

Minutes = Annotated[float, msgspec.Meta(ge=0, le=24 * 60)]
ClockMinute = Annotated[int, msgspec.Meta(ge=0, lt=24 * 60)]
DayDate = Annotated[str, msgspec.Meta(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")]  # ISO date, or nothing yet
Label = Annotated[str, msgspec.Meta(max_length=60)]

# "group": entries are by persons, and what is written is shown in their group's name, in nobody's own.
Identity = Literal["anonymous", "nickname", "facilitator", "named", "only_you", "group"]
Destination = Literal["nowhere", "board", "participants", "client"]
# From the narrowest to the widest: a destination may only move towards the start.
DESTINATIONS: tuple[Destination, ...] = ("nowhere", "board", "participants", "client")
Take = Literal["items", "top", "headings", "groups"]


class Source(msgspec.Struct, frozen=True):
    """Where a step's material comes from.

    Attributes:
        step: Id of an earlier step.
        take: What of its yield: all items, the top ones, headings, or groups.
        most: At most so many; 0 is all.
    """

    step: str
    take: Take = "items"
    most: Annotated[int, msgspec.Meta(ge=0, le=200)] = 0


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do, of one kind. Once opened it is an activity with the same id.

    Attributes:
        company: Id of an earlier step that made groups; a pair or a table then answers as one. Nothing: each alone.
    """

    id: str
    kind: str
    prompt: Text = {}
    help: Text = {}
    minutes: Minutes = 5
    settings: dict[str, Any] = {}
    identity: Identity = "anonymous"
    destination: Destination = "client"
    source: Source | None = None
    company: str = ""


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A timed part of the agenda: a method's run, a talk or a break.

    Attributes:
        fixed_at: Clock time in minutes from midnight that the block starts at, whatever comes before.
        method: Slug of the method its steps were copied from, or nothing.
        note: The facilitator's note to self; never leaves the desk.
        goal: What the block is for; on the run sheet and for the client.
        lead: Who leads it; for the run sheet.
        is_buffer: Spare time: given away first when the day runs late.
        before: Asked before the day, such as a pre-question: has no time of its own in the agenda.
        new_day: A line between two days, with no minutes and no steps: the next day begins at ``fixed_at``.
        date: Of the day that a line opens.
        track: The group that the block is for while other groups do something else; nothing is everybody.
            Blocks with a track that follow one another run side by side, each track from where the first began.
        removed: Removed blocks stay, so that undo can bring them back.
    """

    id: str
    title: Text = {}
    minutes: Annotated[int, msgspec.Meta(ge=0, le=24 * 60)] = 10
    fixed_at: ClockMinute | None = None
    method: str | None = None
    steps: tuple[Step, ...] = ()
    note: Annotated[str, msgspec.Meta(max_length=4000)] = ""
    materials: Text = {}
    mandatory: bool = False
    is_break: bool = False
    removed: bool = False
    goal: Text = {}
    lead: Label = ""
    is_buffer: bool = False
    before: bool = False
    new_day: bool = False
    date: DayDate = ""
    track: Label = ""


class Slot(msgspec.Struct, frozen=True):
    """When a block is on, in minutes from its day's midnight, and how long people wait if its clock is fixed.

    Attributes:
        day: Which day it is on, from 0.
    """

    block: str
    starts: float
    ends: float
    waits: float = 0
    late: float = 0
    day: int = 0


def timetable(blocks: Iterable[Block], starts: float) -> tuple[Slot, ...]:
    """Lay the blocks out from *starts* (minutes from midnight); what is asked before the day has no slot.

    A block with a fixed time starts then at the earliest: what comes before either leaves a wait, or has run
    past it, and then the block starts late by so much. A line between two days starts the clock anew. Blocks with
    a track run side by side; what is for everybody waits for the longest track.
    """
    slots: list[Slot] = []
    now, day = starts, 0
    tracks: dict[str, float] = {}  # how far each track is, while tracks run side by side
    forked_at = starts
    for block in shown(tuple(blocks)):
        if block.before:
            continue
        if block.new_day:
            day += bool(slots)
            now, tracks = float(block.fixed_at if block.fixed_at is not None else starts), {}
            slots.append(Slot(block.id, now, now, day=day))
            continue
        if block.track and not tracks:
            forked_at = now
        elif not block.track and tracks:
            now, tracks = max(tracks.values()), {}
        begins = tracks.get(block.track, forked_at) if block.track else now
        slot = _slot(block, begins, day)
        slots.append(slot)
        if block.track:
            tracks[block.track] = slot.ends
        else:
            now = slot.ends
    return tuple(slots)


def _slot(block: Block, begins: float, day: int) -> Slot:
    waits = late = 0.0
    if block.fixed_at is not None:
        waits, late = max(0.0, block.fixed_at - begins), max(0.0, begins - block.fixed_at)
        begins = max(begins, float(block.fixed_at))
    return Slot(block.id, begins, begins + block.minutes, waits, late, day)


def shown(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks that are not removed, in order."""
    return tuple(block for block in blocks if not block.removed)
