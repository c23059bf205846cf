"""The participant's screen without scripts: show, collect and vote as plain forms."""

import re

import pytest

from facilitator.core.commands import OpenActivity
from facilitator.web.assets import Assets
from facilitator.web.folders import data_dir
from facilitator.web.pages import Pages
from tests.web.test_doors import lead
from tests.web.world import Browser, World, open_world


async def asked(world: World, how: str) -> tuple[str, str, Browser]:
    owner = await world.owner()
    answer = await owner.submit("/today/question", question="Mitä jatkamme?", how=how, choices="Yksi\nKaksi")
    workshop = answer.headers["location"].split("/")[2]
    room = await world.site.hub.room(workshop)
    step = room.workshop.blocks[0].steps[0].id
    phone = await world.phone(workshop)
    assert "Wait for the first step" in (await phone.get(f"/p/{workshop}/plain")).text
    await lead(world, workshop, OpenActivity(step=step))
    return workshop, step, phone


def field(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found, text
    return found[1]


async def test_a_note_is_written_once_however_often_the_form_is_sent() -> None:
    async with open_world() as world:
        workshop, step, phone = await asked(world, "cards")
        text = (await phone.get(f"/p/{workshop}/plain")).text
        assert "Mitä jatkamme?" in text
        assert "Nobody, not even the facilitator, sees who answered." in text
        form = {"id": field(text, "id"), "do": "note", "activity": step, "text": "Perehdytys"}
        for _ in range(3):
            answer = await phone.submit(f"/p/{workshop}/plain", **form)
            assert answer.headers["location"].endswith("told=saved")
        assert (await phone.get(f"/p/{workshop}/plain")).text.count("Perehdytys") == 1


async def test_dots_are_given_and_moved() -> None:
    async with open_world() as world:
        workshop, step, phone = await asked(world, "choice")
        text = (await phone.get(f"/p/{workshop}/plain")).text
        first, second = re.findall(r'name="o-([^"]+)"', text)
        for given, other in ((first, second), (second, first)):
            text = (await phone.get(f"/p/{workshop}/plain")).text
            form = {"id": field(text, "id"), "do": "vote", "activity": step, f"o-{given}": "1", f"o-{other}": "0"}
            answer = await phone.submit(f"/p/{workshop}/plain", **form)
            assert answer.headers["location"].endswith("told=saved")
        text = (await phone.get(f"/p/{workshop}/plain")).text
        assert re.search(rf'name="o-{second}">.*?<option selected>1</option>', text, re.DOTALL)


async def test_a_no_is_told_and_nonsense_is_not_understood() -> None:
    async with open_world() as world:
        workshop, step, phone = await asked(world, "cards")
        text = (await phone.get(f"/p/{workshop}/plain")).text
        empty = {"id": field(text, "id"), "do": "note", "activity": step, "text": "  "}
        assert (await phone.submit(f"/p/{workshop}/plain", **empty)).headers["location"].endswith("not_understood")
        foreign = {"id": field(text, "id"), "do": "note", "activity": "none", "text": "x"}
        assert "no_such_activity" in (await phone.submit(f"/p/{workshop}/plain", **foreign)).headers["location"]
        odd = await phone.submit(f"/p/{workshop}/plain", id="../..", do="note")
        assert odd.headers["location"] == f"/p/{workshop}/plain"


async def test_nobody_answers_without_a_seat() -> None:
    async with open_world() as world:
        workshop, _, _ = await asked(world, "cards")
        assert (await world.browser().submit(f"/p/{workshop}/plain", do="note")).headers["location"] == "/"


@pytest.mark.parametrize(
    ("identity", "promise"),
    [
        ("only_you", "Only for you. It is in no summary."),
        ("nickname", "With your nickname. Others see it. Goes to the board and to all summaries"),
        ("group", "In your group’s name. Nobody sees who of you wrote. Goes to the board and to all summaries"),
    ],
)
def test_the_line_above_a_field_promises_no_more_than_is_so(identity: str, promise: str) -> None:
    pages = Pages(data_dir("templates"), Assets(data_dir("static")))
    activity = {"identity": identity, "destination": "client"}
    drawn = pages.draw("parts/_who.html", "en", activity=activity, secure=True)
    assert promise in " ".join(re.sub(r"<[^>]+>", "", drawn).split())
