from typing import Any

import msgspec
import pytest

from facilitator.activities.collect import PostNote
from facilitator.activities.form import AnswerQuestion, SendForm
from facilitator.core import commands as c
from facilitator.core.agenda import Source, Step, Take
from facilitator.core.flow import (
    before_opening,
    inputs_of,
    next_step,
    people_here,
    plain,
    settings_of,
    steps_of_the_day,
)
from facilitator.core.kind import Group, Item, Present, Yields
from tests.stories import KINDS, ROOM, Story


def day_of_three() -> tuple[Story, list[str]]:
    story = Story()
    return story, [story.plan() for _ in range(3)]


def step_of(story: Story, step: str) -> Step:
    found = story.workshop.find_step(step)
    assert found
    return found[1]


def next_id(story: Story) -> str:
    step = next_step(story.workshop, KINDS)
    return step.id if step else ""


def test_the_day_has_its_steps_in_the_order_of_the_agenda() -> None:
    story, (first, second, third) = day_of_three()
    blocks = [block.id for block in story.workshop.blocks]
    story.do(c.MoveBlock(block=blocks[2]))
    story.do(c.RemoveBlock(block=blocks[0]))

    assert [step.id for _, step in steps_of_the_day(story.workshop)] == [third, second]
    story.do(c.SkipBlock(block=blocks[1]))
    assert [step.id for _, step in steps_of_the_day(story.workshop)] == [third]
    assert first not in repr(steps_of_the_day(story.workshop))


def test_the_next_step_is_the_first_then_the_one_after_and_at_last_none() -> None:
    story, steps = day_of_three()
    story.start()

    for step in steps:
        assert next_id(story) == step
        story.do(c.OpenActivity(step=step))
    assert next_id(story) == ""


def test_what_was_opened_out_of_turn_is_not_offered_again() -> None:
    story, (first, second, third) = day_of_three()
    story.start().do(c.OpenActivity(step=second))
    story.do(c.OpenActivity(step=first))

    assert next_id(story) == third


def test_skipping_the_present_block_goes_on_and_not_back_to_what_was_passed_by() -> None:
    story, (passed_by, second, third) = day_of_three()
    story.start().do(c.OpenActivity(step=second))

    story.do(c.SkipBlock(block=story.workshop.blocks[1].id))

    assert next_id(story) == third
    assert passed_by not in story.workshop.activities


def asked_before(answers: int) -> tuple[Story, str, str]:
    """Return a started day whose opening shows what so many answered before it, that step and the one after."""
    story = Story()
    form = story.plan("form", identity="anonymous", settings={"when": "before"})
    story.do(c.EditBlock(block=story.workshop.blocks[0].id, before=True))
    shown, after = story.plan("show", source=Source(form, "items", 12)), story.plan()
    story.do(c.OpenActivity(step=form))
    (question,) = story.activity(form).state.questions
    for number in range(answers):
        who = story.pseudonym(number)
        story.do(AnswerQuestion(activity=form, question=question, text=f"vastaus {number}"), who)
        story.do(SendForm(activity=form), who)
    return story.start(), shown, after


@pytest.mark.parametrize("answers", [0, 4])
def test_too_few_answers_before_the_day_are_passed_over_and_leave_no_empty_wall(answers: int) -> None:
    story, _, after = asked_before(answers)
    assert next_id(story) == after


def test_five_answers_before_the_day_are_shown_as_it_opens() -> None:
    story, shown, _ = asked_before(5)
    assert next_id(story) == shown
    inputs = inputs_of(story.workshop, step_of(story, shown), KINDS)
    assert sorted(item.text[""] for item in inputs.items) == [f"vastaus {n}" for n in range(5)]


def test_lines_of_its_own_are_shown_though_nobody_answered() -> None:
    story, shown, _ = asked_before(0)
    story.do(c.EditStep(step=shown, settings={"lines": [{"fi": "Tervetuloa"}]}))
    assert next_id(story) == shown


# --- what flows ------------------------------------------------------------------------------------------

A, B, C = (Item(letter, {"": letter}, weight) for letter, weight in (("a", 1), ("b", 5), ("c", 2)))
YIELDS = Yields(items=(A, B, C), top=(B, C, A), groups=(Group("g", {"": "G"}, (A, C)), Group("h", {"": "H"}, (B,))))


class Giver(type(KINDS["collect"])):  # type: ignore[misc]
    """A kind that yields what the test says."""

    def yields(self, state: Any, moment: Any) -> Yields:
        return YIELDS


@pytest.mark.parametrize(
    ("take", "most", "items", "groups"),
    [
        ("items", 0, "abc", "gh"),
        ("items", 2, "ab", "gh"),
        ("top", 0, "bca", "gh"),
        ("top", 1, "b", "gh"),
        ("headings", 0, "gh", "gh"),
        ("headings", 1, "g", "gh"),
        ("groups", 0, "abc", "gh"),
        ("groups", 1, "abc", "g"),
    ],
)
def test_a_step_takes_of_another_what_it_was_told_to(take: Take, most: int, items: str, groups: str) -> None:
    story = Story()
    origin = story.open()
    step = step_of(story, story.plan(source=Source(origin, take, most)))

    inputs = inputs_of(story.workshop, step, {**KINDS, "collect": Giver()})

    assert "".join(item.id for item in inputs.items) == items
    assert "".join(group.id for group in inputs.groups) == groups


def test_a_heading_weighs_what_is_under_it() -> None:
    story = Story()
    origin = story.open()
    step = step_of(story, story.plan(source=Source(origin, "headings")))

    inputs = inputs_of(story.workshop, step, {**KINDS, "collect": Giver()})

    assert [item.weight for item in inputs.items] == [3, 5]


def test_nothing_flows_from_what_is_not_open_or_not_there() -> None:
    story = Story()
    unopened = story.plan()
    for source in (None, Source(unopened), Source("nothing")):
        step = step_of(story, story.plan(source=source))
        assert inputs_of(story.workshop, step, KINDS).items == ()
        assert before_opening(story.workshop, step, KINDS) == ()


def test_hidden_notes_flow_only_after_they_are_shown_and_without_their_authors() -> None:
    story = Story()
    origin = story.open(settings={"hidden": True})
    liisa = story.join("Liisa")
    story.do(PostNote(activity=origin, text="kahvi"), liisa)
    step = step_of(story, story.plan(source=Source(origin)))

    first = before_opening(story.workshop, step, KINDS)
    assert first == (c.CloseActivity(activity=origin), c.Reveal(activity=origin))
    assert inputs_of(story.workshop, step, KINDS).items == ()

    for command in first:
        story.do(command)

    assert before_opening(story.workshop, step, KINDS) == ()
    inputs = inputs_of(story.workshop, step, KINDS)
    assert [item.text for item in inputs.items] == [{"": "kahvi"}]
    assert liisa[2:] not in repr(inputs)


# --- small things ----------------------------------------------------------------------------------------


def test_settings_are_their_kinds_own() -> None:
    story = Story()
    step = step_of(story, story.plan(settings={"max_notes": 3}))

    assert settings_of(step, KINDS).max_notes == 3  # type: ignore[attr-defined]
    with pytest.raises(msgspec.ValidationError):
        settings_of(msgspec.structs.replace(step, settings={"nonsense": 1}), KINDS)


def test_plain_text_is_in_the_first_language_that_has_it() -> None:
    assert plain({"fi": "hei", "sv": "hej"}, Story(languages=("sv", "fi")).workshop) == "hej"


def test_what_fed_a_skipped_step_flows_on_to_the_one_after() -> None:
    story = Story()
    notes = story.open(identity="named")
    liisa = story.join("Liisa")
    story.do(PostNote(activity=notes, text="kahvi"), liisa)
    skipped = story.plan("cluster", source=Source(notes))
    vote = step_of(story, story.plan("vote", source=Source(skipped, "headings")))

    assert [item.text for item in inputs_of(story.workshop, vote, KINDS).items] == [{"": "kahvi"}]


def test_two_steps_that_name_each_other_yield_nothing() -> None:
    story = Story()
    first = story.plan()
    second = story.plan(source=Source(first))
    story.do(c.EditStep(step=first, source=Source(second)))

    assert inputs_of(story.workshop, step_of(story, first), KINDS).items == ()


def test_people_of_connected_phones_are_here_and_everybody_if_none_is() -> None:
    story = Story()
    story.do(c.EditWorkshop(teams=("Itä",)))
    liisa, olli = story.join("Liisa", seat="z/one"), story.join("Olli", seat="z/two")
    story.do(c.SetTeam(team="Itä"), liisa)

    assert people_here(story.workshop, {"z/one"}) == (Present(liisa, "Itä"),)
    assert [present.by for present in people_here(story.workshop, set())] == [liisa, olli]


def test_who_only_answered_before_the_day_is_not_here() -> None:
    story = Story()
    form = story.plan("form", settings={"when": "before"})
    story.do(c.EditBlock(block=story.workshop.blocks[0].id, before=True))
    story.do(c.OpenActivity(step=form))
    home, comes = story.join("Kaarina"), story.join("Liisa")
    story.start()
    story.do(c.Attend(person=comes[2:]), ROOM)

    assert [present.by for present in people_here(story.workshop, set())] == [comes]
    assert story.workshop.people[home[2:]].absent
