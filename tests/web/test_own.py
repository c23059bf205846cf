"""Own methods in the browser: what is kept, what is refused at which field, and files in and out."""

from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest

from facilitator.core.register import GrantAccess
from facilitator.core.shelf import KeepMethod, KeepTemplate
from facilitator.library.write import method_table
from facilitator.web.cookies import SESSION
from facilitator.web.labels import COMMON_RIGHTS
from tests.stories import KINDS
from tests.web.world import Browser, World, open_world

ROOT = Path(__file__).parents[2]
ROTI = (ROOT / "methods" / "roti.toml").read_text()
DAY = (ROOT / "methods" / "templates" / "pelisaannot.toml").read_text()


def table(world: World, slug: str = "roti", **changes: Any) -> dict[str, Any]:
    sent = msgspec.json.encode(method_table(world.site.library.methods[slug], KINDS))
    return {**msgspec.json.decode(sent), **changes}


async def keep(browser: Browser, method: dict[str, Any], **facts: Any) -> dict[str, Any]:
    answer = await browser.ask("/methods/keep", {"method": method, **facts})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def first(page: httpx2.Response) -> dict[str, Any]:
    text = page.text.partition('id="first">')[2].partition("</script>")[0]
    found: dict[str, Any] = msgspec.json.decode(text)
    return found


async def test_what_is_kept_is_a_method_beside_the_shipped_one() -> None:
    async with open_world() as world:
        owner = await world.owner()
        kept = await keep(owner, table(world, name={"en": "Was it worth it?"}))
        assert kept == {"url": "/methods/own/was-it-worth-it", "slug": "own/was-it-worth-it"}
        assert world.site.methods("owner")["own/was-it-worth-it"].name == {"en": "Was it worth it?"}
        assert world.site.methods("owner")["roti"].name["en"] == "Return on time invested"


async def test_a_second_one_of_the_same_name_takes_no_ones_place() -> None:
    async with open_world() as world:
        owner = await world.owner()
        one, other = await keep(owner, table(world)), await keep(owner, table(world))
        assert one["slug"] != other["slug"]
        assert len(world.site.shelf.now.methods) == 2


async def test_a_method_is_changed_in_its_place_and_shared() -> None:
    async with open_world() as world:
        owner = await world.owner()
        slug = (await keep(owner, table(world)))["slug"]
        again = await keep(owner, table(world, name={"fi": "Uusi"}), slug=slug, shared=True)
        assert again["slug"] == slug
        assert world.site.methods("co")[slug].name == {"fi": "Uusi"}


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"name": {}}, "name", "This is missing. Write it."),
        ({"people": [30, 3]}, "people", "The smaller number comes first, and none is less than 1."),
        ({"people": [0, 3]}, "people[0]", "This can be no less than 1."),
        ({"people": [1, 99999]}, "people[1]", "This can be no more than 5000."),
        ({"steps": []}, "steps", "These are too few: at least 1."),
        ({"phase": "sleep"}, "phase", "Choose one of those that are offered."),
        ({"oddity": 1}, "oddity", "oddity is unknown"),
    ],
)
async def test_what_is_wrong_is_told_with_its_field_and_nothing_is_kept(
    changes: dict[str, Any], key: str, words: str
) -> None:
    async with open_world() as world:
        owner = await world.owner()
        fault = (await keep(owner, table(world, **changes)))["fault"]
        assert fault["key"] == key
        assert fault["words"].startswith(words)
        assert world.site.shelf.now.methods == {}


async def test_a_fault_in_a_setting_names_the_setting_of_its_step() -> None:
    async with open_world() as world:
        owner = await world.owner()
        method = table(world)
        method["steps"][0]["settings"] = {**method["steps"][0].get("settings", {}), "scale": "0-99"}
        fault = (await keep(owner, method))["fault"]
        assert fault == {"key": "steps[0].settings.scale", "words": "Choose one of those that are offered."}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"method": 5}',
        b'{"method": {}, "more": 1}',
        b'{"method": {"name": ' + b"[" * 9000,
        b"\xff",
        b'{"method": {"a": "\\ud800"}}',
    ],
)
async def test_what_no_editor_sends_is_turned_away(body: bytes) -> None:
    async with open_world() as world:
        owner = await world.owner()
        headers = {"origin": owner.origin, "x-facilitator": "1", "content-type": "application/json"}
        answer = await owner.post("/methods/keep", content=body, headers=headers)
        assert answer.status_code == 400


async def test_odd_values_are_faults_and_no_crash() -> None:
    async with open_world() as world:
        owner = await world.owner()
        odds: list[Any] = [None, [None], [[]], {"": ""}, "x", -1, 1e300, 2**70, {"a": {"b": [{}]}}, ["\u0000"]]
        for odd in odds:
            for name in ("name", "people", "steps", "themes", "rights"):
                answer = await keep(owner, {**table(world), name: odd})
                assert "fault" in answer or name in ("rights", "themes"), (name, odd)
            step = {**table(world)["steps"][0], "settings": odd, "minutes": odd}
            assert "fault" in await keep(owner, table(world, steps=[step]))


async def test_a_method_that_was_never_kept_cannot_be_changed() -> None:
    async with open_world() as world:
        owner = await world.owner()
        for slug in ("roti", "own/none", "../x"):
            answer = await owner.ask("/methods/keep", {"method": table(world), "slug": slug})
            assert answer.status_code == 404
        assert (await owner.get("/methods/own/none/edit")).status_code == 404
        assert (await owner.get("/methods/none/copy")).status_code == 404


async def test_the_editor_opens_empty_with_a_copy_and_with_an_own_method() -> None:
    async with open_world() as world:
        owner = await world.owner()
        assert first(await owner.get("/methods/new"))["method"] == {}
        copy = first(await owner.get("/methods/roti/copy"))
        assert (copy["slug"], copy["method"]["name"]["sv"]) == ("", "ROTI – tidens avkastning (kopia)")
        assert copy["method"]["steps"] == table(world)["steps"]
        # Whose words a copy has is the owner's to say; whom an idea is credited to stays.
        assert (table(world)["rights"], copy["method"]["rights"]) == (COMMON_RIGHTS, {})
        assert "Liberating" in first(await owner.get("/methods/1-2-4-kaikki/copy"))["method"]["rights"]["fi"]
        assert (await keep(owner, copy["method"]))["slug"]
        slug = (await keep(owner, table(world), shared=True))["slug"]
        mine = first(await owner.get(f"/methods/{slug}/edit"))
        assert (mine["slug"], mine["shared"], mine["method"]) == (slug, True, table(world))
        assert first(await owner.get(f"/methods/{slug}/copy"))["slug"] == ""


async def test_a_method_that_the_rules_no_longer_let_through_opens_with_its_fault() -> None:
    async with open_world() as world:
        owner = await world.owner()
        await world.site.shelf.submit(KeepMethod(slug="own/old", text=ROTI.replace('phase = "ref', 'phase = "def')))
        opened = first(await owner.get("/methods/own/old/edit"))
        assert opened["fault"]["key"] == "phase"
        assert opened["method"]["phase"] == "deflect"
        await world.site.shelf.submit(KeepMethod(slug="own/torn", text="name = "))
        assert first(await owner.get("/methods/own/torn/edit"))["method"] == {}


async def test_a_file_that_was_taken_out_comes_in_again_as_it_was() -> None:
    async with open_world() as world:
        owner = await world.owner()
        out = await owner.get("/methods/roti.toml")
        assert out.headers["content-disposition"] == 'attachment; filename="roti.toml"'
        answer = await owner.submit("/methods/import", text=out.text)
        assert answer.headers["location"] == "/methods/own/return-on-time-invested"
        own = world.site.methods("owner")["own/return-on-time-invested"]
        assert msgspec.structs.replace(own, slug="roti") == world.site.library.methods["roti"]
        assert (await owner.get("/methods/own/return-on-time-invested.toml")).text == out.text


async def test_a_template_comes_in_as_one() -> None:
    async with open_world() as world:
        owner = await world.owner()
        answer = await owner.submit("/methods/import", text=DAY)
        path = answer.headers["location"]
        assert path.startswith("/methods/templates/own/")
        assert (await owner.get(path)).status_code == 200
        assert (await owner.get(f"{path}.toml")).text == DAY
        slug = path.removeprefix("/methods/templates/")
        made = await owner.submit("/workshops/new", template=slug, title="Ours", in_en="yes")
        assert made.headers["location"].startswith("/w/")


async def test_a_wrong_file_is_shown_again_with_what_is_wrong() -> None:
    async with open_world() as world:
        owner = await world.owner()
        answer = await owner.submit("/methods/import", text=ROTI.replace('kind = "rate"', 'kind = "rat"'))
        assert answer.status_code == 400
        assert "steps[0].kind is &#34;rat&#34;; expected one of" in answer.text
        assert "kind = &#34;rat&#34;" in answer.text
        assert world.site.shelf.now.methods == {}


async def test_a_file_that_is_too_long_is_told_so() -> None:
    async with open_world() as world:
        owner = await world.owner()
        answer = await owner.submit("/methods/import", text=ROTI + "# ä" * 20_000)
        assert answer.status_code == 400
        assert "at most 65536 characters" in answer.text
        assert world.site.shelf.now.methods == {}


async def test_nobody_but_the_owner_reaches_any_of_it() -> None:
    async with open_world() as world:
        await world.owner()
        await world.site.shelf.submit(KeepTemplate(slug="own/day", text=DAY))
        stranger = world.browser()
        for path in ("new", "import", "roti/copy", "roti.toml", "own/x/edit", "templates/own/day"):
            answer = await stranger.get(f"/methods/{path}")
            assert answer.headers.get("location") == "/sign-in", path
        answer = await stranger.ask("/methods/keep", {"method": table(world)})
        assert answer.status_code == 401
        assert world.site.shelf.now.methods == {}


async def test_a_co_facilitator_finds_a_shared_method_for_the_agenda_and_no_other() -> None:
    async with open_world() as world:
        owner, workshop = await world.owner(), await world.workshop()
        for name, shared in (("Ours", True), ("Mine", False)):
            await keep(owner, table(world, name={"en": name}), shared=shared)
        access = await world.site.register.submit(GrantAccess(workshop=workshop))
        assert isinstance(access, str)
        co = world.browser()
        co.cookies.set(SESSION, await world.site.sessions.begin("co", access, workshop))
        assert (await co.get(f"/w/{workshop}/methods/own/ours")).json()["block"]["method"] == "own/ours"
        assert (await co.get(f"/w/{workshop}/methods/own/mine")).status_code == 404
        assert (await owner.get(f"/w/{workshop}/methods/own/mine")).status_code == 200
