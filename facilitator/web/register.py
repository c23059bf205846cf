"""Holds the register: which codes are free, what the list says. Never holds a secret."""

import msgspec

from facilitator.core.ids import CODE_LENGTH, CODE_LENGTH_WHEN_MANY, MANY_LIVE_CODES, Id, join_code
from facilitator.core.register import REGISTER_BOOK, DeleteWorkshop, ListWorkshop, Register, RegisterCommand
from facilitator.core.workshop import Workshop
from facilitator.log.contract import Log
from facilitator.web.held import Held
from facilitator.web.sessions import Chance, Clock


class HeldRegister(Held[Register, RegisterCommand]):
    """The register of a running server; ``now`` is its state."""

    def __init__(self, log: Log, clock: Clock, chance: Chance) -> None:
        super().__init__(REGISTER_BOOK, log, clock, chance)

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

        def bare(command: RegisterCommand) -> RegisterCommand:
            if isinstance(command, ListWorkshop) and command.workshop == workshop_id:
                return msgspec.structs.replace(command, title={}, code="", day="")
            return command

        await self.redact(bare)


def _told(command: ListWorkshop) -> dict[str, object]:
    """Return what a card says that is worth an entry; how far its stream was read is not."""
    facts = msgspec.structs.asdict(command)
    return {name: value for name, value in facts.items() if name not in ("workshop", "upto")}
