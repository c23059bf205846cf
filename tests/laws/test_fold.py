"""Folding the same log gives the same workshop, on every machine and in every process."""

import hashlib
import os
import random
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.activities.codec import Codec
from tests.laws.days import IDENTITIES, KINDS, Day, encoded, refolded

REFOLD = """
import hashlib, sys
import msgspec
from facilitator.activities.codec import Codec
from facilitator.core.actors import Doing
from tests.laws.days import KINDS, PEOPLE, LEADER, refolded
from facilitator.views.board import board_view
from facilitator.views.desk import desk_view
from facilitator.views.phone import phone_view
codec = Codec(KINDS)
log = msgspec.json.decode(sys.stdin.buffer.read(), type=list[tuple[msgspec.Raw, Doing]])
workshop = refolded([(codec.decode_kept(command), doing) for command, doing in log])
print(hashlib.sha256(msgspec.json.encode(workshop, order="deterministic")).hexdigest())
# Views go out as they are: the order of their bytes must not depend on the process either.
for view in (board_view(workshop, PEOPLE, KINDS), phone_view(workshop, PEOPLE, KINDS),
             desk_view(workshop, PEOPLE, LEADER, KINDS)):
    print(hashlib.sha256(msgspec.json.encode(view)).hexdigest())
"""


@given(st.randoms(use_true_random=False), st.sampled_from(IDENTITIES))
def test_a_log_folded_twice_gives_the_same_bytes(chance: random.Random, identity: str) -> None:
    day = Day(identity)  # type: ignore[arg-type]
    for _ in day.play(chance, 6):
        pass
    assert encoded(refolded(day.entries)) == encoded(day.workshop)


@given(st.randoms(use_true_random=False), st.sampled_from(IDENTITIES))
def test_a_log_written_down_and_read_again_gives_the_same_bytes(chance: random.Random, identity: str) -> None:
    codec = Codec(KINDS)
    day = Day(identity)  # type: ignore[arg-type]
    for _ in day.play(chance, 6):
        pass
    read = [(codec.decode_kept(msgspec.Raw(codec.encode(command))), doing) for command, doing in day.entries]
    assert encoded(refolded(read)) == encoded(day.workshop)


@pytest.mark.parametrize("identity", ["anonymous", "named"])
def test_processes_with_other_hash_seeds_fold_and_show_alike(identity: str) -> None:
    codec = Codec(KINDS)
    day = Day(identity)  # type: ignore[arg-type]
    for _ in day.play(random.Random(5), 60):
        pass
    log = msgspec.json.encode([(msgspec.Raw(codec.encode(command)), doing) for command, doing in day.entries])
    told = {_refold_elsewhere(log, seed) for seed in ("0", "1", "77")}
    assert len(told) == 1
    assert told.pop().startswith(hashlib.sha256(encoded(day.workshop)).hexdigest())


def _refold_elsewhere(log: bytes, hash_seed: str) -> str:
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(root)}
    done = subprocess.run(
        [sys.executable, "-c", REFOLD], input=log, env=environment, cwd=root, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@given(st.randoms(use_true_random=False))
def test_no_run_of_votes_breaks_a_budget_or_miscounts(chance: random.Random) -> None:
    day = Day("anonymous")
    day.open("vote")
    for _ in range(40):
        day.do(*day.something(chance, "vote", "word"))
        state = day.activity("vote").state
        for ballot in state.ballots.values():
            assert 0 < sum(ballot.values()) <= 4
            assert max(ballot.values()) <= 2
        for option_id, option in state.options.items():
            dots = [ballot[option_id] for ballot in state.ballots.values() if option_id in ballot]
            assert (option.dots, option.voters) == (sum(dots), len(dots))
        assert all(option in state.options for ballot in state.ballots.values() for option in ballot)


@given(st.randoms(use_true_random=False), st.sampled_from(IDENTITIES))
def test_a_command_that_comes_twice_or_late_changes_no_tally_and_breaks_no_cap(
    chance: random.Random, identity: str
) -> None:
    day = Day(identity)  # type: ignore[arg-type]
    day.open("vote")
    kept = []
    for _ in range(12):
        by, command = day.something(chance, "vote", "word")
        if type(command).__name__ == "CastVote" and day.do(by, command) is None:
            once = day.activity("vote").state
            assert day.do(by, command) is None
            assert day.activity("vote").state is once
            kept.append((by, command))
    day.open("collect")  # the vote closes: what comes now comes late
    closed = day.activity("vote").state
    for by, command in kept:
        no = day.do(by, command)
        assert no is not None
        assert no.code == "closed"
    assert day.activity("vote").state is closed


@given(st.randoms(use_true_random=False), st.sampled_from(IDENTITIES))
def test_caps_on_notes_hold_whatever_is_taken_back_and_put_there_again(
    chance: random.Random, identity: str
) -> None:
    day = Day(identity)  # type: ignore[arg-type]
    day.open("collect")
    for place in range(40):
        day.do(*day.something(chance, "collect", f"word{place}"))
        for number in range(4):
            own = day.mine(number).view.notes  # type: ignore[attr-defined]
            assert len(own) <= 3
