"""The chain: each entry's hash covers its bytes and all before it, so that nothing changes or goes unnoticed.

chain = sha256(chain of the entry before ‖ the entry's bytes); 32 zero bytes stand before the first.
Storage checks its own sums only in part: a flipped bit in table data passes all of SQLite's.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

import msgspec

from facilitator.core.entry import Entry
from facilitator.log.contract import Draft

START = bytes(32)

_encoder = msgspec.json.Encoder()
_entry = msgspec.json.Decoder(Entry)
_raw = msgspec.json.Decoder(msgspec.Raw)
_block = msgspec.msgpack.Decoder(list[bytes])


class Tip(msgspec.Struct, frozen=True):
    """The end of a chain: position, latest time and hash of what came so far."""

    seq: int = 0
    at: int = 0
    chain: bytes = START


class ChainBroken(Exception):
    """The first position at which bytes and chain do not fit, or are missing."""

    def __init__(self, seq: int) -> None:
        super().__init__(seq)
        self.seq = seq


def link(chain: bytes, kept: bytes) -> bytes:
    """Return the hash of an entry's bytes upon the chain before it."""
    return sha256(chain + kept).digest()


def entry_after(tip: Tip, draft: Draft) -> tuple[Tip, Entry, bytes]:
    """Return the new end, the entry that the draft becomes, and the exact bytes to keep."""
    at = max(tip.at, draft.at) if draft.at else 0
    entry = Entry(tip.seq + 1, at, draft.by, draft.id, draft.seed, msgspec.Raw(draft.command))
    kept = _encoder.encode(entry)
    return Tip(entry.seq, max(tip.at, at), link(tip.chain, kept)), entry, kept


def entry_from(kept: bytes) -> Entry:
    """Return the entry that was kept.

    Raises:
        msgspec.MsgspecError: If these are not the bytes of an entry.
    """
    return _entry.decode(kept)


def check_draft(draft: Draft) -> None:
    """Make sure that what will be read is what is written now.

    Raises:
        ValueError: If its time is negative or above 63 bits, or JSON cannot hold a field or the command exactly.
    """
    check_command(draft.command)
    fields = (draft.at, draft.by, draft.id, draft.seed)
    try:
        same = msgspec.json.decode(_encoder.encode(fields), type=tuple[int, str, str, int]) == fields
    except (msgspec.MsgspecError, UnicodeError, OverflowError, TypeError):
        same = False
    if not same or not 0 <= draft.at < 2**63:
        raise ValueError("expected time, author, id and seed that JSON can hold exactly, got others")


def check_command(command: bytes) -> None:
    """Make sure that *command* is one JSON value in UTF-8 with no space around it.

    Raises:
        ValueError: If it is not; the text does not quote it.
    """
    try:
        command.decode()
        same = bytes(_raw.decode(command)) == command
    except (msgspec.MsgspecError, UnicodeError):
        same = False
    if not same:
        raise ValueError(
            f"expected one JSON value in UTF-8 without space around it, got {len(command)} other bytes"
        )


def next_tip(tip: Tip, kept: bytes) -> tuple[Tip, Entry]:
    """Return the end after one more entry's bytes, and the entry.

    Raises:
        ChainBroken: If they are not the bytes of the entry that comes next.
    """
    try:
        entry = entry_from(kept)
    except (msgspec.MsgspecError, UnicodeError):
        raise ChainBroken(tip.seq + 1) from None
    if entry.seq != tip.seq + 1:
        raise ChainBroken(tip.seq + 1)
    return Tip(entry.seq, max(tip.at, entry.at), link(tip.chain, kept)), entry


def redacted(kept: Sequence[bytes], replacements: Mapping[int, bytes]) -> list[bytes]:
    """Return the entries' bytes with other commands at some positions."""
    changed = list(kept)
    for seq, command in replacements.items():
        entry = msgspec.structs.replace(entry_from(kept[seq - 1]), command=msgspec.Raw(command))
        changed[seq - 1] = _encoder.encode(entry)
    return changed


def chained(kept: Iterable[bytes]) -> list[tuple[Tip, bytes]]:
    """Return each entry's bytes with the end of the chain at it."""
    rows: list[tuple[Tip, bytes]] = []
    tip = Tip()
    for one in kept:
        tip, _ = next_tip(tip, one)
        rows.append((tip, one))
    return rows


def pack(kept: Sequence[bytes]) -> bytes:
    """Return one compressed block of entries' bytes."""
    return zlib.compress(msgspec.msgpack.encode(kept), 9)


def unpack(block: bytes, chain: bytes) -> list[bytes]:
    """Return the entries' bytes of a block whose chain ends in *chain*.

    Raises:
        ChainBroken: If the block does not hold exactly what was packed.
    """
    try:
        kept = _block.decode(zlib.decompress(block))
    except (zlib.error, msgspec.MsgspecError):
        raise ChainBroken(1) from None
    tip = Tip()
    for one in kept:
        tip, _ = next_tip(tip, one)
    if tip.chain != chain:
        raise ChainBroken(tip.seq)
    return kept
