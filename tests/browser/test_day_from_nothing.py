"""A six-hour day of rules of play from an empty agenda to the room: built, reordered, shared, printed, started."""

import re
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
from playwright.async_api import Page, Playwright, expect
from pypdf import PdfReader

from tests.browser.serving import Serving, free_port
from tests.browser.test_timeline import drag, named
from tests.browser.world import LAPTOP, Visitors, become_owner, launch_chromium, type_code

pytestmark = pytest.mark.browser

# An address that people outside the network could open; the browser finds it on this machine.
NAME = "paiva.example.org"
# When, how long, what: a method by its slug, a break, or a block of one's own by its title.
MORNING = (
    ("8.40", 20, "Ovet ja kahvi"),
    ("9.00", 10, "Avaus ja tavoite"),
    ("9.10", 15, "pariporina"),
    ("9.25", 10, "paivan-tyoskentelytavat"),
    ("9.35", 20, "Barometri"),
    ("9.55", 15, "arvostava-haastattelu"),
    ("10.10", 15, "Tauko"),
    ("10.25", 10, "aloita-lopeta-jatka"),
    ("10.35", 20, "ryhmittely"),
    ("10.55", 10, "pisteaanestys"),
    ("11.05", 30, "oppimiskahvila"),
    ("11.35", 10, "Luonnokset läpi"),
    ("11.45", 45, "Lounas"),
)
AFTERNOON = (
    ("12.30", 10, "parikavely"),
    ("12.40", 25, "Säännöt täsmällisiksi"),
    ("13.05", 20, "viisi-sormea"),
    ("13.25", 15, "Iltapäiväkahvi"),
    ("13.40", 20, "Heikoimmat uudelleen"),
    ("14.00", 15, "tarkeysjarjestys"),
    ("14.15", 20, "sitoumukset"),
    ("14.35", 5, "parkkipaikan-purku"),
    ("14.40", 12, "check-out-kierros"),
    ("14.52", 8, "Mitä seuraavaksi"),
)
DAY = (*MORNING, *AFTERNOON)
BREAKS = ("Tauko", "Iltapäiväkahvi")
# What one types who knows it by another word than its slug.
SOUGHT = {"sitoumukset": "kuka milloin", "pisteaanestys": "pisteäänestyksen"}
# Added where one thinks of them, and moved to their place afterwards.
LATER = ("Lounas", "Tauko")


@pytest.fixture
async def town(playwright: Playwright, tmp_path: Path) -> AsyncIterator[Visitors]:
    """Windows on a server that has an address of its own in the world."""
    port = free_port()
    flags = ("--host", "127.0.0.1", "--port", str(port), "--public-url", f"http://{NAME}:{port}")
    serving = await Serving(tmp_path, flags).begin()
    browser = await launch_chromium(playwright, more=(f"--host-resolver-rules=MAP {NAME} 127.0.0.1",))
    visitors = Visitors(browser, serving, await become_owner(browser, serving))
    yield visitors
    await visitors.leave()
    await browser.close()
    await serving.end()


async def empty_day(page: Page) -> None:
    """Make a workshop with nothing on its agenda, that begins at twenty to nine."""
    await page.goto("/workshops/new")
    await page.check('input[name="template"][value=""]')
    await page.fill("#title", "Pelisäännöt")
    await page.click("main button.button-primary")
    await expect(page).to_have_url(re.compile("/agenda$"))
    await page.fill("#workshop-starts", "08:40")
    await page.fill("#workshop-expected", "25")
    await page.press("#workshop-expected", "Tab")


async def add(page: Page, what: str, minutes: int, number: int) -> None:
    """Add what comes next after the block that is open: a method by what it is called, a break, or one's own."""
    await page.click("#add")
    own = not re.fullmatch(r"[a-z-]+", what)
    if not own:
        await page.fill("#seek-method", SOUGHT.get(what, what.replace("-", " ")))
        await page.click(f"#method-{what}")
    else:
        await page.click("#add-break" if what in (*BREAKS, *LATER) else "#add-empty")
    await expect(page.locator(".block")).to_have_count(number)
    block = await page.locator(".block[data-selected]").get_attribute("data-row")
    if own:
        await page.fill(f"#title-{block}-fi", what)
    if what == "Lounas":
        await page.fill(f"#fixed-{block}", "11:45")
    await page.fill(f"#block-minutes-{block}", str(minutes))
    await page.press(f"#block-minutes-{block}", "Tab")
    await expect(page.locator(f"#minutes-{block}")).to_have_value(str(minutes))


async def titles(page: Page) -> list[str]:
    """Return the blocks of an agenda as one reads them."""
    return [bare(title) for title in await page.locator(".agenda .block-title").all_inner_texts()]


def bare(text: str) -> str:
    """Return words without the places where they may break, and without the breaks."""
    return re.sub(r"[\s\u00ad-]+", "", text)


async def test_a_day_is_built_from_nothing_reordered_shared_printed_and_started(town: Visitors) -> None:
    page = await town.owner((1440, 2600))
    await empty_day(page)
    work, later = [[row for row in MORNING if (row[2] in LATER) == is_later] for is_later in (False, True)]
    break_row, lunch_row = later
    for number, (_, minutes, what) in enumerate((*work, break_row, *AFTERNOON, lunch_row), 1):
        await add(page, what, minutes, number)

    # The break by keys to where it belongs, lunch by hand.
    lunch, rest = await named(page, "Lounas"), await named(page, "Tauko")
    await page.focus(f"#handle-{rest}")
    for place in range(len(work) - 1, 5, -1):
        await page.keyboard.press("ArrowUp")
        await expect(page.locator(".block").nth(place)).to_have_attribute("data-row", rest)
    await drag(page, "Lounas", f'[data-row="{await named(page, "Luonnokset läpi")}"]', 0.9)
    clock = page.locator(".block-time time")
    await expect(clock).to_have_text([at for at, _, _ in DAY])
    await expect(page.locator(f'[data-row="{lunch}"] [data-mark="time"]')).to_be_visible()
    await expect(page.locator(".agenda-end").first).to_contain_text("15.00")
    built = await titles(page)
    assert [bare(what) for _, _, what in DAY if not re.fullmatch("[a-z-]+", what)] == [
        title for title, (_, _, what) in zip(built, DAY, strict=True) if not re.fullmatch("[a-z-]+", what)
    ]

    # The client opens the link, and reads the same day.
    await page.click("#tools")
    await page.click("#tools-share")
    await page.click("#make-plan")
    await expect(page.locator("#link-plan")).to_have_value(re.compile(NAME))
    client = await town.come(LAPTOP)
    await client.goto(await page.input_value("#link-plan"))
    told = bare(await client.locator("body").inner_text())
    places = [told.find(title) for title in built]
    assert -1 not in places
    assert places == sorted(places)

    # The run sheet on paper has it too.
    sheet = await town.owner()
    workshop = re.search(r"/w/[^/]+", page.url)
    assert workshop is not None
    await sheet.goto(f"{workshop[0]}/run-sheet")
    paper = PdfReader(BytesIO(await sheet.pdf()))
    printed = bare("".join(leaf.extract_text() for leaf in paper.pages))
    assert [title for title in built if title not in printed] == []

    # In the room it is the same: the plan is what is led.
    await page.click("#share-plan-close")
    await page.click("#start")
    await expect(page).to_have_url(re.compile("/lead$"))
    await expect(page.locator(".desk-agenda .block")).to_have_count(len(DAY))
    assert await titles(page) == built
    phone = await town.come()
    code = await page.evaluate("JSON.parse(document.getElementById('first').textContent).code")
    await type_code(phone, code)
    await phone.click("#more-open")
    await phone.click("#more-programme")
    await expect(phone.locator("dialog .block")).to_have_count(len(DAY))
    assert await titles(phone) == built
