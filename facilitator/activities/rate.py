"""Rate: everyone gives each statement a place on a scale; on two questions it shows the gap between them.

Nobody sees a rating before the close or the reveal, the desk included: only how many have answered. What fewer
than five rated is never broken down, unless all know who answered. A second round carries the first as counts,
without authors. Where there are many texts each person draws a few, so that every text is read about as often.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from math import sqrt
from typing import Annotated, Literal

import msgspec

from facilitator.activities.counting import are_few
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
MOST_STATEMENTS = 200
# Nobody reads them all: each person draws a few.
MOST_TO_DRAW_FROM = 1000
MOST_ON_BOARD = 40
MOST_ON_PHONE = 200
# A line of a hundred places is told in tens.
PLACES_A_BIN = 10
LONGEST_COMMENT = 500

Scale = Literal["0-10", "1-5", "0-4", "0-5", "-2-2", "slider", "words"]
ORDERS = ("given", "mean", "spread", "gap")

_ENDS: dict[str, tuple[int, int]] = {
    "0-10": (0, 10),
    "1-5": (1, 5),
    "0-4": (0, 4),
    "0-5": (0, 5),
    "-2-2": (-2, 2),
    "slider": (0, 100),
}


class RateSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is rated, on which scale, and how the result is drawn."""

    statements: Annotated[
        tuple[Text, ...],
        msgspec.Meta(
            max_length=MOST_WRITTEN, title="Statements", description="None if they come from an earlier step."
        ),
    ] = ()
    scale: Annotated[
        Scale,
        msgspec.Meta(title="Scale", description="A line has named ends; your own steps are named below."),
    ] = "1-5"
    steps: Annotated[
        tuple[Text, ...],
        msgspec.Meta(max_length=8, title="Names of the steps", description="From the lowest to the highest."),
    ] = ()
    low: Annotated[Text, msgspec.Meta(title="What the low end means")] = {}
    high: Annotated[Text, msgspec.Meta(title="What the high end means")] = {}
    dont_know: Annotated[bool, msgspec.Meta(title="Offer “I can’t say”")] = False
    comment: Annotated[
        bool,
        msgspec.Meta(
            title="Room for a comment", description="Comments go to the summary, when there are at least three."
        ),
    ] = False
    hidden: Annotated[
        bool, msgspec.Meta(title="Hidden until you close it", description="Seeing others’ answers sways people.")
    ] = True
    show: Annotated[
        Literal["bars", "order", "line", "radar", "gap"],
        msgspec.Meta(
            title="How the result is drawn",
            description="The gap needs two questions, the radar three to eight statements.",
        ),
    ] = "bars"
    sort: Annotated[Literal["given", "mean", "spread", "gap"], msgspec.Meta(title="Order of the result")] = "given"
    sample: Annotated[
        int,
        msgspec.Meta(
            ge=0, le=20, title="Texts per person", description="0 gives everyone all; else each gets so many."
        ),
    ] = 0
    dimensions: Annotated[
        tuple[Text, ...],
        msgspec.Meta(max_length=2, title="Questions about each", description="Two show the gap between them."),
    ] = ()
    again: Annotated[
        bool,
        msgspec.Meta(
            title="Second round", description="Asks the same again and draws how the answers of the earlier moved."
        ),
    ] = False
    shuffle: Annotated[bool, msgspec.Meta(title="Each phone in its own order")] = False


Counts = tuple[int, ...]


class Statement(msgspec.Struct, frozen=True):
    """One statement with its tallies; each has a row a question, a number a step.

    Attributes:
        draws: How many have drawn it.
        raters: How many on phones answered it, those who could not say too.
        unknown: How many of them could not say.
        tally: From phones.
        hands: Counted in the room by a leader.
        earlier: Of an earlier round, phones and hands together; nothing if there was none, or too few answered.
    """

    text: Text
    sort: int
    tally: tuple[Counts, ...]
    hands: tuple[Counts, ...]
    earlier: tuple[Counts, ...] = ()
    hidden: bool = False
    draws: int = 0
    raters: int = 0
    unknown: int = 0


class Answer(msgspec.Struct, frozen=True):
    """One person's answer to one statement: question → value, or that one cannot say."""

    values: dict[str, int] = {}
    unknown: bool = False


class Comment(Waiting, frozen=True):
    """What somebody added to a rating."""

    statement: str
    text: str
    hidden: bool = False


class Rated(msgspec.Struct, frozen=True):
    """Everything rated so far.

    Attributes:
        ratings: Author → statement → answer; nobody's is empty.
        drawn: Author → the statements drawn, in the order in which they are read.
        order: What a leader chose to sort by; nothing is as the settings say.
        compares: Whether the earlier round is drawn.
        seed: Decides who gets which of the least drawn.
    """

    settings: RateSettings
    statements: dict[str, Statement] = {}
    ratings: dict[str, dict[str, Answer]] = {}
    drawn: dict[str, tuple[str, ...]] = {}
    comments: dict[str, Comment] = {}
    released: int = 0
    order: str = ""
    compares: bool = True
    seed: int = 0


# --- commands --------------------------------------------------------------------------------------------


class Rate(ActivityCommand, frozen=True, tag_field="do", tag="Rate"):
    """Gives a statement a value of the scale; named steps count from 1. A new value takes the place of the old."""

    statement: str
    value: Annotated[int, msgspec.Meta(ge=-2, le=100)]
    dimension: Annotated[int, msgspec.Meta(ge=0, lt=2)] = 0


class RateUnknown(ActivityCommand, frozen=True, tag_field="do", tag="RateUnknown"):
    """Says that one cannot say."""

    statement: str


class TakeBackRating(ActivityCommand, frozen=True, tag_field="do", tag="TakeBackRating"):
    """Takes back one's answer to a statement."""

    statement: str


class CommentRating(ActivityCommand, frozen=True, tag_field="do", tag="CommentRating"):
    """Sets one's comment on a statement; no words take it back."""

    statement: str
    text: Annotated[str, msgspec.Meta(max_length=LONGEST_COMMENT)]


class DrawItems(ActivityCommand, frozen=True, tag_field="do", tag="DrawItems"):
    """Asks for the few statements that one is to rate: the least drawn ones."""


class RateHands(ActivityCommand, frozen=True, tag_field="do", tag="RateHands"):
    """Sets how many hands were counted in the room for a value."""

    statement: str
    value: Annotated[int, msgspec.Meta(ge=-2, le=100)]
    hands: Annotated[int, msgspec.Meta(ge=0, le=10_000)]
    dimension: Annotated[int, msgspec.Meta(ge=0, lt=2)] = 0


class SortRatings(ActivityCommand, frozen=True, tag_field="do", tag="SortRatings"):
    """Sorts the result: as given, by mean, by spread, by the gap between two questions."""

    by: str


class CompareRatings(ActivityCommand, frozen=True, tag_field="do", tag="CompareRatings"):
    """Draws the earlier round beside this one, or leaves it out."""

    on: bool = True


class AddStatement(ActivityCommand, frozen=True, tag_field="do", tag="AddStatement"):
    """Adds a statement while nobody has answered; its id is the command's."""

    text: Text


class TakeBackStatement(ActivityCommand, frozen=True, tag_field="do", tag="TakeBackStatement"):
    """Takes back a statement that was added, while nobody has answered."""

    statement: str


class RenameStatement(ActivityCommand, frozen=True, tag_field="do", tag="RenameStatement"):
    """Words a statement anew while nobody has rated it."""

    statement: str
    text: Text


class HideStatement(ActivityCommand, frozen=True, tag_field="do", tag="HideStatement"):
    """Takes a statement out with all its ratings, or puts it back."""

    statement: str
    on: bool = True


class HideComment(ActivityCommand, frozen=True, tag_field="do", tag="HideComment"):
    """Keeps a comment out of the summary, or puts it back."""

    comment: str
    on: bool = True


# --- views -----------------------------------------------------------------------------------------------


class RatingView(msgspec.Struct, frozen=True):
    """How one statement was rated on one question. Where ``few`` answered, ``n`` is the only number.

    Attributes:
        n: Phones and hands that gave a value; of few, those who could not say too.
        spread: Standard deviation.
        counts: How many chose each step, from the lowest; on a slider by tens.
        earlier_n, earlier_mean, earlier: The same of the earlier round; 0 and nothing where there is none.
    """

    n: int = 0
    few: bool = False
    mean: float = 0.0
    median: float = 0.0
    spread: float = 0.0
    counts: tuple[int, ...] = ()
    earlier_n: int = 0
    earlier_mean: float = 0.0
    earlier: tuple[int, ...] = ()


class StatementView(msgspec.Struct, frozen=True):
    """A statement.

    Attributes:
        raters: How many answered on phones; for others than the desk 0 until the result is shown.
        unknown: How many could not say; 0 until the result is shown.
        hands: Question → value → hands counted; for the desk alone.
        ratings: One a question; nothing until the result is shown.
    """

    text: Text
    sort: int
    hidden: bool
    raters: int
    unknown: int
    hands: tuple[dict[str, int], ...]
    ratings: tuple[RatingView, ...]


class RatingCommentView(msgspec.Struct, frozen=True):
    """A comment, for the desk and the summary; ``name`` only where the mode lets this audience know it."""

    text: str
    statement: str
    sort: int
    name: str
    hidden: bool


class RateView(msgspec.Struct, frozen=True, tag_field="kind", tag="rate"):
    """The ratings as an audience sees them.

    Attributes:
        least, most: The ends of the scale, as values.
        steps: Words for every step, or nothing.
        sample: How many each draws; 0 where everyone rates all.
        order: What the result is sorted by.
        again: Whether there is an earlier round to compare with.
        compares: Whether it is drawn.
        shown: Whether the result is.
        few: Whether nothing of it can be, since too few answered.
        phones: How many have answered on phones.
        hands: The most hands counted for one statement.
        more: Statements that there is no room for here.
        comments_wait: How many comments stay untold, since there are too few.
    """

    scale: str
    least: int
    most: int
    steps: tuple[Text, ...]
    low: Text
    high: Text
    dont_know: bool
    comment: bool
    hidden: bool
    show: str
    dimensions: tuple[Text, ...]
    sample: int
    shuffle: bool
    order: str
    again: bool
    compares: bool
    shown: bool
    few: bool
    phones: int
    hands: int
    count: int
    more: int
    comments_wait: int
    statements: dict[str, StatementView]
    comments: dict[str, RatingCommentView]


class MyStatement(msgspec.Struct, frozen=True):
    """One's own answer: question → value. ``text`` only where one has drawn it."""

    sort: int
    text: Text
    values: dict[str, int]
    unknown: bool
    comment: str


class MyRatings(msgspec.Struct, frozen=True, tag_field="kind", tag="rate"):
    """What only its author knows.

    Attributes:
        draws: How many statements one may still draw.
        statements: Those one has drawn, answered or commented on.
    """

    draws: int
    statements: dict[str, MyStatement]


# --- the kind --------------------------------------------------------------------------------------------


class RateKind(Kind[RateSettings, Rated]):
    """Statements on a scale."""

    name = "rate"
    Settings = RateSettings
    commands = (Rate, RateUnknown, TakeBackRating, CommentRating, DrawItems)
    leader_commands = (
        RateHands,
        SortRatings,
        CompareRatings,
        AddStatement,
        TakeBackStatement,
        RenameStatement,
        HideStatement,
        HideComment,
    )
    remote_commands = (SortRatings, CompareRatings, HideStatement)

    def begin(self, settings: RateSettings, inputs: Inputs, seed: int) -> Rated:
        """Start with the written statements and then what flows in; a second round with what flows in alone."""
        written = tuple(
            # From the seed, so that an answer of the run before a reset finds nothing.
            Item(derived_id("statement", str(seed), str(n)), text)
            for n, text in enumerate(settings.statements)
        )
        items = inputs.items if settings.again and inputs.items else (*written, *inputs.items)
        most = MOST_TO_DRAW_FROM if settings.sample else MOST_STATEMENTS
        statements = {item.id: _fresh(settings, item, n + 1) for n, item in enumerate(items[:most])}
        return Rated(settings, statements, seed=seed)

    def refuse(self, state: Rated, command: ActivityCommand, doing: Doing, moment: Moment) -> Refusal | None:
        """Values of the scale, statements that were drawn; wording stays as it is once somebody has answered."""
        match command:
            case Rate() | RateUnknown() | TakeBackRating() | CommentRating() | DrawItems() if doing.leads:
                # Leaders count hands: their own answers would not be told from the room's.
                return Refusal("not_permitted")
            case Rate(statement=statement, value=value, dimension=dimension):
                return _refuse_rating(state, statement, doing.by) or _refuse_value(state, value, dimension)
            case RateUnknown(statement=statement):
                no = None if state.settings.dont_know else Refusal("no_unknown")
                return _refuse_rating(state, statement, doing.by) or no
            case TakeBackRating(statement=statement):
                return _refuse_missing(state, statement)
            case CommentRating(statement=statement):
                return _refuse_rating(state, statement, doing.by) or _refuse_comment(state, doing)
            case DrawItems():
                return None if state.settings.sample else Refusal("nothing_to_draw")
            case RateHands(statement=statement, value=value, dimension=dimension):
                return _refuse_missing(state, statement) or _refuse_value(state, value, dimension)
            case SortRatings(by=by):
                return None if by in ORDERS else Refusal("no_such_order")
            case AddStatement(text=text):
                return _refuse_answered(state) or refuse_no_words(text) or _refuse_full(state, doing)
            case RenameStatement(statement=statement, text=text):
                return _refuse_missing(state, statement) or _refuse_rated(state, statement) or refuse_no_words(text)
            case TakeBackStatement(statement=statement):
                return _refuse_unknown(state, statement) or _refuse_answered(state)
            case HideStatement(statement=statement):
                return _refuse_unknown(state, statement)
            case HideComment(comment=comment):
                return None if comment in state.comments else Refusal("no_such_comment")
            case _:
                return None

    def reduce(self, state: Rated, command: ActivityCommand, doing: Doing, moment: Moment) -> Rated:
        """Count; comments leave together, at the reveal or the close."""
        match command:
            case Rate(statement=statement, value=value, dimension=dimension):
                before = _answer(state, doing.by, statement)
                values = {**before.values, str(dimension): value}
                return _answered(state, doing.by, statement, Answer(dict(sorted(values.items()))))
            case RateUnknown(statement=statement):
                return _answered(state, doing.by, statement, Answer(unknown=True))
            case TakeBackRating(statement=statement):
                return _answered(state, doing.by, statement, Answer())
            case CommentRating(statement=statement, text=text):
                return _commented(state, statement, text.strip(), doing, moment)
            case DrawItems():
                return _drawn(state, doing.by)
            case RateHands(statement=statement, value=value, hands=hands, dimension=dimension):
                return _handed(state, statement, value - _ends(state.settings)[0], dimension, hands)
            case SortRatings(by=by):
                return state if _order(state) == by else replace(state, order=by)
            case CompareRatings(on=on):
                return state if state.compares == on else replace(state, compares=on)
            case AddStatement(text=text):
                place = max((row.sort for row in state.statements.values()), default=0) + 1
                added = _fresh(state.settings, Item(doing.id, text), place)
                return replace(state, statements={**state.statements, doing.id: added})
            case TakeBackStatement(statement=statement):
                kept = {key: row for key, row in state.statements.items() if key != statement}
                return replace(state, statements=kept)
            case RenameStatement(statement=statement, text=text):
                return _changed(state, statement, text=text)
            case HideStatement(statement=statement, on=on):
                return _changed(state, statement, hidden=on)
            case HideComment(comment=comment, on=on):
                return _with_comment(state, comment, replace(state.comments[comment], hidden=on))
            case Reveal() | CloseActivity() | EndGrace() | ReleaseNotes():
                return _released(state, doing.seed, moment)
            case _:
                return state

    def inverse(self, before: Rated, command: ActivityCommand, doing: Doing) -> ActivityCommand | None:
        """What a leader did to hands, statements, comments and their order can be taken back."""
        match command:
            case RateHands(activity=activity, statement=statement, value=value, dimension=dimension):
                hands = before.statements[statement].hands[dimension][value - _ends(before.settings)[0]]
                return RateHands(
                    activity=activity, statement=statement, value=value, hands=hands, dimension=dimension
                )
            case SortRatings(activity=activity):
                return SortRatings(activity=activity, by=_order(before))
            case CompareRatings(activity=activity):
                return CompareRatings(activity=activity, on=before.compares)
            case AddStatement(activity=activity):
                return TakeBackStatement(activity=activity, statement=doing.id)
            case RenameStatement(activity=activity, statement=statement):
                return RenameStatement(
                    activity=activity, statement=statement, text=before.statements[statement].text
                )
            case HideStatement(activity=activity, statement=statement):
                return HideStatement(activity=activity, statement=statement, on=before.statements[statement].hidden)
            case HideComment(activity=activity, comment=comment):
                return HideComment(activity=activity, comment=comment, on=before.comments[comment].hidden)
            case _:
                return None

    def releasable(self, state: Rated, moment: Moment) -> bool:
        """Comments written after the reveal leave by three too."""
        return moment.anonymous and _is_shown(state, moment) and enough_to_leave(state.comments.values())

    def board(self, state: Rated, sight: Sight) -> RateView:
        """Return the statements that the wall has pages for, the first of the order."""
        rows = _visible(state) if _is_shown(state, sight.moment) else {}
        return _view(state, rows, sight, MOST_ON_BOARD)

    def phone(self, state: Rated, sight: Sight) -> RateView:
        """Return the statements; where each person draws a few, none until there is a result."""
        rows = {} if state.settings.sample and not _is_shown(state, sight.moment) else _visible(state)
        return _view(state, rows, sight, MOST_ON_PHONE)

    def desk(self, state: Rated, sight: Sight) -> RateView:
        """Return all statements, those taken out too, with how many answered each; no value before all see it."""
        return _view(state, state.statements, sight, len(state.statements))

    def mine(self, state: Rated, author: str, sight: Sight) -> MyRatings:
        """Return what one has drawn and answered."""
        comments = {row.statement: row.text for row in state.comments.values() if _is_own(row, author)}
        rows = {
            statement: MyStatement(
                place,
                state.statements[statement].text if state.settings.sample else {},
                answer.values,
                answer.unknown,
                comments.get(statement, ""),
            )
            for place, statement in enumerate(_of_author(state, author, comments), 1)
            for answer in (_answer(state, author, statement),)
        }
        return MyRatings(_still_to_draw(state, author), rows)

    def answered(self, state: Rated) -> int:
        """Return how many have answered at least one statement."""
        return len(state.ratings)

    def worth_telling(self, state: Rated) -> bool:
        """Nothing was asked where there was nothing to rate."""
        return bool(_visible(state))

    def summary(self, state: Rated, sight: Sight) -> RateView:
        """Return the result in its order, without ids; comments in an order that their words alone decide."""
        view = _view(state, _visible(state), sight, len(state.statements))
        keys = {statement: str(place) for place, statement in enumerate(view.statements, 1)}
        comments = sorted(
            (row for row in _told_comments(state, sight) if row.statement in keys and not row.hidden),
            key=lambda row: (int(keys[row.statement]), by_words(row.text)),
        )
        return replace(
            view,
            statements={keys[statement]: row for statement, row in view.statements.items()},
            comments={
                str(place): _comment_view(row, place, keys[row.statement], sight)
                for place, row in enumerate(comments, 1)
            },
        )

    def tables(self, state: Rated, sight: Sight) -> list[list[str | int | float]]:
        """Return a row a statement and question, or nothing while the result is not shown."""
        if not _is_shown(state, sight.moment):
            return []
        view = self.summary(state, sight)
        questions = [pick(question, ()) for question in view.dimensions] or [""]
        header: list[str | int | float] = [
            "Statement",
            "Question",
            "Answers",
            "I can’t say",
            "Mean",
            "Median",
            "Spread",
            "Earlier mean",
            "How many chose each step",
        ]
        rows = [
            [pick(row.text, ()), question, rating.n, row.unknown, *_cells(rating)]
            for row in view.statements.values()
            for question, rating in zip(questions, row.ratings, strict=True)
        ]
        return [header, *rows]

    def pretend(self, state: Rated, activity: str, who: int, says: PretendWords) -> tuple[ActivityCommand, ...]:
        """Rate most of the statements, each around a middle of its own; now and then say that one cannot say."""
        settings = state.settings
        first: tuple[ActivityCommand, ...] = (DrawItems(activity=activity),) if settings.sample else ()
        chosen = _next_drawn(state, settings.sample, ()) if settings.sample else tuple(_visible(state))
        answers = [command for statement in chosen for command in _pretended(state, activity, statement, who)]
        if settings.comment and who % 4 == 0 and chosen:
            text = says.notes[who % len(says.notes)][:LONGEST_COMMENT]
            answers.append(CommentRating(activity=activity, statement=chosen[who % len(chosen)], text=text))
        return (*first, *answers)

    def yields(self, state: Rated, moment: Moment) -> Yields:
        """Return the statements in their order, and the best first, or those with the widest gap.

        Also before the close: what is asked for here is the result, and opening the next step closes this one.
        """
        rows = _visible(state)
        items = {
            key: Item(key, row.text, _weight(row, state, moment), marks=_marks(row, moment))
            for key, row in rows.items()
        }
        by = "gap" if len(state.settings.dimensions) == 2 else "mean"
        ranked = list(rows) if moment.private else _in_order(state, rows, by, moment)
        return Yields(items=tuple(items.values()), top=tuple(items[key] for key in ranked))


kind = RateKind()


# --- the scale -------------------------------------------------------------------------------------------


def _ends(settings: RateSettings) -> tuple[int, int]:
    if settings.scale == "words" and len(settings.steps) > 1:
        return (1, len(settings.steps))
    return _ENDS.get(settings.scale, (1, 5))


def _steps(settings: RateSettings) -> int:
    least, most = _ends(settings)
    return most - least + 1


def _questions(settings: RateSettings) -> int:
    return max(1, len(settings.dimensions))


def _fresh(settings: RateSettings, item: Item, sort: int) -> Statement:
    steps, questions = _steps(settings), _questions(settings)
    empty = ((0,) * steps,) * questions
    # Marks of another scale tell nothing on this one.
    fits = settings.again and len(item.marks) == steps * questions
    earlier = tuple(item.marks[n * steps : (n + 1) * steps] for n in range(questions)) if fits else ()
    return Statement(item.text, sort, tally=empty, hands=empty, earlier=earlier)


# --- may it be done --------------------------------------------------------------------------------------


def _refuse_unknown(state: Rated, statement: str) -> Refusal | None:
    return None if statement in state.statements else Refusal("no_such_statement")


def _refuse_missing(state: Rated, statement: str) -> Refusal | None:
    row = state.statements.get(statement)
    return Refusal("no_such_statement") if row is None or row.hidden else None


def _refuse_rating(state: Rated, statement: str, by: str) -> Refusal | None:
    if no := _refuse_missing(state, statement):
        return no
    free = not state.settings.sample or statement in state.drawn.get(by, ())
    return None if free else Refusal("not_drawn")


def _refuse_value(state: Rated, value: int, dimension: int) -> Refusal | None:
    least, most = _ends(state.settings)
    if dimension >= _questions(state.settings):
        return Refusal("no_such_question")
    return None if least <= value <= most else Refusal("off_the_scale", {"least": least, "most": most})


def _refuse_comment(state: Rated, doing: Doing) -> Refusal | None:
    if not state.settings.comment:
        return Refusal("no_comments")
    if doing.id in state.comments:
        return Refusal("id_taken")
    full = len(state.comments) >= MOST_NOTES_IN_ALL
    return Refusal("too_many", {"most": MOST_NOTES_IN_ALL}) if full else None


def _refuse_answered(state: Rated) -> Refusal | None:
    begun = state.ratings or state.drawn or any(_is_rated(row) for row in state.statements.values())
    return Refusal("ratings_given") if begun or state.comments else None


def _refuse_rated(state: Rated, statement: str) -> Refusal | None:
    return Refusal("ratings_given") if _is_rated(state.statements[statement]) else None


def _refuse_full(state: Rated, doing: Doing) -> Refusal | None:
    if doing.id in state.statements:
        return Refusal("id_taken")
    full = len(state.statements) >= MOST_STATEMENTS
    return Refusal("too_many", {"most": MOST_STATEMENTS}) if full else None


def _is_rated(row: Statement) -> bool:
    return bool(row.raters) or any(map(any, row.hands))


# --- do it -----------------------------------------------------------------------------------------------


def _answer(state: Rated, by: str, statement: str) -> Answer:
    return state.ratings.get(by, {}).get(statement, Answer())


def _answered(state: Rated, by: str, statement: str, after: Answer) -> Rated:
    before = _answer(state, by, statement)
    if after == before:
        return state
    own = {**state.ratings.get(by, {}), statement: after}
    if after == Answer():
        del own[statement]
    ratings = {**state.ratings, by: own}
    if not own:
        del ratings[by]
    row = _retold(state.statements[statement], before, after, _ends(state.settings)[0])
    return replace(state, ratings=ratings, statements={**state.statements, statement: row})


def _retold(row: Statement, before: Answer, after: Answer, least: int) -> Statement:
    tally = row.tally
    for answer, change in ((before, -1), (after, 1)):
        for question, value in answer.values.items():
            tally = _moved(tally, int(question), value - least, change)
    raters = row.raters + (after != Answer()) - (before != Answer())
    return replace(row, tally=tally, raters=raters, unknown=row.unknown + after.unknown - before.unknown)


def _moved(tally: tuple[Counts, ...], question: int, place: int, change: int) -> tuple[Counts, ...]:
    counts = list(tally[question])
    counts[place] += change
    return (*tally[:question], tuple(counts), *tally[question + 1 :])


def _handed(state: Rated, statement: str, place: int, question: int, hands: int) -> Rated:
    row = state.statements[statement]
    change = hands - row.hands[question][place]
    return _changed(state, statement, hands=_moved(row.hands, question, place, change))


def _changed(state: Rated, statement: str, **changes: bool | Text | tuple[Counts, ...]) -> Rated:
    row = replace(state.statements[statement], **changes)
    same = row == state.statements[statement]
    return state if same else replace(state, statements={**state.statements, statement: row})


# --- drawing a few ---------------------------------------------------------------------------------------


def _still_to_draw(state: Rated, by: str) -> int:
    """Return how many more one may draw: the others, and as many as have been taken out of one's own."""
    sample, visible = state.settings.sample, _visible(state)
    if not sample:
        return 0
    return max(0, min(sample, len(visible)) - sum(key in visible for key in state.drawn.get(by, ())))


def _drawn(state: Rated, by: str) -> Rated:
    own = state.drawn.get(by, ())
    chosen = _next_drawn(state, _still_to_draw(state, by), own)
    if not chosen:
        return state
    statements = {
        key: replace(row, draws=row.draws + 1) if key in chosen else row for key, row in state.statements.items()
    }
    return replace(state, statements=statements, drawn={**state.drawn, by: (*own, *chosen)})


def _next_drawn(state: Rated, count: int, own: Iterable[str]) -> tuple[str, ...]:
    """Return the least drawn statements, in an order of chance."""
    # From the state alone: a rehearsal foresees what its people will draw, and two replicas draw alike.
    chance = random.Random(f"{state.seed}/{len(state.drawn)}")
    free = sorted(set(_visible(state)) - set(own))
    chance.shuffle(free)
    chosen = sorted(free, key=lambda key: state.statements[key].draws)[:count]
    chance.shuffle(chosen)
    return tuple(chosen)


def _of_author(state: Rated, author: str, comments: Mapping[str, str]) -> list[str]:
    """Return the statements that have something of the author's, in the order in which they are read."""
    if state.settings.sample:
        rows: Sequence[str] = state.drawn.get(author, ())
    else:
        own = state.ratings.get(author, {})
        rows = [key for key in state.statements if key in own or key in comments]
    return [key for key in rows if key in state.statements and not state.statements[key].hidden]


# --- comments --------------------------------------------------------------------------------------------


def _is_own(comment: Comment, by: str) -> bool:
    return comment.by == by and not comment.withdrawn


def _commented(state: Rated, statement: str, text: str, doing: Doing, moment: Moment) -> Rated:
    mine = (key for key, row in state.comments.items() if row.statement == statement and _is_own(row, doing.by))
    there = next(mine, "")
    if there:
        row = state.comments[there]
        # Withdrawn with its words: a comment that was taken back is gone.
        changed = replace(row, text=text) if text else replace(row, text="", withdrawn=True)
        return _with_comment(state, there, changed)
    if not text:
        return state
    added = _with_comment(state, doing.id, Comment(by=doing.by, statement=statement, text=text))
    at_once = _is_shown(state, moment) and not moment.anonymous
    return _released(added, doing.seed, moment) if at_once else added


def _with_comment(state: Rated, comment: str, row: Comment) -> Rated:
    return (
        state if state.comments.get(comment) == row else replace(state, comments={**state.comments, comment: row})
    )


def _released(state: Rated, seed: int, moment: Moment) -> Rated:
    if moment.private or (moment.anonymous and not enough_to_leave(state.comments.values())):
        return state
    comments = let_out(state.comments, state.released, seed)
    if comments is state.comments:
        return state
    return replace(state, comments=comments, released=max(row.sort for row in comments.values()))


def _told_comments(state: Rated, sight: Sight) -> list[Comment]:
    return [row for _, row in _comments(state, sight)]


def _comments(state: Rated, sight: Sight) -> list[tuple[str, Comment]]:
    if not _is_shown(state, sight.moment):
        return []
    rows = [(key, row) for key, row in state.comments.items() if row.sort and row.text and not row.withdrawn]
    return sorted(rows, key=lambda row: row[1].sort)


def _comment_view(row: Comment, place: int, statement: str, sight: Sight) -> RatingCommentView:
    return RatingCommentView(row.text, statement, place, sight.name(row.by), row.hidden)


# --- numbers ---------------------------------------------------------------------------------------------


def _together(row: Statement, question: int) -> Counts:
    return tuple(one + other for one, other in zip(row.tally[question], row.hands[question], strict=True))


def _are_few(row: Statement, question: int, moment: Moment) -> bool:
    """Whether the numbers would tell what single people answered."""
    hands = sum(row.hands[question])
    unsure = row.unknown > 0 and are_few(row.raters, hands, moment.identity)
    return unsure or are_few(sum(row.tally[question]), hands, moment.identity)


def _mean(counts: Counts, least: int) -> float:
    n = sum(counts)
    return sum((least + place) * count for place, count in enumerate(counts)) / n if n else 0.0


def _median(counts: Counts, least: int) -> float:
    """Return the middle value, halfway between two where the answers are even; 0 if there are none."""
    n, so_far = sum(counts), list(accumulate(counts))
    if not n:
        return 0.0
    middle = [next(place for place, reached in enumerate(so_far) if reached > at) for at in ((n - 1) // 2, n // 2)]
    return least + sum(middle) / 2


def _spread(counts: Counts, least: int) -> float:
    n, mean = sum(counts), _mean(counts, least)
    return sqrt(sum(count * (least + place - mean) ** 2 for place, count in enumerate(counts)) / n) if n else 0.0


def _binned(counts: Counts) -> Counts:
    """Return the counts as they are drawn: a line of a hundred places in tens, its very end with the last."""
    if len(counts) <= 11:
        return counts
    last = len(counts) - 1
    edges = range(0, last, PLACES_A_BIN)
    return tuple(sum(counts[edge : edge + PLACES_A_BIN if edge + PLACES_A_BIN < last else None]) for edge in edges)


def _weight(row: Statement, state: Rated, moment: Moment) -> int:
    counts = _together(row, 0)
    if moment.private:
        return 1
    known = sum(counts) and not _are_few(row, 0, moment)
    return round(_mean(counts, _ends(state.settings)[0]) * 100) if known else 0


def _marks(row: Statement, moment: Moment) -> Counts:
    questions = range(len(row.tally))
    # Five answers to each question: nothing less is carried over, since the next round cannot know who knew.
    enough = all(
        sum(_together(row, question)) >= FEWEST and not _are_few(row, question, moment) for question in questions
    )
    if moment.private or not enough:
        return ()
    return tuple(count for question in questions for count in _together(row, question))


# --- see it ----------------------------------------------------------------------------------------------


def _is_shown(state: Rated, moment: Moment) -> bool:
    if moment.private:
        return False
    return not state.settings.hidden or moment.revealed or moment.stage == "closed"


def _visible(state: Rated) -> dict[str, Statement]:
    return {key: row for key, row in state.statements.items() if not row.hidden}


def _order(state: Rated) -> str:
    settings = state.settings
    if state.order or settings.sort != "given":
        return state.order or settings.sort
    return {"order": "mean", "gap": "gap"}.get(settings.show, "given")


def _in_order(state: Rated, rows: Mapping[str, Statement], by: str, moment: Moment) -> list[str]:
    """Return the statements as the result is sorted; those of which nothing can be told stand last."""

    def place(key: str) -> tuple[bool, float, int]:
        row = rows[key]
        known = _can_be_told(row, by, moment)
        return (not known, -_measure(row, by, state.settings) if known else 0.0, row.sort)

    return sorted(rows, key=(lambda key: rows[key].sort) if by == "given" else place)


def _can_be_told(row: Statement, by: str, moment: Moment) -> bool:
    questions = range(len(row.tally)) if by == "gap" else (0,)
    return all(sum(_together(row, n)) and not _are_few(row, n, moment) for n in questions)


def _measure(row: Statement, by: str, settings: RateSettings) -> float:
    least, counts = _ends(settings)[0], _together(row, 0)
    if by == "spread":
        return _spread(counts, least)
    if by == "gap" and len(row.tally) > 1:
        return _mean(counts, least) - _mean(_together(row, 1), least)
    return _mean(counts, least)


def _view(state: Rated, rows: Mapping[str, Statement], sight: Sight, room: int) -> RateView:
    settings, moment, visible = state.settings, sight.moment, _visible(state)
    shown = _is_shown(state, moment)
    least, most = _ends(settings)
    order = _order(state) if shown else "given"
    chosen = sorted(_in_order(state, rows, order, moment), key=lambda key: rows[key].hidden)[:room]
    statements = {key: _row_view(state, rows[key], place, sight) for place, key in enumerate(chosen, 1)}
    comments = _comments(state, sight) if sight.leads else []
    return RateView(
        scale=settings.scale,
        least=least,
        most=most,
        steps=settings.steps if len(settings.steps) == _steps(settings) else (),
        low=settings.low,
        high=settings.high,
        dont_know=settings.dont_know,
        comment=settings.comment,
        hidden=settings.hidden,
        show=settings.show,
        dimensions=settings.dimensions,
        sample=settings.sample,
        shuffle=settings.shuffle,
        order=order,
        again=any(row.earlier for row in visible.values()),
        compares=state.compares,
        shown=shown,
        few=shown and _tells_nothing(visible.values(), moment),
        phones=len(state.ratings),
        hands=max((sum(hands) for row in visible.values() for hands in row.hands), default=0)
        if shown or (sight.leads and not moment.private)
        else 0,
        count=len(visible),
        more=len(visible) - len(statements) if rows and not sight.leads else 0,
        comments_wait=_untold(state) if shown else 0,
        statements=statements,
        comments={
            key: _comment_view(row, place, row.statement, sight) for place, (key, row) in enumerate(comments, 1)
        },
    )


def _tells_nothing(rows: Iterable[Statement], moment: Moment) -> bool:
    rated = [(row, n) for row in rows for n in range(len(row.tally)) if sum(_together(row, n))]
    return bool(rated) and all(_are_few(row, n, moment) for row, n in rated)


def _untold(state: Rated) -> int:
    return sum(not row.sort and not row.withdrawn and bool(row.text) for row in state.comments.values())


def _row_view(state: Rated, row: Statement, place: int, sight: Sight) -> StatementView:
    shown, leads = _is_shown(state, sight.moment), sight.leads and not sight.moment.private
    questions = range(len(row.tally))
    told = shown and not any(_are_few(row, n, sight.moment) for n in questions)
    return StatementView(
        text=row.text,
        sort=place,
        hidden=row.hidden,
        raters=row.raters if shown or leads else 0,
        unknown=row.unknown if told else 0,
        hands=tuple(_hands_view(hands, _ends(state.settings)[0]) for hands in row.hands) if leads else (),
        ratings=tuple(_rating_view(state, row, n, sight.moment) for n in questions) if shown else (),
    )


def _hands_view(hands: Counts, least: int) -> dict[str, int]:
    return {str(least + place): count for place, count in enumerate(hands) if count}


def _rating_view(state: Rated, row: Statement, question: int, moment: Moment) -> RatingView:
    counts, least = _together(row, question), _ends(state.settings)[0]
    if _are_few(row, question, moment):
        # The number of those who could not say must not be had by subtraction either.
        unsure = row.unknown if row.raters < FEWEST else 0
        return RatingView(n=sum(counts) + unsure, few=True)
    earlier = row.earlier[question] if row.earlier and state.compares else ()
    return RatingView(
        n=sum(counts),
        mean=round(_mean(counts, least), 2),
        median=_median(counts, least),
        spread=round(_spread(counts, least), 2),
        counts=_binned(counts),
        earlier_n=sum(earlier),
        earlier_mean=round(_mean(earlier, least), 2),
        earlier=_binned(earlier),
    )


def _cells(rating: RatingView) -> list[str | int | float]:
    if rating.few or not rating.n:
        return ["", "", "", "", ""]
    earlier: str | float = rating.earlier_mean if rating.earlier_n else ""
    return [rating.mean, rating.median, rating.spread, earlier, " · ".join(map(str, rating.counts))]


# --- a rehearsal -----------------------------------------------------------------------------------------


def _pretended(state: Rated, activity: str, statement: str, who: int) -> list[ActivityCommand]:
    chance = random.Random(f"{statement}/{who}")
    if state.settings.dont_know and chance.random() < 0.08:
        return [RateUnknown(activity=activity, statement=statement)]
    return [
        Rate(activity=activity, statement=statement, value=_likely(state, statement, n, chance), dimension=n)
        for n in range(_questions(state.settings))
    ]


def _likely(state: Rated, statement: str, question: int, chance: random.Random) -> int:
    """Return a value about the middle that this statement has; after an earlier round a little above its mean."""
    least, most = _ends(state.settings)
    row, width = state.statements[statement], most - least
    middle = least + width * random.Random(f"{statement}/{question}").uniform(0.35, 0.85)
    if row.earlier:
        middle = _mean(row.earlier[question], least) + width * 0.08
    return min(most, max(least, round(chance.gauss(middle, width * 0.2))))
