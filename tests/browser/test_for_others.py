"""What others get of a plan, in a real browser: the client's link with comments, the programme, the prints."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Playwright, StorageState, expect

from tests.browser.indoors import Indoors
from tests.browser.serving import free_port
from tests.browser.test_axe import Inspector
from tests.browser.test_sizes import LARGE_TEXT, NARROW, TOO_WIDE
from tests.browser.world import CHROMIUM, PHONE, Visitors, become_owner, launch_chromium, plan, step

pytestmark = pytest.mark.browser

LONG = "Lastensuojelun sosiaalityöntekijöiden työvuorosuunnittelujärjestelmä"
# A name that people outside could open; the browser finds this computer under it.
NAME = "workshops.example.org"
SELECTED = "(({value, selectionStart: a, selectionEnd: z}) => value.slice(a, z))(document.activeElement)"


@pytest.fixture(scope="module")
async def outside(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Indoors]:
    port = free_port()
    served = await Indoors(tmp_path_factory.mktemp("outside"), f"http://{NAME}:{port}", port).begin()
    yield served
    await served.end()


@pytest.fixture(scope="module")
async def knowing(playwright: Playwright) -> AsyncIterator[Browser]:
    browser = await launch_chromium(playwright, CHROMIUM, more=(f"--host-resolver-rules=MAP {NAME} 127.0.0.1",))
    yield browser
    await browser.close()


@pytest.fixture(scope="module")
async def cookies(knowing: Browser, outside: Indoors) -> StorageState:
    return await become_owner(knowing, outside)


@pytest.fixture
async def people(knowing: Browser, outside: Indoors, cookies: StorageState) -> AsyncIterator[Visitors]:
    coming = Visitors(knowing, outside, cookies)
    yield coming
    await coming.leave()


async def too_wide(page: Page) -> list[str]:
    found: list[str] = await page.evaluate(TOO_WIDE)
    return found


async def forbid_the_clipboard(page: Page) -> None:
    """Say no in the browser's name, as a reader may."""
    talking = await page.context.new_cdp_session(page)
    window = (await talking.send("Target.getTargetInfo"))["targetInfo"]["browserContextId"]
    no = {"permission": {"name": "clipboard-write"}, "setting": "denied", "browserContextId": window}
    await talking.send("Browser.setPermission", no)


async def test_the_client_comments_on_a_phone_and_the_facilitator_sees_it(
    people: Visitors, outside: Indoors
) -> None:
    owner, inspector = await people.owner(), Inspector()
    day = await plan(owner, outside, step("collect", prompt={"fi": LONG}), title=LONG)
    (block,) = (await day.view())["blocks"]
    await day.do("EditBlock", block=block, note="Vain minulle", goal={"fi": LONG}, lead="Anna", track="Pohjoinen")
    await day.do(
        "AddBlock", block={"id": "", "title": {"fi": "Tauko"}, "minutes": 15, "is_break": True}, after=block
    )
    await day.do("EditWorkshop", day="2026-12-03", aim={"fi": LONG})

    await owner.goto(f"/w/{day.workshop}/prints")
    for document in ("plan", "programme"):
        await owner.locator(f'form:has([value="{document}"]) button[value="share"]').click()
    addresses = [await owner.input_value(f"#link-{document}") for document in ("plan", "programme")]

    client = await people.come(PHONE, script=False)
    await client.goto(addresses[0])
    assert "Vain minulle" not in await client.content()
    await client.locator("summary").first.click()
    await client.fill(f"#text-{block}", "Voisiko tämä olla lyhyempi?")
    await client.fill(f"#name-{block}", "Kaisa")
    await client.locator("details[open] button").click()
    await expect(client.locator(".comment")).to_contain_text("Kaisa")
    (comment,) = (await day.view())["comments"].values()
    assert (comment["text"], comment["block"], comment["name"]) == ("Voisiko tämä olla lyhyempi?", block, "Kaisa")

    reader = await people.come(PHONE)
    for address in addresses:
        await reader.goto(address)
        await inspector.look(reader, address)
        assert await too_wide(reader) == []
    await reader.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    talking = await reader.context.new_cdp_session(reader)
    await talking.send("Page.enable")
    await talking.send("Page.setFontSizes", LARGE_TEXT)
    for address in addresses:
        await reader.goto(address)
        assert await too_wide(reader) == []
    await owner.set_viewport_size({"width": 360, "height": 740})
    for page in ("prints", "run-sheet", "plan", "programme"):
        await owner.goto(f"/w/{day.workshop}/{page}")
        assert await too_wide(owner) == []
        # The other two are the pages that have just been looked at.
        if page in ("prints", "run-sheet"):
            await inspector.look(owner, page)
    assert not inspector.found, inspector.told()


async def test_the_link_is_made_and_ended_beside_the_agenda(people: Visitors, outside: Indoors) -> None:
    owner = await people.owner()
    day = await plan(owner, outside, step("collect"))
    await owner.goto(f"/w/{day.workshop}/agenda")
    module = await owner.locator('script[type="module"]').first.get_attribute("src")
    assert module
    share = re.sub(r"app/[\w-]+\.js$", "app/planner-share.js", module)
    await owner.evaluate(
        "([module, workshop]) => import(module).then((share) => share.openShare(workshop))", [share, day.workshop]
    )
    await owner.click("#make-plan")
    address = await owner.input_value("#link-plan")
    client = await people.come()
    people.expected.append(re.compile("404"))
    await client.goto(address)
    await expect(client.locator("h1")).to_contain_text("Kehittämispäivä")
    await owner.click("#copy-plan")
    await expect(owner.locator("#copy-plan")).to_be_focused()
    await forbid_the_clipboard(owner)
    await owner.click("#copy-plan")
    await expect(owner.locator("#link-plan")).to_be_focused()
    assert await owner.evaluate(SELECTED) == address
    await owner.goto(f"/w/{day.workshop}/prints")
    await owner.click('[data-copy="link-plan"]')
    await expect(owner.locator("#link-plan-told")).not_to_be_empty()
    assert await owner.evaluate(SELECTED) == address
    assert await owner.locator(f'#links a[href="{address}"]').count() == 1
    await owner.goto(f"/w/{day.workshop}/agenda")
    await owner.evaluate(
        "([module, workshop]) => import(module).then((share) => share.openShare(workshop))", [share, day.workshop]
    )
    await owner.click("#end-plan")
    await expect(owner.locator("#make-plan")).to_be_focused()
    answer = await client.reload()
    assert answer
    assert answer.status == 404


async def test_the_run_sheet_prints_from_the_page(people: Visitors, outside: Indoors, tmp_path: Path) -> None:
    from pypdf import PdfReader

    owner = await people.owner()
    day = await plan(owner, outside, step("vote", settings={"options": [{"fi": "Kahvi"}, {"fi": "Tee"}]}))
    await owner.goto(f"/w/{day.workshop}/run-sheet")
    await owner.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    told = " ".join(page.extract_text() for page in PdfReader(tmp_path / "sheet.pdf").pages)
    assert "Työskentely" in told
    assert "Kahvi · Tee" in told
    async with owner.expect_download() as coming:
        await owner.locator("a.button-primary").click()
    assert (await coming.value).suggested_filename.endswith(".pdf")
