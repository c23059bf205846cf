"""What codes of methods are called on the screen: themes, phases of a day, kinds of steps, reasons why one fits."""

import functools

from facilitator.core.text import LANGUAGES, Text
from facilitator.library.fit import Reason
from facilitator.web.words import Words, words_for

ANY_THEME = "all"  # found under each, and nothing to tell of a method
# What most shipped files say of whose words they are: it tells a reader nothing.
COMMON_RIGHTS: Text = {
    "fi": "Sanat ovat omiamme, idea on kaikkien.",
    "sv": "Orden är våra egna, idén är allas.",
    "en": "Own wording; the idea is common property.",
}


def theme_words(words: Words) -> dict[str, str]:
    """Return the themes by their codes, in the order they are offered."""
    return {
        "values": words("Values"),
        "rules": words("Rules of play"),
        "collaboration": words("Collaboration"),
        "customers": words("Customer orientation"),
        "pairs": words("Work in pairs"),
        "interaction": words("Interaction"),
        "methods": words("Ways of working"),
        "supervision": words("Supervision and coaching"),
        ANY_THEME: words("Any theme"),
    }


def phase_words(words: Words) -> dict[str, str]:
    """Return the phases of a day by their codes, in the order of a day."""
    return {
        "check-in": words("Checking in"),
        "orient": words("Orientation"),
        "diverge": words("Ideas"),
        "explore": words("Exploring"),
        "converge": words("Narrowing down"),
        "decide": words("Deciding"),
        "commit": words("Committing"),
        "reflect": words("Looking back"),
        "energise": words("Waking up"),
    }


def reason_words(reason: Reason, words: Words) -> str:
    """Return why a method fits a place in the day or does not, in a few words."""
    low, high = reason.low, reason.high
    match reason.code:
        case "minutes":
            return words("{low}–{high} min fits", low=low, high=high)
        case "long":
            return words("takes at least {low} min", low=low)
        case "people":
            return words.many("{n} person fits", "{n} people fit", low)
        case "few":
            return words("for {low} people or more", low=low)
        case "many":
            return words("for {high} people at most", high=high)
        case "follows":
            return words("goes well here")
        case "input":
            return words("goes on from what came before")
        case "no_input":
            return words("needs something to start from")


@functools.cache
def labels(kinds: tuple[str, ...]) -> dict[str, Text]:
    """Return what themes, phases and *kinds* are called in every language, for searches; kinds as ``kind/vote``."""
    by_language = {tag: _labels(words_for(tag), kinds) for tag in LANGUAGES}
    codes = by_language[LANGUAGES[0]]
    return {code: {tag: said[code] for tag, said in by_language.items()} for code in codes}


def _labels(words: Words, kinds: tuple[str, ...]) -> dict[str, str]:
    of_kinds = {f"kind/{kind}": words.within("kind", kind) for kind in kinds}
    return {**theme_words(words), **phase_words(words), **of_kinds}
