"""What any log promises, whatever keeps it. One suite holds all engines to it.

A stream is entries with dense positions from 1. Its *epoch* changes whenever what was already told could have
become untrue; its *chain* is a running hash over all that it holds.
"""

from asyncio import Future
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from facilitator.core.entry import Entry

# Told of committed entries on the event loop, in order of seq, before the append that made them returns. One that
# raises is reported to the loop's exception handler and hears nothing more: it would have a gap.
Heard = Callable[[list[Entry]], None]


class Draft(msgspec.Struct, frozen=True):
    """An entry that has no position yet.

    Attributes:
        at: UTC milliseconds; 0 in anonymous activities.
        by: The author, as the entry keeps it.
        id: The command's id; with *by* it counts once for the whole life of the stream.
        seed: 32 bits of chance.
        command: One JSON value in UTF-8 without space around it; its bytes are kept as they are.
    """

    at: int
    by: str
    id: str
    seed: int
    command: bytes


class Head(msgspec.Struct, frozen=True):
    """Where a stream stands. A stream that nobody wrote to is at 0, in no epoch.

    Attributes:
        seq: Position of the last entry.
        epoch: Changes on redaction, and when a copy is put back or a loss accepted.
        chain: 32 bytes, see ``facilitator.log.chain``.
    """

    seq: int
    epoch: str
    chain: bytes


class Log(Protocol):
    """Streams of entries.

    Raises:
        StorageShut: From any of these, after ``close``.
        LogBroken: From any of these, once a write failed in a way that leaves open what was kept.
    """

    @property
    def broken(self) -> "Future[Exception]":
        """Resolves to the error once nothing more is kept through this log: the server must then stop."""

    async def append(self, stream: str, draft: Draft) -> int:
        """Return the draft's position once it is durable.

        A known (by, id) returns its first position and appends nothing. The time kept is the latest the stream
        has seen if that is later, except that 0 stays 0.

        Raises:
            ValueError: If the draft is none that an entry can hold exactly.
            LogClosed: If the stream is closed and the draft is new.
            DiskFull: If there is no room; then it is not kept.
        """

    async def append_all(self, stream: str, drafts: Sequence[Draft]) -> list[int]:
        """Append all or none, in one transaction; else as ``append``."""

    async def follow(self, stream: str, after: int, heard: Heard) -> Callable[[], None]:
        """Tell all kept entries after a position, then live ones, without a gap; return what ends it.

        What is kept is told before this returns. Dropping the stream ends all following of it.
        """

    async def read(self, stream: str, after: int = 0, limit: int | None = None) -> list[Entry]:
        """Return entries after a position, at most *limit*."""

    async def head(self, stream: str) -> Head:
        """Return where the stream stands."""

    async def streams(self, prefix: str = "") -> list[str]:
        """Return the names of all streams that begin with *prefix*, closed ones too, sorted."""

    async def redact(self, stream: str, replacements: Mapping[int, bytes]) -> str:
        """Put other commands in the place of those at some positions; return the new epoch.

        Positions, times, authors and ids stay. The old bytes are gone for good. Works on closed streams too.
        Followers are not told: whoever redacts opens the room anew.

        Raises:
            NoSuchEntry: If a position is not in the stream; then nothing is redacted.
            ValueError: If a replacement is not one JSON value.
            DiskFull: If there is no room to write the file anew; asked again it is finished.
        """

    async def drop(self, stream: str) -> None:
        """Delete the stream for good; one that is not there is no error.

        Raises:
            DiskFull: If there is no room to write the file anew; asked again it is finished.
        """

    async def close_stream(self, stream: str) -> None:
        """Turn the stream's entries into one compressed block. It reads as before and takes nothing new."""

    async def copy_to(self, path: Path) -> None:
        """Write a consistent copy of everything to a file, which replaces what was there.

        Raises:
            DataFolderUnwritable: If the file cannot be written.
            DiskFull: If there is no room for it.
        """

    async def close(self) -> None:
        """Finish what waits, then let go of everything. Once closed, closing again does nothing."""
