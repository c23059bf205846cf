"""The main journey in Firefox: join, write, vote, and the wall."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.browser.serving import Serving
from tests.browser.world import (
    LAPTOP,
    Visitors,
    end_the_day,
    give_dots,
    open_board,
    open_for_the_first_time,
    plan,
    press_next,
    read,
    step,
    write_note,
)

pytestmark = pytest.mark.browser


async def test_firefox_joins_writes_votes_leads_and_shows_the_wall(firefox: Browser, fresh: Serving) -> None:
    visitors = Visitors(firefox, fresh)
    desk = await visitors.come(LAPTOP, owns=True)
    await open_for_the_first_time(desk, fresh)
    day = await plan(
        desk,
        fresh,
        step("collect", "notes", settings={"hidden": True}),
        step(
            "vote", "dots", {"step": "notes"}, settings={"budget": 3, "max_per_option": 2}, prompt={"fi": "Mikä?"}
        ),
    )
    await desk.goto(f"/w/{day.workshop}/agenda")
    await desk.click("#start")
    await expect(desk).to_have_url(re.compile("/lead$"))
    board = await open_board(desk)
    await expect(board.locator(".qr img")).to_be_visible()
    phones = [await visitors.phone(await day.code()) for _ in range(2)]

    await press_next(desk)
    await write_note(phones[0], "Aamut")
    await write_note(phones[1], "Kiitos")
    assert "Aamut" not in await read(board)
    await press_next(desk)
    await press_next(desk)
    await expect(board.locator(".note")).to_have_count(2)
    await press_next(desk)
    for phone in phones:
        await give_dots(phone, "Kiitos", 2)
    await press_next(desk)
    await expect(board.locator(".result").first).to_contain_text("Kiitos")
    await expect(board.locator(".result-number").first).to_have_text(re.compile(r"^\s*4\s*$"))
    await end_the_day(desk)
    await desk.click("#next")
    await expect(desk.locator("main")).to_contain_text("Aamut")
    await visitors.leave()
