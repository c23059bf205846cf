"""The vault: small secrets that must be deletable for real, so they never go into a log.

Passphrase hashes, sessions, one-time links, join tokens, keys of anonymous activities. What is deleted or replaced
leaves the files at once; what a drive keeps in worn-out cells is beyond any program.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from facilitator.log.errors import DiskFull, StorageError, StorageShut, VaultBroken, VaultDamaged
from facilitator.log.folder import make_private_folder
from facilitator.log.writer import (
    Writer,
    check_format,
    check_pages,
    make_durable,
    meaning,
    open_connection,
    roll_back,
    wipe,
)

FORMAT = 1

_SCHEMA = (
    """CREATE TABLE secret (
        kind TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, expires_at INTEGER,
        PRIMARY KEY (kind, key)
    ) STRICT""",
    f"PRAGMA user_version = {FORMAT}",
)

T = TypeVar("T")


class Vault(Protocol):
    """Secrets by kind and key.

    Times are UTC milliseconds and given by the caller. An expired secret is there until ``sweep``, but whoever says
    what time it is does not get it.

    Raises:
        DiskFull: If there is no room; then nothing changed. A deletion that is asked again is finished.
        StorageShut: From any of these, after ``close``.
        VaultBroken: From any of these, once a write failed in a way that leaves open what was kept.
    """

    async def put(self, kind: str, key: str, value: bytes, expires_at: int | None = None) -> None:
        """Keep a secret, in place of the one that was there."""

    async def get(self, kind: str, key: str, now: int | None = None) -> bytes | None:
        """Return a secret, or nothing if it is not there or has expired at *now*."""

    async def take(self, kind: str, key: str, now: int | None = None) -> bytes | None:
        """Return a secret as ``get`` and delete it, so that of many who ask at once one gets it."""

    async def delete(self, kind: str, key: str) -> None:
        """Delete a secret; one that is not there is no error."""

    async def keys(self, kind: str, prefix: str = "") -> list[str]:
        """Return the keys of a kind that begin with *prefix*, sorted."""

    async def forget(self, kind: str, prefix: str = "") -> int:
        """Delete all of a kind whose keys begin with *prefix*; return how many there were."""

    async def sweep(self, now: int) -> int:
        """Delete all that has expired at *now*; return how many there were."""

    async def close(self) -> None:
        """Let go of everything. Once closed, closing again does nothing."""


class MemoryVault:
    """A vault that lasts as long as the process."""

    def __init__(self) -> None:
        self._secrets: dict[tuple[str, str], tuple[bytes, int | None]] = {}
        self._shut = False

    async def put(self, kind: str, key: str, value: bytes, expires_at: int | None = None) -> None:
        """See ``Vault``."""
        self._opened()[kind, key] = (value, expires_at)

    async def get(self, kind: str, key: str, now: int | None = None) -> bytes | None:
        """See ``Vault``."""
        return _unless_expired(self._opened().get((kind, key)), now)

    async def take(self, kind: str, key: str, now: int | None = None) -> bytes | None:
        """See ``Vault``."""
        return _unless_expired(self._opened().pop((kind, key), None), now)

    async def delete(self, kind: str, key: str) -> None:
        """See ``Vault``."""
        self._opened().pop((kind, key), None)

    async def keys(self, kind: str, prefix: str = "") -> list[str]:
        """See ``Vault``."""
        return sorted(key for of, key in self._opened() if of == kind and key.startswith(prefix))

    async def forget(self, kind: str, prefix: str = "") -> int:
        """See ``Vault``."""
        return self._delete([(kind, key) for key in await self.keys(kind, prefix)])

    async def sweep(self, now: int) -> int:
        """See ``Vault``."""
        return self._delete([name for name, kept in self._opened().items() if _unless_expired(kept, now) is None])

    async def close(self) -> None:
        """See ``Vault``."""
        self._shut = True
        self._secrets.clear()

    def _delete(self, names: list[tuple[str, str]]) -> int:
        for name in names:
            del self._secrets[name]
        return len(names)

    def _opened(self) -> dict[tuple[str, str], tuple[bytes, int | None]]:
        if self._shut:
            raise StorageShut
        return self._secrets


def _unless_expired(kept: tuple[bytes, int | None] | None, now: int | None) -> bytes | None:
    if kept is None:
        return None
    value, expires_at = kept
    return None if now is not None and expires_at is not None and expires_at <= now else value


class _Secrets:
    """The table, on the writer's thread. ``erased`` tells whether something left it since it was last asked."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.erased = False

    def put(self, kind: str, key: str, value: bytes, expires_at: int | None) -> None:
        replaces = self.get(kind, key, None) is not None
        self._connection.execute(
            "INSERT OR REPLACE INTO secret VALUES (?, ?, ?, ?)", (kind, key, value, expires_at)
        )
        self.erased = self.erased or replaces

    def get(self, kind: str, key: str, now: int | None) -> bytes | None:
        kept = self._connection.execute(
            "SELECT value, expires_at FROM secret WHERE kind = ? AND key = ?", (kind, key)
        ).fetchone()
        return _unless_expired(kept, now)

    def take(self, kind: str, key: str, now: int | None) -> bytes | None:
        value = self.get(kind, key, now)
        self.delete(kind, key)
        return value

    def delete(self, kind: str, key: str) -> None:
        self._delete("DELETE FROM secret WHERE kind = ? AND key = ?", (kind, key))

    def keys(self, kind: str, prefix: str) -> list[str]:
        found = self._connection.execute(
            "SELECT key FROM secret WHERE kind = ? AND substr(key, 1, ?) = ?", (kind, len(prefix), prefix)
        ).fetchall()
        return sorted(key for (key,) in found)

    def forget(self, kind: str, prefix: str) -> int:
        return self._delete(
            "DELETE FROM secret WHERE kind = ? AND substr(key, 1, ?) = ?", (kind, len(prefix), prefix)
        )

    def sweep(self, now: int) -> int:
        return self._delete("DELETE FROM secret WHERE expires_at <= ?", (now,))

    def _delete(self, query: str, values: tuple[Any, ...]) -> int:
        gone = self._connection.execute(query, values).rowcount
        self.erased = self.erased or gone > 0
        return gone


class _Job:
    def __init__(self, work: Callable[[_Secrets], Any]) -> None:
        self.work = work
        self.answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()


class SqliteVault:
    """A vault in an SQLite file of its own, readable by this user alone. Made by ``open``.

    It keeps a write-ahead log, because secrets are put far more often than deleted (a hall of phones that joins)
    and a put then waits for the disk once. Where something was deleted, the file is written anew and the
    write-ahead log cut to nothing before the answer: a vault is small.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection
        self._secrets = _Secrets(connection)
        self._found = ""
        self._writer: Writer[_Job] = Writer(path, self._carry_out, self._end)

    @classmethod
    async def open(cls, path: Path) -> "SqliteVault":
        """Open the vault; make it if it is not there.

        Raises:
            DataFolderUnwritable, DataFolderInUse, DiskFull, NewerFormat, VaultDamaged: As their names say.
        """
        return cls(path, await asyncio.to_thread(_open, path))

    async def put(self, kind: str, key: str, value: bytes, expires_at: int | None = None) -> None:
        """See ``Vault``."""
        await self._ask(lambda secrets: secrets.put(kind, key, value, expires_at))

    async def get(self, kind: str, key: str, now: int | None = None) -> bytes | None:
        """See ``Vault``."""
        return await self._ask(lambda secrets: secrets.get(kind, key, now))

    async def take(self, kind: str, key: str, now: int | None = None) -> bytes | None:
        """See ``Vault``."""
        return await self._ask(lambda secrets: secrets.take(kind, key, now))

    async def delete(self, kind: str, key: str) -> None:
        """See ``Vault``."""
        await self._ask(lambda secrets: secrets.delete(kind, key))

    async def keys(self, kind: str, prefix: str = "") -> list[str]:
        """See ``Vault``."""
        return await self._ask(lambda secrets: secrets.keys(kind, prefix))

    async def forget(self, kind: str, prefix: str = "") -> int:
        """See ``Vault``."""
        return await self._ask(lambda secrets: secrets.forget(kind, prefix))

    async def sweep(self, now: int) -> int:
        """See ``Vault``."""
        return await self._ask(lambda secrets: secrets.sweep(now))

    async def close(self) -> None:
        """See ``Vault``."""
        await self._writer.stop()

    async def _ask(self, work: Callable[[_Secrets], T]) -> T:
        job = _Job(work)
        self._writer.submit(job)
        result: T = await job.answer
        return result

    def _carry_out(self, jobs: list[_Job]) -> Callable[[], None]:
        outcomes = self._outcomes(jobs)
        return lambda: _answer(jobs, outcomes)

    def _outcomes(self, jobs: list[_Job]) -> list[Any]:
        if self._found:
            return [VaultBroken(self._path, self._found) for _ in jobs]
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            outcomes = [self._attempted(job) for job in jobs]
            self._connection.execute("COMMIT")
            if self._secrets.erased:
                wipe(self._connection)
                self._secrets.erased = False
        except sqlite3.Error as error:
            return [self._failed(error) for _ in jobs]
        except Exception as error:
            self._found = type(error).__name__
            return [VaultBroken(self._path, self._found) for _ in jobs]
        return outcomes

    def _attempted(self, job: _Job) -> Any:
        try:
            return job.work(self._secrets)
        except (UnicodeError, OverflowError) as wrong:
            # Before any statement ran: a name or number that no file can hold is that caller's error alone.
            return wrong

    def _failed(self, error: sqlite3.Error) -> StorageError:
        if isinstance(meaning(error, self._path), DiskFull):
            try:
                roll_back(self._connection)
            except sqlite3.Error as worse:
                self._found = str(worse)
            else:
                return DiskFull(self._path)
        self._found = self._found or str(error)
        return VaultBroken(self._path, self._found)

    def _end(self) -> None:
        try:
            self._connection.close()
        except sqlite3.Error as error:
            self._found = self._found or str(error)


def _open(path: Path) -> sqlite3.Connection:
    make_private_folder(path.parent)
    connection: sqlite3.Connection | None = None
    is_ready = False
    try:
        connection = open_connection(path)
        _prepare(connection, path)
        is_ready = True
    except sqlite3.Error as error:
        raise meaning(error, path) or VaultDamaged(path, str(error)) from error
    except UnicodeError as error:
        # Damaged text, in the very words of SQLite's error about it.
        raise VaultDamaged(path, "text that is not UTF-8") from error
    finally:
        if connection is not None and not is_ready:
            connection.close()
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    found = check_format(connection, path, FORMAT)
    make_durable(connection)
    # Writing the file anew would else leave the secrets in a temporary file for a moment.
    connection.execute("PRAGMA temp_store=MEMORY")
    if found == 0:
        connection.execute("BEGIN IMMEDIATE")
        for statement in _SCHEMA:
            connection.execute(statement)
        connection.execute("COMMIT")
        return
    damage = check_pages(connection)
    if damage:
        raise VaultDamaged(path, damage)
    # A process may have ended between deleting and wiping.
    wipe(connection)


def _answer(jobs: list[_Job], outcomes: list[Any]) -> None:
    for job, outcome in zip(jobs, outcomes, strict=True):
        if job.answer.done():
            continue
        if isinstance(outcome, Exception):
            job.answer.set_exception(outcome)
        else:
            job.answer.set_result(outcome)
