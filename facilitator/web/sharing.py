"""The address under which the room reads its summary: a token in the vault, until somebody takes it back.

Kept as it is, like the QR's, because the facilitator's page shows it again; found by its fingerprint.
"""

import ipaddress
from urllib.parse import urlsplit

from facilitator.log.vault import Vault
from facilitator.web.addresses import Addresses
from facilitator.web.sessions import fingerprint

TOKEN, DOOR = "summary-token", "summary-door"
LONGEST = 64


async def share(vault: Vault, workshop: str, secret: str) -> str:
    """Return the token of the workshop's shared summary; *secret* becomes it if there is none yet."""
    if kept := await shared(vault, workshop):
        return kept
    await vault.put(TOKEN, workshop, secret.encode())
    await vault.put(DOOR, fingerprint(secret), workshop.encode())
    return secret


async def shared(vault: Vault, workshop: str) -> str:
    """Return the token under which the summary is shared, or nothing."""
    kept = await vault.get(TOKEN, workshop)
    return kept.decode() if kept else ""


async def workshop_of_summary(vault: Vault, token: str) -> str:
    """Return the workshop whose summary *token* opens, or nothing."""
    if not 0 < len(token) <= LONGEST:
        return ""
    kept = await vault.get(DOOR, fingerprint(token))
    return kept.decode() if kept else ""


async def stop_sharing(vault: Vault, workshop: str) -> None:
    """Take the address back: whoever has it finds nothing."""
    if token := await shared(vault, workshop):
        await vault.delete(DOOR, fingerprint(token))
    await vault.delete(TOKEN, workshop)


def reaches_outside(addresses: Addresses) -> bool:
    """Whether people outside this network can open our address, as far as the address tells."""
    host = urlsplit(addresses.public_url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        # A name without a dot, or a local one, is known in this network alone.
        return "." in host and not host.endswith((".local", ".lan", ".home", ".internal", ".localhost"))
