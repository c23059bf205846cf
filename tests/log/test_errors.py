from pathlib import Path

import pytest

from facilitator.core.errors import FacilitatorError
from facilitator.log import errors as e

P = Path("data/log.sqlite")

ALL = [
    e.DataFolderUnwritable(P, "Permission denied"),
    e.DataFolderInUse(P),
    e.DiskFull(P),
    e.NewerFormat(P, 9, 1),
    e.StorageShut(P),
    e.VaultDamaged(P, "a page"),
    e.VaultBroken(P, "disk I/O error"),
    e.LogClosed("w/one"),
    e.NoSuchEntry("w/one", 7),
    e.LogDamaged(P, "w/one", 7, "it is short", Path("data/damaged-1")),
    e.LogDamaged(P, "", 0, "not a database"),
    e.LogBroken(P, "disk I/O error"),
]


@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_each_says_expected_got_and_names_its_subject(error: e.StorageError) -> None:
    assert isinstance(error, FacilitatorError)
    text = str(error)
    assert "expected" in text
    assert "got" in text
    assert "data" in text or "w/one" in text


def test_every_error_is_shown_here() -> None:
    def below(kind: type[e.StorageError]) -> set[type[e.StorageError]]:
        return {kind}.union(*(below(sub) for sub in kind.__subclasses__()))

    assert below(e.StorageError) - {type(error) for error in ALL} == {e.StorageError, e.LogError}


def test_damage_names_stream_entry_copy_and_remedy() -> None:
    text = str(e.LogDamaged(P, "w/one", 7, "it is short", Path("data/damaged-1")))
    for part in ("w/one", "entry 7", "damaged-1", "backup"):
        assert part in text
