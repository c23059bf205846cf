import asyncio

import msgspec
import pytest

from facilitator.activities.collect import PostNote
from facilitator.core import commands as c
from facilitator.core.errors import NewerEntry
from facilitator.core.refusal import Refusal
from facilitator.live.errors import NoSuchWorkshop
from facilitator.live.fanout import Listener
from facilitator.log.contract import Draft
from tests.live.stage import BOARD, CODEC, DESK, MemoryLine, Stage, collect, new_id, until, yes


async def test_a_workshop_nobody_made_is_told_apart(stage: Stage) -> None:
    with pytest.raises(NoSuchWorkshop):
        await stage.hub.room("nothing")


async def test_a_workshop_made_twice_under_one_id_is_one(stage: Stage) -> None:
    name, create = new_id(), c.CreateWorkshop(title={"en": "Day"})
    for _ in range(2):
        assert await stage.hub.create(create, "f/anna", name) is None
    assert (await stage.log.head(f"w/{name}")).seq == 1
    assert await stage.hub.create(create, "p/someone", new_id()) == Refusal("not_permitted")


async def test_a_workshop_that_could_not_be_read_again_is_never_kept(stage: Stage) -> None:
    name = new_id()
    with pytest.raises(msgspec.ValidationError):
        await stage.hub.create(c.CreateWorkshop(title={"en": "Day"}, expected=-1), "f/anna", name)
    assert await stage.log.streams() == []


async def test_many_who_come_at_once_get_one_room(stage: Stage) -> None:
    room = await stage.workshop()
    stage.hub.forget(room.name)
    rooms = await asyncio.gather(*(stage.hub.room(room.name) for _ in range(10)))
    assert len(set(map(id, rooms))) == 1


async def test_an_entry_of_a_newer_version_is_told_on_opening(stage: Stage) -> None:
    room = await stage.workshop()
    stage.hub.forget(room.name)
    await stage.log.append(room.stream, Draft(1, "f/anna", new_id(), 0, b'{"do":"FromTheFuture"}'))
    with pytest.raises(NewerEntry):
        await stage.hub.room(room.name)


async def test_time_passes_by_itself(stage: Stage) -> None:
    step = collect(minutes=5)
    room = await stage.opened(step)
    stage.clock.pass_by(minutes=5)
    await yes(room, DESK, c.LockDoor(on=True))  # any change makes the clock look again
    await until(lambda: room.workshop.activities[step.id].time_up)


async def test_what_fell_due_while_the_server_was_away_happens_when_it_wakes(stage: Stage) -> None:
    step = collect(identity="anonymous")
    room = await stage.opened(step)
    phone = await stage.phone(room, "seat")
    await yes(room, phone, PostNote(activity=step.id, text="quiet"))
    await yes(room, DESK, c.CloseActivity(activity=step.id))
    later = Stage(stage.log, stage.vault)
    later.clock.pass_by(minutes=30)
    await stage.close()
    await later.hub.wake()
    assert await stage.vault.keys("activity-key") == []
    (again,) = later.hub.rooms
    assert again.workshop.activities[step.id].sealed
    await later.close()


async def test_rs3_after_a_redaction_everyone_comes_back_to_another_epoch(stage: Stage) -> None:
    room = await stage.workshop()
    line = MemoryLine()
    room.fanout.attach(Listener(line, BOARD), None, None)
    before = room.epoch
    await yes(room, DESK, c.ParkIdea(text="to be erased"))
    seq = room.workshop.seq
    redacted = c.ParkIdea(text="-")
    await stage.log.redact(room.stream, {seq: CODEC.encode(redacted)})
    await stage.hub.refold(room.name)
    assert line.code == 1012
    again = await stage.hub.room(room.name)
    assert again.epoch != before
    assert [parked.text for parked in again.workshop.parking.values()] == ["-"]
    room.fanout.detach(room.fanout.listeners[0])


async def test_closing_waits_for_nobody_who_does_not_read(stage: Stage) -> None:
    room = await stage.workshop()
    line = MemoryLine()
    line.is_free = False
    room.fanout.attach(Listener(line, BOARD), None, None)
    began = asyncio.get_running_loop().time()
    await stage.hub.close(0)
    assert asyncio.get_running_loop().time() - began < 3
    assert line.is_aborted
