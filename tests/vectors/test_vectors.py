from pathlib import Path

import pytest

from facilitator.core.shelf import SHELF, SHELF_BOOK, SHELF_COMMANDS, ShelfState
from facilitator.core.workshop import Workshop
from tests.stories import CODEC
from tests.vectors.make import (
    Log,
    Vector,
    folded_by,
    made,
    made_shelf,
    read,
    restated,
    state_hash,
    version,
    written,
)

VECTORS = sorted(Path(__file__).parent.glob("*.json"))
LOGS = [(path, log) for path in VECTORS for log in read(path).logs]


@pytest.mark.parametrize("stream", ["log", SHELF])
def test_every_release_line_has_left_a_vector(stream: str) -> None:
    assert f"{stream}-{version()}" in {path.stem for path in VECTORS}


@pytest.mark.parametrize(("path", "log"), LOGS, ids=[f"{path.stem}: {log.name}" for path, log in LOGS])
def test_a_log_of_a_release_folds_to_what_it_always_did(path: Path, log: Log) -> None:
    # If this fails a command has changed its meaning, which it never may once it is released: give it a new
    # name. If the state has only got a new field, run `python -m tests.vectors.make --restate`.
    assert state_hash(folded_by(path)(log.entries)) == log.state, path.stem


def test_the_present_vector_holds_every_command_there_is() -> None:
    (present,) = (read(path) for path in VECTORS if path.stem == f"log-{version()}")
    said = {type(CODEC.decode(entry.command)).__name__ for log in present.logs for entry in log.entries}

    assert set(CODEC.commands) - said == set()


def test_the_present_vector_of_the_shelf_holds_every_command_there_is() -> None:
    (present,) = (read(path) for path in VECTORS if path.stem == f"{SHELF}-{version()}")
    said = {type(SHELF_BOOK.decode(entry.command)) for log in present.logs for entry in log.entries}

    assert said == set(SHELF_COMMANDS)


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_a_vector_is_written_as_it_is_read(path: Path, tmp_path: Path) -> None:
    vector = read(path)
    copy = tmp_path / path.name
    copy.write_text(written(vector))

    assert read(copy) == vector
    assert written(restated(copy)) == path.read_text()


def test_the_same_days_are_played_each_time() -> None:
    once: Vector = made()

    assert written(once) == written(made())
    assert all(log.state != state_hash(Workshop()) for log in once.logs)


def test_the_same_shelf_is_filled_each_time() -> None:
    once = made_shelf()

    assert written(once) == written(made_shelf())
    assert all(log.state != state_hash(ShelfState()) for log in once.logs)
