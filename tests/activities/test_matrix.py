"""Matrix: things placed by two axes."""

from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.activities.matrix import (
    AddMatrixItem,
    AgreePlace,
    ClearAgreed,
    DropPaperPlace,
    HideMatrixItem,
    MatrixSettings,
    MatrixView,
    PaperPlace,
    Place,
    PlacedView,
    Placings,
    RenameMatrixItem,
    TakeOff,
    kind,
)
from facilitator.core.actors import Doing
from facilitator.core.commands import CloseActivity, ResetActivity
from facilitator.core.kind import ActivityCommand, Inputs, Item, Moment, Sight
from facilitator.core.refusal import Refusal
from facilitator.core.text import words_as_text
from tests.laws.days import LEADER, Day

LIVELY = {"items": [{"en": "a"}, {"en": "b"}], "steps": 3, "hidden": False}

OPEN, CLOSED, NAMED = Sight(Moment()), Sight(Moment("closed")), Sight(Moment("closed", identity="named"))
DESK = Sight(Moment(), leads=True)
CORNERS = ({"en": "tl"}, {"en": "tr"}, {"en": "bl"}, {"en": "br"})


def begun(count: int = 3, **settings: Any) -> Placings:
    return kind.begin(MatrixSettings(items=tuple({"en": f"o{n}"} for n in range(count)), **settings), Inputs(), 1)


def item(state: Placings, place: int) -> str:
    return list(state.items)[place]


def after(state: Placings, command: ActivityCommand, by: str = LEADER) -> Placings:
    doing = Doing(by, 0, "paper", 1)
    no = kind.refuse(state, command, doing, Moment())
    assert no is None, no
    return kind.reduce(state, command, doing, Moment())


def place(state: Placings, at: int, *spots: tuple[int, int]) -> Placings:
    for n, (x, y) in enumerate(spots):
        state = after(state, Place(activity="x", item=item(state, at), x=x, y=y), f"a/{n}")
    return state


def agreed(state: Placings, at: int, x: int, y: int) -> Placings:
    return after(state, AgreePlace(activity="x", item=item(state, at), x=x, y=y))


def by_hand(state: Placings, at: int, x: int, y: int, paper: str = "paper") -> Placings:
    command = PaperPlace(activity="x", item=item(state, at), x=x, y=y)
    return kind.reduce(state, command, Doing(LEADER, 1, paper, 1), Moment())


def refusal(state: Placings, command: ActivityCommand, by: str = "a/0") -> Refusal | None:
    return kind.refuse(state, command, Doing(by, 0, "id", 1), Moment())


def row(view: MatrixView, at: int) -> PlacedView:
    return list(view.items.values())[at]


def words(items: tuple[Item, ...]) -> list[str]:
    return [one.text["en"] for one in items]


def test_a_placement_sent_twice_counts_once_and_a_new_one_replaces_it() -> None:
    state = place(begun(), 0, (1, 1))
    assert after(state, Place(activity="x", item=item(state, 0), x=1, y=1), "a/0") is state
    state = place(state, 0, (5, 2))
    assert kind.answered(state) == 1
    assert [(spot.x, spot.y) for spot in kind.mine(state, "a/0", OPEN).places.values()] == [(5, 2)]


def test_what_is_taken_off_is_gone_and_so_is_who_placed_nothing_else() -> None:
    state = place(begun(), 0, (1, 1))
    state = after(state, TakeOff(activity="x", item=item(state, 0)), "a/0")
    assert (kind.answered(state), kind.mine(state, "a/0", OPEN).places) == (0, {})


def test_places_lie_on_the_grid() -> None:
    state = begun(steps=3)
    off = Place(activity="x", item=item(state, 0), x=4, y=1)
    assert refusal(state, off) == Refusal("off_the_grid", {"most": 3})
    assert refusal(state, Place(activity="x", item=item(state, 0), x=3, y=3)) is None
    assert refusal(state, Place(activity="x", item="nowhere", x=1, y=1)) == Refusal("no_such_option")
    assert refusal(state, off, LEADER) == Refusal("not_permitted")


def test_only_leaders_place_where_the_room_places_together() -> None:
    state = begun(who="leaders")
    assert refusal(state, Place(activity="x", item=item(state, 0), x=1, y=1)) == Refusal("leaders_place")
    view = kind.board(agreed(state, 0, 2, 4), OPEN)
    assert (view.shown, row(view, 0).agreed_x, row(view, 0).agreed_y) == (True, 2, 4)
    assert kind.pretend(state, "x", 1, None) == ()  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=5, max_size=20))
def test_the_picture_is_medians_and_the_middle_half(spots: list[tuple[int, int]]) -> None:
    seen = row(kind.board(place(begun(), 0, *spots), CLOSED), 0)
    across, up = sorted(x for x, _ in spots), sorted(y for _, y in spots)
    assert (seen.x, seen.y, seen.placed) == (median(across), median(up), len(spots))
    for low, high, steps in ((seen.x_low, seen.x_high, across), (seen.y_low, seen.y_high, up)):
        assert sum(low <= step <= high for step in steps) * 2 >= len(steps)
        assert steps[0] <= low <= median(steps) <= high <= steps[-1]


def test_nobody_sees_a_placement_before_the_close_the_desk_included() -> None:
    state = agreed(place(begun(), 0, *[(5, 1)] * 6), 1, 2, 2)
    for view in (kind.board(state, OPEN), kind.phone(state, OPEN), kind.desk(state, DESK)):
        assert (view.shown, view.phones) == (False, 6)
        for seen in view.items.values():
            assert (seen.placed, seen.x, seen.y, seen.x_high, seen.agreed_x, seen.quadrant) == (0, 0, 0, 0, 0, -1)
    assert kind.tables(state, OPEN) == []
    assert kind.board(state, Sight(Moment(revealed=True))).shown


def test_under_five_placements_only_their_number_is_told_unless_by_name() -> None:
    state = place(begun(), 0, *[(5, 1)] * 4)
    view = kind.board(state, CLOSED)
    assert (view.few, row(view, 0).few, row(view, 0).placed, row(view, 1).few) == (True, True, 4, False)
    assert (row(view, 0).x, row(view, 0).y_high, row(view, 0).quadrant) == (0, 0, -1)
    named = kind.board(state, NAMED)
    assert (named.few, row(named, 0).x, row(named, 0).y) == (False, 5, 1)
    fifth = kind.board(place(begun(), 0, *[(5, 1)] * 5), CLOSED)
    assert (fifth.few, row(fifth, 0).placed, row(fifth, 0).x) == (False, 5, 5)


def test_what_is_added_by_hand_hides_no_phone_since_leaders_know_it() -> None:
    state = place(begun(), 0, (5, 1))
    for n in range(5):
        state = by_hand(by_hand(state, 0, 1, 1, f"paper{n}"), 1, 1, 1, f"other{n}")
    view = kind.board(state, CLOSED)
    assert (row(view, 0).few, row(view, 0).placed, row(view, 0).x, row(view, 0).x_high) == (True, 6, 0, 0)
    assert (row(view, 1).few, row(view, 1).placed, row(view, 1).x) == (False, 5, 1)


def test_one_thing_with_too_few_does_not_hide_the_others() -> None:
    state = place(place(begun(), 0, *[(5, 1)] * 5), 1, (1, 1))
    view = kind.board(state, CLOSED)
    assert (view.few, row(view, 0).few, row(view, 1).few) == (False, False, True)


def test_a_private_matrix_is_seen_by_its_writer_alone() -> None:
    state = by_hand(place(begun(hidden=False), 1, *[(5, 5)] * 6), 1, 5, 5)
    moment = Moment("closed", revealed=True, identity="only_you")
    desk = kind.desk(state, Sight(moment, leads=True))
    assert (desk.shown, desk.few, desk.hands, desk.last_paper) == (False, False, 0, "")
    flows = kind.yields(state, moment)
    assert (words(flows.top), flows.groups) == (["o0", "o1", "o2"], ())
    assert len(kind.mine(state, "a/0", Sight(moment)).places) == 1


def test_the_agreed_place_is_told_under_five_and_goes_before_the_medians() -> None:
    state = agreed(place(begun(quadrants=CORNERS), 0, *[(1, 1)] * 5), 0, 5, 5)
    assert row(kind.board(state, CLOSED), 0).quadrant == 1
    state = after(state, ClearAgreed(activity="x", item=item(state, 0)))
    assert row(kind.board(state, CLOSED), 0).quadrant == 2
    lone = agreed(place(begun(), 1, (1, 1)), 1, 4, 4)
    assert (row(kind.board(lone, CLOSED), 1).agreed_x, row(kind.board(lone, CLOSED), 1).x) == (4, 0)
    assert not kind.board(lone, CLOSED).few


def test_an_agreed_place_is_taken_back_to_the_one_before() -> None:
    state = agreed(begun(), 0, 2, 2)
    doing = Doing(LEADER, 1, "id", 1)
    second = AgreePlace(activity="x", item=item(state, 0), x=5, y=5)
    assert kind.inverse(state, second, doing) == AgreePlace(activity="x", item=item(state, 0), x=2, y=2)
    assert kind.inverse(begun(), second, doing) == ClearAgreed(activity="x", item=item(state, 0))


@pytest.mark.parametrize(
    ("spot", "quadrant"), [((1, 5), 0), ((4, 4), 1), ((2, 2), 2), ((5, 1), 3), ((3, 5), -1), ((5, 3), -1)]
)
def test_each_lies_in_a_quadrant_or_on_a_line(spot: tuple[int, int], quadrant: int) -> None:
    assert row(kind.board(place(begun(), 0, *[spot] * 5), CLOSED), 0).quadrant == quadrant


def test_what_opinions_lie_furthest_apart_on_is_marked() -> None:
    state = place(place(begun(), 0, *[(3, 3)] * 6), 1, *[(1, 1), (5, 5)] * 3)
    assert [seen.apart for seen in kind.board(state, CLOSED).items.values()] == [False, True, False]
    assert not any(seen.apart for seen in kind.board(place(begun(), 0, *[(3, 3)] * 6), CLOSED).items.values())


def test_placements_by_hand_count_beside_the_phones_and_can_be_taken_back() -> None:
    state = place(begun(), 0, *[(1, 1)] * 5)
    for n, at in enumerate((0, 0, 1)):
        state = by_hand(state, at, 5, 5, f"paper{n}")
    view = kind.board(state, CLOSED)
    # Two people, one of whom placed two things.
    assert (view.phones, view.hands, row(view, 0).placed) == (5, 2, 7)
    assert (kind.board(state, OPEN).hands, kind.desk(state, DESK).hands) == (0, 2)
    assert kind.desk(state, DESK).last_paper == "paper2"
    state = after(state, DropPaperPlace(activity="x", paper="paper1"))
    assert (kind.board(state, CLOSED).hands, row(kind.board(state, CLOSED), 0).placed) == (1, 6)


def test_what_is_placed_keeps_its_words() -> None:
    state = place(begun(), 0, (1, 1))
    rename = [RenameMatrixItem(activity="x", item=item(state, n), text={"en": "new"}) for n in (0, 1)]
    assert refusal(state, rename[0], LEADER) == Refusal("already_placed")
    assert refusal(state, rename[1], LEADER) is None
    assert refusal(state, AddMatrixItem(activity="x", text={"en": " "}), LEADER) == Refusal("empty")
    full = refusal(begun(20), AddMatrixItem(activity="x", text={"en": "new"}), LEADER)
    assert full == Refusal("too_many", {"most": 20})


def test_what_is_taken_out_is_on_the_desk_alone_and_comes_back_with_its_placements() -> None:
    state = place(begun(), 0, *[(5, 5)] * 5)
    state = after(state, HideMatrixItem(activity="x", item=item(state, 0)))
    assert (len(kind.board(state, CLOSED).items), len(kind.desk(state, DESK).items)) == (2, 3)
    assert [seen.number for seen in kind.board(state, CLOSED).items.values()] == [1, 2]
    assert refusal(state, Place(activity="x", item=item(state, 0), x=1, y=1)) == Refusal("no_such_option")
    back = after(state, HideMatrixItem(activity="x", item=item(state, 0), on=False))
    assert row(kind.board(back, CLOSED), 0).placed == 5


def test_the_best_go_on_first_and_quadrants_with_what_lies_in_them() -> None:
    state = begun(5, quadrants=CORNERS, best="top_left")
    for at, spot in enumerate([(5, 5), (2, 4), (1, 5), (3, 3)]):
        state = place(state, at, *[spot] * 5)
    flows = kind.yields(state, Moment())
    assert words(flows.top) == ["o2", "o1", "o0", "o3", "o4"]
    assert [(group.text["en"], words(group.items)) for group in flows.groups] == [
        ("tl", ["o2", "o1"]),
        ("tr", ["o0"]),
    ]


def test_a_quadrant_without_a_name_is_called_by_the_ends_of_the_axes() -> None:
    ends: dict[str, Any] = {
        "x_low": {"en": "little"},
        "x_high": {"en": "much"},
        "y_low": {"en": "low"},
        "y_high": {"en": "high"},
    }
    state = place(begun(**ends), 0, *[(1, 5)] * 5)
    assert kind.yields(state, Moment()).groups[0].text == {"en": "high · little"}


def test_eleven_steps_count_from_nought() -> None:
    state = place(begun(1, steps=11), 0, *[(1, 11)] * 5)
    assert kind.board(state, CLOSED).first == 0
    assert kind.tables(state, CLOSED)[1] == ["o0", "", 0, 10, "", "", 5]
    assert kind.tables(place(begun(1), 0, *[(1, 5)] * 5), CLOSED)[1] == ["o0", "", 1, 5, "", "", 5]


def test_the_summary_stands_best_first_without_ids() -> None:
    state = place(place(begun(), 0, *[(1, 1)] * 5), 2, *[(5, 5)] * 5)
    rows = kind.summary(state, CLOSED).items
    assert list(rows) == ["1", "2", "3"]
    assert [seen.text["en"] for seen in rows.values()] == ["o2", "o0", "o1"]


def test_at_most_twenty_are_placed_whatever_flows_in() -> None:
    many = Inputs(tuple(Item(f"note{n}", words_as_text(f"n{n}")) for n in range(30)))
    assert len(kind.begin(MatrixSettings(), many, 1).items) == 20


def test_a_placement_for_the_run_before_a_reset_finds_nothing() -> None:
    day = Day("anonymous")
    activity = day.open("matrix")
    late = Place(activity=activity, item=next(iter(day.activity("matrix").state.items)), x=1, y=1)
    day.must(day.author(0, "matrix"), late)
    day.must(LEADER, ResetActivity(activity=activity))
    assert day.do(day.author(0, "matrix"), late) == Refusal("no_such_option")
    day.must(LEADER, CloseActivity(activity=activity))
    assert day.do(day.author(0, "matrix"), late) == Refusal("closed")


def test_pretend_people_place_everything_within_the_grid() -> None:
    state = begun(8)
    for who in range(12):
        for command in kind.pretend(state, "x", who, None):  # type: ignore[arg-type]
            state = after(state, command, f"a/{who}")
    view = kind.board(state, CLOSED)
    assert all(seen.placed == 12 for seen in view.items.values())
    assert len({(seen.x, seen.y) for seen in view.items.values()}) > 4
    assert any(seen.x_high > seen.x_low for seen in view.items.values())
