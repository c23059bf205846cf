import re
from pathlib import Path

from facilitator.live import errors

ROOT = Path(__file__).parents[2]
SPEC = (ROOT / "facilitator/live/SPEC.md").read_text(encoding="utf-8")
RULES = set(re.findall(r"^- \*\*([A-Z]{2}\d+)\*\*", SPEC, re.MULTILINE))


def quoted() -> set[str]:
    titles = [
        title
        for folder in ("live", "web", "faults")
        for path in (ROOT / "tests" / folder).glob("test_*.py")
        for title in re.findall(r"^(?:async )?def test_(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    return {rule.upper() for title in titles for rule in re.findall(r"^((?:hs|cm|fr|rs|lm|fb)\d+)_", title)}


def test_every_rule_is_quoted_by_a_test_and_every_quoted_rule_exists() -> None:
    # HS5 is the browser's alone; tests/js holds it.
    assert quoted() == RULES - {"HS5"}


def test_every_close_code_is_in_the_table() -> None:
    codes = {value for name, value in vars(errors).items() if name.isupper() and isinstance(value, int)}
    table = {int(code) for code in re.findall(r"\b(10\d\d|44\d\d)\b", SPEC)}
    assert codes <= table
