"""The log in SQLite: the embedded default, no server. One writer thread owns the one connection.

Whatever waits when the writer is free becomes one commit; the anchor follows it, then those who follow the stream
are told, then those who asked are answered.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, TypeVar

from facilitator.core.entry import Entry
from facilitator.log.chain import ChainBroken, check_command, check_draft
from facilitator.log.contract import Draft, Head, Heard
from facilitator.log.errors import DataFolderUnwritable, DiskFull, LogBroken, LogError, StorageError
from facilitator.log.followers import Followers
from facilitator.log.memory import new_epoch
from facilitator.log.opening import OpenedLog
from facilitator.log.tables import Appended, Tables
from facilitator.log.writer import Writer, meaning

T = TypeVar("T")
# Appends share a commit with their neighbours in the queue, and so do erasures, which end with one wipe.
_Sort = Literal["append", "erase", "change", "read", "follow", "copy"]
_SHARED: frozenset[_Sort] = frozenset({"append", "erase"})
_READING: frozenset[_Sort] = frozenset({"read", "follow"})


class _Job:
    """One request: what is done on the thread, then on the event loop with what came of it."""

    def __init__(self, sort: _Sort, work: Callable[[Tables], Any], finish: Callable[[Any], Any]) -> None:
        self.sort = sort
        self.work = work
        self.answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._finish = finish

    def resolve(self, outcome: Any) -> None:
        """Answer who asked. One who no longer waits does not begin to follow; what was done is done."""
        if self.answer.done() and self.sort == "follow":
            return
        try:
            result = outcome if isinstance(outcome, Exception) else self._finish(outcome)
        except Exception as error:
            result = error
        if self.answer.done():
            return
        if isinstance(result, Exception):
            self.answer.set_exception(result)
        else:
            self.answer.set_result(result)


class SqliteLog:
    """See ``Log``. Made by ``open``.

    Attributes:
        path: The main file.
        broken: Resolves to the error once nothing more is kept through this log.
    """

    def __init__(self, opened: OpenedLog) -> None:
        self.path = opened.path
        self.broken: asyncio.Future[Exception] = asyncio.get_running_loop().create_future()
        self._opened = opened
        self._tables = opened.tables
        self._followers = Followers()
        self._found = ""  # what broke it; of the writer's thread
        self._writer: Writer[_Job] = Writer(opened.path, self._carry_out, self._end)

    @classmethod
    async def open(
        cls, folder: Path, *, accept_loss: bool = False, epochs: Callable[[], str] = new_epoch
    ) -> "SqliteLog":
        """Open the log of a data folder and verify all of it.

        Args:
            folder: The data folder; made if it is not there.
            accept_loss: Go on with what is whole where something is damaged; a copy as found is kept.
            epochs: Names a new epoch each time it is called.

        Raises:
            DataFolderUnwritable, DataFolderInUse, DiskFull, NewerFormat, LogDamaged, LogBroken: As their names say.
        """
        return cls(await asyncio.to_thread(OpenedLog, folder, accept_loss, epochs))

    @property
    def commits(self) -> int:
        """How many commits changed something, since the file was made."""
        return self._tables.mark.commits

    async def append(self, stream: str, draft: Draft) -> int:
        """See ``Log``."""
        return (await self.append_all(stream, (draft,)))[0]

    async def append_all(self, stream: str, drafts: Sequence[Draft]) -> list[int]:
        """See ``Log``."""
        for draft in drafts:
            check_draft(draft)

        def work(tables: Tables) -> tuple[str, Appended]:
            return stream, tables.append(stream, drafts)

        return await self._ask("append", work, lambda done: done[1].seqs)

    async def follow(self, stream: str, after: int, heard: Heard) -> Callable[[], None]:
        """See ``Log``."""

        def begin(kept: list[Entry]) -> Callable[[], None]:
            return self._followers.add(stream, after, kept, heard)

        job = self._submit("follow", lambda tables: tables.read(stream, after, None), begin)
        try:
            stop: Callable[[], None] = await job.answer
        except asyncio.CancelledError:
            # It may have begun in the moment its caller was cancelled: then nobody else could end it.
            if job.answer.done() and not job.answer.cancelled() and job.answer.exception() is None:
                job.answer.result()()
            raise
        return stop

    async def read(self, stream: str, after: int = 0, limit: int | None = None) -> list[Entry]:
        """See ``Log``."""
        return await self._ask("read", lambda tables: tables.read(stream, after, limit), _as_it_is)

    async def head(self, stream: str) -> Head:
        """See ``Log``."""
        return await self._ask("read", lambda tables: tables.head(stream), _as_it_is)

    async def streams(self, prefix: str = "") -> list[str]:
        """See ``Log``."""
        return await self._ask("read", lambda tables: tables.streams(prefix), _as_it_is)

    async def redact(self, stream: str, replacements: Mapping[int, bytes]) -> str:
        """See ``Log``."""
        for command in replacements.values():
            check_command(command)
        return await self._ask("erase", lambda tables: tables.redact(stream, replacements), _as_it_is)

    async def drop(self, stream: str) -> None:
        """See ``Log``."""
        await self._ask("erase", lambda tables: tables.drop(stream), lambda _: self._followers.drop(stream))

    async def close_stream(self, stream: str) -> None:
        """See ``Log``."""
        await self._ask("change", lambda tables: tables.close_stream(stream), _as_it_is)

    async def copy_to(self, path: Path) -> None:
        """See ``Log``. The copy is a file that ``facilitator.log.opening.put_back`` takes."""

        def work(tables: Tables) -> Exception | None:
            try:
                tables.copy_to(path)
            except sqlite3.Error as error:
                return meaning(error, path) or DataFolderUnwritable(path.parent, str(error))
            except OSError as error:
                return DataFolderUnwritable(path.parent, error.strerror or str(error))
            except StorageError as error:
                return error
            return None

        await self._ask("copy", work, _as_it_is)

    async def close(self) -> None:
        """See ``Log``."""
        await self._writer.stop()

    async def _ask(self, sort: _Sort, work: Callable[[Tables], Any], finish: Callable[[Any], T]) -> T:
        result: T = await self._submit(sort, work, finish).answer
        return result

    def _submit(self, sort: _Sort, work: Callable[[Tables], Any], finish: Callable[[Any], Any]) -> _Job:
        job = _Job(sort, work, finish)
        self._writer.submit(job)
        return job

    # --- on the writer's thread --------------------------------------------------------------------------

    def _carry_out(self, jobs: list[_Job]) -> Callable[[], None]:
        done: list[tuple[list[_Job], list[Any]]] = []
        for sort, some in groupby(jobs, lambda job: job.sort):
            neighbours = list(some)
            for run in [neighbours] if sort in _SHARED else [[job] for job in neighbours]:
                done.append((run, self._outcomes(sort, run)))
        found = self._found
        return lambda: self._tell(done, found)

    def _outcomes(self, sort: _Sort, run: list[_Job]) -> list[Any]:
        """Do jobs that share a commit; return each one's result or error."""
        if self._found:
            return [LogBroken(self.path, self._found) for _ in run]
        try:
            if sort in _READING or sort == "copy":
                return [self._attempted(job) for job in run]
            return self._changed(sort, run)
        except (sqlite3.Error, OSError) as error:
            return self._failed(run, error)
        except ChainBroken as error:
            return self._broke(run, f"a closed stream that is not what was kept, from entry {error.seq}")
        except Exception as error:
            return self._broke(run, type(error).__name__)

    def _changed(self, sort: _Sort, run: list[_Job]) -> list[Any]:
        self._tables.begin()
        outcomes = [self._attempted(job) for job in run]
        if self._tables.commit():
            self._opened.anchor.write(self._tables.mark)
        if sort == "erase":
            self._tables.wipe()
        return outcomes

    def _attempted(self, job: _Job) -> Any:
        try:
            return job.work(self._tables)
        except (LogError, UnicodeError, OverflowError) as no:
            # Each is raised before the job's first statement ran. A name or number that no file can hold is that
            # caller's error alone.
            return no

    def _failed(self, run: list[_Job], error: Exception) -> list[Any]:
        is_full = isinstance(error, sqlite3.Error) and isinstance(meaning(error, self.path), DiskFull)
        if not is_full:
            return self._broke(run, str(error))
        try:
            self._tables.roll_back()
        except sqlite3.Error as worse:
            return self._broke(run, str(worse))
        return [DiskFull(self.path) for _ in run]

    def _broke(self, run: list[_Job], found: str) -> list[Any]:
        # No second try: after a failed fsync the system may call pages clean that never reached the disk.
        self._found = found
        return [LogBroken(self.path, found) for _ in run]

    def _end(self) -> None:
        try:
            self._opened.close()
        except sqlite3.Error as error:
            self._found = self._found or str(error)

    # --- on the event loop -------------------------------------------------------------------------------

    def _tell(self, done: list[tuple[list[_Job], list[Any]]], found: str) -> None:
        for run, outcomes in done:
            if run[0].sort == "append":
                self._tell_followers(outcomes)
            for job, outcome in zip(run, outcomes, strict=True):
                job.resolve(outcome)
        if found and not self.broken.done():
            self.broken.set_result(LogBroken(self.path, found))

    def _tell_followers(self, outcomes: list[Any]) -> None:
        new: dict[str, list[Entry]] = {}
        for outcome in outcomes:
            if isinstance(outcome, tuple) and outcome[1].entries:
                new.setdefault(outcome[0], []).extend(outcome[1].entries)
        for stream, entries in new.items():
            self._followers.tell(stream, entries)


def _as_it_is(result: T) -> T:
    return result
