"""Plays a planned workshop from the first step to the last: everyone answers what is asked, as in a rehearsal."""

import msgspec

from facilitator.core import commands as c
from facilitator.core.agenda import Step
from facilitator.core.flow import before_opening, inputs_of, next_step, people_here
from facilitator.core.kind import Inputs
from facilitator.core.workshop import Activity
from facilitator.library.parse import Library, parse_all
from facilitator.live.pretend_words import SAYINGS
from facilitator.web.folders import read_methods
from tests.stories import CO, KINDS, ROOM, Story

replace = msgspec.structs.replace

PEOPLE = 12
MOST_MOVES = 60  # of a leader in one activity: rounds, turns, phases
SHIPPED: Library = parse_all(read_methods(), KINDS)


class Day:
    """A day with people in the room; `play` leads it to its end.

    Args:
        story: A planned workshop.
        people: How many come.
    """

    def __init__(self, story: Story, people: int = PEOPLE) -> None:
        story.do(c.EditWorkshop(expected=people))
        self.story = story
        self.people = [story.join(f"Osallistuja {n + 1}", nickname=f"Nimimerkki {n + 1}") for n in range(people)]
        self.asked = [step.id for block in story.workshop.blocks if block.before for step in block.steps]
        for step in self.asked:
            story.do(c.OpenActivity(step=step))
            self.answer(step)
        story.start()

    def play(self) -> list[Activity]:
        """Open, answer, reveal and close every step, then end the day; return its activities in order."""
        played: list[str] = [*self.asked]
        while step := next_step(self.story.workshop, KINDS):
            for first in before_opening(self.story.workshop, step, KINDS):
                self.story.do(first)
            self.story.do(c.OpenActivity(step=step.id, inputs=self.inputs(step)))
            self.answer(step.id)
            self.close(step.id)
            played.append(step.id)
        self.story.do(c.EndWorkshop())
        return [self.story.activity(step) for step in played]

    def inputs(self, step: Step) -> Inputs:
        """Return what the room would fill in."""
        inputs = inputs_of(self.story.workshop, step, KINDS)
        return replace(inputs, people=people_here(self.story.workshop, ())) if _places(step) else inputs

    def answer(self, activity: str) -> None:
        """Let the leader do what the kind leaves to leaders, and everyone answer after each of those moves."""
        kind = KINDS[self.story.activity(activity).step.kind]
        for _ in range(MOST_MOVES):
            self._lead(activity)
            self._everyone(activity)
            self._lead(activity)
            if (move := kind.next_command(self.story.activity(activity).state, activity)) is None:
                return
            self.story.do(move)

    def _lead(self, activity: str) -> None:
        kind = KINDS[self.story.activity(activity).step.kind]
        for command in kind.pretend_lead(self.story.activity(activity).state, activity, SAYINGS["fi"]):
            self.story.try_to(command, CO)

    def _everyone(self, activity: str) -> None:
        kind, says = KINDS[self.story.activity(activity).step.kind], SAYINGS["fi"]
        for who, by in enumerate(self.authors(activity)):
            for command in kind.pretend(self.story.activity(activity).state, activity, who, says):
                # A no is part of a rehearsal: two may want the same pen.
                self.story.try_to(command, by)

    def close(self, activity: str) -> None:
        """Reveal what is hidden, close, and let the grace pass."""
        now = self.story.activity(activity)
        if KINDS[now.step.kind].waits_for_reveal(now.state, now.moment):
            self.story.do(c.Reveal(activity=activity))
        self.story.do(c.CloseActivity(activity=activity))
        if self.story.activity(activity).stage == "closing":
            self.story.do(c.EndGrace(activity=activity), ROOM)

    def authors(self, activity: str) -> list[str]:
        """Return everyone as this activity knows them."""
        if self.story.activity(activity).step.identity == "anonymous":
            return [self.story.pseudonym(n) for n in range(len(self.people))]
        return self.people


def _places(step: Step) -> bool:
    return KINDS[step.kind].places_people
