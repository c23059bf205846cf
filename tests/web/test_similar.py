"""Which notes seem to say the same: told to those who lead, of what all may see, and only where notes are many."""

import asyncio
from typing import Any

import pytest

from facilitator.activities.cluster import DismissSimilar, MergeNotes
from facilitator.activities.collect import AddPaperNote, HideNote, PostNote
from facilitator.core.agenda import Block, Identity, Source, Step
from facilitator.core.commands import AddBlock, CloseActivity, EditWorkshop, OpenActivity, SetName, StartWorkshop
from facilitator.core.ids import derived_id
from facilitator.core.workshop import Copilot
from facilitator.live.actors import Actor
from facilitator.live.room import Done
from facilitator.web import similar
from facilitator.web.cookies import SESSION
from tests.web.world import HERE, Browser, World, open_world

SAME = ("Palavereita on liikaa", "liikaa palavereja")
OTHERS = ("Luottamus", "Valoisat tilat", "palkka", "Työmatka on pitkä")


class Board:
    """A workshop with a board of notes, and whoever leads it."""

    def __init__(self, world: World, workshop: str, browser: Browser) -> None:
        self.world, self.workshop, self.browser = world, workshop, browser
        self.did = 0
        self.collect = self.cluster = ""

    async def do(self, *commands: Any) -> list[str]:
        """Carry out what the owner asks; return the ids."""
        room = await self.world.site.hub.room(self.workshop)
        ids = []
        for command in commands:
            self.did += 1
            ids.append(derived_id(self.workshop, str(self.did)))
            done = await room.submit(Actor("facilitator", self.world.site.listed.owner), ids[-1], command)
            assert isinstance(done, Done), done
        return ids

    async def paper(self, *texts: str) -> list[str]:
        """Add notes from paper, which are on the wall at once."""
        return await self.do(*(AddPaperNote(activity=self.collect, text=text) for text in texts))

    async def pairs(self, activity: str = "") -> list[set[str]]:
        """Ask as the desk does."""
        answer = await self.browser.get(f"/w/{self.workshop}/similar?activity={activity or self.collect}")
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        return [set(pair["notes"]) for pair in answer.json()["pairs"]]


async def board(world: World, identity: Identity = "named", least: int = 3) -> Board:
    owner = await world.owner()
    found = Board(world, await world.workshop(), owner)
    steps = (
        Step(id="collect", kind="collect", identity=identity),
        Step(id="cluster", kind="cluster", source=Source(step="collect")),
    )
    block = Block(id="block", title={"en": "Notes"}, minutes=20, steps=steps)
    await found.do(AddBlock(block=block), EditWorkshop(copilot=Copilot(alike_notes=least)), StartWorkshop())
    room = await world.site.hub.room(found.workshop)
    found.collect, found.cluster = (step.id for step in room.workshop.blocks[0].steps)
    await found.do(OpenActivity(step=found.collect))
    return found


async def test_notes_that_say_the_same_are_told_by_their_ids() -> None:
    async with open_world() as world:
        desk = await board(world)
        ids = await desk.paper(*SAME, *OTHERS)
        assert await desk.pairs() == [set(ids[:2])]


async def test_they_are_told_in_clustering_until_they_are_merged_or_said_not_to_be_the_same() -> None:
    async with open_world() as world:
        desk = await board(world)
        await desk.paper(*SAME, "Palavereja aivan liikaa", *OTHERS)
        await desk.do(CloseActivity(activity=desk.collect), OpenActivity(step=desk.cluster))
        (first,) = await desk.pairs(desk.cluster)
        one, other = sorted(first)
        await desk.do(DismissSimilar(activity=desk.cluster, one=one, other=other))
        (second,) = await desk.pairs(desk.cluster)
        assert second != first
        into, note = sorted(second)
        await desk.do(MergeNotes(activity=desk.cluster, notes=(note,), into=into))
        assert all(note not in pair for pair in await desk.pairs(desk.cluster))


async def test_a_hidden_note_is_not_told_of() -> None:
    async with open_world() as world:
        desk = await board(world)
        ids = await desk.paper(*SAME, *OTHERS)
        await desk.do(HideNote(activity=desk.collect, note=ids[0]))
        assert await desk.pairs() == []


@pytest.mark.parametrize("identity", ["anonymous", "named", "only_you"])
async def test_a_note_that_waits_for_company_or_is_ones_own_is_never_told_of(identity: Identity) -> None:
    async with open_world() as world:
        desk = await board(world, identity)
        await desk.paper(*OTHERS)
        room = await world.site.hub.room(desk.workshop)
        for n, text in enumerate(SAME):
            seat = f"{n:021d}A"
            assert isinstance(await room.join(seat), str)
            for name, command in (
                ("name", SetName(name=f"N{n}")),
                ("note", PostNote(activity=desk.collect, text=text)),
            ):
                done = await room.submit(Actor("phone", seat), derived_id(name, str(n)), command)
                assert isinstance(done, Done), done
        assert room.workshop.activities[desk.collect].state.notes.keys() >= {derived_id("note", "0")}
        assert len(await desk.pairs()) == (identity == "named")


async def test_few_notes_or_a_leader_who_wants_none_are_left_in_peace() -> None:
    async with open_world() as world:
        desk = await board(world, least=6)
        ids = await desk.paper(*SAME, *OTHERS[:3])
        assert await desk.pairs() == []
        await desk.paper(OTHERS[3])
        assert await desk.pairs() == [set(ids[:2])]
        await desk.do(EditWorkshop(copilot=Copilot(alike_notes=0)))
        assert await desk.pairs() == []


async def test_an_activity_that_is_not_there_has_no_pairs() -> None:
    async with open_world() as world:
        desk = await board(world)
        for activity in ("", "no-such", desk.cluster):
            answer = await desk.browser.get(f"/w/{desk.workshop}/similar?activity={activity}")
            assert answer.json() == {"pairs": []}


async def test_a_remote_and_a_phone_are_not_told() -> None:
    async with open_world() as world:
        desk = await board(world)
        await desk.paper(*SAME, *OTHERS)
        remote = world.browser()
        secret = await world.site.sessions.begin("remote", "r" * 21 + "A", desk.workshop)
        remote.cookies.set(SESSION, secret)
        for browser in (remote, await world.phone(desk.workshop, HERE, "127.0.0.1"), world.browser()):
            answer = await browser.get(f"/w/{desk.workshop}/similar?activity={desk.collect}")
            assert (answer.status_code, answer.json()) == (401, {"close": 4401})


async def test_nothing_that_people_wrote_is_logged(caplog: pytest.LogCaptureFixture, capsys: Any) -> None:
    async with open_world() as world:
        desk = await board(world)
        await desk.paper(*SAME, *OTHERS)
        assert await desk.pairs()
        told = caplog.text + "".join(capsys.readouterr())
        assert not [text for text in (*SAME, *OTHERS) if text in told]


async def test_two_desks_that_ask_at_once_get_one_search() -> None:
    async with open_world() as world:
        desk = await board(world)
        ids = await desk.paper(*SAME, *OTHERS)
        answers = await asyncio.gather(desk.pairs(), desk.pairs(), desk.pairs())
        assert list(answers) == [[set(ids[:2])]] * 3
        room = await world.site.hub.room(desk.workshop)
        before = similar._found[room][desk.collect]
        await desk.pairs()
        assert similar._found[room][desk.collect] is before
        await desk.paper("palavereja liikaa aina")
        await desk.pairs()
        assert similar._found[room][desk.collect] is not before


async def test_a_search_that_breaks_offers_nothing_and_quotes_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(notes: dict[str, str], *_more: object) -> None:
        raise ValueError(" ".join(notes.values()))

    monkeypatch.setattr(similar, "alike", breaks)
    async with open_world() as world:
        desk = await board(world)
        await desk.paper(*SAME, *OTHERS)
        assert await desk.pairs() == []
        assert "error=ValueError" in caplog.text
        assert not [text for text in (*SAME, *OTHERS) if text in caplog.text]
