"""Opens a log in SQLite and makes sure that it is what was kept; puts copies back.

Damage is never passed over: the files are copied aside as found, and opening stops unless the loss is accepted.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import msgspec

from facilitator.log.anchor import Anchor, Mark
from facilitator.log.chain import ChainBroken, Tip, next_tip
from facilitator.log.errors import LogBroken, LogDamaged, StorageError
from facilitator.log.folder import HeldFolder, make_private_folder, set_aside, sync_folder, unwritable
from facilitator.log.tables import FORMAT, Row, Tables, create
from facilitator.log.writer import check_format, check_pages, make_durable, meaning, open_connection

FILE_NAME = "log.sqlite"
ANCHOR_NAME = "log.head"


class Damage(msgspec.Struct, frozen=True):
    """Something that is not as it was kept.

    Attributes:
        stream, seq: Where; "" and 0 if it cannot be told.
        whole: The end of what is whole before it in that stream; nothing if the stream itself is whole.
    """

    found: str
    stream: str = ""
    seq: int = 0
    whole: Tip | None = None


class OpenedLog:
    """A log's files, held and verified.

    Args:
        folder: The data folder; made if it is not there.
        accept_loss: Go on with what is whole where something is damaged, in new epochs.
        epochs: Names a new epoch each time it is called.

    Raises:
        DataFolderUnwritable, DataFolderInUse, DiskFull, NewerFormat: As their names say.
        LogDamaged: If it is not what was kept, and the loss is not accepted or nothing can be read.
        LogBroken: If the disk fails while opening.
    """

    def __init__(self, folder: Path, accept_loss: bool, epochs: Callable[[], str]) -> None:
        self.path = folder / FILE_NAME
        self._held = HeldFolder(folder)
        self._connection: sqlite3.Connection | None = None
        self._anchor: Anchor | None = None
        try:
            self.anchor = self._anchor = Anchor(folder / ANCHOR_NAME)
            self.tables = self._open_tables(accept_loss, epochs)
        except sqlite3.Error as error:
            raise self._told(error) from error
        except UnicodeError as error:
            # Damaged text, in a table or in the very words of SQLite's error about it.
            raise self._damaged(Damage("text that is not UTF-8")) from error
        except OSError as error:
            raise unwritable(folder, error) from error
        finally:
            if not hasattr(self, "tables"):
                self.close()

    def close(self) -> None:
        """Let go of the files. What waits in the write-ahead log goes into the main file."""
        try:
            if self._connection is not None:
                self._connection.close()
        finally:
            if self._anchor is not None:
                self._anchor.close()
            self._held.let_go()

    def _told(self, error: sqlite3.Error) -> StorageError:
        plain = meaning(error, self.path)
        if plain is not None:
            return plain
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        if code == sqlite3.SQLITE_IOERR:
            return LogBroken(self.path, str(error))
        return self._damaged(Damage(str(error)))

    def _damaged(self, damage: Damage) -> LogDamaged:
        # Before the connection closes: closing rewrites the files. Reading them here ends SQLite's own locks
        # (POSIX drops a process's locks when it closes any handle of a file); the folder's lock still stands.
        files = (self.path, self.path.with_name(f"{FILE_NAME}-wal"), self.path.with_name(ANCHOR_NAME))
        return LogDamaged(self.path, damage.stream, damage.seq, damage.found, set_aside(files, self._held.folder))

    def _open_tables(self, accept_loss: bool, epochs: Callable[[], str]) -> Tables:
        # Before SQLite looks: it deletes a write-ahead log whose main file is empty.
        if not accept_loss and (not self.path.exists() or self.path.stat().st_size == 0):
            self._check_new("the file is gone or empty")
        self._connection = connection = open_connection(self.path)
        if check_format(connection, self.path, FORMAT) == 0:
            if not accept_loss:
                # A new file has no tables until its first pages leave the write-ahead log.
                self._check_new("its tables are missing")
            # The anchor first: tables without an anchor would look like a log that lost its anchor.
            self.anchor.begin_anew(Mark())
            make_durable(connection)
            create(connection)
            sync_folder(self._held.folder)
            return Tables(connection, epochs)
        make_durable(connection)
        tables = self._mended(Tables(connection, epochs), accept_loss)
        if tables.copied:
            self._take_in(tables)
        if tables.unwiped:
            tables.wipe()
        return tables

    def _check_new(self, found: str) -> None:
        mark = self.anchor.mark
        if mark is not None and mark.commits > 0:
            raise self._damaged(Damage(found, mark.stream, mark.seq))

    def _mended(self, tables: Tables, accept_loss: bool) -> Tables:
        damages = list(find_damages(tables, self.anchor.mark))
        if not damages:
            return tables
        damaged = self._damaged(damages[0])
        if not accept_loss or check_pages(tables.connection):
            raise damaged
        tables.begin()
        for damage in damages:
            if damage.whole is not None:
                tables.cut(damage.stream, damage.whole)
        tables.commit()
        tables.delete_strays()
        # From here it is taken in as a copy is: new epochs, then an anchor of its own.
        tables.note_copied(True)
        return tables

    def _take_in(self, tables: Tables) -> None:
        """Give a copy that was put back an anchor, and tell by new epochs that history may have changed."""
        tables.begin()
        tables.renew_epochs()
        tables.commit()
        self.anchor.begin_anew(tables.mark)
        tables.note_copied(False)


def find_damages(tables: Tables, mark: Mark | None) -> Iterator[Damage]:
    """Yield what is not as it was kept: pages, the way to the anchor, then each stream's chain."""
    pages = check_pages(tables.connection)
    if pages:
        yield Damage(pages)
        return
    if not tables.copied:
        yield from _compared(tables, mark)
    yield from _broken_chains(tables)


def _compared(tables: Tables, mark: Mark | None) -> Iterator[Damage]:
    ours = tables.mark
    if mark is None:
        yield Damage("its anchor is missing")
    elif ours.commits < mark.commits:
        head = tables.head(mark.stream)
        missing = mark.commits - ours.commits
        yield Damage(
            f"{missing} of {mark.commits} commits are missing",
            mark.stream,
            min(head.seq + 1, mark.seq),
        )
    # One commit ahead is what a process leaves that ended between the commit and the anchor.
    elif (ours.commits, ours.digest) != (mark.commits, mark.digest) and (
        (ours.commits, tables.before) != (mark.commits + 1, mark.digest)
    ):
        yield Damage("it and its anchor do not belong together")


def _broken_chains(tables: Tables) -> Iterator[Damage]:
    rows = tables.rows()
    by_number = {row.number: row for row in rows}
    walked: dict[int, Damage | None] = {}
    for number, entries in groupby(tables.live_entries(), itemgetter(0)):
        if number not in by_number:
            yield Damage("there are entries of no stream")
        else:
            walked[number] = _walk(by_number[number], entries)
    for row in rows:
        if row.closed:
            damage = _check_block(row, tables.block(row))
        else:
            damage = walked[row.number] if row.number in walked else _walk(row, ())
        if damage is not None:
            yield damage


def _walk(row: Row, entries: "Iterator[tuple[int, int, str, str, bytes, bytes]] | tuple[()]") -> Damage | None:
    tip = Tip()
    for _, seq, by, command_id, kept, chain in entries:
        try:
            next_one, entry = next_tip(tip, kept)
        except ChainBroken as broken:
            return Damage("the entry is not what was kept", row.name, broken.seq, tip)
        if (seq, by, command_id, chain) != (entry.seq, entry.by, entry.id, next_one.chain):
            return Damage("the entry does not follow from those before it", row.name, entry.seq, tip)
        tip = next_one
    if tip != row.tip:
        return Damage("the entries do not end at the head", row.name, min(tip.seq, row.tip.seq) + 1, tip)
    return None


def _check_block(row: Row, block: tuple[bytes, bytes] | None) -> Damage | None:
    if block is None or sha256(block[0]).digest() != block[1]:
        return Damage("the block of the closed stream is not what was kept", row.name, 1, Tip())
    return None


def put_back(copy: Path, folder: Path) -> None:
    """Make a file that ``copy_to`` wrote the log of a data folder, in place of what is there.

    The copy is verified before anything is replaced; when the log is next opened all its streams begin new epochs.

    Raises:
        DataFolderUnwritable, DataFolderInUse, DiskFull, NewerFormat: As their names say.
        LogDamaged: If the copy is not a whole copy of a log; then nothing was replaced.
    """
    held = HeldFolder(folder)
    try:
        arriving = folder / "arriving"
        make_private_folder(arriving)
        shutil.copy(copy, arriving / FILE_NAME)
        _check_copy(arriving / FILE_NAME, copy)
        # First the old write-ahead log: SQLite would play it into the file that comes.
        (folder / f"{FILE_NAME}-wal").unlink(missing_ok=True)
        os.replace(arriving / FILE_NAME, folder / FILE_NAME)
        sync_folder(folder)
        shutil.rmtree(arriving)
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        held.let_go()


def _check_copy(path: Path, copy: Path) -> None:
    connection = open_connection(path)
    try:
        check_format(connection, copy, FORMAT)
        tables = Tables(connection, str)
        damages = [] if tables.copied else [Damage("it is no copy but a log of its own")]
        damages += find_damages(tables, None) if tables.copied else []
    except (sqlite3.Error, UnicodeError) as error:
        damages = [Damage(str(error))]
    finally:
        connection.close()
    if damages:
        raise LogDamaged(copy, damages[0].stream, damages[0].seq, damages[0].found)
