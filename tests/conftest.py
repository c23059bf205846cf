"""What tests of all floors share."""

import os

import hypothesis
import pytest

from facilitator.core.kind import Kinds
from tests.stories import KINDS, Story

# No law is about speed, and a loaded machine must not make one fail. CI plays the same examples each time, so that
# a change is judged by itself; at the desk they are new ones.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def kinds() -> Kinds:
    return KINDS


@pytest.fixture
def story() -> Story:
    return Story()
