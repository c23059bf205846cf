"""A day with an activity of every kind in it, answered by pretend people in any order."""

from collections.abc import Iterable
from typing import Any

from facilitator.core import commands as c
from facilitator.core.agenda import Destination, Identity
from facilitator.core.kind import ActivityCommand, Inputs, Item, Present
from facilitator.core.text import words_as_text
from facilitator.live.pretend_words import SAYINGS
from tests.laws.days import KINDS, lively, mode_of
from tests.report.days import People, close
from tests.stories import FACILITATOR, Story

SAYS = SAYINGS["en"]
ITEMS = tuple(Item(f"{n}" * 21 + "A", words_as_text(f"itemword{n}")) for n in range(5))
# What the settings for laws leave open, and a summary can tell.
ALSO: dict[str, dict[str, Any]] = {
    "show": {"in_summary": True},
    "collect": {"ask_date": False},
    "groups": {"rounds": 1, "number": 2, "max_notes": 20},
}


class WholeDay:
    """A story that has had a step of each kind, named by it."""

    def __init__(
        self,
        identity: Identity,
        answering: Iterable[int] = range(6),
        *,
        kinds: Iterable[str] = tuple(sorted(KINDS)),
        destination: Destination = "client",
    ) -> None:
        self.story = Story(title={"en": "Day"}, languages=("en",)).start()
        self.people = People(self.story)
        self.answering = list(answering)
        self.steps = {kind: self._play(kind, mode_of(kind, identity), destination) for kind in kinds}
        self.story.later(minutes=5)
        self.story.do(c.EndWorkshop())

    def _play(self, kind: str, identity: Identity, destination: Destination) -> str:
        present = tuple(Present(person) for person in self.people.people) if KINDS[kind].places_people else ()
        step = self.story.open(
            kind,
            settings={**lively(kind), **ALSO.get(kind, {})},
            identity=identity,
            destination=destination,
            prompt=f"{kind}prompt",
            inputs=Inputs(ITEMS, people=present),
        )
        self._lead(kind, step)
        # Made before anyone acts, so that they are the same in whatever order they come.
        state = self.story.activity(step).state
        acts = {who: KINDS[kind].pretend(state, step, who, SAYS) for who in self.answering}
        for who in self.answering:
            for act in acts[who]:
                self._try(act, self.people.author(who, identity))
        self._lead(kind, step)
        close(self.story, step)
        if KINDS[kind].waits_for_reveal(self.story.activity(step).state, self.story.activity(step).moment):
            self.story.do(c.Reveal(activity=step))
        return step

    def _lead(self, kind: str, step: str) -> None:
        for act in KINDS[kind].pretend_lead(self.story.activity(step).state, step, SAYS):
            self._try(act, FACILITATOR)

    def _try(self, act: ActivityCommand, by: str) -> None:
        self.story.later(ms=1000)
        self.story.try_to(act, by)
