from typing import Any

import pytest

from facilitator.core.agenda import Identity, Source, Step
from facilitator.report.ballots import BLANK_LINES, Ballot, ballots_of
from tests.report.days import SAY
from tests.report.plans import template
from tests.stories import KINDS, Story


def ballot(kind: str, source: Source | None = None, identity: Identity = "anonymous", **settings: Any) -> Ballot:
    story = Story(title={"en": "Day"}, languages=("en",))
    first = Step(id="first", kind="collect", prompt={"en": "First"})
    step = Step(id="a", kind=kind, prompt={"en": "Which?"}, settings=settings, identity=identity, source=source)
    story.add_block(first, step, title={"en": "Block"})
    (made,) = ballots_of(story.workshop, ("en",), SAY, KINDS).ballots
    return made


OPTIONS = [{"en": "Tea"}, {"en": "Coffee"}]


def test_a_vote_has_its_options_with_as_many_circles_as_one_may_fill() -> None:
    made = ballot("vote", options=OPTIONS, budget=3, max_per_option=2)
    assert [(mark.said.words, mark.dots) for mark in made.marks] == [("Tea", 2), ("Coffee", 2)]
    assert made.how == "Fill in 3 circles in all. At most 2 on one option. Do not write your name."


def test_options_that_come_live_are_lines_to_write_on() -> None:
    made = ballot("vote", Source("first", most=5))
    assert [mark.said.words for mark in made.marks] == [""] * 5
    assert len(ballot("vote", Source("first")).marks) == BLANK_LINES


@pytest.mark.parametrize(
    ("scale", "steps"), [("1-5", 5), ("0-10", 11), ("-2-2", 5), ("slider", 11), ("0-5", 6), ("0-4", 5)]
)
def test_a_rating_has_each_statement_with_its_scale(scale: str, steps: int) -> None:
    made = ballot(
        "rate", statements=OPTIONS, scale=scale, low={"en": "little"}, high={"en": "much"}, dont_know=True
    )
    assert [(mark.said.words, len(mark.scale), mark.low, mark.high) for mark in made.marks] == [
        ("Tea", steps + 1, "little", "much"),
        ("Coffee", steps + 1, "little", "much"),
    ]


def test_own_steps_and_two_questions_about_each_are_on_it() -> None:
    made = ballot("rate", statements=OPTIONS, scale="words", steps=[{"en": "no"}, {"en": "yes"}])
    assert made.marks[0].scale == ("no", "yes")
    both = ballot("rate", statements=OPTIONS[:1], dimensions=[{"en": "now"}, {"en": "later"}])
    assert [mark.said.words for mark in both.marks] == ["Tea – now", "Tea – later"]


def test_proposals_are_weighed_by_name_or_by_number() -> None:
    stances = ballot("consent", proposals=OPTIONS[:1])
    assert stances.marks[0].scale == ("I object", "I can live with it", "I support it")
    fist = ballot("consent", proposals=OPTIONS[:1], scale="fist")
    assert (fist.marks[0].scale, fist.marks[0].low) == (tuple("012345"), "I object")
    assert stances.marks[-1].way == "words"


def test_a_ranking_is_numbered() -> None:
    made = ballot("rank", items=OPTIONS, top=2)
    assert [mark.way for mark in made.marks] == ["place", "place"]
    assert "down to 2" in made.how


def test_a_form_has_each_question_in_its_own_way() -> None:
    questions = [
        {"text": {"en": "How was it?"}, "ask": "scale", "scale": "0-4"},
        {"text": {"en": "Which?"}, "ask": "choices", "options": OPTIONS},
        {"text": {"en": "How many?"}, "ask": "number"},
        {"text": {"en": "What else?"}, "ask": "words"},
    ]
    made = ballot("form", questions=questions)
    assert [(mark.way, len(mark.scale), mark.lines) for mark in made.marks] == [
        ("scale", 5, 0), ("tick", 2, 0), ("words", 0, 1), ("words", 0, 3)
    ]  # fmt: skip


def test_a_name_is_asked_only_where_people_are_told_so() -> None:
    assert ballot("vote", options=OPTIONS).name == ""
    named = ballot("vote", identity="named", options=OPTIONS)
    assert named.name == "Name"
    assert "Do not write" not in named.how


def test_a_ready_day_has_a_ballot_for_every_step_that_is_voted_rated_or_filled_in() -> None:
    workshop = template().workshop
    kinds = [step.kind for block in workshop.blocks for step in block.steps]
    wanted = sum(kind in ("vote", "rate", "consent", "rank") for kind in kinds)
    made = ballots_of(workshop, ("fi",), SAY, KINDS).ballots
    assert wanted > 5
    assert len(made) >= wanted
    assert all(one.marks and one.prompt for one in made)


def copies(expected: int, **settings: Any) -> tuple[str, str]:
    story = Story(title={"en": "Day"}, languages=("en",), expected=expected)
    story.add_block(Step(id="a", kind="vote", prompt={"en": "Which?"}, settings={"options": OPTIONS, **settings}))
    (made,) = ballots_of(story.workshop, ("en",), SAY, KINDS).ballots
    return made.copies, made.sheets


def test_it_says_how_many_are_needed_and_how_many_sheets_they_are_on() -> None:
    assert copies(25) == ("25 copies", "13 sheets")
    assert copies(1) == ("1 copy", "1 sheet")


def test_nothing_is_said_where_nobody_knows_how_many() -> None:
    assert copies(0) == ("", "")
    assert copies(25, who="company") == ("", "")


def test_a_question_on_paper_says_nothing_of_tapping() -> None:
    story = template()
    prompts = [one.prompt.words for one in ballots_of(story.workshop, ("fi",), SAY, KINDS).ballots]
    assert "Mitkä viisi otamme käyttöön ensin?" in prompts
    assert "Napauta" not in repr(prompts)
