"""A whole workshop by keyboard alone: nothing in this file touches a mouse."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.serving import Serving
from tests.browser.world import LAPTOP, PROJECTOR, Visitors, plan, step

pytestmark = pytest.mark.browser

# A ring is drawn round the element, over the row it opens, or on the label or face of a choice.
FOCUSED = """() => {
    const element = document.activeElement;
    const ringed = (where, part) => {
        const style = where && getComputedStyle(where, part);
        return Boolean(style) && (style.outlineStyle !== "none" || style.boxShadow !== "none");
    };
    const places = [element, element.closest("label"), element.nextElementSibling];
    // Within a field for a date the browser moves a focus of its own.
    const own = element === document.body || element.type === "date";
    const seen = own || ringed(element, "::after") || places.some((where) => ringed(where));
    return [element.id, element.name ?? "", seen];
}"""


async def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the element is focused; wherever the focus is on the way, it can be seen."""
    for _ in range(80):
        if await page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
        await page.keyboard.press("Tab")
        ident, name, seen = await page.evaluate(FOCUSED)
        assert seen, f"the focus cannot be seen on #{ident} {name}"
    raise AssertionError(f"Tab never comes to {wanted}")


async def press(page: Page, wanted: str, key: str = "Enter") -> None:
    await tab_to(page, wanted)
    await page.keyboard.press(key)


async def lead_on(desk: Page) -> None:
    """Do the next step with the clicker's key, outside all fields."""
    said = await desk.locator("#next").inner_text()
    await desk.wait_for_function("() => performance.now() - (window.pressedAt ?? -1e9) > 700")
    await desk.keyboard.press("PageDown")
    await desk.evaluate("() => { window.pressedAt = performance.now() }")
    await expect(desk.locator("#next")).not_to_have_text(said)


async def test_a_workshop_is_joined_written_grouped_voted_and_led_by_keyboard_alone(
    visitors: Visitors, serving: Serving
) -> None:
    desk = await visitors.owner()
    day = await plan(
        desk,
        serving,
        step("collect", "notes", identity="nickname"),
        step("cluster", "groups", {"step": "notes"}, settings={"who": "everyone"}, prompt={"fi": "Mitkä yhteen?"}),
        step(
            "vote",
            "dots",
            {"step": "groups", "take": "headings"},
            settings={"budget": 2, "max_per_option": 2},
            prompt={"fi": "Mikä ensin?"},
        ),
        step("commit", "acts", identity="nickname", prompt={"fi": "Kuka tekee?"}),
    )
    await desk.goto(f"/w/{day.workshop}/agenda")
    await expect(desk.locator("#start")).to_be_visible()
    await press(desk, "#start")
    await expect(desk).to_have_url(re.compile("/lead$"))
    board = await visitors.come(PROJECTOR)
    await board.goto(await day.board_url())

    phone = await visitors.come(LAPTOP)
    await phone.goto("/")
    await tab_to(phone, "#code")
    await phone.keyboard.type((await day.code()).lower())
    await phone.keyboard.press("Enter")
    await expect(phone).to_have_url(re.compile("/p/"))

    await lead_on(desk)
    await expect(phone.locator("#my-name")).to_be_visible()
    await tab_to(phone, "#my-name")
    await phone.keyboard.type("Näppäimistö")
    await phone.keyboard.press("Enter")
    await expect(phone.locator("#note-text")).to_be_visible()
    for n in range(3):
        await tab_to(phone, "#note-text")
        await phone.keyboard.type(f"Lappu {n}")
        await press(phone, "button[form=task]")
        await expect(phone.locator(".note", has_text=f"Lappu {n}").locator('[data-state="saved"]')).to_be_visible()

    await lead_on(desk)
    await lead_on(desk)
    await expect(phone.locator(".note-choice")).to_have_count(3)
    for n in range(2):
        await press(phone, f"li:nth-child({n + 1}) > .note-choice input", "Space")
    await tab_to(phone, "#heading-new")
    await phone.keyboard.type("Yhdessä")
    await phone.keyboard.press("Enter")
    await expect(board.locator(".cluster-title", has_text="Yhdessä")).to_be_visible()
    await press(phone, "[aria-labelledby=loose] .note-choice input", "Space")
    await press(phone, "button[id^=place-]:not(#place-none)")
    await expect(phone.locator(".cluster-number").last).to_have_text("3")

    await lead_on(desk)
    await lead_on(desk)
    await expect(phone.locator("li.vote button[id^=more-]")).to_be_visible()
    await press(phone, "li.vote button[id^=more-]")
    await expect(phone.locator("li.vote output")).to_have_text("1")
    # The first dot is kept, and what is pressed next counts on from it.
    await expect(desk.locator("body")).to_contain_text(re.compile(r"\b1 on vastannut"))
    await press(phone, "li.vote button[id^=more-]")
    await expect(phone.locator("li.vote output")).to_have_text("2")
    await lead_on(desk)
    await expect(board.locator(".result-number")).to_contain_text("2")

    await lead_on(desk)
    await expect(phone.locator("#action-what")).to_be_visible()
    await tab_to(phone, "#action-what")
    await phone.keyboard.type("Soitetaan")
    await press(phone, "button[form=task]")
    await expect(board.locator("main")).to_contain_text("Soitetaan")
    await desk.keyboard.press("b")
    await expect(board.locator("body.board-blank")).to_have_count(1)
    await desk.keyboard.press("Control+z")
    await expect(board.locator("body.board-blank")).to_have_count(0)
    await press(desk, "#more")
    await press(desk, "#more-end")
    await press(desk, "#end-yes")
    await expect(phone.locator(".phone-door h1")).to_be_visible()
    await expect(desk.locator("#next")).to_have_attribute("href", re.compile("/summary$"))
    await press(desk, "#next")
    await expect(desk.locator("main")).to_contain_text("Soitetaan")
