"""Words for paper: what a question says about tapping or phones is of no use to who holds a pen."""

import re

_ENDS = re.compile(r"(?<=[.!…])\s+|(?<=\?)\s+")
_HANDLING = re.compile(
    r"^(?:napau|näpäy|klik|klick|raahaa|pyyhkäise|tryck|svep|tap\b|click|drag\b|swipe)"
    r"|\bpuhelime(?:lla|lle|ssa|sta|en)\w*"
    r"|\b(?:i|på|med) (?:din |er )?(?:telefon|mobil)\w*"
    r"|\b(?:on|with|in) (?:your|the|a) phones?\b",
    re.IGNORECASE,
)


def for_paper(words: str) -> str:
    """Return *words* without the sentences on what to do with a phone; questions stay, and so does a lone one."""
    sentences = _ENDS.split(words)
    kept = [one for one in sentences if one.endswith("?") or not _HANDLING.search(one)]
    return " ".join(kept) if kept and len(kept) < len(sentences) else words
