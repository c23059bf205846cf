import msgspec

from facilitator.activities.codec import Codec
from facilitator.activities.registry import load_kinds
from facilitator.core import commands as c
from facilitator.library.parse import parse_all
from facilitator.web.folders import read_methods
from facilitator.web.planner import BEFORE, kinds_offered, methods_offered
from facilitator.web.words import Words, words_for

KINDS = load_kinds()


def test_every_kind_brings_the_form_of_its_settings() -> None:
    offered = kinds_offered(KINDS, words_for("en"))
    assert offered.keys() == KINDS.keys()
    for name, kind in KINDS.items():
        (struct,) = (part for part in offered[name]["schema"]["$defs"].values() if "properties" in part)
        assert list(struct["properties"]) == list(kind.Settings.__struct_fields__)


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
