"""An own method in a browser: copied, changed, refused at the field, kept, used in an agenda, taken out and in."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.serving import Serving
from tests.browser.test_axe import Inspector
from tests.browser.test_sizes import NARROW, TOO_WIDE, enlarge
from tests.browser.world import PHONE, Visitors, plan, step

pytestmark = pytest.mark.browser


async def open_editor(owner: Page, path: str) -> None:
    await owner.goto(path)
    await expect(owner.locator("#save")).to_be_visible()


async def open_step(owner: Page, number: int) -> str:
    """Open a step of the editor; return its name."""
    head = owner.locator(".step-head").nth(number)
    await head.click()
    await expect(head).to_have_attribute("aria-expanded", "true")
    return str(await head.get_attribute("id")).removeprefix("step-")


async def write(owner: Page, field: str, words: str) -> None:
    await owner.fill(f"#{field}", words)
    await owner.press(f"#{field}", "Tab")


async def test_a_copy_is_changed_mended_kept_and_used_in_an_agenda(visitors: Visitors, serving: Serving) -> None:
    owner = await visitors.owner()
    day = await plan(owner, serving, step("collect"))
    await owner.goto("/methods/aloita-lopeta-jatka")
    await owner.click("a[href='/methods/aloita-lopeta-jatka/copy']")
    name = await open_step(owner, 0)
    await write(owner, f"prompt-{name}-fi", "Mitä kokeilemme ensi viikolla?")
    await write(owner, f"set-{name}-max_notes", "7")
    await owner.locator(f"#preview-{name} > summary").click()
    await expect(owner.locator(".preview-prompt")).to_have_text("Mitä kokeilemme ensi viikolla?")
    await write(owner, "name-fi", "Kokeiluviikko")
    await write(owner, "people-0", "500")

    await owner.click("#save")
    wrong = owner.locator("#people-0")
    await expect(wrong).to_have_attribute("aria-invalid", "true")
    await expect(wrong).to_be_focused()
    assert "people-0-error" in str(await wrong.get_attribute("aria-describedby"))
    await expect(owner.locator("#people-0-error")).to_be_visible()
    await write(owner, "people-0", "4")
    await expect(owner.locator("#people-0-error")).to_have_count(0)

    await owner.click("#save")
    await expect(owner).to_have_url(re.compile("/methods/own/kokeiluviikko$"))
    await expect(owner.locator("h1")).to_have_text("Kokeiluviikko")
    await owner.select_option("#workshop", day.workshop)
    await owner.click("form[action='/methods/add'] button")
    await expect(owner.locator("[id='method-own/kokeiluviikko']")).to_be_focused()
    await owner.keyboard.press("Enter")
    await expect(owner.locator(".block-title", has_text="Kokeiluviikko")).to_be_visible()
    blocks = (await day.view())["blocks"].values()
    block = next(block for block in blocks if block["method"] == "own/kokeiluviikko")
    first = min(block["steps"].values(), key=lambda row: row["sort"])
    assert first["prompt"]["fi"] == "Mitä kokeilemme ensi viikolla?"
    assert first["settings"]["max_notes"] == 7


async def test_steps_are_added_tied_moved_and_taken_back_without_a_room(visitors: Visitors) -> None:
    owner = await visitors.owner()
    await open_editor(owner, "/methods/new")
    await owner.click("#save")
    await expect(owner.locator("#name-fi")).to_be_focused()
    await write(owner, "name-fi", "Kaksi vaihetta")
    await owner.click("#save")
    await expect(owner.locator("#prompt-step-1-fi")).to_be_focused()
    await write(owner, "prompt-step-1-fi", "Mitä huomasit?")
    await owner.click("#add-step")
    await write(owner, "prompt-step-2-fi", "Mikä on tärkein?")
    await owner.select_option("#kind-step-2", "vote")
    await owner.select_option("#source-step-2", "step-1")
    await owner.select_option("#source-step-2", label="Mitä huomasit?")
    assert await owner.locator("#source-step-2 option").count() == 3  # nothing, what comes before, the first step
    await owner.click("#step-up-step-2")
    await expect(owner.locator(".step-head").first).to_contain_text("Mikä on tärkein?")
    await expect(owner.locator("#source-step-2")).to_have_value("")
    await owner.click("#undo")
    await expect(owner.locator(".step-head").first).to_contain_text("Mitä huomasit?")
    await expect(owner.locator("#source-step-2")).to_have_value("step-1")
    await owner.click("#save")
    await expect(owner).to_have_url(re.compile("/methods/own/kaksi-vaihetta$"))
    written = await (await owner.request.get("/methods/own/kaksi-vaihetta.toml")).text()
    assert 'from = { step = "step-1" }' in written


async def test_a_method_is_removed_and_brought_back(visitors: Visitors) -> None:
    owner = await visitors.owner()
    await open_editor(owner, "/methods/roti/copy")
    await write(owner, "name-fi", "Poistettava")
    await owner.check("#shared")
    await owner.click("#save")
    await owner.click("a[href='/methods/own/poistettava/edit']")
    await expect(owner.locator("#shared")).to_be_checked()
    await owner.click("form[action$='/drop'] button")
    await expect(owner).to_have_url(re.compile("/dropped$"))
    await owner.click("form[action$='/restore'] button")
    await expect(owner).to_have_url(re.compile("/methods/own/poistettava$"))


async def test_a_number_that_cannot_be_stays_as_typed_and_is_told_at_once(visitors: Visitors) -> None:
    owner = await visitors.owner()
    await open_editor(owner, "/methods/roti/copy")
    await write(owner, "name-fi", "Tavallinen")
    await owner.click("#undo")
    await expect(owner.locator("#name-fi")).to_have_value("ROTI – ajan tuotto (kopio)")
    await write(owner, "people-1", "99999")
    await expect(owner.locator("#people-1-error")).to_contain_text("5000")
    await write(owner, "name-fi", "Monelle")
    await owner.click("#save")
    await expect(owner.locator("#people-1")).to_be_focused()
    await expect(owner.locator("#people-1")).to_have_value("99999")
    await write(owner, "people-1", "4000")
    await owner.click("#save")
    await expect(owner).to_have_url(re.compile("/methods/own/monelle$"))
    assert "people = [3, 4000]" in await (await owner.request.get("/methods/own/monelle.toml")).text()


async def test_a_plan_becomes_a_ready_day_and_that_a_workshop(visitors: Visitors, serving: Serving) -> None:
    owner = await visitors.owner()
    day = await plan(owner, serving, step("collect"), title="Syyspäivä")
    await owner.goto(f"/w/{day.workshop}/agenda")
    await owner.click("#tools")
    await owner.click("#tools-keep")
    await expect(owner).to_have_url(re.compile("/methods/templates/own/syyspaiva$"))
    await expect(owner.locator("h1")).to_have_text("Syyspäivä")
    await owner.click("a.button-primary")
    await expect(owner.locator("input[name=template]:checked")).to_have_value("own/syyspaiva")
    await owner.click("button.button-primary")
    await expect(owner.locator(".block")).to_have_count(1)


async def test_a_chosen_file_comes_in_and_a_wrong_one_says_what_is_wrong(visitors: Visitors) -> None:
    owner = await visitors.owner()
    text = await (await owner.request.get("/methods/roti.toml")).text()
    visitors.expected.append(re.compile("400"))
    await owner.goto("/methods/import")
    wrong = text.replace('phase = "reflect"', 'phase = "deflect"')
    await owner.set_input_files("#file", {"name": "x.toml", "mimeType": "text/plain", "buffer": wrong.encode()})
    await expect(owner.locator("#text")).to_have_value(wrong)
    await owner.click("button[type=submit]")
    await expect(owner.get_by_role("alert")).to_contain_text('phase is "deflect"')
    await owner.fill("#text", text)
    await owner.click("button[type=submit]")
    await expect(owner).to_have_url(re.compile(r"/methods/own/roti-ajan-tuotto$"))


async def test_without_script_the_editor_says_so_and_a_pasted_file_comes_in(visitors: Visitors) -> None:
    owner = await visitors.come(PHONE, script=False, owns=True, cookies=visitors._owner)
    await owner.goto("/methods/roti/copy")
    await expect(owner.locator("noscript a[href='/methods/import']")).to_have_count(1)
    text = await (await owner.request.get("/methods/opera.toml")).text()
    await owner.goto("/methods/import")
    await expect(owner.locator("#file")).to_be_hidden()
    await owner.fill("#text", text)
    await owner.click("button[type=submit]")
    await expect(owner).to_have_url(re.compile(r"/methods/own/opera$"))


async def test_axe_finds_nothing_in_the_editor_and_nothing_is_cut_off(visitors: Visitors) -> None:
    inspector = Inspector()
    owner, narrow = await visitors.owner(), await visitors.owner(NARROW)
    await enlarge(narrow)
    for page in (owner, narrow):
        await page.goto("/methods/import")
    await inspector.look(owner, "import")
    assert await narrow.evaluate(TOO_WIDE) == []
    for page in (owner, narrow):
        await open_editor(page, "/methods/opera/copy")
        for tag in ("sv", "en"):
            await page.check(f"#in-{tag}")
        await open_step(page, 1)
        await write(page, "people-0", "300")
        await page.click("#save")
        await expect(page.locator("#people-0-error")).to_be_visible()
    await inspector.look(owner, "the editor")
    assert await narrow.evaluate(TOO_WIDE) == []
    assert inspector.told() == ""
