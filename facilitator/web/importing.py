"""Agendas from tables: reads what is pasted or a file, tells what was understood, and makes blocks of it."""

import asyncio
import csv
import io
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec
import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from facilitator.core.agenda import Block, Step
from facilitator.library.clocks import clock_in
from facilitator.library.pasted import MOST_COLUMNS, MOST_LINES, Grid, Row, Table, understood
from facilitator.telemetry import tell
from facilitator.web.forms import read_body
from facilitator.web.visit import Visit

MOST_FILE_BYTES = 2 * 1024 * 1024
# What an .xlsx may grow to: a small file can hold very much nothing.
MOST_UNPACKED_BYTES = 40 * 1024 * 1024
MOST_TEXT_BYTES = 60 * 1024
ZIP = b"PK\x03\x04"
DAY_MINUTES = 24 * 60


class Pasted(msgspec.Struct, frozen=True):
    """What the planner sends."""

    text: str


async def read_table(visit: Visit) -> Response:
    """Tell what of a pasted table is understood. Nothing is changed."""
    body = await read_body(visit.form_request, MOST_TEXT_BYTES)
    try:
        pasted = msgspec.json.decode(body, type=Pasted)
    except msgspec.DecodeError:
        raise HTTPException(400) from None
    return await _told(visit, pasted.text)


async def read_file(visit: Visit) -> Response:
    """Tell what of a file is understood, and its table as text."""
    body = await read_body(visit.form_request, MOST_FILE_BYTES)
    try:
        # In a thread of its own: a large sheet takes seconds, and other rooms are live meanwhile.
        text = await asyncio.to_thread(text_of_file, body)
    except ValueError:
        raise HTTPException(415) from None
    return await _told(visit, text)


async def _told(visit: Visit, text: str) -> Response:
    table = await asyncio.to_thread(understood, text)
    room = await visit.room() if visit.workshop else None
    spoken = room.workshop.languages if room else (visit.language,)
    language = visit.language if visit.language in spoken else spoken[0]
    tell("table_read", rows=len(table.rows), unread=len(table.unread))
    return JSONResponse({**told(table, language), "text": text})


def told(table: Table, language: str) -> dict[str, Any]:
    """Return what was understood as the screen shows it, with blocks as `AddBlocks` takes them."""
    rows: list[dict[str, Any]] = []
    for row in table.rows:
        if row.new_day:
            line = Block(id="", minutes=0, fixed_at=row.at, new_day=True)
            rows.append(
                {"line": row.line - 0.5, "at": row.at, "guessed": False, "block": msgspec.to_builtins(line)}
            )
        block = msgspec.to_builtins(block_of(row, language))
        rows.append({"line": row.line, "at": row.at, "guessed": row.guessed, "block": block})
    unread = [
        {"line": line.line, "text": line.text, "block": msgspec.to_builtins(_as_block(line.text, language))}
        for line in table.unread
    ]
    return {"rows": rows, "unread": unread, "starts": starts_of(table)}


def starts_of(table: Table) -> int:
    """Return when the day of a table begins; −1 if it does not say."""
    return table.rows[0].at if table.rows else -1


def _as_block(text: str, language: str) -> Block:
    return Block(id="", title={language: text[:200]})


def block_of(row: Row, language: str) -> Block:
    """Return a row as a block; its ids are given when it is added. Lunch stays at its time."""
    title = {language: row.title}
    is_fixed = row.at >= 0 and not row.new_day and (row.gap or row.is_lunch)
    rest = Step(id="", kind="show", prompt=title, minutes=row.minutes, settings={"style": "break"})
    return Block(
        id="",
        title=title,
        minutes=row.minutes,
        fixed_at=row.at if is_fixed else None,
        steps=(rest,) if row.is_break else (),
        is_break=row.is_break,
        lead=row.who,
        note=row.note,
        materials={language: row.materials} if row.materials else {},
        goal={language: row.goal} if row.goal else {},
    )


def blocks_of(table: Table, language: str, left_out: frozenset[int] = frozenset()) -> list[Block]:
    """Return all rows as blocks, but those of the lines that are left out."""
    blocks: list[Block] = []
    for row in table.rows:
        if row.new_day:
            blocks.append(Block(id="", minutes=0, fixed_at=row.at, new_day=True))
        if row.line not in left_out:
            blocks.append(block_of(row, language))
    return blocks


# --- files -----------------------------------------------------------------------------------------------


def text_of_file(data: bytes) -> str:
    """Return the table in a file as text with tabs, whatever it is: a spreadsheet, or text of any encoding.

    Raises:
        ValueError: If it is neither.
    """
    if data.startswith(ZIP):
        return as_text(_sheet(data))
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError("expected .xlsx or text, got something else")
    return _decoded(data)


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _sheet(data: bytes) -> Grid:
    """Return the first sheet that has anything in it. Formulas are never run: their last values are read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > MOST_UNPACKED_BYTES:
            raise ValueError(f"expected at most {MOST_UNPACKED_BYTES} bytes unpacked, got {unpacked}")
        with warnings.catch_warnings():
            # Styles and drawings it does not know are no concern of ours.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets = (_cells(sheet) for sheet in book.worksheets[:10])
            return next((grid for grid in sheets if grid), [])
    except (zipfile.BadZipFile, InvalidFileException, KeyError, OSError, TypeError, AttributeError) as wrong:
        raise ValueError(f"expected a spreadsheet, got {type(wrong).__name__}") from wrong


def _cells(sheet: Any) -> Grid:
    found = sheet.iter_rows(max_row=MOST_LINES + 50, max_col=MOST_COLUMNS, values_only=True)
    grid = [[cell_told(value) for value in row] for row in found]
    return grid if any(any(row) for row in grid) else []


def cell_told(value: object) -> str:
    """Return a spreadsheet's value as people write it in an agenda."""
    match value:
        case None | bool():
            return ""
        case datetime() as moment if (moment.hour, moment.minute) == (0, 0):
            # 9.10 for "ten past nine" has become a date by the spreadsheet's own wisdom.
            return f"{moment.day}.{moment.month:02d}"
        case datetime() | time():
            return f"{value.hour:02d}:{value.minute:02d}"
        case date():
            return f"{value.day}.{value.month:02d}"
        case timedelta():
            return f"{round(value.total_seconds() / 60)} min"
        case float() if value == int(value):
            return str(int(value))
        case float() if 0 < value < 1:
            # A clock time without its format: a share of the day.
            minutes = round(value * DAY_MINUTES)
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
        case float():
            # 9.3 for half past nine, in a cell of numbers.
            clock = f"{value:.2f}"
            return clock if clock_in(clock).at >= 0 else f"{value:g}"
        case _:
            return str(value)


def as_text(grid: Sequence[Sequence[str]]) -> str:
    """Return a grid as text with tabs, cells with line breaks in quotes."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(grid)
    return out.getvalue()


def lines_left_out(form: Mapping[str, str], table: Table) -> frozenset[int]:
    """Return the lines of a table that a form's preview has unticked; none where there was no preview."""
    if not form.get("seen"):
        return frozenset()
    return frozenset(row.line for row in table.rows if not form.get(f"keep-{row.line}"))
