"""Seating: who sits with whom."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.activities.seating import Circle, Mix, Rules, how_many, join_up, repeats, seat
from facilitator.core.kind import Present

SEEDS = st.integers(0, 2**32 - 1)
MIXES = st.sampled_from(["none", "teams", "together"])
PEOPLE = st.lists(st.tuples(st.sampled_from(["", "a", "b", "c"]), st.booleans()), min_size=1, max_size=40)


def crowd(*facts: tuple[str, bool]) -> list[Present]:
    return [Present(f"p/{n:03}", team, manager) for n, (team, manager) in enumerate(facts)]


def plain(count: int) -> list[Present]:
    return crowd(*(("", False),) * count)


def day(count: int, tables: int, rounds: int, rules: Rules | None = None) -> list[int]:
    """Return how many pairs meet again in each round of a day."""
    met: list[Circle] = []
    again = []
    for number in range(rounds):
        circles = seat(plain(count), tables, rules or Rules(), met, seed=number * 7919 + count)
        again.append(repeats(circles, met))
        met.extend(circles)
    return again


def clashes(circles: tuple[Circle, ...], people: list[Present]) -> int:
    """Return how many managers sit with somebody of their own team."""
    known = {person.by: person for person in people}
    return sum(
        bool(known[a].team) and known[a].team == known[b].team and known[a].manager != known[b].manager
        for circle in circles
        for a, b in combinations(circle, 2)
    )


@given(PEOPLE, st.integers(1, 12), MIXES, st.booleans(), SEEDS)
def test_everyone_is_in_exactly_one_group_and_sizes_differ_by_one_at_most(
    facts: list[tuple[str, bool]], tables: int, mix: Mix, apart: bool, seed: int
) -> None:
    people = crowd(*facts)
    circles = seat(people, tables, Rules(mix, apart), [("p/000", "p/001", "p/002")], seed)
    assert sorted(by for circle in circles for by in circle) == [person.by for person in people]
    sizes = [len(circle) for circle in circles]
    assert len(circles) == tables
    assert max(sizes) - min(sizes) <= 1


def test_sizes_hold_also_where_teams_would_rather_sit_otherwise() -> None:
    people = crowd(*((team, False) for team in "aaabbbc"))
    for seed in range(10):
        sizes = sorted(len(circle) for circle in seat(people, 3, Rules("together"), (), seed))
        assert sizes == [2, 2, 3]


@given(PEOPLE, st.integers(1, 6), SEEDS)
def test_the_same_seed_places_alike_whatever_the_order_people_come_in(
    facts: list[tuple[str, bool]], tables: int, seed: int
) -> None:
    people = crowd(*facts)
    rules = Rules("teams", True)
    assert seat(people, tables, rules, (), seed) == seat(people[::-1], tables, rules, (), seed)


def test_another_seed_places_otherwise() -> None:
    assert len({seat(plain(20), 5, Rules(), (), seed) for seed in range(12)}) > 3


@pytest.mark.parametrize("count", range(2, 25, 2))
def test_pairs_meet_everyone_before_they_meet_anyone_again(count: int) -> None:
    assert day(count, count // 2, count - 1) == [0] * (count - 1)


@pytest.mark.parametrize(
    ("count", "tables", "rounds"),
    [(9, 3, 4), (12, 4, 4), (15, 5, 5), (16, 4, 5), (20, 5, 5), (25, 5, 6), (32, 8, 7), (49, 7, 8), (120, 20, 6)],
)
def test_nobody_meets_again_in_groups_while_that_is_known_to_be_possible(
    count: int, tables: int, rounds: int
) -> None:
    assert day(count, tables, rounds) == [0] * rounds


@pytest.mark.parametrize(
    ("count", "tables", "rounds"), [(23, 6, 4), (25, 6, 4), (24, 5, 5), (17, 8, 6), (299, 149, 8)]
)
def test_groups_of_two_sizes_meet_nobody_again_for_some_rounds_either(count: int, tables: int, rounds: int) -> None:
    assert day(count, tables, rounds) == [0] * rounds


def test_when_all_have_met_a_pair_meets_again_and_is_counted() -> None:
    assert day(4, 2, 4) == [0, 0, 0, 2]


def test_with_new_company_off_nobody_minds_who_met() -> None:
    met = [tuple(person.by for person in plain(8))]
    circles = seat(plain(8), 4, Rules(new_company=False), met, 1)
    assert repeats(circles, met) == 4


def possible(people: list[Present], tables: int) -> bool:
    """Tell by trying all whether managers can sit apart from their teams."""
    each, over = divmod(len(people), tables)
    sizes = sorted([each + 1] * over + [each] * (tables - over))
    for at in product(range(tables), repeat=len(people)):
        circles = tuple(
            tuple(person.by for person, table in zip(people, at, strict=True) if table == place)
            for place in range(tables)
        )
        if sorted(map(len, circles)) == sizes and not clashes(circles, people):
            return True
    return False


@given(
    st.lists(st.tuples(st.sampled_from(["", "a", "b"]), st.booleans()), min_size=2, max_size=7),
    st.integers(2, 3),
    MIXES,
    SEEDS,
)
def test_a_manager_sits_apart_from_the_own_team_whenever_that_is_possible(
    facts: list[tuple[str, bool]], tables: int, mix: Mix, seed: int
) -> None:
    people = crowd(*facts)
    met = [tuple(person.by for person in people[:4])]
    circles = seat(people, tables, Rules(mix, manager_apart=True), met, seed)
    assert (clashes(circles, people) == 0) == possible(people, tables)


def test_thirty_managers_sit_apart_from_thirty_teams() -> None:
    people = crowd(*((f"team{n % 30}", n < 30) for n in range(300)))
    assert clashes(seat(people, 75, Rules("teams", manager_apart=True), (), 3), people) == 0
    assert clashes(seat(people, 75, Rules("together"), (), 3), people) > 0


def test_teams_are_spread_as_evenly_as_they_can_be() -> None:
    people = crowd(*((f"team{n // 6}", False) for n in range(24)))
    teams = {person.by: person.team for person in people}
    for circle in seat(people, 6, Rules("teams"), (), 5):
        assert len({teams[by] for by in circle}) == 4


def test_teams_are_kept_together_before_new_company_is_looked_for() -> None:
    people = crowd(*((f"team{n // 4}", False) for n in range(16)))
    teams = {person.by: person.team for person in people}
    met = [tuple(person.by for person in people[n : n + 4]) for n in range(0, 16, 4)]
    for circle in seat(people, 4, Rules("together"), met, 5):
        assert len({teams[by] for by in circle}) == 1


@given(st.integers(10, 40), st.integers(3, 5), SEEDS)
def test_hosts_stay_and_the_others_come_to_a_table_they_have_not_been_to(
    count: int, tables: int, seed: int
) -> None:
    people = plain(count)
    first = seat(people, tables, Rules(), (), seed)
    hosts = {circle[0]: table for table, circle in enumerate(first)}
    been = {by: [table] for table, circle in enumerate(first) for by in circle}
    second = seat(people, tables, Rules(), first, seed, hosts, been)
    for table, circle in enumerate(second):
        assert [by for by in circle if by in hosts] == [by for by, where in hosts.items() if where == table]
        assert not (set(circle) & set(first[table])) - set(hosts)
    sizes = [len(circle) for circle in second]
    assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize(("companies", "sizes"), [(2, [2]), (4, [2, 2]), (5, [2, 3]), (1, [1])])
def test_companies_join_two_by_two_and_three_where_they_are_odd(companies: int, sizes: list[int]) -> None:
    pairs = [plain(companies * 2)[n * 2 : n * 2 + 2] for n in range(companies)]
    joined = join_up(pairs, Rules(), (), 1)
    assert sorted(map(len, joined)) == sizes
    assert sorted(n for together in joined for n in together) == list(range(companies))


def test_pairs_that_met_do_not_become_a_four_while_others_are_there() -> None:
    people = plain(8)
    pairs = [people[n : n + 2] for n in range(0, 8, 2)]
    met = [tuple(person.by for person in (*pairs[0], *pairs[1])), tuple(person.by for person in pairs[2])]
    for seed in range(10):
        assert (0, 1) not in join_up(pairs, Rules(), met, seed)


@pytest.mark.parametrize(
    ("people", "size", "number", "groups"),
    [
        (0, 4, 0, 1),
        (1, 2, 0, 1),
        (3, 2, 0, 1),
        (7, 2, 0, 3),
        (25, 4, 0, 6),
        (23, 4, 0, 6),
        (5, 3, 0, 2),
        (4, 3, 0, 1),
        (120, 6, 0, 20),
        (25, 4, 5, 5),
        (6, 4, 10, 3),
        (0, 4, 5, 5),
    ],
)
def test_nobody_is_left_alone_and_groups_are_near_the_size_asked_for(
    people: int, size: int, number: int, groups: int
) -> None:
    assert how_many(people, size, number) == groups
