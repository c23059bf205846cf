"""People put into groups: at the start, by their own choice, from round to round.

Not a kind. Who sits with whom is ``seating``'s to find out; here it is asked and kept. Floor 1; pure.
"""

from collections.abc import Iterable, Mapping

import msgspec

from facilitator.activities.grouped import (
    MOST_GROUPS,
    USUAL_SIZE,
    Circled,
    Gathered,
    GroupsSettings,
    Seat,
    Topic,
    circles_before,
    circles_of,
    members_of,
    seats_of,
    smallest_group,
    topic_now,
)
from facilitator.activities.notes import shuffled
from facilitator.activities.seating import Circle, how_many, join_up, seat
from facilitator.core.ids import derived_id
from facilitator.core.kind import Company, Group, Inputs, Present

replace = msgspec.structs.replace

MOST_TOPICS = 200


# --- at the start ----------------------------------------------------------------------------------------


def begun(settings: GroupsSettings, inputs: Inputs, seed: int) -> Gathered:
    """Return the state with everyone placed, or with empty groups where people choose."""
    state = Gathered(settings, seed, persons=_persons(inputs, seed), past=inputs.met)
    flowing = _flowing(settings, inputs)
    state = _with_groups(state, _count_at_start(settings, inputs, len(flowing)))
    state = replace(state, base=len(state.groups), topics=_dealt(settings, flowing, len(state.groups)))
    return kept(with_seats(state, _first_seats(state, inputs, seed)))


def _persons(inputs: Inputs, seed: int) -> dict[str, Seat]:
    """Return all who take part, in an order by chance: roles and the pen must not go by who came first."""
    here = {person.by: person for person in inputs.people}
    members = (by for company in inputs.companies for by in company.members)
    everybody = {by: here.get(by, Present(by)) for by in sorted({*here, *members})}
    order = shuffled(list(everybody.values()), seed)
    return {person.by[2:]: Seat(n, team=person.team, manager=person.manager) for n, person in enumerate(order, 1)}


def _flowing(settings: GroupsSettings, inputs: Inputs) -> list[Topic]:
    """Return the topics one by one: the written ones, headings with their notes, or single notes."""
    if settings.topics:
        return [Topic(text) for text in settings.topics]
    headings = {group.id: group for group in inputs.groups}
    # Chosen things come one by one: only where all came along, a heading and its notes make a topic.
    came = {item.id for item in inputs.items}
    whole = all(item.id in came for group in inputs.groups for item in group.items)
    if headings and whole and not came <= headings.keys():
        return [_topic_of_heading(group) for group in inputs.groups[:MOST_TOPICS]]
    return [
        _topic_of_heading(headings[item.id]) if item.id in headings else Topic(item.text)
        for item in inputs.items[:MOST_TOPICS]
    ]


def _topic_of_heading(group: Group) -> Topic:
    return Topic(group.text, tuple(item.text for item in group.items))


def _count_at_start(settings: GroupsSettings, inputs: Inputs, topics: int) -> int:
    people = len(inputs.people)
    match settings.how:
        case "neighbours":
            return 0
        case "same" if inputs.companies:
            return max(1, len(inputs.companies) // 2) if settings.merge else len(inputs.companies)
        case "tables" | "chosen":
            return settings.number or topics or how_many(people, settings.size or USUAL_SIZE)
        case _:
            return _count_by_chance(settings, people, topics)


def _count_by_chance(settings: GroupsSettings, people: int, topics: int) -> int:
    size = settings.size or USUAL_SIZE
    number = settings.number or (_cafe_tables(people, size, topics) if settings.moves == "all_but_host" else 0)
    return min(how_many(people, size, number), MOST_GROUPS)


def _cafe_tables(people: int, size: int, topics: int) -> int:
    """Return a table for each topic, or as many for each as a large room needs; people go round the topics."""
    return topics * max(1, round(people / (topics * size))) if topics > 1 else 0


def _dealt(settings: GroupsSettings, topics: list[Topic], groups: int) -> tuple[Topic, ...]:
    """Return a topic for each group; where there are more of them they are dealt out, unless they go round."""
    if groups == 0 or len(topics) <= groups or settings.moves == "topics":
        return tuple(topics)
    hands = [topics[n::groups] for n in range(groups)]
    return tuple(hand[0] if len(hand) == 1 else _bundle(hand) for hand in hands)


def _bundle(hand: list[Topic]) -> Topic:
    return Topic({}, tuple(text for topic in hand for text in (topic.text, *topic.under)))


def _with_groups(state: Gathered, count: int) -> Gathered:
    """Return the state with so many groups at least."""
    missing = {_group_id(state, n): Circled(n) for n in range(len(state.groups) + 1, count + 1)}
    return replace(state, groups={**state.groups, **missing}) if missing else state


def _group_id(state: Gathered, number: int) -> str:
    # From the seed, so that what is asked of the run before a reset finds no group.
    return derived_id("group", str(state.seed), str(number))


def _first_seats(state: Gathered, inputs: Inputs, seed: int) -> dict[str, str]:
    match state.settings.how:
        case "same" if inputs.companies:
            return _seats_of_companies(state, inputs.companies, seed)
        case "random" | "same":
            return _seats_by_chance(state, seed, state.past)
        case _:
            return {}


def _seats_of_companies(state: Gathered, companies: tuple[Company, ...], seed: int) -> dict[str, str]:
    joined = _joined(state, companies, seed) if state.settings.merge else tuple((n,) for n in range(len(companies)))
    seats = {
        by[2:]: _group_id(state, number)
        for number, together in enumerate(joined, 1)
        for n in together
        for by in companies[n].members
    }
    for person in state.persons:
        if person not in seats:
            seats[person] = smallest_group(with_seats(state, seats))
    return seats


def _joined(state: Gathered, companies: tuple[Company, ...], seed: int) -> tuple[tuple[int, ...], ...]:
    people = [[_present(by[2:], state.persons[by[2:]]) for by in company.members] for company in companies]
    return join_up(people, state.rules, state.past, seed)


# --- by chance -------------------------------------------------------------------------------------------


def _present(person: str, seat: Seat) -> Present:
    return Present(f"p/{person}", seat.team, seat.manager)


def _seats_by_chance(
    state: Gathered, seed: int, met: Iterable[Circle], hosts: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return a group for everybody who is not away; *hosts*, person → group, stay where they are."""
    people = [_present(person, seat) for person, seat in state.persons.items() if seat.group or not seat.left]
    ids = list(state.groups) if hosts else list(state.groups)[: _count_now(state, len(people))]
    places = {group: n for n, group in enumerate(ids)}
    staying = {f"p/{person}": places[group] for person, group in (hosts or {}).items()}
    circles = seat(people, len(ids), state.rules, met, seed, staying, _been(state, ids))
    return {by[2:]: group for group, circle in zip(ids, circles, strict=True) for by in circle}


def _count_now(state: Gathered, people: int) -> int:
    if state.settings.how == "random" and not (state.sat and state.settings.moves == "all_but_host"):
        return _count_by_chance(state.settings, people, len(state.topics))
    return state.base


def _been(state: Gathered, ids: list[str]) -> dict[str, list[int]]:
    """Return at which tables each has met a topic before, so that they come to another one."""
    settings = state.settings
    goes_round = settings.moves == "all_but_host" or (settings.moves == "everyone" and len(state.topics) > 1)
    if not goes_round or len(ids) < 2:
        return {}
    alike = {
        group: [n for n, other in enumerate(ids) if _same_place(state, group, other)] for group in state.groups
    }
    been: dict[str, list[int]] = {}
    for seats in state.sat:
        for person, group in seats.items():
            been.setdefault(f"p/{person}", []).extend(alike.get(group, ()))
    return been


def _same_place(state: Gathered, group: str, other: str) -> bool:
    if not state.topics:
        return group == other
    return topic_now(state, group) == topic_now(state, other)


# --- from then on ----------------------------------------------------------------------------------------


def sat_down(state: Gathered, person: str, group: str) -> Gathered:
    """Return the state with this person in this group, who may not have taken part before."""
    if person not in state.persons:
        last = max((seat.sort for seat in state.persons.values()), default=0)
        state = replace(state, persons={**state.persons, person: Seat(last + 1)})
    return with_seats(state, {person: group})


def with_seats(state: Gathered, seats: Mapping[str, str]) -> Gathered:
    """Return the state with these people in these groups; all others stay."""
    moved = {
        person: replace(state.persons[person], group=group, left=state.persons[person].group)
        for person, group in seats.items()
        if state.persons[person].group != group
    }
    return replace(state, persons={**state.persons, **moved}) if moved else state


def kept(state: Gathered) -> Gathered:
    """Return the state with a pen in every group, in the hand of one of its members; the same for who stays."""
    members = members_of(state)
    stays = state.settings.moves == "all_but_host"
    groups = {
        group: replace(
            circled,
            scribe=_one_of(members.get(group, []), circled.scribe, state.round + stays),
            host=_one_of(members.get(group, []), circled.host, 0) if stays else "",
        )
        for group, circled in state.groups.items()
    }
    return replace(state, groups=groups) if groups != state.groups else state


def _one_of(members: list[str], holds: str, turn: int) -> str:
    if holds in members or not members:
        return holds if holds in members else ""
    return members[turn % len(members)]


def with_pen(state: Gathered, group: str, person: str) -> Gathered:
    """Return the state with the pen of the group in this person's hand."""
    return replace(state, groups={**state.groups, group: replace(state.groups[group], scribe=person)})


def next_round(state: Gathered, seed: int) -> Gathered:
    """Return the next round: people placed as is set, and the pen in other hands."""
    state = replace(state, sat=(*state.sat, seats_of(state)))
    met = (*state.past, *circles_before(state))
    match state.settings.moves:
        case "everyone" if state.groups:
            state = _seated_by_chance(state, seed, met)
        case "all_but_host" if state.groups:
            state = with_seats(state, _seats_by_chance(state, seed, met, _hosts(state)))
    groups = {group: replace(circled, scribe="") for group, circled in state.groups.items()}
    return kept(replace(state, groups=groups))


def _hosts(state: Gathered) -> dict[str, str]:
    return {circled.host: group for group, circled in state.groups.items() if circled.host}


def _seated_by_chance(state: Gathered, seed: int, met: Iterable[Circle]) -> Gathered:
    people = sum(bool(seat.group or not seat.left) for seat in state.persons.values())
    state = _with_groups(state, _count_now(state, people))
    return with_seats(state, _seats_by_chance(state, seed, met))


def reshuffled(state: Gathered, seed: int) -> Gathered:
    """Return the state with this round's groups made anew."""
    # Those who sit together now count as met: whoever asks for other groups wants others.
    met = (*state.past, *circles_before(state), *circles_of(seats_of(state)))
    if state.sat and state.settings.moves == "all_but_host":
        return kept(with_seats(state, _seats_by_chance(state, seed, met, _hosts(state))))
    return kept(_seated_by_chance(state, seed, met))
