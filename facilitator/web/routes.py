"""Every way into the server and who may come along it: one table, and what is not in it is denied."""

from collections.abc import Awaitable, Callable, Sequence

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.websockets import WebSocket

from facilitator.live.errors import NoSuchWorkshop
from facilitator.web import (
    agenda_tools,
    assets,
    carriers,
    desk,
    doors,
    entrance,
    importing,
    keeping,
    methods,
    own,
    own_files,
    plain,
    plan_link,
    planner,
    preview,
    prints,
    rehearsal,
    report,
    shells,
    similar,
)
from facilitator.web.site import Site
from facilitator.web.visit import PRIVATE, Endpoint, Role, Visit, come_as, is_private, language_of, session_of, to

ANYONE: frozenset[Role] = frozenset({"anyone"})
OWNER: frozenset[Role] = frozenset({"owner"})
LEAD: frozenset[Role] = frozenset({"owner", "co"})
REMOTE: frozenset[Role] = frozenset({"remote"})
SEAT: frozenset[Role] = frozenset({"seat"})
BOARD: frozenset[Role] = frozenset({"board"})


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """One way in.

    Attributes:
        path: With ``{workshop}`` where it is about one, ``{board}`` where a board's token stands for it.
        roles: Who may come.
        get, post, put: What answers; a way without one answers 405.
        script: Whether scripts come along it: they are answered in JSON, not by pages.
        private: Whether it is for TLS or this computer alone, whoever comes.
    """

    path: str
    roles: frozenset[Role]
    get: Endpoint | None = None
    post: Endpoint | None = None
    put: Endpoint | None = None
    script: bool = False
    private: bool = False

    @property
    def methods(self) -> dict[str, Endpoint]:
        """What answers, by HTTP method."""
        named = {"GET": self.get, "POST": self.post, "PUT": self.put}
        return {method: endpoint for method, endpoint in named.items() if endpoint}


WAYS: tuple[Way, ...] = (
    Way(path="/", roles=ANYONE, get=doors.front_door),
    Way(path="/join", roles=ANYONE, post=doors.join),
    Way(path="/language", roles=ANYONE, post=entrance.choose_language),
    Way(path="/start/{secret}", roles=ANYONE, get=entrance.open_link, post=entrance.welcome, private=True),
    Way(path="/sign-in", roles=ANYONE, get=entrance.sign_in_page, post=entrance.sign_in, private=True),
    Way(path="/sign-out", roles=ANYONE, post=entrance.sign_out),
    Way(path="/r", roles=ANYONE, get=entrance.pair_page),
    Way(path="/pair", roles=ANYONE, post=entrance.pair),
    Way(path="/c", roles=ANYONE, get=entrance.co_page, private=True),
    Way(path="/co", roles=ANYONE, post=entrance.co, private=True),
    # The owner's pages.
    Way(path="/today", roles=OWNER, get=desk.today),
    Way(path="/today/question", roles=OWNER, post=desk.quick_question),
    Way(path="/today/demo", roles=OWNER, post=rehearsal.demo),
    Way(path="/workshops", roles=OWNER, get=desk.workshops),
    Way(path="/workshops/new", roles=OWNER, get=desk.new_page, post=desk.create),
    Way(path="/workshops/import", roles=OWNER, put=importing.read_file, script=True),
    # The library. An address with a slug in it comes after those that have a word of their own there.
    Way(path="/methods", roles=OWNER, get=methods.library_page),
    Way(path="/methods/found", roles=OWNER, get=methods.found_by_script, script=True),
    Way(path="/methods/add", roles=OWNER, get=methods.add_to_agenda),
    Way(path="/methods/favourite", roles=OWNER, post=methods.set_favourite),
    Way(path="/methods/preview", roles=OWNER, post=preview.preview_anywhere, script=True),
    Way(path="/methods/new", roles=OWNER, get=own.new_page),
    Way(path="/methods/keep", roles=OWNER, post=own.keep, script=True),
    Way(path="/methods/import", roles=OWNER, get=own.import_page, post=own.bring_in),
    Way(path="/methods/{slug}.toml", roles=OWNER, get=own.method_file),
    Way(path="/methods/{slug}/copy", roles=OWNER, get=own.copy_page),
    Way(path="/methods/own/{slug}.toml", roles=OWNER, get=own.own_method_file),
    Way(path="/methods/own/{slug}/copy", roles=OWNER, get=own.copy_own_page),
    Way(path="/methods/own/{slug}/edit", roles=OWNER, get=own.edit_page),
    Way(path="/methods/own/{slug}/drop", roles=OWNER, post=own_files.drop),
    Way(path="/methods/own/{slug}/dropped", roles=OWNER, get=own_files.dropped_page),
    Way(path="/methods/own/{slug}/restore", roles=OWNER, post=own_files.restore),
    Way(path="/methods/templates/{slug}.toml", roles=OWNER, get=own.template_file),
    Way(path="/methods/templates/own/{slug}.toml", roles=OWNER, get=own.own_template_file),
    Way(path="/methods/templates/own/{slug}", roles=OWNER, get=own_files.template_page),
    Way(path="/methods/templates/own/{slug}/drop", roles=OWNER, post=own_files.drop),
    Way(path="/methods/templates/own/{slug}/dropped", roles=OWNER, get=own_files.dropped_page),
    Way(path="/methods/templates/own/{slug}/restore", roles=OWNER, post=own_files.restore),
    Way(path="/methods/{slug}", roles=OWNER, get=methods.method_page),
    Way(path="/methods/own/{slug}", roles=OWNER, get=methods.own_method_page),
    Way(path="/settings", roles=OWNER, get=entrance.settings_page, post=entrance.set_preferences),
    Way(path="/settings/passphrase", roles=OWNER, post=entrance.change_passphrase),
    Way(path="/settings/everything.zip", roles=OWNER, get=keeping.download_all),
    Way(path="/settings/restore", roles=OWNER, put=keeping.restore, script=True),
    Way(path="/w/{workshop}/export.json", roles=OWNER, get=keeping.export),
    Way(path="/w/{workshop}/duplicate", roles=OWNER, post=desk.duplicate),
    Way(path="/w/{workshop}/delete", roles=OWNER, get=desk.delete_page, post=desk.delete),
    Way(path="/w/{workshop}/save-template", roles=OWNER, post=own_files.save_template),
    # A workshop's tabs, and what its desk hands out.
    Way(path="/w/{workshop}/agenda", roles=LEAD, get=shells.agenda),
    Way(path="/w/{workshop}/assignment", roles=LEAD, get=shells.assignment),
    Way(path="/w/{workshop}/room", roles=LEAD, get=shells.room_tab),
    Way(path="/w/{workshop}/lead", roles=LEAD, get=shells.lead),
    Way(path="/w/{workshop}/qr.svg", roles=LEAD, get=shells.join_qr),
    Way(path="/w/{workshop}/address", roles=LEAD, get=shells.join_address, script=True),
    Way(path="/w/{workshop}/leaders", roles=LEAD, get=desk.leaders, script=True),
    Way(path="/w/{workshop}/similar", roles=LEAD, get=similar.similar, script=True),
    Way(path="/w/{workshop}/method-facts", roles=LEAD, get=agenda_tools.method_facts, script=True),
    Way(path="/w/{workshop}/version", roles=LEAD, get=agenda_tools.version, script=True),
    Way(path="/w/{workshop}/propose", roles=LEAD, get=agenda_tools.propose_page, post=agenda_tools.make_proposal),
    Way(path="/w/{workshop}/table", roles=LEAD, post=importing.read_table, script=True),
    Way(path="/w/{workshop}/import", roles=LEAD, put=importing.read_file, script=True),
    Way(path="/w/{workshop}/methods", roles=LEAD, get=planner.methods_found, script=True),
    Way(path="/w/{workshop}/methods/{slug}", roles=LEAD, get=planner.method_block, script=True),
    Way(path="/w/{workshop}/methods/own/{slug}", roles=LEAD, get=planner.own_method_block, script=True),
    Way(path="/w/{workshop}/preview", roles=LEAD, post=preview.preview, script=True),
    Way(path="/w/{workshop}/board-link", roles=LEAD, post=desk.board_link, script=True),
    Way(path="/w/{workshop}/pair-link", roles=LEAD, post=desk.pair_link, script=True),
    Way(path="/w/{workshop}/rehearse", roles=OWNER, post=rehearsal.rehearse, script=True),
    Way(path="/w/{workshop}/rehearsal", roles=OWNER, get=rehearsal.rehearsal, post=rehearsal.turn, script=True),
    Way(path="/w/{workshop}/co-link", roles=OWNER, post=desk.co_link, script=True),
    Way(path="/w/{workshop}/remotes/revoke", roles=OWNER, post=entrance.revoke),
    # What is printed, and what others read of the plan.
    Way(path="/w/{workshop}/prints", roles=LEAD, get=prints.page),
    Way(path="/w/{workshop}/print.pdf", roles=LEAD, get=prints.pdf),
    Way(path="/w/{workshop}/run-sheet", roles=LEAD, get=prints.run_sheet),
    Way(path="/w/{workshop}/calendar.ics", roles=LEAD, get=prints.calendar),
    Way(path="/w/{workshop}/plan", roles=LEAD, get=plan_link.preview_plan),
    Way(path="/w/{workshop}/programme", roles=LEAD, get=plan_link.preview_programme),
    Way(path="/w/{workshop}/plan-link", roles=LEAD, get=plan_link.links, post=plan_link.change_link, script=True),
    Way(path="/a/{secret}", roles=ANYONE, get=plan_link.plan_page, post=plan_link.comment),
    Way(path="/o/{secret}", roles=ANYONE, get=plan_link.programme_page),
    Way(path="/o/{secret}/calendar.ics", roles=ANYONE, get=plan_link.programme_calendar),
    Way(path="/p/{workshop}/calendar.ics", roles=SEAT, get=plan_link.phone_calendar),
    # The summary, and who reads it.
    Way(path="/w/{workshop}/summary", roles=LEAD, get=report.page, post=report.change),
    Way(path="/w/{workshop}/summary/share", roles=LEAD, post=report.share_with_room),
    Way(path="/w/{workshop}/summary.md", roles=LEAD, get=report.as_markdown),
    Way(path="/w/{workshop}/summary.zip", roles=LEAD, get=report.as_tables),
    Way(path="/w/{workshop}/summary.json", roles=LEAD, get=report.as_json),
    Way(path="/p/{workshop}/summary", roles=SEAT, get=report.read_on_phone),
    Way(path="/s/{secret}", roles=ANYONE, get=report.read),
    # Screens without an account.
    Way(path="/w/{workshop}/remote", roles=REMOTE, get=shells.remote),
    Way(path="/p/{workshop}", roles=SEAT, get=doors.phone),
    Way(path="/p/{workshop}/plain", roles=SEAT, get=plain.page, post=plain.answer),
    Way(path="/b/{board}", roles=BOARD, get=shells.board),
    Way(path="/b/{board}/qr.svg", roles=BOARD, get=shells.join_qr),
    Way(path="/b/{board}/address", roles=BOARD, get=shells.join_address, script=True),
    # Live lines by POST; their sockets are below.
    Way(path="/w/{workshop}/post/desk", roles=LEAD, post=carriers.post, script=True),
    Way(path="/w/{workshop}/poll/desk", roles=LEAD, post=carriers.poll, script=True),
    Way(path="/w/{workshop}/post/remote", roles=REMOTE, post=carriers.post, script=True),
    Way(path="/w/{workshop}/poll/remote", roles=REMOTE, post=carriers.poll, script=True),
    Way(path="/w/{workshop}/post/phone", roles=SEAT, post=carriers.post, script=True),
    Way(path="/w/{workshop}/poll/phone", roles=SEAT, post=carriers.poll, script=True),
    Way(path="/b/{board}/post", roles=BOARD, post=carriers.post, script=True),
    Way(path="/b/{board}/poll", roles=BOARD, post=carriers.poll, script=True),
)
# Sockets: path → who may.
SOCKETS: dict[str, frozenset[Role]] = {
    "/w/{workshop}/socket/desk": LEAD,
    "/w/{workshop}/socket/remote": REMOTE,
    "/w/{workshop}/socket/phone": SEAT,
    "/b/{board}/socket": BOARD,
}
# What anyone gets without being anyone: files, icons, and the fixed answer that tells a login page from us.
OPEN_PATHS = ("/static", "/favicon.svg", "/favicon.ico", "/probe")
PROBE = "facilitator"


def routes(site: Site, more: Sequence[Way] = ()) -> list[BaseRoute]:
    """Return all routes of the application, *more* ways among them."""
    return [
        *(_route(site, way) for way in (*WAYS, *more)),
        *(WebSocketRoute(path, _guarded_socket(site, roles)) for path, roles in SOCKETS.items()),
        Mount("/static", assets.BuiltFiles(site.assets)),
        Route("/favicon.svg", assets.favicon),
        Route("/favicon.ico", assets.favicon),
        Route("/probe", probe),
    ]


async def probe(_request: Request) -> Response:
    """Answer with a fixed body: whoever gets another is behind a login page."""
    return PlainTextResponse(PROBE)


def _route(site: Site, way: Way) -> Route:
    return Route(way.path, _guarded(site, way), methods=list(way.methods))


def _guarded(site: Site, way: Way) -> Callable[[Request], Awaitable[Response]]:
    async def guarded(request: Request) -> Response:
        if (way.private or way.roles <= PRIVATE) and not is_private(request, site):
            return _not_here(request, site, way)
        visit = await come_as(request, site, way.roles)
        if visit is None:
            return await _not_let_in(request, site, way)
        method = "GET" if request.method == "HEAD" else request.method
        try:
            return await way.methods[method](visit)
        except NoSuchWorkshop:
            raise HTTPException(404) from None

    return guarded


def _not_here(request: Request, site: Site, way: Way) -> Response:
    """Say that this page needs TLS, or the computer itself."""
    if way.script:
        return JSONResponse({"no": "needs_tls"}, 403)
    return site.pages.trouble(403, language_of(request, site), "not_private", here=site.addresses.for_owner)


async def _not_let_in(request: Request, site: Site, way: Way) -> Response:
    """Send on to where one is let in; say no more than that to whoever is somebody else."""
    if way.script:
        return JSONResponse({"close": 4401}, 401)
    if "seat" in way.roles:
        return to("/")
    if way.roles & PRIVATE and await session_of(request, site) is None and request.method in ("GET", "HEAD"):
        return to("/sign-in")
    raise HTTPException(404)


def _guarded_socket(site: Site, roles: frozenset[Role]) -> Callable[[WebSocket], Awaitable[None]]:
    async def guarded(websocket: WebSocket) -> None:
        visit: Visit | None = None
        if not roles <= PRIVATE or is_private(websocket, site):
            visit = await come_as(websocket, site, roles)
        if visit is None:
            await carriers.turn_away(websocket)
        else:
            await carriers.socket(visit)

    return guarded
