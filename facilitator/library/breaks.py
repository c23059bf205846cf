"""Where breaks and lunch fall between blocks, so that nobody sits long and lunch comes at its hour."""

from collections.abc import Sequence
from functools import lru_cache

import msgspec

LUNCH_FROM, LUNCH_TO, LUNCH_BEST = 11 * 60, 12 * 60 + 45, 11 * 60 + 45
LUNCH_MINUTES = 45
PAUSE_MINUTES = 15
SHORT_PAUSE_MINUTES = 10
# Up to so long a day has short breaks.
SHORT_DAY = 200


class Rests(msgspec.Struct, frozen=True):
    """After which blocks people rest, by place.

    Attributes:
        pauses: Places of the blocks before breaks.
        lunch: The place of the block before lunch; −1 for none.
        longest: The longest stretch in minutes.
    """

    pauses: tuple[int, ...]
    lunch: int
    longest: int


def rests_between(
    minutes: Sequence[int], pauses: int, pause: int, starts: int, *, lunch: bool, after: int = -1
) -> Rests | None:
    """Return the places of so many breaks, and of lunch, that leave the shortest stretches; nothing if none fit.

    Args:
        minutes: Of the blocks in order.
        pauses: How many breaks beside lunch.
        pause: Their minutes.
        starts: Minutes from midnight.
        lunch: Whether there is one, within its hour.
        after: The place it comes after; −1 is any.
    """
    if not lunch:
        split = split_evenly(tuple(minutes), pauses)
        return Rests(split[1], -1, split[0]) if split else None
    best: tuple[int, int, Rests] | None = None
    for place in range(len(minutes) - 1) if after < 0 else (after,):
        for before in range(pauses + 1):
            at = starts + sum(minutes[: place + 1]) + before * pause
            if not LUNCH_FROM <= at <= LUNCH_TO:
                continue
            morning = split_evenly(tuple(minutes[: place + 1]), before)
            afternoon = split_evenly(tuple(minutes[place + 1 :]), pauses - before)
            if not morning or not afternoon:
                continue
            places = (*morning[1], *(place + 1 + later for later in afternoon[1]))
            longest = max(morning[0], afternoon[0])
            found = (longest, abs(at - LUNCH_BEST), Rests(places, place, longest))
            if best is None or _better(found, best):
                best = found
    return best[2] if best else None


def _better(one: tuple[int, int, Rests], other: tuple[int, int, Rests]) -> bool:
    # Among stretches that are short enough the hour of lunch decides.
    enough = 80
    return (max(one[0], enough), one[1]) < (max(other[0], enough), other[1])


@lru_cache(maxsize=4096)
def split_evenly(minutes: tuple[int, ...], cuts: int) -> tuple[int, tuple[int, ...]] | None:
    """Return the least longest stretch with so many *cuts*, and after which places; nothing if too many."""
    if cuts >= len(minutes):
        return None
    if cuts == 0:
        return sum(minutes), ()
    best: tuple[int, tuple[int, ...]] | None = None
    for place in range(len(minutes) - cuts):
        rest = split_evenly(minutes[place + 1 :], cuts - 1)
        assert rest is not None
        longest = max(sum(minutes[: place + 1]), rest[0])
        if best is None or longest < best[0]:
            best = (longest, (place, *(place + 1 + later for later in rest[1])))
    return best
