"""What can go wrong with keeping: one short tree. Each text says expected, got, remedy; the facts are attributes.

A text names files, streams and positions, never what people wrote.
"""

from pathlib import Path

from facilitator.core.errors import FacilitatorError


class StorageError(FacilitatorError):
    """Root of what can go wrong with keeping."""


class DataFolderUnwritable(StorageError):
    """The data folder cannot be made or written to."""

    def __init__(self, folder: Path, found: str) -> None:
        super().__init__(
            f"{folder}: expected a folder that can be written to, got: {found}; "
            "choose another data folder, or give this user the right to write there"
        )
        self.folder = folder


class DataFolderInUse(StorageError):
    """Another process has the data folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder}: expected a data folder that nobody uses, got one that a running server holds; "
            "stop that server first, or choose another data folder"
        )
        self.folder = folder


class DiskFull(StorageError):
    """There was no room: what was asked is not kept, and may be asked again once there is."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: expected room on the disk, got none; nothing was kept of this request: "
            "make room, then ask again"
        )
        self.path = path


class NewerFormat(StorageError):
    """The file was made by a newer version."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"{path}: expected data format {known} or older, got {found}, made by a newer version; "
            "start the newer version again, or choose another data folder"
        )
        self.path, self.found, self.known = path, found, known


class StorageShut(StorageError):
    """Something was asked of a log or vault after it was closed."""

    def __init__(self, path: Path | None = None) -> None:
        super().__init__(f"{path or 'memory'}: expected to be asked before closing, got a request after it")
        self.path = path


class VaultDamaged(StorageError):
    """The vault's file does not hold together."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(
            f"{path}: expected a whole vault, got: {found}; nothing was changed: move the file away to start "
            "with an empty vault (people then sign in and join anew)"
        )
        self.path, self.found = path, found


class VaultBroken(StorageError):
    """Writing to the vault failed; nothing more is kept through this handle."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(
            f"{path}: expected the disk to keep a secret, got: {found}; check the disk, then start the server again"
        )
        self.path, self.found = path, found


class LogError(StorageError):
    """Root of what is the log's alone."""


class LogClosed(LogError):
    """The stream is closed: it can be read and redacted, not appended to."""

    def __init__(self, stream: str) -> None:
        super().__init__(
            f"stream {stream}: expected a live stream, got a closed one; a new occasion needs a new stream"
        )
        self.stream = stream


class NoSuchEntry(LogError):
    """A redaction named a position that the stream does not have."""

    def __init__(self, stream: str, seq: int) -> None:
        super().__init__(
            f"stream {stream}: expected entry {seq} to redact, got a stream without it; nothing was redacted: "
            "read the stream for its positions"
        )
        self.stream, self.seq = stream, seq


class LogDamaged(LogError):
    """What is on the disk is not what was kept.

    Attributes:
        stream: The stream the damage shows in; empty if it cannot be told.
        seq: The first entry that is wrong or missing; 0 if it cannot be told.
        kept_at: Folder with a copy of the files as they were found, or nothing if none could be made.
    """

    def __init__(self, path: Path, stream: str, seq: int, found: str, kept_at: Path | None = None) -> None:
        where = f"stream {stream}, entry {seq}" if stream else "the file as a whole"
        copy = f"a copy as found is in {kept_at}" if kept_at else "no copy could be made"
        super().__init__(
            f"{path}: expected the log as it was kept, got damage in {where}: {found}; {copy}. "
            "Put a backup back, or accept the loss to go on with what can still be read"
        )
        self.path, self.stream, self.seq, self.found, self.kept_at = path, stream, seq, found, kept_at


class LogBroken(LogError):
    """Writing failed in a way that leaves open what was kept; nothing more is kept through this handle."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(
            f"{path}: expected the disk to keep what was written, got: {found}; the last requests may or may "
            "not be kept: check the disk, start the server again, and send them again under the same ids"
        )
        self.path, self.found = path, found
