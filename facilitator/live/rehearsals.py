"""The rehearsals of a process: which workshops have pretend people in them, and until when."""

import asyncio
import random
from collections.abc import Coroutine
from contextlib import suppress

from facilitator.live.pretend import PretendPeople, lead
from facilitator.live.room import Room
from facilitator.telemetry import tell


class Rehearsals:
    """The pretend people of a process, workshop by workshop."""

    def __init__(self) -> None:
        self._played: dict[str, list[asyncio.Task[None]]] = {}

    def people(self, room: Room, count: int, speed: float) -> None:
        """Let pretend people into a room; they stay until its day ends."""
        crowd = PretendPeople(room, count, random.SystemRandom(), speed)
        self._play(room.name, crowd.run())
        tell("rehearsal_began", workshop=room.name, people=count)

    def leader(self, room: Room, speed: float) -> "asyncio.Task[None]":
        """Let the day lead itself from first to last step."""
        return self._play(room.name, lead(room, random.SystemRandom(), speed, lambda _move: None))

    def end(self, workshop: str) -> None:
        """Send the pretend people of a workshop away."""
        for task in self._played.pop(workshop, []):
            task.cancel()

    async def close(self) -> None:
        """Send all of them away."""
        tasks = [task for played in self._played.values() for task in played]
        for workshop in list(self._played):
            self.end(workshop)
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task

    def _play(self, workshop: str, act: Coroutine[None, None, None]) -> "asyncio.Task[None]":
        task = asyncio.create_task(act)
        self._played.setdefault(workshop, []).append(task)
        return task
