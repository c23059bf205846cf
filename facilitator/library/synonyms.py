"""What people call things when they look for them, where the library has other words for them."""

import re
from collections.abc import Mapping

import msgspec

from facilitator.library.method import Phase
from facilitator.library.roots import Roots


class Meant(msgspec.Struct, frozen=True):
    """What is meant by everyday words.

    Attributes:
        by: The words by language, in any form; two that make one are written as one.
        slugs: Methods that are meant most, the first before the others.
        phases: Whose methods are meant too.
    """

    by: Mapping[str, tuple[str, ...]]
    slugs: tuple[str, ...] = ()
    phases: tuple[Phase, ...] = ()

    def counts(self, slug: str, phase: str) -> float:
        """Return how much a method counts for these words: nearly as much as if it were called so."""
        if slug in self.slugs:
            return 8.0 if slug == self.slugs[0] else 7.0
        return 6.0 if phase in self.phases else 0.0


MEANT = (
    Meant(
        {
            "fi": (
                "lämmittely",
                "lämmittelyharjoitus",
                "lämmittelyleikki",
                "lämppä",
                "jäänmurtaja",
                "jäänsärkijä",
                "energisointi",
                "virkistys",
            ),
            "sv": ("uppvärmning", "isbrytare", "energigivare"),
            "en": ("icebreaker", "warmup", "energizer", "energiser"),
        },
        slugs=("nouse-jos", "pikatapaamiset", "kuvavirittaytyminen"),
        phases=("check-in", "energise"),
    ),
    Meant(
        {
            "fi": ("ryhmäytyminen", "ryhmäytys", "ryhmäyttäminen", "tutustumisleikki"),
            "sv": ("teambuilding", "gruppstärkande"),
            "en": ("teambuilding", "getacquainted"),
        },
        slugs=("pikatapaamiset", "pariporina", "nouse-jos"),
        phases=("check-in",),
    ),
    Meant(
        {
            "fi": ("brainstorm", "brainstormaus", "brainstormata", "ideariihi"),
            "sv": ("brainstorma", "idékläckning"),
            "en": ("brainstorm",),
        },
        slugs=("aivoriihi",),
        phases=("diverge",),
    ),
    Meant(
        {"fi": ("retro",), "sv": ("retro", "återblick"), "en": ("retro", "lookback")},
        slugs=("retrospektiivi", "pelisaantotarkistus"),
        phases=("reflect",),
    ),
    Meant(
        {"fi": ("palaute", "feedback"), "sv": ("respons", "feedback", "återkoppling"), "en": ("feedback",)},
        slugs=("palautekierros", "roti"),
    ),
)


# Written in two as often as in one.
_SPLIT = re.compile(r"\b(warm|ice|team|get)[\s-]+(ups?|breakers?|building|acquainted)\b", re.IGNORECASE)
# So long a root that it stands first in a compound and not by chance: feedback|runda.
LONG_ROOT = 8


class Synonyms:
    """Knows the everyday words by their roots."""

    def __init__(self, roots: Roots) -> None:
        self._meant = [
            (meant, {(tag, roots.of(word, tag)) for tag, words in meant.by.items() for word in words})
            for meant in MEANT
        ]

    def of(self, word: Mapping[str, str]) -> tuple[Meant, ...]:
        """Return what a word of a search may mean, given by its root in each language it may be in."""
        return tuple(
            meant for meant, known in self._meant if any(_is_said(word.get(tag, ""), root) for tag, root in known)
        )


def _is_said(sought: str, root: str) -> bool:
    return sought == root or (len(root) >= LONG_ROOT and sought.startswith(root))


def in_one(text: str) -> str:
    """Return *text* with such words as "warm-up" and "ice breaker" written in one."""
    return _SPLIT.sub(r"\1\2", text)
