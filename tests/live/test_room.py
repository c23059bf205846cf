import asyncio
import random

import msgspec
import pytest

from facilitator.activities.collect import EditNote, PostNote
from facilitator.core import commands as c
from facilitator.core.agenda import Source, Step
from facilitator.core.entry import Entry
from facilitator.core.kind import Inputs, Item
from facilitator.core.refusal import Refusal
from facilitator.core.text import words_as_text
from facilitator.live.actors import Actor
from facilitator.live.errors import RoomBroken, RoomLeaving
from facilitator.live.room import Done, Room
from facilitator.log.contract import Draft
from tests.live.stage import BOARD, CODEC, DESK, Stage, ask, collect, new_id, no, until, yes


async def entries(stage: Stage, room: Room) -> list[Entry]:
    return await stage.log.read(room.stream)


async def commands(stage: Stage, room: Room, name: str) -> list[Entry]:
    return [entry for entry in await entries(stage, room) if f'"{name}"'.encode() in bytes(entry.command)]


async def test_cm1_a_yes_is_said_once_the_entry_is_durable_and_folded(stage: Stage) -> None:
    room = await stage.workshop(started=False)
    seq = await yes(room, DESK, c.StartWorkshop())
    assert (await stage.log.head(room.stream)).seq == seq
    assert room.workshop.phase == "running"


async def test_cm2_a_command_sent_twice_counts_once_and_gets_the_same_answer(stage: Stage) -> None:
    step = collect()
    room = await stage.opened(step)
    phone = await stage.phone(room, "seat", "Eeva")
    command_id, note = new_id(), PostNote(activity=step.id, text="once")
    answers = [await room.submit(phone, command_id, note) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert isinstance(answers[0], Done)
    assert len(await commands(stage, room, "PostNote")) == 1


async def test_cm2_a_command_sent_again_after_its_effect_still_gets_its_yes(stage: Stage) -> None:
    step = collect()
    room = await stage.workshop(step)
    command_id, opening = new_id(), c.OpenActivity(step=step.id)
    first = await room.submit(DESK, command_id, opening)
    assert await no(room, DESK, opening) == "already_open"  # so the same id must be known, not judged anew
    assert await room.submit(DESK, command_id, opening) == first


async def test_cm2_after_a_restart_a_command_sent_again_still_counts_once(stage: Stage) -> None:
    step = collect(identity="anonymous")
    room = await stage.opened(step)
    phone = await stage.phone(room, "seat")
    command_id, note = new_id(), PostNote(activity=step.id, text="once")
    first = await room.submit(phone, command_id, note)
    stage.hub.forget(room.name)
    again = await stage.hub.room(room.name)
    assert again is not room
    assert await again.submit(phone, command_id, note) == first
    assert len(await commands(stage, again, "PostNote")) == 1


async def test_cm3_a_refusal_is_final_for_its_id(stage: Stage) -> None:
    step = collect()
    room = await stage.workshop(step)
    phone = await stage.phone(room, "seat", "Eeva")
    command_id, note = new_id(), PostNote(activity=step.id, text="early")
    refused = await room.submit(phone, command_id, note)
    assert refused == Refusal("no_such_activity")
    await yes(room, DESK, c.OpenActivity(step=step.id))
    assert await room.submit(phone, command_id, note) == refused
    assert isinstance(await ask(room, phone, note), Done)


async def test_a_refused_command_leaves_nothing_in_the_log(stage: Stage) -> None:
    room = await stage.workshop()
    before = len(await entries(stage, room))
    assert await no(room, BOARD, c.StartWorkshop()) == "not_permitted"
    assert len(await entries(stage, room)) == before


async def test_cm5_an_id_that_someone_else_has_used_is_refused(stage: Stage) -> None:
    step = collect()
    room = await stage.opened(step)
    eeva, olli = await stage.phone(room, "s1", "Eeva"), await stage.phone(room, "s2", "Olli")
    note_id = new_id()
    await room.submit(eeva, note_id, PostNote(activity=step.id, text="mine"))
    stolen = await room.submit(olli, note_id, PostNote(activity=step.id, text="overwritten"))
    assert stolen == Refusal("id_taken")
    assert room.workshop.activities[step.id].state.notes[note_id].text == "mine"


async def test_a_lost_race_gets_the_refusal_of_the_fold(stage: Stage) -> None:
    step = collect()
    room = await stage.workshop(step)
    answers = await asyncio.gather(*(ask(room, DESK, c.OpenActivity(step=step.id)) for _ in range(5)))
    assert sum(isinstance(answer, Done) for answer in answers) == 1
    assert {answer.code for answer in answers if isinstance(answer, Refusal)} == {"already_open"}


async def test_an_entry_that_another_process_got_in_first_refuses_ours(stage: Stage) -> None:
    step = collect()
    room = await stage.workshop(step)
    other = Stage(stage.log, stage.vault)
    there = await other.hub.room(room.name)
    answers = await asyncio.gather(
        ask(room, DESK, c.OpenActivity(step=step.id)), ask(there, DESK, c.OpenActivity(step=step.id))
    )
    assert sum(isinstance(answer, Done) for answer in answers) == 1
    assert room.workshop == there.workshop
    await other.close()


# --- who it is by ----------------------------------------------------------------------------------------


async def test_cm6_what_a_client_says_of_itself_is_ignored(stage: Stage) -> None:
    step = collect()
    room = await stage.opened(step)
    eeva, olli = await stage.phone(room, "s1", "Eeva"), await stage.phone(room, "s2", "Olli")
    victim = room.people_of("s1")[0]
    assert await no(room, olli, PostNote(activity=step.id, text="forged"), as_person=victim) == "person_unknown"
    await yes(room, olli, PostNote(activity=step.id, text="own"))
    (entry,) = await commands(stage, room, "PostNote")
    assert entry.by == f"p/{room.people_of('s2')[0]}"
    assert isinstance(await ask(room, eeva, PostNote(activity=step.id, text="own too"), victim), Done)


async def test_another_seats_note_cannot_be_edited_by_replaying_its_command(stage: Stage) -> None:
    step = collect()
    room = await stage.opened(step)
    eeva, olli = await stage.phone(room, "s1", "Eeva"), await stage.phone(room, "s2", "Olli")
    note_id, edit_id = new_id(), new_id()
    await room.submit(eeva, note_id, PostNote(activity=step.id, text="mine"))
    edit = EditNote(activity=step.id, note=note_id, text="better")
    assert isinstance(await room.submit(eeva, edit_id, edit), Done)
    assert isinstance(await room.submit(olli, edit_id, edit), Refusal)


async def test_several_people_share_a_seat_and_each_writes_as_themselves(stage: Stage) -> None:
    step = collect()
    room = await stage.opened(step)
    phone = await stage.phone(room, "seat", "Eeva")
    second = new_id()
    await room.submit(phone, second, c.Join())
    await yes(room, phone, c.SetName(name="Olli"), as_person=second)
    await yes(room, phone, PostNote(activity=step.id, text="from Olli"), as_person=second)
    (entry,) = await commands(stage, room, "PostNote")
    assert entry.by == f"p/{second}"


async def test_a_seat_that_joins_twice_is_one_person(stage: Stage) -> None:
    room = await stage.workshop()
    people = await asyncio.gather(*(room.join("seat") for _ in range(5)))
    assert len(set(people)) == 1
    assert len(room.workshop.people) == 1


async def test_a_locked_door_lets_no_new_seat_in(stage: Stage) -> None:
    room = await stage.workshop()
    inside = await room.join("inside")
    await yes(room, DESK, c.LockDoor(on=True))
    assert await room.join("outside") == Refusal("door_locked")
    assert await room.join("inside") == inside


async def test_anonymous_entries_have_no_time_and_no_person_in_them(stage: Stage) -> None:
    step = collect(identity="anonymous")
    room = await stage.opened(step)
    phone = await stage.phone(room, "seat")
    person = room.people_of("seat")[0]
    for command in (
        PostNote(activity=step.id, text="quiet"),
        c.MarkDone(activity=step.id),
        c.NeedMoreTime(activity=step.id),
        c.ParkIdea(text="for later"),
    ):
        await yes(room, phone, command)
    quiet = [entry for entry in await entries(stage, room) if entry.by.startswith("a/")]
    assert len(quiet) == 4
    assert {entry.at for entry in quiet} == {0}
    assert person.encode() not in b"".join(entry.by.encode() + bytes(entry.command) for entry in quiet)
    assert len({entry.by for entry in quiet}) == 2  # one under the activity's key, one under the parking lot's


async def test_a_person_has_another_pseudonym_in_every_run(stage: Stage) -> None:
    step = collect(identity="anonymous")
    room = await stage.opened(step)
    phone = await stage.phone(room, "seat")
    await yes(room, phone, PostNote(activity=step.id, text="first run"))
    await yes(room, DESK, c.ResetActivity(activity=step.id))
    await yes(room, phone, PostNote(activity=step.id, text="second run"))
    first, second = await commands(stage, room, "PostNote")
    assert first.by != second.by


async def test_one_sees_ones_own_anonymous_note_after_a_restart(stage: Stage) -> None:
    step = collect(identity="anonymous")
    room = await stage.opened(step)
    phone = await stage.phone(room, "seat")
    await yes(room, phone, PostNote(activity=step.id, text="still mine"))
    stage.hub.forget(room.name)
    again = await stage.hub.room(room.name)
    assert b"still mine" in again.mine(again.people_of("seat")[0])


# --- what flows in ---------------------------------------------------------------------------------------


async def test_what_a_client_says_flows_in_is_ignored(stage: Stage) -> None:
    step = collect()
    room = await stage.workshop(step)
    forged = Inputs(items=(Item(new_id(), words_as_text("forged")),))
    await yes(room, DESK, c.OpenActivity(step=step.id, inputs=forged))
    assert room.workshop.activities[step.id].inputs == Inputs()
    await yes(room, DESK, c.QuickQuestion(prompt={"en": "?"}, kind="collect", inputs=forged))
    assert room.workshop.activities[room.workshop.current].inputs == Inputs()


async def test_hidden_notes_are_revealed_before_they_flow_on(stage: Stage) -> None:
    first = collect(hidden=True)
    second = collect()
    second = type(second)(id=second.id, kind="collect", source=Source(first.id), identity="named")
    room = await stage.workshop(first, second)
    await yes(room, DESK, c.OpenActivity(step=first.id))
    phone = await stage.phone(room, "seat", "Eeva")
    await yes(room, phone, PostNote(activity=first.id, text="flows"))
    await yes(room, DESK, c.OpenActivity(step=second.id))
    assert room.workshop.activities[first.id].revealed
    (item,) = room.workshop.activities[second.id].inputs.items
    assert item.text == words_as_text("flows")


# --- time ------------------------------------------------------------------------------------------------


async def test_time_up_is_told_once_by_however_many_processes(stage: Stage) -> None:
    step = collect(minutes=5)
    room = await stage.opened(step)
    other = Stage(stage.log, stage.vault)
    there = await other.hub.room(room.name)
    assert room.next_due() == stage.clock.now + 5 * 60_000
    stage.clock.pass_by(minutes=5)
    other.clock.now = stage.clock.now
    await asyncio.gather(room.pass_time(), there.pass_time())
    assert room.workshop.activities[step.id].time_up
    assert len(await commands(stage, room, "TimeUp")) == 1
    await other.close()


async def test_a_grace_ends_by_itself(stage: Stage) -> None:
    step = collect()
    room = await stage.opened(step)
    await yes(room, DESK, c.CloseActivity(activity=step.id))
    assert room.workshop.activities[step.id].stage == "closing"
    stage.clock.pass_by(seconds=19)
    await room.pass_time()
    assert room.workshop.activities[step.id].stage == "closing"
    stage.clock.pass_by(seconds=1)
    await room.pass_time()
    assert room.workshop.activities[step.id].stage == "closed"


async def test_three_notes_of_three_authors_are_let_out_together(stage: Stage) -> None:
    step = collect(identity="anonymous")
    room = await stage.opened(step)
    phones = [await stage.phone(room, f"s{n}") for n in range(3)]
    for phone in phones[:2]:
        await yes(room, phone, PostNote(activity=step.id, text="waits"))
    await yes(room, phones[0], PostNote(activity=step.id, text="a second of the same"))
    assert room.next_due() is None
    assert not room.shown_to(BOARD).activity.view.notes
    await yes(room, phones[2], PostNote(activity=step.id, text="the third author"))
    await room.pass_time()
    assert len(room.shown_to(BOARD).activity.view.notes) == 4
    assert len(await commands(stage, room, "ReleaseNotes")) == 1


async def test_sealing_destroys_the_key_before_it_is_said(stage: Stage) -> None:
    step = collect(identity="anonymous")
    room = await stage.opened(step)
    phone = await stage.phone(room, "seat")
    await yes(room, phone, PostNote(activity=step.id, text="whose?"))
    await yes(room, DESK, c.CloseActivity(activity=step.id))
    stage.clock.pass_by(seconds=20)
    await room.pass_time()
    assert await stage.vault.keys("activity-key", f"{room.name}/{step.id}/")
    kept_at_seal: list[list[str]] = []

    def heard(new: list[Entry]) -> None:
        if any(b'"SealActivity"' in bytes(entry.command) for entry in new):
            kept_at_seal.append([key for _, key in stage.vault._secrets if step.id in key])  # type: ignore[attr-defined]

    await stage.log.follow(room.stream, 0, heard)
    stage.clock.pass_by(minutes=10)
    await room.pass_time()
    assert room.workshop.activities[step.id].sealed
    assert kept_at_seal == [[]]
    assert b"whose?" not in room.mine(room.people_of("seat")[0])
    assert await no(room, phone, c.MarkDone(activity=step.id)) == "closed"
    assert not await stage.vault.keys("activity-key", f"{room.name}/{step.id}/")


async def test_a_note_sent_again_after_sealing_is_known_to_be_kept(stage: Stage) -> None:
    step = collect(identity="anonymous")
    room = await stage.opened(step)
    phone = await stage.phone(room, "seat")
    command_id, note = new_id(), PostNote(activity=step.id, text="kept")
    assert isinstance(await room.submit(phone, command_id, note), Done)
    await yes(room, DESK, c.EndWorkshop())
    await room.pass_time()
    assert room.workshop.activities[step.id].sealed
    assert isinstance(await room.submit(phone, command_id, note), Done)


async def test_after_sealing_nobody_is_told_since_when_a_note_is_kept(stage: Stage) -> None:
    step = collect(identity="anonymous")
    room = await stage.opened(step)
    writers = [await stage.phone(room, f"s{n}") for n in range(3)]
    ids = [new_id() for _ in writers]
    for writer, command_id in zip(writers, ids, strict=True):
        await room.submit(writer, command_id, PostNote(activity=step.id, text="kept"))
    await yes(room, DESK, c.EndWorkshop())
    await room.pass_time()
    curious = writers[0]
    asked = [await room.submit(curious, note, PostNote(activity=step.id, text="?")) for note in ids]
    assert asked == [Done(room.workshop.seq)] * 3


async def test_reopening_within_ten_minutes_keeps_the_pseudonym(stage: Stage) -> None:
    step = collect(identity="anonymous")
    room = await stage.opened(step)
    phone = await stage.phone(room, "seat")
    await yes(room, phone, PostNote(activity=step.id, text="before"))
    await yes(room, DESK, c.CloseActivity(activity=step.id))
    stage.clock.pass_by(minutes=9)
    await room.pass_time()
    await yes(room, DESK, c.ReopenActivity(activity=step.id))
    stage.clock.pass_by(minutes=9)
    await room.pass_time()
    await yes(room, phone, PostNote(activity=step.id, text="after"))
    before, after = await commands(stage, room, "PostNote")
    assert before.by == after.by


async def test_the_end_of_the_workshop_seals_everything_and_no_key_is_left(stage: Stage) -> None:
    step = collect(identity="anonymous")
    room = await stage.opened(step)
    phone = await stage.phone(room, "seat")
    await yes(room, phone, PostNote(activity=step.id, text="quiet"))
    await yes(room, phone, c.ParkIdea(text="later"))
    assert len(await stage.vault.keys("activity-key", room.name)) == 2
    await yes(room, DESK, c.EndWorkshop())
    await room.pass_time()
    assert room.workshop.sealed
    assert await stage.vault.keys("activity-key", room.name) == []
    assert room.next_due() is None
    assert await no(room, phone, c.ParkIdea(text="too late")) == "workshop_over"
    assert await stage.vault.keys("activity-key", room.name) == []


# --- limits ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(20))
async def test_64_at_once_of_one_seat_get_exactly_the_limit_accepted(stage: Stage, seed: int) -> None:
    step = collect(identity="anonymous", max_notes=5)
    room = await stage.opened(step)
    phone = await stage.phone(room, "seat")
    chance = random.Random(seed)

    async def one_socket(number: int) -> int:
        accepted = 0
        for turn in range(50):
            if chance.random() < 0.5:
                await asyncio.sleep(0)
            answer = await ask(room, phone, PostNote(activity=step.id, text=f"{number}/{turn}"))
            accepted += isinstance(answer, Done)
        return accepted

    accepted = await asyncio.gather(*(one_socket(number) for number in range(64)))
    assert sum(accepted) == 5
    assert len(room.workshop.activities[step.id].state.notes) == 5


# --- when things break -----------------------------------------------------------------------------------


async def test_an_entry_that_cannot_be_folded_stops_every_acknowledgement(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await stage.workshop()

    def fails(*_: object) -> None:
        raise KeyError("a bug in a fold")

    monkeypatch.setattr("facilitator.live.room.fold", fails)
    draft = Draft(1, "f/anna", new_id(), 0, CODEC.encode(c.LockDoor(on=True)))
    await stage.log.append(room.stream, draft)
    with pytest.raises(RoomBroken):
        await ask(room, DESK, c.LockDoor(on=False))
    assert stage.hub.broken.done()


async def test_a_room_that_is_leaving_takes_nothing_more(stage: Stage) -> None:
    room = await stage.workshop()
    stage.hub.forget(room.name)
    with pytest.raises(RoomLeaving):
        await ask(room, DESK, c.LockDoor(on=True))


async def test_a_board_gets_no_private_byte(stage: Stage) -> None:
    step = collect(identity="facilitator")
    room = await stage.opened(step)
    phone = await stage.phone(room, "seat-canary", "Name-canary")
    await yes(room, phone, c.AskHelp(text="help-canary"))
    await yes(room, phone, PostNote(activity=step.id, text="a note"))
    first = str(room.first(BOARD))
    assert "a note" in first
    for canary in ("seat-canary", "Name-canary", "help-canary", room.people_of("seat-canary")[0]):
        assert canary not in first
    assert "Name-canary" in str(room.first(DESK))
    assert "Name-canary" not in str(room.first(Actor("remote", "r1")))


async def test_a_command_that_could_not_be_read_again_is_never_kept(stage: Stage) -> None:
    room = await stage.workshop()
    before = len(await entries(stage, room))
    with pytest.raises(msgspec.ValidationError):
        await ask(room, DESK, c.SetSeatLimit(most=-1))
    assert len(await entries(stage, room)) == before


async def test_a_phone_that_answered_before_the_day_attends_when_it_comes_back_and_no_earlier(stage: Stage) -> None:
    asked = Step(id=new_id(), kind="form", identity="named", settings={"when": "before"})
    room = await stage.workshop(asked, started=False)
    await yes(room, DESK, c.OpenActivity(step=asked.id))
    stays, comes, plain = [await stage.phone(room, seat, seat) for seat in ("stays", "comes", "plain")]
    room.arrive(stays)
    room.leave(stays)
    room.arrive(comes)
    await yes(room, DESK, c.StartWorkshop())

    await room.pass_time()
    assert [person.name for person in room.workshop.attending.values()] == ["comes"]

    await room.attend(plain.id)
    await room.attend(plain.id)
    assert {person.name for person in room.workshop.attending.values()} == {"comes", "plain"}
    assert len(room.workshop.people) == 3
    told = [entry for entry in await entries(stage, room) if b"Attend" in bytes(entry.command)]
    assert len(told) == 2


async def test_who_opens_the_phone_on_the_day_is_seen_without_pressing_anything(stage: Stage) -> None:
    asked = Step(id=new_id(), kind="form", identity="named", settings={"when": "before"})
    room = await stage.workshop(asked, started=False)
    await yes(room, DESK, c.OpenActivity(step=asked.id))
    comes = await stage.phone(room, "comes", "Liisa")
    await yes(room, DESK, c.StartWorkshop())

    room.arrive(comes)

    await until(lambda: room.workshop.attending)
