import errno
import importlib
import os
import stat
import sys
from pathlib import Path

import pytest

from facilitator.log import folder as f
from facilitator.log.errors import DataFolderInUse, DataFolderUnwritable, DiskFull


def test_a_folder_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    held = f.HeldFolder(tmp_path / "data")
    with pytest.raises(DataFolderInUse):
        f.HeldFolder(tmp_path / "data")
    held.let_go()
    held.let_go()
    f.HeldFolder(tmp_path / "data").let_go()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "data"):
        with pytest.raises(DataFolderUnwritable, match="choose another"):
            f.HeldFolder(folder)


def test_a_full_disk_is_not_called_unwritable(tmp_path: Path) -> None:
    assert isinstance(f.unwritable(tmp_path, OSError(errno.ENOSPC, "full")), DiskFull)
    assert isinstance(f.unwritable(tmp_path, OSError(errno.EROFS, "read only")), DataFolderUnwritable)


def test_folder_and_files_are_for_this_user_alone(tmp_path: Path) -> None:
    f.make_private_folder(tmp_path / "data")
    os.close(f.private_file(tmp_path / "data" / "x"))
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "data" / "x").stat().st_mode) == 0o600


def test_it_works_where_posix_locks_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.delattr(os, "O_DIRECTORY")
    try:
        elsewhere = importlib.reload(f)
        held = elsewhere.HeldFolder(tmp_path / "data")
        elsewhere.sync_folder(tmp_path / "data")
        held.let_go()
    finally:
        monkeypatch.undo()
        importlib.reload(f)


def test_the_same_damage_is_set_aside_once(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    first = f.set_aside([tmp_path / "a", tmp_path / "none"], tmp_path)
    assert first is not None
    assert [path.name for path in first.iterdir()] == ["a"]
    assert f.set_aside([tmp_path / "a"], tmp_path) == first
    (tmp_path / "a").write_bytes(b"2")
    assert f.set_aside([tmp_path / "a"], tmp_path) != first


def test_no_room_to_set_aside_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    assert f.set_aside([tmp_path / "a"], tmp_path / "none") is None
