"""The summary's pages in a whole site: the facilitator's, the room's readers', the files, and on paper."""

import io
import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, async_playwright

from facilitator.core import commands as c
from facilitator.core.ids import derived_id
from facilitator.live.actors import Actor
from facilitator.log.contract import Draft
from facilitator.web.sharing import shared
from tests.report.days import REAL_NAME, lively_day
from tests.report.whole_day import WholeDay
from tests.stories import Story
from tests.web.world import HERE, LAN, PUBLIC, Browser, World, open_world

WORKSHOP = derived_id("summarised")
TOLD = "shownword1"


async def keep(world: World, story: Story) -> Browser:
    """Put a played story into the world as a workshop; return its owner's browser."""
    owner = await world.owner(PUBLIC if world.site.settings.public_url else HERE)
    drafts = [Draft(entry.at, entry.by, entry.id, entry.seed, bytes(entry.command)) for entry in story.entries]
    await world.site.log.append_all(f"w/{WORKSHOP}", drafts)
    room = await world.site.hub.room(WORKSHOP)
    await world.site.register.list_workshop(WORKSHOP, room.workshop)
    return owner


def ended() -> Story:
    return lively_day("named", "client")[0]


async def test_the_summary_is_there_at_once_after_the_end() -> None:
    async with open_world() as world:
        owner = await keep(world, ended())
        page = (await owner.get(f"/w/{WORKSHOP}/summary")).text
        assert TOLD in page
        assert "hiddenword" not in page
        assert "promiseword" not in page
        for cut in ("participants", "client"):
            assert TOLD in (await owner.get(f"/w/{WORKSHOP}/summary?cut={cut}")).text


async def test_every_kind_is_told_on_the_page_of_each_cut() -> None:
    async with open_world() as world:
        day = WholeDay("named")
        owner = await keep(world, day.story)
        for cut in ("facilitator", "participants", "client"):
            page = (await owner.get(f"/w/{WORKSHOP}/summary?cut={cut}")).text
            assert [kind for kind in day.steps if f"{kind}prompt" not in page] == []
        assert page.index('id="decisions"') < page.index('id="actions"')


async def test_what_is_told_of_the_day_is_told_in_the_readers_language() -> None:
    async with open_world() as world:
        owner = await keep(world, WholeDay("named", kinds=["rate", "consent", "rank"]).story)
        owner.headers["accept-language"] = "fi"
        page = (await owner.get(f"/w/{WORKSHOP}/summary?cut=client")).text
        assert re.search(r">\d,\d<", page)
        assert not re.search(r">\d\.\d<", page)


async def test_each_cut_is_previewed_as_its_readers_get_it() -> None:
    async with open_world() as world:
        owner = await keep(world, lively_day("named", "participants")[0])
        assert TOLD in (await owner.get(f"/w/{WORKSHOP}/summary?cut=participants")).text
        for ending in ("", ".md", ".json"):
            client = await owner.get(f"/w/{WORKSHOP}/summary{ending}?cut=client")
            assert TOLD not in client.text
            assert REAL_NAME not in client.text


async def test_hiding_and_commenting_work_as_plain_forms() -> None:
    async with open_world() as world:
        story = ended()
        owner, activity = await keep(world, story), next(iter(story.workshop.activities))
        path = f"/w/{WORKSHOP}/summary"
        form = {"id": "i" * 21 + "A", "activity": activity}
        answer = await owner.submit(path, **form, do="comment", comment="Remarkable\r\n<b>day</b>")
        assert answer.headers["location"] == f"{path}#part-{activity}"
        preview = (await owner.get(f"{path}?cut=client")).text
        assert "Remarkable\n&lt;b&gt;day&lt;/b&gt;" in preview
        await owner.submit(path, **form, do="hide")
        assert TOLD not in (await owner.get(f"{path}?cut=participants")).text
        assert TOLD in (await owner.get(path)).text
        await owner.submit(path, **form, do="show")
        assert TOLD in (await owner.get(f"{path}?cut=participants")).text


async def test_a_form_sent_twice_counts_once() -> None:
    async with open_world() as world:
        story = ended()
        owner, activity = await keep(world, story), next(iter(story.workshop.activities))
        before = (await world.site.log.head(f"w/{WORKSHOP}")).seq
        for _ in range(2):
            await owner.submit(f"/w/{WORKSHOP}/summary", id="i" * 21 + "A", activity=activity, do="hide")
        assert (await world.site.log.head(f"w/{WORKSHOP}")).seq == before + 1


async def test_the_cover_is_written_after_the_day() -> None:
    async with open_world() as world:
        owner = await keep(world, ended())
        path = f"/w/{WORKSHOP}/summary"
        await owner.submit(
            path, id="i" * 21 + "A", do="cover", client="Town", place="Hall", aim="Agree", intro="Thanks"
        )
        preview = (await owner.get(f"{path}?cut=client")).text
        for words in ("Town", "Hall", "Agree", "Thanks"):
            assert words in preview


@pytest.mark.parametrize("form", [{"do": "shout"}, {}])
async def test_a_form_of_no_meaning_changes_nothing(form: dict[str, str]) -> None:
    async with open_world() as world:
        owner = await keep(world, ended())
        before = (await world.site.log.head(f"w/{WORKSHOP}")).seq
        assert (await owner.submit(f"/w/{WORKSHOP}/summary", **form)).status_code == 400
        unknown = await owner.submit(f"/w/{WORKSHOP}/summary", do="hide", activity="u" * 21 + "A")
        assert unknown.status_code == 409
        assert (await world.site.log.head(f"w/{WORKSHOP}")).seq == before


async def test_the_files_have_safe_names_and_the_right_content() -> None:
    async with open_world() as world:
        story = ended()
        story.do(c.EditWorkshop(title={"en": 'Pelisäännöt"\r\nX: ../y'}))
        owner = await keep(world, story)
        for ending in ("md", "zip", "json"):
            answer = await owner.get(f"/w/{WORKSHOP}/summary.{ending}?cut=client")
            header = answer.headers["content-disposition"]
            assert header.startswith(f'attachment; filename="pelisaannot-x-y-for-the-client.{ending}"')
            assert answer.headers["x-content-type-options"] == "nosniff"
            if ending == "zip":
                with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
                    assert len(archive.namelist()) == 4
            elif ending == "json":
                assert json.loads(answer.content)["cut"] == "client"
            else:
                assert "shownword" in answer.text


async def test_downloads_hold_no_more_than_the_room_may_have_whatever_is_asked_for() -> None:
    async with open_world() as world:
        owner = await keep(world, lively_day("facilitator", "client")[0])
        assert REAL_NAME in (await owner.get(f"/w/{WORKSHOP}/summary")).text
        for asked in ("?cut=facilitator", "", "?cut=x"):
            assert REAL_NAME not in (await owner.get(f"/w/{WORKSHOP}/summary.md{asked}")).text


async def test_phones_that_took_part_read_it_from_the_end_on() -> None:
    async with open_world() as world:
        story = Story(title={"en": "Day"}, languages=("en",)).start()
        await keep(world, story)
        phone = await world.phone(WORKSHOP)
        assert "comes at the end" in (await phone.get(f"/p/{WORKSHOP}/summary")).text
        room = await world.site.hub.room(WORKSHOP)
        await room.submit(Actor("facilitator", world.site.listed.owner), derived_id("end"), c.EndWorkshop())
        page = await phone.get(f"/p/{WORKSHOP}/summary")
        assert '<article class="summary">' in page.text
        stranger = await world.browser(LAN, "192.168.8.40").get(f"/p/{WORKSHOP}/summary")
        assert stranger.headers["location"] == "/"


async def test_a_shared_address_is_read_by_anyone_and_can_be_taken_back() -> None:
    async with open_world(PUBLIC) as world:
        owner = await keep(world, ended())
        page = (await owner.get(f"/w/{WORKSHOP}/summary")).text
        assert "/s/" not in page
        await owner.submit(f"/w/{WORKSHOP}/summary/share", do="share")
        (link,) = re.findall(rf"{PUBLIC}(/s/[A-Za-z0-9_-]{{22}})", (await owner.get(f"/w/{WORKSHOP}/summary")).text)
        assert (await owner.ask(f"/w/{WORKSHOP}/summary/share")).json() == {"url": f"{PUBLIC}{link}"}
        reader = world.browser(PUBLIC, "203.0.113.9")
        shown = await reader.get(link)
        assert TOLD in shown.text
        assert "<form" not in shown.text
        assert "/w/" not in shown.text
        await owner.submit(f"/w/{WORKSHOP}/summary/share", do="stop")
        gone, wrong = await reader.get(link), await reader.get("/s/" + "w" * 22)
        assert (gone.status_code, gone.text) == (wrong.status_code, wrong.text)
        assert gone.status_code == 404


async def test_what_is_deleted_is_not_shared_any_more() -> None:
    async with open_world() as world:
        owner = await keep(world, ended())
        await owner.submit(f"/w/{WORKSHOP}/summary/share", do="share")
        token = await shared(world.vault, WORKSHOP)
        assert (await owner.get(f"/s/{token}")).status_code == 200
        await owner.submit(f"/w/{WORKSHOP}/delete")
        assert (await owner.get(f"/s/{token}")).status_code == 404
        assert await shared(world.vault, WORKSHOP) == ""


async def test_in_a_local_network_a_file_is_offered_to_those_outside_with_one_line_why() -> None:
    line = "Outside it nothing can be reached"
    async with open_world() as world:
        owner = await keep(world, ended())
        assert line in (await owner.get(f"/w/{WORKSHOP}/summary")).text
    async with open_world(PUBLIC) as world:
        owner = await keep(world, ended())
        assert line not in (await owner.get(f"/w/{WORKSHOP}/summary")).text
    async with open_world(local=()) as world:
        owner = await keep(world, ended())
        page = (await owner.get(f"/w/{WORKSHOP}/summary")).text
        assert "No network found" in page
        assert "Share with the room</button>" not in page


async def on_paper(world: World, owner: Browser, file: Path, path: str) -> None:
    """Print a page of the world from Chromium, as its reader would."""
    faults: list[str] = []

    async def serve(route: Route) -> None:
        answer = await owner.get(route.request.url.removeprefix(HERE))
        await route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.content)

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium")
        page: Page = await browser.new_page()
        page.on("console", lambda said: faults.append(said.text))
        await page.route("**/*", serve)
        await page.goto(f"{HERE}{path}")
        await page.pdf(path=file, prefer_css_page_size=True, print_background=True)
        await browser.close()
    assert faults == []


def words_on(file: Path, page: int) -> str:
    said = subprocess.run(
        ["pdftotext", "-f", str(page), "-l", str(page), "-layout", str(file), "-"], capture_output=True, check=True
    )
    return said.stdout.decode()


@pytest.mark.browser
async def test_it_prints_as_clean_a4_with_a_cover_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "summary.pdf"
    async with open_world() as world:
        story = ended()
        story.do(c.EditWorkshop(client="Town", place="Hall"))
        owner = await keep(world, story)
        await on_paper(world, owner, file, f"/w/{WORKSHOP}/summary?cut=participants")
    facts = subprocess.run(["pdfinfo", str(file)], capture_output=True, check=True).stdout.decode()
    assert "(A4)" in facts
    cover, second = words_on(file, 1), words_on(file, 2)
    assert "Day" in cover
    assert "Town" in cover
    assert "6 participants" in cover
    assert TOLD not in cover
    assert "Programme" in second
    whole = "".join(words_on(file, page) for page in range(1, int(re.findall(r"Pages:\s+(\d+)", facts)[0]) + 1))
    assert TOLD in whole
    for control in ("Back to the summary", "Print", "Skip to", "Settings"):
        assert control not in whole
