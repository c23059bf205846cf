"""A new kind is three files: those of docs/kinds.md are put into a copy of the product, and nothing else is."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.browser.serving import Serving, free_port
from tests.browser.world import LAPTOP, PROJECTOR, Visitors, open_for_the_first_time, plan, step

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "kinds.md"
COPIED = ("facilitator", "methods", "static", "templates", "tests")
FILES = ("facilitator/activities/hands.py", "static/activities/hands.js", "tests/activities/test_hands.py")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the product with the guide's three files in it."""
    home = tmp_path / "product"
    for name in COPIED:
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", home)
    written = dict(re.findall(r"^## `(\S+)`\n\n```\w+\n(.*?)^```$", GUIDE.read_text("utf-8"), re.S | re.M))
    assert tuple(written) == FILES
    for name, text in written.items():
        assert not (home / name).exists()
        (home / name).write_text(text, "utf-8")
    return home


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(home)}


def test_the_guides_kind_keeps_the_contract_and_its_own_tests(copy: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-k", "hands"]
    asked = ["tests/activities/test_contract.py", "tests/activities/test_hands.py", "tests/laws/test_undo.py"]
    ran = subprocess.run([*command, *asked], cwd=copy, env=environment(copy), capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert int(re.search(r"(\d+) passed", ran.stdout)[1]) > 12  # type: ignore[index]


def test_the_guides_kind_is_listed_with_its_settings(copy: Path) -> None:
    command = [sys.executable, "-m", "facilitator.cli", "kinds", "--json"]
    told = subprocess.run(command, cwd=copy, env=environment(copy), capture_output=True, text=True, check=True)
    assert "hands" in {kind["kind"] for kind in json.loads(told.stdout)}


async def test_the_guides_kind_is_drawn_on_a_phone_and_a_wall(copy: Path, chromium: Browser) -> None:
    port = free_port()
    flags = ("--host", "127.0.0.1", "--port", str(port), "--public-url", f"http://127.0.0.1:{port}")
    folder = copy.parent / "serving"
    folder.mkdir()
    serving = await Serving(folder, flags, before=("env", f"--chdir={copy}")).begin()
    try:
        visitors = Visitors(chromium, serving)
        desk = await visitors.come(LAPTOP, owns=True)
        await open_for_the_first_time(desk, serving)
        day = await plan(desk, serving, step("hands"))
        board = await visitors.come(PROJECTOR)
        await board.goto(await day.board_url())
        phone = await visitors.phone(await day.code())
        await day.next()
        await day.next()
        await phone.click("#hand-up")
        await expect(phone.locator("#hand-up")).to_have_attribute("aria-pressed", "true")
        await day.next()
        await expect(board.locator(".board-text")).to_contain_text("1")
        await visitors.leave()
    finally:
        await serving.end()
