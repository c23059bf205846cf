"""A phone without scripts takes part by plain forms."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.serving import Serving
from tests.browser.world import Visitors, plan, read, step, type_code

pytestmark = pytest.mark.browser


async def test_a_phone_without_scripts_joins_reads_writes_and_votes(visitors: Visitors, serving: Serving) -> None:
    day = await plan(
        await visitors.owner(),
        serving,
        step("show", settings={"lines": [{"fi": "Hyvää huomenta."}]}),
        step("collect", "notes", identity="nickname"),
        step("vote", "dots", {"step": "notes"}, settings={"budget": 3, "max_per_option": 2}),
    )
    await day.next()
    phone = await visitors.come(script=False)
    await type_code(phone, await day.code())
    await expect(phone).to_have_url(re.compile("/plain$"))
    again = phone.locator("header a")

    await day.next()
    await again.click()
    assert "Hyvää huomenta." in await read(phone)

    await day.next()
    await again.click()
    await phone.fill("#name", "Vanha puhelin")
    await phone.click("button.button-primary")
    await expect(phone.locator("#who")).to_be_visible()
    await phone.fill("#text", "Ilman skriptiä")
    await phone.click("button.button-primary")
    await expect(phone.locator(".notes .note")).to_have_text("Ilman skriptiä")

    await day.close()
    await day.next()
    await again.click()
    await phone.select_option("select", "2")
    await phone.click("button.button-primary")
    await expect(phone.locator("select")).to_have_value("2")
    await day.next()
    view = await day.view()
    options = view["activities"][view["current"]]["view"]["options"]
    assert [(option["text"], option["dots"]) for option in options.values()] == [({"": "Ilman skriptiä"}, 2)]


async def test_a_phone_without_scripts_fills_in_a_form_and_rates(visitors: Visitors, serving: Serving) -> None:
    questions = [{"text": {"fi": "Miten meni?"}, "ask": "scale"}, {"text": {"fi": "Mitä lisää?"}, "ask": "words"}]
    day = await plan(
        await visitors.owner(),
        serving,
        step("form", settings={"questions": questions}),
        step("rate", settings={"statements": [{"fi": "Työ sujuu"}]}),
    )
    await day.next()
    phone = await visitors.come(script=False)
    await type_code(phone, await day.code())
    again = phone.locator("header a")

    await day.next()
    await again.click()
    await phone.get_by_label("Miten meni?").select_option("4")
    await phone.get_by_label("Mitä lisää?").fill("Kiitos")
    await phone.click("button.button-primary")
    await expect(phone.get_by_label("Miten meni?")).to_have_value("4")
    await expect(phone.get_by_label("Mitä lisää?")).to_have_value("Kiitos")

    await day.close()
    await day.next()
    await again.click()
    await phone.get_by_label("Työ sujuu").select_option("5")
    await phone.click("button.button-primary")
    await expect(phone.get_by_label("Työ sujuu")).to_have_value("5")
