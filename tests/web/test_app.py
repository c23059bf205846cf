"""The composition: what is built starts, tells nobody's words, and comes back after a restart."""

import logging
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse

from facilitator.log.sqlite import SqliteLog
from facilitator.log.vault import SqliteVault
from facilitator.settings import Settings
from facilitator.web.addresses import Addresses
from facilitator.web.app import build_app
from facilitator.web.passphrase import Passphrases
from facilitator.web.routes import OWNER, Way
from facilitator.web.visit import Visit
from tests.web.world import PASSPHRASE, Browser, Chance, Time, World, open_world


async def further(visit: Visit) -> PlainTextResponse:
    return PlainTextResponse("further")


async def test_further_ways_pass_the_same_door() -> None:
    more = [Way(path="/w/{workshop}/further", roles=OWNER, get=further)]
    async with open_world(more=more) as world:
        owner = await world.owner()
        workshop = await world.workshop()
        assert (await owner.get(f"/w/{workshop}/further")).text == "further"
        assert (await world.browser().get(f"/w/{workshop}/further")).headers["location"] == "/sign-in"


async def test_nobodys_words_codes_or_tokens_are_in_what_the_server_tells(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("facilitator").propagate = True
    with caplog.at_level(logging.DEBUG):
        async with open_world() as world:
            owner = await world.owner()
            await owner.submit("/workshops/new", template="", title="kanarialintu", in_en="yes")
            (workshop,) = world.site.listed.workshops
            token = await world.site.sessions.join_token(workshop)
            phone = await world.phone(workshop)
            await phone.submit("/join", code="WRONGX")
            await owner.submit("/sign-in", passphrase="canary passphrase")
            code = world.code(workshop)
            cookies = [*owner.cookies.values(), *phone.cookies.values()]
            await owner.submit(f"/w/{workshop}/delete")
    told = zip(caplog.records, caplog.messages, strict=True)
    ours = "\n".join(message for record, message in told if record.name.startswith("facilitator"))
    assert "workshop_created" in ours
    for secret in (
        "kanarialintu",
        token,
        code,
        "WRONGX",
        "canary passphrase",
        PASSPHRASE,
        "192.168.8.31",
        *cookies,
    ):
        assert secret not in ours


async def test_a_restart_finds_owner_workshops_seats_and_sessions_again(tmp_path: Path) -> None:
    cookies = None
    workshop = ""
    for start in range(2):
        log, vault = await SqliteLog.open(tmp_path), await SqliteVault.open(tmp_path / "vault.sqlite3")
        time, chance = Time(), Chance()
        chance.drawn = start * 10_000
        app = build_app(
            Settings(data=tmp_path, language="en"),
            log,
            vault,
            time,
            chance,
            addresses=Addresses("", 8000, find=lambda: ("192.168.8.20",)),
            passphrases=Passphrases(cost=2),
        )
        async with app.router.lifespan_context(app):
            world = World(app, time, vault)
            if start == 0:
                owner = await world.owner()
                workshop = await world.workshop()
                phone = await world.phone(workshop)
                cookies = (owner.cookies, phone.cookies)
            else:
                assert cookies is not None
                owner, phone = world.browser(), world.browser("http://192.168.8.20:8000", "192.168.8.31")
                carry(owner, cookies[0])
                carry(phone, cookies[1])
                assert "Spring" in (await owner.get("/workshops")).text
                assert (await phone.get(f"/p/{workshop}")).status_code == 200
        await log.close()
        await vault.close()


def carry(browser: Browser, cookies: object) -> None:
    for name, value in dict(cookies).items():  # type: ignore[call-overload]
        browser.cookies.set(name, value)
