"""The engines that keep the log's promises. A new one joins every test of the contract by one more row here."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from facilitator.log.contract import Log
from facilitator.log.memory import MemoryLog
from facilitator.log.sqlite import SqliteLog

OpenLog = Callable[[Path], Awaitable[Log]]


async def open_memory(folder: Path) -> Log:
    return MemoryLog()


async def open_sqlite(folder: Path) -> Log:
    return await SqliteLog.open(folder)


ENGINES: dict[str, OpenLog] = {"memory": open_memory, "sqlite": open_sqlite}
