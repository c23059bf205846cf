from typing import get_args

import msgspec
import pytest

from facilitator.core import commands as c
from facilitator.core.actors import Role
from facilitator.core.permits import PERMITS, may
from facilitator.core.refusal import Refusal
from tests.stories import CO, CODEC, KINDS, REMOTE, ROOM, Story

ROLES: tuple[Role, ...] = get_args(Role)
COMMANDS = sorted(CODEC.commands.values(), key=lambda command: command.__name__)
OF_KINDS = {command for kind in KINDS.values() for command in (*kind.commands, *kind.leader_commands)}


class Unlisted(msgspec.Struct, frozen=True):
    pass


@pytest.mark.parametrize("command", COMMANDS)
def test_somebody_may_ask_for_every_command(command: type[msgspec.Struct]) -> None:
    assert any(may(role, command, KINDS) for role in ROLES)
    assert (command in PERMITS) != (command in OF_KINDS)


@pytest.mark.parametrize("role", ROLES)
def test_what_is_not_in_the_table_nobody_may(role: Role) -> None:
    assert not may(role, Unlisted, KINDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_browser_that_is_nobody_yet_may_only_join(command: type[msgspec.Struct]) -> None:
    assert may("seat", command, KINDS) == (command is c.Join)


def test_the_room_does_only_what_time_does() -> None:
    rooms = {command.__name__ for command in COMMANDS if may("room", command, KINDS)}

    assert rooms == {
        "CloseActivity",
        "TimeUp",
        "EndGrace",
        "ReleaseNotes",
        "SealActivity",
        "SealWorkshop",
        "Attend",
    }


def test_a_participant_may_neither_plan_nor_lead() -> None:
    theirs = {command for command in PERMITS if may("participant", command, KINDS)}

    assert theirs == {c.SetName, c.SetTeam, c.SpeakFor, c.MarkDone, c.NeedMoreTime, c.ParkIdea, c.AskHelp}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_what_is_for_leaders_alone_no_participant_may(kind: object) -> None:
    for command in kind.leader_commands:  # type: ignore[attr-defined]
        assert not may("participant", command, KINDS)
        assert may("facilitator", command, KINDS)
        assert may("co", command, KINDS)


def test_a_remote_leads_the_day_but_neither_plans_nor_answers() -> None:
    theirs = {command.__name__ for command in COMMANDS if may("remote", command, KINDS)}

    assert {
        "OpenActivity",
        "CloseActivity",
        "Reveal",
        "AddTime",
        "BlankBoard",
        "HideNote",
        "NextLine",
        "Undo",
    } <= theirs
    assert not theirs & {
        "AddBlock",
        "HideOption",
        "EditStep",
        "PostNote",
        "ResetActivity",
        "EndWorkshop",
        "EditWorkshop",
    }


@pytest.mark.parametrize("by", [REMOTE, ROOM, "p/liisa", "z/seat"])
def test_who_may_not_is_told_so(story: Story, by: str) -> None:
    assert story.ask(c.StartWorkshop(), by) == Refusal("not_permitted")
    assert story.ask(c.StartWorkshop(), CO) is None
