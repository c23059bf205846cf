"""No violation of the accessibility rules that a machine can check: every page and screen, language and theme."""

import re
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from tests.browser.serving import Serving
from tests.browser.states import STEPS, kind_shown, states
from tests.browser.world import PHONE, PROJECTOR, Visitors, come_anew, plan

pytestmark = pytest.mark.browser

LANGUAGES = ("fi", "sv", "en")
COLOURS_ONLY = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
ALL_RULES = {"resultTypes": ["violations"]}
PAGES = ("/today", "/workshops", "/workshops/new", "/settings")
DOORS = ("/", "/sign-in", "/r", "/nowhere")


class Inspector:
    """Runs axe, and collects what it finds until all has been looked at."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}
        self.looked = 0
        self._script = Axe().axe_script

    async def look(self, page: Page, where: str, *, dark_too: bool = True) -> None:
        """Look at a page in light, and again in the dark where it has one."""
        await self._run(page, where, ALL_RULES)
        if dark_too:
            await page.emulate_media(color_scheme="dark")
            await self._run(page, f"{where}, dark", COLOURS_ONLY)
            await page.emulate_media(color_scheme="light")

    async def _run(self, page: Page, where: str, options: dict[str, Any]) -> None:
        self.looked += 1
        # Loading axe takes as long as running it: once a page is enough.
        if not await page.evaluate("() => 'axe' in window"):
            await page.evaluate(self._script)
        violations = await page.evaluate("async (options) => (await axe.run(options)).violations", options)
        for violation in violations:
            for node in violation["nodes"]:
                told = f"{violation['id']}: {' '.join(map(str, node['target']))} {node['html'][:160]}"
                self.found.setdefault(told, []).append(where)

    def told(self) -> str:
        """Return each violation once, with where it was seen."""
        return "\n".join(f"{what}\n    {', '.join(where[:4])}" for what, where in self.found.items())


async def test_axe_finds_nothing_on_any_page(visitors: Visitors, serving: Serving) -> None:
    inspector = Inspector()
    visitors.expected.append(re.compile("404"))
    desk = await visitors.owner()
    day = await plan(desk, serving, *STEPS, languages=LANGUAGES)
    empty = await plan(desk, serving, languages=LANGUAGES)
    own = (f"/w/{day.workshop}/agenda", f"/w/{empty.workshop}/room", f"/w/{empty.workshop}/delete")
    for language in LANGUAGES:
        owner, anyone = await visitors.owner(language=language), await visitors.come(PHONE, language)
        for path in (*PAGES, *own):
            await owner.goto(path)
            await inspector.look(owner, f"{path} {language}")
        for path in DOORS:
            await anyone.goto(path)
            await inspector.look(anyone, f"{path} {language}")
    await owner.goto(f"/w/{day.workshop}/agenda")
    await owner.locator(".block-title").first.click()
    await inspector.look(owner, "a block's panel")
    await owner.click("#add")
    await inspector.look(owner, "adding a block")
    assert inspector.looked > 60
    assert not inspector.found, inspector.told()


async def test_axe_finds_nothing_on_any_screen_in_any_state_of_a_day(visitors: Visitors, serving: Serving) -> None:
    inspector = Inspector()
    owner = await visitors.owner()
    day = await plan(owner, serving, *STEPS, languages=LANGUAGES)
    code, wall = await day.code(), await day.board_url()
    phones = [await visitors.phone(code, language) for language in LANGUAGES]
    desks, boards = [], []
    for language in LANGUAGES:
        desks.append(await visitors.owner(language=language))
        await desks[-1].goto(f"/w/{day.workshop}/lead")
        boards.append(await visitors.come(PROJECTOR, language))
        await boards[-1].goto(wall)
    looked = 0
    async for state in states(day, phones):
        kind = await kind_shown(day, state)
        # Each state in another language: all of them in each were more of the same.
        phone, desk, board = (pages[looked % len(LANGUAGES)] for pages in (phones, desks, boards))
        looked += 1
        for page in (phone, desk, board):
            await come_anew(page, kind)
        await inspector.look(phone, f"phone {state}")
        await inspector.look(desk, f"desk {state}")
        await inspector.look(board, f"board {state}", dark_too=False)
        if state not in ("planning", "ended"):
            # The wall goes by its own theme.
            await day.do("SetBoardTheme", theme="dark")
            await board.wait_for_selector('body[data-theme="dark"]')
            await inspector.look(board, f"board {state}, dark", dark_too=False)
            await day.do("SetBoardTheme", theme="light")
        if state == "collect, hidden":
            await phone.click("#more-open")
            await inspector.look(phone, "the sheet of a phone")
            await phone.keyboard.press("Escape")
            await desk.click("#more")
            await inspector.look(desk, "the sheet of the desk")
            await desk.keyboard.press("Escape")
    for desk, phone, language in zip(desks, phones, LANGUAGES, strict=True):
        summary = f"/w/{day.workshop}/summary"
        for page, path in ((desk, summary), (desk, f"{summary}?cut=client"), (phone, f"/p/{day.workshop}/summary")):
            await page.goto(path)
            await inspector.look(page, f"{path} {language}")
    assert looked > 18
    assert not inspector.found, inspector.told()
