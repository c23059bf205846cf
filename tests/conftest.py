"""What tests of all floors share."""

import pytest

from facilitator.core.kind import Kinds
from tests.stories import KINDS, Story


@pytest.fixture(scope="session")
def kinds() -> Kinds:
    return KINDS


@pytest.fixture
def story() -> Story:
    return Story()
