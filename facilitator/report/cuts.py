"""Which activity may stand in which cut of the summary. Decided by what people were told before they wrote.

Never by what the facilitator would like afterwards: hiding is hers, widening is nobody's.
"""

from typing import Literal

from facilitator.core.agenda import DESTINATIONS, Destination
from facilitator.core.workshop import Activity, Workshop

Cut = Literal["participants", "client", "facilitator"]
CUTS: tuple[Cut, ...] = ("participants", "client", "facilitator")

# The narrowest destination that still gets into each cut. The facilitator's is for working on the other two, so
# it holds no more than they do together.
NEEDS: dict[Cut, Destination] = {"participants": "participants", "client": "client", "facilitator": "participants"}


def reach_of(workshop: Workshop, activity: Activity) -> Destination:
    """Return where what was written here ends: its own destination, or that of what flowed in, if narrower.

    People who were told "goes to the board" must not find their note in a summary because it became an option
    of the next vote.
    """
    ways = [_own_reach(one) for one in _with_origins(workshop, activity)]
    return min(ways, key=DESTINATIONS.index)


def _with_origins(workshop: Workshop, activity: Activity) -> list[Activity]:
    """Return the activity and all that flowed into it, near and far."""
    line = [activity]
    while (source := line[-1].step.source) and (origin := workshop.activities.get(source.step)):
        if origin in line:
            break
        line.append(origin)
    return line


def _own_reach(activity: Activity) -> Destination:
    return "nowhere" if activity.step.identity == "only_you" else activity.step.destination


def is_in(workshop: Workshop, activity: Activity, cut: Cut) -> bool:
    """Whether this cut may tell what people did here."""
    return DESTINATIONS.index(reach_of(workshop, activity)) >= DESTINATIONS.index(NEEDS[cut])
