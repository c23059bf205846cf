"""What is written for people is true of what they find."""

import re
from functools import cache
from pathlib import Path

import pytest

from facilitator.cli import parser
from facilitator.library.parse import parse_all
from facilitator.settings import Settings
from facilitator.web.folders import read_methods
from facilitator.web.words import gather
from tests.stories import KINDS

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *(ROOT / "docs" / f"{name}.md" for name in ("laptop", "server"))]
WORDS_ON_SCREENS = re.compile(r"(?<![*\w])\*([A-Z][^*\n]+)\*(?![*\w])")
FLAG = re.compile(r"(?<![\w-])--[a-z][a-z-]+")


@cache
def on_screens() -> frozenset[str]:
    found = [message.id for message in gather(ROOT) if message.id]
    said = {words for id in found for words in ((id,) if isinstance(id, str) else id)}
    days = parse_all(read_methods(), KINDS).templates.values()
    return frozenset({*said, *(name for day in days for name in day.name.values())})


def help_of(command: str) -> str:
    (commands,) = (action.choices for action in parser()._actions if action.choices)
    return str(dict(commands)[command].format_help())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_button_that_a_page_names_is_there(page: Path) -> None:
    named = set(WORDS_ON_SCREENS.findall(page.read_text()))
    # Where the screen counts a page gives an example.
    assert {words for words in named if not {words, re.sub(r"\d+", "{n}", words)} & on_screens()} == set()


def test_the_pages_name_buttons() -> None:
    assert sum(len(WORDS_ON_SCREENS.findall(page.read_text())) for page in PAGES) > 10


@pytest.mark.parametrize("setting", Settings.__struct_fields__)
def test_every_setting_is_told_of_where_one_runs_a_server(setting: str) -> None:
    page = (ROOT / "docs" / "server.md").read_text()
    flag = "--no-browser" if setting == "open_browser" else f"--{setting.replace('_', '-')}"

    assert f"| `{flag}` | `FACILITATOR_{setting.upper()}" in page
    assert flag in help_of("serve")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_flag_that_a_page_names_is_there(page: Path) -> None:
    commands = [line for line in page.read_text().splitlines() if "facilitator" in line or "--" in line]
    ours = {flag for line in commands for flag in FLAG.findall(line)}
    known = "".join(help_of(name) for name in ("serve", "demo", "methods", "kinds", "export", "replay"))

    assert {flag for flag in ours if flag not in known} == set()


@pytest.mark.parametrize("target", re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
def test_every_way_in_is_told_of(target: str) -> None:
    told = "".join((ROOT / name).read_text() for name in ("README.md", "CONTRIBUTING.md", "docs/server.md"))

    assert f"make {target}" in told


@pytest.mark.parametrize("page", sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")}), ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
        assert (page.parent / target).exists(), target
