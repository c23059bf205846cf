"""What a log keeps: one entry a command that was said yes to.

The log never reads the command inside; it keeps its exact bytes.
"""

import msgspec


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One line of a stream, on the wire and on disk ``[seq, at, by, id, seed, command]``.

    Attributes:
        seq: Dense position in the stream, from 1.
        at: UTC milliseconds, never decreasing within a stream; 0 in anonymous activities.
        by: Who asked: see ``facilitator.core.actors``.
        id: The command's id, 128 bits as base64url; with *by* it makes the entry unique.
        seed: 32 bits of chance for this entry, so that a fold needs none of its own.
        command: The command as JSON, untouched.
    """

    seq: int
    at: int
    by: str
    id: str
    seed: int
    command: msgspec.Raw
