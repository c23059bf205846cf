"""The summary's pages: working on it, previews and print, downloads, and reading it in the room."""

import asyncio
import functools
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from starlette.responses import JSONResponse, Response

from facilitator.core.commands import ArrangeSummary, EditWorkshop
from facilitator.core.ids import derived_id
from facilitator.core.refusal import Refusal
from facilitator.core.text import pick
from facilitator.core.workshop import Workshop
from facilitator.live.errors import NoSuchWorkshop
from facilitator.live.room import Room
from facilitator.report import csv, json, markdown, wording
from facilitator.report.cuts import CUTS, Cut
from facilitator.report.names import attachment
from facilitator.report.summary import Summary, summary_of
from facilitator.telemetry import tell
from facilitator.web.assets import SUMMARY_STYLES
from facilitator.web.forms import is_form, read_form
from facilitator.web.sharing import reaches_outside, share, shared, stop_sharing, workshop_shared
from facilitator.web.visit import Visit, to

MOST_FORM_BYTES = 60 * 1024
LONGEST_WORDS = 4000
LONGEST_FACT = 200
# The cuts that leave the house; the facilitator's is for her page alone.
LEAVING: tuple[Cut, ...] = ("participants", "client")


# --- the facilitator's page ------------------------------------------------------------------------------


async def page(visit: Visit) -> Response:
    """Tab 3: what goes into the summary; with ``?cut=``, a preview that prints as it is read."""
    room, cut = await visit.room(), _cut(visit)
    if cut in LEAVING:
        return await _document(visit, room.workshop, cut, back=f"/w/{visit.workshop}/summary")
    return await _working_page(visit, room)


def _cut(visit: Visit) -> Cut:
    asked = visit.request.query_params.get("cut", "")
    return next((cut for cut in CUTS if cut == asked), "facilitator")


async def _working_page(visit: Visit, room: Room, fault: str = "") -> Response:
    workshop, site = room.workshop, visit.site
    token, language = await shared(site.vault, visit.workshop), _writing_language(visit, workshop)
    base = site.addresses.for_phones
    return await _page(
        visit,
        "working",
        workshop,
        "facilitator",
        status=409 if fault else 200,
        workshop=visit.workshop,
        tab="summary",
        role=visit.role,
        fault=fault,
        # Made with the page, so that a form sent twice counts once.
        id=site.sessions.secret(),
        link=f"{base}/s/{token}" if token and site.addresses.state != "alone" else "",
        reach="outside" if reaches_outside(site.addresses) else site.addresses.state,
        writing=language,
        aim=workshop.aim.get(language, ""),
        intro=workshop.intro.get(language, ""),
        longest=LONGEST_WORDS,
    )


def _writing_language(visit: Visit, workshop: Workshop) -> str:
    """Return the language that words on the cover are written in: the reader's, if the workshop has it."""
    return visit.language if visit.language in workshop.languages else workshop.languages[0]


async def _page(visit: Visit, name: str, day: Workshop, cut: Cut, status: int = 200, **facts: Any) -> Response:
    # Away from the event loop: thousands of notes take a while, and other rooms are live meanwhile.
    return await asyncio.to_thread(_drawn, visit, name, day, cut, status, facts)


def _drawn(visit: Visit, name: str, day: Workshop, cut: Cut, status: int, facts: Mapping[str, Any]) -> Response:
    words, summary = visit.words, summary_of(day, cut, (visit.language,), visit.site.kinds)
    return visit.site.pages.page(
        f"summary/{name}.html",
        visit.language,
        status,
        summary=summary,
        tags=summary.languages,
        styles=SUMMARY_STYLES,
        organisation=visit.site.listed.organisation,
        columns=wording.Columns(words),
        clock=wording.clock,
        decimal=functools.partial(wording.decimal, language=visit.language),
        people=functools.partial(wording.people_told, say=words),
        how=functools.partial(wording.how_answered, say=words),
        took=functools.partial(wording.minutes_told, say=words),
        outcome=functools.partial(wording.outcome, say=words),
        agreed=functools.partial(wording.agreed_told, say=words),
        rule=functools.partial(wording.rule_told, tags=summary.languages, say=words),
        support=functools.partial(wording.support_told, say=words),
        levels=functools.partial(wording.levels, say=words),
        decided=functools.partial(wording.decided_told, say=words),
        median=functools.partial(wording.median_told, tags=summary.languages, say=words),
        **facts,
    )


async def _document(visit: Visit, workshop: Workshop, cut: Cut, back: str = "") -> Response:
    return await _page(visit, "document", workshop, cut, back=back)


# --- what the facilitator changes ------------------------------------------------------------------------


async def change(visit: Visit) -> Response:
    """Hide or show an activity, comment on it, or write the cover."""
    form, room = await read_form(visit.form_request, MOST_FORM_BYTES), await visit.room()
    try:
        command = _command(form, room.workshop, _writing_language(visit, room.workshop))
    except msgspec.ValidationError:
        return visit.trouble(400)
    if command is None or visit.actor is None:
        return visit.trouble(400)
    # The words are in the id: what is written anew from an old page is a new command.
    command_id = derived_id(form.get("id", ""), visit.site.codec.encode(command).decode())
    done = await room.submit(visit.actor, command_id, command)
    if isinstance(done, Refusal):
        return await _working_page(visit, room, done.code)
    return to(f"/w/{visit.workshop}/summary#{_place(command)}")


def _place(command: msgspec.Struct) -> str:
    return f"part-{command.activity}" if isinstance(command, ArrangeSummary) else "cover"


def _command(form: Mapping[str, str], workshop: Workshop, language: str) -> msgspec.Struct | None:
    activity = form.get("activity", "")
    match form.get("do"):
        case "hide":
            return ArrangeSummary(activity=activity, hidden=True)
        case "show":
            return ArrangeSummary(activity=activity, hidden=False)
        case "comment":
            return msgspec.convert({"activity": activity, "comment": _words(form, "comment")}, ArrangeSummary)
        case "cover":
            return EditWorkshop(
                client=form.get("client", "").strip()[:LONGEST_FACT],
                place=form.get("place", "").strip()[:LONGEST_FACT],
                aim={**workshop.aim, language: _words(form, "aim")},
                intro={**workshop.intro, language: _words(form, "intro")},
            )
        case _:
            return None


def _words(form: Mapping[str, str], name: str) -> str:
    return form.get(name, "").replace("\r\n", "\n").strip()[:LONGEST_WORDS]


async def share_with_room(visit: Visit) -> Response:
    """Make the address under which the room reads its summary, or take it back; a script is told it."""
    site, form = visit.site, {}
    if is_form(visit.form_request):
        form = dict(await read_form(visit.form_request))
    if form.get("do") == "stop":
        await stop_sharing(site.vault, visit.workshop)
        tell("summary_withdrawn", workshop=visit.workshop)
    elif site.addresses.state == "alone":
        return JSONResponse({"no": "no_network"}, 409) if not form else to(f"/w/{visit.workshop}/summary#share")
    else:
        token = await share(site.vault, visit.workshop, site.sessions.secret())
        tell("summary_shared", workshop=visit.workshop)
        if not is_form(visit.form_request):
            return JSONResponse({"url": f"{site.addresses.for_phones}/s/{token}"})
    return to(f"/w/{visit.workshop}/summary#share")


# --- files -----------------------------------------------------------------------------------------------


async def as_markdown(visit: Visit) -> Response:
    """Download a cut as Markdown."""
    return await _file(
        visit, "md", "text/markdown; charset=utf-8", lambda told: markdown.document(told, visit.words).encode()
    )


async def as_tables(visit: Visit) -> Response:
    """Download a cut's tables, one an activity."""
    return await _file(visit, "zip", "application/zip", lambda told: csv.tables(told, visit.words))


async def as_json(visit: Visit) -> Response:
    """Download a cut as JSON."""
    return await _file(visit, "json", "application/json", json.document)


async def _file(visit: Visit, ending: str, media_type: str, make: Callable[[Summary], bytes]) -> Response:
    room, cut = await visit.room(), _cut(visit)
    # Without a choice, what the room may have: it is the whole of what leaves the house.
    cut = cut if cut in LEAVING else "participants"
    summary = await asyncio.to_thread(summary_of, room.workshop, cut, (visit.language,), visit.site.kinds)
    title = pick(summary.cover.title, summary.languages)
    name = " ".join(part for part in (title, summary.cover.day, _cut_word(visit, cut)) if part)
    tell("summary_downloaded", workshop=visit.workshop, cut=cut, ending=ending)
    headers = {"content-disposition": attachment(name, ending)}
    return Response(await asyncio.to_thread(make, summary), media_type=media_type, headers=headers)


def _cut_word(visit: Visit, cut: Cut) -> str:
    return visit.words("for the client") if cut == "client" else visit.words("for participants")


# --- the room's readers ----------------------------------------------------------------------------------


async def read(visit: Visit) -> Response:
    """The shared summary, for whoever has its address; the same answer to a wrong one and a withdrawn one."""
    workshop = await workshop_shared(visit.site.vault, str(visit.request.path_params["secret"]))
    if workshop not in visit.site.listed.workshops:
        return visit.trouble(404)
    try:
        room = await visit.site.hub.room(workshop)
    except NoSuchWorkshop:
        return visit.trouble(404)
    return await _once_ended(visit, room)


async def read_on_phone(visit: Visit) -> Response:
    """The summary for those who took part, from the end of the day on."""
    return await _once_ended(visit, await visit.room())


async def _once_ended(visit: Visit, room: Room) -> Response:
    if room.workshop.phase != "ended":
        return visit.site.pages.page("summary/later.html", visit.language, styles=SUMMARY_STYLES)
    return await _document(visit, room.workshop, "participants")
