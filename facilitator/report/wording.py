"""The sentences that all documents share: how something was answered, and what became of it."""

import math
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from babel.dates import format_date

from facilitator.activities.consent import ConsentView, SupportView
from facilitator.activities.vote import VoteView
from facilitator.core.text import pick
from facilitator.report.summary import Agreed, Cover, Part, ProgrammeLine, Reservation, Wording


class Say(Protocol):
    """A catalogue in the reader's language, such as ``web.words.Words``."""

    language: str

    def __call__(self, msgid: str, **values: object) -> str:
        """Return the words for *msgid*."""

    def many(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the words for *n* things."""

    def within(self, context: str, msgid: str, **values: object) -> str:
        """Return the words for *msgid* where it means what *context* says."""


def day_told(iso: str, language: str) -> str:
    """Return an ISO date as it is written in *language*; the text itself if it is none."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return iso
    return str(format_date(found, "EEE d.M.y" if language != "en" else "EEE d MMM y", locale=language))


def clock(minute: int) -> str:
    """Return a clock time, such as 9.05, from minutes after midnight."""
    return f"{minute // 60}.{minute % 60:02d}"


def how_answered(part: Part, say: Say) -> str:
    """Return under which promise people answered, and how many did."""
    _, ngettext = say, say.many
    told = [_mode(part, say)] if part.phones else []
    if heads := heads_told(part, say):
        told.append(f"{heads}.")
    if part.paper:
        told.append(ngettext("{n} note from paper.", "{n} notes from paper.", part.paper))
    if part.few:
        told.append(_("Fewer than five answered, so no numbers are given."))
    return " ".join(told)


def heads_told(part: Part, say: Say) -> str:
    """Return how many answered, "18 phones + 7 hands" or "8 pairs"; nothing where nobody did.

    Where nobody else was counted, people are told as people: several may have used one phone.
    """
    ngettext = say.many
    hands = ngettext("{n} hand", "{n} hands", part.hands) if part.hands else ""
    match part.voices:
        case "pairs":
            phones = ngettext("{n} pair", "{n} pairs", part.phones)
        case "groups":
            phones = ngettext("{n} group", "{n} groups", part.phones)
        case "people" if hands:
            phones = ngettext("{n} phone", "{n} phones", part.phones)
        case "people":
            phones = ngettext("{n} answered on a phone", "{n} answered on phones", part.phones)
    return " + ".join(told for told, count in ((phones, part.phones), (hands, part.hands)) if count)


def people_told(cover: Cover, say: Say) -> str:
    """Return how many took part, and how many of them answered for a table."""
    told = say.many("{n} participant", "{n} participants", cover.people)
    tables = say.many("{n} phone spoke for a table", "{n} phones spoke for a table", cover.tables)
    return f"{told} · {tables}" if cover.tables else told


def decimal(number: float, language: str) -> str:
    """Return a number as it is written in *language*, with one decimal at most; a whole one has none."""
    told = f"{number:.1f}".removesuffix(".0").replace("-", "−")
    return told if language == "en" else told.replace(".", ",")


def _mode(part: Part, say: Say) -> str:
    _ = say
    match part.identity:
        case "anonymous" if part.sealed:
            return _("Anonymous: nobody can find out who answered.")
        case "anonymous":
            return _("Anonymous: nobody sees who answered.")
        case "nickname":
            return _("With nicknames.")
        case "facilitator":
            return _("The facilitator saw the names, others did not.")
        case "named":
            return _("With names.")
        case "only_you":
            return _("Only for oneself.")
        case "group":
            return _("In the groups’ names, in nobody’s own.")


def outcome(outcome_code: str, owner: str, say: Say) -> str:
    """Return what became of a parked idea."""
    _ = say
    match outcome_code:
        case "owner" if owner:
            return _("Taken by {name}", name=owner)
        case "owner":
            return _("Somebody takes it")
        case "later":
            return _("Later")
        case "closed":
            return _("Closed")
        case _:
            return _("Open")


def minutes_told(line: ProgrammeLine, say: Say) -> str:
    """Return how long a block took, or why there is nothing to tell."""
    _ = say
    if line.state == "skipped":
        return _("left out")
    if line.state == "not_reached":
        return _("not reached")
    return _("{n} min", n=line.minutes) if line.minutes >= 0 else _("going on")


def median_told(view: VoteView, tags: Sequence[str], say: Say) -> str:
    """Return the middle of a scale by the words of its steps; nothing where there is no scale or no vote."""
    _ = say
    if not view.ordered or not view.median:
        return ""
    steps = [pick(option.text, tags) for option in view.options.values()]
    below, above = steps[math.floor(view.median) - 1], steps[math.ceil(view.median) - 1]
    if below == above:
        return _("Median: {step}.", step=below)
    return _("Median: between {below} and {above}.", below=below, above=above)


def cell(value: str | int | float, language: str) -> str:
    """Return what stands in a cell of a table."""
    return value if isinstance(value, str) else decimal(value, language)


# --- proposals -------------------------------------------------------------------------------------------


def levels(scale: str, say: Say) -> list[str]:
    """Return the words of a scale of consent, from the objection on."""
    _ = say
    match scale:
        case "stances":
            return [_("I object"), _("I can live with it"), _("I support it")]
        case "fist":
            return [
                _("I object"),
                _("I have serious concerns"),
                _("Some things must be talked over first"),
                _("Good enough for me"),
                _("I support it"),
                _("I support it and help to make it happen"),
            ]
        case _:
            return [
                _("I cannot accept it"),
                _("I am clearly against it"),
                _("I disagree, but do not stand in the way"),
                _("We must talk more first"),
                _("No opinion either way"),
                _("I support it with reservations"),
                _("I support it, but for a detail or two"),
                _("I support it fully"),
            ]


def rule_told(view: ConsentView, tags: Sequence[str], say: Say) -> str:
    """Return by which rule proposals pass: the facilitator's words for it, or ours."""
    _ = say
    if rule := pick(view.rule, tags):
        return rule
    match view.counts_as:
        case "share":
            return _("It passes when at least {share} % support it.", share=view.share)
        case "mean":
            return _("It passes when the mean reaches support.")
        case "leader_decides":
            return _("The one in charge decides, knowing your support.")
        case _:
            return _("It passes when nobody objects.")


def support_told(result: SupportView, counts_as: str, share: int, say: Say) -> str:
    """Return how much support a wording had and what the rule makes of it, or why that is not told."""
    _ = say
    if result.few:
        return _("Fewer than five answered, so the support is not told.")
    if not result.shown:
        return _("The support was never shown to the room, so it is not here either.")
    if not result.n:
        return _("No answers yet.")
    told = (_("{n} % support it", n=result.support), say.many("{n} answer", "{n} answers", result.n))
    return " · ".join((*told, _outcome(result, counts_as, share, say)))


def _outcome(result: SupportView, counts_as: str, share: int, say: Say) -> str:
    _, passes = say, result.outcome == "passes"
    match counts_as:
        case "nobody_objects" if result.counts[0]:
            return say.many("{n} objection", "{n} objections", result.counts[0])
        case "nobody_objects":
            return _("Nobody objects")
        case "share" if passes:
            return _("Enough support: {share} % is needed", share=share)
        case "share":
            return _("Not enough support yet: {share} % is needed", share=share)
        case "mean" if passes:
            return _("The mean reaches support")
        case "mean":
            return _("The mean does not reach support yet")
        case _:
            return _("The one in charge decides")


def decided_told(decision: str, say: Say) -> str:
    """Return the words for what was decided; nothing where nothing was."""
    match decision:
        case "accepted":
            return say.within("decision", "Accepted")
        case "trial":
            return say.within("decision", "We try it")
        case "rejected":
            return say.within("decision", "Not accepted")
        case "later":
            return say.within("decision", "Later")
        case _:
            return ""


def reservation_told(note: Reservation, place: int, say: Say) -> str:
    """Return a reservation with its name, if it has one, and its wording where that is not the present one."""
    _ = say
    of = _("Version {n}", n=note.place) if note.place != place else ""
    facts = " · ".join(fact for fact in (note.name, of) if fact)
    return f"{note.text} ({facts})" if facts else note.text


def earlier_told(old: Wording, tags: Sequence[str], say: Say) -> str:
    """Return an earlier wording with its support, where that was shown."""
    _, text, result = say, pick(old.text, tags), old.result
    if not result.shown or not result.n or result.few:
        return text
    support = _("{n} % support it", n=result.support)
    return f"{text} ({support} · {say.many('{n} answer', '{n} answers', result.n)})"


class Columns:
    """The words over the columns of every kind's table, by message id: kinds bring theirs along."""

    def __init__(self, say: Say) -> None:
        self._say = _ = say
        # Some kinds put their header together, where it cannot be gathered from.
        _pieced = (_("Group"), _("Topic"), _("Help"))

    def __getitem__(self, title: str) -> str:
        return self._say(title)

    def get(self, title: str, _otherwise: str = "") -> str:
        """Return the words for *title*; what is no message stands as it is."""
        return self._say(title)


def agreed_told(what: Agreed, say: Say) -> str:
    """Return what a line of the assignment is about."""
    _ = say
    match what:
        case "result":
            return _("Expected result")
        case "decides":
            return _("Who decides afterwards")
        case "not_negotiable":
            return _("Not negotiable")
        case "anonymity":
            return _("Anonymity")
        case "delivery":
            return _("What is delivered, and to whom")
        case "contact":
            return _("Contact person")
