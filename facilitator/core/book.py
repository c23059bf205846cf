"""What the installation's own streams have in common: a command is refused or folded, and kept as JSON.

Such a stream is a book: the register is one, the shelf of own methods another. Workshops have laws of their own.
"""

import functools
import operator
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import msgspec

from facilitator.core.errors import NewerEntry
from facilitator.core.refusal import Refusal


class Pages(msgspec.Struct, frozen=True, kw_only=True):
    """Base of what a book folds into: ``seq`` is the last entry in it, ``at`` the latest time any entry told."""

    seq: int = 0
    at: int = 0


State = TypeVar("State", bound=Pages)
Command = TypeVar("Command", bound=msgspec.Struct)
_encoder = msgspec.json.Encoder(order="deterministic")


class Book(Generic[State, Command]):
    """One stream's laws.

    Args:
        stream: Its name in the log.
        blank: The state before the first entry.
        commands: All that may be asked of it; each is kept with its name under ``do``.
        refuse: Returns why a command cannot be carried out, or nothing.
        change: Returns the state after a command, given when it was and its id.
    """

    def __init__(
        self,
        stream: str,
        blank: State,
        commands: Sequence[type[Command]],
        refuse: Callable[[State, Command], Refusal | None],
        change: Callable[[State, int, str, Command], State],
    ) -> None:
        union: Any = functools.reduce(operator.or_, commands)
        self.stream = stream
        self.blank = blank
        self.refuse = refuse
        self._change = change
        self._decoder: msgspec.json.Decoder[Command] = msgspec.json.Decoder(union)

    def fold(
        self, state: State, seq: int, at: int, command_id: str, command: Command
    ) -> tuple[State, Refusal | None]:
        """Return the next state and, where the command changed nothing, why."""
        no = self.refuse(state, command)
        after = state if no else self._change(state, at, command_id, command)
        return msgspec.structs.replace(after, seq=seq, at=max(state.at, at)), no

    def encode(self, command: Command) -> bytes:
        """Return the command as JSON with its name under ``do``."""
        return _encoder.encode(command)

    def decode(self, data: bytes | msgspec.Raw) -> Command:
        """Return a command that was kept.

        Raises:
            NewerEntry: If a newer version of this product wrote it.
        """
        try:
            return self._decoder.decode(data)
        except msgspec.ValidationError as unknown:
            raise NewerEntry(
                f"the {self.stream} was written by a newer version ({unknown}); install that version or a later one"
            ) from unknown
