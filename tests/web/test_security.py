"""The wall: headers everywhere, forged origins and hosts nowhere."""

import asyncio
from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from facilitator.web.addresses import Addresses
from facilitator.web.routes import OPEN_PATHS, WAYS
from facilitator.web.security import ALWAYS, CSP, OVER_TLS, Wall
from tests.web.world import FORM, HERE, LAN, PUBLIC, open_world

FORGED = [
    None,
    "null",
    "",
    "http://localhost:8000.evil.example",
    "http://evil.example/localhost:8000",
    "http://localhost:8001",
    "https://localhost:8000",
    "http://localhost",
    "http://xn--localhost-8000",
    "http://LOCALHOST:8000",
    "http://127.0.0.1:8000",
    "http://192.168.8.20:8000",
    "http://user@localhost:8000",
]


def paths() -> list[str]:
    known = [
        way.path.format(workshop="w" * 21 + "A", board="b" * 22, secret="s" * 22, slug="opera") for way in WAYS
    ]
    return [*known, *OPEN_PATHS, "/static/none/css/base.css", "/nothing/here"]


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
async def test_every_answer_on_every_way_carries_the_headers(method: str) -> None:
    async with open_world() as world:
        for path in paths():
            answer = await world.browser().request(method, path, headers={"origin": HERE, **FORM})
            for name, value in ALWAYS.items():
                assert answer.headers.get(name) == value, (method, path, answer.status_code, name)
            assert "server" not in answer.headers
            assert not set(OVER_TLS) & set(answer.headers)


async def test_over_tls_a_page_says_so() -> None:
    async with open_world(public_url=PUBLIC) as world:
        answer = await world.browser(PUBLIC).get("/")
        assert {name: answer.headers[name] for name in OVER_TLS} == OVER_TLS


def test_the_policy_lets_no_foreign_script_in() -> None:
    assert "script-src 'self'" in CSP
    for loose in ("unsafe-inline", "unsafe-eval", "blob:", "wss:", "*", "worker-src"):
        assert loose not in CSP


@pytest.mark.parametrize("origin", FORGED)
async def test_a_forged_origin_changes_nothing(origin: str | None) -> None:
    async with open_world() as world:
        owner = await world.owner()
        headers = {**FORM, **({} if origin is None else {"origin": origin})}
        before = world.site.listed.seq
        answer = await owner.post("/workshops/new", content="title=Evil&template=", headers=headers)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
        assert world.site.listed.seq == before


async def test_two_origins_or_another_site_change_nothing() -> None:
    async with open_world() as world:
        owner = await world.owner()
        twice = [("origin", HERE), ("origin", HERE), *FORM.items()]
        assert (await owner.post("/workshops/new", content="title=E", headers=twice)).status_code == 403
        for site in ("cross-site", "same-site", "none"):
            headers = {"origin": HERE, "sec-fetch-site": site, **FORM}
            assert (await owner.post("/workshops/new", content="title=E", headers=headers)).status_code == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data", ""])
async def test_what_is_no_form_needs_the_header_that_only_our_scripts_set(kind: str) -> None:
    async with open_world() as world:
        headers = {"origin": HERE, "content-type": kind}
        assert (await world.browser().post("/join", content="code=X", headers=headers)).status_code == 403


@pytest.mark.parametrize("host", ["evil", "evil:8000", "localhost", "localhost:80", "192.168.8.21:8000", ""])
async def test_a_foreign_host_gets_421_on_every_way(host: str) -> None:
    async with open_world() as world:
        for path in paths():
            answer = await world.browser().get(path, headers={"host": host})
            assert answer.status_code == 421, path
            assert "evil" not in answer.text


async def test_a_body_that_is_too_large_is_not_read() -> None:
    async with open_world() as world:
        answer = await world.browser().post("/join", content=b"x" * 70_000, headers={"origin": HERE, **FORM})
        assert answer.status_code == 413


async def test_a_body_that_dribbles_is_given_up() -> None:
    async def read_all(scope: Any, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            continue
        await PlainTextResponse("read")(scope, receive, send)

    async def dribble() -> Any:
        while True:
            yield b"x"
            await asyncio.sleep(0.005)

    def refuse(_scope: Any, status: int) -> PlainTextResponse:
        return PlainTextResponse("", status)

    wall = Wall(read_all, Addresses("", 8000, find=tuple), refuse, body_within_s=0.05)
    async with asyncio.timeout(5):
        assert await _post_slowly(wall, dribble()) == 408


async def _post_slowly(wall: Wall, body: Any) -> int:
    status = 0

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": await anext(body), "more_body": True}

    async def send(message: Any) -> None:
        nonlocal status
        status = message.get("status", status)

    named = {"host": "localhost:8000", "origin": HERE, **FORM}
    headers = [(name.encode(), value.encode()) for name, value in named.items()]
    scope = {"type": "http", "method": "POST", "path": "/join", "headers": headers}
    await wall(scope, receive, send)
    return status


@pytest.mark.parametrize("origin", [None, "http://evil.example", "null", LAN])
async def test_an_upgrade_from_elsewhere_is_refused_before_it_is_accepted(origin: str | None) -> None:
    async with open_world() as world:
        sent = await upgrade(world.app, "/w/x/socket/desk", origin)
        assert [message["type"] for message in sent] == ["websocket.close"]


async def test_an_upgrade_without_a_session_is_told_so() -> None:
    async with open_world() as world:
        sent = await upgrade(world.app, f"/w/{'x' * 21}A/socket/desk", HERE)
        assert [message["type"] for message in sent] == ["websocket.accept", "websocket.close"]
        assert sent[1]["code"] == 4401


async def upgrade(app: Any, path: str, origin: str | None) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(dict(message))

    headers = [(b"host", b"localhost:8000"), *([(b"origin", origin.encode())] if origin is not None else [])]
    scope = {
        "type": "websocket",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": headers,
        "client": ("127.0.0.1", 5),
        "subprotocols": [],
        "scheme": "ws",
        "root_path": "",
    }
    await app(scope, receive, send)
    return sent
