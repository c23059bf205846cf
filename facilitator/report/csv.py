"""The summary as tables: one CSV file an activity, in a zip.

Spreadsheets take cells for formulas, and guess encodings: every cell is quoted, none can begin a formula.
"""

import csv
import io
import zipfile
from collections.abc import Iterable

from facilitator.core.text import pick
from facilitator.report.names import plain_slug
from facilitator.report.summary import Part, Rows, Summary
from facilitator.report.wording import Columns, Say

BOM = "\ufeff"
# Full-width forms too: spreadsheets read them as the plain sign.
FORMULA_SIGNS = frozenset("=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20")
# A zip has no times of its own: two downloads of the same summary are the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)

Cell = str | int | float


def guarded(cell: Cell) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before what could be one."""
    if isinstance(cell, (int, float)):
        return str(cell)
    text = cell.replace("\0", "")
    inside = "".join(sign for sign in text if sign.isprintable()).strip()
    begins = (text[:1], text.lstrip()[:1], inside[:1])
    return f"'{text}" if any(sign and sign in FORMULA_SIGNS for sign in begins) else text


def table(rows: Iterable[Iterable[Cell]], language: str) -> bytes:
    """Return rows as CSV in UTF-8 with BOM.

    Args:
        rows: Cells by row, the header among them.
        language: Where the decimal sign is a comma, spreadsheets expect semicolons between cells.
    """
    written = io.StringIO()
    writer = csv.writer(
        written, quoting=csv.QUOTE_ALL, delimiter="," if language == "en" else ";", lineterminator="\r\n"
    )
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return (BOM + written.getvalue()).encode("utf-8", "replace")


def tables(summary: Summary, say: Say) -> bytes:
    """Return a zip with a file for each activity that has a table."""
    packed = io.BytesIO()
    parts = [part for section in summary.sections for part in section.parts if part.is_told and part.rows]
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, part in enumerate(parts, 1):
            info = zipfile.ZipInfo(f"{place:02d}-{_name(part, summary)}.csv", EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, table(_worded(part.rows, say), say.language))
    return packed.getvalue()


def _name(part: Part, summary: Summary) -> str:
    return plain_slug(pick(part.prompt, summary.languages) or part.kind)


def _worded(rows: Rows, say: Say) -> list[Iterable[Cell]]:
    words = Columns(say)
    header, *body = rows
    return [[words.get(str(name), str(name)) for name in header], *body]
