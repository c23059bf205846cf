"""A server within the test's own process, and a crowd that answers at once: for what is asked of every kind.

What the crowd says is what each kind's pretend people say, so a new kind is answered without being mentioned here.
"""

import asyncio
import os
import secrets
import time
from pathlib import Path

import msgspec

from facilitator.activities.registry import load_kinds
from facilitator.core import commands as c
from facilitator.core.kind import ActivityCommand, AnyKind, PretendWords
from facilitator.core.workshop import Activity
from facilitator.live.actors import Actor
from facilitator.live.room import Room
from facilitator.log.memory import MemoryLog
from facilitator.log.vault import MemoryVault
from facilitator.settings import Settings
from facilitator.web.addresses import Addresses
from facilitator.web.app import Application, build_app
from facilitator.web.entrance import owner_link
from facilitator.web.server import Server, listen, serve
from tests.browser.serving import Serving

KINDS = load_kinds()
# Nobody has so long to finish a sentence.
GRACE_MS = 60_000
KEEP_ALIVE_S = 300


class Indoors(Serving):
    """A server as tests ask for one, whose rooms can be looked into.

    Args:
        folder: Not used by it.
        public_url: Where phones go, if the browser finds this server under another name.
        port: Where it listens; 0 takes a free one.
    """

    def __init__(self, folder: Path, public_url: str = "", port: int = 0) -> None:
        super().__init__(folder)
        self._public_url = public_url
        self._ahead_ms = 0
        self.port = port
        self._app: Application
        self._server: Server
        self._runs: asyncio.Task[None]

    async def begin(self, within_s: float = 20) -> "Indoors":
        """Listen, and wait until it answers."""
        listening = listen("127.0.0.1", self.port)
        port = int(listening.getsockname()[1])
        address = self._public_url or f"http://127.0.0.1:{port}"
        settings = Settings(data=self.folder, host="127.0.0.1", port=port, public_url=address)
        addresses = Addresses(address, port)
        self._app = build_app(settings, MemoryLog(), MemoryVault(), self._utc_ms, os.urandom, addresses=addresses)
        ready: asyncio.Future[Server] = asyncio.get_running_loop().create_future()
        hub = self._app.site.hub
        # A test asks again after some seconds over the same connection, and must not meet its end.
        serving = serve(self._app, listening, ready.set_result, on_stop=hub.close, timeout_keep_alive=KEEP_ALIVE_S)
        self._runs = asyncio.create_task(serving)
        self._server = await asyncio.wait_for(ready, within_s)
        self.told = {"url": address, "owner_url": await owner_link(self._app.site)}
        return self

    async def room(self, workshop: str) -> Room:
        """Return the room of a workshop."""
        return await self._app.site.hub.room(workshop)

    async def let_pass(self, room: Room, ms: int) -> None:
        """Let time pass for the server at once, and what falls due in a room happen."""
        self._ahead_ms += ms
        await room.pass_time()

    def _utc_ms(self) -> int:
        return time.time_ns() // 1_000_000 + self._ahead_ms

    @property
    def owner(self) -> Actor:
        """Whose workshops they are."""
        return Actor("facilitator", self._app.site.listed.owner)

    async def end(self, within_s: float = 10) -> None:
        """Stop."""
        self._server.stop()
        await asyncio.wait_for(self._runs, within_s)


class Crowd:
    """People without phones in a room, led by *leader*: they join, and answer when told to."""

    def __init__(self, room: Room, leader: Actor, says: PretendWords, count: int) -> None:
        self.room, self.leader, self.says = room, leader, says
        self.people = [Actor("phone", f"crowd-{who:02d}") for who in range(count)]

    async def arrive(self) -> None:
        """Join, all of them, each under a name."""
        for who, person in enumerate(self.people):
            await self.room.join(person.id)
            self.room.arrive(person)
            await self.ask(person, c.SetName(name=self.name(who), nickname=self.name(who)))

    def name(self, who: int) -> str:
        """Return the name of person number *who*."""
        return self.says.names[who % len(self.says.names)]

    async def answer(self) -> None:
        """Answer what is open now, and let a helper do what the kind leaves to leaders."""
        for who, person in enumerate(self.people):
            for command in self.commands(who):
                await self.ask(person, command)
        for command in self._helps():
            await self.ask(self.leader, command)

    def commands(self, who: int) -> tuple[ActivityCommand, ...]:
        """Return what person number *who* would answer now."""
        return self.kind.pretend(self.activity.state, self.activity.step.id, who, self.says)

    def _helps(self) -> tuple[ActivityCommand, ...]:
        state, step = self.activity.state, self.activity.step.id
        green = self.kind.next_command(state, step)
        helps = self.kind.pretend_lead(state, step, self.says)
        return tuple(command for command in helps if type(command) is not type(green))

    @property
    def activity(self) -> Activity:
        """What is open now."""
        return self.room.workshop.activities[self.room.workshop.current]

    @property
    def kind(self) -> AnyKind:
        """Its kind."""
        return KINDS[self.activity.step.kind]

    async def ask(self, actor: Actor, command: msgspec.Struct) -> None:
        """Ask as one of them; whatever comes of it."""
        await self.room.submit(actor, secrets.token_urlsafe(16), command)
