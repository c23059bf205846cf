"""What the views of several audiences have in common."""

from facilitator.core.agenda import Block, timetable
from facilitator.core.flow import is_skipped, steps_of_the_day
from facilitator.core.kind import Kinds
from facilitator.core.workshop import Activity, BlockRun, Workshop
from facilitator.views.shapes import ActivityView, BlockLine, ParkedLine
from facilitator.views.sight import Audience, sight_of


def activity_view(workshop: Workshop, activity: Activity, audience: Audience, kinds: Kinds) -> ActivityView:
    """Return one activity as *audience* may see it."""
    step, kind = activity.step, kinds[activity.step.kind]
    sight = sight_of(activity, audience, workshop.people)
    show = {"board": kind.board, "phone": kind.phone, "desk": kind.desk}[audience]
    return ActivityView(
        id=step.id,
        kind=step.kind,
        run=activity.run,
        stage=activity.stage,
        revealed=activity.revealed,
        sealed=activity.sealed,
        identity=step.identity,
        destination=step.destination,
        prompt=step.prompt,
        help=step.help,
        opened_at=activity.opened_at,
        ends_at=activity.ends_at,
        grace_until=activity.closed_at + kind.grace_ms if activity.stage == "closing" else 0,
        time_up=activity.time_up,
        done=len(activity.done),
        more_time=len(activity.more_time),
        answered=kind.answered(activity.state),
        view=show(activity.state, sight),
    )


def on_wall(workshop: Workshop) -> Activity | None:
    """Return the activity that the wall shows, as it was when the wall was frozen; nothing where it shows none.

    What was frozen is shown only while its run is still the present one: answers taken away are gone from the
    wall too.
    """
    board = workshop.board
    if board.frozen is None:
        return workshop.activities.get(board.activity) if board.what == "activity" else None
    kept = board.frozen.activity
    now = workshop.activities.get(kept.step.id) if kept else None
    return kept if kept and now and now.run == kept.run else now


def programme(workshop: Workshop) -> dict[str, BlockLine]:
    """Return the programme for everyone: times and titles, skipped blocks left out."""
    here = workshop.activities.get(workshop.current)
    blocks = {block.id: block for block in workshop.blocks if not block.removed and not is_skipped(workshop, block)}
    lines = {}
    for place, slot in enumerate(timetable(blocks.values(), workshop.starts)):
        block = blocks[slot.block]
        run = workshop.runs.get(block.id, BlockRun())
        state = "now" if here and here.block == block.id else "done" if run.ended_at else "later"
        lines[block.id] = BlockLine(
            sort=place,
            title=block.title,
            starts=int(slot.starts),
            minutes=max(0, round(block.minutes + run.added)),
            is_break=block.is_break,
            state=state,
            fixed_at=-1 if block.fixed_at is None else block.fixed_at,
            started_at=run.started_at,
            ended_at=run.ended_at,
            new_day=block.new_day,
            date=block.date,
            track=block.track,
            day=slot.day,
        )
    return lines


def place_in_day(workshop: Workshop) -> str:
    """Return "3/9": the present block of all that are neither a break nor skipped, or nothing before the first.

    Blocks, not steps: a day has some twenty of them, and fifty steps would only tell how far it still is.
    """
    here = workshop.activities.get(workshop.current)
    blocks = list(dict.fromkeys(block.id for block, _ in steps_of_the_day(workshop) if _counts(block)))
    return f"{blocks.index(here.block) + 1}/{len(blocks)}" if here and here.block in blocks else ""


def _counts(block: Block) -> bool:
    return not (block.is_break or block.before)


def parking(workshop: Workshop, *, hidden_too: bool = False) -> dict[str, ParkedLine]:
    """Return the parking lot; hidden ideas only for the desk."""
    return {
        parked_id: ParkedLine(parked.sort, parked.text, parked.outcome, parked.owner, parked.hidden)
        for parked_id, parked in workshop.parking.items()
        if parked.text and (hidden_too or not parked.hidden)
    }
