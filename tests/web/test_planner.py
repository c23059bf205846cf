import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from facilitator.activities.codec import Codec
from facilitator.activities.registry import load_kinds
from facilitator.core import commands as c
from facilitator.library.parse import parse_all
from facilitator.web.folders import read_methods
from facilitator.web.planner import BEFORE, GROUPS, kinds_offered, methods_offered
from facilitator.web.words import Words, words_for

KINDS = load_kinds()
OPTIONS = Path(__file__).parents[2] / "static" / "app" / "planner-options.js"


def choices(schema: Any) -> Iterator[str]:
    """Yield every choice of a kind's settings as the screens name it: setting and value."""
    for struct in schema["$defs"].values():
        for name, field in struct.get("properties", {}).items():
            yield from (f"{name}: {value}" for value in field.get("enum", ()))


def test_every_kind_brings_the_form_of_its_settings() -> None:
    offered = kinds_offered(KINDS, words_for("en"))
    assert offered.keys() == KINDS.keys()
    for name, kind in KINDS.items():
        schema = offered[name]["schema"]
        struct = schema["$defs"][schema["$ref"].rpartition("/")[2]]
        assert list(struct["properties"]) == list(kind.Settings.__struct_fields__)


def test_every_kind_tells_which_identities_it_can_run_in() -> None:
    offered = kinds_offered(KINDS, words_for("en"))
    for name, kind in KINDS.items():
        assert offered[name]["identities"] == list(kind.identities) != []


def test_every_choice_of_every_setting_has_words_of_its_own() -> None:
    worded = set(re.findall(r'case "([^"]+: [^"]+)":', OPTIONS.read_text("utf-8")))
    offered = {choice for kind in KINDS.values() for choice in choices(msgspec.json.schema(kind.Settings))}

    assert len(offered) > 50
    assert worded == offered


def test_forms_are_worded_in_the_readers_language() -> None:
    words = Words("fi", {"Notes per person": "Lappuja henkeä kohti"})
    schema = kinds_offered({"collect": KINDS["collect"]}, words)["collect"]["schema"]
    assert schema["$defs"]["CollectSettings"]["properties"]["max_notes"]["title"] == "Lappuja henkeä kohti"


def test_a_method_on_offer_is_a_block_that_can_be_added() -> None:
    methods = parse_all(read_methods(), KINDS).methods
    offered = methods_offered(methods.values(), ("fi",))
    assert len(offered) == len(methods) > 0
    for line in offered:
        wire = msgspec.json.encode({"do": "AddBlock", "block": line["block"], "after": ""})
        added = Codec(KINDS).decode(wire)
        assert isinstance(added, c.AddBlock)
        assert added.block.method == line["slug"]
        known = {step.id for step in added.block.steps} | {BEFORE}
        assert all(step.source is None or step.source.step in known for step in added.block.steps)
        assert all(step.company in known | {"", GROUPS} for step in added.block.steps)


def test_a_method_that_starts_from_what_came_before_says_so() -> None:
    methods = parse_all(read_methods(), KINDS).methods
    starting = [step.source for method in methods.values() for step in method.steps if step.source]
    assert any(source.step == "" for source in starting)
    sources = [
        step["source"]["step"]
        for line in methods_offered(methods.values(), ("fi",))
        for step in line["block"]["steps"]
        if step.get("source")
    ]
    assert BEFORE in sources
