"""All screens of a room count down together, whatever their own clocks say."""

import re
import time

import pytest
from playwright.async_api import Page, expect

from tests.browser.serving import Serving
from tests.browser.world import LAPTOP, PHONE, PROJECTOR, Visitors, plan, step, type_code

pytestmark = pytest.mark.browser
MOST_APART_MS = 200
# A device whose clock is three minutes ahead, in every way a script can ask for the time.
WRONG_CLOCK = """(() => {
  const ahead = 180_000;
  const Right = Date;
  class Wrong extends Right {
    constructor(...said) { said.length ? super(...said) : super(Right.now() + ahead); }
    static now() { return Right.now() + ahead; }
  }
  globalThis.Date = Wrong;
})()"""
# What the screen counts down with, and to what; the files' folder is named by the build.
ASK = """async () => {
  const file = document.querySelector('script[src*="/app/"]').src.replace(/[^/]*$/, "live.js");
  const { started } = await import(file);
  const { activities, activity, current } = started.view;
  const shown = activity ?? activities[current];
  return { now: started.clock(), ends: shown.ends_at, own: Date.now() };
}"""


async def told(page: Page) -> tuple[float, int, float]:
    """Return how far the screen's clock is from this computer's, its end, and how far its device's is. All ms."""
    best = (float("inf"), 0.0, 0, 0.0)
    for _ in range(8):
        before = time.time() * 1000
        said = await page.evaluate(ASK)
        trip = time.time() * 1000 - before
        middle = before + trip / 2
        # Asking takes its time too: the quickest answer tells most exactly when it was given.
        best = min(best, (trip, said["now"] - middle, said["ends"], said["own"] - middle))
    return best[1:]


async def test_the_clocks_of_all_screens_agree_within_200_ms_and_one_of_them_is_wrong(
    visitors: Visitors, serving: Serving
) -> None:
    day = await plan(await visitors.owner(), serving, step("collect", minutes=5))
    await day.next()
    await day.next()
    code = await day.code()
    board, desk = await visitors.come(PROJECTOR), await visitors.owner(LAPTOP)
    await board.goto(await day.board_url())
    await desk.goto(f"{serving.owner_base}/w/{day.workshop}/lead")
    right, wrong = await visitors.phone(code), await visitors.come(PHONE)
    await wrong.context.add_init_script(WRONG_CLOCK)
    await type_code(wrong, code)
    screens = {"board": board, "desk": desk, "phone": right, "wrong phone": wrong}
    for page in screens.values():
        await expect(page.locator("time.clock-left").first).to_be_visible()

    seen = {name: await told(page) for name, page in screens.items()}
    assert seen["wrong phone"][2] > 170_000, "its own clock is minutes ahead"
    assert len({ends for _, ends, _ in seen.values()}) == 1
    left = {name: ends - off for name, (off, ends, _) in seen.items()}
    assert max(left.values()) - min(left.values()) <= MOST_APART_MS, seen


async def test_a_minute_more_is_on_all_screens_and_the_wrong_clock_shows_it_too(
    visitors: Visitors, serving: Serving
) -> None:
    day = await plan(await visitors.owner(), serving, step("collect", minutes=5))
    await day.next()
    await day.next()
    activity = (await day.view())["current"]
    wrong = await visitors.come(PHONE)
    await wrong.context.add_init_script(WRONG_CLOCK)
    await type_code(wrong, await day.code())
    words = wrong.locator(".phone-top time.clock-left")
    await expect(words).to_have_text(_between(4, 5))
    await day.do("AddTime", activity=activity, minutes=10)
    await expect(words).to_have_text(_between(14, 15))


def _between(low: int, high: int) -> re.Pattern[str]:
    return re.compile(rf"^({low}:\d\d|{high}:00)$")
