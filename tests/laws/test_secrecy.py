"""What an audience must not know is not in its bytes, whatever happens in whatever order.

Every word that a person writes is a word of its own, so that it can be looked for. Who may see it when is told
here a second time, plainly, so that a slip in a kind or in a view is caught.
"""

import itertools
import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.activities.collect import EditNote, PostNote
from facilitator.activities.commit import ProposeAction, TakeAction, WritePromise
from facilitator.activities.vote import CastVote
from facilitator.core import commands as c
from facilitator.core.agenda import Identity
from tests.laws.days import (
    CALL_FOR_HELP,
    IDENTITIES,
    KINDS,
    LEADER,
    NICKNAME,
    NOTE_TO_SELF,
    PEOPLE,
    REAL_NAME,
    Day,
    encoded,
)

EVERY = pytest.mark.parametrize("identity", IDENTITIES)
WAITING = (PostNote, ProposeAction)
LETS_OUT = (c.ReleaseNotes, c.Reveal, c.CloseActivity, c.EndGrace)


class Watch:
    """Keeps, for every word that people wrote, which audiences may not read it now."""

    def __init__(self, day: Day, hidden: bool) -> None:
        self._day = day
        self._hidden = hidden
        self._words: dict[str, tuple[str, int, msgspec.Struct]] = {}
        self._out: set[str] = set()  # words that a release has let out
        self._refused: set[str] = set()

    def saw(self, by: str, command: msgspec.Struct, refused: bool, word: str) -> None:
        """Take note of what was said yes or no to."""
        if isinstance(command, LETS_OUT) and not refused:
            for known in self._words:
                if self._day.step[self._words[known][0]] == command.activity and not self._is_held_back(known):
                    self._out.add(known)
        if by[0] not in "ap" or word not in str(command):
            return
        if refused:
            self._refused.add(word)
        else:
            number = next(n for n in range(PEOPLE) if self._day.author(n, self._kind(command)) == by)
            self._words[word] = (self._kind(command), number, command)

    def _kind(self, command: msgspec.Struct) -> str:
        return next(name for name, kind in KINDS.items() if type(command) in kind.commands)

    def _is_held_back(self, word: str) -> bool:
        kind, _, _ = self._words[word]
        return kind == "collect" and self._hidden and not self._day.activity("collect").revealed

    def barred(self, word: str) -> set[str]:
        """Return the audiences that may not read *word* now."""
        kind, number, command = self._words[word]
        others = {f"mine {n}" for n in range(PEOPLE) if n != number}
        shared = {"board", "phone", "desk", "remote"}
        if self._day.identity == "only_you" or isinstance(command, WritePromise):
            return others | shared
        barred = set() if kind == "commit" else others
        if self._day.identity == "anonymous" and isinstance(command, WAITING) and word not in self._out:
            barred |= shared
        if self._is_held_back(word):
            barred |= {"board", "phone", "remote"}
        return barred

    def check(self) -> None:
        """Assert that no word is where it may not be."""
        told = {audience: encoded(view).decode() for audience, view in self._day.views().items()}
        for word in self._refused:
            assert all(word not in view for view in told.values()), word
        for word in self._words:
            for audience in self.barred(word):
                assert word not in told[audience], (audience, self._words[word])


@EVERY
@given(chance=st.randoms(use_true_random=False), hidden=st.booleans())
def test_no_word_is_read_by_those_who_may_not(identity: Identity, chance: random.Random, hidden: bool) -> None:
    day = Day(identity, collect={"hidden": hidden})
    watch = Watch(day, hidden)
    places = itertools.count()
    for kind in KINDS:
        if day.workshop.current:
            watch.saw(LEADER, c.CloseActivity(activity=day.workshop.current), False, "")
        day.open(kind)
        for place in itertools.islice(places, 8):
            word = f"word{place}x"
            turn = chance.random() < 0.2
            by, command = day.turn(chance, kind) if turn else day.something(chance, kind, word)
            refused = day.do(by, command) is not None
            watch.saw(by, command, refused, word)
            watch.check()


@EVERY
@given(chance=st.randoms(use_true_random=False))
def test_no_name_and_no_author_is_told_where_the_mode_forbids_it(identity: Identity, chance: random.Random) -> None:
    day = Day(identity)
    day.must(f"p/{day.people[0]}", c.AskHelp(text=CALL_FOR_HELP)) if identity != "anonymous" else None
    for by, command, no in day.play(chance, 6):
        if no is None and isinstance(command, WAITING) and by[0] in "ap":
            assert by[2:] in str(encoded(day.activity(day.activity_kind()).state))
        told = {audience: encoded(view).decode() for audience, view in day.views().items()}
        for audience, view in told.items():
            own = audience.removeprefix("mine ")
            for number in range(PEOPLE):
                if own != str(number):
                    _check_person(identity, audience, view, day, number)
            assert (NOTE_TO_SELF in view) == (audience == "desk")
            assert CALL_FOR_HELP not in view or audience == "desk"


def _check_person(identity: Identity, audience: str, view: str, day: Day, number: int) -> None:
    assert day.people[number] not in view, audience
    for kind in KINDS:
        assert day.author(number, kind)[2:] not in view, audience
    help_line = f'"name":"{REAL_NAME}{number}","number"'
    named = f"{REAL_NAME}{number}" in view.replace(help_line, "")
    nicknamed = f"{NICKNAME}{number}" in view
    match identity:
        case "anonymous" | "only_you":
            assert not named, audience
            assert not nicknamed, audience
        case "nickname":
            assert not named, audience
        case "facilitator":
            assert not named or audience == "desk", audience
            assert not nicknamed, audience
        case "named":
            assert not nicknamed, audience


@pytest.mark.parametrize("identity", ["nickname", "facilitator", "named"])
def test_names_are_told_where_the_mode_says_so(identity: Identity) -> None:
    # Or the law above would hold for a product that tells nobody anything.
    day = Day(identity)
    activity = day.open("collect")
    day.must(day.author(1, "collect"), PostNote(activity=activity, text="mine"))
    told = {audience: encoded(view).decode() for audience, view in day.shared_views().items()}
    name = f"{NICKNAME}1" if identity == "nickname" else f"{REAL_NAME}1"
    assert name in told["desk"]
    assert (name in told["board"]) == (identity != "facilitator")
    assert (name in told["remote"]) == (identity != "facilitator")


def test_an_owner_is_named_as_the_mode_says() -> None:
    for identity, expected in (("named", f"{REAL_NAME}1"), ("nickname", f"{NICKNAME}1"), ("facilitator", "")):
        day = Day(identity)  # type: ignore[arg-type]
        activity = day.open("commit")
        action = day.must(day.author(0, "commit"), ProposeAction(activity=activity, what="ask"))
        day.must(day.author(1, "commit"), TakeAction(activity=activity, action=action))
        row = day.shared_views()["phone"].activity.view.actions[action]  # type: ignore[attr-defined]
        assert (row.who, row.taken) == (expected, True)


@EVERY
@given(chance=st.randoms(use_true_random=False))
def test_two_votes_that_differ_only_in_who_chose_what_look_alike_until_the_close(
    identity: Identity, chance: random.Random
) -> None:
    one, other = Day(identity), Day(identity)
    for day in (one, other):
        activity = day.open("vote")
        options = list(day.activity("vote").state.options)
        for number in range(PEOPLE - 1):
            # Never the option of last resort, so that everyone ends with a dot on something.
            chosen = chance.sample(options[1:], 2)
            for option in chosen:
                day.must(
                    day.author(number, "vote"),
                    CastVote(activity=activity, option=option, dots=chance.choice((1, 2))),
                )
    watching = ("board", "phone", "desk", "remote", f"mine {PEOPLE - 1}")
    for audience in watching:
        assert encoded(one.views()[audience]) == encoded(other.views()[audience]), audience


@EVERY
def test_the_result_is_there_at_the_close_and_tells_how_many_not_who(identity: Identity) -> None:
    told = []
    for swapped in (False, True):
        day = Day(identity)
        activity = day.open("vote")
        options = list(day.activity("vote").state.options)
        for number in (1, 0) if swapped else (0, 1):
            option = options[number if not swapped else 1 - number]
            day.must(day.author(number, "vote"), CastVote(activity=activity, option=option, dots=1))
        hidden = encoded(day.shared_views()["board"])
        day.must(LEADER, c.CloseActivity(activity=activity))
        told.append({audience: encoded(view) for audience, view in day.shared_views().items()})
        dots = day.shared_views()["board"].activity.view.options  # type: ignore[attr-defined]
        shown = [dots[option].dots for option in options[:2]]
        assert shown == ([0, 0] if identity == "only_you" else [1, 1])
        assert hidden != told[-1]["board"]
    assert told[0] == told[1]


def test_an_edit_of_what_has_left_is_seen_and_of_what_waits_is_not() -> None:
    day = Day("anonymous")
    activity = day.open("collect")
    note = day.must(day.author(0, "collect"), PostNote(activity=activity, text="first"))
    day.must(day.author(0, "collect"), EditNote(activity=activity, note=note, text="zebra"))
    assert b"zebra" not in encoded(day.shared_views()["desk"])
    day.must(LEADER, c.CloseActivity(activity=activity))
    assert b"zebra" in encoded(day.shared_views()["desk"])
