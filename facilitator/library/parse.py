"""Turns the text of method and template files into the library, and says in one sentence what is wrong with a file.

Never opens a file: whoever calls has read them.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, TypeVar

import msgspec
from msgspec import UNSET

from facilitator.core.agenda import Block, Identity, Source, Step, timetable
from facilitator.core.errors import MethodError
from facilitator.core.kind import Kinds
from facilitator.core.text import LANGUAGES, Text
from facilitator.library.fault import Fault, quoted, stop, stop_at_choice, stop_at_shape, stop_at_toml
from facilitator.library.method import (
    LAST_GROUPS,
    Facts,
    Method,
    WrittenCompany,
    WrittenMethod,
    WrittenSource,
    WrittenStep,
    last_to_group,
    last_to_hand_on,
)
from facilitator.library.template import Template, WrittenBlock, WrittenChange, WrittenTemplate

replace = msgspec.structs.replace

Shape = TypeVar("Shape", bound=msgspec.Struct)
# A step, with where it starts from and who answers together in words of the file.
Row = tuple[Step, WrittenSource | None, WrittenCompany | None]
TEMPLATES = "templates"


class Library(msgspec.Struct, frozen=True):
    """All methods and templates by slug, and what is wrong with the files that could not be used."""

    methods: dict[str, Method]
    templates: dict[str, Template]
    faults: tuple[Fault, ...] = ()


def parse_all(texts: Mapping[str, str], kinds: Kinds) -> Library:
    """Return the library of *texts*, file name → content. One broken file does not take the others with it.

    Files in a folder ``templates`` are agenda templates, all others methods; the stem of the name is the slug.
    """
    methods: dict[str, Method] = {}
    templates: dict[str, Template] = {}
    faults: list[Fault] = []
    # Methods first: templates are made of them.
    for file in sorted(texts, key=lambda name: (is_template(name), name)):
        slug = PurePosixPath(file).stem
        try:
            if is_template(file):
                templates[slug] = parse_template(file, texts[file], methods, kinds)
            else:
                methods[slug] = parse_method(file, texts[file], kinds)
        except MethodError as wrong:
            faults.append(wrong.args[0])
    return Library(methods, templates, tuple(faults))


def is_template(file: str) -> bool:
    """Tell by its folder whether a file is an agenda template."""
    return PurePosixPath(file).parent.name == TEMPLATES


# --- methods ---------------------------------------------------------------------------------------------


def parse_method(file: str, text: str, kinds: Kinds) -> Method:
    """Return the method that *text* tells of.

    Raises:
        MethodError: If it tells of none; the text says file, key, found, expected, remedy.
    """
    written = _read(file, text, WrittenMethod)
    _check_name(file, written.name)
    _check_range(file, "people", written.people)
    _check_range(file, "minutes", written.minutes)
    steps: list[Step] = []
    for n, step in enumerate(written.steps):
        steps.append(_method_step(file, f"steps[{n}]", step, [earlier.id for earlier in steps], kinds))
    facts = {name: getattr(written, name) for name in Facts.__struct_fields__}
    return Method(slug=PurePosixPath(file).stem, steps=tuple(steps), **facts)


def _method_step(file: str, key: str, written: WrittenStep, earlier: Sequence[str], kinds: Kinds) -> Step:
    if written.name in earlier:
        stop(
            file,
            f"{key}.name",
            f"is {quoted(written.name)} once more",
            "a name of its own",
            "rename one of the two",
            "taken",
        )
    source = written.source
    if source and source.block:
        stop(file, f"{key}.from.block", f"is {quoted(source.block)}", "nothing in a method", "delete it")
    if source and source.step and source.step not in earlier:
        _stop_at_source(file, f"{key}.from.step", source.step, earlier)
    step = Step(
        id=written.name,
        kind=written.kind,
        prompt=written.prompt,
        help=written.help,
        minutes=written.minutes,
        settings=written.settings,
        identity=usual_identity(written.kind, written.company is not None, kinds)
        if written.identity is UNSET
        else written.identity,
        destination=written.destination,
        source=Source(source.step, source.take, source.most) if source else None,
        company=_company_in_method(file, key, written.company, earlier),
    )
    _check_step(file, key, step, kinds)
    return step


def usual_identity(kind: str, together: bool, kinds: Kinds) -> Identity:
    """Return how a step runs that does not say: in its groups' names where they answer, else as its kind does."""
    if together:
        return "group"
    return kinds[kind].identities[0] if kind in kinds else "anonymous"


def _company_in_method(file: str, key: str, company: WrittenCompany | None, earlier: Sequence[str]) -> str:
    if company is None:
        return ""
    if company.block:
        stop(file, f"{key}.company.block", f"is {quoted(company.block)}", "nothing in a method", "delete it")
    if company.step and company.step not in earlier:
        _stop_at_source(file, f"{key}.company.step", company.step, earlier)
    return company.step or LAST_GROUPS


# --- templates -------------------------------------------------------------------------------------------


def parse_template(file: str, text: str, methods: Mapping[str, Method], kinds: Kinds) -> Template:
    """Return the template that *text* tells of, with its *methods* copied in.

    Raises:
        MethodError: If it tells of none, or its blocks do not add up to its end.
    """
    written = _read(file, text, WrittenTemplate)
    _check_name(file, written.name)
    _check_range(file, "people", written.people)
    blocks: list[Block] = []
    for n, block in enumerate(written.blocks):
        blocks.append(_block(file, n, block, blocks, methods, kinds))
    template = Template(
        slug=PurePosixPath(file).stem,
        name=written.name,
        aim=written.aim,
        output=written.output,
        pre_question=written.pre_question,
        people=written.people,
        themes=written.themes,
        starts=minutes_of(written.starts),
        ends=minutes_of(written.ends),
        blocks=tuple(blocks),
        notes=tuple(block.note for block in written.blocks),
    )
    _check_clock(file, template)
    return template


def _block(
    file: str, n: int, written: WrittenBlock, before: Sequence[Block], methods: Mapping[str, Method], kinds: Kinds
) -> Block:
    where = f"blocks[{n}]"
    key = str(n + 1) if written.key is UNSET else written.key
    if key in [block.id for block in before]:
        stop(
            file,
            f"{where}.key",
            f"is {quoted(key)} once more",
            "a key of its own",
            "rename one of the two",
            "taken",
        )
    if written.method and written.method not in methods:
        stop_at_choice(file, f"{where}.method", written.method, sorted(methods))
    method = methods.get(written.method)
    if method is None and not written.title:
        stop(file, f"{where}.title", "is missing", "a title where there is no method", "add it", "missing")
    title = written.title or (method.name if method else {})
    steps = _steps_of_block(file, where, written, method, title, kinds)
    known = {step.id: step for block in before for step in block.steps}
    last = last_to_hand_on(before)
    named: list[Step] = []
    for step in steps:
        groups = last_to_group((*before, Block(id=key, steps=tuple(named))))
        named.append(_placed(file, where, key, step, known, last, groups))
        known[named[-1].id] = named[-1]
    for m, placed in enumerate(named):
        _check_step(file, f"{where}.steps[{m}]", placed, kinds)
    taken = sum(step.minutes for step in named)
    if taken > written.minutes:
        stop(
            file,
            f"{where}.minutes",
            f"is {written.minutes}",
            f"at least the {taken:g} minutes of its steps",
            "give it more time, or its steps less",
        )
    return Block(
        id=key,
        title=title,
        minutes=written.minutes,
        fixed_at=None if written.fixed_at is UNSET else minutes_of(written.fixed_at),
        method=written.method or written.like or None,
        steps=tuple(named),
        materials=written.materials or (method.materials if method else {}),
        mandatory=written.mandatory,
        is_break=written.is_break,
        goal=written.goal,
        lead=written.lead,
        is_buffer=written.is_buffer,
        before=written.before,
        new_day=written.new_day,
        track=written.track,
    )


def _steps_of_block(
    file: str, where: str, written: WrittenBlock, method: Method | None, title: Text, kinds: Kinds
) -> list[Row]:
    """Return the method's steps with their changes, then the block's own; of a break its clock."""
    changes = {change.name: change for change in written.steps}
    theirs = method.steps if method else ()
    names = [step.id for step in theirs]
    if unknown := next((name for name in written.only if name not in names), None):
        stop_at_choice(file, f"{where}.only", unknown, names)
    rows = [_changed(step, changes.get(step.id)) for step in theirs if not written.only or step.id in written.only]
    for n, change in enumerate(written.steps):
        if written.only and change.name in names and change.name not in written.only:
            stop_at_choice(file, f"{where}.steps[{n}].name", change.name, written.only)
        if change.name in names:
            continue
        if change.kind is UNSET:
            if names:
                stop_at_choice(file, f"{where}.steps[{n}].name", change.name, names)
            stop(file, f"{where}.steps[{n}].kind", "is missing", "the kind of a step of its own", "add it")
        own = usual_identity(change.kind, change.company is not UNSET, kinds)
        rows.append(_changed(Step(id=change.name, kind=change.kind, identity=own), change))
    if written.is_break and not rows:
        settings = {"style": "break", "sound": True}
        rest = Step(id="rest", kind="show", prompt=title, minutes=written.minutes, settings=settings)
        rows.append((rest, None, None))
    return rows


def _changed(step: Step, change: WrittenChange | None) -> Row:
    """Return the step with what the block says otherwise, and where it starts from in words of the file."""
    source = company = None
    if step.source is not None:
        source = WrittenSource(step=step.source.step, take=step.source.take, most=step.source.most)
    if step.company:
        company = WrittenCompany(step="" if step.company == LAST_GROUPS else step.company)
    if change is None:
        return step, source, company
    said = {
        name: value
        for name in ("kind", "minutes", "prompt", "help", "identity", "destination")
        if (value := getattr(change, name)) is not UNSET
    }
    if change.settings is not UNSET:
        said["settings"] = {**step.settings, **change.settings}
    return (
        replace(step, **said),
        source if change.source is UNSET else change.source,
        company if change.company is UNSET else change.company,
    )


def _placed(
    file: str,
    where: str,
    key: str,
    row: Row,
    known: Mapping[str, Step],
    last: str,
    groups: str,
) -> Step:
    """Return the step under its id in the day, with its source and its company found among the steps before it.

    Args:
        file, where, key: Where it is written.
        row: The step, with what the file calls its source and its company.
        known: All steps before it by id.
        last: The last one before its block that hands anything on.
        groups: The last one before it that made groups.
    """
    step, written, company = row
    source = None
    if written is not None:
        wanted = f"{written.block or key}.{written.step}" if written.step else last
        if written.step and wanted not in known:
            _stop_at_source(file, f"{where}: {step.id}.from", wanted, list(known))
        source = Source(wanted, written.take, written.most) if wanted else None
    together = ""
    if company is not None:
        together = f"{company.block or key}.{company.step}" if company.step else groups
        if company.step and together not in known:
            _stop_at_source(file, f"{where}: {step.id}.company", together, list(known))
    return replace(step, id=f"{key}.{step.id}", source=source, company=together)


# --- checks ----------------------------------------------------------------------------------------------


def minutes_of(clock: str) -> int:
    """Return ``"09:30"`` as minutes from midnight."""
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def clock_of(minutes: float) -> str:
    """Return minutes from midnight as ``"09:30"``."""
    return f"{int(minutes) // 60:02d}:{int(minutes) % 60:02d}"


def _read(file: str, text: str, shape: type[Shape]) -> Shape:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        stop_at_toml(file, str(wrong))
    except RecursionError:
        stop_at_toml(file, "too many brackets in one another")
    try:
        written = msgspec.convert(data, shape)
    except msgspec.ValidationError as wrong:
        stop_at_shape(file, data, shape, wrong)
    for key, words in texts_of(written):
        _check_text(file, key, words)
    return written


def _check_step(file: str, key: str, step: Step, kinds: Kinds) -> None:
    if step.kind not in kinds:
        stop_at_choice(file, f"{key}.kind", step.kind, list(kinds))
    try:
        settings = msgspec.convert(step.settings, kinds[step.kind].Settings)
    except msgspec.ValidationError as wrong:
        stop_at_shape(file, step.settings, kinds[step.kind].Settings, wrong, under=f"{key}.settings")
    possible = [mode for mode in kinds[step.kind].identities if not step.company or mode != "anonymous"]
    if step.identity not in possible:
        stop_at_choice(file, f"{key}.identity", step.identity, possible)
    for place, words in texts_of(settings):
        _check_text(file, f"{key}.settings.{place}", words)
    if not any(step.prompt.values()):
        stop(file, f"{key}.prompt", "is missing", "what people are asked to do", 'write prompt.fi = "…"', "missing")


def _check_text(file: str, key: str, words: Text) -> None:
    for language, said in words.items():
        if language not in (*LANGUAGES, ""):
            stop(
                file,
                f"{key}.{language}",
                "is no language of this product",
                f"one of {', '.join(LANGUAGES)}",
                "use one of them",
            )
        if not said.strip():
            stop(file, f"{key}.{language}", 'is ""', "words", "write them, or leave the language out", "missing")


def _check_name(file: str, name: Text) -> None:
    if not name:
        stop(file, "name", "is missing", "what it is called", 'write name.fi = "…"', "missing")


def _check_range(file: str, key: str, bounds: tuple[int, int]) -> None:
    if not 0 < bounds[0] <= bounds[1]:
        stop(
            file, key, f"is {quoted(bounds)}", "from and to, the smaller first", f"write {key} = [3, 120]", "range"
        )


def _check_clock(file: str, template: Template) -> None:
    place = {block.id: n for n, block in enumerate(template.blocks)}
    for slot in timetable(template.blocks, template.starts):
        n = place[slot.block]
        if slot.late or slot.waits:
            starts = slot.starts if slot.late else slot.starts - slot.waits
            stop(
                file,
                f"blocks[{n}].fixed_at",
                f"is {clock_of(starts - slot.late + slot.waits)}",
                f"{clock_of(starts)}, when the blocks before it end",
                f"change their minutes by {slot.late or slot.waits:g}",
            )
    last = template.timetable[-1].day if template.timetable else 0
    # Of tracks side by side the longest ends the day.
    ends = max((slot.ends for slot in template.timetable if slot.day == last), default=template.starts)
    if ends != template.ends:
        stop(
            file,
            "ends",
            f"is {clock_of(template.ends)}",
            f"{clock_of(ends)}, when the last block ends",
            f"change the minutes of the blocks by {abs(ends - template.ends):g}",
        )


def _stop_at_source(file: str, key: str, found: str, earlier: Sequence[str]) -> None:
    if earlier:
        stop_at_choice(file, key, found, earlier)
    stop(file, key, f"is {quoted(found)}", "nothing in the first step", "delete it")


def texts_of(value: Any, key: str = "") -> Iterator[tuple[str, Text]]:
    """Yield every text in a struct of this library or in a kind's settings, with its key in the file."""
    match value:
        case msgspec.Struct():
            renamed = dict(zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True))
            for name, written in renamed.items():
                # Settings are checked as their kind's struct.
                if name != "settings":
                    yield from texts_of(getattr(value, name), f"{key}.{written}" if key else written)
        case dict():
            yield key, value
        case list() | tuple():
            for n, part in enumerate(value):
                yield from texts_of(part, f"{key}[{n}]")
