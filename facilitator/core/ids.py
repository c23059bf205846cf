"""Names of things: ids made by whoever creates them, and the join code that people type.

Chance is always an argument; nothing here draws any.
"""

import base64
import hashlib
from typing import Annotated

import msgspec

# 128 bits as base64url without padding. The last character carries 2 bits only, so it is one of AQgw.
ID_PATTERN = r"^[A-Za-z0-9_-]{21}[AQgw]$"
Id = Annotated[str, msgspec.Meta(pattern=ID_PATTERN)]

# Crockford's letters: 32 signs without I, L, O and U, so that a code can be read aloud from a wall.
CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 6
CODE_LENGTH_WHEN_MANY = 7
MANY_LIVE_CODES = 50


def id_from(chance: bytes) -> str:
    """Return the id that 16 bytes of chance spell.

    Raises:
        ValueError: If *chance* is not 16 bytes long.
    """
    if len(chance) != 16:
        raise ValueError(f"expected 16 bytes of chance, got {len(chance)}")
    return base64.urlsafe_b64encode(chance).rstrip(b"=").decode()


def derived_id(*cause: str) -> str:
    """Return the id that follows from its cause, so that whoever tries first counts and others are duplicates."""
    return id_from(hashlib.sha256("\x1f".join(cause).encode()).digest()[:16])


def join_code(chance: int, length: int = CODE_LENGTH) -> str:
    """Return *length* letters spelled by the low bits of *chance*, five bits a letter."""
    return "".join(CODE_LETTERS[(chance >> (5 * place)) & 31] for place in range(length))


def typed_code(typed: str) -> str:
    """Return the code a person meant: case, spaces and dashes ignored, O read as 0, I and L as 1.

    The answer may still be no code at all; then it matches no workshop.
    """
    plain = "".join(sign for sign in typed.upper() if sign.isalnum())
    return plain.translate(str.maketrans("OIL", "011"))[:CODE_LENGTH_WHEN_MANY]
