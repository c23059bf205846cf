"""Form: questions on one page."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.activities.form import (
    AddPaperForm,
    AnswerQuestion,
    ClearAnswer,
    Forms,
    FormSettings,
    FormView,
    HideFormAnswer,
    SendForm,
    ShowFormResult,
    TakeBackPaperForm,
    kind,
)
from facilitator.core.actors import Doing
from facilitator.core.commands import CloseActivity, ReopenActivity, ResetActivity, Reveal
from facilitator.core.ids import derived_id
from facilitator.core.kind import ActivityCommand, Inputs, Moment, PretendWords, ReleaseNotes, Sight
from facilitator.core.refusal import Refusal
from tests.laws.days import LEADER, Day, encoded

LIVELY = {
    "questions": [
        {"text": {"en": "How good?"}, "ask": "scale", "scale": "0-4", "dont_know": True},
        {"text": {"en": "What else?"}, "ask": "words"},
        {"text": {"en": "Which?"}, "ask": "choices", "options": [{"en": "a"}, {"en": "b"}, {"en": "c"}]},
        {"text": {"en": "Years?"}, "ask": "number"},
    ]
}

ANONYMOUS, NAMED = Moment(), Moment(identity="named")
CLOSED = Moment("closed")
SCALE, WORDS, CHOICES, YEARS = range(4)


def begun(*changed: dict[str, Any], **settings: Any) -> Forms:
    written: Any = LIVELY["questions"]
    questions = [{**row, **change} for row, change in zip(written, [*changed, {}, {}, {}, {}], strict=False)]
    return kind.begin(msgspec.convert({"questions": questions, **settings}, FormSettings), Inputs(), 1)


def question(state: Forms, place: int) -> str:
    return list(state.questions)[place]


def asked(state: Forms, by: str, command: ActivityCommand, moment: Moment = ANONYMOUS) -> Refusal | None:
    return kind.refuse(state, command, Doing(by, 0, derived_id(by, repr(command)), 1), moment)


def done(state: Forms, by: str, command: ActivityCommand, moment: Moment = ANONYMOUS) -> Forms:
    doing = Doing(by, 0, derived_id(by, repr(command)), 1)
    no = kind.refuse(state, command, doing, moment)
    assert no is None, (command, no)
    return kind.reduce(state, command, doing, moment)


def to(state: Forms, place: int, **answer: Any) -> AnswerQuestion:
    if "options" in answer:
        answer["options"] = tuple(state.questions[question(state, place)].options[n] for n in answer["options"])
    return AnswerQuestion(activity="x", question=question(state, place), **answer)


def answer(state: Forms, by: str, place: int, moment: Moment = ANONYMOUS, **fields: Any) -> Forms:
    return done(state, by, to(state, place, **fields), moment)


def send(state: Forms, by: str, moment: Moment = ANONYMOUS) -> Forms:
    return done(state, by, SendForm(activity="x"), moment)


def filled(state: Forms, count: int, moment: Moment = ANONYMOUS, first: int = 0) -> Forms:
    for n in range(first, first + count):
        state = answer(state, f"a/{n}", SCALE, moment, number=n % 5)
        state = answer(state, f"a/{n}", WORDS, moment, text=f"said {n}")
        state = send(state, f"a/{n}", moment)
    return state


def show(state: Forms, *places: int) -> Forms:
    for place in places:
        state = done(state, LEADER, ShowFormResult(activity="x", question=question(state, place)))
    return state


def counts(view: FormView, place: int) -> list[int]:
    return [row.count for row in list(view.questions.values())[place].counts.values()]


def texts(view: FormView, place: int = WORDS) -> list[str]:
    return [row.text for row in list(view.questions.values())[place].texts.values()]


# --- answering -------------------------------------------------------------------------------------------


def test_an_answer_counts_when_its_form_is_sent() -> None:
    state = answer(begun(), "a/1", SCALE, number=3)
    view = kind.desk(state, Sight(ANONYMOUS, leads=True))
    assert (kind.answered(state), view.phones, view.begun) == (0, 0, 1)
    state = send(state, "a/1")
    view = kind.desk(state, Sight(ANONYMOUS, leads=True))
    assert (kind.answered(state), view.phones, view.begun) == (1, 1, 0)
    assert send(state, "a/1") is state


def test_an_answer_is_kept_as_it_is_given_and_may_be_changed_after_sending() -> None:
    state = answer(begun(), "a/1", SCALE, number=3)
    assert kind.mine(state, "a/1", Sight(ANONYMOUS)).answers[question(state, SCALE)].number == 3
    assert answer(state, "a/1", SCALE, number=3) is state
    state = answer(send(state, "a/1"), "a/1", SCALE, number=1)
    own = kind.mine(state, "a/1", Sight(ANONYMOUS))
    assert (own.answers[question(state, SCALE)].number, own.sent) == (1, True)
    assert kind.mine(state, "a/2", Sight(ANONYMOUS)).answers == {}


def test_a_form_is_sent_once_all_that_has_to_be_answered_is() -> None:
    state = answer(begun({"required": True}, {"required": True}), "a/1", SCALE, number=0)
    assert asked(state, "a/1", SendForm(activity="x")) == Refusal("form_unfinished", {"n": 1})
    state = send(answer(state, "a/1", WORDS, text="this"), "a/1")
    gone = ClearAnswer(activity="x", question=question(state, WORDS))
    assert asked(state, "a/1", gone) == Refusal("answer_required")


def test_an_empty_form_is_not_sent_and_a_sent_one_is_not_emptied() -> None:
    state = begun()
    assert asked(state, "a/1", SendForm(activity="x")) == Refusal("empty")
    state = answer(state, "a/1", SCALE, number=0)
    clear = ClearAnswer(activity="x", question=question(state, SCALE))
    assert kind.mine(done(state, "a/1", clear), "a/1", Sight(ANONYMOUS)).answers == {}
    assert asked(send(state, "a/1"), "a/1", clear) == Refusal("answer_required")


@pytest.mark.parametrize(
    ("place", "fields", "code"),
    [
        (SCALE, {"number": 5}, "off_the_scale"),
        (SCALE, {}, "off_the_scale"),
        (WORDS, {"text": "  "}, "empty"),
        (WORDS, {"text": "x" * 501}, "too_long"),
        (WORDS, {"dont_know": True}, "empty"),
        (CHOICES, {}, "empty"),
        (CHOICES, {"dont_know": True}, "no_such_option"),
        (YEARS, {}, "empty"),
    ],
)
def test_an_answer_must_fit_its_question(place: int, fields: dict[str, Any], code: str) -> None:
    state = begun()
    no = asked(state, "a/1", to(state, place, **fields))
    assert no is not None
    assert no.code == code


def test_one_of_several_options_is_one() -> None:
    state = begun({}, {}, {"ask": "choice"})
    assert asked(state, "a/1", to(state, CHOICES, options=[0, 1])) == Refusal("too_many", {"most": 1})
    state = answer(answer(state, "a/1", CHOICES, options=[0]), "a/1", CHOICES, options=[2])
    chosen = kind.mine(state, "a/1", Sight(ANONYMOUS)).answers[question(state, CHOICES)].options
    assert chosen == state.questions[question(state, CHOICES)].options[2:]


def test_leaders_have_no_form_of_their_own() -> None:
    state = begun()
    assert asked(state, LEADER, to(state, SCALE, number=1)) == Refusal("not_permitted")
    assert asked(state, LEADER, SendForm(activity="x")) == Refusal("not_permitted")


def test_a_form_without_questions_asks_its_prompt() -> None:
    state = kind.begin(FormSettings(), Inputs(), 1)
    assert [(row.question.ask, row.question.text) for row in state.questions.values()] == [("words", {})]


def test_an_answer_to_the_run_before_a_reset_finds_no_question() -> None:
    day = Day("anonymous")
    activity = day.open("form")
    late = to(day.activity("form").state, SCALE, number=1)
    day.must(LEADER, ResetActivity(activity=activity))
    late = msgspec.structs.replace(late, activity=activity)
    assert day.do(day.author(0, "form"), late) == Refusal("no_such_question")


# --- who may know what -----------------------------------------------------------------------------------


def test_nobody_sees_a_result_before_the_close_the_desk_included() -> None:
    state = show(filled(begun(), 8), SCALE, WORDS)
    for view in (kind.board(state, Sight(ANONYMOUS)), kind.desk(state, Sight(ANONYMOUS, leads=True))):
        assert (view.shown, view.phones) == (False, 8)
        assert not any(row.told or row.counts or row.texts for row in view.questions.values())
    assert kind.tables(state, Sight(ANONYMOUS)) == []


def test_after_the_close_the_desk_has_all_results_and_the_others_those_chosen() -> None:
    state = show(filled(begun(), 10), SCALE)
    assert counts(kind.desk(state, Sight(CLOSED, leads=True)), SCALE) == [2, 2, 2, 2, 2]
    assert len(texts(kind.desk(state, Sight(CLOSED, leads=True)))) == 10
    for view in (kind.board(state, Sight(CLOSED)), kind.phone(state, Sight(CLOSED))):
        assert (counts(view, SCALE), texts(view)) == ([2, 2, 2, 2, 2], [])
    state = done(
        show(state, WORDS), LEADER, ShowFormResult(activity="x", question=question(state, SCALE), on=False)
    )
    board = kind.board(state, Sight(CLOSED))
    assert (counts(board, SCALE), len(texts(board))) == ([], 8)
    assert board.questions[question(state, WORDS)].more == 2


@pytest.mark.parametrize("identity", ["anonymous", "facilitator"])
def test_under_five_forms_nothing_is_broken_down_and_no_word_is_told(identity: Any) -> None:
    moment = Moment("closed", identity=identity)
    state = show(filled(begun(), 4, moment), SCALE, WORDS)
    for view in (
        kind.board(state, Sight(moment)),
        kind.phone(state, Sight(moment)),
        kind.summary(state, Sight(moment)),
    ):
        assert (view.few, view.phones) == (True, 4)
        assert b"said" not in encoded(view)
        assert not any(row.told for row in view.questions.values())
    assert kind.tables(state, Sight(moment)) == []
    assert kind.yields(state, moment).items == ()
    told = kind.desk(state, Sight(moment, leads=True))
    assert len(texts(told)) == (0 if identity == "anonymous" else 4)
    state = filled(state, 1, moment, first=4)
    assert len(texts(kind.board(state, Sight(moment)))) == 5


def test_where_names_are_public_few_are_told_too() -> None:
    moment = Moment("closed", identity="named")
    state = show(filled(begun(), 2, NAMED), WORDS)
    view = kind.board(state, Sight(moment, {"a/0": "Liisa", "a/1": "Olli"}))
    assert sorted((row.name, row.text) for row in view.questions[question(state, WORDS)].texts.values()) == [
        ("Liisa", "said 0"),
        ("Olli", "said 1"),
    ]


def test_a_question_that_few_answered_is_not_broken_down_though_many_sent_the_form() -> None:
    state = filled(begun(), 9)
    for n in range(4):
        state = answer(state, f"a/{n}", CHOICES, options=[0])
    row = list(kind.desk(state, Sight(CLOSED, leads=True)).questions.values())[CHOICES]
    assert (row.told, row.few, row.answers, row.counts) == (False, True, 0, {})
    state = answer(state, "a/4", CHOICES, options=[1, 2])
    assert counts(kind.desk(state, Sight(CLOSED, leads=True)), CHOICES) == [4, 1, 1]


def test_answers_of_a_form_that_was_not_sent_are_in_no_result() -> None:
    state = answer(filled(begun(), 6), "a/late", WORDS, text="never sent")
    assert b"never sent" not in encoded(kind.desk(state, Sight(CLOSED, leads=True)))
    assert b"never sent" not in encoded(kind.yields(state, CLOSED))


def test_forms_join_an_open_anonymous_result_five_at_a_time() -> None:
    state = filled(begun(hidden=False), 4)
    assert not kind.releasable(state, ANONYMOUS)
    state = filled(state, 1, first=4)
    assert kind.releasable(state, ANONYMOUS)
    assert texts(kind.desk(state, Sight(ANONYMOUS, leads=True))) == []
    state = kind.reduce(state, ReleaseNotes(activity="x"), Doing("s/room", 0, "id", 1), ANONYMOUS)
    assert len(texts(kind.desk(state, Sight(ANONYMOUS, leads=True)))) == 5
    state = filled(state, 4, first=5)
    assert not kind.releasable(state, ANONYMOUS)
    assert len(texts(kind.desk(state, Sight(ANONYMOUS, leads=True)))) == 5
    assert len(texts(kind.desk(state, Sight(CLOSED, leads=True)))) == 9


def test_a_result_that_was_shown_does_not_shrink_when_the_form_reopens() -> None:
    day = Day("anonymous")
    activity = day.open("form")
    state = filled(day.activity("form").state, 6)
    for turn in (Reveal, CloseActivity, ReopenActivity):
        state = kind.reduce(state, turn(activity=activity), Doing(LEADER, 0, "id", 1), ANONYMOUS)
    assert len(texts(kind.desk(state, Sight(Moment(revealed=True), leads=True)))) == 6


def test_no_order_and_no_id_ties_two_answers_of_one_person() -> None:
    one = begun({"ask": "words"})
    other = one
    for n in range(6):
        one = answer(answer(one, f"a/{n}", SCALE, text=f"first {n}"), f"a/{n}", WORDS, text=f"second {n}")
        other = answer(answer(other, f"a/{n}", SCALE, text=f"first {n}"), f"a/{n}", WORDS, text=f"second {5 - n}")
    for n in range(6):
        one, other = send(one, f"a/{n}"), send(other, f"a/{5 - n}")
    # Everything that is told of the one day is told of the other, in which other people said the same.
    for moment in (CLOSED, Moment(revealed=True)):
        told = [kind.summary(state, Sight(moment)) for state in (one, other)]
        assert told[0] == told[1]
    tables = [kind.tables(state, Sight(CLOSED)) for state in (one, other)]
    assert tables[0] == tables[1]
    assert len(tables[0]) == 13
    desks = [kind.desk(state, Sight(CLOSED, leads=True)) for state in (one, other)]
    assert texts(desks[0]) == texts(desks[1])
    ids = [key for row in desks[0].questions.values() for key in row.texts]
    assert len(set(ids)) == 12


def test_a_private_form_is_its_authors_alone() -> None:
    moment = Moment("closed", revealed=True, identity="only_you")
    state = show(filled(begun(hidden=False), 9, moment), SCALE, WORDS)
    for view in (kind.board(state, Sight(moment)), kind.desk(state, Sight(moment, leads=True))):
        assert not view.shown
        assert b"said" not in encoded(view)
    assert kind.yields(state, moment).groups == ()


# --- what the leaders do ---------------------------------------------------------------------------------


def test_a_hidden_answer_is_on_the_desk_alone_and_stays_hidden_when_written_anew() -> None:
    state = show(filled(begun(), 6), WORDS)
    row = next(
        key
        for key, text in kind.desk(state, Sight(CLOSED, leads=True)).questions[question(state, WORDS)].texts.items()
        if text.text == "said 2"
    )
    state = done(state, LEADER, HideFormAnswer(activity="x", answer=row))
    assert "said 2" in texts(kind.desk(state, Sight(CLOSED, leads=True)))
    for view in (kind.board(state, Sight(CLOSED)), kind.summary(state, Sight(CLOSED))):
        assert "said 2" not in texts(view)
        assert list(view.questions.values())[WORDS].kept_back == 1
    assert len(kind.yields(state, CLOSED).items) == 5
    state = done(state, "a/2", ClearAnswer(activity="x", question=question(state, WORDS)))
    state = answer(state, "a/2", WORDS, text="again")
    assert "again" not in texts(kind.board(state, Sight(CLOSED)))


def test_a_paper_form_counts_beside_the_phones_and_can_be_taken_back() -> None:
    state = filled(begun(), 5)
    scale, words = question(state, SCALE), question(state, WORDS)
    paper = AddPaperForm(activity="x", numbers={scale: 4}, texts={words: "on paper"})
    doing = Doing(LEADER, 1, derived_id("paper"), 1)
    assert kind.refuse(state, paper, doing, CLOSED) is None
    after = kind.reduce(state, paper, doing, CLOSED)
    view = kind.summary(after, Sight(CLOSED))
    assert (view.phones, view.hands, kind.answered(after)) == (5, 1, 5)
    assert counts(view, SCALE) == [1, 1, 1, 1, 2]
    back = kind.inverse(state, paper, doing)
    assert back == TakeBackPaperForm(activity="x", form=doing.id)
    assert kind.summary(done(after, LEADER, back), Sight(CLOSED)) == kind.summary(state, Sight(CLOSED))
    assert asked(state, LEADER, AddPaperForm(activity="x", numbers={scale: 9})) is not None
    assert asked(state, LEADER, AddPaperForm(activity="x")) == Refusal("empty")


def test_paper_forms_hide_nobody_who_answered_on_a_phone() -> None:
    state = filled(begun(), 3)
    for n in range(9):
        paper = AddPaperForm(activity="x", numbers={question(state, SCALE): n % 5})
        state = kind.reduce(state, paper, Doing(LEADER, 1, derived_id("paper", str(n)), 1), CLOSED)
    # Whoever typed the nine knows them, so that the three would be left.
    assert kind.desk(state, Sight(CLOSED, leads=True)).few


# --- what it comes to ------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 4), min_size=5, max_size=40), st.integers(0, 6))
def test_a_scale_is_told_by_counts_share_mean_and_median(marks: list[int], unsure: int) -> None:
    state = begun()
    for n, mark in enumerate(marks):
        state = send(answer(state, f"a/{n}", SCALE, number=mark), f"a/{n}")
    for n in range(unsure):
        state = send(answer(state, f"a/u{n}", SCALE, dont_know=True), f"a/u{n}")
    row = next(iter(kind.summary(state, Sight(CLOSED)).questions.values()))
    assert [count.count for count in row.counts.values()] == [marks.count(step) for step in range(5)]
    assert (row.answers, row.unknown) == (len(marks) + unsure, unsure)
    assert row.mean == round(sum(marks) / len(marks), 1)
    assert min(marks) <= row.median <= max(marks)


def test_open_answers_flow_on_by_question_once_there_are_five() -> None:
    state = filled(begun(), 5)
    flows = kind.yields(state, ANONYMOUS)
    assert sorted(item.text[""] for item in flows.items) == [f"said {n}" for n in range(5)]
    assert [group.text["en"] for group in flows.groups] == ["What else?"]
    assert flows.groups[0].items == flows.items


def test_it_may_be_opened_before_the_day_and_stay_open_after_it() -> None:
    assert kind.before_start
    assert kind.stays_open(begun(when="after", hours_open=72)) == 72
    assert kind.stays_open(begun(hours_open=72)) == 0


def test_only_a_form_that_somebody_sent_is_worth_telling() -> None:
    state = answer(begun(), "a/1", SCALE, number=1)
    assert not kind.worth_telling(state)
    assert kind.worth_telling(send(state, "a/1"))


def test_pretend_people_fill_in_their_forms_and_spread_their_answers() -> None:
    says = PretendWords(("word",), ("note", "another", "third"), (("what", "when"),), ("head",), ("name",))
    state = begun({"required": True})
    for who in range(25):
        for command in kind.pretend(state, "x", who, says):
            state = done(state, f"a/{who}", command)
    view = kind.summary(state, Sight(CLOSED))
    assert view.phones == 25
    assert sum(count > 0 for count in counts(view, SCALE)) >= 3
    assert all(row.told for row in view.questions.values())
