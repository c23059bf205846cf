"""How participants come in: by the QR's token or a typed code. A wrong code and a closed workshop look the same."""

from starlette.responses import Response

from facilitator.core.ids import typed_code
from facilitator.core.refusal import Refusal
from facilitator.live.errors import NoSuchWorkshop
from facilitator.telemetry import tell
from facilitator.web import cookies
from facilitator.web.forms import read_form
from facilitator.web.sessions import seat_id
from facilitator.web.shells import live_page
from facilitator.web.visit import Visit, client_address, is_private, seat_of, session_of, to

# Refusals of the room that a page of their own explains.
DOOR_CODES = frozenset({"door_locked", "room_full"})


async def front_door(visit: Visit) -> Response:
    """The owner goes on to today; everyone else gets the field for the code."""
    session = await session_of(visit.request, visit.site)
    if session and session.role == "facilitator" and is_private(visit.request, visit.site):
        return to("/today")
    return visit.page("join", fault="", wait_s=0)


async def join(visit: Visit) -> Response:
    """Take a code or the QR's token; give the browser its seat."""
    form = await read_form(visit.form_request)
    if token := form.get("token", ""):
        workshop = await visit.site.sessions.workshop_of_join(token)
    else:
        address, now = client_address(visit.request), visit.site.clock() / 1000
        if not visit.site.wrong_codes.may_try(address, now):
            return visit.page("join", 429, fault="too_many")
        workshop = visit.site.listed.workshop_by_code(typed_code(form.get("code", "")))
        if not workshop or await _is_over(visit, workshop):
            visit.site.wrong_codes.failed(address, now)
            workshop = ""
    if not workshop:
        return wrong_code(visit)
    return await take_seat(visit, workshop, form.get("plain") == "yes")


async def _is_over(visit: Visit, workshop: str) -> bool:
    try:
        room = await visit.site.hub.room(workshop)
    except NoSuchWorkshop:
        return True
    return room.workshop.phase == "ended"


def wrong_code(visit: Visit) -> Response:
    """The one answer to a wrong code, a wrong token and a closed workshop."""
    return visit.page("join", 404, fault="wrong_code")


async def take_seat(visit: Visit, workshop: str, plain: bool) -> Response:
    """Let the browser sit down, or back where it sat."""
    phone = f"/p/{workshop}/plain" if plain else f"/p/{workshop}"
    if await seat_of(visit.request, visit.site, workshop):
        return to(phone)
    try:
        room = await visit.site.hub.room(workshop)
    except NoSuchWorkshop:
        return wrong_code(visit)
    cookie = visit.site.sessions.secret()
    joined = await room.join(seat_id(cookie), visit.language)
    if isinstance(joined, Refusal):
        if joined.code not in DOOR_CODES:
            return wrong_code(visit)
        return visit.trouble(403, joined.code, **joined.facts)
    tell("seat_joined", workshop=workshop, seats=len(room.workshop.people))
    response = to(phone)
    cookies.set_cookie(response, cookies.seat_cookie(workshop), cookie, visit.scheme, cookies.SEAT_LIVES_S)
    return response


async def phone(visit: Visit) -> Response:
    """The participant's screen."""
    return await live_page(visit, "phone", "phone")
