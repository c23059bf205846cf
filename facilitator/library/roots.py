"""Reads the words of a search and of what is searched: their roots, so that endings and compounds do not matter.

Stemming alone leaves Finnish words in pieces, since their insides change too: sääntö, säännöt; teko, teot. What
changes is folded into one. Two words may fold alike that are not; a search then shows a line too many, never one
too few.
"""

import re
from collections.abc import Iterator

from facilitator.activities.stems import LANGUAGES, Stems, is_small, words_of

# How much a likeness counts beside the same word.
SAME, BEGINNING, HEAD, PART, WITHIN = 1.0, 0.75, 0.6, 0.45, 0.3
SHORTEST_ROOT = 3
SHORTEST_PART = 4  # shorter ones stand in too many compounds by chance
LONGEST_REST = 3  # letters that an ending may add to a root: asiak, asiakas; ryhm, ryhmitel

_Folds = tuple[tuple[re.Pattern[str], str], ...]


def _folds(*pairs: tuple[str, str]) -> _Folds:
    return tuple((re.compile(pattern), by) for pattern, by in pairs)


# Applied to stems without marks, in this order.
_FOLDS: dict[str, _Folds] = {
    "fi": _folds(
        # Endings that a word's own tail becomes: sääntöj-, äänestyks-, hiljaisuud-, yhteise-, sitoutumise-.
        (r"(?<=[aeiou])j$", ""),
        (r"ks$", "s"),
        (r"(?<=uu|yy|eu|ey)[dt]$", "s"),
        (r"(?<=[aeiouy])m(?:i[ns])?$", ""),
        # Grades of consonants: sääntö, säännö-; kumppani, kumpan-; työnkulku, -kulu; teko, teo-; tapa, tava-.
        (r"n[nt]", "n"),
        (r"m(?:m|p(?!p))", "m"),
        (r"l[lt]", "l"),
        (r"r[rt]", "r"),
        (r"n[kg]", "nk"),
        (r"i[ns]$", "is"),
        (r"(?<=[aeiouy])k(?=[aouy]$)", ""),
        (r"([^aeiouy])\1", r"\1"),
        (r"d", "t"),
        (r"v", "p"),
        (r"^(?:aja|aia|ajo)$", "aik"),
    ),
    "sv": _folds((r"el$|ler$", "l"), (r"(?<=...)an$", ""), (r"ium$", "i"), (r"([^aeiouy])\1", r"\1")),
    "en": _folds((r"([^aeiouy])\1", r"\1")),
}
_TAIL = re.compile(r"[aeiouy]{1,2}$")


class Roots:
    """Finds roots, each word's once. What it remembers are words of files and of searches."""

    def __init__(self) -> None:
        self._stems = Stems()
        self._known: dict[tuple[str, str], str] = {}

    def of(self, word: str, language: str) -> str:
        """Return the root of a word in small letters."""
        key = (word, language)
        if key not in self._known:
            self._known[key] = _folded(self._stems.of(word, language), language)
        return self._known[key]

    def in_text(self, text: str, language: str) -> Iterator[str]:
        """Yield the roots of the words of *text* that carry matter."""
        for word in words_of(text):
            if not is_small(word, language):
                yield self.of(word, language)

    def sought(self, text: str) -> list[dict[str, str]]:
        """Return, for each word of a search that carries matter, its root in each language it may be in."""
        return [
            {language: self.of(word, language) for language in LANGUAGES}
            for word in words_of(text)
            if not any(is_small(word, language) for language in LANGUAGES)
        ]


def _folded(stem: str, language: str) -> str:
    """Return the stem with all that endings change in it made one."""
    for pattern, by in _FOLDS[language]:
        stem = pattern.sub(by, stem)
    short = _TAIL.sub("", stem)
    return short if len(short) >= SHORTEST_ROOT else stem[:SHORTEST_ROOT]


def likeness(sought: str, found: str) -> float:
    """Return how like a root of a text is to a root that is sought, from 0 to 1."""
    if sought == found:
        return SAME
    short, long = sorted((sought, found), key=len)
    if len(short) < SHORTEST_ROOT:
        return 0.0
    rest = len(long) - len(short)
    if long.startswith(short):
        if rest <= LONGEST_REST:
            return BEGINNING
        return PART if found == long else WITHIN if len(short) > SHORTEST_PART else 0.0
    if len(short) < SHORTEST_PART or rest < 2 or not long.endswith(short):
        return 0.0
    return HEAD if found == long else WITHIN
