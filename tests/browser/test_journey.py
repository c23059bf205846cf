"""The main journey, as a newcomer walks it: from the owner's link to the summary in the client's hands."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageFilter
from playwright.async_api import Browser, Page, Response, expect

from tests.browser.serving import Serving
from tests.browser.world import (
    LAPTOP,
    PHONE,
    Day,
    Visitors,
    end_the_day,
    give_dots,
    open_board,
    open_for_the_first_time,
    open_step,
    press_next,
    read,
    say_name,
    type_code,
    workshop_of,
    write_note,
)

pytestmark = pytest.mark.browser


def decoded(picture: Image.Image) -> str:
    """Return what the QR in a picture says."""
    found = zxingcpp.read_barcodes(picture)
    assert len(found) == 1, f"{len(found)} codes in the picture"
    return str(found[0].text)


async def photograph(board: Page) -> Image.Image:
    return Image.open(io.BytesIO(await board.screenshot())).convert("RGB")


def traffic_of(page: Page) -> list[str]:
    """Collect all that a page is told from now on, by either carrier."""
    heard: list[str] = []

    async def answered(response: Response) -> None:
        if "/poll/" in response.url or "/post/" in response.url:
            heard.append(await response.text())

    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(str(frame))))
    page.on("response", answered)
    return heard


async def download(page: Page, link: str) -> bytes:
    async with page.expect_download() as downloading:
        await page.locator(f'a[href*="{link}"]').first.click()
    return Path(await (await downloading.value).path()).read_bytes()


def text_of_pdf(pdf: bytes) -> str:
    tool = shutil.which("pdftotext")
    assert tool, "pdftotext is missing: sudo apt-get install poppler-utils"
    done = subprocess.run([tool, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode().replace("\u00ad", "")


async def test_a_day_from_the_owners_link_to_the_summary(whole_chromium: Browser, fresh: Serving) -> None:
    visitors = Visitors(whole_chromium, fresh)
    desk = await visitors.come(LAPTOP, owns=True)
    await open_for_the_first_time(desk, fresh)
    day = await _plan_from_template(desk, fresh)
    await desk.click("#start")
    await expect(desk).to_have_url(re.compile("/lead$"))
    board = await open_board(desk)
    link = await _read_the_wall(board, fresh)
    phones = await _three_join(visitors, link, await day.code())
    await expect(board.locator("footer")).to_contain_text("3")

    await _write_hidden_and_reveal(desk, day, board, phones)
    await _group(desk, day, board)
    await _vote(desk, day, board, phones)
    await _agree(desk, day, board, phones)
    await end_the_day(desk)
    await expect(board.locator("h1")).to_be_visible()
    await desk.click("#next")
    await _hand_over(desk)
    await visitors.leave()


async def _plan_from_template(desk: Page, fresh: Serving) -> Day:
    await desk.goto("/workshops/new")
    await desk.locator('input[name="template"][value="pelisaannot"]').check()
    await desk.click("button.button-primary")
    await expect(desk).to_have_url(re.compile("/agenda$"))
    await expect(desk.locator("h1")).to_have_text("Pelisäännöt")
    await expect(desk.locator("li.block").nth(15)).to_be_visible()
    assert await desk.locator(".agenda-late").count() == 0, "the template is late for its own fixed times"
    await expect(desk.locator(".agenda-end")).to_contain_text("15.00")
    return Day(desk, fresh, workshop_of(desk))


async def _read_the_wall(board: Page, fresh: Serving) -> str:
    await expect(board.locator(".qr img")).to_be_visible()
    await board.wait_for_function("() => document.querySelector('.qr img').naturalWidth > 0")
    photo = await photograph(board)
    link = decoded(photo)
    assert link.startswith(f"{fresh.url}/#")
    small = photo.resize((photo.width * 3 // 10, photo.height * 3 // 10))
    assert decoded(small) == link
    assert decoded(photo.filter(ImageFilter.GaussianBlur(4))) == link
    size = await board.locator(".qr").bounding_box()
    assert size is not None
    assert size["width"] >= 640
    return link


async def _three_join(visitors: Visitors, link: str, code: str) -> list[Page]:
    scanning = await visitors.come(PHONE)
    await scanning.goto(link)
    typing, third = await visitors.come(PHONE), await visitors.come(PHONE, "sv")
    await type_code(typing, f" {code[:3].lower()} {code[3:].lower()} ")
    await type_code(third, code)
    for phone in (scanning, typing, third):
        await expect(phone).to_have_url(re.compile("/p/"))
        await expect(phone.locator("h1")).to_be_visible()
    return [scanning, typing, third]


async def _write_hidden_and_reveal(desk: Page, day: Day, board: Page, phones: list[Page]) -> None:
    await open_step(desk, day, "collect", hidden=True)
    heard = traffic_of(phones[2])
    await phones[2].reload()
    written = ["Aamupalaveri pysyy", "Kokoukset lyhyiksi", "Kiitos sanotaan"]
    await write_note(phones[0], written[0])
    await write_note(phones[1], written[1])
    await expect(board.locator(".progress-words, .board-progress").first).to_be_visible()
    for page in (board, phones[2]):
        said = await read(page)
        assert not any(note in said for note in written)
    assert heard
    assert not any(note in "".join(heard) for note in written), "hidden notes went to another phone"
    await write_note(phones[2], written[2])
    await press_next(desk)
    await expect(board.locator(".note")).to_have_count(0)
    await press_next(desk)
    await expect(board.locator(".note")).to_have_count(3)
    for note in written:
        assert note in await read(board)


async def _group(desk: Page, day: Day, board: Page) -> None:
    await open_step(desk, day, "cluster")
    notes = desk.locator(".desk-kind .note-choice")
    await expect(notes).to_have_count(3)
    # By keyboard: choose two with the space bar, name their heading, Enter.
    for n in (0, 1):
        await notes.nth(n).locator("input").focus()
        await desk.keyboard.press("Space")
    await desk.focus("#heading-new")
    await desk.keyboard.type("Yhteiset hetket")
    await desk.keyboard.press("Enter")
    await expect(board.locator(".cluster-title", has_text="Yhteiset hetket")).to_be_visible()
    await desk.locator(".desk-kind .cluster").first.locator("input[type=checkbox]").first.check()
    await desk.fill("#heading-new", "Arjen tavat")
    await desk.press("#heading-new", "Enter")
    await expect(board.locator(".cluster-title")).to_have_count(2)
    # By dragging: a note leaves one heading for the other, and comes back.
    there, here = (
        desk.locator(".desk-kind .clusters .cluster").nth(0),
        desk.locator(".desk-kind .clusters .cluster").nth(1),
    )
    for source, target in ((there, here), (here, there)):
        count = await source.locator(".note-choice").count()
        await source.locator(".note-choice").first.drag_to(target.locator(".cluster-head"))
        await expect(source.locator(".note-choice")).to_have_count(count - 1)
    await expect(desk.locator(".note-carried")).to_have_count(0)
    await expect(desk.locator(".desk-kind input[name=note]:checked")).to_have_count(0)


async def _vote(desk: Page, day: Day, board: Page, phones: list[Page]) -> None:
    await open_step(desk, day, "vote", budget=4)
    # Two presses faster than the phone can draw are two dots.
    row = phones[0].locator("li.vote", has_text="Yhteiset hetket")
    await row.locator("button[id^=more-]").evaluate("(button) => { button.click(); button.click(); }")
    await expect(row.locator("output")).to_have_text("2")
    await give_dots(phones[1], "Yhteiset hetket", 1)
    await give_dots(phones[2], "Arjen tavat", 1)
    assert await board.locator(".result").count() == 0
    hands = desk.locator(".desk-kind li.vote", has_text="Arjen tavat").locator("input")
    await hands.fill("7")
    await hands.press("Enter")
    await expect(desk.locator(".desk-kind .quiet").first).to_contain_text("7")
    await press_next(desk)
    first = board.locator(".result").first
    await expect(first.locator(".result-label")).to_have_text("Arjen tavat")
    await expect(first.locator(".result-number")).to_have_text(re.compile(r"^\s*1\s*\+ 7\s*$"))


async def _agree(desk: Page, day: Day, board: Page, phones: list[Page]) -> None:
    await open_step(desk, day, "commit")
    await say_name(phones[0], "Aino")
    await phones[0].fill("#action-what", "Aloitamme aamupalaverin")
    await phones[0].click("button[form=task]")
    row = phones[0].locator(".action", has_text="Aloitamme")
    await row.locator("button[id^=take-]").click()
    await expect(board.locator(".action, td, tr", has_text="Aino").first).to_be_visible()
    confirm = desk.locator("button[id^=confirm-]")
    await confirm.click()
    await expect(confirm).to_have_attribute("aria-pressed", "true")


async def _hand_over(desk: Page) -> None:
    await expect(desk).to_have_url(re.compile("/summary$"))
    markdown = (await download(desk, "summary.md?cut=client")).decode()
    told = json.loads(await download(desk, "summary.json?cut=client"))
    tables = zipfile.ZipFile(io.BytesIO(await download(desk, "summary.zip?cut=client")))
    csv = "".join(tables.read(name).decode("utf-8-sig") for name in tables.namelist() if name.endswith(".csv"))
    await desk.locator('a[href$="?cut=client"]').first.click()
    await expect(desk.locator(".cover")).to_be_visible()
    pdf = await desk.pdf(format="A4", print_background=True)
    for said in (text_of_pdf(pdf), await read(desk), markdown, json.dumps(told, ensure_ascii=False), csv):
        for words in ("Aamupalaveri pysyy", "Yhteiset hetket", "Arjen tavat", "Aloitamme aamupalaverin", "Aino"):
            assert words in said.replace("\n", " "), said
    assert "7" in csv
