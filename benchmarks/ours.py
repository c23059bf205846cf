"""This server with one full room: ``python -m benchmarks.ours PORT PHONES FOLDER``.

The real application over SQLite at full durability, as ``facilitator serve`` runs it; seats are given out before
it listens, and FOLDER/room.json tells the load where to go.
"""

import asyncio
import json
import os
import sys
import time
from pathlib import Path

from facilitator.core import commands as c
from facilitator.core.agenda import Block, Step
from facilitator.core.register import OpenInstallation
from facilitator.live.actors import Actor
from facilitator.live.room import Room
from facilitator.log.sqlite import SqliteLog
from facilitator.log.vault import SqliteVault
from facilitator.settings import Settings
from facilitator.web.app import Application, build_app
from facilitator.web.cookies import seat_cookie
from facilitator.web.server import Server, listen, serve
from facilitator.web.sessions import seat_id

WORKSHOP = "benchmark-workshopAAAA"
STEP = Step(id="benchmark-collect-AAAA", kind="collect", identity="nickname", minutes=0)
LEADER = Actor("facilitator", "owner")


async def run(port: int, phones: int, folder: Path) -> None:
    """Serve a room with *phones* seats until ended."""
    settings = Settings(data=folder, host="127.0.0.1", port=port, open_browser=False)
    log = await SqliteLog.open(folder)
    vault = await SqliteVault.open(folder / "vault.sqlite3")
    app = build_app(settings, log, vault, lambda: time.time_ns() // 1_000_000, os.urandom)

    def ready(_server: Server) -> None:
        asyncio.get_running_loop().create_task(_fill(app, phones, folder))

    await serve(app, listen("127.0.0.1", port), ready, on_stop=app.site.hub.close, broken=app.site.hub.broken)
    await vault.close()
    await log.close()


async def _fill(app: Application, phones: int, folder: Path) -> None:
    site = app.site
    await site.register.submit(OpenInstallation(language="en"))
    create = c.CreateWorkshop(
        title={"en": "Benchmark"}, languages=("en",), expected=phones, blocks=(Block(id="b0", steps=(STEP,)),)
    )
    room = await site.create(create, WORKSHOP)
    await room.submit(LEADER, "startAAAAAAAAAAAAAAAAA", c.StartWorkshop())
    seats = [site.sessions.secret() for _ in range(phones)]
    await asyncio.gather(*(_sit(site.sessions.secret(), room, seat, n) for n, seat in enumerate(seats)))
    await room.submit(LEADER, "openAAAAAAAAAAAAAAAAAA", c.OpenActivity(step=STEP.id))
    told = {"cookie": seat_cookie(WORKSHOP), "seats": seats, "workshop": WORKSHOP, "step": STEP.id}
    fresh = folder / "room.part"
    fresh.write_text(json.dumps(told))
    fresh.rename(folder / "room.json")


async def _sit(command_id: str, room: Room, seat: str, number: int) -> None:

    await room.join(seat_id(seat), "en")
    await room.submit(Actor("phone", seat_id(seat)), command_id, c.SetName(nickname=f"Phone {number}"))


if __name__ == "__main__":
    import uvloop

    uvloop.run(run(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])))
