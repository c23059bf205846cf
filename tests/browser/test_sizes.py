"""Sizes people need: narrow windows with large text, a wall that is read from the back row, targets for a thumb."""

import pytest
from playwright.async_api import Page

from tests.browser.indoors import GRACE_MS, Indoors
from tests.browser.serving import Serving
from tests.browser.states import LONG, NOTES, STEPS, kind_shown, states
from tests.browser.world import PHONE, PROJECTOR, Visitors, come_anew, plan, step

pytestmark = pytest.mark.browser

NARROW = (320, 640)
PAGES = ("/today", "/workshops", "/workshops/new", "/settings")
# The browser's own text size, as a reader sets it: 200 % of the usual.
LARGE_TEXT = {"fontSizes": {"standard": 32, "fixed": 26}}

# What is wider than its window, beside what is scrolled on purpose within its own frame.
TOO_WIDE = """() => {
    const most = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= most) return [];
    const scrolls = (element) => {
        for (let at = element.parentElement; at; at = at.parentElement) {
            if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(at).overflowX)) return true;
        }
        return false;
    };
    return [...document.body.querySelectorAll("*")]
        .filter((element) => element.getBoundingClientRect().right > most + 1 && !scrolls(element))
        .map((element) => `${element.tagName}.${element.className} ${element.getBoundingClientRect().right}`)
        .slice(0, 5);
}"""

# On a wall nothing scrolls and nothing is small. Pages of a wall lie side by side, and are turned.
WALL = """() => {
    const found = [];
    const root = document.documentElement;
    if (root.scrollHeight > innerHeight || root.scrollWidth > innerWidth) found.push("the wall scrolls");
    for (const element of document.body.querySelectorAll("*")) {
        const style = getComputedStyle(element);
        if (["auto", "scroll"].includes(style.overflowY)) found.push(`scrolls: ${element.className}`);
        const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
        const box = element.getBoundingClientRect();
        if (!own || !box.width || element.closest(".aloud, script, style")) continue;
        const words = element.textContent.trim().slice(0, 30);
        if (parseFloat(style.fontSize) < 36) found.push(`small: ${style.fontSize} ${element.className} ${words}`);
        if (box.bottom > innerHeight + 1 || box.top < -1) found.push(`cut: ${element.className} ${words}`);
        const turned = element.closest(".pages");
        if (!turned && box.right > innerWidth + 1) found.push(`cut: ${element.className} ${words}`);
    }
    return found;
}"""

# A thumb needs 48 px; a link in a line of text 44 at least is enough where it stands alone.
TARGETS = """() => [...document.querySelectorAll("button, a[href], input, select, textarea, summary")]
    .filter((element) => element.checkVisibility() && !element.closest("dialog:not([open])"))
    .map((element) => {
        const held = element.closest("label") ?? element;
        const box = held.getBoundingClientRect();
        const least = element.matches("a[href]:not(.button)") ? 44 : 48;
        return { least, box, words: held.textContent.trim() || element.id };
    })
    .filter(({ least, box }) => box.width && (box.height < least - 0.5 || box.width < least - 0.5))
    .map(({ box, words }) => `${words.slice(0, 30)}: ${Math.round(box.width)} x ${Math.round(box.height)}`)"""

# How many columns there are, and how many pairs of their titles share any of the wall.
COLUMNS = """() => {
    const boxes = [...document.querySelectorAll(".column-title")].map((title) => title.getBoundingClientRect());
    const beside = (one, other) => one.right <= other.left + 1 || other.right <= one.left + 1;
    const below = (one, other) => one.bottom <= other.top + 1 || other.bottom <= one.top + 1;
    const meets = (one, other) => !beside(one, other) && !below(one, other);
    const met = boxes.flatMap((one, n) => boxes.slice(n + 1).filter((other) => meets(one, other)));
    return [boxes.length, met.length];
}"""

# How many lines there are in fields of notes, how many pairs of them lie over one another, and how many fields
# stand in another column than their names.
LINES = """() => {
    const lines = [];
    for (const fields of document.querySelectorAll(".groups-fields")) {
        const walker = document.createTreeWalker(fields, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const words = document.createRange();
            words.selectNodeContents(walker.currentNode);
            lines.push(...words.getClientRects());
        }
    }
    const beside = (one, other) => one.right <= other.left + 1 || other.right <= one.left + 1;
    const below = (one, other) => one.bottom <= other.top + 6 || other.bottom <= one.top + 6;
    const meets = (one, other) => !beside(one, other) && !below(one, other);
    const met = lines.flatMap((one, n) => lines.slice(n + 1).filter((other) => meets(one, other)));
    const column = (element) => Math.round(element.getClientRects()[0].left);
    const names = [...document.querySelectorAll(".groups-fields dt")];
    const torn = names.filter((name) => column(name) !== column(name.nextElementSibling));
    return [lines.length, met.length, torn.length];
}"""


async def enlarge(page: Page) -> None:
    """Set the reader's text size to 200 %."""
    tools = await page.context.new_cdp_session(page)
    await tools.send("Page.setFontSizes", LARGE_TEXT)


async def test_nothing_is_cut_off_in_a_narrow_window_with_text_at_200_percent(
    visitors: Visitors, serving: Serving
) -> None:
    found: dict[str, list[str]] = {}
    owner = await visitors.owner(NARROW)
    await enlarge(owner)
    day = await plan(owner, serving, *STEPS, languages=("fi", "sv", "en"))
    code = await day.code()
    phones = [await visitors.phone(code) for _ in range(3)]
    await phones[0].set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    await enlarge(phones[0])
    await phones[0].reload()
    assert await phones[0].evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 32
    for path in (*PAGES, f"/w/{day.workshop}/agenda", f"/w/{day.workshop}/room"):
        await owner.goto(path)
        found[path] = await owner.evaluate(TOO_WIDE)
    door = await visitors.come(NARROW)
    await enlarge(door)
    await door.goto("/")
    found["/"] = await door.evaluate(TOO_WIDE)
    async for state in states(day, phones):
        await come_anew(phones[0], await kind_shown(day, state))
        found[f"phone {state}"] = await phones[0].evaluate(TOO_WIDE)
    await owner.goto(f"/w/{day.workshop}/summary")
    found["summary"] = await owner.evaluate(TOO_WIDE)
    await owner.goto(f"/w/{day.workshop}/summary?cut=participants")
    found["the participants' summary"] = await owner.evaluate(TOO_WIDE)
    assert {where: what for where, what in found.items() if what} == {}


async def test_the_wall_never_scrolls_has_no_small_text_and_phones_no_small_target(
    visitors: Visitors, serving: Serving
) -> None:
    wall: dict[str, list[str]] = {}
    targets: dict[str, list[str]] = {}
    day = await plan(await visitors.owner(), serving, *STEPS, languages=("fi",))
    code = await day.code()
    phones = [await visitors.phone(code) for _ in range(3)]
    board = await visitors.come(PROJECTOR)
    await board.goto(await day.board_url())
    assert PHONE[0] == 360
    async for state in states(day, phones):
        kind = await kind_shown(day, state)
        await come_anew(board, kind)
        wall[state] = await board.evaluate(WALL)
        await come_anew(phones[0], kind)
        targets[state] = await phones[0].evaluate(TARGETS)
    found = {"wall": wall, "targets": targets}
    assert {what: {at: told for at, told in where.items() if told} for what, where in found.items()} == {
        "wall": {},
        "targets": {},
    }


async def test_columns_stand_apart_on_the_wall_however_many_there_are(visitors: Visitors, serving: Serving) -> None:
    counts = (4, 6, 8)
    titles = [{"fi": f"Ajattelee ja tuntee {n}"} for n in range(max(counts))]
    steps = [step("collect", identity="named", settings={"columns": titles[:count]}) for count in counts]
    day = await plan(await visitors.owner(), serving, *steps, languages=("fi",))
    board = await visitors.come(PROJECTOR)
    await board.goto(await day.board_url())
    await day.next()
    found = []
    for count in counts:
        await day.next()
        now = (await day.view())["current"]
        for n in range(3 * count):
            await day.do("AddPaperNote", activity=now, text=NOTES[n % 3], column=n % count)
        await come_anew(board, "collect")
        found.append(await board.evaluate(COLUMNS))
        await day.close()
    assert found == [[count, 0] for count in counts]


async def test_a_note_of_many_fields_goes_on_in_the_next_column_with_all_its_lines_apart(
    guests: Visitors, indoors: Indoors
) -> None:
    fields = [{"fi": name} for name in ("Uskomme, että…", "Kokeilemme…", "Kesto", "Mistä tiedämme?", "Kuka?")]
    topics = [{"fi": f"{LONG} {note}"} for note in NOTES[2:]]
    settings = {"writes": "scribe", "fields": fields, "topics": topics, "how": "tables", "number": 2}
    table = step("groups", identity="group", settings=settings, prompt={"fi": NOTES[2]})
    day = await plan(await guests.owner(), indoors, table, languages=("fi",))
    await guests.phone(await day.code())
    await day.next()
    await day.next()
    now = await day.view()
    tables = now["activities"][now["current"]]["view"]["groups"]
    assert len(tables) == 2
    for first, group in enumerate([*tables] * 3):
        said = {str(n): NOTES[(first + n) % 3 + 1] for n in range(len(fields))}
        await day.do("AddGroupPaper", activity=now["current"], group=group, fields=said)
    await day.close()
    await indoors.let_pass(await indoors.room(day.workshop), GRACE_MS)
    board = await guests.come(PROJECTOR)
    await board.goto(await day.board_url())
    await come_anew(board, "groups")
    lines, met, torn = await board.evaluate(LINES)
    assert lines > 2 * 3 * 2 * len(fields)
    assert (met, torn) == (0, 0)
