"""The keys that make pseudonyms: one for each run of an anonymous activity, one for the parking lot.

They live in the vault alone, never in a log, and are destroyed when the activity is sealed: from then on nobody can
find out who wrote what, this program included.
"""

import asyncio
import base64
import hashlib
import hmac
from collections.abc import Callable

from facilitator.log.vault import Vault

KIND = "activity-key"
PARKING = "parking"


class ActivityKeys:
    """The keys of one workshop. Keeps those in use in memory, so that pseudonyms cost no I/O."""

    def __init__(self, vault: Vault, workshop: str, chance: Callable[[int], bytes]) -> None:
        self._vault = vault
        self._workshop = workshop
        self._chance = chance
        self._known: dict[str, bytes] = {}
        self._making = asyncio.Lock()

    async def learn(self, name: str) -> None:
        """Fetch the key called *name*, or make it: ``<activity>/<run>``, or ``parking``."""
        if name in self._known:
            return
        async with self._making:
            if name not in self._known:
                self._known[name] = await self._fetched(name)

    async def _fetched(self, name: str) -> bytes:
        key = f"{self._workshop}/{name}"
        if (kept := await self._vault.get(KIND, key)) is not None:
            return kept
        await self._vault.put(KIND, key, self._chance(32))
        # What stands there now counts: another process may have been first.
        kept = await self._vault.get(KIND, key)
        assert kept is not None, "the vault keeps what was put"
        return kept

    def knows(self, name: str) -> bool:
        """Whether pseudonyms under *name* can be told without I/O."""
        return name in self._known

    def pseudonym(self, name: str, person: str) -> str:
        """Return what *person*'s entries are by under a key that is known.

        Raises:
            KeyError: If the key was not learnt, or is destroyed.
        """
        digest = hmac.digest(self._known[name], person.encode(), hashlib.sha256)
        return "a/" + base64.urlsafe_b64encode(digest)[:22].decode()

    async def destroy(self, prefix: str) -> None:
        """Destroy all keys whose name begins with *prefix*, in memory and in the vault."""
        self._known = {name: key for name, key in self._known.items() if not name.startswith(prefix)}
        await self._vault.forget(KIND, f"{self._workshop}/{prefix}")
