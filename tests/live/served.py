"""A real server over real sockets, and a phone that speaks the protocol as SPEC.md says it, nothing else."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from facilitator.core.patch import apply
from facilitator.live.actors import Actor
from facilitator.live.errors import BadMessage, LineEnded
from facilitator.live.hub import Hub
from facilitator.live.session import serve_poll, serve_post, serve_socket
from facilitator.web.server import Server, listen, serve
from tests.live.stage import new_id

BUILD = "b1"


def app_of(hub: Hub) -> ASGIApp:
    """Return an application that believes whoever says who they are: ``/<workshop>/<role>/<id>``."""

    def actor_of(path: dict[str, str]) -> Actor:
        return Actor(path["role"], path["id"].replace("-", ""))  # type: ignore[arg-type]

    async def live(websocket: WebSocket) -> None:
        room = await hub.room(websocket.path_params["workshop"])
        actor = actor_of(websocket.path_params)
        if actor.role == "phone":
            await room.join(actor.id)
        await serve_socket(websocket, room, actor, BUILD)

    async def post(request: Request) -> Response:
        room = await hub.room(request.path_params["workshop"])
        actor = actor_of(request.path_params)
        if actor.role == "phone":
            await room.join(actor.id)
        serving = {"post": serve_post, "poll": serve_poll}[request.path_params["how"]]
        try:
            body = await serving(room, actor, await request.body())
        except BadMessage:
            return Response(status_code=400)
        except LineEnded as ended:
            body, status = {"close": ended.code}, 409
            return Response(msgspec.json.encode(body), status, media_type="application/json")
        return Response(msgspec.json.encode(body), media_type="application/json")

    return Starlette(
        routes=[
            WebSocketRoute("/{workshop}/{role}/{id}", live),
            Route("/{workshop}/{role}/{id}/{how}", post, methods=["POST"]),
        ]
    )


def narrow(address: str) -> socket.socket:
    """Return a connected socket that takes in little while nobody reads it."""
    host, _, port = address.rpartition(":")
    plug = socket.socket()
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    plug.connect((host, int(port)))
    return plug


@asynccontextmanager
async def served(hub: Hub, **changes: Any) -> AsyncIterator[str]:
    """Serve *hub* on a free port; give the address without its scheme."""
    listening = listen("127.0.0.1", 0)
    address = f"127.0.0.1:{listening.getsockname()[1]}"
    ready: asyncio.Future[Server] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(
        serve(app_of(hub), listening, ready.set_result, on_stop=lambda: hub.close(0), **changes)
    )
    server = await ready
    try:
        yield address
    finally:
        server.stop()
        await serving


class Phone:
    """One client: keeps view, version and results, and sends again what had no answer.

    A gap in what it is told is an error at once.
    """

    def __init__(self, address: str, workshop: str, seat: str, role: str = "phone") -> None:
        self.url = f"ws://{address}/{workshop}/{role}/{seat}"
        self.view: Any = None
        self.mine: Any = {}
        self.e: str | None = None
        self.v: int | None = None
        self.done: dict[str, dict[str, Any]] = {}
        self.outbox: dict[str, dict[str, Any]] = {}
        self.frames: list[dict[str, Any]] = []
        self.close_code = 0
        self.byes: list[int] = []
        self._socket: ClientConnection | None = None
        self._reading: asyncio.Task[None] | None = None

    async def come(self, **options: Any) -> "Phone":
        self.close_code = 0
        self._socket = await connect(self.url, compression=None, max_size=None, ping_interval=None, **options)
        self._reading = asyncio.create_task(self._read(self._socket))
        hello = {"hello": {"e": self.e, "v": self.v, "build": BUILD}}
        for message in [hello, *self.outbox.values()]:
            with suppress(ConnectionClosed):
                await self.say(message)
        return self

    async def say(self, message: dict[str, Any]) -> None:
        assert self._socket is not None
        await self._socket.send(msgspec.json.encode(message).decode())

    async def ask(self, do: str, command_id: str = "", **fields: Any) -> str:
        """Put a command into the outbox and send it, if there is a connection; return its id."""
        command_id = command_id or new_id()
        self.outbox[command_id] = {"cmd": {"do": do, **fields}, "id": command_id}
        with suppress(ConnectionClosed):
            await self.say(self.outbox[command_id])
        return command_id

    async def _read(self, connection: ClientConnection) -> None:
        with suppress(ConnectionClosed):
            async for text in connection:
                self._take(msgspec.json.decode(text))
        self.close_code = connection.close_code or 0

    def _take(self, message: dict[str, Any]) -> None:
        self.frames.append(message)
        if "full" in message:
            self.e, self.v, self.view = message["e"], message["to"], message["full"]
        if "patch" in message:
            assert (message["e"], message["from"]) == (self.e, self.v), "a gap, or another epoch"
            self.v, self.view = message["to"], apply(self.view, message["patch"])
        if "mine" in message:
            self.mine = message["mine"]["full"]
        for command_id, result in message.get("done", {}).items():
            self.done[command_id] = result
            self.outbox.pop(command_id, None)
        if "bye" in message:
            self.byes.append(message["bye"]["retry_ms"])

    async def cut(self) -> None:
        """Vanish without a goodbye."""
        assert self._socket is not None
        self._socket.transport.abort()
        await self.ended()

    def stall(self) -> None:
        """Stay connected and read nothing more."""
        assert self._socket is not None
        self._socket.transport.pause_reading()

    async def wake(self) -> int:
        """Read again; return the close code once the connection is over."""
        assert self._socket is not None
        self._socket.transport.resume_reading()
        return await self.ended()

    async def leave(self) -> None:
        if self._socket is not None:
            await self._socket.close()
            await self.ended()

    async def ended(self, within_s: float = 10.0) -> int:
        """Return the close code once the connection is over."""
        assert self._reading is not None
        async with asyncio.timeout(within_s):
            await self._reading
        return self.close_code
