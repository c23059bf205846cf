"""Pages are drawn with the reader's words, and days as they write them."""

from pathlib import Path

import pytest

from facilitator.web.assets import Assets
from facilitator.web.folders import data_dir
from facilitator.web.pages import Pages, day

PAGES = Pages(data_dir("templates"), Assets(data_dir("static")))


def test_a_day_is_written_as_the_reader_does() -> None:
    assert day("fi", "2026-08-13").endswith("13.8.2026")
    assert "Aug" in day("en", "2026-08-13")
    assert day("fi", "soon") == "soon"


@pytest.mark.parametrize("status", [400, 403, 404, 405, 408, 413, 421, 429, 500, 503, 418, 599])
def test_every_trouble_has_a_page_with_one_heading_and_a_way_on(status: int) -> None:
    page = PAGES.trouble(status, "en")
    text = bytes(page.body).decode()
    assert page.status_code == status
    assert text.count("<h1>") == 1
    assert 'href="/"' in text


def test_facts_are_escaped() -> None:
    text = bytes(PAGES.trouble(403, "en", "not_private", here="<b>").body).decode()
    assert "&lt;b&gt;" in text


def test_no_template_has_a_style_or_a_script_of_its_own() -> None:
    for path in Path(data_dir("templates")).rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert " style=" not in text, path
        assert "<style" not in text, path
        assert " onclick" not in text, path
