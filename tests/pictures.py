"""Takes the pictures of the README: a demo day, played by pretend people on the real screens.

``make pictures`` writes them to ``docs/pictures``. It takes some minutes, since pretend people write as slowly as
people do.
"""

import asyncio
import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from playwright.async_api import Page, Route, async_playwright, expect

from tests.browser.serving import Serving, free_port
from tests.browser.world import (
    LAPTOP,
    Day,
    Visitors,
    end_the_day,
    launch_chromium,
    open_board,
    open_for_the_first_time,
    open_step,
    press_next,
    workshop_of,
)

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
# What the wall shows as its address; the browser finds it on this computer.
NAME = "tyopaja.example"
PEOPLE = 25
SHEET = (900, 1800)
# Pretend people write for half a minute; then they are given as long again.
THEY_NEED_MS = 90_000


async def main() -> None:
    """Play the day and take the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        flags = ("--host", "127.0.0.1", "--port", str(port), "--public-url", f"http://{NAME}")
        serving = await Serving(Path(folder), flags).begin()
        try:
            async with async_playwright() as playing:
                rule = f"--host-resolver-rules=MAP {NAME} 127.0.0.1:{port}"
                browser = await launch_chromium(playing, more=(rule,))
                await take(Visitors(browser, serving), serving)
                await browser.close()
        finally:
            await serving.end()


async def take(visitors: Visitors, serving: Serving) -> None:
    """Take all pictures, in the order of the day."""
    desk = await visitors.come(LAPTOP, owns=True)
    await open_for_the_first_time(desk, serving)
    await _take_agenda(desk)
    await desk.goto("/today")
    await desk.click('form[action="/today/demo"] button')
    await expect(desk).to_have_url(re.compile("/lead$"))
    day = Day(desk, serving, workshop_of(desk))
    board = await open_board(desk)
    phone = await visitors.phone(await day.code())
    await phone.route("**/font-phone.css", _at_once)
    await phone.reload()
    await day.do("EditWorkshop", expected=PEOPLE + 1)
    await expect(board.locator("footer")).to_contain_text(f"{PEOPLE + 1} ", timeout=THEY_NEED_MS)
    await _picture(board, "board-lobby")
    await _take_notes(desk, day, board, phone)
    await _take_groups(desk, day, board)
    await _take_votes(desk, day, board, phone)
    await end_the_day(desk)
    await desk.goto(f"/w/{day.workshop}/summary?cut=participants")
    await expect(desk.locator(".cover")).to_be_visible()
    await desk.set_viewport_size({"width": SHEET[0], "height": SHEET[1]})
    await _picture(desk, "summary")
    await visitors.leave()


async def _at_once(route: Route) -> None:
    """Give a phone its typeface as a page gets it: on a busy machine it would do without."""
    await route.continue_(url=route.request.url.replace("font-phone.css", "font.css"))


async def _picture(page: Page, name: str) -> None:
    await page.evaluate("document.fonts.ready.then(() => scrollTo(0, 0))")
    await page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
    print(f"docs/pictures/{name}.png")


async def _take_agenda(desk: Page) -> None:
    await desk.goto("/workshops/new")
    await desk.locator('input[name="template"][value="pelisaannot"]').check()
    await desk.click("button.button-primary")
    await expect(desk.locator("li.block").nth(10)).to_be_visible()
    await desk.locator(".block-title").nth(2).click()
    await _picture(desk, "agenda")


async def _take_notes(desk: Page, day: Day, board: Page, phone: Page) -> None:
    await open_step(desk, day, "collect", hidden=True)
    await phone.fill("#note-text", "Aamun vartti yhdessä ennen kuin puhelimet avataan")
    await phone.click("button[form=task]")
    await expect(phone.locator('.note [data-state="saved"]')).to_be_visible()
    await phone.fill("#note-text", "Kiitos sanotaan ääneen")
    await _picture(phone, "phone-collect")
    await _all_done(day)
    await press_next(desk)
    await press_next(desk)
    await expect(board.locator(".note").nth(20)).to_be_attached()
    await _picture(board, "board-collect")


async def _take_groups(desk: Page, day: Day, board: Page) -> None:
    await open_step(desk, day, "cluster")
    await expect(board.locator(".cluster").nth(3)).to_be_visible(timeout=THEY_NEED_MS)
    await _until(day, lambda activity: int(activity["view"]["ungrouped"]) * 4 < int(activity["view"]["count"]))
    await _picture(board, "board-cluster")
    await _picture(desk, "desk")
    await press_next(desk)


async def _take_votes(desk: Page, day: Day, board: Page, phone: Page) -> None:
    await open_step(desk, day, "vote", budget=4)
    for n in range(2):
        await phone.locator("li.vote button[id^=more-]").nth(n).click()
    await expect(phone.locator("li.vote[data-given]")).to_have_count(2)
    await _picture(phone, "phone-vote")
    await _all_done(day)
    await press_next(desk)
    await expect(board.locator(".result").first).to_be_visible()
    await _picture(board, "board-vote")


async def _all_done(day: Day) -> None:
    """Wait until nearly all pretend people have said that they are done."""
    await _until(day, lambda activity: int(activity["done"]) >= PEOPLE - 2)


async def _until(day: Day, holds: Callable[[Mapping[str, Any]], bool]) -> None:
    """Wait until *holds* says yes of the present activity."""
    async with asyncio.timeout(THEY_NEED_MS / 1000):
        while True:
            view = await day.view()
            if holds(view["activities"][view["current"]]):
                return
            await asyncio.sleep(1)


if __name__ == "__main__":
    asyncio.run(main())
