"""Two days of the product from first to last row: a real server, a socket for every phone, and what it all came to.

Nothing waits for minutes: the desk goes on once every phone has its answers.
"""

import asyncio
import json
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.browser.serving import serving_here
from tests.days.people import OWN_WORD
from tests.days.room import NAME, Room

MOST_S = 60

Summary = dict[str, Any]


@asynccontextmanager
async def played(folder: Path, template: str, people: int, late: int) -> AsyncIterator[Room]:
    """Give a room in which that day has been played to its end."""
    serving = await serving_here(folder).begin()
    try:
        room = Room(serving, people)
        await room.make(template)
        try:
            async with asyncio.timeout(MOST_S):
                await room.play(late)
            yield room
        finally:
            await room.leave()
    finally:
        await serving.end()


def told(summary: Summary, kind: str) -> list[tuple[str, Summary]]:
    """Return the question and the part of every activity of *kind*."""
    every = [part for section in summary["sections"] for part in section["activities"]]
    return [(part["prompt"], part) for part in every if part["kind"] == kind]


def check_numbers(room: Room, summary: Summary) -> None:
    """Assert that every number told is what phones got a yes for."""
    for prompt, part in told(summary, "vote"):
        assert sum(row[1] for row in part["rows"]) == len(room.accepted("CastVote", room.asked["vote", prompt]))
    for prompt, part in told(summary, "collect"):
        assert len(part["rows"]) == len(room.accepted("PostNote", room.asked["collect", prompt]))
    for prompt, part in told(summary, "groups"):
        assert len(part["rows"]) == len(room.accepted("WriteForGroup", room.asked["groups", prompt]))
    for prompt, part in told(summary, "rate"):
        assert sum(row[2] for row in part["rows"]) == len(room.accepted("Rate", room.asked["rate", prompt]))
    for prompt, part in told(summary, "consent"):
        assert sum(row[2] for row in part["rows"]) == len(
            room.accepted("TakeStance", room.asked["consent", prompt])
        )
    for prompt, part in told(summary, "rank"):
        assert part["phones"] == len(room.accepted("SetRanking", room.asked["rank", prompt]))
    ((prompt, feedback),) = told(summary, "form")
    assert feedback["phones"] == len(room.accepted("SendForm", room.asked["form", prompt]))


async def check_secrets(room: Room, named: set[str]) -> None:
    """Assert that nobody reads what was only somebody's own, and no name but of those who took an action."""
    assert len(room.accepted("WritePromise")) == len(room.guests)
    reader = room.guests[1]
    page = await reader.browser.get(f"/p/{room.workshop}/summary")
    markdown = await room.owner.get(f"/w/{room.workshop}/summary.md?cut=participants")
    client = json.dumps(await room.summary("client"), ensure_ascii=False)
    whole = json.dumps(await room.summary("participants"), ensure_ascii=False)
    assert page.status_code == 200
    for text in (page.text, markdown.text, client, whole):
        assert OWN_WORD not in text
        known = set(re.findall(rf"{NAME}\w+", text))
        assert known <= named, known - named
        assert room.guests[0].mine["person"] not in text


def check_phones(room: Room) -> None:
    """Assert that every phone was told the same, those too that had lost their line."""
    shown = Counter(json.dumps(guest.view, sort_keys=True) for guest in room.guests)
    assert len(shown) == 1
    assert json.loads(next(iter(shown)))["phase"] == "ended"


async def test_the_rules_day_runs_for_25_people_from_first_to_last_row(tmp_path: Path) -> None:
    async with played(tmp_path, "pelisaannot", 25, late=3) as room:
        summary = await room.summary("participants")

        titles = [line["title"] for line in summary["programme"]]
        assert len(titles) == len([row for row in room.desk.view["blocks"].values() if not row["before"]]) > 20
        assert {"vote", "rate", "collect", "cluster", "groups", "consent", "rank", "commit", "form"} <= {
            part["kind"] for section in summary["sections"] for part in section["activities"]
        }
        check_numbers(room, summary)
        check_phones(room)
        takers = {f"{NAME}{guest.who}" for guest in room.guests if guest.who < len(summary["actions"])}
        assert {action["who"] for action in summary["actions"]} == takers
        assert {action["check_on"] for action in summary["actions"]} == {"2031-05-20"}
        # Three rounds of the café, and what tables wrote in each.
        cafe = room.asked["groups", "Luonnostelkaa sääntö: Meillä …, jotta …"]
        drafts = {command["text"][-1] for command in room.accepted("WriteForGroup", cafe)}
        assert drafts == {"1", "2", "3"}
        # Proposal after proposal, each answered by everyone: two share a phone here and there.
        for prompt, rules in told(summary, "consent"):
            assert {row[2] for row in rules["rows"]} == {25 + sum(bool(g.second) for g in room.guests)}, prompt
        await check_secrets(room, takers)


async def test_the_values_workshop_runs_for_120_people_from_first_to_last_row(tmp_path: Path) -> None:
    async with played(tmp_path, "arvot120", 120, late=12) as room:
        summary = await room.summary("participants")

        check_numbers(room, summary)
        check_phones(room)
        # Every table described its value, and every description was rated by about as many.
        ((_, tables),) = told(summary, "groups")
        # (But where the pen fell to the second of two who share a phone.)
        assert len(tables["rows"]) >= 15
        sampled, gap = (part for _, part in told(summary, "rate"))
        raters = [row[2] for row in sampled["rows"]]
        assert sum(raters) == 120 * 5
        assert max(raters) - min(raters) <= 5
        assert {row[2] for row in gap["rows"]} == {120}
        assert {action["what"] for action in summary["actions"]} == {
            command["what"] for command in room.accepted("ProposeAction")
        }
        await check_secrets(room, set())
