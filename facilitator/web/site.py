"""What the pages stand on: everything that ``app.py`` builds once, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from facilitator.activities.codec import Codec
from facilitator.core.commands import CreateWorkshop
from facilitator.core.errors import NewerEntry
from facilitator.core.kind import Kinds
from facilitator.core.register import Card, Register
from facilitator.library.method import Method
from facilitator.library.template import Template
from facilitator.live.actors import Actor
from facilitator.live.errors import RoomBroken
from facilitator.live.hub import Hub
from facilitator.live.limits import WRONG_CODES_A_MINUTE, WRONG_CODES_AT_ONCE, Buckets, WrongCodes
from facilitator.live.rehearsals import Rehearsals
from facilitator.live.room import Room
from facilitator.log.contract import Log
from facilitator.log.vault import Vault
from facilitator.settings import Settings
from facilitator.telemetry import warn
from facilitator.web.addresses import Addresses
from facilitator.web.assets import Assets
from facilitator.web.finding import Finders
from facilitator.web.pages import Pages
from facilitator.web.passphrase import Passphrases
from facilitator.web.patience import Patience
from facilitator.web.register import HeldRegister
from facilitator.web.sessions import DAY_MS, Chance, Clock, Session, Sessions
from facilitator.web.sharing import stop_sharing_all
from facilitator.web.shelf import HeldShelf, Shipped

MONTH_MS = 30 * DAY_MS


@dataclass(kw_only=True)
class Site:
    """One server's things. Tests build it with memory and a clock of their own."""

    settings: Settings
    addresses: Addresses
    log: Log
    vault: Vault
    hub: Hub
    register: HeldRegister
    shelf: HeldShelf
    sessions: Sessions
    passphrases: Passphrases
    pages: Pages
    assets: Assets
    library: Shipped
    kinds: Kinds
    codec: Codec
    clock: Clock
    chance: Chance
    wrong_codes: WrongCodes = field(default_factory=WrongCodes)
    # Of their own: who tries links must not use up what a hall needs for its codes.
    wrong_links: Buckets = field(default_factory=lambda: Buckets(WRONG_CODES_A_MINUTE / 60, WRONG_CODES_AT_ONCE))
    patience: Patience = field(default_factory=Patience)
    rehearsals: Rehearsals = field(default_factory=Rehearsals)
    finders: Finders = field(default_factory=Finders)

    @property
    def listed(self) -> Register:
        """The register as it is now."""
        return self.register.now

    @property
    def language(self) -> str:
        """The language of those who have not chosen."""
        return self.listed.language if self.listed.owner else self.settings.language

    def methods(self, role: str) -> Mapping[str, Method]:
        """Return the methods that *role* may use: the shipped ones, and of the own ones others the shared alone."""
        return self.shelf.methods(shared_only=role != "owner")

    def templates(self, role: str) -> Mapping[str, Template]:
        """Return the templates that *role* may use: own ones are the owner's alone."""
        return self.shelf.templates() if role == "owner" else self.library.templates

    async def create(self, command: CreateWorkshop, workshop_id: str) -> Room:
        """Make a workshop of the owner's and put it on the list."""
        await self.hub.create(command, f"f/{self.listed.owner}", workshop_id)
        room = await self.hub.room(workshop_id)
        await self.register.list_workshop(workshop_id, room.workshop)
        return room

    async def renew_list(self) -> None:
        """Bring the list up to date with the workshops whose streams have grown since it was last looked at."""
        for workshop_id, card in list(self.listed.workshops.items()):
            head = await self.log.head(f"w/{workshop_id}")
            if card.phase != "ended" and head.seq > card.upto:
                await self.list_workshop(workshop_id)

    async def list_workshop(self, workshop_id: str) -> None:
        """List a workshop as it is now. One that cannot be opened must not keep the others from being led."""
        try:
            room = await self.hub.room(workshop_id)
        except (NewerEntry, RoomBroken) as error:
            warn("workshop_not_opened", workshop=workshop_id, error=type(error).__name__)
            return
        await self.register.list_workshop(workshop_id, room.workshop)
        await self.shelf.note_runs(workshop_id, room.workshop)

    async def delete_workshop(self, workshop_id: str) -> None:
        """Delete a workshop for good: its room, stream, secrets and its line in the register's history."""
        # Off the list first: from then on nobody can open the room again.
        await self.register.forget_workshop(workshop_id)
        self.rehearsals.end(workshop_id)
        self.hub.forget(workshop_id)
        await self.log.drop(f"w/{workshop_id}")
        await self.sessions.forget_workshop(workshop_id)
        await stop_sharing_all(self.vault, workshop_id)

    async def tidy(self) -> None:
        """Finish what a crash may have cut off between two logs, and delete what has been kept long enough."""
        for stream in await self.log.streams("w/"):
            workshop_id = stream.removeprefix("w/")
            if workshop_id in self.listed.deleted:
                await self.delete_workshop(workshop_id)
            elif workshop_id not in self.listed.workshops:
                await self.list_workshop(workshop_id)
        for workshop_id, card in list(self.listed.workshops.items()):
            if self._kept_long_enough(card) or (card.pretend and card.phase == "ended"):
                await self.delete_workshop(workshop_id)
        await self.shelf.tidy(self.clock())
        await self.vault.sweep(self.clock())

    async def discard_rehearsals(self) -> None:
        """Delete what pretend people played in: after a start they are gone, and the room with them."""
        for workshop_id, card in list(self.listed.workshops.items()):
            if card.pretend:
                await self.delete_workshop(workshop_id)

    def _kept_long_enough(self, card: Card) -> bool:
        months = self.listed.keep_months
        return bool(months and card.ended_at) and self.clock() - card.ended_at > months * MONTH_MS

    def end_lines_of(self, session: Session, key: str | None = None) -> None:
        """Close the lines of somebody whose session has ended: all of theirs, or of the session *key* alone."""
        ended = Actor(session.role, session.id)
        self.hub.end_sessions(lambda actor: actor == ended, key)
