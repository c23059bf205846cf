"""The register over its log: folded again after a restart, and forgetful where it must be."""

from facilitator.core.ids import derived_id
from facilitator.core.refusal import Refusal
from facilitator.core.register import REGISTER, DeleteWorkshop, ListWorkshop, OpenInstallation
from facilitator.core.workshop import Workshop
from facilitator.log.memory import MemoryLog
from facilitator.web.keeping import lines_of
from facilitator.web.register import HeldRegister
from tests.web.world import Chance, Time

SPRING = derived_id("spring")


async def opened(log: MemoryLog) -> HeldRegister:
    register = HeldRegister(log, Time(), Chance())
    await register.open()
    return register


async def test_what_is_submitted_is_folded_and_there_after_a_restart() -> None:
    log = MemoryLog()
    register = await opened(log)
    owner = await register.submit(OpenInstallation(language="sv"))
    assert register.now.owner == owner
    again = await opened(log)
    assert again.now == register.now


async def test_what_is_refused_is_not_kept() -> None:
    log = MemoryLog()
    register = await opened(log)
    assert await register.submit(DeleteWorkshop(workshop=SPRING)) == Refusal("no_such_workshop")
    assert await log.read(REGISTER) == []


async def test_a_workshop_is_listed_anew_only_when_the_list_would_change() -> None:
    log = MemoryLog()
    register = await opened(log)
    await register.list_workshop(SPRING, Workshop(seq=1, title={"en": "Spring"}))
    await register.list_workshop(SPRING, Workshop(seq=9, title={"en": "Spring"}))
    assert len(await log.read(REGISTER)) == 1
    await register.list_workshop(SPRING, Workshop(seq=10, title={"en": "Summer"}))
    assert len(await log.read(REGISTER)) == 2
    assert register.now.workshops[SPRING].title == {"en": "Summer"}


async def test_a_forgotten_workshop_leaves_neither_title_nor_code_behind() -> None:
    log = MemoryLog()
    register = await opened(log)
    await register.list_workshop(SPRING, Workshop(title={"en": "kanarialintu"}, day="2026-08-13"))
    code = register.now.workshops[SPRING].code
    words = ("kanarialintu", code, "2026-08-13")
    kept = lines_of(await log.read(REGISTER)).decode()
    assert all(word in kept for word in words)
    await register.forget_workshop(SPRING)
    left = lines_of(await log.read(REGISTER)).decode()
    assert not any(word in left for word in words)
    again = await opened(log)
    assert again.now.workshops == {}
    assert again.now.deleted == {SPRING}


async def test_codes_are_unique_among_live_ones_and_longer_when_there_are_many() -> None:
    register = await opened(MemoryLog())
    for place in range(60):
        await register.submit(ListWorkshop(workshop=derived_id(str(place)), code=register.new_code()))
    codes = [card.code for card in register.now.workshops.values()]
    assert len(set(codes)) == 60
    assert {len(code) for code in codes[:51]} == {6}
    assert {len(code) for code in codes[52:]} == {7}
