"""The participant's screen as plain forms, for phones without scripts: show, collect, vote, form and rate."""

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from starlette.responses import Response

from facilitator.activities.collect import PostNote
from facilitator.activities.form import AnswerQuestion, ClearAnswer, SendForm
from facilitator.activities.rate import DrawItems, Rate, RateUnknown, TakeBackRating
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
# What the wording of a refusal may need.
_NUMBERS = ("n", "most", "least")
_NUMBER = re.compile(r"-?[0-9]{1,6}")
_ID = re.compile(r"[A-Za-z0-9_-]{21}[AQgw]")
TAKEN = ("collect", "vote", "form", "rate")
# What stands for "I can't say" in a field.
UNKNOWN = "?"
_NEEDED = {"named": "name", "facilitator": "name", "nickname": "nickname"}


async def page(visit: Visit) -> Response:
    """Draw what the phone is on now."""
    room = await visit.room()
    assert visit.actor is not None
    # No line counts them, so that the page is how they come.
    await room.attend(visit.actor.id)
    return visit.page("plain", **_facts(visit, room))


def _facts(visit: Visit, room: Room) -> dict[str, Any]:
    assert visit.actor is not None
    first = room.first(visit.actor)
    view, mine = first["view"], first.get("mine", {})
    activity = view["activity"]
    asked = visit.request.query_params
    told = asked.get("told", "")
    takes = bool(activity) and activity["stage"] != "closed" and activity["kind"] in TAKEN
    return {
        "workshop": visit.workshop,
        "title": pick(view["title"], (visit.language, *view["languages"])),
        "tags": view["languages"],
        "phase": view["phase"],
        "day": view["day"],
        "rest": view["rest"],
        "activity": activity,
        "told": told if _CODE.fullmatch(told) else "",
        "numbers": {name: asked[name] for name in _NUMBERS if _NUMBER.fullmatch(asked.get(name, ""))},
        # Made with the page, so that a form sent twice counts once.
        "id": visit.site.sessions.secret(),
        "secure": visit.scheme == "https",
        "is_before": view["phase"] == "planning",
        "writes": takes and not view["rest"],
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
        case "form":
            return {"lines": [], "asks": _questions(view, own), "sent": own.get("sent", False)}
        case "rate":
            waits = view["sample"] and own.get("draws", 0) and not own.get("statements")
            return {"lines": [], "asks": _statements(view, own), "draws": bool(waits)}
        case _:
            return {"lines": []}


def _by_sort(rows: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted(rows.items(), key=lambda row: row[1]["sort"])


def _questions(view: Mapping[str, Any], own: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a field for each question, with what one has answered."""
    given = own.get("answers", {})
    return [_question(key, row, given.get(key, {})) for key, row in _by_sort(view["questions"])]


def _question(key: str, row: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    field = {"name": f"q-{key}", "text": row["text"], "more": {}, "required": row["required"], "ask": row["ask"]}
    field |= {"dont_know": row["dont_know"], "longest": row["max_length"], "low": row["low"], "high": row["high"]}
    number, chosen = given.get("number", -1), list(given.get("options", ()))
    match row["ask"]:
        case "scale":
            field["steps"] = [(str(step), str(step)) for step in range(row["least"], row["most"] + 1)]
            field["value"] = str(number) if number >= 0 else ""
        case "number":
            field["value"] = str(number) if number >= 0 else ""
        case "words":
            field["value"] = given.get("text", "")
        case _:
            field["steps"] = [(option, asked["text"]) for option, asked in _by_sort(row["options"])]
            field["value"] = chosen if row["ask"] == "choices" else "".join(chosen)
    field["unknown"] = given.get("dont_know", False)
    return field


def _statements(view: Mapping[str, Any], own: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a field for each statement and question; of a sample, for what one has drawn."""
    mine = own.get("statements", {})
    rows = mine if view["sample"] else view["statements"]
    return [
        {
            "name": f"r-{key}-{place}",
            "text": row["text"],
            "more": dimension,
            "ask": "number" if view["scale"] == "slider" else "scale",
            "steps": [] if view["scale"] == "slider" else _steps(view),
            "value": str(mine.get(key, {}).get("values", {}).get(str(place), "")),
            "unknown": mine.get(key, {}).get("unknown", False),
            "dont_know": view["dont_know"],
            "required": False,
            "low": view["low"],
            "high": view["high"],
        }
        for key, row in _by_sort(rows)
        for place, dimension in enumerate(view["dimensions"] or [{}])
    ]


def _steps(view: Mapping[str, Any]) -> list[tuple[str, Any]]:
    values = range(view["least"], view["most"] + 1)
    return list(zip(map(str, values), view["steps"] or map(str, values), strict=True))


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
            told = "&".join((done.code, *(f"{name}={done.facts[name]}" for name in _NUMBERS if name in done.facts)))
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
        case "form":
            yield from _answers(form, activity, _shown(activity, room, visit))
        case "draw":
            yield DrawItems(activity=activity)
        case "rate":
            yield from _ratings(form, activity, _shown(activity, room, visit))


def _shown(activity: str, room: Room, visit: Visit) -> list[dict[str, Any]]:
    """Return the fields as they are now; none where the phone is on something else."""
    assert visit.actor is not None
    first = room.first(visit.actor)
    now = first["view"]["activity"]
    if not now or now["id"] != activity:
        return []
    asks: list[dict[str, Any]] = _facts_of_kind(now, first.get("mine", {})).get("asks", [])
    return asks


def _answers(form: Mapping[str, str], activity: str, asks: list[dict[str, Any]]) -> Iterator[msgspec.Struct]:
    """Yield what has changed, and send the form."""
    for ask in asks:
        question, wanted = ask["name"].removeprefix("q-"), _wanted(form, ask)
        before = UNKNOWN if ask["unknown"] else ask["value"]
        if wanted == before:
            continue
        if not wanted:
            yield ClearAnswer(activity=activity, question=question)
        else:
            told = {"activity": activity, "question": question, **_told(ask["ask"], wanted)}
            yield msgspec.convert(told, AnswerQuestion, strict=False)
    if asks:
        yield SendForm(activity=activity)


def _wanted(form: Mapping[str, str], ask: Mapping[str, Any]) -> str | list[str]:
    if ask["ask"] == "choices" and not form.get(f"{ask['name']}-{UNKNOWN}"):
        return [option for option, _text in ask["steps"] if form.get(f"{ask['name']}-{option}")]
    if form.get(f"{ask['name']}-{UNKNOWN}"):
        return UNKNOWN
    return form.get(ask["name"], "").replace("\r\n", "\n").strip()


def _told(ask: str, wanted: str | list[str]) -> dict[str, Any]:
    match ask:
        case "words":
            return {"text": wanted}
        case _ if wanted == UNKNOWN:
            return {"dont_know": True}
        case "choices":
            return {"options": wanted}
        case "choice":
            return {"options": [wanted]}
        case _:
            return {"number": wanted}


def _ratings(form: Mapping[str, str], activity: str, asks: list[dict[str, Any]]) -> Iterator[msgspec.Struct]:
    """Yield the ratings that have changed; who leaves all of a statement empty takes its rating back."""
    for statement, fields in itertools.groupby(asks, lambda ask: ask["name"][2:].rpartition("-")[0]):
        now = [(ask, _wanted(form, ask)) for ask in fields]
        rated = any(ask["value"] or ask["unknown"] for ask, _value in now)
        if any(value == UNKNOWN for _ask, value in now):
            if not now[0][0]["unknown"]:
                yield RateUnknown(activity=activity, statement=statement)
        elif rated and not any(value for _ask, value in now):
            yield TakeBackRating(activity=activity, statement=statement)
        else:
            for place, (ask, value) in enumerate(now):
                if value and value != ask["value"]:
                    told = {"activity": activity, "statement": statement, "dimension": place, "value": value}
                    yield msgspec.convert(told, Rate, strict=False)


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
