import re
from typing import Any

import msgspec
import pytest

from facilitator.core import commands as c
from facilitator.core.agenda import Block, Step
from facilitator.core.flow import inputs_of
from facilitator.core.workshop import Activity
from facilitator.library.method import Method, in_languages, last_to_hand_on
from facilitator.library.parse import parse_method
from facilitator.report.cuts import CUTS
from facilitator.report.summary import summary_of
from facilitator.views.sight import sight_of
from facilitator.web.folders import read_methods
from tests.library.play import PEOPLE, SHIPPED, Day
from tests.stories import KINDS, Story, made_id

EACH_ANSWERS = ("collect", "vote", "rate", "rank", "matrix", "consent", "form")
METHODS = sorted(SHIPPED.methods.values(), key=lambda method: method.slug)


def played(method: Method, people: int = PEOPLE) -> tuple[Story, list[Activity]]:
    """Play the method; one that starts from what comes before it has some notes before it."""
    story = Story(languages=("fi",))
    before = story.plan(identity="anonymous") if any(follows(step) for step in method.steps) else ""
    block = method.to_block(made_id(method.slug), languages=("fi",), before=before)
    story.do(c.AddBlock(block=block, after=story.workshop.blocks[-1].id if before else ""))
    return story, Day(story, people).play()[1 if before else 0 :]


def follows(step: Step) -> bool:
    return step.source is not None and not step.source.step


@pytest.mark.parametrize("people", [12, 120])
@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.slug)
def test_a_method_is_played_from_the_first_person_in_to_the_summary(method: Method, people: int) -> None:
    story, activities = played(method, people)
    assert [activity.step.kind for activity in activities] == [step.kind for step in method.steps]
    for activity in activities:
        kind = KINDS[activity.step.kind]
        sight = sight_of(activity, "client", story.workshop.people)
        # A whole word: Finnish has it in "minulle".
        assert not re.search(rb"\bnull\b", msgspec.json.encode(kind.summary(activity.state, sight)))
        for row in kind.tables(activity.state, sight):
            assert all(isinstance(cell, str | int | float) for cell in row)
        if activity.step.kind in EACH_ANSWERS and not activity.step.company:
            assert kind.answered(activity.state) == people
    for cut in CUTS:
        told = summary_of(story.workshop, cut, ("fi",), KINDS)
        assert (told.cover.people, told.programme[-1].state) == (people, "held")


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.slug)
def test_what_a_step_yields_flows_into_the_next(method: Method) -> None:
    _, activities = played(method)
    by_name = dict(zip((step.id for step in method.steps), activities, strict=True))
    for step in method.steps:
        if step.source is not None and step.source.step:
            assert by_name[step.id].inputs.items, f"nothing flowed into {step.id}"


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.slug)
def test_a_method_takes_the_time_it_says(method: Method) -> None:
    assert method.minutes[0] <= method.usual_minutes <= method.minutes[1]


def test_a_block_made_of_a_method_has_the_ids_that_adding_it_gives() -> None:
    block = SHIPPED.methods["aloita-lopeta-jatka"].to_block(made_id("block"))
    story = Story()
    story.do(c.AddBlock(block=block), id=made_id("block"))
    assert story.workshop.blocks == (block,)


def test_a_method_starts_from_what_comes_before_it() -> None:
    story = Story()
    notes = story.plan("collect", identity="anonymous")
    story.add_block(Step(id="", kind="show", prompt={"fi": "Tauko"}))
    before = last_to_hand_on(story.workshop.blocks)
    assert before == notes
    dots = SHIPPED.methods["pisteaanestys"].to_block(made_id("dots"), before=before)
    story.do(c.AddBlock(block=dots, after=story.workshop.blocks[-1].id), id=made_id("dots"))
    activities = Day(story).play()
    vote = next(activity for activity in activities if activity.step.kind == "vote")
    assert len(vote.inputs.items) == PEOPLE
    assert inputs_of(story.workshop, vote.step, KINDS).items


def test_a_method_starts_from_the_last_step_that_hands_anything_on() -> None:
    def found_before(**step: Any) -> str:
        notes = Step(id="notes", kind="collect")
        talk = Step(id="talk", **step)
        return last_to_hand_on([Block(id="before", steps=(notes, talk))])

    assert found_before(kind="show") == "notes"
    assert found_before(kind="round") == "notes"
    assert found_before(kind="round", settings={"notes": True}) == "talk"
    assert found_before(kind="groups") == "notes"
    assert found_before(kind="groups", settings={"writes": "scribe"}) == "talk"
    assert found_before(kind="collect", identity="only_you") == "notes"


def test_a_method_with_nothing_before_it_starts_empty() -> None:
    block = SHIPPED.methods["pisteaanestys"].to_block(made_id("dots"))
    assert [step.source for step in block.steps[:2]] == [None, None]


def test_a_copy_speaks_only_the_languages_of_the_workshop() -> None:
    block = SHIPPED.methods["aloita-lopeta-jatka"].to_block(made_id("block"), languages=("sv",))
    assert block.title == {"sv": "Börja–sluta–fortsätt"}
    assert block.steps[0].settings["columns"][0] == {"sv": "Vi börjar"}


def test_a_text_without_the_wanted_language_keeps_one_it_has() -> None:
    assert in_languages({"fi": "Tauko", "en": "Break"}, ("sv",)) == {"fi": "Tauko"}


def test_a_number_needs_no_language() -> None:
    assert in_languages({"options": [{"": "5"}]}, ("sv",)) == {"options": [{"": "5"}]}


def test_usual_minutes_round_up_to_whole_ones() -> None:
    roti = SHIPPED.methods["roti"]
    assert sum(step.minutes for step in roti.steps) == 3.0
    longer = msgspec.structs.replace(roti.steps[0], minutes=1.75)
    assert msgspec.structs.replace(roti, steps=(longer, roti.steps[1])).usual_minutes == 4


def test_the_stem_of_the_file_is_the_slug() -> None:
    text = read_methods()["methods/roti.toml"]
    assert parse_method("somewhere/else/mine.toml", text, KINDS).slug == "mine"


def test_a_method_is_offered_as_one_plans_and_its_steps_keep_their_minutes() -> None:
    roti = SHIPPED.methods["roti"]

    def lasting(minutes: float) -> Method:
        first = msgspec.structs.replace(roti.steps[0], minutes=minutes)
        return msgspec.structs.replace(roti, steps=(first,))

    offered = {minutes: lasting(minutes).offered_minutes for minutes in (4, 9, 10, 10.5, 11, 15, 19, 27)}
    assert offered == {4: 4, 9: 9, 10: 10, 10.5: 15, 11: 15, 15: 15, 19: 20, 27: 30}
    block = lasting(27).to_block(made_id("roti"))
    assert (block.minutes, block.steps[0].minutes) == (30, 27)
