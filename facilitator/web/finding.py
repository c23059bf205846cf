"""Reads what is looked for from a form, and finds it in a library whose words it remembers."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

import msgspec

from facilitator.core.kind import Kinds
from facilitator.core.shelf import OWN, Run, ShelfState
from facilitator.core.text import LANGUAGES, pick
from facilitator.library.find import Findable, Finder, Sought, found_in_order
from facilitator.library.fit import FOLLOWS, Place, fit
from facilitator.library.method import Method, Phase, Theme
from facilitator.library.roots import Roots
from facilitator.web.labels import ANY_THEME, labels, phase_words, theme_words
from facilitator.web.words import NAMES, Words

LONGEST_TEXT = 200
MOST_PEOPLE, MOST_MINUTES = 5000, 24 * 60
# Which part of the library: all of it, or what the reader has marked, made or used.
PARTS = ("", "favourites", "own", "used")
MOST_FINDERS = 4
PHASES: tuple[str, ...] = get_args(Phase)
THEMES: tuple[str, ...] = get_args(Theme)


class Finders:
    """Finds by words. Knows the last few libraries it was asked about; another library is read anew."""

    def __init__(self) -> None:
        self._roots = Roots()
        self._known: list[Finder] = []
        self._reading = asyncio.Lock()

    async def points(self, things: Mapping[str, Findable], text: str, kinds: Kinds) -> dict[str, float] | None:
        """Return how well each thing answers *text*; None where nothing is asked."""
        if not text.strip():
            return None
        # One at a time: a stemmer keeps the word it is at.
        async with self._reading:
            finder = next((known for known in self._known if known.knows(things)), None)
            if finder is None:
                # Reading a whole library takes half a second, and a room may be live meanwhile.
                finder = await asyncio.to_thread(Finder, things, labels(tuple(kinds)), self._roots)
            self._known = [finder, *(other for other in self._known if other is not finder)][:MOST_FINDERS]
            return finder.points(text)


def sought_in(form: Mapping[str, str], kinds: Kinds) -> Sought:
    """Return what a form asks for; what it says wrongly asks for nothing."""
    return Sought(
        text=form.get("q", "")[:LONGEST_TEXT],
        theme=_one_of(THEMES, form.get("theme", "")),
        phase=_one_of(PHASES, form.get("phase", "")),
        people=_number(form.get("people", ""), MOST_PEOPLE),
        minutes=_number(form.get("minutes", ""), MOST_MINUTES),
        language=_one_of(LANGUAGES, form.get("in", "")),
        kind=_one_of(tuple(kinds), form.get("kind", "")),
        phoneless=bool(form.get("phoneless")),
        remote=bool(form.get("remote")),
    )


def _one_of(known: Sequence[str], asked: str) -> str:
    return asked if asked in known else ""


def _number(asked: str, most: int) -> int:
    return min(int(asked), most) if asked.isdecimal() and len(asked) < 6 else 0


async def find(
    things: Mapping[str, Findable], sought: Sought, finders: Finders, kinds: Kinds, language: str, place: Place
) -> list[str]:
    """Return the slugs of what is found, best first; where nothing is asked, as a day goes, then by name."""
    points = await finders.points(things, sought.text, kinds)
    return found_in_order(things, sought, points, in_order(things, language, place))


def in_order(things: Mapping[str, Findable], language: str, place: Place) -> list[str]:
    """Return all slugs: what fits the place best first, then by phase and name."""

    def key(slug: str) -> tuple[float, int, str]:
        thing = things[slug]
        name = pick(thing.name, (language, *LANGUAGES)).casefold()
        if not isinstance(thing, Method):
            return 0.0, 0, name
        return -fit(thing, place).points, list(FOLLOWS).index(thing.phase), name

    return sorted(things, key=key)


def is_in(part: str, slug: str, shelf: ShelfState, used: Mapping[str, "Used"]) -> bool:
    """Tell whether a thing is in a part of the library."""
    match part:
        case "favourites":
            return slug in shelf.favourites
        case "own":
            return slug.startswith(OWN)
        case "used":
            return slug in used
        case _:
            return True


class Used(msgspec.Struct, frozen=True):
    """How often a method was used here, and how long it took on average, in whole minutes."""

    times: int
    minutes: int

    @property
    def offered(self) -> int:
        """The average as one plans: in steps of five minutes, short ones as they are."""
        return max(5, 5 * round(self.minutes / 5)) if self.minutes > 5 else max(1, self.minutes)


def used_before(shelf: ShelfState) -> dict[str, Used]:
    """Return how each method that has been used went, by its slug."""
    runs: dict[str, list[Run]] = {}
    for noted in shelf.runs.values():
        for run in noted:
            runs.setdefault(run.slug, []).append(run)
    return {slug: average(of_one) for slug, of_one in runs.items()}


def average(runs: Iterable[Run]) -> Used:
    """Return how several runs of one method went together."""
    minutes = [run.minutes for run in runs]
    return Used(len(minutes), round(sum(minutes) / max(1, len(minutes))))


def choices(kinds: Kinds, words: Words) -> dict[str, dict[str, str]]:
    """Return what each filter offers, by the name of its field: value → words."""
    named: dict[str, Any] = {
        "theme": {theme: said for theme, said in theme_words(words).items() if theme != ANY_THEME},
        "phase": phase_words(words),
        "kind": {name: words.within("kind", name) for name in kinds},
        "in": NAMES,
    }
    return named
