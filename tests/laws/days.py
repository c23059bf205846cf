"""Days that laws are tried on: one workshop with a step of every kind, played through the fold by chance.

Commands are made from what the kinds declare, so that a new kind is tried without being mentioned here.
"""

import ast
import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec

from facilitator.activities.registry import load_kinds
from facilitator.core import commands as c
from facilitator.core.actors import Doing
from facilitator.core.agenda import Block, Identity, Step
from facilitator.core.ids import derived_id
from facilitator.core.kind import ActivityCommand, Inputs, Item, Present
from facilitator.core.reduce import fold
from facilitator.core.refusal import Refusal
from facilitator.core.text import words_as_text
from facilitator.core.workshop import Activity, Workshop
from facilitator.views.board import board_view
from facilitator.views.desk import desk_view, remote_view
from facilitator.views.phone import mine_view, phone_view

KINDS = load_kinds()
IDENTITIES: tuple[Identity, ...] = get_args(Identity)
LEADER, CO, REMOTE, ROOM = "f/leader", "c/co", "r/remote", "s/room"
PEOPLE = 4
NOTE_TO_SELF, CALL_FOR_HELP, REAL_NAME, NICKNAME = "selfword", "helpword", "realname", "nickword"

INPUTS = Inputs(tuple(Item(derived_id("input", str(n)), words_as_text(f"brought {n}")) for n in range(5)))

TypeInfo = msgspec.inspect.Type


@cache
def lively(kind: str) -> dict[str, Any]:
    """Return settings under which most of a kind can happen: ``LIVELY`` of its own test module, if it has one."""
    # Read, not imported: those modules play days of this one.
    module = Path(__file__).parent.parent / "activities" / f"test_{kind}.py"
    for line in ast.parse(module.read_text("utf-8")).body if module.is_file() else ():
        if isinstance(line, ast.Assign) and [ast.unparse(name) for name in line.targets] == ["LIVELY"]:
            return dict(ast.literal_eval(line.value))
    return {}


def mode_of(kind: str, wanted: Identity) -> Identity:
    """Return *wanted*, or the kind's own choice where it cannot run so."""
    identities = KINDS[kind].identities if kind in KINDS else (wanted,)
    return wanted if wanted in identities else identities[0]


@cache
def pseudonym(kind: str, number: int) -> str:
    """Return what the entries of person *number* in an anonymous step of *kind* are by."""
    return f"a/{derived_id('pseudonym', kind, str(number))}"


class Day:
    """A running workshop with people in it.

    Attributes:
        entries: What was said yes to, as (command, doing), so that it can be folded again.
    """

    def __init__(self, identity: Identity, **settings: dict[str, Any]) -> None:
        self.workshop = Workshop()
        self.entries: list[tuple[msgspec.Struct, Doing]] = []
        self.identity = identity
        self.step = {name: derived_id("step", name) for name in KINDS}
        self._count = 0
        steps = tuple(
            Step(
                id=self.step[name],
                kind=name,
                minutes=5.0,
                identity=mode_of(name, identity),
                settings={**lively(name), **settings.get(name, {})},
            )
            for name in KINDS
        )
        block = Block(id=derived_id("block"), title={"en": "All"}, steps=steps, note=NOTE_TO_SELF)
        self.must(LEADER, c.CreateWorkshop(title={"en": "Day"}, blocks=(block,)))
        self.must(LEADER, c.StartWorkshop())
        self.people = [self._join(n) for n in range(PEOPLE)]

    def _join(self, number: int) -> str:
        self.must(f"z/seat{number}", c.Join())
        person = self.entries[-1][1].id
        self.must(f"p/{person}", c.SetName(name=f"{REAL_NAME}{number}", nickname=f"{NICKNAME}{number}"))
        return person

    def author(self, number: int, kind: str) -> str:
        """Return what the person's entries in the step of *kind* are by."""
        if mode_of(kind, self.identity) == "anonymous":
            return pseudonym(kind, number)
        return f"p/{self.people[number]}"

    def do(self, by: str, command: msgspec.Struct) -> Refusal | None:
        """Play a command; return why not, if it was refused."""
        self._count += 1
        at = 0 if by.startswith("a/") else 1_000 * self._count
        doing = Doing(by, at, derived_id("command", str(self._count)), self._count * 7919)
        after, no = fold(self.workshop, self.workshop.seq + 1, command, doing, KINDS)
        if no is None:
            self.workshop = after
            self.entries.append((command, doing))
        return no

    def must(self, by: str, command: msgspec.Struct) -> str:
        """Play a command that is not refused; return its id."""
        no = self.do(by, command)
        assert no is None, (command, no)
        return self.entries[-1][1].id

    def open(self, kind: str) -> str:
        """Open the step of *kind* with some notes flowing in; return its id."""
        people = tuple(Present(f"p/{person}") for person in self.people) if KINDS[kind].places_people else ()
        inputs = msgspec.structs.replace(INPUTS, people=people)
        self.must(LEADER, c.OpenActivity(step=self.step[kind], inputs=inputs))
        return self.step[kind]

    def activity(self, kind: str) -> Activity:
        """Return the opened step of *kind*."""
        return self.workshop.activities[self.step[kind]]

    def activity_kind(self) -> str:
        """Return the kind of the current step."""
        return self.workshop.activities[self.workshop.current].step.kind

    def shared_views(self) -> dict[str, msgspec.Struct]:
        """Return what the audiences that see more than one person's own see now."""
        return {
            "board": board_view(self.workshop, PEOPLE, KINDS),
            "phone": phone_view(self.workshop, PEOPLE, KINDS),
            "desk": desk_view(self.workshop, PEOPLE, LEADER, KINDS),
            "remote": remote_view(self.workshop, PEOPLE, REMOTE, KINDS),
        }

    def mine(self, number: int) -> msgspec.Struct:
        """Return what one person alone sees now."""
        current = self.workshop.activities.get(self.workshop.current)
        author = self.author(number, current.step.kind if current else "")
        return mine_view(self.workshop, self.people[number], author, KINDS)

    def views(self) -> dict[str, msgspec.Struct]:
        """Return what every audience sees now."""
        return self.shared_views() | {f"mine {number}": self.mine(number) for number in range(PEOPLE)}

    # --- by chance ---------------------------------------------------------------------------------------

    def something(self, chance: random.Random, kind: str, word: str) -> tuple[str, ActivityCommand]:
        """Return a command to the step of *kind*, with *word* in all that people write, and who sends it."""
        declared = KINDS[kind]
        leads = chance.random() < 0.4
        choice = (*declared.commands, *declared.leader_commands) if leads else declared.commands
        if not choice:
            leads, choice = True, declared.leader_commands
        command = made(chance.choice(choice), chance, self.step[kind], self._pools(kind), word)
        return (chance.choice((LEADER, CO)) if leads else self.author(chance.randrange(PEOPLE), kind)), command

    def turn(self, chance: random.Random, kind: str) -> tuple[str, ActivityCommand]:
        """Return a step in the life of the activity, as leaders or the room take it."""
        activity, declared = self.activity(kind), KINDS[kind]
        turns: list[tuple[str, ActivityCommand]] = [
            (LEADER, c.Reveal(activity=self.step[kind])),
            (LEADER, c.CloseActivity(activity=self.step[kind])),
            (LEADER, c.ReopenActivity(activity=self.step[kind])),
            (ROOM, c.EndGrace(activity=self.step[kind])),
        ]
        if declared.releasable(activity.state, activity.moment):
            turns.append((ROOM, c.ReleaseNotes(activity=self.step[kind])))
        return chance.choice(turns)

    def play(self, chance: random.Random, length: int) -> Iterator[tuple[str, msgspec.Struct, Refusal | None]]:
        """Open one kind after another and let so many things happen in each; yield what was asked for."""
        for kind in KINDS:
            self.open(kind)
            for place in range(length):
                word = f"word{kind}{place}x"
                rare = chance.random() < 0.15
                by, command = self.turn(chance, kind) if rare else self.something(chance, kind, word)
                yield by, command, self.do(by, command)

    def _pools(self, kind: str) -> "Pools":
        state = msgspec.to_builtins(self.activity(kind).state)
        return Pools({name: sorted(value) for name, value in state.items() if isinstance(value, dict)})


class Pools:
    """Ids that a field could name: the keys of what the state calls by that name, and now and then a wrong one."""

    def __init__(self, keys: dict[str, list[str]]) -> None:
        self._keys = {name: [key for key in keys if len(key) == 22] for name, keys in keys.items()}
        self._all = sorted({key for keys in self._keys.values() for key in keys})

    def draw(self, name: str, chance: random.Random) -> str:
        """Return an id for the field called *name*."""
        if chance.random() < 0.1:
            return chance.choice(("", derived_id("nowhere"), *self._all))
        fitting = [key for pool, keys in self._keys.items() if pool.startswith(name) for key in keys]
        return chance.choice(fitting or [*self._all, ""])


def made(
    command: type[ActivityCommand], chance: random.Random, activity: str, ids: Pools, word: str
) -> ActivityCommand:
    """Return a command of that type with values by chance."""
    info = msgspec.inspect.type_info(command)
    assert isinstance(info, msgspec.inspect.StructType)
    values = {
        field.name: _value(field.type, field.name, chance, ids, word)
        for field in info.fields
        if field.name != "activity" and (field.required or chance.random() < 0.7)
    }
    return command(activity=activity, **values)


def _value(info: TypeInfo, name: str, chance: random.Random, ids: Pools, word: str) -> Any:
    match info:
        case msgspec.inspect.Metadata(type=inner):
            return _value(inner, name, chance, ids, word)
        case msgspec.inspect.UnionType(types=types):
            return _value(chance.choice(types), name, chance, ids, word)
        case msgspec.inspect.BoolType():
            return chance.random() < 0.5
        case msgspec.inspect.IntType(ge=least, le=most, lt=below):
            return chance.randint(least or 0, min(3, most if most is not None else 3, (below or 4) - 1))
        case msgspec.inspect.StrType(pattern=pattern) if pattern is not None:
            return chance.choice(("", "2026-11-21"))
        case msgspec.inspect.StrType(max_length=most) if most is not None and name != "heading":
            return word
        case msgspec.inspect.StrType():
            return ids.draw(name, chance)
        case msgspec.inspect.VarTupleType(item_type=item):
            return tuple(_value(item, name, chance, ids, word) for _ in range(chance.randint(0, 3)))
        case msgspec.inspect.DictType(value_type=item) if (
            isinstance(item, msgspec.inspect.StrType) and item.max_length
        ):
            return {"": word}
        case msgspec.inspect.DictType(value_type=item):
            return {
                ids.draw(name, chance): _value(item, name, chance, ids, word) for _ in range(chance.randint(0, 2))
            }
        case msgspec.inspect.StructType(cls=cls, fields=fields):
            return cls(**{field.name: _value(field.type, field.name, chance, ids, word) for field in fields})
    raise AssertionError(f"no value for {info}: teach tests/laws/days.py this type")


def encoded(thing: Any) -> bytes:
    """Return bytes that are the same for equal things, whatever the order of their sets."""
    return msgspec.json.encode(thing, order="deterministic")


def refolded(entries: Sequence[tuple[msgspec.Struct, Doing]]) -> Workshop:
    """Fold the entries from nothing."""
    workshop = Workshop()
    for seq, (command, doing) in enumerate(entries, 1):
        workshop, _ = fold(workshop, seq, command, doing, KINDS)
    return workshop
