"""Own files that are dropped come back, and a workshop's plan becomes a template of one's own."""

from pathlib import Path

import pytest

from facilitator.core import commands as c
from facilitator.core.agenda import Block, Step
from facilitator.core.ids import derived_id
from facilitator.core.refusal import Refusal
from facilitator.core.shelf import KeepMethod, KeepTemplate
from facilitator.live.actors import Actor
from tests.web.world import World, open_world

ROOT = Path(__file__).parents[2]
ROTI = (ROOT / "methods" / "roti.toml").read_text()
DAY = (ROOT / "methods" / "templates" / "pelisaannot.toml").read_text()


async def test_a_method_that_was_removed_comes_back_as_it_was() -> None:
    async with open_world() as world:
        owner, shelf = await world.owner(), world.site.shelf
        await shelf.submit(KeepMethod(slug="own/roti", text=ROTI, shared=True))
        gone = await owner.submit("/methods/own/roti/drop")
        assert gone.headers["location"] == "/methods/own/roti/dropped"
        assert shelf.now.methods == {}
        assert "Return on time invested" in (await owner.get("/methods/own/roti/dropped")).text
        back = await owner.submit("/methods/own/roti/restore")
        assert back.headers["location"] == "/methods/own/roti"
        assert (shelf.now.methods["own/roti"].text, shelf.now.methods["own/roti"].shared) == (ROTI, True)
        assert (await owner.get("/methods/own/roti/dropped")).headers["location"] == "/methods/own/roti"


async def test_a_template_is_removed_and_comes_back() -> None:
    async with open_world() as world:
        owner, shelf = await world.owner(), world.site.shelf
        await shelf.submit(KeepTemplate(slug="own/day", text=DAY))
        await owner.submit("/methods/templates/own/day/drop")
        assert (await owner.get("/methods/templates/own/day")).status_code == 404
        await owner.submit("/methods/templates/own/day/restore")
        assert shelf.now.templates["own/day"].text == DAY


@pytest.mark.parametrize("path", ["own/none", "templates/own/none"])
async def test_what_was_never_there_can_be_neither_removed_nor_brought_back(path: str) -> None:
    async with open_world() as world:
        owner = await world.owner()
        assert (await owner.submit(f"/methods/{path}/drop")).status_code == 404
        assert (await owner.submit(f"/methods/{path}/restore")).status_code == 404
        assert (await owner.get(f"/methods/{path}/dropped")).headers["location"] == "/methods"


async def test_a_template_that_can_no_longer_be_used_says_why() -> None:
    async with open_world() as world:
        owner = await world.owner()
        await world.site.shelf.submit(KeepTemplate(slug="own/day", text=DAY.replace('ends = "', 'ends = "1')))
        page = await owner.get("/methods/templates/own/day")
        assert "ends is" in page.text
        assert "/methods/templates/own/day.toml" in page.text


async def led(world: World, workshop: str) -> None:
    """Lead a day of one block: planned for 15 minutes, it takes 25."""
    step = Step(id=derived_id("step"), kind="collect", prompt={"en": "What?"}, minutes=10)
    block = Block(id=derived_id("block"), title={"en": "Notes"}, method="roti", minutes=15, steps=(step,))
    await world.site.create(c.CreateWorkshop(title={"en": "Our day"}, languages=("en",), blocks=(block,)), workshop)
    room = await world.site.hub.room(workshop)
    commands = (c.StartWorkshop(), c.OpenActivity(step=step.id), c.EndWorkshop())
    for n, command in enumerate(commands):
        done = await room.submit(Actor("facilitator", world.site.listed.owner), derived_id(str(n)), command)
        assert not isinstance(done, Refusal), done
        world.time.now += 25 * 60_000 if isinstance(command, c.OpenActivity) else 0


async def test_a_plan_is_saved_as_a_template_and_makes_a_new_workshop() -> None:
    async with open_world() as world:
        owner, workshop = await world.owner(), derived_id("led")
        await led(world, workshop)
        answer = await owner.ask(f"/w/{workshop}/save-template")
        assert answer.json() == {"url": "/methods/templates/own/our-day", "slug": "own/our-day"}
        template = world.site.templates("owner")["own/our-day"]
        assert [(block.minutes, block.method) for block in template.blocks] == [(15, "roti")]
        page = (await owner.get("/methods/templates/own/our-day")).text
        assert "Notes" in page
        assert "9.00–9.15" in page
        made = await owner.submit("/workshops/new", template="own/our-day", in_en="yes")
        room = await world.site.hub.room(made.headers["location"].split("/")[2])
        assert [block.title for block in room.workshop.blocks] == [{"en": "Notes"}]
        assert room.workshop.blocks[0].method == "roti"


async def test_a_day_that_was_led_can_be_saved_as_long_as_it_was() -> None:
    async with open_world() as world:
        owner, workshop = await world.owner(), derived_id("led")
        await led(world, workshop)
        answer = await owner.submit(f"/w/{workshop}/save-template", **{"as": "it_went"})
        assert answer.headers["location"] == "/methods/templates/own/our-day"
        assert [block.minutes for block in world.site.templates("owner")["own/our-day"].blocks] == [25]
        assert [block.minutes for block in (await world.site.hub.room(workshop)).workshop.blocks] == [15]


async def test_a_plan_that_no_template_can_hold_is_told_and_not_kept() -> None:
    async with open_world() as world:
        owner, workshop = await world.owner(), derived_id("empty")
        await world.site.create(c.CreateWorkshop(title={"en": "Empty"}, languages=("en",)), workshop)
        answer = await owner.ask(f"/w/{workshop}/save-template")
        assert answer.json() == {"fault": "Nothing on the agenda yet"}
        page = await owner.submit(f"/w/{workshop}/save-template")
        assert (page.status_code, "Nothing on the agenda yet" in page.text) == (400, True)
        assert world.site.shelf.now.templates == {}
