"""The live screens' shells: complete at once, and telling no audience more than it may know."""

import json
import re
from typing import Any

from facilitator.core.commands import EditWorkshop
from facilitator.web.qr import draw
from facilitator.web.routes import SOCKETS
from tests.web.test_doors import lead
from tests.web.world import LAN, open_world


def first_in(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="first">(.*?)</script>', text, re.DOTALL)
    assert found, text
    carried: dict[str, Any] = json.loads(found[1])
    return carried


async def test_each_shell_carries_its_first_view_its_words_and_its_lines() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()
        phone = await world.phone(workshop)
        board = (await owner.ask(f"/w/{workshop}/board-link")).json()["url"]
        shells = {
            "phone": (await phone.get(f"/p/{workshop}")).text,
            "board": (await owner.get(board)).text,
            "desk": (await owner.get(f"/w/{workshop}/lead")).text,
        }
        for audience, text in shells.items():
            first = first_in(text)
            assert (first["audience"], first["workshop"], first["lang"]) == (audience, workshop, "en")
            assert first["to"] == 2
            assert first["view"]["title"] == {"en": "Spring"}
            assert first["build"] == world.site.assets.build
            assert f"/static/{first['build']}/app/{audience}.js" in text
            assert 'id="words"' in text
            for line in ("socket_url", "post_url", "poll_url"):
                assert first[line].startswith(("/w/", "/b/"))
            assert " style=" not in text
        assert first_in(shells["phone"])["mine"]["person"]


async def test_the_lines_a_shell_names_are_there() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()
        phone = await world.phone(workshop)
        board = (await owner.ask(f"/w/{workshop}/board-link")).json()["url"]
        for browser, page in ((owner, f"/w/{workshop}/lead"), (owner, board), (phone, f"/p/{workshop}")):
            first = first_in((await browser.get(page)).text)
            assert (await browser.ask(first["post_url"], {"items": []})).json() == {"done": {}}
            assert first["socket_url"] == first["post_url"].replace("/post", "/socket")
            assert any(match(path, first["socket_url"]) for path in SOCKETS)


def match(pattern: str, path: str) -> bool:
    return re.fullmatch(re.sub(r"\{\w+\}", "[A-Za-z0-9_-]{22}", pattern), path) is not None


async def test_what_only_the_desk_may_know_is_in_no_other_shell() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()
        await lead(world, workshop, EditWorkshop(client="kanarialintu"))
        phone = await world.phone(workshop)
        board = (await owner.ask(f"/w/{workshop}/board-link")).json()["url"]
        assert "kanarialintu" in (await owner.get(f"/w/{workshop}/lead")).text
        for browser, page in ((phone, f"/p/{workshop}"), (owner, board)):
            assert "kanarialintu" not in (await browser.get(page)).text


async def test_the_qr_holds_the_configured_address_whatever_the_request_says() -> None:
    async with open_world(public_url="https://w.example.org") as world:
        owner = await world.owner("https://w.example.org")
        workshop = await world.workshop()
        token = await world.site.sessions.join_token(workshop)
        expected = draw(f"https://w.example.org/#{token}").path
        for headers in (
            {},
            {"x-forwarded-host": "evil.example", "x-forwarded-proto": "http", "forwarded": "host=evil"},
        ):
            assert expected in (await owner.get(f"/w/{workshop}/qr.svg", headers=headers)).text
        board = (await owner.ask(f"/w/{workshop}/board-link")).json()["url"]
        assert expected in (await world.browser(LAN, "192.168.8.40").get(f"{board}/qr.svg")).text


async def test_the_address_follows_the_network() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()
        assert (await owner.get(f"/w/{workshop}/address")).json()["address"] == "192.168.8.20:8000"
        world.site.addresses._find = lambda: ("172.20.10.2",)
        told = (await owner.get(f"/w/{workshop}/address")).json()
        assert (told["address"], told["reach"]) == ("172.20.10.2:8000", "local")
