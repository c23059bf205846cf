import msgspec
import pytest

from facilitator.core import commands as c
from facilitator.core.ids import Id
from facilitator.library.parse import clock_of
from facilitator.library.template import Template
from tests.library.play import SHIPPED, Day
from tests.stories import Story, made_id

TEMPLATES = sorted(SHIPPED.templates.values(), key=lambda template: template.slug)


def made(template: Template, *languages: str) -> c.CreateWorkshop:
    return template.to_command(languages or ("fi",), seed=made_id(template.slug))


def story_of(command: c.CreateWorkshop) -> Story:
    return Story(**{name: getattr(command, name) for name in command.__struct_fields__})


def test_three_days_are_ready_to_lead() -> None:
    assert [template.slug for template in TEMPLATES] == [
        "pelisaannot",
        "tyoyhteison-arvot",
        "yhteistyon-kehittaminen",
    ]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.slug)
def test_a_day_adds_up_to_its_end_around_lunch_and_closing(template: Template) -> None:
    slots = template.timetable
    assert clock_of(slots[-1].ends) == "15:00"
    assert all(slot.late == slot.waits == 0 for slot in slots)
    fixed = {clock_of(block.fixed_at) for block in template.blocks if block.fixed_at is not None}
    assert "11:45" in fixed
    assert template.blocks[-1].fixed_at == slots[-1].starts


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.slug)
def test_nobody_sits_longer_than_ninety_minutes_without_a_break_or_a_walk(template: Template) -> None:
    since = template.starts
    for block, slot in zip(template.blocks, template.timetable, strict=True):
        energises = block.is_break or any(step.settings.get("style") == "energiser" for step in block.steps)
        assert slot.ends - since <= 90 or energises, f"{block.id} ends {slot.ends - since} minutes after a break"
        since = int(slot.ends) if energises else since


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.slug)
def test_a_whole_day_is_played_and_what_one_block_yields_flows_into_the_next(template: Template) -> None:
    command = made(template)
    activities = Day(story_of(command)).play()
    assert len(activities) == sum(len(block.steps) for block in command.blocks)
    carried = [activity for activity in activities if activity.step.source]
    assert len(carried) >= 10
    for activity in carried:
        assert activity.inputs.items, f"nothing flowed into {activity.step.prompt}"


def test_ids_follow_from_the_seed_and_nothing_else() -> None:
    template = TEMPLATES[0]
    assert made(template) == made(template)
    one, other = made(template), template.to_command(("fi",), seed=made_id("another"))
    assert not {block.id for block in one.blocks} & {block.id for block in other.blocks}
    for block in one.blocks:
        for thing in (block.id, *(step.id for step in block.steps)):
            msgspec.convert(thing, Id)


def test_ids_of_a_day_are_all_different() -> None:
    for template in TEMPLATES:
        command = made(template)
        ids = [thing for block in command.blocks for thing in (block.id, *(step.id for step in block.steps))]
        assert len(set(ids)) == len(ids)


def test_notes_to_self_are_in_the_first_language() -> None:
    opening = made(SHIPPED.templates["pelisaannot"], "sv", "fi").blocks[1]
    assert opening.note.startswith("Chefen talar tre minuter")
    assert opening.title == {"sv": "Öppning", "fi": "Avaus"}


def test_the_title_and_the_day_are_the_facilitators_own() -> None:
    command = TEMPLATES[0].to_command(("fi",), seed=made_id("x"), title={"fi": "Tiimipäivä"}, day="2027-03-01")
    assert (command.title, command.day, command.template) == ({"fi": "Tiimipäivä"}, "2027-03-01", "pelisaannot")
    assert made(TEMPLATES[0]).title == {"fi": "Pelisäännöt"}
    assert made(TEMPLATES[0]).starts == 8 * 60 + 40


def test_a_break_brings_its_own_clock() -> None:
    lunch = next(block for block in made(TEMPLATES[0]).blocks if block.fixed_at == 11 * 60 + 45)
    assert lunch.is_break
    assert [(step.kind, step.minutes, step.settings["style"]) for step in lunch.steps] == [("show", 45, "break")]
