import asyncio
import random

import pytest

from facilitator.activities.registry import load_kinds
from facilitator.core import commands as c
from facilitator.core.agenda import Block, Source, Step
from facilitator.live.pretend import PretendPeople, lead, rehearsal_of
from facilitator.live.room import Room
from tests.live.stage import Stage

COLLECT = Step(id="s0", kind="collect", minutes=1, settings={"hidden": True, "columns": [{"fi": "a"}, {"fi": "b"}]})
CLUSTER = Step(id="s1", kind="cluster", minutes=1, source=Source("s0"))
VOTE = Step(id="s2", kind="vote", minutes=1, settings={"budget": 3}, source=Source("s1", "headings"))
COMMIT = Step(id="s3", kind="commit", minutes=1, identity="named")
DAY = (Block(id="b0", title={"fi": "Päivä"}, steps=(COLLECT, CLUSTER, VOTE, COMMIT)),)


async def pretend_room(stage: Stage, **facts: object) -> Room:
    await stage.hub.create(
        c.CreateWorkshop(title={"fi": "Päivä"}, blocks=DAY, **facts),  # type: ignore[arg-type]
        "f/owner",
        "pretend-room",
    )
    return await stage.hub.room("pretend-room")


async def test_pretend_people_play_a_day_from_first_to_last_step(stage: Stage) -> None:
    room = await pretend_room(stage, pretend=True)
    people = PretendPeople(room, 12, random.Random(1), speed=200)
    moves: list[str] = []

    played = asyncio.create_task(people.run())
    await lead(room, random.Random(2), 200, moves.append)
    await played

    assert moves[0] == "start"
    assert moves[-1] == "end"
    answered = {a.step.kind: load_kinds()[a.step.kind].answered(a.state) for a in room.workshop.activities.values()}
    assert answered["collect"] == 12
    assert answered["vote"] == 12
    cluster = next(a for a in room.workshop.activities.values() if a.step.kind == "cluster")
    assert all(note.heading for note in cluster.state.notes.values())
    assert room.joined == 0


async def test_a_real_workshop_gets_no_pretend_people(stage: Stage) -> None:
    room = await pretend_room(stage)

    with pytest.raises(ValueError, match="a real one"):
        PretendPeople(room, 12, random.Random(1))


async def test_a_rehearsal_copies_the_agenda_and_is_marked(stage: Stage) -> None:
    room = await pretend_room(stage)

    copy = rehearsal_of(room)

    assert copy.pretend
    assert copy.blocks == room.workshop.blocks
    assert "kokeilu" in copy.title["fi"]


ROUND = Step(id="r0", kind="round", minutes=1, identity="named", settings={"order": "list", "seconds": 20})
TABLES = Step(
    id="g0",
    kind="groups",
    minutes=1,
    identity="group",
    settings={"size": 3, "rounds": 3, "writes": "everyone", "max_notes": 1},
)
RULES = Step(
    id="c0",
    kind="consent",
    minutes=1,
    settings={"proposals": [{"fi": "eka"}, {"fi": "toka"}, {"fi": "kolmas"}], "one_by_one": True},
)
TALK = (Block(id="b0", title={"fi": "Puhetta"}, steps=(ROUND, TABLES, RULES)),)


async def test_pretend_people_take_turns_change_tables_and_answer_each_proposal(stage: Stage) -> None:
    await stage.hub.create(
        c.CreateWorkshop(title={"fi": "Päivä"}, blocks=TALK, pretend=True), "f/owner", "pretend-room"
    )
    room = await stage.hub.room("pretend-room")
    people = PretendPeople(room, 9, random.Random(1), speed=150)
    moves: list[str] = []

    played = asyncio.create_task(people.run())
    await lead(room, random.Random(2), 150, moves.append)
    await played

    # Two changes of tables, and three proposals told with two steps between them.
    assert moves.count("move") == 2 + 5
    told = {activity.step.kind: activity.state for activity in room.workshop.activities.values()}
    assert sum(turn.turns > 0 for turn in told["round"].persons.values()) > 2
    assert {note.round for note in told["groups"].notes.values()} == {0, 1, 2}
    assert all(len(row.present.stances) >= 5 for row in told["consent"].proposals.values())


async def test_what_is_asked_before_the_day_is_answered_before_the_rehearsal_begins(stage: Stage) -> None:
    asked = Block(id="q", before=True, minutes=0, steps=(Step(id="q0", kind="form", settings={"when": "before"}),))
    create = c.CreateWorkshop(title={"fi": "Päivä"}, blocks=(asked, *TALK), pretend=True)
    await stage.hub.create(create, "f/owner", "pretend-room")
    room = await stage.hub.room("pretend-room")

    await PretendPeople(room, 9, random.Random(1)).answer_beforehand()

    form = room.workshop.activities["q0"]
    assert room.workshop.phase == "planning"
    assert room.around.kinds["form"].answered(form.state) >= 5
    assert not room.workshop.attending, "they come when the day is played"
