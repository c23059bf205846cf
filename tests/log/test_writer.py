import asyncio
import random
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from facilitator.log.errors import DataFolderInUse, DataFolderUnwritable, DiskFull, NewerFormat, StorageShut
from facilitator.log.writer import (
    MOST_AT_ONCE,
    Writer,
    check_format,
    check_pages,
    make_durable,
    meaning,
    open_connection,
    roll_back,
    wipe,
)


class Desk:
    """Carries out numbers on the writer's thread; holds back until let go."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.told: list[int] = []
        self.go = threading.Event()
        self.threads: set[int] = set()

    def carry_out(self, jobs: list[int]) -> Callable[[], None]:
        self.go.wait(10)
        self.threads.add(threading.get_ident())
        self.batches.append(jobs)
        return lambda: self.told.extend(jobs)


async def test_whatever_waits_is_done_at_once_in_order_and_bounded() -> None:
    desk = Desk()
    writer: Writer[int] = Writer(Path("x"), desk.carry_out, lambda: None)
    for number in range(2 * MOST_AT_ONCE):
        writer.submit(number)
    desk.go.set()
    await writer.stop()
    assert desk.told == [number for batch in desk.batches for number in batch] == list(range(2 * MOST_AT_ONCE))
    assert max(map(len, desk.batches)) <= MOST_AT_ONCE
    assert len(desk.batches) <= 4
    assert threading.get_ident() not in desk.threads
    assert len(desk.threads) == 1


async def test_the_end_comes_after_all_that_was_asked_and_once() -> None:
    desk = Desk()
    ends: list[int] = []
    writer: Writer[int] = Writer(Path("x"), desk.carry_out, lambda: ends.append(len(desk.batches)))
    writer.submit(1)
    stops = [asyncio.ensure_future(writer.stop()) for _ in range(3)]
    await asyncio.sleep(0)
    stops[0].cancel()
    with pytest.raises(StorageShut):
        writer.submit(2)
    desk.go.set()
    await asyncio.gather(*stops[1:])
    assert (desk.told, ends) == ([1], [1])


def test_a_second_connection_is_kept_out(tmp_path: Path) -> None:
    first = open_connection(tmp_path / "x")
    make_durable(first)
    first.execute("CREATE TABLE t (a) ")
    second = open_connection(tmp_path / "x")
    with pytest.raises(sqlite3.OperationalError) as locked:
        second.execute("SELECT * FROM t")
    assert isinstance(meaning(locked.value, tmp_path / "x"), DataFolderInUse)
    assert not (tmp_path / "x-shm").exists()
    second.close()
    first.close()


def test_each_commit_waits_for_the_disk(tmp_path: Path) -> None:
    connection = open_connection(tmp_path / "x")
    make_durable(connection)
    told = [
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "secure_delete")
    ]
    assert told == ["wal", 2, 1]
    connection.close()


def test_a_newer_format_is_refused_and_left_alone(tmp_path: Path) -> None:
    connection = open_connection(tmp_path / "x")
    assert check_format(connection, tmp_path / "x", 3) == 0
    connection.execute("PRAGMA user_version=3")
    assert check_format(connection, tmp_path / "x", 3) == 3
    connection.execute("PRAGMA user_version=4")
    with pytest.raises(NewerFormat):
        check_format(connection, tmp_path / "x", 3)
    connection.close()


def test_plain_errors_are_told_from_grave_ones(tmp_path: Path) -> None:
    connection = open_connection(tmp_path / "x")
    connection.execute("CREATE TABLE t (a)")
    connection.execute("PRAGMA max_page_count=2")
    connection.execute("BEGIN")
    with pytest.raises(sqlite3.Error) as full:
        connection.execute("INSERT INTO t VALUES (zeroblob(9999))")
    roll_back(connection)
    roll_back(connection)
    assert isinstance(meaning(full.value, tmp_path / "x"), DiskFull)
    with pytest.raises(sqlite3.Error) as wrong:
        connection.execute("SELECT nothing")
    assert meaning(wrong.value, tmp_path / "x") is None
    connection.close()
    with pytest.raises(DataFolderUnwritable):
        open_connection(tmp_path / "none" / "x")


def test_a_page_that_does_not_hold_together_is_found(tmp_path: Path) -> None:
    connection = open_connection(tmp_path / "x")
    connection.execute("CREATE TABLE t (a TEXT UNIQUE) STRICT")
    connection.executemany("INSERT INTO t VALUES (?)", [(f"key{n}",) for n in range(50)])
    assert check_pages(connection) == ""
    connection.close()
    raw = (tmp_path / "x").read_bytes()
    assert raw.count(b"key17") == 2
    (tmp_path / "x").write_bytes(raw.replace(b"key17", b"kez17", 1))
    connection = open_connection(tmp_path / "x")
    assert check_pages(connection) != ""
    connection.close()


def remains_of(secrets: set[bytes], folder: Path) -> set[bytes]:
    raw = b"".join(path.read_bytes() for path in folder.iterdir())
    return {secret for secret in secrets if secret in raw}


def put_and_delete(connection: sqlite3.Connection, chance: random.Random) -> set[bytes]:
    """Put and delete secrets as a vault does; return those that were deleted."""
    there: dict[str, bytes] = {}
    gone: set[bytes] = set()
    for number in range(1500):
        if chance.random() < 0.6 or not there:
            key = f"{chance.getrandbits(128):032x}"
            there[key] = b"<secret %d>" % number
            value = there[key] * chance.randint(1, 60)
            connection.execute("INSERT INTO t VALUES ('k', ?, ?)", (key, value))
        else:
            key = chance.choice(list(there))
            connection.execute("DELETE FROM t WHERE key = ?", (key,))
            gone.add(there.pop(key))
    return gone


def test_wiping_leaves_nothing_of_what_was_deleted_in_any_file(tmp_path: Path) -> None:
    # What secure_delete leaves depends on how pages happened to be rebalanced: about every second run has some.
    for seed in range(40):
        folder = tmp_path / str(seed)
        folder.mkdir()
        connection = open_connection(folder / "x")
        make_durable(connection)
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("CREATE TABLE t (kind TEXT, key TEXT, value BLOB, PRIMARY KEY (kind, key)) STRICT")
        gone = put_and_delete(connection, random.Random(seed))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        left = remains_of(gone, folder)
        wipe(connection)
        assert remains_of(gone, folder) == set()
        connection.close()
        if left:
            return
    raise AssertionError("secure_delete alone left nothing in any run: then the file need not be written anew")
