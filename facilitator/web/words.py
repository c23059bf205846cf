"""The words of pages and screens: one catalogue of ``.po`` files, read into memory; no compiled files.

``python -m facilitator.web.words --gather`` writes new messages into the catalogues, ``--check`` tells what is
missing. A message that is not translated is shown as it stands in the code: plain English.
"""

import argparse
import ast
import functools
import io
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from facilitator.activities.registry import load_kinds
from facilitator.core.text import LANGUAGES

LOCALES = Path(__file__).resolve().parent.parent / "locales"
NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
_BETWEEN = "\x04"  # context and message, as in gettext's own files
_PLACE = re.compile(r"\{(\w+)\}")

Key = str
Shown = str | list[str]


class Words:
    """The words of one language."""

    def __init__(self, language: str, shown: Mapping[Key, Shown]) -> None:
        self.language = language
        self._shown = shown

    def __call__(self, msgid: str, **values: object) -> str:
        """Return the words for *msgid*, with each ``{name}`` replaced by its value."""
        return _filled(_form(self._shown.get(msgid), 0) or msgid, values)

    def many(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the words for *n* things; ``{n}`` stands for the number."""
        # All three languages of the product have the same two forms.
        form = 0 if n == 1 else 1
        return _filled(_form(self._shown.get(one), form) or (many if form else one), {"n": n, **values})

    def within(self, context: str, msgid: str, **values: object) -> str:
        """Return the words for *msgid* where it means what *context* says, such as the code of a refusal."""
        return _filled(_form(self._shown.get(f"{context}{_BETWEEN}{msgid}"), 0) or msgid, values)

    def for_browser(self, sources: str) -> dict[Key, Shown]:
        """Return what *sources*, the text of the scripts, can ask for: its literals, and all that has a context."""
        return {key: shown for key, shown in self._shown.items() if _BETWEEN in key or _literal(key) in sources}


def _form(shown: Shown | None, form: int) -> str:
    if isinstance(shown, list):
        return shown[min(form, len(shown) - 1)] if shown else ""
    return shown or ""


def _filled(text: str, values: Mapping[str, object]) -> str:
    return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), text)


def _literal(msgid: str) -> str:
    return json.dumps(msgid, ensure_ascii=False)[1:-1]


@functools.cache
def words_for(language: str) -> Words:
    """Return the words of *language*; of the first language we have when it is none of ours."""
    known = language if language in LANGUAGES else LANGUAGES[0]
    return Words(known, _shown(read_catalogue(known)))


def read_catalogue(language: str, folder: Path = LOCALES) -> Catalog:
    """Return the catalogue of *language*, empty where there is no file yet."""
    path = folder / f"{language}.po"
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _shown(catalogue: Catalog) -> dict[Key, Shown]:
    shown: dict[Key, Shown] = {}
    for message in catalogue:
        key = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
        forms = message.string
        if not key or not forms or message.fuzzy:
            continue
        key = f"{message.context}{_BETWEEN}{key}" if message.context else key
        shown[key] = list(forms) if isinstance(forms, (tuple, list)) else forms
    return shown


def best_language(accepted: str, fallback: str) -> str:
    """Return the language of ours that an ``Accept-Language`` header asks for most, else *fallback*."""
    asked: list[tuple[float, str]] = []
    for part in accepted.split(",")[:20]:
        tag, _, quality = part.strip().partition(";q=")
        try:
            asked.append((-float(quality or 1), tag.partition("-")[0].lower()))
        except ValueError:
            continue
    return next((tag for _, tag in sorted(asked, key=lambda pair: pair[0]) if tag in LANGUAGES), fallback)


# --- gathering -------------------------------------------------------------------------------------------

_METHODS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("facilitator", "**/*.py", "python", {}),
    ("templates", "**/*.html", "jinja2.ext:babel_extract", {}),
    ("static/app", "*.js", "javascript", {"parse_template_string": "true"}),
    ("static/activities", "*.js", "javascript", {"parse_template_string": "true"}),
)
_KEYWORDS: dict[str, Any] = {
    "_": None,
    "words": None,
    "ngettext": (1, 2),
    "many": (1, 2),
    "pgettext": ((1, "c"), 2),
    "within": ((1, "c"), 2),
}


def gather(root: Path) -> Catalog:
    """Return every message of the product: of code, pages, scripts, refusals and settings of kinds."""
    gathered = Catalog(charset="utf-8")
    for folder, pattern, method, options in _METHODS:
        for path in sorted((root / folder).glob(pattern)):
            for _line, message, _comments, context in extract(
                method, io.BytesIO(path.read_bytes()), _KEYWORDS, (), options
            ):
                gathered.add(message, context=context)
    for code in sorted(refusal_codes(root / "facilitator")):
        gathered.add(code, context="refusal")
    for words in setting_words():
        gathered.add(words)
    return gathered


def refusal_codes(package: Path) -> set[str]:
    """Return every code that a ``Refusal("…")`` in the code has."""
    return {
        call.args[0].value
        for path in package.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", getattr(call.func, "attr", "")) == "Refusal"
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def setting_words() -> Iterator[str]:
    """Yield the titles and descriptions of every kind's settings: the desk's forms show them."""
    for kind in load_kinds().values():
        schema = msgspec.json.schema(kind.Settings)
        yield from _titles(schema)


def _titles(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        for field in schema.get("properties", {}).values():
            yield from (field[key] for key in ("title", "description") if key in field)
        for part in schema.get("$defs", {}).values():
            yield from _titles(part)


def write_gathered(gathered: Catalog, language: str, folder: Path = LOCALES) -> None:
    """Write *gathered* with the translations there are; what nobody uses any more is left out."""
    kept = read_catalogue(language, folder)
    fresh = Catalog(locale=language, charset="utf-8")
    for message in gathered:
        if not message.id:
            continue
        before = kept.get(message.id, message.context)
        string = before.string if before and not before.fuzzy else None
        fresh.add(message.id, _fitting(message.id, string), context=message.context)
    folder.mkdir(exist_ok=True)
    with (folder / f"{language}.po").open("wb") as file:
        write_po(file, fresh, width=0, no_location=True, omit_header=True, sort_output=True)


def _fitting(msgid: object, string: object) -> Any:
    """Return *string* if it has as many forms as *msgid* asks for."""
    if isinstance(msgid, (tuple, list)):
        return string if isinstance(string, (tuple, list)) else ("", "")
    return string if isinstance(string, str) else ""


def missing(gathered: Catalog, language: str, folder: Path = LOCALES) -> list[str]:
    """Return the messages that *language* has no words for. English needs words only for codes."""
    shown = _shown(read_catalogue(language, folder))
    lacking = []
    for message in gathered:
        key = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
        if not key or (language == "en" and not message.context):
            continue
        key = f"{message.context}{_BETWEEN}{key}" if message.context else key
        if not _form(shown.get(key), 0):
            lacking.append(key.replace(_BETWEEN, ": "))
    return lacking


def main(arguments: list[str]) -> int:
    """Gather or check; return 1 if a check finds words missing."""
    parser = argparse.ArgumentParser(prog="python -m facilitator.web.words", description="Keeps the catalogues.")
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--gather", action="store_true", help="write new messages into the catalogues")
    choice.add_argument("--check", action="store_true", help="tell which messages have no words")
    chosen = parser.parse_args(arguments)
    gathered = gather(LOCALES.parent.parent)
    if chosen.gather:
        for language in LANGUAGES:
            write_gathered(gathered, language)
        return 0
    lacking = {language: missing(gathered, language) for language in LANGUAGES}
    for language, messages in lacking.items():
        for message in messages:
            print(f"{language}.po has no words for: {message}")
    return 1 if any(lacking.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
