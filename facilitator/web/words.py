"""The words of pages and screens: one catalogue of ``.po`` files, read into memory; no compiled files.

``python -m facilitator.web.words --gather`` writes new messages into the catalogues, ``--check`` tells what is
missing or has changed since. A message that is not translated is shown as it stands in the code: plain English.
"""

import argparse
import ast
import functools
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
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
        """Return what *sources*, the text of the scripts, can ask for.

        That is their literals, all that has a context, and the titles of settings where they make forms of them.
        """
        titles = _all_setting_words() if _MAKES_FORMS in sources else frozenset()
        return {
            key: shown
            for key, shown in self._shown.items()
            if _BETWEEN in key or key in titles or _literal(key) in sources
        }


# What the planner's scripts call the schema of a kind's settings.
_MAKES_FORMS = "struct.properties"


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

_METHODS = (
    ("facilitator", "**/*.py", "python"),
    ("templates", "**/*.html", "jinja2.ext:babel_extract"),
)
_SCRIPTS = (("static/app", "**/*.js"), ("static/activities", "**/*.js"))
_KEYWORDS: dict[str, Any] = {
    "_": None,
    "words": None,
    "ngettext": (1, 2),
    "many": (1, 2),
    "pgettext": ((1, "c"), 2),
    "within": ((1, "c"), 2),
}


# Babel loses its place in template literals within template literals, which is how lit writes lists. Scripts
# give literal strings only (see ``i18n.js``), so a call can be told by its beginning.
_STRING = r'("(?:[^"\\\n]|\\.)*")'
_CALL = re.compile(rf"(?<![\w.$])(_|ngettext|pgettext)\(\s*{_STRING}(?:\s*,\s*{_STRING})?\s*[,)]")
_CODE = re.compile(r'state: "refused", code: "([a-z_]+)"')


def gather(root: Path) -> Catalog:
    """Return every message of the product: of code, pages, scripts, refusals, kinds, their settings and tables."""
    gathered = Catalog(charset="utf-8")
    for folder, pattern, method in _METHODS:
        for path in sorted((root / folder).glob(pattern)):
            for _line, message, _comments, context in extract(method, io.BytesIO(path.read_bytes()), _KEYWORDS):
                gathered.add(message, context=context)
    for folder, pattern in _SCRIPTS:
        for path in sorted((root / folder).glob(pattern)):
            for message, context in script_messages(path.read_text(encoding="utf-8")):
                gathered.add(message, context=context)
    for code in sorted(refusal_codes(root)):
        gathered.add(code, context="refusal")
    for name in sorted(load_kinds()):
        gathered.add(name, context="kind")
    for words in (*setting_words(), *table_headers(root / "facilitator" / "activities")):
        gathered.add(words)
    return gathered


def script_messages(text: str) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """Yield each message that a script says, or its two forms, with its context."""
    for call, first, second in _CALL.findall(text):
        one = json.loads(first)
        match call:
            case "ngettext":
                yield (one, json.loads(second)), None
            case "pgettext" if second:
                yield json.loads(second), one
            case "_" if one:
                yield one, None


def refusal_codes(root: Path) -> set[str]:
    """Return every code that code or scripts refuse with: ``Refusal("…")``, ``{"no": "…"}``, ``code: "…"``."""
    codes: set[str] = set()
    for path in (root / "facilitator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            codes.update(_codes_of(node))
    for folder, pattern in _SCRIPTS:
        for path in (root / folder).glob(pattern):
            codes.update(_CODE.findall(path.read_text(encoding="utf-8")))
    return codes


def _codes_of(node: ast.AST) -> Iterator[str]:
    match node:
        # The first argument may be one of two: ``Refusal("a" if … else "b")``.
        case ast.Call(func=ast.Name(id="Refusal"), args=[ast.Constant(value=str(code)), *_]):
            yield code
        case ast.Call(func=ast.Name(id="Refusal"), args=[ast.IfExp(body=one, orelse=other), *_]):
            yield from _strings((one, other))
        case ast.Dict(keys=[ast.Constant(value="no"), *_], values=[ast.Constant(value=str(code)), *_]):
            yield code


def table_headers(activities: Path) -> Iterator[str]:
    """Yield the column titles of every kind's tables: the constants of the list named ``header``."""
    for path in sorted(activities.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.AnnAssign(target=ast.Name(id="header"), value=ast.List(elts=titles)):
                    yield from _strings(titles)


def _strings(nodes: Iterable[ast.expr]) -> Iterator[str]:
    return (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


@functools.cache
def _all_setting_words() -> frozenset[str]:
    return frozenset(setting_words())


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
    folder.mkdir(exist_ok=True)
    (folder / f"{language}.po").write_bytes(_as_file(gathered, language, folder))


def is_current(gathered: Catalog, language: str, folder: Path = LOCALES) -> bool:
    """Whether gathering would leave the catalogue of *language* as it is."""
    path = folder / f"{language}.po"
    return path.is_file() and path.read_bytes() == _as_file(gathered, language, folder)


def _as_file(gathered: Catalog, language: str, folder: Path) -> bytes:
    kept = read_catalogue(language, folder)
    fresh = Catalog(locale=language, charset="utf-8")
    for message in gathered:
        if not message.id:
            continue
        before = kept.get(message.id, message.context)
        string = before.string if before and not before.fuzzy else None
        fresh.add(message.id, _fitting(message.id, string), context=message.context)
    file = io.BytesIO()
    write_po(file, fresh, width=0, no_location=True, omit_header=True, sort_output=True)
    return file.getvalue()


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
        if not all(_form(shown.get(key), form) for form in (0, 1)):
            lacking.append(key.replace(_BETWEEN, ": "))
    return lacking


def main(arguments: list[str]) -> int:
    """Gather or check; return 1 if a check finds words missing or changed."""
    parser = argparse.ArgumentParser(prog="python -m facilitator.web.words", description="Keeps the catalogues.")
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--gather", action="store_true", help="write new messages into the catalogues")
    choice.add_argument("--check", action="store_true", help="tell which messages have no words, or changed")
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
    stale = [language for language in LANGUAGES if not is_current(gathered, language)]
    for language in stale:
        print(f"{language}.po is not as the code is; run --gather")
    return 1 if stale or any(lacking.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
