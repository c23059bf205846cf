import json

import pytest

from facilitator.activities.consent import EditProposal, RecordDecision, TakeStance, TellSupport, WriteReservation
from facilitator.report.csv import tables
from facilitator.report.json import document as as_json
from facilitator.report.markdown import document as as_markdown
from tests.report.days import SAY, People, close, summarised, unpacked
from tests.stories import Story


def decided(count: int = 6) -> Story:
    """Ask about a rule, word it anew after a reservation, ask again and accept it."""
    story = Story(title={"en": "Day"}, languages=("en",)).start()
    people = People(story).people[:count]
    step = story.open("consent", settings={"proposals": [{"en": "oldrule"}], "scale": "stances"}, identity="named")
    (proposal,) = story.activity(step).state.proposals
    for by in people:
        story.do(TakeStance(activity=step, proposal=proposal, version=1, level=0), by)
    story.do(WriteReservation(activity=step, proposal=proposal, version=1, text="mindword"), people[0])
    story.do(TellSupport(activity=step, proposal=proposal))
    story.do(EditProposal(activity=step, proposal=proposal, text={"en": "newrule"}))
    for by in people:
        story.do(TakeStance(activity=step, proposal=proposal, version=2, level=2), by)
    story.do(TellSupport(activity=step, proposal=proposal))
    story.do(RecordDecision(activity=step, proposal=proposal, decision="accepted", words="from May on"))
    close(story, step)
    return story


def test_a_decision_is_told_with_its_support_its_reservations_and_what_it_was_before() -> None:
    summary = summarised(decided())
    (line,) = json.loads(as_json(summary))["decisions"]
    assert (line["text"], line["decision"], line["words"]) == ("newrule", "accepted", "from May on")
    assert (line["support"], line["answers"], line["version"]) == (100, 6, 2)
    assert [note["text"] for note in line["reservations"]] == ["mindword"]
    assert [(old["text"], old["support"]) for old in line["earlier"]] == [("oldrule", 0)]


@pytest.mark.parametrize("word", ["newrule", "Accepted", "from May on", "100 % support it · 6 answers", "mindword"])
def test_it_reads_the_same_in_words_and_in_a_table(word: str) -> None:
    summary = summarised(decided())
    decisions = as_markdown(summary, SAY).partition("## Decisions")[2]
    assert word in decisions
    name, data = list(unpacked(tables(summary, SAY)).items())[-1]
    assert name.endswith("-decisions.csv")
    assert word in data.decode("utf-8-sig")
    assert "1. oldrule (0 % support it · 6 answers)" in decisions
