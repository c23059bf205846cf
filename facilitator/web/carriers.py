"""Where live lines arrive: WebSocket, or POST and long poll. Who it is was decided by cookie or address before."""

from starlette.responses import JSONResponse, Response
from starlette.websockets import WebSocket

from facilitator.live.errors import (
    CLOSED,
    SESSION_OVER,
    BadMessage,
    LineEnded,
    NoSuchWorkshop,
    RoomBroken,
    RoomLeaving,
)
from facilitator.live.session import MOST_BYTES, serve_poll, serve_post, serve_socket
from facilitator.web.forms import read_body
from facilitator.web.visit import Visit


async def socket(visit: Visit) -> None:
    """Serve a socket until it ends."""
    assert isinstance(visit.request, WebSocket)
    assert visit.actor is not None
    try:
        room = await visit.room()
    except NoSuchWorkshop:
        await turn_away(visit.request, CLOSED)
        return
    await serve_socket(visit.request, room, visit.actor, visit.site.assets.build, session=visit.session_key)


async def turn_away(websocket: WebSocket, code: int = SESSION_OVER) -> None:
    """Say why there is no line: a refused upgrade would look like a network that blocks sockets."""
    await websocket.accept()
    await websocket.close(code)


async def post(visit: Visit) -> Response:
    """Take commands by POST."""
    return await _answered(visit, "post")


async def poll(visit: Visit) -> Response:
    """Answer what happened since, within 20 s."""
    return await _answered(visit, "poll")


async def _answered(visit: Visit, way: str) -> Response:
    assert visit.actor is not None
    body = await read_body(visit.form_request, MOST_BYTES)
    try:
        room = await visit.room()
        if way == "post":
            answer = await serve_post(room, visit.actor, body)
        else:
            answer = await serve_poll(room, visit.actor, body, visit.site.assets.build)
    except NoSuchWorkshop:
        return JSONResponse({"close": CLOSED}, 410)
    except BadMessage:
        return JSONResponse({"close": 1002}, 400)
    except LineEnded as ended:
        return JSONResponse({"close": ended.code}, 410)
    except (RoomLeaving, RoomBroken):
        return JSONResponse({"bye": {"retry_ms": 1000}}, 503)
    return JSONResponse(answer)
