"""Every kind in its every state, on wall, desk and phones, in three languages, with long words in all slots."""

import asyncio
from typing import Any

import pytest
from playwright.async_api import Page

from facilitator.core.text import LANGUAGES
from tests.browser.each_kind import Walk, walk
from tests.browser.indoors import KINDS, Indoors
from tests.browser.test_axe import Inspector
from tests.browser.test_keyboard import FOCUSED
from tests.browser.test_sizes import NARROW, TARGETS, TOO_WIDE, WALL, enlarge
from tests.browser.world import PROJECTOR, Visitors, come_anew

pytestmark = pytest.mark.browser

GREEN = """() => {
    const green = [...document.querySelectorAll(".button-primary")]
        .filter((element) => element.checkVisibility() && !element.closest("dialog:not([open])"));
    return green.length > 1 ? green.map((button) => `green: ${button.textContent.trim()}`) : [];
}"""

# A row that may not grow cuts off its words.
CLIPPED = """() => [...document.querySelectorAll(".result, .note, .action, .cluster-head, .button")]
    .filter((row) => row.checkVisibility() && getComputedStyle(row).overflowY !== "visible")
    .filter((row) => row.scrollHeight > row.clientHeight + 4)
    .map((row) => `clipped: ${row.className} ${row.textContent.trim().slice(0, 40)}`)"""


class Windows:
    """The screens of a day in each language, and what was found wrong on them."""

    def __init__(self) -> None:
        self.boards: dict[str, Page] = {}
        self.desks: dict[str, Page] = {}
        self.phones: dict[str, Page] = {}
        self.narrow: Page
        self.found: dict[str, list[str]] = {}
        self.inspector = Inspector()

    async def look(self, where: str, kind: str, language: str) -> None:
        """Look at all screens of one language; narrow windows have large text."""
        board, desk, phone = self.boards[language], self.desks[language], self.phones[language]
        await asyncio.gather(*(come_anew(page, kind) for page in (board, desk, phone, self.narrow)))
        await self._measure(board, f"board {where}", WALL, CLIPPED)
        await self._measure(desk, f"desk {where}", TOO_WIDE, GREEN)
        await self._measure(phone, f"phone {where}", TOO_WIDE, TARGETS, GREEN, CLIPPED)
        await self._measure(self.narrow, f"narrow {where}", TOO_WIDE, GREEN)
        dark = language == "fi"
        await self.inspector.look(board, f"board {where}", dark_too=False)
        await self.inspector.look(desk, f"desk {where}", dark_too=dark)
        await self.inspector.look(phone, f"phone {where}", dark_too=dark)

    async def _measure(self, page: Page, where: str, *rules: str) -> None:
        found = [line for rule in rules for line in await page.evaluate(rule)]
        if found:
            self.found[where] = found


async def opened(guests: Visitors, walked: Walk) -> Windows:
    """Open all screens of a day; its phones are those that answer."""
    windows, code, wall = Windows(), await walked.day.code(), await walked.day.board_url()
    for language in LANGUAGES:
        windows.phones[language] = await guests.phone(code, language)
        windows.desks[language] = await guests.owner(language=language)
        await windows.desks[language].goto(f"/w/{walked.day.workshop}/lead")
        windows.boards[language] = await guests.come(PROJECTOR, language)
        await windows.boards[language].goto(wall)
    windows.narrow = await guests.phone(code)
    await windows.narrow.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    await enlarge(windows.narrow)
    walked.phones = [*windows.phones.values(), windows.narrow]
    return windows


async def test_every_screen_of_every_kind_holds_long_words_and_suits_everyone(
    guests: Visitors, indoors: Indoors
) -> None:
    walked = await walk(await guests.owner(), indoors)
    windows = await opened(guests, walked)
    seen: dict[str, list[str]] = {}
    async for stop in walked.stops():
        stops = seen.setdefault(walked.kind, [])
        # Each state in another language, so that each kind is seen in all of them.
        language = LANGUAGES[(len(stops) + len(seen)) % len(LANGUAGES)]
        stops.append(stop)
        await windows.look(f"{walked.kind} {stop} {language}", walked.kind, language)
    assert told(windows) == ""
    assert {kind for kind, stops in seen.items() if "closed" in stops} >= {
        name for name, kind in KINDS.items() if kind.commands
    }


def told(windows: Windows) -> str:
    """Return all that was found wrong, a line each."""
    lines = [f"{where}: {line}" for where, found in windows.found.items() for line in found]
    return "\n".join([*lines, windows.inspector.told()]).strip()


# --- by keyboard -----------------------------------------------------------------------------------------

# What stands under the fingers: its part in the task, and how it is answered.
TASK = """() => {
    const at = document.activeElement;
    if (!at.closest("#screen") || at.closest("header, dialog")) return "";
    if (at.matches(".button-primary")) return "green";
    if (at.matches("textarea, input[type=text], input:not([type])")) return "words";
    if (at.matches("input[type=number]")) return "number";
    if (at.matches("input[type=range]")) return "range";
    if (at.matches("select")) return "select";
    if (at.matches("input[type=radio], input[type=checkbox]")) return "choice";
    return at.matches("button") ? "button" : "";
}"""
KEYS = {"choice": "Space", "range": "ArrowRight", "select": "ArrowDown", "button": "Enter", "green": "Enter"}
MOST_TABS = 60
# How long to listen for what may have been sent, and for what was.
MOMENTS = (6, 60)


async def test_the_task_of_every_kind_is_done_by_keyboard_alone(guests: Visitors, indoors: Indoors) -> None:
    walked = await walk(await guests.owner(), indoors)
    phone = await guests.phone(await walked.day.code())
    walked.phones = [phone]
    undone: list[str] = []
    async for stop in walked.stops():
        if stop == "open" and walked.crowd.kind.commands:
            await come_anew(phone, walked.kind)
            if not await done_by_keys(phone, walked):
                undone.append(walked.kind)
    assert undone == []


async def done_by_keys(phone: Page, walked: Walk) -> bool:
    """Press Tab through the task and answer whatever is met, until the activity holds something new."""
    before: Any = walked.crowd.activity.state
    for _ in range(MOST_TABS):
        await phone.keyboard.press("Tab")
        ident, name, seen = await phone.evaluate(FOCUSED)
        assert seen, f"the focus cannot be seen on #{ident} {name}, {walked.kind}"
        part = await phone.evaluate(TASK)
        if part in ("words", "number"):
            await phone.keyboard.type("3" if part == "number" else "Näppäimistöllä")
        elif part:
            await phone.keyboard.press(KEYS[part])
        if part and await came(walked, before, MOMENTS[part == "green"]):
            return True
    return False


async def came(walked: Walk, before: Any, moments: int) -> bool:
    """Whether the room has heard of something within so many moments."""
    for _ in range(moments):
        if walked.crowd.activity.state is not before:
            return True
        await asyncio.sleep(0.05)
    return False
