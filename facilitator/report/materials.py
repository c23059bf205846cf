"""The list of what to bring: block by block as it was written, and everything once with where it is needed."""

from collections.abc import Iterator, Sequence

import msgspec

from facilitator.core.agenda import shown
from facilitator.core.workshop import Workshop
from facilitator.report.days import days_of
from facilitator.report.sheet import Said, facts_of, minute_told, said, title_of
from facilitator.report.wording import Say

# What people put before the lines of a list.
_BULLETS = "–-•* \t"


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
    """Return the things that a text of materials lists, one a line; the marks that lists begin with are no part."""
    bare = (line.lstrip(_BULLETS).rstrip() for line in words.splitlines())
    return tuple(thing for thing in bare if thing)


def _needs(workshop: Workshop, order: Sequence[str], say: Say) -> Iterator[Need]:
    days = days_of(workshop)
    times = {
        line.block.id: (day_number, line.starts) for day_number, day in enumerate(days, 1) for line in day.lines
    }
    for block in shown(workshop.blocks):
        text = said(block.materials, order)
        things = tuple(Said(thing, text.lang) for thing in things_in(text.words))
        if not things:
            continue
        number, starts = times.get(block.id, (0, -1.0))
        day = f"{say('Day {n}', n=number)} " if number and len(days) > 1 else ""
        time = f"{day}{minute_told(starts)}" if number else ""
        yield Need(time, title_of(block, order, say), things)


def _merged(needs: Sequence[Need]) -> tuple[Thing, ...]:
    """Return each thing once: what differs in capitals alone is the same."""
    found: dict[str, Thing] = {}
    for need in needs:
        for thing in need.things:
            known = found.setdefault(thing.words.casefold(), Thing(thing, ()))
            blocks = tuple(dict.fromkeys((*known.blocks, need.title.words)))
            found[thing.words.casefold()] = Thing(known.said, blocks)
    return tuple(sorted(found.values(), key=lambda thing: thing.said.words.casefold()))
