"""A phone in the facilitator's pocket leads the room, and sees nothing private."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.serving import Serving
from tests.browser.test_axe import Inspector
from tests.browser.world import PHONE, Day, Visitors, plan, press_next, say_name, step, write_note

pytestmark = pytest.mark.browser


async def pair(visitors: Visitors, room: Page) -> tuple[Page, str]:
    """Pair a phone from the room tab; return it, and the one-time link it used."""
    await room.click("#pair")
    link = (await room.locator(".card .address").inner_text()).strip()
    remote = await visitors.come(PHONE)
    await remote.goto(link)
    await remote.click("button.button-primary")
    await expect(remote).to_have_url(re.compile("/remote$"))
    return remote, link


async def stage_of(day: Day) -> tuple[str, bool, float]:
    """Return stage, revealed and the end of the present activity's clock."""
    view = await day.view()
    activity = view["activities"][view["current"]]
    return activity["stage"], activity["revealed"], activity["ends_at"]


async def test_a_paired_phone_leads_sees_no_names_and_is_out_when_revoked(
    visitors: Visitors, serving: Serving
) -> None:
    room = await visitors.owner()
    day = await plan(
        room, serving, step("collect", identity="facilitator", settings={"hidden": True}), step("vote")
    )
    await day.do("EditWorkshop", client="Kainuun hyvinvointialue")
    await day.do("StartWorkshop")
    phone = await visitors.phone(await day.code())
    await room.goto(f"/w/{day.workshop}/room")
    remote, link = await pair(visitors, room)

    # The link is used up: whoever finds it later gets nothing.
    again = await visitors.come(PHONE)
    visitors.expected.append(re.compile("404"))
    await again.goto(link)
    await again.click("button.button-primary")
    await expect(again).not_to_have_url(re.compile("/remote"))

    await press_next(remote)
    await say_name(phone, "Aino Salainen")
    await write_note(phone, "Aamupalaveri")
    _, _, before = await stage_of(day)
    await remote.click("#time1")
    await expect(remote.locator("#undo")).to_be_visible()
    assert (await stage_of(day))[2] == before + 60_000
    assert "Aino" not in await remote.content()
    assert "Kainuun" not in await remote.content()
    inspector = Inspector()
    for tab in ("agenda", "signals", "now"):
        await remote.click(f"#tab-{tab}")
        await inspector.look(remote, f"remote, {tab}")
    assert not inspector.found, inspector.told()

    await press_next(remote)
    await press_next(remote)
    board = await visitors.come()
    await board.goto(await day.board_url())
    await expect(board.locator(".note")).to_have_text("Aamupalaveri")
    await remote.click("#tab-signals")
    await remote.locator(".signal button").click()
    await expect(board.locator(".note")).to_have_count(0)
    assert "Aino" not in await remote.content()
    visitors.expected.append(re.compile("401|404"))

    await room.reload()
    await room.locator(".card-row form button").click()
    await expect(remote.locator(".banner-error")).to_be_visible()
    answer = await remote.reload()
    assert answer is not None
    assert answer.status == 404
