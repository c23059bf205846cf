"""Pretend people: they join, write, group and vote on the real screens, at a human pace or faster.

They go through the same doors as everyone (``Room.submit``), so a rehearsal shows what a day will show. Only
workshops marked ``pretend`` may have them, and those are discarded.
"""

import asyncio
import random
from collections.abc import Callable, Coroutine, Sequence

import msgspec

from facilitator.core import commands as c
from facilitator.core.ids import id_from
from facilitator.core.kind import ActivityCommand, AnyKind, PretendWords, Sight
from facilitator.core.workshop import Activity
from facilitator.live.actors import Actor
from facilitator.live.pretend_words import SAYINGS
from facilitator.live.room import Room
from facilitator.views.desk import next_move
from facilitator.views.shapes import NextMove

HELPER = Actor("co", "pretend-helper")
LOOK_EVERY_S = 0.25
TOO_MANY = 500
# How often a helper looks whether there is something to do in one activity: a round of a hundred has its turns.
MOST_LOOKS = 120
# How long a leader waits after a move, before the next one.
WAITS_S = {"open": 40.0, "move": 30.0, "close": 8.0, "reveal": 10.0}
USUAL_WAIT_S = 6.0


class PretendPeople:
    """*count* people in a room. ``run`` plays them until the day ends or it is cancelled.

    Args:
        room: A room whose workshop is marked ``pretend``.
        count: How many, up to 500.
        chance: Where ids and pauses come from; seeded in tests.
        speed: How many times faster than people.

    Raises:
        ValueError: If the workshop is a real one, or there would be too many.
    """

    def __init__(self, room: Room, count: int, chance: random.Random, speed: float = 1.0) -> None:
        if not room.workshop.pretend:
            raise ValueError("expected a workshop marked as pretend, got a real one; make a rehearsal of it first")
        if not 0 < count <= TOO_MANY:
            raise ValueError(f"expected 1 to {TOO_MANY} pretend people, got {count}")
        self.room, self.count, self.chance, self.speed = room, count, chance, speed
        self._begun: set[tuple[str, int]] = set()
        self._looked: Activity | None = None
        self._answering = b""
        self._acts: set[asyncio.Task[None]] = set()
        self._here: list[Actor] = []

    async def run(self) -> None:
        """Join, then answer each activity as it opens, until the day ends."""
        try:
            await asyncio.gather(*(self._arrive(who) for who in range(self.count)))
            while self.room.workshop.phase != "ended":
                self._answer_what_is_open()
                await asyncio.sleep(LOOK_EVERY_S / max(1.0, self.speed))
        finally:
            for act in self._acts:
                act.cancel()
            for actor in self._here:
                self.room.leave(actor)

    async def answer_beforehand(self) -> None:
        """Answer at once what is asked before the day, so that its opening has what to show."""
        blocks = [block for block in self.room.workshop.blocks if block.before and not block.removed]
        asked = [step.id for block in blocks for step in block.steps]
        for step in asked:
            await self._ask(HELPER, c.OpenActivity(step=step))
            if step == asked[0]:
                await asyncio.gather(*(self._come(who) for who in range(self.count)))
            await asyncio.gather(*(self._say(who, step) for who in range(self.count)))

    async def _say(self, who: int, step: str) -> None:
        if (activity := self.room.workshop.activities.get(step)) is None:
            return
        kind = self.room.around.kinds[activity.step.kind]
        for command in kind.pretend(activity.state, step, who, self._says()):
            await self._ask(_actor(who), command)

    async def _arrive(self, who: int) -> None:
        await self._pause(0, 12)
        await self._come(who)
        self.room.arrive(_actor(who))
        self._here.append(_actor(who))

    async def _come(self, who: int) -> None:
        await self.room.join(_actor(who).id)
        names = self._says().names
        name = names[who % len(names)]
        await self._ask(_actor(who), c.SetName(name=name, nickname=name))

    def _answer_what_is_open(self) -> None:
        workshop = self.room.workshop
        activity = workshop.activities.get(workshop.current)
        if activity is None or activity is self._looked or activity.stage != "open":
            return
        self._looked = activity
        kind = self.room.around.kinds[activity.step.kind]
        if (workshop.current, activity.run) not in self._begun:
            self._begun.add((workshop.current, activity.run))
            self._start(self._help(activity))
        elif stretch(kind, activity) == self._answering:
            return
        self._answering = stretch(kind, activity)
        for who in range(self.count):
            self._start(self._answer(who, activity))

    async def _answer(self, who: int, activity: Activity) -> None:
        kind = self.room.around.kinds[activity.step.kind]
        await self._pause(2, 14)
        for command in kind.pretend(self._state(activity), activity.step.id, who, self._says()):
            await self._ask(_actor(who), command)
            await self._pause(2, 10)
        if kind.commands:
            await self._ask(_actor(who), c.MarkDone(activity=activity.step.id))

    async def _help(self, activity: Activity) -> None:
        """Do what the kind leaves to leaders, again and again; the green button stays the leader's own."""
        kind, step = self.room.around.kinds[activity.step.kind], activity.step.id
        for _ in range(MOST_LOOKS):
            await self._pause(2, 6)
            now = self.room.workshop.activities[step]
            if now.run != activity.run or now.stage != "open":
                return
            green = kind.next_command(now.state, step)
            for command in kind.pretend_lead(now.state, step, self._says()):
                if type(command) is not type(green):
                    await self._ask(HELPER, command)
                    await self._pause(1, 4)

    async def _ask(self, actor: Actor, command: msgspec.Struct) -> None:
        open_now = self.room.workshop.activities.get(getattr(command, "activity", ""))
        if isinstance(command, ActivityCommand) and (open_now is None or open_now.stage == "closed"):
            return
        await self.room.submit(actor, id_from(self.chance.randbytes(16)), command)

    def _state(self, activity: Activity) -> object:
        return self.room.workshop.activities[activity.step.id].state

    def _says(self) -> PretendWords:
        return SAYINGS[next((lang for lang in self.room.workshop.languages if lang in SAYINGS), "fi")]

    def _start(self, act: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(act)
        self._acts.add(task)
        task.add_done_callback(self._acts.discard)

    async def _pause(self, least_s: float, most_s: float) -> None:
        await asyncio.sleep(self.chance.uniform(least_s, most_s) / self.speed)


def stretch(kind: AnyKind, activity: Activity) -> bytes:
    """Return what changes whenever people have something new to answer: a round, a phase, a proposal, a version."""
    view = msgspec.to_builtins(kind.phone(activity.state, Sight(activity.moment)))
    rows = [row for value in view.values() if isinstance(value, dict) for row in value.values()]
    versions = [row["version"] for row in rows if isinstance(row, dict) and "version" in row]
    at = [view.get(name, 0) for name in ("round", "phase", "item", "place")]
    return msgspec.json.encode([at, versions, kind.next_command(activity.state, activity.step.id)])


async def lead(room: Room, chance: random.Random, speed: float, show: Callable[[str], None]) -> None:
    """Lead a pretend day from first to last step: open, wait, close, show, go on. *show* hears each move."""
    leader = Actor("facilitator", "pretend-leader")
    while (move := next_move(room.workshop, room.around.kinds)).does != "summary":
        show(move.does)
        for command in _commands(room, move):
            await room.submit(leader, id_from(chance.randbytes(16)), command)
        waits_s = USUAL_WAIT_S if move.kind == "show" else WAITS_S.get(move.does, USUAL_WAIT_S)
        await asyncio.sleep(waits_s / speed)


def _commands(room: Room, move: NextMove) -> Sequence[msgspec.Struct]:
    match move.does:
        case "start":
            return (c.StartWorkshop(),)
        case "open":
            return (c.OpenActivity(step=move.step),)
        case "move":
            return (room.around.codec.decode(msgspec.json.encode(move.command)),)
        case "close":
            return (c.CloseActivity(activity=move.step),)
        case "reveal":
            return (c.Reveal(activity=move.step),)
        case _:
            return (c.EndWorkshop(),)


def rehearsal_of(room: Room) -> c.CreateWorkshop:
    """Return the command that makes a pretend copy of a workshop: the same agenda, nothing of what people did."""
    workshop = room.workshop
    return c.CreateWorkshop(
        title={lang: f"{title} · {_TRIAL.get(lang, _TRIAL['en'])}" for lang, title in workshop.title.items()},
        languages=workshop.languages,
        day=workshop.day,
        starts=workshop.starts,
        blocks=tuple(block for block in workshop.blocks if not block.removed),
        template=workshop.template,
        aim=workshop.aim,
        result=workshop.result,
        expected=workshop.expected,
        pretend=True,
    )


_TRIAL = {"fi": "kokeilu", "sv": "prov", "en": "trial"}


def _actor(who: int) -> Actor:
    return Actor("phone", f"pretend-{who:03d}")
