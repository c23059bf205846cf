import pytest

from facilitator.report.materials import materials_of, things_in
from tests.report.days import SAY
from tests.report.plans import marked
from tests.stories import Story


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("QR-juliste ovelle, koodikortit pöytiin, kahvit.", ("QR-juliste ovelle", "Koodikortit pöytiin", "Kahvit")),
        ("Tussit (a, b), 1,5 m teippiä; fläppi\n- laput", ("Tussit (a, b)", "1,5 m teippiä", "Fläppi", "Laput")),
        ("Reitti, joka onnistuu kaikilta.", ("Reitti, joka onnistuu kaikilta",)),
        ("Papper. Pennor till alla.", ("Papper", "Pennor till alla")),
        ("Cards for all tables, one more for each writer.", ("Cards for all tables, one more for each writer",)),
        ("Kortit. Jos sataa, jaa ne itse.\nTussit, teippi", ("Kortit. Jos sataa, jaa ne itse", "Tussit", "Teippi")),
        (" \n ,, ", ()),
    ],
)  # fmt: skip
def test_a_list_is_taken_apart_and_a_sentence_is_left_whole(words: str, things: tuple[str, ...]) -> None:
    assert things_in(words) == things


def test_the_same_thing_is_packed_once_and_tells_where_it_is_needed() -> None:
    story = Story(title={"en": "Day"}, languages=("en",))
    story.add_block(title={"en": "One"}, minutes=30, materials={"en": "Pens, paper"})
    story.add_block(title={"en": "Two"}, minutes=30, materials={"en": "pens. Tape"})
    story.add_block(title={"en": "Three"}, materials={"en": "No materials."})
    told = materials_of(story.workshop, ("en",), SAY)
    assert [(thing.said.words, thing.blocks) for thing in told.everything] == [
        ("Paper", ("One",)),
        ("Pens", ("One", "Two")),
        ("Tape", ("Two",)),
    ]
    assert [(need.time, need.title.words) for need in told.by_block] == [
        ("9.00", "One"),
        ("9.30", "Two"),
        ("10.00", "Three"),
    ]


def test_notes_are_no_materials() -> None:
    assert "noteword" not in repr(materials_of(marked().workshop, ("fi",), SAY))
