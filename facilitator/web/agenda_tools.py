"""What the agenda's tools ask the server for: for whom methods are, and what a kept version holds."""

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from facilitator.web.visit import Visit


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
