"""Undo brings back what everyone saw, and is refused once somebody else has touched the same."""

import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.activities import cluster
from facilitator.core import commands as c
from facilitator.core.agenda import Block, Step
from facilitator.core.refusal import Refusal
from facilitator.core.workshop import Workshop
from tests.laws.days import CO, IDENTITIES, KINDS, LEADER, Day, encoded

TEXT = {"en": "else"}


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(chance=st.randoms(use_true_random=False), identity=st.sampled_from(IDENTITIES))
def test_what_a_leader_did_to_an_activity_and_took_back_is_as_if_it_had_not_been(
    kind: str, chance: random.Random, identity: str
) -> None:
    day = Day(identity)  # type: ignore[arg-type]
    day.open(kind)
    for place in range(20):
        before, kept = seen(day), len(day.workshop.undo.get(LEADER, ()))
        by, command = day.something(chance, kind, f"word{place}")
        if day.do(by, command) is None and len(day.workshop.undo.get(LEADER, ())) > kept:
            fork = day.workshop
            day.must(LEADER, c.Undo())
            assert seen(day) == before, command
            # Go on from where it was not taken back.
            day.workshop = fork


def seen(day: Day) -> dict[str, bytes]:
    """Return what every audience sees, without what tells of the doing itself: undo's buttons, deeds, touches."""
    views = day.views()
    for audience in ("desk", "remote"):
        views[audience] = msgspec.structs.replace(views[audience], undo="", redo="", deeds=(), touched={})
    return {audience: encoded(view) for audience, view in views.items()}


def planned(workshop: Workshop) -> list[c.Command]:
    """Return one of each command that changes the plan, fit for this workshop."""
    first, later = workshop.blocks[0].id, workshop.blocks[1].id
    step = workshop.blocks[1].steps[0].id
    return [
        c.AddBlock(block=Block(id="any", title=TEXT, steps=(Step(id="a", kind="show"),)), after=first),
        c.EditBlock(block=later, title=TEXT, minutes=33, fixed_at=700, note="mine", mandatory=True),
        c.MoveBlock(block=later),
        c.RemoveBlock(block=later),
        c.AddStep(block=later, step=Step(id="any", kind="vote"), after=step),
        c.EditStep(step=step, prompt=TEXT, minutes=12.0, kind="vote", identity="named"),
        c.EditStep(step=step, settings={"style": "break"}),
        c.MoveStep(step=step, block=first),
        c.RemoveStep(step=step),
        c.EditWorkshop(title=TEXT, client="x", starts=600),
        c.SkipBlock(block=later),
        c.AddBlocks(blocks=(Block(id="", title=TEXT), Block(id="", new_day=True, minutes=0)), after=first),
        c.RemoveBlocks(blocks=(later,)),
        c.EditBlock(block=later, goal=TEXT, lead="Olli", is_buffer=True, before=True, track="Red"),
        c.SaveVersion(name="First"),
        c.DismissAdvice(advice="slack"),
        c.EditWorkshop(result=TEXT, decides=TEXT, contact="x"),
    ]


@pytest.mark.parametrize("place", range(17))
def test_what_was_done_to_the_plan_is_taken_back_and_done_again_without_a_trace(place: int) -> None:
    day = Day("named")
    block = Block(id="any", title={"en": "Later"}, steps=tuple(Step(id=word, kind="show") for word in "ab"))
    day.must(LEADER, c.AddBlock(block=block, after=day.workshop.blocks[0].id))
    command = planned(day.workshop)[place]
    before = seen(day)
    day.must(LEADER, command)
    assert seen(day) != before
    after = seen(day)
    day.must(LEADER, c.Undo())
    assert seen(day) == before
    day.must(LEADER, c.Redo())
    assert seen(day) == after
    day.must(LEADER, c.Undo())
    assert seen(day) == before


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(chance=st.randoms(use_true_random=False))
def test_undo_is_refused_once_another_leader_did_the_same_to_the_same(kind: str, chance: random.Random) -> None:
    day = Day("named")
    day.open(kind)
    for place in range(20):
        by, command = day.something(chance, kind, f"word{place}")
        kept, fork = len(day.workshop.undo.get(LEADER, ())), day.workshop
        if day.do(by, command) is not None or len(day.workshop.undo.get(LEADER, ())) == kept:
            continue
        if day.do(CO, command) is None:
            assert day.do(LEADER, c.Undo()) == Refusal("changed_since"), command
            day.workshop = fork
            day.must(by, command)


def test_undo_is_refused_once_a_participant_moved_the_same_note() -> None:
    day = Day("anonymous")
    activity = day.open("cluster")
    state = day.activity("cluster").state
    note, heading = next(iter(state.notes)), next(iter(state.headings))
    day.must(LEADER, cluster.PlaceNotes(activity=activity, notes=(note,), heading=heading))
    day.must(day.author(0, "cluster"), cluster.PlaceNotes(activity=activity, notes=(note,)))
    assert day.do(LEADER, c.Undo()) == Refusal("changed_since")


def test_undo_is_not_refused_when_others_touched_other_things() -> None:
    day = Day("anonymous")
    activity = day.open("cluster")
    state = day.activity("cluster").state
    notes, heading = list(state.notes), next(iter(state.headings))
    day.must(LEADER, cluster.PlaceNotes(activity=activity, notes=(notes[0],), heading=heading))
    day.must(CO, cluster.PlaceNotes(activity=activity, notes=(notes[1],), heading=heading))
    day.must(day.author(0, "cluster"), cluster.PlaceNotes(activity=activity, notes=(notes[2],), heading=heading))
    day.must(LEADER, c.Undo())
    places = [note.heading for note in day.activity("cluster").state.notes.values()]
    assert places[:3] == ["", heading, heading]
