"""The state of a workshop: what folding its stream yields. Frozen through and through."""

from typing import Annotated, Any, Literal

import msgspec

from facilitator.core.agenda import Block, Step
from facilitator.core.kind import Inputs, Moment, Stage
from facilitator.core.text import Text

Phase = Literal["planning", "running", "ended"]
Shown = Literal["lobby", "activity", "programme", "parking", "thanks"]
Percent = Annotated[int, msgspec.Meta(ge=0, le=100)]
UNDO_DEPTH = 50
DEEDS_KEPT = 12


class Person(msgspec.Struct, frozen=True):
    """Who an entry is by, where the mode lets it be known.

    Attributes:
        seat: The browser they use; several may share one.
        number: 1 for the first who joined.
        team: Which team they said they come from, for mixing groups; one of the workshop's.
        manager: Whether a leader said that they are somebody's manager, for mixing groups.
        speaks_for: How many people answer on this phone together; 1 is one's own.
        absent: Whether they answered before the day and have not been seen on it.
    """

    seat: str
    number: int
    name: str = ""
    nickname: str = ""
    language: str | None = None
    team: str = ""
    manager: bool = False
    speaks_for: int = 1
    absent: bool = False


class Activity(msgspec.Struct, frozen=True, kw_only=True):
    """A step once it is opened.

    Attributes:
        step: The step as it was opened; prompt, help and minutes may still change.
        run: Counts resets, from 1.
        opened_at: UTC milliseconds, as are ``ends_at`` and ``closed_at``; 0 is none.
        closes_itself: Whether it closes when its time is up: it was reopened for some seconds.
        done: Authors who said they are done; ``more_time`` those who asked for time.
        state: What the kind keeps.
        set_aside: The run before a reset, so that undo can bring it back.
        hidden_in_summary, comment: The facilitator's say on the summary.
    """

    step: Step
    block: str
    run: int = 1
    stage: Stage = "open"
    revealed: bool = False
    sealed: bool = False
    opened_at: int = 0
    ends_at: int = 0
    closed_at: int = 0
    time_up: bool = False
    closes_itself: bool = False
    done: frozenset[str] = frozenset()
    more_time: frozenset[str] = frozenset()
    inputs: Inputs = Inputs()
    state: Any = None
    set_aside: "Activity | None" = None
    hidden_in_summary: bool = False
    comment: str = ""

    @property
    def moment(self) -> Moment:
        """What its kind may know of it."""
        return Moment(self.stage, self.revealed, self.step.identity)


class BlockRun(msgspec.Struct, frozen=True):
    """When a block really was on. UTC milliseconds; 0 is not yet.

    Attributes:
        planned_minutes: How long it was to be when the day started, or when it began if it came later.
        added: Minutes given while it ran.
    """

    started_at: int = 0
    ended_at: int = 0
    skipped: bool = False
    planned_minutes: int = 0
    added: float = 0

    @property
    def took_minutes(self) -> int:
        """How long it really took, rounded; −1 where it did not run to its end."""
        ran = self.started_at and self.ended_at and not self.skipped
        return round((self.ended_at - self.started_at) / 60_000) if ran else -1


class Frozen(msgspec.Struct, frozen=True):
    """What the wall showed when it was frozen: as it was, whatever happens meanwhile."""

    what: Shown
    page: int
    activity: Activity | None = None


class Board(msgspec.Struct, frozen=True):
    """What the wall shows."""

    what: Shown = "lobby"
    activity: str = ""
    page: int = 0
    blank: bool = False
    theme: Literal["light", "dark"] = "light"
    frozen: Frozen | None = None


class Copilot(msgspec.Struct, frozen=True):
    """When the desk's quiet hints appear (docs/leading.md).

    Attributes:
        done_percent: When so many per cent of the phones are done; 0 never.
        quiet_s: Seconds without a new answer while an activity is open; 0 never.
        behind_minutes: Minutes behind the plan; 0 never.
        silent_phones: So many phones that have not taken part; 0 never.
        split_percent: Opinions are split when each end of a scale holds at least so many per cent; 0 never.
        alike_notes: From so many notes on, similar ones are looked for; 0 never.
    """

    done_percent: Percent = 90
    quiet_s: Annotated[int, msgspec.Meta(ge=0, le=3600)] = 120
    behind_minutes: Annotated[int, msgspec.Meta(ge=0, le=600)] = 5
    silent_phones: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 3
    split_percent: Percent = 35
    alike_notes: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 40


class Deed(msgspec.Struct, frozen=True):
    """What a leader did last: the name of the command, who, and when. ``at`` is UTC milliseconds."""

    seq: int
    by: str
    did: str
    at: int


class Parked(msgspec.Struct, frozen=True):
    """An idea on the parking lot."""

    text: str
    sort: int
    outcome: Literal["open", "owner", "later", "closed"] = "open"
    owner: str = ""
    hidden: bool = False


class HelpRequest(msgspec.Struct, frozen=True):
    """A private call for help: the desk sees the words and the person's number, nobody else anything."""

    by: str
    text: str
    sort: int
    settled: bool = False


class Undoable(msgspec.Struct, frozen=True):
    """How to take a command back.

    Attributes:
        seq: Where the command stands in the stream.
        inverse: The command that takes it back.
        touches: Ids it touched; if someone else touches one of them later, there is no way back.
        did: Name of the command, for the wording of the button.
        clock: When the activity's clock ended before a command that started it anew; −1 where it did not.
    """

    seq: int
    inverse: Any
    touches: tuple[str, ...]
    did: str
    clock: int = -1


class Version(msgspec.Struct, frozen=True):
    """The agenda as it once was, under a name. ``at`` is UTC milliseconds."""

    name: str
    by: str
    at: int
    starts: int
    agenda: tuple[Block, ...]
    dropped: bool = False


class PlanComment(msgspec.Struct, frozen=True):
    """What a client said on a block of the plan, or on the whole where ``block`` is nothing."""

    text: str
    block: str
    name: str
    at: int
    sort: int
    settled: bool = False


class Touch(msgspec.Struct, frozen=True):
    """Who last touched an object, and when.

    Attributes:
        others: Where somebody else than *by* last touched it; 0 is never.
    """

    seq: int
    by: str
    others: int = 0

    def by_others_than(self, author: str) -> int:
        """Return where anybody else than *author* last touched it; 0 is never."""
        return self.others if self.by == author else self.seq


class Workshop(msgspec.Struct, frozen=True, kw_only=True):
    """Everything folded. ``seq`` is the last entry in it, ``at`` the latest time any entry told."""

    seq: int = 0
    at: int = 0
    phase: Phase = "planning"
    title: Text = {}
    languages: tuple[str, ...] = ("fi",)
    day: str = ""
    starts: int = 9 * 60
    expected: int = 0
    client: str = ""
    place: str = ""
    aim: Text = {}
    intro: Text = {}
    result: Text = {}
    decides: Text = {}
    not_negotiable: Text = {}
    accessibility: Text = {}
    anonymity: Text = {}
    delivery: Text = {}
    contact: str = ""
    template: str = ""
    pretend: bool = False
    created_at: int = 0
    started_at: int = 0
    ended_at: int = 0
    sealed: bool = False
    blocks: tuple[Block, ...] = ()
    runs: dict[str, BlockRun] = {}
    activities: dict[str, Activity] = {}
    current: str = ""  # the activity phones are on
    board: Board = Board()
    phones_rest: bool = False
    phones_show: bool = False  # the wall's result, large on the phones: the projector has failed
    teams: tuple[str, ...] = ()
    copilot: Copilot = Copilot()
    deeds: tuple[Deed, ...] = ()
    leaders: dict[str, str] = {}  # author → what the other leaders call them
    door_locked: bool = False
    seat_limit: int = 0
    people: dict[str, Person] = {}
    parking: dict[str, Parked] = {}
    help: dict[str, HelpRequest] = {}
    undo: dict[str, tuple[Undoable, ...]] = {}
    redo: dict[str, tuple[Undoable, ...]] = {}
    versions: dict[str, Version] = {}
    comments: dict[str, PlanComment] = {}
    dismissed: tuple[str, ...] = ()
    touched: dict[str, Touch] = {}

    @property
    def block_of(self) -> dict[str, Block]:
        """Blocks by id."""
        return {block.id: block for block in self.blocks}

    @property
    def attending(self) -> dict[str, Person]:
        """People by id, without those who only answered before the day."""
        return {person_id: person for person_id, person in self.people.items() if not person.absent}

    def find_step(self, step_id: str) -> tuple[Block, Step] | None:
        """Return a step that is not opened or is, with its block."""
        for block in self.blocks:
            for step in block.steps:
                if step.id == step_id:
                    return block, step
        return None

    @property
    def seats_allowed(self) -> int:
        """How many seats may join: the set limit, else one and a half times the expected, at least 40."""
        return self.seat_limit or max(40, self.expected * 3 // 2)
