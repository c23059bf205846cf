"""How much of anything one may ask: token buckets, seats and sockets, wrong codes. Time is an argument."""

import ipaddress
from collections import Counter, OrderedDict

COMMANDS_A_SECOND, COMMANDS_AT_ONCE = 10.0, 30.0
MESSAGES_A_SECOND, MESSAGES_AT_ONCE = 50.0, 150.0
MOST_SOCKETS = 5000
MOST_SOCKETS_OF_ONE = 4
MOST_BOARDS = 16
WRONG_CODES_A_MINUTE, WRONG_CODES_AT_ONCE = 20.0, 40.0
WRONG_CODES_A_SECOND_IN_ALL = 5.0
MOST_BUCKETS = 20_000


class Bucket:
    """A bucket of tokens that fills at a steady rate. Starts full."""

    __slots__ = ("_at", "_most", "_rate", "_tokens")

    def __init__(self, rate: float, most: float) -> None:
        self._rate, self._most = rate, most
        self._tokens, self._at = most, 0.0

    def wait(self, now: float) -> float:
        """Return in how many seconds there is a token, 0 if there is one; takes none."""
        self._fill(now)
        return max(0.0, (1 - self._tokens) / self._rate)

    def take(self, now: float) -> bool:
        """Take a token if there is one."""
        self._fill(now)
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    def reserve(self, now: float) -> float:
        """Take the next token there will be; return in how many seconds that is."""
        wait = self.wait(now)
        self._tokens -= 1
        return wait

    def _fill(self, now: float) -> None:
        # A clock that went back fills nothing, and starts anew from there.
        passed, self._at = max(0.0, now - self._at), now
        self._tokens = min(self._most, self._tokens + passed * self._rate)


class Buckets:
    """A bucket for each key, the longest unused forgotten first."""

    def __init__(self, rate: float, at_once: float, most: int = MOST_BUCKETS) -> None:
        self._rate, self._at_once, self._most = rate, at_once, most
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def of(self, key: str) -> Bucket:
        """Return the bucket of *key*."""
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = Bucket(self._rate, self._at_once)
            if len(self._buckets) > self._most:
                self._buckets.popitem(last=False)
        self._buckets.move_to_end(key)
        return bucket


class Admission:
    """Counts sockets, in all and of each seat or account. One for the whole process."""

    def __init__(self, most: int = MOST_SOCKETS) -> None:
        self._most = most
        self._open: Counter[str] = Counter()
        self._in_all = 0

    def enter(self, who: str, most: int = MOST_SOCKETS_OF_ONE) -> bool:
        """Count one more socket of *who*, unless that is too many; whoever gets True must ``leave``."""
        if self._in_all >= self._most or self._open[who] >= most:
            return False
        self._open[who] += 1
        self._in_all += 1
        return True

    def leave(self, who: str) -> None:
        """Count one less."""
        self._in_all -= 1
        self._open[who] -= 1
        if not self._open[who]:
            del self._open[who]

    def __len__(self) -> int:
        return self._in_all


class WrongCodes:
    """The budget of wrong join codes: failures only, since a whole hall shares one address.

    Ask ``may_try`` before looking a typed code up, and tell ``failed`` when it was wrong. A QR is never asked.
    """

    def __init__(self) -> None:
        self._of_one = Buckets(WRONG_CODES_A_MINUTE / 60, WRONG_CODES_AT_ONCE)
        self._of_all = Bucket(WRONG_CODES_A_SECOND_IN_ALL, WRONG_CODES_A_SECOND_IN_ALL)

    def may_try(self, address: str, now: float) -> bool:
        """Whether a code typed at *address* is looked up at all."""
        return not self._of_one.of(network_of(address)).wait(now) and not self._of_all.wait(now)

    def failed(self, address: str, now: float) -> None:
        """Count a wrong code."""
        self._of_one.of(network_of(address)).take(now)
        self._of_all.take(now)


def network_of(address: str) -> str:
    """Return what counts as one place: an IPv4 address, or the /64 that one household or phone has of IPv6."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ipaddress.ip_network((ip, 64), strict=False))
