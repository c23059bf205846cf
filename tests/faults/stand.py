"""A whole server in a process of its own, made to be killed: ``python -m tests.faults.stand FOLDER PORT [eager]``.

It has one workshop with one open step, and says ``ready PORT`` once it takes connections.
"""

import asyncio
import os
import socket
import sys
import time
from asyncio import Future
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from facilitator.core import commands as c
from facilitator.core.agenda import Block
from facilitator.core.entry import Entry
from facilitator.core.ids import derived_id
from facilitator.live.hub import Hub
from facilitator.log.contract import Draft, Head, Heard
from facilitator.log.sqlite import SqliteLog
from facilitator.log.vault import SqliteVault
from facilitator.web.server import listen, serve
from tests.live.served import app_of
from tests.live.stage import CODEC, DESK, KINDS, collect

WORKSHOP, STEP = derived_id("workshop"), derived_id("step")
ROOT = Path(__file__).parents[2]


class EagerLog:
    """A log with a fault on purpose: it says yes before the entry is durable."""

    def __init__(self, log: SqliteLog) -> None:
        self._log = log
        self._seq = 0
        self._heard: list[Heard] = []
        self._later: set[asyncio.Task[None]] = set()

    @property
    def broken(self) -> "Future[Exception]":
        return self._log.broken

    async def append(self, stream: str, draft: Draft) -> int:
        if not self._heard:
            return await self._log.append(stream, draft)
        self._seq += 1
        entry = Entry(self._seq, draft.at, draft.by, draft.id, draft.seed, msgspec.Raw(draft.command))
        for heard in self._heard:
            heard([entry])
        task = asyncio.create_task(self._keep(stream, draft))
        self._later.add(task)
        return self._seq

    async def _keep(self, stream: str, draft: Draft) -> None:
        await asyncio.sleep(0.2)
        await self._log.append(stream, draft)

    async def follow(self, stream: str, after: int, heard: Heard) -> Callable[[], None]:
        kept = await self._log.read(stream, after)
        self._seq = len(kept)
        heard(kept)
        self._heard.append(heard)
        return lambda: self._heard.remove(heard)

    async def head(self, stream: str) -> Head:
        return await self._log.head(stream)


async def main(folder: Path, port: int, is_eager: bool) -> None:
    log, vault = await SqliteLog.open(folder), await SqliteVault.open(folder / "vault.db")
    used = EagerLog(log) if is_eager else log
    hub = Hub(used, vault, KINDS, CODEC, lambda: int(time.time() * 1000), os.urandom)  # type: ignore[arg-type]
    if not await log.streams():
        block = Block(id=derived_id("block"), steps=(collect(STEP),))
        await hub.create(c.CreateWorkshop(title={"en": "Day"}, blocks=(block,), expected=2000), "f/anna", WORKSHOP)
    room = await hub.room(WORKSHOP)
    await room.submit(DESK, derived_id("start"), c.StartWorkshop())
    await room.submit(DESK, derived_id("open"), c.OpenActivity(step=STEP))
    await serve(
        app_of(hub),
        listen("127.0.0.1", port),
        lambda server: print(f"ready {port}", flush=True),
        on_stop=lambda: hub.close(500),
        broken=hub.broken,
    )
    await log.close()
    await vault.close()


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def stand(folder: Path, port: int, *flags: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the server until the end of the block, or until it is killed in it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.stand", str(folder), str(port), *flags, cwd=ROOT, stdout=-1
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(20):
            assert await process.stdout.readline() == f"ready {port}\n".encode()
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), "eager" in sys.argv[3:]))
