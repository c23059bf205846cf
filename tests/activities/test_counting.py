"""Numbers of few people are not told, and shares are whole."""

import pytest

from facilitator.activities.counting import are_few, share
from facilitator.core.agenda import Identity


@pytest.mark.parametrize(("identity", "few"), [("anonymous", True), ("facilitator", True), ("named", False)])
def test_fewer_than_five_are_few_where_they_have_no_names(identity: Identity, few: bool) -> None:
    assert are_few(4, 0, identity) == few
    assert not are_few(5, 0, identity)
    assert not are_few(0, 0, identity)


def test_hands_hide_no_phone_but_are_enough_by_themselves() -> None:
    assert are_few(1, 20, "anonymous")
    assert are_few(0, 4, "anonymous")
    assert not are_few(0, 5, "anonymous")


def test_a_share_is_whole_and_of_nothing_there_is_none() -> None:
    assert [share(1, 8), share(1, 3), share(2, 3), share(3, 3), share(0, 0)] == [13, 33, 67, 100, 0]
