"""Who makes a request."""

import pytest

from facilitator.web.cookies import SESSION
from tests.web.world import HERE, LAN, open_world


@pytest.mark.parametrize("forged", ["", "x" * 22, "x" * 5000, "owner", '{"role":"facilitator"}'])
async def test_a_made_up_session_is_nobodys(forged: str) -> None:
    async with open_world() as world:
        await world.owner()
        browser = world.browser()
        browser.cookies.set(SESSION, forged)
        assert (await browser.get("/today")).headers["location"] == "/sign-in"


async def test_a_seat_counts_in_its_own_workshop_alone() -> None:
    async with open_world() as world:
        await world.owner()
        here, elsewhere = await world.workshop("spring"), await world.workshop("autumn")
        phone = await world.phone(here)
        cookie = phone.cookies[f"seat-{here}"]
        phone.cookies.set(f"seat-{elsewhere}", cookie)
        assert (await phone.get(f"/p/{here}")).status_code == 200
        assert (await phone.get(f"/p/{elsewhere}")).headers["location"] == "/"


async def test_the_reader_chooses_the_language_then_the_browser_then_the_installation() -> None:
    async with open_world() as world:
        assert '<html lang="sv">' in (await world.browser(language="sv-FI,en").get("/")).text
        assert '<html lang="en">' in (await world.browser(language="de").get("/")).text
        browser = world.browser(LAN, "192.168.8.31", language="sv")
        await browser.submit("/language", language="fi", back="/")
        assert '<html lang="fi">' in (await browser.get("/")).text


async def test_trouble_is_told_in_the_readers_language_and_to_scripts_as_json() -> None:
    async with open_world() as world:
        page = await world.browser(HERE, language="sv").get("/nothing")
        assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
        assert '<html lang="sv">' in page.text
        told = await world.browser().get("/nothing", headers={"x-facilitator": "1"})
        assert told.json() == {"status": 404}
