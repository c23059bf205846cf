"""The page of prints, and its PDFs, in a whole site."""

import io
from pathlib import Path

import msgspec
import pytest
from pypdf import PdfReader

from facilitator.activities.registry import load_kinds
from facilitator.web.assets import Assets
from facilitator.web.folders import data_dir
from facilitator.web.prints import PAPERS, choices_of
from tests.report.plans import marked, template
from tests.report.test_typeset import codes, words
from tests.web.test_plan_link import WORKSHOP, keep
from tests.web.world import open_world


@pytest.mark.parametrize("paper", PAPERS)
async def test_each_paper_comes_as_a_pdf_of_its_own(paper: str) -> None:
    async with open_world() as world:
        owner = await keep(world, marked())
        answer = await owner.get(f"/w/{WORKSHOP}/print.pdf?paper={paper}&language=sv")
        assert answer.headers["content-type"] == "application/pdf"
        assert 'filename="titleword-2026-12-03-' in answer.headers["content-disposition"]
        assert len(PdfReader(io.BytesIO(answer.content)).pages) >= 1


async def test_the_posters_code_is_the_address_that_the_lobby_shows(tmp_path: Path) -> None:
    async with open_world() as world:
        owner = await keep(world, marked())
        token = await world.site.sessions.join_token(WORKSHOP)
        packed = (await owner.get(f"/w/{WORKSHOP}/print.pdf?paper=poster")).content
        assert codes(packed, tmp_path) == [f"http://192.168.8.20:8000/#{token}"]
        code = world.code(WORKSHOP)
        assert f"{code[:3]} {code[3:]}" in words(packed)


async def test_the_pack_holds_what_was_chosen_as_one_pdf() -> None:
    async with open_world() as world:
        owner = await keep(world, marked())
        path = f"/w/{WORKSHOP}/print.pdf?paper=cards&paper=actions&paper=poster&tables=2&size=a3"
        reader = PdfReader(io.BytesIO((await owner.get(path)).content))
        widths = [round(float(page.mediabox.width) / 72 * 25.4) for page in reader.pages]
        assert widths == [297, 210, 210, 297]
        assert (await owner.get(f"/w/{WORKSHOP}/print.pdf?paper=diary")).status_code == 400


async def test_the_prints_are_in_a_language_of_the_day() -> None:
    async with open_world() as world:
        owner = await keep(world, template())
        told = {
            language: words(
                (await owner.get(f"/w/{WORKSHOP}/print.pdf?paper=programme&language={language}")).content
            )
            for language in ("fi", "sv", "en")
        }
        assert "Ovet auki ja kahvit" in told["fi"]
        assert "Dörrarna öppna och kaffe" in told["sv"]
        assert "Doors open, coffee" in told["en"]


async def test_the_run_sheet_is_read_on_a_page_with_settings_in_words() -> None:
    async with open_world() as world:
        owner = await keep(world, marked())
        page = (await owner.get(f"/w/{WORKSHOP}/run-sheet")).text
        for told in ("noteword", "settingword", "materialword", "Sanapilvi", "9.05–9.25"):
            assert told in page


async def test_the_page_offers_a_calendar_only_where_there_is_a_day() -> None:
    async with open_world() as world:
        owner = await keep(world, marked())
        undated = await world.workshop()
        assert f"/w/{WORKSHOP}/calendar.ics" in (await owner.get(f"/w/{WORKSHOP}/prints")).text
        assert "calendar.ics" not in (await owner.get(f"/w/{undated}/prints")).text
        assert (await owner.get(f"/w/{WORKSHOP}/calendar.ics?language=fi")).status_code == 200
        assert (await owner.get(f"/w/{undated}/calendar.ics")).status_code == 409


async def test_who_does_not_lead_gets_no_join_secret_on_paper() -> None:
    async with open_world() as world:
        await keep(world, marked())
        phone = await world.phone(WORKSHOP)
        for path in ("print.pdf?paper=poster", "prints", "run-sheet", "plan", "plan-link"):
            assert (await phone.get(f"/w/{WORKSHOP}/{path}")).status_code != 200


def test_every_choice_of_every_setting_has_words() -> None:
    known = choices_of(Assets(data_dir("static")))
    missing = []
    for name, kind in load_kinds().items():
        for struct in msgspec.json.schema(kind.Settings)["$defs"].values():
            for setting, field in struct.get("properties", {}).items():
                missing += [
                    (name, setting, value) for value in field.get("enum", ()) if f"{setting}: {value}" not in known
                ]
    assert missing == []
