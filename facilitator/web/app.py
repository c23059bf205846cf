"""Builds everything and puts it together. The only file that does."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from facilitator.activities.codec import Codec
from facilitator.activities.registry import load_kinds
from facilitator.library.parse import parse_all
from facilitator.live.hub import Hub
from facilitator.log.contract import Log
from facilitator.log.vault import Vault
from facilitator.settings import Settings
from facilitator.telemetry import tell
from facilitator.web import own
from facilitator.web.addresses import Addresses
from facilitator.web.assets import Assets
from facilitator.web.folders import data_dir, read_methods
from facilitator.web.importing import MOST_FILE_BYTES
from facilitator.web.keeping import MOST_BACKUP_BYTES
from facilitator.web.pages import Pages
from facilitator.web.passphrase import Passphrases
from facilitator.web.register import HeldRegister
from facilitator.web.routes import Way, routes
from facilitator.web.security import OUR_HEADER, Wall
from facilitator.web.sessions import Chance, Clock, Sessions
from facilitator.web.shelf import HeldShelf, Shipped
from facilitator.web.site import Site
from facilitator.web.visit import language_of

LOOK_AGAIN_S = 5.0
TIDY_EVERY_S = 6 * 3600.0


class Application(Starlette):
    """The application behind its wall. ``site`` is there while it runs."""

    site: Site
    wall: Wall

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything, error pages too, through the wall."""
        scope["app"] = self
        await self.wall(scope, receive, send)

    async def behind_wall(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what the wall lets through."""
        await super().__call__(scope, receive, send)


def build_app(
    settings: Settings,
    log: Log,
    vault: Vault,
    clock: Clock,
    chance: Chance,
    *,
    addresses: Addresses | None = None,
    library: Shipped | None = None,
    passphrases: Passphrases | None = None,
    more: Sequence[Way] = (),
) -> Application:
    """Return the application. Call it inside a running event loop; its lifespan opens and closes the rooms.

    Args:
        settings: How it runs.
        log: Where entries are kept; closed by the caller.
        vault: Where secrets are kept; closed by the caller.
        clock: UTC milliseconds.
        chance: That many unpredictable bytes.
        addresses: Where it is reached; from the settings if none are given (the port must then be known).
        library: Methods and templates; those that come with the product if none are given.
        passphrases: How passphrases are hashed.
        more: Further ways in, such as the summary's.

    Raises:
        NotBuilt: If the browser libraries are missing.
    """
    assets = Assets(data_dir("static"))
    assets.check()
    kinds = load_kinds()
    codec = Codec(kinds)
    shipped = library or parse_all(read_methods(), kinds)
    site = Site(
        settings=settings,
        addresses=addresses or Addresses(settings.public_url, settings.port),
        log=log,
        vault=vault,
        hub=Hub(log, vault, kinds, codec, clock, chance),
        register=HeldRegister(log, clock, chance),
        shelf=HeldShelf(log, clock, chance, shipped, kinds),
        sessions=Sessions(vault, clock, chance),
        passphrases=passphrases or Passphrases(),
        pages=Pages(data_dir("templates"), assets),
        assets=assets,
        library=shipped,
        kinds=kinds,
        codec=codec,
        clock=clock,
        chance=chance,
    )
    app = Application(
        routes=routes(site, more),
        exception_handlers=_handlers(site),
        lifespan=lambda _app: _open(site),
    )
    app.site = site
    app.router.redirect_slashes = False
    app.wall = Wall(
        app.behind_wall,
        site.addresses,
        lambda scope, status: _trouble(HTTPConnection(scope), site, status),
        large={
            "/settings/restore": MOST_BACKUP_BYTES,
            "/workshops/import": MOST_FILE_BYTES,
            "/w/{workshop}/import": MOST_FILE_BYTES,
            **dict.fromkeys(own.LARGE, own.MOST_BYTES),
        },
    )
    return app


@contextlib.asynccontextmanager
async def _open(site: Site) -> AsyncIterator[None]:
    """Open register and rooms; while it runs, look for new addresses and tidy up; then close the rooms."""
    await site.register.open()
    await site.shelf.open()
    await site.tidy()
    await site.discard_rehearsals()
    await site.hub.wake()
    chores = asyncio.create_task(_do_chores(site))
    try:
        yield
    finally:
        chores.cancel()
        await site.rehearsals.close()
        await site.hub.close()
        site.shelf.close()
        site.register.close()


async def _do_chores(site: Site) -> None:
    loop = asyncio.get_running_loop()
    tidied_at = loop.time()
    while True:
        await asyncio.sleep(LOOK_AGAIN_S)
        if await asyncio.to_thread(site.addresses.look_again):
            tell("address_changed", reach=site.addresses.state)
        if loop.time() - tidied_at > TIDY_EVERY_S:
            tidied_at = loop.time()
            await site.tidy()


def _handlers(site: Site) -> dict[Any, Any]:
    async def refused(request: Request, no: Exception) -> Response:
        assert isinstance(no, HTTPException)
        response = _trouble(request, site, no.status_code)
        response.headers.update(no.headers or {})
        return response

    async def failed(request: Request, _error: Exception) -> Response:
        return _trouble(request, site, 500)

    return {HTTPException: refused, Exception: failed}


def _trouble(connection: HTTPConnection, site: Site, status: int) -> Response:
    """Return what is wrong: as a page in the reader's language, to scripts as JSON."""
    if connection.headers.get(OUR_HEADER):
        return JSONResponse({"status": status}, status)
    return site.pages.trouble(status, language_of(connection, site))
