import asyncio

from facilitator.core import commands as c
from facilitator.core.agenda import Block, Step
from facilitator.live.rehearsals import Rehearsals
from tests.live.stage import DESK, Stage, collect, new_id


async def test_people_come_to_a_rehearsal_and_leave_when_it_ends(stage: Stage) -> None:
    create = c.CreateWorkshop(title={"fi": "Koe"}, pretend=True, blocks=(Block(id="b", steps=(collect("s"),)),))
    await stage.hub.create(create, "f/owner", "rehearsal")
    room = await stage.hub.room("rehearsal")
    rehearsals = Rehearsals()

    rehearsals.people(room, 5, speed=500)
    async with asyncio.timeout(5):
        while room.joined < 5:
            await asyncio.sleep(0.01)
    await rehearsals.close()

    assert room.joined == 0


async def test_who_answered_beforehand_comes_as_the_same_people(stage: Stage) -> None:
    asked = Step(id="q", kind="form", identity="named", settings={"when": "before"})
    blocks = (Block(id="a", before=True, minutes=0, steps=(asked,)), Block(id="b", steps=(collect("s"),)))
    create = c.CreateWorkshop(title={"fi": "Koe"}, pretend=True, blocks=blocks)
    await stage.hub.create(create, "f/owner", "rehearsal")
    room = await stage.hub.room("rehearsal")
    await Rehearsals.beforehand(room, 5)
    await room.submit(DESK, new_id(), c.StartWorkshop())
    rehearsals = Rehearsals()

    rehearsals.people(room, 5, speed=500)
    async with asyncio.timeout(5):
        while len(room.workshop.attending) < 5:
            await asyncio.sleep(0.01)
    await rehearsals.close()

    assert len(room.workshop.people) == 5
