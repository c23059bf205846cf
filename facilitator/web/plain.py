"""The participant's screen as plain forms, for phones without scripts: show, collect and vote."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from starlette.responses import Response

from facilitator.activities.collect import PostNote
from facilitator.activities.vote import CastVote
from facilitator.core.commands import SetName
from facilitator.core.ids import derived_id
from facilitator.core.refusal import Refusal
from facilitator.core.text import pick
from facilitator.live.room import Room
from facilitator.web.forms import read_form
from facilitator.web.visit import Visit, to

MOST_FORM_BYTES = 32 * 1024
MOST_FORM_FIELDS = 220
_CODE = re.compile(r"[a-z_]{1,40}")
_ID = re.compile(r"[A-Za-z0-9_-]{21}[AQgw]")
_NEEDED = {"named": "name", "facilitator": "name", "nickname": "nickname"}


async def page(visit: Visit) -> Response:
    """Draw what the phone is on now."""
    room = await visit.room()
    return visit.page("plain", **_facts(visit, room))


def _facts(visit: Visit, room: Room) -> dict[str, Any]:
    assert visit.actor is not None
    first = room.first(visit.actor)
    view, mine = first["view"], first.get("mine", {})
    activity = view["activity"]
    told = visit.request.query_params.get("told", "")
    takes = bool(activity) and activity["stage"] != "closed" and activity["kind"] in ("collect", "vote")
    return {
        "workshop": visit.workshop,
        "title": pick(view["title"], (visit.language, *view["languages"])),
        "tags": view["languages"],
        "phase": view["phase"],
        "rest": view["rest"],
        "activity": activity,
        "told": told if _CODE.fullmatch(told) else "",
        # Made with the page, so that a form sent twice counts once.
        "id": visit.site.sessions.secret(),
        "secure": visit.scheme == "https",
        "writes": takes and not view["rest"] and view["phase"] == "running",
        "needs_name": _needed_name(activity, mine) if takes else "",
        **(_facts_of_kind(activity, mine) if activity else {}),
    }


def _needed_name(activity: Mapping[str, Any], mine: Mapping[str, Any]) -> str:
    needed = _NEEDED.get(activity["identity"], "")
    return needed if needed and not mine.get(needed) else ""


def _facts_of_kind(activity: Mapping[str, Any], mine: Mapping[str, Any]) -> dict[str, Any]:
    view = activity["view"]
    own = mine.get("view", {}) if mine.get("activity") == activity["id"] else {}
    match activity["kind"]:
        case "show":
            rows = sorted(view["lines"].values(), key=lambda line: line["sort"])
            return {"lines": [line["text"] for line in rows if line["shown"]]}
        case "collect":
            notes = sorted(own.get("notes", {}).values(), key=lambda note: note["sort"])
            return {
                "lines": [],
                "columns": view["columns"],
                "longest": view["max_length"],
                "own": [note["text"] for note in notes],
            }
        case "vote":
            rows = sorted(view["options"].items(), key=lambda row: row[1]["sort"])
            given = own.get("dots", {})
            options = [{"id": key, "text": row["text"], "given": given.get(key, 0)} for key, row in rows]
            return {
                "lines": [],
                "options": options,
                "budget": view["budget"],
                "most": min(view["max_per_option"], view["budget"]),
            }
        case _:
            return {"lines": []}


async def answer(visit: Visit) -> Response:
    """Take what the form says: a note, dots, a name."""
    form = await read_form(visit.form_request, MOST_FORM_BYTES, MOST_FORM_FIELDS)
    room, told = await visit.room(), "saved"
    assert visit.actor is not None
    base = form.get("id", "")
    if not _ID.fullmatch(base):
        return to(f"/p/{visit.workshop}/plain")
    try:
        commands = list(_commands(form, room, visit))
    except msgspec.ValidationError:
        commands, told = [], "not_understood"
    for place, command in enumerate(commands):
        done = await room.submit(visit.actor, derived_id(base, str(place)), command)
        if isinstance(done, Refusal):
            told = done.code
            break
    return to(f"/p/{visit.workshop}/plain?told={told}")


def _commands(form: Mapping[str, str], room: Room, visit: Visit) -> Iterator[msgspec.Struct]:
    activity = form.get("activity", "")
    match form.get("do"):
        case "note":
            asked = {"activity": activity, "text": form.get("text", "").strip(), "column": form.get("column", 0)}
            yield msgspec.convert(asked, PostNote, strict=False)
        case "name":
            yield msgspec.convert({"name": form.get("name", "").strip()}, SetName)
        case "nickname":
            yield msgspec.convert({"nickname": form.get("name", "").strip()}, SetName)
        case "vote":
            yield from _votes(form, activity, room, visit)


def _votes(form: Mapping[str, str], activity: str, room: Room, visit: Visit) -> Iterator[CastVote]:
    """Yield changed dots, those taken away first, so that moving a dot never passes the budget."""
    assert visit.actor is not None
    mine = room.first(visit.actor).get("mine", {})
    now = mine.get("view", {}).get("dots", {}) if mine.get("activity") == activity else {}
    wanted = {
        name.removeprefix("o-"): int(dots)
        for name, dots in form.items()
        if name.startswith("o-") and dots.isdecimal() and len(dots) < 3
    }
    changed = [(option, dots) for option, dots in wanted.items() if dots != now.get(option, 0)]
    for option, dots in sorted(changed, key=lambda pair: pair[1] - now.get(pair[0], 0)):
        yield msgspec.convert({"activity": activity, "option": option, "dots": dots}, CastVote)
