"""What a log in SQLite looks like inside, and each operation on it. Used by one thread at a time, never shared.

A change stands between ``begin`` and ``commit``. Each commit that changed something moves the ledger one on, and
the ledger's digest covers the heads it left: the anchor outside compares itself with that.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import msgspec

from facilitator.core.entry import Entry
from facilitator.log.anchor import Mark
from facilitator.log.chain import START, Tip, chained, entry_after, entry_from, pack, redacted, unpack
from facilitator.log.contract import Draft, Head
from facilitator.log.errors import LogClosed, NoSuchEntry
from facilitator.log.folder import private_file, sync_folder
from facilitator.log.writer import roll_back, wipe

FORMAT = 1

_SCHEMA = (
    """CREATE TABLE stream (
        number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, epoch TEXT NOT NULL,
        seq INTEGER NOT NULL, at INTEGER NOT NULL, chain BLOB NOT NULL, closed INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE entry (
        stream INTEGER NOT NULL, seq INTEGER NOT NULL, "by" TEXT NOT NULL, id TEXT NOT NULL,
        kept BLOB NOT NULL, chain BLOB NOT NULL,
        PRIMARY KEY (stream, seq), UNIQUE (stream, "by", id)
    ) STRICT""",
    "CREATE TABLE block (stream INTEGER PRIMARY KEY, packed BLOB NOT NULL, digest BLOB NOT NULL) STRICT",
    # copied: the file came from copy_to, so the anchor beside it is not its own.
    # unwiped: something was deleted whose remains may still be in the file.
    """CREATE TABLE ledger (
        only INTEGER PRIMARY KEY CHECK (only = 1), commits INTEGER NOT NULL, digest BLOB NOT NULL,
        before BLOB NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL,
        copied INTEGER NOT NULL, unwiped INTEGER NOT NULL
    ) STRICT""",
    "INSERT INTO ledger VALUES (1, 0, zeroblob(32), zeroblob(32), '', 0, 0, 0)",
    f"PRAGMA user_version = {FORMAT}",
)


class Row(msgspec.Struct):
    """A stream as the table has it."""

    number: int
    name: str
    epoch: str
    tip: Tip
    closed: bool


class Appended(msgspec.Struct, frozen=True):
    """What became of drafts: their positions, and the entries that are new."""

    seqs: list[int]
    entries: list[Entry]


def create(connection: sqlite3.Connection) -> None:
    """Make the tables in a new file."""
    connection.execute("BEGIN IMMEDIATE")
    for statement in _SCHEMA:
        connection.execute(statement)
    connection.execute("COMMIT")


class Tables:
    """The tables of an opened file.

    Attributes:
        mark: How far the ledger is.
        before: The ledger's digest one commit earlier.
    """

    def __init__(self, connection: sqlite3.Connection, epochs: Callable[[], str]) -> None:
        self.connection = connection
        self._epochs = epochs
        self._rows: dict[str, Row] = {}
        self._touched: dict[str, Head] = {}
        ledger = connection.execute("SELECT commits, digest, before, stream, seq FROM ledger").fetchone()
        if ledger is None:
            raise sqlite3.DatabaseError("the ledger is empty")
        commits, digest, self.before, stream, seq = ledger
        self.mark = Mark(commits, digest, stream, seq)

    # --- transactions ------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin a change."""
        self._touched = {}
        self.connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> bool:
        """Make the change durable; return whether there was any."""
        if not self._touched:
            self.connection.execute("ROLLBACK")
            return False
        self._write_heads()
        told = b"".join(msgspec.msgpack.encode((name, head)) for name, head in self._touched.items())
        stream, head = next(reversed(self._touched.items()))
        mark = Mark(self.mark.commits + 1, sha256(self.mark.digest + told).digest(), stream, head.seq)
        self.connection.execute(
            "UPDATE ledger SET commits = ?, digest = ?, before = ?, stream = ?, seq = ?",
            (mark.commits, mark.digest, self.mark.digest, stream, head.seq),
        )
        self.connection.execute("COMMIT")
        self.mark, self.before = mark, self.mark.digest
        return True

    def roll_back(self) -> None:
        """Undo the change, if one is under way."""
        self._rows.clear()
        self._touched = {}
        roll_back(self.connection)

    def _write_heads(self) -> None:
        rows = [self._rows[name] for name in self._touched if name in self._rows]
        self.connection.executemany(
            "UPDATE stream SET epoch = ?, seq = ?, at = ?, chain = ?, closed = ? WHERE number = ?",
            [(row.epoch, row.tip.seq, row.tip.at, row.tip.chain, row.closed, row.number) for row in rows],
        )

    def _touch(self, row: Row) -> None:
        self._touched.pop(row.name, None)
        self._touched[row.name] = Head(row.tip.seq, row.epoch, row.tip.chain)

    # --- reading -----------------------------------------------------------------------------------------

    def row(self, stream: str) -> Row | None:
        """Return the stream's row, or nothing if there is no such stream."""
        if stream not in self._rows:
            found = self.connection.execute(
                "SELECT number, name, epoch, seq, at, chain, closed FROM stream WHERE name = ?", (stream,)
            ).fetchone()
            if found is None:
                return None
            number, name, epoch, seq, at, chain, closed = found
            self._rows[stream] = Row(number, name, epoch, Tip(seq, at, chain), bool(closed))
        return self._rows[stream]

    def head(self, stream: str) -> Head:
        """Return where the stream stands."""
        row = self.row(stream)
        return Head(row.tip.seq, row.epoch, row.tip.chain) if row else Head(0, "", START)

    def streams(self, prefix: str) -> list[str]:
        """Return the names that begin with *prefix*, sorted."""
        found = self.connection.execute(
            "SELECT name FROM stream WHERE substr(name, 1, ?) = ?", (len(prefix), prefix)
        ).fetchall()
        return sorted(name for (name,) in found)

    def read(self, stream: str, after: int, limit: int | None) -> list[Entry]:
        """Return entries after a position, at most *limit*."""
        row = self.row(stream)
        if row is None:
            return []
        return [entry_from(kept) for kept in self._kept(row, max(after, 0), limit)]

    def _kept(self, row: Row, after: int = 0, limit: int | None = None) -> list[bytes]:
        if row.closed:
            last = None if limit is None else after + max(limit, 0)
            return self._unpacked(row)[after:last]
        most = -1 if limit is None else max(limit, 0)
        found = self.connection.execute(
            "SELECT kept FROM entry WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?",
            (row.number, after, most),
        ).fetchall()
        return [kept for (kept,) in found]

    def _unpacked(self, row: Row) -> list[bytes]:
        query = "SELECT packed FROM block WHERE stream = ?"
        (packed,) = self.connection.execute(query, (row.number,)).fetchone()
        return unpack(packed, row.tip.chain)

    # --- changing ----------------------------------------------------------------------------------------

    def append(self, stream: str, drafts: Sequence[Draft]) -> Appended:
        """Append the drafts that are not known yet."""
        row = self.row(stream)
        if row is not None and row.closed:
            return Appended(self._known_in_block(row, drafts), [])
        if not drafts:
            return Appended([], [])
        row = row or self._add_stream(stream)
        seqs: list[int] = []
        entries: list[Entry] = []
        for draft in drafts:
            tip, entry, kept = entry_after(row.tip, draft)
            added = self.connection.execute(
                'INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (stream, "by", id) DO NOTHING',
                (row.number, tip.seq, draft.by, draft.id, kept, tip.chain),
            )
            if added.rowcount == 1:
                row.tip = tip
                entries.append(entry)
                seqs.append(tip.seq)
            else:
                seqs.append(self._seq_of(row, draft))
        if entries:
            self._touch(row)
        return Appended(seqs, entries)

    def _add_stream(self, stream: str) -> Row:
        epoch = self._epochs()
        added = self.connection.execute(
            "INSERT INTO stream (name, epoch, seq, at, chain, closed) VALUES (?, ?, 0, 0, ?, 0)",
            (stream, epoch, START),
        )
        row = self._rows[stream] = Row(added.lastrowid or 0, stream, epoch, Tip(), False)
        return row

    def _seq_of(self, row: Row, draft: Draft) -> int:
        query = 'SELECT seq FROM entry WHERE stream = ? AND "by" = ? AND id = ?'
        return int(self.connection.execute(query, (row.number, draft.by, draft.id)).fetchone()[0])

    def _known_in_block(self, row: Row, drafts: Sequence[Draft]) -> list[int]:
        known = {(entry.by, entry.id): entry.seq for entry in map(entry_from, self._unpacked(row))}
        if any((draft.by, draft.id) not in known for draft in drafts):
            raise LogClosed(row.name)
        return [known[draft.by, draft.id] for draft in drafts]

    def redact(self, stream: str, replacements: Mapping[int, bytes]) -> str:
        """Put other commands in place of some; return the new epoch."""
        row = self.row(stream)
        for seq in replacements:
            if row is None or not 1 <= seq <= row.tip.seq:
                raise NoSuchEntry(stream, seq)
        if row is None:
            return ""
        rows = chained(redacted(self._kept(row), replacements))
        row.tip, row.epoch = rows[-1][0], self._epochs()
        if row.closed:
            self._put_block(row, [kept for _, kept in rows])
        else:
            self.connection.executemany(
                "UPDATE entry SET kept = ?, chain = ? WHERE stream = ? AND seq = ?",
                [(kept, tip.chain, row.number, tip.seq) for tip, kept in rows],
            )
        self._touch(row)
        self._note_unwiped()
        return row.epoch

    def drop(self, stream: str) -> None:
        """Delete the stream."""
        row = self.row(stream)
        if row is None:
            return
        for query in (
            "DELETE FROM entry WHERE stream = ?",
            "DELETE FROM block WHERE stream = ?",
            "DELETE FROM stream WHERE number = ?",
        ):
            self.connection.execute(query, (row.number,))
        del self._rows[stream]
        self._touched.pop(stream, None)
        self._touched[stream] = Head(0, "", START)
        self._note_unwiped()

    def close_stream(self, stream: str) -> None:
        """Turn the stream's entries into one block."""
        row = self.row(stream)
        if row is None or row.closed:
            return
        self._put_block(row, self._kept(row))
        self.connection.execute("DELETE FROM entry WHERE stream = ?", (row.number,))
        row.closed = True
        self._touch(row)

    def _put_block(self, row: Row, kept: Sequence[bytes]) -> None:
        packed = pack(kept)
        self.connection.execute(
            "INSERT OR REPLACE INTO block VALUES (?, ?, ?)", (row.number, packed, sha256(packed).digest())
        )

    def _note_unwiped(self) -> None:
        self.connection.execute("UPDATE ledger SET unwiped = 1")

    def wipe(self) -> None:
        """Take the remains of what was deleted out of the files; outside of a change."""
        wipe(self.connection)
        self.connection.execute("UPDATE ledger SET unwiped = 0 WHERE unwiped = 1")

    @property
    def unwiped(self) -> bool:
        """Whether a wipe was cut short."""
        return bool(self.connection.execute("SELECT unwiped FROM ledger").fetchone()[0])

    # --- copies and losses -------------------------------------------------------------------------------

    def copy_to(self, path: Path) -> None:
        """Write a copy beside *path*, then put it in its place."""
        part = path.with_name(path.name + ".part")
        part.unlink(missing_ok=True)
        os.close(private_file(part))
        try:
            with closing(sqlite3.connect(part, isolation_level=None)) as target:
                self.connection.backup(target)
                target.execute("PRAGMA journal_mode=DELETE").fetchall()
                target.execute("UPDATE ledger SET copied = 1")
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
        sync_folder(path.parent)

    @property
    def copied(self) -> bool:
        """Whether this file came from ``copy_to`` and has no anchor of its own yet."""
        return bool(self.connection.execute("SELECT copied FROM ledger").fetchone()[0])

    def note_copied(self, copied: bool) -> None:
        """Say whether the file has an anchor of its own."""
        self.connection.execute("UPDATE ledger SET copied = ?", (copied,))

    def rows(self) -> list[Row]:
        """Return all streams in the order they were made."""
        names = self.connection.execute("SELECT name FROM stream ORDER BY number").fetchall()
        return [row for (name,) in names if (row := self.row(name)) is not None]

    def live_entries(self) -> Iterator[tuple[int, int, str, str, bytes, bytes]]:
        """Yield (stream number, seq, by, id, bytes, chain) of all that is not in blocks, in order."""
        yield from self.connection.execute(
            'SELECT stream, seq, "by", id, kept, chain FROM entry ORDER BY stream, seq'
        )

    def block(self, row: Row) -> tuple[bytes, bytes] | None:
        """Return a closed stream's block and its hash."""
        query = "SELECT packed, digest FROM block WHERE stream = ?"
        found: tuple[bytes, bytes] | None = self.connection.execute(query, (row.number,)).fetchone()
        return found

    def cut(self, stream: str, tip: Tip) -> None:
        """Let the stream end earlier; what came after is deleted. A block is lost as a whole."""
        row = self.row(stream)
        if row is None:
            return
        if row.closed or tip.seq == 0:
            self.drop(stream)
            return
        self.connection.execute("DELETE FROM entry WHERE stream = ? AND seq > ?", (row.number, tip.seq))
        row.tip = tip
        self._touch(row)

    def delete_strays(self) -> None:
        """Delete entries that belong to no stream."""
        self.connection.execute("DELETE FROM entry WHERE stream NOT IN (SELECT number FROM stream)")

    def renew_epochs(self) -> None:
        """Begin a new epoch in every stream: others may have been told what this file does not know."""
        for row in self.rows():
            row.epoch = self._epochs()
            self._touch(row)
