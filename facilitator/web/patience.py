"""Slows guessing of the passphrase: a few tries are free, then each costs a longer wait.

Per network of the guesser, so that nobody can lock the owner out from elsewhere.
"""

from collections import OrderedDict

from facilitator.live.limits import network_of

FREE_TRIES = 5
LONGEST_WAIT_MS = 15 * 60_000
FIRST_WAIT_MS = 2_000
FORGET_AFTER_MS = 60 * 60_000
MOST_REMEMBERED = 10_000


class Patience:
    """Remembers failures. Time is an argument, in UTC milliseconds."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, tuple[int, int]] = OrderedDict()

    def wait_ms(self, address: str, now: int) -> int:
        """Return how long *address* has to wait before the next try; 0 is not at all."""
        count, last = self._failures.get(network_of(address), (0, 0))
        if count < FREE_TRIES or now - last > FORGET_AFTER_MS:
            return 0
        wait: int = FIRST_WAIT_MS << min(20, count - FREE_TRIES)
        # A clock that went back a day must not lock the owner out for a day.
        return max(0, min(last, now) + min(LONGEST_WAIT_MS, wait) - now)

    def failed(self, address: str, now: int) -> None:
        """Count a failure."""
        place = network_of(address)
        count, last = self._failures.pop(place, (0, 0))
        self._failures[place] = (1 if now - last > FORGET_AFTER_MS else count + 1, now)
        if len(self._failures) > MOST_REMEMBERED:
            self._failures.popitem(last=False)

    def succeeded(self, address: str) -> None:
        """Forget the failures of *address*."""
        self._failures.pop(network_of(address), None)
