"""The anchor: a small file beside a log that tells how far it had come when it last said yes.

SQLite drops committed frames without a word when its write-ahead log is damaged; a log that is shorter than its
anchor has lost something. Two slots are written in turn, so that a cut in the middle of a write leaves the other.
"""

import os
from hashlib import sha256
from pathlib import Path

import msgspec

from facilitator.log.folder import private_file

_SLOT_BYTES = 1024
_MOST_NAME = 100
START = bytes(32)


class Mark(msgspec.Struct, frozen=True, array_like=True):
    """How far a log had come.

    Attributes:
        commits: How many there were.
        digest: Running hash over the heads that each commit left; 32 bytes.
        stream: A stream that the last one wrote to; long names are cut.
        seq: The head it left there.
    """

    commits: int = 0
    digest: bytes = START
    stream: str = ""
    seq: int = 0


class Anchor:
    """The anchor file of one log. Its size never changes, so that a full disk does not stop it.

    Attributes:
        mark: What it tells; nothing if the file is new or neither slot is whole.

    Raises:
        DataFolderUnwritable: If the file cannot be made.
        DiskFull: If there is no room to make it.
    """

    def __init__(self, path: Path) -> None:
        self._file = private_file(path)
        slots = [self._read(slot) for slot in (0, 1)]
        whole = [mark for mark in slots if mark is not None]
        self.mark = max(whole, key=lambda mark: mark.commits) if whole else None

    def _read(self, slot: int) -> Mark | None:
        os.lseek(self._file, slot * _SLOT_BYTES, os.SEEK_SET)
        line = os.read(self._file, _SLOT_BYTES).rstrip()
        told, _, check = line.rpartition(b" ")
        if sha256(told).hexdigest().encode() != check:
            return None
        return msgspec.json.decode(told, type=Mark)

    def write(self, mark: Mark) -> None:
        """Make the mark durable.

        Raises:
            OSError: If it could not be.
        """
        short = msgspec.structs.replace(mark, stream=mark.stream[:_MOST_NAME])
        told = msgspec.json.encode(short)
        line = told + b" " + sha256(told).hexdigest().encode()
        os.lseek(self._file, mark.commits % 2 * _SLOT_BYTES, os.SEEK_SET)
        padded = line.ljust(_SLOT_BYTES - 1) + b"\n"
        if os.write(self._file, padded) != len(padded):
            raise OSError("the anchor was written in part")
        os.fsync(self._file)
        self.mark = mark

    def begin_anew(self, mark: Mark) -> None:
        """Write the mark and blank the other slot, so that nothing of an older history is left.

        Raises:
            OSError: If it could not be; then the older history may still be told.
        """
        self.write(mark)
        os.lseek(self._file, (mark.commits + 1) % 2 * _SLOT_BYTES, os.SEEK_SET)
        os.write(self._file, b" " * (_SLOT_BYTES - 1) + b"\n")
        os.fsync(self._file)

    def close(self) -> None:
        """Let go of the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
