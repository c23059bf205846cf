"""Tables and files become what the planner may add; nothing is changed by reading one."""

import io
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest

from facilitator.core.agenda import Block
from facilitator.library.pasted import understood
from facilitator.web import importing
from facilitator.web.importing import blocks_of, cell_told, text_of_file, told
from tests.web.world import HERE, Browser, open_world

TABLE = "9.00\tAvaus\n9.15\tRyhmät\n10.00\tKahvitauko\t15 min\n11.30\tLounas\t45 min"


def book(*rows: list[Any]) -> bytes:
    made = openpyxl.Workbook()
    made.active.title = "Empty"  # type: ignore[union-attr]
    sheet = made.create_sheet("Day")
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


async def put(browser: Browser, path: str, data: bytes) -> Any:
    return await browser.put(path, content=data, headers={"origin": HERE, "x-facilitator": "1"})


async def test_a_pasted_table_is_told_as_blocks_and_changes_nothing() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()
        answer = (await owner.ask(f"/w/{workshop}/table", {"text": TABLE + "\nJotain muuta\t\t"})).json()
        assert next(row["block"]["title"] for row in answer["rows"]) == {"en": "Avaus"}
        assert answer["starts"] == 540
        assert [(line["line"], line["text"]) for line in answer["unread"]] == [(5, "Jotain muuta")]
        assert (await world.site.hub.room(workshop)).workshop.blocks == ()


async def test_a_table_that_is_none_is_turned_away() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()
        assert (await owner.ask(f"/w/{workshop}/table", {"words": 1})).status_code == 400


async def test_a_spreadsheet_is_read_as_it_looks() -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()
        data = book(["Klo", "Mitä", "Min"], [time(9), "Avaus\nlyhyesti", 15], [time(9, 15), "Ryhmät", 45.0])
        for path in (f"/w/{workshop}/import", "/workshops/import"):
            answer = (await put(owner, path, data)).json()
            assert [(row["at"], row["block"]["minutes"]) for row in answer["rows"]] == [(540, 15), (555, 45)]
            assert '"Avaus\nlyhyesti"' in answer["text"]


async def test_a_picture_is_no_table_and_too_much_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_world() as world:
        owner = await world.owner()
        workshop = await world.workshop()
        assert (await put(owner, f"/w/{workshop}/import", b"\x89PNG\x00\x01")).status_code == 415
        assert (await put(owner, f"/w/{workshop}/import", b"PK\x03\x04rubbish")).status_code == 415
        too_much = b"9.00\tAvaus\n" * 300_000
        assert (await put(owner, f"/w/{workshop}/import", too_much)).status_code == 413
        large = b"9.00\tAvaus\n" * 20_000
        assert (await put(owner, f"/w/{workshop}/import", large)).status_code == 200


def test_a_small_file_that_unpacks_to_much_is_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    data = book(["9.00", "Avaus"])
    monkeypatch.setattr(importing, "MOST_UNPACKED_BYTES", 100)
    with pytest.raises(ValueError, match="unpacked"):
        text_of_file(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_is_read_in_the_encodings_that_spreadsheets_save(encoding: str) -> None:
    assert text_of_file("9.00;Työ ja äänestys".encode(encoding)) == "9.00;Työ ja äänestys"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (time(9, 5), "09:05"),
        (datetime(2026, 8, 13, 9, 15), "09:15"),
        (datetime(2026, 10, 9), "9.10"),
        (date(2026, 10, 9), "9.10"),
        (timedelta(minutes=75), "75 min"),
        (15.0, "15"),
        (0.375, "09:00"),
        (9.3, "9.30"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_cell_is_told_as_people_write_it(value: object, words: str) -> None:
    assert cell_told(value) == words


def test_lunch_and_what_comes_after_a_gap_keep_their_time() -> None:
    avaus, _, coffee, lunch = blocks_of(understood(TABLE), "fi")
    assert (avaus.fixed_at, coffee.fixed_at, lunch.fixed_at) == (None, None, 690)
    assert (coffee.is_break, coffee.steps[0].settings["style"]) == (True, "break")
    assert understood("9.00\tAvaus\t15\n9.30\tRyhmät\t15").rows[1].gap


def test_another_day_has_a_line_of_its_own_and_a_line_may_be_left_out() -> None:
    table = understood("9.00\tAvaus\t60\n15\tLoppu\t30\n8.30\tAamu\t30")
    made = blocks_of(table, "fi", frozenset({1}))
    assert [(block.new_day, block.fixed_at, block.title.get("fi")) for block in made] == [
        (False, 900, "Loppu"),
        (True, 510, None),
        (False, None, "Aamu"),
    ]
    assert [row["block"]["new_day"] for row in told(table, "fi")["rows"]] == [False, False, True, False]


def test_every_block_can_be_added() -> None:
    assert all(isinstance(block, Block) and not block.id for block in blocks_of(understood(TABLE), "sv"))
