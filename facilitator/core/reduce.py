"""The fold: a workshop and an entry make the next workshop. A no before is a no after.

No clock, no chance, no I/O. Every process that folds the same stream holds the same state.
"""

import re
from collections.abc import Iterable
from typing import get_args

import msgspec

from facilitator.core import commands as c
from facilitator.core.actors import Doing
from facilitator.core.draft import DRAFTED, change_draft, inverse_draft, refuse_draft
from facilitator.core.everyone import (
    ALWAYS,
    change_always,
    inverse_always,
    refuse_always,
    refuse_other_author,
)
from facilitator.core.ids import ID_PATTERN
from facilitator.core.kind import ActivityCommand, Kinds
from facilitator.core.permits import may
from facilitator.core.plan import (
    MOST_BLOCKS,
    Planned,
    change_plan,
    inverse_plan,
    refuse_plan,
    refuse_steps,
)
from facilitator.core.refusal import Refusal
from facilitator.core.run import (
    Running,
    Timed,
    change_run,
    change_timed,
    inverse_time,
    refuse_run,
    refuse_timed,
)
from facilitator.core.workshop import DEEDS_KEPT, UNDO_DEPTH, Deed, Touch, Undoable, Workshop

replace = msgspec.structs.replace

PLANNED: tuple[type[msgspec.Struct], ...] = get_args(Planned)
RUNNING: tuple[type[msgspec.Struct], ...] = get_args(Running)
TIMED: tuple[type[msgspec.Struct], ...] = get_args(Timed)
# What the cover of the summary tells, and may be mended after the day.
COVER = frozenset(
    {
        "title",
        "client",
        "place",
        "aim",
        "intro",
        "result",
        "decides",
        "not_negotiable",
        "anonymity",
        "delivery",
        "contact",
    }
)
# Fields that say where a thing goes, not which thing is touched.
PLACES = frozenset({"activity", "after", "heading"})
ID_FORM = re.compile(ID_PATTERN)


def refuse(workshop: Workshop, command: msgspec.Struct, doing: Doing, kinds: Kinds) -> Refusal | None:
    """Return why *command* cannot be carried out on this state, or nothing. Also asked before an append."""
    if not may(doing.role, type(command), kinds):
        return Refusal("not_permitted")
    if isinstance(command, c.CreateWorkshop):
        return _refuse_create(workshop, command, kinds)
    if isinstance(command, c.Undo):
        return _refuse_undo(workshop, workshop.undo, doing, kinds)
    if isinstance(command, c.Redo):
        return _refuse_undo(workshop, workshop.redo, doing, kinds)
    if isinstance(command, c.EditWorkshop):
        return _refuse_edit(workshop, command)
    if isinstance(command, c.ArrangeSummary):
        return None if command.activity in workshop.activities else Refusal("no_such_activity")
    if isinstance(command, PLANNED):
        return refuse_plan(workshop, command, kinds)  # type: ignore[arg-type]
    if isinstance(command, DRAFTED):
        return refuse_draft(workshop, command, kinds)  # type: ignore[arg-type]
    if isinstance(command, RUNNING):
        return refuse_run(workshop, command, kinds)  # type: ignore[arg-type]
    if isinstance(command, TIMED):
        return refuse_timed(workshop, command, kinds)  # type: ignore[arg-type]
    if isinstance(command, ALWAYS):
        return refuse_always(workshop, command, doing)  # type: ignore[arg-type]
    assert isinstance(command, ActivityCommand), type(command)
    return _refuse_in_activity(workshop, command, doing, kinds)


def _refuse_create(workshop: Workshop, command: c.CreateWorkshop, kinds: Kinds) -> Refusal | None:
    if workshop.seq:
        return Refusal("already_started")
    ids = [*(block.id for block in command.blocks)]
    ids += [step.id for block in command.blocks for step in block.steps]
    if len(set(ids)) != len(ids) or "" in ids:
        return Refusal("settings_wrong", {"found": "id"})
    if len(command.blocks) > MOST_BLOCKS:
        return Refusal("too_many", {"most": MOST_BLOCKS})
    return next((no for block in command.blocks if (no := refuse_steps(block, kinds))), None)


def _refuse_edit(workshop: Workshop, command: c.EditWorkshop) -> Refusal | None:
    """After the day only the cover of the summary may still be written."""
    changes = {name for name in command.__struct_fields__ if getattr(command, name) is not msgspec.UNSET}
    over = workshop.phase == "ended" and not changes <= COVER
    return Refusal("workshop_over") if over else None


def _refuse_in_activity(workshop: Workshop, command: ActivityCommand, doing: Doing, kinds: Kinds) -> Refusal | None:
    activity = workshop.activities.get(command.activity)
    if activity is None:
        return Refusal("no_such_activity")
    kind = kinds[activity.step.kind]
    if type(command) not in (*kind.commands, *kind.leader_commands):
        return Refusal("not_permitted")
    if not doing.leads:
        if activity.stage == "closed":
            return Refusal("closed")
        if no := refuse_other_author(activity, doing) or _refuse_nameless(workshop, activity.step.identity, doing):
            return no
    return kind.refuse(activity.state, command, doing, activity.moment)


def _refuse_nameless(workshop: Workshop, identity: str, doing: Doing) -> Refusal | None:
    person = workshop.people.get(doing.by[2:])
    if identity in ("named", "facilitator") and not (person and person.name):
        return Refusal("name_needed")
    if identity == "nickname" and not (person and person.nickname):
        return Refusal("nickname_needed")
    return None


def fold(
    workshop: Workshop, seq: int, command: msgspec.Struct, doing: Doing, kinds: Kinds
) -> tuple[Workshop, Refusal | None]:
    """Return the next state and, where the command lost a race and changed nothing, why."""
    no = refuse(workshop, command, doing, kinds)
    after = workshop if no else _change(workshop, command, doing, kinds)
    if not no:
        remember = _remember if doing.leads else _remember_touch
        after = remember(workshop, after, seq, command, doing, kinds)
    return replace(after, seq=seq, at=max(workshop.at, doing.at)), no


def _change(workshop: Workshop, command: msgspec.Struct, doing: Doing, kinds: Kinds) -> Workshop:
    if isinstance(command, c.CreateWorkshop):
        return _created(command, doing)
    if isinstance(command, c.EditWorkshop):
        return _edited(workshop, command)
    if isinstance(command, c.Undo):
        return _undone(workshop, doing, kinds)
    if isinstance(command, c.Redo):
        return _redone(workshop, doing, kinds)
    if isinstance(command, c.ArrangeSummary):
        return _arranged(workshop, command)
    if isinstance(command, PLANNED):
        return change_plan(workshop, command, doing)  # type: ignore[arg-type]
    if isinstance(command, DRAFTED):
        return change_draft(workshop, command, doing)  # type: ignore[arg-type]
    if isinstance(command, RUNNING):
        return change_run(workshop, command, doing, kinds)  # type: ignore[arg-type]
    if isinstance(command, TIMED):
        return change_timed(workshop, command, doing, kinds)  # type: ignore[arg-type]
    if isinstance(command, ALWAYS):
        return change_always(workshop, command, doing)  # type: ignore[arg-type]
    assert isinstance(command, ActivityCommand), type(command)
    return _changed_activity(workshop, command, doing, kinds)


def _created(command: c.CreateWorkshop, doing: Doing) -> Workshop:
    fields = {name: getattr(command, name) for name in command.__struct_fields__}
    return Workshop(created_at=doing.at, **fields)


def _edited(workshop: Workshop, command: c.EditWorkshop) -> Workshop:
    changes = {
        name: value for name in command.__struct_fields__ if (value := getattr(command, name)) is not msgspec.UNSET
    }
    return replace(workshop, **changes)


def _arranged(workshop: Workshop, command: c.ArrangeSummary) -> Workshop:
    activity = workshop.activities[command.activity]
    if command.hidden is not msgspec.UNSET:
        activity = replace(activity, hidden_in_summary=command.hidden)
    if command.comment is not msgspec.UNSET:
        activity = replace(activity, comment=command.comment)
    return replace(workshop, activities={**workshop.activities, command.activity: activity})


def _changed_activity(workshop: Workshop, command: ActivityCommand, doing: Doing, kinds: Kinds) -> Workshop:
    activity = workshop.activities[command.activity]
    kind = kinds[activity.step.kind]
    state = kind.reduce(activity.state, command, doing, activity.moment)
    if state is activity.state:
        return workshop
    activity = replace(activity, state=state)
    if doing.leads and (minutes := kind.minutes_now(state, command)) is not None:
        ends_at = doing.at + int(minutes * 60_000) if minutes else 0
        activity = replace(activity, ends_at=ends_at, time_up=False)
    return replace(workshop, activities={**workshop.activities, command.activity: activity})


# --- undo ------------------------------------------------------------------------------------------------


def _remember(
    before: Workshop, after: Workshop, seq: int, command: msgspec.Struct, doing: Doing, kinds: Kinds
) -> Workshop:
    """Keep how to take the command back, and who touched what."""
    # A command that changed nothing has nothing to take back: its inverse would change something.
    changed = after != before
    touches = (*touched_by(command, doing), *_whole_agenda(after, command))
    after = replace(after, touched=_touched(after, touches, seq, doing), deeds=_deeds(after, seq, command, doing))
    if isinstance(command, c.Undo):
        return _with_redo(before, after, seq, doing, kinds)
    if isinstance(command, c.Redo):
        return _with_undo_of_redo(before, after, seq, doing, kinds)
    inverse = _inverse(before, command, doing, kinds) if changed else None
    # What cannot be taken back from the start (a narrowed destination) must not stand in the way of the rest.
    if inverse is None or refuse(after, inverse, doing, kinds):
        return after
    undoable = Undoable(seq, inverse, touches, type(command).__name__, _clock_before(before, after, command))
    # What was taken back before belongs to another past: it can no longer be done again.
    redo = {by: kept for by, kept in after.redo.items() if by != doing.by}
    return replace(_with_undoable(after, undoable, doing), redo=redo)


def _with_undoable(workshop: Workshop, undoable: Undoable, doing: Doing) -> Workshop:
    kept = (*workshop.undo.get(doing.by, ()), undoable)
    return replace(workshop, undo={**workshop.undo, doing.by: kept[-UNDO_DEPTH:]})


def _with_redo(before: Workshop, after: Workshop, seq: int, doing: Doing, kinds: Kinds) -> Workshop:
    """Keep how to do again what an `Undo` took back; a clock that it turned back stays as it is."""
    undone = before.undo[doing.by][-1]
    again = _inverse(before, undone.inverse, doing, kinds) if undone.clock < 0 else None
    if again is None or refuse(after, again, doing, kinds):
        return replace(after, redo={by: kept for by, kept in after.redo.items() if by != doing.by})
    kept = (*after.redo.get(doing.by, ()), Undoable(seq, again, undone.touches, undone.did))
    return replace(after, redo={**after.redo, doing.by: kept[-UNDO_DEPTH:]})


def _with_undo_of_redo(before: Workshop, after: Workshop, seq: int, doing: Doing, kinds: Kinds) -> Workshop:
    redone = before.redo[doing.by][-1]
    inverse = _inverse(before, redone.inverse, doing, kinds)
    if inverse is None or refuse(after, inverse, doing, kinds):
        return after
    return _with_undoable(after, Undoable(seq, inverse, redone.touches, redone.did), doing)


def _deeds(workshop: Workshop, seq: int, command: msgspec.Struct, doing: Doing) -> tuple[Deed, ...]:
    return (*workshop.deeds, Deed(seq, doing.by, type(command).__name__, doing.at))[-DEEDS_KEPT:]


def _remember_touch(
    before: Workshop, after: Workshop, seq: int, command: msgspec.Struct, doing: Doing, kinds: Kinds
) -> Workshop:
    """Note that a participant touched what a leader had touched: a card moved by both is no longer the leader's."""
    if isinstance(command, c.CommentPlan):
        return after  # what a client says of a block does not change it
    activity = getattr(command, "activity", "")
    touches = [thing for thing in touched_by(command, doing) if thing in after.touched and thing != activity]
    return replace(after, touched=_touched(after, touches, seq, doing)) if touches else after


def _touched(workshop: Workshop, things: Iterable[str], seq: int, doing: Doing) -> dict[str, Touch]:
    touched = dict(workshop.touched)
    for thing in things:
        last = touched.get(thing)
        touched[thing] = Touch(seq, doing.by, last.by_others_than(doing.by) if last else 0)
    return touched


def touched_by(command: msgspec.Struct, doing: Doing) -> tuple[str, ...]:
    """Return what a command touches: its creation and the ids it names; the activity if it names none.

    Facts of the workshop itself are touched one by one, as ``workshop.title``.
    """
    touches = [doing.id]
    for name in command.__struct_fields__:
        value = getattr(command, name)
        if isinstance(command, c.EditWorkshop):
            touches += [f"workshop.{name}"] if value is not msgspec.UNSET else []
        elif name not in PLACES:
            # Sorted: a log that is read again has its keys in an order of its own.
            things = sorted(value) if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
            touches.extend(thing for thing in things if isinstance(thing, str) and _is_named(name, thing))
    if len(touches) == 1 and isinstance(command, ActivityCommand):
        touches.append(command.activity)
    return tuple(touches)


def _whole_agenda(workshop: Workshop, command: msgspec.Struct) -> tuple[str, ...]:
    """Return every block and step where a command puts another agenda in place: all of it is touched."""
    if not isinstance(command, (c.SetAgenda, c.UseVersion)):
        return ()
    return tuple(thing for block in workshop.blocks for thing in (block.id, *(step.id for step in block.steps)))


def _is_named(field: str, value: str) -> bool:
    # Ids of blocks and steps are their maker's choice when a workshop is created; all others are of one form.
    return bool(value) and (field in ("block", "step") or ID_FORM.fullmatch(value) is not None)


def _inverse(before: Workshop, command: msgspec.Struct, doing: Doing, kinds: Kinds) -> msgspec.Struct | None:
    if isinstance(command, PLANNED):
        return inverse_plan(before, command, doing)  # type: ignore[arg-type]
    if isinstance(command, DRAFTED):
        return inverse_draft(before, command, doing)  # type: ignore[arg-type]
    match command:
        case c.EditWorkshop():
            return _inverse_edit(before, command)
        case c.SkipBlock(block=block):
            return c.UnskipBlock(block=block)
        case c.UnskipBlock(block=block):
            return c.SkipBlock(block=block)
        case c.ResetActivity(activity=activity):
            return c.RestoreRun(activity=activity)
        case c.AddTime():
            return inverse_time(before, command)
        case c.ArrangeSummary(activity=activity):
            was = before.activities[activity]
            return c.ArrangeSummary(activity=activity, hidden=was.hidden_in_summary, comment=was.comment)
        case c.SettleParked() | c.HideParked() | c.DescribePerson():
            return inverse_always(before, command)
        case ActivityCommand() if not isinstance(command, TIMED):
            ours = before.activities[command.activity]
            return kinds[ours.step.kind].inverse(ours.state, command, doing)
        case _:
            return None


def _inverse_edit(before: Workshop, command: c.EditWorkshop) -> c.EditWorkshop:
    changes = {
        name: getattr(before, name)
        for name in command.__struct_fields__
        if getattr(command, name) is not msgspec.UNSET
    }
    return c.EditWorkshop(**changes)


def _refuse_undo(
    workshop: Workshop, stacks: dict[str, tuple[Undoable, ...]], doing: Doing, kinds: Kinds
) -> Refusal | None:
    kept = stacks.get(doing.by, ())
    if not kept:
        return Refusal("nothing_to_undo")
    last = kept[-1]
    for thing in (*last.touches, *_whole_agenda(workshop, last.inverse)):
        touch = workshop.touched.get(thing)
        if touch is not None and touch.by_others_than(doing.by) > last.seq:
            return Refusal("changed_since")
    no = refuse(workshop, last.inverse, doing, kinds)
    return Refusal("changed_since") if no else None


def _undone(workshop: Workshop, doing: Doing, kinds: Kinds) -> Workshop:
    kept = workshop.undo[doing.by]
    after = _with_clock(_change(workshop, kept[-1].inverse, doing, kinds), kept[-1])
    return replace(after, undo={**after.undo, doing.by: kept[:-1]})


def _redone(workshop: Workshop, doing: Doing, kinds: Kinds) -> Workshop:
    kept = workshop.redo[doing.by]
    after = _change(workshop, kept[-1].inverse, doing, kinds)
    return replace(after, redo={**after.redo, doing.by: kept[:-1]})


def _clock_before(before: Workshop, after: Workshop, command: msgspec.Struct) -> int:
    """Return when the clock ended that a kind's command started anew, or −1; added time has its own way back."""
    if not isinstance(command, ActivityCommand) or isinstance(command, TIMED):
        return -1
    was, now = before.activities[command.activity], after.activities[command.activity]
    return was.ends_at if was.ends_at != now.ends_at else -1


def _with_clock(workshop: Workshop, undone: Undoable) -> Workshop:
    if undone.clock < 0:
        return workshop
    activity = replace(workshop.activities[undone.inverse.activity], ends_at=undone.clock, time_up=False)
    return replace(workshop, activities={**workshop.activities, activity.step.id: activity})
