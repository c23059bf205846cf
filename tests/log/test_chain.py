import contextlib
from hashlib import sha256

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.core.entry import Entry
from facilitator.log.chain import (
    START,
    ChainBroken,
    Tip,
    chained,
    check_command,
    entry_after,
    entry_from,
    link,
    next_tip,
    pack,
    redacted,
    unpack,
)
from facilitator.log.contract import Draft


def some(count: int) -> list[bytes]:
    tip, rows = Tip(), []
    for number in range(count):
        tip, _, kept = entry_after(tip, Draft(number, "p/a", f"i{number}", 3, b'{\n"n":%d}' % number))
        rows.append(kept)
    return rows


def test_the_chain_is_the_hash_of_the_chain_before_and_the_exact_bytes() -> None:
    tip, entry, kept = entry_after(Tip(), Draft(7, "p/a", "x", 3, b'{"do":"Say"}'))
    assert kept == b'[1,7,"p/a","x",3,{"do":"Say"}]'
    assert tip.chain == link(START, kept) == sha256(bytes(32) + kept).digest()
    assert entry == Entry(1, 7, "p/a", "x", 3, msgspec.Raw(b'{"do":"Say"}'))
    assert entry_from(kept) == entry


def test_what_is_walked_ends_where_it_was_written() -> None:
    tip = Tip()
    for kept in some(5):
        tip, _ = next_tip(tip, kept)
    assert tip == chained(some(5))[-1][0]
    assert (tip.seq, tip.at) == (5, 4)


def test_an_entry_that_is_missing_breaks_the_walk() -> None:
    rows = some(3)
    with pytest.raises(ChainBroken) as broken:
        chained([rows[0], rows[2]])
    assert broken.value.seq == 2


@given(st.integers(0, 2), st.data())
def test_any_flipped_bit_changes_the_chain(row: int, data: st.DataObject) -> None:
    rows = some(3)
    place = data.draw(st.integers(0, len(rows[row]) - 1))
    flipped = bytearray(rows[row])
    flipped[place] ^= 1 << data.draw(st.integers(0, 7))
    with contextlib.suppress(ChainBroken):
        changed = chained([*rows[:row], bytes(flipped), *rows[row + 1 :]])
        assert changed[-1][0].chain != chained(rows)[-1][0].chain


def test_a_block_gives_back_what_was_packed() -> None:
    rows = some(50)
    block = pack(rows)
    assert len(block) < sum(map(len, rows))
    assert unpack(block, chained(rows)[-1][0].chain) == rows


def test_a_block_that_is_another_is_noticed() -> None:
    with pytest.raises(ChainBroken):
        unpack(pack(some(3)), chained(some(4))[-1][0].chain)
    with pytest.raises(ChainBroken):
        unpack(pack(some(3))[:-4], chained(some(3))[-1][0].chain)


def test_redaction_changes_the_named_commands_alone() -> None:
    rows = some(3)
    new = redacted(rows, {2: b"null"})
    assert [new[0], new[2]] == [rows[0], rows[2]]
    assert new[1] == b'[2,1,"p/a","i1",3,null]'


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda some: st.lists(some) | st.dictionaries(st.text(), some),
    )
)
def test_any_json_that_is_written_is_a_command(value: object) -> None:
    try:
        command = msgspec.json.encode(value)
    except (UnicodeEncodeError, OverflowError):
        return
    check_command(command)


def test_the_error_does_not_quote_what_people_wrote() -> None:
    with pytest.raises(ValueError, match="expected one JSON") as wrong:
        check_command(b'{"text":"secret"')
    assert "secret" not in str(wrong.value)
