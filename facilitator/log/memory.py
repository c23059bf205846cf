"""A log that lasts as long as the process: for rehearsals, demos and tests. Keeps every promise but durability."""

import asyncio
import secrets
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from facilitator.core.entry import Entry
from facilitator.log.chain import (
    START,
    Tip,
    chained,
    check_command,
    check_draft,
    entry_after,
    entry_from,
    pack,
    redacted,
    unpack,
)
from facilitator.log.contract import Draft, Head, Heard
from facilitator.log.errors import LogClosed, NoSuchEntry, StorageShut
from facilitator.log.folder import unwritable
from facilitator.log.followers import Followers


def new_epoch() -> str:
    """Return a name that no other epoch has."""
    return secrets.token_urlsafe(9)


class _Stream:
    def __init__(self, epoch: str) -> None:
        self.epoch = epoch
        self.tip = Tip()
        self.kept: list[bytes] = []
        self.seq_of: dict[tuple[str, str], int] = {}
        self.block: bytes | None = None

    def entries(self) -> list[bytes]:
        return self.kept if self.block is None else unpack(self.block, self.tip.chain)


class MemoryLog:
    """Keeps streams in memory; every operation happens at once, between two steps of the event loop.

    Args:
        epochs: Names a new epoch each time it is called.
    """

    def __init__(self, epochs: Callable[[], str] = new_epoch) -> None:
        self._streams: dict[str, _Stream] = {}
        self._followers = Followers()
        self._epochs = epochs
        self._broken: asyncio.Future[Exception] | None = None
        self._shut = False

    @property
    def broken(self) -> "asyncio.Future[Exception]":
        """Never resolves: memory does not break."""
        if self._broken is None:
            self._broken = asyncio.get_running_loop().create_future()
        return self._broken

    async def append(self, stream: str, draft: Draft) -> int:
        """See ``Log``."""
        return (await self.append_all(stream, [draft]))[0]

    async def append_all(self, stream: str, drafts: Sequence[Draft]) -> list[int]:
        """See ``Log``."""
        self._check_open()
        for draft in drafts:
            check_draft(draft)
        if not drafts:
            return []
        found = self._streams.get(stream) or _Stream(self._epochs())
        if found.block is not None and any((draft.by, draft.id) not in found.seq_of for draft in drafts):
            raise LogClosed(stream)
        self._streams[stream] = found
        told: list[Entry] = []
        for draft in drafts:
            if (draft.by, draft.id) not in found.seq_of:
                found.tip, entry, kept = entry_after(found.tip, draft)
                found.kept.append(kept)
                found.seq_of[draft.by, draft.id] = entry.seq
                told.append(entry)
        if told:
            self._followers.tell(stream, told)
        return [found.seq_of[draft.by, draft.id] for draft in drafts]

    async def follow(self, stream: str, after: int, heard: Heard) -> Callable[[], None]:
        """See ``Log``."""
        return self._followers.add(stream, after, await self.read(stream, after), heard)

    async def read(self, stream: str, after: int = 0, limit: int | None = None) -> list[Entry]:
        """See ``Log``."""
        self._check_open()
        found = self._streams.get(stream)
        if found is None:
            return []
        first = max(after, 0)
        last = None if limit is None else first + max(limit, 0)
        return [entry_from(kept) for kept in found.entries()[first:last]]

    async def head(self, stream: str) -> Head:
        """See ``Log``."""
        self._check_open()
        found = self._streams.get(stream)
        return Head(found.tip.seq, found.epoch, found.tip.chain) if found else Head(0, "", START)

    async def streams(self, prefix: str = "") -> list[str]:
        """See ``Log``."""
        self._check_open()
        return sorted(name for name in self._streams if name.startswith(prefix))

    async def redact(self, stream: str, replacements: Mapping[int, bytes]) -> str:
        """See ``Log``."""
        self._check_open()
        for command in replacements.values():
            check_command(command)
        found = self._streams.get(stream)
        for seq in replacements:
            if found is None or not 1 <= seq <= found.tip.seq:
                raise NoSuchEntry(stream, seq)
        if found is None:
            return ""
        rows = chained(redacted(found.entries(), replacements))
        found.tip, found.epoch = rows[-1][0], self._epochs()
        found.kept = [kept for _, kept in rows]
        if found.block is not None:
            found.block, found.kept = pack(found.kept), []
        return found.epoch

    async def drop(self, stream: str) -> None:
        """See ``Log``."""
        self._check_open()
        self._streams.pop(stream, None)
        self._followers.drop(stream)

    async def close_stream(self, stream: str) -> None:
        """See ``Log``."""
        self._check_open()
        found = self._streams.get(stream)
        if found is not None and found.block is None:
            found.block, found.kept = pack(found.kept), []

    async def copy_to(self, path: Path) -> None:
        """Write all streams as one MessagePack map: name → epoch, closed, bytes of the entries."""
        self._check_open()
        whole = {
            name: (found.epoch, found.block is not None, found.entries())
            for name, found in sorted(self._streams.items())
        }
        try:
            await asyncio.to_thread(path.write_bytes, msgspec.msgpack.encode(whole))
        except OSError as error:
            raise unwritable(path.parent, error) from error

    async def close(self) -> None:
        """See ``Log``."""
        self._shut = True

    def _check_open(self) -> None:
        if self._shut:
            raise StorageShut
