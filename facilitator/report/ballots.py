"""Paper ballots: each step that is voted, rated, weighed, ranked or filled in, for those who have no phone.

A ballot has the step's own options; where they come live, from what the room writes, it has lines to write on.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from facilitator.activities.consent import ConsentSettings
from facilitator.activities.form import FormSettings, Question
from facilitator.activities.rank import RankSettings
from facilitator.activities.rate import RateSettings
from facilitator.activities.vote import VoteSettings
from facilitator.core.agenda import Block, Step, shown
from facilitator.core.flow import settings_of
from facilitator.core.kind import Kinds
from facilitator.core.text import Text
from facilitator.core.workshop import Workshop
from facilitator.report.on_paper import for_paper
from facilitator.report.sheet import Said, said, title_of
from facilitator.report.wording import Say, levels

# What is to be done on a line: dots to fill, a step of a scale to ring, a place in the order, or words.
Way = Literal["dots", "scale", "place", "tick", "words"]
BLANK_LINES = 8
BLANK_PLACES = 5
WORD_LINES = 3
MOST_DOTS = 5
SCALES = {
    "1-5": tuple("12345"),
    "0-4": tuple("01234"),
    "0-5": tuple("012345"),
    "0-10": tuple(str(n) for n in range(11)),
    "-2-2": ("−2", "−1", "0", "+1", "+2"),
    "slider": tuple(str(n) for n in range(0, 101, 10)),
}


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a ballot.

    Attributes:
        said: What it is about; nothing is a line to write on.
        scale: Steps to choose from, where there is a scale; ``low`` and ``high`` are what its ends mean.
        dots: How many may be filled.
        lines: How many lines there are for words.
    """

    said: Said = Said()
    way: Way
    scale: tuple[str, ...] = ()
    low: str = ""
    high: str = ""
    dots: int = 1
    lines: int = 0


class Ballot(msgspec.Struct, frozen=True, kw_only=True):
    """One step on paper.

    Attributes:
        of: The block it is from.
        how: What to do, in a sentence.
        name: Words over a line for the name; nothing where people answer without.
        copies: How many are needed; nothing where that is not known.
        sheets: How many sheets that makes where two are on one.
    """

    of: Said
    prompt: Said
    how: str
    name: str
    marks: tuple[Mark, ...]
    copies: str = ""
    sheets: str = ""


class Ballots(msgspec.Struct, frozen=True, kw_only=True, tag_field="part", tag="ballots"):
    """All ballots of a workshop, worded."""

    what: str
    title: Said
    ballots: tuple[Ballot, ...]
    empty: str


def ballots_of(workshop: Workshop, order: Sequence[str], say: Say, kinds: Kinds) -> Ballots:
    """Return the ballots in the order of the agenda, in the first of the languages that each text has."""
    _ = say
    return Ballots(
        what=_("Paper ballots"),
        title=said(workshop.title, order),
        ballots=tuple(_ballots(workshop, order, say, kinds)),
        empty=_("No step of the agenda is voted, rated or filled in."),
    )


def _ballots(workshop: Workshop, order: Sequence[str], say: Say, kinds: Kinds) -> Iterator[Ballot]:
    for block in shown(workshop.blocks):
        for step in block.steps:
            try:
                settings = settings_of(step, kinds)
            except msgspec.ValidationError:
                continue
            if (told := _how_and_marks(settings, step, order, say)) is not None:
                is_shared = isinstance(settings, VoteSettings) and settings.who == "company"
                made = _ballot(block, step, *told, order, say)
                yield made if is_shared else _counted(made, workshop.expected, say)


def _ballot(block: Block, step: Step, how: str, marks: tuple[Mark, ...], order: Sequence[str], say: Say) -> Ballot:
    _ = say
    is_nameless = step.identity in ("anonymous", "group", "only_you")
    rest = _("Do not write your name.") if step.identity == "anonymous" else ""
    return Ballot(
        of=title_of(block, order, say),
        prompt=_on_paper(said(step.prompt, order)) or title_of(block, order, say),
        how=" ".join(part for part in (how, rest) if part),
        name="" if is_nameless else _("Name"),
        marks=marks,
    )


def _on_paper(prompt: Said) -> Said:
    return Said(for_paper(prompt.words), prompt.lang)


def _counted(ballot: Ballot, people: int, say: Say) -> Ballot:
    """Return the ballot with how many of it everybody needs."""
    if not people:
        return ballot
    copies = say.many("{n} copy", "{n} copies", people)
    sheets = say.many("{n} sheet", "{n} sheets", -(-people // 2))
    return msgspec.structs.replace(ballot, copies=copies, sheets=sheets)


def _how_and_marks(
    settings: msgspec.Struct, step: Step, order: Sequence[str], say: Say
) -> tuple[str, tuple[Mark, ...]] | None:
    match settings:
        case VoteSettings():
            return _vote(settings, step, order, say)
        case RateSettings():
            return _rate(settings, step, order, say)
        case ConsentSettings():
            return _consent(settings, step, order, say)
        case RankSettings():
            return _rank(settings, step, order, say)
        case FormSettings(questions=questions) if questions:
            _ = say
            how = _("Ring or tick your answers, and write where there are lines.")
            return how, tuple(_question(question, order, say) for question in questions)
        case _:
            return None


def _options(texts: Sequence[Text], step: Step, order: Sequence[str], blanks: int) -> tuple[Said, ...]:
    """Return the options that are known, then lines for those that come live."""
    known = tuple(words for text in texts if (words := said(text, order)))
    live = (step.source.most or blanks) if step.source else (0 if known else blanks)
    return (*known, *(Said() for _ in range(min(live, blanks))))


def _vote(
    settings: VoteSettings, step: Step, order: Sequence[str], say: Say
) -> tuple[str, tuple[Mark, ...]] | None:
    _ = say
    each = min(settings.max_per_option, settings.budget, MOST_DOTS)
    marks = tuple(
        Mark(said=option, way="dots", dots=each) for option in _options(settings.options, step, order, BLANK_LINES)
    )
    criterion = said(settings.criterion, order)
    how = say.many("Fill in one circle.", "Fill in {n} circles in all.", settings.budget)
    if each > 1:
        most = say.many("One on each at most.", "At most {n} on one option.", each)
        how = f"{how} {most}"
    return (f"{criterion.words} {how}" if criterion else how), marks


def _rate(settings: RateSettings, step: Step, order: Sequence[str], say: Say) -> tuple[str, tuple[Mark, ...]]:
    _ = say
    steps = tuple(said(text, order).words for text in settings.steps)
    scale = steps if settings.scale == "words" else SCALES[settings.scale]
    if settings.dont_know:
        scale = (*scale, "?")
    low, high = said(settings.low, order).words, said(settings.high, order).words
    rated = _options(settings.statements, step, order, BLANK_LINES)
    asked = [said(text, order).words for text in settings.dimensions] or [""]
    marks = tuple(
        Mark(said=_about(one, what), way="scale", scale=scale, low=low, high=high)
        for one in rated
        for what in asked
    )
    how = _("Ring one step on each line.")
    if settings.dont_know:
        unsure = _("“?” is: I can’t say.")
        how = f"{how} {unsure}"
    comment = (
        (Mark(said=Said(_("Comment"), say.language), way="words", lines=WORD_LINES),) if settings.comment else ()
    )
    return how, (*marks, *comment)


def _about(one: Said, what: str) -> Said:
    """Return a statement with the question that is asked about it; a line to write on stays one."""
    return Said(f"{one.words} – {what}" if one and what else one.words or "", one.lang)


def _consent(settings: ConsentSettings, step: Step, order: Sequence[str], say: Say) -> tuple[str, tuple[Mark, ...]]:
    _ = say
    told = levels(settings.scale, say)
    is_numbered = len(told) > 3
    scale = tuple(str(n) for n in range(len(told))) if is_numbered else tuple(told)
    proposals = _options(settings.proposals, step, order, BLANK_LINES)
    marks = tuple(
        Mark(
            said=one,
            way="scale",
            scale=scale,
            low=told[0] if is_numbered else "",
            high=told[-1] if is_numbered else "",
        )
        for one in proposals
    )
    why = Mark(said=Said(_("If you object or have concerns: why?"), say.language), way="words", lines=WORD_LINES)
    return _("Ring your stance on each line."), (*marks, why)


def _rank(settings: RankSettings, step: Step, order: Sequence[str], say: Say) -> tuple[str, tuple[Mark, ...]]:
    _ = say
    marks = tuple(Mark(said=one, way="place") for one in _options(settings.items, step, order, BLANK_PLACES))
    most = settings.top or len(marks)
    return _("Number them in your order: 1 is first, down to {n}.", n=most), marks


def _question(question: Question, order: Sequence[str], say: Say) -> Mark:
    words = said(question.text, order)
    unsure = ("?",) if question.dont_know else ()
    match question.ask:
        case "scale":
            low, high = said(question.low, order).words, said(question.high, order).words
            return Mark(said=words, way="scale", scale=(*SCALES[question.scale], *unsure), low=low, high=high)
        case "choice" | "choices":
            options = tuple(said(text, order).words for text in question.options)
            return Mark(said=words, way="tick", scale=(*options, *unsure))
        case "number":
            return Mark(said=words, way="words", lines=1)
        case _:
            return Mark(said=words, way="words", lines=WORD_LINES)
