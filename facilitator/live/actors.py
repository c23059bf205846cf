"""Who is at the other end of a line. Made by the web from a cookie, never from what a client says of itself."""

from typing import Literal

import msgspec

Part = Literal["facilitator", "co", "remote", "phone", "board", "client"]
Audience = Literal["desk", "remote", "phone", "board"]

_AUDIENCES: dict[Part, Audience] = {
    "facilitator": "desk",
    "co": "desk",
    "remote": "remote",
    "phone": "phone",
    "board": "board",
    # A client has pages, no line; what is shown to all would be all there is.
    "client": "board",
}
_LETTERS: dict[Part, str] = {"facilitator": "f", "co": "c", "remote": "r", "client": "k"}


class Actor(msgspec.Struct, frozen=True):
    """One end of a line.

    Attributes:
        role: What it may see and ask.
        id: Account id, remote id, or seat id (an opaque hash of the cookie); nothing for the board.
    """

    role: Part
    id: str = ""

    @property
    def audience(self) -> Audience:
        """Which of the shared views it gets."""
        return _AUDIENCES[self.role]

    @property
    def author(self) -> str:
        """What a leader's entries are by; nothing for phones, whose author depends on the activity, and boards."""
        return f"{_LETTERS[self.role]}/{self.id}" if self.role in _LETTERS else ""

    @property
    def seat(self) -> str:
        """The author that joins: the browser before it is anybody. Nothing for all but phones."""
        return f"z/{self.id}" if self.role == "phone" else ""
