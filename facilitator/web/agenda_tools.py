"""What the agenda's tools ask the server for: for whom methods are, a kept version, a proposed agenda."""

import asyncio
from collections.abc import Mapping

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from facilitator.core.commands import EditWorkshop, SetAgenda
from facilitator.core.ids import derived_id
from facilitator.core.refusal import Refusal
from facilitator.core.text import pick
from facilitator.core.workshop import Workshop
from facilitator.library.propose import propose
from facilitator.report.wording import clock
from facilitator.telemetry import tell
from facilitator.web.forms import read_form
from facilitator.web.labels import theme_words
from facilitator.web.planning import people_in, wish_in
from facilitator.web.visit import Visit, to

USUAL_LENGTH = 6 * 60


async def method_facts(visit: Visit) -> Response:
    """Tell of all methods for how many people they are, and their phase."""
    facts = {
        slug: {"people": method.people, "phase": method.phase}
        for slug, method in visit.site.methods(visit.role).items()
    }
    return JSONResponse(facts)


async def version(visit: Visit) -> Response:
    """Tell the agenda of a kept version, to be compared with the present one."""
    room = await visit.room()
    kept = room.workshop.versions.get(visit.request.query_params.get("id", ""))
    if kept is None:
        raise HTTPException(404)
    return JSONResponse({"starts": kept.starts, "agenda": msgspec.to_builtins(kept.agenda)})


# --- a proposed agenda -----------------------------------------------------------------------------------


async def propose_page(visit: Visit) -> Response:
    """Ask what the day is about, for whom and how long."""
    workshop = (await visit.room()).workshop
    if workshop.phase != "planning":
        return to(f"/w/{visit.workshop}/agenda")
    ends = min(workshop.starts + USUAL_LENGTH, 23 * 60 + 59)
    known = {
        "people": str(workshop.expected or ""),
        "aim": pick(workshop.aim, (visit.language, *workshop.languages)),
        "starts": _for_field(workshop.starts),
        "ends": _for_field(ends),
    }
    return _page(visit, workshop, known)


def _for_field(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _page(visit: Visit, workshop: Workshop, form: Mapping[str, str], fault: str = "") -> Response:
    return visit.page(
        "propose",
        400 if fault else 200,
        workshop=visit.workshop,
        title=pick(workshop.title, (visit.language, *workshop.languages)),
        filled=any(not block.removed and not block.before for block in workshop.blocks),
        form=form,
        fault=fault,
        themes=theme_words(visit.words),
        clock=clock,
        # Made with the page, so that a form sent twice counts once.
        id=visit.site.sessions.secret(),
    )


async def make_proposal(visit: Visit) -> Response:
    """Put a proposed agenda in the place of the present one, in one step that undo takes back."""
    form, room = await read_form(visit.form_request, most_fields=40), await visit.room()
    workshop, site = room.workshop, visit.site
    wish = wish_in(form, workshop.languages)
    if wish is None:
        return _page(visit, workshop, form, "times")
    seed = derived_id(form.get("id", ""), "proposal")
    found = await asyncio.to_thread(propose, wish, site.methods(visit.role), site.templates(visit.role), seed)
    # What is asked before the day stays; then the template's own question would ask twice.
    asked = tuple(block for block in workshop.blocks if block.before and not block.removed)
    day = tuple(block for block in found.blocks if not (asked and block.before))
    assert visit.actor is not None
    await room.submit(visit.actor, derived_id(seed, "facts"), _facts(form, workshop))
    done = await room.submit(visit.actor, seed, SetAgenda(agenda=(*asked, *day), starts=wish.starts))
    if isinstance(done, Refusal):
        return visit.trouble(409)
    tell("agenda_proposed", workshop=visit.workshop, template=found.template, blocks=len(day))
    return to(f"/w/{visit.workshop}/agenda")


def _facts(form: Mapping[str, str], workshop: Workshop) -> EditWorkshop:
    language, aim = workshop.languages[0], form.get("aim", "").strip()[:4000]
    spoken = {**workshop.aim, language: aim} if aim and aim not in workshop.aim.values() else workshop.aim
    return EditWorkshop(aim=spoken, expected=people_in(form) or workshop.expected)
