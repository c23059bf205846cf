"""What a crash or time leaves to be tidied."""

from facilitator.core.commands import CreateWorkshop, EndWorkshop, StartWorkshop
from facilitator.core.ids import derived_id
from facilitator.core.register import DeleteWorkshop, SetPreference
from facilitator.log.contract import Draft
from facilitator.web.site import MONTH_MS
from tests.web.test_doors import lead
from tests.web.world import open_world

SPRING = derived_id("spring")


async def test_a_workshop_that_was_made_and_not_listed_is_listed() -> None:
    async with open_world() as world:
        await world.owner()
        await world.site.hub.create(CreateWorkshop(title={"en": "Spring"}), f"f/{world.site.listed.owner}", SPRING)
        assert SPRING not in world.site.listed.workshops
        await world.site.tidy()
        assert world.site.listed.workshops[SPRING].title == {"en": "Spring"}


async def test_one_workshop_that_cannot_be_opened_does_not_keep_the_rest_from_being_tidied() -> None:
    async with open_world() as world:
        await world.owner()
        newer = Draft(1, "f/anna", derived_id("newer"), 1, b'{"do":"FromTheFuture"}')
        await world.site.log.append(f"w/{derived_id('a')}", newer)
        await world.site.hub.create(CreateWorkshop(title={"en": "Spring"}), f"f/{world.site.listed.owner}", SPRING)
        await world.site.tidy()
        assert list(world.site.listed.workshops) == [SPRING]
        assert len(await world.site.log.streams("w/")) == 2


async def test_a_deletion_that_was_cut_off_is_finished() -> None:
    async with open_world() as world:
        await world.owner()
        await world.workshop()
        await world.site.register.submit(DeleteWorkshop(workshop=SPRING))
        assert await world.site.log.streams("w/") == [f"w/{SPRING}"]
        await world.site.tidy()
        assert await world.site.log.streams("w/") == []
        assert SPRING not in world.site.listed.workshops


async def test_an_ended_workshop_is_kept_as_long_as_the_owner_says() -> None:
    async with open_world() as world:
        await world.owner()
        workshop = await world.workshop()
        await lead(world, workshop, StartWorkshop(), EndWorkshop())
        await world.site.renew_list()
        world.time.now += 7 * MONTH_MS
        await world.site.tidy()
        assert workshop in world.site.listed.workshops
        await world.site.register.submit(SetPreference(keep_months=12))
        await world.site.tidy()
        assert workshop in world.site.listed.workshops
        await world.site.register.submit(SetPreference(keep_months=6))
        await world.site.tidy()
        assert workshop not in world.site.listed.workshops


async def test_the_installation_decides_the_language_once_it_has_an_owner() -> None:
    async with open_world() as world:
        assert world.site.language == "en"
        await world.owner()
        await world.site.register.submit(SetPreference(language="sv"))
        assert world.site.language == "sv"
