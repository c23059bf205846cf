import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from facilitator.log.contract import Draft
from facilitator.log.errors import (
    DataFolderInUse,
    DataFolderUnwritable,
    LogDamaged,
    NewerFormat,
    StorageError,
)
from facilitator.log.memory import new_epoch
from facilitator.log.opening import ANCHOR_NAME, FILE_NAME, OpenedLog, put_back

WAL_NAME = f"{FILE_NAME}-wal"


def opened(folder: Path, accept_loss: bool = False) -> OpenedLog:
    return OpenedLog(folder, accept_loss, new_epoch)


def append(log: OpenedLog, stream: str, *numbers: int) -> None:
    """One commit an entry, and the anchor after each, as the log does."""
    for number in numbers:
        log.tables.begin()
        log.tables.append(stream, [Draft(number, "p/a", f"i{number}", 0, b'"words of entry %03d"' % number)])
        assert log.tables.commit()
        log.anchor.write(log.tables.mark)


def close_stream(log: OpenedLog, stream: str) -> None:
    log.tables.begin()
    log.tables.close_stream(stream)
    log.tables.commit()
    log.anchor.write(log.tables.mark)


def crash_image(folder: Path, to: Path) -> Path:
    """What a process that is killed now leaves behind."""
    to.mkdir()
    for name in (FILE_NAME, WAL_NAME, ANCHOR_NAME):
        if (folder / name).exists():
            shutil.copy(folder / name, to / name)
    return to


def told(folder: Path) -> dict[str, list[bytes]]:
    log = opened(folder)
    try:
        return {name: [bytes(e.command) for e in log.tables.read(name, 0, None)] for name in log.tables.streams("")}
    finally:
        log.close()


def flip(path: Path, place: int, bit: int = 1) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ bit]))


def write_one(folder: Path) -> dict[str, list[bytes]]:
    log = opened(folder)
    append(log, "w/one", *range(1, 11))
    append(log, "w/two", *range(1, 4))
    append(log, "w/closed", *range(1, 31))
    close_stream(log, "w/closed")
    log.close()
    return told(folder)


def test_a_new_folder_is_made_and_an_empty_log_opens_again(tmp_path: Path) -> None:
    assert told(tmp_path / "a" / "b") == {}
    assert told(tmp_path / "a" / "b") == {}


def test_a_process_killed_at_any_moment_leaves_a_log_that_opens(tmp_path: Path) -> None:
    log = opened(tmp_path / "data")
    images = [crash_image(tmp_path / "data", tmp_path / "new")]
    for number in range(1, 6):
        append(log, "w/one", number)
        images.append(crash_image(tmp_path / "data", tmp_path / f"after{number}"))
    # Killed between commit and anchor.
    log.tables.begin()
    log.tables.append("w/one", [Draft(6, "p/a", "i6", 0, b"6")])
    log.tables.commit()
    images.append(crash_image(tmp_path / "data", tmp_path / "between"))
    log.close()
    assert [len(told(image).get("w/one", [])) for image in images] == [0, 1, 2, 3, 4, 5, 6]


def test_a_folder_in_use_is_not_opened_twice(tmp_path: Path) -> None:
    log = opened(tmp_path)
    append(log, "w/one", 1)
    with pytest.raises(DataFolderInUse):
        opened(tmp_path)
    append(log, "w/one", 2)
    log.close()
    assert len(told(tmp_path)["w/one"]) == 2


def test_a_file_that_another_program_has_open_is_in_use(tmp_path: Path) -> None:
    write_one(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DataFolderInUse):
            opened(tmp_path)


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DataFolderUnwritable):
        opened(tmp_path / "file")


def test_a_newer_format_is_left_byte_for_byte(tmp_path: Path) -> None:
    write_one(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as other:
        other.execute("PRAGMA user_version=2")
        other.execute("PRAGMA journal_mode=DELETE").fetchall()
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(NewerFormat, match="newer version"):
        opened(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


# --- damage ----------------------------------------------------------------------------------------------


def test_a_flipped_byte_in_an_entry_is_named_by_stream_and_position(tmp_path: Path) -> None:
    write_one(tmp_path)
    raw = (tmp_path / FILE_NAME).read_bytes()
    flip(tmp_path / FILE_NAME, raw.index(b"words of entry 007"))
    with pytest.raises(LogDamaged) as damaged:
        opened(tmp_path)
    assert (damaged.value.stream, damaged.value.seq) == ("w/one", 7)
    assert "backup" in str(damaged.value)


def test_a_flipped_byte_in_the_write_ahead_log_is_noticed(tmp_path: Path) -> None:
    log = opened(tmp_path / "data")
    append(log, "w/one", *range(1, 101))
    image = crash_image(tmp_path / "data", tmp_path / "image")
    log.close()
    size = (image / WAL_NAME).stat().st_size
    assert size > 100_000
    flip(image / WAL_NAME, size // 2)
    with pytest.raises(LogDamaged) as damaged:
        opened(image)
    assert damaged.value.stream == "w/one"
    assert 1 < damaged.value.seq < 100
    assert "commits are missing" in damaged.value.found


def test_a_write_ahead_log_that_was_cut_or_removed_is_noticed(tmp_path: Path) -> None:
    log = opened(tmp_path / "data")
    append(log, "w/one", *range(1, 21))
    cut = crash_image(tmp_path / "data", tmp_path / "cut")
    gone = crash_image(tmp_path / "data", tmp_path / "gone")
    log.close()
    os.truncate(cut / WAL_NAME, (cut / WAL_NAME).stat().st_size - 5000)
    (gone / WAL_NAME).unlink()
    for image in (cut, gone):
        with pytest.raises(LogDamaged):
            opened(image)


def test_an_older_file_put_back_by_hand_is_noticed(tmp_path: Path) -> None:
    write_one(tmp_path / "data")
    old = (tmp_path / "data" / FILE_NAME).read_bytes()
    log = opened(tmp_path / "data")
    append(log, "w/two", 4, 5)
    log.close()
    (tmp_path / "data" / FILE_NAME).write_bytes(old)
    with pytest.raises(LogDamaged) as damaged:
        opened(tmp_path / "data")
    assert (damaged.value.stream, damaged.value.seq) == ("w/two", 4)


@pytest.mark.parametrize("what", ["gone", "empty"])
def test_a_file_that_is_gone_is_noticed(tmp_path: Path, what: str) -> None:
    write_one(tmp_path)
    (tmp_path / FILE_NAME).unlink()
    if what == "empty":
        (tmp_path / FILE_NAME).touch()
    with pytest.raises(LogDamaged):
        opened(tmp_path)
    log = opened(tmp_path, accept_loss=True)
    assert log.tables.streams("") == []
    log.close()
    assert told(tmp_path) == {}


def test_an_anchor_that_is_gone_or_of_another_log_is_noticed(tmp_path: Path) -> None:
    write_one(tmp_path / "a")
    write_one(tmp_path / "b")
    (tmp_path / "a" / ANCHOR_NAME).unlink()
    with pytest.raises(LogDamaged, match="anchor is missing"):
        opened(tmp_path / "a")
    shutil.copy(tmp_path / "b" / ANCHOR_NAME, tmp_path / "a" / ANCHOR_NAME)
    with pytest.raises(LogDamaged, match="do not belong together"):
        opened(tmp_path / "a")


def test_damage_is_copied_aside_as_found_and_once(tmp_path: Path) -> None:
    log = opened(tmp_path / "data")
    append(log, "w/one", *range(1, 51))
    image = crash_image(tmp_path / "data", tmp_path / "image")
    log.close()
    flip(image / WAL_NAME, (image / WAL_NAME).stat().st_size // 2)
    found = {name: (image / name).read_bytes() for name in (FILE_NAME, WAL_NAME, ANCHOR_NAME)}
    with pytest.raises(LogDamaged) as damaged:
        opened(image)
    assert damaged.value.kept_at is not None
    assert {path.name: path.read_bytes() for path in damaged.value.kept_at.iterdir()} == found
    for _ in range(5):
        with pytest.raises(LogDamaged):
            opened(image)
    # Closing has moved what was whole into the main file, hence one more copy, but not one for each start.
    assert len(list(image.glob("damaged-*"))) <= 2


def test_no_flipped_bit_anywhere_goes_unnoticed(tmp_path: Path) -> None:
    log = opened(tmp_path / "data")
    append(log, "w/one", *range(1, 31))
    append(log, "w/closed", *range(1, 31))
    close_stream(log, "w/closed")
    wal = crash_image(tmp_path / "data", tmp_path / "wal")
    log.close()
    whole = crash_image(tmp_path / "data", tmp_path / "whole")
    truth = told(crash_image(whole, tmp_path / "truth"))
    assert len(truth["w/one"]) == len(truth["w/closed"]) == 30
    chance, noticed = random.Random(7), 0
    for number in range(240):
        source, name = ((whole, FILE_NAME), (wal, WAL_NAME), (whole, ANCHOR_NAME))[number % 3]
        image = crash_image(source, tmp_path / str(number))
        flip(image / name, chance.randrange((image / name).stat().st_size), 1 << chance.randrange(8))
        try:
            assert told(image) == truth
        except (LogDamaged, NewerFormat):
            noticed += 1
        shutil.rmtree(image)
    assert noticed > 20


def test_an_accepted_loss_keeps_what_is_whole_in_new_epochs(tmp_path: Path) -> None:
    truth = write_one(tmp_path)
    log = opened(tmp_path)
    epochs = {name: log.tables.head(name).epoch for name in truth}
    log.close()
    raw = (tmp_path / FILE_NAME).read_bytes()
    flip(tmp_path / FILE_NAME, raw.index(b"words of entry 007"))
    log = opened(tmp_path, accept_loss=True)
    assert all(log.tables.head(name).epoch != epochs[name] for name in truth)
    append(log, "w/one", 7)
    log.close()
    assert told(tmp_path) == {**truth, "w/one": truth["w/one"][:7]}
    assert list(tmp_path.glob("damaged-*"))


def test_an_accepted_loss_of_commits_goes_on_from_what_is_left(tmp_path: Path) -> None:
    log = opened(tmp_path / "data")
    append(log, "w/one", *range(1, 51))
    append(log, "w/closed", *range(1, 31))
    close_stream(log, "w/closed")
    image = crash_image(tmp_path / "data", tmp_path / "image")
    log.close()
    os.truncate(image / WAL_NAME, (image / WAL_NAME).stat().st_size - 100)
    with pytest.raises(LogDamaged):
        opened(image)
    log = opened(image, accept_loss=True)
    left = len(log.tables.read("w/closed", 0, None))
    assert left == 30
    log.close()
    assert len(told(image)["w/one"]) == 50


def test_a_lost_block_costs_its_stream_alone(tmp_path: Path) -> None:
    truth = write_one(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as other, other:
        other.execute("UPDATE block SET packed = zeroblob(length(packed))")
    with pytest.raises(LogDamaged) as damaged:
        opened(tmp_path)
    assert damaged.value.stream == "w/closed"
    opened(tmp_path, accept_loss=True).close()
    del truth["w/closed"]
    assert told(tmp_path) == truth


def test_what_is_no_database_cannot_be_accepted(tmp_path: Path) -> None:
    write_one(tmp_path)
    (tmp_path / FILE_NAME).write_bytes(b"no database at all, " * 500)
    for accept_loss in (False, True):
        with pytest.raises(LogDamaged):
            opened(tmp_path, accept_loss)


def test_damaged_text_in_the_words_of_an_error_is_damage_too(tmp_path: Path) -> None:
    write_one(tmp_path)
    raw = (tmp_path / FILE_NAME).read_bytes()
    (tmp_path / FILE_NAME).write_bytes(raw.replace(b"CREATE TABLE stream", b"CREATE TABLE \xff(ream"))
    with pytest.raises(LogDamaged):
        opened(tmp_path)


def test_entries_of_no_stream_are_noticed_and_can_be_let_go(tmp_path: Path) -> None:
    truth = write_one(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as other, other:
        other.execute("INSERT INTO entry VALUES (99, 1, 'p/a', 'x', x'00', x'00')")
    with pytest.raises(LogDamaged, match="no stream"):
        opened(tmp_path)
    opened(tmp_path, accept_loss=True).close()
    assert told(tmp_path) == truth


def test_what_was_deleted_before_a_kill_is_wiped_at_the_next_opening(tmp_path: Path) -> None:
    log = opened(tmp_path / "data")
    append(log, "w/one", 1, 2)
    log.tables.begin()
    log.tables.redact("w/one", {1: b"null"})
    log.tables.commit()
    log.anchor.write(log.tables.mark)
    image = crash_image(tmp_path / "data", tmp_path / "image")
    log.close()
    assert b"words of entry 001" in b"".join(path.read_bytes() for path in image.iterdir())
    log = opened(image)
    assert b"words of entry 001" not in b"".join(path.read_bytes() for path in image.iterdir())
    log.close()


# --- copies ----------------------------------------------------------------------------------------------


def test_a_copy_put_back_begins_new_epochs(tmp_path: Path) -> None:
    truth = write_one(tmp_path / "data")
    log = opened(tmp_path / "data")
    log.tables.copy_to(tmp_path / "copy")
    append(log, "w/one", *range(11, 31))
    epoch = log.tables.head("w/one").epoch
    killed = crash_image(tmp_path / "data", tmp_path / "killed")
    log.close()
    for folder in (killed, tmp_path / "data", tmp_path / "fresh"):
        put_back(tmp_path / "copy", folder)
        log = opened(folder)
        assert log.tables.head("w/one").epoch != epoch
        log.close()
        assert told(folder) == truth


def test_a_copy_that_is_not_whole_replaces_nothing(tmp_path: Path) -> None:
    truth = write_one(tmp_path / "data")
    log = opened(tmp_path / "data")
    log.tables.copy_to(tmp_path / "copy")
    log.close()
    raw = (tmp_path / "copy").read_bytes()
    (tmp_path / "copy").write_bytes(raw.replace(b"words of entry 007", b"Words of entry 007"))
    (tmp_path / "none").write_bytes(b"something else " * 999)
    for wrong in (tmp_path / "copy", tmp_path / "none", tmp_path / "data" / FILE_NAME):
        with pytest.raises(LogDamaged):
            put_back(wrong, tmp_path / "data")
    with pytest.raises(StorageError):
        put_back(tmp_path / "nowhere", tmp_path / "data")
    assert told(tmp_path / "data") == truth


def test_nothing_is_put_back_under_a_running_log(tmp_path: Path) -> None:
    write_one(tmp_path / "data")
    log = opened(tmp_path / "data")
    log.tables.copy_to(tmp_path / "copy")
    with pytest.raises(DataFolderInUse):
        put_back(tmp_path / "copy", tmp_path / "data")
    log.close()
