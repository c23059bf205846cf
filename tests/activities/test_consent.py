"""Consent: stances on proposals that have versions."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.activities.consent import (
    AddProposal,
    ConsentHands,
    ConsentProposalView,
    ConsentSettings,
    ConsentView,
    Considered,
    EditProposal,
    GoToProposal,
    HideProposal,
    HideReservation,
    NextProposal,
    RecordDecision,
    SortProposals,
    TakeBackEdit,
    TakeBackProposal,
    TakeBackStance,
    TakeStance,
    TellSupport,
    WriteReservation,
    kind,
)
from facilitator.core.actors import Doing
from facilitator.core.commands import CloseActivity, ReopenActivity, Reveal, Undo
from facilitator.core.kind import ActivityCommand, Inputs, Item, Moment, ReleaseNotes, Sight
from facilitator.core.refusal import Refusal
from facilitator.core.text import words_as_text
from facilitator.live.pretend_words import SAYINGS
from tests.laws.days import CO, LEADER, PEOPLE, ROOM, Day, encoded

LIVELY = {
    "proposals": [{"en": "a"}, {"en": "b"}],
    "scale": "fist",
    "reason_below": 3,
}

OPEN, CLOSED = Sight(Moment()), Sight(Moment("closed"))
DESK = Sight(Moment(), leads=True)
NAMED = Moment(identity="named")


def begun(count: int = 1, **settings: Any) -> Considered:
    proposals = tuple({"en": f"p{n}"} for n in range(count))
    return kind.begin(ConsentSettings(proposals=proposals, **settings), Inputs(), 1)


def asked(state: Considered, by: str, command: ActivityCommand, moment: Moment | None = None) -> Refusal | None:
    return kind.refuse(state, command, Doing(by, 0, "id", 1), moment or Moment())


def after(
    state: Considered, by: str, command: ActivityCommand, moment: Moment | None = None, name: str = "id"
) -> Considered:
    assert asked(state, by, command, moment) is None
    return kind.reduce(state, command, Doing(by, 0, name, 7), moment or Moment())


def proposal(state: Considered, place: int = 0) -> str:
    return list(state.proposals)[place]


def number(state: Considered, place: int = 0) -> int:
    return state.proposals[proposal(state, place)].present.number


def stance(state: Considered, level: int, place: int = 0) -> TakeStance:
    return TakeStance(activity="x", proposal=proposal(state, place), version=number(state, place), level=level)


def stances(state: Considered, *levels: int, place: int = 0) -> Considered:
    for who, level in enumerate(levels):
        state = after(state, f"a/{who}", stance(state, level, place))
    return state


def told(state: Considered, place: int = 0, moment: Moment | None = None) -> Considered:
    return after(state, LEADER, TellSupport(activity="x", proposal=proposal(state, place)), moment)


def worded(state: Considered, text: str, place: int = 0) -> Considered:
    return after(state, LEADER, EditProposal(activity="x", proposal=proposal(state, place), text={"en": text}))


def reserved(state: Considered, who: int, text: str = "because", moment: Moment | None = None) -> Considered:
    command = WriteReservation(activity="x", proposal=proposal(state), version=number(state), text=text)
    return after(state, f"{'p' if moment == NAMED else 'a'}/{who}", command, moment, name=f"reservation{who}{text}")


def first(view: ConsentView, place: int = 0) -> ConsentProposalView:
    return list(view.proposals.values())[place]


def words(view: ConsentView) -> list[str]:
    return [row.text["en"] for row in view.proposals.values()]


# --- stances ---------------------------------------------------------------------------------------------


def test_a_stance_sent_twice_counts_once_and_a_new_one_takes_its_place() -> None:
    state = stances(begun(), 2, 2, 2, 1, 0)
    assert after(state, "a/0", stance(state, 2)) is state
    assert first(kind.board(state, CLOSED)).result.counts == (1, 1, 3)
    state = after(state, "a/4", stance(state, 1))
    result = first(kind.board(state, CLOSED)).result
    assert (result.counts, result.support, result.outcome) == ((0, 2, 3), 100, "passes")
    assert kind.answered(state) == 5


def test_a_stance_is_taken_back_with_all_it_counted() -> None:
    fresh = begun()
    back = TakeBackStance(activity="x", proposal=proposal(fresh), version=1)
    assert after(stances(fresh, 2), "a/0", back) == fresh
    assert after(fresh, "a/0", back) is fresh


@pytest.mark.parametrize(("scale", "most"), [("stances", 2), ("fist", 5), ("grades", 7)])
def test_a_level_lies_on_the_scale(scale: str, most: int) -> None:
    state = begun(scale=scale)
    assert asked(state, "a/0", stance(state, most)) is None
    over = stance(state, most + 1)
    assert asked(state, "a/0", over) == Refusal("off_the_scale", {"least": 0, "most": most})
    assert first(kind.board(stances(state, 0, most, most, most, most), CLOSED)).result.support == 80


def test_leaders_count_hands_and_take_no_stance() -> None:
    state = stances(begun(), 2, 2, 2, 2, 2)
    assert asked(state, LEADER, stance(state, 2)) == Refusal("not_permitted")
    state = after(state, LEADER, ConsentHands(activity="x", proposal=proposal(state), level=0, hands=3))
    assert first(kind.board(state, OPEN)).hands == ()
    assert first(kind.desk(state, DESK)).hands == (3, 0, 0)
    view = kind.board(state, CLOSED)
    assert (view.phones, view.hands, first(view).result.counts) == (5, 3, (3, 0, 5))


@pytest.mark.parametrize(
    ("settings", "levels", "outcome"),
    [
        ({}, (2, 2, 1, 1, 1), "passes"),
        ({}, (2, 2, 2, 2, 0), "fails"),
        ({"counts_as": "share", "share": 80}, (2, 2, 2, 2, 0), "passes"),
        ({"counts_as": "share", "share": 81}, (2, 2, 2, 2, 0), "fails"),
        ({"counts_as": "share", "share": 67, "scale": "fist"}, (3, 4, 2, 2, 5, 3), "fails"),
        ({"counts_as": "mean", "scale": "fist"}, (5, 5, 5, 0, 0), "passes"),
        ({"counts_as": "mean", "scale": "fist"}, (3, 3, 3, 3, 2), "fails"),
        ({"counts_as": "leader_decides", "scale": "grades"}, (0, 0, 0, 0, 0), "leader"),
    ],
)
def test_the_rule_says_how_it_came_out(settings: dict[str, Any], levels: tuple[int, ...], outcome: str) -> None:
    state = stances(begun(**settings), *levels)
    assert first(kind.board(state, CLOSED)).result.outcome == outcome


def test_the_rule_is_told_before_anyone_answers() -> None:
    view = kind.phone(begun(rule={"fi": "Esihenkilö päättää"}, counts_as="leader_decides"), OPEN)
    assert (view.rule, view.counts_as) == ({"fi": "Esihenkilö päättää"}, "leader_decides")


def test_a_stance_under_the_level_needs_its_reason_where_one_is_required() -> None:
    state = begun(scale="fist", reason_required=True)
    assert asked(state, "a/0", stance(state, 2)) is None
    assert asked(state, "a/0", stance(state, 1)) == Refusal("reason_needed")
    state = reserved(state, 0)
    assert asked(state, "a/0", stance(state, 1)) is None
    assert asked(state, "a/1", stance(state, 1)) == Refusal("reason_needed")
    state = worded(state, "else")
    assert asked(state, "a/0", stance(state, 1)) == Refusal("reason_needed")


# --- hidden ----------------------------------------------------------------------------------------------


def test_nothing_but_how_many_is_told_before_the_support_is_shown() -> None:
    one, other = stances(begun(), 2, 2, 2, 2, 2, 1), stances(begun(), 0, 1, 2, 0, 0, 1)
    for show, sight in ((kind.board, OPEN), (kind.phone, OPEN), (kind.desk, DESK), (kind.summary, OPEN)):
        assert encoded(show(one, sight)) == encoded(show(other, sight))
    assert first(kind.desk(one, DESK)).answered == 6
    assert encoded(kind.board(told(one), OPEN)) != encoded(kind.board(told(other), OPEN))


def test_once_the_support_is_shown_stances_stay_as_they_are() -> None:
    state = told(stances(begun(), 2, 2, 2, 2, 1))
    assert first(kind.phone(state, OPEN)).result.shown
    back = TakeBackStance(activity="x", proposal=proposal(state), version=1)
    assert asked(state, "a/0", stance(state, 0)) == asked(state, "a/0", back) == Refusal("support_shown")
    assert kind.inverse(state, TellSupport(activity="x"), Doing(LEADER, 0, "id", 1)) is None


@pytest.mark.parametrize("identity", ["anonymous", "facilitator", "group"])
def test_under_five_answers_neither_support_nor_outcome_is_told(identity: Any) -> None:
    moment = Moment("closed", True, identity)
    seen = [
        kind.desk(reserved(stances(begun(), *levels), 9), Sight(moment, leads=True))
        for levels in ((2, 2, 2, 2), (0, 0, 0, 0))
    ]
    assert encoded(seen[0]) == encoded(seen[1])
    result = first(seen[0]).result
    assert (result.few, result.n, result.outcome, result.shown, seen[0].few) == (True, 4, "", False, True)


def test_hands_hide_no_phone() -> None:
    state = stances(begun(), 2, 0)
    state = after(state, LEADER, ConsentHands(activity="x", proposal=proposal(state), level=2, hands=9))
    assert first(kind.board(state, CLOSED)).result.few


@pytest.mark.parametrize("identity", ["named", "nickname"])
def test_where_all_know_who_answered_few_are_told_too(identity: Any) -> None:
    state = stances(begun(), 2, 0)
    result = first(kind.board(state, Sight(Moment("closed", identity=identity)))).result
    assert (result.shown, result.counts, result.outcome) == (True, (1, 0, 1), "fails")


def test_an_open_count_is_seen_at_once_and_can_still_change() -> None:
    state = stances(begun(hidden=False), 2, 2, 2, 2, 2)
    assert first(kind.board(state, OPEN)).result.support == 100
    assert first(kind.board(after(state, "a/0", stance(state, 0)), OPEN)).result.support == 80


def test_a_private_stance_is_never_told() -> None:
    state = reserved(stances(begun(), 2, 2, 2, 2, 0), 4)
    moment = Moment("closed", True, "only_you")
    assert not first(kind.desk(state, Sight(moment, leads=True))).result.shown
    assert kind.tables(state, Sight(moment)) == []
    assert [item.weight for item in kind.yields(state, moment).items] == [1]


# --- versions --------------------------------------------------------------------------------------------


def test_a_new_wording_keeps_the_old_text_support_and_reservations_and_asks_anew() -> None:
    state = told(reserved(stances(begun(), 2, 2, 1, 0, 0), 3))
    state = worded(state, "better")
    row = first(kind.board(state, OPEN))
    assert (row.text, row.place, row.answered, row.told, row.result.shown) == ({"en": "better"}, 2, 0, False, False)
    old = row.versions["1"]
    assert (old.text, old.result.counts, old.result.reservations) == ({"en": "p0"}, (2, 1, 2), 1)
    assert [row.place for row in kind.board(state, OPEN).reservations.values()] == [1]
    state = told(stances(state, 2, 2, 2, 2, 1))
    assert first(kind.board(state, OPEN)).result.counts == (0, 1, 4)


def test_a_late_stance_for_the_words_before_is_refused() -> None:
    state = stances(begun(), 2)
    late = stance(state, 2)
    state = worded(state, "else")
    assert asked(state, "a/1", late) == Refusal("version_changed")
    assert asked(state, "a/1", stance(state, 2)) is None


def test_a_wording_that_nobody_has_answered_is_mended_in_place() -> None:
    fresh = begun()
    late = stance(fresh, 2)
    state = worded(fresh, "p0.")
    assert (first(kind.board(state, OPEN)).place, words(kind.board(state, OPEN))) == (1, ["p0."])
    # On its way when the words changed: nobody knows what it was about.
    assert asked(state, "a/0", late) == Refusal("version_changed")
    assert worded(fresh, "p0") is fresh


def test_the_same_words_ask_again() -> None:
    state = worded(told(stances(begun(), 2, 2, 2, 2, 0)), "p0")
    assert (first(kind.board(state, OPEN)).place, number(state)) == (2, 2)


def test_a_wording_changed_before_its_support_was_shown_is_shown_with_the_next() -> None:
    state = worded(stances(begun(), 2, 2, 2, 2, 0), "else")
    assert not first(kind.desk(state, DESK)).versions["1"].result.shown
    assert first(kind.desk(told(state), DESK)).versions["1"].result.counts == (1, 0, 4)


def test_a_new_wording_is_taken_back_until_somebody_answers_it() -> None:
    before = stances(begun(), 2, 2, 2, 2, 0)
    edit = EditProposal(activity="x", proposal=proposal(before), text={"en": "else"})
    state = after(before, LEADER, edit)
    back = kind.inverse(before, edit, Doing(LEADER, 0, "id", 1))
    assert back == TakeBackEdit(activity="x", proposal=proposal(before), version=1, text={"en": "p0"})
    assert encoded(kind.desk(after(state, LEADER, back), DESK)) == encoded(kind.desk(before, DESK))
    assert asked(stances(state, 1), LEADER, back) == Refusal("changed_since")
    # The number of words that were taken back is never that of other words.
    assert number(worded(after(state, LEADER, back), "third")) == 3


def test_a_decision_stays_with_the_words_it_was_made_about() -> None:
    state = stances(begun(), 2, 2, 2, 2, 2)
    decide = RecordDecision(activity="x", proposal=proposal(state), decision="trial", words="till June")
    state = worded(after(state, LEADER, decide), "else")
    row = first(kind.summary(state, CLOSED))
    assert (row.decision, row.versions["1"].decision, row.versions["1"].words) == ("", "trial", "till June")
    wrong = RecordDecision(activity="x", proposal=proposal(state), decision="perhaps")
    assert asked(state, LEADER, wrong) == Refusal("no_such_decision")


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["take", "take", "take", "again", "back", "late", "edit", "undo", "tell", "hide"]),
        st.integers(0, 5),
        st.integers(0, 2),
        st.integers(0, 1),
    ),
    max_size=40,
)


@given(acts=ACTS)
def test_any_order_of_stances_edits_duplicates_and_late_ones_leaves_versions_and_counts_right(acts: Any) -> None:
    """Beside the state a plain book is kept: version → author → level, told apart by the words alone."""
    state = begun(2)
    book: dict[tuple[str, str], dict[str, int]] = {}
    sent: list[tuple[str, TakeStance, str]] = []
    undoable: ActivityCommand | None = None
    for turn, (act, who, level, place) in enumerate(acts):
        key, by = proposal(state, place), f"a/{who}"
        text = state.proposals[key].present.text["en"]
        match act:
            case "take" | "again" | "late":
                fresh = (by, stance(state, level, place), text)
                by, command, about = sent[who % len(sent)] if sent and act != "take" else fresh
                sent.append((by, command, about))
                if asked(state, by, command) is None:
                    now = state.proposals[command.proposal].present.text["en"]
                    assert now == about, "a stance was counted for words that it was not about"
                    book.setdefault((command.proposal, about), {})[by] = command.level
                    state = after(state, by, command)
            case "back":
                command2 = TakeBackStance(activity="x", proposal=key, version=number(state, place))
                if asked(state, by, command2) is None:
                    book.get((key, text), {}).pop(by, None)
                    state = after(state, by, command2)
            case "edit":
                edit = EditProposal(activity="x", proposal=key, text={"en": f"words{turn}"})
                if asked(state, LEADER, edit) is None:
                    undoable = kind.inverse(state, edit, Doing(LEADER, 0, "id", 1))
                    state = after(state, LEADER, edit)
            case "undo":
                if undoable and asked(state, LEADER, undoable) is None:
                    state = after(state, LEADER, undoable)
            case "tell":
                if asked(state, LEADER, TellSupport(activity="x", proposal=key)) is None:
                    state = told(state, place)
            case "hide":
                state = after(state, LEADER, HideProposal(activity="x", proposal=key, on=level == 0))
    for key, row in state.proposals.items():
        assert len({version.number for version in row.versions}) == len(row.versions)
        for version in row.versions:
            expected = book.get((key, version.text["en"]), {})
            assert version.stances == expected
            counts = Counter(expected.values())
            assert version.tally == tuple(counts[level] for level in range(3))
    kept = Counter(by for row in state.proposals.values() for version in row.versions for by in version.stances)
    assert state.answers == dict(kept)


# --- one by one ------------------------------------------------------------------------------------------


def test_one_by_one_the_green_button_shows_goes_on_and_closes_after_the_last() -> None:
    state = begun(2, one_by_one=True)
    moves = []
    while move := kind.next_command(state, "x"):
        moves.append(type(move).__name__)
        state = after(state, LEADER, move)
    assert moves == ["TellSupport", "NextProposal", "TellSupport"]
    assert asked(state, LEADER, NextProposal(activity="x")) == Refusal("last_proposal")


def test_on_a_list_the_green_button_shows_all_at_once_and_asks_again_after_a_new_wording() -> None:
    state = begun(3)
    state = after(state, LEADER, kind.next_command(state, "x"))  # type: ignore[arg-type]
    assert all(row.present.told for row in state.proposals.values())
    assert kind.next_command(state, "x") is None
    state = worded(state, "else", 1)
    assert kind.next_command(state, "x") == TellSupport(activity="x", proposal=proposal(state, 1))


def test_the_wall_shows_the_one_that_is_asked_about_and_all_when_it_is_closed() -> None:
    state = begun(3, one_by_one=True)
    assert words(kind.board(state, OPEN)) == ["p0"]
    state = after(state, LEADER, GoToProposal(activity="x", proposal=proposal(state, 2)))
    view = kind.board(state, OPEN)
    assert (words(view), view.place, view.count) == (["p2"], 3, 3)
    state = after(state, LEADER, HideProposal(activity="x", proposal=proposal(state, 2)))
    assert words(kind.board(state, OPEN)) == ["p1"]
    assert len(kind.board(state, CLOSED).proposals) == 2


def test_a_stance_that_comes_after_the_next_was_asked_still_counts() -> None:
    state = begun(2, one_by_one=True)
    late = stance(state, 2)
    state = after(state, LEADER, NextProposal(activity="x"))
    assert asked(state, "a/0", late) is None


def test_the_list_is_sorted_by_lowest_support_with_the_unknown_last() -> None:
    state = begun(4)
    for place, levels in enumerate([(2, 2, 2, 2, 2), (0, 0, 0, 2, 2), (2, 2), (2, 2, 2, 2, 0)]):
        state = stances(state, *levels, place=place)
    state = after(state, LEADER, SortProposals(activity="x", by="support"))
    assert words(kind.board(state, CLOSED)) == ["p1", "p3", "p0", "p2"]
    assert words(kind.board(state, OPEN)) == ["p0", "p1", "p2", "p3"]


# --- reservations ----------------------------------------------------------------------------------------


def test_reservations_leave_with_the_result_in_an_order_of_chance_and_later_ones_by_three() -> None:
    state = stances(begun(), 2, 2, 2, 2, 1, 1)
    for who in range(3):
        state = reserved(state, who, f"r{who}")
    assert b"r1" not in encoded([kind.desk(state, DESK), kind.board(state, OPEN), kind.phone(state, OPEN)])
    state = told(state)
    assert {row.text for row in kind.board(state, OPEN).reservations.values()} == {"r0", "r1", "r2"}
    for who in range(3, 6):
        assert not kind.releasable(state, Moment())
        state = reserved(state, who, f"r{who}")
        assert f"r{who}".encode() not in encoded(kind.desk(state, DESK))
    assert kind.releasable(state, Moment())
    assert first(kind.desk(state, DESK)).result.waiting == 3
    state = kind.reduce(state, ReleaseNotes(activity="x"), Doing(ROOM, 0, "r", 5), Moment())
    assert len(kind.desk(state, DESK).reservations) == 6


def test_who_is_known_is_read_at_once_after_the_result_and_named() -> None:
    state = told(stances(begun(), 2, 2), moment=NAMED)
    state = reserved(state, 7, moment=NAMED)
    view = kind.board(state, Sight(NAMED, {"p/7": "Leena"}))
    assert [(row.text, row.name) for row in view.reservations.values()] == [("because", "Leena")]


def test_a_reservation_is_worded_anew_taken_back_and_kept_from_the_wall() -> None:
    state = told(reserved(reserved(stances(begun(), 2, 2, 2, 2, 2), 1, "first"), 1, "better"))
    assert [row.text for row in kind.board(state, OPEN).reservations.values()] == ["better"]
    assert kind.mine(state, "a/1", OPEN).stances[proposal(state)].reason == "better"
    key = next(iter(state.reservations))
    hidden = after(state, LEADER, HideReservation(activity="x", reservation=key))
    assert not kind.board(hidden, OPEN).reservations
    assert not kind.summary(hidden, CLOSED).reservations
    assert kind.desk(hidden, DESK).reservations[key].hidden
    assert not kind.desk(reserved(state, 1, ""), DESK).reservations


def test_the_summary_tells_no_ids_and_no_order_of_writing() -> None:
    def summary(order: tuple[int, ...]) -> ConsentView:
        state = stances(begun(), 2, 2, 2, 1, 0)
        for who in order:
            state = reserved(state, who, f"r{who}")
        return kind.summary(told(state), CLOSED)

    assert encoded(summary((0, 1, 2))) == encoded(summary((2, 0, 1)))
    assert proposal(begun()) not in encoded(summary((0, 1))).decode()


# --- the rest --------------------------------------------------------------------------------------------


def test_a_proposal_is_added_and_taken_back_until_somebody_answers_it() -> None:
    fresh = begun()
    state = after(fresh, LEADER, AddProposal(activity="x", text={"en": "more"}), name="new")
    back = TakeBackProposal(activity="x", proposal="new")
    assert words(kind.board(state, OPEN)) == ["p0", "more"]
    assert after(state, LEADER, back) == fresh
    assert asked(stances(state, 1, place=1), LEADER, back) == Refusal("stances_taken")


def test_what_was_not_turned_down_goes_on_in_its_last_words_the_best_supported_first() -> None:
    state = begun(4)
    for place, levels in enumerate([(2, 2, 2, 0, 0), (2, 2, 2, 2, 2), (0, 0, 0, 0, 0), (2,)]):
        state = stances(state, *levels, place=place)
    state = worded(state, "better", 1)
    state = stances(state, 2, 2, 2, 2, 1, place=1)
    gone = RecordDecision(activity="x", proposal=proposal(state, 2), decision="rejected")
    yielded = kind.yields(after(state, LEADER, gone), Moment("closed"))
    assert [(item.text["en"], item.weight) for item in yielded.items] == [("p0", 60), ("better", 100), ("p3", 0)]
    assert [item.text["en"] for item in yielded.top] == ["better", "p0", "p3"]
    assert yielded.items[1].marks == (0, 1, 4)
    assert yielded.items[2].marks == ()


def test_what_flows_in_is_proposed_after_what_was_written() -> None:
    inputs = Inputs((Item("i", words_as_text("rule")),))
    state = kind.begin(ConsentSettings(proposals=({"en": "p0"},)), inputs, 1)
    assert [row.text for row in kind.board(state, OPEN).proposals.values()] == [{"en": "p0"}, {"": "rule"}]


def test_the_table_has_a_row_a_version_and_few_are_not_told() -> None:
    state = told(stances(begun(scale="fist"), 5, 5, 4, 0, 3))
    state = told(stances(worded(state, "else"), 5, 0))
    assert kind.tables(state, CLOSED)[1:] == [
        ["p0", 1, 5, 80, 3.4, "1 · 0 · 0 · 1 · 1 · 2", 0, ""],
        ["else", 2, 2, "", "", "", "", ""],
    ]
    assert kind.tables(begun(), OPEN) == []


def test_reopening_takes_answers_again_until_the_support_is_shown() -> None:
    day = Day("anonymous", consent={"proposals": [{"en": "a"}]})
    activity = day.open("consent")
    key = next(iter(day.activity("consent").state.proposals))
    take = TakeStance(activity=activity, proposal=key, version=1, level=3)
    assert day.do(day.author(0, "consent"), take) is None
    day.must(LEADER, CloseActivity(activity=activity))
    assert day.do(day.author(1, "consent"), take) == Refusal("closed")
    day.must(LEADER, ReopenActivity(activity=activity))
    assert day.do(day.author(1, "consent"), take) is None
    day.must(LEADER, Reveal(activity=activity))
    assert day.do(day.author(2, "consent"), take) == Refusal("support_shown")


def test_undo_of_a_wording_is_refused_once_another_leader_touched_the_same() -> None:
    day = Day("named")
    activity = day.open("consent")
    key = next(iter(day.activity("consent").state.proposals))
    day.must(LEADER, EditProposal(activity=activity, proposal=key, text={"en": "x"}))
    day.must(CO, EditProposal(activity=activity, proposal=key, text={"en": "y"}))
    assert day.do(LEADER, Undo()) == Refusal("changed_since")


@pytest.mark.parametrize(
    "settings", [{}, {"scale": "fist", "one_by_one": True}, {"scale": "grades", "reason_required": True}]
)
def test_pretend_people_answer_everything_and_spread(settings: dict[str, Any]) -> None:
    def everyone(state: Considered) -> Considered:
        for who in range(30):
            for turn, command in enumerate(kind.pretend(state, "x", who, SAYINGS["fi"])):
                state = after(state, f"a/{who}", command, name=f"c{who}-{turn}-{len(state.reservations)}")
        return state

    state = everyone(begun(3, **settings))
    while move := kind.next_command(state, "x"):
        state = everyone(after(state, LEADER, move))
    assert kind.answered(state) == 30
    for row in kind.board(state, CLOSED).proposals.values():
        assert row.answered == 30
        assert len([count for count in row.result.counts if count]) > 1
    assert kind.board(state, CLOSED).phones == 30 > PEOPLE


@pytest.mark.parametrize(("identity", "count"), [("anonymous", 0), ("facilitator", 0), ("named", 1)])
def test_a_reservation_without_any_stance_is_told_only_where_all_know_who_answered(
    identity: Any, count: int
) -> None:
    moment = Moment("closed", identity=identity)
    state = reserved(told(begun(), moment=moment), 0, moment=moment)
    state = kind.reduce(state, CloseActivity(activity="x"), Doing(LEADER, 1, "close", 1), moment)
    for sight in (Sight(moment), Sight(moment, leads=True)):
        view = kind.desk(state, sight)
        assert (len(view.reservations), first(view).result.reservations) == (count, count)
