"""What is committed is ours, and speaks of the product alone."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LETTERS = {".ico", ".png", ".woff2", ".jpg", ".webp"}
# Spelled apart, so that this file does not find itself.
MACHINE = re.compile(r"(?<![\w.$}/-])/" + r"(?:work|root)/" + r"[\w.]")
REGISTRY = re.compile(r"registry\." + r"npmjs|registry\." + r"yarnpkg|files\." + r"pythonhosted|pypi\." + r"org")
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).exists()]


def texts() -> list[tuple[str, str]]:
    return [(str(path.relative_to(ROOT)), path.read_text()) for path in tracked() if path.suffix not in LETTERS]


@pytest.fixture(scope="module")
def pages() -> list[tuple[str, str]]:
    if not (ROOT / ".git").exists():
        raise AssertionError("run this in a checkout")
    return texts()


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "Makefile"])
def test_who_comes_to_the_door_finds_what_to_read(name: str) -> None:
    assert (ROOT / name).exists()


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY, UNFINISHED], ids=["machine", "registry", "unfinished"])
def test_nothing_committed_speaks_of_anything_but_the_product(
    pages: list[tuple[str, str]], pattern: re.Pattern[str]
) -> None:
    seen = [(name, match.group()) for name, text in pages for match in pattern.finditer(text)]

    assert seen == []


def test_the_lock_file_names_no_address() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_nothing_third_party_is_committed(pages: list[tuple[str, str]]) -> None:
    foreign = re.compile(
        r"(?:^|/)(?:vendor|node_modules|third_party|dist)/|\.min\.(?:js|css)$|\.(?:woff2?|ttf|otf)$"
    )

    assert [str(p.relative_to(ROOT)) for p in tracked() if foreign.search(str(p.relative_to(ROOT)))] == []
    assert [name for name, text in pages if re.search(r"^\s*/\*!|@li" + r"cense", text, re.MULTILINE)] == []


def test_no_test_waits_by_sleeping_or_is_left_out(pages: list[tuple[str, str]]) -> None:
    forbidden = re.compile(r"time\.sle" + r"ep\(|mark\.(?:sk" + r"ip|xf" + r"ail)|pytest\.sk" + r"ip\(")

    tests = [(name, text) for name, text in pages if name.startswith("tests/") and name.endswith(".py")]
    assert [(name, found) for name, text in tests for found in forbidden.findall(text)] == []
