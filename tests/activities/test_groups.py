"""Groups: who sits where, and what they write."""

from typing import Any

LIVELY = {
    "number": 2,
    "rounds": 3,
    "moves": "all_but_host",
    "writes": "everyone",
    "fields": [{"en": "rule"}, {"en": "sign"}],
    "max_notes": 3,
    "cumulative": True,
    "mix": "teams",
}
