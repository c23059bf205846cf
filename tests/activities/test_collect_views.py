"""Each audience sees of the notes what it may."""

from facilitator.activities.collect import (
    CommentNote,
    MarkNote,
    PostNote,
    kind,
)
from facilitator.core.commands import CloseActivity
from facilitator.core.kind import Moment, Sight
from tests.activities.test_collect import opened, post, view
from tests.laws.days import LEADER


def test_the_summary_tells_what_was_said_without_ids() -> None:
    day = opened(build_on=True, comments=True)
    activity = day.step["collect"]
    notes = [post(day, 0, text) for text in ("one", "two")]
    more = day.must(day.author(1, "collect"), PostNote(activity=activity, text="more", builds_on=notes[1]))
    said = day.must(day.author(1, "collect"), CommentNote(activity=activity, note=notes[0], text="yes"))
    told = kind.summary(day.activity("collect").state, Sight(Moment("closed", identity="named")))
    assert not any(made in str(told) for made in (*notes, more, said))
    (child,) = [note for note in told.notes.values() if note.text == "more"]
    assert told.notes[child.builds_on].text == "two"
    (comment,) = [row for note in told.notes.values() for row in note.comments.values()]
    assert comment.text == "yes"


def test_marks_of_fewer_than_five_are_told_only_where_names_are() -> None:
    day = opened("facilitator", marks=[{"en": "delay"}])
    note = post(day, 0, "n")
    day.must(day.author(1, "collect"), MarkNote(activity=day.step["collect"], note=note, mark=0))
    for audience in ("board", "phone", "desk"):
        assert (view(day, audience).few, view(day, audience).notes[note].marks) == (True, (0,))
    flows = kind.yields(day.activity("collect").state, Moment("closed", identity="facilitator"))
    assert {item.weight for item in flows.items} == {1}


def test_the_table_has_a_row_a_note_with_its_column() -> None:
    day = opened("anonymous", columns=[{"en": "a"}, {"en": "b"}])
    post(day, 0, "right", column=1)
    day.must(LEADER, CloseActivity(activity=day.step["collect"]))
    activity = day.activity("collect")
    rows = kind.tables(activity.state, Sight(activity.moment))
    assert (rows[0], rows[-1]) == (["Column", "Note", "Source", "Name"], ["b", "right", "phone", ""])


def test_a_phone_has_room_for_the_newest_two_hundred() -> None:
    day = opened()
    for number in range(210):
        post(day, number % 4, f"n{number}")
    assert len(view(day).notes) == 215
    texts = [note.text for note in view(day, "phone").notes.values()]
    assert texts == [f"n{number}" for number in range(10, 210)]
