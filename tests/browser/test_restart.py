"""The server dies in the middle of a day and comes back over the same data."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.serving import serving_here
from tests.browser.world import (
    LAPTOP,
    OFFLINE,
    PROJECTOR,
    Visitors,
    open_for_the_first_time,
    plan,
    press_next,
    step,
)

pytestmark = pytest.mark.browser


async def loads_of(page: Page) -> float:
    """Return when the page was loaded: the same as long as it is not loaded anew."""
    return float(await page.evaluate("performance.timeOrigin"))


async def test_after_a_crash_every_screen_catches_up_without_a_reload(chromium: Browser, tmp_path: Path) -> None:
    serving = serving_here(tmp_path)
    await serving.begin()
    visitors = Visitors(chromium, serving)
    visitors.expected.append(OFFLINE)
    desk = await visitors.come(LAPTOP, owns=True)
    await open_for_the_first_time(desk, serving)
    day = await plan(desk, serving, step("collect", identity="nickname"))
    await day.next()
    await day.next()
    await desk.goto(f"/w/{day.workshop}/lead")
    board = await visitors.come(PROJECTOR)
    await board.goto(await day.board_url())
    phones = [await visitors.phone(await day.code()) for _ in range(2)]
    for n, phone in enumerate(phones):
        await phone.fill("#my-name", f"Nikke {n}")
        await phone.press("#my-name", "Enter")
        await phone.fill("#note-text", f"Ennen {n}")
        await phone.click("button[form=task]")
    await expect(board.locator(".note")).to_have_count(2)
    screens = [desk, board, *phones]
    loaded = [await loads_of(page) for page in screens]

    await serving.die()
    for n, phone in enumerate(phones):
        await phone.fill("#note-text", f"Sillä välin {n}")
        await phone.click("button[form=task]")
        await expect(phone.locator('[data-state="waiting"]').first).to_be_visible()
    await serving.begin()
    await expect(board.locator(".note")).to_have_count(4, timeout=30_000)
    for phone in phones:
        await expect(phone.locator('[data-state="waiting"]')).to_have_count(0)
    await press_next(desk)
    await expect(phones[0].locator("button[form=task]")).to_have_count(0, timeout=40_000)
    assert [await loads_of(page) for page in screens] == loaded
    await visitors.leave()
    await serving.end()
