"""A plan becomes a template that holds: its clock adds up, and nothing flows from what is not there."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from facilitator.core.agenda import Block, Source, Step, timetable
from facilitator.core.commands import CreateWorkshop
from facilitator.library.parse import parse_template
from facilitator.library.saved import Spoken, template_of
from facilitator.library.template import Template
from facilitator.library.write import written_template
from tests.library.play import SHIPPED
from tests.stories import KINDS

SPOKEN = Spoken({"en": "Untitled"}, {"en": "Break"}, {"en": "Spare time"})


def planned(*blocks: Block, **facts: Any) -> CreateWorkshop:
    return CreateWorkshop(title={"en": "Day"}, languages=("en",), starts=540, blocks=blocks, **facts)


def kept(plan: CreateWorkshop) -> Template:
    """Return the template as it comes back from its file: it must be one that the rules let through."""
    template = template_of(plan, "day", SPOKEN)
    return parse_template("day.toml", written_template(template, KINDS), {}, KINDS)


@pytest.mark.parametrize("slug", sorted(SHIPPED.templates))
def test_a_shipped_day_survives_being_planned_and_saved(slug: str) -> None:
    before = SHIPPED.templates[slug]
    plan = before.to_command(("fi", "sv", "en"), seed="seed")
    after = kept(plan)
    assert after == template_of(plan, "day", SPOKEN)
    assert after.ends == before.ends
    assert [block.title for block in after.blocks] == [block.title for block in plan.blocks]
    assert [block.method for block in after.blocks] == [block.method for block in plan.blocks]
    flows = [step.source is not None for block in after.blocks for step in block.steps]
    assert flows == [step.source is not None for block in plan.blocks for step in block.steps]
    assert any(flows)


def test_what_lacks_words_gets_some_and_who_leads_stays_behind() -> None:
    step = Step(id="s", kind="collect", settings={"columns": [{"en": " "}]})
    template = kept(planned(Block(id="a", lead="Olli", note="mind", steps=(step,)), Block(id="b", is_break=True)))
    first, pause = template.blocks
    assert (first.title, first.steps[0].prompt, first.lead) == ({"en": "Untitled"}, {"en": "Untitled"}, "")
    assert pause.title == {"en": "Break"}
    assert template.notes == ({"en": "mind"}, {})


def test_a_hole_becomes_spare_time_and_a_time_that_cannot_be_kept_is_let_go() -> None:
    lunch = Block(id="lunch", title={"en": "Lunch"}, minutes=45, fixed_at=660)
    template = kept(planned(Block(id="a", title={"en": "A"}, minutes=100), lunch))
    assert [(block.title["en"], block.minutes) for block in template.blocks] == [
        ("A", 100),
        ("Spare time", 20),
        ("Lunch", 45),
    ]
    assert template.blocks[2].fixed_at == 660
    late = kept(planned(Block(id="a", title={"en": "A"}, minutes=130), lunch))
    assert [block.fixed_at for block in late.blocks] == [None, None]


def test_steps_longer_than_their_block_are_cut_to_it() -> None:
    steps = tuple(Step(id=str(n), kind="show", prompt={"en": "x"}, minutes=10) for n in range(3))
    template = kept(planned(Block(id="a", title={"en": "A"}, minutes=20, steps=steps)))
    assert [step.minutes for step in template.blocks[0].steps] == [6.5, 6.5, 6.5]


def test_nothing_flows_from_a_step_that_comes_later() -> None:
    one = Step(id="one", kind="vote", prompt={"en": "?"}, source=Source("two"), company="two")
    two = Step(id="two", kind="collect", prompt={"en": "?"}, source=Source("gone"))
    template = kept(planned(Block(id="a", title={"en": "A"}, minutes=20, steps=(one, two))))
    assert [(step.source, step.company) for step in template.blocks[0].steps] == [(None, ""), (None, "")]


def test_how_many_people_follows_from_how_many_are_expected() -> None:
    assert kept(planned(Block(id="a", minutes=5), expected=24)).people == (16, 37)
    assert kept(planned(Block(id="a", minutes=5))).people == (3, 120)


@some.composite
def plans(draw: Any) -> CreateWorkshop:
    blocks = []
    for n in range(draw(some.integers(1, 8))):
        minutes = draw(some.lists(some.sampled_from([0, 0.5, 3, 20]), max_size=3))
        sources: Sequence[str] = [f"{m}.{k}" for m in range(9) for k in range(3)]
        steps = tuple(
            Step(
                id=f"{n}.{k}",
                kind=draw(some.sampled_from(["collect", "vote", "show"])),
                minutes=length,
                source=draw(some.none() | some.sampled_from(sources).map(Source)),
            )
            for k, length in enumerate(minutes)
        )
        new_day = draw(some.sampled_from([False, False, False, True]))
        blocks.append(
            Block(
                id=f"block-{n}",
                minutes=0 if new_day else draw(some.integers(0, 60)),
                fixed_at=draw(some.none() | some.integers(500, 720)),
                new_day=new_day,
                is_break=draw(some.booleans()) and not new_day,
                track="" if new_day else draw(some.sampled_from(["", "", "A", "B"])),
                before=draw(some.sampled_from([False, False, True])) and not new_day,
                steps=() if new_day else steps,
            )
        )
    return planned(*blocks)


@given(plans())
def test_any_plan_of_a_day_becomes_a_template_that_the_rules_let_through(plan: CreateWorkshop) -> None:
    template = kept(plan)
    slots = timetable(template.blocks, template.starts)
    assert not any(slot.waits or slot.late for slot in slots)
