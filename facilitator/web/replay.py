"""Checks a download without a server: every position, every hash, and what the entries fold into.

What it tells holds no word that people wrote.
"""

import hashlib
from typing import Any

import msgspec

from facilitator.activities.codec import Codec
from facilitator.core.actors import Doing
from facilitator.core.entry import Entry
from facilitator.core.kind import Kinds
from facilitator.core.reduce import fold
from facilitator.core.workshop import Workshop
from facilitator.web import keeping


class OneWorkshop(msgspec.Struct, frozen=True):
    """A downloaded workshop."""

    format: int
    workshop: str
    head: keeping.StreamHead
    entries: list[Entry]


def replay(data: bytes, kinds: Kinds) -> list[dict[str, Any]]:
    """Return what each workshop in a download folds into: its phase, numbers, chain and state hash.

    Args:
        data: A workshop (JSON) or everything (zip), as downloaded.
        kinds: All kinds.

    Raises:
        BackupError: If it is no download, a newer one, or anything in it was changed.
        NewerEntry: If a newer version of this product wrote one of the entries.
    """
    codec = Codec(kinds)
    rows = []
    for stream, entries in _streams_of(data).items():
        workshop = Workshop()
        for entry in entries:
            doing = Doing(entry.by, entry.at, entry.id, entry.seed)
            workshop, _ = fold(workshop, entry.seq, codec.decode_kept(entry.command), doing, kinds)
        rows.append(_told(stream, workshop, keeping.chain_of(entries)))
    return rows


def _streams_of(data: bytes) -> dict[str, list[Entry]]:
    if data.startswith(b"PK"):
        return {name: entries for name, entries in keeping.unpack(data).items() if name.startswith("w/")}
    try:
        one = msgspec.json.decode(data, type=OneWorkshop)
    except msgspec.DecodeError:
        raise keeping.BackupError("expected a downloaded workshop or backup, got something else") from None
    if one.format > keeping.FORMAT:
        raise keeping.BackupError(
            f"expected format {keeping.FORMAT} or older, got {one.format}; update the program"
        )
    if (len(one.entries), keeping.chain_of(one.entries).hex()) != (one.head.seq, one.head.chain):
        raise keeping.BackupError("expected the workshop as it was saved, got a changed one; choose another file")
    return {f"w/{one.workshop}": one.entries}


def _told(stream: str, workshop: Workshop, chain: bytes) -> dict[str, Any]:
    state = msgspec.json.encode(workshop, order="deterministic")
    return {
        "workshop": stream.removeprefix("w/"),
        "phase": workshop.phase,
        "entries": workshop.seq,
        "blocks": len(workshop.blocks),
        "activities": len(workshop.activities),
        "people": len(workshop.people),
        "chain": chain.hex(),
        "state": hashlib.sha256(state).hexdigest(),
    }
