import pytest

from facilitator.core.agenda import Step
from facilitator.report.settled import settings_told
from tests.report.days import SAY
from tests.stories import KINDS

CHOICES = {"view: cloud": "A word cloud", "ask: words": "Own words"}


def told(kind: str, **settings: object) -> tuple[str, ...]:
    return settings_told(Step(id="a", kind=kind, settings=settings), KINDS, ("fi", "en"), SAY, CHOICES)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_goes_without_saying_is_not_said(kind: str) -> None:
    assert told(kind) == ()


def test_settings_are_told_by_their_titles_in_words() -> None:
    assert told("vote", options=[{"fi": "Kyllä", "en": "Yes"}, {"fi": "Ei"}], budget=3, hidden=False) == (
        "Options: Kyllä · Ei",
        "Dots per person: 3",
        "Hidden until you close the vote: no",
    )
    assert "A word cloud" in " ".join(told("collect", view="cloud"))


def test_questions_of_a_form_are_told_with_how_they_are_answered() -> None:
    (line,) = told("form", questions=[{"text": {"fi": "Mikä toimii?"}, "ask": "words", "required": True}])
    assert line == "Questions: Mikä toimii? (Answered by: Own words, Has to be answered: yes)"


def test_settings_that_a_kind_does_not_know_stop_no_print() -> None:
    assert told("vote", colour="blue") == ()
