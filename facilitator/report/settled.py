"""The settings of a step in words, for the run sheet: what somebody chose and who leads needs to know.

What goes without saying is left out, and so are limits and what only the screens see to (``SILENT``).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from facilitator.core.agenda import Step
from facilitator.core.flow import settings_of
from facilitator.core.kind import Kinds
from facilitator.core.text import pick
from facilitator.report.wording import Say, decimal

# The app keeps these by itself: nobody leads otherwise for knowing them.
SILENT = frozenset({
    "max_length", "max_headings", "in_summary", "shuffle", "sort", "show", "gentle", "coverage", "new_company",
})  # fmt: skip
ENDS = ("low", "high")
# What a setting's choice is called, by "setting: choice".
Choices = Mapping[str, str]
Schema = Mapping[str, Any]


def settings_told(step: Step, kinds: Kinds, order: Sequence[str], say: Say, choices: Choices) -> tuple[str, ...]:
    """Return the settings that are not as they always are, such as "Dots per person: 3 · How many go on: 5".

    Numbers and choices share a line; texts and lists have lines of their own.

    Args:
        step: A planned step; settings that its kind no longer knows are left out.
        kinds: All kinds.
        order: Languages, the reader's first.
        say: The catalogue of the reader's language.
        choices: Message of each choice.
    """
    try:
        settings = settings_of(step, kinds)
    except msgspec.ValidationError:
        return ()
    schema = msgspec.json.schema(kinds[step.kind].Settings)
    told = msgspec.json.decode(msgspec.json.encode(settings))
    lines = list(_lines(told, _struct(schema, schema), schema, order, say, choices))
    short = [line for is_short, line in lines if is_short]
    return (*([" · ".join(short)] if short else ()), *(line for is_short, line in lines if not is_short))


def _struct(schema: Schema, part: Schema) -> Schema:
    name = str(part.get("$ref", "")).removeprefix("#/$defs/")
    found: Schema = schema["$defs"][name] if name else part
    return found


def _lines(
    told: Mapping[str, Any], struct: Schema, schema: Schema, order: Sequence[str], say: Say, choices: Choices
) -> Iterator[tuple[bool, str]]:
    """Yield each setting that is worth a word, and whether it is short."""
    fields = struct.get("properties", {})
    is_scaled = "scale" in fields
    for name, field in fields.items():
        value = told.get(name)
        applies = all(told.get(other) in values for other, values in field.get("only", {}).items())
        ends = _ends(told, order) if name == "scale" else ""
        if not applies or _is_silent(name, told) or (is_scaled and name in ENDS):
            continue
        if value in (None, "", [], {}) or (value == _usual(field) and not ends):
            continue
        words = _value(name, value, field, schema, order, say, choices)
        if words:
            words = f"{words}, {ends}" if ends else words
            is_short = not isinstance(value, dict | list)
            yield is_short, f"{say(field['title'])}: {words}" if "title" in field else words


def _is_silent(name: str, told: Mapping[str, Any]) -> bool:
    # That each of a pair has a turn goes without saying.
    return name in SILENT or (name == "turns" and told[name] == told.get("size"))


def _ends(told: Mapping[str, Any], order: Sequence[str]) -> str:
    """Return what the ends of a scale mean, in one."""
    return " – ".join(filter(None, (pick(told.get(end) or {}, order) for end in ENDS)))


def _usual(field: Schema) -> Any:
    usual = field.get("default")
    return list(usual) if isinstance(usual, tuple) else usual


def _value(
    name: str, value: Any, field: Schema, schema: Schema, order: Sequence[str], say: Say, choices: Choices
) -> str:
    _ = say
    match value:
        case bool():
            return _("yes") if value else _("no")
        case str():
            key = f"{name}: {value}"
            return _(choices[key]) if key in choices else value
        case dict():
            return pick(value, order)
        case list():
            items = _struct(schema, field.get("items", {}))
            return " · ".join(filter(None, (_item(name, one, items, schema, order, say, choices) for one in value)))
        case float():
            return decimal(value, say.language)
        case _:
            return str(value)


def _item(
    name: str, value: Any, items: Schema, schema: Schema, order: Sequence[str], say: Say, choices: Choices
) -> str:
    if not isinstance(value, dict) or "properties" not in items:
        return _value(name, value, items, schema, order, say, choices)
    # A record is told by its words and what is special about it, such as a question of a form.
    first = pick(value.get("text", {}) or {}, order)
    rest = {key: part for key, part in value.items() if key != "text"}
    more = ", ".join(line for _, line in _lines(rest, items, schema, order, say, choices))
    return f"{first} ({more})" if first and more else first or more
