import pytest

from facilitator.core.agenda import Step
from facilitator.report.settled import SILENT, settings_told
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
        "Dots per person: 3 · Hidden until you close the vote: no",
        "Options: Kyllä · Ei",
    )
    assert "A word cloud" in " ".join(told("collect", view="cloud"))


def test_questions_of_a_form_are_told_with_how_they_are_answered() -> None:
    (line,) = told("form", questions=[{"text": {"fi": "Mikä toimii?"}, "ask": "words", "required": True}])
    assert line == "Questions: Mikä toimii? (Answered by: Own words, Has to be answered: yes)"


def test_settings_that_a_kind_does_not_know_stop_no_print() -> None:
    assert told("vote", colour="blue") == ()


def test_limits_and_what_only_the_screens_see_to_are_left_out() -> None:
    assert told("collect", max_length=120) == ()
    assert told("show", in_summary=True) == ()
    assert told("rate", shuffle=True, sort="mean", show="line") == ()
    assert told("groups", size=2, turns=2) == ("People in a group: 2",)
    assert told("groups", size=4, turns=2) == ("Turns in a round: 2",)
    assert told("groups", rounds=3, minutes_per_round=7.5) == ("Rounds: 3 · Minutes in a round: 7.5",)


def test_a_scale_is_told_with_its_ends_even_if_it_is_the_usual_one() -> None:
    ends = {"low": {"fi": "vähän"}, "high": {"fi": "paljon"}}
    (line,) = told("rate", **ends)
    assert line.startswith("Scale: ")
    assert line.endswith(", vähän – paljon")
    assert "Scale: 0-10, vähän – paljon" in told("rate", scale="0-10", **ends)


def test_what_is_never_told_is_a_setting_of_some_kind() -> None:
    assert {field for kind in KINDS.values() for field in kind.Settings.__struct_fields__} >= SILENT
