from pathlib import Path

import pytest

from facilitator.core.workshop import Workshop
from tests.stories import CODEC
from tests.vectors.make import Log, Vector, folded, made, read, state_hash, version, written

VECTORS = sorted(Path(__file__).parent.glob("log-*.json"))
LOGS = [(path.stem, log) for path in VECTORS for log in read(path).logs]


def test_every_release_line_has_left_a_vector() -> None:
    assert f"log-{version()}" in {path.stem for path in VECTORS}


@pytest.mark.parametrize(("release", "log"), LOGS, ids=[f"{release}: {log.name}" for release, log in LOGS])
def test_a_log_of_a_release_folds_to_what_it_always_did(release: str, log: Log) -> None:
    # If this fails a command has changed its meaning, which it never may once it is released: give it a new
    # name. If the state has only got a new field, run `python -m tests.vectors.make --restate`.
    assert state_hash(folded(log.entries)) == log.state, release


def test_the_present_vector_holds_every_command_there_is() -> None:
    (present,) = (read(path) for path in VECTORS if path.stem == f"log-{version()}")
    said = {type(CODEC.decode(entry.command)).__name__ for log in present.logs for entry in log.entries}

    assert set(CODEC.commands) - said == set()


def test_a_vector_is_written_as_it_is_read(tmp_path: Path) -> None:
    vector = read(VECTORS[-1])
    path = tmp_path / "log.json"
    path.write_text(written(vector))

    assert read(path) == vector


def test_the_same_days_are_played_each_time() -> None:
    once: Vector = made()

    assert written(once) == written(made())
    assert all(log.state != state_hash(Workshop()) for log in once.logs)
