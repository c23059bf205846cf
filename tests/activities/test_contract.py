"""The contract of a kind, tried on every kind there is. A new kind is tried without a line here."""

import json
import random
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.activities.codec import Codec
from facilitator.core.actors import Doing
from facilitator.core.agenda import Identity
from facilitator.core.ids import derived_id
from facilitator.core.kind import (
    ActivityCommand,
    AnyKind,
    CloseActivity,
    EndGrace,
    Inputs,
    Moment,
    ReleaseNotes,
    ReopenActivity,
    Reveal,
    Sight,
    Stage,
    Yields,
)
from tests.laws.days import INPUTS, KINDS, LEADER, PEOPLE, Day, Pools, encoded, lively, made
from tests.laws.test_views import check_travels

EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
MOMENTS = [
    Moment(stage, revealed, identity)
    for stage in get_args(Stage)
    for revealed in (False, True)
    for identity in get_args(Identity)
]
LIFECYCLE: tuple[type[ActivityCommand], ...] = (Reveal, CloseActivity, EndGrace, ReopenActivity, ReleaseNotes)


def all_commands(kind: AnyKind) -> tuple[type[ActivityCommand], ...]:
    return (*kind.commands, *kind.leader_commands)


def views(kind: AnyKind, state: Any, moment: Moment) -> list[Any]:
    seen = Sight(moment, {}, leads=False)
    shared = [show(state, seen) for show in (kind.board, kind.phone, kind.summary)]
    own = [kind.mine(state, "a/somebody", seen), kind.group(state, "p/somebody", seen)]
    return [*shared, kind.desk(state, Sight(moment, {}, leads=True)), *own]


@EVERY
def test_a_kind_has_one_word_for_a_name_and_explains_itself(kind: AnyKind) -> None:
    assert kind.name.isalpha()
    assert kind.name.islower()
    assert all(command.__doc__ for command in all_commands(kind))
    assert not set(kind.commands) & set(kind.leader_commands)
    assert all(command.__struct_config__.tag == command.__name__ for command in all_commands(kind))


@EVERY
def test_every_setting_has_a_title_and_a_default(kind: AnyKind) -> None:
    for field in msgspec.inspect.type_info(kind.Settings).fields:  # type: ignore[attr-defined]
        assert isinstance(field.type, msgspec.inspect.Metadata), f"{kind.name}.{field.name} has no title"
        assert (field.type.extra_json_schema or {}).get("title"), f"{kind.name}.{field.name} has no title"
        assert not field.required, f"{kind.name}.{field.name} has no default"
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"no_such_setting": 1}, kind.Settings)


@EVERY
@given(chance=st.randoms(use_true_random=False))
def test_every_command_comes_back_from_the_codec_as_it_was(kind: AnyKind, chance: random.Random) -> None:
    codec = Codec(KINDS)
    for command in all_commands(kind):
        asked = made(command, chance, derived_id("step"), Pools({}), "word")
        assert codec.decode(codec.encode(asked)) == asked


@EVERY
@pytest.mark.parametrize("inputs", [Inputs(), INPUTS], ids=["nothing", "something"])
def test_it_begins_with_default_settings_whatever_flows_in(kind: AnyKind, inputs: Inputs) -> None:
    state = kind.begin(kind.Settings(), inputs, 1)
    for moment in MOMENTS:
        for view in views(kind, state, moment):
            assert json.loads(msgspec.json.encode(view)) is not None
            check_travels(msgspec.to_builtins(view), kind.name)
        assert isinstance(kind.yields(state, moment), Yields)
        assert kind.tables(state, Sight(moment)) is not None
    assert kind.answered(state) == 0


@EVERY
def test_what_flows_in_is_seen_at_once_and_flows_on(kind: AnyKind) -> None:
    if not kind.takes_items:
        return
    state = kind.begin(msgspec.convert(lively(kind.name), kind.Settings), INPUTS, 1)
    moment = Moment("open", False, "named")
    assert b"brought 4" in encoded(kind.desk(state, Sight(moment, leads=True)))
    flows = {item.id for item in kind.yields(state, moment).items}
    assert not flows or {item.id for item in INPUTS.items} <= flows


@EVERY
@given(chance=st.randoms(use_true_random=False), moment=st.sampled_from(MOMENTS))
def test_no_unknown_id_makes_a_refusal_fail(kind: AnyKind, chance: random.Random, moment: Moment) -> None:
    state = kind.begin(kind.Settings(), INPUTS, 1)
    for by in (LEADER, "a/somebody", "p/somebody"):
        for command in all_commands(kind):
            asked = made(command, chance, derived_id("step"), Pools({}), "word")
            kind.refuse(state, asked, Doing(by, 0, derived_id("new"), 1), moment)


@EVERY
@given(chance=st.randoms(use_true_random=False), moment=st.sampled_from(MOMENTS))
def test_a_command_of_another_kind_changes_nothing(kind: AnyKind, chance: random.Random, moment: Moment) -> None:
    state = kind.begin(kind.Settings(), INPUTS, 1)
    doing = Doing(LEADER, 0, derived_id("new"), 1)
    for other in KINDS.values():
        for command in set(all_commands(other)) - set(all_commands(kind)):
            asked = made(command, chance, derived_id("step"), Pools({}), "word")
            kind.refuse(state, asked, doing, moment)
            assert kind.reduce(state, asked, doing, moment) is state


@EVERY
@given(chance=st.randoms(use_true_random=False))
def test_the_same_object_comes_back_when_nothing_changed(kind: AnyKind, chance: random.Random) -> None:
    day = Day("named")
    day.open(kind.name)
    for place in range(8):
        by, command = day.something(chance, kind.name, f"word{place}")
        day.do(by, command)
        activity = day.activity(kind.name)
        for turn in LIFECYCLE:
            before = encoded(activity.state)
            asked = turn(activity=activity.step.id)
            after = kind.reduce(activity.state, asked, Doing("s/room", 0, derived_id("new"), 1), activity.moment)
            assert (after is activity.state) == (encoded(after) == before)
        again = kind.refuse(activity.state, command, day.entries[-1][1], activity.moment)
        if again is None:
            after = kind.reduce(activity.state, command, day.entries[-1][1], activity.moment)
            assert (after is activity.state) == (encoded(after) == encoded(activity.state)), command


@EVERY
@given(chance=st.randoms(use_true_random=False))
def test_reduce_leaves_the_state_before_as_it_was(kind: AnyKind, chance: random.Random) -> None:
    day = Day("anonymous")
    day.open(kind.name)
    for place in range(8):
        state = day.activity(kind.name).state
        before = encoded(state)
        day.do(*day.something(chance, kind.name, f"word{place}"))
        assert encoded(state) == before


@EVERY
@given(chance=st.randoms(use_true_random=False))
def test_tables_have_a_header_and_full_rows(kind: AnyKind, chance: random.Random) -> None:
    day = Day("named")
    day.open(kind.name)
    for place in range(12):
        day.do(*day.something(chance, kind.name, f"word{place}"))
    day.do(LEADER, CloseActivity(activity=day.step[kind.name]))
    activity = day.activity(kind.name)
    rows = kind.tables(activity.state, Sight(activity.moment))
    assert len({len(row) for row in rows}) <= 1
    assert all(isinstance(cell, str) and cell for cell in rows[0]) if rows else True


@EVERY
@given(chance=st.randoms(use_true_random=False))
def test_answered_never_passes_the_number_of_people(kind: AnyKind, chance: random.Random) -> None:
    day = Day("anonymous")
    day.open(kind.name)
    for place in range(15):
        day.do(*day.something(chance, kind.name, f"word{place}"))
        assert 0 <= kind.answered(day.activity(kind.name).state) <= PEOPLE


@EVERY
@given(chance=st.randoms(use_true_random=False))
def test_nothing_of_a_private_activity_flows_on_or_into_a_table(kind: AnyKind, chance: random.Random) -> None:
    if "only_you" not in kind.identities:
        return  # talk and tables: nobody is alone in them
    day = Day("only_you")
    day.open(kind.name)
    for place in range(12):
        by, command = day.something(chance, kind.name, f"word{place}")
        if by.startswith("p/"):
            day.do(by, command)
    day.do(LEADER, CloseActivity(activity=day.step[kind.name]))
    day.do(LEADER, Reveal(activity=day.step[kind.name]))
    activity = day.activity(kind.name)
    sight = Sight(activity.moment)
    told = encoded([kind.yields(activity.state, activity.moment), kind.tables(activity.state, sight)])
    assert b'"word' not in told


@EVERY
def test_no_view_type_can_hold_null(kind: AnyKind) -> None:
    state = kind.begin(kind.Settings(), Inputs(), 1)
    for view in views(kind, state, Moment()):
        if not isinstance(view, msgspec.Struct):
            continue
        for field in msgspec.structs.fields(type(view)):
            assert type(None) not in get_args(field.type), (type(view), field.name)
        if msgspec.structs.fields(type(view)):
            assert type(view).__struct_config__.tag == kind.name
