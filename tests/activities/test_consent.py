"""Consent: stances on proposals that have versions."""

LIVELY = {
    "proposals": [{"en": "a"}, {"en": "b"}],
    "scale": "fist",
    "reason_below": 3,
}
