"""Plays a workshop for tests: commands go through the codec and the fold, with clock, ids and chance given::

story = Story()
step = story.plan("collect", settings={"hidden": True}, identity="named")
story.start()
liisa = story.join("Liisa")
story.do(OpenActivity(step=step))
story.do(PostNote(activity=step, text="Hello"), by=liisa)
assert story.ask(PostNote(activity=step, text=" "), by=liisa) == Refusal("empty")
"""

from typing import Any

import msgspec

from facilitator.activities.codec import Codec
from facilitator.activities.registry import load_kinds
from facilitator.core import commands as c
from facilitator.core.actors import Doing
from facilitator.core.agenda import Block, Destination, Identity, Source, Step
from facilitator.core.entry import Entry
from facilitator.core.ids import derived_id
from facilitator.core.kind import Inputs
from facilitator.core.reduce import fold
from facilitator.core.refusal import Refusal
from facilitator.core.workshop import Activity, Workshop
from facilitator.views.board import board_view
from facilitator.views.desk import desk_view
from facilitator.views.phone import mine_view, phone_view
from facilitator.views.shapes import BoardView, DeskView, MineView, PhoneView

KINDS = load_kinds()
CODEC = Codec(KINDS)

FACILITATOR = "f/anna"
CO = "c/olli"
REMOTE = "r/pocket"
ROOM = "s/room"
MORNING = 1_700_000_000_000  # UTC milliseconds


def made_id(*cause: object) -> str:
    """Return an id as real ones look, the same each time."""
    return derived_id("story", *map(str, cause))


class Story:
    """A workshop that is being played. ``workshop`` is its state now, ``entries`` its stream so far."""

    def __init__(self, **facts: Any) -> None:
        self.workshop = Workshop()
        self.entries: list[Entry] = []
        self.at = MORNING
        self.do(c.CreateWorkshop(**{"title": {"fi": "Kehittämispäivä"}, **facts}))

    @property
    def seq(self) -> int:
        """Where the stream stands."""
        return self.workshop.seq

    def later(self, *, minutes: float = 0, ms: int = 0) -> None:
        """Let time pass."""
        self.at += int(minutes * 60_000) + ms

    # --- commands ---

    def try_to(
        self, command: msgspec.Struct, by: str = FACILITATOR, *, id: str = "", at: int = -1, seed: int = -1
    ) -> tuple[str, Refusal | None]:
        """Append and fold the command whatever comes of it; return its id and the refusal, if any."""
        seq = self.seq + 1
        kept = CODEC.encode(command)
        doing = Doing(
            by=by,
            # Entries of pseudonyms have no time.
            at=at if at >= 0 else 0 if by.startswith("a/") else self.at,
            id=id or made_id(seq),
            seed=seed if seed >= 0 else seq * 2_654_435_761 % 2**32,
        )
        self.entries.append(Entry(seq, doing.at, doing.by, doing.id, doing.seed, msgspec.Raw(kept)))
        self.workshop, no = fold(self.workshop, seq, CODEC.decode(kept), doing, KINDS)
        return doing.id, no

    def do(
        self, command: msgspec.Struct, by: str = FACILITATOR, *, id: str = "", at: int = -1, seed: int = -1
    ) -> str:
        """Do it, and return the command's id; the test fails if it is refused."""
        made, no = self.try_to(command, by, id=id, at=at, seed=seed)
        assert no is None, f"{type(command).__name__} was refused: {no}"
        return made

    def ask(self, command: msgspec.Struct, by: str = FACILITATOR) -> Refusal | None:
        """Return why it would be refused, or nothing; the story does not go on."""
        return self.copy().try_to(command, by)[1]

    def copy(self) -> "Story":
        """Return a story that stands where this one does, to be played on apart."""
        other = object.__new__(Story)
        other.workshop, other.entries, other.at = self.workshop, list(self.entries), self.at
        return other

    # --- what most stories start with ---

    def add_block(self, *steps: Step, after: str | None = None, minutes: int = 10, **facts: Any) -> str:
        """Put a block at the end of the agenda, or after another; return its id."""
        if after is None:
            after = self.workshop.blocks[-1].id if self.workshop.blocks else ""
        return self.do(c.AddBlock(block=Block(id="", minutes=minutes, steps=steps, **facts), after=after))

    def plan(
        self,
        kind: str = "collect",
        *,
        settings: dict[str, Any] | None = None,
        identity: Identity = "named",
        destination: Destination = "client",
        source: Source | None = None,
        minutes: float = 5,
        prompt: str = "Mitä kuuluu?",
    ) -> str:
        """Put a block with one step at the end of the agenda; return the step's id."""
        step = Step(
            id="",
            kind=kind,
            settings=settings or {},
            identity=identity,
            destination=destination,
            source=source,
            minutes=minutes,
            prompt={"fi": prompt},
        )
        return self.steps_of(self.add_block(step))[0]

    def steps_of(self, block: str) -> list[str]:
        """Return the ids of a block's steps, in order."""
        return [step.id for step in self.workshop.block_of[block].steps]

    def start(self) -> "Story":
        """Open the lobby."""
        self.do(c.StartWorkshop())
        return self

    def open(self, kind: str = "collect", *, inputs: Inputs | None = None, **facts: Any) -> str:
        """Plan a step (see `plan`) and open it, starting the workshop if need be; return the activity's id."""
        step = self.plan(kind, **facts)
        if self.workshop.phase == "planning":
            self.start()
        self.do(c.OpenActivity(step=step, inputs=inputs or Inputs()))
        return step

    def join(self, name: str = "", *, nickname: str = "", seat: str = "", language: str | None = None) -> str:
        """Let somebody in; return the author that their entries are by, ``p/…``."""
        number = len(self.workshop.people) + 1
        person = self.do(c.Join(language=language), seat or f"z/seat{number}")
        author = f"p/{person}"
        if name:
            self.do(c.SetName(name=name), author)
        if nickname:
            self.do(c.SetName(nickname=nickname), author)
        return author

    def pseudonym(self, number: int) -> str:
        """Return the author that entries of an anonymous activity are by, ``a/…``."""
        return f"a/{made_id('pseudonym', number)}"

    # --- what is to be seen ---

    def activity(self, activity: str) -> Activity:
        """Return an activity as it is now."""
        return self.workshop.activities[activity]

    def board(self) -> BoardView:
        """Return what the wall shows."""
        return board_view(self.workshop, len(self.workshop.people), KINDS)

    def phone(self) -> PhoneView:
        """Return what every phone shows."""
        return phone_view(self.workshop, len(self.workshop.people), KINDS)

    def desk(self, author: str = FACILITATOR) -> DeskView:
        """Return what a leader sees."""
        return desk_view(self.workshop, len(self.workshop.people), author, KINDS)

    def mine(self, person: str, author: str = "") -> MineView:
        """Return what only ``p/…`` sees; *author* is their pseudonym in an anonymous activity."""
        return mine_view(self.workshop, person.partition("/")[2], author or person, KINDS)
