"""One request and who makes it: what every page is given. Roles come from cookies and tokens alone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response

from facilitator.live.actors import Actor
from facilitator.live.errors import NoSuchWorkshop
from facilitator.live.room import Room
from facilitator.web.addresses import is_loopback_client, is_loopback_host
from facilitator.web.cookies import LANGUAGE, SESSION, Scheme, read_cookie, seat_cookie
from facilitator.web.sessions import Session, fingerprint, seat_id
from facilitator.web.site import Site
from facilitator.web.words import Words, best_language, words_for

# Who may come along a way. "anyone" needs nothing; "board" is whoever holds a board's address.
Role = Literal["anyone", "owner", "co", "remote", "seat", "board"]
# Roles whose pages hold names or lead a room: they need TLS or this computer itself.
PRIVATE: frozenset[Role] = frozenset({"owner", "co"})


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A request, with who it is from.

    Attributes:
        role: The role it came in by.
        session, session_key: Set for owner, co-facilitator and remote.
        workshop: Id of the workshop the address is about, or nothing.
        actor: What the live room knows them as; None for pages that are about no room.
    """

    request: HTTPConnection
    site: Site
    role: Role
    language: str
    scheme: Scheme
    session: Session | None = None
    session_key: str = ""
    workshop: str = ""
    actor: Actor | None = None

    @property
    def words(self) -> Words:
        """The reader's words."""
        return words_for(self.language)

    @property
    def form_request(self) -> Request:
        """The request of a page, whose body can be read."""
        assert isinstance(self.request, Request)
        return self.request

    async def room(self) -> Room:
        """Return the room this is about."""
        return await self.site.hub.room(self.workshop)

    def page(self, name: str, status: int = 200, **facts: Any) -> Response:
        """Return a page in the reader's language."""
        facts.setdefault("organisation", self.site.listed.organisation)
        return self.site.pages.page(f"pages/{name}.html", self.language, status, **facts)

    def trouble(self, status: int, why: str = "", **facts: Any) -> Response:
        """Return a page that says what is wrong."""
        return self.site.pages.trouble(status, self.language, why, **facts)


Endpoint = Callable[[Visit], Awaitable[Response]]


def to(path: str) -> RedirectResponse:
    """Send the browser to *path* with GET."""
    return RedirectResponse(path, 303)


def client_address(connection: HTTPConnection) -> str:
    """Return the network address of whoever asks, for limits; never to be kept."""
    return connection.client.host if connection.client else ""


def scheme_of(connection: HTTPConnection, site: Site) -> Scheme:
    """Return the scheme the browser sees."""
    return site.addresses.scheme_of(connection.headers.get("host", ""))


def is_private(connection: HTTPConnection, site: Site) -> bool:
    """Whether nobody in between can read along: TLS, or this computer talking to itself."""
    host = connection.headers.get("host", "")
    if site.addresses.scheme_of(host) == "https":
        return True
    client = (connection.client.host, connection.client.port) if connection.client else None
    return is_loopback_host(host) and is_loopback_client(client)


def language_of(connection: HTTPConnection, site: Site) -> str:
    """Return the reader's language: chosen, else asked for by the browser, else the installation's."""
    chosen = read_cookie(connection, LANGUAGE, scheme_of(connection, site))
    accepted = connection.headers.get("accept-language", "")
    return words_for(chosen).language if chosen else best_language(accepted, site.language)


async def session_of(connection: HTTPConnection, site: Site) -> Session | None:
    """Return the session of this browser, if it has one that still counts."""
    secret = read_cookie(connection, SESSION, scheme_of(connection, site))
    session = await site.sessions.of(secret) if secret else None
    if session and session.role == "co" and session.id not in site.listed.accesses:
        return None
    return session


async def come_as(
    connection: HTTPConnection, site: Site, roles: frozenset[Role], fallback: Role | None = None
) -> Visit | None:
    """Return the visit in the first of *roles* that this browser has, or nothing."""
    workshop = str(connection.path_params.get("workshop", ""))
    token = str(connection.path_params.get("board", ""))
    facts: dict[str, Any] = {
        "request": connection,
        "site": site,
        "language": language_of(connection, site),
        "scheme": scheme_of(connection, site),
    }
    if "board" in roles and token:
        workshop = await site.sessions.workshop_of_board(token)
        if workshop in site.listed.workshops:
            return Visit(**facts, role="board", workshop=workshop, actor=Actor("board"))
    if workshop and workshop not in site.listed.workshops:
        return None
    if roles & {"owner", "co", "remote"}:
        session = await session_of(connection, site)
        role = _role_of(session, workshop)
        if session and role in roles and (role not in PRIVATE or is_private(connection, site)):
            actor = Actor(session.role, session.id)
            key = fingerprint(read_cookie(connection, SESSION, facts["scheme"]))
            return Visit(**facts, role=role, session=session, session_key=key, workshop=workshop, actor=actor)
    if "seat" in roles and (seat := await seat_of(connection, site, workshop)):
        return Visit(**facts, role="seat", workshop=workshop, actor=seat)
    if "anyone" in roles:
        return Visit(**facts, role="anyone", workshop=workshop)
    return None


def _role_of(session: Session | None, workshop: str) -> Role:
    if session is None:
        return "anyone"
    if session.role == "facilitator":
        return "owner"
    return session.role if workshop and session.workshop == workshop else "anyone"


async def seat_of(connection: HTTPConnection, site: Site, workshop: str) -> Actor | None:
    """Return the seat that this browser has in *workshop*, once it has joined."""
    cookie = read_cookie(connection, seat_cookie(workshop), scheme_of(connection, site))
    if not cookie:
        return None
    try:
        room = await site.hub.room(workshop)
    except NoSuchWorkshop:
        return None
    actor = Actor("phone", seat_id(cookie))
    return actor if room.people_of(actor.id) else None
