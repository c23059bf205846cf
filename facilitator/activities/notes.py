"""What collect and cluster share: a note, and the fair mixing of notes.

Not a kind. Floor 1; pure.
"""

import random
from collections.abc import Sequence
from typing import TypeVar

Row = TypeVar("Row")


def shuffled(rows: Sequence[Row], seed: int) -> list[Row]:
    """Return the rows in an order that only *seed* decides, so that no order tells who was first."""
    mixed = list(rows)
    random.Random(seed).shuffle(mixed)
    return mixed
