"""A workshop with one step of every kind, long words in all of its slots; it stops where screens are looked at."""

import secrets
from collections.abc import AsyncIterator, Iterator
from typing import Any

import msgspec
from playwright.async_api import Page

from facilitator.core.kind import Inputs, PretendWords
from facilitator.core.text import LANGUAGES
from facilitator.live.pretend_words import SAYINGS
from facilitator.live.room import Room
from tests.browser.indoors import GRACE_MS, KINDS, Crowd, Indoors
from tests.browser.world import Day, plan, step
from tests.laws.days import lively

LONG = {
    "fi": "Lastensuojelun sosiaalityöntekijöiden työvuorosuunnittelujärjestelmä",
    "sv": "Barnskyddets socialarbetares arbetsskiftsplaneringssystem",
    "en": "The shift planning system of social workers in child protection",
}
# Long words beside short ones, so that no two notes are the same.
_SAYS = SAYINGS["fi"]
SAYS = PretendWords(
    words=(LONG["fi"][:38], *_SAYS.words),
    notes=(LONG["fi"], *_SAYS.notes[:5], *(f"{LONG['fi']}: {note}" for note in _SAYS.notes[5:8])),
    actions=((LONG["fi"], "Aino"), *_SAYS.actions),
    headings=(LONG["fi"], *_SAYS.headings),
    names=("Anna-Sofia Sosiaalityöntekijä-Lindström", *_SAYS.names),
)
# As its page would, so that a name only the browser knows is found.
_POST = """async ([path, body]) => {
    const headers = { "X-Facilitator": "1", "Content-Type": "application/json" };
    await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
}"""
FIRST = "collect"
CROWD = 7


def long_text(number: int) -> dict[str, str]:
    """Return long words in every language, told apart by a number."""
    return {language: f"{words} {number}" for language, words in LONG.items()}


def settings_of(kind: str) -> dict[str, Any]:
    """Return lively settings of a kind, with long words wherever a facilitator may write."""
    numbers = iter(range(1, 1000))
    lively_ones = _lengthened(lively(kind), numbers)
    return {**({} if lively_ones else _filled(kind, numbers)), **lively_ones}


def _lengthened(value: Any, numbers: Iterator[int]) -> Any:
    match value:
        case dict() if value and set(value) <= set(LANGUAGES):
            return long_text(next(numbers))
        case dict():
            return {name: _lengthened(inner, numbers) for name, inner in value.items()}
        case list():
            return [_lengthened(inner, numbers) for inner in value]
    return value


def _filled(kind: str, numbers: Iterator[int]) -> dict[str, Any]:
    """Return words for each setting of a kind that is words or a list of them."""
    made: dict[str, Any] = {}
    for field in msgspec.structs.fields(KINDS[kind].Settings):
        one = {field.encode_name: long_text(next(numbers))}
        several = {field.encode_name: [long_text(next(numbers)) for _ in range(3)]}
        made |= next((try_ for try_ in (several, one) if _fits(kind, try_)), {})
    return made


def _fits(kind: str, settings: dict[str, Any]) -> bool:
    try:
        msgspec.convert(settings, KINDS[kind].Settings)
    except msgspec.ValidationError:
        return False
    return True


def needs_items(kind: str) -> bool:
    """Whether nothing can be answered in a kind unless notes flow in."""
    settings = msgspec.convert(settings_of(kind), KINDS[kind].Settings)
    state = KINDS[kind].begin(settings, Inputs(), 1)
    return KINDS[kind].takes_items and not (
        KINDS[kind].pretend(state, "", 0, SAYS) or KINDS[kind].pretend_lead(state, "", SAYS)
    )


def steps() -> list[dict[str, Any]]:
    """Return one step of every kind; what gathers notes comes first."""
    return [
        step(
            kind,
            kind,
            {"step": FIRST} if kind != FIRST and needs_items(kind) else None,
            prompt=long_text(0),
            identity=KINDS[kind].identities[0],
            settings=settings_of(kind),
        )
        for kind in sorted(KINDS, key=lambda kind: (kind != FIRST, kind))
    ]


class Walk:
    """The day, its crowd and the phones that answer with it."""

    def __init__(self, day: Day, serving: Indoors, room: Room, says: PretendWords, people: int) -> None:
        self.day, self.serving, self.room = day, serving, room
        self.crowd = Crowd(room, serving.owner, says, people)
        self.phones: list[Page] = []

    @property
    def kind(self) -> str:
        """The kind of what is open or was closed last."""
        return self.crowd.activity.step.kind

    async def stops(self) -> AsyncIterator[str]:
        """Lead the day from one kind to the next; stop where each is open, answered, moved on and closed."""
        await self.day.next()
        await self.crowd.arrive()
        for number, phone in enumerate(self.phones):
            name = self.crowd.name(len(self.crowd.people) + number)
            await self._send(phone, {"do": "SetName", "name": name, "nickname": name})
        while (await self.day.view())["next"]["does"] == "open":
            await self.day.next()
            yield "open"
            await self.answer()
            yield "answered"
            async for stop in self._to_the_end():
                yield stop

    async def _to_the_end(self) -> AsyncIterator[str]:
        moved = 0
        while (does := (await self.day.view())["next"]["does"]) in ("move", "close", "reveal"):
            await self.day.next()
            moved += does == "move"
            if self.crowd.activity.stage == "closing":
                await self.serving.let_pass(self.room, GRACE_MS)
            if does == "move":
                await self.answer()
            if does != "move" or moved == 1:
                yield {"move": "moved", "close": "closed", "reveal": "revealed"}[does]

    async def answer(self) -> None:
        """Let all answer what is open now, the phones too; whatever the server says to it."""
        await self.crowd.answer()
        for number, phone in enumerate(self.phones):
            for command in self.crowd.commands(len(self.crowd.people) + number):
                await self._send(phone, msgspec.to_builtins(command))

    async def _send(self, phone: Page, command: dict[str, Any]) -> None:
        items = [{"cmd": command, "id": secrets.token_urlsafe(16)}]
        await phone.evaluate(_POST, [f"/w/{self.day.workshop}/post/phone", {"items": items}])


async def walk(owner: Page, serving: Indoors) -> Walk:
    """Plan the day."""
    day = await plan(owner, serving, *steps(), languages=LANGUAGES)
    return Walk(day, serving, await serving.room(day.workshop), SAYS, CROWD)
