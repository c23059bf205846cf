from facilitator.core import commands as c
from facilitator.core.agenda import Step
from facilitator.live.timing import KEY_KEPT_MS, due_in
from tests.live.stage import DESK, KINDS, Stage, collect, new_id, yes


async def test_nothing_is_due_before_anything_is_open(stage: Stage) -> None:
    room = await stage.workshop(collect())
    assert due_in("w", room.workshop, KINDS, {}) == ()


async def test_the_id_of_what_is_due_follows_from_its_cause(stage: Stage) -> None:
    step = collect(minutes=5)
    room = await stage.opened(step)
    (time_up,) = due_in("w", room.workshop, KINDS, {})
    assert time_up == due_in("w", room.workshop, KINDS, {})[0]
    assert time_up.id != due_in("another", room.workshop, KINDS, {})[0].id
    await yes(room, DESK, c.AddTime(activity=step.id, minutes=5))
    (later,) = due_in("w", room.workshop, KINDS, {})
    assert later.at == time_up.at + 5 * 60_000
    assert later.id != time_up.id


async def test_a_key_lives_ten_minutes_after_the_close_and_no_longer_than_the_workshop(stage: Stage) -> None:
    step = collect(identity="anonymous")
    room = await stage.opened(step)
    await yes(room, DESK, c.CloseActivity(activity=step.id))
    closed_at = stage.clock.now
    stage.clock.pass_by(seconds=20)
    await room.pass_time()
    (seal,) = due_in("w", room.workshop, KINDS, {})
    assert (seal.at, seal.forgets) == (closed_at + KEY_KEPT_MS, f"{step.id}/")
    await yes(room, DESK, c.EndWorkshop())
    (seal,) = due_in("w", room.workshop, KINDS, {})
    assert seal.at == 0


async def test_a_named_activity_has_nothing_to_seal(stage: Stage) -> None:
    step = collect(identity="named")
    room = await stage.opened(step)
    await yes(room, DESK, c.EndWorkshop())
    (end,) = due_in("w", room.workshop, KINDS, {})
    assert (end.command, end.forgets) == (c.SealWorkshop(), "parking")


async def test_what_stays_open_after_the_day_closes_by_itself_and_is_sealed_then(stage: Stage) -> None:
    form = Step(id=new_id(), kind="form", settings={"when": "after", "hours_open": 2}, minutes=0)
    room = await stage.opened(form)
    await yes(room, DESK, c.EndWorkshop())
    closes_at = room.workshop.ended_at + 2 * 3_600_000

    assert not room.workshop.sealed
    assert room.next_due() == closes_at
    stage.clock.now = closes_at + KINDS["form"].grace_ms
    await room.pass_time()
    stage.clock.now += KINDS["form"].grace_ms
    await room.pass_time()
    assert room.workshop.activities[form.id].sealed
    assert room.workshop.sealed
