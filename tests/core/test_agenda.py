from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from facilitator.core.agenda import DESTINATIONS, Block, shown, timetable

NINE = 9 * 60
BLOCKS = st.lists(
    st.builds(
        Block,
        id=st.uuids().map(str),
        minutes=st.integers(0, 180),
        fixed_at=st.none() | st.integers(0, 24 * 60 - 1),
        removed=st.booleans(),
    ),
    max_size=12,
)


def test_later_times_follow_when_a_block_grows() -> None:
    short = timetable([Block(id="a", minutes=10), Block(id="b", minutes=20)], NINE)
    long = timetable([Block(id="a", minutes=25), Block(id="b", minutes=20)], NINE)

    assert [slot.starts for slot in short] == [NINE, NINE + 10]
    assert [slot.starts for slot in long] == [NINE, NINE + 25]


def test_a_fixed_block_waits_for_its_clock_and_what_follows_follows_it() -> None:
    blocks = [Block(id="a", minutes=10), Block(id="lunch", fixed_at=NINE + 30, minutes=5), Block(id="b")]

    lunch, after = timetable(blocks, NINE)[1:]

    assert (lunch.starts, lunch.waits, lunch.late) == (NINE + 30, 20, 0)
    assert after.starts == NINE + 35


def test_a_fixed_block_that_is_run_past_starts_late_and_says_by_how_much() -> None:
    lunch = timetable([Block(id="a", minutes=40), Block(id="lunch", fixed_at=NINE + 30)], NINE)[1]

    assert (lunch.starts, lunch.waits, lunch.late) == (NINE + 40, 0, 10)


@given(BLOCKS, st.integers(0, 24 * 60 - 1))
def test_no_block_starts_before_the_one_before_it_ends(blocks: list[Block], starts: int) -> None:
    slots = timetable(blocks, starts)

    assert all(later.starts >= earlier.ends for earlier, later in pairwise(slots))


@given(BLOCKS, st.integers(0, 24 * 60 - 1))
def test_a_fixed_block_never_starts_early(blocks: list[Block], starts: int) -> None:
    fixed = {block.id: block.fixed_at for block in blocks if block.fixed_at is not None}

    for slot in timetable(blocks, starts):
        if slot.block in fixed:
            assert slot.starts >= fixed[slot.block]
            assert slot.starts == fixed[slot.block] + slot.late
            assert not (slot.waits and slot.late)


@given(BLOCKS, st.integers(0, 24 * 60 - 1))
def test_the_day_is_as_long_as_its_minutes_and_its_waits(blocks: list[Block], starts: int) -> None:
    slots = timetable(blocks, starts)
    minutes = sum(block.minutes for block in shown(blocks))

    assert (slots[-1].ends if slots else starts) == starts + minutes + sum(slot.waits for slot in slots)


@given(BLOCKS)
def test_removed_blocks_take_no_time(blocks: list[Block]) -> None:
    assert [slot.block for slot in timetable(blocks, NINE)] == [block.id for block in shown(blocks)]


def test_destinations_go_from_the_narrowest_to_the_widest() -> None:
    assert DESTINATIONS == ("nowhere", "board", "participants", "client")
