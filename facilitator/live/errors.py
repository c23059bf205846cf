"""What can go wrong in a live room, as exceptions. A mere no is a `Refusal`."""

from facilitator.core.errors import FacilitatorError

RESTART, OVERLOADED = 1012, 1013
SESSION_OVER, NOT_ALLOWED, LATE, MOVED, CLOSED, TOO_BIG, TOO_FAST = 4401, 4403, 4408, 4409, 4410, 4413, 4429
PROTOCOL_ERROR, NOT_TEXT, INTERNAL_ERROR = 1002, 1003, 1011


class LiveError(FacilitatorError):
    """Root of what can go wrong in a live room."""


class NoSuchWorkshop(LiveError):
    """Nobody made a workshop with this id."""

    def __init__(self, workshop: str) -> None:
        super().__init__(f"expected the id of a workshop, got {workshop!r}; choose one from the list of workshops")


class RoomBroken(LiveError):
    """The room can no longer promise what it says: nothing is acknowledged any more, the server must stop."""

    def __init__(self, workshop: str, found: str) -> None:
        super().__init__(
            f"workshop {workshop}: expected every kept entry to fold and every append to be durable, got: {found}; "
            "start the server again"
        )


class RoomLeaving(LiveError):
    """The server is going down: commands stay in the outboxes, which send them again."""

    def __init__(self) -> None:
        super().__init__(
            "expected a server that stays, got one that is stopping; send the same again after it is back"
        )


class BadMessage(LiveError):
    """A request by POST that is no message of the protocol (SPEC FB1); answer it with 400."""

    def __init__(self, found: str) -> None:
        super().__init__(f"expected messages as in SPEC.md, got: {found}; correct the client")


class LineEnded(LiveError):
    """A poll that ended as a socket would be closed: answer with `{"close": code}` (SPEC FB4)."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the line was closed with {code}; see SPEC.md for what a client does then")
        self.code = code
