"""Agendas as people paste them: from spreadsheets, messages and minutes, tidy and not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.library.pasted import MOST_LINES, Row, grid_of, understood


def rows(text: str) -> list[tuple[int, int, str]]:
    return [(row.at, row.minutes, row.title) for row in understood(text).rows]


NINE = [(540, 15, "Avaus"), (555, 45, "Ryhmät"), (600, 15, "Tauko")]


@pytest.mark.parametrize(
    "text",
    [
        "9.00\tAvaus\n9.15\tRyhmät\n10.00\tTauko\t15 min",
        "Avaus\t9:00\t15\nRyhmät\t9:15\t45\nTauko\t10:00\t15",
        "Klo\tSisältö\tKesto\n9.00\tAvaus\t15 min\n9.15\tRyhmät\t45 min\n10.00\tTauko\t15 min",
        "Min\tKlo\tAihe\n15\t9.00\tAvaus\n45\t9.15\tRyhmät\n15\t10.00\tTauko",
        "Tid;Programpunkt\n09.00–09.15;Avaus\n09.15–10.00;Ryhmät\n10.00–10.15;Tauko",
        "Time,Title\n09:00-09:15,Avaus\n09:15-10:00,Ryhmät\n10:00-10:15,Tauko",
        "| Time | What |\n|---|---|\n| 9:00–9:15 | Avaus |\n| 9:15–10:00 | Ryhmät |\n| 10:00–10:15 | Tauko |",
        "klo 9 Avaus\nklo 9.15 Ryhmät\nklo 10 Tauko 15 min",
        "9.00–9.15 Avaus\n9.15–10.00 Ryhmät\n10.00–10.15 Tauko",
        "• 9.00 Avaus (15 min)\n• 9.15 Ryhmät (45 min)\n• 10.00 Tauko (15 min)",
        "\ufeff9.00\u00a0–\u00a09.15\tAvaus\r\n9.15\u202f–\u202f10.00\tRyhmät\r\n10.00 – 10.15\tTauko\r\n",
        "Alkaa\tPäättyy\tMitä\n9:00:00\t9:15:00\tAvaus\n9:15:00\t10:00:00\tRyhmät\n10:00:00\t10:15:00\tTauko",
        "Nro\tAika\tSisältö\tKesto (min)\n1\t9.00\tAvaus\t15\n2\t9.15\tRyhmät\t45\n3\t10.00\tTauko\t15",
        "1\t9.00\tAvaus\n2\t9.15\tRyhmät\n3\t10.00\tTauko\t15 min",
        "\n\nKello\tOhjelma\n\n9.00\tAvaus\n\n9.15\tRyhmät\n10-10.15\tTauko\n\n",
    ],
)
def test_the_same_morning_in_many_tables(text: str) -> None:
    assert rows(text) == NINE
    assert understood(text).unread == ()


def test_minutes_alone_need_no_clock() -> None:
    assert rows("Avaus\t15 min\nRyhmät\t1 h 15\nKahvi\t15") == [
        (-1, 15, "Avaus"),
        (-1, 75, "Ryhmät"),
        (-1, 15, "Kahvi"),
    ]
    assert rows("min\tinnehåll\n0:15\tÖppning\n1:15\tGrupper") == [(-1, 15, "Öppning"), (-1, 75, "Grupper")]


def test_what_nobody_said_is_guessed_and_says_so() -> None:
    avaus, last = understood("9.00\tAvaus\n9.30\tLopetus").rows
    assert (avaus.minutes, avaus.guessed) == (30, False)
    assert (last.minutes, last.guessed) == (10, True)


@pytest.mark.parametrize(
    "title",
    ["Tauko", "Kahvitauko", "LOUNAS", "Kahvi", "Paus", "Lunchrast", "Fika", "Lunch break", "Coffee break", "Rast"],
)
def test_breaks_are_known_in_three_languages(title: str) -> None:
    assert understood(f"10.00\t{title}\t15 min").rows[0].is_break


@pytest.mark.parametrize(
    "title",
    [
        "Breakout groups",
        "Taukoliikunnan suunnittelu",
        "Kahvia ja hyvä kysymys koko päivän alkuun",
        "Pausa inte",
        "Avaus",
    ],
)
def test_what_only_looks_like_a_break_is_none(title: str) -> None:
    assert not understood(f"10.00\t{title}\t15 min").rows[0].is_break


def test_lunch_is_known_among_breaks() -> None:
    lunches = [row.is_lunch for row in understood("10\tTauko\t15\n11.30\tLounas\t45\n12.15\tLunch\t45").rows]
    assert lunches == [False, True, True]


def test_other_columns_are_known_by_their_heading() -> None:
    (row,) = understood(
        "Aika\tSisältö\tVastuu\tTarvikkeet\tTavoite\tHuom\tTila\n"
        "9.00–9.15\tAvaus\tLeena\tTussit\tSama kuva\tLyhyesti\tSali 2"
    ).rows
    assert (row.who, row.materials, row.goal) == ("Leena", "Tussit", "Sama kuva")
    assert row.note == "Huom: Lyhyesti\nTila: Sali 2"


def test_each_line_of_a_cell_of_materials_is_a_thing() -> None:
    (row, _) = understood(
        'Aika\tSisältö\tTarvikkeet\n9.00\tAvaus\t"Tussit, teippi\nFläppitaulu"\n9.15\tRyhmät\t'
    ).rows
    assert row.materials == "Tussit, teippi\nFläppitaulu"


def test_quoted_cells_keep_their_line_breaks() -> None:
    (row, _) = understood('9.00\t"Avaus\nJohtaja puhuu ""lyhyesti"""\n9.15\tRyhmät').rows
    assert (row.title, row.note) == ("Avaus", 'Johtaja puhuu "lyhyesti"')


def test_a_line_that_is_none_is_told_with_its_number() -> None:
    table = understood("Kevätpäivä 2026\nKlo\tMitä\n9.00\tAvaus\nIltapäivä\n10.00\tRyhmät")
    assert [(line.line, line.text) for line in table.unread] == [(1, "Kevätpäivä 2026"), (4, "Iltapäivä")]
    assert [row.title for row in table.rows] == ["Avaus", "Ryhmät"]


def test_a_note_that_goes_on_belongs_to_the_row_above() -> None:
    (row, _) = understood("Klo\tMitä\tHuom\n9.00\tAvaus\tLyhyesti\n\t\tEi kalvoja\n10.00\tRyhmät\t").rows
    assert row.note == "Huom: Lyhyesti\nHuom: Ei kalvoja"


def test_a_gap_keeps_the_next_row_at_its_time_and_another_morning_is_another_day() -> None:
    first, late, morning = understood("9.00\tAvaus\t15\n9.30\tRyhmät\t60\n8.30\tToinen aamu\t30").rows
    assert (first.gap, late.gap, late.new_day, morning.new_day) == (False, True, False, True)


def test_a_long_table_is_cut_where_it_can_be_seen() -> None:
    table = understood("\n".join(f"5 min\tKohta {n}" for n in range(MOST_LINES + 20)))
    assert len(table.rows) == MOST_LINES
    assert len(table.unread) == 20


def test_columns_are_told_apart_by_what_stands_in_them() -> None:
    assert grid_of("a;b\nc;d") == [["a", "b"], ["c", "d"]]
    assert grid_of("Avaus, kahvi ja muuta") == [["Avaus, kahvi ja muuta"]]


@given(
    st.lists(
        st.lists(st.text(st.sampled_from("9.0:15 kloAvaus\t;|,\"'-–\n\r\u00a0min()h1"), max_size=12), max_size=5)
    )
)
def test_no_line_is_ever_lost(cells: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in cells)
    table = understood(text)
    told = [row.line for row in table.rows] + [line.line for line in table.unread]
    assert len(told) == len(set(told))
    assert all(isinstance(row, Row) and row.title and 0 <= row.minutes <= 24 * 60 for row in table.rows)
