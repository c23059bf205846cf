"""The owner's pages: today, the list of workshops, new ones; and the links that a desk hands out."""

import asyncio
from collections.abc import Mapping

from msgspec.structs import asdict
from starlette.responses import JSONResponse, Response

from facilitator.core.commands import StartWorkshop
from facilitator.core.ids import id_from
from facilitator.core.register import Card
from facilitator.core.text import pick
from facilitator.library.pasted import understood
from facilitator.report.wording import clock
from facilitator.telemetry import tell
from facilitator.web import planning, qr
from facilitator.web.forms import is_form, read_form
from facilitator.web.labels import theme_words
from facilitator.web.sessions import CO_LIVES_MS, PAIR_LIVES_MS, Invitation
from facilitator.web.visit import Visit, to

MOST_QUESTION_BYTES = 16 * 1024
USUAL_DAY = "pelisaannot"
# A pasted table, and a tick for each of its lines.
MOST_NEW_BYTES = 62 * 1024
MOST_NEW_FIELDS = 400


# --- today and the list ----------------------------------------------------------------------------------


async def today(visit: Visit) -> Response:
    """What is next: the running workshop, else the planned one whose day comes first."""
    await visit.site.renew_list()
    cards = in_order(visit)
    running = [card for card in cards if card[1].phase == "running"]
    planned = [card for card in cards if card[1].phase == "planning"]
    planned.sort(key=lambda card: (card[1].day == "", card[1].day, -card[1].listed_at))
    coming = [*running, *planned]
    return visit.page(
        "today",
        next=coming[0] if coming else None,
        later=coming[1:6],
        ended=[card for card in cards if card[1].phase == "ended"][:3],
        questions=planning.QUESTIONS,
        fault="",
    )


def in_order(visit: Visit) -> list[tuple[str, Card]]:
    """Return the workshops on the list, the newest first; rehearsals are none."""
    cards = [(key, card) for key, card in visit.site.listed.workshops.items() if not card.pretend]
    return sorted(cards, key=lambda card: card[1].listed_at, reverse=True)


async def workshops(visit: Visit) -> Response:
    """The list of all workshops."""
    await visit.site.renew_list()
    return visit.page("workshops", cards=in_order(visit))


# --- new ones --------------------------------------------------------------------------------------------


async def new_page(visit: Visit) -> Response:
    """Choose a template, paste a table, have an agenda proposed, or start from nothing."""
    return _new(visit, dict(visit.request.query_params))


def _new(
    visit: Visit, form: Mapping[str, str], status: int = 200, fault: str = "", table: object = None
) -> Response:
    templates = visit.site.templates(visit.role)
    # The day that most rooms begin with, rather than the first by its file's name.
    chosen = form.get("template", USUAL_DAY if USUAL_DAY in templates else next(iter(templates), ""))
    return visit.page(
        "new",
        status,
        templates=templates,
        chosen=chosen,
        form=form,
        fault=fault,
        table=table,
        spoken=planning.chosen_languages(form, visit.language),
        themes=theme_words(visit.words),
        clock=clock,
    )


async def create(visit: Visit) -> Response:
    """Make the workshop the form asks for, and open its agenda; or show first what of a table is understood."""
    form, site = await read_form(visit.form_request, MOST_NEW_BYTES, MOST_NEW_FIELDS), visit.site
    if form.get("preview"):
        return _new(visit, form, table=await asyncio.to_thread(understood, form.get("table", "")))
    workshop = new_id(visit)
    # In a thread: an agenda is proposed in some tenths of a second, and other rooms are live meanwhile.
    made = await asyncio.to_thread(
        planning.from_form, form, site.templates(visit.role), site.methods(visit.role), workshop, visit.language
    )
    if isinstance(made, str):
        return _new(visit, form, 400, fault=made)
    await site.create(made, workshop)
    tell("workshop_created", workshop=workshop, template=made.template, blocks=len(made.blocks))
    return to(f"/w/{workshop}/agenda")


def new_id(visit: Visit) -> str:
    """Return an id for something new."""
    return id_from(visit.site.chance(16))


async def quick_question(visit: Visit) -> Response:
    """Make a workshop of one question, open its lobby, and go to the desk."""
    form = await read_form(visit.form_request, MOST_QUESTION_BYTES)
    question, asked = form.get("question", "").strip()[:1000], form.get("how", "")
    how: planning.Question = next((known for known in planning.QUESTIONS if known == asked), "cards")
    lines = [line.strip()[:200] for line in form.get("choices", "").splitlines()]
    choices = [line for line in lines if line]
    if not question or (how == "choice" and len(choices) < 2):
        return visit.trouble(400, "question_unfinished")
    workshop = new_id(visit)
    room = await visit.site.create(planning.quick(question, how, choices, workshop, visit.language), workshop)
    assert visit.actor is not None
    await room.submit(visit.actor, new_id(visit), StartWorkshop())
    tell("quick_question_made", workshop=workshop)
    return to(f"/w/{workshop}/lead")


async def duplicate(visit: Visit) -> Response:
    """Make the same plan anew, without people, answers and day; if asked, as long as its blocks really were."""
    room, workshop = await visit.room(), new_id(visit)
    as_it_went = (await read_form(visit.form_request)).get("as") == "it_went"
    title = {
        language: visit.words("{title} (copy)", title=words)[: planning.LONGEST_TITLE]
        for language, words in room.workshop.title.items()
    }
    copy = planning.copied(room.workshop, workshop, title, as_it_went=as_it_went)
    await visit.site.create(copy, workshop)
    return to(f"/w/{workshop}/agenda")


async def delete_page(visit: Visit) -> Response:
    """Ask once more: what is deleted here is gone."""
    room = await visit.room()
    title = pick(room.workshop.title, (visit.language, *room.workshop.languages))
    return visit.page("delete", workshop=visit.workshop, title=title, people=len(room.workshop.people))


async def delete(visit: Visit) -> Response:
    """Delete the workshop for good."""
    await read_form(visit.form_request)
    await visit.site.delete_workshop(visit.workshop)
    tell("workshop_deleted", workshop=visit.workshop)
    return to("/workshops")


# --- links a desk hands out ------------------------------------------------------------------------------


async def board_link(visit: Visit) -> Response:
    """Make a new address for the board; a plain form goes straight there, a script is told."""
    token = await visit.site.sessions.board_token(visit.workshop)
    path = f"/b/{token}"
    return to(path) if is_form(visit.form_request) else JSONResponse({"url": path})


async def pair_link(visit: Visit) -> Response:
    """Make a one-time link, with its QR, that turns one phone into a remote."""
    secret = await visit.site.sessions.invite(Invitation("remote", "", visit.workshop), PAIR_LIVES_MS)
    url = f"{visit.site.addresses.for_phones}/r#{secret}"
    return JSONResponse({"url": url, "qr": asdict(qr.draw(url)), "minutes": PAIR_LIVES_MS // 60_000})


async def co_link(visit: Visit) -> Response:
    """Make a one-time link for a co-facilitator. Without TLS it would work on this computer alone."""
    if visit.scheme != "https" and not visit.site.addresses.for_owner.startswith("https://"):
        return JSONResponse({"no": "needs_tls"}, 409)
    secret = await visit.site.sessions.invite(Invitation("co", "", visit.workshop), CO_LIVES_MS)
    return JSONResponse({"url": f"{visit.site.addresses.for_owner}/c#{secret}", "days": CO_LIVES_MS // 86_400_000})


async def leaders(visit: Visit) -> Response:
    """Tell who leads this workshop beside the owner: remotes and co-facilitators, by id and time alone."""
    found = await visit.site.sessions.of_workshop(visit.workshop)
    rows = {session.id: {"role": session.role, "since": session.since} for session in found}
    return JSONResponse({"leaders": rows})
