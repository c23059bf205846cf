"""The agenda: blocks of steps, and the arithmetic of their clock times."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal

import msgspec

from facilitator.core.text import Text

Minutes = Annotated[float, msgspec.Meta(ge=0, le=24 * 60)]
ClockMinute = Annotated[int, msgspec.Meta(ge=0, lt=24 * 60)]

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


class Slot(msgspec.Struct, frozen=True):
    """When a block is on, in minutes from midnight, and how long people wait for it if its clock is fixed."""

    block: str
    starts: float
    ends: float
    waits: float = 0
    late: float = 0


def timetable(blocks: Iterable[Block], starts: float) -> tuple[Slot, ...]:
    """Lay the blocks out from *starts* (minutes from midnight).

    A block with a fixed time starts then at the earliest: what comes before either leaves a wait, or has run
    past it, and then the block starts late by so much.
    """
    slots: list[Slot] = []
    now = starts
    for block in blocks:
        if block.removed:
            continue
        waits = late = 0.0
        if block.fixed_at is not None:
            waits, late = max(0.0, block.fixed_at - now), max(0.0, now - block.fixed_at)
            now = max(now, float(block.fixed_at))
        slots.append(Slot(block.id, now, now + block.minutes, waits, late))
        now += block.minutes
    return tuple(slots)


def shown(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks that are not removed, in order."""
    return tuple(block for block in blocks if not block.removed)
