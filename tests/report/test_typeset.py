"""PDFs, read back as their readers get them: words, pages, tags, and codes that cameras read."""

import io
import re
import subprocess
import unicodedata
from pathlib import Path

import msgspec
import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from facilitator.report.ballots import ballots_of
from facilitator.report.materials import materials_of
from facilitator.report.paper import Joining, actions_of, cards_of, poster_of
from facilitator.report.plan import plan_of
from facilitator.report.programme import programme_of
from facilitator.report.runsheet import run_sheet_of
from facilitator.report.sheet import title_of
from facilitator.report.typeset import _KNOWN, Part, _compiled, drawable, typeset
from facilitator.web import qr
from facilitator.web.folders import data_dir
from facilitator.web.words import words_for
from tests.report.days import SAY
from tests.report.plans import marked, template
from tests.stories import KINDS, Story

FONTS = data_dir("static") / "vendor" / "figtree-print"
URL = "http://192.168.8.20:8000/#AbCdEfGhIjKlMnOpQrStUv"
LONG = "Lastensuojelun sosiaalityöntekijöiden työvuorosuunnittelujärjestelmän käyttöönottosuunnitelma"
MM = 72 / 25.4


def joining() -> Joining:
    return Joining(qr=qr.svg(URL, "QR"), alt="QR", address="192.168.8.20:8000", code="KX7M2Q", in_network=True)


def parts(story: Story, language: str = "fi") -> dict[str, Part]:
    workshop, say, order = story.workshop, words_for(language), (language, "fi", "sv", "en")
    says = [words_for(tag) for tag in workshop.languages]
    return {
        "run sheet": run_sheet_of(workshop, order, say, KINDS, {}),
        "plan": plan_of(workshop, order, say),
        "programme": programme_of(workshop, order, say),
        "materials": materials_of(workshop, order, say),
        "ballots": ballots_of(workshop, order, say, KINDS),
        "poster": poster_of(workshop, joining(), says),
        "cards": cards_of(workshop, joining(), 3, says),
        "actions": actions_of(workshop, order, say),
    }


def pdf(*made: Part, language: str = "fi") -> bytes:
    return typeset(made, "Titteli", language, FONTS)


def words(packed: bytes) -> str:
    """Return all words; those broken at the end of a line are whole again."""
    told = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(packed)).pages)
    return " ".join(told.replace("-\n", "").replace("\u00ad", "").split())


def pages(packed: bytes) -> int:
    return len(PdfReader(io.BytesIO(packed)).pages)


def codes(packed: bytes, folder: Path) -> list[str]:
    """Return what a camera reads off each page."""
    file = folder / "made.pdf"
    file.write_bytes(packed)
    subprocess.run(["pdftoppm", "-r", "100", "-png", str(file), str(folder / "page")], check=True)
    pictures = [Image.open(picture) for picture in sorted(folder.glob("page*.png"))]
    return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("name", sorted(parts(marked())))
def test_every_paper_can_be_read_aloud(name: str, tmp_path: Path) -> None:
    file = tmp_path / "made.pdf"
    file.write_bytes(pdf(parts(template())[name]))
    told = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
    assert "Tagged:          yes" in told
    assert "Titteli" in told
    assert str(PdfReader(file).root_object["/Lang"]) == "fi"


@pytest.mark.parametrize("name", ["run sheet", "plan", "programme"])
def test_a_whole_day_is_on_paper_with_its_letters(name: str) -> None:
    story = template()
    told = words(pdf(parts(story)[name]))
    titles = [title_of(block, ("fi",), SAY).words for block in story.workshop.blocks if not block.before]
    assert len(titles) > 20
    assert [title for title in titles if " ".join(title.split()) not in told] == []
    assert "Päivän työskentelytavat" in told
    assert "8.40–9.00" in told


def test_what_people_wrote_is_text_and_never_markup() -> None:
    wild = '*bold* _it_ $x^2$ #set text(red) <a> `c` \\ @ref = - + / "q" [b] {c} //'
    story = marked(title={"fi": wild}, place=wild)
    story.add_block(title={"fi": wild}, note=wild, materials={"fi": wild})
    for name, part in parts(story).items():
        assert "#set text(red)" in words(pdf(part)) or name in ("ballots", "cards"), name


def test_the_same_plan_makes_the_same_bytes() -> None:
    assert pdf(*parts(marked()).values()) == pdf(*parts(marked()).values())


def test_an_empty_plan_prints_and_says_so() -> None:
    for name, part in parts(Story(title={"fi": "Tyhjä"})).items():
        told = words(pdf(part))
        assert name in ("ballots", "cards") or "Tyhjä" in told, name


def test_three_long_days_fit_their_pages() -> None:
    story = Story(title={"fi": LONG}, languages=("fi",), day="2026-12-03", starts=9 * 60)
    for number in range(60):
        if number in (20, 40):
            story.add_block(new_day=True, fixed_at=9 * 60, date=f"2026-12-0{3 + number // 20}")
        track = f"Ryhmä {number % 2}" if number % 20 in (4, 5) else ""
        story.add_block(title={"fi": f"{LONG} {number}"}, minutes=15, lead=LONG[:60], track=track, note=LONG * 3)
    made = parts(story)
    assert pages(pdf(made["programme"])) <= 6
    told = words(pdf(made["run sheet"]))
    assert [number for number in range(60) if f"käyttöönottosuunnitelma {number}" not in told] == []
    for name in ("poster", "actions"):
        assert pages(pdf(made[name])) == 1, name
    assert pages(pdf(made["cards"])) == 3


@pytest.mark.parametrize("size", ["a4", "a3"])
@pytest.mark.parametrize("languages", [("fi",), ("fi", "sv", "en")])
def test_a_camera_reads_the_poster(size: str, languages: tuple[str, ...], tmp_path: Path) -> None:
    made = poster_of(marked(title={"fi": LONG}).workshop, joining(), [words_for(tag) for tag in languages], size)
    packed = pdf(made)
    assert codes(packed, tmp_path) == [URL]
    assert "KX7 M2Q" in words(packed)
    width = float(PdfReader(io.BytesIO(packed)).pages[0].mediabox.width)
    assert round(width / MM) == (210 if size == "a4" else 297)


def test_a_table_card_has_its_code_on_both_sides_and_is_read_aloud_once(tmp_path: Path) -> None:
    packed = pdf(cards_of(marked().workshop, joining(), 2, [words_for("fi"), words_for("sv")]))
    assert pages(packed) == 2
    assert codes(packed, tmp_path) == [URL] * 4
    assert words(packed).count("Pöytä 2") == 2


def test_the_foot_of_a_ballot_tells_how_many_are_needed() -> None:
    story = marked(languages=("en",), expected=25)
    told = words(pdf(ballots_of(story.workshop, ("fi",), SAY, KINDS)))
    assert told.count("25 copies · 13 sheets") == told.count("titleword") > 0


def test_short_ballots_stand_twice_on_a_sheet() -> None:
    packed = pdf(parts(marked())["ballots"])
    assert words(packed).count("promptword") == 2
    assert pages(packed) == len(ballots_of(marked().workshop, ("fi",), SAY, KINDS).ballots)


# --- letters ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Hyvä 👍🏽 päivä", "Hyvä  päivä"),
        ("✅ Tehty ❌", "✓ Tehty ✗"),
        ("日本語 café", "… café"),
        ("Å\u0308 a\u030a", "Å\u0308 å".replace("\u0308", "")),
        ("Привет, Ελλάδα, Łódź, çà, “–”…€", "Привет, Ελλάδα, Łódź, çà, “–”…€"),
        ("soft\u00adhyphen \u200bzero", "soft\u00adhyphen zero"),
        ("rivi\r\nrivi\tväli\x00", "rivi\n\nrivi väli"),
    ],
)
def test_nothing_is_printed_as_an_empty_box(written: str, printed: str) -> None:
    assert drawable(written) == printed
    assert typeset([programme_of(Story(title={"fi": written}).workshop, ("fi",), SAY)], written, "fi", FONTS)


def test_every_sign_that_is_let_through_can_be_drawn() -> None:
    known = re.compile(f"[{_KNOWN}]")
    signs = [chr(code) for code in range(0x20, 0x3000) if known.match(chr(code))]
    given = [sign for sign in signs if unicodedata.category(sign) != "Cn"]
    assert len(given) > 1500
    title = {"fi": " ".join(given)}
    assert _compiled(_printable(title["fi"]), FONTS)


def _printable(title: str) -> str:
    sheet = programme_of(Story(title={"fi": "x"}).workshop, ("fi",), SAY)
    part = msgspec.to_builtins(msgspec.structs.replace(sheet, facts=(title,)))
    return msgspec.json.encode({"title": "x", "lang": "fi", "parts": [part]}).decode()
