from collections import Counter
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.core.ids import CODE_LENGTH, CODE_LETTERS, Id, derived_id, id_from, join_code, typed_code


@given(st.binary(min_size=16, max_size=16))
def test_every_16_bytes_spell_an_id_of_the_one_form(chance: bytes) -> None:
    assert msgspec.convert(id_from(chance), Id) == id_from(chance)


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_different_chance_spells_different_ids(one: bytes, other: bytes) -> None:
    assert (id_from(one) == id_from(other)) == (one == other)


def test_too_little_chance_is_an_error() -> None:
    with pytest.raises(ValueError, match="expected 16 bytes of chance, got 15"):
        id_from(b"x" * 15)


def test_an_id_that_is_not_128_bits_is_not_one() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert("A" * 21 + "B", Id)


def test_the_same_cause_gives_the_same_id_and_its_parts_do_not_run_together() -> None:
    assert derived_id("TimeUp", "activity", "7") == derived_id("TimeUp", "activity", "7")
    assert derived_id("ab", "c") != derived_id("a", "bc")


def test_a_join_code_has_no_letters_that_are_mistaken_for_each_other() -> None:
    assert len(set(CODE_LETTERS)) == 32
    assert not set("ILOU") & set(CODE_LETTERS)


def test_join_codes_use_every_letter_equally_often() -> None:
    chance = Random(1)
    letters = Counter(letter for _ in range(8000) for letter in join_code(chance.getrandbits(64)))

    assert set(letters) == set(CODE_LETTERS)
    assert all(1300 < count < 1700 for count in letters.values()), letters


@given(st.integers(min_value=0, max_value=2 ** (5 * CODE_LENGTH) - 1))
def test_no_two_chances_spell_the_same_code(chance: int) -> None:
    spelled = sum(CODE_LETTERS.index(letter) << (5 * place) for place, letter in enumerate(join_code(chance)))

    assert spelled == chance


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7k3m9p", "7K3M9P"),
        (" 7K3 M9P ", "7K3M9P"),
        ("7k3-m9p", "7K3M9P"),
        ("o0Oi1l", "000111"),
        ("7K3M9PX", "7K3M9PX"),
        ("", ""),
        ("--- ---", ""),
    ],
)
def test_a_code_is_understood_however_it_is_typed(typed: str, meant: str) -> None:
    assert typed_code(typed) == meant


@given(st.integers(min_value=0, max_value=2**64), st.sampled_from([6, 7]))
def test_every_code_is_understood_as_itself_also_in_small_letters(chance: int, length: int) -> None:
    code = join_code(chance, length)

    assert typed_code(code) == typed_code(code.lower()) == typed_code(f"{code[:3]} {code[3:]}") == code


@given(st.text())
def test_whatever_is_typed_the_answer_is_short(typed: str) -> None:
    assert len(typed_code(typed)) <= 7
