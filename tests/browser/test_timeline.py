"""The agenda as a timeline of days and tracks, moved by pointer, keys and menu, alone and with another planner."""

from functools import partial
from typing import Any

import pytest
from playwright.async_api import Browser, Page, StorageState, expect

from facilitator.core import commands as c
from facilitator.core.refusal import Refusal
from facilitator.live.actors import Actor
from facilitator.live.room import Room
from tests.browser.indoors import Indoors
from tests.browser.serving import Serving, until
from tests.browser.test_axe import Inspector
from tests.browser.test_sizes import NARROW, TOO_WIDE, enlarge
from tests.browser.world import LAPTOP, PHONE, PROJECTOR, Day, Visitors, in_order, plan, step

pytestmark = pytest.mark.browser

OLLI = Actor("co", "olli" + "A" * 18)
LONG = "Lastensuojelun sosiaalityöntekijöiden työvuorosuunnittelujärjestelmä"
# What the timeline reads as: a day on a line, its rows by title, tracks in brackets.
READS = """() => {
    const named = (row) => row.querySelector(".block-title").textContent.replaceAll("\\u00ad", "").trim();
    const all = (track) => [...track.querySelectorAll(".block")].map(named).join(", ");
    const told = (track) => `${track.querySelector(".track-name").textContent}: ${all(track)}`;
    const forked = (row) => `[${[...row.querySelectorAll(".track")].map(told).join(" | ")}]`;
    return [...document.querySelectorAll(".day")].map((day) =>
        [...day.querySelectorAll(":scope > .agenda > li")]
            .map((row) => (row.matches(".fork") ? forked(row) : named(row)))
            .join(", "));
}"""


async def timeline(page: Page, day: Day) -> None:
    await page.goto(f"/w/{day.workshop}/agenda")
    await expect(page.locator(".block").first).to_be_visible()


async def reads(page: Page, *days: str) -> None:
    """Wait until the timeline reads so."""
    now: list[str] = []
    for _ in range(50):
        if (now := await page.evaluate(READS)) == list(days):
            return
        await page.wait_for_timeout(100)
    assert now == list(days)


def titled(title: str, **facts: Any) -> dict[str, Any]:
    """Return a block as a command carries it."""
    return {"id": "", "title": {"fi": title} if title else {}, "minutes": 30, "steps": [], **facts}


async def named(page: Page, title: str) -> str:
    """Return the id of the block that is called so."""
    row = page.locator(".block", has=page.locator(".block-title", has_text=title)).first
    return str(await row.get_attribute("data-row"))


async def two_days(page: Page, serving: Serving) -> Day:
    """Aloitus, Tauko, then Arki beside Kierros and Sopiminen, Lounas; on another day Paluu and Päätös."""
    day = await plan(page, serving, step("collect"))
    first = in_order((await day.view())["blocks"])[0][0]
    await day.do("EditBlock", block=first, title={"fi": "Aloitus"})
    rest = [
        titled("Tauko", is_break=True, minutes=15),
        titled("Arki", track="Tiimi A", minutes=40, lead="Olli", steps=[step("collect"), step("vote")]),
        titled("Kierros", track="Tiimi B", minutes=25, note="Muista"),
        titled("Sopiminen", track="Tiimi B", minutes=20),
        titled("Lounas", is_break=True, minutes=45, fixed_at=11 * 60 + 45),
        titled("", new_day=True, minutes=0, fixed_at=600, date="2027-01-16"),
        titled("Paluu", minutes=45),
        titled("Päätös", mandatory=True, minutes=25),
    ]
    await day.do("AddBlocks", blocks=rest, after=first)
    await day.do("EditWorkshop", day="2027-01-15")
    return day


FIRST = "Aloitus, Tauko, [Tiimi A: Arki | Tiimi B: Kierros, Sopiminen], Lounas"


async def test_times_follow_while_minutes_are_typed_and_before_they_are_kept(
    visitors: Visitors, serving: Serving
) -> None:
    page = await visitors.owner()
    day = await two_days(page, serving)
    await timeline(page, day)
    await reads(page, FIRST, "Paluu, Päätös")
    minutes, later = page.locator(".block-minutes input").first, page.locator(".block-time time")
    await expect(later.nth(1)).to_have_text("9.30")
    await expect(later.nth(2)).to_have_text("9.45")
    await expect(later.nth(3)).to_have_text("9.45")
    await minutes.fill("50")
    await expect(later.nth(1)).to_have_text("9.50")
    await expect(later.nth(3)).to_have_text("10.05")
    assert in_order((await day.view())["blocks"])[0][1]["minutes"] == 30
    # On another day nothing moves, and what is fixed stays.
    await expect(page.locator(".block", has_text="Lounas").locator("time")).to_have_text("11.45")
    await expect(page.locator(".block", has_text="Paluu").locator("time")).to_have_text("10.00")
    await minutes.press("Tab")
    await expect(minutes).to_have_value("50")
    await expect(page.locator('[data-state="saved"]').first).to_be_visible()
    assert in_order((await day.view())["blocks"])[0][1]["minutes"] == 50


async def drag(page: Page, title: str, target: str, share: float, *, drop: bool = True) -> None:
    """Hold a block by its handle over *share* of another row's height, and let it go there."""
    handle = page.locator(f"#handle-{await named(page, title)}")
    await handle.scroll_into_view_if_needed()
    held, over = await handle.bounding_box(), await page.locator(target).first.bounding_box()
    assert held is not None
    assert over is not None
    await page.mouse.move(held["x"] + 8, held["y"] + 8)
    await page.mouse.down()
    await page.mouse.move(held["x"] + 8, held["y"] + 20)
    await page.mouse.move(over["x"] + over["width"] / 2, over["y"] + over["height"] * share, steps=4)
    if drop:
        await page.mouse.up()


async def test_a_block_is_dragged_to_another_day_and_into_a_track(visitors: Visitors, serving: Serving) -> None:
    page = await visitors.owner((1440, 1400))
    day = await two_days(page, serving)
    await timeline(page, day)
    rows = {title: f'[data-row="{await named(page, title)}"]' for title in ("Sopiminen", "Paluu", "Arki", "Lounas")}

    await drag(page, "Tauko", rows["Paluu"], 0.8, drop=False)
    await expect(page.locator(rows["Paluu"])).to_have_attribute("data-land", "after")
    await page.keyboard.press("Escape")
    await expect(page.locator("[data-land]")).to_have_count(0)
    await page.mouse.up()
    await reads(page, FIRST, "Paluu, Päätös")

    await drag(page, "Tauko", rows["Paluu"], 0.8)
    await reads(page, FIRST.replace("Tauko, ", ""), "Paluu, Tauko, Päätös")
    await drag(page, "Päätös", rows["Arki"], 0.8)
    await reads(page, "Aloitus, [Tiimi A: Arki, Päätös | Tiimi B: Kierros, Sopiminen], Lounas", "Paluu, Tauko")
    await drag(page, "Sopiminen", ".fork-edge", 0.5)
    await reads(page, "Aloitus, Sopiminen, [Tiimi A: Arki, Päätös | Tiimi B: Kierros], Lounas", "Paluu, Tauko")
    await drag(page, "Lounas", ".day-head >> nth=1", 0.5)
    await reads(page, "Aloitus, Sopiminen, [Tiimi A: Arki, Päätös | Tiimi B: Kierros]", "Lounas, Paluu, Tauko")


async def test_a_block_goes_over_days_and_out_of_tracks_by_keys_and_keeps_the_focus(
    visitors: Visitors, serving: Serving
) -> None:
    page = await visitors.owner()
    day = await two_days(page, serving)
    await timeline(page, day)
    paluu, arki = await named(page, "Paluu"), await named(page, "Arki")
    await page.focus(f"#handle-{paluu}")
    await page.keyboard.press("ArrowUp")
    await reads(page, f"{FIRST}, Paluu", "Päätös")
    await expect(page.locator(f"#handle-{paluu}")).to_be_focused()
    await expect(page.locator('.aloud[role="status"]')).to_contain_text("Paluu")
    await page.keyboard.press("ArrowDown")
    await reads(page, FIRST, "Paluu, Päätös")
    await page.focus(f"#block-{arki}")
    await page.keyboard.press("Alt+ArrowDown")
    await reads(page, "Aloitus, Tauko, [Tiimi B: Kierros, Sopiminen], Arki, Lounas", "Paluu, Päätös")
    await expect(page.locator(f"#block-{arki}")).to_be_focused()


async def test_an_arrow_held_down_loses_no_step(visitors: Visitors, serving: Serving) -> None:
    page = await visitors.owner()
    day = await plan(page, serving, step("collect"))
    first = in_order((await day.view())["blocks"])[0][0]
    await day.do("AddBlocks", blocks=[titled(f"Osio {number}") for number in range(1, 9)], after=first)
    await timeline(page, day)
    last = await named(page, "Osio 8")
    await page.focus(f"#handle-{last}")
    await page.evaluate(
        """id => Array.from({ length: 6 }, () => document.getElementById(id).dispatchEvent(
            new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true, cancelable: true })))""",
        f"handle-{last}",
    )
    await expect(page.locator(".block").nth(2)).to_have_attribute("data-row", last)
    await expect(page.locator(f"#handle-{last}")).to_be_focused()


THREE_FRAMES = """() => new Promise((drawn) =>
    requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(drawn))))"""


async def rest_on(page: Page, wanted: str) -> None:
    """Focus an element until the focus stays: a menu that turns or closes moves it two frames later."""
    for _ in range(20):
        await page.focus(wanted)
        await page.evaluate(THREE_FRAMES)
        if await page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"the focus does not stay on {wanted}")


async def choose(page: Page, title: str, *rows: str) -> None:
    """Open a block's menu by keys and go through it."""
    await rest_on(page, f"#menu-{await named(page, title)}")
    await page.keyboard.press("Enter")
    await expect(page.locator("dialog[open]")).to_be_visible()
    for row in rows:
        await rest_on(page, f"dialog[open] {row}")
        await page.keyboard.press("Enter")
    await page.evaluate(THREE_FRAMES)


async def test_all_that_dragging_does_the_menu_does_too(visitors: Visitors, serving: Serving) -> None:
    page = await visitors.owner()
    day = await two_days(page, serving)
    await timeline(page, day)
    await choose(page, "Tauko", "#menu-later")
    await reads(page, "Aloitus, [Tiimi A: Arki | Tiimi B: Kierros, Sopiminen], Tauko, Lounas", "Paluu, Päätös")
    await page.keyboard.press("Escape")
    await expect(page.locator(f"#menu-{await named(page, 'Tauko')}")).to_be_focused()
    await choose(page, "Tauko", "#menu-days", "#day-to-1")
    await reads(page, "Aloitus, [Tiimi A: Arki | Tiimi B: Kierros, Sopiminen], Lounas", "Paluu, Päätös, Tauko")
    await choose(page, "Lounas", "#menu-track", "#track-2")
    await reads(page, "Aloitus, [Tiimi A: Arki | Tiimi B: Kierros, Sopiminen, Lounas]", "Paluu, Päätös, Tauko")
    await choose(page, "Lounas", "#menu-places", "#place-0-0")
    await reads(page, "Lounas, Aloitus, [Tiimi A: Arki | Tiimi B: Kierros, Sopiminen]", "Paluu, Päätös, Tauko")
    await choose(page, "Kierros", "#menu-track")
    await page.fill("#track-name", "Tiimi C")
    await page.keyboard.press("Enter")
    await reads(
        page, "Lounas, Aloitus, [Tiimi A: Arki | Tiimi C: Kierros | Tiimi B: Sopiminen]", "Paluu, Päätös, Tauko"
    )
    await choose(page, "Paluu", "#menu-remove")
    await expect(page.locator(".block-title", has_text="Paluu")).to_have_count(0)
    await choose(page, "Päätös", "#menu-copy")
    await expect(page.locator(".block-title", has_text="Päätös")).to_have_count(2)


async def test_a_day_is_begun_named_dated_and_removed(visitors: Visitors, serving: Serving) -> None:
    page = await visitors.owner()
    day = await two_days(page, serving)
    await timeline(page, day)
    await choose(page, "Päätös", "#menu-day-here")
    await reads(page, FIRST, "Paluu", "Päätös")
    # The day after the one before, from the same hour, and open to be changed.
    await expect(page.locator('[id^="date-"]')).to_have_value("2027-01-17")
    await page.fill('[id^="title-"]', "Jatkopäivä")
    await page.fill('[id^="fixed-"]', "12:30")
    await page.press('[id^="fixed-"]', "Tab")
    await expect(page.locator(".day-head").nth(2)).to_contain_text("Jatkopäivä")
    await expect(page.locator(".block", has_text="Päätös").locator("time")).to_have_text("12.30")
    await page.click('[id^="remove-"]')
    await reads(page, FIRST, "Paluu, Päätös")


async def test_what_was_done_is_taken_back_and_done_again_by_name(visitors: Visitors, serving: Serving) -> None:
    page = await visitors.owner()
    day = await two_days(page, serving)
    await timeline(page, day)
    await expect(page.locator("#redo")).to_have_count(0)
    await page.focus(f"#handle-{await named(page, 'Tauko')}")
    await page.keyboard.press("ArrowUp")
    moved = FIRST.replace("Aloitus, Tauko", "Tauko, Aloitus")
    await reads(page, moved, "Paluu, Päätös")
    await expect(page.locator("#undo")).to_contain_text("siirto")
    await page.keyboard.press("Control+z")
    await reads(page, FIRST, "Paluu, Päätös")
    await page.keyboard.press("Control+Shift+Z")
    await reads(page, moved, "Paluu, Päätös")
    await page.click("#undo")
    await reads(page, FIRST, "Paluu, Päätös")
    await page.keyboard.press("Control+y")
    await reads(page, moved, "Paluu, Päätös")
    await expect(page.locator("#redo")).to_have_count(0)


async def by_olli(room: Room, number: int, command: Any) -> None:
    """The other planner does something."""
    answer = await room.submit(OLLI, f"{number:021d}A", command)
    assert not isinstance(answer, Refusal), answer


async def beside_olli(visitors: Visitors, indoors: Indoors) -> tuple[Page, Room]:
    """Open the agenda of two days, which Olli plans too."""
    page = await visitors.owner()
    day = await two_days(page, indoors)
    room = await indoors.room(day.workshop)
    await by_olli(room, 0, c.IntroduceLeader(name="Olli"))
    await timeline(page, day)
    return page, room


async def test_another_planner_takes_nobodys_words_or_place(guests: Visitors, indoors: Indoors) -> None:
    page, room = await beside_olli(guests, indoors)
    ids = {title: await named(page, title) for title in ("Aloitus", "Tauko", "Lounas", "Paluu")}
    await page.click(f"#block-{ids['Lounas']}")
    await page.fill(f"#lead-{ids['Lounas']}", "Keitt")
    said = c.CommentPlan(text="Voiko lounas olla aiemmin?", block=ids["Lounas"], name="Tilaaja")
    assert not isinstance(await room.submit(Actor("client", "c" * 22), "c" * 21 + "A", said), Refusal)
    await by_olli(room, 1, c.EditBlock(block=ids["Lounas"], note="Tilattu 25:lle"))
    await by_olli(room, 2, c.MoveBlock(block=ids["Aloitus"], after=ids["Tauko"]))
    await reads(page, FIRST.replace("Aloitus, Tauko", "Tauko, Aloitus"), "Paluu, Päätös")
    # What the other does is seen, softly and by name; what is being typed stays, and so does its place.
    await expect(page.locator(f"#note-{ids['Lounas']}")).to_have_value("Tilattu 25:lle")
    await expect(page.locator(f'[data-row="{ids["Lounas"]}"] [data-mark="other"]')).to_contain_text("Olli")
    await expect(page.locator(f'[data-row="{ids["Lounas"]}"] [data-mark="comments"]')).to_contain_text("1")
    await expect(page.locator(f"#lead-{ids['Lounas']}")).to_be_focused()
    await page.keyboard.type("iö")
    await page.keyboard.press("Tab")
    await expect(page.locator(f'[data-row="{ids["Lounas"]}"]')).to_contain_text("Keittiö")
    await until(lambda: room.workshop.block_of[ids["Lounas"]].lead == "Keittiö")
    assert room.workshop.block_of[ids["Lounas"]].note == "Tilattu 25:lle"


async def type_minutes(page: Page, block: str, digits: str) -> None:
    """Write over a block's minutes and stay in the field."""
    await page.click(f"#minutes-{block}")
    await page.keyboard.press("Control+a")
    await page.keyboard.type(digits)


async def test_minutes_being_typed_outlive_the_other_moving_their_row(guests: Visitors, indoors: Indoors) -> None:
    page, room = await beside_olli(guests, indoors)
    aloitus, tauko = await named(page, "Aloitus"), await named(page, "Tauko")
    await type_minutes(page, aloitus, "55")
    await by_olli(room, 1, c.MoveBlock(block=aloitus, after=tauko))
    await reads(page, FIRST.replace("Aloitus, Tauko", "Tauko, Aloitus"), "Paluu, Päätös")
    await expect(page.locator(f"#minutes-{aloitus}")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.locator(f'[data-row="{aloitus}"] time')).to_have_text("9.15")
    await expect(page.locator(f'[data-row="{aloitus}"] .block-until')).to_have_text("–10.10")
    await until(partial(has_minutes, room, aloitus, 55))


async def test_minutes_being_typed_go_along_when_the_other_moves_their_row_to_another_day(
    guests: Visitors, firefox: Browser, indoors: Indoors, indoors_cookies: StorageState
) -> None:
    # Chromium saves what is in a field that goes; Firefox forgets it.
    in_firefox = Visitors(firefox, indoors, indoors_cookies)
    for visitors in (guests, in_firefox):
        page, room = await beside_olli(visitors, indoors)
        aloitus, paluu = await named(page, "Aloitus"), await named(page, "Paluu")
        await type_minutes(page, aloitus, "5")
        await by_olli(room, 1, c.MoveBlock(block=aloitus, after=paluu))
        await reads(page, FIRST.replace("Aloitus, ", ""), "Paluu, Aloitus, Päätös")
        await expect(page.locator(f"#minutes-{aloitus}")).to_be_focused()
        await until(partial(has_minutes, room, aloitus, 5))
        await page.keyboard.press("End")
        await page.keyboard.type("5")
        await page.keyboard.press("Tab")
        await until(partial(has_minutes, room, aloitus, 55))
    await in_firefox.leave()


def has_minutes(room: Room, block: str, minutes: int) -> bool:
    return room.workshop.block_of[block].minutes == minutes


async def test_days_and_tracks_are_told_on_desk_phone_and_board(visitors: Visitors, serving: Serving) -> None:
    owner = await visitors.owner()
    day = await two_days(owner, serving)
    await day.next()
    await day.next()
    await owner.goto(f"/w/{day.workshop}/lead")
    await expect(owner.locator(".desk-day[open] .track-small")).to_have_text(["Tiimi A", "Tiimi B"])
    await expect(owner.locator(".desk-day")).to_have_count(2)
    await expect(owner.locator(".desk-day[open]")).to_have_count(1)
    phone, board = await visitors.phone(await day.code()), await visitors.come(PROJECTOR)
    await phone.click("#more-open")
    await phone.click("#more-programme")
    await expect(phone.locator("dialog h3")).to_have_count(2)
    await expect(phone.locator(".block", has_text="Arki")).to_contain_text("Tiimi A")
    await board.goto(await day.board_url())
    await day.do("ShowOnBoard", what="programme")
    await expect(board.locator(".programme-day")).to_have_count(2)
    await expect(board.locator(".programme-line", has_text="Paluu").locator("time")).to_have_text("10.00")


async def test_the_timeline_is_accessible_and_never_wider_than_its_window(
    visitors: Visitors, serving: Serving
) -> None:
    inspector = Inspector()
    page = await visitors.owner()
    day = await two_days(page, serving)
    long = titled(LONG, track=LONG[:60], lead=LONG[:60], is_buffer=True)
    await day.do("AddBlock", block=long, after=in_order((await day.view())["blocks"])[-1][0])
    wide: dict[str, list[str]] = {}
    for size in (LAPTOP, PHONE, NARROW):
        window = await visitors.owner(size)
        if size == NARROW:
            await enlarge(window)
        await timeline(window, day)
        wide[f"{size}"] = await window.evaluate(TOO_WIDE)
        await inspector.look(window, f"timeline {size}")
        await window.click(f"#menu-{await named(window, 'Arki')}")
        for part in ("places", "days", "track"):
            await window.click(f"dialog[open] #menu-{part}")
            await expect(window.locator("#menu-back")).to_be_visible()
            wide[f"{part} {size}"] = await window.evaluate(TOO_WIDE)
            if size == LAPTOP:
                await inspector.look(window, part)
            await window.click("#menu-back")
        await window.keyboard.press("Escape")
        await window.click(f"#block-{await named(window, 'Arki')}")
        await expect(window.locator("#panel-title")).to_be_visible()
        wide[f"panel {size}"] = await window.evaluate(TOO_WIDE)
    await inspector.look(window, "a block's panel")
    assert inspector.looked > 12
    assert {where: found for where, found in wide.items() if found} == {}
    assert not inspector.found, inspector.told()
