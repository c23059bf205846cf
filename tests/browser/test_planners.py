"""Two people plan one day at the same time."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.serving import Serving
from tests.browser.world import Visitors, plan, step

pytestmark = pytest.mark.browser


async def agenda(visitors: Visitors, workshop: str) -> Page:
    page = await visitors.owner()
    await page.goto(f"/w/{workshop}/agenda")
    return page


async def test_two_planners_see_each_others_changes_and_take_back_their_own(
    visitors: Visitors, serving: Serving
) -> None:
    desk = await visitors.owner()
    day = await plan(desk, serving, step("collect"))
    one, other = await agenda(visitors, day.workshop), await agenda(visitors, day.workshop)
    await expect(one.locator(".block")).to_have_count(1)

    await one.click("#add")
    await one.click("#add-break")
    await expect(other.locator(".block")).to_have_count(2)
    await expect(other.locator(".block").nth(1)).to_contain_text("Tauko")

    minutes = other.locator(".block-minutes input").nth(0)
    await minutes.fill("45")
    await minutes.press("Tab")
    await expect(one.locator(".block-minutes input").nth(0)).to_have_value("45")

    # The same person in two windows: the latest change is taken back first, wherever it was made.
    await one.click("#undo")
    await expect(other.locator(".block-minutes input").nth(0)).to_have_value("30")
    await other.click("#undo")
    await expect(one.locator(".block")).to_have_count(1)
