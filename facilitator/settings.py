"""What an installation is told at start: flags first, then ``FACILITATOR_*`` in the environment, then defaults.

Everything else (language, organisation, passphrase) is decided on the screens and kept in the register.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from facilitator.core.errors import FacilitatorError
from facilitator.core.text import LANGUAGES

DEFAULT_PORT = 8000


class SettingsError(FacilitatorError):
    """A flag or variable that cannot be used; the text names it, what was found and what is expected."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How one server runs. Each field is a flag of ``facilitator serve`` and ``FACILITATOR_<NAME>``.

    Attributes:
        data: Folder of the log and the vault. One server at a time uses it.
        host: Address to listen on. ``0.0.0.0`` lets phones in; ``127.0.0.1`` only this computer.
        port: Port to listen on; 0 takes a free one.
        public_url: Address that people type and QR codes hold, such as ``https://workshops.example.org``. Empty:
            the address of this computer in the local network, found anew at start and on change.
        language: Language of the pages until someone chooses.
        ready_file: File to write ``{"url", "owner_url", "pid"}`` to once the server answers; empty: none.
        open_browser: Whether to open the owner's page where there is a browser.
        proxies: Addresses of reverse proxies whose ``X-Forwarded-For`` is believed, separated by commas.
    """

    data: Path
    host: str = "0.0.0.0"  # noqa: S104 - phones in the room have to get in; owner pages stay on localhost or TLS
    port: int = DEFAULT_PORT
    public_url: str = ""
    language: str = "fi"
    ready_file: str = ""
    open_browser: bool = True
    proxies: tuple[str, ...] = ()


def read_settings(flags: Mapping[str, Any], environment: Mapping[str, str], home: Path) -> Settings:
    """Return the settings that *flags* and *environment* make together.

    Args:
        flags: Field name → value as text; what was not given is None or missing.
        environment: Where ``FACILITATOR_<NAME>`` is looked for.
        home: The user's home folder.

    Raises:
        SettingsError: If a value is none that can be used.
    """
    given = {name: value for name in Settings.__struct_fields__ if (value := _given(name, flags, environment))}
    fields: dict[str, Any] = {"data": Path(given.pop("data", "") or default_data_folder(environment, home))}
    for name, value in given.items():
        fields[name] = _READERS.get(name, _as_is)(value)
    return Settings(**fields)


def _given(name: str, flags: Mapping[str, Any], environment: Mapping[str, str]) -> str:
    flag = flags.get(name)
    return environment.get(f"FACILITATOR_{name.upper()}", "") if flag is None else str(flag)


def default_data_folder(environment: Mapping[str, str], home: Path, platform: str = sys.platform) -> Path:
    """Return where *platform* keeps the data of a program of this user."""
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Facilitator"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "Facilitator"
    return Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share") / "facilitator"


def _as_is(value: str) -> str:
    return value


def _port(value: str) -> int:
    if not value.isdecimal() or not 0 <= int(value) <= 65535:
        raise SettingsError(f'port is "{value}"; expected a number from 0 to 65535; try --port 8080')
    return int(value)


def _public_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise SettingsError(
            f'public_url is "{value}"; expected scheme and host alone, such as https://workshops.example.org'
        )
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise SettingsError(f'language is "{value}"; expected one of {", ".join(LANGUAGES)}')
    return value


def _yes(value: str) -> bool:
    if value.lower() in ("1", "true", "yes", "on"):
        return True
    if value.lower() in ("0", "false", "no", "off"):
        return False
    raise SettingsError(f'open_browser is "{value}"; expected yes or no')


def _proxies(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


_READERS: dict[str, Any] = {
    "port": _port,
    "public_url": _public_url,
    "language": _language,
    "open_browser": _yes,
    "proxies": _proxies,
}
