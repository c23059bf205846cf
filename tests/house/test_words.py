"""Every sentence the product says is worded in its languages, and every no has words."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from facilitator.core.text import LANGUAGES
from facilitator.web.words import gather, words_for

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "facilitator" / "locales"
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")
PYTHON = sorted((ROOT / "facilitator").rglob("*.py"))
SCRIPTS = sorted(path for part in ("app", "activities") for path in (ROOT / "static" / part).rglob("*.js"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
CALL = re.compile(r"(?<![\w.$])(_|ngettext|pgettext)\(\s*(.{0,60})")

# A sentence as it stands in a catalogue: its context, and its text in one and in many.
Said = tuple[str, str, str]


@cache
def all_said() -> frozenset[Said]:
    return frozenset(said_by(found) for found in gather(ROOT) if found.id)


def said_by(found: Message) -> Said:
    one, many = (found.id[0], found.id[1]) if isinstance(found.id, (tuple, list)) else (found.id, "")
    return (found.context or "", one, many)


@cache
def refusal_codes() -> frozenset[str]:
    return frozenset(code for context, code, _ in all_said() if context == "refusal")


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


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_mark_only_words_that_are_written_out(script: Path) -> None:
    # i18n.js declares them; the form words the titles that gathering takes from the settings themselves.
    given = [start for _, start in CALL.findall(script.read_text()) if script.name != "i18n.js"]
    assert [start for start in given if not start.startswith('"') and "field." not in start] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_exclaims(language: str) -> None:
    said = [text for found in catalogue(language) if found.id for text in (*_ids(found), *translations(found))]
    assert said
    assert [text for text in said if "!" in text] == []


def _ids(found: Message) -> tuple[str, ...]:
    return tuple(found.id) if isinstance(found.id, (tuple, list)) else (str(found.id),)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fi", "Nimettömästi – kukaan, edes vetäjä, ei näe, kuka kirjoitti"),
        ("sv", "Anonymt – ingen, inte ens ledaren, ser vem som skrev"),
    ],
)
def test_the_promise_of_anonymity_is_said_in_one_way(language: str, sentence: str) -> None:
    assert words_for(language)("Anonymous: nobody sees who wrote") == sentence
