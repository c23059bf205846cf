"""A log of each engine, opened and closed around a test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from facilitator.log.contract import Log
from tests.log.engines import ENGINES, OpenLog


@pytest.fixture(params=ENGINES, scope="session")
def open_log(request: pytest.FixtureRequest) -> OpenLog:
    return ENGINES[request.param]


@pytest.fixture
async def log(open_log: OpenLog, tmp_path: Path) -> AsyncIterator[Log]:
    opened = await open_log(tmp_path / "data")
    yield opened
    await opened.close()
