"""What is written is what was meant: every method and template comes back from its own file."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from facilitator.core.agenda import Block, Source, Step
from facilitator.library.parse import parse_method, parse_template
from facilitator.library.template import Template
from facilitator.library.write import toml, written, written_template
from tests.library.play import SHIPPED
from tests.library.test_parse import METHOD
from tests.stories import KINDS


@pytest.mark.parametrize("slug", sorted(SHIPPED.methods))
def test_a_shipped_method_comes_back_from_what_is_written(slug: str) -> None:
    method = SHIPPED.methods[slug]
    assert parse_method(f"{slug}.toml", written(method, KINDS), KINDS) == method


@pytest.mark.parametrize("slug", sorted(SHIPPED.templates))
def test_a_shipped_template_comes_back_without_the_methods_it_was_made_of(slug: str) -> None:
    template = SHIPPED.templates[slug]
    assert parse_template(f"{slug}.toml", written_template(template, KINDS), {}, KINDS) == template


def test_a_method_is_written_as_by_hand() -> None:
    method = parse_method("sana.toml", METHOD, KINDS)
    assert written(method, KINDS).strip() == METHOD.strip()


def test_a_method_that_needs_nothing_says_nothing_of_it() -> None:
    bare = METHOD.replace('materials.fi = """\nKortteja\nPaksuja kyniä"""\n', "")
    assert bare != METHOD
    method = parse_method("sana.toml", bare, KINDS)
    assert method.materials == {}
    assert written(method, KINDS).strip() == bare.strip()


@given(some.dictionaries(some.sampled_from(["fi", "sv", "en"]), some.text(some.sampled_from('a\n\r"\\\t\x7f '))))
def test_a_text_of_several_lines_is_read_back_the_same(text: dict[str, str]) -> None:
    assert tomllib.loads(toml({"materials": text})) == {"materials": text}


def test_a_list_of_texts_stands_a_line_each() -> None:
    said = toml({"settings": {"options": [{"fi": "yksi"}, {"fi": "kaksi"}], "budget": 2}})
    assert said == 'settings.options = [\n  { fi = "yksi" },\n  { fi = "kaksi" },\n]\nsettings.budget = 2\n'


def test_days_tracks_and_what_is_asked_before_come_back() -> None:
    form = Step(id="ask.form", kind="form", prompt={"en": "What?"}, minutes=0, settings={"when": "before"})
    show = Step(id="a.show", kind="show", prompt={"en": "Answers"}, source=Source("ask.form", "items", 12))
    blocks = (
        Block(id="ask", title={"en": "Before"}, minutes=0, before=True, steps=(form,)),
        Block(
            id="a", title={"en": "A"}, minutes=30, track="One", goal={"en": "To see"}, method="opera", steps=(show,)
        ),
        Block(id="b", title={"en": "B"}, minutes=40, track="Two", lead="Olli"),
        Block(id="spare", title={"en": "Spare"}, minutes=20, is_buffer=True),
        Block(id="day-2", title={"en": "Second day"}, minutes=0, new_day=True, fixed_at=8 * 60),
        Block(id="c", title={"en": "C"}, minutes=45, mandatory=True),
    )
    empty: Any = {}
    template = Template(
        slug="days",
        name={"en": "Two days"},
        aim=empty,
        output=empty,
        pre_question=empty,
        people=(3, 12),
        starts=9 * 60,
        ends=8 * 60 + 45,
        blocks=blocks,
        notes=({"en": "Coffee first"}, *(empty,) * 5),
    )
    assert parse_template("days.toml", written_template(template, KINDS), {}, KINDS) == template


values = some.recursive(
    some.text() | some.integers(-(2**60), 2**60) | some.booleans() | some.floats(allow_nan=False),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(
    some.dictionaries(some.text(max_size=8), values, max_size=4),
    some.lists(
        some.dictionaries(some.sampled_from(["prompt", "settings", "from", "minutes"]), values, max_size=3),
        max_size=3,
    ),
)
def test_whatever_is_said_is_read_back_the_same(facts: dict[str, Any], steps: list[dict[str, Any]]) -> None:
    table = {**{name: value for name, value in facts.items() if name not in ("steps", "blocks")}, "steps": steps}
    assert tomllib.loads(toml(table)) == table


def test_no_sign_breaks_a_line() -> None:
    every = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000))))
    assert tomllib.loads(toml({"name": every}))["name"] == every


def test_what_is_nothing_is_left_out() -> None:
    settings = {"name": None, "settings": {"a": None, "b": 1}, "from": {"step": None}}
    assert toml(settings) == "settings.b = 1\nfrom = {}\n"
    assert toml({"themes": [None, "all"], "prompt": {"fi": None}}) == 'themes = ["all"]\nprompt = {}\n'


def test_a_key_after_the_steps_is_not_taken_for_the_last_steps_own() -> None:
    table = {"steps": [{"name": "a"}], "phase": "orient"}
    assert tomllib.loads(toml(table)) == table
    day = {"blocks": [{"steps": [{"name": "a"}], "minutes": 5}], "ends": "09:05"}
    assert tomllib.loads(toml(day)) == day


def test_what_toml_cannot_hold_is_no_string_of_it() -> None:
    with pytest.raises(TypeError, match="got object"):
        toml({"name": object()})
