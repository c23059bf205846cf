"""A download checked without a server: the same state as in the room, or refused."""

import json

import pytest

from facilitator.web.keeping import FORMAT, BackupError
from facilitator.web.replay import replay
from tests.stories import KINDS
from tests.web.world import open_world


async def downloads() -> tuple[bytes, bytes, str]:
    """Return everything as a zip, one workshop as JSON, and its chain, after one phone has come."""
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()
        await world.phone(workshop)
        packed = (await owner.get("/settings/everything.zip")).content
        one = (await owner.get(f"/w/{workshop}/export.json")).content
        return packed, one, (await world.site.log.head(f"w/{workshop}")).chain.hex()


async def test_a_workshop_and_everything_fold_into_the_same() -> None:
    packed, one, chain = await downloads()
    (row,) = replay(one, KINDS)
    assert (row["phase"], row["people"], row["chain"]) == ("planning", 1, chain)
    assert replay(packed, KINDS) == [row]


async def test_an_entry_that_was_changed_is_refused() -> None:
    _, one, _ = await downloads()
    told = json.loads(one)
    told["entries"][-1][1] += 1
    with pytest.raises(BackupError, match="got a changed one"):
        replay(json.dumps(told).encode(), KINDS)


async def test_a_download_of_a_newer_version_is_refused() -> None:
    _, one, _ = await downloads()
    told = {**json.loads(one), "format": FORMAT + 1}
    with pytest.raises(BackupError, match="update the program"):
        replay(json.dumps(told).encode(), KINDS)
