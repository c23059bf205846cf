"""Vote: everyone puts dots on options. One dot is a poll, several are a dot vote, ordered options are a scale.

While it is hidden nobody sees a tally, the desk included: only how many have voted. Closing shows the result.
A vote never tells who put which dot, and breaks nothing down by group. The totals per option are the result
itself, so they are shown under five voters too.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated

import msgspec

from facilitator.core.actors import Doing
from facilitator.core.ids import derived_id
from facilitator.core.kind import ActivityCommand, Inputs, Item, Kind, Moment, PretendWords, Sight, Yields
from facilitator.core.refusal import Refusal
from facilitator.core.text import Text, pick

replace = msgspec.structs.replace

MOST_OPTIONS = 200
MOST_ON_BOARD = 12


class VoteSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is voted on, with how many dots, and how the result is told."""

    options: Annotated[
        tuple[Text, ...],
        msgspec.Meta(
            max_length=MOST_ON_BOARD, title="Options", description="None if they come from an earlier step."
        ),
    ] = ()
    budget: Annotated[int, msgspec.Meta(ge=1, le=20, title="Dots per person")] = 1
    max_per_option: Annotated[int, msgspec.Meta(ge=1, le=20, title="Most dots on one option")] = 1
    hidden: Annotated[
        bool, msgspec.Meta(title="Hidden until you close the vote", description="Seeing others' dots sways people.")
    ] = True
    ordered: Annotated[
        bool,
        msgspec.Meta(title="The options are a scale", description="They keep their order; the median is shown."),
    ] = False
    criterion: Annotated[Text, msgspec.Meta(title="Vote by this criterion")] = {}
    top: Annotated[
        int, msgspec.Meta(ge=0, le=50, title="How many go on", description="0 draws no line under the best.")
    ] = 0
    low: Annotated[Text, msgspec.Meta(title="What the low end means")] = {}
    high: Annotated[Text, msgspec.Meta(title="What the high end means")] = {}


class Option(msgspec.Struct, frozen=True):
    """One option with its tally.

    Attributes:
        dots: From phones, all together.
        voters: How many put at least one dot here.
        hands: Counted in the room by a leader.
    """

    text: Text
    sort: int
    hidden: bool = False
    dots: int = 0
    voters: int = 0
    hands: int = 0

    @property
    def votes(self) -> int:
        """Dots and hands together."""
        return self.dots + self.hands


class Ballots(msgspec.Struct, frozen=True):
    """Options by id with their tallies, and each author's dots by option; no ballot is empty."""

    settings: VoteSettings
    options: dict[str, Option] = {}
    ballots: dict[str, dict[str, int]] = {}


# --- commands --------------------------------------------------------------------------------------------


class CastVote(ActivityCommand, frozen=True, tag_field="do", tag="CastVote"):
    """Sets how many of one's own dots are on an option; 0 takes them back."""

    option: str
    dots: Annotated[int, msgspec.Meta(ge=0, le=20)]


class AddHands(ActivityCommand, frozen=True, tag_field="do", tag="AddHands"):
    """Sets how many hands were counted in the room for an option."""

    option: str
    hands: Annotated[int, msgspec.Meta(ge=0, le=10_000)]


class AddOption(ActivityCommand, frozen=True, tag_field="do", tag="AddOption"):
    """Adds an option while nobody has voted; its id is the command's."""

    text: Text


class RenameOption(ActivityCommand, frozen=True, tag_field="do", tag="RenameOption"):
    """Words an option anew while nobody has voted."""

    option: str
    text: Text


class HideOption(ActivityCommand, frozen=True, tag_field="do", tag="HideOption"):
    """Takes an option out while nobody has voted, or puts it back."""

    option: str
    on: bool = True


class TakeBackOption(ActivityCommand, frozen=True, tag_field="do", tag="TakeBackOption"):
    """Takes back an option that was added, while nobody has voted."""

    option: str


# --- views -----------------------------------------------------------------------------------------------


class OptionView(msgspec.Struct, frozen=True):
    """An option. All numbers are 0 and ``cut`` is nothing while the tally is not shown; the desk sees its hands.

    Attributes:
        share: Votes of all votes, whole per cent.
        cut: Where the option falls by the line under the best: ``in``, ``out``, or ``tied`` across the line.
    """

    text: Text
    sort: int
    dots: int
    voters: int
    hands: int
    share: int
    cut: str
    hidden: bool


class VoteView(msgspec.Struct, frozen=True, tag_field="kind", tag="vote"):
    """The vote as an audience sees it.

    Attributes:
        shown: Whether the tally is.
        phones: How many have voted on phones.
        hands: Hands counted in the room, for all options together.
        total: Dots and hands together.
        median: Of an ordered vote: its place among the options, from 1, halves between two; 0 is none.
        more: Options that the wall has no room for.
    """

    budget: int
    max_per_option: int
    hidden: bool
    ordered: bool
    criterion: Text
    low: Text
    high: Text
    top: int
    shown: bool
    phones: int
    hands: int
    total: int
    median: float
    more: int
    options: dict[str, OptionView]


class MyVote(msgspec.Struct, frozen=True, tag_field="kind", tag="vote"):
    """One's own dots by option, and how many are left."""

    dots: dict[str, int]
    left: int


# --- the kind --------------------------------------------------------------------------------------------


class Vote(Kind[VoteSettings, Ballots]):
    """Dots on options."""

    name = "vote"
    Settings = VoteSettings
    commands = (CastVote,)
    leader_commands = (AddHands, AddOption, RenameOption, HideOption, TakeBackOption)

    def begin(self, settings: VoteSettings, inputs: Inputs, seed: int) -> Ballots:
        """Start with the written options, and after them what flows in from an earlier step."""
        written = tuple(
            # From the seed, so that a vote for an option of the run before a reset finds none.
            Item(derived_id("option", str(seed), str(n)), text)
            for n, text in enumerate(settings.options)
        )
        items = (*written, *inputs.items)[:MOST_OPTIONS]
        return Ballots(settings, {item.id: Option(item.text, n + 1) for n, item in enumerate(items)})

    def refuse(self, state: Ballots, command: ActivityCommand, doing: Doing, moment: Moment) -> Refusal | None:
        """Budgets and caps; options stay as they are once somebody has voted."""
        match command:
            case CastVote(option=option, dots=dots):
                # Leaders count hands: their own dots would not be told from the room's.
                return Refusal("not_permitted") if doing.leads else _refuse_dots(state, option, dots, doing.by)
            case AddHands(option=option):
                return _refuse_unknown(state, option)
            case AddOption(text=text):
                full = len(state.options) >= MOST_OPTIONS
                no = Refusal("too_many", {"most": MOST_OPTIONS}) if full else None
                return _refuse_once_voted(state) or _refuse_no_words(text) or no
            case RenameOption(option=option, text=text):
                return _refuse_unknown(state, option) or _refuse_once_voted(state) or _refuse_no_words(text)
            case HideOption(option=option) | TakeBackOption(option=option):
                unknown = Refusal("no_such_option") if option not in state.options else None
                return unknown or _refuse_once_voted(state)
            case _:
                return None

    def reduce(self, state: Ballots, command: ActivityCommand, doing: Doing, moment: Moment) -> Ballots:
        """Count."""
        match command:
            case CastVote(option=option, dots=dots):
                return _cast(state, option, dots, doing.by)
            case AddHands(option=option, hands=hands):
                return _changed(state, option, hands=hands)
            case AddOption(text=text):
                added = Option(text, max((row.sort for row in state.options.values()), default=0) + 1)
                return replace(state, options={**state.options, doing.id: added})
            case RenameOption(option=option, text=text):
                return _changed(state, option, text=text)
            case HideOption(option=option, on=on):
                return _changed(state, option, hidden=on)
            case TakeBackOption(option=option):
                kept = {option_id: row for option_id, row in state.options.items() if option_id != option}
                return replace(state, options=kept)
            case _:
                return state

    def inverse(self, before: Ballots, command: ActivityCommand, doing: Doing) -> ActivityCommand | None:
        """What a leader did to hands and options can be taken back."""
        match command:
            case AddHands(activity=activity, option=option):
                return AddHands(activity=activity, option=option, hands=before.options[option].hands)
            case AddOption(activity=activity):
                return TakeBackOption(activity=activity, option=doing.id)
            case RenameOption(activity=activity, option=option):
                return RenameOption(activity=activity, option=option, text=before.options[option].text)
            case HideOption(activity=activity, option=option):
                return HideOption(activity=activity, option=option, on=before.options[option].hidden)
            case _:
                return None

    def board(self, state: Ballots, sight: Sight) -> VoteView:
        """Return the twelve options that the wall has room for: the first ones, or the best once they are known."""
        options = _visible(state)
        ranked = _ranked(state) if _is_shown(state, sight.moment) and not state.settings.ordered else list(options)
        chosen = frozenset(ranked[:MOST_ON_BOARD])
        return _view(state, {option: row for option, row in options.items() if option in chosen}, sight)

    def phone(self, state: Ballots, sight: Sight) -> VoteView:
        """Return all options."""
        return _view(state, _visible(state), sight)

    def desk(self, state: Ballots, sight: Sight) -> VoteView:
        """Return all options, those taken out too, with the hands counted; no dots before all see them."""
        return _view(state, state.options, sight)

    def mine(self, state: Ballots, author: str, sight: Sight) -> MyVote:
        """Return one's own dots."""
        own = state.ballots.get(author, {})
        dots = {option: own[option] for option in state.options if option in own}
        return MyVote(dots, state.settings.budget - sum(own.values()))

    def answered(self, state: Ballots) -> int:
        """Return how many have a dot on something."""
        return len(state.ballots)

    def summary(self, state: Ballots, sight: Sight) -> VoteView:
        """Return the result with all options."""
        return self.phone(state, sight)

    def tables(self, state: Ballots, sight: Sight) -> list[list[str | int | float]]:
        """Return one row an option with its votes, or nothing while they are not shown."""
        if not _is_shown(state, sight.moment):
            return []
        header: list[str | int | float] = ["Option", "Dots", "Voters", "Hands", "Share, %"]
        rows = self.summary(state, sight).options.values()
        return [header] + [[pick(row.text, ()), row.dots, row.voters, row.hands, row.share] for row in rows]

    def pretend(self, state: Ballots, activity: str, who: int, says: PretendWords) -> tuple[ActivityCommand, ...]:
        """Spend the dots, most of them where many others do."""
        options = [option_id for option_id, option in state.options.items() if not option.hidden]
        if not options:
            return ()
        # Squares lean towards the first options, so that the result has a shape.
        places = dict.fromkeys((who * who + n * 3) % len(options) for n in range(state.settings.budget))
        return tuple(CastVote(activity=activity, option=options[place], dots=1) for place in places)

    def yields(self, state: Ballots, moment: Moment) -> Yields:
        """Return the options in their order, and in order of votes.

        Also before the close: what is asked for here is the result, and opening the next step closes the vote.
        """
        items = {
            option: Item(option, row.text, 1 if moment.private else row.votes)
            for option, row in _visible(state).items()
        }
        ranked = list(items) if moment.private else _ranked(state)
        return Yields(items=tuple(items.values()), top=tuple(items[option] for option in ranked))


kind = Vote()


# --- may it be done --------------------------------------------------------------------------------------


def _refuse_unknown(state: Ballots, option: str) -> Refusal | None:
    row = state.options.get(option)
    return Refusal("no_such_option") if row is None or row.hidden else None


def _refuse_no_words(text: Text) -> Refusal | None:
    return None if pick(text, ()).strip() else Refusal("empty")


def _refuse_once_voted(state: Ballots) -> Refusal | None:
    voted = state.ballots or any(option.hands for option in state.options.values())
    return Refusal("votes_cast") if voted else None


def _refuse_dots(state: Ballots, option: str, dots: int, by: str) -> Refusal | None:
    if no := _refuse_unknown(state, option):
        return no
    most = min(state.settings.max_per_option, state.settings.budget)
    if dots > most:
        return Refusal("too_many_dots", {"most": most})
    if sum(_ballot_after(state, option, dots, by).values()) > state.settings.budget:
        return Refusal("no_dots_left", {"most": state.settings.budget})
    return None


# --- do it -----------------------------------------------------------------------------------------------


def _ballot_after(state: Ballots, option: str, dots: int, by: str) -> dict[str, int]:
    # A single dot moves: nobody should have to take it back first.
    kept = {} if state.settings.budget == 1 and dots else state.ballots.get(by, {})
    ballot = {**kept, option: dots}
    return {voted_on: count for voted_on, count in ballot.items() if count}


def _cast(state: Ballots, option: str, dots: int, by: str) -> Ballots:
    before = state.ballots.get(by, {})
    after = _ballot_after(state, option, dots, by)
    if after == before:
        return state
    ballots = {**state.ballots, by: after}
    if not after:
        del ballots[by]
    options = {
        option_id: _moved(row, before.get(option_id, 0), after.get(option_id, 0))
        for option_id, row in state.options.items()
    }
    return replace(state, options=options, ballots=ballots)


def _moved(option: Option, before: int, after: int) -> Option:
    if before == after:
        return option
    voters = option.voters + bool(after) - bool(before)
    return replace(option, dots=option.dots + after - before, voters=voters)


def _changed(state: Ballots, option_id: str, **changes: int | bool | Text) -> Ballots:
    option = replace(state.options[option_id], **changes)
    if option == state.options[option_id]:
        return state
    return replace(state, options={**state.options, option_id: option})


# --- see it ----------------------------------------------------------------------------------------------


def _is_shown(state: Ballots, moment: Moment) -> bool:
    if moment.private:
        return False
    return not state.settings.hidden or moment.revealed or moment.stage == "closed"


def _visible(state: Ballots) -> dict[str, Option]:
    return {option_id: option for option_id, option in state.options.items() if not option.hidden}


def _ranked(state: Ballots) -> list[str]:
    options = _visible(state)
    return sorted(options, key=lambda option: (-options[option].votes, options[option].sort))


def _view(state: Ballots, rows: Mapping[str, Option], sight: Sight) -> VoteView:
    settings, shown, all_rows = state.settings, _is_shown(state, sight.moment), _visible(state).values()
    counts_hands = shown or (sight.leads and not sight.moment.private)
    total = sum(option.votes for option in all_rows) if shown else 0
    return VoteView(
        budget=settings.budget,
        max_per_option=settings.max_per_option,
        hidden=settings.hidden,
        ordered=settings.ordered,
        criterion=settings.criterion,
        low=settings.low,
        high=settings.high,
        top=settings.top,
        shown=shown,
        phones=len(state.ballots),
        hands=sum(option.hands for option in all_rows) if counts_hands else 0,
        total=total,
        median=_median(all_rows) if shown and settings.ordered else 0.0,
        more=len(all_rows) - sum(not option.hidden for option in rows.values()),
        options={
            option_id: OptionView(
                text=option.text,
                sort=option.sort,
                dots=option.dots if shown else 0,
                voters=option.voters if shown else 0,
                hands=option.hands if counts_hands else 0,
                share=(200 * option.votes + total) // (2 * total) if total else 0,
                cut=_cut(state, option) if shown and not option.hidden else "",
                hidden=option.hidden,
            )
            for option_id, option in rows.items()
        },
    )


def _median(options: Iterable[Option]) -> float:
    """Return the middle place of all votes, from 1; halfway between two where the votes are even; 0 if none."""
    places = [place for place, option in enumerate(options, start=1) for _ in range(option.votes)]
    if not places:
        return 0.0
    return (places[(len(places) - 1) // 2] + places[len(places) // 2]) / 2


def _cut(state: Ballots, option: Option) -> str:
    top = state.settings.top
    votes = sorted((other.votes for other in _visible(state).values()), reverse=True)
    if not top or top >= len(votes):
        return ""
    last_in, first_out = votes[top - 1], votes[top]
    if last_in == first_out == option.votes:
        return "tied"
    return "in" if option.votes >= last_in else "out"
