"""The library in a browser: a search in any form of a word, a method with how it looks, and on into an agenda."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.indoors import Indoors
from tests.browser.serving import Serving
from tests.browser.test_axe import Inspector
from tests.browser.test_sizes import NARROW, TOO_WIDE, enlarge
from tests.browser.world import PHONE, Visitors, in_order, plan, step

pytestmark = pytest.mark.browser

PAGES = ("/methods", "/methods?q=arvojen&people=20", "/methods?q=xylofoni", "/methods/pelisaantojen-laatiminen")


async def open_method(owner: Page, slug: str) -> None:
    """Open a method's page and wait until its first step has been drawn."""
    await owner.goto(f"/methods/{slug}")
    await expect(owner.locator("#look-0 .previews")).to_be_visible()


async def test_from_a_word_to_the_agenda(visitors: Visitors, serving: Serving) -> None:
    owner = await visitors.owner()
    day = await plan(owner, serving, step("collect"), title="Kevätpäivä")
    await owner.goto("/methods")
    shown = owner.locator("#methods > li:visible")
    every = await shown.count()
    await owner.locator("#find-q").press_sequentially("pelisäännöistä")
    await expect(shown.first).to_contain_text("Pelisääntöjen")
    assert 0 < await shown.count() < every
    assert "q=pelis" in owner.url
    await owner.get_by_role("link", name="Pelisääntöjen laatiminen").click()

    await expect(owner.locator("#look-0 .preview-handset")).to_contain_text("Mitä on jo sovittu")
    await expect(owner.locator("#look-0 .miniature .notes").first).to_be_visible()
    await owner.locator("#look-2 summary").click()
    await expect(owner.locator("#look-2 .miniature .result").first).to_be_visible()

    favourite = owner.locator("#favourite")
    await favourite.click()
    await expect(favourite).to_have_attribute("aria-pressed", "true")

    await owner.select_option("#workshop", day.workshop)
    await owner.click("form[action='/methods/add'] button")
    offered = owner.locator("#method-pelisaantojen-laatiminen")
    await expect(offered).to_be_focused()
    assert owner.url.endswith(f"/w/{day.workshop}/agenda")
    await owner.keyboard.press("Enter")
    await expect(owner.locator("#add-block")).to_be_hidden()
    await expect(owner.locator(".block-title", has_text="Pelisääntöjen laatiminen")).to_be_visible()
    blocks = (await day.view())["blocks"].values()
    added = next(block for block in blocks if block["method"] == "pelisaantojen-laatiminen")
    assert len(added["steps"]) == 7


async def test_two_presses_add_what_fits(visitors: Visitors, serving: Serving) -> None:
    owner = await visitors.owner(PHONE)
    day = await plan(owner, serving, step("collect"))
    await owner.goto(f"/w/{day.workshop}/agenda")
    await owner.click("#add")
    lines = owner.locator("[id^=method-]")
    await expect(lines.first).to_be_visible()
    assert await owner.evaluate(TOO_WIDE) == []
    slug = str(await lines.first.get_attribute("id")).removeprefix("method-")
    await lines.first.click()
    await expect(owner.locator("#add-block")).to_be_hidden()
    await day.comes_to(lambda view: slug in [block["method"] for block in view["blocks"].values()], True)


async def test_the_dialog_searches_filters_and_adds_all_that_is_no_method(
    visitors: Visitors, serving: Serving
) -> None:
    owner = await visitors.owner()
    day = await plan(owner, serving, step("collect"), languages=("fi", "sv"))
    await day.do("EditWorkshop", day="2027-03-04")
    await owner.goto(f"/w/{day.workshop}/agenda")
    await owner.click("#add")
    lines = owner.locator("[id^=method-]")
    await expect(lines.first).to_be_visible()
    await owner.fill("#seek-method", "äänestyksiä")
    await expect(lines.first).to_have_id("method-pisteaanestys")
    await owner.press("#seek-method", "ArrowDown")
    await expect(lines.first).to_be_focused()
    await owner.fill("#seek-method", "")
    await owner.select_option("#seek-phase", "energise")
    await expect(owner.locator("#method-nouse-jos")).to_be_visible()
    await expect(owner.locator("#method-pisteaanestys")).to_have_count(0)
    await owner.fill("#seek-method", "xylofoni")
    await expect(lines).to_have_count(0)
    for button in ("add-buffer", "add-day", "add-break"):
        await owner.click(f"#{button}")
        await expect(owner.locator("#add-block")).to_be_hidden()
        await owner.click("#add")
    await day.comes_to(lambda view: len(view["blocks"]), 4)
    blocks = (await day.view())["blocks"].values()
    assert [block["title"] for block in blocks if block["is_buffer"]] == [{"fi": "Pelivara", "sv": "Tidsbuffert"}]
    assert [block["date"] for block in blocks if block["new_day"]] == ["2027-03-05"]
    assert sum(block["is_break"] for block in blocks) == 1


async def test_what_was_led_is_told_next_time_and_offered_as_long_as_it_took(
    guests: Visitors, indoors: Indoors
) -> None:
    owner = await guests.owner()
    day = await plan(owner, indoors, step("show"))
    block = await (await owner.request.get(f"{indoors.owner_base}/w/{day.workshop}/methods/pariporina")).json()
    await day.do("AddBlock", block=block["block"])
    assert block["block"]["minutes"] == 8
    await day.do("StartWorkshop")
    first = next(iter(in_order((await day.view())["blocks"])))[1]
    await day.do("OpenActivity", step=in_order(first["steps"])[0][0])
    await indoors.let_pass(await indoors.room(day.workshop), 18 * 60_000)
    await day.do("EndWorkshop")
    await owner.goto("/workshops")
    await owner.goto("/methods/pariporina")
    row = owner.locator("tbody tr")
    await expect(row.locator("td.figure").nth(1)).to_have_text("8")
    await expect(row.locator("td.figure").nth(2)).to_have_text("18")

    again = await plan(owner, indoors, step("show"))
    await owner.goto(f"/w/{again.workshop}/agenda?method=pariporina")
    await expect(owner.locator("#method-pariporina")).to_contain_text("20 min")
    await owner.click("#by-file-pariporina")
    await expect(owner.locator("#add-block")).to_be_hidden()
    await owner.click("#add")
    await owner.click("#method-pariporina")
    await expect(owner.locator("#add-block")).to_be_hidden()
    await again.comes_to(lambda view: sorted(row["minutes"] for row in view["blocks"].values()), [8, 20, 30])


async def test_without_script_the_form_finds_and_the_page_tells(visitors: Visitors) -> None:
    owner = await visitors.come(PHONE, script=False, owns=True, cookies=visitors._owner)
    await owner.goto("/methods")
    await owner.fill("#find-q", "äänestyksen")
    await owner.click("#finder .button-primary")
    await expect(owner.locator("#methods > li:visible").first).to_contain_text("Pisteäänestys")
    await owner.get_by_role("link", name="Pisteäänestys").click()
    await expect(owner).to_have_url(re.compile("/methods/pisteaanestys$"))
    await expect(owner.get_by_role("heading", name="Pisteäänestys")).to_be_visible()


async def test_axe_finds_nothing_in_the_library_and_nothing_is_cut_off(
    visitors: Visitors, serving: Serving
) -> None:
    inspector = Inspector()
    owner, narrow = await visitors.owner(), await visitors.owner(NARROW)
    await enlarge(narrow)
    for path in PAGES:
        await owner.goto(path)
        if "laatiminen" in path:
            await open_method(owner, path.rpartition("/")[2])
        await inspector.look(owner, path)
        await narrow.goto(path)
        assert await narrow.evaluate(TOO_WIDE) == [], path
    day = await plan(owner, serving, step("collect"))
    await owner.goto(f"/w/{day.workshop}/agenda?method=opera")
    await expect(owner.locator("#method-opera")).to_be_focused()
    await inspector.look(owner, "adding a method")
    await narrow.goto(f"/w/{day.workshop}/agenda?method=opera")
    await expect(narrow.locator("#method-opera")).to_be_focused()
    await narrow.locator("#seek-more summary").click()
    assert await narrow.evaluate(TOO_WIDE) == []
    dialog = await narrow.locator("#add-block").evaluate("it => [it.scrollWidth, it.clientWidth]")
    assert dialog[0] <= dialog[1]
    assert inspector.looked == 2 * (len(PAGES) + 1)
    assert not inspector.found, inspector.told()
