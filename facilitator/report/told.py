"""What each kind tells, in plain words and pieces that any document can set: headings, sentences, lists, tables.

Kinds know no reader's language, so they are worded here, as ``templates/summary`` words them on paper. A kind that
is not mentioned is told by its table.
"""

import itertools
from collections.abc import Iterator, Sequence

import msgspec

from facilitator.activities.cluster import ClusterView
from facilitator.activities.collect import CollectView, NoteView
from facilitator.activities.commit import CommitView
from facilitator.activities.consent import ConsentProposalView, ConsentView
from facilitator.activities.form import FormQuestion, FormView
from facilitator.activities.group_views import GroupsSummary, SummaryGroup
from facilitator.activities.matrix import MatrixView, PlacedView
from facilitator.activities.rank import RankView
from facilitator.activities.rate import RateView, RatingView, StatementView
from facilitator.activities.round import RoundSummary
from facilitator.activities.show import ShowView
from facilitator.activities.vote import OptionView, VoteView
from facilitator.core.text import Text, pick
from facilitator.report.summary import Part, decisions_of
from facilitator.report.wording import Columns, Say, cell, decimal, levels, median_told, rule_told, support_told


class Head(msgspec.Struct, frozen=True):
    """A heading over what follows; ``count`` is of what stands under it, −1 for none."""

    words: str
    count: int = -1


class Line(msgspec.Struct, frozen=True):
    """A sentence or a few."""

    words: str


class Points(msgspec.Struct, frozen=True):
    """A list, each of it one line or several; ``ranked`` if its order means something."""

    items: tuple[str, ...]
    ranked: bool = False


class Grid(msgspec.Struct, frozen=True):
    """A table."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Piece = Head | Line | Points | Grid
Tags = Sequence[str]


def told(part: Part, tags: Tags, say: Say) -> Iterator[Piece]:
    """Yield what a document tells of one activity, under its question."""
    _ = say
    match part.view:
        case ShowView(lines=lines):
            yield Points(tuple(pick(line.text, tags) for line in lines.values()))
        case CollectView() as collected:
            yield from _collected(collected, tags, say)
        case ClusterView() as clustered:
            yield from _clustered(clustered, tags, say)
        case VoteView() as vote:
            yield from _voted(vote, part, tags, say)
        case RankView() as ranks:
            yield from _ranked(ranks, part, tags, say)
        case RateView() as rates:
            yield from _rated(rates, tags, say)
        case MatrixView() as matrix:
            yield from _placed(matrix, tags, say)
        case GroupsSummary() as groups:
            yield from _grouped(groups, tags, say)
        case RoundSummary() as lines:
            yield from _spoken(lines, tags)
        case ConsentView() as asked:
            yield from _considered(asked, tags, say)
        case FormView() as form:
            yield from _answered(form, part, tags, say)
        case CommitView(actions=actions):
            yield Line(_("The actions are together in a table below.") if actions else _("No actions."))
        case _:
            yield from _tabled(part, say)


def _tabled(part: Part, say: Say) -> Iterator[Piece]:
    if part.rows:
        words = Columns(say)
        header, *rows = part.rows
        yield Grid(
            tuple(words.get(str(name)) for name in header),
            tuple(tuple(cell(value, say.language) for value in row) for row in rows),
        )


def _dotted(*facts: str) -> str:
    return " · ".join(fact for fact in facts if fact)


def _aside(words: str, *facts: str) -> str:
    """Return words with what is told of them in brackets, if anything is."""
    return f"{words} ({_dotted(*facts)})" if any(facts) else words


# --- notes -----------------------------------------------------------------------------------------------


def _collected(view: CollectView, tags: Tags, say: Say) -> Iterator[Piece]:
    _ = say
    if view.hidden:
        yield Line(_("The notes were never shown to the room, so they are not here either."))
        return
    if len(view.fields) > 1:
        yield Line(_dotted(*(pick(field, tags) for field in view.fields)))
    for place, column in enumerate(view.columns or ({},)):
        notes = {key: note for key, note in view.notes.items() if note.column == place or not view.columns}
        if column:
            yield Head(pick(column, tags), len(notes))
        if not notes:
            yield Line(_("No notes."))
        yield from _by_row(view, notes, tags, say)
    if view.few:
        yield Line(_("Marks are counted out from five people on."))


def _by_row(view: CollectView, notes: dict[str, NoteView], tags: Tags, say: Say) -> Iterator[Piece]:
    for place, row in enumerate(view.rows or ({},)):
        here = {key: note for key, note in notes.items() if note.row == place or not view.rows}
        if here and row:
            yield Line(f"{pick(row, tags)}:")
        if here:
            yield Points(
                tuple(_note(view, key, note, tags, say) for key, note in here.items() if _leads(view, note))
            )


def _leads(view: CollectView, note: NoteView) -> bool:
    """Whether a note stands by itself, not under the one it builds on; of a chain, every second does."""
    under = view.notes.get(note.builds_on)
    return under is None or under.builds_on in view.notes


def _note(view: CollectView, key: str, note: NoteView, tags: Tags, say: Say) -> str:
    built = [_words(view, more, tags, say) for more in view.notes.values() if more.builds_on == key]
    said = [_dotted(f"{remark.sign} {remark.text}".strip(), remark.name) for remark in note.comments.values()]
    return "\n".join((_words(view, note, tags, say), *(f"– {line}" for line in (*built, *said))))


def _words(view: CollectView, note: NoteView, tags: Tags, say: Say) -> str:
    words = pick(note.wording, tags) or "\n".join(part for part in note.parts if part) or note.text
    writers = view.companies.get(note.company)
    marks = () if view.few else zip(view.marks, note.marks, strict=False)
    return _aside(
        words,
        pick(writers.text, tags) if writers else "",
        note.name,
        *(f"{pick(mark, tags)} {count}" for mark, count in marks if count),
        f"{say('the same here')} {note.same}" if note.same and not view.few else "",
    )


def _clustered(view: ClusterView, tags: Tags, say: Say) -> Iterator[Piece]:
    _ = say
    for key, heading in view.headings.items():
        yield Head(pick(heading.text, tags), heading.count)
        yield Points(tuple(_under(view, key, tags)))
    if view.ungrouped:
        yield Head(_("Not grouped"), view.ungrouped)
        yield Points(tuple(_under(view, "", tags)))


def _under(view: ClusterView, heading: str, tags: Tags) -> Iterator[str]:
    for note in view.notes.values():
        if note.heading == heading:
            yield pick(note.text, tags)
            yield from (pick(merged, tags) for merged in note.merged.values())


def _grouped(view: GroupsSummary, tags: Tags, say: Say) -> Iterator[Piece]:
    for group in view.groups.values():
        if title := _group_title(group, view, tags, say):
            yield Head(title, len(group.notes) if group.topic else -1)
        if group.names:
            yield Line(", ".join(group.names.values()))
        yield Points(tuple(_work(note.fields, view.fields, tags) for note in group.notes.values()))


def _group_title(group: SummaryGroup, view: GroupsSummary, tags: Tags, say: Say) -> str:
    _ = say
    if group.topic:
        return pick(group.topic, tags)
    if not group.number:
        return ""
    return _("Pair {n}", n=group.number) if view.pairs else _("Group {n}", n=group.number)


def _work(words: dict[str, str], fields: tuple[Text, ...], tags: Tags) -> str:
    if len(fields) < 2:
        return words.get("0", "")
    lines = ((pick(field, tags), words.get(str(place), "")) for place, field in enumerate(fields))
    return "\n".join(f"{field}: {line}" for field, line in lines if line)


def _spoken(view: RoundSummary, tags: Tags) -> Iterator[Piece]:
    titles = [phase.title for phase in view.phases] or [topic.text for topic in view.items.values()]
    several = len(titles) > 1
    for place, title in enumerate(titles or [{}]):
        own = tuple(row.text for row in view.lines.values() if row.part == place or not several)
        if own and title:
            yield Head(pick(title, tags))
        if own:
            yield Points(own)


# --- what was counted ------------------------------------------------------------------------------------


def _voted(view: VoteView, part: Part, tags: Tags, say: Say) -> Iterator[Piece]:
    _ = say
    if view.criterion:
        yield Line(pick(view.criterion, tags))
    if part.few:
        if not view.ordered:
            yield Points(tuple(_option(row, tags) for row in view.options.values()), ranked=True)
    elif not view.shown:
        yield Line(_("The result is not shown yet."))
    else:
        yield from _tally(view, tags, say)


def _option(row: OptionView, tags: Tags) -> str:
    return _aside(pick(row.text, tags), *(pick(text, tags) for text in row.merged.values()))


def _tally(view: VoteView, tags: Tags, say: Say) -> Iterator[Piece]:
    _ = say
    words = Columns(say)
    yield Grid(
        (words["Option"], words["Dots"], words["Hands"], words["Share, %"]),
        tuple((_option(row, tags), str(row.dots), str(row.hands), str(row.share)) for row in view.options.values()),
    )
    on = [pick(row.text, tags) for row in view.options.values() if row.cut == "in"]
    if on and len(on) < len(view.options) and not view.ordered:
        yield Line(_("These went on: {options}.", options=", ".join(on)))
    if middle := median_told(view, tags, say):
        yield Line(_from_to(middle, view.low, view.high, tags, say))


def _from_to(words: str, low: Text, high: Text, tags: Tags, say: Say) -> str:
    _ = say
    ends = _("From {low} to {high}.", low=pick(low, tags), high=pick(high, tags)) if low and high else ""
    return " ".join(filter(None, (words, ends)))


def _ranked(view: RankView, part: Part, tags: Tags, say: Say) -> Iterator[Piece]:
    _ = say
    rows = view.items.values()
    if not view.shown:
        yield Points(tuple(pick(row.text, tags) for row in rows))
        if not view.few:
            yield Line(_("The result is not shown yet."))
        elif not part.few:
            yield Line(_("Fewer than five have ranked, so the order is not told."))
        return
    yield Points(
        tuple(_aside(pick(row.text, tags), _("mean place {n}", n=decimal(row.mean, say.language))) for row in rows),
        ranked=True,
    )
    match view.agreement:
        case "strong":
            yield Line(_("Those who answered agree to a great extent."))
        case "fair":
            yield Line(_("Those who answered agree in part."))
        case "split":
            yield Line(_("Opinions were split."))


def _placed(view: MatrixView, tags: Tags, say: Say) -> Iterator[Piece]:
    _ = say
    across, up = pick(view.x_title, tags) or _("Across"), pick(view.y_title, tags) or _("Upwards")
    if any((view.y_low, view.y_high, view.x_low, view.x_high)):
        ends = ((up, view.y_low, view.y_high), (across, view.x_low, view.x_high))
        yield Line(_dotted(*(f"{axis}: {pick(low, tags)} – {pick(high, tags)}" for axis, low, high in ends)))
    if not view.shown:
        yield Line(_("The result is not shown yet."))
        return
    corners = [_("Top left"), _("Top right"), _("Bottom left"), _("Bottom right")]
    names = [pick(name, tags) for name in view.quadrants] or [""] * 4
    titles = {n: name or corner for n, (name, corner) in enumerate(zip(names, corners, strict=True))}
    rows = sorted(view.items.values(), key=lambda row: (_corner(row), row.sort))
    for place, here in itertools.groupby(rows, _corner):
        lines = tuple(_place(row, view, across, up, tags, say) for row in here)
        yield Head(titles.get(place) or (_("On a middle line") if place == 4 else _("Without a place")), len(lines))
        yield Points(lines)


def _corner(row: PlacedView) -> int:
    """Return the corner from 0, 4 on a middle line, 5 nowhere."""
    return row.quadrant if row.quadrant >= 0 else 4 if row.x or row.agreed_x else 5


def _place(row: PlacedView, view: MatrixView, across: str, up: str, tags: Tags, say: Say) -> str:
    _ = say

    def step(value: float) -> str:
        return decimal(value - 1 + view.first, say.language)

    agreed = {"up": up, "y": step(row.agreed_y), "across": across, "x": step(row.agreed_x)}
    median = {"up": up, "y": step(row.y), "across": across, "x": step(row.x)}
    return _aside(
        pick(row.text, tags),
        _("agreed: {up} {y}, {across} {x}", **agreed) if row.agreed_x else "",
        _("median: {up} {y}, {across} {x}", **median) if row.x else "",
        say.many("{n} has placed it", "{n} have placed it", row.placed) if row.placed else "",
        _("opinions differ most") if row.apart else "",
    )


# --- ratings ---------------------------------------------------------------------------------------------


def _rated(view: RateView, tags: Tags, say: Say) -> Iterator[Piece]:
    _ = say
    if not view.shown:
        yield Line(_("The result is not shown yet."))
    elif view.few:
        yield Points(tuple(pick(row.text, tags) for row in view.statements.values()))
    elif view.statements:
        yield _ratings(view, tags, say)
        if ends := _from_to("", view.low, view.high, tags, say):
            yield Line(ends)
    yield from _comments(view, tags, say)


def _ratings(view: RateView, tags: Tags, say: Say) -> Grid:
    """Return a row a statement and question; columns that nothing stands in are left out."""
    _ = say
    titles = [_("Statement"), _("Question"), _("Answers"), _("Distribution"), _("Mean"), _("Median")]
    titles += [_("Change from the earlier"), _("Can’t say")]
    questions = [pick(question, tags) for question in view.dimensions] or [""]
    rows = [
        (pick(row.text, tags), question, *_rating(view, row, rating, tags, say))
        for row in view.statements.values()
        for question, rating in zip(questions, row.ratings, strict=False)
    ]
    used = [place for place in range(len(titles)) if any(row[place] for row in rows)]
    return Grid(tuple(titles[place] for place in used), tuple(tuple(row[place] for place in used) for row in rows))


def _rating(
    view: RateView, row: StatementView, rating: RatingView, tags: Tags, say: Say
) -> tuple[str, str, str, str, str, str]:
    _ = say
    unknown = str(row.unknown) if row.unknown else ""
    if rating.few or not rating.n:
        withheld = _("Numbers are given from five answers on.") if rating.few else ""
        return str(rating.n), withheld, "", "", "", unknown
    worded = _is_worded(view)
    again = rating.earlier_n and not worded
    return (
        str(rating.n),
        _distribution(view, rating, tags),
        "" if worded else decimal(rating.mean, say.language),
        "" if worded else _middle(view, rating, tags, say),
        _change(rating.mean - rating.earlier_mean, say) if again else "",
        unknown,
    )


def _distribution(view: RateView, rating: RatingView, tags: Tags) -> str:
    """Return how many chose each step; of words, which have no mean, also how many did earlier."""
    again = rating.earlier if rating.earlier_n and _is_worded(view) else ()
    counts = [*enumerate(itertools.zip_longest(rating.counts, again, fillvalue=0))]
    return _dotted(
        *(
            f"{_step(view, place, tags)}: {f'{before} → ' if again else ''}{now}"
            for place, (now, before) in counts
            if now or before
        )
    )


def _is_worded(view: RateView) -> bool:
    return view.scale == "words" and bool(view.steps)


def _step(view: RateView, place: int, tags: Tags) -> str:
    if view.scale == "slider":
        return f"{place * 10}–{100 if place == 9 else place * 10 + 9}"
    return pick(view.steps[place], tags) if view.steps else str(view.least + place).replace("-", "−")


def _middle(view: RateView, rating: RatingView, tags: Tags, say: Say) -> str:
    if not view.steps:
        return decimal(rating.median, say.language)
    low, between = divmod(rating.median - view.least, 1)
    below, above = int(low), int(low) + bool(between)
    steps = dict.fromkeys((_step(view, below, tags), _step(view, above, tags)))
    return "–".join(steps)


def _change(change: float, say: Say) -> str:
    told_change = decimal(change, say.language)
    return "±0" if told_change in ("0", "−0") else f"+{told_change}" if change > 0 else told_change


def _comments(view: RateView, tags: Tags, say: Say) -> Iterator[Piece]:
    _ = say
    if view.comments:
        yield Head(_("Comments"))
    for key, row in view.statements.items():
        own = tuple(_aside(said.text, said.name) for said in view.comments.values() if said.statement == key)
        if own and len(view.statements) > 1:
            yield Line(f"{pick(row.text, tags)}:")
        if own:
            yield Points(own)
    if view.comments_wait:
        yield Line(
            say.many(
                "{n} comment stays untold: there are fewer than three.",
                "{n} comments stay untold: there are fewer than three.",
                view.comments_wait,
            )
        )


# --- proposals -------------------------------------------------------------------------------------------


def _considered(view: ConsentView, tags: Tags, say: Say) -> Iterator[Piece]:
    _ = say
    yield Line(f"{_('Decision rule:')} {rule_told(view, tags, say)}")
    for row in view.proposals.values():
        yield Head(_dotted(pick(row.text, tags), _("Version {n}", n=row.place) if row.place > 1 else ""))
        yield from _supported(view, row, say)
    if decisions_of(view):
        yield Line(_("The decisions with their reservations are together below."))


def _supported(view: ConsentView, row: ConsentProposalView, say: Say) -> Iterator[Piece]:
    yield Line(support_told(row.result, view.counts_as, view.share, say))
    if row.result.shown and row.result.n and not row.result.few:
        words = levels(view.scale, say)
        counts = [(place, count) for place, count in enumerate(row.result.counts) if count]
        numbered = view.scale == "fist"
        yield Points(
            tuple(f"{f'{place} ' if numbered else ''}{words[place]}: {count}" for place, count in reversed(counts))
        )


# --- forms -----------------------------------------------------------------------------------------------


def _answered(view: FormView, part: Part, tags: Tags, say: Say) -> Iterator[Piece]:
    _ = say
    if view.few and not part.few:
        yield Line(_("Fewer than five answered, so no numbers are given."))
    if not view.shown:
        yield Line(_("The result is not shown yet."))
    for question in view.questions.values():
        if asked := pick(question.text, tags):
            yield Head(asked)
        yield from _question(question, tags, say)


def _question(question: FormQuestion, tags: Tags, say: Say) -> Iterator[Piece]:
    _ = say
    if question.few:
        yield Line(_("Fewer than five answered, so no numbers are given."))
    elif question.told and question.ask == "words":
        if question.texts:
            yield Points(tuple(_aside(row.text, row.name) for row in question.texts.values()))
        else:
            yield Line(_("Nobody wrote anything here."))
        if question.kept_back:
            yield Line(
                say.many(
                    "{n} answer hidden by the facilitator",
                    "{n} answers hidden by the facilitator",
                    question.kept_back,
                )
            )
    elif question.told:
        if question.counts:
            yield _counts(question, tags, say)
        yield Line(_numbers(question, say))


def _counts(question: FormQuestion, tags: Tags, say: Say) -> Grid:
    words = Columns(say)
    ends = {str(question.least): question.low, str(question.most): question.high}
    rows = []
    for step, row in question.counts.items():
        option = question.options.get(step)
        label = (
            pick(option.text, tags) if option else " ".join(filter(None, (step, pick(ends.get(step, {}), tags))))
        )
        rows.append((label, str(row.count), str(row.share)))
    return Grid((words["Answer"], words["Answers"], words["Share, %"]), tuple(rows))


def _numbers(question: FormQuestion, say: Say) -> str:
    _, known = say, question.answers - question.unknown
    counted = known > 0 and question.ask in ("scale", "number")
    return _dotted(
        say.many("{n} answer", "{n} answers", known),
        _("median {n}", n=decimal(question.median, say.language)) if counted else "",
        _("mean {n}", n=decimal(question.mean, say.language)) if counted else "",
        say.many("{n} can’t say", "{n} can’t say", question.unknown) if question.unknown else "",
    )
