"""What the browser is given: no injected markup, no inline styles, no foreign hosts."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted(path for part in ("app", "activities") for path in (ROOT / "static" / part).rglob("*.js"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PYTHON = sorted((ROOT / "facilitator").rglob("*.py"))

UNSAFE = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|unsafeHTML|\|\s*safe\b|\bMarkup\(")
# ``.style=${…}`` binds a property; ``style="…"`` is an attribute, which the content policy turns away.
INLINE_STYLE = re.compile(r"(?<![.\w-])style\s*=\s*[\"'$]|styleMap")
IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']([^"'\s]+)["']""")
SECURE_ONLY = re.compile(
    r"randomUUID|crypto\.subtle|navigator\.(?:serviceWorker|clipboard|locks|mediaDevices|share)\b"
)
FOREIGN = re.compile(r"""["'(](?:https?:)?//(?!www\.w3\.org/)[a-z0-9.-]+\.[a-z]{2,}""")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def is_comment(line: str) -> bool:
    return line.lstrip().startswith(("//", "/*", "*", "#", "{#"))


def imported(path: Path) -> list[str]:
    lines = path.read_text().splitlines()
    return IMPORT.findall("\n".join(line for line in lines if not is_comment(line)))


def found(pattern: re.Pattern[str], path: Path) -> list[str]:
    return [
        f"{named(path)}:{number}: {line.strip()}"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if pattern.search(line) and not is_comment(line)
    ]


@pytest.mark.parametrize("path", [*SCRIPTS, *TEMPLATES, *PYTHON], ids=named)
def test_no_words_are_ever_taken_for_markup(path: Path) -> None:
    assert found(UNSAFE, path) == []


@pytest.mark.parametrize("path", [*SCRIPTS, *TEMPLATES], ids=named)
def test_no_style_is_written_into_an_element(path: Path) -> None:
    assert found(INLINE_STYLE, path) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_scripts_import_relatively_and_with_the_whole_name(path: Path) -> None:
    for target in imported(path):
        if target.startswith(("./", "../")):
            beside = (path.parent / target).resolve()
            assert "vendor" in target or beside.exists(), target
        else:
            raise AssertionError(f"{named(path)} imports {target}")


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_only_one_script_knows_the_foreign_library(path: Path) -> None:
    knows = any("vendor/" in target for target in imported(path))

    assert not knows or named(path) == "static/app/html.js"


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_a_phone_on_plain_http_lacks_nothing_that_a_script_needs(path: Path) -> None:
    # One asks for the clipboard and does without it: it selects the words instead.
    assert found(SECURE_ONLY, path) == [] or named(path) == "static/app/copy-address.js"


@pytest.mark.parametrize("path", [*SCRIPTS, *TEMPLATES], ids=named)
def test_nothing_is_fetched_from_another_host(path: Path) -> None:
    assert found(FOREIGN, path) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_templates_hold_no_script_of_their_own(path: Path) -> None:
    for opening in re.findall(r"<script\b[^>]*>", path.read_text()):
        assert "src=" in opening or "application/json" in opening, opening
    assert not re.findall(r"\son[a-z]+\s*=\s*[\"']", path.read_text())


def test_the_patterns_see_what_they_are_to_see() -> None:
    seen = [
        (UNSAFE, "a.innerHTML = b", True),
        (UNSAFE, "{{ words|safe }}", True),
        (UNSAFE, "{{ words | safe }}", True),
        (UNSAFE, "x | safely", False),
        (INLINE_STYLE, '<p style="color:red">', True),
        (INLINE_STYLE, "html`<p style=${x}>`", True),
        (INLINE_STYLE, "html`<p .style=${x}>`", False),
        (SECURE_ONLY, "crypto.randomUUID()", True),
        (SECURE_ONLY, "crypto.getRandomValues(a)", False),
        (FOREIGN, '"https://cdn.example.com/x.js"', True),
        (FOREIGN, '"http://www.w3.org/2000/svg"', False),
    ]

    assert [bool(pattern.search(text)) for pattern, text, _ in seen] == [wanted for *_, wanted in seen]


def test_a_sentence_that_ends_in_from_is_no_import() -> None:
    assert IMPORT.findall('_("Starts from"), { value: step ?? "" }') == []
    assert IMPORT.findall('import { html } from "./html.js"; import("../x.js")') == ["./html.js", "../x.js"]


def test_the_scripts_are_there_to_be_read() -> None:
    assert SCRIPTS
