"""Which method fills which part of a proposed day."""

import msgspec

from facilitator.activities.registry import load_kinds
from facilitator.library import roles
from facilitator.library.parse import parse_all
from facilitator.library.roles import Pool, block_of, least_minutes, plainly, takes, with_minutes
from facilitator.web.folders import read_methods

METHODS = parse_all(read_methods(), load_kinds()).methods


def test_a_method_for_the_theme_comes_before_one_for_all() -> None:
    found = Pool(METHODS, 20, ("values",)).take(roles.EXPLORE, ())
    assert found is not None
    assert found.method is not None
    assert "values" in found.method.themes


def test_a_part_never_has_a_method_that_too_few_or_too_many_are_for() -> None:
    for people in (3, 40, 300):
        pool = Pool(METHODS, people, ())
        for role in (roles.CHECK_IN, roles.IDEAS, roles.CHOICE, roles.TEST, roles.CHECK_OUT):
            found = pool.take(role, ())
            assert found is not None
            assert found.method is None or found.method.people[0] <= people <= found.method.people[1]


def test_what_is_used_is_not_taken_again_and_plain_blocks_stand_in() -> None:
    pool = Pool(METHODS, 20, ())
    used: set[str] = set()
    while (found := pool.take(roles.IDEAS, used)) and found.method:
        used.add(found.method.slug)
    assert found is not None
    assert found.method is None
    assert pool.take(roles.GROUPING, METHODS) is None


def test_what_goes_on_from_before_is_told_from_what_begins() -> None:
    assert takes(METHODS["pisteaanestys"])
    assert not takes(METHODS["aivoriihi"])


def test_a_methods_steps_are_stretched_and_shortened_with_it() -> None:
    block = METHODS["toiveet-ja-huolet"].to_block("b")
    for minutes in (8, 10, 15, 20, 40):
        made = with_minutes(block, minutes)
        assert made.minutes == minutes
        assert sum(step.minutes for step in made.steps) <= minutes
        assert all(step.minutes >= 0.5 for step in made.steps)


def test_rounds_with_a_clock_of_their_own_are_not_shortened() -> None:
    timed = next(
        method
        for method in METHODS.values()
        if any(step.settings.get("minutes_per_round") for step in method.steps)
    )
    assert least_minutes(timed) == timed.usual_minutes


def test_a_plain_block_goes_on_from_what_there_is() -> None:
    block = block_of(plainly(roles.CHOICE), "choice", 8, "ideas.0")
    assert block.steps[0].source is not None
    assert block.steps[0].source.step == "ideas.0"
    kinds = load_kinds()
    for role in vars(roles).values():
        if isinstance(role, roles.Role) and role.plain:
            step = block_of(plainly(role), "b", role.usual, "x").steps[0]
            msgspec.convert(step.settings, kinds[step.kind].Settings)
            assert step.identity in kinds[step.kind].identities
