"""The shapes of the three live screens, as they travel: frozen, without null, growing things keyed by id.

Browser types are made from these (``make types``); texts come in all their languages, sentences in none.
"""

from typing import Any

import msgspec

from facilitator.core.text import Text
from facilitator.core.workshop import Copilot


class ActivityView(msgspec.Struct, frozen=True, kw_only=True):
    """An activity as one audience sees it.

    Attributes:
        ends_at: UTC milliseconds; 0 is no clock.
        grace_until: While it is closing, when the last words must be in; 0 otherwise.
        done, more_time, answered: Numbers, never who.
        view: What its kind shows this audience (see ``activities/``).
    """

    id: str
    kind: str
    run: int
    stage: str
    revealed: bool
    sealed: bool
    identity: str
    destination: str
    prompt: Text
    help: Text
    opened_at: int
    ends_at: int
    grace_until: int
    time_up: bool
    done: int
    more_time: int
    answered: int
    view: Any


class BlockLine(msgspec.Struct, frozen=True):
    """A line of the programme that everyone may see: times and titles only.

    The screen lays later times out anew from ``started_at`` and ``ended_at`` (UTC milliseconds, 0 is not yet)
    around ``fixed_at`` (minutes from midnight, −1 is not fixed), since only it knows the time now.
    """

    sort: int
    title: Text
    starts: int  # planned, minutes from midnight
    minutes: int
    is_break: bool
    state: str  # done, now, later
    fixed_at: int = -1
    started_at: int = 0
    ended_at: int = 0
    new_day: bool = False  # a line between two days; ``date`` is the ISO date of the one it opens, or nothing
    date: str = ""
    track: str = ""  # for whom it is, while others do something else
    day: int = 0


class ParkedLine(msgspec.Struct, frozen=True):
    """An idea on the parking lot as all may see it."""

    sort: int
    text: str
    outcome: str
    owner: str
    hidden: bool = False


class BoardView(msgspec.Struct, frozen=True, kw_only=True):
    """What the wall may know: no controls, no private word."""

    phase: str
    title: Text
    languages: tuple[str, ...]
    what: str
    page: int
    blank: bool
    theme: str
    joined: int
    expected: int  # 0 where nobody said
    place: str  # "3/9": which block of how many; nothing in the lobby and in breaks
    programme: dict[str, BlockLine]
    parking: dict[str, ParkedLine]
    activity: ActivityView | dict[str, str]


class PhoneView(msgspec.Struct, frozen=True, kw_only=True):
    """What every phone may know, the same for all.

    Attributes:
        activity: What phones are on now; an empty object before the first.
        day: ISO date, or nothing: for who answers at home.
        what: What the wall shows, for "board as text".
        show: Whether phones show it large: the projector has failed.
        teams: The teams one may say one comes from.
        wall: That activity, when it is another than the current one.
    """

    phase: str
    title: Text
    languages: tuple[str, ...]
    day: str
    rest: bool
    joined: int
    place: str
    programme: dict[str, BlockLine]
    parking: dict[str, ParkedLine]
    what: str
    show: bool
    teams: tuple[str, ...]
    activity: ActivityView | dict[str, str]
    wall: ActivityView | dict[str, str]


class MineView(msgspec.Struct, frozen=True, kw_only=True):
    """What only one person may know: own notes and votes, own name, own marks.

    ``activity`` names the activity that ``view``, ``group``, ``done`` and ``more_time`` are about; ``group`` is
    what one's table alone may know.
    """

    person: str
    name: str
    nickname: str
    team: str
    speaks_for: int
    activity: str
    done: bool
    more_time: bool
    view: Any
    group: Any


class StepView(msgspec.Struct, frozen=True, kw_only=True):
    """A step as the desk plans it."""

    sort: int
    kind: str
    prompt: Text
    help: Text
    minutes: float
    settings: dict[str, Any]
    identity: str
    destination: str
    source: dict[str, Any]  # empty, or {step, take, most}
    company: str  # id of the step whose groups answer together, or nothing
    stage: str  # planned, open, closing, closed
    answered: int = 0  # of what is asked before the day only: it is told when it is long past


class BlockView(msgspec.Struct, frozen=True, kw_only=True):
    """A block as the desk plans and runs it. Clock times in minutes from midnight; ``fixed_at`` −1 is not fixed."""

    sort: int
    title: Text
    minutes: int
    fixed_at: int
    starts: int
    ends: int
    waits: int
    late: int
    method: str
    note: str
    materials: Text
    mandatory: bool
    is_break: bool
    skipped: bool
    started_at: int
    ended_at: int
    planned_minutes: int
    added: float
    steps: dict[str, StepView]
    goal: Text
    lead: str
    is_buffer: bool
    before: bool
    new_day: bool
    date: str
    track: str
    day: int


class VersionLine(msgspec.Struct, frozen=True):
    """A kept version of the agenda: its name, who kept it and when (UTC milliseconds)."""

    sort: int
    name: str
    by: str
    at: int
    blocks: int


class CommentLine(msgspec.Struct, frozen=True):
    """What the client said on a block, or on the whole where ``block`` is nothing."""

    sort: int
    text: str
    block: str
    name: str
    at: int
    settled: bool


class HelpLine(msgspec.Struct, frozen=True):
    """A request for help, for the desk alone."""

    sort: int
    text: str
    name: str
    number: int


class PersonLine(msgspec.Struct, frozen=True):
    """Somebody in the room, for placing people: a name only if they gave one; never a nickname.

    Beside a nickname it would tell whose that is.
    """

    number: int
    name: str
    team: str
    manager: bool
    speaks_for: int


class DeedLine(msgspec.Struct, frozen=True):
    """What a leader did: the command's name, the leader's author, and when (UTC milliseconds)."""

    did: str
    by: str
    at: int
    seq: int


class NextMove(msgspec.Struct, frozen=True):
    """The one next step, named by its effect.

    Attributes:
        does: ``start``, ``open``, ``move``, ``close``, ``reveal``, ``end`` or ``summary``.
        kind: Kind of the step it is about, for the wording.
        step: Which step.
        command: Of a ``move``: the kind's own next command, such as the next round.
    """

    does: str
    kind: str = ""
    step: str = ""
    command: dict[str, Any] = {}


class DeskView(msgspec.Struct, frozen=True, kw_only=True):
    """What the leaders may know. Remotes get it without ``notes to self``, names and help requests."""

    phase: str
    title: Text
    languages: tuple[str, ...]
    day: str
    starts: int
    expected: int
    client: str
    place_name: str
    aim: Text
    intro: Text
    result: Text
    decides: Text
    not_negotiable: Text
    accessibility: Text
    anonymity: Text
    delivery: Text
    contact: str
    template: str
    pretend: bool
    joined: int
    people: int
    seats_allowed: int
    door_locked: bool
    rest: bool
    what: str
    on_board: str
    page: int
    blank: bool
    theme: str
    place: str
    started_at: int
    ended_at: int
    current: str
    next: NextMove
    undo: str  # name of the command that undo would take back, or nothing
    redo: str  # name of the command that redo would do again, or nothing
    blocks: dict[str, BlockView]
    activities: dict[str, ActivityView]  # the current one and the one on the wall
    parking: dict[str, ParkedLine]
    help: dict[str, HelpLine]
    wall: ActivityView | dict[str, str]  # the activity on the wall, exactly as the wall has it
    frozen: bool
    show: bool  # phones show large what the wall shows
    teams: tuple[str, ...]
    roster: dict[str, PersonLine]
    deeds: tuple[DeedLine, ...]
    leaders: dict[str, str]  # author → what they are called
    me: str  # the author that this desk leads as
    touched: dict[str, str]  # what several leaders touched last → who of them did
    tables: int  # phones that answer for several people
    identities: dict[str, tuple[str, ...]]  # kind → modes it can run in, its own choice first
    copilot: Copilot
    versions: dict[str, VersionLine]
    comments: dict[str, CommentLine]
    dismissed: dict[str, bool]  # advice on the plan that needs no answer
