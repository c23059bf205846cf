"""What the agenda offers: kinds with the forms of their settings, and methods ready to be copied into the day."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import Response

from facilitator.core.agenda import Block, shown, timetable
from facilitator.core.kind import Kinds
from facilitator.core.shelf import OWN
from facilitator.core.text import LANGUAGES, Text, pick
from facilitator.core.workshop import Workshop
from facilitator.library.fit import Place, fit
from facilitator.library.method import Method, last_to_hand_on
from facilitator.web.finding import Used, choices, find, is_in, sought_in, used_before
from facilitator.web.labels import reason_words
from facilitator.web.visit import Visit
from facilitator.web.words import Words

replace = msgspec.structs.replace

# Where a method starts from what came before it: the screen puts the step there that will.
BEFORE = "before"
# Where a method's step is answered together: the screen puts the last step there that made groups.
GROUPS = "groups"
_SENTENCE_END = re.compile(r"(?<=[.?…])\s")
LUNCH_FROM = 30  # minutes of a break after which people need waking


def kinds_offered(kinds: Kinds, words: Words) -> dict[str, dict[str, Any]]:
    """Return kinds by name: the schema of its settings, worded, its identities, whether groups answer as one."""
    return {
        name: {
            "schema": _worded(msgspec.json.schema(kind.Settings), words),
            "identities": list(kind.identities),
            "together": kind.answers_together,
        }
        for name, kind in kinds.items()
    }


def _worded(schema: Any, words: Words) -> Any:
    if isinstance(schema, Mapping):
        return {
            key: words(value)
            if key in ("title", "description") and isinstance(value, str)
            else _worded(value, words)
            for key, value in schema.items()
        }
    return [_worded(part, words) for part in schema] if isinstance(schema, list) else schema


# --- methods ---------------------------------------------------------------------------------------------


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A method where one chooses what to add, in the reader's words.

    Attributes:
        lang, purpose_lang: The languages that the words are in.
        purpose: Its first sentence: one chooses among many.
        low, high: How long it takes, in minutes.
        minutes: How long the block will be: as it took before on average, else as its file says.
        by_file: What its file says.
        used: How often it was used here, and ``took`` how many minutes on average.
        why: Why it fits this place in the day, or what speaks against it.
        fits: Whether nothing speaks against it.
    """

    slug: str
    name: str
    lang: str
    purpose: str
    purpose_lang: str
    low: int
    high: int
    people: tuple[int, int]
    minutes: int
    by_file: int
    used: int
    took: int
    is_own: bool
    is_favourite: bool
    why: list[str]
    fits: bool


async def methods_found(visit: Visit) -> Response:
    """Tell which methods can be added after a block, the best for the place first, and what can be looked for."""
    room, site, form = await visit.room(), visit.site, visit.request.query_params
    methods, shelf = site.methods(visit.role), site.shelf.now
    place = place_after(room.workshop, form.get("block", ""), methods)
    used, part = used_before(shelf), form.get("part", "")
    slugs = await find(methods, sought_in(form, site.kinds), site.finders, site.kinds, visit.language, place)
    lines = [
        _line(methods[slug], place, used.get(slug), slug in shelf.favourites, visit.words)
        for slug in slugs
        if is_in(part, slug, shelf, used)
    ]
    return _fresh({"methods": lines, "choices": choices(site.kinds, visit.words)})


def _line(method: Method, place: Place, used: Used | None, is_favourite: bool, words: Words) -> Line:
    found = fit(method, place)
    languages = (words.language, *LANGUAGES)
    return Line(
        slug=method.slug,
        name=pick(method.name, languages),
        lang=_language_of(method.name, languages),
        purpose=_SENTENCE_END.split(pick(method.purpose, languages), maxsplit=1)[0],
        purpose_lang=_language_of(method.purpose, languages),
        low=method.minutes[0],
        high=method.minutes[1],
        people=method.people,
        minutes=used.offered if used else method.offered_minutes,
        by_file=method.offered_minutes,
        used=used.times if used else 0,
        took=used.minutes if used else 0,
        is_own=method.slug.startswith(OWN),
        is_favourite=is_favourite,
        why=[reason_words(reason, words) for reason in found.reasons],
        fits=found.points >= 0,
    )


def _language_of(text: Text, languages: Sequence[str]) -> str:
    return next((tag for tag in (*languages, *text) if text.get(tag)), "")


def place_after(workshop: Workshop, after: str, methods: Mapping[str, Method]) -> Place:
    """Return what is known of the place after a block of the agenda; of the end of the day without it."""
    blocks = shown(workshop.blocks)
    at = next((n for n, block in enumerate(blocks) if block.id == after), len(blocks) - 1)
    before = [block for block in blocks[: at + 1] if not block.before]
    next_one = blocks[at + 1].id if at + 1 < len(blocks) else ""
    slots = timetable(workshop.blocks, workshop.starts)
    gap = next((slot.waits for slot in slots if slot.block == next_one), 0.0)
    return Place(
        minutes=int(gap),
        people=workshop.expected,
        after=_phase_of(before, methods),
        has_input=bool(last_to_hand_on(before)),
    )


def _phase_of(before: Sequence[Block], methods: Mapping[str, Method]) -> str:
    """Return the phase that the day has come to: of the last method, or that it begins, or that lunch ends."""
    if before and before[-1].is_break and before[-1].minutes >= LUNCH_FROM:
        return "lunch"
    known = [methods[slug].phase for block in before if (slug := block.method or "") in methods]
    return known[-1] if known else "start"


async def method_block(visit: Visit) -> Response:
    """Give a method as the block that `AddBlock` takes, as long as is asked for."""
    return await _block(visit, str(visit.request.path_params["slug"]))


async def own_method_block(visit: Visit) -> Response:
    """The same of an own one."""
    return await _block(visit, OWN + str(visit.request.path_params["slug"]))


async def _block(visit: Visit, slug: str) -> Response:
    room, method = await visit.room(), visit.site.methods(visit.role).get(slug)
    if method is None:
        raise HTTPException(404)
    # The block has no id yet; its steps' ids tie its flow together until the command gives them theirs.
    block = method.to_block("", languages=room.workshop.languages, before=BEFORE, groups=GROUPS)
    asked = visit.request.query_params.get("minutes", "")
    minutes = int(asked) if asked.isdecimal() and len(asked) < 5 else 0
    return _fresh({"block": as_long_as(block, minutes) if minutes else block})


def as_long_as(block: Block, minutes: int) -> Block:
    """Return the block with *minutes*; where they are fewer than its steps take, those become shorter alike."""
    taken = sum(step.minutes for step in block.steps)
    if minutes >= taken:
        return replace(block, minutes=minutes)
    share = minutes / taken
    # In half minutes, downwards: together they must not be longer than their block.
    steps = tuple(
        replace(step, minutes=max(0.5, int(2 * step.minutes * share) / 2) if step.minutes else 0)
        for step in block.steps
    )
    return replace(block, minutes=minutes, steps=steps)


def _fresh(told: dict[str, Any]) -> Response:
    body = msgspec.json.encode(told)
    return Response(body, media_type="application/json", headers={"cache-control": "no-store"})
