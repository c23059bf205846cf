"""The rehearsals of a process: which workshops have pretend people in them, who leads there, and until when."""

import asyncio
import random
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field

from facilitator.live.pretend import PretendPeople, lead
from facilitator.live.room import Room
from facilitator.telemetry import tell

AS_PEOPLE = 1.0
FAST = 20.0


@dataclass
class Play:
    """One rehearsal: its people, whoever leads in place of the facilitator, and the plan it is a copy of."""

    crowd: PretendPeople
    origin: str = ""
    leader: "asyncio.Task[None] | None" = None
    tasks: "list[asyncio.Task[None]]" = field(default_factory=list)

    @property
    def leads_itself(self) -> bool:
        """Whether the day goes on without anybody pressing anything."""
        return self.leader is not None and not self.leader.done()


class Rehearsals:
    """The pretend people of a process, workshop by workshop."""

    def __init__(self) -> None:
        self._plays: dict[str, Play] = {}

    @staticmethod
    async def beforehand(room: Room, count: int) -> None:
        """Let as many pretend people answer what is asked before the day."""
        await PretendPeople(room, count, random.SystemRandom()).answer_beforehand()

    def people(self, room: Room, count: int, speed: float = AS_PEOPLE, origin: str = "") -> None:
        """Let pretend people into a room, until its day ends. *origin* is the workshop that it is a copy of."""
        crowd = PretendPeople(room, count, random.SystemRandom(), speed)
        play = self._plays.setdefault(room.name, Play(crowd, origin))
        self._start(play, crowd.run())
        tell("rehearsal_began", workshop=room.name, people=count)

    def leader(self, room: Room, speed: float) -> "asyncio.Task[None]":
        """Let the day lead itself from where it is to its last step; people keep up with it."""
        play = self._plays[room.name]
        self.let_lead(room.name)
        play.crowd.speed = speed
        play.leader = self._start(play, lead(room, random.SystemRandom(), speed, lambda _move: None))
        return play.leader

    def let_lead(self, workshop: str) -> None:
        """Give the day back to the facilitator: nothing goes on by itself, and people are as slow as people."""
        play = self._plays.get(workshop)
        if play and play.leader:
            play.leader.cancel()
            play.leader = None
            play.crowd.speed = AS_PEOPLE

    def leads_itself(self, workshop: str) -> bool:
        """Whether a rehearsal goes on by itself."""
        return workshop in self._plays and self._plays[workshop].leads_itself

    def origin_of(self, workshop: str) -> str:
        """Return the workshop that a rehearsal is a copy of, or nothing."""
        return self._plays[workshop].origin if workshop in self._plays else ""

    def end(self, workshop: str) -> None:
        """Send the pretend people of a workshop away."""
        if play := self._plays.pop(workshop, None):
            for task in play.tasks:
                task.cancel()

    async def close(self) -> None:
        """Send all of them away."""
        tasks = [task for play in self._plays.values() for task in play.tasks]
        for workshop in list(self._plays):
            self.end(workshop)
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task

    @staticmethod
    def _start(play: Play, act: Coroutine[None, None, None]) -> "asyncio.Task[None]":
        task = asyncio.create_task(act)
        play.tasks.append(task)
        return task
