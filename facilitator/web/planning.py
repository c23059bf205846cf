"""Makes workshops: of a template, a pasted table or a wish, empty, as a copy, or of one quick question."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, get_args

import msgspec

from facilitator.core.agenda import Block, Step
from facilitator.core.commands import CreateWorkshop
from facilitator.core.ids import derived_id
from facilitator.core.text import LANGUAGES, Text
from facilitator.core.workshop import BlockRun, Workshop
from facilitator.library.method import Method
from facilitator.library.pasted import understood
from facilitator.library.propose import FEWEST_MINUTES, MOST_MINUTES, Wish, propose
from facilitator.library.template import Template
from facilitator.web.importing import blocks_of, lines_left_out, starts_of

replace = msgspec.structs.replace

Question = Literal["cards", "cloud", "choice"]
QUESTIONS: tuple[Question, ...] = get_args(Question)
LONGEST_TITLE = 120
# What was agreed with the client; a copy of a workshop is most often for the same one.
ASSIGNMENT = (
    "client", "place", "result", "decides", "not_negotiable", "accessibility", "anonymity", "delivery", "contact"
)  # fmt: skip
MOST_CHOICES = 12
QUICK_MINUTES = 5
# What is wrong with a form: no title, a table without a row, times that are none.
Fault = Literal["title", "table", "times"]
USUAL_PEOPLE = 20


def chosen_languages(form: Mapping[str, str], first: str) -> tuple[str, ...]:
    """Return the languages a form ticked, *first* of them first; *first* alone if none was."""
    ticked = [language for language in LANGUAGES if form.get(f"in_{language}")]
    return tuple(sorted(ticked, key=lambda language: language != first)) or (first,)


def from_form(
    form: Mapping[str, str],
    templates: Mapping[str, Template],
    methods: Mapping[str, Method],
    seed: str,
    first: str,
) -> CreateWorkshop | Fault:
    """Return the command that makes what the form of a new workshop asks for, or what is wrong with the form.

    Args:
        form: title, day (ISO or empty), people, in_<language>; template: a slug, ``+table``, ``+propose`` or empty;
            table and keep-<line>; aim, theme_<theme>, starts and ends.
        templates, methods: By slug.
        seed: The new workshop's id.
        first: The language the title is in.
    """
    languages, day = chosen_languages(form, first), form.get("day", "")
    written = form.get("title", "").strip()[:LONGEST_TITLE]
    title: Text = dict.fromkeys(languages[:1], written) if written else {}
    template = templates.get(form.get("template", ""))
    if template is None and not title:
        return "title"
    made: CreateWorkshop | Fault
    match form.get("template", ""):
        case _ if template is not None:
            made = template.to_command(languages, seed=seed, title=title or None)
        case "+table":
            made = _of_table(form, CreateWorkshop(title=title, languages=languages), seed)
        case "+propose":
            made = _of_wish(form, CreateWorkshop(title=title, languages=languages), templates, methods, seed)
        case _:
            made = CreateWorkshop(title=title, languages=languages)
    if isinstance(made, str):
        return made
    return replace(made, day=day if _is_day(day) else "", expected=people_in(form))


def people_in(form: Mapping[str, str]) -> int:
    """Return how many people a form says; 0 if it does not."""
    people = form.get("people", "")
    return min(int(people), 10_000) if people.isdecimal() and len(people) < 6 else 0


def _of_table(form: Mapping[str, str], bare: CreateWorkshop, seed: str) -> CreateWorkshop | Fault:
    table = understood(form.get("table", ""))
    blocks = blocks_of(table, bare.languages[0], lines_left_out(form, table))
    if not blocks:
        return "table"
    named = tuple(
        replace(
            block,
            id=derived_id(seed, str(n)),
            steps=tuple(replace(step, id=derived_id(seed, str(n), "step")) for step in block.steps),
        )
        for n, block in enumerate(blocks)
    )
    starts = starts_of(table)
    return replace(bare, blocks=named, starts=starts if starts >= 0 else bare.starts)


def _of_wish(
    form: Mapping[str, str],
    bare: CreateWorkshop,
    templates: Mapping[str, Template],
    methods: Mapping[str, Method],
    seed: str,
) -> CreateWorkshop | Fault:
    wish = wish_in(form, bare.languages)
    if wish is None:
        return "times"
    found = propose(wish, methods, templates, seed)
    aim = form.get("aim", "").strip()[:4000]
    made = replace(bare, blocks=found.blocks, starts=wish.starts, template=found.template)
    return replace(made, aim={bare.languages[0]: aim}) if aim else made


def wish_in(form: Mapping[str, str], languages: tuple[str, ...]) -> Wish | None:
    """Return what a form wishes of an agenda; nothing if its times are none, or leave too little or too much."""
    starts, ends = _minute(form.get("starts", "")), _minute(form.get("ends", ""))
    if starts < 0 or ends < 0 or not FEWEST_MINUTES <= ends - starts <= MOST_MINUTES:
        return None
    return Wish(
        people=people_in(form) or USUAL_PEOPLE,
        starts=starts,
        minutes=ends - starts,
        themes=tuple(name.removeprefix("theme_") for name in form if name.startswith("theme_")),
        languages=languages,
    )


def _minute(clock: str) -> int:
    """Return ``09:30`` as minutes from midnight; −1 if it is none."""
    hours, _, minutes = clock.partition(":")
    if not (hours.isdecimal() and minutes.isdecimal() and len(clock) == 5):
        return -1
    return int(hours) * 60 + int(minutes) if int(hours) < 24 and int(minutes) < 60 else -1


def _is_day(day: str) -> bool:
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def copied(workshop: Workshop, seed: str, title: Text, *, as_it_went: bool = False) -> CreateWorkshop:
    """Return the command that makes the same plan anew, without people, answers and day; ids follow from *seed*.

    With *as_it_went* its blocks are as long as they really were; those that did not run are as they were planned,
    though they were shortened to catch up.
    """
    new_step = {step.id: derived_id(seed, step.id) for block in workshop.blocks for step in block.steps}

    def step_anew(step: Step) -> Step:
        source = step.source
        if source is not None:
            source = replace(source, step=new_step[source.step]) if source.step in new_step else None
        return replace(step, id=new_step[step.id], source=source, company=new_step.get(step.company, ""))

    def block_anew(block: Block) -> Block:
        steps = tuple(step_anew(step) for step in block.steps)
        minutes = _as_it_went(block, workshop.runs.get(block.id, BlockRun())) if as_it_went else block.minutes
        return replace(block, id=derived_id(seed, block.id), steps=steps, minutes=minutes)

    return CreateWorkshop(
        title=title,
        languages=workshop.languages,
        starts=workshop.starts,
        blocks=tuple(block_anew(block) for block in workshop.blocks if not block.removed),
        template=workshop.template,
        aim=workshop.aim,
        expected=workshop.expected,
        **{fact: getattr(workshop, fact) for fact in ASSIGNMENT},
    )


def _as_it_went(block: Block, run: BlockRun) -> int:
    return max(1, run.took_minutes) if run.took_minutes >= 0 else run.planned_minutes or block.minutes


def quick(question: str, how: Question, choices: Sequence[str], seed: str, language: str) -> CreateWorkshop:
    """Return the command that makes a workshop of one question."""
    prompt: Text = {language: question}
    block = Block(
        id=derived_id(seed, "block"),
        title=prompt,
        minutes=QUICK_MINUTES,
        steps=(
            Step(
                id=derived_id(seed, "step"),
                kind="vote" if how == "choice" else "collect",
                prompt=prompt,
                minutes=QUICK_MINUTES,
                settings=_quick_settings(how, choices, language),
            ),
        ),
    )
    title: Text = {language: question[:LONGEST_TITLE]}
    return CreateWorkshop(title=title, languages=(language,), blocks=(block,))


def _quick_settings(how: Question, choices: Sequence[str], language: str) -> dict[str, Any]:
    if how == "choice":
        return {"options": [{language: choice} for choice in choices[:MOST_CHOICES]]}
    return {"view": how}
