"""Holds the register over its log: asks, appends, folds. Survives a restart; never holds a secret."""

from collections.abc import Callable

import msgspec

from facilitator.core.actors import ROOM
from facilitator.core.entry import Entry
from facilitator.core.ids import CODE_LENGTH, CODE_LENGTH_WHEN_MANY, MANY_LIVE_CODES, Id, id_from, join_code
from facilitator.core.refusal import Refusal
from facilitator.core.register import (
    REGISTER,
    DeleteWorkshop,
    ListWorkshop,
    Register,
    RegisterCommand,
    decode_register,
    encode_register,
    fold_register,
    refuse_register,
)
from facilitator.core.workshop import Workshop
from facilitator.log.contract import Draft, Log
from facilitator.web.sessions import Chance, Clock


class HeldRegister:
    """The register of a running server; ``now`` is its state."""

    def __init__(self, log: Log, clock: Clock, chance: Chance) -> None:
        self.now = Register()
        self._log = log
        self._clock = clock
        self._chance = chance
        self._refused: dict[str, Refusal] = {}
        self._stop: Callable[[], None] = lambda: None

    async def open(self) -> None:
        """Fold what is kept, and follow what comes."""
        self._stop = await self._log.follow(REGISTER, 0, self._hear)

    def close(self) -> None:
        """Stop following."""
        self._stop()

    def _hear(self, entries: list[Entry]) -> None:
        for entry in entries:
            command = decode_register(entry.command)
            self.now, no = fold_register(self.now, entry.seq, entry.at, entry.id, command)
            if no:
                self._refused[entry.id] = no

    async def submit(self, command: RegisterCommand, by: str = ROOM) -> str | Refusal:
        """Ask for *command*; return its id, or why not."""
        if no := refuse_register(self.now, command):
            return no
        command_id = id_from(self._chance(16))
        seed = int.from_bytes(self._chance(4))
        await self._log.append(REGISTER, Draft(self._clock(), by, command_id, seed, encode_register(command)))
        return self._refused.pop(command_id, command_id)

    def new_code(self) -> str:
        """Return a join code that no live workshop has."""
        taken = self.now.live_codes
        length = CODE_LENGTH_WHEN_MANY if len(taken) > MANY_LIVE_CODES else CODE_LENGTH
        while (code := join_code(int.from_bytes(self._chance(8)), length)) in taken:
            continue
        return code

    async def list_workshop(self, workshop_id: Id, workshop: Workshop) -> None:
        """Put the workshop on the list, or renew what the list says of it; nothing is kept if nothing changed."""
        card = self.now.workshops.get(workshop_id)
        command = ListWorkshop(
            workshop=workshop_id,
            code=card.code if card else self.new_code(),
            title=workshop.title,
            languages=workshop.languages,
            day=workshop.day,
            phase=workshop.phase,
            owner=card.owner if card else self.now.owner,
            pretend=workshop.pretend,
            ended_at=workshop.ended_at,
            upto=workshop.seq,
        )
        if card is None or _told(command) != {name: getattr(card, name) for name in _told(command)}:
            await self.submit(command)

    async def forget_workshop(self, workshop_id: str) -> None:
        """Take a workshop off the list and out of the register's own history."""
        await self.submit(DeleteWorkshop(workshop=workshop_id))
        replacements = {}
        for entry in await self._log.read(REGISTER):
            command = decode_register(entry.command)
            if isinstance(command, ListWorkshop) and command.workshop == workshop_id:
                bare = msgspec.structs.replace(command, title={}, code="", day="")
                replacements[entry.seq] = encode_register(bare)
        if replacements:
            await self._log.redact(REGISTER, replacements)


def _told(command: ListWorkshop) -> dict[str, object]:
    """Return what a card says that is worth an entry; how far its stream was read is not."""
    facts = msgspec.structs.asdict(command)
    return {name: value for name, value in facts.items() if name not in ("workshop", "upto")}
