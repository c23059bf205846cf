r"""The summary as Markdown (CommonMark with tables).

Whatever people wrote is text and nothing else: rendered, it reads as it was written, whatever signs it has.
Only signs that could mean something where they stand get a backslash, so that the file reads well as it is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from facilitator.activities.cluster import ClusterView
from facilitator.activities.collect import CollectView
from facilitator.activities.commit import CommitView
from facilitator.activities.show import ShowView
from facilitator.activities.vote import VoteView
from facilitator.core.text import Text, pick
from facilitator.report.summary import ActionLine, Part, Summary
from facilitator.report.wording import (
    Columns,
    Say,
    clock,
    how_answered,
    median_told,
    minutes_told,
    outcome,
    people_told,
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
    parts = (_cover, _programme, _sections, _actions, _parked, _appendix)
    return "\n\n".join(piece for part in parts for piece in part(summary, say) if piece) + "\n"


def _cover(summary: Summary, say: Say) -> Iterator[str]:
    cover, tags = summary.cover, summary.languages
    yield f"# {_heading(cover.title, tags)}"
    facts = (cover.client, cover.day, cover.place, people_told(cover, say))
    yield escaped(" · ".join(fact for fact in facts if fact))
    for text in (summary.aim, summary.intro):
        if words := pick(text, tags):
            yield escaped(words)


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
        told = [part for part in section.parts if part.is_told]
        if told:
            yield f"## {_heading(section.title, summary.languages)}"
        for part in told:
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
    _ = say
    match part.view:
        case ShowView(lines=lines):
            yield _list(pick(line.text, tags) for line in lines.values())
        case CollectView(hidden=True):
            yield _("The notes were never shown to the room, so they are not here either.")
        case CollectView() as collected:
            yield from _notes_by_column(collected, tags)
        case ClusterView() as clustered:
            yield from _notes_by_heading(clustered, tags, say)
        case VoteView() as vote:
            yield from _result(vote, part, tags, say)
        case CommitView(actions=actions):
            if actions:
                yield _("The actions are together in a table below.")
        case _:
            yield from _any_table(part, say)


def _notes_by_column(view: CollectView, tags: Sequence[str]) -> Iterator[str]:
    for place, column in enumerate(view.columns or ({},)):
        notes = [note for note in view.notes.values() if note.column == place or not view.columns]
        if column:
            yield f"#### {_heading(column, tags)} ({len(notes)})"
        yield _list(f"{note.text} ({note.name})" if note.name else note.text for note in notes)


def _notes_by_heading(view: ClusterView, tags: Sequence[str], say: Say) -> Iterator[str]:
    _ = say
    for key, heading in view.headings.items():
        yield f"#### {_heading(heading.text, tags)} ({heading.count})"
        yield _list(_words_under(view, key, tags))
    if view.ungrouped:
        yield f"#### {_('Not grouped')} ({view.ungrouped})"
        yield _list(_words_under(view, "", tags))


def _words_under(view: ClusterView, heading: str, tags: Sequence[str]) -> Iterator[str]:
    for note in view.notes.values():
        if note.heading == heading:
            yield pick(note.text, tags)
            yield from (pick(merged, tags) for merged in note.merged.values())


def _result(view: VoteView, part: Part, tags: Sequence[str], say: Say) -> Iterator[str]:
    if part.few and not view.ordered:
        yield _list(pick(option.text, tags) for option in view.options.values())
    if not view.shown or part.few:
        return
    words = Columns(say)
    yield _table(
        [words["Option"], words["Dots"], words["Hands"], words["Share, %"]],
        [[pick(row.text, tags), str(row.dots), str(row.hands), str(row.share)] for row in view.options.values()],
    )
    if told := median_told(view, tags, say):
        yield escaped(told)


def _any_table(part: Part, say: Say) -> Iterator[str]:
    if part.rows:
        words = Columns(say)
        header, *rows = part.rows
        yield _table(
            [words.get(str(name), str(name)) for name in header], [[str(cell) for cell in row] for row in rows]
        )


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


def _list(items: Iterable[str]) -> str:
    return "\n".join("- " + escaped(item).replace("\n", "\n  ") for item in items)


def _quoted(*lines: str) -> str:
    return "\n".join(("> " + lines[0], ">", *(f"> {line}" for line in lines[1:])))


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *([one_line(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
