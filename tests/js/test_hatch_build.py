"""The build hook: what it makes must load in a browser without an import map or another host."""

import importlib.util
import json
import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def vendor(hook: ModuleType) -> Path:
    hook.build_vendor(ROOT)
    return ROOT / "static" / "vendor"


def test_every_import_of_the_libraries_is_relative_and_leads_to_a_file(vendor: Path) -> None:
    scripts = list(vendor.rglob("*.js"))
    assert scripts
    for script in scripts:
        for target in re.findall(r"(?:from|import)\s*\(?\"([^\"]+)\"", script.read_text()):
            assert target.startswith("."), f"{script.name} imports {target}"
            assert (script.parent / target).is_file(), f"{script.name} imports {target}"


def test_the_sprite_has_a_symbol_for_every_icon(hook: ModuleType, vendor: Path) -> None:
    symbols = ET.parse(vendor / "icons.svg").getroot().findall(f"{SVG}symbol")
    assert {symbol.get("id") for symbol in symbols} == {f"i-{name}" for name in hook.ICONS}
    assert all(symbol.get("viewBox") == "0 0 256 256" and len(symbol) for symbol in symbols)


def test_every_icon_and_font_a_page_names_is_built(hook: ModuleType, vendor: Path) -> None:
    pages = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("static/a*/**/*.js"), *ROOT.glob("static/css/*.css")]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for name in re.findall(r"icons\.svg#i-([a-z-]+)", text):
            assert name in hook.ICONS, f"{page.name} shows the icon {name}"
        for name in re.findall(r"vendor/(figtree/[\w.-]+)", text):
            assert (vendor / name).is_file(), f"{page.name} links {name}"


def test_each_library_keeps_its_licence(vendor: Path) -> None:
    for name in ("lit-html/LICENSE", "figtree/LICENSE", "figtree-print/LICENSE", "icons.LICENSE"):
        assert (vendor / name).stat().st_size > 500


def test_the_lock_file_has_hashes_and_no_address_of_a_registry() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    fetched = [package for path, package in packages.items() if path]
    assert fetched
    assert all(package["integrity"].startswith("sha512-") for package in fetched)
    assert not any("resolved" in package for package in fetched)


def test_a_current_build_is_left_alone_and_a_changed_lock_file_is_seen(
    hook: ModuleType, vendor: Path, tmp_path: Path
) -> None:
    shutil.copytree(vendor, tmp_path / "static" / "vendor")
    shutil.copy(ROOT / "package-lock.json", tmp_path)
    (tmp_path / "static" / "vendor" / "mark").touch()
    hook.build_vendor(tmp_path)
    assert (tmp_path / "static" / "vendor" / "mark").exists()
    with (tmp_path / "package-lock.json").open("a") as lock:
        lock.write("\n")
    assert not hook.is_current(tmp_path)


def test_an_icon_that_is_no_svg_is_named_in_the_error(hook: ModuleType) -> None:
    with pytest.raises(hook.BuildError, match="icon plus: expected one <svg>"):
        hook.sprite({"plus": "<html>"})


def test_only_a_machine_without_npm_asks_for_the_wheel_of_node(
    hook: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert hook.VendorHook.dependencies(None) == [hook.NODE_WHEEL]
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho 9.2.0\n")
    npm.chmod(0o755)
    assert hook.VendorHook.dependencies(None) == []
    npm.write_text("#!/bin/sh\necho 6.14.18\n")
    assert hook.VendorHook.dependencies(None) == [hook.NODE_WHEEL]
