"""The owner's own methods: made, copied and edited in the browser, brought in and taken out as files.

What the editor sends becomes the text of a file and is read as any file is: there is one set of rules.
"""

import tomllib
from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from facilitator.core.errors import MethodError
from facilitator.core.refusal import Refusal
from facilitator.core.shelf import OWN, KeepMethod, KeepTemplate
from facilitator.core.text import LANGUAGES
from facilitator.library.fault import Fault
from facilitator.library.slugs import free_slug
from facilitator.library.write import Written, method_table, toml, written, written_template
from facilitator.telemetry import tell
from facilitator.web.fault_words import exactly, told
from facilitator.web.forms import read_body, read_form
from facilitator.web.labels import COMMON_RIGHTS, phase_words, theme_words
from facilitator.web.planner import kinds_offered
from facilitator.web.visit import Visit, to
from facilitator.web.words import words_for

MOST_BYTES = 256 * 1024  # of a form or of JSON; the file in it is smaller
LARGE = ("/methods/keep", "/methods/import")  # where a whole method comes in
TOML = "application/toml"


# --- the editor ------------------------------------------------------------------------------------------


async def new_page(visit: Visit) -> Response:
    """Make a method from nothing."""
    return _editor(visit, {}, heading=visit.words("New method"), back="/methods")


async def copy_page(visit: Visit) -> Response:
    """Make a method from a shipped one."""
    return _copied(visit, _slug(visit))


async def copy_own_page(visit: Visit) -> Response:
    """Make a method from an own one."""
    return _copied(visit, OWN + _slug(visit))


def _slug(visit: Visit) -> str:
    return str(visit.request.path_params["slug"])


def _copied(visit: Visit, slug: str) -> Response:
    method = visit.site.methods(visit.role).get(slug)
    if method is None:
        raise HTTPException(404)
    table = method_table(method, visit.site.kinds)
    table["name"] = {
        tag: words_for(tag)("{title} (copy)", title=name) if tag in LANGUAGES else name
        for tag, name in method.name.items()
    }
    if method.rights == COMMON_RIGHTS:
        table["rights"] = {}
    return _editor(visit, table, heading=visit.words("New method"), back=f"/methods/{slug}")


async def edit_page(visit: Visit) -> Response:
    """Change an own method; one that the rules no longer let through comes with its fault."""
    slug, shelf = OWN + _slug(visit), visit.site.shelf
    file = shelf.now.methods.get(slug)
    if file is None:
        if slug in shelf.now.templates:
            return to(f"/methods/templates/{slug}")
        raise HTTPException(404)
    fault = shelf.method_faults.get(slug)
    method = shelf.methods().get(slug)
    if method is not None:
        table = method_table(method, visit.site.kinds)
    else:
        try:
            table = tomllib.loads(file.text)
        except (tomllib.TOMLDecodeError, RecursionError):
            table = {}
    heading = visit.words("Edit method")
    back = f"/methods/{slug}" if method else "/methods"
    return _editor(visit, table, heading=heading, back=back, slug=slug, shared=file.shared, fault=fault)


def _editor(
    visit: Visit,
    table: Written,
    *,
    heading: str,
    back: str,
    slug: str = "",
    shared: bool = False,
    fault: Fault | None = None,
) -> Response:
    first = {
        "lang": visit.language,
        "method": table,
        "slug": slug,
        "shared": shared,
        "back": back,
        "fault": _told(fault, visit) if fault else None,
        "themes": list(theme_words(visit.words).items()),
        "phases": list(phase_words(visit.words).items()),
    }
    return visit.page(
        "method_edit",
        heading=heading,
        back=back,
        slug=slug,
        first=first,
        screen="method-edit",
        kinds=kinds_offered(visit.site.kinds, visit.words),
    )


def _told(fault: Fault, visit: Visit) -> dict[str, str]:
    return {"key": fault.key, "words": told(fault, visit.words)}


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the editor sends: a file's keys and values, and the own method it is of, or nothing for a new one."""

    method: dict[str, Any]
    slug: str = ""
    shared: bool = False


async def keep(visit: Visit) -> Response:
    """Keep a method that was edited, or tell what is wrong with it and where."""
    try:
        sent = msgspec.json.decode(await read_body(visit.form_request, MOST_BYTES), type=Sent)
        text = toml(sent.method)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise HTTPException(400) from None
    shelf = visit.site.shelf
    if sent.slug and sent.slug not in {**shelf.now.methods, **shelf.now.dropped_methods}:
        raise HTTPException(404)
    slug = sent.slug or OWN + free_slug(_name(sent.method), visit.language, _taken(shelf.now.methods))
    try:
        shelf.read_method(slug, text)
    except MethodError as wrong:
        return JSONResponse({"fault": _told(wrong.args[0], visit)})
    done = await shelf.submit(KeepMethod(slug=slug, text=text, shared=sent.shared))
    if isinstance(done, Refusal):
        return JSONResponse({"no": done.code, "facts": done.facts})
    tell("method_kept", new=not sent.slug, shared=sent.shared)
    return JSONResponse({"url": f"/methods/{slug}", "slug": slug})


def _name(table: Mapping[str, Any]) -> dict[str, str]:
    name = table.get("name")
    return {tag: str(words) for tag, words in name.items()} if isinstance(name, Mapping) else {}


def _taken(*files: Mapping[str, Any]) -> set[str]:
    return {slug.removeprefix(OWN) for shelf in files for slug in shelf}


# --- in and out ------------------------------------------------------------------------------------------


async def import_page(visit: Visit) -> Response:
    """Bring in a file."""
    return visit.page("method_import", text="", fault="", exact="")


async def bring_in(visit: Visit) -> Response:
    """Keep the file that was brought, a method or a template, under a name that nothing has yet."""
    form = await read_form(visit.form_request, MOST_BYTES)
    text = form.get("text", "").replace("\r\n", "\n")
    try:
        path = await _brought(visit, text)
    except MethodError as wrong:
        fault: Fault = wrong.args[0]
        exact = exactly(fault)
        return visit.page("method_import", 400, text=text, fault=told(fault, visit.words), exact=exact)
    if isinstance(path, Refusal):
        words = visit.words.within("refusal", path.code, **path.facts)
        return visit.page("method_import", 400, text=text, fault=words, exact="")
    return to(path)


async def _brought(visit: Visit, text: str) -> str | Refusal:
    """Return where what was kept is to be seen.

    Raises:
        MethodError: If the text is neither a method's nor a template's.
    """
    shelf = visit.site.shelf
    is_template = _has_blocks(text)
    there = shelf.now.templates if is_template else shelf.now.methods
    new = "template" if is_template else "method"
    # Read once for its name; the fault then tells of a file of no particular name.
    name = shelf.read_template(new, text).name if is_template else shelf.read_method(new, text).name
    slug = OWN + free_slug(name, visit.language, _taken(there))
    command = KeepTemplate(slug=slug, text=text) if is_template else KeepMethod(slug=slug, text=text)
    done = await shelf.submit(command)
    if isinstance(done, Refusal):
        return done
    tell("method_imported", template=is_template)
    return f"/methods/templates/{slug}" if is_template else f"/methods/{slug}"


def _has_blocks(text: str) -> bool:
    try:
        return "blocks" in tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return False


async def method_file(visit: Visit) -> Response:
    """A shipped method as its file."""
    method = visit.site.library.methods.get(_slug(visit))
    if method is None:
        raise HTTPException(404)
    return _file(written(method, visit.site.kinds), method.slug)


async def own_method_file(visit: Visit) -> Response:
    """An own method as its file, as it was written."""
    file = visit.site.shelf.now.methods.get(OWN + _slug(visit))
    if file is None:
        raise HTTPException(404)
    return _file(file.text, _slug(visit))


async def template_file(visit: Visit) -> Response:
    """A shipped template as its file, every step in it."""
    template = visit.site.library.templates.get(_slug(visit))
    if template is None:
        raise HTTPException(404)
    return _file(written_template(template, visit.site.kinds), template.slug)


async def own_template_file(visit: Visit) -> Response:
    """An own template as its file, as it was written."""
    file = visit.site.shelf.now.templates.get(OWN + _slug(visit))
    if file is None:
        raise HTTPException(404)
    return _file(file.text, _slug(visit))


def _file(text: str, slug: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{slug}.toml"'}
    return Response(text, media_type=TOML, headers=headers)
