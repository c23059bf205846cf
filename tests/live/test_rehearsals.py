import asyncio

from facilitator.core import commands as c
from facilitator.core.agenda import Block
from facilitator.live.rehearsals import Rehearsals
from tests.live.stage import Stage, collect


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
