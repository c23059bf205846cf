"""Whatever people write is shown as they wrote it, and does nothing."""

import secrets

import pytest
from playwright.async_api import Browser, Page, StorageState, expect

from tests.browser.serving import Serving
from tests.browser.world import PROJECTOR, Visitors, plan, read, step

pytestmark = pytest.mark.browser

# Markup, addresses, templates, formulas, and letters that play tricks. What would run asks for a dialog or a
# request, and neither may ever happen.
STRINGS = (
    "<b>lihava</b>",
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<!--<script>alert(3)//-->",
    "<img src=x onerror=alert(4)>",
    "<img src='/outside?5'>",
    '"><svg onload=alert(6)>',
    "'><svg/onload=alert(7)>",
    "<svg><animate onbegin=alert(8) attributeName=x>",
    "<iframe srcdoc='<script>alert(9)</script>'></iframe>",
    "<iframe src=javascript:alert(10)>",
    "<a href='javascript:alert(11)'>tästä</a>",
    "javascript:alert(12)",
    "data:text/html,<script>alert(13)</script>",
    "<body onload=alert(14)>",
    "<input autofocus onfocus=alert(15)>",
    "<details open ontoggle=alert(16)>",
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=/outside?18>",
    "<meta http-equiv=refresh content='0;url=/outside?19'>",
    "<base href='//outside.example/'>",
    "<form action=/outside?21><button>Lähetä</button></form>",
    "<math><mtext></mtext><script>alert(22)</script></math>",
    "<textarea></textarea><script>alert(23)</script>",
    "</textarea><script>alert(24)</script>",
    "</title><script>alert(25)</script>",
    "</style><script>alert(26)</script>",
    "</noscript><script>alert(27)</script>",
    "&lt;script&gt;alert(28)&lt;/script&gt;",
    "&amp;&quot;&#39;&nbsp;&copy",
    "\\u003cscript\\u003ealert(30)\\u003c/script\\u003e",
    "${alert(31)}",
    "{{ 7 * 7 }} {% raw %} {# 32 #}",
    "`${alert(33)}`",
    "');alert(34);//",
    '";alert(35);//',
    '=HYPERLINK("http://outside.example/36")',
    "+358 40 123 4567 -1 @tunnus",
    "# otsikko **lihava** [linkki](http://outside.example/38) | a | b |",
    "\u2028alert(39)\u2029",
    "ſ İ ı ﷽ 👩‍👩‍👧 \u0301\u0301",
    "<lit-html>?lit$123$ <!--?-->",
)
# Letters that turn the line round or cannot be seen are no words: a screen may leave them out.
SEEN = tuple(" ".join(text.replace("\u2028", " ").replace("\u2029", " ").split()) for text in STRINGS)


def missing(said: str) -> list[str]:
    plain = " ".join(said.split())
    return [text for text in SEEN if text not in plain]


async def shown_everywhere(visitors: Visitors, serving: Serving, cookies: StorageState) -> None:
    owner = await visitors.come(PROJECTOR, owns=True, cookies=cookies)
    day = await plan(
        owner,
        serving,
        step("collect", "notes", identity="nickname", prompt={"fi": STRINGS[1]}, help={"fi": STRINGS[2]}),
        title=STRINGS[25],
    )
    await day.next()
    await day.next()
    phone = await visitors.phone(await day.code())
    await day.by(phone, "SetName", nickname=STRINGS[4])
    for text in STRINGS:
        await day.by(phone, "PostNote", text=text)
    for text in STRINGS[:20]:
        await day.by(phone, "ParkIdea", text=text)
    board = await visitors.come(PROJECTOR)
    await board.goto(await day.board_url())
    await expect(board.locator(".note")).to_have_count(len(STRINGS))
    assert missing(await _all_of(board)) == []
    await owner.goto(f"/w/{day.workshop}/lead")
    await expect(owner.locator(".desk-kind .note")).to_have_count(len(STRINGS))
    assert missing(await _all_of(owner)) == []
    await phone.reload()
    await expect(phone.locator(".note:has(.status)")).to_have_count(len(STRINGS))
    assert missing(await _all_of(phone)) == []
    await owner.goto(f"/w/{day.workshop}/agenda")
    await expect(owner.locator("h1")).to_have_text(STRINGS[25])
    await owner.goto("/workshops")
    assert STRINGS[25] in await read(owner)

    await day.do("EndWorkshop")
    for path in ("summary", "summary?cut=client"):
        await owner.goto(f"/w/{day.workshop}/{path}")
        assert missing(await _all_of(owner)) == []
    await owner.request.post(
        f"{serving.owner_base}/w/{day.workshop}/delete",
        form={"": secrets.token_urlsafe(4)},
        headers={"Origin": serving.owner_base},
    )


# Folded parts and other pages of a wall are text too.
_TEXT = """body => {
    const copy = body.cloneNode(true);
    for (const data of copy.querySelectorAll("script, style")) data.remove();
    return copy.textContent;
}"""


async def _all_of(page: Page) -> str:
    """Return all text of a page, seen now or not."""
    return str(await page.locator("body").evaluate(_TEXT)).replace("\u00ad", "")


async def test_what_people_write_is_shown_and_never_runs_in_chromium(
    visitors: Visitors, serving: Serving, owner_cookies: StorageState
) -> None:
    await shown_everywhere(visitors, serving, owner_cookies)


async def test_what_people_write_is_shown_and_never_runs_in_firefox(
    firefox: Browser, serving: Serving, owner_cookies: StorageState
) -> None:
    visitors = Visitors(firefox, serving)
    await shown_everywhere(visitors, serving, owner_cookies)
    await visitors.leave()
