"""Vote: everyone puts dots on options. One dot is a poll, several are a dot vote, ordered options are a scale.

While it is hidden nobody sees a tally, the desk included: only how many have voted. Closing shows the result.
A vote never tells who put which dot, and breaks nothing down by group. The totals per option are the result
itself, so they are shown under five voters too.

Where people may add options of their own, voting begins once a leader closes the list: from then on nothing is
added. Anonymous ideas wait for company as notes do. Where companies answer together there is one ballot for each,
which any of its members may change.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, Literal

import msgspec

from facilitator.activities.counting import share
from facilitator.activities.notes import Waiting, enough_to_leave, let_out, refuse_no_words, waits_for_company
from facilitator.core.actors import Doing
from facilitator.core.agenda import Identity
from facilitator.core.ids import derived_id
from facilitator.core.kind import (
    ActivityCommand,
    CloseActivity,
    Company,
    EndGrace,
    Inputs,
    Item,
    Kind,
    Moment,
    Nothing,
    PretendWords,
    ReleaseNotes,
    Reveal,
    Sight,
    Yields,
)
from facilitator.core.refusal import Refusal
from facilitator.core.text import Text, Words, pick, words_as_text

replace = msgspec.structs.replace

MOST_OPTIONS = 200
MOST_ON_BOARD = 12
MOST_LETTERS = 200
# So many dots on one's own options are no limit.
NO_LIMIT = 20


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
    own_ideas: Annotated[
        int,
        msgspec.Meta(
            ge=0,
            le=10,
            title="Options each may add",
            description="Voting begins when you close the list. 0 adds none.",
        ),
    ] = 0
    who: Annotated[
        Literal["person", "company"],
        msgspec.Meta(title="Who has the dots", description="A pair or a table needs a step that makes groups."),
    ] = "person"
    max_own: Annotated[
        int,
        msgspec.Meta(
            ge=0, le=NO_LIMIT, title="Most dots on what one’s own group wrote", description="20 is no limit."
        ),
    ] = NO_LIMIT
    weights: Annotated[
        tuple[Annotated[int, msgspec.Meta(ge=1, le=20)], ...],
        msgspec.Meta(
            max_length=5,
            title="Worth of each dot",
            description="Such as 3, 2, 1: the first choice counts three. None if all count the same.",
        ),
    ] = ()
    budget_share: Annotated[
        int,
        msgspec.Meta(
            ge=0,
            le=100,
            title="Dots as a share of the options, per cent",
            description="25 gives a dot for every fourth option. 0 goes by the number of dots.",
        ),
    ] = 0
    coverage: Annotated[
        int,
        msgspec.Meta(
            ge=0,
            le=5,
            title="How many must have read each option",
            description="The result waits for that. 0 waits for nobody.",
        ),
    ] = 0
    shuffle: Annotated[
        bool,
        msgspec.Meta(
            title="An order of its own on each phone", description="With more than five options, no scale."
        ),
    ] = True


class Option(msgspec.Struct, frozen=True):
    """One option with its tally.

    Attributes:
        dots: From phones, all together.
        voters: How many put at least one dot here.
        hands: Counted in the room by a leader.
        into: The option that says the same and stands for it too, which is itself not merged.
        by: The participant who added it, never in a view.
        of: Id of the company that wrote it.
        reads: How many have read it.
    """

    text: Text
    sort: int
    hidden: bool = False
    dots: int = 0
    voters: int = 0
    hands: int = 0
    into: str = ""
    by: str = ""
    of: str = ""
    reads: int = 0

    @property
    def votes(self) -> int:
        """Dots and hands together."""
        return self.dots + self.hands


class Idea(Waiting, frozen=True):
    """An option that a participant adds; it is among the options once it need not wait."""

    text: str


class Ballots(msgspec.Struct, frozen=True):
    """Options by id with their tallies, and each voter's dots by option; no ballot is empty.

    Attributes:
        ballots: By author, or by company where one answers together.
        ideas: What participants added, those that wait too.
        listed: Whether the list is closed, so that voting is open.
        read: By author, the options they have read, in order of ids.
    """

    settings: VoteSettings
    options: dict[str, Option] = {}
    ballots: dict[str, dict[str, int]] = {}
    ideas: dict[str, Idea] = {}
    companies: tuple[Company, ...] = ()
    listed: bool = False
    read: dict[str, tuple[str, ...]] = {}

    @property
    def is_listing(self) -> bool:
        """Whether options are still being added, so that nobody may vote."""
        return bool(self.settings.own_ideas) and not self.listed


# --- commands --------------------------------------------------------------------------------------------


class CastVote(ActivityCommand, frozen=True, tag_field="do", tag="CastVote"):
    """Sets how many of one's own dots are on an option; 0 takes them back.

    Where dots differ in worth, it is the worth of the one dot that goes there.
    """

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


class ProposeOption(ActivityCommand, frozen=True, tag_field="do", tag="ProposeOption"):
    """Adds an option of one's own while the list is open; its id is the command's."""

    text: Words


class WithdrawOption(ActivityCommand, frozen=True, tag_field="do", tag="WithdrawOption"):
    """Takes one's own option back while the list is open."""

    option: str


class CloseList(ActivityCommand, frozen=True, tag_field="do", tag="CloseList"):
    """Ends the adding of options, or takes that back; voting begins, and what waited is let out."""

    on: bool = True


class MergeOptions(ActivityCommand, frozen=True, tag_field="do", tag="MergeOptions"):
    """Lets one option stand for others that say the same, while nobody has voted; their words stay."""

    options: Annotated[tuple[str, ...], msgspec.Meta(max_length=MOST_OPTIONS)]
    into: str


class RestoreOptions(ActivityCommand, frozen=True, tag_field="do", tag="RestoreOptions"):
    """Makes merged options stand on their own again, or for whom they stood before: option → the one it is in."""

    were: dict[str, str]


class MarkRead(ActivityCommand, frozen=True, tag_field="do", tag="MarkRead"):
    """Says that these options were on one's screen long enough to be read."""

    options: Annotated[tuple[str, ...], msgspec.Meta(max_length=MOST_OPTIONS)]


# --- views -----------------------------------------------------------------------------------------------


class OptionView(msgspec.Struct, frozen=True):
    """An option. All numbers are 0 and ``cut`` is nothing while the tally is not shown; the desk sees its hands.

    Attributes:
        share: Votes of all votes, whole per cent.
        cut: Where the option falls by the line under the best: ``in``, ``out``, or ``tied`` across the line.
        merged: Words of those it stands for too, by their ids.
    """

    text: Text
    sort: int
    dots: int
    voters: int
    hands: int
    share: int
    cut: str
    hidden: bool
    merged: dict[str, Text] = {}


class VoteView(msgspec.Struct, frozen=True, tag_field="kind", tag="vote"):
    """The vote as an audience sees it.

    Attributes:
        shown: Whether the tally is.
        phones: How many have voted on phones.
        hands: Hands counted in the room, for all options together.
        total: Dots and hands together.
        median: Of an ordered vote: its place among the options, from 1, halves between two; 0 is none.
        more: Options that the wall has no room for.
        listing: Whether options are still being added, so that nobody votes yet.
        own_ideas: How many each may add.
        ideas: How many were added, those that wait too.
        waiting: How many of them wait for others.
        voters: Who votes: ``people``, or as one ``pairs`` or ``groups``.
        weights: Worths of the dots, the first choice first; none if all count the same.
        coverage: How many must have read each option before the result is told; 0 is nobody.
        read: How many options that many have read.
        listed: How many options there are to read.
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
    listing: bool = False
    own_ideas: int = 0
    ideas: int = 0
    waiting: int = 0
    voters: str = "people"
    weights: tuple[int, ...] = ()
    coverage: int = 0
    read: int = 0
    listed: int = 0
    shuffle: bool = True


class MyIdea(msgspec.Struct, frozen=True):
    """An option of one's own, whether others see it yet or not."""

    text: str
    sort: int
    shown: bool


class MyVote(msgspec.Struct, frozen=True, tag_field="kind", tag="vote"):
    """One's own dots by option, or one's company's, and how many are left.

    Attributes:
        ideas: Options one has added.
        ideas_left: How many more one may add.
        own: Options that one, or one's company, wrote.
        own_left: How many more dots may go to those; -1 is no limit.
        read: Options one has read.
    """

    dots: dict[str, int]
    left: int
    ideas: dict[str, MyIdea] = {}
    ideas_left: int = 0
    own: dict[str, bool] = {}
    own_left: int = -1
    read: dict[str, bool] = {}


class OurVote(msgspec.Struct, frozen=True, tag_field="kind", tag="vote"):
    """With whom one has a ballot in common, and what is on it."""

    text: Text
    people: int
    dots: dict[str, int]
    left: int


# --- the kind --------------------------------------------------------------------------------------------


class Vote(Kind[VoteSettings, Ballots]):
    """Dots on options."""

    name = "vote"
    Settings = VoteSettings
    commands = (CastVote, ProposeOption, WithdrawOption, MarkRead)
    remote_commands = (CloseList,)
    leader_commands = (
        AddHands,
        AddOption,
        RenameOption,
        HideOption,
        TakeBackOption,
        CloseList,
        MergeOptions,
        RestoreOptions,
    )
    identities: ClassVar[tuple[Identity, ...]] = (*Kind.identities, "group")
    answers_together = True

    def begin(self, settings: VoteSettings, inputs: Inputs, seed: int) -> Ballots:
        """Start with the written options, and after them what flows in from an earlier step."""
        written = tuple(
            # From the seed, so that a vote for an option of the run before a reset finds none.
            Item(derived_id("option", str(seed), str(n)), text)
            for n, text in enumerate(settings.options)
        )
        items = (*written, *inputs.items)[:MOST_OPTIONS]
        options = {item.id: Option(item.text, n + 1, of=item.of) for n, item in enumerate(items)}
        return Ballots(settings, options, companies=inputs.companies)

    def refuse(self, state: Ballots, command: ActivityCommand, doing: Doing, moment: Moment) -> Refusal | None:
        """Budgets and caps; options stay as they are once somebody has voted."""
        match command:
            case CastVote() | ProposeOption() | WithdrawOption() | MarkRead() if doing.leads:
                # Leaders count hands: their own dots would not be told from the room's.
                return Refusal("not_permitted")
            case CastVote(option=option, dots=dots):
                return _refuse_listing(state) or _refuse_dots(state, option, dots, doing.by)
            case AddHands(option=option):
                return _refuse_listing(state) or _refuse_unknown(state, option)
            case AddOption(text=text):
                return _refuse_once_voted(state) or refuse_no_words(text) or _refuse_full(state)
            case RenameOption(option=option, text=text):
                return _refuse_unknown(state, option) or _refuse_once_voted(state) or refuse_no_words(text)
            case HideOption(option=option):
                return _refuse_missing(state, (option,)) or _refuse_once_voted(state)
            case TakeBackOption(option=option):
                stands_for = Refusal("changed_since") if _merged_into(state, option) else None
                return _refuse_missing(state, (option,)) or _refuse_once_voted(state) or stands_for
            case ProposeOption(text=text):
                return _refuse_idea(state, text, doing, moment)
            case WithdrawOption(option=option):
                return _refuse_listed(state) or _refuse_not_own(state, option, doing.by)
            case CloseList(on=on):
                return _refuse_listed(state) if on else _refuse_once_voted(state) or _refuse_listing(state)
            case MergeOptions(options=options, into=into):
                return _refuse_once_voted(state) or _refuse_merge(state, options, into)
            case RestoreOptions(were=were):
                return _refuse_once_voted(state) or _refuse_restore(state, were)
            case MarkRead(options=options):
                unasked = None if state.settings.coverage else Refusal("no_reading")
                return unasked or _refuse_missing(state, options)
            case _:
                return None

    def reduce(self, state: Ballots, command: ActivityCommand, doing: Doing, moment: Moment) -> Ballots:
        """Count."""
        match command:
            case CastVote(option=option, dots=dots):
                return _cast(state, option, dots, _voter(state, doing.by))
            case AddHands(option=option, hands=hands):
                return _changed(state, option, hands=hands)
            case AddOption(text=text):
                return replace(state, options={**state.options, doing.id: Option(text, _last_sort(state) + 1)})
            case RenameOption(option=option, text=text):
                return _changed(state, option, text=text)
            case HideOption(option=option, on=on):
                return _changed(state, option, hidden=on)
            case TakeBackOption(option=option):
                return _without(state, option)
            case ProposeOption(text=text):
                return _with_idea(state, doing, text, waits=waits_for_company(moment))
            case WithdrawOption(option=option):
                return _withdrawn(state, option)
            case CloseList(on=on):
                return _listed(state, doing.seed, on)
            case MergeOptions(options=options, into=into):
                return _merged(state, {option: into for option in _families(state, options) if option != into})
            case RestoreOptions(were=were):
                return _merged(state, were)
            case MarkRead(options=options):
                return _with_read(state, doing.by, options)
            case ReleaseNotes() | Reveal() | CloseActivity() | EndGrace():
                return _released(state, doing.seed)
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
            case CloseList(activity=activity, on=on):
                # What was let out is not called back: all have seen it.
                return CloseList(activity=activity, on=not on)
            case MergeOptions(activity=activity, options=options):
                were = {option: before.options[option].into for option in _families(before, options)}
                return RestoreOptions(activity=activity, were=were)
            case RestoreOptions(activity=activity, were=were):
                return RestoreOptions(activity=activity, were={o: before.options[o].into for o in were})
            case _:
                return None

    def waits_for_reveal(self, state: Ballots, moment: Moment) -> bool:
        """A result that not everybody could have read enough for waits until a leader shows it all the same."""
        told = moment.private or moment.revealed or not state.ballots
        return not told and moment.stage == "closed" and not _is_covered(state)

    def next_command(self, state: Ballots, activity: str) -> ActivityCommand | None:
        """Voting begins before the vote is closed."""
        return CloseList(activity=activity) if state.is_listing else None

    def releasable(self, state: Ballots, moment: Moment) -> bool:
        """Three options by three authors may leave together."""
        return moment.anonymous and enough_to_leave(state.ideas.values())

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
        """Return one's own dots, or one's company's, and the options one has added."""
        ballot, own = _ballot(state, author), _own(state, author)
        mine = {key: idea for key, idea in _ideas(state).items() if idea.by == author}
        most = state.settings.max_own
        return MyVote(
            dots=ballot,
            left=max(0, _budget(state) - sum(ballot.values())),
            ideas={
                key: MyIdea(idea.text, place, bool(idea.sort)) for place, (key, idea) in enumerate(mine.items())
            },
            ideas_left=max(0, state.settings.own_ideas - _written(state, author)) if state.is_listing else 0,
            own=dict.fromkeys(sorted(own), True),
            own_left=max(0, most - sum(ballot.get(option, 0) for option in own)) if most < NO_LIMIT else -1,
            read=dict.fromkeys(state.read.get(author, ()), True),
        )

    def group(self, state: Ballots, author: str, sight: Sight) -> OurVote | Nothing:
        """Return the ballot that one's company has in common."""
        company = _company(state, author) if state.settings.who == "company" else None
        if company is None:
            return Nothing()
        ballot = _ballot(state, author)
        left = max(0, _budget(state) - sum(ballot.values()))
        return OurVote(company.text, len(company.members), ballot, left)

    def company_of(self, state: Ballots, author: str) -> tuple[str, ...]:
        """Return those with whom one has a ballot in common."""
        company = _company(state, author) if state.settings.who == "company" else None
        return tuple(member for member in company.members if member != author) if company else ()

    def answered(self, state: Ballots) -> int:
        """Return how many have added options; once the list is closed, how many have dots (or their company)."""
        if state.is_listing:
            return len({idea.by for idea in _ideas(state).values()})
        people = {company.id: len(company.members) for company in state.companies}
        return sum(people.get(voter, 1) for voter in state.ballots)

    def summary(self, state: Ballots, sight: Sight) -> VoteView:
        """Return the result with all options, by rank where it is no scale, and without ids."""
        view = self.phone(state, sight)
        rows = list(view.options.values())
        if not view.ordered:
            rows.sort(key=lambda row: (-(row.dots + row.hands), row.sort))
        return replace(view, options={str(place): _nameless(row) for place, row in enumerate(rows, 1)})

    def tables(self, state: Ballots, sight: Sight) -> list[list[str | int | float]]:
        """Return one row an option with its votes, or nothing while they are not shown."""
        if not _is_shown(state, sight.moment):
            return []
        header: list[str | int | float] = ["Option", "Dots", "Voters", "Hands", "Share, %"]
        rows = self.phone(state, sight).options.values()
        return [header] + [[pick(row.text, ()), row.dots, row.voters, row.hands, row.share] for row in rows]

    def pretend(self, state: Ballots, activity: str, who: int, says: PretendWords) -> tuple[ActivityCommand, ...]:
        """Add an option, or spend the dots, most of them where many others do."""
        if state.is_listing:
            return (ProposeOption(activity=activity, text=says.notes[who % len(says.notes)][:MOST_LETTERS]),)
        options = list(_visible(state))
        if not options:
            return ()
        reading = (MarkRead(activity=activity, options=tuple(options)),) if state.settings.coverage else ()
        worths = _weights(state) or (1,) * _budget(state)
        # Squares lean towards the first options, so that the result has a shape.
        places = dict.fromkeys((who * who + n * 3) % len(options) for n in range(len(worths)))
        dots = (
            CastVote(activity=activity, option=options[place], dots=worth)
            for place, worth in zip(places, worths, strict=False)
        )
        return (*reading, *dots)

    def yields(self, state: Ballots, moment: Moment) -> Yields:
        """Return the options in their order, and in order of votes.

        Also before the close: what is asked for here is the result, and opening the next step closes the vote.
        """
        items = {
            option: Item(option, row.text, 1 if moment.private else row.votes, row.of)
            for option, row in _visible(state).items()
        }
        ranked = list(items) if moment.private else _ranked(state)
        return Yields(items=tuple(items.values()), top=tuple(items[option] for option in ranked))


kind = Vote()


# --- may it be done --------------------------------------------------------------------------------------


def _refuse_unknown(state: Ballots, option: str) -> Refusal | None:
    return None if option in _visible(state) else Refusal("no_such_option")


def _refuse_missing(state: Ballots, options: Iterable[str]) -> Refusal | None:
    return None if all(option in state.options for option in options) else Refusal("no_such_option")


def _refuse_full(state: Ballots) -> Refusal | None:
    full = len(state.options.keys() | _ideas(state).keys()) >= MOST_OPTIONS
    return Refusal("too_many", {"most": MOST_OPTIONS}) if full else None


def _refuse_once_voted(state: Ballots) -> Refusal | None:
    voted = state.ballots or any(option.hands for option in state.options.values())
    return Refusal("votes_cast") if voted else None


def _refuse_listing(state: Ballots) -> Refusal | None:
    return Refusal("list_open") if state.is_listing else None


def _refuse_listed(state: Ballots) -> Refusal | None:
    return None if state.is_listing else Refusal("list_closed")


def _refuse_idea(state: Ballots, text: str, doing: Doing, moment: Moment) -> Refusal | None:
    # What one adds all vote on: where nothing may leave a person there is nothing to add.
    no = Refusal("not_permitted") if moment.private else _refuse_listed(state)
    # Also of one that was taken back: all have seen its id.
    taken = Refusal("id_taken") if doing.id in state.options or doing.id in state.ideas else None
    if no := no or taken or refuse_no_words(words_as_text(text)):
        return no
    if len(text) > MOST_LETTERS:
        return Refusal("too_long", {"most": MOST_LETTERS})
    most = state.settings.own_ideas
    spent = _written(state, doing.by) >= most
    return Refusal("no_options_left", {"most": most}) if spent else _refuse_full(state)


def _refuse_not_own(state: Ballots, option: str, by: str) -> Refusal | None:
    idea = _ideas(state).get(option)
    if idea is None:
        return Refusal("no_such_option")
    return None if idea.by == by else Refusal("not_yours")


def _refuse_merge(state: Ballots, options: Iterable[str], into: str) -> Refusal | None:
    if no := _refuse_missing(state, (*options, into)):
        return no
    return Refusal("same_option") if into in options or state.options[into].into else None


def _refuse_restore(state: Ballots, were: dict[str, str]) -> Refusal | None:
    if no := _refuse_missing(state, were):
        return no
    after = _merged(state, were).options
    sound = all(not row.into or (row.into in after and not after[row.into].into) for row in after.values())
    return None if sound else Refusal("changed_since")


def _refuse_dots(state: Ballots, option: str, dots: int, by: str) -> Refusal | None:
    if no := _refuse_unknown(state, option):
        return no
    budget, weights = _budget(state), _weights(state)
    most = max(weights) if weights else min(state.settings.max_per_option, budget)
    if dots > most:
        return Refusal("too_many_dots", {"most": most})
    if weights and dots and dots not in weights:
        return Refusal("no_such_dot")
    after = _ballot_after(state, option, dots, _voter(state, by))
    if sum(after.values()) > budget:
        return Refusal("no_dots_left", {"most": budget})
    return _refuse_own(state, after, by)


def _refuse_own(state: Ballots, after: dict[str, int], by: str) -> Refusal | None:
    most, own, before = state.settings.max_own, _own(state, by), _ballot(state, by)
    spent = sum(after.get(option, 0) for option in own)
    # Taking a dot away is never refused.
    if most >= NO_LIMIT or spent <= max(most, sum(before.get(option, 0) for option in own)):
        return None
    return Refusal("own_dots", {"most": most})


# --- who votes, and with what ----------------------------------------------------------------------------


def _company(state: Ballots, author: str) -> Company | None:
    return next((company for company in state.companies if author in company.members), None)


def _voter(state: Ballots, author: str) -> str:
    """Return whose ballot the author's dots go on: their company's where one answers together, else their own."""
    company = _company(state, author) if state.settings.who == "company" else None
    return company.id if company else author


def _ballot(state: Ballots, author: str) -> dict[str, int]:
    given = state.ballots.get(_voter(state, author), {})
    # In the order of the options: that in which dots were given is nobody's business.
    return {option: given[option] for option in state.options if option in given}


def _weights(state: Ballots) -> tuple[int, ...]:
    """Return the worths of the dots, the greatest first; nothing if all count the same."""
    return tuple(sorted(state.settings.weights, reverse=True))


def _budget(state: Ballots) -> int:
    settings = state.settings
    if settings.weights:
        return sum(settings.weights)
    if not settings.budget_share:
        return settings.budget
    return max(1, -(-len(_visible(state)) * settings.budget_share // 100))


def _own(state: Ballots, author: str) -> frozenset[str]:
    """Return the options that the author or their company wrote, or that stand for one of those."""
    company = _company(state, author)
    members, ours = (company.members, company.id) if company else ((author,), "")
    written = {
        option: row
        for option, row in state.options.items()
        if (row.by and row.by in members) or (row.of and row.of == ours)
    }
    return frozenset(row.into or option for option, row in written.items())


def _ideas(state: Ballots) -> dict[str, Idea]:
    # Text is empty once it has been redacted.
    return {key: idea for key, idea in state.ideas.items() if idea.text and not idea.withdrawn}


def _written(state: Ballots, author: str) -> int:
    """Return how many options the author, or their company, has added."""
    voter = _voter(state, author)
    return sum(_voter(state, idea.by) == voter for idea in _ideas(state).values())


# --- do it -----------------------------------------------------------------------------------------------


def _last_sort(state: Ballots) -> int:
    return max((row.sort for row in state.options.values()), default=0)


def _with_idea(state: Ballots, doing: Doing, text: str, *, waits: bool) -> Ballots:
    idea = Idea(text=text, by=doing.by)
    state = replace(state, ideas={**state.ideas, doing.id: idea})
    return state if waits else _released(state, doing.seed)


def _released(state: Ballots, seed: int) -> Ballots:
    """Put all ideas that waited among the options, in an order that only the seed decides."""
    ideas = let_out(state.ideas, _last_sort(state), seed)
    if ideas is state.ideas:
        return state
    waited = {key: idea for key, idea in ideas.items() if idea is not state.ideas[key] and not idea.withdrawn}
    in_order = sorted(waited.items(), key=lambda row: row[1].sort)
    added = {key: _option(state, idea) for key, idea in in_order}
    return replace(state, ideas=ideas, options={**state.options, **added})


def _option(state: Ballots, idea: Idea) -> Option:
    company = _company(state, idea.by)
    return Option(words_as_text(idea.text), idea.sort, by=idea.by, of=company.id if company else "")


def _withdrawn(state: Ballots, option: str) -> Ballots:
    idea = state.ideas[option]
    if idea.withdrawn:
        return state
    state = replace(state, ideas={**state.ideas, option: replace(idea, withdrawn=True)})
    return _without(_merged(state, dict.fromkeys(_merged_into(state, option), "")), option)


def _without(state: Ballots, option: str) -> Ballots:
    if option not in state.options:
        return state
    kept = {option_id: row for option_id, row in state.options.items() if option_id != option}
    return replace(state, options=kept)


def _listed(state: Ballots, seed: int, on: bool) -> Ballots:
    state = _released(state, seed) if on else state
    return state if state.listed == on else replace(state, listed=on)


def _merged_into(state: Ballots, option: str) -> list[str]:
    return [other for other, row in state.options.items() if row.into == option]


def _families(state: Ballots, options: Iterable[str]) -> list[str]:
    # What stands behind one of them comes along, so that nothing is merged into something merged.
    taken = frozenset(options)
    return [option for option, row in state.options.items() if option in taken or row.into in taken]


def _merged(state: Ballots, into: Mapping[str, str]) -> Ballots:
    options = {
        option: replace(row, into=into[option]) if into.get(option, row.into) != row.into else row
        for option, row in state.options.items()
    }
    return state if options == state.options else replace(state, options=options)


def _with_read(state: Ballots, by: str, options: Iterable[str]) -> Ballots:
    before = state.read.get(by, ())
    new = frozenset(options) - frozenset(before)
    if not new:
        return state
    rows = {key: replace(row, reads=row.reads + 1) if key in new else row for key, row in state.options.items()}
    return replace(state, options=rows, read={**state.read, by: tuple(sorted((*before, *new)))})


def _ballot_after(state: Ballots, option: str, dots: int, voter: str) -> dict[str, int]:
    ballot = dict(state.ballots.get(voter, {}))
    if dots and _weights(state):
        ballot = _without_dot(state, {key: count for key, count in ballot.items() if key != option}, dots)
    elif dots and _budget(state) == 1:
        # A single dot moves: nobody should have to take it back first.
        ballot = {}
    return {voted_on: count for voted_on, count in {**ballot, option: dots}.items() if count}


def _without_dot(state: Ballots, ballot: dict[str, int], worth: int) -> dict[str, int]:
    """Return the ballot with a dot of that worth free; if none is, it moves from where it stands first."""
    there = [key for key in state.options if ballot.get(key) == worth]
    if len(there) < state.settings.weights.count(worth):
        return ballot
    return {key: count for key, count in ballot.items() if key not in there[:1]}


def _cast(state: Ballots, option: str, dots: int, voter: str) -> Ballots:
    before = state.ballots.get(voter, {})
    after = _ballot_after(state, option, dots, voter)
    if after == before:
        return state
    ballots = {**state.ballots, voter: after}
    if not after:
        del ballots[voter]
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
    if moment.private or moment.revealed:
        return not moment.private
    return (not state.settings.hidden or moment.stage == "closed") and _is_covered(state)


def _is_covered(state: Ballots) -> bool:
    """Whether each option was read by as many as the settings ask for."""
    return all(row.reads >= state.settings.coverage for row in _visible(state).values())


def _visible(state: Ballots) -> dict[str, Option]:
    """Return the options that stand for themselves."""
    return {key: row for key, row in state.options.items() if not row.hidden and not _is_away(state, row)}


def _is_away(state: Ballots, option: Option) -> bool:
    # What a participant wrote is empty once it has been redacted; what was merged into it then stands alone.
    root = state.options.get(option.into)
    return _is_erased(option) or (root is not None and not _is_erased(root))


def _is_erased(option: Option) -> bool:
    return bool(option.by) and not pick(option.text, ())


def _ranked(state: Ballots) -> list[str]:
    options = _visible(state)
    return sorted(options, key=lambda option: (-options[option].votes, options[option].sort))


def _view(state: Ballots, rows: Mapping[str, Option], sight: Sight) -> VoteView:
    settings, shown, standing = state.settings, _is_shown(state, sight.moment), _visible(state)
    all_rows = standing.values()
    counts_hands = shown or (sight.leads and not sight.moment.private)
    total = sum(option.votes for option in all_rows) if shown else 0
    weights, budget = _weights(state), _budget(state)
    votes = sorted((option.votes for option in all_rows), reverse=True) if shown else []
    ideas = _ideas(state).values()
    return VoteView(
        budget=budget,
        max_per_option=max(weights) if weights else settings.max_per_option,
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
        more=len(standing.keys() - rows.keys()),
        listing=state.is_listing,
        own_ideas=settings.own_ideas,
        ideas=len(ideas),
        waiting=sum(not idea.sort for idea in ideas),
        voters=_voters(state),
        weights=weights,
        coverage=settings.coverage,
        read=sum(row.reads >= settings.coverage for row in all_rows) if settings.coverage else 0,
        listed=len(standing),
        shuffle=settings.shuffle,
        options={
            option_id: OptionView(
                text=option.text,
                sort=option.sort,
                dots=option.dots if shown else 0,
                voters=option.voters if shown else 0,
                hands=option.hands if counts_hands else 0,
                share=share(option.votes, total),
                cut=_cut(votes, settings.top, option) if shown and not option.hidden else "",
                hidden=option.hidden,
                merged=_words_merged(state, option_id),
            )
            for option_id, option in rows.items()
            if option.hidden or option_id in standing
        },
    )


def _voters(state: Ballots) -> str:
    if state.settings.who != "company" or not state.companies:
        return "people"
    return "pairs" if max(len(company.members) for company in state.companies) <= 2 else "groups"


def _words_merged(state: Ballots, option: str) -> dict[str, Text]:
    rows = ((other, state.options[other]) for other in _merged_into(state, option))
    return {other: row.text for other, row in rows if not _is_erased(row)}


def _nameless(row: OptionView) -> OptionView:
    """Return the row with what it stands for under numbers."""
    merged = sorted(row.merged.values(), key=lambda text: pick(text, ()))
    return replace(row, merged={str(n): text for n, text in enumerate(merged, 1)})


def _median(options: Iterable[Option]) -> float:
    """Return the middle place of all votes, from 1; halfway between two where the votes are even; 0 if none."""
    places = [place for place, option in enumerate(options, start=1) for _ in range(option.votes)]
    if not places:
        return 0.0
    return (places[(len(places) - 1) // 2] + places[len(places) // 2]) / 2


def _cut(votes: list[int], top: int, option: Option) -> str:
    """Return where the option falls by the line under the *top* best of *votes*, the most first."""
    if not top or top >= len(votes):
        return ""
    last_in, first_out = votes[top - 1], votes[top]
    if last_in == first_out == option.votes:
        return "tied"
    return "in" if option.votes >= last_in else "out"
