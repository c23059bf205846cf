"""An agenda from a table that somebody pasted: columns in any order, with or without a heading, three languages.

Pure: text in, rows out. What is not understood is told with its line, never lost.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from facilitator.library.clocks import Clock, clock_in, minutes_in, trimmed

replace = msgspec.structs.replace

Role = Literal["at", "until", "minutes", "title", "who", "note", "materials", "goal", "order"]
Grid = list[list[str]]

MOST_LINES = 300
MOST_COLUMNS = 30
LONGEST_TITLE = 200
LONGEST_CELL = 4000
USUAL_MINUTES = 10
# So much earlier than the row before is another day, not a slip.
ANOTHER_DAY = 60

_HEADINGS: dict[Role, str] = {
    "at": "aika klo kello kellonaika alkaa alku ajankohta tid kl klockan klockslag start startar börjar time clock "
    "when starts begins from",
    "until": "päättyy loppuu loppu asti slut slutar till end ends until to",
    "minutes": "min minuutit minuuttia kesto pituus kestää längd minuter tidsåtgång duration minutes length mins",
    "title": "sisältö aihe ohjelma osio teema otsikko mitä toiminta tehtävä vaihe innehåll program programpunkt "
    "ämne punkt avsnitt rubrik vad moment aktivitet title topic content what session activity agenda item subject",
    "who": "kuka vastuu vastuuhenkilö vetäjä vetää puhuja esittelijä vem ansvarig ansvar ledare leder talare who "
    "lead leads responsible facilitator owner speaker presenter",
    "materials": "tarvikkeet materiaali materiaalit välineet tarvitaan material utrustning hjälpmedel materials "
    "equipment supplies props",
    "goal": "tavoite tarkoitus mål syfte goal aim purpose objective",
    "note": "muistiinpanot huomiot huom huomioita huomautus muuta lisätiedot kommentit anteckningar kommentar obs "
    "övrigt notes note comments remarks menetelmä tapa metod method",
    "order": "nro nr # no n:o num numero nummer number",
}
_ROLE_OF = {word: role for role, words in _HEADINGS.items() for word in words.split()}
_BREAK = re.compile(
    r"\b(?:\w*tauko|tauot|lounas|lunssi|ruokailu|ateria|\w*kahvit?|\w*paus|\w*rast|fika|kaffe|bensträckare"
    r"|lunch|\w*break|coffee|recess)\b",
    re.IGNORECASE,
)
_LUNCH = re.compile(r"\b(?:lounas\w*|lunssi|ruokailu|lunch\w*|päivällinen|middag)\b", re.IGNORECASE)
# A break that is called so says little else.
_WORDS_OF_A_BREAK = 4
_INVISIBLE = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u200b": "", "\ufeff": "", "\u00ad": ""})


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One block of the agenda, as far as the table tells.

    Attributes:
        line: In the table, from 1.
        at: Minutes from midnight; −1 is not told.
        minutes: How long; what follows from the next row's time where the table does not say.
        guessed: Whether nothing said how long.
        gap: Whether it begins later than the row before ends, so that its time is meant.
        new_day: Whether a day begins with it.
    """

    line: int
    title: str
    at: int = -1
    minutes: int = USUAL_MINUTES
    guessed: bool = False
    gap: bool = False
    new_day: bool = False
    is_break: bool = False
    is_lunch: bool = False
    who: str = ""
    note: str = ""
    materials: str = ""
    goal: str = ""


class Unread(msgspec.Struct, frozen=True):
    """A line that is no block, as it stands."""

    line: int
    text: str


class Table(msgspec.Struct, frozen=True):
    """What was understood, and what was not."""

    rows: tuple[Row, ...]
    unread: tuple[Unread, ...]


def understood(text: str) -> Table:
    """Return the agenda that a pasted *text* tells."""
    return from_grid(grid_of(text))


# --- lines and cells -------------------------------------------------------------------------------------


def grid_of(text: str) -> Grid:
    """Return the cells of a pasted table; lines without columns have one cell each."""
    plain = text.translate(_INVISIBLE).replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    lines = [line for line in plain.split("\n") if line.strip()]
    if "\t" in plain:
        return _separated(plain, "\t")
    if lines and all(line.strip().startswith("|") for line in lines):
        return [line.strip().strip("|").split("|") for line in lines if not re.fullmatch(r"[\s|:\-]+", line)]
    for sign in (";", "|"):
        if lines and sum(sign in line for line in lines) > len(lines) / 2:
            return _separated(plain, sign)
    if len(lines) > 1 and _by_comma(lines):
        return _separated(plain, ",")
    return [[line] for line in plain.split("\n")]


def _by_comma(lines: Sequence[str]) -> bool:
    """Tell a table with commas from sentences: the same number in most lines, and little between them."""
    counts = [len(row) for row in csv.reader(lines)]
    usual = max(set(counts), key=counts.count)
    return usual >= 2 and counts.count(usual) > len(lines) * 0.6 and all(", " not in line for line in lines[:3])


def _separated(text: str, sign: str) -> Grid:
    try:
        return list(csv.reader(text.split("\n") if '"' not in text else _kept_ends(text), delimiter=sign))
    except csv.Error:
        return [line.split(sign) for line in text.split("\n")]


def _kept_ends(text: str) -> list[str]:
    # A quoted cell may hold line breaks: the reader joins them if lines keep their ends.
    return text.splitlines(keepends=True)


def from_grid(grid: Grid) -> Table:
    """Return the agenda that a grid of cells tells, such as a spreadsheet's."""
    cells = [[_clean(cell) for cell in row[:MOST_COLUMNS]] for row in grid]
    filled = [(n, row) for n, row in enumerate(cells, 1) if any(row)]
    over = [Unread(n, _told(row)) for n, row in filled[MOST_LINES:]]
    filled = filled[:MOST_LINES]
    heading = _heading(filled)
    before, body = ([], filled) if heading is None else (filled[:heading], filled[heading + 1 :])
    names = [] if heading is None else filled[heading][1]
    roles = _roles(names, [row for _, row in body])
    rows: list[Row] = []
    # What stands above the heading is the table's title, most often.
    unread = [Unread(n, _told(row)) for n, row in before]
    for n, row in body:
        read = _row(n, row, roles, names)
        if isinstance(read, Row):
            rows.append(read)
        elif read is None:
            unread.append(Unread(n, _told(row)))
        elif rows and read:
            rows[-1] = replace(rows[-1], note=_joined(rows[-1].note, read))
    return Table(tuple(_timed(rows)), tuple(sorted((*unread, *over), key=lambda line: line.line)))


def _clean(cell: str) -> str:
    lines = (" ".join(line.split()) for line in cell.translate(_INVISIBLE).strip().split("\n"))
    return "\n".join(line for line in lines if line)[:LONGEST_CELL]


def _told(row: Sequence[str]) -> str:
    return " · ".join(cell.replace("\n", " ") for cell in row if cell)


# --- columns ---------------------------------------------------------------------------------------------


def _heading(rows: Sequence[tuple[int, Sequence[str]]]) -> int | None:
    """Return the place of the row that names the columns, among the first ones; nothing if none does."""
    for place, (_, row) in enumerate(rows[:8]):
        known = [role for cell in row if (role := _named(cell))]
        named = [cell for cell in row if cell]
        if len(named) >= 2 and len(known) >= max(1, len(named) / 2) and not any(clock_in(c).is_told for c in named):
            return place
    return None


def _named(cell: str) -> Role | None:
    words = re.findall(r"[\w#]+(?::\w+)?", cell.lower())
    if not words or len(words) > 5:
        return None
    if re.search(r"\(\s*min|\bmin\b", cell.lower()):
        return "minutes"
    return next((role for word in words if (role := _ROLE_OF.get(word))), None)


def _roles(names: Sequence[str], body: Sequence[Sequence[str]]) -> dict[int, Role]:
    """Return what each column holds: by its name, and where it has none, by what stands in it."""
    columns = max((len(row) for row in [*body, names]), default=0)
    roles: dict[int, Role] = {}
    for n in range(columns):
        named = _named(names[n]) if n < len(names) else None
        found = _by_content([row[n] for row in body if n < len(row) and row[n]], named)
        if found and (found == "note" or found not in roles.values()):
            roles[n] = found
        elif found or (n < len(names) and names[n]):
            roles[n] = "note"
    if "title" not in roles.values():
        free = [n for n in range(columns) if n not in roles] or [n for n, role in roles.items() if role == "note"]
        best = max(free, key=lambda n: _wordiness(body, n), default=None)
        if best is None and columns:
            best = next((n for n, role in roles.items() if role == "at"), 0)
        if best is not None and roles.get(best) != "at":
            roles[best] = "title"
    return {n: roles.get(n, "note") for n in range(columns)}


def _by_content(cells: Sequence[str], named: Role | None) -> Role | None:
    if named not in (None, "at", "minutes", "until"):
        return named
    if not cells:
        return named
    times = sum(_is_whole_time(cell) for cell in cells)
    lengths = sum(clock_in(cell).at < 0 and minutes_in(cell) >= 0 for cell in cells)
    if named == "until":
        return "until" if times * 2 >= len(cells) else "note"
    # ``0:15`` under "min" is a duration, ``15 min`` under "time" too.
    if named == "minutes" and sum(minutes_in(cell) >= 0 for cell in cells) * 2 >= len(cells):
        return "minutes"
    if named == "at":
        return "minutes" if lengths > times and not all(cell.isdecimal() for cell in cells) else "at"
    if times > len(cells) * 0.6:
        return "at"
    if lengths > len(cells) * 0.6:
        return "order" if _counts_up(cells) else "minutes"
    return named


def _is_whole_time(cell: str) -> bool:
    found = clock_in(cell)
    return found.at >= 0 and not found.rest


def _counts_up(cells: Sequence[str]) -> bool:
    numbers = [int(cell.rstrip(".")) for cell in cells if cell.rstrip(".").isdecimal()]
    return len(numbers) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 1


def _wordiness(body: Sequence[Sequence[str]], n: int) -> tuple[int, int]:
    cells = [row[n] for row in body if n < len(row) and row[n]]
    # The fullest column; of two as full the first.
    return (len(cells), -n)


# --- rows ------------------------------------------------------------------------------------------------


def _row(line: int, cells: Sequence[str], roles: dict[int, Role], names: Sequence[str]) -> Row | str | None:
    """Return the block of a row; a string that belongs to the row before; nothing if it is neither."""
    of: dict[Role, list[str]] = {}
    for n, cell in enumerate(cells):
        if cell:
            label = names[n] if n < len(names) and roles[n] == "note" and names[n] else ""
            of.setdefault(roles[n], []).append(f"{label}: {cell}" if label and len(names) > 1 else cell)
    time = _time(of)
    title, more = _title(of, time)
    if not time.is_told:
        # A row of which only the notes go on: a cell that was merged, or broken over lines.
        return "\n".join(of.get("note", [])) if not title and of.get("note") and set(of) == {"note"} else None
    if not title:
        return None
    called_break = bool(_BREAK.search(title)) and len(title.split()) <= _WORDS_OF_A_BREAK
    return Row(
        line=line,
        title=title[:LONGEST_TITLE],
        at=time.at,
        minutes=time.lasts,
        is_break=called_break,
        is_lunch=called_break and bool(_LUNCH.search(title)),
        who=", ".join(of.get("who", []))[:60],
        note=_joined(more, "\n".join(of.get("note", [])))[:LONGEST_CELL],
        materials="\n".join(of.get("materials", []))[:LONGEST_CELL],
        goal=" ".join(of.get("goal", []))[:LONGEST_CELL],
    )


def _time(of: dict[Role, list[str]]) -> Clock:
    """Return what a row says of its time, in its own columns or at the beginning of its title."""
    at = clock_in(of["at"][0], bare_hours=True) if "at" in of else Clock()
    until = clock_in(of["until"][0], bare_hours=True).at if "until" in of else at.until
    minutes = minutes_in(of["minutes"][0]) if "minutes" in of else at.minutes
    if "minutes" in of and minutes < 0:
        own = clock_in(of["minutes"][0])
        at, minutes = (own if at.at < 0 else at), own.lasts
    found = replace(at, until=until, minutes=minutes)
    if not found.is_told and "title" in of:
        return clock_in(of["title"][0])
    return found


def _title(of: dict[Role, list[str]], time: Clock) -> tuple[str, str]:
    """Return the title, and what else stood in its cell."""
    cell = of["title"][0] if "title" in of else time.rest
    in_title = "at" not in of and "minutes" not in of
    words = clock_in(cell).rest if in_title else cell
    first, _, more = words.partition("\n")
    return trimmed(first), _joined(more.strip(), "\n".join(of.get("title", [])[1:]))


def _joined(*words: str) -> str:
    return "\n".join(part for part in words if part)


def _timed(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows with minutes that follow from the next row's time, and with what their clock means."""
    ends = before = -1
    for row, following in zip(rows, [*rows[1:], None][: len(rows)], strict=True):
        new_day = before >= 0 and 0 <= row.at <= before - ANOTHER_DAY
        gap = ends >= 0 and not new_day and row.at > ends
        minutes = row.minutes
        starts = row.at if row.at >= 0 else ends
        if minutes < 0 and starts >= 0 and following is not None and following.at > starts:
            minutes = following.at - starts
        guessed = minutes < 0
        minutes = USUAL_MINUTES if guessed else min(minutes, 24 * 60)
        before, ends = starts, (starts + minutes if starts >= 0 else -1)
        yield replace(row, minutes=minutes, guessed=guessed, gap=gap, new_day=new_day)
