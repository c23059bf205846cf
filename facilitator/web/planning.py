"""Makes workshops: from a template, empty, as a copy of another, or from one quick question."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, get_args

import msgspec

from facilitator.core.agenda import Block, Step
from facilitator.core.commands import CreateWorkshop
from facilitator.core.ids import derived_id
from facilitator.core.text import LANGUAGES, Text
from facilitator.core.workshop import BlockRun, Workshop
from facilitator.library.template import Template

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


def chosen_languages(form: Mapping[str, str], first: str) -> tuple[str, ...]:
    """Return the languages a form ticked, *first* of them first; *first* alone if none was."""
    ticked = [language for language in LANGUAGES if form.get(f"in_{language}")]
    return tuple(sorted(ticked, key=lambda language: language != first)) or (first,)


def from_form(
    form: Mapping[str, str], templates: Mapping[str, Template], seed: str, first: str
) -> CreateWorkshop | None:
    """Return the command that makes what the form of a new workshop asks for, or nothing if it lacks a title.

    Args:
        form: title, day (ISO or empty), people, template (a slug or empty), in_<language>.
        templates: By slug.
        seed: The new workshop's id.
        first: The language the title is in.
    """
    languages, day, people = chosen_languages(form, first), form.get("day", ""), form.get("people", "")
    written = form.get("title", "").strip()[:LONGEST_TITLE]
    title: Text = dict.fromkeys(languages[:1], written) if written else {}
    template = templates.get(form.get("template", ""))
    if template is None and not title:
        return None
    made = (
        template.to_command(languages, seed=seed, title=title or None)
        if template
        else CreateWorkshop(title=title, languages=languages)
    )
    expected = min(int(people), 10_000) if people.isdecimal() and len(people) < 6 else 0
    return replace(made, day=day if _is_day(day) else "", expected=expected)


def _is_day(day: str) -> bool:
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def copied(workshop: Workshop, seed: str, title: Text, *, as_it_went: bool = False) -> CreateWorkshop:
    """Return the command that makes the same plan anew, without people, answers and day; ids follow from *seed*.

    With *as_it_went* its blocks are as long as they really were; those that did not run stay as planned.
    """
    new_step = {step.id: derived_id(seed, step.id) for block in workshop.blocks for step in block.steps}

    def step_anew(step: Step) -> Step:
        source = step.source
        if source is not None:
            source = replace(source, step=new_step[source.step]) if source.step in new_step else None
        return replace(step, id=new_step[step.id], source=source, company=new_step.get(step.company, ""))

    def block_anew(block: Block) -> Block:
        steps = tuple(step_anew(step) for step in block.steps)
        took = workshop.runs.get(block.id, BlockRun()).took_minutes if as_it_went and not block.before else -1
        minutes = max(1, took) if took >= 0 else block.minutes
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
