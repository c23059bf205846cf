"""Sets documents on paper: PDFs that screen readers can read too (PDF/UA), the same bytes each time.

Templates are Typst's, under ``typst/``. What people wrote goes in as data, never as markup, and no file beside the
fonts is read. It takes a while and lets go of the interpreter meanwhile: call it in a thread.
"""

import functools
import importlib.resources
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import msgspec
import typst

from facilitator.report.ballots import Ballots
from facilitator.report.materials import Materials
from facilitator.report.paper import Actions, Cards, Poster
from facilitator.report.sheet import Sheet

Part = Sheet | Materials | Ballots | Poster | Cards | Actions
TEMPLATES = ("base", "sheet", "materials", "paper", "main")
# What our font, or those that typst brings along, can draw: Latin, Greek, Cyrillic, signs. A test sets each.
_KNOWN = (
    "\n\u0020-\u007e\u00a0-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u03ff\u0400-\u0482\u048a-\u04ff"
    "\u1e00-\u200a\u2010-\u2027\u2030-\u2040\u2044-\u2052\u20a0-\u20bf"
    "\u2190-\u21ff\u2200-\u22ff\u2500-\u25ff\u2713\u2717"
)
_UNKNOWN = re.compile(f"[^{_KNOWN}]+")
# With no more than our own font: what is left when the wider choice fails on a rare mixture of signs.
_PLAIN = re.compile(
    "[^\n\u0020-\u007e\u00a0-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u0165\u0168-\u017e\u2013-\u2026]+"
)
_SPELLED = str.maketrans(
    {"✅": "✓", "✔": "✓", "☑": "✓", "❌": "✗", "✖": "✗", "\t": " ", "\r": "\n", "\u2028": "\n", "\u2029": "\n"}
)
# Signs beside words; the sentence is whole without them. Words in letters we cannot draw leave a trace.
_PICTURES = frozenset({"So", "Sk", "Cf", "Mn", "Me", "Cc", "Cn", "Co"})


def typeset(parts: Sequence[Part], title: str, language: str, fonts: Path) -> bytes:
    """Return the parts as one PDF, each on pages of its own.

    Args:
        parts: At least one.
        title: Of the file, as readers show it.
        language: That the documents are worded in.
        fonts: Folder of the static cuts of our font.
    """
    data = msgspec.json.encode({"title": title or "–", "lang": language, "parts": parts}).decode()
    try:
        return _compiled(_drawable(data, _UNKNOWN), fonts)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _compiled(_drawable(data, _PLAIN), fonts)


def drawable(words: str) -> str:
    """Return *words* with nothing in them that would be an empty box on paper.

    Emoji are left out; words in a script that no font here has become "…".
    """
    return _without(words, _UNKNOWN)


def _without(words: str, unknown: re.Pattern[str]) -> str:
    plain = unicodedata.normalize("NFC", words.translate(_SPELLED))
    return unknown.sub(_stand_in, plain)


def _stand_in(found: re.Match[str]) -> str:
    return "" if all(unicodedata.category(sign) in _PICTURES for sign in found[0]) else "…"


def _drawable(data: str, unknown: re.Pattern[str]) -> str:
    """Return JSON with every word in it made drawable."""
    return msgspec.json.encode(_each(msgspec.json.decode(data), unknown)).decode()


def _each(thing: object, unknown: re.Pattern[str]) -> object:
    match thing:
        case str():
            return _without(thing, unknown)
        case list():
            return [_each(one, unknown) for one in thing]
        case dict():
            return {key: _each(one, unknown) for key, one in thing.items()}
        case _:
            return thing


def _compiled(data: str, fonts: Path) -> bytes:
    made = typst.compile(
        _template(),
        sys_inputs={"data": data},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        font_paths=_fonts(fonts),
    )
    assert isinstance(made, bytes)
    return made


@functools.cache
def _fonts(folder: Path) -> typst.Fonts:
    # The machine's own fonts stay out: the same plan looks the same wherever it is printed.
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


@functools.cache
def _template() -> bytes:
    folder = importlib.resources.files("facilitator.report") / "typst"
    return "\n".join((folder / f"{name}.typ").read_text(encoding="utf-8") for name in TEMPLATES).encode()
