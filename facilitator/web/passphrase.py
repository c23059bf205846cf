"""The owner's passphrase: hashed with scrypt in a thread, two at a time, so that sign-ins never stall a room."""

import asyncio
import hashlib
import hmac

import msgspec

SHORTEST = 12
LONGEST = 200
# 32 MiB and about 80 ms a try; 2 at once. Higher would let a burst of sign-ins press the memory of a small server.
COST = 2**15
BLOCK = 8
AT_ONCE = 2


class Hash(msgspec.Struct, frozen=True):
    """What is kept of a passphrase: the cost is kept too, so that it can be raised later."""

    salt: bytes
    digest: bytes
    cost: int = COST


class Passphrases:
    """Hashes and checks. One for a server."""

    def __init__(self, cost: int = COST) -> None:
        self._cost = cost
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def hash(self, passphrase: str, salt: bytes) -> Hash:
        """Return what to keep of *passphrase*; *salt* is 16 bytes of chance."""
        return Hash(salt, await self._digest(passphrase, salt, self._cost), self._cost)

    async def fits(self, passphrase: str, kept: Hash | None) -> bool:
        """Tell whether *passphrase* is the kept one. Takes as long when there is none."""
        salt, cost = (kept.salt, kept.cost) if kept else (bytes(16), self._cost)
        digest = await self._digest(passphrase, salt, cost)
        return hmac.compare_digest(digest, kept.digest if kept else bytes(32)) and kept is not None

    async def _digest(self, passphrase: str, salt: bytes, cost: int) -> bytes:
        async with self._turn:
            return await asyncio.to_thread(_scrypt, passphrase[:LONGEST], salt, cost)


def _scrypt(passphrase: str, salt: bytes, cost: int) -> bytes:
    most = 2 * 128 * (cost + 16) * BLOCK
    return hashlib.scrypt(passphrase.encode(), salt=salt, n=cost, r=BLOCK, p=1, maxmem=most, dklen=32)
