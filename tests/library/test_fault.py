from typing import Annotated

import msgspec
import pytest

from facilitator.core.errors import MethodError
from facilitator.library.fault import (
    LONGEST_FOUND,
    Fault,
    quoted,
    stop,
    stop_at_choice,
    stop_at_shape,
    stop_at_toml,
)


def test_a_fault_is_one_sentence() -> None:
    fault = Fault("methods/a.toml", "phase", 'is "x"', "one of y, z", "write one of them")
    assert str(fault) == 'methods/a.toml: phase is "x"; expected one of y, z; write one of them'


def test_the_error_carries_the_fault_and_reads_as_it() -> None:
    with pytest.raises(MethodError) as wrong:
        stop("methods/a.toml", "phase", "is missing", "a phase", "add it")
    assert wrong.value.args == (Fault("methods/a.toml", "phase", "is missing", "a phase", "add it"),)
    assert str(wrong.value) == "methods/a.toml: phase is missing; expected a phase; add it"


def test_the_nearest_choice_is_the_remedy() -> None:
    with pytest.raises(MethodError, match=r'write "vote"$'):
        stop_at_choice("methods/a.toml", "kind", "votes", ["collect", "vote"])


def test_a_parsers_message_without_a_place_names_the_file() -> None:
    with pytest.raises(MethodError, match=r"^methods/a\.toml: the file cannot be read \(odd\);"):
        stop_at_toml("methods/a.toml", "odd")


def test_what_was_found_is_cut_to_a_readable_length() -> None:
    assert quoted("a" * 500) == '"' + "a" * (LONGEST_FOUND - 1) + "…"


class Sizes(msgspec.Struct, forbid_unknown_fields=True):
    count: Annotated[int, msgspec.Meta(ge=1, le=5)] = 1
    words: Annotated[str, msgspec.Meta(min_length=1, max_length=3)] = "a"


@pytest.mark.parametrize(
    ("data", "code", "facts"),
    [
        ({"count": 0}, "low", {"bound": "1", "of": "int"}),
        ({"count": 9}, "high", {"bound": "5", "of": "int"}),
        ({"words": ""}, "short", {"bound": "1", "of": "str"}),
        ({"words": "aaaa"}, "long", {"bound": "3", "of": "str"}),
        ({"count": "many"}, "type", {}),
        ({"cuont": 1}, "unknown", {}),
    ],
)
def test_a_fault_tells_its_sort_and_bound_to_pages_that_word_it(
    data: dict[str, object], code: str, facts: dict[str, str]
) -> None:
    with pytest.raises(msgspec.ValidationError) as wrong:
        msgspec.convert(data, Sizes)
    with pytest.raises(MethodError) as told:
        stop_at_shape("a.toml", data, Sizes, wrong.value)
    assert (told.value.args[0].code, told.value.args[0].facts) == (code, facts)
