"""Two simple ways to tell how alike two notes are. Ours must be worth more than these."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations

Likeness = dict[tuple[str, str], float]

WORD = re.compile(r"\w+")


def word_overlap(notes: Mapping[str, str]) -> Likeness:
    """Return which share of their words any two notes have in common, as they are written (Jaccard)."""
    words = {key: set(WORD.findall(text.casefold())) for key, text in notes.items()}
    return {(a, b): len(words[a] & words[b]) / len(words[a] | words[b]) for a, b in combinations(sorted(notes), 2)}


def letter_runs(notes: Mapping[str, str]) -> Likeness:
    """Return the cosine of runs of three to five letters within words, by rarity; no stems, no guards (TF-IDF)."""
    runs = {key: Counter(_runs(text)) for key, text in notes.items()}
    rarity = _rarity(runs.values())
    weights = {key: {run: count * rarity[run] for run, count in counted.items()} for key, counted in runs.items()}
    length = {key: math.sqrt(sum(weight**2 for weight in found.values())) for key, found in weights.items()}
    return {
        (a, b): sum(weight * weights[b].get(run, 0.0) for run, weight in weights[a].items())
        / (length[a] * length[b])
        for a, b in combinations(sorted(notes), 2)
    }


def _runs(text: str) -> list[str]:
    edged = [f" {word} " for word in WORD.findall(text.casefold())]
    return [word[n : n + size] for word in edged for size in (3, 4, 5) for n in range(len(word) - size + 1)]


def _rarity(counted: Iterable[Counter[str]]) -> dict[str, float]:
    rows = list(counted)
    held = Counter(run for row in rows for run in row)
    return {run: math.log((1 + len(rows)) / (1 + count)) + 1 for run, count in held.items()}
