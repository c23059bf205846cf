"""Trying it out: a demo day or a copy of one's own, with pretend people in the room. All of it is discarded."""

from typing import Literal, TypeVar

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from facilitator.core.commands import CreateWorkshop, StartWorkshop
from facilitator.library.template import Template
from facilitator.live.actors import Actor
from facilitator.live.pretend import TOO_MANY, rehearsal_of
from facilitator.live.rehearsals import FAST
from facilitator.live.room import Room
from facilitator.web.forms import read_body
from facilitator.web.site import Site
from facilitator.web.visit import Visit, to

USUAL_PEOPLE = 25
DEMO_DAY = "pelisaannot"
MOST_BYTES = 1024
Shape = TypeVar("Shape", bound=msgspec.Struct)


async def demo(visit: Visit) -> Response:
    """Make the demo day, start it, and let pretend people in; the newcomer leads."""
    room = await demo_room(visit.site, visit.language)
    visit.site.rehearsals.people(room, USUAL_PEOPLE)
    return to(f"/w/{room.name}/lead")


async def demo_room(site: Site, language: str, day: str = DEMO_DAY, people: int = USUAL_PEOPLE) -> Room:
    """Return the room of a new, started day in *language*: the template *day*, with so many expected.

    Raises:
        HTTPException: 404 if the library has no such day.
    """
    template = site.library.templates.get(day)
    if template is None:
        raise HTTPException(404)
    workshop = site.sessions.secret()
    command = template.to_command((language,), seed=workshop)
    command = msgspec.structs.replace(command, expected=people)
    return await _started(site, command, workshop)


def usual_people(template: Template) -> int:
    """Return how many people a day is tried with: 25, or twice the fewest where it is meant for a large room."""
    least, most = template.people
    return USUAL_PEOPLE if least <= USUAL_PEOPLE <= most else min(2 * least, most, TOO_MANY)


class Asked(msgspec.Struct, frozen=True):
    """How a rehearsal begins: whether the day plays itself, fast, until the facilitator takes it."""

    itself: bool = False


class Turned(msgspec.Struct, frozen=True):
    """What becomes of a rehearsal: it plays itself, the facilitator leads it, or it is over."""

    to: Literal["itself", "mine", "over"]


async def rehearse(visit: Visit) -> Response:
    """Copy the workshop's plan, start the copy, let as many pretend people in as are expected; tell where it is."""
    asked = await _read(visit, Asked)
    original = await visit.room()
    count = min(original.workshop.expected or USUAL_PEOPLE, TOO_MANY)
    room = await _started(visit.site, rehearsal_of(original), visit.site.sessions.secret(), count)
    visit.site.rehearsals.people(room, count, origin=visit.workshop)
    if asked.itself:
        visit.site.rehearsals.leader(room, FAST)
    return JSONResponse({"url": f"/w/{room.name}/lead"})


async def rehearsal(visit: Visit) -> Response:
    """Tell whether a rehearsal plays itself."""
    return JSONResponse({"itself": visit.site.rehearsals.leads_itself(visit.workshop)})


async def turn(visit: Visit) -> Response:
    """Let a rehearsal play itself, give it to the facilitator, or end it: then nothing of it is left."""
    turned, room = await _read(visit, Turned), await visit.room()
    rehearsals = visit.site.rehearsals
    if not room.workshop.pretend:
        raise HTTPException(409)
    match turned.to:
        case "itself":
            rehearsals.leader(room, FAST)
        case "mine":
            rehearsals.let_lead(visit.workshop)
        case "over":
            origin = rehearsals.origin_of(visit.workshop)
            await visit.site.delete_workshop(visit.workshop)
            return JSONResponse({"url": f"/w/{origin}/agenda" if origin else "/today"})
    return JSONResponse({"itself": rehearsals.leads_itself(visit.workshop)})


async def _read(visit: Visit, shape: type[Shape]) -> Shape:
    try:
        return msgspec.json.decode(await read_body(visit.form_request, MOST_BYTES) or b"{}", type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise HTTPException(400) from None


async def _started(site: Site, command: CreateWorkshop, workshop: str, beforehand: int = 0) -> Room:
    room = await site.create(msgspec.structs.replace(command, pretend=True), workshop)
    if beforehand:
        await site.rehearsals.beforehand(room, beforehand)
    owner = Actor("facilitator", site.listed.owner)
    await room.submit(owner, site.sessions.secret(), StartWorkshop())
    return room
