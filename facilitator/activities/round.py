"""Round: people speak in turn. Around a ring, in the app's order, by asking, in two rings, or phase by phase.

A round is talk: it keeps turns, not words. Lines are written only where the plan asks for them, and reach the
summary only where it says so. Names are where the mode lets them be; places in the order are numbers that tell only
their own phone whose they are.
"""

import random
from collections.abc import Callable, Iterable
from typing import Annotated, Literal
from zlib import crc32

import msgspec

from facilitator.activities.counting import PUBLIC
from facilitator.activities.notes import by_words
from facilitator.core.actors import Doing
from facilitator.core.kind import FEWEST, ActivityCommand, Inputs, Item, Kind, Moment, PretendWords, Sight, Yields
from facilitator.core.refusal import Refusal
from facilitator.core.text import Text, Title, words_as_text

replace = msgspec.structs.replace

LONGEST_LINE = 140
MOST_PEOPLE = 1000
MOST_ITEMS = 50
MOST_ROWS = 200
MOST_ON_BOARD = 12

Count = Annotated[int, msgspec.Meta(ge=0)]


class Phase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of the talk with its own right to speak."""

    title: Annotated[Title, msgspec.Meta(title="Name of the phase")] = {}
    minutes: Annotated[float, msgspec.Meta(ge=0, le=240, title="Minutes")] = 5.0
    who: Annotated[Literal["presenter", "others", "all", "nobody"], msgspec.Meta(title="Who may speak")] = "all"
    note: Annotated[bool, msgspec.Meta(title="Each may write one line")] = False
    prompt: Annotated[Text, msgspec.Meta(title="What is asked in it")] = {}


class RoundSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who speaks after whom, for how long, and whether anything is written."""

    order: Annotated[
        Literal["ring", "list", "volunteers", "rings", "phases"],
        msgspec.Meta(
            title="Who speaks next",
            description="Around the ring, in an order drawn by the app, by asking, two rings, or by phases.",
        ),
    ] = "ring"
    seconds: Annotated[
        int, msgspec.Meta(ge=0, le=3600, title="Seconds for a turn", description="0 has no clock.")
    ] = 60
    gentle: Annotated[
        bool, msgspec.Meta(title="A gentle clock", description="It only changes colour; nothing is heard.")
    ] = True
    may_pass: Annotated[bool, msgspec.Meta(title="Passing is allowed")] = True
    inner: Annotated[
        int,
        msgspec.Meta(
            ge=1, le=50, title="Chairs in the inner ring", description="One more is empty, for anyone from outside."
        ),
    ] = 5
    phases: Annotated[tuple[Phase, ...], msgspec.Meta(max_length=12, title="Phases")] = ()
    minutes_per_item: Annotated[
        float,
        msgspec.Meta(
            ge=0, le=240, title="Minutes for a topic", description="0 gives each of what flows in one turn."
        ),
    ] = 0.0
    notes: Annotated[
        bool, msgspec.Meta(title="Each may write one line", description="Else nothing is written down.")
    ] = False
    in_summary: Annotated[bool, msgspec.Meta(title="The lines go to the summary")] = False


class Turn(msgspec.Struct, frozen=True):
    """A person in the round.

    Attributes:
        place: Number in the order, from 1; it stays.
        asked: Number of the hand that is up; 0 is none.
        lap: The last lap in which they spoke or passed; 0 is none.
        turns: How many turns they have had.
    """

    place: Count
    asked: Count = 0
    lap: Count = 0
    passed: bool = False
    turns: Count = 0
    inside: bool = False


class Mark(msgspec.Struct, frozen=True):
    """Where the round is.

    Attributes:
        speaker: Id of who has the word; in phases the presenter; nothing for nobody.
        turn: How many turns have begun.
        ends_at: When the turn's clock runs out, UTC milliseconds; 0 without one.
        lap: How many times it goes around, from 1.
        item: Place of the present topic, from 0.
        phase: Place of the present phase, from 0; -1 before the first.
        since: When the present phase or topic began; 0 where it came with the opening.
    """

    speaker: str = ""
    turn: Count = 0
    ends_at: Count = 0
    lap: Count = 1
    item: Count = 0
    phase: Annotated[int, msgspec.Meta(ge=-1)] = -1
    since: Count = 0


class Line(msgspec.Struct, frozen=True):
    """One line that somebody wrote, in the phase or on the topic it was about."""

    text: str
    by: str
    part: int = 0
    hidden: bool = False


class Going(msgspec.Struct, frozen=True):
    """The round: where it is, its people by id, what it goes through, and lines by id."""

    settings: RoundSettings
    mark: Mark = Mark()
    persons: dict[str, Turn] = {}
    items: tuple[Item, ...] = ()
    lines: dict[str, Line] = {}
    hands: int = 0
    swapped: bool = False
    dropped: bool = False


# --- commands --------------------------------------------------------------------------------------------


class AskTurn(ActivityCommand, frozen=True, tag_field="do", tag="AskTurn"):
    """Asks for the turn where people ask for it, or takes the hand down."""

    on: bool = True


class PassTurn(ActivityCommand, frozen=True, tag_field="do", tag="PassTurn"):
    """Passes: the turn one has, or in advance the one to come."""


class EndTurn(ActivityCommand, frozen=True, tag_field="do", tag="EndTurn"):
    """Hands one's own turn on."""


class JoinRound(ActivityCommand, frozen=True, tag_field="do", tag="JoinRound"):
    """Comes into the order at its end, or back after passing."""


class WriteLine(ActivityCommand, frozen=True, tag_field="do", tag="WriteLine"):
    """Writes one's own line, anew if there is one already; empty takes it back."""

    text: Annotated[str, msgspec.Meta(max_length=LONGEST_LINE)]


class SitInside(ActivityCommand, frozen=True, tag_field="do", tag="SitInside"):
    """Takes a chair of the inner ring, or goes back out."""

    on: bool = True


class NextTurn(ActivityCommand, frozen=True, tag_field="do", tag="NextTurn"):
    """Starts the round, gives the turn to the next, or begins a new lap."""


class SkipTurn(ActivityCommand, frozen=True, tag_field="do", tag="SkipTurn"):
    """Leaves somebody out of this lap; if they have the turn, the next gets it."""

    person: str


class GiveTurn(ActivityCommand, frozen=True, tag_field="do", tag="GiveTurn"):
    """Gives somebody the turn out of order, a chair in the inner ring, or in phases the presenter's part."""

    person: str


class MoreTurn(ActivityCommand, frozen=True, tag_field="do", tag="MoreTurn"):
    """Gives the turn that is on more time."""

    seconds: Annotated[int, msgspec.Meta(ge=1, le=3600)]


class DropClock(ActivityCommand, frozen=True, tag_field="do", tag="DropClock"):
    """Takes the clock of turns away from all screens, or brings it back."""

    on: bool = True


class NextPhase(ActivityCommand, frozen=True, tag_field="do", tag="NextPhase"):
    """Starts the first phase, or the next."""


class NextItem(ActivityCommand, frozen=True, tag_field="do", tag="NextItem"):
    """Goes on to the next topic."""


class SwapRings(ActivityCommand, frozen=True, tag_field="do", tag="SwapRings"):
    """Lets the two rings change places."""


class HideLine(ActivityCommand, frozen=True, tag_field="do", tag="HideLine"):
    """Hides a line from all but the desk, or shows it again."""

    line: str
    on: bool = True


class PutTurnBack(ActivityCommand, frozen=True, tag_field="do", tag="PutTurnBack"):
    """Puts the round back to where it was, if it has not moved on since; what people did meanwhile stays.

    Attributes:
        seconds: What the phase or topic that is gone back to still had; below 0 it had no clock.
    """

    now: Mark
    was: Mark
    persons: dict[str, Turn] = msgspec.field(default_factory=dict)
    seconds: Annotated[int, msgspec.Meta(ge=-1, le=14_400)] = -1


# --- views -----------------------------------------------------------------------------------------------


class SpeakerView(msgspec.Struct, frozen=True):
    """Somebody in the round; ``state`` is ``speaks``, ``waits``, ``inside``, ``passed``, ``went`` or ``idle``."""

    sort: int
    place: int
    name: str
    state: str
    turns: int


class PhaseView(msgspec.Struct, frozen=True):
    """A phase of the talk."""

    title: Text
    minutes: float
    who: str
    note: bool
    prompt: Text


class TopicView(msgspec.Struct, frozen=True):
    """A topic, or a draft to present; ``state`` is ``done``, ``now`` or ``later``."""

    sort: int
    text: Text
    state: str


class RoundLineView(msgspec.Struct, frozen=True):
    """A line that was written; ``part`` is the phase or the topic it is about, from 0."""

    sort: int
    text: str
    name: str
    part: int
    hidden: bool


class RoundView(msgspec.Struct, frozen=True, tag_field="kind", tag="round"):
    """The round as an audience sees it.

    Attributes:
        writes: Whether a line may be written now.
        started: Whether it has been begun.
        over: Whether everyone has had the turn.
        speaking: Place of who has the word; -1 for somebody without a place, 0 for nobody.
        waiting: How many are still to come.
        ends_at: End of the turn, UTC milliseconds; 0 where no clock runs.
        chairs: Free ones in the inner ring.
        phase: Place of the present one, from 0; -1 before the first.
        item: Place of the present topic, from 0.
        by_item: Whether each topic has one turn.
        wrote: How many lines there are, hidden ones too.
        persons: By place; at the desk by id. On the wall those who speak and come next, where names are public.
    """

    order: str
    seconds: int
    gentle: bool
    may_pass: bool
    writes: bool
    started: bool
    over: bool
    turn: int
    lap: int
    speaking: int
    waiting: int
    ends_at: int
    dropped: bool
    inner: int
    inside: int
    chairs: int
    phase: int
    phases: tuple[PhaseView, ...]
    item: int
    by_item: bool
    items: dict[str, TopicView]
    wrote: int
    kept_back: int
    persons: dict[str, SpeakerView]
    lines: dict[str, RoundLineView]


class MyLine(msgspec.Struct, frozen=True):
    """One's own line."""

    sort: int
    text: str
    part: int


class MyTurn(msgspec.Struct, frozen=True, tag_field="kind", tag="round"):
    """One's own place in the order, 0 for none, and one's own lines."""

    place: int
    lines: dict[str, MyLine]


class RoundSummary(msgspec.Struct, frozen=True, tag_field="kind", tag="round"):
    """What the summary tells: lines alone, in no order, under the phase or topic they were about."""

    few: bool
    phases: tuple[PhaseView, ...]
    items: dict[str, TopicView]
    lines: dict[str, RoundLineView]


# --- the kind --------------------------------------------------------------------------------------------


class Round(Kind[RoundSettings, Going]):
    """Turns to speak."""

    name = "round"
    Settings = RoundSettings
    commands = (AskTurn, PassTurn, EndTurn, JoinRound, WriteLine, SitInside)
    leader_commands = (
        NextTurn,
        SkipTurn,
        GiveTurn,
        MoreTurn,
        DropClock,
        NextPhase,
        NextItem,
        SwapRings,
        HideLine,
        PutTurnBack,
    )
    remote_commands = (NextTurn, MoreTurn, DropClock, NextPhase, NextItem, SwapRings, HideLine, PutTurnBack)
    identities = ("named", "nickname", "group", "facilitator")
    places_people = True

    def begin(self, settings: RoundSettings, inputs: Inputs, seed: int) -> Going:
        """Draw the order of those who are here; nobody has the word yet."""
        here = [person.by.partition("/")[2] for person in inputs.people][:MOST_PEOPLE]
        random.Random(seed).shuffle(here)
        # Around a physical ring nobody is known to the app.
        persons = {} if settings.order == "ring" else {person: Turn(n) for n, person in enumerate(here, 1)}
        return Going(settings, persons=persons, items=inputs.items[:MOST_ITEMS])

    def refuse(self, state: Going, command: ActivityCommand, doing: Doing, moment: Moment) -> Refusal | None:
        """Whose turn it is, whether there are turns, chairs or lines here, and who is known."""
        if isinstance(command, self.commands):
            # Leaders speak when they want to: they stand in no order.
            return Refusal("not_permitted") if doing.leads else _refuse_person(state, command, doing)
        return _refuse_leader(state, command)

    def reduce(self, state: Going, command: ActivityCommand, doing: Doing, moment: Moment) -> Going:
        """Hand the turn on, by the clock of the entry."""
        after = _done(state, command, doing)
        return state if after == state else after

    def inverse(self, before: Going, command: ActivityCommand, doing: Doing) -> ActivityCommand | None:
        """Put the turn back to where it was; a clock, a line and the rings have their own way back."""
        match command:
            case DropClock(activity=activity):
                return DropClock(activity=activity, on=before.dropped)
            case HideLine(activity=activity, line=line):
                return HideLine(activity=activity, line=line, on=before.lines[line].hidden)
            case SwapRings(activity=activity):
                return SwapRings(activity=activity)
            case NextTurn() | SkipTurn() | GiveTurn() | MoreTurn() | NextPhase() | NextItem() | PutTurnBack():
                return _way_back(before, _done(before, command, doing), command, doing.at)
            case _:
                return None

    def minutes_now(self, state: Going, command: ActivityCommand | None) -> float | None:
        """A phase and a topic have clocks of their own; before the first phase none runs."""
        settings = state.settings
        per_item = settings.minutes_per_item if state.items and settings.minutes_per_item else None
        match command:
            case None:
                return 0.0 if _in_phases(state) else per_item
            case NextPhase():
                return _minutes_of(state)
            case NextItem():
                return per_item
            case PutTurnBack(seconds=seconds):
                return seconds / 60 if seconds >= 0 else None
            case _:
                return None

    def next_command(self, state: Going, activity: str) -> ActivityCommand | None:
        """Go on to the next phase or topic; who speaks next is left to the turns."""
        if _in_phases(state):
            return NextPhase(activity=activity) if state.mark.phase + 1 < len(_phases(state)) else None
        if _is_by_item(state):
            return None if _items_end(state) else NextTurn(activity=activity)
        by_clock = state.settings.minutes_per_item and state.mark.item + 1 < len(state.items)
        return NextItem(activity=activity) if by_clock else None

    def board(self, state: Going, sight: Sight) -> RoundView:
        """Return who speaks and who comes next where names are public, and lines once it is closed."""
        return _view(state, sight, _on_wall(state, sight), _lines_for_all(state, sight))

    def phone(self, state: Going, sight: Sight) -> RoundView:
        """Return the order by place, so that a phone finds its own; no id of anybody."""
        rows = {str(row.place): row for row in _first(_rows(state, sight).values(), MOST_ROWS)}
        return _view(state, sight, rows, _lines_for_all(state, sight))

    def desk(self, state: Going, sight: Sight) -> RoundView:
        """Return everyone by id, and all lines."""
        return _view(state, sight, _rows(state, sight), _line_rows(state, sight, hidden=True))

    def mine(self, state: Going, author: str, sight: Sight) -> MyTurn:
        """Return one's own place and lines."""
        turn = state.persons.get(_id(author))
        own = ((line_id, line) for line_id, line in state.lines.items() if line.by == author)
        rows = {line_id: MyLine(n, line.text, line.part) for n, (line_id, line) in enumerate(own)}
        return MyTurn(turn.place if turn else 0, rows)

    def answered(self, state: Going) -> int:
        """Return how many have spoken or written."""
        spoke = {person for person, turn in state.persons.items() if turn.turns}
        return len(spoke | {_id(line.by) for line in state.lines.values()})

    def worth_telling(self, state: Going) -> bool:
        """Only lines are, and only where the plan says so: what was said in a round stays in it."""
        return state.settings.in_summary and any(not line.hidden for line in state.lines.values())

    def summary(self, state: Going, sight: Sight) -> RoundSummary:
        """Return the lines if they are to be told: in no order, under no name."""
        shown = _shown(state) if state.settings.in_summary else {}
        mixed = sorted(shown.values(), key=lambda line: (line.part, by_words(line.text)))
        rows = {str(n): RoundLineView(n, line.text, "", line.part, hidden=False) for n, line in enumerate(mixed, 1)}
        topics = {str(n): row for n, row in enumerate(_topics(state).values(), 1)}
        few = len({line.by for line in shown.values()}) < FEWEST
        return RoundSummary(few, _phases(state), topics, rows)

    def tables(self, state: Going, sight: Sight) -> list[list[str | int | float]]:
        """Return the lines if they are to be told."""
        if not self.worth_telling(state):
            return []
        table: list[list[str | int | float]] = [["Note"]]
        table += [[row.text] for row in self.summary(state, sight).lines.values()]
        return table

    def pretend(self, state: Going, activity: str, who: int, says: PretendWords) -> tuple[ActivityCommand, ...]:
        """Ask for the turn, sit inside, or write a line; not everyone does."""
        acts: list[ActivityCommand] = []
        if state.settings.order == "volunteers" and who % 3 == 0:
            acts.append(AskTurn(activity=activity))
        if state.settings.order == "rings" and who < state.settings.inner:
            acts.append(SitInside(activity=activity))
        if state.settings.order == "list" and who % 11 == 5 and state.settings.may_pass:
            acts.append(PassTurn(activity=activity))
        if _writes(state) and who % 4:
            acts.append(WriteLine(activity=activity, text=says.notes[who * 5 % len(says.notes)][:LONGEST_LINE]))
        return tuple(acts)

    def pretend_lead(self, state: Going, activity: str, says: PretendWords) -> tuple[ActivityCommand, ...]:
        """Choose who brings the case, or hand the turn on while there is one; the rest waits for whoever leads."""
        if _in_phases(state) and state.persons and not state.mark.speaker:
            return (GiveTurn(activity=activity, person=next(iter(state.persons))),)
        if state.settings.order in ("rings", "phases") or state.items:
            return ()
        # Around a ring nobody is known: a dozen turns are as good as all.
        around = state.settings.order == "ring" and state.mark.turn < 12
        goes_on = around or state.mark.speaker or _waiting(state)
        return (NextTurn(activity=activity),) if goes_on else ()

    def yields(self, state: Going, moment: Moment) -> Yields:
        """Return the lines where there are any, else what flowed in."""
        lines = sorted(_shown(state).items(), key=lambda row: crc32(row[0].encode()))
        written = tuple(Item(line_id, words_as_text(line.text)) for line_id, line in lines)
        items = (written if state.settings.notes else ()) or state.items
        return Yields(items=items, top=items)


kind = Round()


# --- may it be done --------------------------------------------------------------------------------------


def _refuse_person(state: Going, command: ActivityCommand, doing: Doing) -> Refusal | None:
    order, own = state.settings.order, _id(doing.by)
    full = Refusal("too_many", {"most": MOST_PEOPLE}) if len(state.persons) >= MOST_PEOPLE else None
    match command:
        case AskTurn():
            return (full if own not in state.persons else None) if order == "volunteers" else Refusal("no_turns")
        case JoinRound():
            return (full if own not in state.persons else None) if order == "list" else Refusal("no_turns")
        case PassTurn():
            if order not in ("list", "volunteers") or own not in state.persons:
                return Refusal("no_turns")
            return None if state.settings.may_pass else Refusal("no_passing")
        case EndTurn():
            speaks = order in ("list", "volunteers") and own and own == state.mark.speaker
            return None if speaks else Refusal("not_your_turn")
        case SitInside(on=on):
            return _refuse_chair(state, own, on=on) or (full if own not in state.persons else None)
        case WriteLine(text=text):
            return _refuse_line(state, text, doing)
    return None


def _refuse_chair(state: Going, own: str, *, on: bool) -> Refusal | None:
    if state.settings.order != "rings":
        return Refusal("no_rings")
    sits = own in state.persons and state.persons[own].inside
    return Refusal("chairs_taken") if on and not sits and not _free_chairs(state) else None


def _refuse_line(state: Going, text: str, doing: Doing) -> Refusal | None:
    if not _writes(state):
        return Refusal("no_lines")
    there = state.lines.get(doing.id)
    if there and there.by != doing.by:
        # All have seen the ids of lines once it is closed, and it may be opened again.
        return Refusal("id_taken")
    # With a number of its own: it is not the number of people.
    full = len(state.lines) >= MOST_PEOPLE and not _own_line(state, doing.by)
    return Refusal("too_many", {"most": MOST_PEOPLE}) if full and text.strip() else None


def _refuse_leader(state: Going, command: ActivityCommand) -> Refusal | None:
    order = state.settings.order
    in_turn = order in ("ring", "list", "volunteers")
    match command:
        case NextTurn():
            if not in_turn:
                return Refusal("no_turns")
            return Refusal("nothing_after") if _items_end(state) else None
        case SkipTurn(person=person):
            no = None if order in ("list", "volunteers") else Refusal("no_turns")
            return no or _refuse_unknown(state, person)
        case GiveTurn(person=person):
            return Refusal("no_turns") if order == "ring" else _refuse_unknown(state, person)
        case MoreTurn():
            return None if in_turn and state.mark.ends_at else Refusal("no_clock")
        case NextPhase():
            return None if state.mark.phase + 1 < len(_phases(state)) else Refusal("nothing_after")
        case NextItem():
            return None if state.mark.item + 1 < len(state.items) else Refusal("nothing_after")
        case SwapRings():
            return None if order == "rings" else Refusal("no_rings")
        case HideLine(line=line):
            return None if line in state.lines else Refusal("no_such_line")
        case PutTurnBack(now=now, was=was, persons=persons):
            known = persons.keys() <= state.persons.keys() and (not was.speaker or was.speaker in state.persons)
            inside = was.phase < len(state.settings.phases) and was.item <= len(state.items)
            return None if now == state.mark and known and inside else Refusal("changed_since")
    return None


def _refuse_unknown(state: Going, person: str) -> Refusal | None:
    return None if person in state.persons else Refusal("person_unknown")


def _items_end(state: Going) -> bool:
    """Whether each item was to have one turn and has had it."""
    return _is_by_item(state) and state.mark.turn > 0 and state.mark.item + 1 >= len(state.items)


# --- do it -----------------------------------------------------------------------------------------------


def _done(state: Going, command: ActivityCommand, doing: Doing) -> Going:
    own, mark = _id(doing.by), state.mark
    match command:
        case AskTurn(on=on):
            return _asked(state, own, on=on)
        case JoinRound():
            return _joined(state, own)
        case PassTurn():
            return _left_out(state, own, doing.at)
        case EndTurn() | NextTurn():
            return _handed_on(state, doing.at)
        case SitInside(on=on):
            return _with_person(state, own, lambda turn: replace(turn, inside=on))
        case WriteLine(text=text):
            return _written(state, text.strip(), doing)
        case SkipTurn(person=person):
            return _left_out(state, person, doing.at)
        case GiveTurn(person=person):
            return _given(state, person, doing.at)
        case MoreTurn(seconds=seconds):
            ends_at = max(mark.ends_at, doing.at) + seconds * 1000
            return replace(state, mark=replace(mark, ends_at=ends_at))
        case DropClock(on=on):
            return replace(state, dropped=on)
        case NextPhase():
            return replace(state, mark=replace(mark, phase=mark.phase + 1, since=doing.at))
        case NextItem():
            return _next_item(state, doing.at)
        case SwapRings():
            persons = {key: replace(turn, inside=not turn.inside) for key, turn in state.persons.items()}
            return replace(state, persons=persons, swapped=not state.swapped)
        case HideLine(line=line, on=on) if line in state.lines:
            return replace(state, lines={**state.lines, line: replace(state.lines[line], hidden=on)})
        case PutTurnBack(was=was, persons=persons):
            return replace(state, mark=was, persons={**state.persons, **persons})
    return state


def _with_person(state: Going, person: str, change: Callable[[Turn], Turn]) -> Going:
    there = state.persons.get(person)
    turn = there or Turn(max((row.place for row in state.persons.values()), default=0) + 1)
    return replace(state, persons={**state.persons, person: change(turn)})


def _asked(state: Going, own: str, *, on: bool) -> Going:
    there = state.persons.get(own)
    if on == bool(there and there.asked) or (on and own == state.mark.speaker):
        return state
    number = state.hands + 1 if on else 0
    state = _with_person(state, own, lambda turn: replace(turn, asked=number))
    return replace(state, hands=max(state.hands, number))


def _joined(state: Going, own: str) -> Going:
    """Come to the end of the order, or back to one's place in it; who has spoken in this lap has spoken."""
    there = state.persons.get(own)
    if there and not there.passed:
        return state
    return _with_person(state, own, lambda turn: replace(turn, lap=0, passed=False))


def _left_out(state: Going, person: str, at: int) -> Going:
    """Leave somebody out of this lap; a turn that is on goes to the next."""
    there = state.persons[person]
    if person == state.mark.speaker:
        state = _with_person(state, person, lambda turn: replace(turn, passed=True))
        return _handed_on(state, at)
    if state.settings.order == "list" and there.lap == state.mark.lap:
        return state
    lap = state.mark.lap if state.settings.order == "list" else there.lap
    passed = state.settings.order == "list"
    return _with_person(state, person, lambda turn: replace(turn, asked=0, lap=lap, passed=passed))


def _handed_on(state: Going, at: int) -> Going:
    """Give the turn to who is next; where everyone has had it, to nobody, and after that a new lap begins."""
    if state.settings.order == "ring":
        return _started(_on_to_item(state, at), "", at)
    if not state.mark.speaker and state.settings.order == "list" and state.mark.turn and not _waiting(state):
        state = replace(state, mark=replace(state.mark, lap=state.mark.lap + 1))
    if waiting := _waiting(state):
        return _given(state, waiting[0], at)
    return replace(state, mark=replace(state.mark, speaker="", ends_at=0))


def _given(state: Going, person: str, at: int) -> Going:
    """Give the word; in rings a chair inside, in phases the presenter's part."""
    match state.settings.order:
        case "rings":
            return _with_person(state, person, lambda turn: replace(turn, inside=True))
        case "phases":
            return replace(state, mark=replace(state.mark, speaker=person))
    state = _with_person(
        state,
        person,
        lambda turn: replace(turn, asked=0, lap=state.mark.lap, passed=False, turns=turn.turns + 1),
    )
    return _started(state, person, at)


def _started(state: Going, person: str, at: int) -> Going:
    seconds = state.settings.seconds
    ends_at = at + seconds * 1000 if seconds else 0
    return replace(state, mark=replace(state.mark, speaker=person, turn=state.mark.turn + 1, ends_at=ends_at))


def _on_to_item(state: Going, at: int) -> Going:
    if not _is_by_item(state) or not state.mark.turn:
        return state
    item = min(state.mark.item + 1, len(state.items) - 1)
    return replace(state, mark=replace(state.mark, item=item, since=at))


def _next_item(state: Going, at: int) -> Going:
    """Go on to the next topic: hands that were up were about the one before."""
    if _is_by_item(state) and state.mark.turn:
        return _handed_on(state, at)
    persons = {key: replace(turn, asked=0) if turn.asked else turn for key, turn in state.persons.items()}
    mark = replace(state.mark, item=state.mark.item + 1, since=at, speaker="", ends_at=0)
    return replace(state, mark=mark, persons=persons)


def _written(state: Going, text: str, doing: Doing) -> Going:
    there = _own_line(state, doing.by)
    if not text:
        return replace(state, lines={key: line for key, line in state.lines.items() if key != there})
    line = replace(state.lines[there], text=text) if there else Line(text, doing.by, _part(state))
    return replace(state, lines={**state.lines, there or doing.id: line})


def _way_back(before: Going, after: Going, command: ActivityCommand, at: int) -> PutTurnBack:
    changed = {key: turn for key, turn in before.persons.items() if after.persons.get(key) != turn}
    seconds = _seconds_left(before, at) if isinstance(command, (NextPhase, NextItem)) else -1
    return PutTurnBack(activity=command.activity, now=after.mark, was=before.mark, persons=changed, seconds=seconds)


def _seconds_left(before: Going, at: int) -> int:
    """Return what the clock of the present phase or topic has left; -1 where it has none."""
    topic = before.settings.minutes_per_item if before.items else 0.0
    minutes = _minutes_of(before) if _in_phases(before) else topic
    if not minutes and not _in_phases(before):
        return -1
    passed = (at - before.mark.since) / 1000 if before.mark.since else 0.0
    return int(max(0.0, min(14_400.0, minutes * 60 - passed)))


# --- what is so ------------------------------------------------------------------------------------------


def _id(author: str) -> str:
    return author.partition("/")[2]


def _in_phases(state: Going) -> bool:
    return state.settings.order == "phases"


def _is_by_item(state: Going) -> bool:
    """Whether each item has one turn around the ring."""
    return state.settings.order == "ring" and bool(state.items) and not state.settings.minutes_per_item


def _minutes_of(state: Going) -> float:
    phase = state.mark.phase
    return state.settings.phases[phase].minutes if 0 <= phase < len(state.settings.phases) else 0.0


def _part(state: Going) -> int:
    return max(0, state.mark.phase) if _in_phases(state) else state.mark.item


def _writes(state: Going) -> bool:
    """Whether a line may be written now: in phases only where one asks for it, unless all do."""
    phase, phases = state.mark.phase, state.settings.phases
    asks = _in_phases(state) and 0 <= phase < len(phases) and phases[phase].note
    return state.settings.notes or asks


def _own_line(state: Going, by: str) -> str:
    part = _part(state)
    return next((key for key, line in state.lines.items() if line.by == by and line.part == part), "")


def _shown(state: Going) -> dict[str, Line]:
    return {line_id: line for line_id, line in state.lines.items() if not line.hidden}


def _waiting(state: Going) -> list[str]:
    """Return who is still to come, in order."""
    persons, mark = state.persons, state.mark
    match state.settings.order:
        case "list":
            due = [key for key, turn in persons.items() if turn.lap < mark.lap and key != mark.speaker]
            return sorted(due, key=lambda key: persons[key].place)
        case "volunteers":
            return sorted(
                (key for key, turn in persons.items() if turn.asked and key != mark.speaker),
                key=lambda key: persons[key].asked,
            )
        case _:
            return []


def _inside(state: Going) -> int:
    return sum(turn.inside for turn in state.persons.values())


def _free_chairs(state: Going) -> int:
    if state.settings.order != "rings":
        return 0
    seats = state.settings.inner + 1
    if state.swapped:
        # Those who listened are more than there were chairs: they bring theirs.
        seats = max(seats, len(state.persons) - state.settings.inner + 1)
    return max(0, seats - _inside(state))


# --- see it ----------------------------------------------------------------------------------------------


def _phases(state: Going) -> tuple[PhaseView, ...]:
    if not _in_phases(state):
        return ()
    return tuple(
        PhaseView(phase.title, phase.minutes, phase.who, phase.note, phase.prompt)
        for phase in state.settings.phases
    )


def _topics(state: Going) -> dict[str, TopicView]:
    now = state.mark.item
    return {
        item.id: TopicView(n + 1, item.text, "done" if n < now else "now" if n == now else "later")
        for n, item in enumerate(state.items)
    }


def _state_of(state: Going, person: str, turn: Turn) -> str:
    if person == state.mark.speaker:
        return "speaks"
    if state.settings.order == "rings":
        return "inside" if turn.inside else "idle"
    if state.settings.order == "volunteers":
        return "waits" if turn.asked else "went" if turn.turns else "idle"
    if state.settings.order == "phases":
        return "idle"
    if turn.lap < state.mark.lap:
        return "waits"
    return "passed" if turn.passed else "went"


_RANKS = {"speaks": 0, "waits": 1, "inside": 1, "idle": 2, "passed": 3, "went": 3}


def _rows(state: Going, sight: Sight) -> dict[str, SpeakerView]:
    """Return everyone by id: who speaks, who comes next in order, and the rest."""

    def rank(row: tuple[str, Turn, str]) -> tuple[int, int, int]:
        return _RANKS[row[2]], row[1].asked, row[1].place

    known = sorted(((key, turn, _state_of(state, key, turn)) for key, turn in state.persons.items()), key=rank)
    return {
        key: SpeakerView(n, turn.place, sight.name(f"p/{key}"), what, turn.turns)
        for n, (key, turn, what) in enumerate(known, 1)
    }


def _first(rows: Iterable[SpeakerView], most: int) -> list[SpeakerView]:
    return list(rows)[:most]


def _on_wall(state: Going, sight: Sight) -> dict[str, SpeakerView]:
    if sight.moment.identity not in PUBLIC:
        return {}
    rows = (row for row in _rows(state, sight).values() if row.state in ("speaks", "waits", "inside"))
    return {str(row.place): row for row in _first(rows, MOST_ON_BOARD)}


def _lines_for_all(state: Going, sight: Sight) -> dict[str, RoundLineView]:
    """Return the lines once nothing is written any more; what was written in phases stays at the desk."""
    if sight.moment.stage != "closed" or _in_phases(state):
        return {}
    return dict(list(_line_rows(state, sight, hidden=False).items())[:MOST_ROWS])


def _line_rows(state: Going, sight: Sight, *, hidden: bool) -> dict[str, RoundLineView]:
    """Return the lines in an order that tells nothing of when they came."""
    rows = sorted((state.lines if hidden else _shown(state)).items(), key=lambda row: crc32(row[0].encode()))
    return {
        key: RoundLineView(n, line.text, sight.name(line.by), line.part, line.hidden)
        for n, (key, line) in enumerate(rows, 1)
    }


def _speaking(state: Going) -> int:
    if state.mark.speaker in state.persons:
        return state.persons[state.mark.speaker].place
    return -1 if state.settings.order == "ring" and state.mark.turn else 0


def _view(
    state: Going, sight: Sight, persons: dict[str, SpeakerView], lines: dict[str, RoundLineView]
) -> RoundView:
    settings, mark = state.settings, state.mark
    return RoundView(
        order=settings.order,
        seconds=settings.seconds,
        gentle=settings.gentle,
        may_pass=settings.may_pass,
        writes=_writes(state),
        started=bool(mark.turn) or mark.phase >= 0,
        over=settings.order == "list" and bool(mark.turn) and not mark.speaker and not _waiting(state),
        turn=mark.turn,
        lap=mark.lap,
        speaking=_speaking(state),
        waiting=len(_waiting(state)),
        ends_at=0 if state.dropped else mark.ends_at,
        dropped=state.dropped,
        inner=settings.inner,
        inside=_inside(state),
        chairs=_free_chairs(state),
        phase=mark.phase,
        phases=_phases(state),
        item=mark.item,
        by_item=_is_by_item(state),
        items=_topics(state),
        wrote=len(state.lines),
        kept_back=sum(line.hidden for line in state.lines.values()),
        persons=persons,
        lines=lines,
    )
