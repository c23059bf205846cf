"""What is told of a running server: events in past tense, with facts as fields.

A fact is a number, a yes or no, an id, or a word from a short list in the code. Names, what people wrote, join
codes, tokens and network addresses are never facts (a test scans for them).
"""

import logging
import re
import sys
from collections.abc import Mapping
from typing import TextIO

Fact = int | float | bool | str

# An id or a word of ours: free text has spaces or signs, and would be somebody's words.
_PLAIN = re.compile(r"[A-Za-z0-9_.:/-]{0,64}")

_log = logging.getLogger("facilitator")


def tell(event: str, **facts: Fact) -> None:
    """Write down that *event* happened, as ``event name=value …``.

    Raises:
        ValueError: If a fact is free text.
    """
    _log.info("%s", _line(event, facts))


def warn(event: str, *, bug: BaseException | None = None, **facts: Fact) -> None:
    """Write down that *event* went wrong, as `tell` does; of a *bug*, a fault of our own, also the way it came.

    Raises:
        ValueError: If a fact is free text.
    """
    _log.warning("%s", _line(event, facts), exc_info=bug)


def _line(event: str, facts: Mapping[str, Fact]) -> str:
    for name, fact in facts.items():
        if isinstance(fact, str) and not _PLAIN.fullmatch(fact):
            raise ValueError(
                f"fact {name} of {event} is free text; expected a number, an id or a word from the code"
            )
    return event + "".join(f" {name}={_shown(fact)}" for name, fact in facts.items())


def _shown(fact: Fact) -> str:
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    return f"{fact:.3f}" if isinstance(fact, float) else str(fact)


def listen_to_events(stream: TextIO | None = None) -> None:
    """Send events and warnings to *stream*, or to standard error, each with its time."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    _log.propagate = False
