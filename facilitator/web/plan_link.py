"""What people outside the desk read of a plan: the client's page with comments, and the participants' programme.

Each opens by an address with a secret, until the facilitator ends it; a wrong address and an ended one look alike.
An address that works in this network alone is offered to nobody outside: they get a file.
"""

from typing import Any

import msgspec
from starlette.responses import JSONResponse, Response

from facilitator.core.commands import CommentPlan
from facilitator.core.ids import derived_id
from facilitator.core.refusal import Refusal
from facilitator.core.workshop import Workshop
from facilitator.live.actors import Actor
from facilitator.live.errors import NoSuchWorkshop
from facilitator.live.limits import network_of
from facilitator.live.room import Room
from facilitator.report.calendar import calendar_of, has_dates
from facilitator.report.names import attachment
from facilitator.report.plan import comments_of, plan_of
from facilitator.report.programme import programme_of
from facilitator.telemetry import tell
from facilitator.web.assets import PAGE_STYLES
from facilitator.web.forms import is_form, read_body, read_form
from facilitator.web.sharing import Document, reaches_outside, share, shared, stop_sharing, workshop_shared
from facilitator.web.site import Site
from facilitator.web.visit import Visit, client_address, to
from facilitator.web.words import words_for

TIMETABLE_STYLES = (*PAGE_STYLES, "timetable")
MOST_FORM_BYTES = 16 * 1024
LONGEST_COMMENT, LONGEST_NAME = 2000, 60
# Where each document is read.
DOORS: dict[Document, str] = {"plan": "a", "programme": "o"}


class Told(msgspec.Struct, frozen=True):
    """What a script asks for: a link to be made, or ended."""

    document: str = "plan"
    do: str = "share"


# --- the client's page -----------------------------------------------------------------------------------


async def plan_page(visit: Visit) -> Response:
    """The plan as the client reads it, with a place for comments."""
    opened = await _opened(visit, "plan")
    return opened if isinstance(opened, Response) else _plan(visit, opened[1].workshop)


async def comment(visit: Visit) -> Response:
    """Take a comment on a block or on the whole."""
    opened = await _opened(visit, "plan")
    if isinstance(opened, Response):
        return opened
    workshop, room = opened
    form = await read_form(visit.form_request, MOST_FORM_BYTES)
    words = form.get("text", "").replace("\r\n", "\n").strip()[:LONGEST_COMMENT]
    here = f"/a/{visit.request.path_params['secret']}"
    if room.workshop.phase == "ended" or not words:
        return to(here)
    block, name = form.get("block", "")[:64], " ".join(form.get("name", "").split())[:LONGEST_NAME]
    command = CommentPlan(text=words, block=block, name=name)
    # The words are in the id: a form sent twice counts once, and another comment from the same page is another.
    command_id = derived_id(form.get("id", ""), visit.site.codec.encode(command).decode())
    done = await room.submit(Actor("client", derived_id("plan", workshop)), command_id, command)
    if isinstance(done, Refusal):
        return _plan(visit, room.workshop, done.code, {"block": block, "name": name, "text": words})
    tell("plan_commented", workshop=workshop)
    return to(f"{here}#comment-{command_id}")


def _plan(visit: Visit, workshop: Workshop, fault: str = "", draft: dict[str, str] | None = None) -> Response:
    tongue = tongue_of(visit, workshop)
    sheet = plan_of(workshop, order_of(tongue, workshop), words_for(tongue))
    draft = draft or {"block": "", "name": "", "text": ""}
    if draft["block"] not in {row.id for row in sheet.rows}:
        # The block has gone meanwhile; what was written about it has not.
        draft = {**draft, "block": ""}
    return visit.page(
        "plan",
        409 if fault else 200,
        styles=TIMETABLE_STYLES,
        sheet=sheet,
        tongue=tongue,
        comments=comments_of(workshop),
        may_comment=workshop.phase != "ended" and "secret" in visit.request.path_params,
        # Made with the page, so that a form sent twice counts once.
        id=visit.site.sessions.secret(),
        here=visit.request.url.path,
        back=f"/w/{visit.workshop}/prints" if visit.workshop else "",
        draft=draft,
        fault=fault,
        longest=LONGEST_COMMENT,
    )


async def preview_plan(visit: Visit) -> Response:
    """The same page for whoever leads, without a link: as the client will see it."""
    return _plan(visit, (await visit.room()).workshop)


# --- the participants' programme -------------------------------------------------------------------------


async def programme_page(visit: Visit) -> Response:
    """Times and titles, for those who come."""
    opened = await _opened(visit, "programme")
    if isinstance(opened, Response):
        return opened
    path = visit.request.url.path.rstrip("/")
    calendar = f"{path}/calendar.ics" if has_dates(opened[1].workshop) else ""
    return _timetable(visit, opened[1].workshop, calendar=calendar)


async def programme_calendar(visit: Visit) -> Response:
    """The same for a calendar."""
    opened = await _opened(visit, "programme")
    return opened if isinstance(opened, Response) else calendar_file(visit, *opened)


async def phone_calendar(visit: Visit) -> Response:
    """The calendar file for somebody who has joined."""
    return calendar_file(visit, visit.workshop, (await visit.room()).workshop)


async def preview_programme(visit: Visit) -> Response:
    """The programme for whoever leads, without a link."""
    workshop = (await visit.room()).workshop
    return _timetable(visit, workshop, back=f"/w/{visit.workshop}/prints")


def _timetable(visit: Visit, workshop: Workshop, **facts: Any) -> Response:
    tongue = tongue_of(visit, workshop)
    sheet = programme_of(workshop, order_of(tongue, workshop), words_for(tongue))
    facts = {"calendar": "", "back": "", "pdf": "", "here": visit.request.url.path, **facts}
    return visit.page("timetable", styles=TIMETABLE_STYLES, sheet=sheet, tongue=tongue, **facts)


def calendar_file(visit: Visit, name: str, workshop: Workshop | Room) -> Response:
    """Return the calendar file, told in the reader's language first and then in the others of the day."""
    day = workshop.workshop if isinstance(workshop, Room) else workshop
    if not has_dates(day):
        return visit.trouble(409)
    asked = visit.request.query_params.getlist("language")
    chosen = [language for language in asked if language in day.languages]
    languages = dict.fromkeys(chosen or (_first_of(visit.language, day), *day.languages))
    says = [words_for(language) for language in languages]
    made = calendar_of(day, name, says)
    headers = {"content-disposition": attachment(f"{_title(day, list(languages))} {day.day}", "ics")}
    return Response(made, media_type="text/calendar; charset=utf-8", headers=headers)


def _title(workshop: Workshop, order: list[str]) -> str:
    return next((workshop.title[tag] for tag in (*order, *workshop.title) if workshop.title.get(tag)), "")


def tongue_of(visit: Visit, workshop: Workshop) -> str:
    """Return the language a document is told in: the one asked for, if the day has it, else the reader's."""
    asked = visit.request.query_params.get("language", "")
    return asked if asked in workshop.languages else visit.language


def order_of(language: str, workshop: Workshop) -> tuple[str, ...]:
    """Return the languages that texts are looked for in: the reader's, then the day's."""
    return tuple(dict.fromkeys((language, *workshop.languages)))


def _first_of(language: str, workshop: Workshop) -> str:
    return language if language in workshop.languages else workshop.languages[0]


# --- the door --------------------------------------------------------------------------------------------


async def _opened(visit: Visit, document: Document) -> tuple[str, Room] | Response:
    """Return the workshop whose document this address opens, or what is said to all other addresses."""
    now, address = visit.site.clock() / 1000, network_of(client_address(visit.request))
    tries = visit.site.wrong_links.of(address)
    if tries.wait(now):
        return visit.trouble(429)
    token = str(visit.request.path_params["secret"])
    workshop = await workshop_shared(visit.site.vault, token, document)
    room = await _room(visit.site, workshop)
    if room is None:
        tries.take(now)
        return visit.trouble(404)
    return workshop, room


async def _room(site: Site, workshop: str) -> Room | None:
    if workshop not in site.listed.workshops:
        return None
    try:
        return await site.hub.room(workshop)
    except NoSuchWorkshop:
        return None


# --- making and ending links -----------------------------------------------------------------------------


async def links(visit: Visit) -> Response:
    """Tell a script which links there are, and whether anybody outside could open one."""
    return JSONResponse(await links_of(visit))


async def links_of(visit: Visit) -> dict[str, Any]:
    """Return the addresses of plan and programme, or nothing where none has been made, and who can open them."""
    reach = "outside" if reaches_outside(visit.site.addresses) else "inside"
    return {"reach": reach, **{document: await _link(visit, document) for document in DOORS}}


async def _link(visit: Visit, document: Document) -> str:
    token = await shared(visit.site.vault, visit.workshop, document)
    return f"{visit.site.addresses.for_phones}/{DOORS[document]}/{token}" if token else ""


async def change_link(visit: Visit) -> Response:
    """Make a link, or end it; a plain form goes back to the prints, a script is told the links there are now."""
    site, plain = visit.site, is_form(visit.form_request)
    asked = _asked(dict(await read_form(visit.form_request))) if plain else await _asked_by_script(visit)
    document = next((known for known in DOORS if known == asked.document), None)
    if document is None:
        return visit.trouble(400) if plain else JSONResponse({"no": "not_offered"}, 400)
    if asked.do == "stop":
        await stop_sharing(site.vault, visit.workshop, document)
        tell("plan_link_ended", workshop=visit.workshop, document=document)
    elif not reaches_outside(site.addresses):
        return to(_prints(visit)) if plain else JSONResponse({"no": "inside_only"}, 409)
    else:
        await share(site.vault, visit.workshop, site.sessions.secret(), document)
        tell("plan_link_made", workshop=visit.workshop, document=document)
    return to(_prints(visit)) if plain else JSONResponse(await links_of(visit))


def _prints(visit: Visit) -> str:
    return f"/w/{visit.workshop}/prints#links"


def _asked(form: dict[str, str]) -> Told:
    return Told(form.get("document", ""), form.get("do", ""))


async def _asked_by_script(visit: Visit) -> Told:
    try:
        return msgspec.json.decode(await read_body(visit.form_request, MOST_FORM_BYTES), type=Told)
    except msgspec.DecodeError:
        return Told("", "")
