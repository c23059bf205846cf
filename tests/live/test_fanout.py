import asyncio
from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest

from facilitator.live.actors import Actor
from facilitator.live.errors import MOVED
from facilitator.live.fanout import LATE_LOOK_S, MOST_RESULTS, Fanout, Listener, Pace
from tests.live.stage import BOARD, MemoryLine, until


class View(msgspec.Struct, frozen=True):
    joined: int
    words: str


class Show:
    """A room that shows one word."""

    def __init__(self) -> None:
        self.seq, self.words, self.joined = 1, "", 0
        self.views = 0

    @property
    def position(self) -> tuple[str, int]:
        return "e", self.seq

    def shown_to(self, actor: Actor) -> Any:
        self.views += 1
        return View(self.joined, self.words)

    def mine(self, person: str) -> bytes:
        return msgspec.json.encode({"person": person, "words": self.words})

    async def prepare(self) -> None:
        pass


class Theatre:
    def __init__(self, pace: Pace) -> None:
        self.show = Show()
        self.fanout = Fanout(self.show, pace)

    def seat(self, seat: str, version: int | None = 1) -> tuple[Listener, MemoryLine]:
        line = MemoryLine()
        listener = Listener(line, Actor("phone", seat), person=f"p-{seat}")
        self.fanout.attach(listener, "e", version)
        return listener, line

    def wall(self) -> MemoryLine:
        line = MemoryLine()
        self.fanout.attach(Listener(line, BOARD), "e", 1)
        return line

    def say(self, words: str) -> None:
        self.show.seq += 1
        self.show.words = words
        self.fanout.stir(None)


@pytest.fixture
async def theatre() -> AsyncIterator[Theatre]:
    theatre = Theatre(Pace(stall=0.3, full=0.5, presence=0.05))
    yield theatre
    for listener in theatre.fanout.listeners:
        theatre.fanout.detach(listener)


def patches(line: MemoryLine) -> list[Any]:
    return [message["patch"]["words"] for message in line.messages if "patch" in message]


async def test_fr3_many_changes_within_a_tick_leave_as_one_frame(theatre: Theatre) -> None:
    _, line = theatre.seat("a")
    theatre.say("first")  # leaves at once
    await until(lambda: patches(line) == ["first"])
    for n in range(20):
        theatre.say(f"{n}")
    await until(lambda: patches(line)[-1] == "19")
    assert len(patches(line)) == 2
    assert theatre.show.views < 10


async def test_the_board_does_not_wait_for_the_phones() -> None:
    theatre = Theatre(Pace(tick=5.0))
    _, phone = theatre.seat("a")
    wall = theatre.wall()
    theatre.say("one")
    await until(lambda: patches(phone) == ["one"])
    theatre.say("two")
    await until(lambda: patches(wall)[-1:] == ["two"], 1)
    assert patches(phone) == ["one"]
    for listener in theatre.fanout.listeners:
        theatre.fanout.detach(listener)


async def test_fr4_a_busy_line_gets_what_lies_between_once_it_is_free(theatre: Theatre) -> None:
    _, slow = theatre.seat("slow")
    _, quick = theatre.seat("quick")
    slow.is_free = False
    for words in ("one", "two"):
        theatre.say(words)
        await until(lambda words=words: patches(quick)[-1:] == [words])  # type: ignore[misc]
    assert not slow.messages
    slow.is_free = True
    await until(lambda: patches(slow) == ["one", "two"])


async def test_fr4_a_line_that_does_not_drain_is_aborted(theatre: Theatre) -> None:
    _, stalled = theatre.seat("a")
    stalled.is_free = False
    theatre.say("anything")
    await until(lambda: stalled.is_aborted, 2)
    assert not theatre.fanout.listeners


async def test_rs2_the_full_view_comes_at_most_once_in_a_while(theatre: Theatre) -> None:
    listener, line = theatre.seat("a", version=None)
    theatre.fanout.send_now(listener)
    for _ in range(5):
        theatre.fanout.resume(listener, "another epoch", 1)
        theatre.fanout.send_now(listener)
    assert sum("full" in message for message in line.messages) == 1
    await until(lambda: sum("full" in message for message in line.messages) == 2, 2)


async def test_rs5_who_claims_to_be_far_ahead_keeps_nobody_busy(theatre: Theatre) -> None:
    listener, line = theatre.seat("s1", version=10**30)
    theatre.fanout.send_now(listener)
    theatre.say("first")
    await until(lambda: theatre.show.views > 1)
    drawn = theatre.show.views
    loop = asyncio.get_running_loop()
    looked = loop.create_future()
    loop.call_later(3 * LATE_LOOK_S, looked.set_result, None)
    await looked
    assert theatre.show.views == drawn
    assert not any("full" in message for message in line.messages)


async def test_rs5_who_is_ahead_of_this_process_is_not_sent_back(theatre: Theatre) -> None:
    listener, line = theatre.seat("a", version=3)
    theatre.fanout.send_now(listener)
    assert not any("full" in message for message in line.messages)
    theatre.say("two")
    theatre.say("three")
    await until(lambda: any("full" in message for message in line.messages))
    assert [message["to"] for message in line.messages if "to" in message] == [3]


async def test_hs6_the_newest_line_of_a_seat_wins(theatre: Theatre) -> None:
    _, older = theatre.seat("a")
    listener, newer = theatre.seat("a")
    assert (older.code, newer.code) == (MOVED, 0)
    assert theatre.fanout.listeners == [listener]


async def test_ones_own_view_is_sent_when_it_changed_and_only_then(theatre: Theatre) -> None:
    _, line = theatre.seat("a")
    theatre.say("one")
    await until(lambda: any("mine" in message for message in line.messages))
    theatre.show.joined = 1
    theatre.fanout.stir(["p-a"])
    await until(lambda: line.messages[-1].get("patch", {}).get("joined") == 1)
    assert sum("mine" in message for message in line.messages) == 1


async def test_cm4_only_the_newest_results_are_kept_for_a_busy_line(theatre: Theatre) -> None:
    listener, line = theatre.seat("a")
    line.is_free = False
    for n in range(MOST_RESULTS + 5):
        listener.tell(f"id-{n}", {"seq": n})
    theatre.fanout.send_now(listener)
    line.is_free = True
    theatre.fanout.send_now(listener)
    (done,) = [message["done"] for message in line.messages if "done" in message]
    assert len(done) == MOST_RESULTS
    assert "id-0" not in done


async def test_presence_reaches_phones_late_and_the_board_soon(theatre: Theatre) -> None:
    _, phone = theatre.seat("a")
    wall = theatre.wall()
    theatre.show.joined = 7
    theatre.fanout.stir_presence()
    await until(lambda: wall.messages[-1:] and wall.messages[-1]["patch"] == {"joined": 7})
    await until(lambda: any(message.get("patch") == {"joined": 7} for message in phone.messages))


async def test_a_hall_is_served_in_slices_so_that_others_have_a_turn() -> None:
    theatre = Theatre(Pace(slice=10))
    lines = [theatre.seat(f"s{n}")[1] for n in range(100)]
    theatre.say("now")
    turns = 0
    while not all(line.messages for line in lines):
        await asyncio.sleep(0)
        turns += any(line.messages for line in lines)
    assert turns >= 9
    for listener in theatre.fanout.listeners:
        theatre.fanout.detach(listener)
