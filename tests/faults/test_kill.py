"""The server is killed in the middle of writing, again and again: nothing acknowledged is lost or counts twice."""

import asyncio
import json
import random
from pathlib import Path

import pytest
from websockets.exceptions import WebSocketException

from facilitator.log.sqlite import SqliteLog
from tests.faults.stand import STEP, WORKSHOP, free_port, stand
from tests.live.served import Phone
from tests.live.stage import new_id, until

CLIENTS = 50
ACKS_BEFORE_A_KILL = 60


class Writer:
    """A phone that writes notes while it may, and comes back until it is told to stop."""

    def __init__(self, address: str, number: int, chance: random.Random) -> None:
        self.phone = Phone(address, WORKSHOP, f"seat{number}")
        self.may_write = True
        self._chance = chance
        self._task = asyncio.create_task(self._live())

    async def _live(self) -> None:
        while True:
            try:
                await self.phone.come()
                if not self.phone.done:
                    await self.phone.ask("SetName", name="Name")
                await self._write()
            except (OSError, WebSocketException, TimeoutError, EOFError):
                pass
            await asyncio.sleep(self._chance.uniform(0.01, 0.2))

    async def _write(self) -> None:
        reading = self.phone._reading
        assert reading is not None
        while not reading.done():
            if self.may_write and len(self.phone.outbox) < 3:
                await self.phone.ask("PostNote", new_id(), activity=STEP, text="a note")
            await asyncio.sleep(self._chance.uniform(0.01, 0.1))

    async def stop(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self.phone.leave()


async def killed(folder: Path, times: int, *flags: str) -> None:
    """Kill the server so many times under fifty writers, let them catch up, and check what is kept."""
    port, chance = free_port(), random.Random(3)
    writers: list[Writer] = []
    try:
        for _ in range(times):
            async with stand(folder, port, *flags) as process:
                writers = writers or [Writer(f"127.0.0.1:{port}", n, chance) for n in range(CLIENTS)]
                await more_acknowledged(writers)
                process.kill()
                await process.wait()
        for writer in writers:
            writer.may_write = False
        async with stand(folder, port, *flags):
            await until(lambda: all(not writer.phone.outbox and writer.phone.done for writer in writers), 20)
            # Looked at while all are here: what the room shows changes again as they leave one by one.
            views = await views_once_alike([writer.phone for writer in writers], 20)
    finally:
        for writer in writers:
            await writer.stop()
    await check(folder, [writer.phone for writer in writers])
    assert len(views) == 1, "a client did not catch up"


async def views_once_alike(phones: list[Phone], within_s: float) -> set[tuple[int | None, str]]:
    """Return what the phones show: one view once they have caught up, or all there are when the time is over."""
    loop = asyncio.get_running_loop()
    ends_at = loop.time() + within_s
    while True:
        views = {(phone.v, json.dumps(phone.view, sort_keys=True)) for phone in phones}
        if len(views) == 1 or loop.time() > ends_at:
            return views
        await asyncio.sleep(0.02)


async def more_acknowledged(writers: list[Writer]) -> None:
    def in_all() -> int:
        return sum(len(writer.phone.done) for writer in writers)

    enough = in_all() + ACKS_BEFORE_A_KILL
    await until(lambda: in_all() >= enough, 20)


async def check(folder: Path, phones: list[Phone]) -> None:
    """Hold what the phones were told against what is in the log."""
    log = await SqliteLog.open(folder)
    entries = await log.read(f"w/{WORKSHOP}")
    await log.close()
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    ids = [entry.id for entry in entries]
    assert len(set(ids)) == len(ids), "something counted twice"
    told = {command_id: result for phone in phones for command_id, result in phone.done.items()}
    saved = {command_id: result["seq"] for command_id, result in told.items() if "seq" in result}
    kept = {entry.id: entry.seq for entry in entries}
    assert saved.items() <= kept.items(), "an acknowledged one is lost"
    assert saved.keys() == told.keys(), "a valid command was refused"
    written = {entry.id for entry in entries if entry.by.startswith("p/")}
    assert written <= told.keys(), "something nobody asked for"


async def test_rs4_nothing_acknowledged_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    await killed(tmp_path, 3)


@pytest.mark.faults
async def test_nothing_acknowledged_is_lost_in_fifteen_kills(tmp_path: Path) -> None:
    await killed(tmp_path, 15)


async def test_the_check_finds_a_server_that_says_yes_too_early(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="acknowledged one is lost"):
        await killed(tmp_path, 1, "eager")
