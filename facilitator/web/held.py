"""Holds one of the installation's own streams over its log: asks, appends, folds. Survives a restart."""

from collections.abc import Callable
from typing import Generic

from facilitator.core.actors import ROOM
from facilitator.core.book import Book, Command, State
from facilitator.core.entry import Entry
from facilitator.core.ids import id_from
from facilitator.core.refusal import Refusal
from facilitator.log.contract import Draft, Log
from facilitator.web.sessions import Chance, Clock


class Held(Generic[State, Command]):
    """A book of a running server; ``now`` is its state."""

    def __init__(self, book: Book[State, Command], log: Log, clock: Clock, chance: Chance) -> None:
        self.now = book.blank
        self.book = book
        self._log = log
        self._clock = clock
        self._chance = chance
        self._refused: dict[str, Refusal] = {}
        self._stop: Callable[[], None] = lambda: None

    async def open(self) -> None:
        """Fold what is kept, and follow what comes."""
        self.now = self.book.blank
        self._stop = await self._log.follow(self.book.stream, 0, self._hear)

    def close(self) -> None:
        """Stop following."""
        self._stop()

    def _hear(self, entries: list[Entry]) -> None:
        for entry in entries:
            command = self.book.decode(entry.command)
            self.now, no = self.book.fold(self.now, entry.seq, entry.at, entry.id, command)
            if no:
                self._refused[entry.id] = no

    async def submit(self, command: Command, by: str = ROOM) -> str | Refusal:
        """Ask for *command*; return its id, or why not."""
        if no := self.book.refuse(self.now, command):
            return no
        command_id = id_from(self._chance(16))
        seed = int.from_bytes(self._chance(4))
        draft = Draft(self._clock(), by, command_id, seed, self.book.encode(command))
        await self._log.append(self.book.stream, draft)
        return self._refused.pop(command_id, command_id)

    async def redact(self, bare: Callable[[Command], Command]) -> bool:
        """Put in the place of every kept command what *bare* makes of it; tell whether any was another.

        The state stays as it is: only what can no longer be seen in it may be taken away so.
        """
        replacements = {}
        entries = await self._log.read(self.book.stream)
        if len(entries) != self.now.seq:
            return False  # what has not been folded yet may tell otherwise
        for entry in entries:
            command = self.book.decode(entry.command)
            if (left := bare(command)) != command:
                replacements[entry.seq] = self.book.encode(left)
        if replacements:
            await self._log.redact(self.book.stream, replacements)
        return bool(replacements)
