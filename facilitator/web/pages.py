"""Draws pages: templates with the reader's words. A page never builds HTML from strings."""

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from starlette.responses import HTMLResponse

from facilitator.core import text as texts
from facilitator.report.wording import day_told
from facilitator.web.assets import PAGE_STYLES, PHONE_STYLES, Assets
from facilitator.web.words import NAMES, Words, words_for

# Status → template words: title and what to do. Messages are worded in parts/_trouble.html.
TROUBLES = frozenset({400, 401, 403, 404, 405, 408, 413, 415, 421, 429, 500, 503})


class Pages:
    """All templates. One environment a language, since words differ and nothing else does."""

    def __init__(self, folder: Path, assets: Assets) -> None:
        self._folder = folder
        self._assets = assets

    def page(
        self,
        name: str,
        language: str,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **facts: Any,
    ) -> HTMLResponse:
        """Return the page that template *name* makes of *facts*."""
        return HTMLResponse(self.draw(name, language, **facts), status, headers)

    def draw(self, name: str, language: str, **facts: Any) -> str:
        """Return the text of the page."""
        return self._environment(language).get_template(name).render(facts)

    def trouble(self, status: int, language: str, why: str = "", **facts: Any) -> HTMLResponse:
        """Return a page that says what is wrong and what to do.

        Args:
            status: HTTP status.
            language: The reader's.
            why: A word that chooses the sentence, such as ``wrong_code``; by status if there is none.
            facts: What the sentence needs.
        """
        known = status if status in TROUBLES else 400 if status < 500 else 500
        return self.page("pages/trouble.html", language, status, why=why or f"status_{known}", facts=facts)

    def _environment(self, language: str) -> jinja2.Environment:
        words = words_for(language)
        made: jinja2.Environment = _environment(self._folder, words.language)
        made.globals["static"] = self._assets.url
        made.globals["script_words"] = functools.partial(_script_words, words, self._assets)
        return made


@functools.cache
def _environment(folder: Path, language: str) -> jinja2.Environment:
    words = words_for(language)
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["json.dumps_function"] = _json
    made.globals.update(
        {
            "_": words,
            "ngettext": words.many,
            "pgettext": words.within,
            "language": words.language,
            "languages": NAMES,
            "organisation": "",
            "page_styles": PAGE_STYLES,
            "phone_styles": PHONE_STYLES,
        }
    )
    made.filters["pick"] = functools.partial(_pick, words.language)
    made.filters["pick_language"] = functools.partial(_pick_language, words.language)
    made.filters["day"] = functools.partial(day, words.language)
    return made


def _json(value: object, **_options: object) -> str:
    """Encode what live rooms hand over: frozen structs are no plain dictionaries."""
    return msgspec.json.encode(value).decode()


def _pick(language: str, text: Mapping[str, str], others: Sequence[str] = ()) -> str:
    """Return a text in the reader's language, else in the first of *others*, else in any."""
    return texts.pick(text, (language, *others))


def _pick_language(language: str, text: Mapping[str, str], others: Sequence[str] = ()) -> str:
    """Return the language that ``_pick`` chooses, for the ``lang`` of what shows it."""
    return next((tag for tag in (language, *others, *text) if text.get(tag)), "")


def day(language: str, iso: str) -> str:
    """Return an ISO date as the reader writes it; the text itself if it is none."""
    return day_told(iso, language)


@functools.lru_cache(maxsize=len(NAMES) * 16)
def _script_words(words: Words, assets: Assets, screen: str) -> dict[str, Any]:
    return words.for_browser(assets.script_text(screen))
