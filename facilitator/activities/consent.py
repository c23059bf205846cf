"""Consent: everyone takes a stance on a proposal, under a rule that is told before anybody answers.

A proposal has versions. A new wording asks everyone anew: the old text keeps its distribution and its reservations,
and no stance for it is ever counted for the new one. Nobody sees a stance before the leader shows the support, the
desk included: only how many have answered. Showing it ends the answering about that version. Where fewer than five
answered nothing is told, the outcome by the rule neither, unless all know who answered: then one talks aloud.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Literal

import msgspec

from facilitator.activities.counting import PUBLIC, are_few, share
from facilitator.activities.notes import (
    MOST_NOTES_IN_ALL,
    Waiting,
    by_words,
    enough_to_leave,
    let_out,
    refuse_no_words,
)
from facilitator.core.actors import Doing
from facilitator.core.ids import derived_id
from facilitator.core.kind import (
    FEWEST,
    ActivityCommand,
    CloseActivity,
    EndGrace,
    Inputs,
    Item,
    Kind,
    Moment,
    PretendWords,
    ReleaseNotes,
    Reveal,
    Sight,
    Yields,
)
from facilitator.core.refusal import Refusal
from facilitator.core.text import Text, pick

replace = msgspec.structs.replace

MOST_WRITTEN = 40
MOST_PROPOSALS = 100
MOST_ON_BOARD = 40
MOST_VERSIONS = 20
LONGEST_RESERVATION = 500
LONGEST_DECISION = 500

Scale = Literal["stances", "fist", "grades"]
Rule = Literal["nobody_objects", "share", "mean", "leader_decides"]
DECISIONS = ("accepted", "trial", "rejected", "later")
ORDERS = ("given", "support")

# How many levels a scale has, and from which on a stance supports. Level 0 is the objection on all of them.
_LEVELS: dict[str, int] = {"stances": 3, "fist": 6, "grades": 8}
_SUPPORT_FROM: dict[str, int] = {"stances": 1, "fist": 3, "grades": 5}

Counts = tuple[int, ...]


class ConsentSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is proposed, on which scale people answer, and by which rule it is decided."""

    proposals: Annotated[
        tuple[Text, ...],
        msgspec.Meta(
            max_length=MOST_WRITTEN, title="Proposals", description="None if they come from an earlier step."
        ),
    ] = ()
    scale: Annotated[
        Scale,
        msgspec.Meta(
            title="Scale of support",
            description="“stances” has three, “fist” goes from 0 to 5, “grades” has eight grades of agreement.",
        ),
    ] = "stances"
    one_by_one: Annotated[
        bool,
        msgspec.Meta(
            title="One proposal at a time", description="You go to the next; otherwise all are on one list."
        ),
    ] = False
    reason_below: Annotated[
        int,
        msgspec.Meta(
            ge=0,
            le=8,
            title="Ask for a reason under this level",
            description="Levels count from 0, the objection. 0 asks nobody.",
        ),
    ] = 2
    reason_required: Annotated[
        bool, msgspec.Meta(title="A reason is required", description="A stance under the level needs its reason.")
    ] = False
    rule: Annotated[
        Text,
        msgspec.Meta(
            title="Decision rule in your words", description="Stands on phones and the board before anyone answers."
        ),
    ] = {}
    counts_as: Annotated[
        Rule,
        msgspec.Meta(
            title="What counts as a yes",
            description="Nobody objects, enough support, the mean reaches support, or the one in charge decides.",
        ),
    ] = "nobody_objects"
    share: Annotated[
        int, msgspec.Meta(ge=50, le=100, title="Support that is enough, %", description="When a share decides.")
    ] = 80
    hidden: Annotated[
        bool,
        msgspec.Meta(title="Hidden until you show the support", description="Seeing others’ stances sways people."),
    ] = True


class Decision(msgspec.Struct, frozen=True):
    """What was decided about a version; nothing where ``decision`` is empty."""

    decision: str = ""
    words: str = ""


class Version(msgspec.Struct, frozen=True):
    """One wording of a proposal with all that was said about it.

    Attributes:
        number: What a stance names; never used again for another text of the same proposal.
        stances: Author → level.
        tally: How many on phones chose each level.
        hands: The same, counted in the room by a leader.
        told: Whether its support was shown, which ends the answering.
    """

    number: int
    text: Text
    tally: Counts
    hands: Counts
    stances: dict[str, int] = {}
    told: bool = False
    decided: Decision = Decision()


class Proposal(msgspec.Struct, frozen=True):
    """A proposal; the last of its versions is the one that is asked about.

    Attributes:
        last: The highest number that a version ever had.
    """

    sort: int
    versions: tuple[Version, ...]
    last: int = 1
    hidden: bool = False

    @property
    def present(self) -> Version:
        """The version that is asked about."""
        return self.versions[-1]


class Reservation(Waiting, frozen=True):
    """What somebody wants to be remembered about a version."""

    proposal: str
    version: int
    text: str
    hidden: bool = False


class Considered(msgspec.Struct, frozen=True):
    """All proposals with their stances and reservations.

    Attributes:
        current: The proposal that is asked about, where they are asked one by one.
        order: What a leader chose to sort by; nothing is as given.
        answers: Author → how many stances of any version one has.
    """

    settings: ConsentSettings
    proposals: dict[str, Proposal] = {}
    reservations: dict[str, Reservation] = {}
    released: int = 0
    current: str = ""
    order: str = "given"
    answers: dict[str, int] = {}


# --- commands --------------------------------------------------------------------------------------------


class TakeStance(ActivityCommand, frozen=True, tag_field="do", tag="TakeStance"):
    """Takes a stance on a version, 0 being the objection. A new stance takes the place of the old."""

    proposal: str
    version: int
    level: Annotated[int, msgspec.Meta(ge=0, le=7)]


class TakeBackStance(ActivityCommand, frozen=True, tag_field="do", tag="TakeBackStance"):
    """Takes back one's stance on a version."""

    proposal: str
    version: int


class WriteReservation(ActivityCommand, frozen=True, tag_field="do", tag="WriteReservation"):
    """Sets one's reservation about a version; no words take it back."""

    proposal: str
    version: int
    text: Annotated[str, msgspec.Meta(max_length=LONGEST_RESERVATION)]


class TellSupport(ActivityCommand, frozen=True, tag_field="do", tag="TellSupport"):
    """Shows the support of a proposal, or of all that are asked about now; it ends their answering. No undo."""

    proposal: str = ""


class EditProposal(ActivityCommand, frozen=True, tag_field="do", tag="EditProposal"):
    """Words a proposal anew. Once somebody has answered it makes a new version, by the same words too."""

    proposal: str
    text: Text


class TakeBackEdit(ActivityCommand, frozen=True, tag_field="do", tag="TakeBackEdit"):
    """Takes back a new wording that nobody has answered yet: the version of that number is asked about again."""

    proposal: str
    version: int
    text: Text


class AddProposal(ActivityCommand, frozen=True, tag_field="do", tag="AddProposal"):
    """Adds a proposal at the end; its id is the command's."""

    text: Text


class TakeBackProposal(ActivityCommand, frozen=True, tag_field="do", tag="TakeBackProposal"):
    """Takes back a proposal that was added, while nobody has answered it."""

    proposal: str


class HideProposal(ActivityCommand, frozen=True, tag_field="do", tag="HideProposal"):
    """Takes a proposal out with all its versions, or puts it back."""

    proposal: str
    on: bool = True


class NextProposal(ActivityCommand, frozen=True, tag_field="do", tag="NextProposal"):
    """Asks about the next proposal."""


class GoToProposal(ActivityCommand, frozen=True, tag_field="do", tag="GoToProposal"):
    """Asks about this proposal."""

    proposal: str


class RecordDecision(ActivityCommand, frozen=True, tag_field="do", tag="RecordDecision"):
    """Records what was decided: accepted, trial, rejected or later; nothing takes it back."""

    proposal: str
    decision: str
    words: Annotated[str, msgspec.Meta(max_length=LONGEST_DECISION)] = ""


class ConsentHands(ActivityCommand, frozen=True, tag_field="do", tag="ConsentHands"):
    """Sets how many hands were counted in the room for a level of the present version."""

    proposal: str
    level: Annotated[int, msgspec.Meta(ge=0, le=7)]
    hands: Annotated[int, msgspec.Meta(ge=0, le=10_000)]


class SortProposals(ActivityCommand, frozen=True, tag_field="do", tag="SortProposals"):
    """Sorts the result: as given, or by support, the lowest first."""

    by: str


class HideReservation(ActivityCommand, frozen=True, tag_field="do", tag="HideReservation"):
    """Keeps a reservation from the wall, phones and summary, or puts it back."""

    reservation: str
    on: bool = True


# --- views -----------------------------------------------------------------------------------------------


class SupportView(msgspec.Struct, frozen=True):
    """What people said about one version. Where ``few`` answered, ``n`` is the only number.

    Attributes:
        shown: Whether the numbers are.
        n: Phones and hands.
        counts: How many chose each level, from the objection on.
        support: How many of all support it, whole per cent.
        mean: Of the levels.
        outcome: By the rule: ``passes``, ``fails``, ``leader``, or nothing where it is not told.
        reservations: How many there are to read; none where nothing is told.
        waiting: How many more have not left yet, since they are too few to hide in each other.
    """

    shown: bool = False
    few: bool = False
    n: int = 0
    counts: tuple[int, ...] = ()
    support: int = 0
    mean: float = 0.0
    outcome: str = ""
    reservations: int = 0
    waiting: int = 0


class VersionView(msgspec.Struct, frozen=True):
    """An earlier wording with its result."""

    text: Text
    sort: int
    result: SupportView
    decision: str
    words: str


class ConsentProposalView(msgspec.Struct, frozen=True):
    """A proposal in its present wording.

    Attributes:
        version: The number that a stance has to name.
        place: Which wording this is, from 1.
        answered: How many answered it on phones.
        told: Whether its answering is over.
        hands: Hands counted for each level; for the desk alone.
        versions: The earlier wordings.
    """

    text: Text
    sort: int
    version: int
    place: int
    hidden: bool
    answered: int
    told: bool
    hands: tuple[int, ...]
    result: SupportView
    decision: str
    words: str
    versions: dict[str, VersionView]


class ReservationView(msgspec.Struct, frozen=True):
    """A reservation; ``place`` tells which wording it is about, ``name`` only what this audience may know."""

    text: str
    sort: int
    proposal: str
    place: int
    name: str
    hidden: bool


class ConsentView(msgspec.Struct, frozen=True, tag_field="kind", tag="consent"):
    """The proposals as an audience sees them.

    Attributes:
        levels: How many levels the scale has; 0 is the objection.
        support_from: The level from which on a stance supports.
        current: The proposal that is asked about, where they are asked one by one.
        place: Which one that is, from 1.
        count: How many proposals there are.
        order: What the list is sorted by.
        shown: Whether the support of anything is.
        few: Whether all that was answered was answered by too few.
        phones: How many have answered anything on phones.
        hands: The most hands counted for one proposal.
        more: Proposals that there is no room for here.
    """

    scale: str
    levels: int
    support_from: int
    one_by_one: bool
    reason_below: int
    reason_required: bool
    rule: Text
    counts_as: str
    share: int
    hidden: bool
    current: str
    place: int
    count: int
    order: str
    shown: bool
    few: bool
    phones: int
    hands: int
    more: int
    proposals: dict[str, ConsentProposalView]
    reservations: dict[str, ReservationView]


class MyStance(msgspec.Struct, frozen=True):
    """One's own stance on the present wording; ``level`` is -1 where there is none."""

    sort: int
    version: int
    level: int
    reason: str
    text: Text


class MyStances(msgspec.Struct, frozen=True, tag_field="kind", tag="consent"):
    """What only its author knows. ``scale`` is there so that the levels can be worded."""

    scale: str
    stances: dict[str, MyStance]


# --- the kind --------------------------------------------------------------------------------------------


class Consent(Kind[ConsentSettings, Considered]):
    """Stances on proposals."""

    name = "consent"
    Settings = ConsentSettings
    commands = (TakeStance, TakeBackStance, WriteReservation)
    leader_commands = (
        TellSupport,
        EditProposal,
        TakeBackEdit,
        AddProposal,
        TakeBackProposal,
        HideProposal,
        NextProposal,
        GoToProposal,
        RecordDecision,
        ConsentHands,
        SortProposals,
        HideReservation,
    )
    remote_commands = (TellSupport, NextProposal, GoToProposal, SortProposals, HideReservation)

    def begin(self, settings: ConsentSettings, inputs: Inputs, seed: int) -> Considered:
        """Start with the written proposals, and after them what flows in."""
        written = tuple(
            # From the seed, so that a stance of the run before a reset finds nothing.
            Item(derived_id("proposal", str(seed), str(n)), text)
            for n, text in enumerate(settings.proposals)
        )
        items = (*written, *inputs.items)[:MOST_PROPOSALS]
        proposals = {item.id: Proposal(n, (_fresh(settings, 1, item.text),)) for n, item in enumerate(items, 1)}
        return Considered(settings, proposals, current=next(iter(proposals), ""))

    def refuse(self, state: Considered, command: ActivityCommand, doing: Doing, moment: Moment) -> Refusal | None:
        """A stance names the version that is asked about; once its support is shown it stays as it is."""
        match command:
            case TakeStance() | TakeBackStance() | WriteReservation() if doing.leads:
                # Leaders count hands: their own stances would not be told from the room's.
                return Refusal("not_permitted")
            case TakeStance(proposal=proposal, version=version):
                no = _refuse_version(state, proposal, version) or _refuse_told(state, proposal)
                return no or _refuse_level(state, command.level) or _refuse_bare(state, command, doing.by)
            case TakeBackStance(proposal=proposal, version=version):
                return _refuse_version(state, proposal, version) or _refuse_told(state, proposal)
            case WriteReservation(proposal=proposal, version=version, text=text):
                no = _refuse_version(state, proposal, version) or _refuse_full(state, doing)
                return no or (Refusal("empty") if text and not text.strip() else None)
            case TellSupport(proposal=proposal):
                return _refuse_missing(state, proposal) if proposal else None
            case EditProposal(proposal=proposal, text=text):
                return (
                    _refuse_missing(state, proposal) or refuse_no_words(text) or _refuse_versions(state, proposal)
                )
            case TakeBackEdit(proposal=proposal, version=version):
                return _refuse_missing(state, proposal) or _refuse_taking_back(state, proposal, version)
            case AddProposal(text=text):
                return refuse_no_words(text) or _refuse_more(state, doing)
            case TakeBackProposal(proposal=proposal):
                no = _refuse_unknown(state, proposal)
                return no or (None if _may_go(state, proposal) else Refusal("stances_taken"))
            case HideProposal(proposal=proposal):
                return _refuse_unknown(state, proposal)
            case GoToProposal(proposal=proposal):
                return _refuse_missing(state, proposal)
            case NextProposal():
                return None if _after(state) else Refusal("last_proposal")
            case RecordDecision(proposal=proposal, decision=decision):
                known = decision in ("", *DECISIONS)
                return _refuse_missing(state, proposal) or (None if known else Refusal("no_such_decision"))
            case ConsentHands(proposal=proposal, level=level):
                return _refuse_missing(state, proposal) or _refuse_level(state, level)
            case SortProposals(by=by):
                return None if by in ORDERS else Refusal("no_such_order")
            case HideReservation(reservation=reservation):
                return None if reservation in state.reservations else Refusal("no_such_reservation")
            case _:
                return None

    def reduce(self, state: Considered, command: ActivityCommand, doing: Doing, moment: Moment) -> Considered:
        """Count; reservations leave together, when the support is shown."""
        match command:
            case TakeStance(proposal=proposal, level=level):
                return _took(state, proposal, doing.by, level)
            case TakeBackStance(proposal=proposal):
                return _took(state, proposal, doing.by, -1)
            case WriteReservation():
                return _reserved(state, command, doing, moment)
            case TellSupport(proposal=proposal):
                return _told(state, (proposal,) if proposal else _asked(state), doing.seed, moment)
            case EditProposal(proposal=proposal, text=text):
                return _edited(state, proposal, text)
            case TakeBackEdit(proposal=proposal, version=version, text=text):
                return _unedited(state, proposal, version, text)
            case AddProposal(text=text):
                return _added(state, doing.id, text)
            case TakeBackProposal(proposal=proposal):
                kept = {key: row for key, row in state.proposals.items() if key != proposal}
                current = "" if state.current == proposal else state.current
                return replace(state, proposals=kept, current=current)
            case HideProposal(proposal=proposal, on=on):
                return _with(state, proposal, replace(state.proposals[proposal], hidden=on))
            case GoToProposal(proposal=proposal):
                return state if state.current == proposal else replace(state, current=proposal)
            case NextProposal():
                return replace(state, current=_after(state))
            case RecordDecision(proposal=proposal, decision=decision, words=words):
                decided = Decision(decision, words.strip()) if decision else Decision()
                return _with_present(state, proposal, decided=decided)
            case ConsentHands(proposal=proposal, level=level, hands=hands):
                counted = state.proposals[proposal].present.hands
                return _with_present(state, proposal, hands=(*counted[:level], hands, *counted[level + 1 :]))
            case SortProposals(by=by):
                return state if state.order == by else replace(state, order=by)
            case HideReservation(reservation=reservation, on=on):
                return _with_reservation(state, reservation, replace(state.reservations[reservation], hidden=on))
            case Reveal():
                return _told(state, tuple(_visible(state)), doing.seed, moment)
            case CloseActivity() | EndGrace():
                return _released(state, tuple(state.proposals), doing.seed, moment)
            case ReleaseNotes():
                shown = tuple(key for key in state.proposals if _is_shown(state, key, moment))
                return _released(state, shown, doing.seed, moment)
            case _:
                return state

    def inverse(self, before: Considered, command: ActivityCommand, doing: Doing) -> ActivityCommand | None:
        """What a leader did can be taken back, but for showing; a new wording as long as nobody answered it."""
        match command:
            case EditProposal(activity=activity, proposal=proposal):
                was = before.proposals[proposal].present
                return TakeBackEdit(activity=activity, proposal=proposal, version=was.number, text=was.text)
            case AddProposal(activity=activity):
                return TakeBackProposal(activity=activity, proposal=doing.id)
            case HideProposal(activity=activity, proposal=proposal):
                hidden = before.proposals[proposal].hidden
                return HideProposal(activity=activity, proposal=proposal, on=hidden)
            case NextProposal(activity=activity) | GoToProposal(activity=activity) if _current(before):
                return GoToProposal(activity=activity, proposal=_current(before))
            case RecordDecision(activity=activity, proposal=proposal):
                decided = before.proposals[proposal].present.decided
                return RecordDecision(
                    activity=activity, proposal=proposal, decision=decided.decision, words=decided.words
                )
            case ConsentHands(activity=activity, proposal=proposal, level=level):
                hands = before.proposals[proposal].present.hands[level]
                return ConsentHands(activity=activity, proposal=proposal, level=level, hands=hands)
            case SortProposals(activity=activity):
                return SortProposals(activity=activity, by=before.order)
            case HideReservation(activity=activity, reservation=reservation):
                hidden = before.reservations[reservation].hidden
                return HideReservation(activity=activity, reservation=reservation, on=hidden)
            case _:
                return None

    def next_command(self, state: Considered, activity: str) -> ActivityCommand | None:
        """Show the support, then ask about the next proposal; close after the last."""
        untold = [key for key in _asked(state) if not state.proposals[key].present.told]
        if state.settings.hidden and untold:
            return TellSupport(activity=activity, proposal=untold[0] if len(untold) == 1 else "")
        return NextProposal(activity=activity) if state.settings.one_by_one and _after(state) else None

    def releasable(self, state: Considered, moment: Moment) -> bool:
        """Reservations written after the support is shown leave by three."""
        if not moment.anonymous:
            return False
        return enough_to_leave(row for row in state.reservations.values() if _is_shown(state, row.proposal, moment))

    def board(self, state: Considered, sight: Sight) -> ConsentView:
        """Return what the wall has pages for: the proposal that is asked about, or the first of the list."""
        rows = _visible(state)
        if state.settings.one_by_one and sight.moment.stage != "closed":
            rows = {key: row for key, row in rows.items() if key == _current(state)}
        return _view(state, rows, sight, MOST_ON_BOARD)

    def phone(self, state: Considered, sight: Sight) -> ConsentView:
        """Return all proposals."""
        return _view(state, _visible(state), sight, MOST_PROPOSALS)

    def desk(self, state: Considered, sight: Sight) -> ConsentView:
        """Return all proposals, those taken out too, with how many answered each; no stance before all see it."""
        return _view(state, state.proposals, sight, MOST_PROPOSALS)

    def mine(self, state: Considered, author: str, sight: Sight) -> MyStances:
        """Return one's stances and reservations about the present wordings."""
        reasons = {
            row.proposal: row.text
            for row in _own(state, author)
            if row.version == state.proposals[row.proposal].present.number and not row.withdrawn
        }
        stances = {
            key: MyStance(row.sort, row.present.number, level, reasons.get(key, ""), row.present.text)
            for key, row in _visible(state).items()
            if (level := row.present.stances.get(author, -1)) >= 0 or key in reasons
        }
        return MyStances(state.settings.scale, stances)

    def answered(self, state: Considered) -> int:
        """Return how many have taken a stance on anything."""
        return len(state.answers)

    def worth_telling(self, state: Considered) -> bool:
        """Nothing was asked where nothing was proposed."""
        return bool(_visible(state))

    def summary(self, state: Considered, sight: Sight) -> ConsentView:
        """Return the result without ids; reservations in an order that their words alone decide."""
        view = _view(state, _visible(state), replace(sight, leads=False), MOST_PROPOSALS)
        keys = {proposal: str(place) for place, proposal in enumerate(view.proposals, 1)}
        told = sorted(
            (row for row in view.reservations.values() if row.proposal in keys),
            key=lambda row: (int(keys[row.proposal]), row.place, by_words(row.text)),
        )
        return replace(
            view,
            current="",
            place=0,
            proposals={keys[key]: row for key, row in view.proposals.items()},
            reservations={
                str(place): replace(row, sort=place, proposal=keys[row.proposal])
                for place, row in enumerate(told, 1)
            },
        )

    def tables(self, state: Considered, sight: Sight) -> list[list[str | int | float]]:
        """Return a row a proposal and version whose support is shown."""
        if sight.moment.private:
            return []
        header: list[str | int | float] = ["Proposal", "Version", "Answers", "Support, %", "Mean"]
        header += ["How many chose each level", "Reservations", "Decision"]
        rows = [
            [pick(text, ()), place, result.n, *_cells(result), decision]
            for row in self.summary(state, sight).proposals.values()
            for text, place, result, decision in _tellings(row)
            if result.shown or result.few
        ]
        return [header, *rows] if rows else []

    def pretend(
        self, state: Considered, activity: str, who: int, says: PretendWords
    ) -> tuple[ActivityCommand, ...]:
        """Take a stance on what is asked about, mostly of support; under the level write why."""
        asked = ((key, state.proposals[key]) for key in _asked(state))
        rows = [(key, row) for key, row in asked if not row.present.told]
        return tuple(command for key, row in rows for command in _pretended(state, activity, key, row, who, says))

    def yields(self, state: Considered, moment: Moment) -> Yields:
        """Return the last wordings of what was not turned down, and the best supported first.

        Also before the close: what is asked for here is the result, and opening the next step closes this one.
        """
        rows = {
            key: row
            for key, row in _visible(state).items()
            if row.present.decided.decision not in ("rejected", "later")
        }
        items = {
            key: Item(key, row.present.text, _weight(state, row.present, moment), marks=_marks(row.present, moment))
            for key, row in rows.items()
        }
        ranked = sorted(rows, key=lambda key: _lowest_first(state, key, moment), reverse=True)
        top = sorted(ranked, key=lambda key: not _can_be_told(rows[key].present, moment))
        return Yields(
            items=tuple(items.values()), top=tuple(items[key] for key in (top, list(rows))[moment.private])
        )


kind = Consent()


# --- the scale -------------------------------------------------------------------------------------------


def _levels(settings: ConsentSettings) -> int:
    return _LEVELS[settings.scale]


def _fresh(settings: ConsentSettings, number: int, text: Text) -> Version:
    empty = (0,) * _levels(settings)
    return Version(number, text, empty, empty)


# --- may it be done --------------------------------------------------------------------------------------


def _refuse_unknown(state: Considered, proposal: str) -> Refusal | None:
    return None if proposal in state.proposals else Refusal("no_such_proposal")


def _refuse_missing(state: Considered, proposal: str) -> Refusal | None:
    row = state.proposals.get(proposal)
    return Refusal("no_such_proposal") if row is None or row.hidden else None


def _refuse_version(state: Considered, proposal: str, version: int) -> Refusal | None:
    if no := _refuse_missing(state, proposal):
        return no
    present = state.proposals[proposal].present.number
    return None if version == present else Refusal("version_changed")


def _refuse_told(state: Considered, proposal: str) -> Refusal | None:
    return Refusal("support_shown") if state.proposals[proposal].present.told else None


def _refuse_level(state: Considered, level: int) -> Refusal | None:
    most = _levels(state.settings) - 1
    return None if level <= most else Refusal("off_the_scale", {"least": 0, "most": most})


def _refuse_bare(state: Considered, command: TakeStance, by: str) -> Refusal | None:
    settings = state.settings
    if not settings.reason_required or command.level >= settings.reason_below:
        return None
    # Any row will do: its words may have been erased since.
    given = any(row.proposal == command.proposal and row.version == command.version for row in _own(state, by))
    return None if given else Refusal("reason_needed")


def _refuse_full(state: Considered, doing: Doing) -> Refusal | None:
    if doing.id in state.reservations:
        return Refusal("id_taken")
    full = len(state.reservations) >= MOST_NOTES_IN_ALL
    return Refusal("too_many", {"most": MOST_NOTES_IN_ALL}) if full else None


def _refuse_versions(state: Considered, proposal: str) -> Refusal | None:
    full = len(state.proposals[proposal].versions) >= MOST_VERSIONS
    return Refusal("too_many", {"most": MOST_VERSIONS}) if full else None


def _refuse_taking_back(state: Considered, proposal: str, version: int) -> Refusal | None:
    row = state.proposals[proposal]
    earlier = [old.number for old in row.versions[:-1]]
    returns = earlier[-1:] == [version] or (version not in earlier and 1 <= version <= row.last)
    return None if returns and not _is_answered(state, proposal) else Refusal("changed_since")


def _refuse_more(state: Considered, doing: Doing) -> Refusal | None:
    if doing.id in state.proposals:
        return Refusal("id_taken")
    full = len(state.proposals) >= MOST_PROPOSALS
    return Refusal("too_many", {"most": MOST_PROPOSALS}) if full else None


def _is_answered(state: Considered, proposal: str) -> bool:
    """Whether anybody has said anything about the present wording: then another wording is another version."""
    present = state.proposals[proposal].present
    said = present.stances or any(present.hands) or present.told or present.decided != Decision()
    return bool(said) or any(
        row.proposal == proposal and row.version == present.number for row in state.reservations.values()
    )


def _may_go(state: Considered, proposal: str) -> bool:
    return len(state.proposals[proposal].versions) == 1 and not _is_answered(state, proposal)


# --- do it -----------------------------------------------------------------------------------------------


def _with(state: Considered, proposal: str, row: Proposal) -> Considered:
    if state.proposals.get(proposal) == row:
        return state
    return replace(state, proposals={**state.proposals, proposal: row})


def _with_present(
    state: Considered, proposal: str, **changes: Counts | bool | Decision | dict[str, int]
) -> Considered:
    row = state.proposals[proposal]
    present = replace(row.present, **changes)
    return _with(state, proposal, replace(row, versions=(*row.versions[:-1], present)))


def _took(state: Considered, proposal: str, by: str, level: int) -> Considered:
    """Return the state with the author's level, or without any where it is -1."""
    present = state.proposals[proposal].present
    before = present.stances.get(by, -1)
    if before == level:
        return state
    stances = {author: taken for author, taken in present.stances.items() if author != by or level >= 0}
    if level >= 0:
        stances[by] = level
    tally = tuple(count + (place == level) - (place == before) for place, count in enumerate(present.tally))
    counted = _with_present(state, proposal, stances=stances, tally=tally)
    return _counted(counted, by, (level >= 0) - (before >= 0))


def _counted(state: Considered, by: str, change: int) -> Considered:
    if not change:
        return state
    answers = {**state.answers, by: state.answers.get(by, 0) + change}
    if not answers[by]:
        del answers[by]
    return replace(state, answers=answers)


def _edited(state: Considered, proposal: str, text: Text) -> Considered:
    row = state.proposals[proposal]
    answered = _is_answered(state, proposal)
    if not answered and row.present.text == text:
        return state
    # A stance on its way was about the words before: even a small correction has a number of its own.
    number = row.last + 1
    fresh = _fresh(state.settings, number, text)
    versions = (*row.versions, fresh) if answered else (*row.versions[:-1], fresh)
    return _with(state, proposal, replace(row, versions=versions, last=number))


def _unedited(state: Considered, proposal: str, version: int, text: Text) -> Considered:
    row = state.proposals[proposal]
    if len(row.versions) > 1 and row.versions[-2].number == version:
        return _with(state, proposal, replace(row, versions=row.versions[:-1]))
    before = _fresh(state.settings, version, text)
    return _with(state, proposal, replace(row, versions=(*row.versions[:-1], before)))


def _added(state: Considered, proposal: str, text: Text) -> Considered:
    place = max((row.sort for row in state.proposals.values()), default=0) + 1
    added = Proposal(place, (_fresh(state.settings, 1, text),))
    return replace(state, proposals={**state.proposals, proposal: added})


def _told(state: Considered, proposals: Iterable[str], seed: int, moment: Moment) -> Considered:
    chosen = tuple(proposals)
    for proposal in chosen:
        state = _with_present(state, proposal, told=True)
    return _released(state, chosen, seed, moment)


# --- one by one ------------------------------------------------------------------------------------------


def _current(state: Considered) -> str:
    """Return the proposal that is asked about: the chosen one, or if it is gone the next that is there."""
    row = state.proposals.get(state.current)
    if row is not None and not row.hidden:
        return state.current
    rows = _visible(state)
    later = (key for key, other in rows.items() if row is None or other.sort > row.sort)
    return next(later, next(reversed(rows), ""))


def _after(state: Considered) -> str:
    keys, current = list(_visible(state)), _current(state)
    return next(iter(keys[keys.index(current) + 1 :]), "") if current else ""


def _asked(state: Considered) -> tuple[str, ...]:
    """Return what is asked about now."""
    if not state.settings.one_by_one:
        return tuple(_visible(state))
    current = _current(state)
    return (current,) if current else ()


# --- reservations ----------------------------------------------------------------------------------------


def _own(state: Considered, by: str) -> Iterator[Reservation]:
    return (row for row in state.reservations.values() if row.by == by and row.proposal in state.proposals)


def _reserved(state: Considered, command: WriteReservation, doing: Doing, moment: Moment) -> Considered:
    proposal, version, text = command.proposal, command.version, command.text.strip()
    there = next(
        (
            key
            for key, row in state.reservations.items()
            if row.by == doing.by and row.proposal == proposal and row.version == version
        ),
        "",
    )
    if there:
        # Withdrawn with its words: what was taken back is gone.
        changed = replace(state.reservations[there], text=text, withdrawn=not text)
        return _with_reservation(state, there, changed)
    row = Reservation(by=doing.by, proposal=proposal, version=version, text=text, withdrawn=not text)
    state = _with_reservation(state, doing.id, row)
    at_once = not moment.anonymous and _is_shown(state, proposal, moment)
    return _released(state, (proposal,), doing.seed, moment) if at_once else state


def _with_reservation(state: Considered, reservation: str, row: Reservation) -> Considered:
    if state.reservations.get(reservation) == row:
        return state
    return replace(state, reservations={**state.reservations, reservation: row})


def _released(state: Considered, proposals: Iterable[str], seed: int, moment: Moment) -> Considered:
    if moment.private:
        return state
    chosen = set(proposals)
    waiting = {key: row for key, row in state.reservations.items() if row.proposal in chosen and not row.sort}
    if not waiting:
        return state
    let = let_out(waiting, state.released, seed)
    rows = {**state.reservations, **let}
    return replace(state, reservations=rows, released=state.released + len(waiting))


# By proposal and number of the version.
Said = Mapping[tuple[str, int], Sequence[Reservation]]


def _said(state: Considered) -> Said:
    """Return the reservations that stand: neither taken back nor erased."""
    rows: dict[tuple[str, int], list[Reservation]] = {}
    for row in state.reservations.values():
        if row.text and not row.withdrawn:
            rows.setdefault((row.proposal, row.version), []).append(row)
    return rows


def _reservations(state: Considered, sight: Sight) -> list[tuple[str, Reservation]]:
    """Return what this audience may read, in wall order: the desk what is kept back too."""
    rows = [
        (key, row)
        for key, row in state.reservations.items()
        if row.sort and not row.withdrawn and row.text and (sight.leads or not row.hidden)
        if row.proposal in state.proposals and _is_told(state, row, sight.moment)
    ]
    return sorted(rows, key=lambda row: row[1].sort)


def _is_told(state: Considered, row: Reservation, moment: Moment) -> bool:
    proposal = state.proposals[row.proposal]
    version = next((old for old in proposal.versions if old.number == row.version), None)
    if version is None or proposal.hidden:
        return False
    return _version_is_shown(state, row.proposal, version, moment) and _may_be_read(version, moment)


def _place_of(row: Proposal, number: int) -> int:
    return next((place for place, version in enumerate(row.versions, 1) if version.number == number), 0)


# --- numbers ---------------------------------------------------------------------------------------------


def _together(version: Version) -> Counts:
    return tuple(one + other for one, other in zip(version.tally, version.hands, strict=True))


def _are_few(version: Version, moment: Moment) -> bool:
    """Whether the numbers, or the outcome, would tell what single people answered."""
    return are_few(sum(version.tally), sum(version.hands), moment.identity)


def _may_be_read(version: Version, moment: Moment) -> bool:
    """Whether reservations may be told: beside as many stances as numbers need, unless all have names."""
    return moment.identity in PUBLIC or _can_be_told(version, moment)


def _can_be_told(version: Version, moment: Moment) -> bool:
    return any(_together(version)) and not _are_few(version, moment)


def _supporters(settings: ConsentSettings, counts: Counts) -> int:
    return sum(counts[_SUPPORT_FROM[settings.scale] :])


def _support(settings: ConsentSettings, counts: Counts) -> int:
    """Return how many of all support it, whole per cent."""
    return share(_supporters(settings, counts), sum(counts))


def _mean(counts: Counts) -> float:
    n = sum(counts)
    return sum(level * count for level, count in enumerate(counts)) / n if n else 0.0


def _outcome(settings: ConsentSettings, counts: Counts) -> str:
    """Return how it came out by the rule: compared in whole numbers, so that no rounding decides."""
    n, supporters = sum(counts), _supporters(settings, counts)
    if settings.counts_as == "leader_decides":
        return "leader"
    passes = {
        "nobody_objects": counts[0] == 0,
        "share": 100 * supporters >= settings.share * n,
        "mean": _mean(counts) >= _SUPPORT_FROM[settings.scale],
    }[settings.counts_as]
    return "passes" if passes else "fails"


def _weight(state: Considered, version: Version, moment: Moment) -> int:
    if moment.private:
        return 1
    return _support(state.settings, _together(version)) if _can_be_told(version, moment) else 0


def _marks(version: Version, moment: Moment) -> Counts:
    # Five answers: the next step cannot know who knew.
    enough = sum(_together(version)) >= FEWEST and not _are_few(version, moment)
    return _together(version) if enough and not moment.private else ()


def _lowest_first(state: Considered, proposal: str, moment: Moment) -> tuple[int, float, int]:
    row = state.proposals[proposal]
    if not _can_be_told(row.present, moment):
        return (0, 0.0, -row.sort)
    counts = _together(row.present)
    return (_support(state.settings, counts), _mean(counts), -row.sort)


# --- see it ----------------------------------------------------------------------------------------------


def _visible(state: Considered) -> dict[str, Proposal]:
    return {key: row for key, row in state.proposals.items() if not row.hidden}


def _is_shown(state: Considered, proposal: str, moment: Moment) -> bool:
    if moment.private or proposal not in state.proposals:
        return False
    told = state.proposals[proposal].present.told
    return not state.settings.hidden or told or moment.stage == "closed"


def _version_is_shown(state: Considered, proposal: str, version: Version, moment: Moment) -> bool:
    # A wording changed before its support was shown is shown with the next: taking the change back asks on.
    return _is_shown(state, proposal, moment) or (version.told and not moment.private)


def _in_order(state: Considered, rows: Mapping[str, Proposal], moment: Moment) -> list[str]:
    """Return the proposals as they are sorted; those of which nothing can be told stand last."""

    def place(key: str) -> tuple[bool, int, float, int]:
        known = _is_shown(state, key, moment) and _can_be_told(rows[key].present, moment)
        support, mean, _ = _lowest_first(state, key, moment) if known else (0, 0.0, 0)
        return (not known, support, mean, rows[key].sort)

    return sorted(rows, key=place if state.order == "support" else lambda key: rows[key].sort)


def _view(state: Considered, rows: Mapping[str, Proposal], sight: Sight, room: int) -> ConsentView:
    settings, moment, visible = state.settings, sight.moment, _visible(state)
    shown = [key for key in visible if _is_shown(state, key, moment)]
    chosen = sorted(_in_order(state, rows, moment), key=lambda key: rows[key].hidden)[:room]
    said = _said(state)
    proposals = {key: _proposal_view(state, key, place, sight, said) for place, key in enumerate(chosen, 1)}
    told = [(key, row) for key, row in _reservations(state, sight) if row.proposal in proposals]
    current = _current(state) if settings.one_by_one else ""
    answered = [visible[key].present for key in shown if any(_together(visible[key].present))]
    return ConsentView(
        scale=settings.scale,
        levels=_levels(settings),
        support_from=_SUPPORT_FROM[settings.scale],
        one_by_one=settings.one_by_one,
        reason_below=settings.reason_below,
        reason_required=settings.reason_required,
        rule=settings.rule,
        counts_as=settings.counts_as,
        share=settings.share,
        hidden=settings.hidden,
        current=current,
        place=list(visible).index(current) + 1 if current else 0,
        count=len(visible),
        order=state.order,
        shown=bool(shown),
        few=bool(answered) and all(_are_few(version, moment) for version in answered),
        phones=len(state.answers),
        hands=max((sum(_hands_told(state, key, sight)) for key in visible), default=0),
        more=len(rows) - len(proposals),
        proposals=proposals,
        reservations={
            key: ReservationView(
                row.text,
                place,
                row.proposal,
                _place_of(state.proposals[row.proposal], row.version),
                sight.name(row.by),
                row.hidden,
            )
            for place, (key, row) in enumerate(told, 1)
        },
    )


def _hands_told(state: Considered, proposal: str, sight: Sight) -> Counts:
    """Return the hands counted, for the desk at once and for others with the result."""
    told = _is_shown(state, proposal, sight.moment) or (sight.leads and not sight.moment.private)
    return state.proposals[proposal].present.hands if told else ()


def _proposal_view(state: Considered, proposal: str, place: int, sight: Sight, said: Said) -> ConsentProposalView:
    row = state.proposals[proposal]
    present = row.present
    return ConsentProposalView(
        text=present.text,
        sort=place,
        version=present.number,
        place=len(row.versions),
        hidden=row.hidden,
        answered=len(present.stances),
        told=present.told,
        hands=_hands_told(state, proposal, sight) if sight.leads else (),
        result=_support_view(state, proposal, present, sight.moment, said),
        decision=present.decided.decision,
        words=present.decided.words,
        versions={
            str(number): VersionView(
                text=version.text,
                sort=number,
                result=_support_view(state, proposal, version, sight.moment, said),
                decision=version.decided.decision,
                words=version.decided.words,
            )
            for number, version in enumerate(row.versions[:-1], 1)
        },
    )


def _support_view(state: Considered, proposal: str, version: Version, moment: Moment, said: Said) -> SupportView:
    if not _version_is_shown(state, proposal, version, moment):
        return SupportView()
    counts = _together(version)
    if _are_few(version, moment):
        return SupportView(few=True, n=sum(counts))
    rows = said.get((proposal, version.number), ()) if _may_be_read(version, moment) else ()
    return SupportView(
        shown=True,
        n=sum(counts),
        counts=counts,
        support=_support(state.settings, counts),
        mean=round(_mean(counts), 2),
        outcome=_outcome(state.settings, counts) if any(counts) else "",
        reservations=sum(bool(row.sort) and not row.hidden for row in rows),
        waiting=sum(not row.sort for row in rows),
    )


def _tellings(row: ConsentProposalView) -> list[tuple[Text, int, SupportView, str]]:
    """Return every wording with its result, the earliest first."""
    earlier = [(old.text, old.sort, old.result, old.decision) for old in row.versions.values()]
    return [*earlier, (row.text, row.place, row.result, row.decision)]


def _cells(result: SupportView) -> list[str | int | float]:
    if result.few or not result.n:
        return ["", "", "", ""]
    return [result.support, result.mean, " · ".join(map(str, result.counts)), result.reservations]


# --- a rehearsal -----------------------------------------------------------------------------------------


def _pretended(
    state: Considered, activity: str, proposal: str, row: Proposal, who: int, says: PretendWords
) -> Iterator[ActivityCommand]:
    settings, version = state.settings, row.present.number
    most = _levels(settings) - 1
    chance = random.Random(f"{proposal}/{version}/{who}")
    # Each proposal has a middle of its own, and a new wording is liked a little better.
    liked = random.Random(proposal).uniform(0.6, 0.95) + 0.08 * (len(row.versions) - 1)
    level = min(most, max(0, round(chance.gauss(most * liked, most * 0.2))))
    if level < settings.reason_below and (settings.reason_required or who % 2):
        text = says.notes[(who + row.sort) % len(says.notes)][:LONGEST_RESERVATION]
        yield WriteReservation(activity=activity, proposal=proposal, version=version, text=text)
    yield TakeStance(activity=activity, proposal=proposal, version=version, level=level)
