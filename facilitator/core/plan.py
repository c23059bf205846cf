"""How the agenda changes: add, edit, move, remove, and the command that takes each back."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import msgspec

from facilitator.core import commands as c
from facilitator.core.actors import Doing
from facilitator.core.agenda import DESTINATIONS, Block, Step
from facilitator.core.ids import derived_id
from facilitator.core.kind import Kinds
from facilitator.core.refusal import Refusal
from facilitator.core.workshop import Workshop

MOST_BLOCKS = 300
MOST_STEPS = 30
Planned = (
    c.AddBlock
    | c.EditBlock
    | c.MoveBlock
    | c.RemoveBlock
    | c.RestoreBlock
    | c.AddBlocks
    | c.RemoveBlocks
    | c.RestoreBlocks
    | c.AddStep
    | c.EditStep
    | c.MoveStep
    | c.RemoveStep
    | c.RestoreStep
)
Row = TypeVar("Row", Block, Step)


# --- may it be done --------------------------------------------------------------------------------------


def refuse_plan(workshop: Workshop, command: Planned, kinds: Kinds) -> Refusal | None:
    """Return why the agenda cannot change so, or nothing."""
    if workshop.phase == "ended" and not _mends_what_was_asked(workshop, command):
        return Refusal("workshop_over")
    match command:
        case c.AddBlock(block=block, after=after):
            return _refuse_new_block(workshop, block, after, kinds)
        case c.EditBlock(block=block_id):
            return _unknown_block(workshop, block_id)
        case c.RemoveBlock(block=block_id):
            return _unknown_block(workshop, block_id) or _has_run(workshop, block_id)
        case c.RestoreBlock(block=block_id):
            return _refuse_restore(workshop, block_id)
        case c.MoveBlock(block=block_id, after=after):
            return _refuse_move(workshop, block_id, after)
        case c.AddBlocks(blocks=blocks, after=after):
            return _refuse_new_blocks(workshop, blocks, after, kinds)
        case c.RemoveBlocks(blocks=ids):
            return _first(_unknown_block(workshop, one) or _has_run(workshop, one) for one in ids)
        case c.RestoreBlocks(blocks=ids):
            return _first(_refuse_restore(workshop, one) for one in ids)
        case c.AddStep(block=block_id, step=step):
            return _refuse_new_step(workshop, block_id, step, kinds)
        case c.RestoreStep(block=block_id, step=step):
            # One id, one step: what is there cannot come back beside itself.
            known = workshop.find_step(step.id) is not None
            return Refusal("changed_since") if known else _refuse_new_step(workshop, block_id, step, kinds)
        case c.EditStep():
            return _refuse_edit_step(workshop, command, kinds)
        case c.MoveStep(step=step_id, block=block_id, after=after):
            return _refuse_unopened(workshop, step_id) or _refuse_move_step(workshop, step_id, block_id, after)
        case c.RemoveStep(step=step_id):
            return _refuse_unopened(workshop, step_id)


def _mends_what_was_asked(workshop: Workshop, command: Planned) -> bool:
    # After the day a question's wording may still be mended for the summary, and who gets it narrowed.
    return isinstance(command, c.EditStep) and command.step in workshop.activities


def _unknown_block(workshop: Workshop, block_id: str) -> Refusal | None:
    block = workshop.block_of.get(block_id)
    return Refusal("no_such_block") if block is None or block.removed else None


def _has_run(workshop: Workshop, block_id: str) -> Refusal | None:
    opened = any(step.id in workshop.activities for step in workshop.block_of[block_id].steps)
    return Refusal("has_run") if opened else None


def _refuse_restore(workshop: Workshop, block_id: str) -> Refusal | None:
    block = workshop.block_of.get(block_id)
    if block is None:
        return Refusal("no_such_block")
    return None if block.removed else Refusal("changed_since")


def _refuse_new_block(workshop: Workshop, block: Block, after: str, kinds: Kinds) -> Refusal | None:
    return _refuse_new_blocks(workshop, (block,), after, kinds)


def _refuse_new_blocks(workshop: Workshop, blocks: tuple[Block, ...], after: str, kinds: Kinds) -> Refusal | None:
    if len(workshop.blocks) + len(blocks) > MOST_BLOCKS:
        return Refusal("too_many", {"most": MOST_BLOCKS})
    if after and after not in workshop.block_of:
        return Refusal("no_such_block")
    return _first(refuse_steps(block, kinds) for block in blocks) or _refuse_place(workshop, after)


def _first(noes: Iterable[Refusal | None]) -> Refusal | None:
    return next((no for no in noes if no), None)


def refuse_steps(block: Block, kinds: Kinds) -> Refusal | None:
    """Return why a new block's steps cannot be, or nothing."""
    if len(block.steps) > MOST_STEPS:
        return Refusal("too_many", {"most": MOST_STEPS})
    return _first(refuse_settings(step, kinds) for step in block.steps)


def _refuse_place(workshop: Workshop, after: str) -> Refusal | None:
    ids = [block.id for block in workshop.blocks]
    place = ids.index(after) + 1 if after else 0
    return Refusal("before_present") if place <= _present_place(workshop) else None


def _present_place(workshop: Workshop) -> int:
    """Return the place of the last block that has run, or -1."""
    started = [
        n for n, block in enumerate(workshop.blocks) if (run := workshop.runs.get(block.id)) and run.started_at
    ]
    return started[-1] if started else -1


def _refuse_move(workshop: Workshop, block_id: str, after: str) -> Refusal | None:
    if no := _unknown_block(workshop, block_id) or _has_run(workshop, block_id):
        return no
    if after == block_id or (after and after not in workshop.block_of):
        return Refusal("no_such_block")
    return _refuse_place(workshop, after)


def _refuse_new_step(workshop: Workshop, block_id: str, step: Step, kinds: Kinds) -> Refusal | None:
    if no := _unknown_block(workshop, block_id):
        return no
    if len(workshop.block_of[block_id].steps) >= MOST_STEPS:
        return Refusal("too_many", {"most": MOST_STEPS})
    return refuse_settings(step, kinds)


def _refuse_move_step(workshop: Workshop, step_id: str, block_id: str, after: str) -> Refusal | None:
    if no := _unknown_block(workshop, block_id):
        return no
    if after == step_id:
        return Refusal("no_such_step")
    steps = workshop.block_of[block_id].steps
    full = len(steps) >= MOST_STEPS and all(step.id != step_id for step in steps)
    return Refusal("too_many", {"most": MOST_STEPS}) if full else None


def refuse_settings(step: Step, kinds: Kinds) -> Refusal | None:
    """Return why a step's kind or settings cannot be, or nothing."""
    if step.kind not in kinds:
        return Refusal("kind_unknown", {"kind": step.kind})
    if step.identity not in kinds[step.kind].identities or (step.company and step.identity == "anonymous"):
        return Refusal("identity_not_possible", {"identity": step.identity, "kind": step.kind})
    try:
        msgspec.convert(step.settings, kinds[step.kind].Settings)
    except msgspec.ValidationError as wrong:
        return Refusal("settings_wrong", {"found": str(wrong)})
    return None


def _refuse_unopened(workshop: Workshop, step_id: str) -> Refusal | None:
    if workshop.find_step(step_id) is None:
        return Refusal("no_such_step")
    return Refusal("has_run") if step_id in workshop.activities else None


def _refuse_edit_step(workshop: Workshop, command: c.EditStep, kinds: Kinds) -> Refusal | None:
    found = workshop.find_step(command.step)
    if found is None:
        return Refusal("no_such_step")
    activity = workshop.activities.get(command.step)
    if activity is None:
        return refuse_settings(_edited(found[1], command), kinds)
    if any(
        change is not msgspec.UNSET
        for change in (command.kind, command.settings, command.identity, command.source, command.company)
    ):
        return Refusal("already_open")
    if isinstance(command.destination, str) and _widens(activity.step.destination, command.destination):
        return Refusal("only_narrower")
    return None


def _widens(now: str, wanted: str) -> bool:
    order: Sequence[str] = DESTINATIONS
    return order.index(wanted) > order.index(now)


# --- do it -----------------------------------------------------------------------------------------------


def change_plan(workshop: Workshop, command: Planned, doing: Doing) -> Workshop:
    """Return the workshop with the agenda changed."""
    match command:
        case c.AddBlock(block=block, after=after):
            return _with_blocks(workshop, _placed(workshop.blocks, _named_by(block, doing.id), after))
        case c.EditBlock(block=block_id):
            return _with_block(workshop, block_id, lambda block: _edited(block, command))
        case c.RemoveBlock(block=block_id):
            return _with_block(workshop, block_id, lambda block: msgspec.structs.replace(block, removed=True))
        case c.RestoreBlock(block=block_id):
            return _with_block(workshop, block_id, lambda block: msgspec.structs.replace(block, removed=False))
        case c.MoveBlock(block=block_id, after=after):
            rest = tuple(block for block in workshop.blocks if block.id != block_id)
            return _with_blocks(workshop, _placed(rest, _edited(workshop.block_of[block_id], command), after))
        case c.AddBlocks(blocks=blocks, after=after):
            return _with_blocks(workshop, _placed_all(workshop.blocks, _all_named_by(blocks, doing.id), after))
        case c.RemoveBlocks(blocks=ids):
            return _with_removed(workshop, ids, True)
        case c.RestoreBlocks(blocks=ids):
            return _with_removed(workshop, ids, False)
        case c.AddStep(block=block_id, step=step, after=after):
            return _with_step(workshop, block_id, msgspec.structs.replace(step, id=doing.id), after)
        case c.RestoreStep(block=block_id, step=step, after=after):
            return _with_step(workshop, block_id, step, after)
        case c.EditStep():
            return _edit_step(workshop, command)
        case c.MoveStep(step=step_id, block=block_id, after=after):
            step = _step(workshop, step_id)
            return _with_step(_without_step(workshop, step_id), block_id, step, after)
        case c.RemoveStep(step=step_id):
            return _without_step(workshop, step_id)


def _named_by(block: Block, command_id: str) -> Block:
    """Give the block the command's id and its steps ids that follow from it, and mend who feeds whom."""
    new_id = {step.id: derived_id(command_id, str(n)) for n, step in enumerate(block.steps) if step.id}
    steps = tuple(
        msgspec.structs.replace(
            step,
            id=derived_id(command_id, str(n)),
            source=step.source
            and msgspec.structs.replace(step.source, step=new_id.get(step.source.step, step.source.step)),
            company=new_id.get(step.company, step.company),
        )
        for n, step in enumerate(block.steps)
    )
    return msgspec.structs.replace(block, id=command_id, steps=steps, removed=False)


def _all_named_by(blocks: Sequence[Block], command_id: str) -> tuple[Block, ...]:
    """Give blocks and steps ids that follow from the command's; what flows from one block to another stays tied."""
    new_step = {
        step.id: derived_id(derived_id(command_id, str(n)), str(place))
        for n, block in enumerate(blocks)
        for place, step in enumerate(block.steps)
        if step.id
    }
    return tuple(
        _tied(_named_by(block, derived_id(command_id, str(n))), new_step) for n, block in enumerate(blocks)
    )


def _tied(block: Block, new_step: dict[str, str]) -> Block:
    steps = tuple(
        msgspec.structs.replace(
            step,
            source=step.source
            and msgspec.structs.replace(step.source, step=new_step.get(step.source.step, step.source.step)),
            company=new_step.get(step.company, step.company),
        )
        for step in block.steps
    )
    return msgspec.structs.replace(block, steps=steps)


def _placed_all(rows: Sequence[Block], new: Sequence[Block], after: str) -> tuple[Block, ...]:
    for row in reversed(new):
        rows = _placed(rows, row, after)
    return tuple(rows)


def _with_removed(workshop: Workshop, ids: Sequence[str], removed: bool) -> Workshop:
    blocks = (
        msgspec.structs.replace(block, removed=removed) if block.id in ids else block for block in workshop.blocks
    )
    return _with_blocks(workshop, tuple(blocks))


def _placed(rows: Sequence[Row], row: Row, after: str) -> tuple[Row, ...]:
    at_the_end = len(rows) if after else 0
    place: int = next((n + 1 for n, other in enumerate(rows) if other.id == after), at_the_end)
    placed = list(rows)
    placed.insert(place, row)
    return tuple(placed)


def _with_blocks(workshop: Workshop, blocks: tuple[Block, ...]) -> Workshop:
    return msgspec.structs.replace(workshop, blocks=blocks)


def _with_block(workshop: Workshop, block_id: str, change: Callable[[Block], Block]) -> Workshop:
    return _with_blocks(
        workshop, tuple(change(block) if block.id == block_id else block for block in workshop.blocks)
    )


def _with_step(workshop: Workshop, block_id: str, step: Step, after: str) -> Workshop:
    return _with_block(
        workshop,
        block_id,
        lambda block: msgspec.structs.replace(block, steps=_placed(block.steps, step, after)),
    )


def _without_step(workshop: Workshop, step_id: str) -> Workshop:
    block, _ = _found(workshop, step_id)
    steps = tuple(step for step in block.steps if step.id != step_id)
    return _with_block(workshop, block.id, lambda block: msgspec.structs.replace(block, steps=steps))


def _edit_step(workshop: Workshop, command: c.EditStep) -> Workshop:
    block, step = _found(workshop, command.step)
    changed = _edited(step, command)
    steps = tuple(changed if other.id == step.id else other for other in block.steps)
    workshop = _with_block(workshop, block.id, lambda block: msgspec.structs.replace(block, steps=steps))
    if (activity := workshop.activities.get(step.id)) is not None:
        opened = msgspec.structs.replace(activity, step=changed)
        workshop = msgspec.structs.replace(workshop, activities={**workshop.activities, step.id: opened})
    return workshop


def _edited(row: Any, command: msgspec.Struct) -> Any:
    changes = {
        name: value
        for name in row.__struct_fields__
        if name != "id" and (value := getattr(command, name, msgspec.UNSET)) is not msgspec.UNSET
    }
    return msgspec.structs.replace(row, **changes)


def _found(workshop: Workshop, step_id: str) -> tuple[Block, Step]:
    found = workshop.find_step(step_id)
    assert found is not None, "refuse_plan was asked first"
    return found


def _step(workshop: Workshop, step_id: str) -> Step:
    return _found(workshop, step_id)[1]


# --- take it back ----------------------------------------------------------------------------------------


def inverse_plan(before: Workshop, command: Planned, doing: Doing) -> msgspec.Struct:
    """Return the command that takes *command* back, seen from the state before it."""
    match command:
        case c.AddBlock():
            return c.RemoveBlock(block=doing.id)
        case c.EditBlock(block=block_id):
            return c.EditBlock(block=block_id, **_old_values(before.block_of[block_id], command))
        case c.RemoveBlock(block=block_id):
            return c.RestoreBlock(block=block_id)
        case c.RestoreBlock(block=block_id):
            return c.RemoveBlock(block=block_id)
        case c.MoveBlock(block=block_id):
            old = _old_values(before.block_of[block_id], command)
            return c.MoveBlock(block=block_id, after=_before(before.blocks, block_id), **old)
        case c.AddBlocks(blocks=blocks):
            return c.RemoveBlocks(blocks=tuple(derived_id(doing.id, str(n)) for n in range(len(blocks))))
        case c.RemoveBlocks(blocks=ids):
            return c.RestoreBlocks(blocks=ids)
        case c.RestoreBlocks(blocks=ids):
            return c.RemoveBlocks(blocks=ids)
        case c.AddStep():
            return c.RemoveStep(step=doing.id)
        case c.RestoreStep(step=step):
            return c.RemoveStep(step=step.id)
        case c.EditStep(step=step_id):
            return c.EditStep(step=step_id, **_old_values(_step(before, step_id), command))
        case c.MoveStep(step=step_id):
            block, step = _found(before, step_id)
            return c.MoveStep(step=step.id, block=block.id, after=_before(block.steps, step.id))
        case c.RemoveStep(step=step_id):
            block, step = _found(before, step_id)
            return c.RestoreStep(step=step, block=block.id, after=_before(block.steps, step.id))


def _old_values(row: Block | Step, command: msgspec.Struct) -> dict[str, Any]:
    return {
        name: getattr(row, name)
        for name in row.__struct_fields__
        if name != "id" and getattr(command, name, msgspec.UNSET) is not msgspec.UNSET
    }


def _before(rows: Sequence[Block | Step], row_id: str) -> str:
    place = next(n for n, row in enumerate(rows) if row.id == row_id)
    return rows[place - 1].id if place else ""
