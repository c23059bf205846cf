"""QR codes: what is drawn is read back."""

import re
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image

from facilitator.web.qr import characters, draw, svg

LINK = "http://192.168.8.20:8000/#aZ09-_aZ09-_aZ09-_aZ0Q"
SCALE = 6


def read(modules: list[list[bool]]) -> list[str]:
    picture = Image.new("L", (len(modules[0]) * SCALE, len(modules) * SCALE), 255)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                picture.paste(0, (x * SCALE, y * SCALE, (x + 1) * SCALE, (y + 1) * SCALE))
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def modules_of(path: str, size: int) -> list[list[bool]]:
    rows = [[False] * size for _ in range(size)]
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        for place in range(int(x), int(x) + int(run)):
            rows[int(y)][place] = True
    return rows


@pytest.mark.parametrize("text", [LINK, "https://w.example.org/r#" + "x" * 22, "ä"])
def test_the_drawn_path_is_read_back(text: str) -> None:
    drawing = draw(text)
    assert read(modules_of(drawing.path, drawing.size)) == [text]


def test_the_picture_is_well_formed_says_what_it_is_and_has_no_style() -> None:
    drawn = svg(LINK, 'Join "here" & <now>')
    root = ElementTree.fromstring(drawn)
    assert root.attrib["aria-label"] == 'Join "here" & <now>'
    assert draw(LINK).path in drawn
    assert "style" not in drawn


def test_the_characters_of_a_terminal_are_read_back() -> None:
    rows: list[list[bool]] = []
    for line in characters(LINK).splitlines():
        rows.append([sign in "▄ " for sign in line])
        rows.append([sign in "▀ " for sign in line])
    assert read(rows) == [LINK]
