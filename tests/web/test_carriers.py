"""Where live lines arrive: answered by role, and told why where there is none."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus

from facilitator.core.ids import derived_id
from facilitator.web.cookies import SESSION
from facilitator.web.server import Server, listen, serve
from tests.web.world import World, open_world


@contextlib.asynccontextmanager
async def served() -> AsyncIterator[tuple[World, str]]:
    """A world behind a real socket, and the origin it is reached at."""
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    async with open_world() as world:
        world.site.addresses.port = port
        ready: asyncio.Future[Server] = asyncio.get_running_loop().create_future()
        serving = asyncio.create_task(serve(world.app, listening, ready.set_result, lifespan="off"))
        try:
            yield world, f"http://localhost:{port}"
        finally:
            (await ready).stop()
            await serving


def line(origin: str, path: str, secret: str) -> connect:
    headers = {"Cookie": f"{SESSION}={secret}"}
    return connect(origin.replace("http", "ws") + path, origin=origin, additional_headers=headers)  # type: ignore[arg-type]


async def heard(socket: ClientConnection, key: str) -> Any:
    async with asyncio.timeout(5):
        while key not in (message := json.loads(await socket.recv())):
            continue
        return message


async def test_a_desk_gets_its_view_and_ends_within_two_seconds_of_signing_out() -> None:
    async with served() as (world, origin):
        owner = await world.owner(origin)
        workshop, secret = await world.workshop(), owner.cookies[SESSION]
        async with line(origin, f"/w/{workshop}/socket/desk", secret) as socket:
            await socket.send(json.dumps({"hello": {"e": None, "v": None, "build": "x"}}))
            assert (await heard(socket, "full"))["full"]["title"] == {"en": "Spring"}
            await owner.submit("/sign-out")
            async with asyncio.timeout(2):
                await socket.wait_closed()
            assert socket.close_code == 4401


async def test_a_line_from_another_origin_is_refused_and_one_without_session_told_so() -> None:
    async with served() as (world, origin):
        owner = await world.owner(origin)
        path, secret = f"/w/{await world.workshop()}/socket/desk", owner.cookies[SESSION]
        with pytest.raises(InvalidStatus) as refused:
            async with connect(
                origin.replace("http", "ws") + path,
                origin="http://evil.example",  # type: ignore[arg-type]
                additional_headers={"Cookie": f"{SESSION}={secret}"},
            ):
                pass
        assert refused.value.response.status_code == 403
        async with line(origin, path, "x" * 22) as socket:
            await socket.wait_closed()
            assert socket.close_code == 4401


async def test_a_command_by_post_is_done_once() -> None:
    async with open_world() as world:
        await world.owner()
        workshop = await world.workshop()
        phone = await world.phone(workshop)
        item = {"cmd": {"do": "ParkIdea", "text": "Valot"}, "id": derived_id("idea")}
        first = (await phone.ask(f"/w/{workshop}/post/phone", {"items": [item]})).json()
        again = (await phone.ask(f"/w/{workshop}/post/phone", {"items": [item]})).json()
        assert first["done"][item["id"]]["seq"] == again["done"][item["id"]]["seq"]
        room = await world.site.hub.room(workshop)
        assert [parked.text for parked in room.workshop.parking.values()] == ["Valot"]


async def test_a_poll_answers_with_what_the_screen_lacks() -> None:
    async with open_world() as world:
        await world.owner()
        workshop = await world.workshop()
        phone = await world.phone(workshop)
        hello = {"e": None, "v": None, "build": world.site.assets.build}
        answer = await phone.ask(f"/w/{workshop}/poll/phone", {"hello": hello, "poll": "p1"})
        assert any("full" in item for item in answer.json()["items"])


async def test_a_line_without_a_seat_and_a_body_of_nonsense_are_told_so() -> None:
    async with open_world() as world:
        await world.owner()
        workshop = await world.workshop()
        stranger = await world.browser().ask(f"/w/{workshop}/post/phone", {"items": []})
        assert (stranger.status_code, stranger.json()) == (401, {"close": 4401})
        phone = await world.phone(workshop)
        assert (await phone.ask(f"/w/{workshop}/post/phone", [1, 2])).status_code == 400


async def test_the_lines_of_a_deleted_workshop_are_gone() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()
        phone = await world.phone(workshop)
        await owner.submit(f"/w/{workshop}/delete")
        assert (await phone.ask(f"/w/{workshop}/post/phone", {"items": []})).json() == {"close": 4401}
