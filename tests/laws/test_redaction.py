"""Erasure empties words in place: every fold must get through, and every view must still build."""

import random
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from facilitator.core.commands import OpenActivity
from facilitator.core.kind import ActivityCommand, Sight
from tests.laws.days import IDENTITIES, KINDS, Day, encoded, refolded


@given(st.randoms(use_true_random=False), st.sampled_from(IDENTITIES))
def test_a_log_whose_words_were_erased_still_folds_and_no_word_is_left(
    chance: random.Random, identity: str
) -> None:
    day = Day(identity)  # type: ignore[arg-type]
    for _ in day.play(chance, 6):
        pass
    assert b"word" in encoded(day.workshop)
    day.workshop = refolded([(redacted(command), doing) for command, doing in day.entries])
    for view in day.views().values():
        assert b"wordc" not in encoded(view)
        assert b"brought" not in encoded(view)


@given(st.randoms(use_true_random=False), st.sampled_from(IDENTITIES))
def test_every_kind_reduces_an_erased_entry_where_it_reduced_the_whole_one(
    chance: random.Random, identity: str
) -> None:
    # Not through the refusals: a kind must not lean on them for words.
    for name, kind in KINDS.items():
        day = Day(identity)  # type: ignore[arg-type]
        day.open(name)
        for place in range(8):
            by, command = day.something(chance, name, f"word{place}")
            activity = day.activity(name)
            if day.do(by, command) is not None:
                continue
            doing = day.entries[-1][1]
            state = kind.reduce(activity.state, redacted(command), doing, activity.moment)
            sight = Sight(activity.moment)
            views = (kind.board, kind.phone, kind.desk, kind.summary, kind.tables)
            for view in views:
                assert f"word{place}".encode() not in encoded(view(state, sight))
            kind.yields(state, activity.moment)
            kind.mine(state, by, sight)


def redacted(command: Any) -> Any:
    """Return the command as an erasure leaves it: every word that a person wrote in a kind's command is empty."""
    if isinstance(command, OpenActivity):
        # What flowed in is a copy of what people wrote.
        items = tuple(msgspec.structs.replace(item, text={}) for item in command.inputs.items)
        return msgspec.structs.replace(command, inputs=msgspec.structs.replace(command.inputs, items=items))
    if not isinstance(command, ActivityCommand):
        return command
    changes: dict[str, Any] = {}
    for name in command.__struct_fields__:
        value = getattr(command, name)
        if isinstance(value, str) and value.startswith("word"):
            changes[name] = ""
        elif isinstance(value, dict) and "" in value and isinstance(value[""], str):
            changes[name] = {}
    return msgspec.structs.replace(command, **changes)
