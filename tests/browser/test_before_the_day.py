"""People answer a question before the day, by the link in their invitation; the day opens with what they said."""

import os
import re
from typing import Any

import pytest
from playwright.async_api import Page, expect

from facilitator.live.pretend_words import SAYINGS
from tests.browser.indoors import Crowd, Indoors
from tests.browser.serving import until
from tests.browser.test_axe import Inspector
from tests.browser.world import Day, Visitors, press_next, read, workshop_of

pytestmark = pytest.mark.browser

THURSDAY = "2026-12-03"


async def planned(guests: Visitors, indoors: Indoors) -> tuple[Page, Day]:
    """Make a workshop of a ready day; return its agenda tab and the day."""
    agenda = await guests.owner()
    form: dict[str, str | float | bool] = {
        "title": "",
        "template": "pelisaannot",
        "in_fi": "yes",
        "people": "12",
        "day": THURSDAY,
    }
    headers = {"Origin": indoors.owner_base}
    made = await agenda.request.post(f"{indoors.owner_base}/workshops/new", form=form, headers=headers)
    await agenda.goto(made.url)
    return agenda, Day(agenda, indoors, workshop_of(agenda))


async def look(inspector: Inspector, page: Page, name: str) -> None:
    await inspector.look(page, name)
    if folder := os.environ.get("SHOTS"):
        await page.screenshot(path=f"{folder}/{name}.png")


def shows_answers(view: dict[str, Any]) -> bool:
    """Whether the green button opens what was answered before the day."""
    move = view["next"]
    steps = {step_id: step for block in view["blocks"].values() for step_id, step in block["steps"].items()}
    asked = {step_id for block in view["blocks"].values() if block["before"] for step_id in block["steps"]}
    return move["does"] == "open" and steps[move["step"]]["source"].get("step") in asked


async def test_six_answer_at_home_by_the_link_and_the_day_opens_with_what_they_said(
    guests: Visitors, indoors: Indoors
) -> None:
    inspector = Inspector()
    agenda, day = await planned(guests, indoors)
    room = await indoors.room(day.workshop)
    await agenda.click("#open-before")
    await expect(agenda.locator("#before-link")).to_have_value(re.compile("/#"))
    home = await guests.come()
    await home.goto(await agenda.locator("#before-link").input_value())
    await expect(home.locator("textarea")).to_be_visible()
    await expect(home.locator("#more-time")).to_have_count(0)
    await look(inspector, home, "asked")
    await home.fill("textarea", "Kokousten alku")
    await home.locator(".bottom .button-primary").click()
    await expect(home.locator("#form-thanks")).to_be_visible()
    assert "to 3.12." in await read(home)
    await look(inspector, home, "answered")

    others = Crowd(room, indoors.owner, SAYINGS["fi"], 6)
    await others.arrive()
    await others.answer()
    answered = room.around.kinds["form"].answered(others.activity.state)
    assert answered > 5, "one of them forgets to send"
    row = agenda.locator(".before-row")
    await expect(row.locator("[role=status]")).to_contain_text(str(answered))
    await look(inspector, agenda, "agenda")

    await agenda.click("#close-before")
    await expect(agenda.locator("#close-before")).to_have_count(0)
    await until(lambda: others.activity.stage == "closing")
    await indoors.let_pass(room, 25_000)
    await expect(home.locator("textarea")).to_have_count(0)
    await look(inspector, home, "closed")
    await row.get_by_role("button").last.click()
    await expect(home.locator("textarea")).to_have_value("Kokousten alku")
    for person in others.people:
        room.leave(person)

    # A week later the same phone is the same seat.
    await home.reload()
    await expect(home.locator("textarea")).to_have_value("Kokousten alku")
    await agenda.click("#start")
    await expect(agenda.locator("#next")).to_be_visible()
    await expect(home.locator("textarea")).to_have_count(0)
    while not shows_answers(view := await day.view()):
        await press_next(agenda)
    await press_next(agenda)
    await expect(agenda.locator(".miniature")).to_contain_text("Kokousten alku")
    await expect(home.locator("#content")).to_contain_text("Kokousten alku")
    await expect(agenda.locator(".desk-top")).to_contain_text("1 / 12")
    assert view["people"] == 1, "the others answered at home and have not come"
    assert len(room.workshop.people) == 7
    assert not inspector.found, inspector.told()


async def test_who_comes_early_is_told_when_the_day_is(guests: Visitors, indoors: Indoors) -> None:
    inspector = Inspector()
    _, day = await planned(guests, indoors)
    early = await guests.phone(await day.code(), "sv")
    await expect(early.locator("h1")).to_be_visible()
    assert "3.12" in await read(early) or "3/12" in await read(early)
    await look(inspector, early, "early")
    assert not inspector.found, inspector.told()
