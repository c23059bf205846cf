from typing import get_args

import pytest

from facilitator.activities.vote import AddHands, CastVote, VoteView
from facilitator.core.agenda import Identity
from facilitator.report.summary import FOR_ALL, FOR_THE_CLIENT, Cover, Part, ProgrammeLine
from facilitator.report.wording import (
    agreed_told,
    clock,
    decimal,
    heads_told,
    how_answered,
    median_told,
    minutes_told,
    outcome,
    people_told,
)
from tests.report.days import SAY, People, close, summarised
from tests.stories import Story


def part(**facts: object) -> Part:
    plain = {"id": "x", "kind": "vote", "prompt": {}, "identity": "named", "reach": "client", "sealed": False}
    return Part(**{**plain, **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize("identity", get_args(Identity))
def test_each_mode_is_told_in_words_of_its_own(identity: Identity) -> None:
    others = {
        how_answered(part(identity=other, phones=1), SAY) for other in get_args(Identity) if other != identity
    }
    assert how_answered(part(identity=identity, phones=1), SAY) not in others


def test_nobody_can_find_out_is_said_once_the_key_is_gone() -> None:
    told = [how_answered(part(identity="anonymous", phones=9, sealed=sealed), SAY) for sealed in (False, True)]
    assert ["find out" in words for words in told] == [False, True]


def test_phones_and_hands_are_told_apart() -> None:
    assert "18 phones + 7 hands." in how_answered(part(phones=18, hands=7), SAY)
    assert how_answered(part(hands=7), SAY) == "7 hands."
    assert "2 notes from paper" in how_answered(part(paper=2), SAY)


def test_a_company_that_answered_as_one_is_counted_as_one() -> None:
    assert heads_told(part(phones=8, voices="pairs"), SAY) == "8 pairs"
    assert heads_told(part(phones=1, hands=2, voices="groups"), SAY) == "1 group + 2 hands"


def test_the_cover_tells_which_phones_spoke_for_a_table() -> None:
    assert people_told(Cover({}, "", "", "", people=18), SAY) == "18 participants"
    assert people_told(Cover({}, "", "", "", people=18, tables=2), SAY) == (
        "18 participants · 2 phones spoke for a table"
    )


def test_numbers_have_the_decimal_sign_of_their_language() -> None:
    assert [decimal(n, "fi") for n in (3.25, 4.0, 0, -1.5)] == ["3,2", "4", "0", "−1,5"]
    assert decimal(3.5, "en") == "3.5"


def test_where_nobody_answers_nothing_is_told() -> None:
    assert how_answered(part(), SAY) == ""


def test_the_middle_of_a_scale_is_told_by_its_steps() -> None:
    story = Story().start()
    people = People(story).people
    scale = {"options": [{"en": f"step {n}"} for n in range(4)], "ordered": True}
    vote = story.open("vote", settings=scale)
    options = list(story.activity(vote).state.options)
    for n, by in enumerate(people):
        story.do(CastVote(activity=vote, option=options[1 + n % 2], dots=1), by)
    close(story, vote)
    assert median_told(told_view(story), ("en",), SAY) == "Median: between step 1 and step 2."
    story.do(AddHands(activity=vote, option=options[1], hands=1))
    assert median_told(told_view(story), ("en",), SAY) == "Median: step 1."


def told_view(story: Story) -> VoteView:
    view = summarised(story).sections[0].parts[0].view
    assert isinstance(view, VoteView)
    return view


def test_clock_times_are_told_as_on_the_wall() -> None:
    assert (clock(9 * 60 + 5), clock(0)) == ("9.05", "0.00")


def test_a_block_says_why_it_took_no_time() -> None:
    def line(state: str, minutes: int) -> ProgrammeLine:
        return ProgrammeLine({}, False, state, -1, minutes, 10)  # type: ignore[arg-type]

    told = [minutes_told(line(*facts), SAY) for facts in (("held", 12), ("held", -1), ("skipped", -1))]
    assert told == ["12 min", "going on", "left out"]


def test_what_became_of_an_idea_is_told() -> None:
    assert outcome("owner", "Liisa", SAY) == "Taken by Liisa"
    assert len({outcome(code, "", SAY) for code in ("open", "owner", "later", "closed")}) == 4


def test_each_line_of_the_assignment_has_a_name() -> None:
    names = [agreed_told(what, SAY) for what in (*FOR_ALL, *FOR_THE_CLIENT)]
    assert all(names)
    assert len(set(names)) == len(names)
