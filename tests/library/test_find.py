"""A search means methods: measured on what people type, by filters one by one, and in an order one can tell."""

from collections import defaultdict

import msgspec
import pytest

from facilitator.activities.registry import load_kinds
from facilitator.library.find import Finder, Sought, found_in_order, is_sought
from facilitator.library.parse import Library, parse_all
from facilitator.library.roots import Roots
from facilitator.web.folders import read_methods
from tests.library.searches import SEARCHES

KINDS = load_kinds()
RECALL_AT = 5


@pytest.fixture(scope="module")
def library() -> Library:
    return parse_all(read_methods(), KINDS)


@pytest.fixture(scope="module")
def finder(library: Library) -> Finder:
    return Finder(library.methods, {}, Roots())


def best(finder: Finder, text: str, most: int = RECALL_AT) -> list[str]:
    points = finder.points(text)
    return sorted(points, key=lambda slug: -points[slug])[:most]


def test_what_is_meant_is_among_the_first_five_in_every_language(finder: Finder) -> None:
    had: dict[str, list[float]] = defaultdict(list)
    for language, text, meant in SEARCHES:
        found = best(finder, text)
        had[language].append(sum(slug in found for slug in meant) / len(meant))

    assert sum(map(len, had.values())) >= 60
    for language, shares in had.items():
        assert sum(shares) / len(shares) >= 0.94, language
    assert sum(map(sum, had.values())) / len(SEARCHES) >= 0.96


def test_what_searches_mean_is_in_the_library(library: Library) -> None:
    assert {slug for _, _, meant in SEARCHES for slug in meant} <= library.methods.keys()


def test_a_name_counts_more_than_a_prompt(finder: Finder) -> None:
    points = finder.points("palaute")
    assert len(points) > 3
    assert max(points, key=lambda slug: points[slug]) == "palautekierros"


def test_words_that_no_method_has_find_nothing(finder: Finder) -> None:
    assert finder.points("xylofoni") == {}
    assert finder.points("") == {}


def test_labels_are_found_too(library: Library) -> None:
    plain = Finder(library.methods, {}, Roots())
    labelled = Finder(library.methods, {"energise": {"fi": "Elvyttäminen"}}, Roots())
    assert plain.points("elvyttämistä") == {}
    assert labelled.points("elvyttämistä").keys() == {
        slug for slug, method in library.methods.items() if method.phase == "energise"
    }


def test_a_finder_tells_when_the_library_has_changed(library: Library, finder: Finder) -> None:
    assert finder.knows(library.methods)
    opera = library.methods["opera"]
    changed = {**library.methods, "opera": msgspec.structs.replace(opera, phase="decide")}
    assert not finder.knows(changed)


@pytest.mark.parametrize(
    ("sought", "has", "lacks"),
    [
        (Sought(theme="values"), "arvot-teoiksi", "tyoparisopimus"),
        (Sought(theme="values"), "pisteaanestys", "tyoparisopimus"),  # made for any theme
        (Sought(phase="decide"), "viisi-sormea", "opera"),
        (Sought(people=300), "pisteaanestys", "tyoparisopimus"),
        (Sought(people=4), "kuuntelukolmikko", "oppimiskahvila"),
        (Sought(minutes=10), "roti", "opera"),
        (Sought(kind="vote"), "pisteaanestys", "roti"),
        (Sought(phoneless=True), "parikavely", "tarkeysjarjestys"),
        (Sought(language="sv"), "opera", ""),
    ],
)
def test_a_filter_lets_through_what_it_says(library: Library, sought: Sought, has: str, lacks: str) -> None:
    assert is_sought(library.methods[has], sought)
    assert not lacks or not is_sought(library.methods[lacks], sought)


def test_a_method_of_one_language_is_not_found_in_another(library: Library) -> None:
    opera = library.methods["opera"]
    finnish = msgspec.structs.replace(opera, name={"fi": "OPERA"})
    assert finnish.languages == ("fi",)
    assert not is_sought(finnish, Sought(language="sv"))


def test_a_method_that_says_it_needs_one_room_is_not_found_for_remote_work(library: Library) -> None:
    opera = library.methods["opera"]
    assert is_sought(opera, Sought(remote=True))
    assert not is_sought(msgspec.structs.replace(opera, remotely=False), Sought(remote=True))


def test_a_ready_day_is_found_by_people_length_theme_and_language(library: Library) -> None:
    day = next(day for day in library.templates.values() if day.themes)
    theme, other = day.themes[0], "pairs" if "pairs" not in day.themes else "values"
    assert is_sought(day, Sought(people=day.people[0], minutes=day.ends - day.starts, theme=theme, language="sv"))
    assert not is_sought(day, Sought(minutes=day.ends - day.starts - 1))
    assert not is_sought(day, Sought(theme=other))
    assert not is_sought(msgspec.structs.replace(day, name={"fi": "Päivä"}), Sought(language="sv"))


def test_a_ready_day_is_not_found_by_what_only_methods_have(library: Library) -> None:
    day = next(iter(library.templates.values()))
    for sought in (Sought(phase="decide"), Sought(kind="vote"), Sought(phoneless=True), Sought(remote=True)):
        assert not is_sought(day, sought)


def test_what_is_made_for_the_theme_comes_before_what_is_made_for_any(library: Library) -> None:
    order = found_in_order(library.methods, Sought(theme="values"), None, library.methods)
    made_for = ["values" in library.methods[slug].themes for slug in order]
    assert made_for == sorted(made_for, reverse=True)
    assert 0 < sum(made_for) < len(made_for)


def test_words_and_filters_hold_together(library: Library, finder: Finder) -> None:
    points = finder.points("äänestys")
    order = found_in_order(library.methods, Sought(people=400), points, library.methods)
    assert order[0] == "pisteaanestys"
    assert all(library.methods[slug].people[1] >= 400 for slug in order)
