"""Who may know what: the one table of identity modes × audiences.

What it does not list nobody may know. ``tests/laws`` holds it for every kind.
"""

from collections.abc import Mapping
from typing import Literal

from facilitator.core.agenda import Identity
from facilitator.core.kind import Sight
from facilitator.core.workshop import Activity, Person

Audience = Literal["board", "phone", "desk", "mine", "participants", "client"]
Which = Literal["nobody", "nickname", "name"]

# Audience "mine" is the author; "participants" and "client" are the two cuts of the summary.
NAMES: dict[Identity, dict[Audience, Which]] = {
    "anonymous": {},
    "nickname": {
        "board": "nickname",
        "phone": "nickname",
        "desk": "nickname",
        "participants": "nickname",
        "client": "nickname",
    },
    "facilitator": {"desk": "name"},
    "named": {
        "board": "name",
        "phone": "name",
        "desk": "name",
        "participants": "name",
        "client": "name",
    },
    "only_you": {},
    # Who sits where is the desk's to know, who wrote is nobody's: names are for the composition alone.
    "group": {},
}


def sight_of(activity: Activity, audience: Audience, people: Mapping[str, Person]) -> Sight:
    """Return the activity's moment with the names that *audience* may know, and no others."""
    which = NAMES[activity.step.identity].get(audience, "nobody")
    return Sight(activity.moment, _names(which, people), leads=audience == "desk")


def _names(which: Which, people: Mapping[str, Person]) -> dict[str, str]:
    match which:
        case "nobody":
            return {}
        case "nickname":
            return {f"p/{person_id}": person.nickname for person_id, person in people.items() if person.nickname}
        case "name":
            return {f"p/{person_id}": person.name for person_id, person in people.items() if person.name}
