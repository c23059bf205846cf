"""The library's pages: what is found, what a method is, how it went, favourites; for the owner alone."""

import html
import json
import re

import httpx2
import pytest

from facilitator.core.ids import derived_id
from facilitator.core.shelf import KeepMethod, KeepTemplate, NoteRuns, Run, SetFavourite
from facilitator.web.folders import read_methods
from facilitator.web.labels import COMMON_RIGHTS
from facilitator.web.planner import BEFORE
from tests.web.world import Browser, open_world

ROTI = read_methods()["methods/roti.toml"]


def cards(page: httpx2.Response, *, hidden: bool = False) -> list[str]:
    """Return the slugs of the cards on the page, those that show or those that are there for the script."""
    assert page.status_code == 200, page.text
    rows = re.findall(r'<li class="card" data-slug="([^"]+)"( hidden)?>', page.text)
    return [slug for slug, off in rows if bool(off) == hidden]


async def told(owner: Browser, path: str) -> str:
    page = await owner.get(path)
    assert page.status_code == 200, page.text
    return html.unescape(page.text)


async def test_the_list_has_every_method_and_ready_day() -> None:
    async with open_world() as world:
        owner = await world.owner()
        shown = cards(await owner.get("/methods"))
        assert set(shown) == {*world.site.library.methods, *world.site.library.templates}
        assert "/workshops/new?template=pelisaannot" in await told(owner, "/methods")


async def test_a_form_without_script_finds_by_words_and_filters() -> None:
    async with open_world() as world:
        owner = await world.owner()
        page = await owner.get("/methods", params={"q": "pelisäännöistä", "minutes": "60"})
        shown = cards(page)
        assert shown[0] == "pelisaantotarkistus"
        assert "pelisaantojen-laatiminen" not in shown
        # The script shows them without asking for the page again.
        assert "pelisaantojen-laatiminen" in cards(page, hidden=True)
        assert 'value="pelisäännöistä"' in html.unescape(page.text)


async def test_a_script_is_told_the_same_in_the_same_order() -> None:
    async with open_world() as world:
        owner = await world.owner()
        found = (await owner.get("/methods/found", params={"q": "äänestyksen"})).json()
        shown = cards(await owner.get("/methods", params={"q": "äänestyksen"}))
        assert found["methods"][0] == "pisteaanestys"
        assert [*found["methods"], *found["templates"]] == shown
        assert found["told"].startswith(f"{len(found['methods'])} methods")


async def test_nothing_found_says_what_to_try() -> None:
    async with open_world() as world:
        owner = await world.owner()
        page = await told(owner, "/methods?q=xylofoni")
        assert re.search(r'id="none"><h2>Nothing found', page)


async def test_the_sentence_that_most_files_have_on_rights_and_any_theme_are_not_told() -> None:
    async with open_world() as world:
        owner = await world.owner()
        methods = world.site.library.methods
        assert "Own wording. The structure comes from" in await told(owner, "/methods/1-2-4-kaikki")
        common = [slug for slug, method in methods.items() if method.rights == COMMON_RIGHTS]
        assert len(common) > 20
        slug = next(slug for slug in common if methods[slug].themes == ("all",))
        page = await told(owner, f"/methods/{slug}")
        assert COMMON_RIGHTS["en"] not in page
        assert "Any theme" not in page


async def test_a_method_is_told_whole() -> None:
    async with open_world() as world:
        owner = await world.owner()
        opera = world.site.library.methods["opera"]
        page = await told(owner, "/methods/opera")
        for text in (opera.purpose, opera.when, opera.remote, opera.pitfalls, opera.origin):
            assert text["en"] in page
        assert all(step.prompt["en"] in page for step in opera.steps)
        assert "45–120 min" in page
        assert "Not led yet" in page
        for path in ("/methods/opera/copy", "/methods/opera.toml"):
            assert f'href="{path}"' in page


async def test_what_to_bring_is_a_list_in_the_readers_language() -> None:
    async with open_world() as world:
        owner = await world.owner()
        cafe = world.site.library.methods["world-cafe"]
        for language in ("en", "fi"):
            owner.headers["accept-language"] = language
            things = "".join(f"<li>{thing}</li>" for thing in cafe.materials[language].split("\n"))
            assert things.count("<li>") > 1
            assert f'<ul lang="{language}">{things}</ul>' in await told(owner, "/methods/world-cafe")


async def test_a_method_that_needs_nothing_says_so() -> None:
    async with open_world() as world:
        owner = await world.owner()
        assert not world.site.library.methods["pariporina"].materials
        assert "<dd><p>Nothing: phones are enough.</p></dd>" in await told(owner, "/methods/pariporina")
        assert "phones are enough" not in await told(owner, "/methods/world-cafe")


async def test_what_a_step_starts_from_is_there_to_be_drawn() -> None:
    async with open_world() as world:
        owner = await world.owner()
        found = re.search(r'id="first">(.*?)</script>', (await owner.get("/methods/ryhmittely")).text)
        assert found
        (grouping, *_) = json.loads(found[1])["steps"]
        assert grouping["source"]["step"] == BEFORE
        assert (grouping["kind"], grouping["stage"]) == ("cluster", "planned")


@pytest.mark.parametrize("path", ["/methods/nothere", "/methods/own/nothere", "/methods/pelisaannot"])
async def test_a_method_that_is_not_there_is_not_found(path: str) -> None:
    async with open_world() as world:
        owner = await world.owner()
        assert (await owner.get(path)).status_code == 404


async def test_how_it_went_before_is_told_with_the_average() -> None:
    async with open_world() as world:
        owner = await world.owner()
        runs = (Run("roti", 5, 4, 24, 1_700_000_000_000), Run("roti", 5, 8, 9, 1_750_000_000_000))
        await world.site.shelf.submit(NoteRuns(workshop=derived_id("old"), runs=runs))
        page = await told(owner, "/methods/roti")
        assert "Used 2 times, took 6 min on average." in page
        days = re.findall(r'<time datetime="([0-9-]+)">', page)
        assert days == ["2025-06-15", "2023-11-14"]
        assert "took 6 min on average" in await told(owner, "/methods")


async def test_a_favourite_is_marked_and_unmarked() -> None:
    async with open_world() as world:
        owner = await world.owner()
        answer = await owner.submit("/methods/favourite", slug="opera", on="yes")
        assert answer.headers["location"] == "/methods/opera"
        assert 'aria-pressed="true"' in await told(owner, "/methods/opera")
        assert cards(await owner.get("/methods?part=favourites")) == ["opera"]
        await owner.submit("/methods/favourite", slug="opera", on="")
        assert world.site.shelf.now.favourites == ()
        assert (await owner.submit("/methods/favourite", slug="nothere", on="yes")).status_code == 404


async def test_own_methods_stand_among_the_others_with_the_way_to_edit_them() -> None:
    async with open_world() as world:
        owner = await world.owner()
        await world.site.shelf.submit(KeepMethod(slug="own/roti", text=ROTI))
        assert cards(await owner.get("/methods?part=own")) == ["own/roti"]
        page = await told(owner, "/methods/own/roti")
        for path in ("/methods/own/roti/edit", "/methods/own/roti/copy", "/methods/own/roti.toml"):
            assert f'href="{path}"' in page
        assert "/methods/roti/edit" not in await told(owner, "/methods/roti")


async def test_an_own_ready_day_leads_to_its_page_and_a_broken_one_too() -> None:
    async with open_world() as world:
        owner = await world.owner()
        day = read_methods()["methods/templates/arvot120.toml"]
        await world.site.shelf.submit(KeepTemplate(slug="own/day", text=day))
        await world.site.shelf.submit(KeepTemplate(slug="own/old", text="name = 1"))
        assert cards(await owner.get("/methods?part=own")) == ["own/day"]
        page = await told(owner, "/methods?part=own")
        assert "/workshops/new?template=own/day" in page
        for slug in ("own/day", "own/old"):
            assert f'href="/methods/templates/{slug}"' in page


async def test_an_own_file_that_no_longer_parses_is_listed_with_its_fault() -> None:
    async with open_world() as world:
        owner = await world.owner()
        await world.site.shelf.submit(KeepMethod(slug="own/old", text="name = 1"))
        page = await told(owner, "/methods")
        assert "own/old.toml: name is 1; expected" in page
        assert 'href="/methods/own/old/edit"' in page


async def test_adding_goes_to_the_agenda_that_was_chosen_at_that_method() -> None:
    async with open_world() as world:
        owner = await world.owner()
        assert "No workshop is being planned" in await told(owner, "/methods/opera")
        workshop = await world.workshop()
        assert f'<option value="{workshop}">Spring' in await told(owner, "/methods/opera")
        answer = await owner.get("/methods/add", params={"workshop": workshop, "method": "opera"})
        assert answer.headers["location"] == f"/w/{workshop}/agenda?method=opera"
        for wrong in ({"workshop": "x", "method": "opera"}, {"workshop": workshop, "method": "//evil"}):
            assert (await owner.get("/methods/add", params=wrong)).status_code == 404


async def test_a_favourite_that_is_gone_does_not_trouble_the_list() -> None:
    async with open_world() as world:
        owner = await world.owner()
        await world.site.shelf.submit(SetFavourite(slug="own/gone"))
        assert cards(await owner.get("/methods?part=favourites")) == []


@pytest.mark.parametrize("path", ["/methods", "/methods/opera", "/methods/found", "/methods/add"])
async def test_the_library_is_the_owners(path: str) -> None:
    async with open_world() as world:
        await world.owner()
        answer = await world.browser().get(path)
        assert answer.status_code in (303, 401)
