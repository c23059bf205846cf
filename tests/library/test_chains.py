"""Chains: what one step yields feeds the next without typing, in a room of 12 and in one of 120."""

from collections.abc import Iterable
from typing import Any

import pytest

from facilitator.core import commands as c
from facilitator.core.kind import Company, Item, Yields
from facilitator.core.text import Text, pick
from facilitator.core.workshop import Activity
from tests.library.play import SHIPPED, Day
from tests.stories import KINDS, Story, made_id

ROOMS = pytest.mark.parametrize("people", [12, 120])


class Block:
    """A method, played as one block from its first step to its last.

    Attributes:
        at: Each step's activity, by its name in the file.
    """

    def __init__(self, slug: str, people: int) -> None:
        method, self.story = SHIPPED.methods[slug], Story(languages=("fi",))
        follows = any(step.source is not None and not step.source.step for step in method.steps)
        before = self.story.plan(identity="anonymous") if follows else ""
        block = method.to_block(made_id(slug), languages=("fi",), before=before)
        self.story.do(c.AddBlock(block=block, after=self.story.workshop.blocks[-1].id if before else ""))
        self.day = Day(self.story, people)
        played = self.day.play()
        self.before = played[0] if before else None
        names = [step.id for step in method.steps]
        self.at = dict(zip(names, played[len(played) - len(names) :], strict=True))

    def yields(self, step: str) -> Yields:
        return yields_of(self.at[step])

    def state(self, step: str) -> Any:
        return self.at[step].state

    def items_in(self, step: str) -> list[str]:
        return words(self.at[step].inputs.items)


def yields_of(activity: Activity) -> Yields:
    return KINDS[activity.step.kind].yields(activity.state, activity.moment)


def words(items: Iterable[Item]) -> list[str]:
    return [pick(item.text, ("fi",)) for item in items]


def said(texts: Iterable[Text]) -> list[str]:
    return [pick(text, ("fi",)) for text in texts]


def sat(companies: Iterable[Company]) -> list[set[str]]:
    return [set(company.members) for company in companies]


def everybody_once(companies: Iterable[Company], people: list[str]) -> bool:
    return sorted(person for company in companies for person in company.members) == sorted(people)


@pytest.fixture(scope="module")
def played() -> dict[tuple[str, int], Block]:
    return {}


def block_of(played: dict[tuple[str, int], Block], slug: str, people: int) -> Block:
    """Return the block; a method is played once for all that is asked of it."""
    if (slug, people) not in played:
        played[slug, people] = Block(slug, people)
    return played[slug, people]


Played = dict[tuple[str, int], Block]


# --- OPERA -----------------------------------------------------------------------------------------------


@ROOMS
def test_opera_has_what_one_thought_alone_seen_by_nobody(played: Played, people: int) -> None:
    opera = block_of(played, "opera", people)
    assert len(opera.state("own").notes) > people
    assert opera.yields("own") == Yields()
    assert not opera.at["pairs"].inputs.items


@ROOMS
def test_opera_lets_each_pair_write_and_all_of_that_is_presented(played: Played, people: int) -> None:
    opera = block_of(played, "opera", people)
    pairs = opera.at["best"].inputs.companies
    assert everybody_once(pairs, opera.day.people)
    assert {len(pair.members) for pair in pairs} <= {2, 3}
    written = opera.yields("best").items
    assert {item.of for item in written} == {pair.id for pair in pairs}
    most = len(opera.state("present").items)
    assert words(opera.state("present").items) == words(written)[:most]
    assert most == min(len(written), 50)
    assert opera.state("present").mark.turn == most, "each has its turn"


@ROOMS
def test_opera_has_the_pairs_choose_among_what_all_pairs_wrote(played: Played, people: int) -> None:
    opera = block_of(played, "opera", people)
    vote, written = opera.at["choosing"], opera.yields("best").items
    assert vote.inputs.items == written
    assert sat(vote.inputs.companies) == sat(opera.yields("pairs").companies)
    # A fourth of the options is what each pair has: far from all, and never all for its own.
    votes = opera.yields("choosing").top
    assert sum(item.weight for item in votes) > 0
    assert [item.weight for item in votes] == sorted((item.weight for item in votes), reverse=True)


@ROOMS
def test_opera_clusters_the_most_voted_first_and_loses_none(played: Played, people: int) -> None:
    opera = block_of(played, "opera", people)
    grouped, voted = opera.at["grouping"].inputs.items, opera.yields("choosing").top
    assert grouped == voted
    assert len(grouped) == len(opera.state("choosing").options), "what got no votes is still there"
    headings = opera.yields("grouping").groups
    assert opera.items_in("acts") == said(group.text for group in headings)[:5]
    assert opera.state("acts").actions


# --- 1-2-4-All -------------------------------------------------------------------------------------------


@ROOMS
def test_in_one_two_four_all_pairs_stay_together_in_their_fours(played: Played, people: int) -> None:
    funnel = block_of(played, "1-2-4-kaikki", people)
    pairs, fours = sat(funnel.yields("pairs").companies), sat(funnel.yields("fours").companies)
    assert len(pairs) == people // 2
    assert len(fours) == people // 4
    for four in fours:
        assert len(four) == 4
        assert sum(pair <= four for pair in pairs) == 2


@ROOMS
def test_in_one_two_four_all_each_four_gives_the_one_thought(played: Played, people: int) -> None:
    funnel = block_of(played, "1-2-4-kaikki", people)
    given = funnel.yields("one")
    assert len(given.items) == people // 4
    assert {item.of for item in given.items} == {four.id for four in funnel.yields("fours").companies}
    assert funnel.yields("alone") == Yields()


# --- brainwriting ----------------------------------------------------------------------------------------


@ROOMS
def test_in_brainwriting_every_sheet_goes_through_four_hands(played: Played, people: int) -> None:
    writing = block_of(played, "aivokirjoitus-635", people)
    state = writing.state("sheets")
    assert state.passing.round == 4
    ideas = [note for note in state.notes.values() if note.by]
    assert len(ideas) == people * 3 * 4
    assert {note.by for note in ideas} == set(writing.day.authors(writing.at["sheets"].step.id))


@ROOMS
def test_in_brainwriting_all_ideas_are_grouped_and_headings_are_voted_on(played: Played, people: int) -> None:
    writing = block_of(played, "aivokirjoitus-635", people)
    assert len(writing.at["grouping"].inputs.items) == people * 3 * 4
    headings = writing.yields("grouping").groups
    assert sum(len(group.items) for group in headings) == people * 3 * 4
    assert writing.items_in("choosing") == said(group.text for group in headings)


# --- learning café ---------------------------------------------------------------------------------------


@ROOMS
def test_in_the_cafe_each_table_has_one_of_the_topics_and_people_meet_others(played: Played, people: int) -> None:
    cafe = block_of(played, "oppimiskahvila", people)
    state = cafe.state("rounds")
    topics = [pick(topic.text, ("fi",)) for topic in state.topics]
    assert topics == cafe.items_in("rounds") == cafe.items_in("topics")
    tables = {circled.number: circled for circled in state.groups.values()}
    assert len(tables) % len(topics) == 0, "as many tables to a topic as to any other"
    assert people / len(tables) <= 6
    # All but the hosts sit at another topic in the second round.
    first, second = state.sat[0], state.sat[1]
    hosts = {circled.host for circled in state.groups.values()}
    place = {group: (circled.number - 1) % len(topics) for group, circled in state.groups.items()}
    moved = [person for person in first if place[first[person]] != place[second[person]]]
    assert not hosts & set(moved)
    assert len(moved) >= 0.9 * (people - len(tables))


@ROOMS
def test_in_the_cafe_what_tables_wrote_is_told_by_topic_and_voted_on(played: Played, people: int) -> None:
    cafe = block_of(played, "oppimiskahvila", people)
    work = cafe.yields("rounds")
    assert {note.round for note in cafe.state("rounds").notes.values()} == {0, 1, 2}
    assert said(group.text for group in work.groups) == cafe.items_in("topics")
    assert all(group.items for group in work.groups)
    assert cafe.items_in("hosts") == cafe.items_in("topics")
    assert cafe.at["choosing"].inputs.items == work.items
    assert len(cafe.state("choosing").options) == len(work.items)


# --- crowd rating ----------------------------------------------------------------------------------------


@ROOMS
def test_in_crowd_rating_each_idea_is_read_equally_often(played: Played, people: int) -> None:
    crowd = block_of(played, "kiertava-pisteytys", people)
    assert len(crowd.at["rating"].inputs.items) == people
    rows = crowd.state("rating").statements.values()
    read = [row.draws for row in rows]
    assert len(read) == people
    assert set(read) == {5}
    assert sum(row.raters for row in rows) > 0.7 * people * 5


@ROOMS
def test_in_crowd_rating_the_ten_best_are_shown(played: Played, people: int) -> None:
    crowd = block_of(played, "kiertava-pisteytys", people)
    assert crowd.items_in("best") == words(crowd.yields("rating").top)[:10]


# --- rules of play ---------------------------------------------------------------------------------------


@ROOMS
def test_rules_are_made_of_the_topics_that_got_most_votes(played: Played, people: int) -> None:
    rules = block_of(played, "pelisaantojen-laatiminen", people)
    assert rules.items_in("choosing") == said(group.text for group in rules.yields("grouping").groups)
    best = words(rules.yields("choosing").top)[:5]
    assert rules.items_in("rules") == best
    state = rules.state("rules")
    dealt = [text for topic in state.topics for text in said((topic.text, *topic.under)) if text]
    assert sorted(dealt) == sorted(best), "each table got its subset, and no topic is left over"


@ROOMS
def test_rules_have_three_fields_and_stand_as_they_are_where_all_are_asked(played: Played, people: int) -> None:
    rules = block_of(played, "pelisaantojen-laatiminen", people)
    assert all(len(note.words) == 3 for note in rules.state("rules").notes.values())
    written = words(rules.yields("rules").items)
    assert rules.items_in("support") == written
    assert sorted(rules.items_in("weakest")) == sorted(written)
    assert rules.items_in("starting") == words(rules.yields("weakest").top)[:10]


@ROOMS
def test_rules_go_on_by_their_support(played: Played, people: int) -> None:
    rules = block_of(played, "pelisaantojen-laatiminen", people)
    ranked = rules.yields("weakest").top
    assert [item.weight for item in ranked] == sorted((item.weight for item in ranked), reverse=True)


# --- peer consultation -----------------------------------------------------------------------------------


@ROOMS
def test_in_a_consultation_the_phases_follow_one_another_to_the_last(played: Played, people: int) -> None:
    case = block_of(played, "vertaiskonsultaatio", people)
    state = case.state("case")
    assert state.mark.phase == len(state.settings.phases) - 1
    assert state.mark.speaker, "somebody brings the case"
    assert everybody_once(case.yields("roles").companies, case.day.people)


@ROOMS
def test_nothing_of_a_consultation_is_kept_but_ones_own_step_for_oneself(played: Played, people: int) -> None:
    case = block_of(played, "vertaiskonsultaatio", people)
    assert case.yields("case") == Yields()
    assert case.yields("own-act") == Yields()
    assert len(case.state("own-act").notes) >= people


# --- in every one of them --------------------------------------------------------------------------------

CHAINS = (
    "opera",
    "1-2-4-kaikki",
    "aivokirjoitus-635",
    "oppimiskahvila",
    "kiertava-pisteytys",
    "pelisaantojen-laatiminen",
    "vertaiskonsultaatio",
)


@ROOMS
@pytest.mark.parametrize("slug", CHAINS)
def test_nobody_types_anything_twice(played: Played, slug: str, people: int) -> None:
    """What flows in is exactly what was written: no step that starts from another has other words in its place."""
    block = block_of(played, slug, people)
    method = SHIPPED.methods[slug]
    for step in method.steps:
        if step.source is not None and step.source.step:
            given = yields_of(block.at[step.source.step])
            known = {*words(given.items), *words(given.top), *said(group.text for group in given.groups)}
            assert block.items_in(step.id)
            assert set(block.items_in(step.id)) <= known


@ROOMS
@pytest.mark.parametrize("slug", CHAINS)
def test_a_chain_closes_every_step_it_opened(played: Played, slug: str, people: int) -> None:
    assert all(activity.stage == "closed" for activity in block_of(played, slug, people).at.values())
