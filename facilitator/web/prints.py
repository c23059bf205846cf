"""What is printed and handed out: the page that offers it, the run sheet, and every paper as a PDF."""

import asyncio
import functools
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
from starlette.responses import Response

from facilitator.core.text import pick
from facilitator.core.workshop import Workshop
from facilitator.report.ballots import ballots_of
from facilitator.report.calendar import has_dates
from facilitator.report.materials import materials_of
from facilitator.report.names import attachment
from facilitator.report.paper import MOST_TABLES, Joining, actions_of, cards_of, poster_of, tables_for
from facilitator.report.plan import plan_of
from facilitator.report.programme import programme_of
from facilitator.report.runsheet import run_sheet_of
from facilitator.report.sheet import Sheet
from facilitator.report.typeset import Part, typeset
from facilitator.telemetry import tell
from facilitator.web import qr
from facilitator.web.assets import Assets
from facilitator.web.plan_link import TIMETABLE_STYLES, calendar_file, links_of, order_of
from facilitator.web.shells import join_url, joining_facts
from facilitator.web.visit import Visit
from facilitator.web.words import Words, words_for

# In the order they are offered; the first three are also read on a screen.
PAPERS = ("run-sheet", "programme", "plan", "materials", "poster", "cards", "ballots", "actions")
PACK = ("poster", "cards", "ballots", "actions", "programme")
_CHOICE = re.compile(r'case "([a-z_]+: [^"]+)":\s+return _\("((?:[^"\\]|\\.)*)"\)')


class Asked(msgspec.Struct, frozen=True):
    """What is to be printed, and how."""

    papers: tuple[str, ...]
    language: str
    tables: int
    size: str


# --- pages -----------------------------------------------------------------------------------------------


async def page(visit: Visit) -> Response:
    """The tab that offers all prints."""
    workshop = (await visit.room()).workshop
    asked = _asked(visit, workshop)
    return visit.page(
        "prints",
        workshop=visit.workshop,
        tab="prints",
        role=visit.role,
        title=pick(workshop.title, order_of(visit.language, workshop)) or visit.words("Without a title"),
        tongues=workshop.languages,
        chosen=asked.language,
        tables=asked.tables,
        most_tables=MOST_TABLES,
        dated=has_dates(workshop),
        empty=not any(not block.removed and not block.new_day for block in workshop.blocks),
        links=await links_of(visit),
        pack=PACK,
    )


async def run_sheet(visit: Visit) -> Response:
    """The run sheet, to be read on a screen or printed from it."""
    workshop = (await visit.room()).workshop
    asked = _asked(visit, workshop)
    return visit.page(
        "timetable",
        styles=TIMETABLE_STYLES,
        sheet=_run_sheet(visit, workshop, words_for(asked.language)),
        back=f"/w/{visit.workshop}/prints",
        pdf=f"/w/{visit.workshop}/print.pdf?paper=run-sheet&language={asked.language}",
        calendar="",
        tongue=asked.language,
        here=visit.request.url.path,
    )


async def calendar(visit: Visit) -> Response:
    """The calendar file, for whoever leads to send on."""
    return calendar_file(visit, visit.workshop, (await visit.room()).workshop)


# --- paper -----------------------------------------------------------------------------------------------


async def pdf(visit: Visit) -> Response:
    """One or several papers as one PDF: ``?paper=…&paper=…&language=fi&tables=5&size=a3``."""
    workshop = (await visit.room()).workshop
    asked = _asked(visit, workshop)
    if not asked.papers:
        return visit.trouble(400)
    say = words_for(asked.language)
    joining = await _joining(visit, say) if {"poster", "cards"} & {*asked.papers} else None
    # Away from the event loop: a long day takes a moment, and other rooms are live meanwhile.
    made, what = await asyncio.to_thread(_typeset, visit, workshop, asked, joining)
    title = pick(workshop.title, order_of(asked.language, workshop))
    name = " ".join(part for part in (title, workshop.day, what) if part)
    tell("papers_printed", workshop=visit.workshop, papers=len(asked.papers), bytes=len(made))
    headers = {"content-disposition": attachment(name, "pdf")}
    return Response(made, media_type="application/pdf", headers=headers)


def _asked(visit: Visit, workshop: Workshop) -> Asked:
    query = visit.request.query_params
    wanted = query.getlist("paper")
    usual = visit.language if visit.language in workshop.languages else workshop.languages[0]
    tables = query.get("tables", "")
    return Asked(
        papers=tuple(paper for paper in PAPERS if paper in wanted),
        language=query["language"] if query.get("language") in workshop.languages else usual,
        tables=int(tables) if tables.isdecimal() and 0 < int(tables[:4]) <= MOST_TABLES else tables_for(workshop),
        size="a3" if query.get("size") == "a3" else "a4",
    )


async def _joining(visit: Visit, say: Words) -> Joining:
    """Return how people join, as the lobby shows it."""
    facts, url = await joining_facts(visit), await join_url(visit)
    label = say("QR code for joining")
    return Joining(
        qr=qr.svg(url, label),
        alt=label,
        address=str(facts["address"]),
        code=str(facts["code"]),
        in_network=facts["reach"] != "public",
    )


def _typeset(visit: Visit, workshop: Workshop, asked: Asked, joining: Joining | None) -> tuple[bytes, str]:
    """Return the PDF, and what it is."""
    parts = [_part(visit, workshop, paper, asked, joining) for paper in asked.papers]
    what = words_for(asked.language)("Paper pack") if len(parts) > 1 else parts[0].what
    title = pick(workshop.title, order_of(asked.language, workshop)) or what
    return typeset(parts, title, asked.language, visit.site.assets.folder / "vendor" / "figtree-print"), what


def _part(visit: Visit, workshop: Workshop, paper: str, asked: Asked, joining: Joining | None) -> Part:
    say = words_for(asked.language)
    order = order_of(asked.language, workshop)
    made: Mapping[str, Callable[[], Part]] = {
        "run-sheet": lambda: _run_sheet(visit, workshop, say),
        "programme": lambda: programme_of(workshop, order, say),
        "plan": lambda: plan_of(workshop, order, say),
        "materials": lambda: materials_of(workshop, order, say),
        "ballots": lambda: ballots_of(workshop, order, say, visit.site.kinds),
        "actions": lambda: actions_of(workshop, order, say),
    }
    if paper in made:
        return made[paper]()
    assert joining is not None
    says = [words_for(language) for language in order if language in workshop.languages]
    return (
        poster_of(workshop, joining, says, asked.size)
        if paper == "poster"
        else cards_of(workshop, joining, asked.tables, says)
    )


def _run_sheet(visit: Visit, workshop: Workshop, say: Words) -> Sheet:
    choices = choices_of(visit.site.assets)
    return run_sheet_of(workshop, order_of(say.language, workshop), say, visit.site.kinds, choices)


def choices_of(assets: Assets) -> Mapping[str, str]:
    """Return the message of each choice of a setting ("view: cloud" → "A word cloud"), as the planner has it."""
    return _choices(assets.folder / "app" / "planner-options.js")


@functools.cache
def _choices(script: Path) -> Mapping[str, str]:
    return dict(_CHOICE.findall(script.read_text(encoding="utf-8")))
