import json

from facilitator.report.json import FORMAT, document
from tests.report.days import lively_day, summarised


def test_the_document_tells_its_format_and_what_was_said() -> None:
    story, _ = lively_day("named", "client")
    told = json.loads(document(summarised(story)))
    assert told["format"] == FORMAT == 1
    assert (told["cut"], told["title"], told["people"]) == ("participants", "Day", 6)
    activities = [activity for section in told["sections"] for activity in section["activities"]]
    assert [activity["kind"] for activity in activities] == ["collect", "collect", "commit", "vote"]
    assert activities[3]["rows"][0] == ["optionword0", 5, 5, 0, 100]
    assert len(told["actions"]) == 6
    assert told["parked"] == [{"text": "parkedword", "outcome": "later", "owner": ""}]
    assert sorted(told["appendix"][0]["notes"]) == [f"shownword{n}" for n in range(6)]


def test_it_holds_no_ids_and_no_times() -> None:
    story, _ = lively_day("anonymous", "client")
    told = document(summarised(story)).decode()
    for entry in story.entries:
        assert entry.id not in told
        assert str(entry.at) not in told or entry.at == 0
