"""The live screens' shells: each carries its first view, so that nothing is blank and nothing is asked twice."""

from typing import Any

from starlette.responses import JSONResponse, Response

from facilitator.core.text import pick
from facilitator.report.calendar import has_dates
from facilitator.web import qr
from facilitator.web.assets import BOARD_STYLES, DESK_STYLES, PAGE_STYLES, PHONE_STYLES
from facilitator.web.planner import kinds_offered
from facilitator.web.sharing import reaches_outside
from facilitator.web.visit import Visit

STYLES = {"board": BOARD_STYLES, "phone": PHONE_STYLES, "desk": DESK_STYLES, "page": PAGE_STYLES}


async def live_page(visit: Visit, shell: str, screen: str, tab: str = "") -> Response:
    """Return a live screen.

    Args:
        visit: Who asks; its actor decides the view.
        shell: Template under ``live/``: board, phone or desk.
        screen: Script under ``static/app/`` that draws it.
        tab: Which of the workshop's tabs it is; empty where there are none.
    """
    room, site = await visit.room(), visit.site
    assert visit.actor is not None
    workshop = room.workshop
    first = {
        **room.first(visit.actor),
        **await facts_of(visit),
        "lang": visit.language,
        "languages": workshop.languages,
        "build": site.assets.build,
        "owns": visit.role == "owner",
    }
    languages = (visit.language, *workshop.languages)
    text = site.pages.draw(
        f"live/{shell}.html",
        visit.language,
        first=first,
        screen=screen,
        tab=tab,
        workshop=visit.workshop,
        # While a board is open no name of a client or process stands in its title; its own title may.
        title=pick(workshop.title, languages),
        styles=STYLES["page" if tab else shell],
        role=visit.role,
        kinds=kinds_offered(site.kinds, visit.words) if tab == "agenda" else None,
    )
    return Response(text, media_type="text/html; charset=utf-8")


async def facts_of(visit: Visit) -> dict[str, Any]:
    """Return where the screen's lines are, and how people join."""
    workshop = visit.workshop
    base = carriers_of(visit)
    facts: dict[str, Any] = {
        "workshop": workshop,
        "socket_url": f"{base}/socket{_audience(visit)}",
        "post_url": f"{base}/post{_audience(visit)}",
        "poll_url": f"{base}/poll{_audience(visit)}",
    }
    if visit.role != "seat":
        facts["address_url"] = f"{base}/address"
        facts["qr_url"] = f"{base}/qr.svg"
        facts.update(await joining_facts(visit))
    if visit.role == "seat" and visit.actor:
        facts["seat"] = visit.actor.id
        # To be read aloud to whoever comes late; and where the day is read afterwards.
        facts["code"] = (await joining_facts(visit))["code"]
        facts["summary_url"] = f"/p/{workshop}/summary"
        if has_dates((await visit.room()).workshop):
            facts["calendar_url"] = f"/p/{workshop}/calendar.ics"
    return facts


def carriers_of(visit: Visit) -> str:
    """Return the beginning of the addresses of this screen's lines."""
    token = visit.request.path_params.get("board")
    return f"/b/{token}" if token else f"/w/{visit.workshop}"


def _audience(visit: Visit) -> str:
    assert visit.actor is not None
    return "" if visit.role == "board" else f"/{visit.actor.audience}"


async def joining_facts(visit: Visit) -> dict[str, Any]:
    """Return how people join: address in words, code, and whether phones can get here at all."""
    addresses, card = visit.site.addresses, visit.site.listed.workshops[visit.workshop]
    return {
        "address": addresses.for_phones.partition("://")[2],
        "code": card.code if card.phase != "ended" else "",
        "reach": addresses.state,
        "secure": addresses.for_phones.startswith("https://"),
    }


async def join_url(visit: Visit) -> str:
    """Return what the workshop's QR holds: the token stands in the fragment, which no log and no Referer sees."""
    token = await visit.site.sessions.join_token(visit.workshop)
    return f"{visit.site.addresses.for_phones}/#{token}"


async def join_qr(visit: Visit) -> Response:
    """Draw the workshop's QR."""
    label = visit.words("QR code for joining")
    return Response(qr.svg(await join_url(visit), label), media_type="image/svg+xml")


async def join_address(visit: Visit) -> Response:
    """Tell how people join now: the address changes with the network."""
    visit.site.addresses.look_again()
    facts, link = await joining_facts(visit), await join_url(visit)
    outside = reaches_outside(visit.site.addresses)
    return JSONResponse({**facts, "link": link, "outside": outside, "drawing": qr.draw(link).path})


async def board(visit: Visit) -> Response:
    """The wall."""
    return await live_page(visit, "board", "board")


async def agenda(visit: Visit) -> Response:
    """Tab 1: the agenda."""
    return await live_page(visit, "desk", "agenda", "agenda")


async def assignment(visit: Visit) -> Response:
    """What was agreed with the client."""
    return await live_page(visit, "desk", "assignment", "assignment")


async def room_tab(visit: Visit) -> Response:
    """Tab 2: the room and joining."""
    return await live_page(visit, "desk", "roomtab", "room")


async def lead(visit: Visit) -> Response:
    """The desk."""
    return await live_page(visit, "desk", "desk")


async def remote(visit: Visit) -> Response:
    """The paired remote."""
    return await live_page(visit, "desk", "remote")
