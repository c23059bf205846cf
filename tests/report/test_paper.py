import pytest

from facilitator.report.paper import MOST_TABLES, Joining, actions_of, cards_of, poster_of, tables_for
from tests.report.days import SAY, Plain
from tests.report.plans import marked
from tests.stories import Story

JOINING = Joining(qr="<svg/>", alt="QR", address="192.168.8.20:8000", code="KX7M2Q", in_network=True)


def test_the_poster_speaks_each_language_of_the_day() -> None:
    poster = poster_of(marked().workshop, JOINING, [Plain("fi"), Plain("sv")])
    assert [said.lang for said in poster.scan] == ["fi", "sv"]
    assert [said.lang for said in poster.network] == ["fi", "sv"]
    assert poster_of(marked().workshop, JOINING, [SAY], "a7").paper == "a4"


def test_wifi_is_named_only_where_phones_have_to_be_in_the_rooms_network() -> None:
    outside = Joining(qr="<svg/>", alt="QR", address="example.org", code="", in_network=False)
    assert poster_of(marked().workshop, outside, [SAY]).network == ()


@pytest.mark.parametrize(("asked", "made"), [(3, 3), (0, 1), (1000, MOST_TABLES)])
def test_there_is_a_card_for_each_table(asked: int, made: int) -> None:
    cards = cards_of(marked().workshop, JOINING, asked, [SAY])
    assert len(cards.tables) == made
    assert cards.tables[-1] == (f"Table {made}",)


@pytest.mark.parametrize(("expected", "tables"), [(0, 1), (4, 1), (25, 5), (26, 6), (5000, MOST_TABLES)])
def test_five_sit_at_a_table(expected: int, tables: int) -> None:
    assert tables_for(Story(expected=expected).workshop) == tables


def test_the_sheet_for_actions_asks_what_who_when_and_how_it_starts() -> None:
    assert actions_of(marked().workshop, ("fi",), SAY).columns == ("Action", "Who", "When", "First step")
