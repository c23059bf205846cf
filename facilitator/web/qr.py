"""QR codes: as SVG for walls and pages, as a path for live screens, as characters for the terminal."""

import functools
from typing import Any

import msgspec
import qrcode
from qrcode.constants import ERROR_CORRECT_M

# White around the code, in modules, that readers need.
QUIET = 4


class Drawing(msgspec.Struct, frozen=True):
    """A QR code to be drawn in a square of *size* units: the path of its dark modules, quiet zone included."""

    size: int
    path: str


@functools.lru_cache(maxsize=64)
def draw(text: str) -> Drawing:
    """Return *text* as a path: one stroke a run of dark modules."""
    rows = _modules(text, QUIET)
    strokes = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                strokes.append(f"M{x} {y}h{run}v1h-{run}z")
            x += run + 1
    return Drawing(len(rows), "".join(strokes))


def svg(text: str, label: str) -> str:
    """Return *text* as an SVG picture, black on white, that says *label* to those who cannot see it."""
    drawing = draw(text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.size} {drawing.size}" role="img" '
        f'aria-label="{_escaped(label)}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{drawing.size}v{drawing.size}H0z"/><path d="{drawing.path}"/></svg>'
    )


def characters(text: str) -> str:
    """Return *text* as lines of half blocks, light on dark as terminals are, for a phone to read off a screen."""
    rows = _modules(text, 2)
    if len(rows) % 2:
        rows = [*rows, [False] * len(rows[0])]
    signs = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
    return "\n".join(
        "".join(signs[upper, lower] for upper, lower in zip(rows[y], rows[y + 1], strict=True))
        for y in range(0, len(rows), 2)
    )


def _modules(text: str, quiet: int) -> list[list[bool]]:
    code: Any = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=quiet)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(dark) for dark in row] for row in code.get_matrix()]


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
