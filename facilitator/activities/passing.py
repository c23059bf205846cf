"""Sheets that go round: everyone writes on one, and at each turn it moves to somebody who has not had it.

Not a kind. Who holds a sheet is an author, or the id of a company that writes as one. Nothing here tells who
wrote what: a sheet has a number, and the number is given by chance. Floor 1; pure.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec

from facilitator.activities.notes import shuffled

replace = msgspec.structs.replace

# A third on the same sheet would only wait for the others.
MOST_ON_A_SHEET = 2
# What a sheet is to somebody who has had it: each is worse than three of the one before.
SEEN, STAYS, OWN = 1, 4, 16


class Sheet(msgspec.Struct, frozen=True):
    """A sheet.

    Attributes:
        owner: Who began it.
        number: What it is called; 0 until it has moved for the first time.
        seen: Who has had it, since all who are here had it last.
    """

    owner: str
    number: int = 0
    seen: tuple[str, ...] = ()


class Passing(msgspec.Struct, frozen=True):
    """Where the sheets are.

    Attributes:
        round: From 1.
        holding: Who holds which sheet.
        before: Who held which one a round ago: what was sent too late still belongs there.
    """

    round: int = 1
    sheets: dict[str, Sheet] = {}
    holding: dict[str, str] = {}
    before: dict[str, str] = {}


def taken(passing: Passing, who: str, new_id: str) -> Passing:
    """Return the sheets with one for *who*: an own one in the first round, later a place beside somebody.

    A newcomer's own empty sheet would tell in an anonymous activity who wrote on it. Only where all are full
    does a new one begin.
    """
    if who in passing.holding:
        return passing
    loads = _loads(passing)
    free = [sheet for sheet in passing.sheets if loads[sheet] < MOST_ON_A_SHEET]
    if passing.round > 1 and free:
        sheet_id = min(free, key=lambda sheet: (loads[sheet], passing.sheets[sheet].number, sheet))
        sheet = passing.sheets[sheet_id]
        sheet = replace(sheet, seen=(*sheet.seen, who))
    else:
        sheet_id, sheet = new_id, Sheet(who, seen=(who,))
    return replace(
        passing,
        sheets={**passing.sheets, sheet_id: sheet},
        holding={**passing.holding, who: sheet_id},
    )


def passed_on(passing: Passing, here: Collection[str], ideas: Mapping[str, int], seed: int) -> Passing:
    """Return the sheets a round later.

    Args:
        passing: Where they are now.
        here: Who took part in this round. Those who were silent get what is left over, in case they come back.
        ideas: How much is written on each sheet; where there is little, somebody is sent first.
        seed: Decides what nothing else does.
    """
    present = [who for who in passing.holding if who in here] or list(passing.holding)
    sheets = _of_the_next_lap(_numbered(passing.sheets, seed), passing.holding, present)
    holding = _given(sheets, passing.holding, shuffled(sorted(present), seed), {}, ideas, seed)
    silent = shuffled(sorted(set(passing.holding) - set(present)), seed)
    holding = _given(sheets, passing.holding, silent, holding, ideas, seed)
    holding = _swapped(sheets, passing.holding, present, holding)
    had = {
        sheet_id: tuple(who for who in sorted(holding) if holding[who] == sheet_id and who not in sheet.seen)
        for sheet_id, sheet in sheets.items()
    }
    return Passing(
        round=passing.round + 1,
        sheets={sheet_id: replace(sheet, seen=(*sheet.seen, *had[sheet_id])) for sheet_id, sheet in sheets.items()},
        holding=holding,
        before=passing.holding,
    )


def _numbered(sheets: Mapping[str, Sheet], seed: int) -> dict[str, Sheet]:
    """Give numbers to sheets that have none, by chance: the order in which they were begun tells who began them."""
    used = max((sheet.number for sheet in sheets.values()), default=0)
    new = shuffled(sorted(sheet_id for sheet_id, sheet in sheets.items() if not sheet.number), seed)
    number = {sheet_id: used + n + 1 for n, sheet_id in enumerate(new)}
    return {
        sheet_id: replace(sheet, number=number.get(sheet_id, sheet.number)) for sheet_id, sheet in sheets.items()
    }


def _of_the_next_lap(
    sheets: Mapping[str, Sheet], holding: Mapping[str, str], present: Collection[str]
) -> dict[str, Sheet]:
    """Begin a new lap for sheets that all who are here have had."""
    return {
        sheet_id: replace(sheet, seen=tuple(who for who in holding if holding[who] == sheet_id))
        if set(present) <= set(sheet.seen)
        else sheet
        for sheet_id, sheet in sheets.items()
    }


def _loads(passing: Passing) -> dict[str, int]:
    held = list(passing.holding.values())
    return {sheet_id: held.count(sheet_id) for sheet_id in passing.sheets}


def _given(
    sheets: Mapping[str, Sheet],
    was: Mapping[str, str],
    people: Sequence[str],
    holding: Mapping[str, str],
    ideas: Mapping[str, int],
    seed: int,
) -> dict[str, str]:
    """Return *holding* with a sheet for each of *people*; no sheet has two before each has one."""
    given, waiting = dict(holding), list(people)
    order = shuffled(sorted(sheets), seed)
    while waiting and order:
        held = list(given.values())
        loads = {sheet_id: held.count(sheet_id) for sheet_id in order}
        emptiest = min(loads.values())
        layer = sorted(
            (sheet_id for sheet_id in order if loads[sheet_id] == emptiest), key=lambda sheet: ideas.get(sheet, 0)
        )
        pairs = _matched(layer, waiting, sheets, was)
        given |= pairs
        waiting = [who for who in waiting if who not in pairs]
    return given


def _matched(
    layer: Sequence[str], people: Sequence[str], sheets: Mapping[str, Sheet], was: Mapping[str, str]
) -> dict[str, str]:
    """Return person → sheet: as many as possible get one that is new to them; their own is the last resort."""
    pairs: dict[str, str] = {}
    for most in (0, SEEN, STAYS, OWN):
        free = [who for who in people if who not in pairs]
        left = [sheet for sheet in layer if sheet not in set(pairs.values())]
        pairs |= _paired(left, free, lambda sheet, who: _dullness(sheets[sheet], sheet, who, was) <= most)  # noqa: B023
    return pairs


def _dullness(sheet: Sheet, sheet_id: str, who: str, was: Mapping[str, str]) -> int:
    """Return how little sense it makes to give somebody a sheet; 0 is one that is new to them."""
    if who not in sheet.seen:
        return 0
    if sheet.owner == who:
        return OWN
    return STAYS if was.get(who) == sheet_id else SEEN


def _swapped(
    sheets: Mapping[str, Sheet], was: Mapping[str, str], people: Sequence[str], holding: Mapping[str, str]
) -> dict[str, str]:
    """Let those with a dull sheet change with somebody, where that makes it better for the two together."""
    given = dict(holding)

    def dull(who: str, sheet: str) -> int:
        return _dullness(sheets[sheet], sheet, who, was)

    for who in people:
        for other in people:
            mine, theirs = given[who], given[other]
            if not dull(who, mine):
                break
            if dull(who, theirs) + dull(other, mine) < dull(who, mine) + dull(other, theirs):
                given[who], given[other] = theirs, mine
    return given


def _paired(sheets: Sequence[str], people: Sequence[str], fits: Callable[[str, str], bool]) -> dict[str, str]:
    """Return a largest matching in which earlier sheets come first.

    Source: augmenting paths; what has once been matched stays so, which keeps the order of the sheets.
    """
    pairs: dict[str, str] = {}

    def place(sheet: str, tried: set[str]) -> bool:
        # Whoever is free is taken first: in a room nearly all fit, and no path has to be walked.
        for who in people:
            if who not in pairs and fits(sheet, who):
                pairs[who] = sheet
                return True
        for who in people:
            if who in tried or not fits(sheet, who):
                continue
            tried.add(who)
            if place(pairs[who], tried):
                pairs[who] = sheet
                return True
        return False

    for sheet in sheets:
        if len(pairs) == len(people):
            break
        place(sheet, set())
    return pairs
