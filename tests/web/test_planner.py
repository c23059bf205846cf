import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from facilitator.activities.codec import Codec
from facilitator.activities.registry import load_kinds
from facilitator.core import commands as c
from facilitator.core.agenda import Block, Step
from facilitator.core.ids import derived_id
from facilitator.core.shelf import KeepMethod, NoteRuns, Run, SetFavourite
from facilitator.library.parse import parse_all
from facilitator.web.folders import read_methods
from facilitator.web.planner import BEFORE, GROUPS, as_long_as, kinds_offered
from facilitator.web.words import Words, words_for
from tests.web.world import PUBLIC, Browser, World, open_world

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


METHODS = parse_all(read_methods(), KINDS).methods
NOTES = Step(id="", kind="collect", prompt={"fi": "Mitä?"}, minutes=5)


async def agenda(world: World, *blocks: Block, expected: int = 25) -> str:
    workshop = derived_id("day")
    placed = tuple(
        msgspec.structs.replace(
            block, id=derived_id("block", str(n)), steps=tuple(_step(n, s) for s in block.steps)
        )
        for n, block in enumerate(blocks)
    )
    made = c.CreateWorkshop(title={"fi": "Päivä"}, languages=("fi", "sv"), blocks=placed, starts=9 * 60)
    await world.site.create(msgspec.structs.replace(made, expected=expected), workshop)
    return workshop


def _step(n: int, step: Step) -> Step:
    return msgspec.structs.replace(step, id=derived_id("step", str(n)))


async def lines(owner: Browser, workshop: str, **form: str) -> list[dict[str, Any]]:
    answer = await owner.get(f"/w/{workshop}/methods", params=form)
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["methods"]
    return found


async def test_every_method_can_be_added_as_the_block_that_is_given() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await agenda(world)
        found = await lines(owner, workshop)
        assert {line["slug"] for line in found} == METHODS.keys()
        for line in found:
            assert "block" not in line
            block = (await owner.get(f"/w/{workshop}/methods/{line['slug']}")).json()["block"]
            added = Codec(KINDS).decode(msgspec.json.encode({"do": "AddBlock", "block": block, "after": ""}))
            assert isinstance(added, c.AddBlock)
            assert added.block.method == line["slug"]
            assert added.block.minutes == line["minutes"]
            known = {step.id for step in added.block.steps} | {BEFORE}
            assert all(step.source is None or step.source.step in known for step in added.block.steps)
            assert all(step.company in known | {"", GROUPS} for step in added.block.steps)


async def test_a_method_that_starts_from_what_came_before_says_so() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await agenda(world)
        block = (await owner.get(f"/w/{workshop}/methods/ryhmittely")).json()["block"]
        assert BEFORE in [step["source"]["step"] for step in block["steps"] if step.get("source")]


async def test_words_of_other_languages_than_the_workshops_stay_behind() -> None:
    async with open_world() as world:
        owner = await world.owner()
        block = (await owner.get(f"/w/{await agenda(world)}/methods/roti")).json()["block"]
        assert block["title"].keys() == {"fi", "sv"}


async def test_a_day_is_begun_with_what_begins_days_and_told_why() -> None:
    async with open_world() as world:
        owner = await world.owner()
        best = (await lines(owner, await agenda(world, expected=20)))[0]
        assert METHODS[best["slug"]].phase == "check-in"
        assert best["why"] == ["20 people fit", "goes well here"]


async def test_after_ideas_comes_what_narrows_them_down() -> None:
    async with open_world() as world:
        owner = await world.owner()
        ideas = Block(id="", method="aivoriihi", minutes=20, steps=(NOTES,))
        best = (await lines(owner, await agenda(world, ideas), block=derived_id("block", "0")))[0]
        assert METHODS[best["slug"]].phase == "converge"
        assert "goes on from what came before" in best["why"]


async def test_a_gap_before_a_fixed_time_is_the_time_there_is() -> None:
    async with open_world() as world:
        owner = await world.owner()
        lunch = Block(id="", minutes=45, fixed_at=10 * 60, is_break=True)
        workshop = await agenda(world, Block(id="", minutes=45), lunch)
        found = {line["slug"]: line for line in await lines(owner, workshop, block=derived_id("block", "0"))}
        assert "3–10 min fits" in found["pisteaanestys"]["why"]
        assert found["opera"]["why"][0] == "takes at least 45 min"
        assert not found["opera"]["fits"]


async def test_what_was_used_before_is_offered_as_long_as_it_took() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await agenda(world)
        runs = tuple(Run("opera", 60, took, 20, 1_700_000_000_000) for took in (70, 76))
        await world.site.shelf.submit(NoteRuns(workshop=derived_id("old"), runs=runs))
        (line,) = [line for line in await lines(owner, workshop) if line["slug"] == "opera"]
        assert (line["used"], line["took"], line["minutes"]) == (2, 73, 75)
        assert line["by_file"] == METHODS["opera"].offered_minutes
        block = (await owner.get(f"/w/{workshop}/methods/opera?minutes=75")).json()["block"]
        assert block["minutes"] == 75
        assert [line["slug"] for line in await lines(owner, workshop, part="used")] == ["opera"]


def test_a_block_that_becomes_shorter_takes_its_steps_along_and_a_longer_one_leaves_them() -> None:
    block = METHODS["opera"].to_block("b")
    shorter, longer = as_long_as(block, 30), as_long_as(block, 90)
    assert shorter.minutes == 30 >= sum(step.minutes for step in shorter.steps) > 24
    assert all(step.minutes >= 0.5 for step in shorter.steps)
    assert (longer.minutes, longer.steps) == (90, block.steps)


async def test_searching_from_the_agenda_understands_forms_of_words() -> None:
    async with open_world() as world:
        owner = await world.owner()
        found = await lines(owner, await agenda(world), q="pelisäännöistä")
        assert {line["slug"] for line in found[:2]} == {"pelisaantojen-laatiminen", "pelisaantotarkistus"}


async def test_own_methods_are_offered_and_can_be_added() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await agenda(world)
        text = read_methods()["methods/roti.toml"]
        await world.site.shelf.submit(KeepMethod(slug="own/roti", text=text))
        await world.site.shelf.submit(SetFavourite(slug="own/roti"))
        (line,) = await lines(owner, workshop, part="own")
        assert (line["slug"], line["is_own"], line["is_favourite"]) == ("own/roti", True, True)
        answer = await owner.get(f"/w/{workshop}/methods/own/roti")
        assert answer.json()["block"]["method"] == "own/roti"


async def test_a_co_facilitator_finds_shared_methods_and_none_of_the_others() -> None:
    async with open_world(public_url=PUBLIC) as world:
        owner = await world.owner(PUBLIC, "203.0.113.5")
        workshop = await agenda(world)
        link = (await owner.ask(f"/w/{workshop}/co-link")).json()["url"]
        other = world.browser(PUBLIC, "203.0.113.6")
        await other.submit("/co", token=link.rpartition("#")[2])
        text = read_methods()["methods/roti.toml"]
        await world.site.shelf.submit(KeepMethod(slug="own/mine", text=text))
        await world.site.shelf.submit(KeepMethod(slug="own/ours", text=text, shared=True))
        assert [line["slug"] for line in await lines(other, workshop, part="own")] == ["own/ours"]
        assert (await other.get(f"/w/{workshop}/methods/own/mine")).status_code == 404
        assert (await other.get("/methods")).status_code in (303, 403, 404)


async def test_a_method_that_is_not_there_is_told_so() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await agenda(world)
        assert (await owner.get(f"/w/{workshop}/methods/nothere")).status_code == 404
        assert (await owner.get(f"/w/{workshop}/methods/own/nothere")).status_code == 404


async def test_who_only_takes_part_finds_no_methods() -> None:
    async with open_world() as world:
        await world.owner()
        workshop = await agenda(world)
        phone = await world.phone(workshop)
        assert (await phone.get(f"/w/{workshop}/methods")).status_code == 403


async def test_the_agendas_page_carries_no_method() -> None:
    async with open_world() as world:
        owner = await world.owner()
        page = await owner.get(f"/w/{await agenda(world)}/agenda")
        assert page.status_code == 200
        assert METHODS["opera"].purpose["en"] not in page.text
