"""The data folder as the file system sees it: made, held by one process, its files private and copied aside.

Calls that exist on one system only are looked up when the module loads, so that it loads everywhere.
"""

import errno
import os
import shutil
from collections.abc import Iterable
from hashlib import file_digest, sha256
from importlib import import_module
from pathlib import Path
from typing import Any

from facilitator.log.errors import DataFolderInUse, DataFolderUnwritable, DiskFull

LOCK_NAME = "in-use.lock"


def _module_if_any(name: str) -> Any | None:
    try:
        return import_module(name)
    except ImportError:
        return None


_fcntl = _module_if_any("fcntl")
_msvcrt = _module_if_any("msvcrt")


class HeldFolder:
    """A data folder that this process holds until it lets go or ends, however it ends.

    Raises:
        DataFolderUnwritable: If it cannot be made or written to.
        DataFolderInUse: If another holds it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        make_private_folder(folder)
        self._file = private_file(folder / LOCK_NAME)
        try:
            _lock(self._file)
        except OSError as error:
            os.close(self._file)
            raise DataFolderInUse(folder) from error

    def let_go(self) -> None:
        """Let others have the folder. The lock file stays: removing it would let two processes hold one each."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _lock(file: int) -> None:
    if _fcntl is not None:
        _fcntl.flock(file, _fcntl.LOCK_EX | _fcntl.LOCK_NB)
    elif _msvcrt is not None:
        _msvcrt.locking(file, _msvcrt.LK_NBLCK, 1)


def make_private_folder(folder: Path) -> None:
    """Make the folder, for this user alone, if it is not there.

    Raises:
        DataFolderUnwritable: If that cannot be.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


def private_file(path: Path) -> int:
    """Open a file to read and write, made for this user alone if it is new; return its descriptor.

    Raises:
        DataFolderUnwritable: If that cannot be.
        DiskFull: If there is no room to make it.
    """
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as error:
        raise unwritable(path.parent, error) from error


def unwritable(folder: Path, error: OSError) -> DataFolderUnwritable | DiskFull:
    """Return what an error of the file system means for the folder."""
    if error.errno == errno.ENOSPC:
        return DiskFull(folder)
    return DataFolderUnwritable(folder, error.strerror or type(error).__name__)


def sync_folder(folder: Path) -> None:
    """Make names of files durable, where the system has such a thing."""
    if hasattr(os, "O_DIRECTORY"):
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def set_aside(files: Iterable[Path], folder: Path) -> Path | None:
    """Copy files as they are into a folder below *folder* that is named after what they hold.

    The same damage found at each start is so copied once. Nothing is returned if there was no room.
    """
    whole = sha256()
    there = [path for path in files if path.exists()]
    try:
        for path in there:
            with path.open("rb") as opened:
                whole.update(file_digest(opened, "sha256").digest())
        aside = folder / f"damaged-{whole.hexdigest()[:12]}"
        aside.mkdir(mode=0o700, exist_ok=True)
        for path in there:
            shutil.copy2(path, aside / path.name)
    except OSError:
        return None
    return aside
