"""Rules that an agenda keeps or breaks, one by one."""

import pytest

from facilitator.activities.registry import load_kinds
from facilitator.core.agenda import Block, Source, Step
from facilitator.library.parse import parse_all
from facilitator.library.soundness import faults_of, longest_stretch, starves, suits
from facilitator.web.folders import read_methods

METHODS = parse_all(read_methods(), load_kinds()).methods


def block(key: str, minutes: int, **facts: object) -> Block:
    return Block(id=key, minutes=minutes, **facts)  # type: ignore[arg-type]


GOOD = (block("a", 60), block("p", 15, is_break=True), block("b", 40), block("z", 25, mandatory=True))


def test_a_good_day_breaks_nothing() -> None:
    assert faults_of(GOOD, 540, 20, METHODS) == frozenset()


@pytest.mark.parametrize(
    ("blocks", "fault"),
    [
        ((block("a", 60), block("b", 40), block("z", 20, mandatory=True)), "stretch"),
        ((block("a", 60), block("p", 15, is_break=True), block("b", 60)), "closing"),
        ((block("a", 60, mandatory=True), block("z", 20, mandatory=True)), "slack"),
        ((*GOOD[:3], block("m", 5, method="nimellisryhma"), GOOD[3]), "people"),
        ((block("x", 10, steps=(Step(id="s", kind="cluster"),)), *GOOD), "input"),
        ((block("x", 10, steps=(Step(id="s", kind="rate", source=Source("later")),)), *GOOD), "input"),
        ((block("x", 10), block("y", 10, fixed_at=700), *GOOD), "late"),
    ],
)
def test_each_rule_is_seen_when_it_is_broken(blocks: tuple[Block, ...], fault: str) -> None:
    assert fault in faults_of(blocks, 540, 20, METHODS)


@pytest.mark.parametrize(
    ("kinds", "may_fall_out"),
    [
        (("groups", "collect"), True),
        (("show",), True),
        (("show", "collect"), False),
        (("round",), False),
        (("commit",), False),
        (("rate", "collect"), False),
        (("form",), False),
    ],
)
def test_thanks_may_fall_out_of_the_closing_but_not_actions_check_out_or_feedback(
    kinds: tuple[str, ...], may_fall_out: bool
) -> None:
    thanks = block("t", 5, steps=tuple(Step(id=f"t{n}", kind=kind) for n, kind in enumerate(kinds)))
    day = (*GOOD[:3], block("y", 15, mandatory=True), thanks, block("z", 5, mandatory=True))
    assert ("closing" not in faults_of(day, 540, 20, METHODS)) is may_fall_out


def test_what_is_asked_before_the_day_takes_no_time_of_it() -> None:
    assert longest_stretch((block("q", 0, before=True), *GOOD)) == 65


def test_choosing_needs_options_of_its_own_or_a_source() -> None:
    assert starves(Step(id="s", kind="vote"))
    assert not starves(Step(id="s", kind="vote", settings={"options": [{"fi": "A"}]}))
    assert not starves(Step(id="s", kind="collect"))


def test_a_method_is_for_so_many_people() -> None:
    method = METHODS["nimellisryhma"]
    assert [suits(method, people) for people in (method.people[0] - 1, method.people[0], method.people[1] + 1)] == [
        False,
        True,
        False,
    ]
