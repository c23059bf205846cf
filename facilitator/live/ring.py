"""What one audience was last shown, and the last steps that led there, as ready frames.

Whoever is at a version gets the frames since, or the full view; a gap is never guessed over (SPEC RS2).
"""

from collections import deque
from typing import Any

import msgspec

from facilitator.core.patch import difference

MOST_TICKS = 128
MOST_BYTES = 256 * 1024


def frame_bytes(payload: bytes) -> bytes:
    """Return *payload* as one WebSocket text frame from a server: final, not masked.

    Source: RFC 6455 §5.2.
    """
    length = len(payload)
    if length < 126:
        return bytes((0x81, length)) + payload
    if length < 65536:
        return b"\x81\x7e" + length.to_bytes(2, "big") + payload
    return b"\x81\x7f" + length.to_bytes(8, "big") + payload


def payloads(frames: bytes) -> list[bytes]:
    """Return the payloads of frames that ``frame_bytes`` made, for a carrier that has frames of its own."""
    found, here = [], 0
    while here < len(frames):
        mark, here = frames[here + 1], here + 2
        if mark >= 126:
            size = 2 if mark == 126 else 8
            mark, here = int.from_bytes(frames[here : here + size], "big"), here + size
        found.append(frames[here : here + mark])
        here += mark
    return found


class Tick(msgspec.Struct, frozen=True):
    """One frame: the *n*-th since the room was opened, from one version to the next."""

    n: int
    since: int
    to: int
    frame: bytes


class Ring:
    """The view of one audience and its last ticks."""

    def __init__(self, most_ticks: int = MOST_TICKS, most_bytes: int = MOST_BYTES) -> None:
        self.epoch = ""
        self.seq = 0
        self.n = 0
        self.view: Any = None
        self._ticks: deque[Tick] = deque()
        self._bytes = 0
        self._full: bytes | None = None
        self._most_ticks, self._most_bytes = most_ticks, most_bytes

    def turn(self, epoch: str, seq: int, view: Any) -> bytes | None:
        """Move on to *view*; return the frame that leads there, or nothing where nobody can see a change.

        Every patch carries ``joined``, so that whoever started from a page made between two ticks has it right.
        """
        if self.view is None or epoch != self.epoch:
            self._start_over(epoch, seq, view)
            return None
        patch = difference(self.view, view)
        if not patch:
            return None
        patch["joined"] = view.joined
        payload = msgspec.json.encode({"e": epoch, "from": self.seq, "to": seq, "patch": patch})
        tick = Tick(self.n + 1, self.seq, seq, frame_bytes(payload))
        self.n, self.seq, self.view, self._full = tick.n, seq, view, None
        self._keep(tick)
        return tick.frame

    def _start_over(self, epoch: str, seq: int, view: Any) -> None:
        self.epoch, self.seq, self.view, self._full = epoch, seq, view, None
        self.n += 2  # no listener is at the tick before
        self._ticks.clear()
        self._bytes = 0

    def _keep(self, tick: Tick) -> None:
        self._ticks.append(tick)
        self._bytes += len(tick.frame)
        while len(self._ticks) > self._most_ticks or self._bytes > self._most_bytes:
            self._bytes -= len(self._ticks.popleft().frame)

    def since(self, n: int) -> bytes | None:
        """Return the frames after the *n*-th tick in one piece, or nothing if the ring no longer holds them."""
        if n == self.n:
            return b""
        if not self._ticks or n < self._ticks[0].n - 1:
            return None
        return b"".join(tick.frame for tick in self._ticks if tick.n > n)

    def place_of(self, epoch: str | None, version: int | None) -> int | None:
        """Return the tick that a client with this position is at, or nothing if only the full view helps."""
        if epoch != self.epoch:
            return None
        # The earliest that fits: a tick that only tells who is there leaves the version, and does no harm twice.
        if self._ticks and self._ticks[0].since == version:
            return self._ticks[0].n - 1
        for tick in self._ticks:
            if tick.to == version:
                return tick.n
        return self.n if version == self.seq else None

    def full(self) -> bytes:
        """Return the full view as a frame, made once a tick and the same bytes for all who need it."""
        if self._full is None:
            self._full = frame_bytes(msgspec.json.encode({"e": self.epoch, "to": self.seq, "full": self.view}))
        return self._full
