import asyncio
import os
import re

import pytest

from facilitator.live.keys import KIND, ActivityKeys
from facilitator.log.vault import MemoryVault


async def test_a_pseudonym_is_the_same_for_all_who_share_the_vault() -> None:
    vault = MemoryVault()
    one, other = ActivityKeys(vault, "w", os.urandom), ActivityKeys(vault, "w", os.urandom)
    await asyncio.gather(one.learn("step/1"), other.learn("step/1"), one.learn("step/1"))
    assert one.pseudonym("step/1", "eeva") == other.pseudonym("step/1", "eeva")
    assert re.fullmatch(r"a/[A-Za-z0-9_-]{22}", one.pseudonym("step/1", "eeva"))


async def test_people_activities_and_workshops_all_differ() -> None:
    vault = MemoryVault()
    here, there = ActivityKeys(vault, "w", os.urandom), ActivityKeys(vault, "v", os.urandom)
    for keys in (here, there):
        await keys.learn("step/1")
        await keys.learn("step/2")
    told = {keys.pseudonym(name, who) for keys in (here, there) for name in ("step/1", "step/2") for who in "ab"}
    assert len(told) == 8


async def test_a_destroyed_key_is_gone_from_memory_and_vault() -> None:
    vault = MemoryVault()
    keys = ActivityKeys(vault, "w", os.urandom)
    for name in ("step/1", "step/2", "step2/1"):
        await keys.learn(name)
    await keys.destroy("step/")
    assert await vault.keys(KIND) == ["w/step2/1"]
    with pytest.raises(KeyError):
        keys.pseudonym("step/1", "eeva")
