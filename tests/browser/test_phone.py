"""What a phone lives through in a pocket: late, reloaded, offline, opened twice."""

import re

import pytest
from playwright.async_api import Browser, Page, StorageState, expect

from facilitator.web.words import words_for
from tests.browser.serving import Serving
from tests.browser.world import OFFLINE, PROJECTOR, Visitors, plan, step, write_note

pytestmark = pytest.mark.browser


async def test_a_late_phone_lands_on_the_task_and_a_reload_keeps_what_was_typed(
    visitors: Visitors, serving: Serving
) -> None:
    day = await plan(await visitors.owner(), serving, step("show"), step("collect"))
    for _ in range(3):
        await day.next()
    phone = await visitors.phone(await day.code())
    await expect(phone.locator("h1")).to_have_text("Mikä toimii?")
    await phone.fill("#note-text", "Puolikas aja")
    await phone.reload()
    await expect(phone.locator("#note-text")).to_have_value("Puolikas aja")
    await phone.locator("#note-text").press("End")
    await phone.keyboard.type("tus")
    await write_note(phone, "Puolikas ajatus")
    await phone.reload()
    await expect(phone.locator("#note-text")).to_have_value("")
    await expect(phone.locator(".note")).to_have_count(1)


async def test_words_left_over_when_the_step_moves_on_stay(visitors: Visitors, serving: Serving) -> None:
    day = await plan(
        await visitors.owner(), serving, step("collect"), step("vote", settings={"options": [{"fi": "A"}]})
    )
    await day.next()
    await day.next()
    phone = await visitors.phone(await day.code())
    await phone.fill("#note-text", "Jäi kesken")
    await day.close()
    await day.next()
    left = phone.locator("section", has_text="Jäi kesken")
    await expect(left).to_be_visible()
    async with phone.expect_download() as saving:
        await left.locator("a[download]").click()
    assert "Jäi kesken" in (await (await saving.value).path()).read_text()
    await left.locator("button").first.click()
    await expect(left).to_have_count(0)
    await phone.click("#more-open")
    await phone.click("#more-parking")
    await expect(phone.locator("#more .note")).to_have_text("Jäi kesken")
    await day.comes_to(lambda view: [line["text"] for line in view["parking"].values()], ["Jäi kesken"])


async def test_a_phone_without_network_writes_and_delivers_each_note_once(
    visitors: Visitors, serving: Serving
) -> None:
    visitors.expected.append(OFFLINE)
    day = await plan(await visitors.owner(), serving, step("collect", identity="nickname"))
    await day.next()
    await day.next()
    phone = await visitors.phone(await day.code())
    await day.by(phone, "SetName", nickname="Nikke")
    board = await visitors.come(PROJECTOR)
    await board.goto(await day.board_url())
    await write_note(phone, "Ennen tunnelia")

    await phone.context.set_offline(True)
    for n in range(3):
        await phone.fill("#note-text", f"Tunnelissa {n}")
        await phone.click("button[form=task]")
        await expect(
            phone.locator(".note", has_text=f"Tunnelissa {n}").locator('[data-state="waiting"]')
        ).to_be_visible()
    await expect(board.locator(".note")).to_have_count(1)
    await phone.context.set_offline(False)
    await expect(board.locator(".note")).to_have_count(4, timeout=20_000)
    await expect(phone.locator('[data-state="waiting"]')).to_have_count(0)
    await phone.reload()
    await expect(phone.locator(".note:has(.status)")).to_have_count(4)
    assert len((await day.view())["activities"][(await day.view())["current"]]["view"]["notes"]) == 4


async def test_the_newest_tab_goes_on_and_the_older_one_says_so(visitors: Visitors, serving: Serving) -> None:
    day = await plan(await visitors.owner(), serving, step("collect"))
    await day.next()
    await day.next()
    first = await visitors.phone(await day.code())
    # Only a tab that is connected is the older one.
    await write_note(first, "Vanhasta välilehdestä")
    second = await first.context.new_page()
    await second.goto(first.url)
    await expect(first.locator("h1")).to_have_text(words_for("fi")("You went on in another tab"))
    await write_note(second, "Uudesta välilehdestä")
    await first.click("#take-back")
    await expect(first.locator(".note", has_text="Uudesta")).to_be_visible()
    await expect(second.locator("#take-back")).to_be_visible()


async def test_the_team_is_asked_once_may_be_passed_over_and_changed_later(
    visitors: Visitors, serving: Serving
) -> None:
    day = await plan(await visitors.owner(), serving, step("collect", identity="nickname"))
    await day.do("EditWorkshop", teams=["Päivähoito", "Keittiö"])
    await day.next()
    code = await day.code()
    answers, passes = await visitors.phone(code), await visitors.phone(code)
    await answers.click("#team-1")
    await expect(answers.locator("#team-question")).to_have_count(0)
    await passes.click("#team-pass")
    await expect(passes.locator("#team-question")).to_have_count(0)
    await day.comes_to(lambda view: sorted(line["team"] for line in view["roster"].values()), ["", "Keittiö"])
    await day.next()
    for phone in (answers, passes):
        await phone.reload()
        await expect(phone.locator("#my-name")).to_be_visible()
        await expect(phone.locator("#team-question")).to_have_count(0)
    await passes.click("#more-open")
    await passes.click("#more-team")
    await expect(passes.locator("#my-team-2")).to_be_checked()
    await passes.locator("#my-team-0").check()
    await expect(passes.locator("#my-team-0")).to_be_checked()
    await passes.reload()
    await passes.click("#more-open")
    await passes.click("#more-team")
    await expect(passes.locator("#my-team-0")).to_be_checked()


async def files_of(phone: Page) -> list[str]:
    """Save one's own notes and days; return what is in the files. No request may be made for it."""
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    texts = []
    for link in ("#save-own", "#save-days"):
        async with phone.expect_download() as saving:
            await phone.click(link)
        texts.append((await (await saving.value).path()).read_bytes().decode())
    assert [url for url in asked if url.startswith("http")] == []
    # When it was made is no fact of the day.
    return [re.sub(r"DTSTAMP:\d+T\d+Z", "", text) for text in texts]


async def test_what_was_only_mine_is_saved_as_files_made_on_the_phone_and_nothing_is_sent(
    visitors: Visitors, serving: Serving
) -> None:
    day = await plan(
        await visitors.owner(),
        serving,
        step("collect", identity="anonymous"),
        step("commit", identity="named", settings={"private_part": True}),
    )
    for _ in range(2):
        await day.next()
    phone = await visitors.phone(await day.code())
    await write_note(phone, "Vain minun")
    await day.close()
    while await day.kind() != "commit":
        await day.next()
    await day.by(phone, "SetName", name="Eeva")
    await day.by(phone, "WritePromise", text="Lepään; ja soitan, kun ehdin", date="2026-12-24")
    await phone.reload()
    # It is on the phone once its kind has been drawn.
    await phone.click("#more-open")
    await phone.click("#more-own")
    await expect(phone.locator("#save-days")).to_be_visible()
    in_the_sheet = await files_of(phone)
    await phone.click("#more-close")
    await day.do("EndWorkshop")
    await expect(phone.locator("#more-open")).to_have_count(0)
    assert await files_of(phone) == in_the_sheet
    notes, days = in_the_sheet
    assert "- Vain minun" in notes
    assert "- Lepään; ja soitan, kun ehdin" in notes
    assert "SUMMARY:Lepään\\; ja soitan\\, kun ehdin\r\n" in days
    assert "DTSTART;VALUE=DATE:20261224\r\n" in days
    await phone.click("#forget-own")
    await expect(phone.locator("#save-own")).to_have_count(0)


async def test_firefox_saves_the_same_files(
    firefox: Browser, serving: Serving, owner_cookies: StorageState, visitors: Visitors
) -> None:
    day = await plan(await visitors.owner(), serving, step("commit", settings={"private_part": True}))
    for _ in range(2):
        await day.next()
    others = Visitors(firefox, serving, owner_cookies)
    phone = await others.phone(await day.code())
    await day.by(phone, "SetName", name="Eeva")
    await day.by(phone, "WritePromise", text="Lepään", date="2026-12-24")
    await phone.reload()
    await phone.click("#more-open")
    await phone.click("#more-own")
    notes, days = await files_of(phone)
    assert "- Lepään" in notes
    assert "DTSTART;VALUE=DATE:20261224\r\n" in days
    await others.leave()


async def test_the_result_comes_to_the_phones_above_the_task_without_being_asked_for(
    visitors: Visitors, serving: Serving
) -> None:
    day = await plan(
        await visitors.owner(),
        serving,
        step("collect", "notes", identity="nickname", prompt={"fi": "Mitä näet?"}),
        step("collect", identity="nickname"),
    )
    for _ in range(2):
        await day.next()
    phone = await visitors.phone(await day.code())
    await day.by(phone, "SetName", nickname="Nikke")
    await write_note(phone, "Taululla oleva")
    notes = (await day.view())["current"]
    while (await day.view())["current"] == notes:
        await day.next()
    await day.do("ShowOnBoard", what="activity", activity=notes)
    await expect(phone.locator("#note-text")).to_be_visible()
    await expect(phone.locator(".phone-wall")).to_have_count(0)
    await day.do("ShowOnPhones", on=True)
    shown = phone.locator(".phone-wall")
    await expect(shown).to_contain_text("Mitä näet?")
    await expect(shown.locator(".note")).to_have_text("Taululla oleva Nikke")
    await day.do("ShowOnPhones", on=False)
    await expect(shown).to_have_count(0)


async def test_a_new_task_is_told_to_who_reads_in_the_sheet(visitors: Visitors, serving: Serving) -> None:
    day = await plan(await visitors.owner(), serving, step("collect"))
    await day.next()
    phone = await visitors.phone(await day.code())
    await phone.click("#more-open")
    await phone.click("#more-programme")
    await expect(phone.locator("#more-news")).to_have_count(0)
    await day.next()
    await phone.click("#more-news")
    await expect(phone.locator("#more")).to_be_hidden()
    await expect(phone.locator("#note-text")).to_be_visible()
    await phone.click("#more-open")
    await expect(phone.locator("#more-news")).to_have_count(0)
