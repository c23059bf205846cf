"""Own files on their way off the shelf and back, and own templates: saved from a workshop, looked at."""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from facilitator.core.errors import MethodError
from facilitator.core.refusal import Refusal
from facilitator.core.shelf import OWN, DropMethod, DropTemplate, KeepMethod, KeepTemplate, OwnFile
from facilitator.core.text import pick
from facilitator.core.workshop import Workshop
from facilitator.library.saved import Spoken, template_of
from facilitator.library.slugs import free_slug
from facilitator.library.write import written_template
from facilitator.report.sheet import hours_told
from facilitator.telemetry import tell
from facilitator.web import planning
from facilitator.web.fault_words import exactly, told
from facilitator.web.forms import is_form, read_form
from facilitator.web.shelf import HeldShelf
from facilitator.web.visit import Visit, to
from facilitator.web.words import words_for

METHODS, TEMPLATES = "/methods/own", "/methods/templates/own"


@dataclass(frozen=True)
class Place:
    """Where an own file is: its slug, and whether it is a template."""

    slug: str
    is_template: bool
    shelf: HeldShelf

    @property
    def path(self) -> str:
        """Where it is to be seen."""
        return f"{TEMPLATES if self.is_template else METHODS}/{self.slug.removeprefix(OWN)}"

    @property
    def file(self) -> OwnFile | None:
        """The file, if it is on the shelf."""
        now = self.shelf.now
        return (now.templates if self.is_template else now.methods).get(self.slug)

    @property
    def dropped(self) -> OwnFile | None:
        """The file, if it was dropped and can still be brought back."""
        now = self.shelf.now
        file = (now.dropped_templates if self.is_template else now.dropped_methods).get(self.slug)
        return file if file and file.text else None


def _place(visit: Visit) -> Place:
    is_template = visit.request.url.path.startswith(TEMPLATES)
    return Place(OWN + str(visit.request.path_params["slug"]), is_template, visit.site.shelf)


async def drop(visit: Visit) -> Response:
    """Take an own file off the shelf, and offer to bring it back."""
    await read_form(visit.form_request)
    place = _place(visit)
    command = DropTemplate(slug=place.slug) if place.is_template else DropMethod(slug=place.slug)
    if isinstance(await place.shelf.submit(command), Refusal):
        raise HTTPException(404)
    tell("own_file_dropped", template=place.is_template)
    return to(f"{place.path}/dropped")


async def dropped_page(visit: Visit) -> Response:
    """Say that it is gone, and how to have it back."""
    place = _place(visit)
    if place.dropped is None:
        return to(place.path if place.file else "/methods")
    return visit.page("own_dropped", called=_name(place, place.dropped, visit), path=place.path)


def _name(place: Place, file: OwnFile, visit: Visit) -> str:
    try:
        read = place.shelf.read_template if place.is_template else place.shelf.read_method
        return pick(read(place.slug, file.text).name, (visit.language,))
    except MethodError:
        return place.slug


async def restore(visit: Visit) -> Response:
    """Bring a dropped file back as it was."""
    await read_form(visit.form_request)
    place = _place(visit)
    file = place.dropped
    if file is None:
        raise HTTPException(404)
    command = (
        KeepTemplate(slug=place.slug, text=file.text)
        if place.is_template
        else KeepMethod(slug=place.slug, text=file.text, shared=file.shared)
    )
    await place.shelf.submit(command)
    return to(place.path)


# --- templates -------------------------------------------------------------------------------------------


async def template_page(visit: Visit) -> Response:
    """An own template: what is in it, and what can be done with it."""
    place = _place(visit)
    if place.file is None:
        raise HTTPException(404)
    fault = place.shelf.template_faults.get(place.slug)
    template = place.shelf.templates().get(place.slug)
    return visit.page(
        "own_template",
        slug=place.slug,
        path=place.path,
        template=template,
        hours=hours_told(template.starts, template.ends) if template else "",
        fault=told(fault, visit.words) if fault else "",
        exact=exactly(fault) if fault else "",
    )


async def save_template(visit: Visit) -> Response:
    """Keep a workshop's plan as an own template; if asked, with blocks as long as they really were."""
    by_form = is_form(visit.form_request)
    form = await read_form(visit.form_request) if by_form else {}
    as_it_went = (form.get("as") or visit.request.query_params.get("as")) == "it_went"
    shelf, workshop = visit.site.shelf, (await visit.room()).workshop
    taken = {slug.removeprefix(OWN) for slug in shelf.now.templates}
    slug = OWN + free_slug(workshop.title, visit.language, taken)
    plan = planning.copied(workshop, visit.workshop, workshop.title, as_it_went=as_it_went)
    if not plan.blocks:
        return _not_saved(visit, visit.words("Nothing on the agenda yet"), by_form)
    text = written_template(template_of(plan, slug, spoken(workshop)), visit.site.kinds)
    try:
        shelf.read_template(slug, text)
    except MethodError as wrong:
        return _not_saved(visit, told(wrong.args[0], visit.words), by_form)
    done = await shelf.submit(KeepTemplate(slug=slug, text=text))
    if isinstance(done, Refusal):
        return _not_saved(visit, visit.words.within("refusal", done.code, **done.facts), by_form)
    tell("template_saved", as_it_went=as_it_went)
    path = f"/methods/templates/{slug}"
    return to(path) if by_form else JSONResponse({"url": path, "slug": slug})


def _not_saved(visit: Visit, words: str, by_form: bool) -> Response:
    if by_form:
        return visit.page("own_template", 400, slug="", path="", template=None, hours="", fault=words, exact="")
    return JSONResponse({"fault": words})


def spoken(workshop: Workshop) -> Spoken:
    """Return the words for what a plan leaves unsaid, in the languages of its workshop."""
    says = {tag: words_for(tag) for tag in workshop.languages}
    return Spoken(
        untitled={tag: words("No title yet") for tag, words in says.items()},
        pause={tag: words("Break") for tag, words in says.items()},
        spare={tag: words("Spare time") for tag, words in says.items()},
    )
