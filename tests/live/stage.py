"""A room to test in: real log, real vault, real kinds; a clock that a test moves, and chance that repeats."""

import asyncio
import itertools
import random
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from facilitator.activities.codec import Codec
from facilitator.activities.registry import load_kinds
from facilitator.core import commands as c
from facilitator.core.agenda import Block, Identity, Step
from facilitator.core.ids import derived_id
from facilitator.core.refusal import Refusal
from facilitator.live.actors import Actor
from facilitator.live.fanout import Pace
from facilitator.live.hub import Hub
from facilitator.live.ring import payloads
from facilitator.live.room import Done, Room
from facilitator.log.contract import Log
from facilitator.log.memory import MemoryLog
from facilitator.log.vault import MemoryVault, Vault

KINDS = load_kinds()
CODEC = Codec(KINDS)
DESK = Actor("facilitator", "anna")
BOARD = Actor("board")
_numbers = itertools.count(1)


def new_id() -> str:
    """Return an id that no other call returns."""
    return derived_id("test", str(next(_numbers)))


class Clock:
    """UTC milliseconds that stand still until a test moves them."""

    def __init__(self) -> None:
        self.now = 1_700_000_000_000

    def __call__(self) -> int:
        return self.now

    def pass_by(self, *, seconds: float = 0, minutes: float = 0) -> None:
        self.now += int(seconds * 1000 + minutes * 60_000)


def collect(step_id: str = "", identity: Identity = "named", minutes: float = 0, **settings: Any) -> Step:
    """Return a step that collects notes."""
    return Step(id=step_id or new_id(), kind="collect", identity=identity, minutes=minutes, settings=settings)


class Stage:
    """A hub over a log and a vault, with helpers that say what a test means."""

    def __init__(self, log: Log | None = None, vault: Vault | None = None, pace: Pace | None = None) -> None:
        self.clock = Clock()
        self.log = log or MemoryLog()
        self.vault = vault or MemoryVault()
        self.chance = random.Random(7)
        self.hub = Hub(self.log, self.vault, KINDS, CODEC, self.clock, self.chance.randbytes, pace)

    async def workshop(self, *steps: Step, started: bool = True) -> Room:
        """Return the room of a new workshop with one block of these steps."""
        name = new_id()
        block = Block(id=new_id(), title={"en": "One"}, steps=steps)
        create = c.CreateWorkshop(title={"en": "Day"}, languages=("en",), blocks=(block,), expected=2000)
        assert await self.hub.create(create, "f/anna", name) is None
        room = await self.hub.room(name)
        if started:
            await yes(room, DESK, c.StartWorkshop())
        return room

    async def opened(self, step: Step) -> Room:
        """Return the room of a new workshop that is on *step*."""
        room = await self.workshop(step)
        await yes(room, DESK, c.OpenActivity(step=step.id))
        return room

    async def phone(self, room: Room, seat: str, name: str = "") -> Actor:
        """Return a phone whose seat has joined."""
        assert isinstance(await room.join(seat), str)
        actor = Actor("phone", seat)
        if name:
            await yes(room, actor, c.SetName(name=name))
        return actor

    async def close(self) -> None:
        """Close the hub; rooms and lines are gone."""
        await self.hub.close(0)


async def ask(room: Room, actor: Actor, command: msgspec.Struct, as_person: str = "") -> Done | Refusal:
    """Submit under a new id."""
    return await room.submit(actor, new_id(), command, as_person)


async def yes(room: Room, actor: Actor, command: msgspec.Struct, as_person: str = "") -> int:
    """Submit under a new id and expect a yes; return its position."""
    answer = await ask(room, actor, command, as_person)
    assert isinstance(answer, Done), answer
    return answer.seq


async def no(room: Room, actor: Actor, command: msgspec.Struct, as_person: str = "") -> str:
    """Submit under a new id and expect a no; return its code."""
    answer = await ask(room, actor, command, as_person)
    assert isinstance(answer, Refusal), answer
    return answer.code


async def until(condition: Callable[[], object], within_s: float = 5.0) -> None:
    """Return once *condition* holds; fail if it does not within the time."""
    loop = asyncio.get_running_loop()
    ends_at = loop.time() + within_s
    while not condition():
        assert loop.time() < ends_at, f"not within {within_s} s"
        await asyncio.sleep(0.005)


async def eventually(condition: Callable[[], Awaitable[bool]], within_s: float = 5.0) -> None:
    """As ``until``, for a condition that must be awaited."""
    loop = asyncio.get_running_loop()
    ends_at = loop.time() + within_s
    while not await condition():
        assert loop.time() < ends_at, f"not within {within_s} s"
        await asyncio.sleep(0.005)


class MemoryLine:
    """A line into memory, which a test can stop and start."""

    def __init__(self) -> None:
        self.is_free = True
        self.messages: list[dict[str, Any]] = []
        self.code = 0
        self.is_aborted = False
        self.writes = 0

    def write(self, frames: bytes) -> None:
        self.writes += 1
        self.messages += [msgspec.json.decode(payload) for payload in payloads(frames)]

    def end(self, code: int) -> None:
        self.code = code

    def abort(self) -> None:
        self.is_aborted = True
