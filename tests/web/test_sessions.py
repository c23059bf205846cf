"""Secrets: recognised, expired, used up, deleted, and never kept as they are."""

import asyncio

from facilitator.core.ids import derived_id
from facilitator.log.vault import MemoryVault
from facilitator.web.sessions import (
    BOARD_LIVES_MS,
    SESSION_LIVES_MS,
    Invitation,
    Sessions,
    fingerprint,
    seat_id,
)
from tests.web.world import Chance, Time

SPRING, AUTUMN = derived_id("spring"), derived_id("autumn")


def sessions() -> tuple[Sessions, MemoryVault, Time]:
    vault, time = MemoryVault(), Time()
    return Sessions(vault, time, Chance()), vault, time


async def test_a_session_is_known_by_its_secret_until_it_expires() -> None:
    known, _, time = sessions()
    secret = await known.begin("facilitator", "owner")
    session = await known.of(secret)
    assert session is not None
    assert (session.role, session.id, session.workshop) == ("facilitator", "owner", "")
    time.now += SESSION_LIVES_MS
    assert await known.of(secret) is None


async def test_the_vault_keeps_no_secret_that_could_be_used() -> None:
    known, vault, _ = sessions()
    secret = await known.begin("facilitator", "owner")
    board = await known.board_token(SPRING)
    for kind, used in (("session", secret), ("board", board)):
        assert await vault.keys(kind) == [fingerprint(used)]
        assert used.encode() not in (await vault.get(kind, fingerprint(used)) or b"")


async def test_of_many_who_open_a_link_at_once_one_gets_in() -> None:
    known, _, _ = sessions()
    secret = await known.invite(Invitation("remote", "", SPRING), 1000)
    got = await asyncio.gather(*(known.accept(secret, "remote") for _ in range(20)))
    assert [invitation for invitation in got if invitation] == [Invitation("remote", "", SPRING)]


async def test_a_link_of_another_role_is_not_used_up_by_trying() -> None:
    known, _, time = sessions()
    secret = await known.invite(Invitation("co", "", SPRING), 1000)
    assert await known.accept(secret, "remote") is None
    assert await known.invited(secret)
    time.now += 1000
    assert await known.accept(secret, "co") is None


async def test_a_workshop_keeps_its_join_token_and_each_board_gets_its_own() -> None:
    known, _, time = sessions()
    token = await known.join_token(SPRING)
    assert await known.join_token(SPRING) == token != await known.join_token(AUTUMN)
    assert await known.workshop_of_join(token) == SPRING
    board = await known.board_token(SPRING)
    assert board != await known.board_token(SPRING)
    assert await known.workshop_of_board(board) == SPRING
    time.now += BOARD_LIVES_MS
    assert await known.workshop_of_board(board) == ""


async def test_strange_secrets_are_nobodys() -> None:
    known, _, _ = sessions()
    for strange in ("", "x" * 22, "x" * 100_000, "ä"):
        assert await known.of(strange) is None
        assert await known.workshop_of_join(strange) == ""


async def test_forgetting_a_workshop_leaves_the_others_alone() -> None:
    known, vault, _ = sessions()
    for workshop in (SPRING, AUTUMN):
        await known.join_token(workshop)
        await known.board_token(workshop)
        await known.begin("remote", f"remote of {workshop}", workshop)
        await known.invite(Invitation("co", "", workshop), 1000)
        await vault.put("activity-key", f"{workshop}/a/1", b"k")
    before = {kind: len(await vault.keys(kind)) for kind in ("join-token", "join-door", "board", "session", "link")}
    await known.forget_workshop(SPRING)
    for kind, count in before.items():
        assert (count, len(await vault.keys(kind))) == (2, 1), kind
    assert await vault.keys("activity-key") == [f"{AUTUMN}/a/1"]
    assert [session.workshop for session in await known.of_workshop(AUTUMN)] == [AUTUMN]


def test_a_seat_is_told_by_its_cookie_and_never_the_other_way() -> None:
    assert seat_id("cookie") == seat_id("cookie") != seat_id("other")
    assert "cookie" not in seat_id("cookie")
