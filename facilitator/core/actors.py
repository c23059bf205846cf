"""Who does something: roles, and the author that an entry is by.

An author is written ``<letter>/<id>``. An anonymous activity knows its authors by pseudonym alone.
"""

from typing import Literal

import msgspec

Role = Literal["facilitator", "co", "remote", "participant", "room", "seat", "client"]

_LETTERS: dict[str, Role] = {
    "f": "facilitator",
    "c": "co",
    "r": "remote",
    "p": "participant",  # a person
    "a": "participant",  # a pseudonym of one anonymous activity
    "z": "seat",  # a browser, before it is anybody
    "s": "room",  # the room itself, when time acts
    "k": "client",  # whoever reads the plan by the client's link
}
LEADERS: frozenset[Role] = frozenset({"facilitator", "co", "remote"})
ROOM = "s/room"


def role_of(by: str) -> Role:
    """Return the role of the author *by*.

    Raises:
        ValueError: If *by* is not ``<letter>/<id>`` with a known letter.
    """
    letter, slash, _ = by.partition("/")
    if not slash or letter not in _LETTERS:
        raise ValueError(f"expected an author such as 'p/…', got {by!r}")
    return _LETTERS[letter]


class Doing(msgspec.Struct, frozen=True):
    """The facts around one command: who, when, under which id, with which chance.

    Attributes:
        by: The author as kept in the entry.
        at: UTC milliseconds; 0 in anonymous activities.
        id: The command's id, which is also the id of what it creates.
        seed: 32 bits of chance.
    """

    by: str
    at: int
    id: str
    seed: int

    @property
    def role(self) -> Role:
        """The author's role."""
        return role_of(self.by)

    @property
    def leads(self) -> bool:
        """Whether the author leads the room."""
        return self.role in LEADERS
