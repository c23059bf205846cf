"""Names of downloaded files: readable, and nothing that a shell, a header or a right-to-left trick could use."""

import re
import unicodedata
from urllib.parse import quote

LONGEST = 60
_APART = re.compile(r"[\W_]+")


def slug(words: str) -> str:
    """Return *words* as letters and digits joined by hyphens, in small letters; "untitled" if none are left."""
    plain = unicodedata.normalize("NFC", words)
    joined = _APART.sub("-", plain).strip("-").lower()[:LONGEST].strip("-")
    return joined or "untitled"


def plain_slug(words: str) -> str:
    """Return the slug in ASCII: letters lose their marks, foreign scripts are left out."""
    bare = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return slug(bare)


def attachment(name: str, ending: str) -> str:
    """Return the header ``content-disposition`` of a download (RFC 6266), with the name in two spellings."""
    return (
        f'attachment; filename="{plain_slug(name)}.{ending}"; '
        f"filename*=UTF-8''{quote(f'{slug(name)}.{ending}', safe='')}"
    )
