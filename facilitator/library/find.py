"""Finds methods: by what they are, by words in any form, and by how they fit the place in the day at hand."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from facilitator.core.text import LANGUAGES, Text
from facilitator.library.method import Method, languages_of
from facilitator.library.roots import Roots, likeness
from facilitator.library.synonyms import Synonyms, in_one
from facilitator.library.template import Template

# How much a word counts by where it stands.
IN_NAME, IN_PURPOSE, IN_LABELS, IN_WHEN, IN_PROMPTS = 10.0, 4.0, 4.0, 2.5, 1.5
# A word that is only vaguely like what is sought, in a place that hardly counts, finds nothing.
LEAST = 0.7
# What is clearly worse than the best of a search is not what was meant, with few words least of all.
FAR_FROM_BEST = 0.12

Findable = Method | Template


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody looks for; empty and 0 ask for nothing.

    Attributes:
        text: A few words in any of the languages and any form.
        people: How many there will be.
        minutes: How much time there is at most.
        language: Every text must have it.
        kind: A step of this kind must be in it.
        phoneless: It must work without phones.
        remote: It must work where people are not in one room.
    """

    text: str = ""
    theme: str = ""
    phase: str = ""
    people: int = 0
    minutes: int = 0
    language: str = ""
    kind: str = ""
    phoneless: bool = False
    remote: bool = False


def is_sought(thing: Findable, sought: Sought) -> bool:
    """Tell whether a method or a template is of the kind that is looked for; its words do not matter here.

    What is made for any theme is found under each. A template has no phase and kind of its own, and always has
    steps for phones.
    """
    low, high = thing.people
    if sought.people and not low <= sought.people <= high:
        return False
    return _is_sought_method(thing, sought) if isinstance(thing, Method) else _is_sought_day(thing, sought)


def _is_sought_method(method: Method, sought: Sought) -> bool:
    return (
        (not sought.theme or sought.theme in method.themes or "all" in method.themes)
        and sought.phase in ("", method.phase)
        and (not sought.minutes or method.minutes[0] <= sought.minutes)
        and (not sought.language or sought.language in method.languages)
        and (not sought.kind or any(step.kind == sought.kind for step in method.steps))
        and (not sought.phoneless or method.phoneless)
        and (not sought.remote or method.remotely)
    )


def _is_sought_day(day: Template, sought: Sought) -> bool:
    return (
        not (sought.phase or sought.kind or sought.phoneless or sought.remote)
        and (not sought.theme or sought.theme in day.themes)
        and (not sought.minutes or day.ends - day.starts <= sought.minutes)
        and (not sought.language or sought.language in languages_of(day))
    )


class Finder:
    """Knows the words of a library by their roots.

    Args:
        things: Methods or templates by slug.
        labels: What codes in them are called on the screen, in every language: themes, phases, ``kind/vote``.
    """

    def __init__(self, things: Mapping[str, Findable], labels: Mapping[str, Text], roots: Roots) -> None:
        self._things = dict(things)
        self._roots = roots
        self._synonyms = Synonyms(roots)
        # language → root → slug → how much it counts there
        self._index: dict[str, dict[str, dict[str, float]]] = {tag: defaultdict(dict) for tag in LANGUAGES}
        for slug, thing in things.items():
            for text, counts in _worded(thing, labels):
                self._take_in(slug, text, counts)

    def knows(self, things: Mapping[str, Findable]) -> bool:
        """Tell whether these are the very things it was made of."""
        return self._things.keys() == things.keys() and all(
            thing is self._things[slug] for slug, thing in things.items()
        )

    def _take_in(self, slug: str, text: Text, counts: float) -> None:
        for tag in LANGUAGES:
            for root in self._roots.in_text(text.get(tag, text.get("", "")), tag):
                row = self._index[tag][root]
                row[slug] = max(row.get(slug, 0.0), counts)

    def points(self, text: str) -> dict[str, float]:
        """Return how well each thing answers *text*, more being better; far worse than the best is out."""
        by_word = [self._points_of_word(word) for word in self._roots.sought(in_one(text))]
        # A word that few have tells more than one that is everywhere.
        worth = [math.log(1 + len(self._things) / max(1, len(points))) for points in by_word]
        found: dict[str, float] = {}
        for slug in {slug for points in by_word for slug in points}:
            told = [points.get(slug, 0.0) * tells for points, tells in zip(by_word, worth, strict=True)]
            # Two words that both fit say more than one that fits twice as well.
            found[slug] = sum(told) * math.sqrt(sum(map(bool, told)) / len(told))
        best = max(found.values(), default=0.0)
        return {slug: points for slug, points in found.items() if points >= best * FAR_FROM_BEST}

    def _points_of_word(self, word: Mapping[str, str]) -> dict[str, float]:
        """Return the points of one word of a search, for what it says and for what people mean by it."""
        found = self._points_of(word)
        methods = {slug: thing for slug, thing in self._things.items() if isinstance(thing, Method)}
        for meant in self._synonyms.of(word):
            for slug, method in methods.items():
                if counts := meant.counts(slug, method.phase):
                    found[slug] = max(found.get(slug, 0.0), counts)
        return found

    def _points_of(self, word: Mapping[str, str]) -> dict[str, float]:
        """Return the points of one word of a search, given by its root in each language it may be in."""
        found: dict[str, float] = {}
        for tag, root in word.items():
            for other, row in self._index[tag].items():
                if like := likeness(root, other):
                    for slug, counts in row.items():
                        found[slug] = max(found.get(slug, 0.0), like * counts)
        return {slug: points for slug, points in found.items() if points >= LEAST}


def _worded(thing: Findable, labels: Mapping[str, Text]) -> Iterator[tuple[Text, float]]:
    """Yield what can be found of a thing, with how much it counts."""
    yield thing.name, IN_NAME
    if not isinstance(thing, Method):
        yield from ((thing.aim, IN_PURPOSE), (thing.output, IN_WHEN))
        for block in thing.blocks:
            yield block.title, IN_PROMPTS
        return
    yield from ((thing.purpose, IN_PURPOSE), (thing.when, IN_WHEN))
    codes = [*(theme for theme in thing.themes if theme != "all"), thing.phase]
    for code in codes:
        yield labels.get(code, {}), IN_LABELS
    for step in thing.steps:
        yield labels.get(f"kind/{step.kind}", {}), IN_PROMPTS
        yield step.prompt, IN_PROMPTS


def found_in_order(
    things: Mapping[str, Any], sought: Sought, points: Mapping[str, float] | None, order: Iterable[str]
) -> list[str]:
    """Return the slugs of what is found, best first.

    Args:
        things: By slug.
        sought: What it must be.
        points: Of its words; None where no words are sought.
        order: All slugs as they stand where nothing else decides.
    """
    kept = [slug for slug in order if is_sought(things[slug], sought) and (points is None or slug in points)]
    return sorted(kept, key=lambda slug: _before(things[slug], sought, points, slug))


def _before(thing: Findable, sought: Sought, points: Mapping[str, float] | None, slug: str) -> tuple[float, ...]:
    made_for = isinstance(thing, Method) and sought.theme in thing.themes
    if points is not None:
        return (-points[slug] * (1.5 if made_for else 1.0),)
    return (0.0 if made_for else 1.0,)
