"""Styles, scripts, fonts and icons under ``/static/<build>/…``: a build never changes."""

import hashlib
import re
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from facilitator.core.errors import FacilitatorError

FOR_EVER = "public, max-age=31536000, immutable"
# Without these no live screen can be drawn.
BUILT = ("vendor/lit-html/lit-html.js", "vendor/icons.svg")
# Which style sheets a screen links, in this order (docs/looks.md).
# fmt: off
PAGE_STYLES = (
    "tokens", "base", "font", "button", "field", "status", "card", "table", "tabs", "agenda", "planner", "tools",
    "methods", "bar", "sheet", "note", "vote", "action", "clock", "qr", "board", "page",
)
DESK_STYLES = (
    "tokens", "base", "font", "button", "field", "status", "table", "note", "vote", "action", "clock", "qr",
    "agenda", "tabs", "bar", "sheet", "board", "desk",
)
BOARD_STYLES = (
    "tokens", "base", "font", "button", "status", "note", "vote", "action", "clock", "qr", "board",
)
PHONE_STYLES = (
    "tokens", "base", "button", "field", "status", "note", "vote", "action", "agenda", "sheet", "bar", "clock",
    "qr", "phone",
)
# fmt: on
SUMMARY_STYLES = (*PAGE_STYLES, "summary")

# One request for all that kinds bring along: a phone asks for as few files as can be.
KIND_STYLES = "activities.css"

_IMPORT = re.compile(r'(?:from|import)\s*"(\.{1,2}/[^"]+\.js)"')


class NotBuilt(FacilitatorError):
    """The browser libraries are missing."""

    def __init__(self) -> None:
        super().__init__(
            "expected the browser libraries in static/vendor, found none; run: make run (or python hatch_build.py)"
        )


class Assets:
    """The folder of static files and the name of its build."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        digest = hashlib.sha256()
        for path in files:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
        self.build = digest.hexdigest()[:12]
        self._screen_text: dict[str, str] = {}

    def kind_styles(self) -> str:
        """Return what kinds bring along for their looks, in order of their names, as one sheet."""
        sheets = sorted((self.folder / "activities").glob("*.css"))
        return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)

    def script_text(self, screen: str) -> str:
        """Return the text of all scripts that the screen ``app/<screen>.js`` may load: imports and kinds."""
        if screen not in self._screen_text:
            kinds = sorted((self.folder / "activities").glob("*.js"))
            found: dict[Path, str] = {}
            for path in (self.folder / "app" / f"{screen}.js", *kinds):
                _read_with_imports(path, found)
            self._screen_text[screen] = "\n".join(found.values())
        return self._screen_text[screen]

    def check(self) -> None:
        """Make sure that what is built is there.

        Raises:
            NotBuilt: If it is not.
        """
        if not all((self.folder / name).is_file() for name in BUILT):
            raise NotBuilt

    def url(self, path: str) -> str:
        """Return the address of a file, without a host."""
        return f"/static/{self.build}/{path}"


def _read_with_imports(path: Path, found: dict[Path, str]) -> None:
    path = path.resolve()
    if path in found or "vendor" in path.parts or not path.is_file():
        return
    found[path] = path.read_text(encoding="utf-8")
    for imported in _IMPORT.findall(found[path]):
        _read_with_imports(path.parent / imported, found)


class BuiltFiles(StaticFiles):
    """Serves one build. Another build's addresses are gone: its page must load anew, not mix two versions."""

    def __init__(self, assets: Assets) -> None:
        super().__init__(directory=assets.folder)
        self._build = assets.build
        self._kind_styles = assets.kind_styles()

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file below the build's name."""
        build, _, rest = path.replace("\\", "/").partition("/")
        if build != self._build:
            raise HTTPException(404)
        response = (
            Response(self._kind_styles, media_type="text/css")
            if rest == KIND_STYLES
            else await super().get_response(rest, scope)
        )
        response.headers["cache-control"] = FOR_EVER
        return response


FAVICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect width="32" height="32" rx="7" fill="#005c5c"/>'
    '<g fill="#fff"><rect x="7" y="7" width="8" height="8" rx="2"/><rect x="17" y="7" width="8" height="8" rx="2"/>'
    '<rect x="7" y="17" width="8" height="8" rx="2"/><circle cx="21" cy="21" r="4"/></g></svg>'
)


async def favicon(_request: Request) -> Response:
    """Return the icon of the tab."""
    return Response(FAVICON, media_type="image/svg+xml", headers={"cache-control": "public, max-age=86400"})
