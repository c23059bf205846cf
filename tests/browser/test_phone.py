"""What a phone lives through in a pocket: late, reloaded, offline, opened twice."""

import pytest
from playwright.async_api import expect

from facilitator.web.words import words_for
from tests.browser.serving import Serving
from tests.browser.world import OFFLINE, PROJECTOR, Visitors, plan, step, write_note

pytestmark = pytest.mark.browser


async def test_a_late_phone_lands_on_the_task_and_a_reload_keeps_what_was_typed(
    visitors: Visitors, serving: Serving
) -> None:
    day = await plan(await visitors.owner(), serving, step("show"), step("collect"))
    for _ in range(3):
        await day.next()
    phone = await visitors.phone(await day.code())
    await expect(phone.locator("h1")).to_have_text("Mikä toimii?")
    await phone.fill("#note-text", "Puolikas aja")
    await phone.reload()
    await expect(phone.locator("#note-text")).to_have_value("Puolikas aja")
    await phone.locator("#note-text").press("End")
    await phone.keyboard.type("tus")
    await write_note(phone, "Puolikas ajatus")
    await phone.reload()
    await expect(phone.locator("#note-text")).to_have_value("")
    await expect(phone.locator(".note")).to_have_count(1)


async def test_words_left_over_when_the_step_moves_on_stay(visitors: Visitors, serving: Serving) -> None:
    day = await plan(
        await visitors.owner(), serving, step("collect"), step("vote", settings={"options": [{"fi": "A"}]})
    )
    await day.next()
    await day.next()
    phone = await visitors.phone(await day.code())
    await phone.fill("#note-text", "Jäi kesken")
    await day.close()
    await day.next()
    left = phone.locator("section", has_text="Jäi kesken")
    await expect(left).to_be_visible()
    async with phone.expect_download() as saving:
        await left.locator("a[download]").click()
    assert "Jäi kesken" in (await (await saving.value).path()).read_text()
    await left.locator("button").first.click()
    await expect(left).to_have_count(0)
    assert [line["text"] for line in (await day.view())["parking"].values()] == ["Jäi kesken"]


async def test_a_phone_without_network_writes_and_delivers_each_note_once(
    visitors: Visitors, serving: Serving
) -> None:
    visitors.expected.append(OFFLINE)
    day = await plan(await visitors.owner(), serving, step("collect", identity="nickname"))
    await day.next()
    await day.next()
    phone = await visitors.phone(await day.code())
    await day.by(phone, "SetName", nickname="Nikke")
    board = await visitors.come(PROJECTOR)
    await board.goto(await day.board_url())
    await write_note(phone, "Ennen tunnelia")

    await phone.context.set_offline(True)
    for n in range(3):
        await phone.fill("#note-text", f"Tunnelissa {n}")
        await phone.click("button[form=task]")
        await expect(
            phone.locator(".note", has_text=f"Tunnelissa {n}").locator('[data-state="waiting"]')
        ).to_be_visible()
    await expect(board.locator(".note")).to_have_count(1)
    await phone.context.set_offline(False)
    await expect(board.locator(".note")).to_have_count(4, timeout=20_000)
    await expect(phone.locator('[data-state="waiting"]')).to_have_count(0)
    await phone.reload()
    await expect(phone.locator(".note:has(.status)")).to_have_count(4)
    assert len((await day.view())["activities"][(await day.view())["current"]]["view"]["notes"]) == 4


async def test_the_newest_tab_goes_on_and_the_older_one_says_so(visitors: Visitors, serving: Serving) -> None:
    day = await plan(await visitors.owner(), serving, step("collect"))
    await day.next()
    await day.next()
    first = await visitors.phone(await day.code())
    # Only a tab that is connected is the older one.
    await write_note(first, "Vanhasta välilehdestä")
    second = await first.context.new_page()
    await second.goto(first.url)
    await expect(first.locator("h1")).to_have_text(words_for("fi")("You went on in another tab"))
    await write_note(second, "Uudesta välilehdestä")
    await first.click("#take-back")
    await expect(first.locator(".note", has_text="Uudesta")).to_be_visible()
    await expect(second.locator("#take-back")).to_be_visible()
