r"""The summary as Markdown (CommonMark with tables).

Whatever people wrote is text and nothing else: rendered, it reads as it was written, whatever signs it has.
Only signs that could mean something where they stand get a backslash, so that the file reads well as it is.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from facilitator.core.text import Text, pick
from facilitator.report.summary import ActionLine, DecisionLine, Part, Summary
from facilitator.report.told import Grid, Head, Line, Points, told
from facilitator.report.wording import (
    Columns,
    Say,
    agreed_told,
    clock,
    decided_told,
    earlier_told,
    how_answered,
    minutes_told,
    outcome,
    people_told,
    reservation_told,
    support_told,
)

# Signs that mean something wherever they stand.
_ANYWHERE = re.compile(r"([\\`*_{}\[\]<>#|~&@$^!])")
# At the beginning of a line: lists, underlines of headings, rules, fences.
_BULLET = re.compile(r"^([-+=])")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")
# What some renderers make links of by themselves.
_SCHEME = re.compile(r"(?<=[A-Za-z0-9]):(?=\S)")
_WWW = re.compile(r"\b(www)\.", re.IGNORECASE)
_CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ufffe\\uffff\\ud800-\\udfff]")
_BLANK = re.compile(r"^[ \t]+|[ \t]+$")


def escaped(words: str) -> str:
    """Return *words* as Markdown that renders to the same words, on one line or, with hard breaks, on several."""
    plain = _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
    # A hard break cannot stand at the edge of a paragraph, and nobody misses it there.
    lines = plain.strip("\n").split("\n")
    return "\\\n".join(_escaped_line(line) for line in lines)


def _escaped_line(line: str) -> str:
    safe = _NUMBERED.sub(r"\1\\\2", _BULLET.sub(r"\\\1", _inline(line)))
    # Blanks at the edges would indent code or vanish; as character references they are text.
    return _BLANK.sub(lambda blanks: "".join(f"&#{ord(sign)};" for sign in blanks[0]), safe)


def _inline(words: str) -> str:
    safe = _SCHEME.sub(r"\\:", _ANYWHERE.sub(r"\\\1", words))
    return _WWW.sub(r"\1\\.", safe)


def one_line(words: str) -> str:
    """Return *words* as Markdown for where a line has begun and does not end: headings and cells."""
    return _inline(" ".join(_CONTROL.sub("", words).split()))


def document(summary: Summary, say: Say) -> str:
    """Return the whole summary."""
    parts = (_cover, _programme, _sections, _decisions, _actions, _parked, _appendix)
    return "\n\n".join(piece for part in parts for piece in part(summary, say) if piece) + "\n"


def _cover(summary: Summary, say: Say) -> Iterator[str]:
    cover, tags = summary.cover, summary.languages
    yield f"# {_heading(cover.title, tags)}"
    facts = (cover.client, cover.day, cover.place, people_told(cover, say))
    yield escaped(" · ".join(fact for fact in facts if fact))
    if aim := pick(summary.aim, tags):
        yield escaped(aim)
    for line in summary.agreed:
        # The colon stands outside: what people wrote begins anew after it.
        yield f"**{agreed_told(line.what, say)}**\\\n{escaped(pick(line.text, tags))}"
    if intro := pick(summary.intro, tags):
        yield escaped(intro)


def _programme(summary: Summary, say: Say) -> Iterator[str]:
    _ = say
    if not summary.programme:
        return
    yield f"## {_('Programme')}"
    yield _table(
        [_("Began"), _("What"), _("Planned"), _("Took")],
        [
            [
                clock(line.began) if line.began >= 0 else "",
                pick(line.title, summary.languages),
                _("{n} min", n=line.planned),
                minutes_told(line, say),
            ]
            for line in summary.programme
        ],
    )


def _sections(summary: Summary, say: Say) -> Iterator[str]:
    for section in summary.sections:
        parts = [part for part in section.parts if part.is_told]
        if parts:
            yield f"## {_heading(section.title, summary.languages)}"
        for part in parts:
            yield from _part(part, summary, say)


def _part(part: Part, summary: Summary, say: Say) -> Iterator[str]:
    _ = say
    if prompt := pick(part.prompt, summary.languages):
        yield f"### {one_line(prompt)}"
    if how := how_answered(part, say):
        yield f"*{one_line(how)}*"
    yield from _content(part, summary.languages, say)
    if part.comment:
        # Quoted and named: what the facilitator makes of it is not what the room said.
        yield _quoted(f"**{_('Comment by the facilitator')}**", *escaped(part.comment).split("\n"))


def _content(part: Part, tags: Sequence[str], say: Say) -> Iterator[str]:
    for piece in told(part, tags, say):
        match piece:
            case Head(words=words, count=count):
                yield f"#### {one_line(words) or '–'}{f' ({count})' if count >= 0 else ''}"
            case Line(words=words):
                yield escaped(words)
            case Points(items=items, ranked=ranked):
                yield _list(items, ranked=ranked)
            case Grid(header=header, rows=rows):
                yield _table([one_line(name) for name in header], rows)


def _decisions(summary: Summary, say: Say) -> Iterator[str]:
    _ = say
    if summary.decisions:
        yield f"## {_('Decisions')}"
    for line in summary.decisions:
        yield f"### {_heading(line.text, summary.languages)}"
        if decided := decided_told(line.decision, say):
            yield f"**{_('Decision')}: {one_line(decided)}**" + (f" · {one_line(line.words)}" if line.words else "")
        yield escaped(support_told(line.result, line.counts_as, line.share, say))
        yield from _reservations(line, summary.languages, say)


def _reservations(line: DecisionLine, tags: Sequence[str], say: Say) -> Iterator[str]:
    _ = say
    if line.reservations:
        yield f"#### {_('Reservations')}"
        yield _list(reservation_told(note, line.place, say) for note in line.reservations)
    if line.versions:
        yield f"#### {_('Earlier wordings')}"
        yield _list((earlier_told(old, tags, say) for old in line.versions), ranked=True)


def _actions(summary: Summary, say: Say) -> Iterator[str]:
    _, words = say, Columns(say)
    if summary.actions:
        yield f"## {_('What we do')}"
        # A column that nobody filled says nothing.
        columns = list(zip(*(_action(line, summary.languages, say) for line in summary.actions), strict=True))
        titles = ("Group", "Action", "Who", "When", "First step", "Help", "Confirmed")
        kept = [(title, column) for title, column in zip(titles, columns, strict=True) if any(column)]
        yield _table(
            [words[title] for title, _column in kept], zip(*(column for _title, column in kept), strict=True)
        )
        days = sorted({line.check_on for line in summary.actions if line.check_on})
        if days:
            yield _("Checked on {day}.", day=", ".join(days))


def _action(line: ActionLine, tags: Sequence[str], say: Say) -> list[str]:
    _ = say
    confirmed = _("yes") if line.confirmed else _("no")
    return [pick(line.company, tags), line.what, line.who, line.when, line.first_step, line.support, confirmed]


def _parked(summary: Summary, say: Say) -> Iterator[str]:
    _ = say
    if summary.parked:
        yield f"## {_('Parking lot')}"
        yield _list(f"{idea.text} ({outcome(idea.outcome, idea.owner, say)})" for idea in summary.parked)


def _appendix(summary: Summary, say: Say) -> Iterator[str]:
    _ = say
    if summary.appendix:
        yield f"## {_('Appendix: all notes as they were written')}"
        yield _("In no particular order, without names.")
    for verbatim in summary.appendix:
        yield f"### {_heading(verbatim.prompt, summary.languages)}"
        yield _list(verbatim.notes)


def _heading(text: Text, tags: Sequence[str]) -> str:
    return one_line(pick(text, tags)) or "–"


def _list(items: Iterable[str], *, ranked: bool = False) -> str:
    signs = (f"{n}. " for n in itertools.count(1)) if ranked else itertools.repeat("- ")
    return "\n".join(
        sign + escaped(item).replace("\n", "\n" + " " * len(sign)) for item, sign in zip(items, signs, strict=False)
    )


def _quoted(*lines: str) -> str:
    return "\n".join(("> " + lines[0], ">", *(f"> {line}" for line in lines[1:])))


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *([one_line(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
