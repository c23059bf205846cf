import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from facilitator.core.entry import Entry
from facilitator.log.contract import Draft
from facilitator.log.errors import DataFolderInUse, DataFolderUnwritable, DiskFull, LogBroken, StorageError
from facilitator.log.opening import put_back
from facilitator.log.sqlite import SqliteLog

W = "w/one"
ROOT = Path(__file__).parents[2]


def draft(number: int, command: bytes = b'{"do":"Say"}') -> Draft:
    return Draft(1000, "p/a", f"id{number}", number, command)


async def test_what_was_kept_is_there_after_opening_again(tmp_path: Path) -> None:
    log = await SqliteLog.open(tmp_path)
    await log.append_all(W, [draft(n) for n in range(5)])
    await log.append("w/closed", draft(1))
    await log.close_stream("w/closed")
    told = [(await log.head(name), await log.read(name)) for name in (W, "w/closed")]
    await log.close()
    await log.close()
    log = await SqliteLog.open(tmp_path)
    assert [(await log.head(name), await log.read(name)) for name in (W, "w/closed")] == told
    assert await log.append(W, draft(3)) == 4
    await log.close()


async def test_many_who_append_at_once_share_few_commits(tmp_path: Path) -> None:
    log = await SqliteLog.open(tmp_path)
    heard: list[list[Entry]] = []
    await log.follow(W, 0, heard.append)
    seqs = await asyncio.gather(*(log.append(W, draft(n)) for n in range(200)))
    assert sorted(seqs) == list(range(1, 201))
    assert 1 <= log.commits <= 5
    assert len(heard) == log.commits
    await log.close()


async def test_one_bad_request_does_not_harm_those_who_share_its_commit(tmp_path: Path) -> None:
    log = await SqliteLog.open(tmp_path)
    await log.append("w/closed", draft(1))
    await log.close_stream("w/closed")
    answers = await asyncio.gather(
        log.append(W, draft(1)),
        log.append("w/closed", draft(2)),
        log.append("w/\ud800", draft(3)),
        log.append(W, draft(4)),
        return_exceptions=True,
    )
    assert [answers[0], answers[3]] == [1, 2]
    assert [type(answer).__name__ for answer in answers[1:3]] == ["LogClosed", "UnicodeEncodeError"]
    assert [len(await log.read(name)) for name in (W, "w/closed")] == [2, 1]
    await log.close()


async def test_what_is_redacted_or_dropped_is_in_no_file_any_more(tmp_path: Path) -> None:
    def raw() -> bytes:
        return b"".join(path.read_bytes() for path in tmp_path.iterdir())

    log = await SqliteLog.open(tmp_path)
    for number in range(300):
        await log.append(f"w/{number % 3}", draft(number, b'"SECRET%d %s"' % (number % 3, b"x" * (number % 90))))
    await log.close_stream("w/2")
    assert all(b"SECRET%d" % n in raw() for n in range(3))
    await log.redact("w/0", dict.fromkeys(range(1, 101), b"null"))
    assert b"SECRET0" not in raw()
    assert b"SECRET1" in raw()
    await log.drop("w/1")
    await log.drop("w/2")
    assert b"SECRET" not in raw()
    assert len(await log.read("w/0")) == 100
    await log.close()
    assert b"SECRET" not in raw()


async def test_a_running_log_can_be_copied_and_the_copy_put_back(tmp_path: Path) -> None:
    log = await SqliteLog.open(tmp_path / "data")
    posts = [asyncio.ensure_future(log.append(W, draft(n))) for n in range(100)]
    await log.append(W, draft(1000))
    await log.copy_to(tmp_path / "copy")
    await asyncio.gather(*posts)
    whole = await log.read(W)
    with pytest.raises(DataFolderUnwritable):
        await log.copy_to(tmp_path / "none" / "copy")
    await log.append(W, draft(2000))
    await log.close()
    put_back(tmp_path / "copy", tmp_path / "other")
    log = await SqliteLog.open(tmp_path / "other")
    assert await log.read(W) == whole
    await log.close()


async def test_a_folder_is_free_again_once_the_log_is_closed(tmp_path: Path) -> None:
    first = await SqliteLog.open(tmp_path)
    with pytest.raises(DataFolderInUse):
        await SqliteLog.open(tmp_path)
    await first.close()
    await (await SqliteLog.open(tmp_path)).close()


async def test_one_who_is_cancelled_while_beginning_to_follow_does_not_follow(tmp_path: Path) -> None:
    log = await SqliteLog.open(tmp_path)
    heard: list[Entry] = []
    cancelled = 0
    for steps in range(200):
        following = asyncio.ensure_future(log.follow(W, 0, heard.extend))
        for _ in range(steps % 20):
            await asyncio.sleep(0)
        following.cancel()
        (stop,) = await asyncio.gather(following, return_exceptions=True)
        if isinstance(stop, asyncio.CancelledError):
            cancelled += 1
        elif not isinstance(stop, BaseException):
            stop()
    assert cancelled > 20
    heard.clear()
    await log.append(W, draft(1))
    assert heard == []
    await log.close()


# --- the disk --------------------------------------------------------------------------------------------


async def test_a_full_disk_refuses_that_request_and_later_ones_work_again(tmp_path: Path) -> None:
    log = await SqliteLog.open(tmp_path)
    await log.append(W, draft(1))
    heard: list[int] = []
    await log.follow(W, 1, lambda entries: heard.extend(e.seq for e in entries))
    connection = log._tables.connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count={pages + 2}")
    with pytest.raises(DiskFull, match="make room"):
        await log.append(W, draft(2, b'"%s"' % (b"x" * 100_000)))
    assert await log.append(W, draft(3)) == 2
    connection.execute("PRAGMA max_page_count=1000000")
    assert await log.append(W, draft(2, b'"%s"' % (b"x" * 100_000))) == 3
    assert heard == [2, 3]
    assert not log.broken.done()
    await log.close()
    log = await SqliteLog.open(tmp_path)
    assert [e.id for e in await log.read(W)] == ["id1", "id3", "id2"]
    await log.close()


async def test_an_erasure_for_which_there_was_no_room_is_finished_when_asked_again(tmp_path: Path) -> None:
    log = await SqliteLog.open(tmp_path)
    await log.append_all(W, [draft(n, b'"SECRET%s"' % (b"x" * 900)) for n in range(300)])
    connection = log._tables.connection
    real = log._tables.wipe

    def no_room() -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages}")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE filler (a)")
        connection.execute("INSERT INTO filler VALUES (zeroblob(5000000))")

    log._tables.wipe = no_room  # type: ignore[method-assign]
    with pytest.raises(DiskFull):
        await log.drop(W)
    log._tables.wipe = real  # type: ignore[method-assign]
    connection.execute("PRAGMA max_page_count=1000000")
    assert await log.streams() == []
    await log.drop(W)
    assert b"SECRET" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    await log.close()


BROKEN = """
import asyncio, resource, sys
from pathlib import Path
from facilitator.log.contract import Draft
from facilitator.log.errors import LogBroken, StorageError
from facilitator.log.sqlite import SqliteLog

async def main():
    log = await SqliteLog.open(Path(sys.argv[1]))
    acked, answers = 0, []
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
    for number in range(3000):
        try:
            await log.append("w/one", Draft(1, "p/a", str(number), 0, b'"' + b"x" * 500 + b'"'))
            assert not answers, "an acknowledgement after a failed write"
            acked += 1
        except StorageError as error:
            answers.append(type(error).__name__)
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            if len(answers) == 5:
                break
    error = await asyncio.wait_for(log.broken, 5)
    for ask in (log.read("w/one"), log.head("w/one"), log.copy_to(Path(sys.argv[1]) / "copy")):
        try:
            await ask
        except LogBroken:
            answers.append("LogBroken")
    await log.close()
    print(acked, type(error).__name__, *answers)

asyncio.run(main())
"""


async def test_after_a_failed_write_nothing_more_is_acknowledged(tmp_path: Path) -> None:
    child = subprocess.run(
        [sys.executable, "-c", BROKEN, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert child.returncode == 0, child.stderr
    acked, *answers = child.stdout.split()
    assert int(acked) > 10
    assert answers == ["LogBroken"] * 9
    log = await SqliteLog.open(tmp_path)
    ids = [e.id for e in await log.read(W)]
    assert ids[: int(acked)] == [str(n) for n in range(int(acked))]
    assert len(ids) <= int(acked) + 1
    await log.close()


async def test_an_anchor_that_cannot_be_written_breaks_the_log(tmp_path: Path) -> None:
    log = await SqliteLog.open(tmp_path)
    await log.append(W, draft(1))
    log._opened.anchor.close()
    with pytest.raises(LogBroken):
        await log.append(W, draft(2))
    assert isinstance(await asyncio.wait_for(log.broken, 5), LogBroken)
    with pytest.raises(LogBroken):
        await log.read(W)
    await log.close()
    log = await SqliteLog.open(tmp_path)
    assert len(await log.read(W)) == 2
    await log.close()


# --- the process -----------------------------------------------------------------------------------------

STORM = """
import asyncio, sys
from pathlib import Path
from facilitator.log.contract import Draft
from facilitator.log.sqlite import SqliteLog

async def main(folder, cycle):
    log = await SqliteLog.open(folder)
    async def write(author):
        for number in range(100_000):
            one = f"{cycle}-{author}-{number}"
            seq = await log.append(f"w/{author % 3}", Draft(number, f"p/{author}", one, 0, b'"x"'))
            print(author % 3, seq, one, flush=True)
    await asyncio.gather(*(write(author) for author in range(20)))

asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
"""


async def test_a_process_killed_while_it_writes_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    acked: dict[tuple[str, int], str] = {}
    for cycle in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", STORM, str(tmp_path), str(cycle)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            for told in range(10_000):
                if told == 150 + 90 * cycle:
                    os.kill(child.pid, signal.SIGKILL)
                line = child.stdout.readline()
                if not line.endswith("\n"):
                    break
                stream, seq, one = line.split()
                acked[f"w/{stream}", int(seq)] = one
        assert child.returncode == -signal.SIGKILL
    assert len(acked) > 1000
    log = await SqliteLog.open(tmp_path)
    for stream in ("w/0", "w/1", "w/2"):
        entries = await log.read(stream)
        assert [e.seq for e in entries] == list(range(1, len(entries) + 1))
        assert len({(e.by, e.id) for e in entries}) == len(entries)
        there = {(stream, e.seq): e.id for e in entries}
        assert {key: one for key, one in acked.items() if key[0] == stream}.items() <= there.items()
    await log.close()


async def test_no_error_of_an_opening_leaves_the_folder_held(tmp_path: Path) -> None:
    log = await SqliteLog.open(tmp_path)
    await log.append(W, draft(1))
    await log.close()
    with closing(sqlite3.connect(tmp_path / "log.sqlite")) as other:
        other.execute("PRAGMA user_version=99")
    for _ in range(2):
        with pytest.raises(StorageError, match="newer version"):
            await SqliteLog.open(tmp_path)
