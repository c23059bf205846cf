"""The shelf of a server: own files as they parse today, minutes that were led, and what is forgotten."""

from pathlib import Path

from facilitator.activities.registry import load_kinds
from facilitator.core import commands as c
from facilitator.core.agenda import Block, Step
from facilitator.core.ids import derived_id
from facilitator.core.refusal import Refusal
from facilitator.core.shelf import (
    SHELF,
    DropMethod,
    KeepMethod,
    KeepTemplate,
    Run,
    SetFavourite,
    unlinked,
)
from facilitator.library.parse import parse_all
from facilitator.live.actors import Actor
from facilitator.log.memory import MemoryLog
from facilitator.web.keeping import lines_of
from facilitator.web.sessions import DAY_MS
from facilitator.web.shelf import HeldShelf
from tests.web.world import Chance, Time, World, open_world

ROTI = (Path(__file__).parents[2] / "methods" / "roti.toml").read_text()
DAY = """
name.en = "Short"
aim.en = "a"
output.en = "b"
pre_question.en = "c"
people = [3, 12]
starts = "09:00"
ends = "09:20"
[[blocks]]
method = "own/roti"
minutes = 20
"""


async def opened(log: MemoryLog) -> HeldShelf:
    kinds = load_kinds()
    shelf = HeldShelf(log, Time(), Chance(), parse_all({"roti.toml": ROTI}, kinds), kinds)
    await shelf.open()
    return shelf


async def test_an_own_method_stands_beside_the_shipped_one_of_its_name() -> None:
    shelf = await opened(MemoryLog())
    await shelf.submit(KeepMethod(slug="own/roti", text=ROTI.replace("ROTI", "Our own")))
    assert list(shelf.methods()) == ["roti", "own/roti"]
    assert shelf.methods()["own/roti"].slug == "own/roti"
    assert shelf.methods()["own/roti"].to_block("b").method == "own/roti"
    assert shelf.methods()["roti"].name != shelf.methods()["own/roti"].name


async def test_others_than_the_owner_see_shared_methods_alone() -> None:
    async with open_world() as world:
        await world.site.shelf.submit(KeepMethod(slug="own/mine", text=ROTI))
        await world.site.shelf.submit(KeepMethod(slug="own/ours", text=ROTI, shared=True))
        assert {"own/mine", "own/ours", "roti"} <= set(world.site.methods("owner"))
        assert {slug for slug in world.site.methods("co") if slug.startswith("own/")} == {"own/ours"}
        assert "roti" in world.site.methods("co")


async def test_a_file_that_no_longer_parses_is_told_with_its_fault_and_kept() -> None:
    shelf = await opened(MemoryLog())
    await shelf.submit(KeepMethod(slug="own/roti", text=ROTI.replace('kind = "rate"', 'kind = "rat"')))
    assert list(shelf.methods()) == ["roti"]
    assert shelf.method_faults["own/roti"].key == "steps[0].kind"
    assert "own/roti" in shelf.now.methods


async def test_a_template_of_an_own_method_follows_it_and_is_told_when_it_is_gone() -> None:
    shelf = await opened(MemoryLog())
    await shelf.submit(KeepMethod(slug="own/roti", text=ROTI))
    await shelf.submit(KeepTemplate(slug="own/short", text=DAY))
    assert shelf.templates()["own/short"].blocks[0].method == "own/roti"
    await shelf.submit(DropMethod(slug="own/roti"))
    assert shelf.templates() == {}
    assert shelf.template_faults["own/short"].key == "blocks[0].method"


async def ended(world: World, workshop: str, pretend: bool = False) -> None:
    """Lead a workshop of one method and a talk to its end: 18 minutes of the method, five people."""
    step = Step(id=derived_id("step"), kind="collect", prompt={"en": "What?"})
    talk = Step(id=derived_id("talk-step"), kind="show", prompt={"en": "Listen"})
    blocks = (
        Block(id=derived_id("block"), method="roti", minutes=15, steps=(step,)),
        Block(id=derived_id("talk"), minutes=10, steps=(talk,)),
    )
    create = c.CreateWorkshop(title={"en": "Day"}, languages=("en",), blocks=blocks, pretend=pretend)
    room = await world.site.create(create, workshop)
    owner = Actor("facilitator", world.site.listed.owner)
    for n in range(5):
        await world.phone(workshop, client=f"192.168.8.{40 + n}")

    async def do(command: c.Command) -> None:
        result = await room.submit(
            owner, derived_id(workshop, type(command).__name__, str(world.time.now)), command
        )
        assert not isinstance(result, Refusal), result

    await do(c.StartWorkshop())
    await do(c.OpenActivity(step=step.id))
    world.time.now += 18 * 60_000
    await do(c.OpenActivity(step=talk.id))
    world.time.now += 60_000
    await do(c.EndWorkshop())


async def test_minutes_of_a_led_workshop_are_noted_once_and_stay_when_it_is_deleted() -> None:
    async with open_world() as world:
        await world.owner()
        begun, workshop = world.time.now, derived_id("led")
        await ended(world, workshop)
        assert world.site.shelf.now.runs == {}
        await world.site.renew_list()
        await world.site.renew_list()
        assert world.site.shelf.now.runs == {unlinked(workshop): (Run("roti", 15, 18, 5, begun),)}
        await world.site.shelf.note_runs(workshop, (await world.site.hub.room(workshop)).workshop)
        assert len(await world.site.log.read(SHELF)) == 1
        await world.site.delete_workshop(workshop)
        assert world.site.shelf.now.runs_of("roti") == (Run("roti", 15, 18, 5, begun),)
        assert workshop not in lines_of(await world.site.log.read(SHELF)).decode()


async def test_the_library_knows_how_long_a_method_took_as_soon_as_the_day_has_ended() -> None:
    async with open_world() as world:
        owner = await world.owner()
        await ended(world, derived_id("led"))
        assert "Used 1 time, took 18 min on average." in (await owner.get("/methods/roti")).text


async def test_a_rehearsal_leaves_no_minutes() -> None:
    async with open_world() as world:
        await world.owner()
        await ended(world, derived_id("rehearsed"), pretend=True)
        await world.site.renew_list()
        assert world.site.shelf.now.runs == {}


async def test_what_was_dropped_leaves_the_log_after_a_day_and_what_is_kept_stays() -> None:
    log = MemoryLog()
    shelf = await opened(log)
    await shelf.submit(KeepMethod(slug="own/gone", text="kanarialintu"))
    await shelf.submit(KeepMethod(slug="own/here", text="rastas"))
    await shelf.submit(KeepMethod(slug="own/here", text=ROTI))
    await shelf.submit(DropMethod(slug="own/gone"))
    await shelf.tidy(Time().now + DAY_MS // 2)
    kept = lines_of(await log.read(SHELF)).decode()
    assert ("kanarialintu" in kept, "rastas" in kept) == (True, False)
    await shelf.tidy(Time().now + DAY_MS)
    assert "kanarialintu" not in lines_of(await log.read(SHELF)).decode()
    assert shelf.now.dropped_methods["own/gone"].text == ""
    again = await opened(log)
    assert again.now == shelf.now
    assert "own/here" in again.methods()


async def test_another_shelf_is_taken_in_without_touching_what_is_here() -> None:
    here, other = await opened(MemoryLog()), MemoryLog()
    there = await opened(other)
    await there.submit(KeepMethod(slug="own/a", text="theirs", shared=True))
    await there.submit(KeepMethod(slug="own/b", text="theirs", shared=True))
    await there.submit(SetFavourite(slug="roti"))
    await here.submit(KeepMethod(slug="own/a", text="ours"))
    await here.take_in(await other.read(SHELF))
    assert {slug: file.text for slug, file in here.now.methods.items()} == {"own/a": "ours", "own/b": "theirs"}
    assert here.now.methods["own/b"].shared
    assert here.now.favourites == ("roti",)
