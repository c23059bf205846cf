"""Marks and agreement on notes are counted, and few of them are not told."""

import pytest

from facilitator.activities.remarks import agreed, are_few, marked, tally
from facilitator.core.agenda import Identity


def test_a_mark_given_twice_counts_once_and_can_be_taken_away() -> None:
    once = marked({}, "note", "a/x", 1, on=True)
    assert marked(once, "note", "a/x", 1, on=True) == once
    both = marked(once, "note", "a/x", 0, on=True)
    assert tally(both["note"], 3) == (1, 1, 0)
    assert marked(marked(both, "note", "a/x", 0, on=False), "note", "a/x", 1, on=False) == {}


def test_one_feels_the_same_once() -> None:
    once = agreed({}, "note", "a/x", on=True)
    assert agreed(once, "note", "a/x", on=True) == once
    assert agreed(once, "note", "a/x", on=False) == {}
    assert agreed({}, "note", "a/x", on=False) == {}


@pytest.mark.parametrize(("identity", "few"), [("anonymous", True), ("facilitator", True), ("named", False)])
def test_fewer_than_five_are_not_told_where_they_have_no_names(identity: Identity, few: bool) -> None:
    four = marked(marked({}, "n", "a/1", 0, on=True), "n", "a/2", 0, on=True)
    same = {"n": ("a/2", "a/3", "a/4")}
    assert are_few(four.values(), same.values(), identity) == few
    assert not are_few(four.values(), {"n": ("a/3", "a/4", "a/5")}.values(), identity)
    assert not are_few([], [], identity)


def test_a_leader_is_none_of_the_five_and_knows_own_marks() -> None:
    same = ("a/1", "a/2", "a/3", "a/4", "f/leader")
    assert are_few([], [same], "anonymous")
    assert not are_few([], [("f/leader",)], "anonymous")
