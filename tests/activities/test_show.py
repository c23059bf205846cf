"""Show: something to read, with a clock."""

from typing import Any

from facilitator.activities.show import NextLine, Showing, ShowSettings, kind
from facilitator.core.kind import Inputs, Item, Moment, Sight
from facilitator.core.refusal import Refusal
from tests.laws.days import LEADER, Day

LIVELY = {"lines": [{"en": "first"}, {"en": "second"}], "all_lines": False}

BOARD, DESK = Sight(Moment()), Sight(Moment(), leads=True)
LINES = ({"en": "first"}, {"en": "second"})


def begun(*items: Item, **settings: Any) -> Showing:
    return kind.begin(ShowSettings(lines=LINES, **settings), Inputs(items), 1)


def texts(view: Any) -> list[str]:
    return [line.text["en"] for line in view.lines.values()]


def test_all_lines_are_there_at_once_unless_they_come_one_by_one() -> None:
    assert texts(kind.board(begun(), BOARD)) == ["first", "second"]
    assert texts(kind.board(begun(all_lines=False), BOARD)) == []


def test_a_line_that_has_not_come_is_on_the_desk_alone() -> None:
    state = begun(all_lines=False)
    assert texts(kind.phone(state, BOARD)) == []
    assert [(line.text["en"], line.shown) for line in kind.desk(state, DESK).lines.values()] == [
        ("first", False),
        ("second", False),
    ]


def test_lines_come_one_by_one_and_undo_takes_the_last_away() -> None:
    day = Day("anonymous")
    activity = day.open("show")
    for line, expected in ((1, ["first"]), (2, ["first", "second"])):
        day.must(LEADER, NextLine(activity=activity, line=line))
        assert texts(kind.board(day.activity("show").state, BOARD)) == expected


def test_a_line_that_is_not_there_is_refused() -> None:
    day = Day("anonymous")
    activity = day.open("show")
    of = kind.board(day.activity("show").state, BOARD).of
    assert day.do(LEADER, NextLine(activity=activity, line=of + 1)) == Refusal("no_such_line", {"most": of})


def test_participants_turn_no_lines() -> None:
    day = Day("named")
    activity = day.open("show")
    assert day.do(day.author(0, "show"), NextLine(activity=activity, line=1)) == Refusal("not_permitted")


def test_an_earlier_result_stands_after_the_written_lines_with_what_was_counted() -> None:
    view = kind.board(begun(Item("x", {"en": "won"}, 12)), BOARD)
    assert [(line.text["en"], line.weight) for line in view.lines.values()] == [
        ("first", 1),
        ("second", 1),
        ("won", 12),
    ]


def test_the_summary_keeps_the_text_if_asked_and_of_a_break_never() -> None:
    kept = begun(in_summary=True)
    assert texts(kind.summary(kept, BOARD)) == ["first", "second"]
    assert kind.tables(kept, BOARD) == [["Line"], ["first"], ["second"]]
    for state in (begun(), begun(in_summary=True, style="break")):
        assert texts(kind.summary(state, BOARD)) == []
        assert kind.tables(state, BOARD) == []
