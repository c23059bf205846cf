"""What time does to a workshop: a pure question, answered by the state alone.

Each thing that falls due has an id that follows from its cause, so that any process may try and one counts.
"""

from collections.abc import Iterator, Mapping

import msgspec

from facilitator.core import commands as c
from facilitator.core.ids import derived_id
from facilitator.core.kind import Kinds
from facilitator.core.workshop import Activity, Workshop

KEY_KEPT_MS = 10 * 60_000


class Due(msgspec.Struct, frozen=True):
    """A command of the room's own, and when it falls due.

    Attributes:
        at: UTC milliseconds; 0 is at once.
        id: Follows from the cause.
        forgets: Prefix of the keys that must be destroyed before this is kept and shown; "" is none.
    """

    at: int
    id: str
    command: msgspec.Struct
    forgets: str = ""


def due_in(name: str, workshop: Workshop, kinds: Kinds, releases: Mapping[str, int]) -> tuple[Due, ...]:
    """Return all that time will do, as far as this state tells, soonest first.

    Args:
        name: Id of the workshop.
        workshop: Its state.
        kinds: All kinds.
        releases: Activity → seq of the entry since which its waiting notes may be let out.
    """
    dues = [
        due
        for activity in workshop.activities.values()
        for due in _due_to(name, workshop, activity, kinds, releases)
    ]
    if workshop.phase == "ended" and not workshop.sealed and all(map(_is_settled, workshop.activities.values())):
        dues.append(Due(0, derived_id("SealWorkshop", name), c.SealWorkshop(), forgets="parking"))
    return tuple(sorted(dues, key=lambda due: due.at))


def _due_to(
    name: str, workshop: Workshop, activity: Activity, kinds: Kinds, releases: Mapping[str, int]
) -> Iterator[Due]:
    step = activity.step.id

    def cause(*words: str | int) -> str:
        return derived_id(name, step, str(activity.run), *map(str, words))

    if activity.stage == "open" and activity.ends_at and not activity.time_up:
        ends_at = activity.ends_at
        yield Due(ends_at, cause("TimeUp", ends_at), c.TimeUp(activity=step, ends_at=ends_at))
    if activity.stage == "open" and workshop.phase == "ended":
        hours = kinds[activity.step.kind].stays_open(activity.state)
        closes_at = workshop.ended_at + hours * 3_600_000
        yield Due(closes_at, cause("CloseActivity", closes_at), c.CloseActivity(activity=step))
    if activity.stage == "closing":
        ends_at = activity.closed_at + kinds[activity.step.kind].grace_ms
        yield Due(ends_at, cause("EndGrace", activity.closed_at), c.EndGrace(activity=step))
    if step in releases:
        yield Due(0, cause("ReleaseNotes", releases[step]), c.ReleaseNotes(activity=step))
    if activity.stage == "closed" and not _is_settled(activity):
        at = 0 if workshop.phase == "ended" else activity.closed_at + KEY_KEPT_MS
        yield Due(at, cause("SealActivity", activity.closed_at), c.SealActivity(activity=step), forgets=f"{step}/")


def _is_settled(activity: Activity) -> bool:
    """Whether there is no key any more: it is sealed, or never had one."""
    return activity.sealed or activity.step.identity != "anonymous"
