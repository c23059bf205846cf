"""Trying it out: a demo day or a copy of one's own, with pretend people in the room. All of it is discarded."""

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from facilitator.core.commands import CreateWorkshop, StartWorkshop
from facilitator.live.actors import Actor
from facilitator.live.pretend import TOO_MANY, rehearsal_of
from facilitator.live.room import Room
from facilitator.web.site import Site
from facilitator.web.visit import Visit, to

USUAL_PEOPLE = 25
DEMO_DAY = "pelisaannot"


async def demo(visit: Visit) -> Response:
    """Make the demo day, start it, and let pretend people in; the newcomer leads."""
    room = await demo_room(visit.site, visit.language)
    visit.site.rehearsals.people(room, USUAL_PEOPLE, 1.0)
    return to(f"/w/{room.name}/lead")


async def demo_room(site: Site, language: str) -> Room:
    """Return the room of a new, started demo day in *language*.

    Raises:
        HTTPException: 404 if the library has no demo day.
    """
    template = site.library.templates.get(DEMO_DAY)
    if template is None:
        raise HTTPException(404)
    workshop = site.sessions.secret()
    command = template.to_command((language,), seed=workshop)
    command = msgspec.structs.replace(command, expected=USUAL_PEOPLE)
    return await _started(site, command, workshop)


async def rehearse(visit: Visit) -> Response:
    """Copy the workshop's plan, start the copy, let as many pretend people in as are expected; tell where it is."""
    original = await visit.room()
    room = await _started(visit.site, rehearsal_of(original), visit.site.sessions.secret())
    count = min(original.workshop.expected or USUAL_PEOPLE, TOO_MANY)
    visit.site.rehearsals.people(room, count, 1.0)
    return JSONResponse({"url": f"/w/{room.name}/lead"})


async def _started(site: Site, command: CreateWorkshop, workshop: str) -> Room:
    room = await site.create(msgspec.structs.replace(command, pretend=True), workshop)
    owner = Actor("facilitator", site.listed.owner)
    await room.submit(owner, site.sessions.secret(), StartWorkshop())
    return room
