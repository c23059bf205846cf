"""The order of steps in a day, and what flows from one to the next."""

from collections.abc import Collection

import msgspec

from facilitator.core.agenda import Block, Source, Step
from facilitator.core.kind import (
    ActivityCommand,
    CloseActivity,
    Company,
    Group,
    Inputs,
    Item,
    Kinds,
    Present,
    Reveal,
    Yields,
)
from facilitator.core.text import pick
from facilitator.core.workshop import Activity, Workshop

replace = msgspec.structs.replace


def is_skipped(workshop: Workshop, block: Block) -> bool:
    """Tell whether the day goes on without *block*."""
    run = workshop.runs.get(block.id)
    return run is not None and run.skipped


def steps_of_the_day(workshop: Workshop) -> tuple[tuple[Block, Step], ...]:
    """Return every step that is neither removed nor skipped, in the order of the agenda."""
    return tuple(
        (block, step)
        for block in workshop.blocks
        if not block.removed and not is_skipped(workshop, block)
        for step in block.steps
    )


def next_step(workshop: Workshop, kinds: Kinds) -> Step | None:
    """Return the first unopened step after the current one, or the day's first when none is current."""
    # The current step counts even in a block that has been skipped meanwhile: the day does not go back.
    steps = [(block, step) for block in workshop.blocks if not block.removed for step in block.steps]
    here = next((n for n, (_, step) in enumerate(steps) if step.id == workshop.current), -1)
    coming = (step for block, step in steps[here + 1 :] if not (is_skipped(workshop, block) or block.before))
    return next((step for step in coming if not _is_behind(workshop, step, kinds)), None)


def _is_behind(workshop: Workshop, step: Step, kinds: Kinds) -> bool:
    """Tell whether a step was opened, or would be an empty wall.

    It would where it only shows what was asked before the day, and nobody was asked or too few answered to be told.
    """
    if step.id in workshop.activities:
        return True
    shows = step.kind == "show" and not step.settings.get("lines") and asks_before(workshop, step)
    return shows and not inputs_of(workshop, step, kinds).items


def asks_before(workshop: Workshop, step: Step) -> bool:
    """Tell whether *step* starts from what is asked before the day."""
    found = workshop.find_step(step.source.step) if step.source else None
    return found is not None and found[0].before


def origin_of(workshop: Workshop, step: Step) -> Activity | None:
    """Return the activity that *step* starts from.

    Where the step it names was skipped, whatever that one would have started from flows on.
    """
    asked: set[str] = set()
    while step.source is not None and step.source.step not in asked:
        asked.add(step.source.step)
        if (origin := workshop.activities.get(step.source.step)) is not None:
            return origin
        if (found := workshop.find_step(step.source.step)) is None:
            return None
        step = found[1]
    return None


def inputs_of(workshop: Workshop, step: Step, kinds: Kinds) -> Inputs:
    """Return what flows into *step* now: copies without authors, hidden things left out."""
    origin = origin_of(workshop, step)
    companies = _companies(workshop, step, kinds)
    if step.source is None or origin is None:
        return Inputs(companies=companies)
    yielded = kinds[origin.step.kind].yields(origin.state, origin.moment)
    return replace(_taken(yielded, step.source), companies=companies)


def _companies(workshop: Workshop, step: Step, kinds: Kinds) -> tuple[Company, ...]:
    made = workshop.activities.get(step.company)
    return kinds[made.step.kind].yields(made.state, made.moment).companies if made else ()


def people_here(workshop: Workshop, seats: Collection[str]) -> tuple[Present, ...]:
    """Return the people of the connected *seats*, in the order they came; if none is connected, all of the day."""
    here = {f"p/{person_id}": person for person_id, person in workshop.people.items() if person.seat in seats}
    everybody = {f"p/{person_id}": person for person_id, person in workshop.attending.items()}
    return tuple(Present(by, person.team, person.manager) for by, person in (here or everybody).items())


def met_today(workshop: Workshop, kinds: Kinds) -> tuple[tuple[str, ...], ...]:
    """Return every circle of people that sat together in an activity of the day, reset ones not counted."""
    return tuple(
        circle
        for activity in workshop.activities.values()
        for circle in kinds[activity.step.kind].met(activity.state)
    )


def _taken(yielded: Yields, source: Source) -> Inputs:
    match source.take:
        case "headings" if yielded.groups:
            items = tuple(
                Item(group.id, group.text, sum(i.weight for i in group.items)) for group in yielded.groups
            )
            return Inputs(_first(items, source.most), yielded.groups)
        case "groups":
            groups = yielded.groups[: source.most] if source.most else yielded.groups
            return Inputs(yielded.items, groups)
        case "top":
            return Inputs(_first(yielded.top or yielded.items, source.most), _groups(yielded))
        case "items" | "headings":
            return Inputs(_first(yielded.items, source.most), _groups(yielded))


def _first(items: tuple[Item, ...], most: int) -> tuple[Item, ...]:
    return items[:most] if most else items


def _groups(yielded: Yields) -> tuple[Group, ...]:
    return yielded.groups


def before_opening(workshop: Workshop, step: Step, kinds: Kinds) -> tuple[ActivityCommand, ...]:
    """Return what must be done before *step* opens: what feeds it closes, and is shown if it is still hidden."""
    origin = origin_of(workshop, step)
    if origin is None:
        return ()
    kind, source = kinds[origin.step.kind], origin.step.id
    closing = (CloseActivity(activity=source),) if origin.stage == "open" else ()
    showing = (Reveal(activity=source),) if kind.waits_for_reveal(origin.state, origin.moment) else ()
    return (*closing, *showing)


def plain(text: dict[str, str], workshop: Workshop) -> str:
    """Return *text* in the workshop's first language that it has."""
    return pick(text, workshop.languages)


def settings_of(step: Step, kinds: Kinds) -> msgspec.Struct:
    """Return the step's settings as its kind's struct.

    Raises:
        msgspec.ValidationError: If a setting is unknown or out of bounds.
    """
    return msgspec.convert(step.settings, kinds[step.kind].Settings)
