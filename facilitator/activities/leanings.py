"""What a note says of its matter: too much or too little of it, that it is good or bad, that it is not so at all.

Two notes may have all their words in common and say the opposite. Words alone do not tell; these few tables do. A
wish and the complaint behind it say the same: who asks for shorter meetings finds them long. So a comparative leans
the other way than its plain word. Not a kind, and no dictionary: what is not in the tables leans nowhere.
"""

import re
from collections.abc import Sequence

import msgspec

# How many words after a "not" it still speaks of.
REACH_OF_NOT = 4

# Language → matter → words that say there is much of it, and words that say there is little; each by its beginning,
# or whole where it ends in a dot. A wish for less stands with "much", and the other way round.
_LEANINGS: dict[str, dict[str, tuple[str, str]]] = {
    "fi": {
        "much": (
            "liikaa liiall paljon monta. riit tarpeeksi vähemmän vähennä vähentä harvemm",
            "vähän. vähäi puut harvo enemmän lisää. lisätä lisätk lisäämi useamm",
        ),
        "good": ("hyvä. hyvät. hyvin. hyvää. toimi toimii. toimiva", "huono rikki. paremp parem parann parant"),
        "clear": ("selke. selkeä selkeät selvä", "epäselv epäselk selkeämm selkeämp selkey"),
        "long": ("pitk veny lyhyemm lyhyemp lyhenn lyhent", "lyhyt. lyhye lyhyi pidemm pidemp pitemp pidenn"),
        "fast": ("nope hitaamm hitaamp", "hidas hitaa hitai nopeamm nopeamp nopeut"),
        "goes_on": ("aloit aloite alkaa alkav alka. jatk", "lopet loppu lopu"),
        "easy": ("helppo helpo", "vaike hankal helpomm helpomp helpott"),
        "late": ("myöh aikaisemm aiemm", "ajoissa aikaisin myöhemm"),
        "fair": ("reilu tasapuoli", "epäreilu epätasa reilumm reilump"),
    },
    "sv": {
        "much": (
            "många. mycket. mkt. räck tillräck mindre. färre. minska",
            "lite. litet. förfå. brist saknas. saknar. fattas. sällan. mer. mera. fler. flera. oftare. öka",
        ),
        "good": ("bra. god. goda. gott. funger", "dålig trasig bättre förbättr"),
        "clear": ("tydlig", "otydlig oklar tydligare"),
        "long": ("lång. långa långt. långdrag kortare. förkort", "kort. korta. längre. förläng"),
        "fast": ("snabb långsammare", "långsam seg. sega. segt. snabbare"),
        "goes_on": ("börja start fortsätt", "sluta avslut upphör"),
        "easy": ("lätt. lätta. enkel. enkla. enkelt.", "svår lättare enklare"),
        "late": ("sen. sent. sena. försen tidigare", "tidig. tidigt. tidiga. senare"),
        "fair": ("rättvis", "orättvis rättvisare"),
        "high": ("hög. höga. högt. lägre.", "låg. låga. lågt. högre."),
    },
    "en": {
        "much": (
            "many. much. lots. enough. sufficient less. fewer. reduc",
            "few. little. lack missing. rarely. seldom. more.",
        ),
        "good": ("good. great. works.", "poor bad. badly. broken. better. improv"),
        "clear": ("clear. clearly.", "unclear clearer. clarif"),
        "long": ("long. shorter.", "short. longer."),
        "fast": ("fast. quick. slower.", "slow. slowly. faster. quicker."),
        "goes_on": ("start. starts. begin begins. continue", "stop. stops. end. ends. ending."),
        "easy": ("easy. simple. harder.", "hard. difficult easier. simpler."),
        "late": ("late. earlier.", "early. later."),
        "fair": ("fair. fairly.", "unfair fairer."),
    },
}


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NOT: dict[str, frozenset[str]] = {
    "fi": _set("ei en et emme ette eivät eikä älä älkää ilman"),
    "sv": _set("inte ej ingen inget inga aldrig utan ingenting slipp slippa"),
    "en": _set(
        "not no never without nobody nothing cannot cant dont doesnt isnt arent wont didnt wasnt werent hasnt"
        " havent shouldnt"
    ),
}
# "Without doing": Finnish says it by the ending.
_UNDONE = re.compile(r"\w{3,}(?:matta|mättä)")
_SPELT: dict[str, str] = {
    word: name
    for name, words in {
        "1": "yksi yhden en. one ett.",
        "2": "kaksi kahden två two",
        "3": "kolme kolmen tre three",
        "4": "neljä neljän fyra four",
        "5": "viisi viiden fem five",
        "10": "kymmenen tio ten",
        "mon": "maanantai måndag monday",
        "tue": "tiistai tisdag tuesday",
        "wed": "keskiviikko onsdag wednesday",
        "thu": "torstai torsdag thursday",
        "fri": "perjantai fredag friday",
        "sat": "lauantai lördag saturday",
        "sun": "sunnuntai söndag sunday",
        "spring": "kevät kevää våren vår. spring",
        "summer": "kesä sommar summer",
        "autumn": "syksy höst autumn",
        "winter": "talvi talve vinter winter",
        "morning": "aamu morgon morning",
        "evening": "ilta illa. kväll evening",
        "night": "yö. yöllä öisin natt night",
    }.items()
    for word in words.split()
}


class Leaning(msgspec.Struct, frozen=True):
    """What a note says of its matter.

    Attributes:
        sides: Matter → 1 where it says there is much of it, -1 where little.
        denies: Whether something is not so, beyond what the sides tell.
        named: Numbers, days, seasons and times of day.
        words: What is left of the words: those that lean stand as matter and side, such as ``long+``.
    """

    sides: dict[str, int]
    denies: bool
    named: frozenset[str]
    words: tuple[str, ...]


def leaning(words: Sequence[str], language: str) -> Leaning:
    """Return what the lower-case *words* of one note say of its matter."""
    sides: dict[str, int] = {}
    kept: list[str] = []
    open_not, denies, reach = False, False, 0
    for word in words:
        reach -= 1
        if word in _NOT[language] or (language == "fi" and _UNDONE.fullmatch(word)):
            if language == "sv" and kept and is_side(kept[-1]):
                # Swedish says "works not": the word before is the one that is denied.
                matter = kept[-1][:-1]
                sides[matter] = -sides[matter]
                kept[-1] = _side_word(matter, sides[matter])
                continue
            denies ^= open_not
            open_not, reach = True, REACH_OF_NOT
            if word not in _NOT[language]:
                kept.append(word)
        elif found := _side(word, language):
            matter, side = found
            if open_not and reach >= 0:
                side, open_not = -side, False
            sides.setdefault(matter, side)
            kept.append(_side_word(matter, side))
        else:
            kept.append(word)
    return Leaning(sides, denies ^ open_not, _named(words), tuple(kept))


def are_opposed(one: Leaning, other: Leaning) -> bool:
    """Whether the two cannot say the same, however alike their words."""
    if any(other.sides.get(matter, side) != side for matter, side in one.sides.items()):
        return True
    if one.named and other.named and one.named != other.named:
        return True
    if one.denies == other.denies:
        return False
    # "We get no feedback" and "more feedback" say the same; "we get feedback" does not.
    affirming = other if one.denies else one
    return affirming.sides.get("much") != -1


def is_side(word: str) -> bool:
    """Whether this is a matter and side, and none of the note's own words."""
    return word[-1] in "+-"


def _side_word(matter: str, side: int) -> str:
    return f"{matter}{'+' if side > 0 else '-'}"


def _side(word: str, language: str) -> tuple[str, int] | None:
    """Return the matter and side by the longest beginning that fits."""
    exact = _TABLES[language].get(f"{word}.")
    if exact:
        return exact
    for length in range(len(word), 2, -1):
        if found := _TABLES[language].get(word[:length]):
            return found
    return None


def _named(words: Sequence[str]) -> frozenset[str]:
    return frozenset(name for word in words if (name := _name(word)))


def _name(word: str) -> str:
    if word.isdecimal():
        return word.lstrip("0") or "0"
    if found := _SPELT.get(word) or _SPELT.get(f"{word}."):
        return found
    return next((_SPELT[word[:n]] for n in range(len(word), 3, -1) if word[:n] in _SPELT), "")


_TABLES: dict[str, dict[str, tuple[str, int]]] = {
    language: {
        beginning: (matter, side)
        for matter, both in matters.items()
        for side, words in zip((1, -1), both, strict=True)
        for beginning in words.split()
    }
    for language, matters in _LEANINGS.items()
}
