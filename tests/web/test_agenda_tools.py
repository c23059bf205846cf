"""What the agenda's tools are told."""

from facilitator.core.agenda import Block
from facilitator.core.commands import AddBlock, SaveVersion
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
