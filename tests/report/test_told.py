"""What holds for every kind of activity in every document of a day: see ``whole_day.py``."""

from typing import get_args

import pytest
from msgspec.structs import replace

from facilitator.activities.rate import RatingView
from facilitator.core.agenda import DESTINATIONS, Destination, Identity
from facilitator.report.csv import tables
from facilitator.report.cuts import CUTS, Cut
from facilitator.report.json import document as as_json
from facilitator.report.markdown import document as as_markdown
from facilitator.report.summary import Part
from facilitator.report.told import Grid, told
from tests.laws.days import KINDS, mode_of
from tests.report.days import NICKNAME, REAL_NAME, SAY, everything_told, summarised
from tests.report.whole_day import WholeDay

IDENTITIES: tuple[Identity, ...] = get_args(Identity)
# Where nobody writes, there is no line to be mixed up.
COUNTED = ("vote", "rank", "rate", "matrix", "consent", "form")
LEAVING: tuple[Cut, ...] = ("participants", "client")


def documents(day: WholeDay, cut: Cut) -> tuple[str, bytes, bytes]:
    summary = summarised(day.story, cut)
    return as_markdown(summary, SAY), as_json(summary), tables(summary, SAY)


@pytest.mark.parametrize("identity", IDENTITIES)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_document_tells_in_which_order_people_answered(kind: str, identity: Identity) -> None:
    forth, back = (WholeDay(identity, order, kinds=[kind]) for order in (range(6), range(5, -1, -1)))
    for cut in LEAVING:
        assert documents(forth, cut) == documents(back, cut)


@pytest.mark.parametrize("destination", DESTINATIONS)
def test_each_kind_is_in_the_cuts_that_people_were_told_of_and_in_no_other(destination: Destination) -> None:
    day = WholeDay("anonymous", destination=destination)
    for cut in LEAVING:
        text = everything_told(day.story, cut)
        may = destination == "client" or destination == cut
        assert {kind: f"{kind}prompt" in text for kind in day.steps} == dict.fromkeys(day.steps, may)


@pytest.mark.parametrize("identity", ["anonymous", "facilitator", "group", "only_you"])
def test_no_kind_tells_readers_who_answered(identity: Identity) -> None:
    kinds = [kind for kind in KINDS if mode_of(kind, identity) == identity]
    day = WholeDay(identity, kinds=kinds)
    for cut in LEAVING:
        text = everything_told(day.story, cut)
        assert REAL_NAME not in text
        assert NICKNAME not in text
        for number, person in enumerate(day.people.people):
            assert person[2:] not in text
            assert day.people.author(number, identity)[2:] not in text


@pytest.mark.parametrize("kind", COUNTED)
def test_what_fewer_than_five_answered_is_broken_down_nowhere(kind: str) -> None:
    for count, few in ((4, True), (6, False)):
        summary = summarised(WholeDay("anonymous", range(count), kinds=[kind]).story, "client")
        (part,) = summary.sections[0].parts
        assert (part.few, part.rows == ()) == (few, few)
        grids = [piece for piece in told(part, ("en",), SAY) if isinstance(piece, Grid)]
        assert not (few and grids)
        assert not few or "so no numbers are given" in as_markdown(summary, SAY)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_told_in_markdown_and_in_json(kind: str) -> None:
    day = WholeDay("named", kinds=[kind])
    for cut in CUTS:
        (part,) = summarised(day.story, cut).sections[0].parts
        assert list(told(part, ("en",), SAY))
    assert f"{kind}prompt" in documents(day, "client")[0]


@pytest.mark.parametrize(("scale", "words"), [("1-5", "+0.6"), ("words", "none: 4 → 0")])
def test_what_is_rated_again_is_told_with_the_change(scale: str, words: str) -> None:
    (part,) = summarised(WholeDay("named", kinds=["rate"]).story).sections[0].parts
    rating = RatingView(
        n=6, mean=3.1, median=3, counts=(0, 1, 4, 1, 0), earlier_n=6, earlier_mean=2.5, earlier=(4, 2)
    )
    rows = {key: replace(row, ratings=(rating, rating)) for key, row in part.view.statements.items()}
    steps = tuple({"en": step} for step in ("none", "little", "some", "much", "all")) if scale == "words" else ()
    again = replace(part, view=replace(part.view, scale=scale, steps=steps, statements=rows))
    (grid,) = (piece for piece in told(again, ("en",), SAY) if isinstance(piece, Grid))
    assert words in " | ".join(grid.rows[0])


def test_a_kind_without_words_of_its_own_is_told_by_its_table() -> None:
    part = Part(
        id="x",
        kind="new",
        prompt={},
        identity="named",
        reach="client",
        sealed=False,
        rows=(("Option", "Mean"), ("tea", 3.5)),
    )
    assert list(told(part, ("en",), SAY)) == [Grid(("Option", "Mean"), (("tea", "3.5"),))]
    assert (
        list(told(Part(id="x", kind="n", prompt={}, identity="named", reach="client", sealed=False), (), SAY)) == []
    )
