"""The contract of a kind of activity: what one file under ``activities/`` must say, and what it may leave unsaid.

A kind is pure. It never reads another activity: what flows in comes as copies without authors.
"""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar

import msgspec

from facilitator.core.actors import Doing
from facilitator.core.agenda import Identity
from facilitator.core.refusal import Refusal
from facilitator.core.text import Text

# Nothing that fewer answered is broken down.
FEWEST = 5

Stage = Literal["open", "closing", "closed"]


class Item(msgspec.Struct, frozen=True):
    """A thing that flows from one step to the next: a note, an option, a heading. It carries no author.

    Attributes:
        weight: Dots, a support or a mean, as its kind counts.
        of: Id of the company that made it, where a pair or a table answered as one.
        marks: How many chose each step of a scale in an earlier round; nothing where fewer than five did.
    """

    id: str
    text: Text
    weight: int = 1
    of: str = ""
    marks: tuple[int, ...] = ()


class Group(msgspec.Struct, frozen=True):
    """A heading with what stands under it, as it flows to the next step."""

    id: str
    text: Text
    items: tuple[Item, ...] = ()


class Present(msgspec.Struct, frozen=True):
    """Somebody who is in the room, for kinds that place people. ``by`` is the author ``p/…``."""

    by: str
    team: str = ""
    manager: bool = False


class Company(msgspec.Struct, frozen=True):
    """People who answer as one: a pair, a table. ``scribe`` is one of the members, or nothing."""

    id: str
    text: Text
    members: tuple[str, ...]
    scribe: str = ""


class Inputs(msgspec.Struct, frozen=True):
    """What an activity starts from: copies of what an earlier one yielded.

    Attributes:
        companies: Where the step names groups: who answers together.
        people: Who was here at the opening; only for kinds that place people.
        met: Every circle of people that already sat together today; only for kinds that place people.
    """

    items: tuple[Item, ...] = ()
    groups: tuple[Group, ...] = ()
    companies: tuple[Company, ...] = ()
    people: tuple[Present, ...] = ()
    met: tuple[tuple[str, ...], ...] = ()


class Yields(msgspec.Struct, frozen=True):
    """What an activity hands on: everything, the best in order, headings with what is under them, and companies."""

    items: tuple[Item, ...] = ()
    top: tuple[Item, ...] = ()
    groups: tuple[Group, ...] = ()
    companies: tuple[Company, ...] = ()


class Moment(msgspec.Struct, frozen=True):
    """What a kind may know of the activity around it."""

    stage: Stage = "open"
    revealed: bool = False
    identity: Identity = "anonymous"

    @property
    def anonymous(self) -> bool:
        """Whether authors are pseudonyms."""
        return self.identity == "anonymous"

    @property
    def private(self) -> bool:
        """Whether nobody but its author may see what is written."""
        return self.identity == "only_you"


class Sight(msgspec.Struct, frozen=True):
    """A moment as one audience sees it.

    Attributes:
        moment: Stage, reveal and identity mode.
        names: Author → name, for those this audience may know; empty in anonymous activities.
        leads: Whether this is the desk.
    """

    moment: Moment
    names: Mapping[str, str] = {}
    leads: bool = False

    def name(self, author: str) -> str:
        """Return the author's name as this audience may know it, or nothing."""
        return self.names.get(author, "")


class ActivityCommand(msgspec.Struct, frozen=True, kw_only=True):
    """A command to one activity; kinds derive theirs from it, each with its own tag."""

    activity: str


class PretendWords(msgspec.Struct, frozen=True):
    """What pretend people can say in one language: see ``live/pretend_words.py``."""

    words: tuple[str, ...]
    notes: tuple[str, ...]
    actions: tuple[tuple[str, str], ...]
    headings: tuple[str, ...]
    names: tuple[str, ...]


# Lifecycle: every kind's ``reduce`` is told of these too.
class Reveal(ActivityCommand, frozen=True, tag_field="do", tag="Reveal"):
    """Shows to all what was hidden. There is no undo."""


class CloseActivity(ActivityCommand, frozen=True, tag_field="do", tag="CloseActivity"):
    """Ends answering; those who are writing get the kind's grace."""


class EndGrace(ActivityCommand, frozen=True, tag_field="do", tag="EndGrace"):
    """The room says that the grace after closing is over."""


class ReopenActivity(ActivityCommand, frozen=True, tag_field="do", tag="ReopenActivity"):
    """Takes answers again, while the keys of an anonymous activity still exist.

    With seconds it closes again by itself; 0 is without a clock.
    """

    seconds: Annotated[int, msgspec.Meta(ge=0, le=3600)] = 0


class ReleaseNotes(ActivityCommand, frozen=True, tag_field="do", tag="ReleaseNotes"):
    """The room lets waiting anonymous notes out together, shuffled by the entry's seed."""


S = TypeVar("S", bound=msgspec.Struct)
State = TypeVar("State", bound=msgspec.Struct)


class Nothing(msgspec.Struct, frozen=True):
    """A view with nothing in it."""


class Kind(Generic[S, State]):
    """One kind of activity.

    Class attributes:
        name: The one word that names it in Python, JavaScript, CSS, method files and messages.
        Settings: Frozen struct; each field carries ``Meta(title=…, description=…, extra_json_schema=…)``, which
            the desk's form and the check of method files are made from.
        commands: The structs it understands beside the lifecycle.
        leader_commands: Those that only leaders may send.
        remote_commands: Those of the leaders' that a paired remote may send too; it knows no names.
        grace_ms: How long after closing people may finish a sentence.
        identities: The modes it can run in; the first is its own choice.
        answers_together: Whether a pair or a table can answer as one in it.
        places_people: Whether it is told who is in the room, and who already met today.
        takes_items: Whether items that flow in mean anything to it.
        before_start: Whether it may be opened while the day is still being planned.
    """

    name: ClassVar[str]
    Settings: ClassVar[type[msgspec.Struct]]
    commands: ClassVar[tuple[type[ActivityCommand], ...]] = ()
    leader_commands: ClassVar[tuple[type[ActivityCommand], ...]] = ()
    remote_commands: ClassVar[tuple[type[ActivityCommand], ...]] = ()
    grace_ms: ClassVar[int] = 0
    identities: ClassVar[tuple[Identity, ...]] = ("anonymous", "nickname", "facilitator", "named", "only_you")
    answers_together: ClassVar[bool] = False
    places_people: ClassVar[bool] = False
    takes_items: ClassVar[bool] = True
    before_start: ClassVar[bool] = False

    def begin(self, settings: S, inputs: Inputs, seed: int) -> State:
        """Return the state a run starts from."""
        raise NotImplementedError

    def refuse(self, state: State, command: ActivityCommand, doing: Doing, moment: Moment) -> Refusal | None:
        """Return why this command cannot be carried out now, or nothing."""
        return None

    def reduce(self, state: State, command: ActivityCommand, doing: Doing, moment: Moment) -> State:
        """Return the state after the command; the same object when nothing changed. Total over redacted text."""
        return state

    def inverse(self, before: State, command: ActivityCommand, doing: Doing) -> ActivityCommand | None:
        """Return the command that takes a leader's command back, or nothing where there is no undo."""
        return None

    def waits_for_reveal(self, state: State, moment: Moment) -> bool:
        """Whether there is something hidden that the leader can reveal now."""
        return False

    def releasable(self, state: State, moment: Moment) -> bool:
        """Whether waiting anonymous notes may be let out now (at least three, of at least three authors)."""
        return False

    def board(self, state: State, sight: Sight) -> msgspec.Struct:
        """Return what the wall may show."""
        return Nothing()

    def phone(self, state: State, sight: Sight) -> msgspec.Struct:
        """Return what every phone may know; the same for all."""
        return Nothing()

    def desk(self, state: State, sight: Sight) -> msgspec.Struct:
        """Return what the leaders may know."""
        return self.board(state, sight)

    def mine(self, state: State, author: str, sight: Sight) -> msgspec.Struct:
        """Return what only this author may know: own notes, own votes."""
        return Nothing()

    def group(self, state: State, author: str, sight: Sight) -> msgspec.Struct:
        """Return what only this author's company may know: what its table wrote."""
        return Nothing()

    def company_of(self, state: State, author: str) -> tuple[str, ...]:
        """Return the others whose own view changes with what this author does."""
        return ()

    def met(self, state: State) -> tuple[tuple[str, ...], ...]:
        """Return every circle of people that sat together in it."""
        return ()

    def minutes_now(self, state: State, command: ActivityCommand | None) -> float | None:
        """Return how long the clock runs from this leader's command on, or nothing where it leaves the clock.

        At the opening there is no command; nothing then means the step's own minutes.
        """
        return None

    def next_command(self, state: State, activity: str) -> ActivityCommand | None:
        """Return the leader's next move before closing (next round, line, phase); nothing once it can be closed."""
        return None

    def stays_open(self, state: State) -> int:
        """Return for how many hours after the day answers are still taken; 0 ends with the day."""
        return 0

    def worth_telling(self, state: State) -> bool:
        """Whether it stands in the summary at all."""
        return True

    def answered(self, state: State) -> int:
        """Return how many have answered: a number, never who."""
        return 0

    def summary(self, state: State, sight: Sight) -> msgspec.Struct:
        """Return what the summary tells of this activity."""
        return self.board(state, sight)

    def tables(self, state: State, sight: Sight) -> list[list[str | int | float]]:
        """Return rows for the CSV of this activity, the first of them the header (message ids)."""
        return []

    def pretend(self, state: State, activity: str, who: int, says: PretendWords) -> tuple[ActivityCommand, ...]:
        """Return what pretend person number *who* does in a rehearsal, in order; the room gives the pauses."""
        return ()

    def pretend_lead(self, state: State, activity: str, says: PretendWords) -> tuple[ActivityCommand, ...]:
        """Return what a pretend helper at the desk does, where the kind leaves work to leaders: seed, group."""
        return ()

    def yields(self, state: State, moment: Moment) -> Yields:
        """Return what the next step may start from."""
        return Yields()


AnyKind = Kind[Any, Any]
Kinds = Mapping[str, AnyKind]
