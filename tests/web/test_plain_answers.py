"""Forms and ratings as plain forms, for phones without scripts."""

import re
from typing import Any

from facilitator.core import commands as c
from facilitator.live.actors import Actor
from tests.laws.days import lively
from tests.stories import FACILITATOR, ROOM, Story, made_id
from tests.web.test_plain import field
from tests.web.test_report import WORKSHOP, keep
from tests.web.world import Browser, World, open_world

PATH = f"/p/{WORKSHOP}/plain"
Fields = dict[str, str]


async def opened(world: World, kind: str, **settings: Any) -> tuple[str, Browser]:
    """Open a step of a kind; return its id, and a phone that is in."""
    story = Story(title={"en": "Day"}, languages=("en",)).start()
    step = story.open(kind, settings={**lively(kind), **settings}, identity="anonymous")
    await keep(world, story)
    return step, await world.phone(WORKSHOP)


async def send(phone: Browser, step: str, do: str, **fields: str) -> str:
    """Send the form that the page has now with these fields; return what the phone is told."""
    page = (await phone.get(PATH)).text
    answer = await phone.submit(PATH, **{"id": field(page, "id"), "do": do, "activity": step, **fields})
    return answer.headers["location"].partition("told=")[2]


async def state(world: World, step: str) -> Any:
    return (await world.site.hub.room(WORKSHOP)).workshop.activities[step].state


def names(page: str) -> list[str]:
    return re.findall(r'name="([qr]-[^"]+)"', page)


async def test_a_form_is_answered_sent_and_changed() -> None:
    async with open_world() as world:
        step, phone = await opened(world, "form")
        page = (await phone.get(PATH)).text
        scale, words, first, _second, third, years = names(page)
        fields = {scale: "3", words: "quieter\r\nroom", first: "1", third: "1", years: "7"}
        assert await send(phone, step, "form", **fields) == "saved"
        (form,) = (await state(world, step)).forms.values()
        assert form.sent
        assert [(a.number, a.text, len(a.options)) for a in form.answers.values()] == [
            (3, "", 0),
            (-1, "quieter\nroom", 0),
            (-1, "", 2),
            (7, "", 0),
        ]
        page = (await phone.get(PATH)).text
        assert "quieter\nroom</textarea>" in page
        assert page.count(" checked") == 2
        assert await send(phone, step, "form", **{**fields, scale: "?", years: ""}) == "saved"
        (form,) = (await state(world, step)).forms.values()
        assert next(a.dont_know for a in form.answers.values())
        assert [a.number for a in form.answers.values()] == [-1] * 4


async def test_statements_are_rated_changed_and_taken_back() -> None:
    async with open_world() as world:
        step, phone = await opened(world, "rate")
        one, two, three, _four = names((await phone.get(PATH)).text)
        assert await send(phone, step, "rate", **{one: "4", two: "2", three: "?"}) == "saved"
        (ratings,) = (await state(world, step)).ratings.values()
        assert [(answer.values, answer.unknown) for answer in ratings.values()] == [
            ({"0": 4, "1": 2}, False),
            ({}, True),
        ]
        assert await send(phone, step, "rate", **{one: "5", two: "2", three: ""}) == "saved"
        (ratings,) = (await state(world, step)).ratings.values()
        assert [answer.values for answer in ratings.values()] == [{"0": 5, "1": 2}]


async def test_who_rates_a_sample_draws_it_first() -> None:
    async with open_world() as world:
        step, phone = await opened(world, "rate", sample=1)
        assert names((await phone.get(PATH)).text) == []
        assert await send(phone, step, "draw") == "saved"
        assert len(names((await phone.get(PATH)).text)) == 2


async def test_what_does_not_fit_is_told_and_changes_nothing() -> None:
    async with open_world() as world:
        step, phone = await opened(world, "rate")
        name = names((await phone.get(PATH)).text)[0]
        assert await send(phone, step, "rate", **{name: "9"}) == "off_the_scale&most=5&least=1"
        said = (await phone.get(f"{PATH}?told=off_the_scale&most=5&least=1")).text
        assert "The scale goes from 1 to 5." in said
        assert await send(phone, step, "rate", **{name: "many"}) == "not_understood"
        assert not (await state(world, step)).ratings


async def test_what_is_asked_before_the_day_is_answered_at_home() -> None:
    async with open_world() as world:
        story = Story(title={"en": "Day"}, languages=("en",), day="2027-03-01")
        step = story.plan("form", identity="anonymous", settings={"when": "before"})
        await keep(world, story)
        phone = await world.phone(WORKSHOP)
        early = (await phone.get(PATH)).text
        assert "The day itself has not begun." in early
        assert "See you on Mon 1 Mar 2027" in early
        room = await world.site.hub.room(WORKSHOP)
        await room.submit(Actor("facilitator", "anna"), made_id("open"), c.OpenActivity(step=step))

        page = (await phone.get(PATH)).text
        assert "Answer before the day" in page
        assert await send(phone, step, "form", **{names(page)[0]: "quieter"}) == "saved"
        assert len((await state(world, step)).forms) == 1
        assert "See you on Mon 1 Mar 2027" in (await phone.get(f"{PATH}?told=saved")).text


async def test_a_phone_at_home_is_not_sent_to_a_board_once_the_question_is_closed() -> None:
    async with open_world() as world:
        story = Story(title={"en": "Day"}, languages=("en",), day="2027-03-01")
        step = story.plan("form", settings={"when": "before"})
        for command, by in (
            (c.OpenActivity(step=step), FACILITATOR),
            (c.CloseActivity(activity=step), FACILITATOR),
            (c.EndGrace(activity=step), ROOM),
        ):
            story.do(command, by)
        await keep(world, story)
        page = (await (await world.phone(WORKSHOP)).get(PATH)).text
        assert "The question takes no more answers." in page
        assert "board" not in page


async def test_a_plain_phone_that_answered_at_home_is_seen_when_it_comes_to_the_day() -> None:
    async with open_world() as world:
        story = Story(title={"en": "Day"}, languages=("en",))
        step = story.plan("form", settings={"when": "before"})
        story.do(c.OpenActivity(step=step))
        await keep(world, story)
        phone = await world.phone(WORKSHOP)
        room = await world.site.hub.room(WORKSHOP)
        await room.submit(Actor("facilitator", "anna"), made_id("start"), c.StartWorkshop())
        assert room.workshop.people
        assert not room.workshop.attending

        await phone.get(PATH)

        assert room.workshop.attending == room.workshop.people
