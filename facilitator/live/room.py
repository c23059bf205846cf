"""A workshop in memory. It has no sockets in it.

Whoever asks gets a refusal at once, or an acknowledgement once the entry is durable and folded; a lost race gets
the refusal of the fold. A room alone turns a seat into an author, and time into entries.
"""

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any

import msgspec

from facilitator.activities.codec import Codec
from facilitator.core import commands as c
from facilitator.core.actors import ROOM, Doing, role_of
from facilitator.core.entry import Entry
from facilitator.core.errors import FacilitatorError
from facilitator.core.everyone import MOST_PEOPLE_OF_A_SEAT
from facilitator.core.flow import before_opening, inputs_of, people_here
from facilitator.core.ids import derived_id
from facilitator.core.kind import ActivityCommand, Inputs, Kinds, Present
from facilitator.core.patch import to_json
from facilitator.core.reduce import fold, refuse
from facilitator.core.refusal import Refusal
from facilitator.core.workshop import Activity, Workshop
from facilitator.live.actors import Actor
from facilitator.live.errors import RoomBroken, RoomLeaving
from facilitator.live.fanout import Fanout, Pace
from facilitator.live.keys import PARKING, ActivityKeys
from facilitator.live.limits import COMMANDS_A_SECOND, COMMANDS_AT_ONCE, Admission, Buckets
from facilitator.live.timing import Due, due_in
from facilitator.log.contract import Draft, Log
from facilitator.log.errors import LogBroken, LogClosed
from facilitator.log.vault import Vault
from facilitator.telemetry import warn
from facilitator.views.board import board_view
from facilitator.views.desk import desk_view, remote_view
from facilitator.views.phone import mine_view, phone_view

replace = msgspec.structs.replace
MOST_REFUSALS_KEPT = 4096


class Done(msgspec.Struct, frozen=True):
    """A yes: the command is durable at this position."""

    seq: int


class Surroundings(msgspec.Struct, frozen=True):
    """What a room stands on, the same for all rooms of a process.

    Attributes:
        clock: UTC milliseconds.
        chance: So many random bytes.
        admission: Counts the sockets of all rooms.
    """

    log: Log
    vault: Vault
    kinds: Kinds
    codec: Codec
    clock: Callable[[], int]
    chance: Callable[[int], bytes]
    admission: Admission
    pace: Pace = Pace()


class Room:
    """One workshop, folded, and who follows it. Made by the hub."""

    def __init__(self, name: str, around: Surroundings) -> None:
        self.name = name
        self.stream = f"w/{name}"
        self.around = around
        self.workshop = Workshop()
        self.epoch = ""
        self.fanout = Fanout(self, around.pace)
        self.admission = around.admission
        self.paces = Buckets(COMMANDS_A_SECOND, COMMANDS_AT_ONCE)
        self.broken: Exception | None = None
        self.is_leaving = False
        self.under_way = 0
        self.polls: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._on_change: Callable[[Room], None] = lambda room: None
        self._keys = ActivityKeys(around.vault, name, around.chance)
        self._persons: dict[str, tuple[str, ...]] = {}  # author of a seat → its people
        self._owners: dict[str, str] = {}  # pseudonym → person, of those who were here while the key lives
        self._outcomes: dict[str, tuple[str, Done | Refusal]] = {}  # id → by, what became of it
        self._refusals: OrderedDict[tuple[str, str], Refusal] = OrderedDict()
        self._releases: dict[str, int] = {}
        self._tried: set[str] = set()
        self._sealing: set[str] = set()
        self._passing = asyncio.Lock()
        self._here: Counter[str] = Counter()
        self._absent: dict[str, str] = {}  # person who answered before the day and is not seen yet → seat
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []
        self._stop_following: Callable[[], None] = lambda: None

    # --- opening and closing -----------------------------------------------------------------------------

    async def open(self, on_change: "Callable[[Room], None]") -> None:
        """Fold the stream and follow it; *on_change* hears of every change, and of the room's breaking.

        Raises:
            NewerEntry: If a newer version of this product wrote to it.
            RoomBroken: If an entry cannot be folded.
        """
        self.epoch = (await self.around.log.head(self.stream)).epoch
        self._stop_following = await self.around.log.follow(self.stream, 0, self._heard)
        self._on_change = on_change
        if self.broken is not None:
            self.close()
            raise (
                self.broken
                if isinstance(self.broken, FacilitatorError)
                else RoomBroken(self.name, str(self.broken))
            )
        await self.prepare()

    def close(self) -> None:
        """Follow the stream no more."""
        self._stop_following()

    # --- entries -----------------------------------------------------------------------------------------

    def _heard(self, entries: list[Entry]) -> None:
        if self.broken is not None:
            return
        people: set[str] | None = set()
        try:
            for entry in entries:
                touched = self._fold(entry)
                people = None if people is None or touched is None else people | touched
        except Exception as error:
            # A fold that failed once fails for all who replay: better to stop than to show what is not so.
            self._break(error)
            return
        self._wake_waiting()
        self.fanout.stir(people)
        self._on_change(self)

    def _fold(self, entry: Entry) -> set[str] | None:
        """Fold one entry; return whose own view it may have changed, None being everyone's."""
        command = self.around.codec.decode_kept(entry.command)
        doing = Doing(entry.by, entry.at, entry.id, entry.seed)
        self.workshop, no = fold(self.workshop, entry.seq, command, doing, self.around.kinds)
        self._outcomes.setdefault(entry.id, (entry.by, no or Done(entry.seq)))
        if no is not None:
            return set()
        if isinstance(command, c.Join):
            self._persons[entry.by] = (*self._persons.get(entry.by, ()), entry.id)
            if self.workshop.people[entry.id].absent:
                self._absent[entry.id] = entry.by
        if isinstance(command, c.Attend):
            self._absent.pop(command.person, None)
        self._note_releases(entry.seq, command)
        if role_of(entry.by) != "participant":
            return None
        return {self._owners.get(by, by[2:]) for by in (entry.by, *self._company_of(command, entry.by))}

    def _company_of(self, command: msgspec.Struct, by: str) -> tuple[str, ...]:
        activity = self.workshop.activities.get(getattr(command, "activity", ""))
        return self.around.kinds[activity.step.kind].company_of(activity.state, by) if activity else ()

    def _note_releases(self, seq: int, command: msgspec.Struct) -> None:
        # Counted from the entry that made it so: every process that folds this stream derives the same id.
        touched = {command.activity} if isinstance(command, ActivityCommand) else set(self._releases)
        for step in touched & self.workshop.activities.keys():
            activity = self.workshop.activities[step]
            if not self.around.kinds[activity.step.kind].releasable(activity.state, activity.moment):
                self._releases.pop(step, None)
            else:
                self._releases.setdefault(step, seq)

    def _wake_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for seq, future in waiting:
            if seq > self.workshop.seq:
                self._waiting.append((seq, future))
            elif not future.done():
                future.set_result(None)

    def _break(self, error: Exception) -> None:
        self.broken = error
        warn("room_broke", workshop=self.name, error=type(error).__name__)
        for _, future in self._waiting:
            if not future.done():
                future.set_exception(RoomBroken(self.name, str(error)))
        self._waiting = []
        self._on_change(self)

    # --- asking ------------------------------------------------------------------------------------------

    async def submit(
        self, actor: Actor, command_id: str, command: msgspec.Struct, as_person: str = ""
    ) -> Done | Refusal:
        """Return what becomes of a command: a yes once it is durable and folded, or why not, final for this id.

        Args:
            actor: Who is at the other end; nothing in the command can change that.
            command_id: Made by whoever asks; the same id again gets the same answer and counts once.
            command: What is asked.
            as_person: Which person of the actor's own seat asks; the seat's first if nothing is said.

        Raises:
            RoomBroken: If nothing can be promised any more.
            RoomLeaving: If the server is stopping.
            DiskFull: If there is no room to keep it; it may be asked again under the same id.
            msgspec.ValidationError: If the command breaks its own bounds.
        """
        if self.broken is not None:
            raise RoomBroken(self.name, str(self.broken))
        if self.is_leaving:
            raise RoomLeaving
        asked = (f"{actor.role}/{actor.id}", command_id)
        if (before := self._refusals.get(asked)) is not None:
            return before
        self.under_way += 1
        try:
            answer = await self._answer(actor, command_id, command, as_person)
        finally:
            self.under_way -= 1
        if isinstance(answer, Refusal):
            self._refusals[asked] = answer
            if len(self._refusals) > MOST_REFUSALS_KEPT:
                self._refusals.popitem(last=False)
        return answer

    async def _answer(
        self, actor: Actor, command_id: str, command: msgspec.Struct, as_person: str
    ) -> Done | Refusal:
        by = await self._author(actor, command, as_person)
        if isinstance(by, Refusal):
            return self._told_after_sealing(command_id, by)
        if (known := self._outcomes.get(command_id)) is not None:
            return known[1] if known[0] == by else Refusal("id_taken")
        if no := self._refuse_here(command, by):
            return no
        command = await self._filled(by, command_id, command)
        return await self._append(by, command_id, command)

    def _told_after_sealing(self, command_id: str, no: Refusal) -> Done | Refusal:
        """With the key gone nobody can tell whose it was; that it is kept may be said to all, but not since when.

        Everyone sees the ids of notes and when the position moved: a note's own position would tell when it was
        written, and so who was tapping then.
        """
        was = self._outcomes.get(command_id, ("", no))[1] if no.code == "closed" else no
        return Done(self.workshop.seq) if isinstance(was, Done) else was

    async def _author(self, actor: Actor, command: msgspec.Struct, as_person: str) -> str | Refusal:
        if actor.role == "board":
            return Refusal("not_permitted")
        if actor.author:
            return actor.author
        if isinstance(command, c.Join):
            return actor.seat
        own = self.people_of(actor.id)
        person = as_person or next(iter(own), "")
        if person not in own:
            return Refusal("person_unknown")
        key = self._key_for(command)
        if isinstance(key, Refusal):
            return key
        return await self._pseudonym(key, person) if key else f"p/{person}"

    def _key_for(self, command: msgspec.Struct) -> str | Refusal:
        """Return the name of the key this command's author is hidden by; nothing where the person may be known."""
        if isinstance(command, c.ParkIdea):
            return PARKING if self.workshop.phase != "ended" else Refusal("workshop_over")
        if not isinstance(command, ActivityCommand):
            return ""
        activity = self.workshop.activities.get(command.activity)
        if activity is None or activity.step.identity != "anonymous":
            return ""
        if activity.sealed or command.activity in self._sealing:
            return Refusal("closed")
        return _key_of(activity)

    async def _pseudonym(self, key: str, person: str) -> str:
        await self._keys.learn(key)
        pseudonym = self._keys.pseudonym(key, person)
        self._owners[pseudonym] = person
        return pseudonym

    def _refuse_here(self, command: msgspec.Struct, by: str) -> Refusal | None:
        if isinstance(command, c.ReopenActivity | c.ResetActivity | c.RestoreRun):
            # Its key is being destroyed this moment: a new one would let everyone answer twice.
            return Refusal("sealed") if command.activity in self._sealing else None
        if isinstance(command, c.Join) and len(self._persons.get(by, ())) >= MOST_PEOPLE_OF_A_SEAT:
            return Refusal("too_many", {"most": MOST_PEOPLE_OF_A_SEAT})
        return None

    async def _filled(self, by: str, command_id: str, command: msgspec.Struct) -> msgspec.Struct:
        """Return the command with what the room alone may say: what flows into an activity."""
        if isinstance(command, c.QuickQuestion):
            placed = command.kind in self.around.kinds and self.around.kinds[command.kind].places_people
            return replace(command, inputs=Inputs(people=self._people_here() if placed else ()))
        if not isinstance(command, c.OpenActivity):
            return command
        command = replace(command, inputs=Inputs())
        found = self.workshop.find_step(command.step)
        if found is None or refuse(self.workshop, command, self._doing(by, command_id), self.around.kinds):
            return command
        for before in before_opening(self.workshop, found[1], self.around.kinds):
            await self._append(by, derived_id(type(before).__name__, command_id), before)
        inputs = inputs_of(self.workshop, found[1], self.around.kinds)
        if self.around.kinds[found[1].kind].places_people:
            inputs = replace(inputs, people=self._people_here())
        return replace(command, inputs=inputs)

    def _people_here(self) -> tuple[Present, ...]:
        return people_here(self.workshop, {f"z/{seat}" for seat in self._here})

    def _doing(self, by: str, command_id: str) -> Doing:
        at = 0 if by.startswith("a/") else self.around.clock()
        return Doing(by, at, command_id, int.from_bytes(self.around.chance(4), "big"))

    async def _append(self, by: str, command_id: str, command: msgspec.Struct) -> Done | Refusal:
        doing = self._doing(by, command_id)
        if no := refuse(self.workshop, command, doing, self.around.kinds):
            return no
        data = self.around.codec.encode(command)
        # A command made in this program was never checked, and one that cannot be read again would end the room.
        self.around.codec.decode(data)
        draft = Draft(at=doing.at, by=by, id=command_id, seed=doing.seed, command=data)
        try:
            seq = await self.around.log.append(self.stream, draft)
        except LogBroken as error:
            self._break(error)
            raise RoomBroken(self.name, str(error)) from error
        await self._folded(seq)
        return self._outcomes[command_id][1]

    async def _folded(self, seq: int) -> None:
        """Return once the entry at *seq* is folded here: a yes is said only then."""
        if self.broken is not None:
            raise RoomBroken(self.name, str(self.broken))
        if self.workshop.seq < seq:
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append((seq, future))
            await future

    # --- people ------------------------------------------------------------------------------------------

    async def join(self, seat: str, language: str | None = None) -> str | Refusal:
        """Return the first person of *seat*, who is made if the seat is new."""
        by = f"z/{seat}"
        if own := self._persons.get(by):
            return own[0]
        person = derived_id("Join", self.name, seat)
        answer = await self._append(by, person, c.Join(language=language))
        return answer if isinstance(answer, Refusal) else person

    def people_of(self, seat: str) -> tuple[str, ...]:
        """Return the people who use *seat*, in the order they came."""
        return tuple(person for person in self._persons.get(f"z/{seat}", ()) if person in self.workshop.people)

    def arrive(self, actor: Actor) -> None:
        """Count a phone that connected; a seat counts once."""
        if actor.role == "phone":
            self._here[actor.id] += 1
            if self._here[actor.id] == 1:
                self.fanout.stir_presence()
            if self._absent:
                self._on_change(self)

    def leave(self, actor: Actor) -> None:
        """Count it no more."""
        if actor.role == "phone":
            self._here[actor.id] -= 1
            if not self._here[actor.id]:
                del self._here[actor.id]
                self.fanout.stir_presence()

    async def attend(self, seat: str) -> None:
        """Note that the people of *seat*, who answered before the day, have come to it."""
        for due in self._comings({f"z/{seat}"}):
            await self._append(ROOM, due.id, due.command)

    def _comings(self, seats: Collection[str]) -> tuple[Due, ...]:
        if not self._absent or self.workshop.phase != "running":
            return ()
        come = (person for person, seat in self._absent.items() if seat in seats)
        return tuple(Due(0, derived_id("Attend", self.name, person), c.Attend(person=person)) for person in come)

    # --- what is shown -----------------------------------------------------------------------------------

    @property
    def position(self) -> tuple[str, int]:
        """Epoch and seq of the last folded entry."""
        return self.epoch, self.workshop.seq

    @property
    def joined(self) -> int:
        """How many seats are connected now."""
        return len(self._here)

    def view(self, actor: Actor) -> tuple[str, int, Any]:
        """Return epoch, seq and the view of the actor's audience, as of now."""
        return self.epoch, self.workshop.seq, self.shown_to(actor)

    def shown_to(self, actor: Actor) -> Any:
        """Return the view of the actor's audience."""
        match actor.audience:
            case "board":
                return board_view(self.workshop, self.joined, self.around.kinds)
            case "phone":
                return phone_view(self.workshop, self.joined, self.around.kinds)
            case "desk":
                return desk_view(self.workshop, self.joined, actor.author, self.around.kinds)
            case "remote":
                return remote_view(self.workshop, self.joined, actor.author, self.around.kinds)

    def first(self, actor: Actor, person: str = "") -> dict[str, Any]:
        """Return what a page starts from: ``audience``, ``workshop``, ``e``, ``to``, ``view`` and ``mine``."""
        epoch, seq, view = self.fanout.first(actor)
        first = {
            "audience": actor.audience,
            "workshop": self.name,
            "e": epoch,
            "to": seq,
            "view": to_json(view),
        }
        person = person or next(iter(self.people_of(actor.id)), "") if actor.role == "phone" else ""
        if person and (mine := self.mine(person)):
            first["mine"] = msgspec.json.decode(mine)
        return first

    def mine(self, person: str) -> bytes:
        """Return what only this person may know, as JSON; nothing before their author can be told."""
        if person not in self.workshop.people:
            return b""
        activity = self.workshop.activities.get(self.workshop.current)
        author = f"p/{person}"
        if activity is not None and activity.step.identity == "anonymous":
            author = self._known_pseudonym(activity, person)
        return msgspec.json.encode(mine_view(self.workshop, person, author, self.around.kinds))

    def _known_pseudonym(self, activity: Activity, person: str) -> str:
        key = _key_of(activity)
        if not self._keys.knows(key):
            return "a/"  # nobody's: after sealing one's own notes are nobody's too
        pseudonym = self._keys.pseudonym(key, person)
        self._owners[pseudonym] = person
        return pseudonym

    async def prepare(self) -> None:
        """Fetch the key of the current activity, so that its authors can be told from now on without I/O."""
        activity = self.workshop.activities.get(self.workshop.current)
        if (
            activity is not None
            and isinstance(key := self._key_for(c.MarkDone(activity=activity.step.id)), str)
            and key
        ):
            await self._keys.learn(key)

    # --- time --------------------------------------------------------------------------------------------

    def next_due(self) -> int | None:
        """Return when time acts next, UTC milliseconds; 0 is at once, None never as things stand."""
        return next((due.at for due in self._dues()), None)

    def _dues(self) -> tuple[Due, ...]:
        dues = due_in(self.name, self.workshop, self.around.kinds, self._releases)
        comings = self._comings({f"z/{seat}" for seat in self._here}) if self._absent else ()
        return tuple(due for due in (*comings, *dues) if due.id not in self._tried)

    async def pass_time(self) -> None:
        """Turn all that has fallen due into entries. Each is tried once: its id follows from its cause."""
        async with self._passing:
            while (due := next(iter(self._dues()), None)) and due.at <= self.around.clock():
                await self._let_happen(due)

    async def _let_happen(self, due: Due) -> None:
        if self.broken is not None:
            raise RoomBroken(self.name, str(self.broken))
        if isinstance(due.command, c.SealActivity):
            self._sealing.add(due.command.activity)
        if due.forgets:
            # First the key, then the word: "nobody can find out" must be true when it is shown.
            await self._keys.destroy(due.forgets)
            self._owners.clear()
        with suppress(LogClosed):
            await self._append(ROOM, due.id, due.command)
        self._tried.add(due.id)
        if isinstance(due.command, c.SealActivity):
            self._sealing.discard(due.command.activity)


def _key_of(activity: Activity) -> str:
    return f"{activity.step.id}/{activity.run}"
