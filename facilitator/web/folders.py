"""Where the files that come with the product lie: in the installed wheel, or beside the package in a checkout."""

import importlib.resources
from pathlib import Path

from facilitator.library.fault import Fault

_BESIDE = Path(__file__).resolve().parents[2]


def data_dir(name: str) -> Path:
    """Return the folder *name*, which is ``methods``, ``static`` or ``templates``.

    Raises:
        FileNotFoundError: If the installation has lost it.
    """
    inside = Path(str(importlib.resources.files("facilitator"))) / "_data" / name
    for folder in (inside, _BESIDE / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{name}/ is missing from this installation; install it again")


def read_methods(folder: Path | None = None) -> dict[str, str]:
    """Return the text of all method and template files by name, such as ``methods/opera.toml``.

    Args:
        folder: Where they lie; those that come with the product if none is given.
    """
    folder = folder or data_dir("methods")
    return {
        f"methods/{file.relative_to(folder).as_posix()}": file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*.toml"))
    }


def read_texts(folder: Path) -> tuple[dict[str, str], list[Fault]]:
    """Return the text of all method and template files of a folder by path, and which of them are no text."""
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    for file in sorted(folder.rglob("*.toml")):
        try:
            texts[file.as_posix()] = file.read_text(encoding="utf-8")
        except (UnicodeDecodeError, OSError) as wrong:
            why = getattr(wrong, "reason", None) or getattr(wrong, "strerror", "")
            faults.append(
                Fault(file.as_posix(), "the file", f"cannot be read ({why})", "text in UTF-8", "save it as UTF-8")
            )
    return texts, faults
