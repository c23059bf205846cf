"""Turns commands into bytes and back: one tagged union of all that the workshop and its kinds understand."""

import functools
import operator
from typing import Any

import msgspec

from facilitator.core.commands import WORKSHOP_COMMANDS
from facilitator.core.errors import NewerEntry
from facilitator.core.kind import Kinds


class Codec:
    """Reads and writes commands. Unknown fields and unknown names are errors, never ignored."""

    def __init__(self, kinds: Kinds) -> None:
        self.commands: dict[str, type[msgspec.Struct]] = {}
        for command in WORKSHOP_COMMANDS:
            self._learn(command)
        for kind in kinds.values():
            for command in (*kind.commands, *kind.leader_commands):
                self._learn(command)
        union: Any = functools.reduce(operator.or_, self.commands.values())
        self._decoder: msgspec.json.Decoder[msgspec.Struct] = msgspec.json.Decoder(union)
        self._encoder = msgspec.json.Encoder(order="deterministic")

    def _learn(self, command: type[msgspec.Struct]) -> None:
        known = self.commands.setdefault(command.__name__, command)
        if known is not command:
            raise ValueError(f"two commands are called {command.__name__}; a name has one meaning")

    def encode(self, command: msgspec.Struct) -> bytes:
        """Return the command as JSON with its name under ``do``."""
        return self._encoder.encode(command)

    def decode(self, data: bytes | msgspec.Raw | str) -> msgspec.Struct:
        """Return the command that *data* holds.

        Raises:
            msgspec.DecodeError: If it is not one, with the place of the fault.
        """
        return self._decoder.decode(data)

    def decode_kept(self, data: msgspec.Raw) -> msgspec.Struct:
        """Return a command that was kept in a log.

        Raises:
            NewerEntry: If a newer version of this product wrote it.
        """
        try:
            return self._decoder.decode(data)
        except msgspec.ValidationError as unknown:
            raise NewerEntry(
                f"this workshop was made by a newer version ({unknown}); install that version or a later one"
            ) from unknown
