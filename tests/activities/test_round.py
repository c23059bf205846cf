"""Round: turns to speak."""

from typing import Any

import pytest

from facilitator.activities.round import (
    AskTurn,
    DropClock,
    EndTurn,
    GiveTurn,
    Going,
    HideLine,
    JoinRound,
    MoreTurn,
    NextItem,
    NextPhase,
    NextTurn,
    PassTurn,
    Phase,
    PutTurnBack,
    RoundSettings,
    SitInside,
    SkipTurn,
    SwapRings,
    WriteLine,
    kind,
)
from facilitator.core import commands as c
from facilitator.core.actors import Doing
from facilitator.core.kind import ActivityCommand, Inputs, Item, Moment, Present, Sight
from facilitator.core.refusal import Refusal
from facilitator.core.text import words_as_text
from tests.laws.days import LEADER
from tests.stories import Story

LIVELY = {"order": "list", "seconds": 60, "notes": True, "in_summary": True}

NAMED = Moment(identity="named")
NAMES = {f"p/{name}": name.title() for name in ("anna", "bo", "cia", "dan", "eva", "fia")}
OPEN = Sight(NAMED, NAMES)
DESK = Sight(NAMED, NAMES, leads=True)
AT = 1_000_000


def begun(*people: str, items: int = 0, **settings: Any) -> Going:
    here = tuple(Present(f"p/{person}") for person in people or ("anna", "bo", "cia"))
    topics = tuple(Item(f"topic{n}", words_as_text(f"Topic {n}")) for n in range(items))
    return kind.begin(RoundSettings(**{"order": "list", **settings}), Inputs(topics, people=here), 1)


def does(state: Going, command: ActivityCommand, by: str = LEADER, at: int = AT) -> Going:
    doing = Doing(by, at, f"id{len(state.lines)}", 1)
    no = kind.refuse(state, command, doing, NAMED)
    assert no is None, no
    return kind.reduce(state, command, doing, NAMED)


def refusal(state: Going, command: ActivityCommand, by: str = LEADER) -> Refusal | None:
    return kind.refuse(state, command, Doing(by, AT, "id", 1), NAMED)


def next_turn(state: Going, at: int = AT) -> Going:
    return does(state, NextTurn(activity="x"), at=at)


def in_order(state: Going) -> list[str]:
    return [person for person, _ in sorted(state.persons.items(), key=lambda row: row[1].place)]


def own_state(state: Going, person: str) -> str:
    return kind.desk(state, DESK).persons[person].state


# --- in the app's order ----------------------------------------------------------------------------------


def test_everyone_gets_one_turn_in_the_order_that_was_drawn() -> None:
    state = begun("anna", "bo", "cia", "dan")
    spoke = []
    for _ in state.persons:
        state = next_turn(state)
        spoke.append(state.mark.speaker)
    assert spoke == in_order(state)
    assert not kind.board(state, OPEN).over
    state = next_turn(state)
    assert (state.mark.speaker, kind.board(state, OPEN).over) == ("", True)


def test_the_order_is_drawn_from_the_seed_and_not_the_order_of_arrival() -> None:
    here = tuple(Present(f"p/{n}") for n in range(9))
    orders = {
        tuple(in_order(kind.begin(RoundSettings(order="list"), Inputs(people=here), seed))) for seed in range(5)
    }
    assert len(orders) > 1


def test_a_second_lap_begins_after_the_first() -> None:
    state = begun("anna")
    for _ in range(3):
        state = next_turn(state)
    assert (state.mark.lap, state.mark.speaker, state.persons["anna"].turns) == (2, "anna", 2)


def test_who_ends_the_own_turn_hands_it_on_and_the_clock_starts_anew() -> None:
    state = next_turn(begun(seconds=30), at=AT)
    first, second, _ = in_order(state)
    assert state.mark.ends_at == AT + 30_000
    assert refusal(state, EndTurn(activity="x"), f"p/{second}") == Refusal("not_your_turn")
    state = does(state, EndTurn(activity="x"), f"p/{first}", at=AT + 5_000)
    assert (state.mark.speaker, state.mark.ends_at) == (second, AT + 35_000)


def test_passing_is_as_easy_during_the_turn_as_before_it() -> None:
    state = next_turn(begun())
    first, second, third = in_order(state)
    state = does(state, PassTurn(activity="x"), f"p/{second}")
    state = does(state, PassTurn(activity="x"), f"p/{first}")
    assert state.mark.speaker == third
    assert [own_state(state, person) for person in (first, second)] == ["passed", "passed"]


def test_who_passed_may_come_back_and_who_has_spoken_may_not_come_twice() -> None:
    state = next_turn(begun())
    first, second, _third = in_order(state)
    state = does(state, PassTurn(activity="x"), f"p/{second}")
    assert does(state, JoinRound(activity="x"), f"p/{first}") is state
    state = does(state, JoinRound(activity="x"), f"p/{second}")
    assert next_turn(state).mark.speaker == second


def test_a_late_comer_stands_last_and_comes_too() -> None:
    state = begun("anna")
    state = next_turn(next_turn(state))
    assert kind.board(state, OPEN).over
    state = does(state, JoinRound(activity="x"), "p/bo")
    assert next_turn(state).mark.speaker == "bo"


def test_where_passing_is_not_allowed_the_turn_is_still_ones_own_to_end() -> None:
    state = next_turn(begun(may_pass=False))
    first = in_order(state)[0]
    assert refusal(state, PassTurn(activity="x"), f"p/{first}") == Refusal("no_passing")
    assert does(state, EndTurn(activity="x"), f"p/{first}").mark.speaker != first


def test_a_leader_skips_gives_out_of_order_and_gives_more_time() -> None:
    state = next_turn(begun("anna", "bo", "cia", "dan"))
    _, second, third, fourth = in_order(state)
    state = does(state, SkipTurn(activity="x", person=second))
    state = does(state, GiveTurn(activity="x", person=fourth))
    assert state.mark.speaker == fourth
    state = does(state, MoreTurn(activity="x", seconds=30))
    assert state.mark.ends_at == AT + 90_000
    assert next_turn(state).mark.speaker == third


def test_more_time_after_the_end_counts_from_now() -> None:
    state = next_turn(begun(seconds=10))
    state = does(state, MoreTurn(activity="x", seconds=30), at=AT + 60_000)
    assert state.mark.ends_at == AT + 90_000


def test_without_seconds_there_is_no_clock_to_prolong() -> None:
    state = next_turn(begun(seconds=0))
    assert state.mark.ends_at == 0
    assert refusal(state, MoreTurn(activity="x", seconds=30)) == Refusal("no_clock")


def test_a_dropped_clock_is_on_no_screen() -> None:
    state = does(next_turn(begun()), DropClock(activity="x"))
    assert [show(state, OPEN).ends_at for show in (kind.board, kind.phone, kind.desk)] == [0, 0, 0]
    assert kind.board(does(state, DropClock(activity="x", on=False)), OPEN).ends_at == AT + 60_000


# --- around a ring ---------------------------------------------------------------------------------------


def test_around_a_ring_the_app_knows_nobody() -> None:
    state = next_turn(next_turn(begun(order="ring")))
    view = kind.desk(state, DESK)
    assert (view.persons, view.turn, view.speaking) == ({}, 2, -1)
    for command in (PassTurn(activity="x"), EndTurn(activity="x"), JoinRound(activity="x"), AskTurn(activity="x")):
        assert refusal(state, command, "p/anna") is not None


def test_each_draft_gets_one_turn() -> None:
    state = begun(order="ring", items=2)
    state = next_turn(state)
    assert [row.state for row in kind.board(state, OPEN).items.values()] == ["now", "later"]
    state = next_turn(state, at=AT + 9_000)
    assert [row.state for row in kind.board(state, OPEN).items.values()] == ["done", "now"]
    assert state.mark.ends_at == AT + 69_000
    assert refusal(state, NextTurn(activity="x")) == Refusal("nothing_after")
    assert refusal(state, NextItem(activity="x")) == Refusal("nothing_after")


# --- by asking -------------------------------------------------------------------------------------------


def test_those_who_ask_speak_in_the_order_of_asking() -> None:
    state = begun(order="volunteers")
    for person in ("cia", "anna", "late"):
        state = does(state, AskTurn(activity="x"), f"p/{person}")
    spoke = []
    for _ in range(3):
        state = next_turn(state)
        spoke.append(state.mark.speaker)
    assert spoke == ["cia", "anna", "late"]
    state = next_turn(state)
    assert state.mark.speaker == ""
    assert next_turn(state) is state


def test_a_hand_can_be_taken_down_and_asking_twice_keeps_ones_place() -> None:
    state = begun(order="volunteers")
    state = does(state, AskTurn(activity="x"), "p/anna")
    state = does(state, AskTurn(activity="x"), "p/bo")
    assert does(state, AskTurn(activity="x"), "p/anna") is state
    state = does(state, AskTurn(activity="x", on=False), "p/anna")
    assert next_turn(state).mark.speaker == "bo"


def test_a_new_topic_takes_the_hands_down_and_starts_its_clock() -> None:
    state = begun(order="volunteers", items=2, minutes_per_item=8.0)
    assert kind.minutes_now(state, None) == 8.0
    state = next_turn(does(state, AskTurn(activity="x"), "p/anna"))
    state = does(state, AskTurn(activity="x"), "p/bo")
    command = NextItem(activity="x")
    state = does(state, command)
    assert (kind.board(state, OPEN).waiting, state.mark.speaker, state.mark.item) == (0, "", 1)
    assert kind.minutes_now(state, command) == 8.0


# --- two rings -------------------------------------------------------------------------------------------


def test_the_inner_ring_has_one_chair_more_than_it_needs() -> None:
    state = begun("anna", "bo", "cia", order="rings", inner=1)
    state = does(state, SitInside(activity="x"), "p/anna")
    assert kind.board(state, OPEN).chairs == 1
    state = does(state, SitInside(activity="x"), "p/bo")
    assert refusal(state, SitInside(activity="x"), "p/cia") == Refusal("chairs_taken")
    state = does(state, SitInside(activity="x", on=False), "p/anna")
    assert refusal(state, SitInside(activity="x"), "p/cia") is None


def test_the_rings_change_places_and_back_again() -> None:
    state = begun("anna", "bo", "cia", "dan", order="rings", inner=1)
    state = does(state, SitInside(activity="x"), "p/anna")
    swapped = does(state, SwapRings(activity="x"))
    assert {row.state for row in kind.desk(swapped, DESK).persons.values() if row.name != "Anna"} == {"inside"}
    assert own_state(swapped, "anna") == "idle"
    assert kind.board(swapped, OPEN).chairs > 0
    assert kind.board(does(swapped, SwapRings(activity="x")), OPEN) == kind.board(state, OPEN)


# --- phases ----------------------------------------------------------------------------------------------

PHASES = (
    Phase(title={"en": "Telling"}, minutes=10, who="presenter"),
    Phase(title={"en": "Ideas"}, minutes=7, who="others", note=True),
)


def test_phases_follow_one_another_each_with_its_clock() -> None:
    state = begun(order="phases", phases=PHASES)
    assert (kind.minutes_now(state, None), kind.board(state, OPEN).started) == (0.0, False)
    minutes = []
    for _ in PHASES:
        command = NextPhase(activity="x")
        state = does(state, command)
        minutes.append(kind.minutes_now(state, command))
    assert minutes == [10, 7]
    assert refusal(state, NextPhase(activity="x")) == Refusal("nothing_after")
    assert refusal(state, NextTurn(activity="x")) == Refusal("no_turns")


def test_nothing_is_written_in_a_phase_that_does_not_ask_for_it() -> None:
    state = begun(order="phases", phases=PHASES)
    line = WriteLine(activity="x", text="secret")
    assert refusal(state, line, "p/anna") == Refusal("no_lines")
    state = does(state, NextPhase(activity="x"))
    assert refusal(state, line, "p/anna") == Refusal("no_lines")
    assert refusal(does(state, NextPhase(activity="x")), line, "p/anna") is None


def test_what_is_written_in_phases_is_never_on_the_wall_nor_on_other_phones() -> None:
    state = begun(order="phases", phases=PHASES)
    state = does(does(state, NextPhase(activity="x")), NextPhase(activity="x"))
    state = does(state, WriteLine(activity="x", text="secret"), "p/anna")
    closed = Sight(Moment("closed", identity="named"), NAMES)
    assert (kind.board(state, closed).lines, kind.phone(state, closed).lines) == ({}, {})
    assert [line.part for line in kind.desk(state, DESK).lines.values()] == [1]


def test_a_leader_says_who_presents() -> None:
    state = does(begun(order="phases", phases=PHASES), GiveTurn(activity="x", person="bo"))
    assert kind.phone(state, OPEN).speaking == kind.mine(state, "p/bo", OPEN).place > 0


# --- names -----------------------------------------------------------------------------------------------


def test_names_are_on_the_wall_only_where_the_mode_lets_all_know_them() -> None:
    state = next_turn(begun())
    assert {row.name for row in kind.board(state, OPEN).persons.values()} == {"Anna", "Bo", "Cia"}
    for identity in ("facilitator", "group"):
        view = kind.board(state, Sight(Moment(identity=identity)))
        assert (view.persons, view.waiting, view.speaking > 0) == ({}, 2, True)


def test_a_phone_finds_its_own_place_and_nobodys_id() -> None:
    state = next_turn(begun())
    first, second, _ = in_order(state)
    view = kind.phone(state, OPEN)
    assert not {"anna", "bo", "cia"} & view.persons.keys()
    place = kind.mine(state, f"p/{second}", OPEN).place
    assert (view.persons[str(place)].state, view.speaking) == ("waits", kind.mine(state, f"p/{first}", OPEN).place)


# --- lines -----------------------------------------------------------------------------------------------


def test_one_line_each_written_anew_and_taken_back() -> None:
    state = begun(notes=True)
    state = does(state, WriteLine(activity="x", text="One"), "p/anna")
    state = does(state, WriteLine(activity="x", text=" Two "), "p/anna")
    assert [line.text for line in state.lines.values()] == ["Two"]
    assert [line.text for line in kind.mine(state, "p/anna", OPEN).lines.values()] == ["Two"]
    assert does(state, WriteLine(activity="x", text=""), "p/anna").lines == {}
    assert refusal(begun(), WriteLine(activity="x", text="No"), "p/anna") == Refusal("no_lines")


def test_lines_are_for_all_to_read_at_the_close_and_hidden_ones_for_the_desk_alone() -> None:
    state = begun(notes=True)
    for person, words in (("anna", "seen"), ("bo", "unfit")):
        state = does(state, WriteLine(activity="x", text=words), f"p/{person}")
    unfit = next(key for key, line in state.lines.items() if line.text == "unfit")
    state = does(state, HideLine(activity="x", line=unfit))
    assert kind.board(state, OPEN).lines == {}
    closed = Sight(Moment("closed", identity="named"), NAMES)
    assert [line.text for line in kind.board(state, closed).lines.values()] == ["seen"]
    assert (kind.board(state, closed).kept_back, len(kind.desk(state, DESK).lines)) == (1, 2)
    assert [item.text for item in kind.yields(state, NAMED).items] == [{"": "seen"}]


def test_the_summary_tells_nothing_unless_it_was_asked_for_and_then_no_name() -> None:
    state = does(begun(notes=True), WriteLine(activity="x", text="mine"), "p/anna")
    assert not kind.worth_telling(state)
    assert kind.tables(state, OPEN) == []
    assert kind.summary(state, OPEN).lines == {}
    state = does(begun(notes=True, in_summary=True), WriteLine(activity="x", text="mine"), "p/anna")
    assert kind.worth_telling(state)
    told = kind.summary(state, OPEN)
    assert [(key, line.text, line.name) for key, line in told.lines.items()] == [("1", "mine", "")]
    assert told.few


def test_without_lines_what_flowed_in_flows_on() -> None:
    state = begun(order="ring", items=2, notes=True)
    assert [item.id for item in kind.yields(state, NAMED).items] == ["topic0", "topic1"]


# --- undo ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "settings",
    [{}, {"order": "volunteers"}, {"order": "ring", "items": 3}, {"order": "phases", "phases": PHASES}],
)
def test_whatever_a_leader_did_to_the_turn_is_put_back(settings: dict[str, Any]) -> None:
    state = begun(**settings)
    commands: list[ActivityCommand] = [
        NextTurn(activity="x"),
        SkipTurn(activity="x", person="bo"),
        GiveTurn(activity="x", person="cia"),
        MoreTurn(activity="x", seconds=9),
        NextPhase(activity="x"),
        NextItem(activity="x"),
    ]
    tried = 0
    for command in commands * 2:
        if refusal(state, command) is not None:
            continue
        after = does(state, command)
        back = kind.inverse(state, command, Doing(LEADER, AT, "id", 1))
        assert back is not None
        assert does(after, back) == state
        state, tried = after, tried + 1
    assert tried >= 3


def test_a_turn_that_has_gone_on_meanwhile_is_not_put_back() -> None:
    before = begun()
    after = next_turn(before)
    back = kind.inverse(before, NextTurn(activity="x"), Doing(LEADER, AT, "id", 1))
    assert isinstance(back, PutTurnBack)
    ended = does(after, EndTurn(activity="x"), f"p/{after.mark.speaker}")
    assert refusal(ended, back) == Refusal("changed_since")


def test_a_phase_that_is_gone_back_to_has_the_time_it_still_had() -> None:
    first = does(begun(order="phases", phases=PHASES), NextPhase(activity="x"), at=AT)
    command = NextPhase(activity="x")
    back = kind.inverse(first, command, Doing(LEADER, AT + 4 * 60_000, "id", 1))
    assert back is not None
    second = does(first, command, at=AT + 4 * 60_000)
    assert kind.minutes_now(does(second, back), back) == pytest.approx(6)


# --- in a workshop ---------------------------------------------------------------------------------------


def test_a_round_is_talked_through_from_desk_and_phones() -> None:
    story = Story()
    step = story.plan("round", settings={"order": "list"}, identity="named")
    story.start()
    people = [story.join(name) for name in ("Anna", "Bo", "Cia")]
    here = Inputs(people=tuple(Present(person) for person in people))
    story.do(c.OpenActivity(step=step, inputs=here))
    story.do(NextTurn(activity=step))
    for _ in people:
        speaker = story.activity(step).state.mark.speaker
        assert story.mine(f"p/{speaker}").view.place == story.phone().activity.view.speaking  # type: ignore[union-attr]
        story.do(EndTurn(activity=step), by=f"p/{speaker}")
    assert story.board().activity.view.over  # type: ignore[union-attr]
    assert story.ask(EndTurn(activity=step), by=people[0]) == Refusal("not_your_turn")


def test_a_phase_sets_the_clock_that_all_see() -> None:
    story = Story()
    phases = [{"title": {"en": "Telling"}, "minutes": 10, "who": "presenter"}]
    step = story.open("round", settings={"order": "phases", "phases": phases})
    assert story.activity(step).ends_at == 0
    story.do(NextPhase(activity=step))
    assert story.activity(step).ends_at == story.at + 600_000


def test_the_green_button_goes_through_the_phases_and_topics_and_then_closes() -> None:
    phased = begun(order="phases", phases=PHASES)
    for _ in PHASES:
        assert kind.next_command(phased, "x") == NextPhase(activity="x")
        phased = does(phased, NextPhase(activity="x"), at=AT)
    assert kind.next_command(phased, "x") is None
    assert kind.next_command(begun(order="volunteers"), "x") is None
    topics = begun(items=2, order="ring")
    for _ in range(2):
        assert kind.next_command(topics, "x") == NextTurn(activity="x")
        topics = next_turn(topics)
    assert kind.next_command(topics, "x") is None


def test_nobody_puts_a_line_in_the_place_of_anothers() -> None:
    state = does(begun(notes=True), WriteLine(activity="x", text="mine"), "p/anna")
    line = next(iter(state.lines))
    asked = WriteLine(activity="x", text="not mine")
    assert kind.refuse(state, asked, Doing("p/bo", AT, line, 1), NAMED) == Refusal("id_taken")
    assert kind.refuse(state, asked, Doing("p/anna", AT, line, 1), NAMED) is None
