"""Who follows which stream. Lives on the event loop alone."""

import asyncio
from collections.abc import Callable
from itertools import count

from facilitator.core.entry import Entry
from facilitator.log.contract import Heard


class Followers:
    """Tells entries to whoever follows their stream; one that raises hears nothing more, the others do."""

    def __init__(self) -> None:
        self._heard: dict[str, dict[int, tuple[int, Heard]]] = {}
        self._numbers = count()

    def add(self, stream: str, after: int, kept: list[Entry], heard: Heard) -> Callable[[], None]:
        """Tell what is kept, then follow what comes after a position; return what ends it.

        If the first telling raises, so does this, and nothing is followed.
        """
        if kept:
            heard(kept)
        number = next(self._numbers)
        self._heard.setdefault(stream, {})[number] = (after, heard)
        return lambda: self._remove(stream, number)

    def tell(self, stream: str, entries: list[Entry]) -> None:
        """Tell new entries of a stream to all who follow it."""
        # A copy: one who hears may stop following, or another may.
        for number, (after, heard) in list(self._heard.get(stream, {}).items()):
            if number not in self._heard.get(stream, {}):
                continue
            # One may wait for a position that the stream has not reached yet.
            new = entries if entries[0].seq > after else [entry for entry in entries if entry.seq > after]
            try:
                if new:
                    heard(new)
            except Exception as error:
                self._remove(stream, number)
                asyncio.get_running_loop().call_exception_handler(
                    {"message": "a follower raised and was let go", "exception": error}
                )

    def drop(self, stream: str) -> None:
        """End all following of a stream."""
        self._heard.pop(stream, None)

    def _remove(self, stream: str, number: int) -> None:
        following = self._heard.get(stream, {})
        following.pop(number, None)
        if not following:
            self._heard.pop(stream, None)
