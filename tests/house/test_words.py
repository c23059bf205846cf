"""Every sentence the product says is worded in its languages, and every no has words."""

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import jinja2
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_javascript
from babel.messages.pofile import read_po

from facilitator.core.text import LANGUAGES

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "facilitator" / "locales"
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")
PYTHON = sorted((ROOT / "facilitator").rglob("*.py"))
SCRIPTS = sorted(path for part in ("app", "activities") for path in (ROOT / "static" / part).rglob("*.js"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")

# A sentence as it stands in a catalogue: its context, and its text in one and in many.
Said = tuple[str, str, str]


def words_of(function: str, texts: Sequence[object]) -> Said | None:
    """Return the sentence that a call of a gettext function says, if its texts are written out."""
    said = [text for text in texts if isinstance(text, str)]
    match function, said:
        case (("_" | "gettext" | "lazy_gettext" | "N_"), [text, *_]):
            return ("", text, "")
        case "ngettext", [one, many, *_]:
            return ("", one, many)
        case "pgettext", [context, text, *_]:
            return (context, text, "")
        case "npgettext", [context, one, many, *_]:
            return (context, one, many)
    return None


def said_in_python(path: Path) -> Iterator[Said]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            texts = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
            if said := words_of(name, list(texts)):
                yield said


def said_in_settings(path: Path) -> Iterator[Said]:
    """Titles and descriptions of settings: the desk's forms are made of them."""
    if path.parent.name != "activities":
        return
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "msgspec.Meta":
            for keyword in node.keywords:
                if keyword.arg in ("title", "description") and isinstance(keyword.value, ast.Constant):
                    yield ("", str(keyword.value.value), "")


def said_in_template(path: Path) -> Iterator[Said]:
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for _, function, texts in environment.extract_translations(path.read_text()):  # type: ignore[attr-defined]
        given = list(texts) if isinstance(texts, tuple) else [texts]
        if said := words_of(function, given):
            yield said


def said_in_script(path: Path) -> Iterator[Said]:
    functions = dict.fromkeys(("_", "gettext", "ngettext", "pgettext", "npgettext"))
    with path.open("rb") as file:
        for _, function, texts, _ in extract_javascript(file, functions, [], {"template_string": True}):
            given = list(texts) if isinstance(texts, (tuple, list)) else [texts]
            if said := words_of(str(function), given):
                yield said


@cache
def all_said() -> frozenset[Said]:
    return frozenset(
        [said for path in PYTHON for said in (*said_in_python(path), *said_in_settings(path))]
        + [said for path in TEMPLATES for said in said_in_template(path)]
        + [said for path in SCRIPTS for said in said_in_script(path)]
    )


@cache
def refusal_codes() -> frozenset[str]:
    codes = set()
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Refusal" and node.args:
                # ``Refusal("a" if … else "b")`` has two.
                codes |= {
                    leaf.value
                    for leaf in ast.walk(node.args[0])
                    if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str)
                }
    return frozenset(codes)


@cache
def catalogue(language: str) -> Catalog:
    path = LOCALES / f"{language}.po"
    assert path.exists(), f"write {path.relative_to(ROOT)}"
    return read_po(BytesIO(path.read_bytes()), locale=language)


def message(language: str, context: str, text: str) -> Message | None:
    return catalogue(language).get(text, context or None)


def translations(found: Message | None) -> list[str]:
    if found is None or found.fuzzy:
        return []
    strings = found.string if isinstance(found.string, (tuple, list)) else [found.string]
    return [str(string) for string in strings] if all(strings) else []


def test_there_is_something_said_and_something_refused() -> None:
    assert {"workshop_over", "name_needed", "not_permitted"} <= refusal_codes()
    assert ("", "Columns", "") in all_said()


@pytest.mark.parametrize("code", sorted(refusal_codes()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_no_has_words_in_every_language(language: str, code: str) -> None:
    found = message(language, "refusal", code)

    assert translations(found), f"{language}.po: msgctxt refusal, msgid {code}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_catalogue_words_a_no_that_is_never_said(language: str) -> None:
    worded = {str(found.id) for found in catalogue(language) if found.context == "refusal"}

    # The ways in have refusals of their own, made of other values than the fold's.
    assert {code for code in worded if not _is_written(code)} == set()


@cache
def _source() -> str:
    return "\n".join(path.read_text() for path in (*PYTHON, *SCRIPTS, *TEMPLATES))


def _is_written(code: str) -> bool:
    return f'"{code}"' in _source() or f"'{code}'" in _source()


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated(language: str) -> None:
    missing = [said for said in sorted(all_said()) if not translations(message(language, said[0], said[1]))]
    # In English a sentence is its own translation; codes are tried above.
    assert [said for said in missing if said[0] != "refusal"] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_plurals_are_worded_in_each_number(language: str) -> None:
    wanted = catalogue(language).num_plurals
    lacking = [
        one
        for context, one, many in all_said()
        if many and len(translations(message(language, context, one))) != wanted
    ]

    assert lacking == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_places_for_numbers_and_names(language: str) -> None:
    for found in catalogue(language):
        if not found.id or found.context == "refusal":
            continue
        ids = found.id if isinstance(found.id, (tuple, list)) else [found.id]
        wanted = {place for text in ids for place in PLACEHOLDER.findall(text)}
        for string in translations(found):
            assert set(PLACEHOLDER.findall(string)) <= wanted, (found.id, string)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_catalogue_is_fuzzy(language: str) -> None:
    assert [found.id for found in catalogue(language) if found.fuzzy and found.id] == []
