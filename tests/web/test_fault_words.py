"""A fault beside its field is in the reader's words where there are any, and exact where there are none."""

import pytest

from facilitator.library.fault import Fault
from facilitator.web.fault_words import exactly, told
from facilitator.web.words import words_for

WORDS = words_for("en")


def fault(code: str, **facts: int | str) -> Fault:
    return Fault("own/a.toml", "people", "is 0", "a whole number >= 1", "keep within that", code, facts)


def test_a_fault_of_a_known_sort_is_told_in_the_readers_words_with_its_bound() -> None:
    assert told(fault("low", bound="1"), WORDS) == "This can be no less than 1."
    assert told(fault("long", bound="200", of="str"), WORDS) == "This is too long: at most 200 characters."
    assert told(fault("long", bound="7", of="array"), WORDS) == "These are too many: at most 7."
    assert told(fault("toml", where="line 3, column 2"), WORDS).endswith("line 3, column 2.")


@pytest.mark.parametrize("code", ["missing", "high", "short", "range", "type", "choice", "taken"])
def test_every_sort_that_a_field_can_have_has_words(code: str) -> None:
    assert told(fault(code, bound="1"), WORDS) != exactly(fault(code))


def test_any_other_fault_is_told_as_for_files_without_the_files_name() -> None:
    assert told(fault("unknown"), WORDS) == "people is 0; expected a whole number >= 1; keep within that"
