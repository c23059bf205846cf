"""What can be asked of a workshop beside what the kinds understand. Each is one entry when said yes to."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from facilitator.core.agenda import (
    Block,
    ClockMinute,
    DayDate,
    Destination,
    Identity,
    Label,
    Minutes,
    Source,
    Step,
)
from facilitator.core.kind import ActivityCommand, Inputs
from facilitator.core.kind import CloseActivity as CloseActivity
from facilitator.core.kind import EndGrace as EndGrace
from facilitator.core.kind import ReleaseNotes as ReleaseNotes
from facilitator.core.kind import ReopenActivity as ReopenActivity
from facilitator.core.kind import Reveal as Reveal
from facilitator.core.text import Name, Text, Title, Words
from facilitator.core.workshop import Copilot, Shown

Note = Annotated[str, msgspec.Meta(max_length=4000)]
Language = Annotated[str, msgspec.Meta(pattern="^[a-z]{2}$")]
Languages = Annotated[tuple[Language, ...], msgspec.Meta(min_length=1, max_length=8)]
Team = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]


class Command(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", omit_defaults=True):
    """Base of all commands; ``do`` on the wire is the class name."""


# --- the workshop itself ---------------------------------------------------------------------------------


class CreateWorkshop(Command, frozen=True, tag="CreateWorkshop"):
    """First entry of a stream."""

    title: Title
    languages: Languages = ("fi",)
    day: DayDate = ""
    starts: ClockMinute = 9 * 60
    blocks: tuple[Block, ...] = ()
    template: Annotated[str, msgspec.Meta(max_length=100)] = ""
    aim: Text = {}
    expected: Annotated[int, msgspec.Meta(ge=0, le=10_000)] = 0
    pretend: bool = False  # a demo or rehearsal: discarded afterwards
    client: Annotated[str, msgspec.Meta(max_length=200)] = ""
    place: Annotated[str, msgspec.Meta(max_length=200)] = ""
    result: Text = {}
    decides: Text = {}
    not_negotiable: Text = {}
    accessibility: Text = {}
    anonymity: Text = {}
    delivery: Text = {}
    contact: Annotated[str, msgspec.Meta(max_length=200)] = ""


class EditWorkshop(Command, frozen=True, tag="EditWorkshop"):
    """Changes facts of the workshop; what is not given stays."""

    title: Title | UnsetType = UNSET
    languages: Languages | UnsetType = UNSET
    day: DayDate | UnsetType = UNSET
    starts: ClockMinute | UnsetType = UNSET
    expected: Annotated[int, msgspec.Meta(ge=0, le=10_000)] | UnsetType = UNSET
    client: Annotated[str, msgspec.Meta(max_length=200)] | UnsetType = UNSET
    place: Annotated[str, msgspec.Meta(max_length=200)] | UnsetType = UNSET
    aim: Text | UnsetType = UNSET
    intro: Text | UnsetType = UNSET  # the facilitator's words on the summary's cover
    teams: Annotated[tuple[Team, ...], msgspec.Meta(max_length=40)] | UnsetType = UNSET
    copilot: Copilot | UnsetType = UNSET
    # The assignment, as agreed with the client.
    result: Text | UnsetType = UNSET
    decides: Text | UnsetType = UNSET
    not_negotiable: Text | UnsetType = UNSET
    accessibility: Text | UnsetType = UNSET
    anonymity: Text | UnsetType = UNSET
    delivery: Text | UnsetType = UNSET
    contact: Annotated[str, msgspec.Meta(max_length=200)] | UnsetType = UNSET


# --- the agenda ------------------------------------------------------------------------------------------


class AddBlock(Command, frozen=True, tag="AddBlock"):
    """Puts a block after another, or first. Its id becomes the command's id, its steps' ids follow from it."""

    block: Block
    after: str = ""


class EditBlock(Command, frozen=True, tag="EditBlock"):
    """Changes facts of a block; what is not given stays."""

    block: str
    title: Text | UnsetType = UNSET
    minutes: Annotated[int, msgspec.Meta(ge=0, le=24 * 60)] | UnsetType = UNSET
    fixed_at: ClockMinute | None | UnsetType = UNSET
    note: Note | UnsetType = UNSET
    materials: Text | UnsetType = UNSET
    mandatory: bool | UnsetType = UNSET
    is_break: bool | UnsetType = UNSET
    goal: Text | UnsetType = UNSET
    lead: Label | UnsetType = UNSET
    is_buffer: bool | UnsetType = UNSET
    before: bool | UnsetType = UNSET
    date: DayDate | UnsetType = UNSET
    track: Label | UnsetType = UNSET


class AddBlocks(Command, frozen=True, tag="AddBlocks"):
    """Puts several blocks after another, or first, at once: a pasted table. Ids follow from the command's."""

    blocks: Annotated[tuple[Block, ...], msgspec.Meta(min_length=1, max_length=100)]
    after: str = ""


class RemoveBlocks(Command, frozen=True, tag="RemoveBlocks"):
    """Takes several blocks off the agenda; they can be put back."""

    blocks: Annotated[tuple[str, ...], msgspec.Meta(max_length=300)]


class RestoreBlocks(Command, frozen=True, tag="RestoreBlocks"):
    """Puts removed blocks back where they were."""

    blocks: Annotated[tuple[str, ...], msgspec.Meta(max_length=300)]


class SetAgenda(Command, frozen=True, tag="SetAgenda"):
    """Puts a whole agenda in the place of the present one; what has been opened must be in it as it is."""

    agenda: tuple[Block, ...]
    starts: ClockMinute


class SaveVersion(Command, frozen=True, tag="SaveVersion"):
    """Keeps the agenda as it is now under a name. The command's id is the version's."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]


class UseVersion(Command, frozen=True, tag="UseVersion"):
    """Puts a kept version in the place of the present agenda."""

    version: str


class DropVersion(Command, frozen=True, tag="DropVersion"):
    """Takes a version off the list, or puts it back."""

    version: str
    on: bool = True


class DismissAdvice(Command, frozen=True, tag="DismissAdvice"):
    """Says that a remark on the plan needs no answer, or that it may be told again."""

    advice: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    on: bool = True


class CommentPlan(Command, frozen=True, tag="CommentPlan"):
    """The client says something on a block of the plan, or on the whole. The command's id is the comment's."""

    text: Words
    block: str = ""
    name: Annotated[str, msgspec.Meta(max_length=60)] = ""


class SettleComment(Command, frozen=True, tag="SettleComment"):
    """Says that a client's comment has been dealt with, or is open again."""

    comment: str
    on: bool = True


class MoveBlock(Command, frozen=True, tag="MoveBlock"):
    """Puts the block after another, or first, and into another track if one is given."""

    block: str
    after: str = ""
    track: Label | UnsetType = UNSET


class RemoveBlock(Command, frozen=True, tag="RemoveBlock"):
    """Takes the block off the agenda; it can be put back."""

    block: str


class RestoreBlock(Command, frozen=True, tag="RestoreBlock"):
    """Puts a removed block back where it was."""

    block: str


class AddStep(Command, frozen=True, tag="AddStep"):
    """Puts a step into a block after another, or first. Its id becomes the command's id."""

    block: str
    step: Step
    after: str = ""


class EditStep(Command, frozen=True, tag="EditStep"):
    """Changes a step. Once it is open only prompt, help, minutes and a narrower destination may change."""

    step: str
    kind: str | UnsetType = UNSET
    prompt: Text | UnsetType = UNSET
    help: Text | UnsetType = UNSET
    minutes: Minutes | UnsetType = UNSET
    settings: dict[str, Any] | UnsetType = UNSET
    identity: Identity | UnsetType = UNSET
    destination: Destination | UnsetType = UNSET
    source: Source | None | UnsetType = UNSET
    company: str | UnsetType = UNSET


class MoveStep(Command, frozen=True, tag="MoveStep"):
    """Puts a step into a block (its own or another) after another step, or first."""

    step: str
    block: str
    after: str = ""


class RemoveStep(Command, frozen=True, tag="RemoveStep"):
    """Takes an unopened step out of its block."""

    step: str


class RestoreStep(Command, frozen=True, tag="RestoreStep"):
    """Puts a removed step back."""

    step: Step
    block: str
    after: str = ""


class Undo(Command, frozen=True, tag="Undo"):
    """Takes back the author's latest undoable command, unless someone else has since touched the same."""


class Redo(Command, frozen=True, tag="Redo"):
    """Does again what the author has just taken back, unless someone else has since touched the same."""


# --- leading ---------------------------------------------------------------------------------------------


class StartWorkshop(Command, frozen=True, tag="StartWorkshop"):
    """Opens the lobby: the board shows the QR, phones may join."""


class EndWorkshop(Command, frozen=True, tag="EndWorkshop"):
    """Ends the day: what is open closes, the summary is there."""


class SealWorkshop(Command, frozen=True, tag="SealWorkshop"):
    """The room says that all keys of anonymous activities are destroyed."""


class IntroduceLeader(Command, frozen=True, tag="IntroduceLeader"):
    """A leader says what the other leaders may call them."""

    name: Name


class OpenActivity(Command, frozen=True, tag="OpenActivity"):
    """Opens a step. The room fills in what flows into it, as copies without authors."""

    step: str
    inputs: Inputs = Inputs()


class QuickQuestion(Command, frozen=True, tag="QuickQuestion"):
    """Adds a block with one step after what is on now, and opens it: one prompt, one kind."""

    prompt: Text
    kind: str
    settings: dict[str, Any] = {}
    identity: Identity = "anonymous"
    minutes: Minutes = 5
    inputs: Inputs = Inputs()


class SealActivity(ActivityCommand, frozen=True, kw_only=True, tag_field="do", tag="SealActivity"):
    """The room says that the key of this anonymous activity is destroyed: nobody can find out any more."""


class ResetActivity(ActivityCommand, frozen=True, kw_only=True, tag_field="do", tag="ResetActivity"):
    """Starts the activity over; undo brings the answers back."""


class RestoreRun(ActivityCommand, frozen=True, kw_only=True, tag_field="do", tag="RestoreRun"):
    """Brings back the answers that a reset put aside."""


class AddTime(ActivityCommand, frozen=True, kw_only=True, tag_field="do", tag="AddTime"):
    """Moves the end of the open activity by so many minutes; the block grows with it."""

    minutes: Annotated[float, msgspec.Meta(ge=-120, le=120)]


class RestoreClock(ActivityCommand, frozen=True, kw_only=True, tag_field="do", tag="RestoreClock"):
    """Puts the end of the open activity, and its block's minutes, back to what they were before time was added."""

    ends_at: Annotated[int, msgspec.Meta(ge=0)]
    time_up: bool
    block_minutes: Annotated[int, msgspec.Meta(ge=0, le=24 * 60)]


class TimeUp(ActivityCommand, frozen=True, kw_only=True, tag_field="do", tag="TimeUp"):
    """The room says that the time is up. Nothing closes by itself."""

    ends_at: int


class SkipBlock(Command, frozen=True, tag="SkipBlock"):
    """Leaves a block out of today; later times follow."""

    block: str


class UnskipBlock(Command, frozen=True, tag="UnskipBlock"):
    """Takes a skipped block back in."""

    block: str


class ShowOnBoard(Command, frozen=True, tag="ShowOnBoard"):
    """Chooses what the wall shows: the lobby with the QR, or an activity, or the programme."""

    what: Shown
    activity: str = ""


class TurnPage(Command, frozen=True, tag="TurnPage"):
    """Turns the wall to a page, from 0."""

    page: Annotated[int, msgspec.Meta(ge=0, le=200)]


class BlankBoard(Command, frozen=True, tag="BlankBoard"):
    """Blanks the wall, or shows it again."""

    on: bool


class FreezeBoard(Command, frozen=True, tag="FreezeBoard"):
    """Leaves on the wall what is there now, whatever happens behind it, or lets it go on."""

    on: bool


class RestPhones(Command, frozen=True, tag="RestPhones"):
    """Eyes up: rests all phones, or wakes them."""

    on: bool


class ShowOnPhones(Command, frozen=True, tag="ShowOnPhones"):
    """Shows on the phones what the wall shows, large: for a projector that has failed. Or stops it."""

    on: bool


class SetBoardTheme(Command, frozen=True, tag="SetBoardTheme"):
    """Light for weak projectors and lit rooms, dark for dark ones."""

    theme: Literal["light", "dark"]


class LockDoor(Command, frozen=True, tag="LockDoor"):
    """Lets no new seats in, or lets them in again."""

    on: bool


class SetSeatLimit(Command, frozen=True, tag="SetSeatLimit"):
    """Raises or lowers how many seats may join; 0 is expected × 1.5, at least 40."""

    most: Annotated[int, msgspec.Meta(ge=0, le=10_000)]


# --- everyone, always ------------------------------------------------------------------------------------


class Join(Command, frozen=True, tag="Join"):
    """A seat becomes somebody: the command's id is the person's id."""

    language: Language | None = None


class Attend(Command, frozen=True, tag="Attend"):
    """The room says that somebody who had answered before the day has come to it."""

    person: str


class SetName(Command, frozen=True, tag="SetName"):
    """Says one's name or nickname: one each per person and workshop."""

    name: Name | UnsetType = UNSET
    nickname: Name | UnsetType = UNSET


class SetTeam(Command, frozen=True, tag="SetTeam"):
    """Says which of the workshop's teams one comes from, so that groups can be mixed; "" is none of them."""

    team: Annotated[str, msgspec.Meta(max_length=40)]


class SpeakFor(Command, frozen=True, tag="SpeakFor"):
    """Says how many people answer on this phone together; 1 is one's own."""

    people: Annotated[int, msgspec.Meta(ge=1, le=20)]


class DescribePerson(Command, frozen=True, tag="DescribePerson"):
    """A leader says whose team somebody is in and who is a manager, so that groups can be mixed."""

    person: str
    team: Annotated[str, msgspec.Meta(max_length=40)] | UnsetType = UNSET
    manager: bool | UnsetType = UNSET


class MarkDone(ActivityCommand, frozen=True, kw_only=True, tag_field="do", tag="MarkDone"):
    """Says that one is done with the activity, or not after all."""

    on: bool = True


class NeedMoreTime(ActivityCommand, frozen=True, kw_only=True, tag_field="do", tag="NeedMoreTime"):
    """Asks for more time; the desk sees a number."""

    on: bool = True


class ParkIdea(Command, frozen=True, tag="ParkIdea"):
    """Puts an idea on the parking lot. It has no author."""

    text: Words


class SettleParked(Command, frozen=True, tag="SettleParked"):
    """Says what becomes of a parked idea."""

    parked: str
    outcome: Literal["open", "owner", "later", "closed"]
    owner: Annotated[str, msgspec.Meta(max_length=60)] = ""


class HideParked(Command, frozen=True, tag="HideParked"):
    """Hides a parked idea, or shows it again."""

    parked: str
    on: bool = True


class AskHelp(Command, frozen=True, tag="AskHelp"):
    """Asks the facilitator for help in private; only the desk knows."""

    text: Annotated[str, msgspec.Meta(max_length=500)] = ""


class SettleHelp(Command, frozen=True, tag="SettleHelp"):
    """Says that a request for help has been answered."""

    request: str


# --- the summary -----------------------------------------------------------------------------------------


class ArrangeSummary(Command, frozen=True, tag="ArrangeSummary"):
    """Changes how one activity stands in the summary: hidden or not, with the facilitator's comment."""

    activity: str
    hidden: bool | UnsetType = UNSET
    comment: Note | UnsetType = UNSET


LIFECYCLE: tuple[type[ActivityCommand], ...] = (
    Reveal,
    CloseActivity,
    EndGrace,
    ReopenActivity,
    ReleaseNotes,
)
WORKSHOP_COMMANDS: tuple[type[msgspec.Struct], ...] = (
    CreateWorkshop,
    EditWorkshop,
    AddBlock,
    EditBlock,
    MoveBlock,
    RemoveBlock,
    RestoreBlock,
    AddStep,
    EditStep,
    MoveStep,
    RemoveStep,
    RestoreStep,
    AddBlocks,
    RemoveBlocks,
    RestoreBlocks,
    SetAgenda,
    SaveVersion,
    UseVersion,
    DropVersion,
    DismissAdvice,
    CommentPlan,
    SettleComment,
    Undo,
    Redo,
    StartWorkshop,
    EndWorkshop,
    SealWorkshop,
    IntroduceLeader,
    OpenActivity,
    QuickQuestion,
    SealActivity,
    ResetActivity,
    RestoreRun,
    AddTime,
    RestoreClock,
    TimeUp,
    SkipBlock,
    UnskipBlock,
    ShowOnBoard,
    TurnPage,
    BlankBoard,
    FreezeBoard,
    RestPhones,
    ShowOnPhones,
    SetBoardTheme,
    LockDoor,
    SetSeatLimit,
    Join,
    Attend,
    SetName,
    SetTeam,
    SpeakFor,
    DescribePerson,
    MarkDone,
    NeedMoreTime,
    ParkIdea,
    SettleParked,
    HideParked,
    AskHelp,
    SettleHelp,
    ArrangeSummary,
    *LIFECYCLE,
)
