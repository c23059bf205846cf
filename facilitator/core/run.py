"""How a day runs: steps open, close and reveal, time is added, the wall turns."""

import msgspec

from facilitator.core import commands as c
from facilitator.core.actors import Doing
from facilitator.core.agenda import Block, Step
from facilitator.core.flow import met_today, settings_of
from facilitator.core.ids import derived_id
from facilitator.core.kind import ActivityCommand, Inputs, Kinds, Stage
from facilitator.core.plan import MOST_BLOCKS, refuse_settings
from facilitator.core.refusal import Refusal
from facilitator.core.workshop import Activity, BlockRun, Board, Frozen, Shown, Workshop

replace = msgspec.structs.replace

MOST_MINUTES = 24 * 60
Running = (
    c.StartWorkshop
    | c.EndWorkshop
    | c.SealWorkshop
    | c.IntroduceLeader
    | c.OpenActivity
    | c.QuickQuestion
    | c.SkipBlock
    | c.UnskipBlock
    | c.ShowOnBoard
    | c.TurnPage
    | c.BlankBoard
    | c.FreezeBoard
    | c.RestPhones
    | c.ShowOnPhones
    | c.SetBoardTheme
    | c.LockDoor
    | c.SetSeatLimit
)
Timed = (
    c.Reveal
    | c.CloseActivity
    | c.EndGrace
    | c.ReopenActivity
    | c.ReleaseNotes
    | c.SealActivity
    | c.ResetActivity
    | c.RestoreRun
    | c.AddTime
    | c.RestoreClock
    | c.TimeUp
)


# --- may it be done --------------------------------------------------------------------------------------


def refuse_run(workshop: Workshop, command: Running, kinds: Kinds) -> Refusal | None:
    """Return why the day cannot go on so, or nothing."""
    match command:
        case c.StartWorkshop():
            return Refusal("already_started") if workshop.phase != "planning" else None
        case c.SealWorkshop():
            return None if workshop.phase == "ended" else Refusal("not_ended")
        case c.EndWorkshop():
            return _refuse_unless_running(workshop)
        case c.OpenActivity(step=step_id):
            return _refuse_open(workshop, step_id, kinds)
        case c.QuickQuestion():
            return _refuse_unless_running(workshop) or _refuse_quick(workshop, command, kinds)
        case c.SkipBlock(block=block_id) | c.UnskipBlock(block=block_id):
            return _refuse_skip(workshop, block_id)
        case c.ShowOnBoard(what=what, activity=activity):
            unknown = what == "activity" and activity not in workshop.activities
            return Refusal("no_such_activity") if unknown else None
        case _:
            return None


def _refuse_unless_running(workshop: Workshop) -> Refusal | None:
    match workshop.phase:
        case "planning":
            return Refusal("not_started")
        case "ended":
            return Refusal("workshop_over")
        case "running":
            return None


def _refuse_quick(workshop: Workshop, command: c.QuickQuestion, kinds: Kinds) -> Refusal | None:
    if len(workshop.blocks) >= MOST_BLOCKS:
        return Refusal("too_many", {"most": MOST_BLOCKS})
    return refuse_settings(_quick_step(command, ""), kinds)


def _refuse_open(workshop: Workshop, step_id: str, kinds: Kinds) -> Refusal | None:
    found = workshop.find_step(step_id)
    before = found is not None and found[1].kind in kinds and kinds[found[1].kind].before_start
    if workshop.phase != "running" and not (before and workshop.phase == "planning"):
        return _refuse_unless_running(workshop)
    if found is None or found[0].removed:
        return Refusal("no_such_step")
    if step_id in workshop.activities:
        return Refusal("already_open")
    return refuse_settings(found[1], kinds)


def _refuse_skip(workshop: Workshop, block_id: str) -> Refusal | None:
    if workshop.phase == "ended":
        return Refusal("workshop_over")
    block = workshop.block_of.get(block_id)
    if block is None or block.removed:
        return Refusal("no_such_block")
    run = workshop.runs.get(block_id)
    return Refusal("has_run") if run is not None and run.ended_at else None


def refuse_timed(workshop: Workshop, command: Timed, kinds: Kinds) -> Refusal | None:
    """Return why an activity's life cannot go on so, or nothing."""
    activity = workshop.activities.get(command.activity)
    if activity is None:
        return Refusal("no_such_activity")
    match command:
        case c.Reveal():
            return Refusal("already_revealed") if activity.revealed else None
        case c.CloseActivity():
            return Refusal("not_open") if activity.stage != "open" else None
        case c.EndGrace():
            return None if activity.stage == "closing" else Refusal("not_closing")
        case c.ReopenActivity():
            if workshop.phase == "ended":
                return Refusal("workshop_over")
            if activity.sealed:
                return Refusal("sealed")
            return Refusal("already_open") if activity.stage == "open" else None
        case c.SealActivity():
            return None if activity.stage == "closed" and not activity.sealed else Refusal("not_closed")
        case c.ResetActivity():
            if workshop.phase == "ended":
                return Refusal("workshop_over")
            return Refusal("sealed") if activity.sealed else None
        case c.RestoreRun():
            return None if activity.set_aside is not None else Refusal("changed_since")
        case c.AddTime() | c.RestoreClock():
            return Refusal("not_open") if activity.stage != "open" else None
        case c.TimeUp(ends_at=ends_at):
            passed = activity.stage == "open" and activity.ends_at == ends_at and not activity.time_up
            return None if passed else Refusal("not_open")
        case c.ReleaseNotes():
            # Asked again at the fold: a note withdrawn meanwhile must not leave the others too few to hide in.
            enough = kinds[activity.step.kind].releasable(activity.state, activity.moment)
            return None if enough else Refusal("changed_since")


# --- do it -----------------------------------------------------------------------------------------------


def change_run(workshop: Workshop, command: Running, doing: Doing, kinds: Kinds) -> Workshop:
    """Return the workshop after the day went on so."""
    match command:
        case c.StartWorkshop():
            return _start(workshop, doing, kinds)
        case c.EndWorkshop():
            return _end(workshop, doing, kinds)
        case c.SealWorkshop():
            return replace(workshop, sealed=True)
        case c.IntroduceLeader(name=name):
            return replace(workshop, leaders={**workshop.leaders, doing.by: name.strip()})
        case c.OpenActivity(step=step_id, inputs=inputs):
            return _open(workshop, step_id, inputs, doing, kinds)
        case c.QuickQuestion():
            return _ask_quickly(workshop, command, doing, kinds)
        case c.SkipBlock(block=block_id):
            return _with_run(workshop, block_id, replace(_run_of(workshop, block_id), skipped=True))
        case c.UnskipBlock(block=block_id):
            return _with_run(workshop, block_id, replace(_run_of(workshop, block_id), skipped=False))
        case c.ShowOnBoard(what=what, activity=activity):
            return replace(workshop, board=_turned_to(workshop.board, what, activity))
        case c.TurnPage(page=page):
            return replace(workshop, board=replace(workshop.board, page=page))
        case c.BlankBoard(on=on):
            return replace(workshop, board=replace(workshop.board, blank=on))
        case c.FreezeBoard(on=on):
            frozen = _as_it_is(workshop) if on else None
            return replace(workshop, board=replace(workshop.board, frozen=frozen))
        case c.RestPhones(on=on):
            return replace(workshop, phones_rest=on)
        case c.ShowOnPhones(on=on):
            return replace(workshop, phones_show=on)
        case c.SetBoardTheme(theme=theme):
            return replace(workshop, board=replace(workshop.board, theme=theme))
        case c.LockDoor(on=on):
            return replace(workshop, door_locked=on)
        case c.SetSeatLimit(most=most):
            return replace(workshop, seat_limit=most)


def _start(workshop: Workshop, doing: Doing, kinds: Kinds) -> Workshop:
    """Open the lobby; a question asked before the day takes no more answers."""
    if (asked := workshop.activities.get(workshop.current)) is not None:
        workshop = _with_activity(workshop, _ended(asked, doing, kinds))
    board = replace(workshop.board, what="lobby", activity="")
    # The plan that the day is told against: whoever shortens a block to catch up has then caught up.
    runs = {
        block.id: replace(_run_of(workshop, block.id), planned_minutes=block.minutes)
        for block in workshop.blocks
        if not (block.removed or block.before or block.new_day)
    }
    return replace(workshop, phase="running", started_at=doing.at, current="", board=board, runs=runs)


def _turned_to(board: Board, what: Shown, activity: str) -> Board:
    # A frozen wall stays frozen: whoever froze it prepares something behind it.
    return Board(what=what, activity=activity, theme=board.theme, frozen=board.frozen)


def _as_it_is(workshop: Workshop) -> Frozen:
    board = workshop.board
    shown = workshop.activities.get(board.activity) if board.what == "activity" else None
    return board.frozen or Frozen(board.what, board.page, shown)


def change_timed(workshop: Workshop, command: Timed, doing: Doing, kinds: Kinds) -> Workshop:
    """Return the workshop after an activity went on so; its kind is told of it too."""
    activity = workshop.activities[command.activity]
    match command:
        case c.ResetActivity():
            return _with_attention(workshop, _started_over(activity, doing, kinds), doing, kinds)
        case c.RestoreRun():
            return _with_activity(workshop, _restored(workshop, activity, doing, kinds))
        case c.ReopenActivity():
            return _with_attention(workshop, _turned(activity, command, doing, kinds), doing, kinds)
        case c.AddTime(minutes=minutes):
            return _add_time(workshop, activity, minutes, doing)
        case c.RestoreClock(ends_at=ends_at, time_up=time_up, block_minutes=minutes):
            was = replace(activity, ends_at=ends_at, time_up=time_up)
            return _with_block_minutes(_with_activity(workshop, was), activity.block, minutes)
        case c.TimeUp():
            return _with_activity(workshop, _run_out(activity, doing, kinds))
        case c.SealActivity():
            return _with_activity(workshop, replace(activity, sealed=True, set_aside=None))
        case _:
            return _with_activity(workshop, _turned(activity, command, doing, kinds))


def _run_out(activity: Activity, doing: Doing, kinds: Kinds) -> Activity:
    # Nothing closes by itself, but what was reopened for half a minute is not asked about twice.
    up = replace(activity, time_up=True)
    closing = c.CloseActivity(activity=activity.step.id)
    return _turned(up, closing, doing, kinds) if up.closes_itself else up


def _started_over(activity: Activity, doing: Doing, kinds: Kinds) -> Activity:
    return replace(
        _begun(activity.step, activity.block, activity.inputs, doing, kinds),
        run=activity.run + 1,
        set_aside=replace(activity, set_aside=None),
        hidden_in_summary=activity.hidden_in_summary,
        comment=activity.comment,
    )


def _restored(workshop: Workshop, activity: Activity, doing: Doing, kinds: Kinds) -> Activity:
    """Return the run that was put aside, as its step and the facilitator's say on it are now."""
    assert activity.set_aside is not None, "refuse_timed was asked first"
    was = replace(
        activity.set_aside,
        step=activity.step,
        hidden_in_summary=activity.hidden_in_summary,
        comment=activity.comment,
    )
    # The day has gone on: what phones are not on takes no answers.
    return was if workshop.current == was.step.id else _ended(was, doing, kinds)


def _ended(activity: Activity, doing: Doing, kinds: Kinds) -> Activity:
    if activity.stage == "open":
        activity = _turned(activity, c.CloseActivity(activity=activity.step.id), doing, kinds)
    if activity.stage == "closing":
        activity = _turned(activity, c.EndGrace(activity=activity.step.id), doing, kinds)
    return activity


def _turned(activity: Activity, command: ActivityCommand, doing: Doing, kinds: Kinds) -> Activity:
    """Return the activity in its next stage; the kind's state is folded with the moment before the turn."""
    kind = kinds[activity.step.kind]
    state = kind.reduce(activity.state, command, doing, activity.moment)
    activity = replace(activity, state=state)
    match command:
        case c.Reveal():
            return replace(activity, revealed=True)
        case c.CloseActivity():
            stage: Stage = "closing" if kind.grace_ms else "closed"
            return replace(activity, stage=stage, closed_at=doing.at, closes_itself=False)
        case c.EndGrace():
            return replace(activity, stage="closed")
        case c.ReopenActivity(seconds=seconds):
            ends_at = doing.at + seconds * 1000 if seconds else 0
            fresh = replace(activity, stage="open", closed_at=0, time_up=False, ends_at=ends_at)
            return replace(fresh, closes_itself=seconds > 0)
        case _:
            return activity


def _open(workshop: Workshop, step_id: str, inputs: Inputs, doing: Doing, kinds: Kinds) -> Workshop:
    found = workshop.find_step(step_id)
    assert found is not None, "refuse_run was asked first"
    block, step = found
    if kinds[step.kind].places_people:
        inputs = replace(inputs, met=met_today(workshop, kinds))
    return _with_attention(workshop, _begun(step, block.id, inputs, doing, kinds), doing, kinds)


def _with_attention(workshop: Workshop, activity: Activity, doing: Doing, kinds: Kinds) -> Workshop:
    """Put the activity on all phones and the wall; what they were on closes."""
    if workshop.current != activity.step.id:
        workshop = _close_current(workshop, doing, kinds)
    # What is asked before the day belongs to no clock of the day.
    if workshop.phase == "running":
        workshop = _enter_block(workshop, workshop.block_of[activity.block], doing.at)
    board = _turned_to(workshop.board, "activity", activity.step.id)
    workshop = replace(workshop, current=activity.step.id, board=board, phones_rest=False, phones_show=False)
    return _with_activity(workshop, activity)


def _begun(step: Step, block_id: str, inputs: Inputs, doing: Doing, kinds: Kinds) -> Activity:
    kind = kinds[step.kind]
    state = kind.begin(settings_of(step, kinds), inputs, doing.seed)
    first = kind.minutes_now(state, None)
    minutes = step.minutes if first is None else first
    ends_at = doing.at + int(minutes * 60_000) if minutes else 0
    return Activity(step=step, block=block_id, opened_at=doing.at, ends_at=ends_at, inputs=inputs, state=state)


def _close_current(workshop: Workshop, doing: Doing, kinds: Kinds) -> Workshop:
    """Close what people were on: the next step asks for their attention."""
    activity = workshop.activities.get(workshop.current)
    if activity is None or activity.stage != "open":
        return workshop
    closing = c.CloseActivity(activity=workshop.current)
    return _with_activity(workshop, _turned(activity, closing, doing, kinds))


def _enter_block(workshop: Workshop, block: Block, at: int) -> Workshop:
    runs = {
        block_id: replace(run, ended_at=at) if run.started_at and not run.ended_at and block_id != block.id else run
        for block_id, run in workshop.runs.items()
    }
    run = runs.get(block.id, BlockRun())
    if not run.started_at:
        run = replace(run, started_at=at, planned_minutes=run.planned_minutes or block.minutes)
    runs[block.id] = replace(run, ended_at=0, skipped=False)
    return replace(workshop, runs=runs)


def _add_time(workshop: Workshop, activity: Activity, minutes: float, doing: Doing) -> Workshop:
    ends_at = max(activity.ends_at or doing.at, doing.at) + int(minutes * 60_000)
    if minutes < 0:
        ends_at = max(doing.at, (activity.ends_at or doing.at) + int(minutes * 60_000))
    run = _run_of(workshop, activity.block)
    workshop = _with_run(workshop, activity.block, replace(run, added=run.added + minutes))
    workshop = _with_activity(workshop, replace(activity, ends_at=ends_at, time_up=False))
    block_minutes = workshop.block_of[activity.block].minutes + round(minutes)
    return _with_block_minutes(workshop, activity.block, min(max(0, block_minutes), MOST_MINUTES))


def _with_block_minutes(workshop: Workshop, block_id: str, minutes: int) -> Workshop:
    blocks = tuple(replace(block, minutes=minutes) if block.id == block_id else block for block in workshop.blocks)
    return replace(workshop, blocks=blocks)


def inverse_time(before: Workshop, command: c.AddTime) -> c.RestoreClock:
    """Return the command that takes added time back: exactly, also where there was no clock."""
    activity = before.activities[command.activity]
    return c.RestoreClock(
        activity=command.activity,
        ends_at=activity.ends_at,
        time_up=activity.time_up,
        block_minutes=before.block_of[activity.block].minutes,
    )


def _quick_step(command: c.QuickQuestion, step_id: str) -> Step:
    return Step(
        id=step_id,
        kind=command.kind,
        prompt=command.prompt,
        minutes=command.minutes,
        settings=command.settings,
        identity=command.identity,
    )


def _ask_quickly(workshop: Workshop, command: c.QuickQuestion, doing: Doing, kinds: Kinds) -> Workshop:
    step = _quick_step(command, derived_id(doing.id, "0"))
    block = Block(id=doing.id, title=command.prompt, minutes=max(1, round(command.minutes)), steps=(step,))
    current = workshop.activities.get(workshop.current)
    place = next((n + 1 for n, other in enumerate(workshop.blocks) if current and other.id == current.block), 0)
    blocks = (*workshop.blocks[:place], block, *workshop.blocks[place:])
    return _open(replace(workshop, blocks=blocks), step.id, command.inputs, doing, kinds)


def _end(workshop: Workshop, doing: Doing, kinds: Kinds) -> Workshop:
    still = workshop.current if _stays_open(workshop, workshop.current, kinds) else ""
    for step, activity in workshop.activities.items():
        if step != still:
            workshop = _with_activity(workshop, _ended(activity, doing, kinds))
    runs = {
        block_id: replace(run, ended_at=doing.at) if run.started_at and not run.ended_at else run
        for block_id, run in workshop.runs.items()
    }
    board = Board(what="thanks", theme=workshop.board.theme)
    return replace(
        workshop,
        phase="ended",
        ended_at=doing.at,
        runs=runs,
        board=board,
        current=still,
        phones_rest=False,
        phones_show=False,
    )


def _stays_open(workshop: Workshop, step: str, kinds: Kinds) -> bool:
    """Whether what phones are on takes answers after the day too."""
    activity = workshop.activities.get(step)
    if activity is None or activity.stage != "open":
        return False
    return kinds[activity.step.kind].stays_open(activity.state) > 0


def _run_of(workshop: Workshop, block_id: str) -> BlockRun:
    return workshop.runs.get(block_id, BlockRun())


def _with_run(workshop: Workshop, block_id: str, run: BlockRun) -> Workshop:
    return replace(workshop, runs={**workshop.runs, block_id: run})


def _with_activity(workshop: Workshop, activity: Activity) -> Workshop:
    return replace(workshop, activities={**workshop.activities, activity.step.id: activity})
