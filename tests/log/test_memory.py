from pathlib import Path

import msgspec
import pytest

from facilitator.log.contract import Draft
from facilitator.log.errors import DataFolderUnwritable
from facilitator.log.memory import MemoryLog, new_epoch


async def test_epochs_are_named_by_whoever_made_the_log() -> None:
    names = iter(["one", "two", "three"])
    log = MemoryLog(epochs=lambda: next(names))
    await log.append("w", Draft(1, "p/a", "x", 0, b"1"))
    assert (await log.head("w")).epoch == "one"
    assert await log.redact("w", {1: b"2"}) == "two"


def test_no_two_epochs_are_alike() -> None:
    assert len({new_epoch() for _ in range(100)}) == 100


async def test_a_copy_has_all_streams(tmp_path: Path) -> None:
    log = MemoryLog(epochs=lambda: "e")
    await log.append("w/a", Draft(1, "p/a", "x", 0, b"1"))
    await log.append("w/b", Draft(1, "p/a", "x", 0, b"2"))
    await log.close_stream("w/b")
    await log.copy_to(tmp_path / "copy")
    assert msgspec.msgpack.decode((tmp_path / "copy").read_bytes()) == {
        "w/a": ["e", False, [b'[1,1,"p/a","x",0,1]']],
        "w/b": ["e", True, [b'[1,1,"p/a","x",0,2]']],
    }
    with pytest.raises(DataFolderUnwritable):
        await log.copy_to(tmp_path / "none" / "copy")
