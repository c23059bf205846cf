"""Reads the words of a note: in which language they are, and their stems. It keeps nothing of what it read.

Not a kind. A language is told by small words and by turns of letters; a note of two words may tell none, and is
then in that of the notes around it. The tables are of what people write about work; what is not in them passes as
it is.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

import snowballstemmer

LANGUAGES = ("fi", "sv", "en")

_STEMMERS = {"fi": "finnish", "sv": "swedish", "en": "english"}
_WORD = re.compile(r"[^\W\d_]+|\d+")
_BY_HABIT = 3.0  # how much a note that hardly tells its language is in that of the others
_LONGEST_ENDING = 5


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Turns of phrase that would read as other words, and what they say. "Få" is also a verb; not working is broken.
_PHRASES = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), words)
    for pattern, words in (
        ("koko ajan", "jatkuvasti"),
        ("för få", "förfå"),
        ("drar ut(?: på tiden)?", "långdraget"),
        ("(?:do(?:es)? ?nt|do(?:es)? not) work|not working", "broken"),
    )
)
# Words that carry no matter. They also tell the language of a note.
_SMALL: dict[str, frozenset[str]] = {
    "fi": _set(
        "ja on ovat oli olla ole olisi se ne me te he että kun jos niin myös kuin mutta tai sekä joka jotka mikä"
        " meillä meidän meille meiltä minulle minun mulla heti aina tosi liian pitäisi pitää saa"
        " voi tulee tulevat menee ihan vain jo vielä sitä tätä nämä tämä siitä siihen kanssa asti"
        " ei eivät emme en"
    ),
    "sv": _set(
        "och är var vara det den de vi ni du jag att som om en ett av på i till för med när så vår våra vårt oss"
        " blir bli blev får få har ha kan ska måste alltid väldigt alltför också men eller från vid när hur ut upp"
        " inte ingen inga"
    ),
    "en": _set(
        "and is are was be been being the a an of to in on at for with we our us i my you they it its that this"
        " there too very always so up out get gets got have has had from by as when should would could can will"
        " need needs all way really not no"
    ),
}
# Words of work that people use for one thing, by their beginnings; the first stands for all.
_ONE_THING: dict[str, tuple[str, ...]] = {
    "fi": (
        "esihenkilö esimie pomo lähijohtaja",
        "palaveri kokou kokouks kokoontumi miitin tiimipalaver",
        "pysäköinti parkki parkkeera",
        "pysäköintipaikka pysäköintipaik parkkipaik",
        "työtoveri työkaver kolleg",
        "palaute palautt",
        "tehtävänkuva toimenkuv työnkuv",
        "avokonttori avotoimist monitilatoimist",
        "etätyö etätöi etänä",
        "tieto tiedonkul tiedotu informaati",
        "työvuorolista vuorolist työvuorosuunnitt työvuoroluettel",
        "palkka palko ansiot",
        "kiitos kiito kehu",
    ),
    "sv": (
        "chef förman",
        "möte sammanträd",
        "information info",
        "återkoppling feedback",
        "introduktion inskolning",
        "distansarbete distansjobb hemarbet",
        "kollega arbetskamrat jobbarkompis",
        "fika kaffe",
        "beröm uppskattning",
        "schema arbetsschem turlist",
    ),
    "en": (
        "manager boss supervisor",
        "information info",
        "colleague coworker workmate teammate",
        "onboarding induction",
        "remote remotely telework",
        "rota roster",
        "pay salar wage",
        "recognition praise",
        "talk discussion conversation",
    ),
}
_LETTERS = {
    "fi": re.compile(r"[aä]{2}|yö|uo|ää|kk|ss[aä]|st[aä]|ll[aä]|lt[aä]|in$|iä$|ja$"),
    "sv": re.compile(r"å|ck|sj|tj|ör|är|ning|arna|erna|het$|igt$|ad$"),
    "en": re.compile(r"th|sh|wh|ee|oo|ing$|tion|[cw]|ed$|ly$"),
}


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a note in small letters, without marks between them."""
    plain = unicodedata.normalize("NFC", text).casefold().replace("’", "").replace("'", "")
    for pattern, words in _PHRASES:
        plain = pattern.sub(words, plain)
    return _WORD.findall(plain)


def is_small(word: str, language: str) -> bool:
    """Whether the word carries no matter."""
    return word in _SMALL[language]


def spoken(notes: Iterable[Sequence[str]], languages: Sequence[str]) -> dict[str, float]:
    """Return which share of the notes, given as words, seems to be in each language."""
    told = Counter(max(languages, key=lambda language: _points(words, language)) for words in notes)
    return {language: told[language] / max(1, told.total()) for language in languages}


def language_of(words: Sequence[str], share: dict[str, float]) -> str:
    """Return the language these words seem to be in, among notes of which each language has its *share*."""
    return max(share, key=lambda language: _points(words, language) + _BY_HABIT * share[language])


def _points(words: Sequence[str], language: str) -> float:
    turns = sum(len(_LETTERS[language].findall(word)) / len(word) ** 0.5 for word in words)
    return float(turns) + 3 * sum(word in _SMALL[language] for word in words)


class Stems:
    """Stems words, each once. To be forgotten with the comparison: these are people's words."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}
        self._stemmers = {language: snowballstemmer.stemmer(name) for language, name in _STEMMERS.items()}

    def of(self, word: str, language: str) -> str:
        """Return the stem; of several words for one thing always the same."""
        key = (word, language)
        if key not in self._known:
            # Marks go last: the stemmers need them, hurried typists leave them out.
            self._known[key] = _unmarked(self._stemmers[language].stemWord(_one_word(word, language)))
        return self._known[key]


def _one_word(word: str, language: str) -> str:
    """Return the word that stands for this one, if it is among those for one thing; never for a compound of it."""
    told = _FOR_ONE_THING[language]
    shortest = max(3, len(word) - _LONGEST_ENDING)
    return next((told[word[:n]] for n in range(len(word), shortest - 1, -1) if word[:n] in told), word)


def _unmarked(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))


_FOR_ONE_THING: dict[str, dict[str, str]] = {
    language: {beginning: words.split()[0] for words in things for beginning in words.split()}
    for language, things in _ONE_THING.items()
}
