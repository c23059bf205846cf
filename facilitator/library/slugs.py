"""Names for files: small letters, digits and hyphens, made from what people call a thing."""

import re
import unicodedata
from collections.abc import Collection, Mapping

from facilitator.core.text import LANGUAGES, pick

LONGEST = 48  # so that a number still fits behind it
NAMELESS = "oma"


def slug_of(name: str) -> str:
    """Return the slug that a name spells; nothing where it has no letter that a slug can have."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")


def free_slug(name: Mapping[str, str], language: str, taken: Collection[str]) -> str:
    """Return a slug that nothing has yet, from a name in *language* or any other."""
    wanted = slug_of(pick(name, (language, *LANGUAGES))) or NAMELESS
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
