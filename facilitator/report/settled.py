"""The settings of a step in words, for the run sheet: those that somebody chose, not what goes without saying."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from facilitator.core.agenda import Step
from facilitator.core.flow import settings_of
from facilitator.core.kind import Kinds
from facilitator.core.text import pick
from facilitator.report.wording import Say

# What a setting's choice is called, by "setting: choice".
Choices = Mapping[str, str]
Schema = Mapping[str, Any]


def settings_told(step: Step, kinds: Kinds, order: Sequence[str], say: Say, choices: Choices) -> tuple[str, ...]:
    """Return one line a setting that is not as it always is, such as "Dots per person: 3".

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
    return tuple(_lines(told, _struct(schema, schema), schema, order, say, choices))


def _struct(schema: Schema, part: Schema) -> Schema:
    name = str(part.get("$ref", "")).removeprefix("#/$defs/")
    found: Schema = schema["$defs"][name] if name else part
    return found


def _lines(
    told: Mapping[str, Any], struct: Schema, schema: Schema, order: Sequence[str], say: Say, choices: Choices
) -> Iterator[str]:
    for name, field in struct.get("properties", {}).items():
        value = told.get(name)
        applies = all(told.get(other) in values for other, values in field.get("only", {}).items())
        if not applies or value in (None, "", [], {}) or value == _usual(field):
            continue
        words = _value(name, value, field, schema, order, say, choices)
        if words:
            yield f"{say(field['title'])}: {words}" if "title" in field else words


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
    more = ", ".join(_lines(rest, items, schema, order, say, choices))
    return f"{first} ({more})" if first and more else first or more
