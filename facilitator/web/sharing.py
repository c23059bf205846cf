"""The addresses under which documents are read: a token each in the vault, until somebody takes it back.

Kept as they are, like the QR's, because the facilitator's page shows them again; found by their fingerprint.
"""

import ipaddress
from typing import Literal, get_args
from urllib.parse import urlsplit

from facilitator.log.vault import Vault
from facilitator.web.addresses import Addresses
from facilitator.web.sessions import fingerprint

# The summary for the room, the plan for the client, the programme for those who come.
Document = Literal["summary", "plan", "programme"]
DOCUMENTS: tuple[Document, ...] = get_args(Document)
LONGEST = 64


async def share(vault: Vault, workshop: str, secret: str, document: Document = "summary") -> str:
    """Return the token of the workshop's shared document; *secret* becomes it if there is none yet."""
    if kept := await shared(vault, workshop, document):
        return kept
    await vault.put(f"{document}-token", workshop, secret.encode())
    await vault.put(f"{document}-door", fingerprint(secret), workshop.encode())
    return secret


async def shared(vault: Vault, workshop: str, document: Document = "summary") -> str:
    """Return the token under which the document is shared, or nothing."""
    kept = await vault.get(f"{document}-token", workshop)
    return kept.decode() if kept else ""


async def workshop_shared(vault: Vault, token: str, document: Document = "summary") -> str:
    """Return the workshop whose document *token* opens, or nothing."""
    if not 0 < len(token) <= LONGEST:
        return ""
    kept = await vault.get(f"{document}-door", fingerprint(token))
    return kept.decode() if kept else ""


async def stop_sharing(vault: Vault, workshop: str, document: Document = "summary") -> None:
    """Take the address back: whoever has it finds nothing."""
    if token := await shared(vault, workshop, document):
        await vault.delete(f"{document}-door", fingerprint(token))
    await vault.delete(f"{document}-token", workshop)


async def stop_sharing_all(vault: Vault, workshop: str) -> None:
    """Take all the workshop's addresses back."""
    for document in DOCUMENTS:
        await stop_sharing(vault, workshop, document)


def reaches_outside(addresses: Addresses) -> bool:
    """Whether people outside this network can open our address, as far as the address tells."""
    host = urlsplit(addresses.public_url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        # A name without a dot, or a local one, is known in this network alone.
        return "." in host and not host.endswith((".local", ".lan", ".home", ".internal", ".localhost"))
