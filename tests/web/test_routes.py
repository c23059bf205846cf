"""Who may come along which way: the whole table, for everyone there is."""

from pathlib import Path

import httpx2
from starlette.routing import Mount, Route, WebSocketRoute

from facilitator.core.register import GrantAccess
from facilitator.core.shelf import KeepMethod, KeepTemplate
from facilitator.web.cookies import SESSION
from facilitator.web.routes import OPEN_PATHS, SOCKETS, WAYS, Way
from facilitator.web.visit import PRIVATE, Role
from tests.web.test_security import upgrade
from tests.web.world import HERE, LAN, Browser, World, open_world

WHO: tuple[str, ...] = ("anon", "seat here", "seat elsewhere", "board", "remote", "co", "owner")
ROTI = (Path(__file__).parents[2] / "methods" / "roti.toml").read_text()
ROLE_OF: dict[str, Role] = {
    "anon": "anyone",
    "seat here": "seat",
    "board": "board",
    "remote": "remote",
    "co": "co",
    "owner": "owner",
}


async def test_every_route_is_in_the_table_and_every_way_is_a_route() -> None:
    async with open_world() as world:
        found = world.app.routes
        pages = {route.path for route in found if isinstance(route, Route)}
        sockets = {route.path for route in found if isinstance(route, WebSocketRoute)}
        mounts = {route.path for route in found if isinstance(route, Mount)}
        assert pages | mounts == {way.path for way in WAYS} | set(OPEN_PATHS)
        assert sockets == set(SOCKETS)
        assert len(found) == len(pages) + len(sockets) + len(mounts)


async def browsers(world: World) -> tuple[dict[str, Browser], str, str]:
    owner = await world.owner()
    here, elsewhere = await world.workshop("spring"), await world.workshop("autumn")
    access = await world.site.register.submit(GrantAccess(workshop=here))
    await world.site.shelf.submit(KeepMethod(slug="own/roti", text=ROTI, shared=True))
    await world.site.shelf.submit(KeepTemplate(slug="own/roti", text="no template any longer"))
    assert isinstance(access, str)
    found = {
        "anon": world.browser(),
        "seat here": await world.phone(here, HERE, "127.0.0.1"),
        "seat elsewhere": await world.phone(elsewhere, HERE, "127.0.0.1"),
        "board": world.browser(),
        "remote": world.browser(),
        "co": world.browser(),
        "owner": owner,
    }
    found["remote"].cookies.set(SESSION, await world.site.sessions.begin("remote", "r" * 21 + "A", here))
    found["co"].cookies.set(SESSION, await world.site.sessions.begin("co", access, here))
    return found, here, elsewhere


async def test_each_way_lets_in_exactly_those_it_names() -> None:
    async with open_world() as world:
        found, here, _ = await browsers(world)
        for way in WAYS:
            for who, browser in found.items():
                if "anyone" in way.roles or way.path.endswith("revoke") or way.path in UNKNOWN:
                    continue  # open to all; and what ends the others' sessions has a test of its own
                board = await world.site.sessions.board_token(here) if who == "board" else "b" * 22
                slug = "arvot120" if way.path == "/methods/templates/{slug}.toml" else "roti"
                path = way.path.format(workshop=here, board=board, secret="s" * 22, slug=slug)
                answer = await try_way(browser, way, path)
                may = ROLE_OF.get(who) in way.roles
                assert may == is_in(answer.status_code, answer.headers.get("location", "")), (who, path, answer)


async def try_way(browser: Browser, way: Way, path: str) -> httpx2.Response:
    if way.get:
        return await browser.get(path)
    if way.post:
        return await (browser.ask(path) if way.script else browser.submit(path))
    return await browser.put(path, content=b"", headers={"origin": HERE, "x-facilitator": "1"})


# Where a page is asked for something that is not there: its answer is the door's.
UNKNOWN = ("/methods/add", "/methods/favourite", "/w/{workshop}/version")


def is_in(status: int, location: str) -> bool:
    """Whether an answer is from the page itself, and not from the door."""
    return status != 401 and (status, location) not in ((404, ""), (303, "/sign-in"), (303, "/"))


async def test_scripts_and_forms_meet_the_same_door() -> None:
    async with open_world() as world:
        found, here, _ = await browsers(world)
        for way in WAYS:
            if not way.post or "anyone" in way.roles or way.path.endswith(("delete", "revoke")):
                continue
            for who, browser in found.items():
                if ROLE_OF.get(who) in way.roles:
                    continue
                path = way.path.format(workshop=here, board="b" * 22, slug="roti", version="v" * 22)
                form, script = await browser.submit(path), await browser.ask(path)
                for answer in (form, script):
                    out = answer.status_code in (401, 404) or answer.headers.get("location") in ("/", "/sign-in")
                    assert out, (who, path, answer)


async def test_ids_are_no_authority_and_an_unknown_workshop_is_like_a_foreign_one() -> None:
    async with open_world() as world:
        found, _, elsewhere = await browsers(world)
        for who in ("co", "remote"):
            for page in ("agenda", "lead", "room", "remote", "qr.svg"):
                foreign = await found[who].get(f"/w/{elsewhere}/{page}")
                unknown = await found[who].get(f"/w/{'u' * 21}A/{page}")
                assert (foreign.status_code, foreign.text) == (unknown.status_code, unknown.text), page
                assert foreign.status_code == 404


async def test_owners_pages_over_plain_http_open_on_this_computer_alone() -> None:
    async with open_world() as world:
        secret = (await world.owner()).cookies[SESSION]
        workshop = await world.workshop()
        for base_url, client in ((LAN, "192.168.8.31"), (LAN, "127.0.0.1"), (HERE, "192.168.8.31")):
            browser = world.browser(base_url, client)
            browser.cookies.set(SESSION, secret)
            for way in WAYS:
                if way.roles <= PRIVATE or way.private:
                    path = way.path.format(workshop=workshop, secret="s" * 22, slug="roti", version="v" * 22)
                    method = next(iter(way.methods))
                    headers = {"origin": base_url, "x-facilitator": "1"}
                    answer = await browser.request(method, path, headers=headers)
                    assert answer.status_code == 403, (path, answer)
                    assert way.script or "http://localhost:8000" in answer.text


async def test_sockets_let_in_exactly_those_they_name() -> None:
    async with open_world() as world:
        workshop = (await browsers(world))[1]
        for path in SOCKETS:
            sent = await upgrade(world.app, path.format(workshop=workshop, board="b" * 22), HERE)
            assert sent[-1].get("code") == 4401, path


async def test_the_probe_answers_the_same_for_everyone() -> None:
    async with open_world() as world:
        assert (await world.browser(LAN, "192.168.8.31").get("/probe")).text == "facilitator"
