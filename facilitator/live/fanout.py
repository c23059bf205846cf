"""Fans frames out to everyone who follows one room.

A phone holds no queue: it is at a version, and when its line is free it gets what lies between.
Never awaits a single phone (SPEC FR3); what an audience shares is encoded once.
"""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Protocol

import msgspec

from facilitator.live.actors import Actor, Audience
from facilitator.live.errors import MOVED
from facilitator.live.ring import Ring, frame_bytes

MOST_RESULTS = 32
LATE_LOOK_S = 0.1


class Line(Protocol):
    """A carrier of frames to one client."""

    @property
    def is_free(self) -> bool:
        """Whether all that was written has left."""

    def write(self, frames: bytes) -> None:
        """Write whole frames; never waits."""

    def end(self, code: int) -> None:
        """Say goodbye with a close code, and be gone within a second even if nobody listens."""

    def abort(self) -> None:
        """Be gone now."""


class Source(Protocol):
    """What a fan-out shows: a room."""

    @property
    def position(self) -> tuple[str, int]:
        """Epoch and seq of the last folded entry."""

    def shown_to(self, actor: Actor) -> Any:
        """Return the view of the actor's audience."""

    def mine(self, person: str) -> bytes:
        """Return what only this person may know, as JSON; nothing if it cannot be told yet."""

    async def prepare(self) -> None:
        """Get ready whatever ``mine`` needs."""


class Pace(msgspec.Struct, frozen=True):
    """How fast frames leave. Seconds.

    Attributes:
        tick: Phones get at most one frame in this time; the first after a quiet moment leaves at once.
        lane: The same for the board and the desk, who do not wait for phones.
        duty: The next tick starts no sooner than the fan-out took / duty, so load costs latency, never a queue.
        slice: After so many phones others have a turn.
        stall: A line that has not drained for so long is aborted.
        full: A line gets the full view at most once in this time.
        presence: Phones hear of others coming and going at most once in this time, unless something else leaves.
    """

    tick: float = 0.05
    lane: float = 0.016
    duty: float = 0.6
    slice: int = 128
    stall: float = 20.0
    full: float = 2.0
    presence: float = 2.0


class Listener:
    """One client that follows the room: who it is, and how far it has come."""

    __slots__ = (
        "actor",
        "at",
        "busy_since",
        "full_at",
        "line",
        "mine_is_due",
        "mine_sent",
        "not_before",
        "person",
        "results",
        "session",
    )

    def __init__(self, line: Line, actor: Actor, person: str = "", session: str = "") -> None:
        self.line, self.actor, self.person, self.session = line, actor, person, session
        self.at: int | None = None  # the tick it is at; None needs the full view
        self.not_before = 0  # a version it has already seen from another process
        self.busy_since = 0.0
        self.full_at = float("-inf")
        self.mine_sent = b""
        self.mine_is_due = bool(person)
        self.results: OrderedDict[str, msgspec.Raw] = OrderedDict()

    def tell(self, command_id: str, result: Any) -> None:
        """Keep the result of a command until the line is free; only the newest are kept, others are asked again."""
        self.results[command_id] = msgspec.Raw(msgspec.json.encode(result))
        self.results.move_to_end(command_id)
        if len(self.results) > MOST_RESULTS:
            self.results.popitem(last=False)


class Lane:
    """All who share one view."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.ring = Ring()
        self.listeners: dict[Listener, None] = {}


class Fanout:
    """The lanes of one room: phones on the tick; the board and each desk on a faster lane of their own."""

    def __init__(self, source: Source, pace: Pace | None = None) -> None:
        self._source = source
        self.pace = pace or Pace()
        self._lanes: dict[tuple[Audience, str], Lane] = {}
        self._seats: dict[str, Listener] = {}
        self._fast_due, self._phones_due = asyncio.Event(), asyncio.Event()
        self._beats: list[asyncio.Task[None]] = []
        self._later: asyncio.TimerHandle | None = None
        self._presence_later: asyncio.TimerHandle | None = None

    # --- who follows -------------------------------------------------------------------------------------

    @property
    def listeners(self) -> list[Listener]:
        """Everyone who follows now."""
        return [listener for lane in self._lanes.values() for listener in lane.listeners]

    def attach(self, listener: Listener, epoch: str | None, version: int | None) -> None:
        """Let *listener* follow from its position. The newest line of a seat wins (SPEC HS6)."""
        lane = self._lane_of(listener.actor)
        lane.listeners[listener] = None
        self.resume(listener, epoch, version)
        self._start()
        if listener.actor.role == "phone":
            older = self._seats.get(listener.actor.id)
            self._seats[listener.actor.id] = listener
            if older is not None and older is not listener:
                self.detach(older)
                older.line.end(MOVED)

    def resume(self, listener: Listener, epoch: str | None, version: int | None) -> None:
        """Put *listener* where it says it is; what it lacks leaves as soon as its line is free."""
        lane = self._lane_of(listener.actor)
        listener.at = lane.ring.place_of(epoch, version)
        ahead = listener.at is None and epoch == lane.ring.epoch and version is not None and version > lane.ring.seq
        listener.not_before = version if ahead and version else 0

    def detach(self, listener: Listener) -> None:
        """Let it go. Letting go of one who has gone is no error."""
        if (lane := self._lanes.get(_lane_key(listener.actor))) is not None:
            lane.listeners.pop(listener, None)
        if self._seats.get(listener.actor.id) is listener:
            del self._seats[listener.actor.id]
        if not any(lane.listeners for lane in self._lanes.values()):
            self._stop()

    def follows(self, listener: Listener) -> bool:
        """Whether it is still attached: it is not once a newer line has its seat."""
        lane = self._lanes.get(_lane_key(listener.actor))
        return lane is not None and listener in lane.listeners

    def first(self, actor: Actor) -> tuple[str, int, Any]:
        """Return epoch, version and view to start a page with: where the actor's lane stands, shared by all."""
        lane = self._lane_of(actor)
        return lane.ring.epoch, lane.ring.seq, lane.ring.view

    def _lane_of(self, actor: Actor) -> Lane:
        lane = self._lanes.setdefault(_lane_key(actor), Lane(actor))
        if not lane.listeners:
            # Nobody was there to be told; whoever comes back from a pause gets this one step.
            self._turn(lane)
        return lane

    def _turn(self, lane: Lane) -> None:
        lane.ring.turn(*self._source.position, self._source.shown_to(lane.actor))

    # --- when --------------------------------------------------------------------------------------------

    def stir(self, people: Iterable[str] | None = ()) -> None:
        """Say that something changed, for all; and for which *people* of their own, None being everyone."""
        mine = None if people is None else set(people)
        if mine is None or mine:
            for listener in self._seats.values():
                listener.mine_is_due |= mine is None or listener.person in mine
        self._fast_due.set()
        self._phones_due.set()

    def stir_presence(self) -> None:
        """Say that someone came or went: board and desk hear soon, phones when it is cheap."""
        self._fast_due.set()
        if self._presence_later is None and self._beats:
            loop = asyncio.get_running_loop()
            self._presence_later = loop.call_later(self.pace.presence, self._presence_is_due)

    def _presence_is_due(self) -> None:
        self._presence_later = None
        self._phones_due.set()

    def _start(self) -> None:
        if not self._beats:
            fast = self._beat(self._fast_due, self._send_fast, self.pace.lane)
            phones = self._beat(self._phones_due, self._send_phones, self.pace.tick)
            self._beats = [asyncio.create_task(fast), asyncio.create_task(phones)]

    def _stop(self) -> None:
        for beat in self._beats:
            beat.cancel()
        self._beats = []
        for timer in (self._later, self._presence_later):
            if timer is not None:
                timer.cancel()
        self._later = self._presence_later = None

    async def _beat(self, due: asyncio.Event, send: Callable[[], Awaitable[None]], pause: float) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await due.wait()
            due.clear()
            began = loop.time()
            await send()
            took = loop.time() - began
            await asyncio.sleep(max(pause, took / self.pace.duty) - took)

    # --- what --------------------------------------------------------------------------------------------

    async def _send_fast(self) -> None:
        for lane in list(self._lanes.values()):
            if lane.actor.audience != "phone" and lane.listeners:
                self._turn(lane)
                for listener in list(lane.listeners):
                    self._send(lane, listener)

    async def _send_phones(self) -> None:
        await self._source.prepare()
        for lane in [lane for lane in self._lanes.values() if lane.actor.audience == "phone" and lane.listeners]:
            self._turn(lane)
            for place, listener in enumerate(list(lane.listeners)):
                if place % self.pace.slice == self.pace.slice - 1:
                    await asyncio.sleep(0)
                if listener in lane.listeners:
                    self._send(lane, listener)

    def send_now(self, listener: Listener, ahead: bytes = b"") -> None:
        """Write what *listener* lacks, after the frames *ahead*: acknowledgements do not wait for a tick."""
        if self.follows(listener):
            self._send(self._lane_of(listener.actor), listener, ahead)

    def _send(self, lane: Lane, listener: Listener, ahead: bytes = b"") -> None:
        now = asyncio.get_running_loop().time()
        if not listener.line.is_free:
            self._wait_for(listener, now)
            return
        listener.busy_since = 0.0
        frames = ahead + self._shared(lane, listener, now) + _private(self._source, listener)
        if frames:
            listener.line.write(frames)

    def _wait_for(self, listener: Listener, now: float) -> None:
        listener.busy_since = listener.busy_since or now
        if now - listener.busy_since > self.pace.stall:
            listener.line.abort()
            self.detach(listener)
        else:
            self._look_again()

    def _shared(self, lane: Lane, listener: Listener, now: float) -> bytes:
        if listener.at is not None and (frames := lane.ring.since(listener.at)) is not None:
            listener.at = lane.ring.n
            return frames
        if lane.ring.seq < listener.not_before:
            # The entry that brings us there stirs; to look for it meanwhile would let one lie keep a room busy.
            return b""
        if now - listener.full_at < self.pace.full:
            self._look_again()
            return b""
        listener.at, listener.full_at = lane.ring.n, now
        return lane.ring.full()

    def _look_again(self) -> None:
        if self._later is None and self._beats:
            self._later = asyncio.get_running_loop().call_later(LATE_LOOK_S, self._late_is_due)

    def _late_is_due(self) -> None:
        self._later = None
        self._fast_due.set()
        self._phones_due.set()


def _lane_key(actor: Actor) -> tuple[Audience, str]:
    # Each leader's own: a desk shows what its leader can undo.
    return actor.audience, actor.author


def _private(source: Source, listener: Listener) -> bytes:
    """Return the results and the person's own view, in one frame, if they are due."""
    message: dict[str, Any] = {}
    if listener.results:
        message["done"] = dict(listener.results)
        listener.results.clear()
    if listener.person and listener.mine_is_due and (mine := source.mine(listener.person)):
        listener.mine_is_due = False
        # Its mark alone is kept: some people write many notes, and there are thousands of lines.
        if (mark := hashlib.blake2b(mine, digest_size=16).digest()) != listener.mine_sent:
            listener.mine_sent = mark
            message["mine"] = {"full": msgspec.Raw(mine)}
    return frame_bytes(msgspec.json.encode(message)) if message else b""
