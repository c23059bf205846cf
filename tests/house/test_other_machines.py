"""A laptop may run Windows or macOS, and a server only the wheel: neither has what this machine has."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READY_WITHIN_S = 30

# Takes away what only POSIX, only Linux, or only a C extension has; then starts the server as always.
WITHOUT_POSIX = """
import importlib.abc, os, signal, socket, sys
sys.path.insert(0, {root!r})
class Nothing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name in ("fcntl", "pwd", "grp", "resource", "termios", "uvloop"):
            raise ModuleNotFoundError(name, name=name)
sys.meta_path.insert(0, Nothing())
for gone in ("fcntl", "pwd", "grp", "resource", "termios", "uvloop"):
    sys.modules.pop(gone, None)
for module, names in ((os, ("fork", "geteuid", "getuid", "O_DIRECTORY", "O_CLOEXEC", "fchmod", "chown")),
                      (signal, ("SIGHUP", "SIGUSR1", "SIGALRM")),
                      (socket, ("TCP_USER_TIMEOUT", "SO_REUSEPORT"))):
    for name in names:
        if hasattr(module, name):
            delattr(module, name)
import asyncio
def no_signal_handlers(*_args, **_kwargs):
    raise NotImplementedError
asyncio.unix_events._UnixSelectorEventLoop.add_signal_handler = no_signal_handlers
from facilitator.cli import main
sys.exit(main(sys.argv[1:]))
"""


def started(command: list[str], folder: Path, **more: object) -> tuple["subprocess.Popen[str]", dict[str, str]]:
    """Start a server and wait until it answers."""
    ready = folder / "ready.json"
    arguments = ["serve", "--no-browser", "--host", "127.0.0.1", "--port", "0"]
    arguments += ["--data", str(folder / "data"), "--ready-file", str(ready)]
    with (folder / "output.txt").open("w") as output:
        server = subprocess.Popen(  # type: ignore[call-overload]
            [*command, *arguments], stdout=output, stderr=output, text=True, **more
        )
    deadline = time.monotonic() + READY_WITHIN_S
    while not ready.exists():
        assert time.monotonic() < deadline, (folder / "output.txt").read_text()
        with suppress(subprocess.TimeoutExpired):
            raise AssertionError(f"ended with {server.wait(0.05)}: {(folder / 'output.txt').read_text()}")
    return server, json.loads(ready.read_text())


def answers(server: "subprocess.Popen[str]", told: dict[str, str]) -> None:
    """See that the first page comes with its style sheet, then stop the server."""
    with urllib.request.urlopen(told["owner_url"], timeout=10) as page:
        text = page.read().decode()
    style = next(part for part in text.split('"') if part.endswith("css/tokens.css"))
    base = told["owner_url"].partition("/start/")[0]
    with urllib.request.urlopen(base + style, timeout=10) as sheet:
        assert sheet.status == 200
    server.send_signal(signal.SIGTERM)
    assert server.wait(10) in (0, -signal.SIGTERM)


def test_it_runs_where_nothing_of_posix_is(tmp_path: Path) -> None:
    server, told = started([sys.executable, "-c", WITHOUT_POSIX.format(root=str(ROOT))], tmp_path)

    answers(server, told)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as it is released."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), "."],
        cwd=ROOT,
        check=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_alone_serves_pages_with_their_browser_files(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(installed), str(wheel)],
        check=True,
    )
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    # Ahead of the checkout on the path, so that nothing of it is used.
    environment = {**os.environ, "PYTHONPATH": str(installed)}

    server, told = started([sys.executable, "-m", "facilitator.cli"], tmp_path, cwd=elsewhere, env=environment)

    answers(server, told)
    assert (installed / "facilitator/_data/static/vendor/lit-html/lit-html.js").is_file()
    assert list(installed.rglob("*.po"))
