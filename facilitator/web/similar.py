"""Tells the desk which notes seem to say the same. Reckoned here, off the event loop; nothing leaves this machine.

What it reads is what the desk may see, and of that only what the wall shows too: never a note that waits, is hidden
or stands merged under another. It keeps the ids it found with the room, and logs nothing.
"""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

import msgspec
from starlette.responses import JSONResponse, Response

from facilitator.activities.similar import Pair, alike
from facilitator.activities.stems import LANGUAGES
from facilitator.core.text import pick
from facilitator.live.room import Room
from facilitator.telemetry import warn
from facilitator.views.parts import activity_view
from facilitator.web.visit import Visit

Finding = asyncio.Task[tuple[Pair, ...]]
# Kinds whose desk shows a board of notes: each note with its words, its place and whether it is hidden.
BOARDS = ("cluster", "collect")
# Room → activity → what was compared, as a digest, and what came of it. Two desks that ask at once share it.
_found: WeakKeyDictionary[Room, dict[str, tuple[bytes, Finding]]] = WeakKeyDictionary()


async def similar(visit: Visit) -> Response:
    """Tell which pairs of an activity's notes seem to say the same, by their ids; none where notes are few."""
    pairs = await _pairs(visit, visit.request.query_params.get("activity", ""))
    rows = [{"notes": pair.notes, "likeness": pair.likeness} for pair in pairs]
    return JSONResponse({"pairs": rows}, headers={"cache-control": "no-store"})


async def _pairs(visit: Visit, activity_id: str) -> tuple[Pair, ...]:
    room = await visit.room()
    activity, least = room.workshop.activities.get(activity_id), room.workshop.copilot.alike_notes
    if activity is None or activity.step.kind not in BOARDS or not least:
        return ()
    view = msgspec.to_builtins(activity_view(room.workshop, activity, "desk", visit.site.kinds).view)
    if view["count"] < least:
        return ()
    # Shielded: whoever closes the desk meanwhile must not take the answer from the other leader.
    return await asyncio.shield(_finding(room, activity_id, view))


def _finding(room: Room, activity_id: str, view: Mapping[str, Any]) -> Finding:
    """Return the search over these notes: the one that is under way or done, else a new one."""
    languages = tuple(dict.fromkeys((*room.workshop.languages, *LANGUAGES)))
    notes, apart = _readable(view, languages), _apart(view)
    digest = hashlib.blake2b(msgspec.json.encode((sorted(notes.items()), sorted(apart), languages))).digest()
    of_room = _found.setdefault(room, {})
    known = of_room.get(activity_id)
    if known is None or known[0] != digest:
        finding = asyncio.create_task(asyncio.to_thread(_alike, notes, apart, languages))
        known = of_room[activity_id] = (digest, finding)
    return known[1]


def _alike(
    notes: Mapping[str, str], apart: frozenset[tuple[str, str]], languages: Sequence[str]
) -> tuple[Pair, ...]:
    try:
        return alike(notes, apart, languages)
    except Exception as error:
        # What broke may quote a note, and what is raised is logged: only its sort is told. Nobody misses an offer.
        warn("similar_notes_not_found", error=type(error).__name__)
        return ()


def _readable(view: Mapping[str, Any], languages: Sequence[str]) -> dict[str, str]:
    """Return the words of the notes that all may see."""
    shown = {key: note["text"] for key, note in view["notes"].items() if _is_shown(note)}
    return {key: text if isinstance(text, str) else pick(text, languages) for key, text in shown.items()}


def _is_shown(note: Mapping[str, Any]) -> bool:
    return bool(note["sort"]) and note.get("approved", True) and not note["hidden"]


def _apart(view: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    pairs = (key.partition(" ") for key in view.get("apart", {}))
    return frozenset((one, other) for one, _, other in pairs)
