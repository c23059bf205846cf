"""Passphrases: hashed dearly, compared in equal time, two at once."""

import asyncio
import threading

import pytest

from facilitator.web import passphrase
from facilitator.web.passphrase import AT_ONCE, COST, Passphrases

WORDS = "kaksi lakkaa ja hilla"


async def test_only_the_same_passphrase_fits() -> None:
    keeper = Passphrases(cost=16)
    kept = await keeper.hash(WORDS, b"s" * 16)
    assert await keeper.fits(WORDS, kept)
    assert not await keeper.fits(WORDS + " ", kept)
    assert not await keeper.fits("", kept)
    assert not await keeper.fits(WORDS, None)


async def test_a_salt_makes_equal_passphrases_differ() -> None:
    keeper = Passphrases(cost=16)
    assert (await keeper.hash(WORDS, b"a" * 16)).digest != (await keeper.hash(WORDS, b"b" * 16)).digest


async def test_what_was_kept_at_another_cost_still_fits() -> None:
    kept = await Passphrases(cost=16).hash(WORDS, b"s" * 16)
    assert await Passphrases(cost=32).fits(WORDS, kept)


async def test_the_real_cost_is_dear_and_works_here() -> None:
    assert COST >= 2**15
    keeper = Passphrases()
    assert await keeper.fits(WORDS, await keeper.hash(WORDS, b"s" * 16))


async def test_no_more_than_two_are_hashed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lock, at_once, most = threading.Lock(), 0, 0
    real = passphrase._scrypt

    def watched(*arguments: object) -> bytes:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        try:
            return real(*arguments)  # type: ignore[arg-type]
        finally:
            with lock:
                at_once -= 1

    monkeypatch.setattr(passphrase, "_scrypt", watched)
    keeper = Passphrases(cost=2**12)
    await asyncio.gather(*(keeper.hash(WORDS, b"s" * 16) for _ in range(12)))
    assert 1 <= most <= AT_ONCE
