"""A folder of files is checked as it would be taken in: beside the library, each fault in one sentence."""

from facilitator.activities.registry import load_kinds
from facilitator.library.check import Checked, check
from facilitator.web.folders import read_methods

KINDS = load_kinds()
SHIPPED = read_methods()
OPERA = SHIPPED["methods/opera.toml"]
RATING = SHIPPED["methods/kiertava-pisteytys.toml"]
DAY = SHIPPED["methods/templates/arvot120.toml"]


def checked(**texts: str) -> Checked:
    return check({f"folder/{name.replace('__', '/')}.toml": text for name, text in texts.items()}, SHIPPED, KINDS)


def test_what_is_right_is_counted() -> None:
    assert checked(opera=OPERA, templates__day=DAY) == Checked(1, 1, ())


def test_nothing_is_nothing() -> None:
    assert check({}, SHIPPED, KINDS) == Checked(0, 0, ())


def test_a_template_may_be_made_of_shipped_methods_and_of_those_beside_it() -> None:
    day = DAY.replace('method = "kiertava-pisteytys"', 'method = "oma-tapa"')
    assert day != DAY
    assert checked(templates__day=day).templates == 0
    beside = check({"a/oma-tapa.toml": RATING, "a/templates/day.toml": day}, SHIPPED, KINDS)
    assert beside == Checked(1, 1, ())


def test_a_wrong_file_is_told_with_key_found_expected_and_remedy_and_the_others_count() -> None:
    wrong = OPERA.replace('kind = "vote"', 'kind = "vot"')
    found = checked(opera=wrong, tapa=OPERA)
    assert (found.methods, len(found.faults)) == (1, 1)
    told = str(found.faults[0])
    assert told.startswith('folder/opera.toml: steps[4].kind is "vot"; expected one of cluster, ')
    assert told.endswith('; write "vote"')
    assert "\n" not in told


def test_a_name_that_is_no_slug_is_told() -> None:
    found = check({"a/Oma Hyvä.toml": OPERA}, SHIPPED, KINDS)
    assert found.methods == 0
    assert "rename it to oma-hyva.toml" in str(found.faults[0])
