"""Rank: everyone puts a few things in order; the room's order is told with mean places and how far people agree.

While it is hidden nobody sees an order, the desk included: only how many have ranked. Under five rankings nothing
is told, unless people answer by name: with one or two, the room's order would be somebody's own. Paper hides no
phone: who typed it in knows it.

Places. What somebody leaves out counts as the mean of the places left: with three of eight in order, each of the
others is at (4 + 8) / 2 = 6. So a short ranking and a long one weigh the same. The order is by mean place; where
means are equal, by points (the best of *n* gets *n*, the next *n* − 1, what is left out nothing), then by first
places.

Agreement is Kendall's coefficient of concordance W, corrected for ties (Kendall, *Rank Correlation Methods*,
ch. 6): what a ranking leaves out is tied. W is 1 where all rank alike and near 0 where they rank as by chance. It
is told in words alone, from ``STRONG`` and ``FAIR`` on; below, opinions are split.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated

import msgspec

from facilitator.activities.counting import PUBLIC, are_few
from facilitator.activities.notes import refuse_no_words
from facilitator.core.actors import Doing
from facilitator.core.ids import derived_id
from facilitator.core.kind import ActivityCommand, Inputs, Item, Kind, Moment, PretendWords, Sight, Yields
from facilitator.core.refusal import Refusal
from facilitator.core.text import Text, pick

replace = msgspec.structs.replace

MOST_RANKED = 10
MOST_PAPERS = 500
# W from which a room is told that it agrees, and that it agrees in part.
STRONG = 0.7
FAIR = 0.4

Order = Annotated[tuple[str, ...], msgspec.Meta(max_length=MOST_RANKED)]


class RankSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is put in order, how much of it, and when the result is told."""

    items: Annotated[
        tuple[Text, ...],
        msgspec.Meta(
            max_length=MOST_RANKED,
            title="To be put in order",
            description="At most ten; up to eight is easy on a phone. None if they come from an earlier step.",
        ),
    ] = ()
    top: Annotated[
        int,
        msgspec.Meta(
            ge=0, le=MOST_RANKED, title="How many are ranked", description="0 ranks all; 3 asks for the best three."
        ),
    ] = 0
    hidden: Annotated[
        bool,
        msgspec.Meta(title="Hidden until you close the ranking", description="Seeing others’ order sways people."),
    ] = True
    shuffle: Annotated[
        bool,
        msgspec.Meta(title="Another order on each phone", description="So that nothing wins by standing first."),
    ] = True
    coverage: Annotated[
        int,
        msgspec.Meta(
            ge=0,
            le=5,
            title="Each must have been ranked by so many",
            description="Until then no result is shown while the ranking is open. 0 asks for nothing.",
        ),
    ] = 0


class RankedItem(msgspec.Struct, frozen=True):
    """One of the things to be put in order."""

    text: Text
    sort: int
    hidden: bool = False


class Paper(msgspec.Struct, frozen=True):
    """A ranking that a leader added from paper."""

    order: tuple[str, ...]
    sort: int
    removed: bool = False


class Rankings(msgspec.Struct, frozen=True):
    """Items by id, each author's order with the best first, and those from paper; no order is empty."""

    settings: RankSettings
    items: dict[str, RankedItem] = {}
    orders: dict[str, tuple[str, ...]] = {}
    papers: dict[str, Paper] = {}
    spread: bool = False


# --- commands --------------------------------------------------------------------------------------------


class SetRanking(ActivityCommand, frozen=True, tag_field="do", tag="SetRanking"):
    """Sets one's own whole order, the best first; what is not in it is left out."""

    order: Order


class ClearRanking(ActivityCommand, frozen=True, tag_field="do", tag="ClearRanking"):
    """Takes one's own order back."""


class AddPaperRanking(ActivityCommand, frozen=True, tag_field="do", tag="AddPaperRanking"):
    """Adds an order that somebody gave on paper or aloud; its id is the command's."""

    order: Order


class DropPaperRanking(ActivityCommand, frozen=True, tag_field="do", tag="DropPaperRanking"):
    """Counts an order from paper no more, or again."""

    paper: str
    on: bool = True


class ShowRankSpread(ActivityCommand, frozen=True, tag_field="do", tag="ShowRankSpread"):
    """Shows between which places half of the rankings have each item, or stops showing it."""

    on: bool = True


class AddRanked(ActivityCommand, frozen=True, tag_field="do", tag="AddRanked"):
    """Adds something to be ranked while nobody has ranked; its id is the command's."""

    text: Text


class RenameRanked(ActivityCommand, frozen=True, tag_field="do", tag="RenameRanked"):
    """Words it anew while nobody has ranked."""

    item: str
    text: Text


class HideRanked(ActivityCommand, frozen=True, tag_field="do", tag="HideRanked"):
    """Takes something out, or puts it back; orders already given close up around it."""

    item: str
    on: bool = True


class TakeBackRanked(ActivityCommand, frozen=True, tag_field="do", tag="TakeBackRanked"):
    """Takes back something that was added, while nobody has ranked."""

    item: str


# --- views -----------------------------------------------------------------------------------------------


class RankedView(msgspec.Struct, frozen=True):
    """One of the things that are ranked. All numbers are 0 while the result is not shown.

    Attributes:
        place: Its place in the room's order, from 1.
        mean: Its mean place, one decimal.
        low, high: Between which places the middle half of the rankings have it.
        placed: How many gave it a place.
        differs: Whether opinions differ most on this one, in a room that does not agree strongly.
        thin: Whether fewer gave it a place than the settings ask for.
    """

    text: Text
    sort: int
    place: int
    mean: float
    low: float
    high: float
    placed: int
    differs: bool
    thin: bool
    hidden: bool


class RankView(msgspec.Struct, frozen=True, tag_field="kind", tag="rank"):
    """The ranking as an audience sees it.

    Attributes:
        top: How many places there are to give.
        shown: Whether there is a result to see.
        few: Whether the result would be shown but for too few rankings.
        phones, hands: How many ranked on phones, and how many rankings came from paper.
        agreement: ``strong``, ``fair`` or ``split``; nothing while it is not shown.
        missing: For the desk alone: how many items are ranked by fewer than the settings ask for.
        last_paper: For the desk alone: the id of the newest ranking from paper that counts, or nothing.
    """

    top: int
    hidden: bool
    shuffle: bool
    shown: bool
    few: bool
    phones: int
    hands: int
    agreement: str
    spread: bool
    missing: int
    last_paper: str
    items: dict[str, RankedView]


class MyRanking(msgspec.Struct, frozen=True, tag_field="kind", tag="rank"):
    """One's own order, the best first; and its words, to be taken home."""

    order: tuple[str, ...]
    words: tuple[Text, ...]


# --- the kind --------------------------------------------------------------------------------------------


class Rank(Kind[RankSettings, Rankings]):
    """Things in order."""

    name = "rank"
    Settings = RankSettings
    commands = (SetRanking, ClearRanking)
    leader_commands = (
        AddPaperRanking,
        DropPaperRanking,
        ShowRankSpread,
        AddRanked,
        RenameRanked,
        HideRanked,
        TakeBackRanked,
    )

    def begin(self, settings: RankSettings, inputs: Inputs, seed: int) -> Rankings:
        """Start with what is written in the settings, and after it what flows in; ten in all."""
        written = tuple(
            # From the seed, so that an order for the run before a reset finds nothing.
            Item(derived_id("ranked", str(seed), str(n)), text)
            for n, text in enumerate(settings.items)
        )
        items = (*written, *inputs.items)[:MOST_RANKED]
        return Rankings(settings, {item.id: RankedItem(item.text, n + 1) for n, item in enumerate(items)})

    def refuse(self, state: Rankings, command: ActivityCommand, doing: Doing, moment: Moment) -> Refusal | None:
        """Orders name what there is, once each; what is ranked stays as it is once somebody has."""
        match command:
            case SetRanking(order=order):
                # Leaders add paper: their own order would not be told from the room's.
                return Refusal("not_permitted") if doing.leads else _refuse_order(state, order)
            case ClearRanking():
                return Refusal("not_permitted") if doing.leads else None
            case AddPaperRanking(order=order):
                full = Refusal("too_many", {"most": MOST_PAPERS}) if len(state.papers) >= MOST_PAPERS else None
                return full or _refuse_order(state, order)
            case DropPaperRanking(paper=paper):
                return None if paper in state.papers else Refusal("no_such_note")
            case AddRanked(text=text):
                full = Refusal("too_many", {"most": MOST_RANKED}) if len(state.items) >= MOST_RANKED else None
                return _refuse_once_ranked(state) or refuse_no_words(text) or full
            case RenameRanked(item=item, text=text):
                return _refuse_unknown(state, item) or _refuse_once_ranked(state) or refuse_no_words(text)
            case HideRanked(item=item):
                return _refuse_unknown(state, item)
            case TakeBackRanked(item=item):
                return _refuse_unknown(state, item) or _refuse_once_ranked(state)
            case _:
                return None

    def reduce(self, state: Rankings, command: ActivityCommand, doing: Doing, moment: Moment) -> Rankings:
        """Keep orders and what they are about."""
        match command:
            case SetRanking(order=order):
                return _ordered(state, doing.by, order)
            case ClearRanking():
                return _ordered(state, doing.by, ())
            case AddPaperRanking(order=order):
                return _with_paper(state, doing.id, Paper(order, len(state.papers) + 1))
            case DropPaperRanking(paper=paper, on=on):
                return _with_paper(state, paper, replace(state.papers[paper], removed=on))
            case ShowRankSpread(on=on):
                return state if state.spread == on else replace(state, spread=on)
            case AddRanked(text=text):
                added = RankedItem(text, max((row.sort for row in state.items.values()), default=0) + 1)
                return replace(state, items={**state.items, doing.id: added})
            case RenameRanked(item=item, text=text):
                return _changed(state, item, text=text)
            case HideRanked(item=item, on=on):
                return _changed(state, item, hidden=on)
            case TakeBackRanked(item=item):
                return replace(state, items={key: row for key, row in state.items.items() if key != item})
            case _:
                return state

    def inverse(self, before: Rankings, command: ActivityCommand, doing: Doing) -> ActivityCommand | None:
        """All that leaders do here can be taken back."""
        match command:
            case AddPaperRanking(activity=activity):
                return DropPaperRanking(activity=activity, paper=doing.id)
            case DropPaperRanking(activity=activity, paper=paper):
                return DropPaperRanking(activity=activity, paper=paper, on=before.papers[paper].removed)
            case ShowRankSpread(activity=activity):
                return ShowRankSpread(activity=activity, on=before.spread)
            case AddRanked(activity=activity):
                return TakeBackRanked(activity=activity, item=doing.id)
            case RenameRanked(activity=activity, item=item):
                return RenameRanked(activity=activity, item=item, text=before.items[item].text)
            case HideRanked(activity=activity, item=item):
                return HideRanked(activity=activity, item=item, on=before.items[item].hidden)
            case _:
                return None

    def board(self, state: Rankings, sight: Sight) -> RankView:
        """Return all; ten rows have room on the wall."""
        return _view(state, _visible(state), sight)

    def phone(self, state: Rankings, sight: Sight) -> RankView:
        """Return the same."""
        return self.board(state, sight)

    def desk(self, state: Rankings, sight: Sight) -> RankView:
        """Return those taken out too, and what is missing; no order before all see it."""
        papers = [paper for paper in state.papers if not state.papers[paper].removed]
        last = max(papers, key=lambda paper: state.papers[paper].sort, default="")
        view = _view(state, state.items, sight)
        return view if sight.moment.private else replace(view, missing=len(_thin(state)), last_paper=last)

    def mine(self, state: Rankings, author: str, sight: Sight) -> MyRanking:
        """Return one's own order."""
        order = _without_hidden(state, state.orders.get(author, ()))
        return MyRanking(order, tuple(state.items[item].text for item in order))

    def answered(self, state: Rankings) -> int:
        """Return how many have anything in order."""
        return len(state.orders)

    def summary(self, state: Rankings, sight: Sight) -> RankView:
        """Return the result in its order, without ids."""
        view = self.phone(state, sight)
        rows = sorted(view.items.values(), key=lambda row: (row.place, row.sort))
        items = {str(n): replace(row, sort=n) for n, row in enumerate(rows, 1)}
        return replace(view, items=items, spread=False)

    def tables(self, state: Rankings, sight: Sight) -> list[list[str | int | float]]:
        """Return one row an item in the room's order, or nothing while it is not shown."""
        view = self.summary(state, sight)
        if not view.shown:
            return []
        rows = view.items.values()
        header: list[str | int | float] = ["Place in order", "Option", "Mean place", "Ranked by"]
        return [header] + [[row.place, pick(row.text, ()), row.mean, row.placed] for row in rows]

    def pretend(self, state: Rankings, activity: str, who: int, says: PretendWords) -> tuple[ActivityCommand, ...]:
        """Rank much as they stand, each a little otherwise, tap by tap."""
        items = list(_visible(state))
        # A push of up to three places for each, so that the result has a shape and not everyone agrees.
        pushed = sorted(range(len(items)), key=lambda n: (2 * n + who * (n + 3) % 7, n))
        order = tuple(items[n] for n in pushed[: _places(state)])
        return (SetRanking(activity=activity, order=order),) if order else ()

    def yields(self, state: Rankings, moment: Moment) -> Yields:
        """Return what was ranked, and in the room's order; while too few ranked, in the order it stood.

        Also before the close: what is asked for here is the result, and opening the next step closes the ranking.
        """
        items = {item: Item(item, row.text) for item, row in _visible(state).items()}
        told = not moment.private and not _are_few(state, moment)
        ranked = _in_order(state) if told else tuple(items)
        return Yields(items=tuple(items.values()), top=tuple(items[item] for item in ranked))


kind = Rank()


# --- may it be done --------------------------------------------------------------------------------------


def _refuse_unknown(state: Rankings, item: str) -> Refusal | None:
    return None if item in state.items else Refusal("no_such_option")


def _refuse_once_ranked(state: Rankings) -> Refusal | None:
    return Refusal("already_ranked") if state.orders or _papers(state) else None


def _refuse_order(state: Rankings, order: tuple[str, ...]) -> Refusal | None:
    if not order:
        return Refusal("nothing_ranked")
    if any(item not in state.items or state.items[item].hidden for item in order):
        return Refusal("no_such_option")
    if len(set(order)) < len(order):
        return Refusal("ranked_twice")
    most = _places(state)
    return Refusal("too_many", {"most": most}) if len(order) > most else None


# --- do it -----------------------------------------------------------------------------------------------


def _ordered(state: Rankings, by: str, order: tuple[str, ...]) -> Rankings:
    if state.orders.get(by, ()) == order:
        return state
    orders = {author: kept for author, kept in state.orders.items() if author != by}
    return replace(state, orders={**orders, by: order} if order else orders)


def _with_paper(state: Rankings, paper_id: str, paper: Paper) -> Rankings:
    if state.papers.get(paper_id) == paper:
        return state
    return replace(state, papers={**state.papers, paper_id: paper})


def _changed(state: Rankings, item_id: str, **changes: bool | Text) -> Rankings:
    item = replace(state.items[item_id], **changes)
    if item == state.items[item_id]:
        return state
    return replace(state, items={**state.items, item_id: item})


# --- count it --------------------------------------------------------------------------------------------


def _visible(state: Rankings) -> dict[str, RankedItem]:
    return {item_id: item for item_id, item in state.items.items() if not item.hidden}


def _places(state: Rankings) -> int:
    """Return how many places there are to give."""
    count = len(_visible(state))
    return min(state.settings.top or count, count)


def _without_hidden(state: Rankings, order: Iterable[str]) -> tuple[str, ...]:
    return tuple(item for item in order if item in state.items and not state.items[item].hidden)


def _papers(state: Rankings) -> list[tuple[str, ...]]:
    return [paper.order for paper in state.papers.values() if not paper.removed]


def _holding(state: Rankings, orders: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the orders that still hold something."""
    kept = (_without_hidden(state, order) for order in orders)
    return [order for order in kept if order]


def _given(state: Rankings) -> list[tuple[str, ...]]:
    """Return all orders that still hold something, from phones and paper."""
    return _holding(state, (*state.orders.values(), *_papers(state)))


def _are_few(state: Rankings, moment: Moment) -> bool:
    phones, papers = _holding(state, state.orders.values()), _holding(state, _papers(state))
    return are_few(len(phones), len(papers), moment.identity)


def _doubled_places(count: int, order: tuple[str, ...], items: Iterable[str]) -> dict[str, int]:
    """Return twice the place of each item in one order, so that the mean of the places left is whole too."""
    place = {item: 2 * n for n, item in enumerate(order, 1)}
    return {item: place.get(item, len(order) + 1 + count) for item in items}


class _Tally(msgspec.Struct, frozen=True):
    """What the rankings say of one item: all its places doubled, the best first, and how many gave it one."""

    places: tuple[int, ...]
    placed: int
    points: int
    firsts: int

    @property
    def sum(self) -> int:
        """All its places together, doubled."""
        return sum(self.places)

    @property
    def scatter(self) -> int:
        """How far its places lie apart: their variance, but for factors that all items share."""
        return len(self.places) * sum(place * place for place in self.places) - self.sum**2


def _tallies(state: Rankings) -> dict[str, _Tally]:
    items, orders = _visible(state), _given(state)
    count = len(items)
    places = [_doubled_places(count, order, items) for order in orders]
    return {
        item: _Tally(
            places=tuple(sorted(one[item] for one in places)),
            placed=sum(item in order for order in orders),
            points=sum(count - order.index(item) for order in orders if item in order),
            firsts=sum(order[0] == item for order in orders),
        )
        for item in items
    }


def _in_order(state: Rankings, tallies: Mapping[str, _Tally] | None = None) -> tuple[str, ...]:
    """Return the room's order: by mean place, then points, then first places, then as it stood."""
    tally = _tallies(state) if tallies is None else tallies
    return tuple(
        sorted(tally, key=lambda i: (tally[i].sum, -tally[i].points, -tally[i].firsts, state.items[i].sort))
    )


def concordance(orders: Iterable[tuple[str, ...]], count: int) -> float:
    """Return Kendall's W of *orders* of *count* items, 0 to 1; 1 where nothing can differ.

    What an order leaves out is tied. W = 12 S / (m² (n³ − n) − m ΣT), where S is the scatter of the sums of places
    about their mean and T = t³ − t for each tie of *t* items.
    """
    given = list(orders)
    items = sorted({item for order in given for item in order})
    sums = dict.fromkeys(items, 0)
    # All that nobody placed is alike: one stands for them.
    unplaced, unplaced_sum = count - len(items), 0
    ties = 0
    for order in given:
        for item, place in _doubled_places(count, order, items).items():
            sums[item] += place
        unplaced_sum += len(order) + 1 + count
        ties += (count - len(order)) ** 3 - (count - len(order))
    most = len(given) ** 2 * (count**3 - count) - len(given) * ties
    if not most:
        return 1.0
    mean = len(given) * (count + 1)
    scatter = sum((total - mean) ** 2 for total in sums.values()) + unplaced * (unplaced_sum - mean) ** 2
    return 3 * scatter / most


def _agreement(w: float) -> str:
    return "strong" if w >= STRONG else "fair" if w >= FAIR else "split"


def _quartile(places: tuple[int, ...], quarter: int) -> float:
    """Return the place that a quarter (1) or three quarters (3) of the rankings do not pass."""
    at = (len(places) * quarter + 3) // 4 - 1
    return places[at] / 2


def _thin(state: Rankings) -> frozenset[str]:
    """Return the items that fewer ranked than the settings ask for.

    Where there are places for some alone, whoever ranked has weighed them all.
    """
    least, orders, items = state.settings.coverage, _given(state), _visible(state)
    if _places(state) < len(items):
        return frozenset(items) if len(orders) < least else frozenset()
    return frozenset(item for item in items if sum(item in order for order in orders) < least)


# --- see it ----------------------------------------------------------------------------------------------


def _is_shown(state: Rankings, moment: Moment) -> bool:
    if moment.private:
        return False
    if moment.revealed or moment.stage == "closed":
        return True
    return not state.settings.hidden and not _thin(state)


def _view(state: Rankings, rows: Mapping[str, RankedItem], sight: Sight) -> RankView:
    opened = _is_shown(state, sight.moment)
    given = _given(state) if opened else []
    few = opened and (_are_few(state, sight.moment) or not (given or sight.moment.identity in PUBLIC))
    shown = opened and not few and bool(given)
    tallies = _tallies(state) if shown else {}
    places = {item: place for place, item in enumerate(_in_order(state, tallies), 1)}
    agreement = _agreement(concordance(_given(state), len(tallies))) if len(tallies) > 1 else ""
    most = max((tally.scatter for tally in tallies.values()), default=0) if agreement != "strong" else 0
    thin = _thin(state) if shown else frozenset()
    return RankView(
        top=_places(state),
        hidden=state.settings.hidden,
        shuffle=state.settings.shuffle,
        shown=shown,
        few=few,
        phones=len(state.orders),
        # The desk keeps count of what it adds; all others hear of it with the result.
        hands=len(_papers(state)) if opened or (sight.leads and not sight.moment.private) else 0,
        agreement=agreement,
        spread=state.spread,
        missing=0,
        last_paper="",
        items={
            item: _row(row, places.get(item, 0), tallies.get(item), most, item in thin)
            for item, row in rows.items()
        },
    )


def _row(item: RankedItem, place: int, tally: _Tally | None, most: int, thin: bool) -> RankedView:
    told = bool(tally and tally.places)
    return RankedView(
        text=item.text,
        sort=item.sort,
        place=place,
        mean=round(tally.sum / len(tally.places) / 2, 1) if tally and told else 0.0,
        low=_quartile(tally.places, 1) if tally and told else 0.0,
        high=_quartile(tally.places, 3) if tally and told else 0.0,
        placed=tally.placed if tally else 0,
        differs=bool(tally and most and tally.scatter == most),
        thin=thin,
        hidden=item.hidden,
    )
