"""What a screen reader is told on a phone: a new step once, and never a count."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.serving import Serving
from tests.browser.world import Visitors, plan, step, write_note

pytestmark = pytest.mark.browser

# Keeps what any live region has said, as a reader would: each change of its words.
LISTEN = """() => {
    window.heard = [];
    const regions = "[aria-live], [role=status], [role=alert], output";
    new MutationObserver((changes) => {
        for (const { target } of changes) {
            const element = target instanceof Element ? target : target.parentElement;
            const region = element?.closest(regions);
            const words = region?.textContent.trim();
            if (words && window.heard.at(-1) !== words) window.heard.push(words);
        }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


async def heard(phone: Page) -> list[str]:
    return list(await phone.evaluate("window.heard"))


async def test_a_new_step_is_said_once_and_arriving_notes_and_counts_never(
    visitors: Visitors, serving: Serving
) -> None:
    prompt = {"fi": "Mikä toimii?", "sv": "Vad fungerar?"}
    day = await plan(
        await visitors.owner(), serving, step("collect", identity="nickname", prompt=prompt), languages=("fi", "sv")
    )
    await day.next()
    code = await day.code()
    phone, other = await visitors.phone(code), await visitors.phone(code, "sv")
    await day.by(other, "SetName", nickname="Toinen")
    await day.by(phone, "SetName", nickname="Minä")
    await expect(phone.locator("h1")).to_be_visible()
    assert await phone.locator('[aria-live="assertive"]').count() == 0
    await expect(phone.locator('[role="status"], [aria-live="polite"]')).to_have_count(1)
    await phone.evaluate(LISTEN)

    await day.next()
    await expect(phone.locator("#note-text")).to_be_visible()
    for n in range(4):
        await day.by(other, "PostNote", text=f"Muiden lappu {n}")
    await write_note(phone, "Oma")
    await visitors.phone(code)
    await expect(phone.locator("#sofar summary")).to_contain_text("5")
    said = await heard(phone)
    assert len([words for words in said if "Mikä toimii?" in words]) == 1
    assert [words for words in said if "Mikä toimii?" not in words] == []

    await expect(phone.locator("h1")).to_have_attribute("lang", "fi")
    await expect(other.locator("h1")).to_have_attribute("lang", "sv")


async def test_a_new_step_does_not_take_the_focus_from_who_types(visitors: Visitors, serving: Serving) -> None:
    day = await plan(await visitors.owner(), serving, step("collect"), step("show"))
    await day.next()
    await day.next()
    phone = await visitors.phone(await day.code())
    await phone.locator("#note-text").focus()
    await phone.keyboard.type("Kesken ")
    await day.do("AddTime", activity=(await day.view())["current"], minutes=5)
    await day.by(await visitors.phone(await day.code()), "PostNote", text="Toinen")
    await phone.keyboard.type("sanan")
    await expect(phone.locator("#note-text")).to_have_value("Kesken sanan")
    await expect(phone.locator("#note-text")).to_be_focused()
