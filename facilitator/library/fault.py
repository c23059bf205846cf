"""What is wrong with a file that somebody wrote by hand, said so that they can mend it."""

import difflib
import json
import re
from collections.abc import Sequence
from typing import Any, NoReturn

import msgspec
from msgspec import inspect

from facilitator.core.errors import MethodError

LONGEST_FOUND = 60
_LINE_IN_TOML_ERROR = re.compile(r"^(?P<what>.*?) \(at (?P<where>line \d+, column \d+|end of document)\)$")
_PLACE_IN_ERROR = re.compile(r" - at `(?P<path>[^`]*)`.*$")
_IN_WORDS = {
    "int": ("a whole number", "10"),
    "float": ("a number", "2.5"),
    "str": ("text in quotes", '"…"'),
    "bool": ("true or false", "true"),
    "array": ("a list in square brackets", "[…]"),
    "object": ("a table in curly brackets", '{ fi = "…", sv = "…", en = "…" }'),
}


class Fault(msgspec.Struct, frozen=True):
    """One thing wrong in one file.

    Attributes:
        file: As it was given, such as ``methods/opera.toml``.
        key: Where in the file, such as ``steps[1].kind``.
        found: What is there, with its verb: ``is "pol"``, ``is missing``.
        expected: What could be there.
        remedy: What to do, as a command.
        code: What sort of fault it is, where pages have words of their own for it.
        facts: What those words need.
    """

    file: str
    key: str
    found: str
    expected: str
    remedy: str
    code: str = ""
    facts: dict[str, int | str] = {}

    def __str__(self) -> str:
        return f"{self.file}: {self.key} {self.found}; expected {self.expected}; {self.remedy}"


def stop(
    file: str, key: str, found: str, expected: str, remedy: str, code: str = "", **facts: int | str
) -> NoReturn:
    """Raise the fault.

    Raises:
        MethodError: Always; its only argument is the `Fault`, its text the sentence.
    """
    raise MethodError(Fault(file, key, found, expected, remedy, code, facts))


def stop_at_choice(file: str, key: str, found: Any, choices: Sequence[str]) -> NoReturn:
    """Raise that *found* is none of the *choices*, with the nearest of them as the remedy."""
    stop(
        file,
        key,
        f"is {quoted(found)}",
        f"one of {', '.join(choices)}",
        _nearest(found, choices, "write one of them"),
        "choice",
    )


def stop_at_toml(file: str, problem: str) -> NoReturn:
    """Raise that the file is no TOML; *problem* is the parser's message, which ends with the place."""
    found = _LINE_IN_TOML_ERROR.match(problem)
    what, where = (found["what"], found["where"]) if found else (problem, "the file")
    stop(
        file,
        where,
        f"cannot be read ({what})",
        'lines such as key = "text"',
        "mend that line or the one before it",
        "toml",
        where=where,
    )


def stop_at_shape(file: str, data: Any, shape: type[msgspec.Struct], wrong: Exception, under: str = "") -> NoReturn:
    """Raise what *wrong*, which msgspec said of *data*, means to the one who wrote the file.

    Args:
        file: The file's name.
        data: What was converted.
        shape: The struct it was to become.
        wrong: msgspec's error.
        under: Key of *data* in the file, where it is but a part of it.
    """
    place = _PLACE_IN_ERROR.search(str(wrong))
    path = _steps(place["path"] if place else "$")
    says = _PLACE_IN_ERROR.sub("", str(wrong))
    if field := re.match(r"Object (missing required|contains unknown) field `(.*)`", says):
        names = _field_names(_type_at(inspect.type_info(shape), path))
        key = _key(under, [*path, field[2]])
        if field[1] == "missing required":
            stop(file, key, "is missing", f"the keys {', '.join(names)}", "add it", "missing")
        stop(
            file, key, "is unknown", f"one of {', '.join(names)}", _nearest(field[2], names, "delete it"), "unknown"
        )
    wanted = _type_at(inspect.type_info(shape), path)
    found, key = _found(data, path), _key(under, path)
    if isinstance(wanted, inspect.LiteralType):
        stop_at_choice(file, key, found, [str(value) for value in wanted.values])
    expected, example = _worded(says)
    remedy = f"write for example {key.rpartition('.')[2]} = {example}" if example else "keep within that"
    code, facts = _bounds(says)
    stop(file, key, f"is {quoted(found)}", expected, remedy, code, **facts)


def _bounds(says: str) -> tuple[str, dict[str, int | str]]:
    """Return what sort of fault msgspec's words tell of: a wrong type, a number or a length out of its bounds."""
    bound = re.match(r"Expected `(\w+)` (of length )?(>=|<=|>|<) (-?[\d.]+)", says)
    if bound is None:
        return ("type" if re.match(r"Expected `\w+[^`]*`, got", says) else ""), {}
    code = f"{'short' if bound[2] else 'low'}" if ">" in bound[3] else f"{'long' if bound[2] else 'high'}"
    return code, {"bound": bound[4].removesuffix(".0"), "of": bound[1]}


def quoted(found: Any) -> str:
    """Return *found* as it stands in the file, cut to a readable length."""
    words = json.dumps(found, ensure_ascii=False, default=str)
    return words if len(words) <= LONGEST_FOUND else f"{words[:LONGEST_FOUND]}…"


def _nearest(found: Any, choices: Sequence[str], otherwise: str) -> str:
    near = difflib.get_close_matches(str(found), choices, n=1)
    return f'write "{near[0]}"' if near else otherwise


def _steps(path: str) -> list[str | int]:
    """Split ``$.steps[1].kind`` into its steps; of a table's unnamed entry only the table is known."""
    return [name or int(place) for name, place in re.findall(r"\.([^.\[]+)|\[(\d+)\]", path.partition("[...]")[0])]


def _key(under: str, path: Sequence[str | int]) -> str:
    key = under
    for step in path:
        key += f"[{step}]" if isinstance(step, int) else f".{step}" if key else step
    return key


def _found(data: Any, path: Sequence[str | int]) -> Any:
    for step in path:
        data = data[step]
    return data


def _type_at(kind: inspect.Type, path: Sequence[str | int]) -> inspect.Type:
    kind = _plain(kind)
    for step in path:
        match kind:
            case inspect.StructType(fields=fields):
                kind = next((field.type for field in fields if field.encode_name == step), inspect.AnyType())
            case inspect.VarTupleType(item_type=item):
                kind = item
            case _:
                return inspect.AnyType()
        kind = _plain(kind)
    return kind


def _plain(kind: inspect.Type) -> inspect.Type:
    while isinstance(kind, inspect.Metadata):
        kind = kind.type
    if isinstance(kind, inspect.UnionType):
        return _plain(kind.types[0])
    return kind


def _field_names(kind: inspect.Type) -> list[str]:
    return [field.encode_name for field in kind.fields] if isinstance(kind, inspect.StructType) else []


def _worded(says: str) -> tuple[str, str]:
    """Return what msgspec expected in plain words, and an example where the type itself was wrong."""
    wanted = re.match(r"Expected `(\w+)[^`]*`(.*)$", says)
    if wanted is None:
        return says, ""
    words, example = _IN_WORDS.get(wanted[1], (wanted[1], ""))
    bounds, got, _ = wanted[2].partition(", got")
    return words + bounds, example if got and not bounds else ""
