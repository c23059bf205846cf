"""Who sits with whom: people into groups, so that no pair meets twice while that can be avoided.

Not a kind. It never fails: where not all rules can hold, the least important gives way. In order of importance:
sizes within one and hosts in their places (always) · a manager apart from the own team · a topic not visited
before · no pair again and the mix of teams, of which keeping teams together goes before new company, and new
company before spreading teams. Floor 1; pure: the same seed places alike on every machine.

How: where people come out even, a known design (everyone in a grid, groups along its lines) has rounds without a
repeat and leaves further ones open. Else, or where rules break the design, people are seated one by one where
they cost least, and then exchanged in pairs, with a short memory of exchanges that keeps the search from going
in circles (tabu search, as used for the "social golfer" problem).
"""

import random
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal

import msgspec

from facilitator.core.kind import Present

Circle = tuple[str, ...]
Mix = Literal["none", "teams", "together"]

# So far apart that no sum of the lesser outweighs one of the greater.
_SECOND, _FIRST, _BEEN, _APART, _EMPTY = 1, 10**6, 10**13, 10**18, 10**21
_GRAVE = (_EMPTY, _APART, _BEEN, _FIRST, _SECOND)
# Bounds of the search, counted in exchanges looked at and not in seconds: every machine must stop at the same.
_MOST_LOOKS = 120_000
_STEPS_A_PERSON = 60
_TRIES = 4


class Rules(msgspec.Struct, frozen=True):
    """What to heed beside sizes."""

    mix: Mix = "none"
    manager_apart: bool = False
    new_company: bool = True


def how_many(people: int, size: int, number: int = 0) -> int:
    """Return how many groups there are for so many people: of about *size*, or *number* if it is not 0.

    Nobody is left alone while there is anybody else: odd numbers of pairs make a trio.
    """
    if number:
        return number if people < 2 else max(1, min(number, people // 2))
    size = max(2, size)
    nearest = people // 2 if size == 2 else (2 * people + size) // (2 * size)
    return max(1, min(nearest, people // 2))


def seat(
    people: Sequence[Present],
    tables: int,
    rules: Rules,
    met: Iterable[Circle],
    seed: int,
    hosts: Mapping[str, int] | None = None,
    been: Mapping[str, Collection[int]] | None = None,
) -> tuple[Circle, ...]:
    """Return who sits at each of so many tables; sizes differ by one at most.

    Args:
        people: Whom to place.
        tables: How many; some stay empty if there are fewer people.
        rules: What to heed.
        met: Circles that sat together before.
        seed: The chance in it.
        hosts: Who stays at which table, from 0; one a table at most.
        been: Tables that someone has been to and should not come to again; the same one as often as visited.
    """
    ordered = sorted(people, key=lambda person: person.by)
    index = {person.by: n for n, person in enumerate(ordered)}
    fixed = {index[by]: table for by, table in (hosts or {}).items() if by in index and table < tables}
    alone = _visits(ordered, tables, been or {})
    costs = _Costs(_pair_costs(ordered, rules, met), alone, _least_of_teams(ordered, tables, rules))
    at = _placed(costs, len(ordered), tables, fixed, random.Random(seed), designed=not fixed and not been)
    return tuple(
        tuple(person.by for person, table in zip(ordered, at, strict=True) if table == place)
        for place in range(tables)
    )


def join_up(
    companies: Sequence[Sequence[Present]], rules: Rules, met: Iterable[Circle], seed: int
) -> tuple[tuple[int, ...], ...]:
    """Return which companies become one: two and two, three once where they are odd."""
    tables = max(1, len(companies) // 2)
    people = [person for company in companies for person in company]
    single = _pair_costs(people, rules, met)
    spans, first = [], 0
    for company in companies:
        spans.append(range(first, first + len(company)))
        first += len(company)
    pairs = [[sum(single[a][b] for a in one for b in other) for other in spans] for one in spans]
    for n in range(len(spans)):
        pairs[n][n] = 0
    at = _placed(_Costs(pairs, [], 0), len(companies), tables, {}, random.Random(seed), designed=False)
    return tuple(tuple(n for n, table in enumerate(at) if table == place) for place in range(tables))


def repeats(circles: Iterable[Circle], met: Iterable[Circle]) -> int:
    """Return how many pairs of *circles* sat together in *met* already."""
    before = {pair for circle in met for pair in combinations(sorted(circle), 2)}
    return sum(pair in before for circle in circles for pair in combinations(sorted(circle), 2))


# --- what it costs ---------------------------------------------------------------------------------------


class _Costs(msgspec.Struct, frozen=True):
    """What it costs that two share a table, and that one is at a table; *least* is what no seating goes below."""

    pairs: list[list[int]]
    alone: list[list[int]]
    least: int


def _pair_costs(people: Sequence[Present], rules: Rules, met: Iterable[Circle]) -> list[list[int]]:
    pairs = [[0] * len(people) for _ in people]
    together = rules.mix == "together"
    if rules.new_company:
        _add_met(pairs, people, met, _SECOND if together else _FIRST)
    if rules.mix == "none" and not rules.manager_apart:
        return pairs
    for (a, one), (b, other) in combinations(enumerate(people), 2):
        cost = _team_cost(one, other, rules, _FIRST if together else _SECOND)
        pairs[a][b] += cost
        pairs[b][a] += cost
    return pairs


def _add_met(pairs: list[list[int]], people: Sequence[Present], met: Iterable[Circle], cost: int) -> None:
    index = {person.by: n for n, person in enumerate(people)}
    for circle in met:
        for a, b in combinations([index[by] for by in circle if by in index], 2):
            pairs[a][b] += cost
            pairs[b][a] += cost


def _team_cost(one: Present, other: Present, rules: Rules, weight: int) -> int:
    same = bool(one.team) and one.team == other.team
    cost = 0
    if rules.manager_apart and same and one.manager != other.manager:
        cost += _APART
    if rules.mix == "teams" and same:
        cost += weight
    # Those of no team belong nowhere: they part nobody.
    if rules.mix == "together" and one.team and other.team and not same:
        cost += weight
    return cost


def _visits(people: Sequence[Present], tables: int, been: Mapping[str, Collection[int]]) -> list[list[int]]:
    if not been:
        return []
    visits = [[0] * tables for _ in people]
    for row, person in zip(visits, people, strict=True):
        for table in been.get(person.by, ()):
            if table < tables:
                row[table] += _BEEN
    return visits


def _least_of_teams(people: Sequence[Present], tables: int, rules: Rules) -> int:
    """Return what spreading teams costs at the least: a team of twelve at five tables has pairs that share one."""
    if rules.mix != "teams":
        return 0
    sizes: dict[str, int] = {}
    for person in people:
        if person.team:
            sizes[person.team] = sizes.get(person.team, 0) + 1
    least = 0
    for size in sizes.values():
        each, over = divmod(size, tables)
        least += over * (each + 1) * each // 2 + (tables - over) * each * (each - 1) // 2
    return least


# --- a place for everyone --------------------------------------------------------------------------------


def _placed(
    costs: _Costs, people: int, tables: int, fixed: Mapping[int, int], chance: random.Random, *, designed: bool
) -> list[int]:
    """Return the table of each; the best of a design and some searches."""
    if tables == 1 or people == 0:
        return [0] * people
    best: tuple[int, list[int]] | None = None
    if designed:
        best = min(_designed(costs, people, tables, chance), default=None)
        if best is not None and best[0] <= costs.least:
            return best[1]
    for _ in range(_TRIES):
        search = _Search(costs, people, tables, fixed, chance)
        found = search.run(best[1] if best is not None and best[0] < _BEEN else None)
        best = found if best is None else min(best, found)
        # What is left is of the lesser sort: trying all over would hardly help, and people wait.
        if best[0] < _APART:
            break
    return best[1] if best is not None else []


def _cost(costs: _Costs, at: Sequence[int]) -> int:
    circles: dict[int, list[int]] = {}
    for person, table in enumerate(at):
        circles.setdefault(table, []).append(person)
    return sum(costs.pairs[a][b] for circle in circles.values() for a, b in combinations(circle, 2))


class _Search:
    """One search. Tables are filled up with empty seats, so that moving somebody is an exchange too."""

    def __init__(
        self, costs: _Costs, people: int, tables: int, fixed: Mapping[int, int], chance: random.Random
    ) -> None:
        self.people, self.tables, self.fixed, self.chance = people, tables, fixed, chance
        self.least = costs.least
        self.seats = -(-people // tables)
        self.units = self.seats * tables
        self.near = self._neighbours(costs.pairs)
        self.pairs = [dict(row) for row in self.near]
        self.load = [[0] * tables for _ in range(self.units)]
        for unit, row in enumerate(costs.alone):
            self.load[unit] = list(row)
        self.at = [-1] * self.units
        self.free = [unit for unit in range(self.units) if unit not in fixed]

    def _neighbours(self, pairs: Sequence[Sequence[int]]) -> list[list[tuple[int, int]]]:
        near = [[(b, cost) for b, cost in enumerate(row) if cost] for row in pairs]
        empty = range(self.people, self.units)
        # Two empty seats at one table would make it smaller by two.
        return near + [[(b, _EMPTY) for b in empty if b != a] for a in empty]

    def run(self, start: Sequence[int] | None) -> tuple[int, list[int]]:
        """Return the least cost found, and the table of each person then."""
        if start is None:
            self._seat_all()
        else:
            for person, table in enumerate(start):
                self._sit(person, table)
            self._seat_rest(list(range(self.people, self.units)))
        return self._exchange()

    def _seat_all(self) -> None:
        for unit, table in self.fixed.items():
            self._sit(unit, table)
        order = self.free[: len(self.free) - (self.units - self.people)]
        self.chance.shuffle(order)
        # Who is hardest to seat comes first, while there is room.
        order.sort(key=lambda unit: -(sum(self.pairs[unit].values()) // _APART))
        # Empty seats first, one a table: sizes are right from the start, and no exchange makes them wrong again.
        self._seat_rest(list(range(self.people, self.units)) + order)

    def _seat_rest(self, order: Sequence[int]) -> None:
        room = [self.seats - self.at.count(table) for table in range(self.tables)]
        tables = list(range(self.tables))
        self.chance.shuffle(tables)
        for unit in order:
            row = self.load[unit]
            table = min((t for t in tables if room[t]), key=lambda t: (row[t], -room[t]))
            self._sit(unit, table)
            room[table] -= 1

    def _sit(self, unit: int, table: int) -> None:
        self.at[unit] = table
        for other, cost in self.near[unit]:
            self.load[other][table] += cost

    def _exchange(self) -> tuple[int, list[int]]:
        cost = self._total()
        best, kept = cost, self.at[: self.people]
        steps = min(_STEPS_A_PERSON * self.units, _MOST_LOOKS // self.units)
        until = [0] * self.units
        for step in range(steps):
            if cost <= self.least or not (troubled := self._troubled(step)):
                break
            unit = self.chance.choice(troubled)
            change, other = self._best_exchange(unit, until, step, best - cost)
            if other < 0:
                continue
            self._swap(unit, other)
            cost += change
            until[unit] = until[other] = step + 3 + self.chance.randrange(6)
            if cost < best:
                best, kept = cost, self.at[: self.people]
        return best, kept

    def _total(self) -> int:
        # Pairs are counted from both sides, what one costs alone from one: the load holds both.
        twice = sum(self.load[unit][self.at[unit]] for unit in range(self.units))
        together = sum(
            cost for unit in range(self.units) for other, cost in self.near[unit] if self.at[other] == self.at[unit]
        )
        return twice - together // 2

    def _troubled(self, step: int) -> list[int]:
        """Return who sits badly: those of the gravest sort, and every other time anybody."""
        bad = [(self.load[unit][self.at[unit]], unit) for unit in self.free]
        worst = max(bad, default=(0, 0))[0]
        line = 1 if step % 2 else next((weight for weight in _GRAVE if weight <= worst), 1)
        return [unit for load, unit in bad if load >= line]

    def _best_exchange(self, unit: int, until: Sequence[int], step: int, record: int) -> tuple[int, int]:
        """Return what the best exchange changes and with whom; with −1 if there is none."""
        here, row, pairs = self.at[unit], self.load[unit], self.pairs[unit]
        held = until[unit] > step
        best, found = 0, -1
        turn = self.chance.randrange(len(self.free))
        for other in self.free[turn:] + self.free[:turn]:
            there = self.at[other]
            if there == here:
                continue
            load = self.load[other]
            change = row[there] - row[here] + load[here] - load[there]
            if other in pairs:
                change -= 2 * pairs[other]
            if (held or until[other] > step) and change >= record:
                continue
            if found < 0 or change < best:
                best, found = change, other
        return best, found

    def _swap(self, one: int, other: int) -> None:
        a, b = self.at[one], self.at[other]
        for unit, cost in self.near[one]:
            self.load[unit][a] -= cost
            self.load[unit][b] += cost
        for unit, cost in self.near[other]:
            self.load[unit][b] -= cost
            self.load[unit][a] += cost
        self.at[one], self.at[other] = b, a


# --- designs ---------------------------------------------------------------------------------------------


def _designed(costs: _Costs, people: int, tables: int, chance: random.Random) -> Iterator[tuple[int, list[int]]]:
    """Yield the rounds of a design that fits, each with its cost, shuffled; stop at the first free one."""
    if people < 2 * tables:
        return
    rounds = list(_pairings(people) if people == 2 * tables else _lines(people, tables))
    chance.shuffle(rounds)
    for at in rounds:
        cost = _cost(costs, at)
        yield cost, at
        if cost <= costs.least:
            return


def _pairings(people: int) -> Iterator[list[int]]:
    """Yield rounds of pairs in which all meet all once: one stands still, the others go round."""
    last = people - 1
    for turn in range(last):
        at = [0] * people
        for table in range(1, people // 2):
            at[(turn + table) % last] = at[(turn - table) % last] = table
        yield at


def _lines(people: int, tables: int) -> Iterator[list[int]]:
    """Yield rounds of groups along the lines of a grid with a row for each table; its last column may be short.

    Over a field two lines cross once at most, so no pair meets twice; over other numbers some rounds repeat.
    """
    size = -(-people // tables)
    if size > tables:
        return
    times, plus = _product(tables), _sum(tables)
    for slope in range(tables):
        yield [plus(row, times(column, slope)) for column in range(size) for row in range(tables)][:people]
    if people == tables * tables:
        yield [column for column in range(size) for _ in range(tables)]


# Order of the field → its prime, and what the highest power is equal to (an irreducible polynomial's remainder).
_FIELDS: dict[int, tuple[int, tuple[int, ...]]] = {
    4: (2, (1, 1)),
    8: (2, (1, 1, 0)),
    9: (3, (2, 0)),
    16: (2, (1, 1, 0, 0)),
    25: (5, (2, 0)),
}


def _product(order: int) -> Callable[[int, int], int]:
    """Return how numbers below *order* are multiplied: as in a field, where one of that order is known here."""
    if order not in _FIELDS:
        return lambda a, b: a * b % order
    prime, remainder = _FIELDS[order]
    degree = len(remainder)

    def times(a: int, b: int) -> int:
        one, other = _digits(a, prime, degree), _digits(b, prime, degree)
        product = [0] * (2 * degree)
        for m, x in enumerate(one):
            for n, y in enumerate(other):
                product[m + n] += x * y
        for power in range(2 * degree - 1, degree - 1, -1):
            for n, factor in enumerate(remainder):
                product[power - degree + n] += product[power] * factor
        return _number([digit % prime for digit in product[:degree]], prime)

    return times


def _sum(order: int) -> Callable[[int, int], int]:
    if order not in _FIELDS:
        return lambda a, b: (a + b) % order
    prime, remainder = _FIELDS[order]
    degree = len(remainder)

    def plus(a: int, b: int) -> int:
        both = zip(_digits(a, prime, degree), _digits(b, prime, degree), strict=True)
        return _number([(x + y) % prime for x, y in both], prime)

    return plus


def _digits(number: int, base: int, places: int) -> list[int]:
    return [number // base**place % base for place in range(places)]


def _number(digits: Sequence[int], base: int) -> int:
    return sum(digit * base**place for place, digit in enumerate(digits))
