"""What kinds that count people have in common: when numbers would tell who, and shares of a whole.

Not a kind. Floor 1; pure.
"""

from facilitator.core.agenda import Identity
from facilitator.core.kind import FEWEST

# Names are told in these anyway, so numbers give nobody away.
PUBLIC: tuple[Identity, ...] = ("nickname", "named")


def are_few(phones: int, hands: int, identity: Identity) -> bool:
    """Tell whether so few answered that numbers would tell what single people did; nobody is no few.

    Args:
        phones: How many answered on phones.
        hands: How many were counted in the room or typed in from paper. Leaders know them, so they hide no phone.
        identity: The mode of the activity.
    """
    return identity not in PUBLIC and (0 < phones < FEWEST or 0 < phones + hands < FEWEST)


def share(part: int, whole: int) -> int:
    """Return *part* of *whole* in whole per cent, halves upwards; 0 of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0
