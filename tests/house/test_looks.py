"""The looks keep their promises: readable colours, named in one place, and no motion nobody asked for."""

import re
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from facilitator.web import assets

ROOT = Path(__file__).parents[2]
CSS = ROOT / "static" / "css"
LOOKS = ROOT / "docs" / "looks.md"
FILES = sorted(CSS.glob("*.css"))
NAMES = [file.stem for file in FILES]

GROUNDS = ["ground", "surface", "raised"]
WORDS_ON_GROUNDS = ["ink", "quiet", "accent", "time", "danger", "good", "private"]
CLUSTERS = [f"cluster-{number}" for number in range(1, 9)]
PAIRS = [
    *product(WORDS_ON_GROUNDS, GROUNDS),
    ("ink", "accent-soft"),
    ("accent", "accent-soft"),
    ("time", "time-soft"),
    ("danger", "danger-soft"),
    ("private", "private-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-danger", "danger"),
    ("ground", "ink"),
]
EDGES = [*product(["line", "focus", *CLUSTERS], GROUNDS)]


def without_comments(file: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.S)


@cache
def screens() -> str:
    """Return all that draws: templates, scripts, and the pages made in Python."""
    drawing = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("static/a*/*.js"), *ROOT.glob("facilitator/**/*.py")]
    return "\n".join(path.read_text() for path in drawing)


def themes() -> dict[str, list[dict[str, str]]]:
    """Return the token sets of each theme, in the order they are written."""
    found: dict[str, list[dict[str, str]]] = {"light": [], "dark": []}
    for rule in re.findall(r"\{([^{}]*color-scheme:[^{}]*)\}", without_comments(CSS / "tokens.css")):
        scheme = "dark" if "color-scheme: dark" in rule else "light"
        found[scheme].append(dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", rule)))
    return found


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, 0 to 1. Source: WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("words", "behind"), PAIRS)
def test_words_can_be_read_on_what_lies_behind_them(theme: str, words: str, behind: str) -> None:
    tokens = themes()["light"][0] | themes()[theme][0]
    assert contrast(tokens[words], tokens[behind]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "behind"), EDGES)
def test_borders_that_mean_something_can_be_seen(theme: str, edge: str, behind: str) -> None:
    tokens = themes()["light"][0] | themes()[theme][0]
    assert contrast(tokens[edge], tokens[behind]) >= 3


def test_dark_is_the_same_by_choice_and_by_system() -> None:
    by_system, by_choice = themes()["dark"]
    assert by_system == by_choice
    assert by_system.keys() == themes()["light"][0].keys() - {"paper"}


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_colours_are_named_in_tokens_alone(file: Path) -> None:
    if file.stem == "tokens":
        return
    named = r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|color-mix)\(|:\s*(?:white|black|gray|red|green)\b"
    assert re.findall(named, without_comments(file)) == []


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_every_token_that_is_used_has_a_value(file: Path) -> None:
    everything = "".join(without_comments(each) for each in FILES)
    # These two come from script: how long a bar is, and how high the keyboard stands.
    given = {*re.findall(r"(--[\w-]+):", everything), "--share", "--keyboard"}
    assert {*re.findall(r"var\((--[\w-]+)", without_comments(file))} <= given


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_no_rule_stands_inside_another_rule(file: Path) -> None:
    depth: list[bool] = []
    for opening, selector in re.findall(r"([^{};]*)\{|(\})", without_comments(file)):
        if selector:
            depth.pop()
            continue
        is_at_rule = opening.strip().startswith("@")
        assert is_at_rule or all(depth), opening
        depth.append(is_at_rule)


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_things_move_only_for_those_who_did_not_ask_them_to_stand(file: Path) -> None:
    calm = re.sub(
        r"@media \(prefers-reduced-motion: no-preference\) \{.*?\n\}", "", without_comments(file), flags=re.S
    )
    assert re.findall(r"\b(?:animation|transition)[\w-]*:", calm) == []


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_sides_are_named_by_reading_direction(file: Path) -> None:
    box = r"[\s;{](?:margin|padding|border)-(?:left|right|top|bottom)\b"
    place = r"[\s;{](?:left|right|top|bottom|width|height):"
    assert re.findall(f"{box}|{place}", without_comments(file)) == []


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_every_file_of_the_looks_is_told_of(file: Path) -> None:
    assert re.search(rf"\b{file.stem}\b", LOOKS.read_text())


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_every_class_that_is_dressed_is_worn(file: Path) -> None:
    selectors = re.sub(r"\{[^{}]*\}", "{}", without_comments(file))
    dressed = set(re.findall(r"\.([a-z][\w-]*)", selectors))
    worn = set(re.findall(r"[a-z][\w-]*", screens()))

    assert dressed - worn == set()


@pytest.mark.parametrize(
    ("screen", "styles"),
    [
        ("pages", assets.PAGE_STYLES),
        ("desk", assets.DESK_STYLES),
        ("board", assets.BOARD_STYLES),
        ("phone", assets.PHONE_STYLES),
    ],
)
def test_a_screen_links_the_files_that_the_looks_tell(screen: str, styles: tuple[str, ...]) -> None:
    (told,) = re.findall(rf"^\| {screen} \| ([a-z ]+)", LOOKS.read_text(), re.MULTILINE)

    assert told.split() == list(styles)
