"""The summary of a day: pure, made at once from the state, in three cuts.

It never holds a word that a cut's readers were not promised to: see ``cuts.py``. It never tells when anybody
wrote: notes stand in an order that only their words decide, without ids.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any, Literal, TypeVar

import msgspec

from facilitator.activities.cluster import ClusterNoteView, ClusterView
from facilitator.activities.collect import CollectView, NoteView
from facilitator.activities.commit import CommitView
from facilitator.activities.consent import ConsentProposalView, ConsentView, ReservationView, SupportView
from facilitator.activities.form import FormText, FormView
from facilitator.activities.group_views import GroupsSummary
from facilitator.activities.rate import RateView, RatingCommentView
from facilitator.activities.vote import OptionView, VoteView
from facilitator.core.agenda import Block, Destination, Identity
from facilitator.core.kind import FEWEST, Kinds, Nothing, Sight
from facilitator.core.text import Text, pick
from facilitator.core.workshop import Activity, BlockRun, Phase, Workshop
from facilitator.report.cuts import Cut, is_in, reach_of
from facilitator.report.spoken import spoken
from facilitator.views.parts import parking
from facilitator.views.shapes import ParkedLine
from facilitator.views.sight import sight_of

replace = msgspec.structs.replace

Voices = Literal["people", "pairs", "groups"]
Rows = tuple[tuple[str | int | float, ...], ...]
Said = TypeVar("Said", FormText, RatingCommentView, ReservationView)
Row = TypeVar("Row", bound=msgspec.Struct)


class Cover(msgspec.Struct, frozen=True):
    """What stands on the first page: no names but the client's and the place's.

    Attributes:
        day: ISO date, or nothing.
        people: How many joined.
        tables: How many of them answered on a phone for more people than themselves.
    """

    title: Text
    client: str
    day: str
    place: str
    people: int
    tables: int = 0


Agreed = Literal["result", "decides", "not_negotiable", "anonymity", "delivery", "contact"]
# What was agreed with the client, in the order of the cover; the last two are the client's own business.
FOR_ALL: tuple[Agreed, ...] = ("result", "decides", "not_negotiable", "anonymity")
FOR_THE_CLIENT: tuple[Agreed, ...] = ("delivery", "contact")


class AgreedLine(msgspec.Struct, frozen=True):
    """A line of the assignment on the cover."""

    what: Agreed
    text: Text


class ProgrammeLine(msgspec.Struct, frozen=True):
    """A block as it really was.

    Attributes:
        began: Minutes from midnight; −1 if it was never on.
        minutes: How long it took; −1 if it was never on, or is not over.
        planned: How long it was meant to take when it began.
    """

    title: Text
    is_break: bool
    state: Literal["held", "skipped", "not_reached"]
    began: int
    minutes: int
    planned: int


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One activity.

    Attributes:
        view: What its kind tells in a summary, with texts in one language; ``Nothing`` if it is withheld.
        rows: The same as a table, the first row its header (message ids); none if there is none.
        phones, hands, paper: How many answered on phones, hands counted in the room, notes from paper.
        voices: What ``phones`` counts: people, or companies that answered as one.
        few: Whether so few answered that numbers are left out.
        reach: Where it ends, all that flowed into it counted.
        withheld: Whether this cut may not tell it; only the facilitator's cut lists such activities.
        hidden: Whether the facilitator hid it; only in the facilitator's cut too.
    """

    id: str
    kind: str
    prompt: Text
    identity: Identity
    reach: Destination
    sealed: bool
    view: Any = Nothing()
    rows: Rows = ()
    phones: int = 0
    hands: int = 0
    paper: int = 0
    voices: Voices = "people"
    few: bool = False
    withheld: bool = False
    hidden: bool = False
    comment: str = ""

    @property
    def is_told(self) -> bool:
        """Whether readers of the cuts get it."""
        return not self.withheld and not self.hidden


class Section(msgspec.Struct, frozen=True):
    """A block that ran, with what was done in it."""

    id: str
    title: Text
    parts: tuple[Part, ...]


class ActionLine(msgspec.Struct, frozen=True):
    """A row of the table of actions.

    Attributes:
        check_on: ISO date on which it is looked at again, or nothing.
        support: What help it needs.
        company: Whose it is, where each company had rows of its own.
    """

    what: str
    who: str
    when: str
    first_step: str
    confirmed: bool
    check_on: str
    support: str = ""
    company: Text = {}


class Reservation(msgspec.Struct, frozen=True):
    """What somebody minded; ``place`` tells which wording, from 1. The name only where the cut may know it."""

    text: str
    name: str
    place: int


class Wording(msgspec.Struct, frozen=True):
    """An earlier wording of a proposal, and the support it had."""

    text: Text
    result: SupportView


class DecisionLine(msgspec.Struct, frozen=True):
    """A proposal of which the room was told something.

    Attributes:
        decision: Code of what was decided; nothing if only the support is known. ``words`` are the decider's.
        place: Which wording the present one is, from 1.
        counts_as, share: The rule by which it passes.
    """

    text: Text
    place: int
    decision: str
    words: str
    result: SupportView
    counts_as: str
    share: int
    reservations: tuple[Reservation, ...]
    versions: tuple[Wording, ...]


class ParkedIdea(msgspec.Struct, frozen=True):
    """A line of the parking lot, and what became of it."""

    text: str
    outcome: str
    owner: str


class Verbatim(msgspec.Struct, frozen=True):
    """All notes to one prompt, word for word, without author, time or the order they came in."""

    prompt: Text
    notes: tuple[str, ...]


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a document tells. Texts are in one language each."""

    cut: Cut
    phase: Phase
    languages: tuple[str, ...]
    cover: Cover
    aim: Text
    intro: Text
    agreed: tuple[AgreedLine, ...]
    programme: tuple[ProgrammeLine, ...]
    sections: tuple[Section, ...]
    decisions: tuple[DecisionLine, ...]
    actions: tuple[ActionLine, ...]
    parked: tuple[ParkedIdea, ...]
    appendix: tuple[Verbatim, ...]


def summary_of(
    workshop: Workshop, cut: Cut, languages: Sequence[str], kinds: Kinds, zone: tzinfo | None = None
) -> Summary:
    """Return the summary as it is now; of a day that is not over, as far as it has come.

    Args:
        workshop: The state.
        cut: Who reads it.
        languages: The reader's first; the workshop's follow.
        kinds: All kinds.
        zone: In which clock times are told; the computer's own if none is given.
    """
    order = tuple(dict.fromkeys((*languages, *workshop.languages)))
    sections = tuple(
        section for block in workshop.blocks if (section := _section(workshop, block, cut, order, kinds)).parts
    )
    told = [part for section in sections for part in section.parts if part.is_told]
    return Summary(
        cut=cut,
        phase=workshop.phase,
        languages=order,
        cover=_cover(workshop, order),
        aim=spoken(workshop.aim, order),
        intro=spoken(workshop.intro, order),
        agreed=tuple(_agreed(workshop, cut, order)),
        programme=tuple(_programme(workshop, cut, order, zone)),
        sections=sections,
        decisions=tuple(line for part in told for line in decisions_of(part.view)),
        actions=tuple(line for part in told for line in _actions(part)),
        parked=tuple(ParkedIdea(idea.text, idea.outcome, idea.owner) for idea in _parked(workshop, cut)),
        appendix=tuple(verbatim for part in told for verbatim in _verbatim(part) if verbatim.notes),
    )


def _cover(workshop: Workshop, order: Sequence[str]) -> Cover:
    return Cover(
        title=spoken(workshop.title, order),
        client=workshop.client,
        day=workshop.day,
        place=workshop.place,
        people=len(workshop.attending),
        tables=sum(person.speaks_for > 1 for person in workshop.attending.values()),
    )


def _agreed(workshop: Workshop, cut: Cut, order: Sequence[str]) -> Iterator[AgreedLine]:
    # To whom it is delivered and who the contact is concerns the room no more than the invoice does.
    told = FOR_ALL if cut == "participants" else (*FOR_ALL, *FOR_THE_CLIENT)
    for what in told:
        text: Text = {"": workshop.contact} if what == "contact" else spoken(getattr(workshop, what), order)
        if pick(text, order).strip():
            yield AgreedLine(what, text)


# --- the programme ---------------------------------------------------------------------------------------


def _programme(workshop: Workshop, cut: Cut, order: Sequence[str], zone: tzinfo | None) -> list[ProgrammeLine]:
    lines = []
    for block in workshop.blocks:
        line = _line(block, workshop.runs.get(block.id, BlockRun()), order, zone)
        # What was planned and did not happen is the facilitator's own business.
        of_the_day = not (block.removed or block.before or block.new_day)
        if of_the_day and (line.state == "held" or cut == "facilitator"):
            lines.append(line)
    return lines


def _line(block: Block, run: BlockRun, order: Sequence[str], zone: tzinfo | None) -> ProgrammeLine:
    held = bool(run.started_at)
    began = datetime.fromtimestamp(run.started_at / 1000, UTC).astimezone(zone)
    return ProgrammeLine(
        title=spoken(block.title, order),
        is_break=block.is_break,
        state="held" if held else "skipped" if run.skipped else "not_reached",
        began=began.hour * 60 + began.minute if held else -1,
        minutes=round((run.ended_at - run.started_at) / 60_000) if held and run.ended_at else -1,
        planned=run.planned_minutes if held else block.minutes,
    )


# --- what was done ---------------------------------------------------------------------------------------


def _section(workshop: Workshop, block: Block, cut: Cut, order: Sequence[str], kinds: Kinds) -> Section:
    opened = [workshop.activities[step.id] for step in block.steps if step.id in workshop.activities]
    told = (activity for activity in opened if kinds[activity.step.kind].worth_telling(activity.state))
    parts = (_part(workshop, activity, cut, order, kinds) for activity in told)
    kept = tuple(part for part in parts if part.is_told or cut == "facilitator")
    return Section(block.id, spoken(block.title, order), kept)


def _part(workshop: Workshop, activity: Activity, cut: Cut, order: Sequence[str], kinds: Kinds) -> Part:
    step = activity.step
    bare = Part(
        id=step.id,
        kind=step.kind,
        prompt=spoken(step.prompt, order),
        identity=step.identity,
        reach=reach_of(workshop, activity),
        sealed=activity.sealed,
        withheld=not is_in(workshop, activity, cut),
        hidden=activity.hidden_in_summary,
        comment=activity.comment,
    )
    return bare if bare.withheld else _with_content(bare, workshop, activity, cut, order, kinds)


def _with_content(
    bare: Part, workshop: Workshop, activity: Activity, cut: Cut, order: Sequence[str], kinds: Kinds
) -> Part:
    kind, state = kinds[bare.kind], spoken(activity.state, order)
    sight = _sight(workshop, activity, cut)
    view = kind.summary(state, sight)
    voices = _voices(view)
    answered = kind.answered(state)
    few = _are_few(view, answered, cut)
    return replace(
        bare,
        view=_told(view, few),
        rows=() if few else _rows(view, kind.tables(state, sight)),
        phones=answered if voices == "people" else getattr(view, "phones", answered),
        hands=getattr(view, "hands", 0),
        paper=sum(note.source == "paper" for note in _notes_of(view)),
        voices=voices,
        few=few,
    )


def _voices(view: msgspec.Struct) -> Voices:
    match view:
        case VoteView(voters="pairs"):
            return "pairs"
        case VoteView(voters="groups"):
            return "groups"
        case _:
            return "people"


def _sight(workshop: Workshop, activity: Activity, cut: Cut) -> Sight:
    """Return what the cut may know. Not as a leader's desk: what is not shown to the room is in no summary."""
    audience = "desk" if cut == "facilitator" else cut
    return replace(sight_of(activity, audience, workshop.people), leads=False)


# --- few -------------------------------------------------------------------------------------------------


def _are_few(view: msgspec.Struct, phones: int, cut: Cut) -> bool:
    """Whether numbers would tell what single people answered.

    On a scale always. What the room chose from options it has seen itself, so its own cut tells how; the
    client, who was not there, learns what was chosen and not how many wanted it.
    """
    match view:
        case VoteView(shown=True, budget=budget, ordered=ordered):
            hands = [option.hands for option in view.options.values()]
            # With several dots each, one person's hand is up more than once.
            people = phones + (sum(hands) if budget == 1 else max(hands, default=0))
            return 0 < people < FEWEST and (ordered or cut == "client")
        case _:
            return bool(getattr(view, "few", False))


def _told(view: msgspec.Struct, few: bool) -> msgspec.Struct:
    """Return the view as a summary may tell it."""
    if isinstance(view, VoteView):
        ranked = _ranked(view)
        return _without_numbers(ranked) if few else ranked
    return _mixed(view)


def _ranked(view: VoteView) -> VoteView:
    """Return the vote with its options in order of votes; a scale keeps its own."""
    rows = list(view.options.values())
    if not view.ordered:
        rows.sort(key=lambda row: (-(row.dots + row.hands), row.sort))
    return replace(view, options={str(place): row for place, row in enumerate(rows, 1)})


def _without_numbers(view: VoteView) -> VoteView:
    bare = {place: _bare(row, int(place)) for place, row in view.options.items()}
    return replace(view, hands=0, total=0, median=0.0, options=bare)


def _bare(row: OptionView, place: int) -> OptionView:
    return replace(row, sort=place, dots=0, voters=0, hands=0, share=0)


# --- order without a trace -------------------------------------------------------------------------------


def _hash(words: object) -> bytes:
    return hashlib.sha256(repr(words).encode("utf-8", "surrogatepass")).digest()


def _mixed(view: msgspec.Struct) -> msgspec.Struct:
    """Return the view with its notes in an order that their words alone decide, and without their ids.

    Kinds see to that themselves; here it also holds between equal words with different names.
    """
    match view:
        case CollectView(notes=notes):
            return replace(view, notes=_collected(notes))
        case ClusterView(notes=notes):
            mixed = {key: replace(note, merged=_anonymous(note.merged)) for key, note in notes.items()}
            return replace(view, notes=_numbered(sorted(mixed.values(), key=lambda note: _hash(note.text))))
        case FormView(questions=questions):
            told = {key: replace(row, texts=_by_words_and_name(row.texts)) for key, row in questions.items()}
            return replace(view, questions=told)
        case RateView(comments=comments):
            return replace(view, comments=_by_words_and_name(comments, lambda row: (int(row.statement),)))
        case ConsentView(reservations=said):
            return replace(view, reservations=_by_words_and_name(said, lambda row: (int(row.proposal), row.place)))
        case _:
            return view


def _collected(notes: Mapping[str, NoteView]) -> dict[str, NoteView]:
    order = sorted(notes.items(), key=lambda row: (_hash(row[1].text), row[1].name, row[1].column, row[1].row))
    place = {key: str(n) for n, (key, _note) in enumerate(order, 1)}
    return _numbered([replace(note, builds_on=place.get(note.builds_on, "")) for _key, note in order])


def _by_words_and_name(
    rows: Mapping[str, Said], first: Callable[[Said], tuple[int, ...]] = lambda _row: ()
) -> dict[str, Said]:
    return _numbered(sorted(rows.values(), key=lambda row: (first(row), _hash(row.text), row.name)))


def _numbered(rows: Sequence[Row]) -> dict[str, Row]:
    return {str(place): replace(row, sort=place) for place, row in enumerate(rows, 1)}


def _anonymous(merged: Mapping[str, Text]) -> dict[str, Text]:
    return {str(place): text for place, text in enumerate(sorted(merged.values(), key=_hash), 1)}


def _rows(view: msgspec.Struct, table: list[list[str | int | float]]) -> Rows:
    if len(table) < 2:
        return ()
    header, *rows = (tuple(row) for row in table)
    match view:
        case CollectView(columns=columns):
            place = {pick(column, ()): n for n, column in enumerate(columns)}
            rows.sort(key=lambda row: (place.get(str(row[0]), 0), _hash(row)))
        case CommitView():
            rows.sort(key=_hash)
        case VoteView(ordered=False):
            rows.sort(key=lambda row: (-_votes(header, row), _hash(row[0])))
        case ClusterView(headings=headings):
            place = {pick(heading.text, ()): n for n, heading in enumerate(headings.values())}
            rows.sort(key=lambda row: (place.get(str(row[0]), len(place)), _hash(row[1])))
    return (header, *rows)


def _votes(header: tuple[str | int | float, ...], row: tuple[str | int | float, ...]) -> float:
    told = dict(zip(header, row, strict=True))
    return float(told["Dots"]) + float(told["Hands"])


def _notes_of(view: msgspec.Struct) -> tuple[NoteView | ClusterNoteView, ...]:
    match view:
        case CollectView(notes=notes):
            return tuple(notes.values())
        case ClusterView(notes=grouped):
            return tuple(grouped.values())
        case _:
            return ()


# --- what is gathered at the end -------------------------------------------------------------------------


def decisions_of(view: msgspec.Struct) -> list[DecisionLine]:
    """Return what an activity adds to the decisions, told as its view tells it."""
    if not isinstance(view, ConsentView):
        return []
    lines = (_decision(view, key, row) for key, row in view.proposals.items())
    return [line for line in lines if line.decision or line.result.shown or line.reservations]


def _decision(view: ConsentView, key: str, row: ConsentProposalView) -> DecisionLine:
    said = (note for note in view.reservations.values() if note.proposal == key)
    return DecisionLine(
        text=row.text,
        place=row.place,
        decision=row.decision,
        words=row.words,
        result=row.result,
        counts_as=view.counts_as,
        share=view.share,
        reservations=tuple(Reservation(note.text, note.name, note.place) for note in said),
        versions=tuple(Wording(old.text, old.result) for old in row.versions.values()),
    )


def _actions(part: Part) -> list[ActionLine]:
    match part.view:
        case CommitView(actions=actions, follow_up_on=check_on):
            return [
                ActionLine(
                    what=row.what,
                    who=row.who,
                    when=row.when,
                    first_step=row.first_step,
                    confirmed=row.confirmed,
                    check_on=check_on,
                    support=row.support,
                    company=row.company,
                )
                for row in actions.values()
            ]
        case _:
            return []


def _parked(workshop: Workshop, cut: Cut) -> list[ParkedLine]:
    # Phones say "all can see the idea here and on the board": the client was promised nothing of it.
    if cut == "client":
        return []
    return sorted(parking(workshop).values(), key=lambda idea: idea.sort)


def _verbatim(part: Part) -> Iterator[Verbatim]:
    match part.view:
        case CollectView(notes=notes):
            yield Verbatim(part.prompt, tuple(note.text for note in notes.values()))
        case FormView(questions=questions):
            for question in questions.values():
                yield Verbatim(question.text or part.prompt, _by_words(row.text for row in question.texts.values()))
        case GroupsSummary(groups=groups):
            written = (note for group in groups.values() for note in group.notes.values())
            yield Verbatim(
                part.prompt, _by_words("\n".join(filter(None, note.fields.values())) for note in written)
            )


def _by_words(notes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(notes, key=_hash))
