"""Every kind can be planned: its settings are all asked for in words, and how it will look is seen beforehand."""

import os
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.async_api import Locator, Page, expect

from facilitator.activities.registry import load_kinds
from tests.browser.serving import Serving
from tests.browser.world import Day, Visitors, plan, step
from tests.laws.days import lively

pytestmark = pytest.mark.browser
KINDS = load_kinds()
# The panel scrolls within the window: a picture is taken of what is in it.
TALL = (1440, 5000)


def fields_of(kind: str, settings: dict[str, Any]) -> list[str]:
    """Return the settings a form asks for: those that go with others are left out where they mean nothing."""
    schema = msgspec.json.schema(KINDS[kind].Settings)
    fields = schema["$defs"][schema["$ref"].rpartition("/")[2]]["properties"]
    now = {name: settings.get(name, field.get("default")) for name, field in fields.items()}
    return [
        name
        for name, field in fields.items()
        if all(now[other] in values for other, values in field.get("only", {}).items())
    ]


async def opened(page: Page, day: Day, number: int) -> Locator:
    await page.goto(f"/w/{day.workshop}/agenda")
    await page.locator('button[id^="block-"]').first.click()
    head = page.locator(".step-head").nth(number)
    if await head.get_attribute("aria-expanded") != "true":
        await head.click()
    return page.locator(".step").nth(number)


async def picture(part: Locator, name: str) -> None:
    """Keep a picture where one is asked for: for whoever looks at all of them."""
    if folder := os.environ.get("PICTURES"):
        await part.screenshot(path=Path(folder) / f"{name}.png")


@pytest.mark.parametrize("kind", sorted(KINDS))
async def test_a_kind_is_asked_for_in_words_and_seen_beforehand(
    kind: str, visitors: Visitors, serving: Serving
) -> None:
    desk = await visitors.owner(TALL)
    settings = lively(kind)
    identity = KINDS[kind].identities[0]
    day = await plan(desk, serving, step(kind, identity=identity, settings=settings))
    form = await opened(desk, day, 0)

    for name in fields_of(kind, settings):
        await expect(form.locator(f'[id^="set-"][id*="-{name}"]').first).to_be_attached()
    words = await form.locator('select[id^="set-"] option').all_inner_texts()
    assert [word for word in words if word.islower() and " " not in word] == []
    if kind != "show":
        modes = await form.locator('select[id^="identity-"] option').evaluate_all(
            "all => all.map((one) => one.value)"
        )
        assert modes == list(KINDS[kind].identities)

    await form.locator('[id^="preview-"] > summary').click()
    await expect(form.locator(".preview .board-main")).to_be_attached()
    await expect(form.locator(".preview-handset .stack > *").first).to_be_visible()
    await picture(form.locator(".previews"), f"{kind}-empty")
    if kind != "show":
        await form.locator('[id^="pretend-"]').check()
        await expect(form.locator("figcaption").nth(1)).to_have_text("Taululla, kun vaihe on suljettu")
        await picture(form.locator(".previews"), f"{kind}-answers")
        await expect(form.locator(".preview .board-main")).not_to_have_text("")


async def test_groups_answer_together_in_their_own_name(visitors: Visitors, serving: Serving) -> None:
    desk = await visitors.owner()
    day = await plan(desk, serving, step("groups", identity="group"), step("collect"))
    form = await opened(desk, day, 1)
    identity, who = form.locator('select[id^="identity-"]'), form.locator('select[id$="-who"]')

    await form.locator('select[id^="company-"]').select_option(index=1)
    await expect(identity).to_have_value("group")
    await expect(who).to_have_value("company")
    assert await identity.locator('option[value="anonymous"]').count() == 0

    await form.locator('select[id^="company-"]').select_option("")
    await expect(identity).to_have_value("anonymous")
    await expect(who).to_have_value("person")


async def test_another_kind_goes_to_the_identity_it_chooses_itself(visitors: Visitors, serving: Serving) -> None:
    desk = await visitors.owner()
    day = await plan(desk, serving, step("collect"))
    form = await opened(desk, day, 0)
    await form.locator('select[id^="kind-"]').select_option("round")
    await expect(form.locator('select[id^="identity-"]')).to_have_value("named")
