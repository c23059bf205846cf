"""New workshops: from a form, as a copy, from one question."""

import msgspec

from facilitator.activities.registry import load_kinds
from facilitator.core.actors import Doing
from facilitator.core.agenda import Block, Source, Step
from facilitator.core.flow import settings_of
from facilitator.core.ids import derived_id
from facilitator.core.reduce import fold
from facilitator.core.workshop import BlockRun, Workshop
from facilitator.library.parse import parse_all
from facilitator.web.folders import read_methods
from facilitator.web.planning import QUESTIONS, copied, from_form, quick

KINDS = load_kinds()
LIBRARY = parse_all(read_methods(), KINDS)
TEMPLATES, METHODS = LIBRARY.templates, LIBRARY.methods
SEED, OTHER = derived_id("seed"), derived_id("other")


def made(command: msgspec.Struct) -> Workshop:
    workshop, no = fold(Workshop(), 1, command, Doing("f/owner", 5, SEED, 0), KINDS)
    assert no is None, no
    return workshop


def test_a_template_is_made_in_the_languages_that_were_ticked() -> None:
    assert TEMPLATES
    for slug in TEMPLATES:
        form = {"template": slug, "in_sv": "yes", "in_fi": "yes", "day": "2026-08-13", "people": "25"}
        command = from_form(form, TEMPLATES, METHODS, SEED, "sv")
        assert not isinstance(command, str)
        workshop = made(command)
        assert workshop.languages == ("sv", "fi")
        assert (workshop.day, workshop.expected, workshop.template) == ("2026-08-13", 25, slug)
        assert workshop.title["sv"]
        assert workshop.blocks


def test_an_empty_agenda_needs_a_title() -> None:
    assert from_form({"title": "  ", "template": ""}, TEMPLATES, METHODS, SEED, "fi") == "title"
    command = from_form({"title": " Kevät ", "template": "none such"}, TEMPLATES, METHODS, SEED, "fi")
    assert not isinstance(command, str)
    assert (command.title, command.languages, command.blocks) == ({"fi": "Kevät"}, ("fi",), ())


def test_nonsense_in_day_and_number_is_left_out() -> None:
    for day, people in (("tomorrow", "many"), ("2026-13-40", "-3"), ("20260813", "9999999999")):
        command = from_form({"title": "K", "day": day, "people": people}, {}, {}, SEED, "fi")
        assert not isinstance(command, str)
        assert (command.day, command.expected) == ("", 0)


def test_a_table_becomes_an_agenda_without_the_lines_that_were_unticked() -> None:
    table = "8.30\tAvaus\n9.00\tRyhmät\t60\n10.00\tTauko\t15"
    form = {"title": "K", "template": "+table", "table": table, "seen": "yes", "keep-1": "yes", "keep-3": "yes"}
    command = from_form(form, TEMPLATES, METHODS, SEED, "fi")
    assert not isinstance(command, str)
    workshop = made(command)
    assert (workshop.starts, [block.title["fi"] for block in workshop.blocks]) == (510, ["Avaus", "Tauko"])
    assert from_form({**form, "table": "nothing here"}, TEMPLATES, METHODS, SEED, "fi") == "table"


def test_a_wish_becomes_an_agenda_with_its_aim() -> None:
    times = {"starts": "09:00", "ends": "12:00"}
    form = {"title": "K", "template": "+propose", "aim": " Sopia ", "people": "30", "theme_rules": "yes", **times}
    command = from_form(form, TEMPLATES, METHODS, SEED, "fi")
    assert not isinstance(command, str)
    workshop = made(command)
    assert (workshop.aim, workshop.expected, workshop.starts) == ({"fi": "Sopia"}, 30, 540)
    assert sum(block.minutes for block in workshop.blocks) == 180


def test_times_that_leave_too_little_or_too_much_are_told() -> None:
    for starts, ends in (("09:00", "09:30"), ("15:00", "09:00"), ("07:00", "20:00"), ("", "12:00"), ("25:00", "9")):
        form = {"title": "K", "template": "+propose", "starts": starts, "ends": ends}
        assert from_form(form, TEMPLATES, METHODS, SEED, "fi") == "times"


def test_a_copy_has_the_plan_and_new_ids_and_nothing_flows_from_the_old_one() -> None:
    first, second, lost = (Step(id=derived_id(name), kind="collect") for name in "abc")
    flowing = msgspec.structs.replace(second, source=Source(first.id))
    torn = msgspec.structs.replace(lost, source=Source(derived_id("gone")))
    block = Block(id=derived_id("block"), steps=(first, flowing, torn))
    removed = Block(id=derived_id("removed"), removed=True)
    workshop = Workshop(seq=9, title={"fi": "Kevät"}, day="2026-08-13", blocks=(block, removed), place="Sali")
    copy = made(copied(workshop, OTHER, {"fi": "Kopio"}))
    (only,) = copy.blocks
    assert only.id != block.id
    assert not {step.id for step in only.steps} & {first.id, second.id, lost.id}
    assert only.steps[1].source == Source(only.steps[0].id)
    assert only.steps[2].source is None
    assert (copy.day, copy.people, copy.title) == ("", {}, {"fi": "Kopio"})


def test_a_copy_may_be_as_long_as_the_day_really_was() -> None:
    minute = 60_000
    blocks = tuple(Block(id=derived_id(name), minutes=10) for name in ("ran", "skipped", "cut", "instant"))
    ran, skipped, cut, instant = (block.id for block in blocks)
    runs = {
        ran: BlockRun(started_at=1, ended_at=1 + 18 * minute, planned_minutes=10),
        skipped: BlockRun(skipped=True),
        cut: BlockRun(planned_minutes=25),
        instant: BlockRun(started_at=5, ended_at=6, planned_minutes=10),
    }
    workshop = Workshop(seq=9, title={"fi": "Kevät"}, blocks=blocks, runs=runs)

    assert [block.minutes for block in copied(workshop, OTHER, {}, as_it_went=True).blocks] == [18, 10, 25, 1]
    assert [block.minutes for block in copied(workshop, OTHER, {}).blocks] == [10, 10, 10, 10]


def test_each_kind_of_quick_question_has_settings_its_kind_understands() -> None:
    for how in QUESTIONS:
        workshop = made(quick("Mitä jatkamme?", how, [f"Vaihtoehto {n}" for n in range(20)], SEED, "fi"))
        (step,) = workshop.blocks[0].steps
        assert settings_of(step, KINDS)
        assert step.prompt == {"fi": "Mitä jatkamme?"}
