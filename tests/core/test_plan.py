from typing import Any

import msgspec
import pytest

from facilitator.core import commands as c
from facilitator.core.agenda import Block, Source, Step, shown
from facilitator.core.plan import MOST_BLOCKS, MOST_STEPS
from facilitator.core.refusal import Refusal
from tests.stories import CO, Story


def titles(story: Story) -> list[str]:
    return [block.title["fi"] for block in story.workshop.blocks if not block.removed]


def titled(*names: str) -> tuple[Story, list[str]]:
    story = Story()
    return story, [story.add_block(title={"fi": name}) for name in names]


# --- blocks ----------------------------------------------------------------------------------------------


def test_a_block_is_named_by_the_command_that_made_it_and_its_steps_follow(story: Story) -> None:
    steps = (
        Step(id="notes", kind="collect"),
        Step(id="", kind="collect", source=Source("notes")),
        Step(id="", kind="collect", source=Source("elsewhere")),
    )

    block = story.add_block(*steps, removed=True)

    first, second, third = story.workshop.block_of[block].steps
    assert len({first.id, second.id, third.id, "notes", ""}) == 5
    assert second.source == Source(first.id)
    assert third.source == Source("elsewhere")
    assert not story.workshop.block_of[block].removed


def test_a_copied_block_feeds_itself_and_not_from_the_original(story: Story) -> None:
    original = story.add_block(
        Step(id="1", kind="collect"), Step(id="2", kind="collect", source=Source("1", "top", 3))
    )

    copy = story.do(c.AddBlock(block=story.workshop.block_of[original], after=original))

    first, second = story.workshop.block_of[copy].steps
    assert second.source == Source(first.id, "top", 3)
    assert not {first.id, second.id} & set(story.steps_of(original))


def test_a_block_goes_first_or_after_another() -> None:
    story, (one, two) = titled("one", "two")

    story.add_block(title={"fi": "first"}, after="")
    story.add_block(title={"fi": "between"}, after=one)
    story.do(c.MoveBlock(block=two, after=""))

    assert titles(story) == ["two", "first", "one", "between"]


@pytest.mark.parametrize(
    "command",
    [
        c.AddBlock(block=Block(id=""), after="nowhere"),
        c.EditBlock(block="nowhere"),
        c.RemoveBlock(block="nowhere"),
        c.RestoreBlock(block="nowhere"),
        c.MoveBlock(block="nowhere"),
        c.AddStep(block="nowhere", step=Step(id="", kind="collect")),
    ],
)
def test_a_block_that_is_not_there_cannot_be_touched(story: Story, command: msgspec.Struct) -> None:
    assert story.ask(command) == Refusal("no_such_block")


def test_a_removed_block_cannot_be_touched_until_it_is_back() -> None:
    story, (one, two) = titled("one", "two")
    story.do(c.RemoveBlock(block=one))

    assert titles(story) == ["two"]
    for command in (c.EditBlock(block=one), c.MoveBlock(block=one, after=two), c.RemoveBlock(block=one)):
        assert story.ask(command) == Refusal("no_such_block")
    assert story.ask(c.AddStep(block=one, step=Step(id="", kind="collect"))) == Refusal("no_such_block")

    story.do(c.RestoreBlock(block=one))
    assert titles(story) == ["one", "two"]
    assert story.ask(c.RestoreBlock(block=one)) == Refusal("changed_since")


def test_a_block_cannot_stand_after_itself() -> None:
    story, (one,) = titled("one")

    assert story.ask(c.MoveBlock(block=one, after=one)) == Refusal("no_such_block")


def test_a_block_that_has_run_stays_where_it_is() -> None:
    story, (later,) = titled("later")
    step = story.plan()
    block = story.workshop.blocks[-1].id
    story.start().do(c.OpenActivity(step=step))

    assert story.ask(c.RemoveBlock(block=block)) == Refusal("has_run")
    assert story.ask(c.MoveBlock(block=block, after=later)) == Refusal("has_run")


def test_nothing_new_comes_before_the_present() -> None:
    story = Story()
    before = story.add_block(title={"fi": "passed by"})
    step = story.plan()
    present = story.workshop.blocks[-1].id
    later = story.add_block(title={"fi": "later"})
    story.start().do(c.OpenActivity(step=step))

    assert story.ask(c.AddBlock(block=Block(id=""), after=before)) == Refusal("before_present")
    assert story.ask(c.AddBlock(block=Block(id=""))) == Refusal("before_present")
    assert story.ask(c.MoveBlock(block=later)) == Refusal("before_present")
    assert story.ask(c.AddBlock(block=Block(id=""), after=present)) is None
    assert story.ask(c.MoveBlock(block=before, after=later)) is None


def test_a_block_that_has_run_can_be_copied(story: Story) -> None:
    story.open()
    block = story.workshop.blocks[0]

    copy = story.do(c.AddBlock(block=block, after=block.id))

    assert story.steps_of(copy) != story.steps_of(block.id)
    assert story.ask(c.OpenActivity(step=story.steps_of(copy)[0])) is None


def test_an_agenda_has_a_limit() -> None:
    story = Story(blocks=tuple(Block(id=f"b{n}") for n in range(MOST_BLOCKS)))

    assert story.ask(c.AddBlock(block=Block(id=""), after="b0")) == Refusal("too_many", {"most": MOST_BLOCKS})


# --- steps -----------------------------------------------------------------------------------------------


def test_a_step_goes_into_a_block_first_or_after_another(story: Story) -> None:
    block = story.add_block(Step(id="", kind="collect"))
    (first,) = story.steps_of(block)

    third = story.do(c.AddStep(block=block, step=Step(id="whatever", kind="collect"), after=first))
    second = story.do(c.AddStep(block=block, step=Step(id="whatever", kind="collect"), after=first))
    zeroth = story.do(c.AddStep(block=block, step=Step(id="whatever", kind="collect")))

    assert story.steps_of(block) == [zeroth, first, second, third]


def test_a_step_moves_within_its_block_and_to_another(story: Story) -> None:
    here, there = story.add_block(*[Step(id="", kind="collect")] * 2), story.add_block()
    one, two = story.steps_of(here)

    story.do(c.MoveStep(step=two, block=here))
    assert story.steps_of(here) == [two, one]

    story.do(c.MoveStep(step=one, block=there))
    assert (story.steps_of(here), story.steps_of(there)) == ([two], [one])
    assert story.ask(c.MoveStep(step=one, block=there, after=one)) == Refusal("no_such_step")
    assert story.ask(c.MoveStep(step="nothing", block=there)) == Refusal("no_such_step")
    assert story.ask(c.MoveStep(step=one, block="nowhere")) == Refusal("no_such_block")


def test_a_block_has_room_for_so_many_steps_however_they_come(story: Story) -> None:
    step = Step(id="", kind="collect")
    full, other = story.add_block(*[step] * MOST_STEPS), story.add_block(step)
    too_many = Refusal("too_many", {"most": MOST_STEPS})

    assert len(set(story.steps_of(full))) == MOST_STEPS
    assert story.ask(c.AddStep(block=full, step=step)) == too_many
    assert story.ask(c.MoveStep(step=story.steps_of(other)[0], block=full)) == too_many
    assert story.ask(c.MoveStep(step=story.steps_of(full)[3], block=full)) is None
    assert story.ask(c.AddBlock(block=Block(id="", steps=(step,) * (MOST_STEPS + 1)))) == too_many


def test_a_step_of_an_unknown_kind_or_with_wrong_settings_is_refused(story: Story) -> None:
    step = story.plan()
    block = story.workshop.blocks[0].id
    unknown, wrong = Step(id="", kind="juggle"), Step(id="", kind="collect", settings={"columns": 3})

    assert story.ask(c.AddStep(block=block, step=unknown)) == Refusal("kind_unknown", {"kind": "juggle"})
    for command in (
        c.AddStep(block=block, step=wrong),
        c.AddBlock(block=Block(id="", steps=(wrong,))),
        c.EditStep(step=step, settings={"nonsense": 1}),
    ):
        no = story.ask(command)
        assert no
        assert no.code == "settings_wrong"


def test_before_opening_all_of_a_step_may_change(story: Story) -> None:
    step = story.plan(identity="named", destination="nowhere")

    story.do(
        c.EditStep(
            step=step, settings={"hidden": True}, identity="anonymous", destination="client", source=Source("x")
        )
    )

    found = story.workshop.find_step(step)
    assert found
    assert found[1].identity == "anonymous"
    assert found[1].source == Source("x")


def test_a_step_that_is_open_keeps_its_identity_and_kind_and_who_gets_it_only_narrows(story: Story) -> None:
    step = story.open(destination="participants")
    changes: list[dict[str, Any]] = [
        {"identity": "anonymous"},
        {"kind": "collect"},
        {"settings": {}},
        {"source": None},
    ]

    for change in changes:
        assert story.ask(c.EditStep(step=step, **change)) == Refusal("already_open")
    assert story.ask(c.EditStep(step=step, destination="client")) == Refusal("only_narrower")
    assert story.ask(c.RemoveStep(step=step)) == Refusal("has_run")
    assert story.ask(c.MoveStep(step=step, block=story.workshop.blocks[0].id)) == Refusal("has_run")

    story.do(c.EditStep(step=step, destination="board", prompt={"fi": "Parempi"}, help={"fi": "Näin"}, minutes=9))
    assert story.activity(step).step.destination == "board"
    assert story.activity(step).step.prompt == {"fi": "Parempi"}
    assert story.workshop.find_step(step) == (story.workshop.blocks[0], story.activity(step).step)


def test_a_step_whose_material_was_removed_opens_empty(story: Story) -> None:
    source = story.plan()
    step = story.plan(source=Source(source))
    story.do(c.RemoveStep(step=source))

    story.start().do(c.OpenActivity(step=step))

    assert story.activity(step).inputs.items == ()


def test_a_step_is_not_put_back_beside_itself(story: Story) -> None:
    step = story.plan()
    block, found = story.workshop.find_step(step) or pytest.fail("the step is there")

    assert story.ask(c.RestoreStep(step=found, block=block.id)) == Refusal("changed_since")


# --- after the day ---------------------------------------------------------------------------------------


def test_after_the_day_the_agenda_stands() -> None:
    story = Story()
    opened, unopened = story.open(), story.plan()
    block = story.workshop.blocks[-1].id
    story.do(c.EndWorkshop())

    for command in (
        c.AddBlock(block=Block(id=""), after=block),
        c.EditBlock(block=block, minutes=3),
        c.MoveBlock(block=block),
        c.RemoveBlock(block=block),
        c.AddStep(block=block, step=Step(id="", kind="collect")),
        c.EditStep(step=unopened, minutes=3),
        c.MoveStep(step=unopened, block=block),
        c.RemoveStep(step=unopened),
    ):
        assert story.ask(command) == Refusal("workshop_over"), command

    story.do(c.EditStep(step=opened, prompt={"fi": "Korjattu"}, destination="nowhere"))
    assert story.activity(opened).step.destination == "nowhere"


# --- and back --------------------------------------------------------------------------------------------


def planned() -> Story:
    story = Story()
    for n in range(3):
        story.add_block(
            Step(id="1", kind="collect", prompt={"fi": f"eka {n}"}),
            Step(id="2", kind="collect", source=Source("1")),
            title={"fi": f"osa {n}"},
            fixed_at=600 if n == 1 else None,
        )
    story.do(c.RemoveBlock(block=story.workshop.blocks[2].id))
    return story


def undoable() -> list[msgspec.Struct]:
    one, two, gone = (block.id for block in planned().workshop.blocks)
    story = planned()
    first, second = story.steps_of(one)
    return [
        c.AddBlock(block=Block(id="", steps=(Step(id="", kind="collect"),)), after=one),
        c.EditBlock(block=two, fixed_at=None, title={"fi": "toinen"}, note="muista", minutes=7),
        c.EditBlock(block=one, fixed_at=540, is_break=True, mandatory=True, materials={"fi": "tussit"}),
        c.MoveBlock(block=two),
        c.MoveBlock(block=one, after=two),
        c.RemoveBlock(block=one),
        c.RestoreBlock(block=gone),
        c.AddStep(block=one, step=Step(id="", kind="collect"), after=first),
        c.EditStep(step=second, source=None, identity="only_you", settings={"max_notes": 3}),
        c.EditStep(step=first, prompt={}, help={"sv": "hjälp"}, minutes=0.5, destination="nowhere"),
        c.MoveStep(step=second, block=one),
        c.MoveStep(step=first, block=two, after=story.steps_of(two)[1]),
        c.RemoveStep(step=first),
        c.RemoveStep(step=second),
    ]


@pytest.mark.parametrize("command", undoable(), ids=lambda command: type(command).__name__)
def test_whatever_changes_the_agenda_can_be_taken_back(command: msgspec.Struct) -> None:
    story = planned()
    before = shown(story.workshop.blocks)

    story.do(command, CO)
    assert shown(story.workshop.blocks) != before
    story.do(c.Undo(), CO)

    assert shown(story.workshop.blocks) == before


def test_a_whole_afternoon_of_planning_can_be_taken_back_step_by_step() -> None:
    story = planned()
    before = [shown(story.workshop.blocks)]
    for command in (*undoable()[:4], *undoable()[6:9]):
        story.do(command, CO)
        before.append(shown(story.workshop.blocks))

    for blocks in reversed(before[:-1]):
        story.do(c.Undo(), CO)
        assert shown(story.workshop.blocks) == blocks
    assert story.ask(c.Undo(), CO) == Refusal("nothing_to_undo")
