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
from facilitator.report.wording import Columns, Say, decided_told, heads_told, reservation_told, support_told

BOM = "\ufeff"
# Full-width forms too: spreadsheets read them as the plain sign.
FORMULA_SIGNS = frozenset("=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20")
# A zip has no times of its own: two downloads of the same summary are the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)

Cell = str | int | float


def guarded(cell: Cell, language: str = "en") -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe stands before what could be one.

    Numbers have the decimal sign of the language, or spreadsheets would read them as days.
    """
    if isinstance(cell, (int, float)):
        return str(cell) if language == "en" else str(cell).replace(".", ",")
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
    writer.writerows([guarded(cell, language) for cell in row] for row in rows)
    return (BOM + written.getvalue()).encode("utf-8", "replace")


def tables(summary: Summary, say: Say) -> bytes:
    """Return a zip: how many answered what, the decisions, and a file for each activity that has a table."""
    _ = say
    packed = io.BytesIO()
    parts = [part for section in summary.sections for part in section.parts if part.is_told]
    files = [(_("Overview"), _overview(parts, summary, say))]
    files += [(_name(part, summary), _worded(part.rows, say)) for part in parts if part.rows]
    if summary.decisions:
        files.append((_("Decisions"), _decisions(summary, say)))
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, (name, rows) in enumerate(files):
            info = zipfile.ZipInfo(f"{place:02d}-{plain_slug(name)}.csv", EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, table(rows, say.language))
    return packed.getvalue()


def _overview(parts: Iterable[Part], summary: Summary, say: Say) -> list[Iterable[Cell]]:
    """Return a row an activity with how many answered it, in words and in numbers; tables have no such line."""
    _ = say
    header = [_("Activity"), _("Kind"), _("Answered"), _("Phones"), _("Hands")]
    rows: list[Iterable[Cell]] = [header]
    for part in parts:
        prompt, kind = pick(part.prompt, summary.languages), say.within("kind", part.kind)
        rows.append([prompt, kind, heads_told(part, say), part.phones, part.hands])
    return rows


def _decisions(summary: Summary, say: Say) -> list[Iterable[Cell]]:
    _, tags = say, summary.languages
    header = [_("Proposal"), _("Decision"), _("Support"), _("Reservations")]
    rows: list[Iterable[Cell]] = [header]
    for line in summary.decisions:
        decided = " · ".join(filter(None, (decided_told(line.decision, say), line.words)))
        support = support_told(line.result, line.counts_as, line.share, say)
        minded = " / ".join(reservation_told(note, line.place, say) for note in line.reservations)
        rows.append([pick(line.text, tags), decided, support, minded])
    return rows


def _name(part: Part, summary: Summary) -> str:
    return pick(part.prompt, summary.languages) or part.kind


def _worded(rows: Rows, say: Say) -> list[Iterable[Cell]]:
    words = Columns(say)
    header, *body = rows
    return [[words.get(str(name), str(name)) for name in header], *body]
