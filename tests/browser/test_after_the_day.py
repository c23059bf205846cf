"""What the day really took: beside the plan while it is on, and offered when the next one is planned."""

import os
import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.indoors import Indoors
from tests.browser.serving import until
from tests.browser.test_axe import Inspector
from tests.browser.world import Visitors, plan, step, workshop_of

pytestmark = pytest.mark.browser

METHOD = "parikavely"


async def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        await page.screenshot(path=f"{folder}/{name}.png")


async def test_real_minutes_stand_beside_the_plan_and_plan_the_next_one(guests: Visitors, indoors: Indoors) -> None:
    inspector = Inspector()
    owner = await guests.owner()
    day = await plan(owner, indoors, step("show", prompt={"fi": "Avaus"}))
    first = next(iter((await day.view())["blocks"]))
    await day.do("EditBlock", block=first, minutes=10)
    walk = {"id": "", "title": {"fi": "Parikävely"}, "minutes": 15, "method": METHOD, "steps": [step("show")]}
    walk_id = await day.do("AddBlock", block=walk, after=first)
    spare = {"id": "", "title": {"fi": "Väli"}, "minutes": 10, "is_buffer": True, "steps": []}
    spare_id = await day.do("AddBlock", block=spare, after=walk_id)
    end = {"id": "", "title": {"fi": "Lopetus"}, "minutes": 40, "steps": [step("show")]}
    end_id = await day.do("AddBlock", block=end, after=spare_id)
    room = await indoors.room(day.workshop)

    async def open_first_of(block: str, after_minutes: float) -> None:
        await indoors.let_pass(room, int(after_minutes * 60_000))
        steps = (await day.view())["blocks"][block]["steps"]
        await day.do("OpenActivity", step=next(iter(steps)))

    await day.do("StartWorkshop")
    await open_first_of(first, 0)
    await open_first_of(walk_id, 17)
    desk = await guests.owner()
    await desk.goto(f"/w/{day.workshop}/lead")
    past = desk.locator("[data-state=past]").first
    await expect(past).to_contain_text("17 min")
    await expect(past).to_contain_text("10 min")
    await expect(desk.locator(".desk-late")).to_contain_text("7")
    await shot(desk, "during")

    # Spare time goes first, and gives all that is needed here.
    await expect(desk.locator(".hint")).to_have_attribute("data-hint", "behind")
    await desk.click("#shorten")
    await expect(desk.locator(".agenda-late")).to_have_count(0)
    await expect(desk.locator(".hint")).to_have_count(0)
    minutes = {block: row["minutes"] for block, row in (await day.view())["blocks"].items()}
    assert (minutes[spare_id], minutes[end_id]) == (3, 40)

    await open_first_of(end_id, 21)
    await indoors.let_pass(room, 40 * 60_000)
    await day.do("EndWorkshop")
    await owner.goto(f"/w/{day.workshop}/agenda")
    went = owner.locator("section[aria-labelledby=after-title]")
    await expect(went.locator(".went li")).to_have_count(2)
    assert re.search(r"10\D+17", await went.inner_text())
    await inspector.look(owner, "after the day")
    await shot(owner, "after")
    await owner.click("#as-it-went")
    await owner.wait_for_url(lambda url: day.workshop not in url)
    next_one = workshop_of(owner)
    copy = (await indoors.room(next_one)).workshop
    assert [block.minutes for block in copy.blocks] == [17, 21, 10, 40]

    await owner.goto(f"/methods/{METHOD}")
    await expect(owner.locator("main")).to_contain_text("21 min")
    await owner.goto(f"/w/{next_one}/agenda?method={METHOD}")
    line = owner.locator("#add-block li", has=owner.locator(f"#method-{METHOD}"))
    await expect(line).to_contain_text("21 min")
    await shot(owner, "add-as-it-took")
    await owner.click(f"#method-{METHOD}")
    await expect(owner.locator("#add-block")).to_be_hidden()
    room = await indoors.room(next_one)
    await until(lambda: len(room.workshop.blocks) == len(copy.blocks) + 1)
    added = room.workshop.blocks[-1]
    assert (added.method, added.minutes) == (METHOD, 20), "as it took, in steps of five"
    assert not inspector.found, inspector.told()
