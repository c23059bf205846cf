"""The wall around every page: which hosts answer, which origins may change anything, which headers all carry.

Stands outside the whole application, so that error pages and upgrades pass it too.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response

from facilitator.web.addresses import Addresses
from facilitator.web.forms import FORM_TYPE

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
# Scope and status → a page that says what is wrong.
Refuse = Callable[[Scope, int], Response]

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types lit-html",
    )
)
ALWAYS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    # Not no-referrer: with it browsers send "Origin: null" on plain forms.
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# Over plain HTTP browsers ignore these and complain.
OVER_TLS = {
    "cross-origin-opener-policy": "same-origin",
    "strict-transport-security": "max-age=31536000",
}
_WORKSHOP = re.compile(r"^/w/[A-Za-z0-9_-]{22}/")
OUR_HEADER = "x-facilitator"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
BODY_WITHIN_S = 15.0
MOST_BODY_BYTES = 64 * 1024
# Close code and HTTP status of a forbidden upgrade.
NOT_ALLOWED = 4403


class Wall:
    """Wraps *app*. Paths in *large* may carry bodies of up to that many bytes, for as long as they keep coming.

    A path may name a workshop as ``{workshop}``.
    """

    def __init__(
        self,
        app: App,
        addresses: Addresses,
        refuse: Refuse,
        large: dict[str, int] | None = None,
        body_within_s: float = BODY_WITHIN_S,
    ) -> None:
        self._app = app
        self._addresses = addresses
        self._refuse = refuse
        self._large = large or {}
        self._body_within_s = body_within_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through what may pass; answer the rest here."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._upgrade(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        secured = self._securing(headers.get("host", ""), send)
        status = self._fault(scope, headers)
        if status:
            await self._refuse(scope, status)(scope, receive, secured)
            return
        timed = receive if scope["method"] in SAFE or _path_of(scope) in self._large else self._hurried(receive)
        try:
            await self._app(scope, timed, secured)
        except TimeoutError:
            await self._refuse(scope, 408)(scope, receive, secured)

    async def _upgrade(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if not self._owned(headers) or not self._same_origin(headers):
            await receive()
            await send({"type": "websocket.close", "code": NOT_ALLOWED})
            return
        await self._app(scope, receive, send)

    def _fault(self, scope: Scope, headers: Headers) -> int:
        """Return the status that says what is wrong with the request, or 0."""
        if not self._owned(headers):
            return 421
        if scope["method"] in SAFE:
            return 0
        if not self._same_origin(headers) or not _from_form_or_script(headers):
            return 403
        length = headers.get("content-length", "0")
        most = self._large.get(_path_of(scope), MOST_BODY_BYTES)
        return 0 if length.isdecimal() and int(length) <= most else 413

    def _owned(self, headers: Headers) -> bool:
        hosts = headers.getlist("host")
        return len(hosts) == 1 and self._addresses.owns(hosts[0])

    def _same_origin(self, headers: Headers) -> bool:
        origins, site = headers.getlist("origin"), headers.get("sec-fetch-site")
        return (
            len(origins) == 1
            and origins[0] == self._addresses.origin_of(headers["host"])
            and site in (None, "same-origin")
        )

    def _securing(self, host: str, send: Send) -> Send:
        secure = self._addresses.scheme_of(host) == "https"

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                message.setdefault("headers", [])
                headers = MutableHeaders(scope=message)
                headers.update({**ALWAYS, **(OVER_TLS if secure else {})})
                headers.setdefault("cache-control", "no-store")
            await send(message)

        return secured

    def _hurried(self, receive: Receive) -> Receive:
        """Give the whole body one deadline: a byte now and then must not hold a connection for ever."""
        deadline = asyncio.get_running_loop().time() + self._body_within_s
        ended = False

        async def hurried() -> Message:
            nonlocal ended
            if ended:
                return await receive()
            async with asyncio.timeout_at(deadline):
                message = await receive()
            ended = message["type"] != "http.request" or not message.get("more_body", False)
            return message

        return hurried


def _path_of(scope: Scope) -> str:
    """Return the path with a workshop's id as the table of ways writes it."""
    return _WORKSHOP.sub("/w/{workshop}/", scope["path"])


def _from_form_or_script(headers: Headers) -> bool:
    """Whether it is a plain form, or carries the header that only our own scripts can set."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == FORM_TYPE or headers.get(OUR_HEADER) == "1"
