"""What an audience must not know is not in its bytes, whatever happens in whatever order.

Every word that a person writes is a word of its own, so that it can be looked for. Who may see it when is told
here a second time, plainly, so that a slip in a kind or in a view is caught.
"""

import itertools
import random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.activities.collect import EditNote, PostNote
from facilitator.activities.commit import ProposeAction, TakeAction, WritePromise
from facilitator.activities.consent import EditProposal, NextProposal, TellSupport, WriteReservation
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
    mode_of,
)

# So many of each mode: of six modes as many as other laws get in three.
DAYS = 50
EVERY = pytest.mark.parametrize("identity", IDENTITIES)
SHARED = {"board", "phone", "desk", "remote"}
WAITING = (PostNote, ProposeAction)
LETS_OUT = (c.ReleaseNotes, c.Reveal, c.CloseActivity, c.EndGrace)
# What was said of a version before it is told, reworded or left behind stands beside that version from then on.
TELLS = (EditProposal, NextProposal, TellSupport)


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
        if isinstance(command, (*LETS_OUT, *TELLS)) and not refused:
            for known, (kind, _, _) in self._words.items():
                if self._day.step[kind] == command.activity and not self._is_held_back(known):
                    self._out.add(known)
        if by[0] not in "ap" or word not in str(command):
            return
        if refused:
            self._refused.add(word)
        else:
            kind = self._day.activity_kind()
            number = next(n for n in range(PEOPLE) if self._day.author(n, kind) == by)
            self._words[word] = (kind, number, command)
            if isinstance(command, WriteReservation) and self._is_late(command):
                self._out.add(word)

    def _is_late(self, command: WriteReservation) -> bool:
        """Whether the support has been shown already: without pseudonyms the words may come out at once."""
        present = self._day.activity("consent").state.proposals[command.proposal].present
        return present.told and not self._day.activity("consent").moment.anonymous

    def _is_held_back(self, word: str) -> bool:
        kind, _, _ = self._words[word]
        return kind == "collect" and self._hidden and not self._day.activity("collect").revealed

    def barred(self, word: str) -> set[str]:
        """Return the audiences that may not read *word* now."""
        kind, number, command = self._words[word]
        others = {f"mine {n}" for n in range(PEOPLE) if n != number}
        if mode_of(kind, self._day.identity) == "only_you" or isinstance(command, WritePromise):
            return others | SHARED
        match kind:
            case "commit" | "cluster":
                return self._waiting(kind, command, word)
            case "groups":
                # The desk sees what tables write, since it may have to hide it.
                return self._other_tables(word) | (set() if self._is_over(kind) else SHARED - {"desk"})
            case "round":
                return others | (set() if self._is_over(kind) else SHARED - {"desk"})
            case "consent" | "rate" | "form":
                return others | (set() if self._is_over(kind) or word in self._out else SHARED)
            case _:
                held = {"board", "phone", "remote"} if self._is_held_back(word) else set()
                return others | held | self._waiting(kind, command, word)

    def _waiting(self, kind: str, command: msgspec.Struct, word: str) -> set[str]:
        anonymous = mode_of(kind, self._day.identity) == "anonymous"
        return SHARED if anonymous and isinstance(command, WAITING) and word not in self._out else set()

    def _is_over(self, kind: str) -> bool:
        activity = self._day.activity(kind)
        return activity.stage == "closed" or activity.revealed

    def _other_tables(self, word: str) -> set[str]:
        state = self._day.activity("groups").state
        tables = {note.group for note in state.notes.values() if word in note.words}
        seats = {n: state.persons.get(person) for n, person in enumerate(self._day.people)}
        return {f"mine {n}" for n, seat in seats.items() if seat is None or seat.group not in tables}

    def check(self) -> None:
        """Assert that no word is where it may not be."""
        told = {audience: encoded(view).decode() for audience, view in self._day.views().items()}
        for word in self._refused:
            assert all(word not in view for view in told.values()), word
        for word in self._words:
            for audience in self.barred(word):
                assert word not in told[audience], (audience, self._words[word])


@EVERY
@settings(max_examples=DAYS)
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
@settings(max_examples=DAYS)
@given(chance=st.randoms(use_true_random=False))
def test_no_name_and_no_author_is_told_where_the_mode_forbids_it(identity: Identity, chance: random.Random) -> None:
    day = Day(identity)
    day.must(f"p/{day.people[0]}", c.AskHelp(text=CALL_FOR_HELP)) if identity != "anonymous" else None
    for by, command, no in day.play(chance, 6):
        if no is None and isinstance(command, WAITING) and by[0] in "ap":
            assert by[2:] in str(encoded(day.activity(day.activity_kind()).state))
        kind = day.activity_kind()
        for audience, whole in day.views().items():
            view = encoded(beside_the_composition(whole, day, audience)).decode()
            own = audience.removeprefix("mine ")
            for number in range(PEOPLE):
                if own != str(number):
                    _check_person(mode_of(kind, identity), audience, view, day, number)
            assert (NOTE_TO_SELF in view) == (audience == "desk")
            assert CALL_FOR_HELP not in view or audience == "desk"


def beside_the_composition(view: msgspec.Struct, day: Day, audience: str) -> Any:
    """Return what is told beside who sits where: the desk alone knows that, and only of kinds that place people.

    Whom leaders themselves have moved they may read of afterwards too.
    """
    told = msgspec.to_builtins(view)
    if audience != "desk":
        return told
    told["touched"] = {}
    if not KINDS[day.activity_kind()].places_people:
        return told
    return _without_keys({**told, "roster": {}}, set(day.people))


def _without_keys(value: Any, keys: set[str]) -> Any:
    if isinstance(value, dict):
        return {("" if key in keys else key): _without_keys(inner, keys) for key, inner in value.items()}
    return [_without_keys(inner, keys) for inner in value] if isinstance(value, (list, tuple)) else value


def _check_person(mode: Identity, audience: str, view: str, day: Day, number: int) -> None:
    assert day.people[number] not in view, audience
    for author in {day.author(number, kind)[2:] for kind in KINDS}:
        assert author not in view, audience
    help_line = f'"name":"{REAL_NAME}{number}","number"'
    named = f"{REAL_NAME}{number}" in view.replace(help_line, "")
    nicknamed = f"{NICKNAME}{number}" in view
    match mode:
        case "anonymous" | "only_you" | "group":
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
