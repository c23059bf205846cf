import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import httpx2
import msgspec
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from facilitator.activities.collect import PostNote
from facilitator.core import commands as c
from facilitator.live import session
from facilitator.live.actors import Actor
from facilitator.live.errors import BadMessage, LineEnded
from facilitator.live.fanout import Pace
from facilitator.live.limits import Admission
from facilitator.live.room import Room
from facilitator.log.sqlite import SqliteLog
from facilitator.log.vault import SqliteVault
from tests.live.served import Phone, narrow, served
from tests.live.stage import BOARD, DESK, Stage, collect, new_id, until, yes


class Hall:
    """A served workshop, and phones that leave at the end."""

    def __init__(self, stage: Stage, address: str, leaving: AsyncExitStack) -> None:
        self.stage, self.address, self._leaving = stage, address, leaving

    async def phone(self, room: Room, seat: str, role: str = "phone") -> Phone:
        phone = await Phone(self.address, room.name, seat, role).come()
        self._leaving.push_async_callback(phone.leave)
        await until(lambda: phone.view is not None)
        return phone


@pytest.fixture
async def hall(tmp_path: Any) -> AsyncIterator[Hall]:
    log, vault = await SqliteLog.open(tmp_path), await SqliteVault.open(tmp_path / "vault.db")
    stage = Stage(log, vault, Pace(stall=0.5, full=0.2, presence=0.1))
    async with served(stage.hub) as address, AsyncExitStack() as leaving:
        yield Hall(stage, address, leaving)
    await log.close()
    await vault.close()


async def test_hs1_hello_is_answered_with_build_audience_clock_and_the_view(hall: Hall) -> None:
    room = await hall.stage.workshop()
    phone = await hall.phone(room, "s1")
    people = list(room.people_of("s1"))
    told = {"build": "b1", "audience": "phone", "now": hall.stage.clock.now, "people": people}
    assert phone.frames[0]["hello"] == told
    await until(lambda: phone.view == phone_view_of(room))
    await until(lambda: phone.mine.get("person") == room.people_of("s1")[0])


async def test_hs1_cm6_a_phone_shows_whom_hello_names_and_no_command_of_another_changes_that(hall: Hall) -> None:
    room = await hall.stage.opened(collect())
    phone = await hall.phone(room, "s1")
    (first,) = room.people_of("s1")
    second = await phone.ask("Join")
    await until(lambda: not phone.outbox)
    assert room.people_of("s1") == (first, second)
    await phone.say({"hello": {"e": phone.e, "v": phone.v, "build": "b1", "as": second}})
    await until(lambda: phone.mine.get("person") == second)
    before = len(phone.frames)
    late = new_id()
    await phone.say({"cmd": {"do": "SetName", "name": "Leena"}, "id": late, "as": first})
    await until(lambda: any(late in frame.get("done", {}) for frame in phone.frames[before:]))
    assert room.workshop.people[first].name == "Leena"
    await phone.ask("AskHelp", text="")
    await until(lambda: not phone.outbox)
    assert {frame["mine"]["full"]["person"] for frame in phone.frames[before:] if "mine" in frame} <= {second}


async def test_a_journey_of_thirty_phones_ends_with_one_view_for_all(hall: Hall) -> None:
    step = collect(identity="anonymous")
    room = await hall.stage.workshop(step)
    phones = [await hall.phone(room, f"s{n}") for n in range(30)]
    board, desk = await hall.phone(room, "-", "board"), await hall.phone(room, "anna", "facilitator")
    await desk.ask("OpenActivity", step=step.id)
    await until(lambda: all(phone.view["activity"] for phone in phones))
    for phone in phones:
        await phone.ask("PostNote", activity=step.id, text="note")
        await phone.ask("MarkDone", activity=step.id)
    await until(lambda: all(not phone.outbox for phone in phones))
    await desk.ask("CloseActivity", activity=step.id)
    await until(lambda: len(board.view["activity"]["view"]["notes"]) == 30)
    await until(lambda: all(phone.view == phone_view_of(room) for phone in phones))
    await until(lambda: all(len(phone.mine["view"]["notes"]) == 1 for phone in phones))
    await until(lambda: desk.view["activities"][step.id]["done"] == 30)


def phone_view_of(room: Room) -> Any:
    return json.loads(msgspec.json.encode(room.shown_to(Actor("phone"))))


async def test_cm2_duplicates_and_another_order_change_nothing(hall: Hall) -> None:
    step = collect()
    room = await hall.stage.opened(step)
    phone = await hall.phone(room, "s1")
    await phone.ask("SetName", name="Eeva")
    ids = [await phone.ask("PostNote", activity=step.id, text=f"note {n}") for n in range(5)]
    again = [{"cmd": {"do": "PostNote", "activity": step.id, "text": f"note {n}"}, "id": ids[n]} for n in range(5)]
    for message in [*reversed(again), *again]:
        await phone.say(message)
    await until(lambda: not phone.outbox)
    await until(lambda: len(phone.view["activity"]["view"]["notes"]) == 5)
    texts = {note["text"] for note in phone.view["activity"]["view"]["notes"].values()}
    assert texts == {f"note {n}" for n in range(5)}


async def test_rs1_a_phone_that_was_away_gets_what_lies_between_as_patches(hall: Hall) -> None:
    room = await hall.stage.workshop()
    phone = await hall.phone(room, "s1")
    other = await hall.phone(room, "s2")
    await phone.cut()
    for n in range(3):
        await yes(room, DESK, c.ParkIdea(text=f"idea {n}"))
        await until(lambda n=n: len(other.view["parking"]) == n + 1)  # type: ignore[misc]
    phone.frames.clear()
    await phone.come()
    await until(lambda: len(phone.view["parking"]) == 3)
    assert not any("full" in frame for frame in phone.frames)


async def test_rs2_past_the_ring_the_full_view_comes_and_no_gap_is_guessed_over(hall: Hall) -> None:
    room = await hall.stage.workshop()
    phone = await hall.phone(room, "s1")
    other = await hall.phone(room, "s2")
    await phone.cut()
    room.fanout._lane_of(Actor("phone", "s2")).ring._most_ticks = 2
    for n in range(5):
        await yes(room, DESK, c.ParkIdea(text=f"idea {n}"))
        await until(lambda n=n: len(other.view["parking"]) == n + 1)  # type: ignore[misc]
    phone.frames.clear()
    await phone.come()
    await until(lambda: len(phone.view["parking"]) == 5)
    assert any("full" in frame for frame in phone.frames)


async def test_rs3_a_stale_epoch_gets_the_full_view(hall: Hall) -> None:
    room = await hall.stage.workshop()
    phone = await hall.phone(room, "s1")
    version = phone.v
    await phone.cut()
    phone.e, phone.v, phone.view = "another", version, {"a lie": True}
    await phone.come()
    await until(lambda: phone.e == room.epoch)
    assert "a lie" not in phone.view


async def test_hs6_the_newest_tab_of_a_seat_wins_and_the_older_is_told(hall: Hall) -> None:
    room = await hall.stage.workshop()
    older = await hall.phone(room, "s1")
    newer = await hall.phone(room, "s1")
    assert await older.ended() == 4409
    await yes(room, DESK, c.ParkIdea(text="seen here"))
    await until(lambda: len(newer.view["parking"]) == 1)
    await until(lambda: room.joined == 1)


async def test_hs6_two_desks_of_one_facilitator_may_be_open(hall: Hall) -> None:
    room = await hall.stage.workshop()
    first, second = [await hall.phone(room, "anna", "facilitator") for _ in range(2)]
    await first.ask("LockDoor", on=True)
    await until(lambda: first.view["door_locked"] and second.view["door_locked"])


async def test_hs3_who_says_nothing_is_closed(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "HELLO_WITHIN_S", 0.05)
    room = await hall.stage.workshop()
    silent = await connect(f"ws://{hall.address}/{room.name}/phone/s1", compression=None)
    with pytest.raises(ConnectionClosed):
        await silent.recv()
    assert silent.close_code == 4408


@pytest.mark.parametrize(
    ("said", "code"),
    [("{", 1002), ('{"cmd": {}, "id": "short"}', 1002), ("[" * 30_000, 1002), (b"\x00\x01", 1003)],
)
async def test_hs7_what_is_no_message_closes_the_line(hall: Hall, said: str | bytes, code: int) -> None:
    room = await hall.stage.workshop()
    phone = await hall.phone(room, "s1")
    assert phone._socket is not None
    await phone._socket.send(said)
    assert await phone.ended() == code


async def test_lm3_a_message_that_is_too_big_closes_with_4413(hall: Hall) -> None:
    room = await hall.stage.workshop()
    phone = await hall.phone(room, "s1")
    assert phone._socket is not None
    await phone._socket.send("x" * 70_000)
    assert await phone.ended() == 4413


async def test_lm1_what_comes_too_fast_is_paced_and_none_is_lost(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = collect()
    room = await hall.stage.opened(step)
    room.paces = type(room.paces)(200.0, 5.0)
    phone = await hall.phone(room, "s1")
    await phone.ask("SetName", name="Eeva")
    began = asyncio.get_running_loop().time()
    for n in range(45):
        await phone.ask("PostNote", activity=step.id, text=f"{n}")
    await until(lambda: not phone.outbox)
    assert asyncio.get_running_loop().time() - began > 40 / 200 - 0.02
    assert all("seq" in result for result in phone.done.values())


async def test_lm1_a_phone_may_leave_while_its_commands_are_paced(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[BaseException | None] = []
    finish = session.SocketSession._worked

    def watched(line: session.SocketSession, work: asyncio.Task[None]) -> None:
        worked.append(work.exception())
        finish(line, work)

    monkeypatch.setattr(session.SocketSession, "_worked", watched)
    room = await hall.stage.opened(step := collect())
    room.paces = type(room.paces)(20.0, 1.0)
    phone = await hall.phone(room, "s1")
    for n in range(8):
        await phone.ask("PostNote", activity=step.id, text=f"{n}")
    await until(lambda: room.under_way or len(phone.done) > 1)
    worked.clear()
    await phone.leave()
    await until(lambda: worked)
    assert worked == [None]


async def test_lm2_a_flood_is_closed_with_4429(hall: Hall) -> None:
    room = await hall.stage.workshop()
    phone = await hall.phone(room, "s1")
    for n in range(400):
        try:
            await phone.say({"ping": n})
        except ConnectionClosed:
            break
    assert await phone.ended() == 4429


async def test_lm4_a_server_that_is_full_says_so(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    room = await hall.stage.workshop()
    room.admission = Admission(most=1)
    await hall.phone(room, "s1")
    refused = await Phone(hall.address, room.name, "s2").come()
    assert await refused.ended() == 1013


async def test_cm7_a_command_nobody_knows_is_refused_in_place(hall: Hall) -> None:
    room = await hall.stage.workshop()
    phone = await hall.phone(room, "s1")
    command_id = await phone.ask("MakeCoffee")
    await until(lambda: command_id in phone.done)
    assert phone.done[command_id] == {"no": "not_understood"}


async def test_hs4_a_ping_is_answered_with_the_servers_clock(hall: Hall) -> None:
    room = await hall.stage.workshop()
    phone = await hall.phone(room, "s1")
    await phone.say({"ping": 7})
    await until(lambda: {"pong": 7, "now": hall.stage.clock.now} in phone.frames)


async def test_hs8_a_revoked_session_is_closed_with_4401(hall: Hall) -> None:
    room = await hall.stage.workshop()
    desk = await hall.phone(room, "anna", "facilitator")
    phone = await hall.phone(room, "s1")
    hall.stage.hub.end_sessions(lambda actor: actor.id == "anna")
    assert await desk.ended() == 4401
    assert phone.close_code == 0


async def test_a_workshop_that_is_closed_ends_its_lines_with_4410(hall: Hall) -> None:
    room = await hall.stage.workshop()
    phone = await hall.phone(room, "s1")
    hall.stage.hub.forget(room.name)
    assert await phone.ended() == 4410


async def test_fr4_a_reader_that_stalls_is_freed_and_holds_up_nobody(hall: Hall) -> None:
    step = collect()
    room = await hall.stage.opened(step)
    phone = await hall.phone(room, "s1")
    stalled = await Phone(hall.address, room.name, "stalled").come(sock=narrow(hall.address))
    await until(lambda: stalled.view is not None)
    stalled.stall()
    n = 0
    while room.joined > 1:
        n += 1
        assert n < 2000, "the stalled reader was never freed"
        await yes(room, DESK, c.EditStep(step=step.id, help={"en": f"{n:04}" * 900}))
        await until(lambda: phone.v == room.workshop.seq)  # the other keeps up throughout
    assert phone.close_code == 0
    await stalled.wake()


async def test_fr5_a_hidden_note_is_in_no_frame_but_its_authors(hall: Hall) -> None:
    step = collect(hidden=True)
    room = await hall.stage.opened(step)
    writer, other = await hall.phone(room, "s1"), await hall.phone(room, "s2")
    board, desk = await hall.phone(room, "-", "board"), await hall.phone(room, "anna", "facilitator")
    await writer.ask("SetName", name="name-canary")
    await writer.ask("PostNote", activity=step.id, text="note-canary")
    await writer.ask("AskHelp", text="help-canary")
    await until(lambda: not writer.outbox and "help-canary" in json.dumps(desk.frames))
    assert "note-canary" in json.dumps(writer.frames)
    for eyes in (other, board):
        assert "canary" not in json.dumps(eyes.frames).replace("name-canary", "")
    assert "name-canary" not in json.dumps(board.frames)


async def test_an_anonymous_note_is_in_no_frame_until_three_wrote(hall: Hall) -> None:
    step = collect(identity="anonymous")
    room = await hall.stage.opened(step)
    phones = [await hall.phone(room, f"s{n}") for n in range(3)]
    board, desk = await hall.phone(room, "-", "board"), await hall.phone(room, "anna", "facilitator")
    for phone in phones[:2]:
        await phone.ask("PostNote", activity=step.id, text="canary")
    await until(lambda: desk.view["activities"][step.id]["view"]["count"] == 2)
    assert "canary" not in json.dumps([board.frames, desk.frames, phones[2].frames])
    await phones[2].ask("PostNote", activity=step.id, text="canary")
    await until(lambda: len(board.view["activity"]["view"]["notes"]) == 3)
    person = room.people_of("s0")[0]
    assert person not in json.dumps([board.frames, desk.frames, phones[1].frames])


# --- the other carrier -----------------------------------------------------------------------------------


async def test_fb1_the_carriers_are_equal(hall: Hall) -> None:
    step = collect()
    room = await hall.stage.opened(step)
    phone = await hall.phone(room, "s1")
    async with httpx2.AsyncClient(base_url=f"http://{hall.address}/{room.name}/phone/s2") as http:
        command_ids = [new_id(), new_id()]
        items = [
            {"cmd": {"do": "SetName", "name": "Olli"}, "id": command_ids[0]},
            {"cmd": {"do": "PostNote", "activity": step.id, "text": "by POST"}, "id": command_ids[1]},
        ]
        first = (await http.post("/poll", json={"hello": {"e": None, "v": None}, "poll": "p"})).json()["items"]
        done = (await http.post("/post", json={"items": items})).json()["done"]
        again = (await http.post("/post", json={"items": items})).json()["done"]
        assert done == again
        assert set(done) == set(command_ids)
        assert first[0]["hello"]["audience"] == "phone"
        polled = Phone("", room.name, "s2")
        for item in first:
            polled._take(item)
        while polled.v != room.workshop.seq or not polled.mine.get("view", {}).get("notes"):
            position = {"hello": {"e": polled.e, "v": polled.v}, "poll": "p"}
            for item in (await http.post("/poll", json=position)).json()["items"]:
                polled._take(item)
    await until(lambda: phone.v == room.workshop.seq)
    assert {**polled.view, "joined": 0} == {**phone.view, "joined": 0}


async def test_fb2_a_poll_waits_and_then_answers_with_nothing(stage: Stage) -> None:
    room = await stage.workshop()
    phone = await stage.phone(room, "s1")
    first = await session.serve_poll(room, phone, b'{"hello":{},"poll":"p"}', "b1")
    full = next(item for item in first["items"] if "full" in item)
    position = json.dumps({"hello": {"e": full["e"], "v": full["to"]}, "poll": "p"}).encode()
    assert (await session.serve_poll(room, phone, position, wait_s=0.05))["items"] == []


async def test_fb2_lm1_polls_under_ever_new_ids_are_paced_and_keep_next_to_nothing(stage: Stage) -> None:
    step = collect()
    room = await stage.opened(step)
    phone = await stage.phone(room, "s1", "Eve")
    for _ in range(10):
        await yes(room, phone, PostNote(activity=step.id, text="x" * 280))
    for number in range(30):
        body = json.dumps({"poll": f"p{number}"}).encode()
        assert len((await session.serve_poll(room, phone, body))["items"]) > 1
    assert room.paces.of("poll/phone/s1").wait(asyncio.get_running_loop().time()) > 0
    assert len(room.mine(room.people_of("s1")[0])) > 2000
    assert sum(map(len, room.polls.values())) <= 30 * 16


async def test_fb3_a_newer_poll_of_the_seat_ends_the_older(stage: Stage) -> None:
    room = await stage.workshop()
    phone = await stage.phone(room, "s1")
    first = await session.serve_poll(room, phone, b'{"hello":{},"poll":"old"}')
    full = next(item for item in first["items"] if "full" in item)
    position = json.dumps({"hello": {"e": full["e"], "v": full["to"]}, "poll": "old"}).encode()
    older = asyncio.create_task(session.serve_poll(room, phone, position))
    await until(lambda: room.fanout.listeners)
    await session.serve_poll(room, phone, b'{"hello":{},"poll":"new"}')
    with pytest.raises(LineEnded) as ended:
        await older
    assert ended.value.code == 4409


async def test_fb4_who_has_no_seat_is_told_as_a_socket_would_be(stage: Stage) -> None:
    room = await stage.workshop()
    with pytest.raises(LineEnded) as ended:
        await session.serve_post(room, Actor("phone", "stranger"), b'{"items":[]}')
    assert ended.value.code == 4401
    with pytest.raises(BadMessage):
        await session.serve_post(room, BOARD, b"{")
    with pytest.raises(LineEnded):
        await session.serve_post(room, BOARD, b" " * 70_000)


async def test_hs2_a_message_cannot_say_who_it_is_from(hall: Hall) -> None:
    step = collect()
    room = await hall.stage.opened(step)
    victim, other = await hall.phone(room, "s1"), await hall.phone(room, "s2")
    await other.ask("SetName", name="Olli")
    forged = {
        "cmd": {"do": "PostNote", "activity": step.id, "text": "x"},
        "id": new_id(),
        "by": "f/anna",
        "seat": "s1",
    }
    await other.say(forged)
    await until(lambda: forged["id"] in other.done)
    (note,) = room.workshop.activities[step.id].state.notes.values()
    assert note.by == f"p/{room.people_of('s2')[0]}"
    await other.ask("PostNote", activity=step.id, text="y", by="f/anna")
    assert victim.mine.get("view", {}).get("notes", {}) == {}


async def test_cm8_commands_of_one_connection_keep_their_order(hall: Hall) -> None:
    step = collect()
    room = await hall.stage.opened(step)
    phone = await hall.phone(room, "s1")
    await phone.ask("SetName", name="Eeva")
    note_id = await phone.ask("PostNote", activity=step.id, text="first")
    for n in range(10):
        await phone.ask("EditNote", activity=step.id, note=note_id, text=f"{n}")
    await until(lambda: not phone.outbox)
    assert all("seq" in result for result in phone.done.values())
    assert room.workshop.activities[step.id].state.notes[note_id].text == "9"


async def test_rs4_what_was_unanswered_at_a_cut_is_counted_once_on_the_next_connection(hall: Hall) -> None:
    step = collect()
    room = await hall.stage.opened(step)
    phone = await hall.phone(room, "s1")
    await phone.ask("SetName", name="Eeva")
    for n in range(8):
        await phone.ask("PostNote", activity=step.id, text=f"{n}")
    await phone.cut()
    await phone.come()
    await until(lambda: not phone.outbox)
    assert len(room.workshop.activities[step.id].state.notes) == 8
