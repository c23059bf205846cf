"""The load: N phones on raw sockets, cheap enough that one core of Python keeps ahead of the servers it measures.

A post carries its number and the moment it was due. Every phone counts the posts it saw; a sample of phones
reads the moments, so latency is from when a post was due to when it was seen (no coordinated omission).
"""

import asyncio
import os
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

MARK = b"~"  # stands once in each post and nowhere else in the traffic
STAMP = re.compile(rb"~(\d{6}):(\d{6,20}) ")


class Phone(asyncio.Protocol):
    """One connected phone."""

    def __init__(self, request: bytes, hello: bytes, sampled: bool) -> None:
        self.request, self.hello, self.sampled = request, hello, sampled
        self.transport: asyncio.Transport | None = None
        self.first = asyncio.get_running_loop().create_future()
        self.upgraded = False
        self.seen = self.received = 0
        self.numbers: set[bytes] = set()
        self.latencies: list[float] = []
        self.tail = b""
        self.lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the upgrade."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        """Count what came; read the moments if this phone is in the sample."""
        if not self.upgraded:
            head, _, data = data.partition(b"\r\n\r\n")
            if b" 101 " not in head.split(b"\r\n")[0]:
                self.first.set_exception(ConnectionError(head.split(b"\r\n")[0].decode()))
                return
            self.upgraded = True
            if self.hello:
                self.send(self.hello)
        self.received += len(data)
        if data and not self.first.done() and (b'"full"' in data or not self.hello):
            self.first.set_result(None)
        if self.sampled:
            self._read_moments(data)
        else:
            self.seen += data.count(MARK)

    def _read_moments(self, data: bytes) -> None:
        now = time.monotonic_ns()
        data = self.tail + data
        for number, due in STAMP.findall(data):
            if number not in self.numbers:
                self.numbers.add(number)
                self.latencies.append((now - int(due)) / 1e6)
        self.tail = data[-40:]

    def connection_lost(self, error: Exception | None) -> None:
        """Remember that the server let go."""
        self.lost = True
        if not self.first.done():
            self.first.set_exception(ConnectionError("closed before the first view"))

    def send(self, payload: bytes) -> None:
        """Send one masked text frame."""
        assert self.transport is not None
        if len(payload) < 126:
            head = bytes((0x81, 0x80 | len(payload)))
        else:
            head = bytes((0x81, 0x80 | 126)) + len(payload).to_bytes(2, "big")
        # A mask of zeros is a mask; masking costs the client, not the server, and leaves posts readable here.
        self.transport.write(head + b"\0\0\0\0" + payload)


class Measured(msgspec.Struct, frozen=True):
    """What one run of one server showed.

    Attributes:
        cpu: Server CPU seconds per 100,000 deliveries.
        p50, p95, p99: Milliseconds from due to seen.
        join_s: Seconds until all phones had their first view.
        kb_per_phone: Growth of the server's memory per connected phone, in kB.
        lost: Posts that some phone did not see.
    """

    name: str
    phones: int
    rate: float
    cpu: float
    p50: float
    p95: float
    p99: float
    join_s: float
    kb_per_phone: float
    lost: int
    bytes_per_delivery: float


def cpu_seconds(pid: int) -> float:
    """Return the CPU time of all threads of *pid*, to the nanosecond."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        total += int((task / "schedstat").read_text().split()[0])
    return total / 1e9


def memory_kb(pid: int) -> int:
    """Return the resident memory of *pid* in kB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


async def connect(port: int, requests: Sequence[bytes], hello: bytes, sample: int) -> tuple[list[Phone], float]:
    """Connect a phone per request, 200 at a time; return them and the seconds until all had a first view."""
    loop = asyncio.get_running_loop()
    gate = asyncio.Semaphore(200)
    phones: list[Phone] = []

    async def one(place: int, request: bytes) -> None:
        async with gate:
            _, phone = await loop.create_connection(
                lambda: Phone(request, hello, sampled=place % max(1, len(requests) // sample) == 0),
                "127.0.0.1",
                port,
            )
            phones.append(phone)
            await phone.first

    started = time.monotonic()
    await asyncio.gather(*(one(place, request) for place, request in enumerate(requests)))
    return phones, time.monotonic() - started


async def post(phones: Sequence[Phone], rate: float, seconds: float, word: Callable[[int, str], bytes]) -> int:
    """Post at *rate* a second in all, open loop, from up to 100 of the phones; return how many."""
    posters = phones[:: max(1, len(phones) // 100)][:100]
    count = int(rate * seconds)
    started = time.monotonic_ns() + 50_000_000
    for number in range(count):
        due = started + int(number / rate * 1e9)
        wait = (due - time.monotonic_ns()) / 1e9
        if wait > 0:
            await asyncio.sleep(wait)
        text = f"~{number:06d}:{due} ".ljust(60, "x")
        posters[number % len(posters)].send(word(number, text))
    return count


def share(values: Sequence[float], part: float) -> float:
    """Return the value below which *part* of the sorted values lies."""
    return values[min(len(values) - 1, int(len(values) * part))] if values else float("nan")
