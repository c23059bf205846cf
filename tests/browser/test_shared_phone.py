"""One phone for several people: passed round with separate votes, or one voice for a table."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.serving import Serving
from tests.browser.world import Visitors, plan, read, say_name, step, write_note

pytestmark = pytest.mark.browser
VOTE = {"options": [{"fi": "Aamu"}, {"fi": "Ilta"}], "budget": 1}


async def share(phone: Page, *names: str) -> None:
    """Let people with these names use the phone, the one who has it first."""
    await phone.click("#more-open")
    await phone.click("#more-shared")
    for _ in names[1:]:
        before = await phone.locator("[id^=person-]").count() or 1
        await phone.click("#add-person")
        await expect(phone.locator("[id^=person-]")).to_have_count(before + 1)
    for place, name in enumerate(names):
        await phone.locator("[id^=person-]").nth(place).fill(name)
    await phone.keyboard.press("Tab")
    await phone.click("#more-close")


async def hand_on(phone: Page, name: str) -> None:
    """Pass the phone to the next one, who says who they are."""
    await phone.click("#hand-over")
    await expect(phone.locator("#take-next")).to_contain_text(name)
    await phone.click("#take-next")
    await expect(phone.locator(".phone-whose b")).to_have_text(name)
    await expect(phone.locator("#handing")).to_have_count(0)


async def test_two_people_on_one_phone_write_apart_and_neither_sees_the_other(
    visitors: Visitors, serving: Serving
) -> None:
    day = await plan(await visitors.owner(), serving, step("collect", identity="named"))
    await day.next()
    await day.next()
    phone = await visitors.phone(await day.code())
    await say_name(phone, "Eeva")
    await write_note(phone, "Eevan lappu")
    await phone.fill("#note-text", "Eevan kesken jäänyt")
    await share(phone, "Eeva", "Olli")

    await phone.click("#hand-over")
    await expect(phone.locator("#handing")).to_be_focused()
    assert "Eevan" not in await read(phone)
    await phone.click("#take-next")
    await say_name(phone, "Olli")
    assert "Eevan kesken" not in await phone.locator("#note-text").input_value()
    own = phone.locator("section.stack-tight .note")
    await expect(own).to_have_count(0)
    await write_note(phone, "Ollin lappu")

    await phone.reload()
    await expect(phone.locator(".phone-whose b")).to_have_text("Olli")
    await expect(own).to_have_text(re.compile("Ollin lappu"))
    await hand_on(phone, "Eeva")
    await expect(own).to_have_text(re.compile("Eevan lappu"))
    await expect(phone.locator("#note-text")).to_have_value("Eevan kesken jäänyt")
    notes = (await day.view())["activities"][(await day.view())["current"]]["view"]["notes"].values()
    assert {note["text"]: note["name"] for note in notes} == {"Eevan lappu": "Eeva", "Ollin lappu": "Olli"}


async def test_a_phone_passed_round_gives_each_a_vote_and_being_done(visitors: Visitors, serving: Serving) -> None:
    day = await plan(await visitors.owner(), serving, step("vote", identity="anonymous", settings=VOTE))
    await day.next()
    await day.next()
    phone = await visitors.phone(await day.code())
    await share(phone, "Eeva", "Olli", "Aino")
    for name in ("Olli", "Aino", "Eeva"):
        await hand_on(phone, name)
        await expect(phone.locator("input:checked")).to_have_count(0)
        await phone.locator("label", has_text="Ilta").click()
        await phone.click("#done")
        await expect(phone.locator('#done[aria-pressed="true"]')).to_be_visible()
    await day.comes_to(lambda view: view["activities"][view["current"]]["done"], 3)
    await day.comes_to(lambda view: view["activities"][view["current"]]["view"]["phones"], 3)


async def test_a_phone_says_how_many_it_speaks_for(visitors: Visitors, serving: Serving) -> None:
    day = await plan(await visitors.owner(), serving, step("collect"))
    await day.next()
    phone = await visitors.phone(await day.code())
    await phone.click("#more-open")
    await phone.click("#more-shared")
    for _ in range(4):
        await phone.click("#voices-more")
    await expect(phone.locator("#voices")).to_have_text("5")
    await phone.reload()
    await phone.click("#more-open")
    await phone.click("#more-shared")
    await expect(phone.locator("#voices")).to_have_text("5")
    assert [line["speaks_for"] for line in (await day.view())["roster"].values()] == [5]


async def test_who_is_not_of_this_phone_does_not_have_it(visitors: Visitors, serving: Serving) -> None:
    day = await plan(await visitors.owner(), serving, step("collect"))
    await day.next()
    await day.next()
    phone = await visitors.phone(await day.code())
    await write_note(phone, "Oma lappu")
    key = await phone.evaluate("Object.keys(localStorage).find((key) => key.startsWith('draft/')) ?? ''")
    box = key.rpartition("/")[0] if key.endswith(("/own", "/drafts")) else ""
    assert box, key
    await phone.evaluate(
        "(box) => localStorage.setItem(`${box}/sharing`, JSON.stringify({now: 'gone', names: {gone: 'Poissa'}}))",
        box,
    )
    await phone.reload()
    await expect(phone.locator("section.stack-tight .note")).to_have_text(re.compile("Oma lappu"))
    await expect(phone.locator(".phone-whose")).to_have_count(0)
