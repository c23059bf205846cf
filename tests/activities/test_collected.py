"""What has been collected, and who may see what of it."""

from facilitator.activities.collect import (
    AddPaperNote,
    PostNote,
    kind,
)
from facilitator.activities.collected import Collected, CollectSettings, Note, is_out, joined_text, shown_notes
from facilitator.core.kind import Moment, Sight
from facilitator.core.refusal import Refusal
from tests.activities.test_collect import opened, post, view
from tests.laws.days import LEADER


def test_a_note_of_several_fields_is_joined_where_it_goes_on() -> None:
    day = opened(fields=[{"en": "Rule"}, {"en": "Sign"}, {"en": "When forgotten"}], max_length=10)
    note = post(day, 0, "on time\n\nask why")
    row = view(day).notes[note]
    assert (row.text, row.parts) == ("on time · ask why", ("on time", "", "ask why"))
    flows = kind.yields(day.activity("collect").state, Moment("closed", identity="named"))
    assert flows.items[-1].text == {"": "on time · ask why"}
    no = day.do(day.author(0, "collect"), PostNote(activity=day.step["collect"], text="short\n" + "x" * 11))
    assert no == Refusal("too_long", {"most": 10})


def test_examples_are_on_phones_from_the_start_in_all_their_languages() -> None:
    day = opened("anonymous", hidden=True, seeds=[{"fi": "Aloitamme ajoissa", "en": "We start on time"}])
    (seed,) = view(day, "phone").notes.values()
    assert (seed.source, seed.wording["en"]) == ("seed", "We start on time")
    assert view(day).notes == {}
    assert kind.answered(day.activity("collect").state) == 0


def test_paper_does_not_help_two_to_hide() -> None:
    day = opened("anonymous")
    for number in range(2):
        post(day, number, "n")
    day.must(LEADER, AddPaperNote(activity=day.step["collect"], text="paper"))
    assert not kind.releasable(day.activity("collect").state, day.activity("collect").moment)


def test_nothing_is_shown_before_it_is_let_out_let_through_or_gone_round() -> None:
    shown, waits = Note("yes", by="a/x", sort=1), Note("no", by="a/x")
    state = Collected(CollectSettings(), {"shown": shown, "waits": waits})
    assert list(shown_notes(state, Sight(Moment()))) == ["shown"]
    assert not is_out(Note("hidden", by="a/x", sort=1, hidden=True))
    assert not is_out(Note("unread", by="a/x", sort=1, approved=False))
    round_trip = Collected(CollectSettings(pass_on=2), state.notes)
    assert shown_notes(round_trip, Sight(Moment())) == {}
    assert list(shown_notes(round_trip, Sight(Moment("closing")))) == ["shown"]
    assert shown_notes(state, Sight(Moment(identity="only_you"))) == {}


def test_one_field_keeps_its_lines() -> None:
    assert joined_text(Collected(CollectSettings()), Note("two\nlines", by="a/x")) == "two\nlines"
