from datetime import UTC, timedelta, timezone

import pytest

from facilitator.activities.cluster import MergeNotes, PlaceNotes
from facilitator.activities.collect import AddPaperNote, HideNote, PostNote
from facilitator.activities.commit import ProposeAction, SetFollowUp
from facilitator.activities.vote import AddHands, CastVote
from facilitator.core import commands as c
from facilitator.core.agenda import Identity
from facilitator.core.kind import Inputs, Item
from facilitator.core.text import words_as_text
from facilitator.report.cuts import CUTS, Cut
from facilitator.report.summary import Part, summary_of
from tests.report.days import People, close, lively_day, summarised
from tests.stories import KINDS, MORNING, Story


def parts(story: Story, cut: Cut = "participants") -> list[Part]:
    return [part for section in summarised(story, cut).sections for part in section.parts]


def test_the_cover_counts_heads_and_names_nobody() -> None:
    story, _ = lively_day("named", "client")
    story.do(c.EditWorkshop(client="Town", place="Hall", aim={"en": "Agree"}, intro={"en": "Thanks"}))
    summary = summarised(story)
    assert (summary.cover.client, summary.cover.place, summary.cover.people) == ("Town", "Hall", 6)
    assert (summary.aim, summary.intro) == ({"en": "Agree"}, {"en": "Thanks"})


def test_the_cover_tells_what_was_agreed_and_delivery_and_contact_to_the_client_alone() -> None:
    story, _ = lively_day("named", "client")
    story.do(
        c.EditWorkshop(
            result={"en": "Rules"},
            decides={"en": "The board"},
            not_negotiable={"en": " "},
            anonymity={"en": "No names"},
            delivery={"en": "To Leena"},
            contact="Leena",
        )
    )
    for_all = [("result", {"en": "Rules"}), ("decides", {"en": "The board"}), ("anonymity", {"en": "No names"})]
    told = {cut: [(line.what, line.text) for line in summarised(story, cut).agreed] for cut in CUTS}
    assert told["participants"] == for_all
    assert told["client"] == [*for_all, ("delivery", {"en": "To Leena"}), ("contact", {"": "Leena"})]
    assert told["facilitator"] == told["client"]


def test_the_programme_tells_when_it_really_began_and_how_long_it_took() -> None:
    story = Story()
    first, second = story.plan("show", minutes=10), story.plan("collect", minutes=20)
    story.plan("collect")
    story.start()
    story.do(c.OpenActivity(step=first))
    story.later(minutes=13)
    story.do(c.OpenActivity(step=second))
    story.later(minutes=7.4)
    zone = timezone(timedelta(hours=2))
    began = (MORNING // 60_000 + 120) % (24 * 60)
    lines = summary_of(story.workshop, "client", (), KINDS, zone).programme
    assert [(line.began, line.minutes, line.planned) for line in lines] == [(began, 13, 10), (began + 13, -1, 10)]
    story.do(c.EndWorkshop())
    lines = summary_of(story.workshop, "facilitator", (), KINDS, zone).programme
    assert [(line.state, line.minutes) for line in lines] == [("held", 13), ("held", 7), ("not_reached", -1)]
    assert summary_of(story.workshop, "client", (), KINDS, UTC).programme[0].began == (began - 120) % (24 * 60)


def test_a_skipped_block_is_told_to_the_facilitator_alone() -> None:
    story = Story()
    story.plan("collect")
    story.start()
    story.do(c.SkipBlock(block=story.workshop.blocks[0].id))
    assert [line.state for line in summarised(story, "facilitator").programme] == ["skipped"]
    assert summarised(story, "client").programme == ()


def test_talks_are_kept_if_she_says_so_and_breaks_are_times_alone() -> None:
    story = Story().start()
    for settings in ({"in_summary": True}, {}, {"in_summary": True, "style": "break"}):
        story.open("show", settings={**settings, "lines": [{"en": f"line of {len(settings)}"}]})
    assert [[line.text for line in part.view.lines.values()] for part in parts(story)] == [[{"en": "line of 1"}]]
    assert len(summarised(story).programme) == 3


@pytest.mark.parametrize("cut", ["participants", "client"])
def test_what_is_hidden_is_gone_from_readers_and_marked_for_the_facilitator(cut: Cut) -> None:
    story, _ = lively_day("named", "client")
    for activity in story.workshop.activities:
        assert len(parts(story, cut)) == 4
        story.do(c.ArrangeSummary(activity=activity, hidden=True))
        assert activity not in [part.id for part in parts(story, cut)]
        assert [part.hidden for part in parts(story, "facilitator") if part.id == activity] == [True]
        story.do(c.ArrangeSummary(activity=activity, hidden=False))


def test_a_hidden_table_of_actions_is_not_gathered_and_hidden_notes_are_not_in_the_appendix() -> None:
    story, _ = lively_day("named", "client")
    assert summarised(story).actions
    assert summarised(story).appendix
    for activity in story.workshop.activities:
        story.do(c.ArrangeSummary(activity=activity, hidden=True))
    for cut in CUTS:
        assert summarised(story, cut).actions == ()
        assert summarised(story, cut).appendix == ()


def test_a_note_that_a_leader_hid_is_nowhere() -> None:
    story = Story().start()
    wall = story.open("collect")
    liisa = story.join("Liisa")
    story.do(PostNote(activity=wall, text="kept"), liisa)
    gone = story.do(PostNote(activity=wall, text="zebra"), liisa)
    story.do(HideNote(activity=wall, note=gone))
    close(story, wall)
    for cut in CUTS:
        assert "zebra" not in repr(summarised(story, cut))
    assert [verbatim.notes for verbatim in summarised(story).appendix] == [("kept",)]


def test_anonymous_notes_that_still_wait_are_nowhere() -> None:
    story = Story().start()
    wall = story.open("collect", identity="anonymous")
    for n in range(2):
        story.do(PostNote(activity=wall, text="zebra"), story.pseudonym(n))
    for cut in CUTS:
        assert "zebra" not in repr(summarised(story, cut))
    close(story, wall)
    assert "zebra" in repr(summarised(story))


def test_a_tally_that_the_room_has_not_seen_is_nowhere() -> None:
    story = Story().start()
    people = People(story).people
    vote = story.open("vote", settings={"options": [{"en": "a"}, {"en": "b"}]})
    options = list(story.activity(vote).state.options)
    for by in people:
        story.do(CastVote(activity=vote, option=options[0], dots=1), by)
    story.do(AddHands(activity=vote, option=options[1], hands=7))
    for cut in CUTS:
        (part,) = parts(story, cut)
        assert [(row.dots, row.hands) for row in part.view.options.values()] == [(0, 0), (0, 0)]
        assert (part.phones, part.hands, part.rows) == (6, 0, ())
    close(story, vote)
    (part,) = parts(story)
    assert (part.phones, part.hands) == (6, 7)
    assert part.rows[1:] == (("b", 0, 0, 7, 54), ("a", 6, 6, 0, 46))


@pytest.mark.parametrize(("voters", "hands", "few"), [(4, 0, True), (5, 0, False), (3, 2, False), (0, 4, True)])
def test_a_scale_that_fewer_than_five_answered_has_no_numbers(voters: int, hands: int, few: bool) -> None:
    for cut in CUTS:
        (part,) = parts(vote_of(voters, hands, ordered=True), cut)
        assert part.few is few
        numbers = [(row.dots, row.voters, row.hands, row.share) for row in part.view.options.values()]
        assert (set(numbers) == {(0, 0, 0, 0)}) is few
        assert (part.view.median == 0 and part.rows == ()) is few


def test_of_a_choice_by_fewer_than_five_the_client_learns_what_and_not_how_many() -> None:
    story = vote_of(4, 0, ordered=False)
    (told,), (kept,) = parts(story, "client"), parts(story, "participants")
    assert [row.text for row in told.view.options.values()] == [{"en": "b"}, {"en": "a"}, {"en": "c"}]
    assert {row.dots for row in told.view.options.values()} == {0}
    assert told.rows == ()
    assert [row.dots for row in kept.view.options.values()] == [4, 0, 0]


def vote_of(voters: int, hands: int, *, ordered: bool) -> Story:
    story = Story().start()
    people = People(story).people
    settings = {"options": [{"en": "a"}, {"en": "b"}, {"en": "c"}], "ordered": ordered}
    vote = story.open("vote", settings=settings)
    option = list(story.activity(vote).state.options)[1]
    for by in people[:voters]:
        story.do(CastVote(activity=vote, option=option, dots=1), by)
    story.do(AddHands(activity=vote, option=option, hands=hands))
    close(story, vote)
    return story


def test_grouped_notes_are_told_under_their_headings_without_ids() -> None:
    story = Story().start()
    items = tuple(Item(f"note{n}", words_as_text(f"words {n}")) for n in range(4))
    wall = story.open("cluster", settings={"headings": [{"en": "Calm"}]}, inputs=Inputs(items))
    (heading,) = story.activity(wall).state.headings
    story.do(PlaceNotes(activity=wall, notes=("note0", "note1"), heading=heading))
    story.do(MergeNotes(activity=wall, notes=("note1",), into="note0"))
    (part,) = parts(story)
    assert "note0" not in repr(part)
    assert part.rows[1] == ("Calm", "words 0", 1, "phone")
    assert {row[1] for row in part.rows[2:]} == {"words 2", "words 3"}


def test_notes_from_paper_are_counted_apart() -> None:
    story = Story().start()
    wall = story.open("collect")
    story.do(PostNote(activity=wall, text="phone"), story.join("Liisa"))
    story.do(AddPaperNote(activity=wall, text="paper"))
    (part,) = parts(story)
    assert (part.phones, part.paper) == (1, 1)


def test_texts_are_in_the_readers_language_where_there_is_one() -> None:
    story = Story(title={"fi": "Päivä", "en": "Day"}, languages=("fi", "en")).start()
    story.open("vote", settings={"options": [{"fi": "kyllä", "en": "yes"}]}, prompt="Mitä?")
    for language, title, option in (("en", "Day", "yes"), ("fi", "Päivä", "kyllä"), ("sv", "Päivä", "kyllä")):
        summary = summarised(story, "participants", language)
        assert list(summary.cover.title.values()) == [title]
        (row,) = summary.sections[0].parts[0].view.options.values()
        assert list(row.text.values()) == [option]


def test_actions_are_gathered_with_the_day_on_which_they_are_checked() -> None:
    story = Story().start()
    agreed = story.open("commit")
    story.do(ProposeAction(activity=agreed, what="ask", who="Liisa", when="2027-01-02"))
    story.do(SetFollowUp(activity=agreed, date="2027-02-01"))
    (line,) = summarised(story).actions
    assert (line.what, line.who, line.when, line.check_on) == ("ask", "Liisa", "2027-01-02", "2027-02-01")


def test_a_summary_of_an_empty_day_is_there_too() -> None:
    summary = summarised(Story())
    assert (summary.sections, summary.programme, summary.actions, summary.appendix) == ((), (), (), ())


@pytest.mark.parametrize("identity", ["anonymous", "facilitator"])
def test_a_summary_is_the_same_in_whatever_order_people_wrote(identity: Identity) -> None:
    told = []
    for order in (range(6), range(5, -1, -1)):
        story = Story().start()
        people = People(story)
        wall = story.open("collect", identity=identity)
        for n in order:
            story.do(PostNote(activity=wall, text=f"note {n}"), people.author(n, identity))
        close(story, wall)
        told.append(summarised(story))
    assert len(told[0].appendix[0].notes) == 6
    assert told[0] == told[1]


def test_the_result_of_a_choice_stands_in_order_of_votes_and_a_scale_in_its_own() -> None:
    for ordered, expected in ((False, ["b", "a", "c"]), (True, ["a", "b", "c"])):
        (part,) = parts(vote_of(6, 0, ordered=ordered))
        assert [row.text["en"] for row in part.view.options.values()] == expected


def test_who_only_answered_before_the_day_did_not_take_part() -> None:
    story = Story()
    form = story.plan("form", settings={"when": "before"})
    story.do(c.OpenActivity(step=form))
    story.join("Kaarina")
    story.start()
    story.join("Liisa")
    assert summary_of(story.workshop, "client", ("fi",), KINDS).cover.people == 1
