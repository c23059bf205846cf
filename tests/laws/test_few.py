"""Nothing that fewer than five answered is broken down: who chose what among a few changes no view."""

import random
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.activities.consent import TakeStance
from facilitator.activities.form import AnswerQuestion, SendForm
from facilitator.activities.matrix import Place
from facilitator.activities.rank import SetRanking
from facilitator.activities.rate import Rate
from facilitator.core import commands as c
from facilitator.core.kind import FEWEST, ActivityCommand, Sight
from tests.laws.days import KINDS, LEADER, ROOM, Day, encoded

ENOUGH = FEWEST + 2
SCALE = 0  # the question of the form that is answered here


def answer(day: Day, kind: str, chance: random.Random) -> ActivityCommand:
    """Return an answer to the first thing that is asked in the activity."""
    state: Any = day.activity(kind).state
    activity = day.step[kind]
    match kind:
        case "rate":
            return Rate(activity=activity, statement=next(iter(state.statements)), value=chance.randint(1, 5))
        case "consent":
            key, proposal = next(iter(state.proposals.items()))
            number = proposal.versions[-1].number
            return TakeStance(activity=activity, proposal=key, version=number, level=chance.randint(0, 5))
        case "matrix":
            x, y = chance.randint(1, 3), chance.randint(1, 3)
            return Place(activity=activity, item=next(iter(state.items)), x=x, y=y)
        case "rank":
            return SetRanking(activity=activity, order=tuple(chance.sample(list(state.items), 3)))
        case _:
            question = list(state.questions)[SCALE]
            return AnswerQuestion(activity=activity, question=question, number=chance.randint(0, 4))


def played(kind: str, people: int, seed: int) -> dict[str, bytes]:
    """Return what everyone is shown after so many answered by chance, closed and revealed."""
    day, chance = Day("anonymous", consent={"reason_below": 0}), random.Random(seed)
    activity = day.open(kind)
    for number in range(people):
        day.must(day.author(number, kind), answer(day, kind, chance))
        if kind == "form":
            day.must(day.author(number, kind), SendForm(activity=activity))
    day.must(LEADER, c.CloseActivity(activity=activity))
    day.do(ROOM, c.EndGrace(activity=activity))
    day.do(LEADER, c.Reveal(activity=activity))
    views = day.shared_views() | {"summary": summary(day, kind)}
    return {audience: encoded(view) for audience, view in views.items()}


def summary(day: Day, kind: str) -> msgspec.Struct:
    """Return what the summary tells."""
    activity = day.activity(kind)
    return KINDS[kind].summary(activity.state, Sight(activity.moment))


KINDS_THAT_COUNT = pytest.mark.parametrize("kind", ["rate", "consent", "matrix", "rank", "form"])


@KINDS_THAT_COUNT
@given(one=st.integers(0, 999), other=st.integers(0, 999))
def test_what_a_few_answered_looks_the_same_whatever_they_answered(kind: str, one: int, other: int) -> None:
    assert played(kind, FEWEST - 1, one) == played(kind, FEWEST - 1, other)


@KINDS_THAT_COUNT
def test_what_enough_answered_is_shown(kind: str) -> None:
    # Or the law above would hold for a product that shows nothing.
    assert len({played(kind, ENOUGH, seed)["summary"] for seed in range(6)}) > 1
