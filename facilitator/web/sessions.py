"""Secrets that let somebody in: sessions, one-time links, join and board tokens, paired remotes, seats.

All are 128 bits of chance, kept in the vault alone, under their sha256: who reads the vault can use none of them.
Join tokens are the exception, kept as they are, because the wall shows them again and again.
"""

import base64
import hashlib
from collections.abc import Callable
from typing import Literal

import msgspec

from facilitator.core.ids import id_from
from facilitator.log.vault import Vault
from facilitator.web.cookies import SESSION_LIVES_S

MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS
SESSION_LIVES_MS = 1000 * SESSION_LIVES_S
BOARD_LIVES_MS = 7 * DAY_MS
START_LIVES_MS = 15 * MINUTE_MS
PAIR_LIVES_MS = 10 * MINUTE_MS
CO_LIVES_MS = 3 * DAY_MS

SessionRole = Literal["facilitator", "co", "remote"]

Clock = Callable[[], int]
Chance = Callable[[int], bytes]


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Who a browser is.

    Attributes:
        role: What it may do.
        id: Account, access or remote.
        workshop: The only workshop it may lead; empty for the owner.
        since: UTC milliseconds.
    """

    role: SessionRole
    id: str
    workshop: str = ""
    since: int = 0


class Invitation(msgspec.Struct, frozen=True):
    """What a one-time link makes of whoever opens it first."""

    role: SessionRole
    id: str = ""
    workshop: str = ""


def fingerprint(secret: str) -> str:
    """Return what a secret is kept under."""
    return base64.urlsafe_b64encode(hashlib.sha256(secret.encode()).digest()).rstrip(b"=").decode()


def seat_id(cookie: str) -> str:
    """Return the id of the seat whose cookie this is; nobody gets from it back to the cookie."""
    return id_from(hashlib.sha256(f"seat\x1f{cookie}".encode()).digest()[:16])


class Sessions:
    """Gives out secrets and recognises them."""

    def __init__(self, vault: Vault, clock: Clock, chance: Chance) -> None:
        self._vault = vault
        self._clock = clock
        self._chance = chance

    def secret(self) -> str:
        """Return a new secret: 128 bits as 22 characters."""
        return id_from(self._chance(16))

    # --- sessions

    async def begin(self, role: SessionRole, who: str, workshop: str = "") -> str:
        """Begin a session; return the secret for its cookie."""
        secret, now = self.secret(), self._clock()
        session = Session(role=role, id=who, workshop=workshop, since=now)
        await self._vault.put(
            "session", fingerprint(secret), msgspec.json.encode(session), expires_at=now + SESSION_LIVES_MS
        )
        return secret

    async def of(self, secret: str) -> Session | None:
        """Return whose session *secret* is, or nothing."""
        kept = await self._get("session", secret)
        return msgspec.json.decode(kept, type=Session) if kept else None

    async def end(self, secret: str) -> None:
        """End one session."""
        await self._vault.delete("session", fingerprint(secret))

    async def end_all(self, meant: Callable[[Session], bool]) -> int:
        """End every session that is *meant*; return how many."""
        ended = 0
        for key, session in await self._all():
            if meant(session):
                await self._vault.delete("session", key)
                ended += 1
        return ended

    async def of_workshop(self, workshop: str) -> list[Session]:
        """Return the sessions that lead this workshop alone, remotes and co-facilitators, the newest last."""
        found = [session for _, session in await self._all() if session.workshop == workshop]
        return sorted(found, key=lambda session: session.since)

    async def _all(self) -> list[tuple[str, Session]]:
        found = []
        for key in await self._vault.keys("session"):
            if kept := await self._vault.get("session", key, now=self._clock()):
                found.append((key, msgspec.json.decode(kept, type=Session)))
        return found

    # --- links that work once

    async def invite(self, invitation: Invitation, lives_ms: int) -> str:
        """Return the secret of a link that makes one browser what *invitation* says."""
        secret = self.secret()
        expires_at = self._clock() + lives_ms
        await self._vault.put("link", fingerprint(secret), msgspec.json.encode(invitation), expires_at=expires_at)
        return secret

    async def invited(self, secret: str) -> Invitation | None:
        """Return what a link would make of its opener, without using it up."""
        kept = await self._get("link", secret)
        return msgspec.json.decode(kept, type=Invitation) if kept else None

    async def accept(self, secret: str, role: SessionRole) -> Invitation | None:
        """Use a link up, if it is one for *role*."""
        invitation = await self.invited(secret)
        if invitation is None or invitation.role != role:
            return None
        kept = await self._vault.take("link", fingerprint(secret), now=self._clock())
        return invitation if kept else None

    # --- tokens of a workshop

    async def join_token(self, workshop: str) -> str:
        """Return the token that the workshop's QR holds."""
        if kept := await self._vault.get("join-token", workshop):
            return kept.decode()
        token = self.secret()
        await self._vault.put("join-token", workshop, token.encode())
        await self._vault.put("join-door", fingerprint(token), workshop.encode())
        return token

    async def workshop_of_join(self, token: str) -> str:
        """Return the workshop whose QR holds *token*, or nothing."""
        kept = await self._get("join-door", token)
        return kept.decode() if kept else ""

    async def board_token(self, workshop: str) -> str:
        """Return a new token for a window that shows the workshop's board."""
        token = self.secret()
        expires_at = self._clock() + BOARD_LIVES_MS
        await self._vault.put("board", fingerprint(token), workshop.encode(), expires_at=expires_at)
        return token

    async def workshop_of_board(self, token: str) -> str:
        """Return the workshop whose board *token* shows, or nothing."""
        kept = await self._get("board", token)
        return kept.decode() if kept else ""

    async def forget_workshop(self, workshop: str) -> None:
        """Delete every secret of a workshop for good."""
        if token := await self._vault.get("join-token", workshop):
            await self._vault.delete("join-door", fingerprint(token.decode()))
        await self._vault.delete("join-token", workshop)
        await self._vault.forget("activity-key", f"{workshop}/")
        await self.end_all(lambda session: session.workshop == workshop)
        for kind in ("board", "link"):
            for key in await self._vault.keys(kind):
                kept = await self._vault.get(kind, key)
                if kept and workshop.encode() in kept:
                    await self._vault.delete(kind, key)

    async def _get(self, kind: str, secret: str) -> bytes | None:
        # Longer strings are nobody's secret; hashing a megabyte for a stranger is work for nothing.
        if not 0 < len(secret) <= 64:
            return None
        return await self._vault.get(kind, fingerprint(secret), now=self._clock())
