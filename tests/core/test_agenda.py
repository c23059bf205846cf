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


# --- several days, and tracks that run side by side --------------------------------------------------------


def test_a_line_between_days_starts_the_clock_anew() -> None:
    blocks = [
        Block(id="a", minutes=30),
        Block(id="night", minutes=0, new_day=True, fixed_at=8 * 60, date="2031-02-04"),
        Block(id="b", minutes=45),
    ]

    assert [(slot.block, slot.starts, slot.ends, slot.day) for slot in timetable(blocks, 540)] == [
        ("a", 540, 570, 0),
        ("night", 480, 480, 1),
        ("b", 480, 525, 1),
    ]


def test_a_line_before_everything_opens_no_second_day() -> None:
    blocks = [Block(id="line", minutes=0, new_day=True, fixed_at=600), Block(id="a", minutes=30)]

    assert [(slot.starts, slot.day) for slot in timetable(blocks, 540)] == [(600, 0), (600, 0)]


def test_tracks_run_side_by_side_and_what_is_for_everybody_waits_for_the_longest() -> None:
    blocks = [
        Block(id="all", minutes=10),
        Block(id="red1", minutes=20, track="Punaiset"),
        Block(id="blue1", minutes=15, track="Siniset"),
        Block(id="red2", minutes=5, track="Punaiset"),
        Block(id="blue2", minutes=30, track="Siniset"),
        Block(id="after", minutes=10),
    ]
    starts = {slot.block: slot.starts for slot in timetable(blocks, 540)}

    assert starts == {"all": 540, "red1": 550, "blue1": 550, "red2": 570, "blue2": 565, "after": 595}


def test_what_is_asked_before_the_day_takes_no_time_of_it() -> None:
    blocks = [Block(id="asked", minutes=10, before=True), Block(id="a", minutes=30)]

    assert [(slot.block, slot.starts) for slot in timetable(blocks, 540)] == [("a", 540)]
