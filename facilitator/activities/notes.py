"""What kinds that take words have in common: rows that wait, and the fair mixing of them.

Not a kind. Anonymous rows leave together, so that nobody watches one appear while a neighbour taps.
Floor 1; pure.
"""

import hashlib
import random
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from facilitator.core.kind import Moment
from facilitator.core.refusal import Refusal
from facilitator.core.text import Text, pick

FEWEST_TO_RELEASE = 3
MOST_NOTES_IN_ALL = 3000

Thing = TypeVar("Thing")


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A row that may have to wait before others see it.

    Attributes:
        by: Its author; never in a view.
        sort: Its place on the wall; 0 while it waits.
        withdrawn: Whether its author took it back.
    """

    by: str
    sort: int = 0
    withdrawn: bool = False


Row = TypeVar("Row", bound=Waiting)


def shuffled(rows: Sequence[Thing], seed: int) -> list[Thing]:
    """Return the rows in an order that only *seed* decides, so that no order tells who was first."""
    mixed = list(rows)
    random.Random(seed).shuffle(mixed)
    return mixed


def by_words(*words: str) -> bytes:
    """Return what rows are sorted by, so that their order tells nothing but their words."""
    # A lone half of a character can come in, and must not stop a summary.
    return hashlib.sha256("\x1f".join(words).encode("utf-8", "surrogatepass")).digest()


def refuse_no_words(text: Text) -> Refusal | None:
    """Return why words that say nothing cannot stand."""
    return None if pick(text, ()).strip() else Refusal("empty")


def waits_for_company(moment: Moment) -> bool:
    """Tell whether what a participant writes now has to wait before others may see it."""
    # Once it is closed only leaders add rows, from paper, and nothing comes after that would let them out.
    return moment.private or (moment.anonymous and moment.stage != "closed")


def enough_to_leave(rows: Iterable[Waiting]) -> bool:
    """Tell whether at least three waiting rows, of at least three pseudonyms, could leave together."""
    # Rows of leaders hide nobody: whoever typed them knows them, so they do not count.
    waiting = [row.by for row in rows if not row.sort and not row.withdrawn and row.by.startswith("a/")]
    return len(waiting) >= FEWEST_TO_RELEASE and len(set(waiting)) >= FEWEST_TO_RELEASE


def let_out(rows: dict[str, Row], released: int, seed: int) -> dict[str, Row]:
    """Return the rows with places for all that waited, after *released*, in an order that only *seed* decides.

    The same object comes back when nothing waited.
    """
    # Sorted first: the seed alone decides, not who wrote first.
    waiting = shuffled(sorted(row_id for row_id, row in rows.items() if not row.sort), seed)
    if not waiting:
        return rows
    places = {row_id: released + n + 1 for n, row_id in enumerate(waiting)}
    return {
        row_id: msgspec.structs.replace(row, sort=places[row_id]) if row_id in places else row
        for row_id, row in rows.items()
    }
