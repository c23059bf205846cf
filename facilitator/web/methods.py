"""The library's pages: the list with its filters, a method with how it looks and how it went, favourites."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import Response

from facilitator.core.agenda import Step
from facilitator.core.register import Card
from facilitator.core.shelf import OWN, SetFavourite
from facilitator.core.text import LANGUAGES, pick
from facilitator.library.find import Findable, Sought
from facilitator.library.fit import Place
from facilitator.library.method import Method
from facilitator.report.materials import things_in
from facilitator.web.finding import PARTS, average, choices, find, is_in, sought_in, used_before
from facilitator.web.forms import read_form
from facilitator.web.labels import ANY_THEME, COMMON_RIGHTS, phase_words, theme_words
from facilitator.web.planner import BEFORE
from facilitator.web.visit import Visit, to

MOST_RUNS_SHOWN = 10


# --- the list --------------------------------------------------------------------------------------------


class Found(msgspec.Struct, frozen=True):
    """What a search of the list finds: slugs, best first, and how many in words."""

    methods: list[str]
    templates: list[str]
    told: str


async def library_page(visit: Visit) -> Response:
    """All methods and ready days; those that are not looked for are there too, hidden, for the script to show."""
    form = visit.request.query_params
    found = await _found(visit, form)
    methods, templates = visit.site.methods(visit.role), visit.site.templates(visit.role)
    shelf = visit.site.shelf
    return visit.page(
        "methods",
        found=found,
        methods=[_card(visit, methods[slug]) for slug in _found_first(methods, found.methods)],
        templates=[_card(visit, templates[slug]) for slug in _found_first(templates, found.templates)],
        faults={
            **{f"/methods/{slug}/edit": fault for slug, fault in shelf.method_faults.items()},
            **{f"/methods/templates/{slug}": fault for slug, fault in shelf.template_faults.items()},
        },
        choices=choices(visit.site.kinds, visit.words),
        sought=sought_in(form, visit.site.kinds),
        narrowed=any(value for name, value in form.items() if name != "q"),
        part=form.get("part", ""),
    )


async def found_by_script(visit: Visit) -> Response:
    """Tell a script which cards to show, and in which order."""
    answer = await _found(visit, visit.request.query_params)
    return Response(msgspec.json.encode(answer), media_type="application/json", headers=_FRESH)


_FRESH = {"cache-control": "no-store"}


async def _found(visit: Visit, form: Mapping[str, str]) -> Found:
    sought, part = sought_in(form, visit.site.kinds), form.get("part", "")
    methods = await _find(visit, visit.site.methods(visit.role), sought, part)
    templates = await _find(visit, visit.site.templates(visit.role), sought, part)
    told = [visit.words.many("{n} method", "{n} methods", len(methods))]
    if templates:
        told.append(visit.words.many("{n} ready day", "{n} ready days", len(templates)))
    return Found(methods, templates, " · ".join(told))


async def _find(visit: Visit, things: Mapping[str, Findable], sought: Sought, part: str) -> list[str]:
    site, shelf = visit.site, visit.site.shelf.now
    place = Place(minutes=sought.minutes, people=sought.people)
    slugs = await find(things, sought, site.finders, site.kinds, visit.language, place)
    used = used_before(shelf)
    return [slug for slug in slugs if is_in(part if part in PARTS else "", slug, shelf, used)]


def _found_first(things: Mapping[str, Findable], found: Sequence[str]) -> list[str]:
    return [*found, *(slug for slug in things if slug not in set(found))]


def _card(visit: Visit, thing: Findable) -> dict[str, Any]:
    """Return what the list shows of a method or a ready day."""
    shelf = visit.site.shelf.now
    card = {
        "slug": thing.slug,
        "name": thing.name,
        "people": thing.people,
        "is_own": thing.slug.startswith(OWN),
        "is_favourite": thing.slug in shelf.favourites,
    }
    if not isinstance(thing, Method):
        return {**card, "purpose": thing.aim, "hours": divmod(thing.ends - thing.starts, 60)}
    return {
        **card,
        "purpose": thing.purpose,
        "minutes": thing.minutes,
        "phase": phase_words(visit.words)[thing.phase],
        "used": used_before(shelf).get(thing.slug),
    }


# --- a method --------------------------------------------------------------------------------------------


async def method_page(visit: Visit) -> Response:
    """What a shipped method is, how its steps look, and how it went before."""
    return await _method_page(visit, str(visit.request.path_params["slug"]))


async def own_method_page(visit: Visit) -> Response:
    """The same of an own one."""
    return await _method_page(visit, OWN + str(visit.request.path_params["slug"]))


async def _method_page(visit: Visit, slug: str) -> Response:
    method = visit.site.methods(visit.role).get(slug)
    if method is None:
        raise HTTPException(404)
    await visit.site.renew_list()
    shelf = visit.site.shelf.now
    runs = shelf.runs_of(slug)
    return visit.page(
        "method",
        method=method,
        is_own=slug.startswith(OWN),
        is_favourite=slug in shelf.favourites,
        phase=phase_words(visit.words)[method.phase],
        themes=[theme_words(visit.words)[theme] for theme in method.themes if theme != ANY_THEME],
        materials=things_in(pick(method.materials, (visit.language,))),
        rights={} if method.rights == COMMON_RIGHTS else method.rights,
        runs=[(date.fromtimestamp(run.at / 1000).isoformat(), run) for run in runs[:MOST_RUNS_SHOWN]],
        used=average(runs) if runs else None,
        planned=_planned(visit),
        screen="method",
        first={
            "lang": visit.language,
            "languages": [tag for tag in LANGUAGES if tag != visit.language],
            "steps": [_drawn(step) for step in method.steps],
        },
    )


def _drawn(step: Step) -> dict[str, Any]:
    """Return a step as the preview takes it: like one that is planned, with something before it to start from."""
    drawn: dict[str, Any] = msgspec.to_builtins(step)
    source = {**drawn["source"], "step": drawn["source"]["step"] or BEFORE} if step.source else {}
    return {**drawn, "source": source, "stage": "planned"}


def _planned(visit: Visit) -> list[tuple[str, Card]]:
    """Return the workshops that a method can be added to: those of the nearest days first."""
    cards = [
        (key, card)
        for key, card in visit.site.listed.workshops.items()
        if card.phase == "planning" and not card.pretend
    ]
    return sorted(cards, key=lambda row: (row[1].day == "", row[1].day, -row[1].listed_at))


async def add_to_agenda(visit: Visit) -> Response:
    """Go to the agenda that was chosen, where the method is offered for a place in the day."""
    form = visit.request.query_params
    workshop, slug = form.get("workshop", ""), form.get("method", "")
    if workshop not in visit.site.listed.workshops or slug not in visit.site.methods(visit.role):
        raise HTTPException(404)
    return to(f"/w/{workshop}/agenda?method={slug}")


async def set_favourite(visit: Visit) -> Response:
    """Mark a method or a ready day as a favourite, or no longer."""
    form, site = await read_form(visit.form_request), visit.site
    slug = form.get("slug", "")
    if slug not in site.methods(visit.role) and slug not in site.templates(visit.role):
        raise HTTPException(404)
    await site.shelf.submit(SetFavourite(slug=slug, on=bool(form.get("on"))))
    return to(f"/methods/{slug}")
