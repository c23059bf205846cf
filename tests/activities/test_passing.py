"""Sheets go round: each gets somebody, and nobody gets one again before it has been everywhere."""

import random
import time
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from facilitator.activities.passing import Passing, passed_on, taken


def circle(people: int) -> Passing:
    passing = Passing()
    for number in range(people):
        passing = taken(passing, f"a/{number}", f"sheet{number}")
    return passing


@given(people=st.integers(1, 14), seed=st.integers(0, 2**32))
def test_every_sheet_goes_to_everybody_once_before_it_comes_home(people: int, seed: int) -> None:
    passing = circle(people)
    seen: dict[str, list[str]] = {sheet: [who] for who, sheet in passing.holding.items()}
    for turn in range(people - 1):
        passing = passed_on(passing, list(passing.holding), {}, seed + turn)
        assert sorted(passing.holding.values()) == sorted(passing.sheets)
        for who, sheet in passing.holding.items():
            seen[sheet].append(who)
    assert all(len(set(had)) == people == len(had) for had in seen.values())


@given(st.integers(0, 2**32))
def test_two_swap_and_swap_back_and_one_alone_keeps_the_only_sheet(seed: int) -> None:
    pair = circle(2)
    there = passed_on(pair, list(pair.holding), {}, seed)
    back = passed_on(there, list(pair.holding), {}, seed)
    assert there.holding == {"a/0": "sheet1", "a/1": "sheet0"}
    assert back.holding == pair.holding
    alone = circle(1)
    assert passed_on(alone, ["a/0"], {}, seed).holding == alone.holding
    assert passed_on(Passing(), [], {}, seed).holding == {}


@given(chance=st.randoms(use_true_random=False))
def test_sheets_stay_balanced_whoever_comes_late_or_leaves(chance: random.Random) -> None:
    passing = circle(chance.randint(3, 8))
    ideas: Counter[str] = Counter()
    for turn in range(8):
        people = list(passing.holding)
        gone = set(chance.sample(people, chance.randint(0, len(people) - 3)))
        here = [who for who in people if who not in gone]
        ideas.update(passing.holding[who] for who in here)
        passing = passed_on(passing, here, ideas, chance.randrange(2**32))
        assert set(passing.holding) == set(people)
        held = Counter(passing.holding[who] for who in here)
        loads = [held[sheet] for sheet in passing.sheets]
        # Those who take part are spread evenly: no sheet has two of them while another has none.
        assert max(loads) - min(loads) <= 1
        for late in range(chance.randint(0, 2)):
            passing = taken(passing, f"a/late{turn}-{late}", f"late{turn}-{late}")


@given(seed=st.integers(0, 2**32))
def test_a_sheet_that_lay_with_somebody_who_left_is_taken_up_first(seed: int) -> None:
    passing, left = circle(6), "a/5"
    here = [who for who in passing.holding if who != left]
    ideas = Counter(passing.holding[who] for who in here)
    for turn in range(4):
        neglected = min(ideas[sheet] for sheet in passing.sheets)
        passing = passed_on(passing, here, ideas, seed + turn)
        taken_up = [passing.holding[who] for who in here]
        assert any(ideas[sheet] == neglected for sheet in taken_up)
        ideas.update(taken_up)
    assert max(ideas[sheet] for sheet in passing.sheets) - min(ideas[sheet] for sheet in passing.sheets) <= 2


@given(chance=st.randoms(use_true_random=False))
def test_nobody_gets_the_own_sheet_back_while_somebody_here_has_not_seen_it(chance: random.Random) -> None:
    passing = circle(chance.randint(3, 8))
    laps: set[str] = set()
    for turn in range(6):
        people = set(passing.holding)
        laps |= {sheet_id for sheet_id, sheet in passing.sheets.items() if people <= set(sheet.seen)}
        passing = passed_on(passing, people, {}, chance.randrange(2**32))
        own = {sheet_id for who, sheet_id in passing.holding.items() if passing.sheets[sheet_id].owner == who}
        assert own <= laps
        if chance.random() < 0.3:
            passing = taken(passing, f"a/late{turn}", f"late{turn}")


def test_a_newcomer_sits_down_beside_somebody_and_begins_a_sheet_only_where_all_are_full() -> None:
    passing = passed_on(circle(2), ["a/0", "a/1"], {}, 1)
    for number in (2, 3):
        passing = taken(passing, f"a/{number}", "unused")
    assert sorted(Counter(passing.holding.values()).values()) == [2, 2]
    assert "new" in taken(passing, "a/4", "new").sheets
    assert taken(passing, "a/3", "other") is passing


def test_numbers_do_not_tell_who_began_first() -> None:
    firsts = {
        passed_on(circle(4), ["a/0", "a/1", "a/2", "a/3"], {}, seed).sheets["sheet0"].number for seed in range(40)
    }
    assert firsts == {1, 2, 3, 4}


def test_three_hundred_sheets_move_in_a_moment() -> None:
    passing = circle(300)
    began = time.perf_counter()
    for seed in range(5):
        passing = passed_on(passing, list(passing.holding), {}, seed)
    assert time.perf_counter() - began < 5
    assert len(set(passing.holding.values())) == 300
