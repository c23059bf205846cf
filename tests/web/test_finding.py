"""What a form looks for is read carefully, and what was used is told as one plans."""

import msgspec
import pytest

from facilitator.activities.registry import load_kinds
from facilitator.core.ids import derived_id
from facilitator.core.shelf import Run, ShelfState
from facilitator.library.find import Sought
from facilitator.library.fit import FOLLOWS, Place
from facilitator.library.parse import parse_all
from facilitator.web.finding import THEMES, Finders, Used, choices, find, is_in, sought_in, used_before
from facilitator.web.folders import read_methods
from facilitator.web.words import words_for

KINDS = load_kinds()
LIBRARY = parse_all(read_methods(), KINDS)


def test_a_form_is_read_field_by_field() -> None:
    form = {
        "q": "arvot",
        "theme": "values",
        "phase": "decide",
        "people": "20",
        "minutes": "30",
        "in": "sv",
        "kind": "vote",
        "phoneless": "yes",
        "remote": "yes",
    }
    assert sought_in(form, KINDS) == Sought(
        text="arvot",
        theme="values",
        phase="decide",
        people=20,
        minutes=30,
        language="sv",
        kind="vote",
        phoneless=True,
        remote=True,
    )


@pytest.mark.parametrize(
    "form",
    [
        {"theme": "nothing"},
        {"phase": "../"},
        {"people": "-3"},
        {"minutes": "1e9"},
        {"people": "123456789012"},
        {"kind": "nope"},
        {"in": "xx"},
    ],
)
def test_what_a_form_says_wrongly_asks_for_nothing(form: dict[str, str]) -> None:
    assert sought_in(form, KINDS) == Sought()


async def test_where_nothing_is_asked_methods_stand_as_a_day_goes() -> None:
    slugs = await find(LIBRARY.methods, Sought(), Finders(), KINDS, "fi", Place())
    phases = [list(FOLLOWS).index(LIBRARY.methods[slug].phase) for slug in slugs]
    assert len(slugs) == len(LIBRARY.methods)
    assert phases == sorted(phases)


async def test_templates_are_found_by_their_words() -> None:
    found = await find(LIBRARY.templates, Sought(text="pelisäännöistä"), Finders(), KINDS, "fi", Place())
    assert found[0] == "pelisaannot"


async def test_a_changed_library_is_read_anew() -> None:
    finders = Finders()
    methods = dict(LIBRARY.methods)
    assert not await finders.points(methods, "xylofoni", KINDS)
    roti = methods["roti"]
    methods["roti"] = msgspec.structs.replace(roti, name={"fi": "Xylofoni"})
    assert list(await finders.points(methods, "xylofonilla", KINDS) or {}) == ["roti"]


def test_use_is_told_by_times_and_average() -> None:
    runs = {
        derived_id("a"): (Run("roti", 5, 4, 20, 1), Run("opera", 60, 66, 20, 1)),
        derived_id("b"): (Run("roti", 5, 7, 9, 2),),
    }
    used = used_before(ShelfState(runs=runs))
    assert used == {"roti": Used(2, 6), "opera": Used(1, 66)}


@pytest.mark.parametrize(("took", "offered"), [(0, 1), (3, 3), (5, 5), (6, 5), (18, 20), (73, 75)])
def test_minutes_are_offered_as_one_plans(took: int, offered: int) -> None:
    assert Used(1, took).offered == offered


def test_parts_of_the_library() -> None:
    shelf, used = ShelfState(favourites=("opera",)), {"roti": Used(1, 5)}
    slugs = ("opera", "roti", "own/x")
    for part, found in {"": slugs, "favourites": ("opera",), "used": ("roti",), "own": ("own/x",)}.items():
        assert tuple(slug for slug in slugs if is_in(part, slug, shelf, used)) == found


def test_every_filter_offers_what_there_is() -> None:
    offered = choices(KINDS, words_for("en"))
    assert offered["kind"].keys() == KINDS.keys()
    # What is for any theme is found under each: beside “All themes” it would read as the same, and find less.
    assert offered["theme"].keys() == {*THEMES} - {"all"}
    assert list(offered["in"]) == ["fi", "sv", "en"]
