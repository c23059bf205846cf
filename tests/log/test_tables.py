import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.log.anchor import Mark
from facilitator.log.chain import Tip
from facilitator.log.contract import Draft, Head
from facilitator.log.tables import Tables, create
from facilitator.log.writer import make_durable, open_connection


def drafts(*numbers: int) -> list[Draft]:
    return [Draft(number, "p/a", f"i{number}", 0, b'"said"') for number in numbers]


@pytest.fixture
def tables(tmp_path: Path) -> Iterator[Tables]:
    connection = open_connection(tmp_path / "x")
    make_durable(connection)
    create(connection)
    names = (f"e{number}" for number in range(1000))
    yield Tables(connection, lambda: next(names))
    connection.close()


def append(tables: Tables, stream: str, *numbers: int) -> None:
    tables.begin()
    tables.append(stream, drafts(*numbers))
    tables.commit()


def test_each_commit_moves_the_ledger_one_on(tables: Tables) -> None:
    assert tables.mark == Mark()
    append(tables, "w/a", 1, 2)
    first = tables.mark
    append(tables, "w/b", 1)
    assert (first.commits, first.stream, first.seq) == (1, "w/a", 2)
    assert (tables.mark.commits, tables.mark.stream, tables.before) == (2, "w/b", first.digest)
    again = Tables(tables.connection, str)
    assert (again.mark, again.before) == (tables.mark, tables.before)


def test_what_changes_nothing_is_no_commit(tables: Tables) -> None:
    append(tables, "w/a", 1)
    before = tables.mark
    append(tables, "w/a", 1)
    tables.begin()
    tables.close_stream("w/none")
    tables.drop("w/none")
    assert not tables.commit()
    assert tables.mark == before


def test_what_is_rolled_back_is_forgotten_in_memory_too(tables: Tables) -> None:
    append(tables, "w/a", 1)
    before = tables.head("w/a")
    tables.begin()
    tables.append("w/a", drafts(2, 3))
    tables.append("w/new", drafts(1))
    tables.close_stream("w/a")
    tables.roll_back()
    assert tables.head("w/a") == before
    assert tables.head("w/new").seq == 0
    append(tables, "w/a", 2)
    assert tables.head("w/a").seq == 2


def test_a_stream_that_is_dropped_and_begun_in_one_change_begins_anew(tables: Tables) -> None:
    append(tables, "w/a", 1, 2)
    tables.begin()
    tables.drop("w/a")
    assert tables.append("w/a", drafts(2)).seqs == [1]
    tables.commit()
    assert tables.mark.seq == 1
    assert Tables(tables.connection, str).head("w/a").epoch == "e1"


def test_a_wipe_that_was_cut_short_is_remembered(tables: Tables) -> None:
    append(tables, "w/a", 1)
    assert not tables.unwiped
    tables.begin()
    tables.redact("w/a", {1: b"null"})
    tables.commit()
    assert tables.unwiped
    tables.wipe()
    assert not tables.unwiped


def test_a_copy_knows_that_it_is_one_and_replaces_what_was_there(tables: Tables, tmp_path: Path) -> None:
    append(tables, "w/a", 1)
    (tmp_path / "copy").write_text("old")
    tables.copy_to(tmp_path / "copy")
    assert not tables.copied
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "x", "x-wal"]
    connection = sqlite3.connect(tmp_path / "copy")
    copy = Tables(connection, str)
    assert copy.copied
    assert copy.read("w/a", 0, None) == tables.read("w/a", 0, None)
    connection.close()


def test_cutting_keeps_what_is_before(tables: Tables) -> None:
    append(tables, "w/a", 1, 2, 3)
    append(tables, "w/b", 1)
    append(tables, "w/c", 1)
    tables.begin()
    tables.close_stream("w/c")
    tables.commit()
    tip = next(row.tip for row in tables.rows() if row.name == "w/a")
    tables.begin()
    tables.cut("w/a", Tip(2, 2, tip.chain))
    for gone in ("w/b", "w/c", "w/none"):
        tables.cut(gone, Tip())
    tables.commit()
    assert [entry.seq for entry in tables.read("w/a", 0, None)] == [1, 2]
    assert tables.streams("") == ["w/a"]


def test_renewed_epochs_are_new_in_every_stream(tables: Tables) -> None:
    append(tables, "w/a", 1)
    append(tables, "w/b", 1)
    before: list[Head] = [tables.head("w/a"), tables.head("w/b")]
    tables.begin()
    tables.renew_epochs()
    tables.commit()
    after = [tables.head("w/a"), tables.head("w/b")]
    assert not {head.epoch for head in before} & {head.epoch for head in after}
    assert [(head.seq, head.chain) for head in before] == [(head.seq, head.chain) for head in after]
