"""All rooms of a process: opens them when someone comes, lets time pass in them, closes them all at the end."""

import asyncio
from collections.abc import Callable

from facilitator.activities.codec import Codec
from facilitator.core.actors import Doing
from facilitator.core.commands import CreateWorkshop
from facilitator.core.kind import Kinds
from facilitator.core.reduce import refuse
from facilitator.core.refusal import Refusal
from facilitator.core.workshop import Workshop
from facilitator.live.actors import Actor
from facilitator.live.errors import CLOSED, RESTART, SESSION_OVER, NoSuchWorkshop, RoomBroken
from facilitator.live.fanout import Pace
from facilitator.live.keys import KIND
from facilitator.live.limits import Admission
from facilitator.live.ring import frame_bytes
from facilitator.live.room import Room, Surroundings
from facilitator.log.contract import Draft, Log
from facilitator.log.errors import StorageError
from facilitator.log.vault import Vault
from facilitator.telemetry import warn

LONGEST_SLEEP_S = 5.0
RETRY_S = 1.0
COMMIT_WITHIN_S = 1.0
GONE_WITHIN_S = 1.5


class Hub:
    """The rooms of a process. Make it inside a running event loop; ``await wake()`` once, ``await close()`` last.

    Attributes:
        broken: Resolves to the error once something can no longer be promised: the server must then stop.
    """

    def __init__(
        self,
        log: Log,
        vault: Vault,
        kinds: Kinds,
        codec: Codec,
        clock: Callable[[], int],
        chance: Callable[[int], bytes],
        pace: Pace | None = None,
    ) -> None:
        self._around = Surroundings(log, vault, kinds, codec, clock, chance, Admission(), pace or Pace())
        self._rooms: dict[str, Room] = {}
        self._opening: dict[str, asyncio.Lock] = {}
        self._stirred = asyncio.Event()
        self.broken: asyncio.Future[Exception] = asyncio.get_running_loop().create_future()
        self._clock_task = asyncio.create_task(self._keep_time())
        log.broken.add_done_callback(self._log_broke)

    @property
    def rooms(self) -> tuple[Room, ...]:
        """Rooms that are open now."""
        return tuple(self._rooms.values())

    async def create(self, command: CreateWorkshop, by: str, workshop_id: str) -> Refusal | None:
        """Keep a new workshop, durable when this returns; the same again is no error. Return why not.

        Raises:
            msgspec.ValidationError: If the command breaks its own bounds.
        """
        around = self._around
        doing = Doing(by, around.clock(), workshop_id, int.from_bytes(around.chance(4), "big"))
        if no := refuse(Workshop(), command, doing, around.kinds):
            return no
        data = around.codec.encode(command)
        around.codec.decode(data)
        await around.log.append(f"w/{workshop_id}", Draft(doing.at, by, doing.id, doing.seed, data))
        return None

    async def room(self, workshop_id: str) -> Room:
        """Return the room, folded and ready; what fell due while nobody had it open has happened.

        Raises:
            NoSuchWorkshop: If nobody made it.
            NewerEntry: If a newer version of this product wrote to it.
            RoomBroken: If it cannot be folded.
        """
        async with self._opening.setdefault(workshop_id, asyncio.Lock()):
            if (room := self._rooms.get(workshop_id)) is None:
                room = await self._opened(workshop_id)
        await room.prepare()
        return room

    async def _opened(self, workshop_id: str) -> Room:
        if not (await self._around.log.head(f"w/{workshop_id}")).seq:
            self._opening.pop(workshop_id, None)
            raise NoSuchWorkshop(workshop_id)
        room = Room(workshop_id, self._around)
        await room.open(self._changed)
        try:
            await room.pass_time()
        except StorageError as error:
            warn("time_stood_still", workshop=room.name, error=type(error).__name__)
        self._rooms[workshop_id] = room
        self._stirred.set()
        return room

    async def wake(self) -> None:
        """Open the rooms that time has still to act in: those with keys in the vault."""
        keys = await self._around.vault.keys(KIND)
        for workshop_id in sorted({key.partition("/")[0] for key in keys}):
            try:
                await self.room(workshop_id)
            except NoSuchWorkshop:
                await self._around.vault.forget(KIND, f"{workshop_id}/")

    def _changed(self, room: Room) -> None:
        self._stirred.set()
        if room.broken is not None:
            self._break(room.broken)

    def _break(self, error: Exception) -> None:
        if not self.broken.done():
            self.broken.set_result(error)

    def _log_broke(self, broken: "asyncio.Future[Exception]") -> None:
        if not broken.cancelled():
            self._break(broken.result())

    # --- time --------------------------------------------------------------------------------------------

    async def _keep_time(self) -> None:
        while True:
            self._stirred.clear()
            pause = await self._pass_time()
            try:
                async with asyncio.timeout(pause):
                    await self._stirred.wait()
            except TimeoutError:
                continue

    async def _pass_time(self) -> float:
        """Let time pass in every room; return after how many seconds to look again at the latest."""
        soonest = LONGEST_SLEEP_S
        for room in self.rooms:
            if room.broken is not None or room.is_leaving:
                continue
            try:
                await room.pass_time()
            except (StorageError, RoomBroken) as error:
                # Disk full, say: the same is due again, and has the same id.
                warn("time_stood_still", workshop=room.name, error=type(error).__name__)
                soonest = min(soonest, RETRY_S)
                continue
            if (due := room.next_due()) is not None:
                soonest = min(soonest, max(0.0, (due - self._around.clock()) / 1000))
        return soonest

    # --- leaving -----------------------------------------------------------------------------------------

    async def refold(self, workshop_id: str) -> None:
        """Fold the stream anew after it was redacted: its epoch is another, so everyone gets the full view."""
        if (old := self._rooms.get(workshop_id)) is None:
            return
        self._drop(old)
        for listener in old.fanout.listeners:
            listener.line.end(RESTART)

    def forget(self, workshop_id: str) -> None:
        """Close the room and all its lines for good: the workshop is closed or deleted."""
        if (room := self._rooms.get(workshop_id)) is None:
            return
        self._drop(room)
        for listener in room.fanout.listeners:
            listener.line.end(CLOSED)

    def _drop(self, room: Room) -> None:
        room.is_leaving = True
        room.close()
        del self._rooms[room.name]
        self._opening.pop(room.name, None)

    def end_sessions(self, whose: Callable[[Actor], bool], session: str | None = None) -> None:
        """End the lines of those whose session is revoked, or of one *session* of theirs alone (SPEC HS8)."""
        for room in self.rooms:
            for listener in room.fanout.listeners:
                if whose(listener.actor) and session in (None, listener.session):
                    listener.line.end(SESSION_OVER)

    async def close(self, retry_ms: int = 3000) -> None:
        """Commit what is under way, tell every line when to come back, and end them all; ≤3 s whatever they do.

        Args:
            retry_ms: The lines are told to come back spread over so many milliseconds.
        """
        self._clock_task.cancel()
        for room in self.rooms:
            room.is_leaving = True
        await self._until(lambda: not any(room.under_way for room in self.rooms), COMMIT_WITHIN_S)
        for room in self.rooms:
            for listener in room.fanout.listeners:
                share = int.from_bytes(self._around.chance(2), "big") / 65536
                if listener.line.is_free:
                    room.fanout.send_now(listener)
                    bye = b'{"bye":{"retry_ms":%d}}' % int(share * retry_ms)
                    listener.line.write(frame_bytes(bye))
                listener.line.end(RESTART)
        await self._until(lambda: not any(room.fanout.listeners for room in self.rooms), GONE_WITHIN_S)
        for room in self.rooms:
            for listener in room.fanout.listeners:
                listener.line.abort()
                room.fanout.detach(listener)
            room.close()
        self._rooms.clear()

    async def _until(self, condition: Callable[[], bool], within_s: float) -> None:
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + within_s
        while not condition() and loop.time() < ends_at:  # noqa: ASYNC110 - many rooms, none of which knows of this
            await asyncio.sleep(0.01)
