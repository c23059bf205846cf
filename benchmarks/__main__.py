"""Runs the comparison: ``python -m benchmarks [--phones 1000] [--rate 50] [--seconds 6]``, and the parts after it.

``python -m benchmarks similar`` or ``planner`` runs one of those alone. Each server runs alone on one core, the
load on another, one after the other in the same run. Read the ratios, not the figures: they hold from machine to
machine better.
"""

import argparse
import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from benchmarks.load import Measured, Phone, connect, cpu_seconds, memory_kb, post, share
from benchmarks.planner import measure as planner
from benchmarks.similar import measure as similar

READY_WITHIN_S = 60.0
SAMPLE = 100
# Finding notes that say the same; planning a long agenda.
PARTS = {"similar": similar.main, "planner": planner.main}
FLOORS = {"naive starlette": "naive", "websockets.broadcast": "broadcast"}


class Target(msgspec.Struct, frozen=True):
    """A server that runs, and how to speak to it."""

    name: str
    port: int
    pid: int
    requests: list[bytes]
    hello: bytes
    word: Callable[[int, str], bytes]


def main() -> int:
    """Measure all servers and print the table; return 1 if ours lost a post or lost to a floor."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("part", nargs="?", choices=tuple(PARTS), help="one part alone")
    parser.add_argument("--phones", type=int, default=1000)
    parser.add_argument("--rate", type=float, default=50, help="posts a second in all")
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    if chosen.part:
        return PARTS[chosen.part]()
    _take_core(1)
    rows = [_measured(name, chosen.phones, chosen.rate, chosen.seconds) for name in ("this server", *FLOORS)]
    if chosen.json:
        print(msgspec.json.format(msgspec.json.encode(rows)).decode())
    else:
        _print(rows)
        print()
    ours, *floors = rows
    fails = 0 if chosen.json else sum(part() for part in PARTS.values())
    return 1 if fails or ours.lost or any(ours.cpu > floor.cpu for floor in floors) else 0


def _print(rows: list[Measured]) -> None:
    ours = rows[0]
    print(f"{ours.phones} phones, {ours.rate:g} posts a second, every post to all\n")
    print(f"{'':22} {'CPU s/100k':>10} {'ratio':>6} {'p50':>7} {'p95':>7} {'p99 ms':>7}", end=" ")
    print(f"{'join s':>7} {'kB/phone':>8} {'bytes/d':>8} {'lost':>5}")
    for row in rows:
        print(f"{row.name:22} {row.cpu:10.3f} {row.cpu / ours.cpu:6.2f}", end=" ")
        print(f"{row.p50:7.1f} {row.p95:7.1f} {row.p99:7.1f} {row.join_s:7.2f}", end=" ")
        print(f"{row.kb_per_phone:8.1f} {row.bytes_per_delivery:8.0f} {row.lost:5}")
    print(
        "\nCPU: server seconds per 100,000 deliveries; ratio: to this server. Ours also keeps every post on disk."
    )


def _measured(name: str, phones: int, rate: float, seconds: float) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        server = subprocess.Popen(_command(name, port, phones, folder), preexec_fn=lambda: _take_core(0))
        try:
            target = _target(name, port, server, phones, Path(folder))
            return asyncio.run(_load(target, phones, rate, seconds))
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _command(name: str, port: int, phones: int, folder: str) -> list[str]:
    if name == "this server":
        return [sys.executable, "-m", "benchmarks.ours", str(port), str(phones), folder]
    return [
        sys.executable,
        "-m",
        "benchmarks.floors",
        name.partition(" ")[0].partition(".")[2] or "naive",
        str(port),
    ]


def _target(name: str, port: int, server: "subprocess.Popen[bytes]", phones: int, folder: Path) -> Target:
    deadline = time.monotonic() + READY_WITHIN_S
    told = folder / "room.json"
    while not (told.exists() if name == "this server" else _answers(port)):
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{name} did not start")
        time.sleep(0.05)
    if name != "this server":
        return Target(
            name, port, server.pid, [_upgrade(port, "/", "")] * phones, b"", lambda _n, text: text.encode()
        )
    room = json.loads(told.read_text())
    path = f"/w/{room['workshop']}/socket/phone"

    def word(number: int, text: str) -> bytes:
        command = {"do": "PostNote", "activity": room["step"], "text": text}
        return msgspec.json.encode({"cmd": command, "id": f"{number:021d}A"})

    requests = [_upgrade(port, path, f"{room['cookie']}={seat}") for seat in room["seats"]]
    hello = b'{"hello":{"e":null,"v":null,"build":""}}'
    return Target(name, port, server.pid, requests, hello, word)


def _upgrade(port: int, path: str, cookie: str) -> bytes:
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
        f"Origin: http://127.0.0.1:{port}",
    ]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


async def _load(target: Target, phones: int, rate: float, seconds: float) -> Measured:
    before_kb = memory_kb(target.pid)
    connected, join_s = await connect(target.port, target.requests, target.hello, SAMPLE)
    await asyncio.sleep(1)
    kb_per_phone = (memory_kb(target.pid) - before_kb) / phones
    bytes_before = sum(phone.received for phone in connected)
    cpu_before = cpu_seconds(target.pid)
    count = await post(connected, rate, seconds, target.word)
    await _seen_by_all(connected, count)
    cpu = cpu_seconds(target.pid) - cpu_before
    latencies = sorted(ms for phone in connected for ms in phone.latencies)
    sampled = [phone for phone in connected if phone.sampled]
    received = sum(phone.received for phone in connected) - bytes_before
    for phone in connected:
        if phone.transport:
            phone.transport.abort()
    return Measured(
        name=target.name,
        phones=phones,
        rate=rate,
        cpu=cpu / (count * phones) * 100_000,
        p50=share(latencies, 0.50),
        p95=share(latencies, 0.95),
        p99=share(latencies, 0.99),
        join_s=join_s,
        kb_per_phone=kb_per_phone,
        lost=sum(count - len(phone.numbers) for phone in sampled)
        + sum(phone.seen < count for phone in connected if not phone.sampled),
        bytes_per_delivery=received / (count * phones),
    )


async def _seen_by_all(phones: list[Phone], count: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if all((len(phone.numbers) if phone.sampled else phone.seen) >= count for phone in phones):
            return
        await asyncio.sleep(0.05)


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _take_core(core: int) -> None:
    cores = sorted(os.sched_getaffinity(0)) if core else [0, 1]
    if len(cores) > 1:
        os.sched_setaffinity(0, {cores[core % len(cores)]})


if __name__ == "__main__":
    sys.exit(main())
