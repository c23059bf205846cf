"""The floors: the two loops everybody writes first. Run as ``python -m benchmarks.floors naive|broadcast PORT``.

Both do nothing but send each post to all: no log, no secrecy, no resume. Beating them while doing all that is
the point.
"""

import asyncio
import sys

import uvicorn
import websockets
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.asyncio.server import ServerConnection, broadcast, serve


def naive() -> Starlette:
    """Return the naive Starlette loop: await a send per phone per post."""
    phones: set[WebSocket] = set()

    async def room(socket: WebSocket) -> None:
        await socket.accept()
        phones.add(socket)
        await socket.send_text("{}")
        try:
            while True:
                text = await socket.receive_text()
                for phone in list(phones):
                    await phone.send_text(text)
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            phones.discard(socket)

    return Starlette(routes=[WebSocketRoute("/{path:path}", room)])


async def broadcasting(port: int) -> None:
    """Serve ``websockets.broadcast``: encode once, write to all, drop nobody."""
    phones: set[ServerConnection] = set()

    async def room(phone: ServerConnection) -> None:
        phones.add(phone)
        await phone.send("{}")
        try:
            async for text in phone:
                broadcast(phones, text)
        except websockets.ConnectionClosed:
            pass
        finally:
            phones.discard(phone)

    async with serve(room, "127.0.0.1", port, compression=None) as server:
        await server.serve_forever()


def main() -> None:
    """Serve the floor named on the command line until ended."""
    name, port = sys.argv[1], int(sys.argv[2])
    if name == "naive":
        uvicorn.run(
            naive(), host="127.0.0.1", port=port, log_level="error", access_log=False, ws_per_message_deflate=False
        )
    else:
        import uvloop

        uvloop.run(broadcasting(port))


if __name__ == "__main__":
    try:
        main()
    except (KeyboardInterrupt, asyncio.CancelledError):
        sys.exit(0)
