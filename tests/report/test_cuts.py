"""Every identity mode × destination × cut: what may be told is told here a second time, plainly."""

from itertools import product
from typing import get_args

import pytest

from facilitator.activities.collect import PostNote
from facilitator.core import commands as c
from facilitator.core.agenda import DESTINATIONS, Destination, Identity, Source
from facilitator.core.flow import inputs_of
from facilitator.report.cuts import CUTS, Cut, is_in, reach_of
from tests.report.days import CALL, NICKNAME, REAL_NAME, SELF, close, everything_told, lively_day
from tests.stories import KINDS, Story

IDENTITIES: tuple[Identity, ...] = get_args(Identity)
# Written out, not computed: what people are told on the input screen.
TOLD: dict[Destination, set[Cut]] = {
    "nowhere": set(),
    "board": set(),
    "participants": {"participants", "facilitator"},
    "client": {"participants", "client", "facilitator"},
}


@pytest.mark.parametrize(("identity", "destination"), [*product(IDENTITIES, DESTINATIONS)])
def test_no_cut_holds_a_word_that_was_not_promised_to_it(identity: Identity, destination: Destination) -> None:
    story, people = lively_day(identity, destination)
    for cut in CUTS:
        told = everything_told(story, cut)
        may = cut in TOLD[destination] and identity != "only_you"
        for word in ("shownword3", "actionword3", "optionword0"):
            assert (word in told) == may, (word, cut)
        for word in ("hiddenword", "promiseword", SELF, CALL, "badword"):
            assert word not in told, (word, cut)
        assert ("parkedword" in told) == (cut != "client")
        assert (REAL_NAME in told) == (
            may and (identity == "named" or (identity == "facilitator" and cut == identity))
        )
        assert (NICKNAME in told) == (may and identity == "nickname")
        for number, person in enumerate(people.people):
            assert person[2:] not in told
            assert people.author(number, identity)[2:] not in told


def test_notes_told_to_end_on_the_board_do_not_come_back_as_options_of_a_vote() -> None:
    story = Story().start()
    notes = story.open("collect", identity="named", destination="board")
    story.do(PostNote(activity=notes, text="shownword"), story.join("Liisa"))
    close(story, notes)
    vote = story.plan("vote", destination="client", source=Source(notes))
    step = story.workshop.find_step(vote)
    assert step
    story.do(c.OpenActivity(step=vote, inputs=inputs_of(story.workshop, step[1], KINDS)))
    assert "shownword" in str(story.board())
    activity = story.activity(vote)
    assert activity.step.destination == "client"
    assert reach_of(story.workshop, activity) == "board"
    for cut in CUTS:
        assert not is_in(story.workshop, activity, cut)
        assert "shownword" not in everything_told(story, cut)


def test_what_is_narrowed_afterwards_leaves_the_wider_cut() -> None:
    story, _ = lively_day("named", "client")
    for step in list(story.workshop.activities):
        story.do(c.EditStep(step=step, destination="participants"))
    assert "shownword1" in everything_told(story, "participants")
    assert "shownword1" not in everything_told(story, "client")
