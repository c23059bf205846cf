"""Finds notes that seem to say the same, for a person to judge. It groups nothing, and knows no kind.

Notes are short, inflected, full of compounds and typed in a hurry, so three things are weighed together: stems as
pieces of three to five letters (which forgive endings, typing and compounds), whole stems, and parts of compounds
that other notes use as words of their own. Rare words weigh more: what half the board says tells little. Notes that
lean opposite ways (see `leanings`) are never put forward, nor notes in two languages.

Floor 1; pure, and keeps nothing of what it read.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from facilitator.activities.leanings import Leaning, are_opposed, is_side, leaning
from facilitator.activities.stems import LANGUAGES, Stems, is_small, language_of, spoken, words_of

MOST_PAIRS = 20
# A thousand notes take about as long as a person waits without wondering; the rest is left to people.
MOST_NOTES = 1000
# From this likeness on two notes are put forward; chosen on half of benchmarks/similar, told on the other half.
ENOUGH: dict[str, float] = {"fi": 0.5, "sv": 0.46, "en": 0.49}

_SHORTEST_PART = 4
_LEAST_PIECES = 0.12  # below this share of letters in common two notes are not looked at further
_LEAST_NEAR = 0.45
_PART_OF_COMPOUND = 0.8
_OTHER_COMPOUND = 0.3
_PIECES_OF_SIDE = 8  # a word that leans weighs about as much as a short word of matter


# Words that carry no matter. They also tell the language of a note.
class Pair(msgspec.Struct, frozen=True):
    """Two notes that seem to say the same, and how much so: from 0 to 1."""

    notes: tuple[str, str]
    likeness: float
    language: str = ""


class _Note(msgspec.Struct, frozen=True):
    language: str
    stems: tuple[str, ...]
    leaning: Leaning


def alike(
    notes: Mapping[str, str], apart: Collection[tuple[str, str]] = (), languages: Sequence[str] = LANGUAGES
) -> tuple[Pair, ...]:
    """Return the pairs of notes that seem to say the same, the likest first: 20 at most, each note in one of them.

    Args:
        notes: Id → words.
        apart: Pairs that somebody said are not the same, the ids in order.
        languages: Those that are spoken here; where a note does not tell its own, the first of them counts.
    """
    enough = (pair for pair in compared(notes, languages) if pair.likeness >= ENOUGH[pair.language])
    return best(pair for pair in enough if pair.notes not in apart)[:MOST_PAIRS]


def best(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Return the likest pairs so that each note is in one at most."""
    taken: set[str] = set()
    chosen = []
    for pair in sorted(pairs, key=lambda pair: (-pair.likeness, pair.notes)):
        if taken.isdisjoint(pair.notes):
            taken.update(pair.notes)
            chosen.append(pair)
    return tuple(chosen)


def compared(notes: Mapping[str, str], languages: Sequence[str] = LANGUAGES) -> list[Pair]:
    """Return all pairs that have something in common and do not lean opposite ways, with their likeness."""
    read = _read(
        dict(sorted(notes.items())[:MOST_NOTES]), [known for known in languages if known in ENOUGH] or ["en"]
    )
    pieces = {note_id: _vector(note.stems) for note_id, note in read.items()}
    rarity = _rarity(note.stems for note in read.values())
    near: dict[tuple[str, str], float] = {}
    pairs = []
    for (one, other), share in _shares(pieces).items():
        a, b = read[one], read[other]
        if share < _LEAST_PIECES or a.language != b.language or are_opposed(a.leaning, b.leaning):
            continue
        likeness = (share + _overlap(a.stems, b.stems, rarity, near)) / 2
        pairs.append(Pair((one, other), round(likeness, 3), a.language))
    return pairs


# --- reading ---------------------------------------------------------------------------------------------


def _read(notes: Mapping[str, str], languages: Sequence[str]) -> dict[str, _Note]:
    words = {note_id: words_of(text) for note_id, text in notes.items()}
    share = spoken(words.values(), languages)
    stems = Stems()
    return {note_id: _note(said, language_of(said, share), stems) for note_id, said in words.items()}


def _note(words: Sequence[str], language: str, stems: Stems) -> _Note:
    leans = leaning(words, language)
    kept = (word for word in leans.words if not is_small(word, language))
    return _Note(language, tuple(word if is_side(word) else stems.of(word, language) for word in kept), leans)


# --- comparing -------------------------------------------------------------------------------------------


def _pieces(stem: str) -> list[str]:
    """Return the stem's runs of three to five letters, its edges marked."""
    if is_side(stem):
        return [f"{stem}{n}" for n in range(_PIECES_OF_SIDE)]
    edged = f" {stem} "
    return [edged[n : n + size] for size in (3, 4, 5) for n in range(len(edged) - size + 1)]


def _vector(stems: Sequence[str]) -> Counter[str]:
    return Counter(piece for stem in stems for piece in _pieces(stem))


def _rarity(sets: Iterable[Iterable[str]]) -> dict[str, float]:
    """Return how much each thing weighs: the fewer have it, the more."""
    of_each = [set(things) for things in sets]
    held = Counter(thing for things in of_each for thing in things)
    return {thing: math.log((1 + len(of_each)) / (1 + count)) + 1 for thing, count in held.items()}


def _shares(pieces: Mapping[str, Counter[str]]) -> dict[tuple[str, str], float]:
    """Return the cosine of all pairs that have a piece in common."""
    rarity = _rarity(pieces.values())
    holders: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    shares: defaultdict[tuple[str, str], float] = defaultdict(float)
    for note_id, counted in pieces.items():
        weights = {piece: (1 + math.log(count)) * rarity[piece] for piece, count in counted.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        for piece, weight in weights.items():
            for other, others_weight in holders[piece]:
                shares[other, note_id] += others_weight * weight / length
            holders[piece].append((note_id, weight / length))
    return shares


def _overlap(
    one: Sequence[str], other: Sequence[str], rarity: Mapping[str, float], near: dict[tuple[str, str], float]
) -> float:
    """Return which share of both notes' words, by weight, has something near it in the other."""
    met = sum(rarity[stem] * max(_near(stem, there, near) for there in other) for stem in one)
    met += sum(rarity[stem] * max(_near(stem, there, near) for there in one) for stem in other)
    return met / (sum(rarity[stem] for stem in one) + sum(rarity[stem] for stem in other))


def _near(one: str, other: str, known: dict[tuple[str, str], float]) -> float:
    if one == other:
        return 1.0
    key = (one, other) if one < other else (other, one)
    if key not in known:
        known[key] = _nearness(*key)
    return known[key]


def _nearness(one: str, other: str) -> float:
    """Return how near two stems are: a part of a compound, or the same word with another ending or a slip."""
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST_PART and (long.startswith(short) or long.endswith(short)):
        return _PART_OF_COMPOUND
    if _are_other_compounds(short, long):
        return _OTHER_COMPOUND
    a, b = set(_pieces(one)), set(_pieces(other))
    share = 2 * len(a & b) / (len(a) + len(b))
    return share if share >= _LEAST_NEAR else 0.0


def _are_other_compounds(short: str, long: str) -> bool:
    """Whether they begin alike and end in words of their own: what a compound is, its last part says."""
    common = next((n for n, letter in enumerate(short) if letter != long[n]), len(short))
    return common > _SHORTEST_PART and len(short) - common >= _SHORTEST_PART
