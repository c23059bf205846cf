"""A whole site in memory, and browsers that visit it. Time and chance are the test's."""

import contextlib
import hashlib
import re
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import httpx2

from facilitator.core.commands import CreateWorkshop
from facilitator.core.ids import derived_id
from facilitator.log.memory import MemoryLog
from facilitator.log.vault import MemoryVault, Vault
from facilitator.settings import Settings
from facilitator.web.addresses import Addresses
from facilitator.web.app import Application, build_app
from facilitator.web.entrance import owner_link
from facilitator.web.passphrase import Passphrases
from facilitator.web.routes import Way
from facilitator.web.site import Site

HERE = "http://localhost:8000"
LAN = "http://192.168.8.20:8000"
PUBLIC = "https://workshops.example.org"
PASSPHRASE = "kaksi lakkaa ja hilla"
FORM = {"content-type": "application/x-www-form-urlencoded"}


class Time:
    """A clock that stands until it is moved. UTC milliseconds."""

    def __init__(self) -> None:
        self.now = 1_800_000_000_000

    def __call__(self) -> int:
        return self.now


class Chance:
    """The same bytes in the same order for every test."""

    def __init__(self) -> None:
        self.drawn = 0

    def __call__(self, count: int) -> bytes:
        self.drawn += 1
        return hashlib.shake_128(str(self.drawn).encode()).digest(count)


class Browser(httpx2.AsyncClient):
    """A browser: keeps cookies, and says where its forms and scripts come from."""

    def __init__(self, app: Application, base_url: str, client: str, language: str = "en") -> None:
        transport = httpx2.ASGITransport(app=app, client=(client, 50_000), raise_app_exceptions=False)
        super().__init__(transport=transport, base_url=base_url, headers={"accept-language": language})
        self.origin = base_url

    async def submit(self, path: str, **fields: str) -> httpx2.Response:
        """Send a plain form."""
        return await self.post(path, data=fields or {"": ""}, headers={"origin": self.origin})

    async def ask(self, path: str, body: Any = None) -> httpx2.Response:
        """Ask as a script does."""
        headers = {"origin": self.origin, "x-facilitator": "1", "sec-fetch-site": "same-origin"}
        return await self.post(path, json=body if body is not None else {}, headers=headers)


class World:
    """A site with its time, and doors to it."""

    def __init__(self, app: Application, time: Time, vault: Vault) -> None:
        self.app = app
        self.site: Site = app.site
        self.time = time
        self.vault = vault

    def browser(self, base_url: str = HERE, client: str = "127.0.0.1", language: str = "en") -> Browser:
        """Return a new browser without cookies."""
        return Browser(self.app, base_url, client, language)

    async def owner(self, base_url: str = HERE, client: str = "127.0.0.1") -> Browser:
        """Return a browser where the owner is signed in."""
        browser = self.browser(base_url, client)
        path = "/start/" + (await owner_link(self.site)).rpartition("/")[2]
        if self.site.listed.owner:
            answer = await browser.get(path)
        else:
            answer = await browser.submit(path, passphrase=PASSPHRASE, again=PASSPHRASE, language="en")
        assert answer.status_code == 303, answer.text
        return browser

    async def workshop(self, name: str = "spring") -> str:
        """Make a workshop that has begun; return its id. The owner has to be there."""
        workshop = derived_id(name)
        await self.site.create(CreateWorkshop(title={"en": name.title()}, languages=("en",)), workshop)
        return workshop

    def code(self, workshop: str) -> str:
        """Return the workshop's join code."""
        return self.site.listed.workshops[workshop].code

    async def phone(self, workshop: str, base_url: str = LAN, client: str = "192.168.8.31") -> Browser:
        """Return a browser that has joined."""
        browser = self.browser(base_url, client)
        token = await self.site.sessions.join_token(workshop)
        answer = await browser.submit("/join", token=token)
        assert answer.headers.get("location") == f"/p/{workshop}", answer.text
        return browser


@contextlib.asynccontextmanager
async def open_world(
    public_url: str = "", local: tuple[str, ...] = ("192.168.8.20",), more: Sequence[Way] = ()
) -> AsyncIterator[World]:
    """Open a site over memory, and close it at the end."""
    time, vault = Time(), MemoryVault()
    settings = Settings(data=Path("nowhere"), language="en", public_url=public_url)
    app = build_app(
        settings,
        MemoryLog(),
        vault,
        time,
        Chance(),
        addresses=Addresses(public_url, 8000, find=lambda: local),
        passphrases=Passphrases(cost=2),
        more=more,
    )
    async with app.router.lifespan_context(app):
        yield World(app, time, vault)


def secret_in(location: str) -> str:
    """Return the secret in a link."""
    found = re.search(r"[A-Za-z0-9_-]{22}$", location)
    assert found, location
    return found[0]
