"""Writes methods and templates as the files they could have come from: what is written parses to the same thing.

A template is written whole, with its steps: it then stays as it was whatever becomes of the methods in it.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from facilitator.core.agenda import Block, Step
from facilitator.core.kind import Kinds
from facilitator.core.text import Text
from facilitator.library.method import LAST_GROUPS, Facts, Method, is_text
from facilitator.library.parse import clock_of, usual_identity
from facilitator.library.template import Template

Written = dict[str, Any]
# Tables of which each line is one step or block; all other tables stand on one line.
ROWS = ("steps", "blocks")
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def written(method: Method, kinds: Kinds) -> str:
    """Return the file of a method."""
    return toml(method_table(method, kinds))


def written_template(template: Template, kinds: Kinds) -> str:
    """Return the file of a template."""
    return toml(template_table(template, kinds))


# --- tables ----------------------------------------------------------------------------------------------


def method_table(method: Method, kinds: Kinds) -> Written:
    """Return a method as its file's keys and values."""
    facts = {name: getattr(method, name) for name in Facts.__struct_fields__}
    usual = {name: value for name, value in _defaults(Facts).items() if facts[name] == value}
    told = {name: value for name, value in facts.items() if name not in usual}
    steps = [step_table(step, _from(step), _with(step), kinds) for step in method.steps]
    table: Written = msgspec.to_builtins({**told, "steps": steps})
    return table


def _defaults(shape: type[msgspec.Struct]) -> Written:
    return {field.name: _default(field) for field in msgspec.structs.fields(shape) if not field.required}


def _default(field: msgspec.structs.FieldInfo) -> Any:
    # An empty text is made anew for each struct.
    return field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()


def _from(step: Step) -> Written | None:
    if step.source is None:
        return None
    return _said(step=step.source.step, take=step.source.take, most=step.source.most)


def _with(step: Step) -> Written | None:
    if not step.company:
        return None
    return {} if step.company == LAST_GROUPS else {"step": step.company}


def _said(*, take: str = "items", **facts: Any) -> Written:
    """Return what differs from what is meant if nothing is said."""
    told = {name: value for name, value in facts.items() if value and name != "most"}
    if take != "items":
        told["take"] = take
    if facts.get("most"):
        told["most"] = facts["most"]
    return told


def step_table(
    step: Step, source: Written | None, company: Written | None, kinds: Kinds, name: str = ""
) -> Written:
    """Return a step as its file's keys and values.

    Args:
        step: The step; its id is its name if none is given.
        source, company: As the file says them, or nothing.
        kinds: All kinds; what a kind does by itself is not said.
        name: What the file calls it.
    """
    table: Written = {"name": name or step.id, "kind": step.kind, "minutes": _number(step.minutes)}
    table["prompt"] = step.prompt
    if step.help:
        table["help"] = step.help
    if step.identity != usual_identity(step.kind, bool(step.company), kinds):
        table["identity"] = step.identity
    if step.destination != "client":
        table["destination"] = step.destination
    if source is not None:
        table["from"] = source
    if company is not None:
        table["company"] = company
    if step.settings:
        table["settings"] = step.settings
    return table


def _number(minutes: float) -> float:
    return int(minutes) if minutes == int(minutes) else minutes


def template_table(template: Template, kinds: Kinds) -> Written:
    """Return a template as its file's keys and values, every step in it."""
    place = {step.id: (block.id, _name(block, step)) for block in template.blocks for step in block.steps}
    table: Written = {
        **{name: getattr(template, name) for name in ("name", "aim", "output", "pre_question", "people")},
        **({"themes": template.themes} if template.themes else {}),
        "starts": clock_of(template.starts),
        "ends": clock_of(template.ends),
        "blocks": [
            _block_table(block, note, place, kinds)
            for block, note in zip(template.blocks, template.notes, strict=True)
        ],
    }
    told: Written = msgspec.to_builtins(table)
    return told


def _name(block: Block, step: Step) -> str:
    return step.id.removeprefix(f"{block.id}.")


def _block_table(block: Block, note: Text, place: Mapping[str, tuple[str, str]], kinds: Kinds) -> Written:
    table: Written = {"key": block.id, "title": block.title, "minutes": block.minutes}
    if block.method:
        table["like"] = block.method
    if block.fixed_at is not None:
        table["fixed_at"] = clock_of(block.fixed_at)
    marks = {"break": block.is_break, "buffer": block.is_buffer, **_marks(block)}
    table |= {name: value for name, value in marks.items() if value}
    texts = {"goal": block.goal, "note": note, "materials": block.materials}
    table |= {name: text for name, text in texts.items() if text}
    rows = [_step_of_block(block, step, place, kinds) for step in block.steps]
    return {**table, "steps": rows} if rows else table


def _marks(block: Block) -> Written:
    return {name: getattr(block, name) for name in ("mandatory", "before", "new_day", "track", "lead")}


def _step_of_block(block: Block, step: Step, place: Mapping[str, tuple[str, str]], kinds: Kinds) -> Written:
    def at(step_id: str) -> Written:
        key, name = place[step_id]
        return {"step": name} if key == block.id else {"block": key, "step": name}

    source = None
    if step.source is not None:
        source = at(step.source.step) | _said(take=step.source.take, most=step.source.most)
    company = at(step.company) if step.company else None
    return step_table(step, source, company, kinds, _name(block, step))


# --- text ------------------------------------------------------------------------------------------------


def toml(table: Mapping[str, Any]) -> str:
    """Return a method's or template's table as TOML, laid out as one writes it by hand.

    Texts stand under each other by language, on as many lines as they have; steps and blocks are a paragraph each.
    TOML is written here since libraries that keep a document's every space took half a second over a day, on the
    loop that rooms live on.

    Args:
        table: Strings, numbers, lists and tables; what is None is left out.
    """
    return "\n".join(_paragraph(table, "")) + "\n"


def _paragraph(table: Mapping[str, Any], path: str) -> Iterator[str]:
    """Yield the lines of a table, then the paragraphs in it: a key after one of them would be taken for its own."""
    for name, value in table.items():
        if value is not None and not _is_rows(name, value):
            yield from _lines(name, value)
    for name, value in table.items():
        if _is_rows(name, value):
            for row in value:
                here = f"{path}.{name}" if path else name
                yield from ("", f"[[{here}]]")
                yield from _paragraph(row, here)


def _is_rows(name: str, value: Any) -> bool:
    return (
        name in ROWS and isinstance(value, list) and bool(value) and all(isinstance(row, Mapping) for row in value)
    )


def _lines(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, Mapping) and (name == "settings" or is_text(dict(value))):
        parts = {key: part for key, part in value.items() if part is not None}
        yield from (f"{_key(name)}.{_key(key)} = {_spread(part)}" for key, part in parts.items())
        if parts:
            return
    yield f"{_key(name)} = {_value(value)}"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _quoted(name)


def _spread(value: Any) -> str:
    """Return a value with each of its lines on one of the file's own."""
    if not isinstance(value, str) or "\n" not in value:
        return _value(value)
    lines = (_quoted(line)[1:-1] for line in value.split("\n"))
    return '"""\n' + "\n".join(lines) + '"""'


def _value(value: Any) -> str:
    match value:
        case str():
            return _quoted(value)
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case Mapping():
            parts = [f"{_key(key)} = {_value(part)}" for key, part in value.items() if part is not None]
            return f"{{ {', '.join(parts)} }}" if parts else "{}"
        case list() | tuple():
            return _listed([part for part in value if part is not None])
    raise TypeError(f"expected what TOML can hold, got {type(value).__name__}")


def _listed(values: Sequence[Any]) -> str:
    if any(isinstance(value, Mapping) for value in values):
        return "[\n" + "".join(f"  {_value(value)},\n" for value in values) + "]"
    return f"[{', '.join(map(_value, values))}]"


def _quoted(words: str) -> str:
    # JSON's escapes are TOML's, but for the one control character that JSON lets stand.
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
