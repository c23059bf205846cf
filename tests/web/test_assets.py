"""Static files: named by their build, kept for ever, and never of two builds at once."""

from pathlib import Path

import pytest

from facilitator.web.assets import BUILT, FOR_EVER, Assets, NotBuilt
from facilitator.web.folders import data_dir
from tests.web.world import open_world


def folder(root: Path, **files: str) -> Assets:
    for name, text in files.items():
        (root / f"{name}.js").write_text(text)
    return Assets(root)


def test_a_build_is_named_by_what_is_in_it(tmp_path: Path) -> None:
    before = folder(tmp_path, a="1").build
    assert Assets(tmp_path).build == before
    assert folder(tmp_path, a="2").build != before
    assert folder(tmp_path, a="1", b="").build != before


def test_without_the_built_files_one_sentence_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NotBuilt, match="make run"):
        Assets(tmp_path).check()
    for name in BUILT:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    Assets(tmp_path).check()


async def test_files_of_this_build_are_kept_for_ever_and_of_another_are_gone() -> None:
    async with open_world() as world:
        browser, assets = world.browser(), world.site.assets
        answer = await browser.get(assets.url("css/tokens.css"))
        assert (answer.status_code, answer.headers["cache-control"]) == (200, FOR_EVER)
        assert (await browser.get("/static/0123456789ab/css/tokens.css")).status_code == 404
        for outside in ("../pyproject.toml", "%2e%2e/pyproject.toml", "css/../../pyproject.toml"):
            assert (await browser.get(assets.url(outside))).status_code == 404


async def test_the_favicon_is_there() -> None:
    async with open_world() as world:
        for path in ("/favicon.svg", "/favicon.ico"):
            assert (await world.browser().get(path)).headers["content-type"] == "image/svg+xml"


def test_a_screen_is_given_the_words_of_its_own_scripts_and_of_the_kinds() -> None:
    assets = Assets(data_dir("static"))

    board, agenda = assets.script_text("board"), assets.script_text("agenda")

    assert "export function wall(" in board, "what the board imports"
    assert "struct.properties" in agenda
    assert "struct.properties" not in board
    assert len(board) < len(agenda)
