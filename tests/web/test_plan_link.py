"""The client's page and the participants' programme in a whole site: made, read, commented, ended."""

import re

import icalendar
import pytest

from facilitator.core import commands as c
from facilitator.core.agenda import Block
from facilitator.core.ids import derived_id
from facilitator.live.actors import Actor
from facilitator.live.limits import WRONG_CODES_AT_ONCE
from facilitator.log.contract import Draft
from facilitator.web.sharing import shared
from tests.report.days import lively_day
from tests.report.plans import CLIENTS, FORBIDDEN, marked
from tests.stories import Story
from tests.web.world import HERE, PUBLIC, Browser, World, open_world

WORKSHOP = derived_id("planned")


async def keep(world: World, story: Story) -> Browser:
    """Put a planned story into the world as a workshop; return its owner's browser."""
    owner = await world.owner(PUBLIC if world.site.settings.public_url else HERE)
    drafts = [Draft(entry.at, entry.by, entry.id, entry.seed, bytes(entry.command)) for entry in story.entries]
    await world.site.log.append_all(f"w/{WORKSHOP}", drafts)
    room = await world.site.hub.room(WORKSHOP)
    await world.site.register.list_workshop(WORKSHOP, room.workshop)
    return owner


async def link(owner: Browser, document: str = "plan") -> str:
    """Make a link as the script does; return its path."""
    answer = await owner.ask(f"/w/{WORKSHOP}/plan-link", {"document": document, "do": "share"})
    return str(answer.json()[document]).removeprefix(PUBLIC)


def client_of(world: World, language: str = "fi") -> Browser:
    return world.browser(PUBLIC, "203.0.113.7", language)


async def test_the_client_reads_the_plan_and_nothing_that_is_not_theirs() -> None:
    async with open_world(PUBLIC) as world:
        path = await link(await keep(world, marked()))
        page = (await client_of(world).get(path)).text
        assert [word for word in CLIENTS if word not in page] == []
        assert [word for word in FORBIDDEN if word in page] == []
        assert WORKSHOP not in page


async def test_nobodys_answers_are_on_the_clients_page() -> None:
    async with open_world(PUBLIC) as world:
        path = await link(await keep(world, lively_day("named", "client")[0]))
        page = (await client_of(world).get(path)).text
        assert "Day" in page
        for word in (
            "shownword",
            "hiddenword",
            "actionword",
            "promiseword",
            "parkedword",
            "Realname",
            "optionword",
        ):
            assert word not in page


async def test_a_comment_sent_twice_counts_once_and_another_is_another() -> None:
    async with open_world(PUBLIC) as world:
        owner = await keep(world, marked())
        path, client = await link(owner), client_of(world)
        made_with_page = re.findall(r'name="id" value="([^"]+)"', (await client.get(path)).text)[0]
        room = await world.site.hub.room(WORKSHOP)
        block = room.workshop.blocks[0].id
        for _ in range(2):
            answer = await client.submit(
                path, id=made_with_page, block=block, text=" Longer?\r\n<b>Yes</b>", name="Kaisa"
            )
            assert answer.headers["location"].startswith(f"{path}#comment-")
        await client.submit(path, id=made_with_page, block="", text="Fine by us", name="")
        assert [(said.text, said.block, said.name) for said in room.workshop.comments.values()] == [
            ("Longer?\n<b>Yes</b>", block, "Kaisa"),
            ("Fine by us", "", ""),
        ]
        page = (await client_of(world).get(path)).text
        assert "Longer?\n&lt;b&gt;Yes&lt;/b&gt;" in page
        assert "data-settled" not in page
        await room.submit(
            Actor("facilitator", "f"), "s" * 21 + "A", c.SettleComment(comment=next(iter(room.workshop.comments)))
        )
        assert "data-settled" in (await client.get(path)).text


async def test_a_comment_that_cannot_be_kept_stays_in_its_field() -> None:
    async with open_world(PUBLIC) as world:
        path, client = await link(await keep(world, marked())), client_of(world)
        answer = await client.submit(path, id="i", block="nowhere", text="Lost words", name="Kaisa")
        assert answer.status_code == 409
        assert "Lost words</textarea>" in answer.text
        assert 'value="Kaisa"' in answer.text
        empty = await client.submit(path, id="i", block="", text="  ", name="Kaisa")
        assert empty.status_code == 303
        assert not (await world.site.hub.room(WORKSHOP)).workshop.comments


async def test_after_the_day_the_plan_is_read_and_no_longer_commented() -> None:
    async with open_world(PUBLIC) as world:
        story = marked()
        story.start()
        story.do(c.EndWorkshop())
        path, client = await link(await keep(world, story)), client_of(world)
        assert "<textarea" not in (await client.get(path)).text
        await client.submit(path, id="i", block="", text="Late", name="")
        assert not (await world.site.hub.room(WORKSHOP)).workshop.comments


@pytest.mark.parametrize(("document", "door"), [("plan", "a"), ("programme", "o")])
async def test_a_link_is_the_same_until_it_is_ended_and_then_looks_as_one_that_never_was(
    document: str, door: str
) -> None:
    async with open_world(PUBLIC) as world:
        owner, client = await keep(world, marked()), client_of(world)
        path = await link(owner, document)
        assert path == await link(owner, document)
        assert path.startswith(f"/{door}/")
        assert (await client.get(path)).status_code == 200
        other = path.replace("/a/", "/x/").replace("/o/", "/a/").replace("/x/", "/o/")
        assert (await client.get(other)).status_code == 404
        await owner.ask(f"/w/{WORKSHOP}/plan-link", {"document": document, "do": "stop"})
        ended, wrong = await client.get(path), await client.get(f"/{door}/{'w' * 22}")
        assert (ended.status_code, ended.text) == (wrong.status_code, wrong.text)
        assert ended.status_code == 404
        assert (await client.submit(path, id="i", text="x")).status_code in (404, 405)
        assert await link(owner, document) != path


async def test_who_tries_many_wrong_addresses_has_to_wait() -> None:
    async with open_world(PUBLIC) as world:
        path, client = await link(await keep(world, marked())), client_of(world)
        for _ in range(int(WRONG_CODES_AT_ONCE)):
            assert (await client.get("/a/" + "w" * 22)).status_code == 404
        assert (await client.get("/a/" + "w" * 22)).status_code == 429
        assert (await client.get("/o/" + "w" * 22)).status_code == 429
        assert (await world.browser(PUBLIC, "203.0.113.9").get(path)).status_code == 200
        world.time.now += 60_000
        assert (await client.get(path)).status_code == 200


async def test_with_a_private_address_no_link_is_made_but_a_file_is_offered() -> None:
    async with open_world() as world:
        owner = await keep(world, marked())
        answer = await owner.ask(f"/w/{WORKSHOP}/plan-link", {"document": "plan", "do": "share"})
        assert (answer.status_code, answer.json()) == (409, {"no": "inside_only"})
        assert await shared(world.site.vault, WORKSHOP, "plan") == ""
        told = (await owner.get(f"/w/{WORKSHOP}/plan-link", headers={"x-facilitator": "1"})).json()
        assert told == {"reach": "inside", "plan": "", "programme": ""}
        assert f"/w/{WORKSHOP}/print.pdf?paper=plan" in (await owner.get(f"/w/{WORKSHOP}/prints")).text


async def test_links_are_made_and_ended_by_plain_forms_too() -> None:
    async with open_world(PUBLIC) as world:
        owner = await keep(world, marked())
        answer = await owner.submit(f"/w/{WORKSHOP}/plan-link", document="plan", do="share")
        assert answer.headers["location"] == f"/w/{WORKSHOP}/prints#links"
        token = await shared(world.site.vault, WORKSHOP, "plan")
        assert f"{PUBLIC}/a/{token}" in (await owner.get(f"/w/{WORKSHOP}/prints")).text
        await owner.submit(f"/w/{WORKSHOP}/plan-link", document="plan", do="stop")
        assert await shared(world.site.vault, WORKSHOP, "plan") == ""
        assert (await owner.submit(f"/w/{WORKSHOP}/plan-link", document="diary", do="share")).status_code == 400


async def test_deleting_a_workshop_ends_its_links() -> None:
    async with open_world(PUBLIC) as world:
        path = await link(await keep(world, marked()))
        await world.site.delete_workshop(WORKSHOP)
        assert (await client_of(world).get(path)).status_code == 404
        assert await world.vault.keys("plan-door") == []


async def test_the_programme_is_read_by_link_and_put_into_a_calendar() -> None:
    async with open_world(PUBLIC) as world:
        path, anyone = await link(await keep(world, marked()), "programme"), client_of(world)
        page = (await anyone.get(path)).text
        assert "blockword" in page
        for word in ("goalword", "leadword", "promptword", "aimword", "clientword", *FORBIDDEN):
            assert word not in page
        assert f"{path}/calendar.ics" in page
        answer = await anyone.get(f"{path}/calendar.ics")
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        assert 'filename="titleword-2026-12-03.ics"' in answer.headers["content-disposition"]
        (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
        assert "9.05 blockword" in str(event["description"])
        assert "9.05 blockord" in str(event["description"])


async def test_a_phone_that_has_joined_gets_the_calendar_once_there_is_a_day() -> None:
    async with open_world() as world:
        await keep(world, marked())
        undated = await world.workshop()
        for workshop, status in ((WORKSHOP, 200), (undated, 409)):
            phone = await world.phone(workshop)
            assert (await phone.get(f"/p/{workshop}/calendar.ics")).status_code == status


async def test_whoever_leads_sees_what_the_others_will_see() -> None:
    async with open_world() as world:
        owner = await keep(world, marked())
        plan, programme = [(await owner.get(f"/w/{WORKSHOP}/{page}")).text for page in ("plan", "programme")]
        assert "goalword" in plan
        assert "<textarea" not in plan
        assert "goalword" not in programme
        swedish = (await owner.get(f"/w/{WORKSHOP}/programme?language=sv")).text
        assert "blockord" in swedish
        assert '<article class="timetable-sheet" lang="sv">' in swedish


async def test_breaks_are_not_commented_on() -> None:
    async with open_world(PUBLIC) as world:
        owner = await world.owner(PUBLIC)
        workshop, work, rest = derived_id("paused"), derived_id("work"), derived_id("rest")
        blocks = (Block(id=work, minutes=30), Block(id=rest, minutes=15, is_break=True))
        await world.site.create(c.CreateWorkshop(title={"fi": "P"}, languages=("fi",), blocks=blocks), workshop)
        answer = await owner.ask(f"/w/{workshop}/plan-link", {"document": "plan", "do": "share"})
        page = (await client_of(world).get(str(answer.json()["plan"]).removeprefix(PUBLIC))).text
        assert f'id="block-{rest}"' in page
        assert f'id="text-{work}"' in page
        assert f'id="text-{rest}"' not in page
