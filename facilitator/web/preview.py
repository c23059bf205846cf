"""How a step will look: its kind begins in a room that is nowhere, on demand with what a few people might answer.

The views are made as on the day, by the same functions. Nothing of it is kept.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from facilitator.core.actors import Doing
from facilitator.core.agenda import Identity, Minutes, Step
from facilitator.core.flow import settings_of
from facilitator.core.ids import derived_id
from facilitator.core.kind import (
    ActivityCommand,
    CloseActivity,
    Company,
    EndGrace,
    Group,
    Inputs,
    Item,
    Kinds,
    Present,
    PretendWords,
    ReleaseNotes,
    Reveal,
)
from facilitator.core.plan import refuse_settings
from facilitator.core.refusal import Refusal
from facilitator.core.text import LANGUAGES, Text
from facilitator.core.workshop import Activity, Person, Workshop
from facilitator.live.pretend_words import SAYINGS
from facilitator.views.parts import activity_view
from facilitator.views.phone import mine_view
from facilitator.views.shapes import ActivityView, MineView
from facilitator.web.forms import read_body
from facilitator.web.visit import Visit

replace = msgspec.structs.replace

MOST_BYTES = 256 * 1024
# Enough for everything that waits for five, and for three tables of four.
PEOPLE = 12
AT_A_TABLE = 4
FLOWS_IN = 6
# How often a helper looks for something to do: a round of many has its turns, and a glimpse needs few.
LOOKS = 3
_FIELD = re.compile(r"`\$\.(\w+)")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What of a step is to be seen.

    Attributes:
        flows: Whether something flows in from an earlier step.
        together: Whether an earlier step's groups answer as one.
        answers: Whether people have answered, and the wall shows what came of it.
    """

    kind: str
    settings: dict[str, Any] = {}
    identity: Identity = "anonymous"
    prompt: Text = {}
    help: Text = {}
    minutes: Minutes = 5
    flows: bool = False
    together: bool = False
    answers: bool = False


class Seen(msgspec.Struct, frozen=True):
    """A step as the wall, every phone, and one of the people see it."""

    board: ActivityView
    phone: ActivityView
    mine: MineView


async def preview(visit: Visit) -> Response:
    """Tell how a step of a workshop will look; a no names the field that it is about, where it is about one."""
    room = await visit.room()
    return await _told(visit, room.workshop.languages)


async def preview_anywhere(visit: Visit) -> Response:
    """The same for a step that is in no workshop, such as a method's: people answer in the reader's language."""
    return await _told(visit, (visit.language, *LANGUAGES))


async def _told(visit: Visit, languages: Sequence[str]) -> Response:
    try:
        asked = msgspec.json.decode(await read_body(visit.form_request, MOST_BYTES), type=Asked)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise HTTPException(400) from None
    seen = seen_of(asked, visit.site.kinds, languages)
    if isinstance(seen, Refusal):
        told = {"no": seen.code, "field": field_of(seen), "facts": seen.facts}
        return JSONResponse(told, headers={"cache-control": "no-store"})
    return Response(msgspec.json.encode(seen), media_type="application/json", headers={"cache-control": "no-store"})


def field_of(no: Refusal) -> str:
    """Return the setting that a no is about, or nothing."""
    if no.code == "identity_not_possible":
        return "identity"
    found = _FIELD.search(str(no.facts.get("found", "")))
    return found[1] if found else ""


def seen_of(asked: Asked, kinds: Kinds, languages: Sequence[str]) -> Seen | Refusal:
    """Return how a step looks as it opens, or once some have answered; the wall then shows the result."""
    says = SAYINGS[next((language for language in languages if language in SAYINGS), "fi")]
    step = _step(asked)
    if no := refuse_settings(step, kinds):
        return no
    room = _Nowhere(step, kinds, says, tuple(languages), _inputs(asked, says))
    if asked.answers:
        room.answer()
    phone, mine = room.shown("phone"), room.mine()
    if asked.answers:
        room.close()
    return Seen(room.shown("board"), phone, mine)


def _step(asked: Asked) -> Step:
    return Step(
        id=derived_id("preview"),
        kind=asked.kind,
        prompt=asked.prompt,
        help=asked.help,
        minutes=asked.minutes,
        settings=asked.settings,
        identity=asked.identity,
        company="groups" if asked.together else "",
    )


def _person(who: int) -> str:
    return derived_id("preview", "person", str(who))


def _inputs(asked: Asked, says: PretendWords) -> Inputs:
    people = tuple(f"p/{_person(who)}" for who in range(PEOPLE))
    items = tuple(Item(f"item-{n}", {"": note}) for n, note in enumerate(says.notes[:FLOWS_IN]))
    groups = tuple(
        Group(f"group-{n}", {"": heading}, items[2 * n : 2 * n + 2]) for n, heading in enumerate(says.headings[:3])
    )
    tables = tuple(
        Company(f"table-{n}", {"": str(n + 1)}, people[at : at + AT_A_TABLE])
        for n, at in enumerate(range(0, PEOPLE, AT_A_TABLE))
    )
    return Inputs(
        items=items if asked.flows else (),
        groups=groups if asked.flows else (),
        companies=tables if asked.together else (),
        people=tuple(Present(by) for by in people),
    )


class _Nowhere:
    """A room with one activity, without a log."""

    def __init__(
        self, step: Step, kinds: Kinds, says: PretendWords, languages: tuple[str, ...], inputs: Inputs
    ) -> None:
        self.kinds, self.kind, self.says, self.done = kinds, kinds[step.kind], says, 0
        known = inputs if self.kind.places_people else replace(inputs, people=())
        state = self.kind.begin(settings_of(step, kinds), known, seed=1)
        people = {_person(who): _named(who, says) for who in range(PEOPLE)}
        self.workshop = Workshop(phase="running", languages=languages, people=people, current=step.id)
        self._keep(Activity(step=step, block="", inputs=known, state=state))

    @property
    def now(self) -> Activity:
        return self.workshop.activities[self.workshop.current]

    def _keep(self, activity: Activity) -> None:
        self.workshop = replace(self.workshop, activities={activity.step.id: activity})

    def author(self, who: int) -> str:
        return f"{'a' if self.now.moment.anonymous else 'p'}/{_person(who)}"

    def shown(self, audience: Any) -> ActivityView:
        return activity_view(self.workshop, self.now, audience, self.kinds)

    def mine(self) -> MineView:
        return mine_view(self.workshop, _person(0), self.author(0), self.kinds)

    def answer(self) -> None:
        """Let everyone answer, and the leaders do what the kind leaves to them, before and after."""
        self._lead()
        for who in range(PEOPLE):
            commands = self.kind.pretend(self.now.state, self.now.step.id, who, self.says)
            self._do(self.author(who), commands)
        if self.kind.releasable(self.now.state, self.now.moment):
            self._do("s/room", (ReleaseNotes(activity=self.now.step.id),))
        self._lead()

    def _lead(self) -> None:
        for _ in range(LOOKS):
            state, step = self.now.state, self.now.step.id
            green = self.kind.next_command(state, step)
            commands = self.kind.pretend_lead(state, step, self.says)
            self._do("f/preview", [one for one in commands if type(one) is not type(green)])

    def close(self) -> None:
        """Close it, and show what was hidden."""
        step = self.now.step.id
        self._do("f/preview", (CloseActivity(activity=step),))
        self._keep(replace(self.now, stage="closing" if self.kind.grace_ms else "closed"))
        self._do("s/room", (EndGrace(activity=step),))
        self._keep(replace(self.now, stage="closed"))
        if self.kind.waits_for_reveal(self.now.state, self.now.moment):
            self._do("f/preview", (Reveal(activity=step),))
            self._keep(replace(self.now, revealed=True))

    def _do(self, by: str, commands: Iterable[ActivityCommand]) -> None:
        for command in commands:
            self.done += 1
            doing = Doing(by=by, at=0, id=derived_id("preview", str(self.done)), seed=self.done)
            if self.kind.refuse(self.now.state, command, doing, self.now.moment) is None:
                state = self.kind.reduce(self.now.state, command, doing, self.now.moment)
                self._keep(replace(self.now, state=state))


def _named(who: int, says: PretendWords) -> Person:
    name = says.names[who % len(says.names)]
    return Person(seat=f"seat-{who}", number=who + 1, name=name, nickname=name)
