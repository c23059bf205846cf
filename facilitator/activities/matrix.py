"""Matrix: everyone places things by two axes; the room's picture is medians, their spread, and what is agreed on.

While it is hidden nobody sees a placement, the desk included: only how many have placed. A thing that fewer than
five have placed gets no median and no spread, unless people answer by name: only how many placed it is told. The
agreed place is what the room settled on after talking; it belongs to nobody and so is told in any case.

Steps are counted from 1, from the left and from the bottom. A median is the middle of all placements, halfway
between two where they are even; the spread reaches from the first to the third quarter. What lies exactly on a
middle line is in no quadrant.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

import msgspec

from facilitator.activities.counting import are_few
from facilitator.activities.notes import refuse_no_words
from facilitator.core.actors import Doing
from facilitator.core.ids import derived_id
from facilitator.core.kind import (
    ActivityCommand,
    Group,
    Inputs,
    Item,
    Kind,
    Moment,
    PretendWords,
    Sight,
    Yields,
)
from facilitator.core.refusal import Refusal
from facilitator.core.text import Text, pick

replace = msgspec.structs.replace

MOST_PLACED = 20
MOST_PAPERS = 2_000
MOST_STEPS = 11
# Quadrants by number: 0 top left, 1 top right, 2 bottom left, 3 bottom right; this is none of them.
NOWHERE = -1

Corner = Literal["top_right", "top_left", "bottom_right", "bottom_left"]
Step = Annotated[int, msgspec.Meta(ge=1, le=MOST_STEPS)]


class MatrixSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is placed, by which axes, by whom, and when the result is told."""

    items: Annotated[
        tuple[Text, ...],
        msgspec.Meta(
            max_length=MOST_PLACED, title="To be placed", description="None if they come from an earlier step."
        ),
    ] = ()
    x_title: Annotated[Text, msgspec.Meta(title="Across: what the axis is about")] = {}
    x_low: Annotated[Text, msgspec.Meta(title="Across: what the left end means")] = {}
    x_high: Annotated[Text, msgspec.Meta(title="Across: what the right end means")] = {}
    y_title: Annotated[Text, msgspec.Meta(title="Upwards: what the axis is about")] = {}
    y_low: Annotated[Text, msgspec.Meta(title="Upwards: what the bottom means")] = {}
    y_high: Annotated[Text, msgspec.Meta(title="Upwards: what the top means")] = {}
    quadrants: Annotated[
        tuple[Text, ...],
        msgspec.Meta(
            max_length=4,
            title="Names of the quadrants",
            description="Top left, top right, bottom left, bottom right; or none.",
        ),
    ] = ()
    best: Annotated[
        Corner,
        msgspec.Meta(title="The best corner", description="What lies nearest to it goes on first."),
    ] = "top_right"
    steps: Annotated[
        int, msgspec.Meta(ge=3, le=MOST_STEPS, title="Steps on each axis", description="11 counts from 0 to 10.")
    ] = 5
    who: Annotated[
        Literal["everyone", "leaders"],
        msgspec.Meta(title="Who places", description="Everyone on a phone, or you for the room as it talks."),
    ] = "everyone"
    hidden: Annotated[
        bool,
        msgspec.Meta(
            title="Hidden until you close the placing", description="Seeing others’ placements sways people."
        ),
    ] = True


class Spot(msgspec.Struct, frozen=True):
    """A place: steps from the left and from the bottom, from 1."""

    x: int
    y: int


class Placed(msgspec.Struct, frozen=True):
    """One of the things to be placed. ``agreed`` is empty or has one place."""

    text: Text
    sort: int
    hidden: bool = False
    agreed: tuple[Spot, ...] = ()


class PaperSpot(msgspec.Struct, frozen=True):
    """A placement that a leader added by hand."""

    item: str
    spot: Spot
    sort: int
    removed: bool = False


class Placings(msgspec.Struct, frozen=True):
    """Items by id, each author's places by item, and those added by hand; nobody's places are empty."""

    settings: MatrixSettings
    items: dict[str, Placed] = {}
    places: dict[str, dict[str, Spot]] = {}
    papers: dict[str, PaperSpot] = {}


# --- commands --------------------------------------------------------------------------------------------


class Place(ActivityCommand, frozen=True, tag_field="do", tag="Place"):
    """Places one thing by both axes; a new place replaces one's own."""

    item: str
    x: Step
    y: Step


class TakeOff(ActivityCommand, frozen=True, tag_field="do", tag="TakeOff"):
    """Takes one's own placement of one thing back."""

    item: str


class AgreePlace(ActivityCommand, frozen=True, tag_field="do", tag="AgreePlace"):
    """Says where the room agreed that it belongs."""

    item: str
    x: Step
    y: Step


class ClearAgreed(ActivityCommand, frozen=True, tag_field="do", tag="ClearAgreed"):
    """Says that no place is agreed on."""

    item: str


class PaperPlace(ActivityCommand, frozen=True, tag_field="do", tag="PaperPlace"):
    """Adds one person's placement by hand, from paper or said aloud; its id is the command's."""

    item: str
    x: Step
    y: Step


class DropPaperPlace(ActivityCommand, frozen=True, tag_field="do", tag="DropPaperPlace"):
    """Counts a placement added by hand no more, or again."""

    paper: str
    on: bool = True


class AddMatrixItem(ActivityCommand, frozen=True, tag_field="do", tag="AddMatrixItem"):
    """Adds something to be placed; its id is the command's."""

    text: Text


class RenameMatrixItem(ActivityCommand, frozen=True, tag_field="do", tag="RenameMatrixItem"):
    """Words it anew while nobody has placed it."""

    item: str
    text: Text


class HideMatrixItem(ActivityCommand, frozen=True, tag_field="do", tag="HideMatrixItem"):
    """Takes something out, or puts it back with all its placements."""

    item: str
    on: bool = True


class TakeBackMatrixItem(ActivityCommand, frozen=True, tag_field="do", tag="TakeBackMatrixItem"):
    """Takes back something that was added, while nobody has placed it."""

    item: str


# --- views -----------------------------------------------------------------------------------------------


class PlacedView(msgspec.Struct, frozen=True):
    """One of the things that are placed. All numbers but the first two are 0 while the result is not shown.

    Attributes:
        number: What it is called in the picture, from 1; 0 for what is taken out.
        placed: How many placed it.
        few: Whether too few did for a median.
        x, y: The medians; 0 if there are none.
        x_low, x_high, y_low, y_high: From the first to the third quarter of the placements.
        agreed_x, agreed_y: The agreed place; 0 if there is none.
        quadrant: Where it lies by the agreed place, else by the medians: 0 top left, 1 top right, 2 bottom left,
            3 bottom right; −1 on a line or nowhere.
        apart: Whether opinions lie furthest apart on this one.
    """

    text: Text
    sort: int
    number: int
    placed: int
    few: bool
    x: float
    y: float
    x_low: float
    x_high: float
    y_low: float
    y_high: float
    agreed_x: int
    agreed_y: int
    quadrant: int
    apart: bool
    hidden: bool


class MatrixView(msgspec.Struct, frozen=True, tag_field="kind", tag="matrix"):
    """The matrix as an audience sees it.

    Attributes:
        quadrants: The names of all four, or none at all.
        first: What the first step of an axis is called: 0 or 1.
        shown: Whether there is a result to see.
        few: Whether so few placed anything that no place can be told, and none is agreed on.
        phones: How many placed something on a phone.
        hands: For how many people placements were added by hand: the most for any one thing.
        last_paper: For the desk alone: the id of the newest placement by hand that counts, or nothing.
    """

    x_title: Text
    x_low: Text
    x_high: Text
    y_title: Text
    y_low: Text
    y_high: Text
    quadrants: tuple[Text, ...]
    steps: int
    first: int
    who: str
    hidden: bool
    shown: bool
    few: bool
    phones: int
    hands: int
    last_paper: str
    items: dict[str, PlacedView]


class MyPlace(msgspec.Struct, frozen=True):
    """Where one has placed a thing oneself."""

    text: Text
    x: int
    y: int


class MyPlaces(msgspec.Struct, frozen=True, tag_field="kind", tag="matrix"):
    """One's own placements by item, with what is needed to take them home."""

    x_title: Text
    y_title: Text
    first: int
    places: dict[str, MyPlace]


# --- the kind --------------------------------------------------------------------------------------------


class Matrix(Kind[MatrixSettings, Placings]):
    """Things placed by two axes."""

    name = "matrix"
    Settings = MatrixSettings
    commands = (Place, TakeOff)
    leader_commands = (
        AgreePlace,
        ClearAgreed,
        PaperPlace,
        DropPaperPlace,
        AddMatrixItem,
        RenameMatrixItem,
        HideMatrixItem,
        TakeBackMatrixItem,
    )

    def begin(self, settings: MatrixSettings, inputs: Inputs, seed: int) -> Placings:
        """Start with what is written in the settings, and after it what flows in; twenty in all."""
        written = tuple(
            # From the seed, so that a placement for the run before a reset finds nothing.
            Item(derived_id("placed", str(seed), str(n)), text)
            for n, text in enumerate(settings.items)
        )
        items = (*written, *inputs.items)[:MOST_PLACED]
        return Placings(settings, {item.id: Placed(item.text, n + 1) for n, item in enumerate(items)})

    def refuse(self, state: Placings, command: ActivityCommand, doing: Doing, moment: Moment) -> Refusal | None:
        """Places lie on the grid; what is placed keeps its words once somebody has placed it."""
        match command:
            case Place(item=item, x=x, y=y):
                return _refuse_own(state, doing) or _refuse_spot(state, item, x, y)
            case TakeOff(item=item):
                return _refuse_own(state, doing) or _refuse_unknown(state, item)
            case AgreePlace(item=item, x=x, y=y):
                return _refuse_spot(state, item, x, y)
            case PaperPlace(item=item, x=x, y=y):
                full = Refusal("too_many", {"most": MOST_PAPERS}) if len(state.papers) >= MOST_PAPERS else None
                return full or _refuse_spot(state, item, x, y)
            case DropPaperPlace(paper=paper):
                return None if paper in state.papers else Refusal("no_such_note")
            case AddMatrixItem(text=text):
                full = Refusal("too_many", {"most": MOST_PLACED}) if len(state.items) >= MOST_PLACED else None
                return refuse_no_words(text) or full
            case RenameMatrixItem(item=item, text=text):
                return _refuse_unknown(state, item) or _refuse_once_placed(state, item) or refuse_no_words(text)
            case HideMatrixItem(item=item) | ClearAgreed(item=item):
                return _refuse_unknown(state, item)
            case TakeBackMatrixItem(item=item):
                return _refuse_unknown(state, item) or _refuse_once_placed(state, item)
            case _:
                return None

    def reduce(self, state: Placings, command: ActivityCommand, doing: Doing, moment: Moment) -> Placings:
        """Keep placements and what they are about."""
        match command:
            case Place(item=item, x=x, y=y):
                return _placed(state, doing.by, {**state.places.get(doing.by, {}), item: Spot(x, y)})
            case TakeOff(item=item):
                own = state.places.get(doing.by, {})
                return _placed(state, doing.by, {key: spot for key, spot in own.items() if key != item})
            case AgreePlace(item=item, x=x, y=y):
                return _changed(state, item, agreed=(Spot(x, y),))
            case ClearAgreed(item=item):
                return _changed(state, item, agreed=())
            case PaperPlace(item=item, x=x, y=y):
                return _with_paper(state, doing.id, PaperSpot(item, Spot(x, y), len(state.papers) + 1))
            case DropPaperPlace(paper=paper, on=on):
                return _with_paper(state, paper, replace(state.papers[paper], removed=on))
            case AddMatrixItem(text=text):
                added = Placed(text, max((row.sort for row in state.items.values()), default=0) + 1)
                return replace(state, items={**state.items, doing.id: added})
            case RenameMatrixItem(item=item, text=text):
                return _changed(state, item, text=text)
            case HideMatrixItem(item=item, on=on):
                return _changed(state, item, hidden=on)
            case TakeBackMatrixItem(item=item):
                return replace(state, items={key: row for key, row in state.items.items() if key != item})
            case _:
                return state

    def inverse(self, before: Placings, command: ActivityCommand, doing: Doing) -> ActivityCommand | None:
        """All that leaders do here can be taken back."""
        match command:
            case AgreePlace(activity=activity, item=item) | ClearAgreed(activity=activity, item=item):
                for spot in before.items[item].agreed:
                    return AgreePlace(activity=activity, item=item, x=spot.x, y=spot.y)
                return ClearAgreed(activity=activity, item=item)
            case PaperPlace(activity=activity):
                return DropPaperPlace(activity=activity, paper=doing.id)
            case DropPaperPlace(activity=activity, paper=paper):
                return DropPaperPlace(activity=activity, paper=paper, on=before.papers[paper].removed)
            case AddMatrixItem(activity=activity):
                return TakeBackMatrixItem(activity=activity, item=doing.id)
            case RenameMatrixItem(activity=activity, item=item):
                return RenameMatrixItem(activity=activity, item=item, text=before.items[item].text)
            case HideMatrixItem(activity=activity, item=item):
                return HideMatrixItem(activity=activity, item=item, on=before.items[item].hidden)
            case _:
                return None

    def board(self, state: Placings, sight: Sight) -> MatrixView:
        """Return what the wall may show."""
        return _view(state, _visible(state), sight)

    def phone(self, state: Placings, sight: Sight) -> MatrixView:
        """Return the same."""
        return self.board(state, sight)

    def desk(self, state: Placings, sight: Sight) -> MatrixView:
        """Return those taken out too; no placement before all see it."""
        view = _view(state, state.items, sight)
        papers = {key: paper.sort for key, paper in state.papers.items() if not paper.removed}
        last = max(papers, key=lambda key: papers[key], default="")
        return view if sight.moment.private else replace(view, last_paper=last)

    def mine(self, state: Placings, author: str, sight: Sight) -> MyPlaces:
        """Return one's own placements."""
        own, settings = state.places.get(author, {}), state.settings
        places = {
            item: MyPlace(row.text, own[item].x, own[item].y)
            for item, row in _visible(state).items()
            if item in own
        }
        return MyPlaces(settings.x_title, settings.y_title, _first(settings), places)

    def answered(self, state: Placings) -> int:
        """Return how many have placed anything."""
        return len(state.places)

    def summary(self, state: Placings, sight: Sight) -> MatrixView:
        """Return the result, the best first and without ids."""
        view = self.phone(state, sight)
        rows = (
            [view.items[item] for item in _best_first(state, sight.moment)] if view.shown else view.items.values()
        )
        return replace(view, items={str(n): replace(row, sort=n, number=n) for n, row in enumerate(rows, 1)})

    def tables(self, state: Placings, sight: Sight) -> list[list[str | int | float]]:
        """Return one row an item, the best first, or nothing while it is not shown."""
        view = self.summary(state, sight)
        if not view.shown:
            return []
        header: list[str | int | float] = [
            "Option",
            "Quadrant",
            "Across, median",
            "Upwards, median",
            "Across, agreed",
            "Upwards, agreed",
            "Placed by",
        ]
        return [header] + [_table_row(view, row) for row in view.items.values()]

    def pretend(self, state: Placings, activity: str, who: int, says: PretendWords) -> tuple[ActivityCommand, ...]:
        """Place each thing somewhere of its own, a step to one side or the other."""
        if state.settings.who != "everyone":
            return ()
        steps = state.settings.steps
        commands = []
        for n, item in enumerate(_visible(state)):
            x = 1 + (n * 3 + 1) % steps + who * (n + 2) % 3 - 1
            y = 1 + (n * 2 + 3) % steps + who * (n + 5) // 2 % 3 - 1
            commands.append(Place(activity=activity, item=item, x=_within(x, steps), y=_within(y, steps)))
        return tuple(commands)

    def yields(self, state: Placings, moment: Moment) -> Yields:
        """Return what was placed, the best first, and the quadrants with what lies in them.

        Also before the close: what is asked for here is the result, and opening the next step closes the placing.
        """
        items = {item: Item(item, row.text) for item, row in _visible(state).items()}
        spots = {} if moment.private else _spots(state, moment)
        best = _best_first(state, moment)
        names = _quadrant_names(state.settings)
        groups = tuple(
            Group(
                f"quadrant{n}",
                name,
                tuple(items[item] for item in best if item in spots and _quadrant(state, spots[item]) == n),
            )
            for n, name in enumerate(names)
        )
        return Yields(
            items=tuple(items.values()),
            top=tuple(items[item] for item in best),
            groups=tuple(group for group in groups if group.items),
        )


kind = Matrix()


# --- may it be done --------------------------------------------------------------------------------------


def _refuse_own(state: Placings, doing: Doing) -> Refusal | None:
    # Leaders add by hand or agree: their own placement would not be told from the room's.
    if doing.leads:
        return Refusal("not_permitted")
    return None if state.settings.who == "everyone" else Refusal("leaders_place")


def _refuse_unknown(state: Placings, item: str) -> Refusal | None:
    return None if item in state.items else Refusal("no_such_option")


def _refuse_spot(state: Placings, item: str, x: int, y: int) -> Refusal | None:
    if item not in state.items or state.items[item].hidden:
        return Refusal("no_such_option")
    most = state.settings.steps
    return Refusal("off_the_grid", {"most": most}) if max(x, y) > most else None


def _refuse_once_placed(state: Placings, item: str) -> Refusal | None:
    return Refusal("already_placed") if _given(state, item) or state.items[item].agreed else None


# --- do it -----------------------------------------------------------------------------------------------


def _placed(state: Placings, by: str, own: dict[str, Spot]) -> Placings:
    if state.places.get(by, {}) == own:
        return state
    places = {author: kept for author, kept in state.places.items() if author != by}
    return replace(state, places={**places, by: own} if own else places)


def _with_paper(state: Placings, paper_id: str, paper: PaperSpot) -> Placings:
    if state.papers.get(paper_id) == paper:
        return state
    return replace(state, papers={**state.papers, paper_id: paper})


def _changed(state: Placings, item_id: str, **changes: bool | Text | tuple[Spot, ...]) -> Placings:
    item = replace(state.items[item_id], **changes)
    if item == state.items[item_id]:
        return state
    return replace(state, items={**state.items, item_id: item})


def _within(step: int, steps: int) -> int:
    return min(steps, max(1, step))


# --- count it --------------------------------------------------------------------------------------------


def _visible(state: Placings) -> dict[str, Placed]:
    return {item_id: item for item_id, item in state.items.items() if not item.hidden}


def _by_hand(state: Placings, item: str) -> list[Spot]:
    return [paper.spot for paper in state.papers.values() if paper.item == item and not paper.removed]


def _from_phones(state: Placings, item: str) -> list[Spot]:
    return [own[item] for own in state.places.values() if item in own]


def _given(state: Placings, item: str) -> list[Spot]:
    """Return every placement of one thing, from phones and by hand."""
    return _from_phones(state, item) + _by_hand(state, item)


class _Axis(msgspec.Struct, frozen=True):
    """All placements by one axis: their median, and where their first and third quarters end."""

    median: float = 0.0
    low: float = 0.0
    high: float = 0.0


def _axis(steps: Sequence[int]) -> _Axis:
    if not steps:
        return _Axis()
    rows = sorted(steps)
    count = len(rows)
    median = (rows[(count - 1) // 2] + rows[count // 2]) / 2
    return _Axis(median, float(rows[(count + 3) // 4 - 1]), float(rows[(3 * count + 3) // 4 - 1]))


class _Where(msgspec.Struct, frozen=True):
    """What the placements of one thing say; axes are empty where too few placed it."""

    placed: int
    few: bool
    x: _Axis
    y: _Axis

    @property
    def spread(self) -> float:
        """How far apart the middle half of the placements lies, both ways together."""
        return self.x.high - self.x.low + self.y.high - self.y.low


def _where(state: Placings, item: str, moment: Moment) -> _Where:
    phones, by_hand = _from_phones(state, item), _by_hand(state, item)
    few = are_few(len(phones), len(by_hand), moment.identity)
    told = [] if few else phones + by_hand
    return _Where(
        len(phones) + len(by_hand), few, _axis([spot.x for spot in told]), _axis([spot.y for spot in told])
    )


def _spots(state: Placings, moment: Moment) -> dict[str, tuple[float, float]]:
    """Return where each thing lies, by the agreed place or else by its medians; what has neither is left out."""
    spots: dict[str, tuple[float, float]] = {}
    for item, row in _visible(state).items():
        where = _where(state, item, moment)
        for spot in row.agreed:
            spots[item] = (spot.x, spot.y)
        if not row.agreed and where.x.median:
            spots[item] = (where.x.median, where.y.median)
    return spots


def _quadrant(state: Placings, spot: tuple[float, float]) -> int:
    middle = (state.settings.steps + 1) / 2
    x, y = spot
    if x == middle or y == middle:
        return NOWHERE
    return (0 if y > middle else 2) + (1 if x > middle else 0)


def _best_first(state: Placings, moment: Moment) -> tuple[str, ...]:
    """Return all in the order in which they lie nearest to the best corner: by its quadrant, by height, by width.

    What has no place stays behind, in its own order; nothing private has one.
    """
    spots = {} if moment.private else _spots(state, moment)
    vertical, horizontal = state.settings.best.split("_")
    top, right = vertical == "top", horizontal == "right"
    best = (0 if top else 2) + (1 if right else 0)

    def distance(item: str) -> tuple[bool, bool, float, float, int]:
        sort = state.items[item].sort
        if item not in spots:
            return True, True, 0, 0, sort
        x, y = spots[item]
        return False, _quadrant(state, spots[item]) != best, -y if top else y, -x if right else x, sort

    return tuple(sorted(_visible(state), key=distance))


def _first(settings: MatrixSettings) -> int:
    return 0 if settings.steps == MOST_STEPS else 1


def _quadrant_names(settings: MatrixSettings) -> tuple[Text, ...]:
    """Return a name for each quadrant: its own, or else what the ends of the axes mean there."""
    named = (*settings.quadrants, {}, {}, {}, {})[:4]
    ends = [(y, x) for y in (settings.y_high, settings.y_low) for x in (settings.x_low, settings.x_high)]
    return tuple(name or _both(y, x) for name, (y, x) in zip(named, ends, strict=True))


def _both(one: Text, other: Text) -> Text:
    return {tag: f"{one[tag]} · {other[tag]}" for tag in one if other.get(tag)} or one or other


# --- see it ----------------------------------------------------------------------------------------------


def _is_shown(state: Placings, moment: Moment) -> bool:
    if moment.private:
        return False
    open_to_see = not state.settings.hidden or state.settings.who == "leaders"
    return open_to_see or moment.revealed or moment.stage == "closed"


def _view(state: Placings, rows: Mapping[str, Placed], sight: Sight) -> MatrixView:
    settings, shown = state.settings, _is_shown(state, sight.moment)
    visible = _visible(state)
    where = {item: _where(state, item, sight.moment) for item in visible} if shown else {}
    furthest = max((one.spread for one in where.values()), default=0.0)
    hands = max((len(_by_hand(state, item)) for item in visible), default=0)
    counts_hands = shown or (sight.leads and not sight.moment.private)
    numbers = {item: n for n, item in enumerate(visible, 1)}
    return MatrixView(
        x_title=settings.x_title,
        x_low=settings.x_low,
        x_high=settings.x_high,
        y_title=settings.y_title,
        y_low=settings.y_low,
        y_high=settings.y_high,
        quadrants=(*settings.quadrants, {}, {}, {}, {})[:4] if settings.quadrants else (),
        steps=settings.steps,
        first=_first(settings),
        who=settings.who,
        hidden=settings.hidden,
        shown=shown,
        few=any(one.few for one in where.values()) and not _spots(state, sight.moment),
        phones=len(state.places),
        hands=hands if counts_hands else 0,
        last_paper="",
        items={
            item: _row(state, item, row, where.get(item), numbers.get(item, 0), furthest)
            for item, row in rows.items()
        },
    )


def _row(
    state: Placings, item_id: str, item: Placed, told: _Where | None, number: int, furthest: float
) -> PlacedView:
    where = told or _Where(0, False, _Axis(), _Axis())
    agreed = item.agreed[0] if item.agreed and told else Spot(0, 0)
    spot = (agreed.x, agreed.y) if agreed.x else (where.x.median, where.y.median)
    return PlacedView(
        text=item.text,
        sort=item.sort,
        number=number,
        placed=where.placed,
        few=where.few,
        x=where.x.median,
        y=where.y.median,
        x_low=where.x.low,
        x_high=where.x.high,
        y_low=where.y.low,
        y_high=where.y.high,
        agreed_x=agreed.x,
        agreed_y=agreed.y,
        quadrant=_quadrant(state, spot) if spot[0] else NOWHERE,
        apart=bool(furthest) and where.spread == furthest,
        hidden=item.hidden,
    )


def _table_row(view: MatrixView, row: PlacedView) -> list[str | int | float]:
    def told(step: float) -> str | float:
        return step - 1 + view.first if step else ""

    name = pick(view.quadrants[row.quadrant], ()) if view.quadrants and row.quadrant >= 0 else ""
    return [pick(row.text, ()), name, told(row.x), told(row.y), told(row.agreed_x), told(row.agreed_y), row.placed]
