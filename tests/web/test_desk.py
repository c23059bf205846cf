"""The owner's pages, and what a desk hands out."""

import re

import pytest

from facilitator.core.commands import EndWorkshop, StartWorkshop
from tests.web.test_doors import lead
from tests.web.world import LAN, open_world


async def test_a_new_workshop_is_made_listed_and_its_agenda_opened() -> None:
    async with open_world() as world:
        owner = await world.owner()
        slug = next(iter(world.site.library.templates))
        answer = await owner.submit("/workshops/new", template=slug, title="Kevätpäivä", in_en="yes", people="20")
        place = answer.headers["location"]
        assert place.endswith("/agenda")
        assert (await owner.get(place)).status_code == 200
        for page in ("/today", "/workshops"):
            assert "Kevätpäivä" in (await owner.get(page)).text


async def test_an_empty_agenda_without_a_title_is_asked_for_one() -> None:
    async with open_world() as world:
        answer = await (await world.owner()).submit("/workshops/new", template="", title=" ")
        assert answer.status_code == 400
        assert "needs a title" in answer.text
        assert '<input type="radio" name="template" value="" checked>' in answer.text
        assert world.site.listed.workshops == {}


async def test_a_table_is_shown_as_it_is_understood_before_anything_is_made() -> None:
    async with open_world() as world:
        owner = await world.owner()
        form = {"template": "+table", "title": "Day", "table": "9.00\tOpening\n9.30\tGroups\t30\nOdd line\t\t"}
        shown = await owner.submit("/workshops/new", preview="yes", **form)
        assert shown.status_code == 200
        assert all(words in shown.text for words in ('name="keep-1"', "Odd line", 'value="Day"'))
        assert world.site.listed.workshops == {}
        answer = await owner.submit("/workshops/new", seen="yes", **{"keep-2": "yes"}, **form)
        room = await world.site.hub.room(answer.headers["location"].split("/")[2])
        assert [block.title for block in room.workshop.blocks] == [{"en": "Groups"}]


@pytest.mark.parametrize("how", ["cards", "cloud", "choice"])
async def test_a_quick_question_opens_its_room_at_once(how: str) -> None:
    async with open_world() as world:
        owner = await world.owner()
        answer = await owner.submit("/today/question", question="Mitä jatkamme?", how=how, choices="Yksi\nKaksi")
        workshop = answer.headers["location"].split("/")[2]
        room = await world.site.hub.room(workshop)
        assert room.workshop.phase == "running"
        assert room.workshop.blocks[0].steps[0].prompt == {"en": "Mitä jatkamme?"}


async def test_a_choice_of_one_is_no_question() -> None:
    async with open_world() as world:
        owner = await world.owner()
        for fields in (
            {"question": " ", "how": "cards"},
            {"question": "?", "how": "choice", "choices": "only\n\n"},
        ):
            assert (await owner.submit("/today/question", **fields)).status_code == 400
        assert world.site.listed.workshops == {}


async def test_today_offers_what_runs_then_what_comes_first() -> None:
    async with open_world() as world:
        owner = await world.owner()
        await world.workshop("spring")
        running = await world.workshop("autumn")
        await lead(world, running, StartWorkshop())
        text = (await owner.get("/today")).text
        assert text.index("Autumn") < text.index("Spring")
        assert f'href="/w/{running}/lead"' in text
        await lead(world, running, EndWorkshop())
        await owner.get("/today")
        assert world.site.listed.workshops[running].phase == "ended"


async def test_a_copy_is_a_workshop_of_its_own() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()
        await owner.submit(f"/w/{workshop}/duplicate")
        cards = world.site.listed.workshops
        assert len(cards) == 2
        assert len({card.code for card in cards.values()}) == 2
        assert {card.title["en"] for card in cards.values()} == {"Spring", "Spring (copy)"}


async def test_deleting_asks_first() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()
        assert "Delete for good" in (await owner.get(f"/w/{workshop}/delete")).text
        assert workshop in world.site.listed.workshops
        await owner.submit(f"/w/{workshop}/delete")
        assert world.site.listed.workshops == {}


async def test_a_board_opens_by_its_address_alone_by_form_or_script() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()
        told = (await owner.ask(f"/w/{workshop}/board-link")).json()["url"]
        led = (await owner.submit(f"/w/{workshop}/board-link")).headers["location"]
        assert told != led
        for path in (told, led):
            wall = world.browser(LAN, "192.168.8.40")
            assert (await wall.get(path)).status_code == 200
            assert (await wall.get(f"{path}/qr.svg")).headers["content-type"] == "image/svg+xml"
        assert (await world.browser().get("/b/" + "x" * 22)).status_code == 404


async def test_words_people_wrote_never_become_markup() -> None:
    async with open_world() as world:
        owner = await world.owner()
        evil = "</title></script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
        await owner.submit("/workshops/new", template="", title=evil, in_en="yes")
        (workshop,) = world.site.listed.workshops
        phone = await world.phone(workshop)
        board = (await owner.ask(f"/w/{workshop}/board-link")).json()["url"]
        pages = ["/today", "/workshops", board, *(f"/w/{workshop}/{tab}" for tab in ("agenda", "lead", "delete"))]
        texts = [(await owner.get(page)).text for page in pages]
        texts += [(await phone.get(f"/p/{workshop}{end}")).text for end in ("", "/plain")]
        for text in texts:
            assert "alert(1)" in text
            assert "<script>alert" not in text
            assert "<img" not in text


async def test_ways_to_begin_come_before_ready_days_and_those_tell_their_length_and_people() -> None:
    async with open_world() as world:
        owner = await world.owner()
        page = (await owner.get("/workshops/new")).text
        places = [page.index(f'name="template" value="{way}"') for way in ("+propose", "+table", "", "pelisaannot")]
        assert places == sorted(places)
        assert "6 h 20 min · " in page
        assert not re.search(r'value="\+propose"[^>]*checked', page)
        asked = (await owner.get("/workshops/new", params={"template": "+propose"})).text
        assert re.search(r'value="\+propose"[^>]*checked', asked)
