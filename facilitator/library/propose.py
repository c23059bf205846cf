"""From aim, people and minutes to an agenda, by rules: the facilitator edits it instead of an empty page.

Check-in, exploring, ideas, choice, testing, actions, check-out; breaks before anybody is tired, lunch at its
hour, a tenth of slack, a closing that stays. The same wish gives the same agenda.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from facilitator.core.agenda import Block, Step
from facilitator.core.ids import derived_id
from facilitator.core.text import Text, pick
from facilitator.library import roles
from facilitator.library.breaks import (
    LUNCH_FROM,
    LUNCH_MINUTES,
    LUNCH_TO,
    PAUSE_MINUTES,
    SHORT_DAY,
    SHORT_PAUSE_MINUTES,
    Rests,
    rests_between,
)
from facilitator.library.method import Method, in_languages, last_to_hand_on, renamed
from facilitator.library.plain_blocks import LUNCH, OPENING, PAUSE, plain_block, rest_block, spare_block
from facilitator.library.roles import Filled, Pool, Role, block_of, plainly
from facilitator.library.soundness import CLOSING, CLOSING_PART, faults_of, kept_closing, with_slots
from facilitator.library.template import Template

replace = msgspec.structs.replace

FEWEST_MINUTES, MOST_MINUTES = 45, 9 * 60
# Within so much of a template's length it is cut or stretched.
CLOSE_ENOUGH = 0.15
LONGEST_BLOCK = 45
DECIDE_BY = 14 * 60 + 30
NOON = 12 * 60
DECIDING = ("vote", "rank", "consent")
DECISIONS = (roles.CHOICE, roles.TEST)


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What is known before there is an agenda.

    Attributes:
        themes: Codes of the library; none is any.
        starts: Minutes from midnight.
        languages: Those the workshop speaks, the first of them first.
    """

    people: int
    starts: int
    minutes: int
    themes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("fi",)


class Proposal(msgspec.Struct, frozen=True):
    """An agenda; its steps name each other. ``template`` is the slug it is made of, if it is."""

    blocks: tuple[Block, ...]
    template: str = ""


def propose(wish: Wish, methods: Mapping[str, Method], templates: Mapping[str, Template], seed: str) -> Proposal:
    """Return an agenda for the wish: a template that is close, else one made of methods.

    Args:
        wish: Minutes are kept between ``FEWEST_MINUTES`` and ``MOST_MINUTES``.
        methods, templates: The library, by slug.
        seed: Any id; all ids follow from it.
    """
    minutes = min(max(wish.minutes, FEWEST_MINUTES), MOST_MINUTES)
    wish = replace(wish, minutes=minutes, people=max(wish.people, 1))
    for slug in sorted(templates):
        adapted = _adapted(templates[slug], wish, methods, seed)
        if adapted is not None:
            return Proposal(adapted, slug)
    return Proposal(_named(_composed(wish, methods), wish.languages, seed))


# --- of a template ---------------------------------------------------------------------------------------


def _adapted(template: Template, wish: Wish, methods: Mapping[str, Method], seed: str) -> tuple[Block, ...] | None:
    """Return a template's day at the wish's clock and length, if it is near and still holds together."""
    length = template.ends - template.starts
    fits = template.people[0] <= wish.people <= template.people[1]
    if not fits or abs(wish.minutes - length) > length * CLOSE_ENOUGH:
        return None
    if not set(template.themes) & set(wish.themes):
        return None
    # What has a clock of its own in the file has its place in the day; the clock follows from the new start.
    made = template.to_command(wish.languages, seed=seed).blocks
    blocks = _lengthened(tuple(replace(block, fixed_at=None) for block in made), wish.minutes - length)
    if blocks is None:
        return None
    blocks = _with_lunch_fixed(_protected(blocks, wish.starts), wish.starts)
    return None if faults_of(blocks, wish.starts, wish.people, methods) or _lunch_is_off(blocks, wish) else blocks


def _lengthened(blocks: tuple[Block, ...], minutes: int) -> tuple[Block, ...] | None:
    """Return the day so many minutes longer, or shorter; nothing if that would hurt what must be."""
    if minutes > 0:
        place = len(blocks) - len(_last(blocks, CLOSING))
        spare = spare_block(derived_id(blocks[0].id, "spare"), minutes)
        return (*blocks[:place], spare, *blocks[place:])
    left, made = -minutes, list(blocks)
    for n in sorted(range(len(made)), key=lambda n: (not made[n].is_buffer, made[n].mandatory, -made[n].minutes)):
        block = made[n]
        floor = 0 if block.is_buffer else 10 if block.is_break else -(-block.minutes * 7 // 10)
        taken = min(left, max(0, block.minutes - max(floor, 5)))
        made[n] = roles.with_minutes(block, block.minutes - taken) if taken else block
        left -= taken
    return tuple(made) if not left else None


def _last(blocks: Sequence[Block], minutes: int) -> list[Block]:
    found: list[Block] = []
    for block in reversed(blocks):
        if sum(other.minutes for other in found) >= minutes:
            break
        found.insert(0, block)
    return found


def _protected(blocks: tuple[Block, ...], starts: int) -> tuple[Block, ...]:
    kept = {block.id for block in kept_closing(with_slots(blocks, starts))}
    return tuple(replace(block, mandatory=True) if block.id in kept else block for block in blocks)


def _with_lunch_fixed(blocks: tuple[Block, ...], starts: int) -> tuple[Block, ...]:
    lunch = {block.id: int(slot.starts) for block, slot in with_slots(blocks, starts) if _is_lunch(block)}
    return tuple(
        replace(block, fixed_at=lunch.get(block.id), mandatory=block.mandatory or block.id in lunch)
        for block in blocks
    )


def _is_lunch(block: Block) -> bool:
    return block.is_break and block.minutes >= 30


def _lunch_is_off(blocks: Sequence[Block], wish: Wish) -> bool:
    lunches = [slot.starts for block, slot in with_slots(blocks, wish.starts) if _is_lunch(block)]
    if not lunches:
        return _has_lunch(wish)
    return not all(LUNCH_FROM <= at <= LUNCH_TO for at in lunches)


# --- of methods ------------------------------------------------------------------------------------------


def _has_lunch(wish: Wish) -> bool:
    """Whether there is work enough on both sides of a lunch at its hour."""
    ends = wish.starts + wish.minutes
    return wish.starts <= LUNCH_FROM + 15 and ends >= NOON + 30 and ends - LUNCH_FROM - 60 >= LUNCH_MINUTES + 45


def _composed(wish: Wish, methods: Mapping[str, Method]) -> tuple[Block, ...]:
    best: tuple[Block, ...] = ()
    for pauses in range(9):
        for lunch in (True, False) if _has_lunch(wish) else (False,):
            for blocks in _days(wish, methods, pauses, lunch):
                if not faults_of(blocks, wish.starts, wish.people, methods):
                    if not _decides_late(blocks, wish.starts):
                        return blocks
                    best = best or blocks
        if best:
            return best
    raise AssertionError(f"expected an agenda of {wish.minutes} minutes for {wish.people} people, made none")


def _decides_late(blocks: Sequence[Block], starts: int) -> bool:
    if starts >= NOON:
        return False
    return any(
        slot.starts > DECIDE_BY
        and block.id != roles.ACTIONS.name
        and any(step.kind in DECIDING for step in block.steps)
        for block, slot in with_slots(blocks, starts)
    )


def _days(wish: Wish, methods: Mapping[str, Method], pauses: int, lunch: bool) -> Iterator[tuple[Block, ...]]:
    """Yield days with so many breaks, the fuller before the decision first."""
    pause = SHORT_PAUSE_MINUTES if wish.minutes <= SHORT_DAY else PAUSE_MINUTES
    work = wish.minutes - pauses * pause - lunch * LUNCH_MINUTES
    closing = _closing_minutes(wish.minutes)
    opening = 5 if wish.minutes < 120 else 10
    spare = _spare(work)
    content = work - closing - opening - spare
    if content < 15:
        return
    pool = Pool(methods, wish.people, wish.themes, max(8, content * 2 // 5))
    for later in range(4):
        parts = _parts(pool, content, lunch, later)
        if parts is not None:
            yield from _laid_out(wish, pool, parts, (opening, spare, closing), (pauses, pause, lunch))


def _closing_minutes(minutes: int) -> int:
    return CLOSING if minutes >= CLOSING * CLOSING_PART else max(8, -(-minutes // CLOSING_PART))


def _spare(work: int) -> int:
    """Return spare minutes in fives: with the parts that may be left out they are more than a tenth of the work."""
    return -(-work // 16 // 5) * 5


def _parts(pool: Pool, content: int, lunch: bool, later: int) -> list[tuple[Filled, int]] | None:
    """Return the parts between opening and closing with their minutes, which add up; nothing if none do.

    Args:
        pool: What there is to fill them.
        content: Minutes in all.
        lunch: Whether somebody has to be woken after it.
        later: How many parts there are after the decision.
    """
    walk = [roles.WALK] if lunch else []
    after = [roles.TELL, roles.SUPPORT, roles.TELL][:later]
    found: tuple[int, list[tuple[Filled, int]]] | None = None
    for chain in _growth():
        parts = _chosen([*chain, *after, *walk], pool)
        minutes = fitted([(part.least, part.usual, part.most) for part in parts], content)
        # The day whose parts take about as long as they usually do.
        off = abs(sum(part.usual for part in parts) - content)
        if minutes is not None and (found is None or off < found[0]):
            found = off, list(zip(parts, minutes, strict=True))
    return found[1] if found else None


def _growth() -> Iterator[list[Role]]:
    """Yield days from the barest to the fullest, in the order of their parts."""
    check, orient, state, explore = roles.CHECK_IN, roles.ORIENT, roles.STATE, roles.EXPLORE
    ideas, group, choice, test = roles.IDEAS, roles.GROUPING, roles.CHOICE, roles.TEST
    develop, obstacles, trial = roles.DEVELOP, roles.OBSTACLES, roles.TRIAL
    yield [ideas, choice]
    yield [check, ideas, choice]
    yield [check, ideas, choice, test]
    yield [check, ideas, group, choice, test]
    yield [check, ideas, group, choice, develop, test]
    yield [check, orient, ideas, group, choice, develop, test]
    yield [check, orient, explore, ideas, group, choice, develop, test]
    yield [check, orient, state, explore, ideas, group, choice, develop, test]
    yield [check, orient, state, explore, ideas, group, choice, develop, obstacles, test]
    yield [check, orient, state, explore, explore, ideas, group, choice, develop, obstacles, trial, test]
    yield [check, orient, state, *[explore] * 3, ideas, group, choice, *[develop] * 2, obstacles, trial, test]
    yield [check, orient, state, *[explore] * 5, ideas, group, choice, *[develop] * 3, obstacles, trial, test]


def _chosen(wanted: Sequence[Role], pool: Pool) -> list[Filled]:
    """Return the parts in their order; those without which the day is for nothing choose first."""
    used: set[str] = set()
    parts: dict[int, Filled] = {}
    for place in sorted(range(len(wanted)), key=lambda n: (not wanted[n].must, n)):
        part = pool.take(wanted[place], used)
        if part is None or (part.role is roles.GROUPING and _is_grouped(parts.values())):
            continue
        name = part.method.slug if part.method else part.role.name
        if part.method is None and name in used:
            continue  # the same plain block twice says nothing new
        used.add(name)
        parts[place] = part
    return [parts[place] for place in sorted(parts)]


def _is_grouped(parts: Iterable[Filled]) -> bool:
    """Whether what was collected has been grouped, or voted on, by the method that collected it."""
    ideas = next((part.method for part in parts if part.role is roles.IDEAS), None)
    return ideas is not None and any(step.kind in ("cluster", "vote") for step in ideas.steps)


def fitted(bounds: Sequence[tuple[int, int, int]], total: int) -> list[int] | None:
    """Return minutes near the usual ones that add up to *total*; nothing if they cannot.

    Args:
        bounds: Least, usual and most of each part.
        total: In all.
    """
    if not sum(least for least, _, _ in bounds) <= total <= sum(most for _, _, most in bounds):
        return None
    # In fives where that can be: nobody reads 9.32 from a wall.
    minutes = [min(max(5 * round(usual / 5), least), most) for least, usual, most in bounds]
    for by in (5, 1):
        while left := total - sum(minutes):
            way = by if left > 0 else -by
            able = [
                n
                for n, (least, _, most) in enumerate(bounds)
                if least <= minutes[n] + way <= most and abs(left) >= by
            ]
            if not able:
                break
            # Where there is most room left, so that no part is stretched to its end before the others.
            room = max(
                able, key=lambda n: (bounds[n][2] - minutes[n] if way > 0 else minutes[n] - bounds[n][0], -n)
            )
            minutes[room] += way
    return minutes


def _laid_out(
    wish: Wish,
    pool: Pool,
    parts: Sequence[tuple[Filled, int]],
    lengths: tuple[int, int, int],
    rests: tuple[int, int, bool],
) -> Iterator[tuple[Block, ...]]:
    (opening, spare, closing), (pauses, pause, lunch) = lengths, rests
    walk = next((row for row in parts if row[0].role is roles.WALK), None)
    content = [row for row in parts if row is not walk]
    places = range(1, len(content) + 1) if walk else [0]
    for place in sorted(places, key=lambda n: abs(n - len(content) / 2)):
        rows = [*content[:place], walk, *content[place:]] if walk else content
        made, material = _linked([row for row in rows if row], wish)
        end = _closing(wish, pool, closing, material)
        units = [opening + made[0].minutes, *(block.minutes for block in made[1:]), spare + closing]
        found = _rests(units, pauses, pause, wish.starts, lunch, place if walk else -1)
        if found is not None:
            first = _opened(wish, opening)
            yield _joined(
                [[first, made[0]], *([block] for block in made[1:]), [spare_block("spare", spare), *end]],
                found,
                pause,
                wish,
            )


def _rests(units: Sequence[int], pauses: int, pause: int, starts: int, lunch: bool, place: int) -> Rests | None:
    """Return where people rest, with lunch right before the part that wakes them."""
    if not lunch:
        return rests_between(units, pauses, pause, starts, lunch=False)
    return rests_between(units, pauses, pause, starts, lunch=True, after=place - 1)


def _linked(rows: Sequence[tuple[Filled, int]], wish: Wish) -> tuple[list[Block], str]:
    """Return the parts as blocks, each going on from what was handed on before it, and what is handed on last."""
    material, made = "", []
    # A mark on every block would say nothing: beside lunch and closing only the decision may not be left out.
    decides = max((n for n, (part, _) in enumerate(rows) if part.role in DECISIONS), default=-1)
    for n, (part, minutes) in enumerate(rows):
        block = replace(block_of(part, f"{part.role.name}-{n}", minutes, material), mandatory=n == decides)
        if part.role.hands_on:
            material = last_to_hand_on([block]) or material
        made.append(_explained(block, part, wish.languages))
    return made, material


def _explained(block: Block, part: Filled, languages: Sequence[str]) -> Block:
    """Return the block with a note on why it is here, in the facilitator's language."""
    why = pick(part.role.reason, languages)
    when = pick(part.method.when, languages) if part.method else ""
    return replace(block, note=f"{why} {when}".strip())


def _opened(wish: Wish, minutes: int) -> Block:
    reason: Text = {
        "fi": "Lyhyt avaus: mitä varten, mistä voidaan päättää ja mitä tuloksille tapahtuu.",
        "sv": "Kort öppning: varför, vad som kan beslutas och vad som händer med resultatet.",
        "en": "A short opening: what for, what can be decided, and what happens to the results.",
    }
    block = plain_block(OPENING, "opening", minutes)
    return replace(block, note=pick(reason, wish.languages))


def _closing(wish: Wish, pool: Pool, minutes: int, material: str) -> list[Block]:
    """Return actions, check-out and feedback, as far as there is time for them."""
    wanted = [roles.ACTIONS, roles.CHECK_OUT, roles.FEEDBACK] if minutes >= 20 else [roles.ACTIONS, roles.FEEDBACK]
    parts = _chosen(wanted, pool)
    lengths = fitted([(part.least, part.usual, part.most) for part in parts], minutes)
    if lengths is None:
        parts = [plainly(role) for role in wanted]
        lengths = fitted([(part.least, part.usual, part.most) for part in parts], minutes)
    assert lengths is not None
    made = []
    for part, length in zip(parts, lengths, strict=True):
        block = block_of(part, part.role.name, length, material)
        made.append(_explained(replace(block, mandatory=True), part, wish.languages))
    return made


def _joined(groups: Sequence[Sequence[Block]], rests: Rests, pause: int, wish: Wish) -> tuple[Block, ...]:
    made: list[Block] = []
    for place, group in enumerate(groups):
        made += group
        if place == rests.lunch:
            made.append(rest_block(LUNCH, "lunch", LUNCH_MINUTES))
        if place in rests.pauses:
            made.append(rest_block(PAUSE, f"pause-{place}", pause))
    return _with_lunch_fixed(tuple(made), wish.starts)


# --- ids -------------------------------------------------------------------------------------------------


def _named(blocks: Sequence[Block], languages: Sequence[str], seed: str) -> tuple[Block, ...]:
    """Return the blocks in the workshop's languages, with ids that follow from the seed."""
    new_id = {step.id: derived_id(seed, block.id, step.id) for block in blocks for step in block.steps}

    def step_named(step: Step) -> Step:
        return in_languages(renamed(step, new_id), languages)

    return tuple(
        replace(
            in_languages(block, languages),
            id=derived_id(seed, block.id),
            steps=tuple(step_named(step) for step in block.steps),
        )
        for block in blocks
    )
