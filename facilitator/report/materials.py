"""The list of what to bring: block by block as it was written, and everything once with where it is needed."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from facilitator.core.agenda import shown
from facilitator.core.workshop import Workshop
from facilitator.report.days import days_of
from facilitator.report.sheet import Said, facts_of, minute_told, said, title_of
from facilitator.report.wording import Say

# A comma between figures is a decimal one; what stands in brackets belongs together.
_SENTENCES = re.compile(r";|(?<=\S)\.\s+(?=[A-ZÅÄÖ])")
_COMMAS = re.compile(r",(?!\d)(?![^(]*\))")
# After a comma these go on with what was said: a clause, not the next thing. So do many words.
_GOES_ON = re.compile(
    r"(?:ett[äe]|ettei|jos|jotka|joka|jolla|jotta|niin|kun|mutta|muuta|sillä|siltä|koska|tai|ja|eli|myös|ilman"
    r"|att|om|som|så|när|men|annars|utan|eller|och|även|för|där"
    r"|that|if|which|so|when|but|otherwise|without|or|and|also|for|where|because)\b",
    re.IGNORECASE,
)
# "No materials." is said of many methods; there is nothing to pack and tick off.
_NONE = re.compile(r"(?:ei|inga|inget|ingenting|no|none|nothing)(?:\s|$)|.*\bei tarvita$", re.IGNORECASE)

MOST_WORDS = 4


class Thing(msgspec.Struct, frozen=True):
    """Something to bring, and the blocks it is for."""

    said: Said
    blocks: tuple[str, ...]


class Need(msgspec.Struct, frozen=True):
    """What one block needs."""

    time: str
    title: Said
    things: tuple[Said, ...]


class Materials(msgspec.Struct, frozen=True, kw_only=True, tag_field="part", tag="materials"):
    """The whole list, worded."""

    what: str
    title: Said
    facts: tuple[str, ...]
    everything: tuple[Thing, ...]
    by_block: tuple[Need, ...]
    everything_words: str
    by_block_words: str
    empty: str


def materials_of(workshop: Workshop, order: Sequence[str], say: Say) -> Materials:
    """Return the list for a workshop, in the first of the languages that each block has."""
    _ = say
    needs = tuple(_needs(workshop, order, say))
    return Materials(
        what=_("Materials"),
        title=said(workshop.title, order),
        facts=facts_of(workshop, say),
        everything=_merged(needs),
        by_block=needs,
        everything_words=_("Everything to bring"),
        by_block_words=_("Block by block"),
        empty=_("No block names any materials. Write them into the blocks of the agenda."),
    )


def things_in(words: str) -> tuple[str, ...]:
    """Return the things that a text of materials lists: one a line, a short sentence, or between commas.

    A line that goes on in prose stays whole: its sentences say nothing one by one.
    """
    parts = (part for line in words.split("\n") for part in _in_line(line))
    bare = (part.strip(" \t–-•*").rstrip(".").strip() for part in parts)
    return tuple(f"{part[0].upper()}{part[1:]}" for part in bare if part)


def _in_line(line: str) -> list[str]:
    parts = [part for sentence in _SENTENCES.split(line) for part in _listed(sentence)]
    is_prose = any(len(part.split()) > MOST_WORDS for part in parts)
    return [line] if is_prose else parts


def _listed(sentence: str) -> list[str]:
    """Return the things a sentence names if it is a list, else the sentence as a whole."""
    parts = _COMMAS.split(sentence)
    is_list = all(len(part.split()) <= MOST_WORDS and not _GOES_ON.match(part.strip()) for part in parts)
    return parts if is_list else [sentence]


def _needs(workshop: Workshop, order: Sequence[str], say: Say) -> Iterator[Need]:
    days = days_of(workshop)
    times = {
        line.block.id: (day_number, line.starts) for day_number, day in enumerate(days, 1) for line in day.lines
    }
    for block in shown(workshop.blocks):
        text = said(block.materials, order)
        if not text:
            continue
        number, starts = times.get(block.id, (0, -1.0))
        day = f"{say('Day {n}', n=number)} " if number and len(days) > 1 else ""
        time = f"{day}{minute_told(starts)}" if number else ""
        things = tuple(Said(thing, text.lang) for thing in things_in(text.words))
        yield Need(time, title_of(block, order, say), things)


def _merged(needs: Sequence[Need]) -> tuple[Thing, ...]:
    """Return each thing once: what differs in capitals alone is the same."""
    found: dict[str, Thing] = {}
    for need in needs:
        for thing in need.things:
            if _NONE.match(thing.words):
                continue
            known = found.setdefault(thing.words.casefold(), Thing(thing, ()))
            blocks = tuple(dict.fromkeys((*known.blocks, need.title.words)))
            found[thing.words.casefold()] = Thing(known.said, blocks)
    return tuple(sorted(found.values(), key=lambda thing: thing.said.words.casefold()))
