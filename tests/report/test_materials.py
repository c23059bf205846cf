import pytest

from facilitator.report.materials import materials_of, things_in
from tests.report.days import SAY
from tests.report.plans import marked, template
from tests.stories import Story


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("QR-juliste ovelle\nPöytäkortit", ("QR-juliste ovelle", "Pöytäkortit")),
        ("tussit (a, b), 1,5 m teippiä", ("tussit (a, b), 1,5 m teippiä",)),
        ("- pens\r\n\n • Tape\n* 5–6 chairs \n–\n", ("pens", "Tape", "5–6 chairs")),
        (" \n\t", ()),
    ],
)
def test_a_line_is_a_thing(words: str, things: tuple[str, ...]) -> None:
    assert things_in(words) == things


def test_the_same_thing_is_packed_once_and_tells_where_it_is_needed() -> None:
    story = Story(title={"en": "Day"}, languages=("en",))
    story.add_block(title={"en": "One"}, minutes=30, materials={"en": "Pens\nPaper"})
    story.add_block(title={"en": "Two"}, minutes=30, materials={"en": "- pens\n- Tape"})
    story.add_block(title={"en": "Three"}, materials={"en": "\n"})
    told = materials_of(story.workshop, ("en",), SAY)
    assert [(thing.said.words, thing.blocks) for thing in told.everything] == [
        ("Paper", ("One",)),
        ("Pens", ("One", "Two")),
        ("Tape", ("Two",)),
    ]
    assert [(need.time, need.title.words) for need in told.by_block] == [("9.00", "One"), ("9.30", "Two")]


def test_a_ready_day_packs_what_its_methods_share_once() -> None:
    told = materials_of(template("tyomenetelmat").workshop, ("fi",), SAY)
    words = [thing.said.words for thing in told.everything]
    assert len(words) == len(set(words)) > 3
    assert len(words) < sum(len(need.things) for need in told.by_block)


def test_notes_are_no_materials() -> None:
    assert "noteword" not in repr(materials_of(marked().workshop, ("fi",), SAY))
