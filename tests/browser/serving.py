"""The program itself, started as its users start it: a process with a data folder, ended by its own id."""

import asyncio
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class Serving:
    """One server process.

    Args:
        folder: Where its data, its ready file and what it prints are kept.
        flags: Flags of ``facilitator serve`` beside those for the folder.
        before: What the command is run by, such as ``ip netns exec NAME``.
    """

    def __init__(self, folder: Path, flags: Sequence[str] = (), before: Sequence[str] = ()) -> None:
        self.folder = folder
        self.flags = tuple(flags)
        self.before = tuple(before)
        self.told: dict[str, Any] = {}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where phones go."""
        return str(self.told["url"])

    @property
    def owner_url(self) -> str:
        """The one-time link that lets the owner in."""
        return str(self.told["owner_url"])

    @property
    def owner_base(self) -> str:
        """Where the owner's pages are: this computer itself, or TLS."""
        parts = urlsplit(self.owner_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def printed(self) -> str:
        """All it has written to its terminal so far."""
        return (self.folder / "printed").read_text(errors="replace")

    async def begin(self, within_s: float = 20) -> "Serving":
        """Start it, and wait until it answers."""
        ready = self.folder / "ready.json"
        ready.unlink(missing_ok=True)
        command = [*self.before, sys.executable, "-m", "facilitator.cli", "serve", "--no-browser"]
        folders = ["--data", str(self.folder / "data"), "--ready-file", str(ready)]
        with (self.folder / "printed").open("ab") as printed:
            self._process = subprocess.Popen([*command, *folders, *self.flags], stdout=printed, stderr=printed)
        await until(lambda: ready.exists() or self._process.poll() is not None, within_s)  # type: ignore[union-attr]
        assert ready.exists(), self.printed
        self.told = json.loads(ready.read_text())
        return self

    async def die(self) -> None:
        """End it at once, as a power cut does."""
        assert self._process is not None
        self._process.kill()
        await asyncio.to_thread(self._process.wait)

    async def end(self, within_s: float = 10) -> None:
        """Tell it to stop; nothing it ever printed may be a traceback."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                await asyncio.to_thread(self._process.wait, within_s)
            finally:
                self._process.kill()
        assert "Traceback" not in self.printed, self.printed


def serving_here(folder: Path, *flags: str) -> Serving:
    """Return a server for this computer alone, on a free port."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    return Serving(folder, ("--host", "127.0.0.1", "--port", str(port), "--public-url", address, *flags))


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


async def until(holds: Callable[[], object], within_s: float = 10) -> None:
    """Wait until *holds* says yes.

    Raises:
        AssertionError: If it has not by then.
    """
    deadline = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < deadline, f"still not so after {within_s} s"
        await asyncio.sleep(0.05)
