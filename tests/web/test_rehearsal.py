from facilitator.web.rehearsal import demo_room, usual_people
from tests.web.world import open_world


async def test_the_demo_day_is_made_started_and_filled_with_people() -> None:
    async with open_world() as world:
        owner = await world.owner()

        answer = await owner.submit("/today/demo")

        workshop = answer.headers["location"].split("/")[2]
        room = await world.site.hub.room(workshop)
        assert room.workshop.phase == "running"
        assert room.workshop.pretend
        assert len(room.workshop.blocks) > 10


async def test_a_rehearsal_leaves_the_real_workshop_untouched() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()

        answer = await owner.ask(f"/w/{workshop}/rehearse")

        copy = answer.json()["url"].split("/")[2]
        assert copy != workshop
        assert (await world.site.hub.room(copy)).workshop.pretend
        assert (await world.site.hub.room(workshop)).workshop.phase == "planning"


async def test_a_rehearsal_plays_itself_until_the_facilitator_takes_it_and_ends_where_it_began() -> None:
    async with open_world() as world:
        owner, original = await world.owner(), await world.workshop()
        begun = (await owner.ask(f"/w/{original}/rehearse", {"itself": True})).json()
        rehearsal = begun["url"].split("/")[2]
        assert (await owner.get(f"/w/{rehearsal}/rehearsal")).json() == {"itself": True}

        assert (await owner.ask(f"/w/{rehearsal}/rehearsal", {"to": "mine"})).json() == {"itself": False}
        assert (await owner.ask(f"/w/{rehearsal}/rehearsal", {"to": "itself"})).json() == {"itself": True}
        ended = await owner.ask(f"/w/{rehearsal}/rehearsal", {"to": "over"})

        assert ended.json() == {"url": f"/w/{original}/agenda"}
        assert set(world.site.listed.workshops) == {original}


async def test_a_real_workshop_is_never_turned_into_a_rehearsal_or_discarded_as_one() -> None:
    async with open_world() as world:
        owner, real = await world.owner(), await world.workshop()

        assert (await owner.ask(f"/w/{real}/rehearsal", {"to": "over"})).status_code == 409
        assert (await owner.ask(f"/w/{real}/rehearsal", {"to": "nothing"})).status_code == 400
        assert set(world.site.listed.workshops) == {real}


async def test_what_was_pretended_is_discarded_at_the_next_start() -> None:
    async with open_world() as world:
        owner = await world.owner()
        real = await world.workshop()
        await owner.submit("/today/demo")
        assert len(world.site.listed.workshops) == 2

        await world.site.discard_rehearsals()

        assert set(world.site.listed.workshops) == {real}


async def test_a_demo_plays_the_day_that_was_asked_for_with_as_many_as_it_is_for() -> None:
    async with open_world() as world:
        template = world.site.library.templates["arvot120"]

        room = await demo_room(world.site, "sv", "arvot120", usual_people(template))

        assert room.workshop.template == "arvot120"
        assert room.workshop.expected == 120
        assert usual_people(world.site.library.templates["pelisaannot"]) == 25
