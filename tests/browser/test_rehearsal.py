"""A rehearsal on the real screens: it plays itself, is taken over and given back, and nothing of it is kept."""

import os

import pytest
from playwright.async_api import expect

from tests.browser.indoors import Indoors
from tests.browser.serving import until
from tests.browser.test_axe import Inspector
from tests.browser.world import LAPTOP, Day, Visitors, open_board, plan, step, workshop_of

pytestmark = pytest.mark.browser


async def test_a_day_rehearses_itself_is_taken_over_given_back_and_leaves_nothing(
    guests: Visitors, indoors: Indoors
) -> None:
    inspector = Inspector()
    agenda = await guests.owner(LAPTOP)
    # More than it gets through while it is looked at.
    notes = [step("collect", prompt={"fi": f"Kysymys {n}?"}) for n in range(25)]
    day = await plan(agenda, indoors, step("show", prompt={"fi": "Tervetuloa"}), *notes)
    asked = {"id": "", "title": {"fi": "Ennakko"}, "minutes": 0, "before": True, "steps": [step("form")]}
    await day.do("AddBlock", block=asked)
    await day.do("EditWorkshop", expected=12)
    before = (await indoors.room(day.workshop)).workshop
    await agenda.goto(f"/w/{day.workshop}/agenda")
    await expect(agenda.locator("#rehearse")).to_contain_text("12")

    await agenda.click("#rehearse")
    banner = agenda.locator(".rehearsal")
    await expect(banner).to_be_visible()
    copy = workshop_of(agenda)
    room = await indoors.room(copy)
    assert copy != day.workshop
    assert room.around.kinds["form"].answered(next(iter(room.workshop.activities.values())).state) > 5
    phone = await guests.phone(await Day(agenda, indoors, copy).code())
    board = await open_board(agenda)
    await expect(board.locator("#screen")).to_contain_text("Kysymys", timeout=30_000)
    await expect(phone.locator("#content")).to_contain_text("Kysymys")
    await expect(agenda.locator(".desk-top")).to_contain_text("13 / 12")
    await inspector.look(agenda, "the rehearsal on the desk")

    await agenda.click("#rehearsal-turn")
    await expect(agenda.locator("#rehearsal-turn")).to_contain_text("Anna sen kulkea itsestään")
    seen = room.workshop.current
    await agenda.wait_for_timeout(800)
    assert room.workshop.current == seen, "nobody else leads now"
    opened = len(room.workshop.activities)
    while len(room.workshop.activities) == opened:
        await agenda.wait_for_timeout(700)
        await agenda.click("#next")
    await agenda.click("#rehearsal-turn")
    await until(lambda: len(room.workshop.activities) > opened + 1, 30)
    if folder := os.environ.get("SHOTS"):
        await agenda.screenshot(path=f"{folder}/rehearsal-desk.png")
        await board.screenshot(path=f"{folder}/rehearsal-board.png")

    await agenda.click("#rehearsal-end")
    await agenda.wait_for_url(f"**/w/{day.workshop}/agenda")
    answer = await agenda.request.get(f"{indoors.owner_base}/w/{copy}/lead")
    assert answer.status == 404
    assert (await indoors.room(day.workshop)).workshop == before
    await expect(agenda.locator("#start")).to_be_visible()
    assert not inspector.found, inspector.told()
