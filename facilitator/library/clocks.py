"""Times and durations as people write them in agendas: ``9.00``, ``klo 9–9.15``, ``1 h 15``, ``45 min``.

Pure. Minutes are from midnight for times, and whole for durations.
"""

import re

import msgspec

_HOUR = r"(?:[01]?\d|2[0-4])"
_BEFORE = r"(?:(?:klo|kello|kl|at|von|c|noin|n)\b\.?\s*)?"
_TIME = (
    rf"{_BEFORE}(?P<h{{n}}>{_HOUR})(?:\s*[.:,]\s?(?P<m{{n}}>[0-5]\d)(?:[.:]00)?)?"
    r"\s*(?P<half{n}>[ap]\.?m\.?)?(?!\d)"
)
_DASH = r"\s*(?:–|—|-|−|…|\.\.\.?|\bto\b|\btill\b|\bsaakka\b)\s*"
_RANGE = re.compile(_TIME.format(n=1) + f"(?:{_DASH}(?:" + _TIME.format(n=2) + ")?)?", re.IGNORECASE)
# ``1 h 15``, ``1 h``, ``1,5 h``, ``90 min``, ``15'``.
_HOURS = r"(?P<hours>\d+(?:[.,]\d+)?|½)\s*(?:h|t|tim|tunti|tuntia|timme|timmar|hours?|hrs?)\b\.?"
_MINUTES = r"(?P<minutes>\d{1,3})\s*(?:min\w*|m\b|['’′])\.?"
_DURATION = re.compile(
    rf"(?:{_HOURS}(?:\s*(?P<rest>\d{{1,2}})\s*(?:min\w*\.?|m\b)?(?!\d))?|{_MINUTES})", re.IGNORECASE
)
_SPARE = re.compile(r"^[\s.,;:|·•*–—\-()\[\]]+|[\s,;:|·•*–—\-(\[]+$")


class Clock(msgspec.Struct, frozen=True):
    """What a cell or a line says of time.

    Attributes:
        at, until: Minutes from midnight; −1 is not told.
        minutes: How long; −1 is not told.
        rest: The words around it.
    """

    at: int = -1
    until: int = -1
    minutes: int = -1
    rest: str = ""

    @property
    def is_told(self) -> bool:
        """Whether there was any time in it."""
        return self.at >= 0 or self.minutes >= 0

    @property
    def lasts(self) -> int:
        """How long by its own words; −1 if they do not say."""
        if self.minutes >= 0:
            return self.minutes
        return (self.until - self.at) % (24 * 60) if self.at >= 0 and self.until >= 0 else -1


def clock_in(words: str, *, bare_hours: bool = False) -> Clock:
    """Return the time that *words* begin with and the duration that is in them, and the words that are left.

    Args:
        words: Of a cell, or a line.
        bare_hours: Whether ``9`` alone is a time: in a column of times it is, in a sentence it is not.
    """
    minutes, left = _duration(words)
    found = _RANGE.match(left.lstrip(" \t*•·-–—")) if left else None
    if found is None or not _is_time(found, bare_hours, alone=not left[found.end() :].strip()):
        return Clock(minutes=minutes, rest=trimmed(left))
    begun = left.lstrip(" \t*•·-–—")
    at = _minute(found["h1"], found["m1"], found["half1"] or (found["half2"] if found["h2"] else None))
    until = _minute(found["h2"], found["m2"], found["half2"]) if found["h2"] else -1
    if at > 24 * 60:
        return Clock(minutes=minutes, rest=trimmed(left))
    return Clock(at % (24 * 60), until, minutes, trimmed(begun[found.end() :]))


def _duration(words: str) -> tuple[int, str]:
    """Return the first duration in *words*, −1 for none, and *words* without it."""
    found = _DURATION.search(words)
    if found is None:
        return -1, words
    if found["minutes"]:
        minutes = int(found["minutes"])
    else:
        hours = 0.5 if found["hours"] == "½" else float(found["hours"].replace(",", "."))
        minutes = round(hours * 60) + int(found["rest"] or 0)
    before, after = words[: found.start()], words[found.end() :]
    # ``(15 min)``: the brackets go with it.
    if before.rstrip().endswith("(") and after.lstrip().startswith(")"):
        before, after = before.rstrip()[:-1], after.lstrip()[1:]
    return minutes, f"{before} {after}" if before.strip() and after.strip() else before + after


def _is_time(found: "re.Match[str]", bare_hours: bool, *, alone: bool) -> bool:
    """Tell ``9.00`` and ``klo 9`` from a number that is none; ``9-10`` is a time where nothing stands beside it."""
    said = found[0].lower().lstrip()
    marked = bool(found["m1"] or found["half1"] or found["half2"] or re.match(r"(klo|kello|kl|at)\b", said))
    ends_in_time = bool(found["h2"] and found["m2"])
    return marked or ends_in_time or (alone and bool(found["h2"])) or (alone and bare_hours)


def _minute(hour: str, minute: str | None, half: str | None) -> int:
    hours = int(hour)
    if half and half[0].lower() == "p" and hours < 12:
        hours += 12
    if half and half[0].lower() == "a" and hours == 12:
        hours = 0
    return hours * 60 + int(minute or 0)


def trimmed(words: str) -> str:
    """Return *words* without the dashes, bullets and brackets that time left behind."""
    left = _SPARE.sub("", _SPARE.sub("", words)).strip()
    # A bracket that lost its other half goes too; a whole pair stays.
    if left.endswith(")") and "(" not in left:
        left = left[:-1].rstrip()
    return " ".join(left.split()) if "\n" not in left else left


def minutes_in(words: str) -> int:
    """Return what a cell of a column of durations says: ``15``, ``15 min``, ``0:15``, ``1:15``; −1 for none."""
    plain = words.strip()
    if plain.isdecimal() and len(plain) <= 3:
        return int(plain)
    if clock := re.fullmatch(r"(\d{1,2})[:.](\d{2})(?:[:.]00)?", plain):
        return int(clock[1]) * 60 + int(clock[2])
    if decimal := re.fullmatch(r"(\d{1,3})[.,]0+", plain):
        return int(decimal[1])
    return _duration(plain)[0]
