from pathlib import Path

import pytest

from facilitator.log.anchor import Anchor, Mark


def reread(path: Path) -> Mark | None:
    anchor = Anchor(path)
    anchor.close()
    return anchor.mark


def test_a_new_anchor_tells_nothing(tmp_path: Path) -> None:
    assert reread(tmp_path / "head") is None


def test_the_last_mark_written_is_the_one_told(tmp_path: Path) -> None:
    anchor = Anchor(tmp_path / "head")
    for commits in range(6):
        anchor.write(Mark(commits, bytes([commits] * 32), "w/ä", commits))
        assert reread(tmp_path / "head") == Mark(commits, bytes([commits] * 32), "w/ä", commits)
    anchor.close()


def test_its_size_does_not_grow(tmp_path: Path) -> None:
    anchor = Anchor(tmp_path / "head")
    anchor.begin_anew(Mark())
    size = (tmp_path / "head").stat().st_size
    anchor.write(Mark(10**15 + 1, bytes(32), "\x01\U0001f600" * 500, 10**15))
    anchor.close()
    assert (tmp_path / "head").stat().st_size == size
    told = reread(tmp_path / "head")
    assert told is not None
    assert told.commits == 10**15 + 1


@pytest.mark.parametrize("offset", [0, 3, 40, 150, 1023])
def test_a_slot_cut_while_written_leaves_the_one_before(tmp_path: Path, offset: int) -> None:
    anchor = Anchor(tmp_path / "head")
    anchor.write(Mark(1, bytes(32), "w/a", 1))
    anchor.write(Mark(2, bytes(32), "w/a", 2))
    anchor.close()
    raw = bytearray((tmp_path / "head").read_bytes())
    raw[offset:1024] = b"?" * (1024 - offset)
    (tmp_path / "head").write_bytes(raw)
    assert reread(tmp_path / "head") == Mark(1, bytes(32), "w/a", 1)


def test_begun_anew_nothing_older_is_left(tmp_path: Path) -> None:
    anchor = Anchor(tmp_path / "head")
    anchor.write(Mark(8))
    anchor.write(Mark(9))
    anchor.begin_anew(Mark(4))
    anchor.close()
    assert reread(tmp_path / "head") == Mark(4)
