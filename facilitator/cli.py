"""The command ``facilitator``: serve, and look at what is here without a server."""

import argparse
import asyncio
import io
import json
import os
import signal
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from facilitator.activities.registry import load_kinds
from facilitator.core.errors import FacilitatorError
from facilitator.core.register import OpenInstallation
from facilitator.core.text import pick
from facilitator.library.check import check
from facilitator.library.method import Method, languages_of
from facilitator.library.parse import parse_all
from facilitator.library.template import Template
from facilitator.live.pretend import TOO_MANY
from facilitator.log.errors import DataFolderInUse
from facilitator.log.memory import MemoryLog
from facilitator.log.sqlite import SqliteLog
from facilitator.log.vault import MemoryVault, SqliteVault
from facilitator.settings import Settings, SettingsError, default_data_folder, read_settings
from facilitator.telemetry import listen_to_events, tell
from facilitator.web import keeping, qr
from facilitator.web.addresses import Addresses
from facilitator.web.app import Application, build_app
from facilitator.web.entrance import owner_link
from facilitator.web.folders import read_methods, read_texts
from facilitator.web.rehearsal import DEMO_DAY, demo_room, usual_people
from facilitator.web.replay import replay
from facilitator.web.server import Server, listen, serve

VAULT_FILE = "vault.sqlite3"
NO_BROWSER = "do not open the owner's page"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - names what the flag may say, listens to nothing


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit status. What went wrong is told in one sentence."""
    chosen = parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal without the signs of a QR still gets the links
        sys.stdout.reconfigure(errors="replace")
    try:
        return int(chosen.run(chosen))
    except DataFolderInUse as fault:
        remedy = (
            "; or take the same from the running server: Settings, Download everything" if chosen.offline else ""
        )
        print(f"facilitator: {fault}{remedy}", file=sys.stderr)
    except (FacilitatorError, FileNotFoundError) as fault:
        print(f"facilitator: {fault}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read the list has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    root = argparse.ArgumentParser(
        prog="facilitator", description="Plan a workshop, lead it live, hand over the summary."
    )
    root.set_defaults(offline=False)
    commands = root.add_subparsers(required=True, metavar="command")
    _add_serve(commands)
    _add_demo(commands)
    for name, run, what in (
        ("methods", list_methods, "list the methods and ready days"),
        ("kinds", list_kinds, "list the kinds of steps and their settings"),
    ):
        command = commands.add_parser(name, help=what, description=f"{what.capitalize()}.")
        command.add_argument("--json", action="store_true", help="as JSON")
        command.set_defaults(run=run)
        if name == "methods":
            _add_check(command)
    export = commands.add_parser(
        "export",
        help="write everything into a zip",
        description="Write everything a stopped server kept into a zip.",
    )
    export.add_argument("file", type=Path, help="zip to write")
    export.add_argument("--data", help="data folder")
    export.set_defaults(run=export_all, offline=True)
    replay = commands.add_parser(
        "replay",
        help="check a download by folding it",
        description="Check a downloaded workshop (.json) or everything (.zip): every entry, every hash, the state.",
    )
    replay.add_argument("file", type=Path, help="file to check")
    replay.add_argument("--json", action="store_true", help="as JSON")
    replay.set_defaults(run=replay_file)
    return root


def _add_check(command: argparse.ArgumentParser) -> None:
    what = "check a folder of method files, templates in its folder templates/"
    check_them = command.add_subparsers(metavar="check").add_parser(
        "check", help=what, description=f"{what.capitalize()}. Prints each fault in one line."
    )
    check_them.add_argument("folder", type=Path, help="folder with .toml files")
    check_them.add_argument("--json", action="store_true", help="as JSON")
    check_them.set_defaults(run=check_methods)


def _add_serve(commands: Any) -> None:
    command = commands.add_parser(
        "serve",
        help="start the server",
        description="Start the server. Each flag can be given as FACILITATOR_<NAME> in the environment too.",
    )
    folder = default_data_folder(os.environ, Path.home())
    command.add_argument("--data", help=f"data folder (default: {folder})")
    command.add_argument("--host", help="address to listen on (default: 0.0.0.0, so that phones get in)")
    command.add_argument("--port", help="port to listen on (default: 8000; 0 takes a free one)")
    command.add_argument("--public-url", help="address people open, such as https://workshops.example.org")
    command.add_argument("--language", help="language of the pages until someone chooses: fi, sv or en")
    command.add_argument("--ready-file", help="file to write url, owner_url and pid to once the server answers")
    command.add_argument("--proxies", help="reverse proxies to believe, separated by commas")
    command.add_argument("--no-browser", dest="open_browser", action="store_const", const="no", help=NO_BROWSER)
    command.set_defaults(run=run_server)


def _add_demo(commands: Any) -> None:
    command = commands.add_parser(
        "demo",
        help="a whole day with pretend people",
        description="Play a demo day with pretend people on the real screens. It is discarded at the end.",
    )
    command.add_argument("--day", default=DEMO_DAY, help=f"which ready day (default: {DEMO_DAY}); see: methods")
    command.add_argument("--people", type=int, help="how many pretend people (default: as the day is made for)")
    command.add_argument("--speed", type=float, default=1.0, help="times faster than people (default: 1)")
    command.add_argument("--lead", action="store_true", help="let the day lead itself; otherwise you lead")
    command.add_argument("--port", help="port to listen on (default: a free one)", default="0")
    command.add_argument("--language", help="language of the day: fi, sv or en")
    command.add_argument("--ready-file", help="file to write url, owner_url, board_url and pid to")
    command.add_argument("--no-browser", dest="open_browser", action="store_const", const="no", help=NO_BROWSER)
    command.set_defaults(run=run_demo)


# --- serve -----------------------------------------------------------------------------------------------


def run_server(chosen: argparse.Namespace) -> int:
    """Serve until told to stop."""
    settings = read_settings(vars(chosen), os.environ, Path.home())
    check_host(settings)
    asyncio.run(_serve(settings))
    return 0


def check_host(settings: Settings) -> None:
    """Make sure that the owner can get in.

    Raises:
        SettingsError: If the server would listen where neither this computer nor TLS reaches it.
    """
    if settings.host not in (*LOOPBACK, *EVERYWHERE) and not settings.public_url.startswith("https://"):
        raise SettingsError(
            f'host is "{settings.host}"; the owner signs in on this computer itself or over https: '
            "use --host 0.0.0.0, or give --public-url https://…"
        )


async def _serve(settings: Settings) -> None:
    listening = listen(settings.host, settings.port)
    port = int(listening.getsockname()[1])
    listen_to_events()
    try:
        log = await SqliteLog.open(settings.data)
        try:
            vault = await SqliteVault.open(settings.data / VAULT_FILE)
            try:
                await _serve_over(settings, listening, port, log, vault)
            finally:
                await vault.close()
        finally:
            await log.close()
    finally:
        listening.close()


async def _serve_over(settings: Settings, listening: Any, port: int, log: SqliteLog, vault: SqliteVault) -> None:
    addresses = Addresses(settings.public_url, port, only_here=settings.host in LOOPBACK)
    app = build_app(settings, log, vault, utc_ms, os.urandom, addresses=addresses)
    link = await owner_link(app.site)

    def ready(_server: Server) -> None:
        tell("server_started", port=port, reach=addresses.state)
        write_ready_file(settings, addresses, link)
        print(greeting(app, link), flush=True)
        open_page(settings, link)

    hub = app.site.hub
    await serve(app, listening, ready, on_stop=hub.close, broken=hub.broken, proxies=settings.proxies)
    tell("server_stopped")


# --- demo ------------------------------------------------------------------------------------------------


def run_demo(chosen: argparse.Namespace) -> int:
    """Serve a demo day from a folder that is deleted at the end."""
    check_demo(chosen)
    with tempfile.TemporaryDirectory(prefix="facilitator-demo-") as folder:
        settings = read_settings({**vars(chosen), "data": folder}, os.environ, Path.home())
        asyncio.run(_demo(settings, chosen))
    return 0


def check_demo(chosen: argparse.Namespace) -> None:
    """Make sure that the day can be played, and fill in how many take part.

    Raises:
        SettingsError: If there is no such day, or nobody, or far too many.
    """
    days = parse_all(read_methods(), load_kinds()).templates
    if chosen.day not in days:
        raise SettingsError(f'--day is "{chosen.day}"; expected one of {", ".join(sorted(days))}')
    chosen.people = chosen.people if chosen.people is not None else usual_people(days[chosen.day])
    if not 0 < chosen.people <= TOO_MANY:
        raise SettingsError(f"--people is {chosen.people}; expected 1 to {TOO_MANY}")
    if chosen.speed <= 0:
        raise SettingsError(f"--speed is {chosen.speed:g}; expected more than 0, such as 1 or 20")


async def _demo(settings: Settings, chosen: argparse.Namespace) -> None:
    listening = listen(settings.host, settings.port)
    addresses = Addresses("", int(listening.getsockname()[1]))
    app = build_app(settings, MemoryLog(), MemoryVault(), utc_ms, os.urandom, addresses=addresses)
    under_way: list[asyncio.Task[None]] = []

    def ready(_server: Server) -> None:
        under_way.append(asyncio.get_running_loop().create_task(begin()))

    async def begin() -> None:
        site = app.site
        await site.register.submit(OpenInstallation(language=settings.language))
        room = await demo_room(site, settings.language, chosen.day, chosen.people)
        site.rehearsals.people(room, chosen.people, chosen.speed)
        board = f"{addresses.for_owner}/b/{await site.sessions.board_token(room.name)}"
        link = await owner_link(site, room.name)
        print(greeting(app, link), f"{_BOARD_IS[site.language]}\n  {board}\n", sep="\n", flush=True)
        write_ready_file(settings, addresses, link, board_url=board)
        open_page(settings, link)
        if chosen.lead:
            site.rehearsals.leader(room, chosen.speed)

    await serve(app, listening, ready, on_stop=app.site.hub.close, broken=app.site.hub.broken)


_BOARD_IS = {"fi": "Taulu on osoitteessa:", "sv": "Tavlan finns på:", "en": "The board is at:"}


def utc_ms() -> int:
    """Return the time now, in UTC milliseconds."""
    return time.time_ns() // 1_000_000


def greeting(app: Application, link: str) -> str:
    """Return what the terminal shows: where the owner goes, where phones go."""
    addresses, words = app.site.addresses, app.site.language
    lines = ["", _GREETING[words][0], f"  {link}", ""]
    if addresses.state == "alone":
        return "\n".join([*lines, _GREETING[words][2], ""])
    return "\n".join(
        [*lines, _GREETING[words][1], f"  {addresses.for_phones}", "", qr.characters(addresses.for_phones), ""]
    )


# Before there is a catalogue reader there is a terminal: three sentences, in each language.
_GREETING = {
    "fi": (
        "Avaa tämä tällä koneella (kelpaa kerran, 15 minuuttia):",
        "Puhelimet liittyvät osoitteessa:",
        "Verkkoa ei löytynyt: puhelimet eivät pääse tänne. Yhdistä kone verkkoon.",
    ),
    "sv": (
        "Öppna detta på den här datorn (fungerar en gång, i 15 minuter):",
        "Telefoner ansluter på:",
        "Inget nätverk hittades: telefonerna når inte hit. Anslut datorn till ett nätverk.",
    ),
    "en": (
        "Open this on this computer (works once, for 15 minutes):",
        "Phones join at:",
        "No network found: phones cannot get here. Connect this computer to a network.",
    ),
}


def write_ready_file(settings: Settings, addresses: Addresses, link: str, **more: str) -> None:
    """Tell whoever started the server that it answers; the file is whole once it is there."""
    if not settings.ready_file:
        return
    path = Path(settings.ready_file)
    told = {"url": addresses.for_phones, "owner_url": link, **more, "pid": os.getpid()}
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    # The link in it lets its reader in as the owner.
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(told, file)
    fresh.replace(path)


def open_page(settings: Settings, link: str) -> None:
    """Open *link* in a browser where that is wanted and there is a screen; does not wait for it."""
    if settings.open_browser and can_open_browser():
        threading.Thread(target=webbrowser.open, args=(link,), daemon=True).start()


def can_open_browser() -> bool:
    """Whether there is a screen to open a browser on."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# --- lists -----------------------------------------------------------------------------------------------


def list_methods(chosen: argparse.Namespace) -> int:
    """Print the library; return 1 if a file in it cannot be used."""
    library = parse_all(read_methods(), load_kinds())
    rows = [*map(_method_row, library.methods.values()), *map(_template_row, library.templates.values())]
    _print_rows(
        chosen.json, rows, lambda row: f"{row['what']:9} {row['slug']:28} {pick(row['name'], ('en', 'fi'))}"
    )
    for fault in library.faults:
        print(f"facilitator: {fault}", file=sys.stderr)
    return 1 if library.faults else 0


def _method_row(method: Method) -> dict[str, Any]:
    return {
        "slug": method.slug,
        "what": "method",
        "name": method.name,
        "themes": method.themes,
        "phase": method.phase,
        "people": method.people,
        "minutes": method.minutes,
        "languages": method.languages,
        "phoneless": method.phoneless,
        "remotely": method.remotely,
    }


def _template_row(day: Template) -> dict[str, Any]:
    minutes = day.ends - day.starts
    return {
        "slug": day.slug,
        "what": "template",
        "name": day.name,
        "people": day.people,
        "minutes": (minutes, minutes),
        "languages": languages_of(day),
    }


def check_methods(chosen: argparse.Namespace) -> int:
    """Check a folder of method and template files; return 1 if one cannot be used."""
    if not chosen.folder.is_dir():
        raise SettingsError(f"{chosen.folder} is no folder; give the one with the method files")
    texts, unread = read_texts(chosen.folder)
    found = check(texts, read_methods(), load_kinds())
    faults = [*unread, *found.faults]
    if not texts and not faults:
        raise SettingsError(f"{chosen.folder} has no .toml files; give the folder with the method files")
    if chosen.json:
        told = {"methods": found.methods, "templates": found.templates, "faults": faults}
        print(msgspec.json.format(msgspec.json.encode(told)).decode())
        return 1 if faults else 0
    for fault in faults:
        print(fault)
    usable = f"{_counted(found.methods, 'method')} and {_counted(found.templates, 'template')} can be used"
    print(f"{usable}, {_counted(len(faults), 'fault')} found")
    return 1 if faults else 0


def _counted(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def list_kinds(chosen: argparse.Namespace) -> int:
    """Print the kinds of steps, their settings and commands."""
    rows = [
        {
            "kind": name,
            "settings": msgspec.json.schema(kind.Settings),
            "identities": list(kind.identities),
            "commands": [command.__name__ for command in kind.commands],
            "leader_commands": [command.__name__ for command in kind.leader_commands],
        }
        for name, kind in load_kinds().items()
    ]
    _print_rows(chosen.json, rows, lambda row: f"{row['kind']:9} {', '.join(_settings_of(row['settings']))}")
    return 0


def _settings_of(schema: dict[str, Any]) -> list[str]:
    name = schema["$ref"].rpartition("/")[2]
    return list(schema["$defs"][name]["properties"])


def _print_rows(as_json: bool, rows: list[dict[str, Any]], line: Callable[[dict[str, Any]], str]) -> None:
    if as_json:
        print(msgspec.json.format(msgspec.json.encode(rows)).decode())
        return
    for row in rows:
        print(line(row))


# --- export and replay -----------------------------------------------------------------------------------


def export_all(chosen: argparse.Namespace) -> int:
    """Write a backup of a data folder that no server uses."""
    settings = read_settings(vars(chosen), os.environ, Path.home())
    if not settings.data.is_dir():
        raise SettingsError(f"data is {settings.data}, which is not there; give the folder with --data")
    size = asyncio.run(_export(settings.data, chosen.file))
    print(f"{chosen.file}: {size} bytes")
    return 0


async def _export(folder: Path, file: Path) -> int:
    log = await SqliteLog.open(folder)
    try:
        packed = await keeping.pack(log, utc_ms())
    finally:
        await log.close()
    try:
        return await asyncio.to_thread(file.write_bytes, packed)
    except OSError as fault:
        raise SettingsError(f"{file} cannot be written ({fault.strerror}); choose another file") from None


def replay_file(chosen: argparse.Namespace) -> int:
    """Check a download and print what it folds into; words people wrote are not printed."""
    try:
        data = chosen.file.read_bytes()
    except OSError as fault:
        raise SettingsError(f"{chosen.file} cannot be read ({fault.strerror}); give a downloaded file") from None
    _print_rows(
        chosen.json,
        replay(data, load_kinds()),
        lambda row: (
            f"{row['workshop']} {row['phase']}: {row['entries']} entries, {row['blocks']} blocks, "
            f"{row['activities']} activities, {row['people']} people, state {row['state'][:16]}"
        ),
    )
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main())
