"""What the agenda's tools are told."""

from facilitator.core.agenda import Block
from facilitator.core.commands import AddBlock, SaveVersion, Undo
from tests.web.test_doors import lead
from tests.web.world import open_world


async def test_every_method_tells_for_how_many_people_it_is() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()
        facts = (await owner.get(f"/w/{workshop}/method-facts")).json()
        assert set(facts) >= set(world.site.library.methods)
        assert facts["pisteaanestys"] == {"people": [3, 500], "phase": "converge"}


async def test_a_kept_version_is_told_as_it_was() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()
        await lead(world, workshop, AddBlock(block=Block(id="", title={"en": "Talk"})))
        await lead(world, workshop, SaveVersion(name="First"))
        room = await world.site.hub.room(workshop)
        (version,) = room.workshop.versions
        told = (await owner.get(f"/w/{workshop}/version?id={version}")).json()
        assert [block["title"] for block in told["agenda"]] == [{"en": "Talk"}]
        assert (await owner.get(f"/w/{workshop}/version?id=none")).status_code == 404


async def test_a_proposal_takes_the_agendas_place_in_one_step() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()
        await lead(world, workshop, AddBlock(block=Block(id="", title={"en": "Talk"})))
        page = (await owner.get(f"/w/{workshop}/propose")).text
        assert "takes its place" in page
        wish = {"id": "x" * 22, "people": "20", "aim": "Agree", "starts": "09:00", "ends": "12:00"}
        answer = await owner.submit(f"/w/{workshop}/propose", **wish)
        assert answer.headers["location"] == f"/w/{workshop}/agenda"
        room = await world.site.hub.room(workshop)
        assert sum(block.minutes for block in room.workshop.blocks) == 180
        assert (room.workshop.aim, room.workshop.expected) == ({"en": "Agree"}, 20)
        first = room.workshop.blocks
        await owner.submit(f"/w/{workshop}/propose", **wish)
        assert room.workshop.blocks == first
        await lead(world, workshop, Undo())
        assert [block.title for block in room.workshop.blocks] == [{"en": "Talk"}]


async def test_times_that_are_none_are_told_at_their_fields() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()
        answer = await owner.submit(f"/w/{workshop}/propose", id="x", starts="12:00", ends="12:10")
        assert answer.status_code == 400
        assert 'id="times-error"' in answer.text
