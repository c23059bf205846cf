"""A room that does not follow its plan is led on: improvise, mend, bring back, hint, and lead together."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.serving import Serving
from tests.browser.test_axe import Inspector
from tests.browser.test_remote import pair
from tests.browser.world import LAPTOP, PHONE, Day, Visitors, plan, press_next, step

pytestmark = pytest.mark.browser

SHAPES = {
    "notes": "collect",
    "cloud": "collect",
    "form": "form",
    "actions": "commit",
    "choice": "vote",
    "dots": "vote",
    "scale": "vote",
    "rate": "rate",
    "rank": "rank",
    "matrix": "matrix",
    "consent": "consent",
    "pairs": "groups",
    "fours": "groups",
    "round": "round",
    "headings": "cluster",
    "show": "show",
}


async def desk_of(visitors: Visitors, day: Day, size: tuple[int, int] = LAPTOP, language: str = "fi") -> Page:
    desk = await visitors.owner(size, language)
    await desk.goto(f"/w/{day.workshop}/lead")
    await expect(desk.locator("#next")).to_be_visible()
    return desk


async def more(desk: Page, row: str) -> None:
    await desk.click("#more")
    await desk.click(f"#more-{row}")


async def test_any_kind_is_asked_from_one_line(visitors: Visitors, serving: Serving) -> None:
    day = await plan(await visitors.owner(), serving, step("show"))
    await day.do("StartWorkshop")
    await visitors.phone(await day.code())
    desk = await desk_of(visitors, day)
    shown = desk.locator(".desk-step .tag")
    for number, (shape, kind) in enumerate(SHAPES.items()):
        question = f"Kysymys {number}?"
        await more(desk, "quick")
        await desk.fill("#quick-prompt", question)
        await desk.select_option("#quick-shape", shape)
        if shape in ("form", "choice", "dots", "rank", "matrix"):
            await desk.fill("#quick-options", "Yksi\nKaksi\nKolme")
        await desk.click("#quick-send")
        await expect(desk.locator(".miniature")).to_contain_text(question)
        await expect(shown).to_be_visible()
        assert await day.kind() == kind, shape
        assert await desk.locator(".banner-error").count() == 0, shape


async def test_what_went_wrong_is_mended_with_one_press_and_taken_back_with_another(
    visitors: Visitors, serving: Serving
) -> None:
    day = await plan(
        await visitors.owner(), serving, step("vote", settings={"options": [{"fi": "a"}, {"fi": "b"}]})
    )
    await day.do("StartWorkshop")
    phone = await visitors.phone(await day.code())
    desk = await desk_of(visitors, day)
    await press_next(desk)
    options = (await day.view())["activities"][(await day.view())["current"]]["view"]["options"]
    await day.by(phone, "CastVote", option=next(iter(options)), dots=1)

    await press_next(desk)
    await desk.click("#reopen-30")
    await expect(desk.locator(".desk-head .clock")).to_have_attribute("data-last", "")
    assert (await day.view())["activities"][(await day.view())["current"]]["stage"] == "open"

    answered = desk.locator(".desk-signals .progress .small")
    await expect(answered).to_have_count(1)
    await desk.click("#clear")
    await expect(answered).to_have_count(0)
    assert (await day.view())["activities"][(await day.view())["current"]]["answered"] == 0
    await desk.click("#undo")
    await expect(answered).to_have_count(1)
    assert (await day.view())["activities"][(await day.view())["current"]]["answered"] == 1


async def test_hands_being_counted_stay_while_phones_answer(visitors: Visitors, serving: Serving) -> None:
    vote = step("vote", settings={"options": [{"fi": "a"}, {"fi": "b"}]})
    day = await plan(await visitors.owner(), serving, vote)
    await day.do("StartWorkshop")
    phone = await visitors.phone(await day.code())
    desk = await desk_of(visitors, day)
    await press_next(desk)
    hands = desk.locator("input[id^=hands-]").first
    await hands.press("Control+a")
    await hands.press("1")
    options = (await day.view())["activities"][(await day.view())["current"]]["view"]["options"]
    await day.by(phone, "CastVote", option=next(iter(options)), dots=1)
    await expect(desk.locator(".desk-signals .progress .small")).to_have_count(1)
    await hands.press("8")
    await hands.press("Enter")
    await expect(desk.locator(".desk-kind .quiet").first).to_contain_text("18")


async def test_another_block_comes_now_in_two_taps_and_an_earlier_result_back_in_one(
    visitors: Visitors, serving: Serving
) -> None:
    day = await plan(
        await visitors.owner(), serving, step("vote", settings={"options": [{"fi": "a"}, {"fi": "b"}]})
    )
    last = next(iter((await day.view())["blocks"]))
    for title in ("Toinen", "Kolmas"):
        block = {"id": "", "title": {"fi": title}, "minutes": 9, "steps": [step("show", prompt={"fi": title})]}
        last = await day.do("AddBlock", block=block, after=last)
    await day.do("StartWorkshop")
    desk = await desk_of(visitors, day)
    await press_next(desk)

    await desk.click(f"#block-{last}")
    await desk.click(f"#now-{last}")
    await expect(desk.locator(".miniature")).to_contain_text("Kolmas")
    view = await day.view()
    titles = [row["title"]["fi"] for row in sorted(view["blocks"].values(), key=lambda row: row["sort"])]
    assert titles[1:] == ["Kolmas", "Toinen"]
    assert view["next"]["does"] == "open", "what was passed by comes after"

    await desk.locator(".block-recall").click()
    await expect(desk.locator("#back-to-task")).to_be_visible()
    await expect(desk.locator(".miniature")).not_to_contain_text("Kolmas")
    await desk.click("#back-to-task")
    await expect(desk.locator(".miniature")).to_contain_text("Kolmas")


async def test_a_frozen_wall_stays_while_the_day_goes_on(visitors: Visitors, serving: Serving) -> None:
    first, second = step("show", prompt={"fi": "Ensimmäinen"}), step("show", prompt={"fi": "Toinen"})
    day = await plan(await visitors.owner(), serving, first, second)
    await day.do("StartWorkshop")
    desk = await desk_of(visitors, day)
    board = await visitors.come((1920, 1080))
    await board.goto(await day.board_url())
    await press_next(desk)
    await expect(board.locator("#screen")).to_contain_text("Ensimmäinen")

    await desk.click("#freeze")
    await expect(desk.locator("#freeze")).to_have_attribute("aria-pressed", "true")
    await press_next(desk)
    await expect(desk.locator(".desk-agenda")).to_be_visible()
    await expect(board.locator("#screen")).to_contain_text("Ensimmäinen")
    await expect(desk.locator(".miniature")).to_contain_text("Ensimmäinen")

    await desk.click("#freeze")
    await expect(board.locator("#screen")).to_contain_text("Toinen")


async def test_the_desk_is_told_quietly_that_all_are_done_until_it_has_heard(
    visitors: Visitors, serving: Serving
) -> None:
    day = await plan(await visitors.owner(), serving, step("collect"))
    await day.do("StartWorkshop")
    phones = [await visitors.phone(await day.code()) for _ in range(2)]
    desk = await desk_of(visitors, day)
    await press_next(desk)
    await expect(desk.locator(".hint")).to_have_count(0)
    for phone in phones:
        await day.by(phone, "MarkDone")

    await expect(desk.locator(".hint")).to_have_attribute("data-hint", "done")
    await desk.click("#hint-away")
    await expect(desk.locator(".hint")).to_have_count(0)

    await more(desk, "hints")
    await desk.fill("#hint-done_percent", "0")
    await desk.click("#hints-save")
    await expect(desk.locator("#desk-hints")).not_to_be_visible()
    await desk.reload()
    await expect(desk.locator(".desk-step")).to_be_visible()
    await expect(desk.locator(".hint")).to_have_count(0)


async def test_two_who_lead_see_what_the_other_did(visitors: Visitors, serving: Serving) -> None:
    room = await visitors.owner()
    day = await plan(room, serving, step("collect"))
    await day.do("StartWorkshop")
    desk = await desk_of(visitors, day)
    await expect(desk.locator("#together")).to_have_count(0)
    await room.goto(f"/w/{day.workshop}/room")
    remote, _ = await pair(visitors, room)
    await remote.click("#blank")

    await expect(desk.locator("#together .deeds li")).to_have_count(1)
    await desk.click("#introduce summary")
    await desk.fill("#leader-name", "Marjukka")
    await desk.click("#introduce .button")
    await expect(desk.locator("#introduce summary")).to_contain_text("Marjukka")
    assert "Marjukka" not in await remote.content()


async def test_people_get_a_team_before_groups_are_mixed(visitors: Visitors, serving: Serving) -> None:
    day = await plan(await visitors.owner(), serving, step("groups", identity="group"))
    await day.do("StartWorkshop")
    await visitors.phone(await day.code())
    desk = await desk_of(visitors, day)
    await more(desk, "people")
    await desk.fill("#teams", "Pohjoinen\nEtelä")
    await desk.click("#teams-save")
    await desk.locator(".person select").select_option("Etelä")
    await desk.locator(".person input").check()
    await expect(desk.locator(".person select")).to_have_value("Etelä")
    await expect(desk.locator(".status[data-state=saved]")).to_be_visible()

    person = next(iter((await day.view())["roster"].values()))
    assert (person["team"], person["manager"]) == ("Etelä", True)


@pytest.mark.parametrize("size", [LAPTOP, (1024, 700), PHONE])
async def test_all_that_a_leader_opens_is_readable_to_everyone(
    visitors: Visitors, serving: Serving, size: tuple[int, int]
) -> None:
    day = await plan(await visitors.owner(), serving, step("collect"))
    await day.do("StartWorkshop")
    await visitors.phone(await day.code())
    desk = await desk_of(visitors, day, size)
    inspector = Inspector()
    for dialog in ("people", "hints", "quick"):
        await more(desk, dialog)
        await expect(desk.locator(f"#desk-{dialog}")).to_be_visible()
        await inspector.look(desk, f"{dialog} at {size[0]}")
        width = await desk.evaluate("() => document.documentElement.scrollWidth")
        assert width <= size[0], dialog
        await desk.keyboard.press("Escape")
        await expect(desk.locator(f"#desk-{dialog}")).not_to_be_visible()
    assert not inspector.found, inspector.told()
