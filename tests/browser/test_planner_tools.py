"""What helps while one plans: advice to press, pasted tables, versions, the assignment, a proposal."""

import io
import re
from datetime import time

import openpyxl
import pytest
from playwright.async_api import FilePayload, Page, expect

from tests.browser.serving import Serving
from tests.browser.test_axe import Inspector
from tests.browser.world import LAPTOP, PHONE, Day, Visitors, end_the_day, plan, step, workshop_of

pytestmark = pytest.mark.browser

TABLE = (
    "Kevätpäivä\nKlo\tMitä\tVastuu\n9.00\tAvaus\tLeena\n9.15\tRyhmät\tOlli\n"
    "10.00\tKahvitauko\n11.30\tLounas\t\n12.15\tLopetus"
)


async def fits(page: Page) -> None:
    """Nothing stands beyond the edge of a narrow window."""
    await page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    await page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})


async def test_advice_is_followed_by_one_press_and_taken_back_by_one(visitors: Visitors, serving: Serving) -> None:
    desk = await visitors.owner()
    day = await plan(desk, serving, step("collect"))
    (first,) = (await day.view())["blocks"]
    await day.do("EditBlock", block=first, minutes=60)
    await day.do("AddBlock", block={"id": "", "title": {"fi": "Ryhmät"}, "minutes": 50}, after=first)
    await desk.goto(f"/w/{day.workshop}/agenda")
    advice = desk.locator("#advice-title").locator("xpath=..")
    await expect(advice).to_contain_text("10.00")
    await desk.focus(f'[id="mend-stretch:{first}"]')
    await desk.keyboard.press("Enter")
    await expect(desk.locator(".block")).to_have_count(3)
    await expect(desk.locator(".block").nth(1)).to_contain_text("Tauko")
    await expect(desk.locator(f'[id="mend-stretch:{first}"]')).to_have_count(0)
    await desk.click("#undo")
    await expect(desk.locator(".block")).to_have_count(2)

    await desk.click(f'[id="dismiss-stretch:{first}"]')
    await expect(desk.locator(f'[id="mend-stretch:{first}"]')).to_have_count(0)
    await desk.click("#advice-dismissed summary")
    await desk.click(f'[id="dismiss-stretch:{first}"]')
    await expect(desk.locator(f'[id="mend-stretch:{first}"]')).to_be_visible()
    await fits(desk)


async def empty_agenda(page: Page, serving: Serving) -> Day:
    await page.goto("/workshops/new")
    await page.check('input[name="template"][value=""]')
    await page.fill("#title", "Kevätpäivä")
    await page.click("#create")
    await expect(page).to_have_url(re.compile("/agenda$"))
    return Day(page, serving, workshop_of(page))


async def test_a_pasted_table_is_shown_mended_and_added_at_once(visitors: Visitors, serving: Serving) -> None:
    desk = await visitors.owner()
    day = await empty_agenda(desk, serving)
    await desk.click("#import-open")
    await desk.fill("#import-text", TABLE)
    await desk.click("#import-read")
    await expect(desk.locator(".import-table tbody tr")).to_have_count(5)
    await expect(desk.locator(".import-unread")).to_contain_text("Kevätpäivä")
    inspector = Inspector()
    await inspector.look(desk, "a table that was understood")
    await fits(desk)
    await desk.locator(".import-table tbody tr", has_text="Lopetus").locator("button").click()
    await desk.click("#import-add")
    await expect(desk.locator(".block")).to_have_count(4)
    await expect(desk.locator(".block").nth(3)).to_contain_text("Lounas")
    blocks = sorted((await day.view())["blocks"].values(), key=lambda block: int(block["sort"]))
    assert [(block["minutes"], block["is_break"], block["lead"]) for block in blocks[:3]] == [
        (15, False, "Leena"),
        (45, False, "Olli"),
        (90, True, ""),
    ]
    assert blocks[3]["fixed_at"] == 690
    await desk.click("#undo")
    await expect(desk.locator(".block")).to_have_count(0)
    assert not inspector.found, inspector.told()


async def test_a_version_is_kept_compared_in_words_and_put_back(visitors: Visitors, serving: Serving) -> None:
    desk = await visitors.owner()
    day = await plan(desk, serving, step("collect"))
    (first,) = (await day.view())["blocks"]
    await desk.goto(f"/w/{day.workshop}/agenda")
    await desk.click("#tools")
    await desk.click("#tools-versions")
    await desk.fill("#version-name", "Tilaajalle")
    await desk.keyboard.press("Enter")
    version = desk.locator(".version", has_text="Tilaajalle")
    await expect(version).to_be_visible()
    await day.do("EditBlock", block=first, minutes=45)
    await version.locator("[id^=compare-]").click()
    await expect(version.locator(".differences")).to_contain_text("15 min")
    inspector = Inspector()
    await inspector.look(desk, "versions")
    await version.locator("[id^=use-]").click()
    await desk.keyboard.press("Escape")
    await expect(desk.locator(".block-minutes input")).to_have_value("30")
    assert not inspector.found, inspector.told()


async def test_the_assignment_becomes_the_cover_of_the_summary(visitors: Visitors, serving: Serving) -> None:
    desk = await visitors.owner()
    day = await plan(desk, serving, step("collect"))
    await desk.goto(f"/w/{day.workshop}/assignment")
    for field, words in (
        ("aim-fi", "Sovitaan yhteiset tavat"),
        ("result-fi", "Viisi pelisääntöä"),
        ("decides-fi", "Johtoryhmä kesäkuussa"),
        ("contact", "Leena Virtanen"),
        ("delivery-fi", "Yhteenveto kaikille"),
    ):
        await desk.fill(f"#{field}", words)
        await desk.press(f"#{field}", "Tab")
    await desk.click("#policy-0")
    await expect(desk.locator("#anonymity-fi")).to_have_value(re.compile("Kaikki vastaavat nimettömästi"))
    inspector = Inspector()
    await inspector.look(desk, "assignment")
    await fits(desk)
    await day.do("StartWorkshop")
    await desk.goto(f"/w/{day.workshop}/lead")
    await end_the_day(desk)
    await desk.goto(f"/w/{day.workshop}/summary?cut=client")
    cover = desk.locator(".agreed")
    for words in ("Viisi pelisääntöä", "Johtoryhmä", "nimettömästi", "Leena Virtanen", "Yhteenveto kaikille"):
        await expect(cover).to_contain_text(words)
    await inspector.look(desk, "the client's cover")
    await desk.goto(f"/w/{day.workshop}/summary?cut=participants")
    await expect(cover).to_contain_text("Viisi pelisääntöä")
    await expect(cover).not_to_contain_text("Leena")
    assert not inspector.found, inspector.told()


async def test_a_wish_becomes_an_agenda_that_can_be_led(visitors: Visitors) -> None:
    owner = await visitors.owner()
    inspector = Inspector()
    await owner.goto("/workshops/new")
    await owner.check('input[value="+propose"]')
    await owner.fill("#title", "Yhteiset tavat")
    await owner.fill("#people", "25")
    await owner.fill("#aim", "Sovitaan, miten teemme työtä yhdessä")
    await owner.check('input[name="theme_rules"]')
    await owner.fill("#starts", "13:00")
    await owner.fill("#ends", "15:30")
    await inspector.look(owner, "a wish")
    await fits(owner)
    await owner.click("#create")
    await expect(owner).to_have_url(re.compile("/agenda$"))
    assert workshop_of(owner)
    await expect(owner.locator(".block").nth(0)).to_contain_text("Avaus")
    await expect(owner.locator(".agenda-end")).to_contain_text("15.30")
    await expect(owner.locator("#advice-title")).to_have_count(0)
    await owner.goto(owner.url.replace("/agenda", "/propose"))
    await inspector.look(owner, "proposing anew")
    await owner.fill("#ends", "15:00")
    await owner.click(".button-primary")
    await expect(owner.locator(".agenda-end")).to_contain_text("15.00")
    assert not inspector.found, inspector.told()


async def test_a_new_workshop_comes_of_a_table_without_scripts(visitors: Visitors) -> None:
    owner = await visitors.owner()
    plain = await visitors.come(LAPTOP, script=False, owns=True, cookies=await owner.context.storage_state())
    await plain.goto("/workshops/new?template=%2Btable")
    await plain.fill("#title", "Kevätpäivä")
    await plain.fill("#table", TABLE)
    await plain.click('button[name="preview"]')
    await expect(plain.locator("#understood tbody tr")).to_have_count(5)
    await plain.uncheck('input[name="keep-7"]')
    await plain.click("#create")
    await expect(plain).to_have_url(re.compile("/agenda$"))
    await owner.goto(plain.url)
    await expect(owner.locator(".block")).to_have_count(4)


def spreadsheet() -> FilePayload:
    book = openpyxl.Workbook()
    for row in (["Klo", "Mitä", "Min"], [time(9), "Avaus", 15], [time(9, 15), "Ryhmät", 45]):
        book.active.append(row)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return FilePayload(name="ohjelma.xlsx", mimeType=kind, buffer=out.getvalue())


async def test_a_spreadsheet_is_read_in_the_planner_and_for_a_new_workshop(
    visitors: Visitors, serving: Serving
) -> None:
    desk = await visitors.owner()
    await empty_agenda(desk, serving)
    await desk.click("#import-open")
    await desk.set_input_files("#import-file", spreadsheet())
    await expect(desk.locator(".import-table tbody tr")).to_have_count(2)
    await desk.goto("/workshops/new?template=%2Btable")
    await desk.fill("#title", "Kevätpäivä")
    await desk.set_input_files("#file", spreadsheet())
    await expect(desk.locator("#understood tbody tr")).to_have_count(2)
    await expect(desk.locator("#title")).to_have_value("Kevätpäivä")


async def test_a_day_that_is_ahead_is_tried_and_one_that_has_come_is_started(
    visitors: Visitors, serving: Serving
) -> None:
    desk = await visitors.owner()
    day = await plan(desk, serving, step("collect"))
    await desk.goto(f"/w/{day.workshop}/agenda")
    green = desk.locator(".planner-head .button-primary")
    await expect(green).to_have_id("start")
    await day.do("EditWorkshop", day="2099-02-03")
    await expect(green).to_have_id("rehearse")
    await expect(desk.locator("#start")).to_be_visible()
    await day.do("EditWorkshop", day="2020-02-03")
    await expect(green).to_have_id("start")


async def test_a_new_question_is_remarked_once_its_panel_is_closed(visitors: Visitors, serving: Serving) -> None:
    desk = await visitors.owner()
    day = await plan(desk, serving, step("collect", prompt={}), title="Ideat")
    (block,) = (await day.view())["blocks"]
    await desk.goto(f"/w/{day.workshop}/agenda")
    remark = desk.locator(f'[id="look-hollow:{block}"]')
    await expect(desk.locator(f'[id="advice-hollow:{block}"]')).not_to_contain_text("1")
    await remark.click()
    await expect(remark).to_have_count(0)
    await expect(desk.locator("#panel-title")).to_be_focused()
    await desk.click("#panel-close")
    await expect(remark).to_be_visible()


async def test_nobody_is_expected_until_somebody_says_how_many(visitors: Visitors, serving: Serving) -> None:
    desk = await visitors.owner()
    day = await empty_agenda(desk, serving)
    expected = desk.locator("#workshop-expected")
    await expect(expected).to_have_value("")
    await expected.fill("12")
    await expected.press("Tab")
    await expect(desk.locator("#rehearse")).to_contain_text("12")
    await expected.fill("")
    await expected.press("Tab")
    await expect(desk.locator("#rehearse")).to_contain_text("25")
    assert (await day.view())["expected"] == 0
