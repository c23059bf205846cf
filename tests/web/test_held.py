"""A book over its log: folded again after a restart, told no before anything is kept."""

from facilitator.core.refusal import Refusal
from facilitator.core.shelf import SHELF, SHELF_BOOK, DropMethod, KeepMethod, ShelfCommand, ShelfState
from facilitator.log.memory import MemoryLog
from facilitator.web.held import Held
from tests.web.world import Chance, Time


async def opened(log: MemoryLog, chance: Chance | None = None) -> Held[ShelfState, ShelfCommand]:
    held = Held(SHELF_BOOK, log, Time(), chance or Chance())
    await held.open()
    return held


async def test_what_is_submitted_is_folded_and_there_after_a_restart() -> None:
    log = MemoryLog()
    held = await opened(log)
    assert isinstance(await held.submit(KeepMethod(slug="own/opera", text="x")), str)
    assert held.now.methods["own/opera"].text == "x"
    assert (await opened(log)).now == held.now


async def test_what_is_refused_is_not_kept() -> None:
    log = MemoryLog()
    held = await opened(log)
    assert await held.submit(DropMethod(slug="own/opera")) == Refusal("no_such_method")
    assert await log.read(SHELF) == []


async def test_two_servers_over_one_log_see_the_same() -> None:
    log, chance = MemoryLog(), Chance()
    one, other = await opened(log, chance), await opened(log, chance)
    await one.submit(KeepMethod(slug="own/opera", text="x"))
    await other.submit(DropMethod(slug="own/opera"))
    assert one.now == other.now
    assert one.now.methods == {}


async def test_what_is_redacted_is_gone_from_the_log_and_the_rest_stays() -> None:
    log = MemoryLog()
    held = await opened(log)
    await held.submit(KeepMethod(slug="own/opera", text="kanarialintu"))
    await held.submit(KeepMethod(slug="own/roti", text="rastas"))

    def bare(command: ShelfCommand) -> ShelfCommand:
        return KeepMethod(slug="own/opera", text="") if getattr(command, "slug", "") == "own/opera" else command

    assert await held.redact(bare)
    assert not await held.redact(bare)
    kept = [bytes(entry.command) for entry in await log.read(SHELF)]
    assert b"kanarialintu" not in b"".join(kept)
    assert (await opened(log)).now.methods["own/roti"].text == "rastas"


async def test_a_state_that_lags_behind_its_log_takes_nothing_out_of_it() -> None:
    log = MemoryLog()
    held = await opened(log)
    await held.submit(KeepMethod(slug="own/opera", text="x"))
    held.now = ShelfState()
    assert not await held.redact(lambda command: KeepMethod(slug="own/opera", text=""))
    assert (await opened(log)).now.methods["own/opera"].text == "x"
