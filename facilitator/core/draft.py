"""What goes with a plan while it is made: its versions, the client's comments, advice that was dismissed."""

from typing import get_args

import msgspec

from facilitator.core import commands as c
from facilitator.core.actors import Doing
from facilitator.core.agenda import Block
from facilitator.core.kind import Kinds
from facilitator.core.plan import MOST_BLOCKS, refuse_steps
from facilitator.core.refusal import Refusal
from facilitator.core.workshop import PlanComment, Version, Workshop

replace = msgspec.structs.replace

MOST_VERSIONS = 30
MOST_COMMENTS = 300
MOST_DISMISSED = 200
Drafted = (
    c.SetAgenda | c.SaveVersion | c.UseVersion | c.DropVersion | c.DismissAdvice | c.CommentPlan | c.SettleComment
)
DRAFTED: tuple[type[msgspec.Struct], ...] = get_args(Drafted)


def refuse_draft(workshop: Workshop, command: Drafted, kinds: Kinds) -> Refusal | None:
    """Return why it cannot be, or nothing."""
    match command:
        case c.SetAgenda(agenda=agenda):
            return _refuse_agenda(workshop, agenda, kinds)
        case c.SaveVersion(name=name):
            kept = [version for version in workshop.versions.values() if not version.dropped]
            full = Refusal("too_many", {"most": MOST_VERSIONS}) if len(kept) >= MOST_VERSIONS else None
            return full or (None if name.strip() else Refusal("empty"))
        case c.UseVersion(version=version_id):
            version = workshop.versions.get(version_id)
            return _refuse_agenda(workshop, version.agenda, kinds) if version else Refusal("no_such_version")
        case c.DropVersion(version=version_id):
            return None if version_id in workshop.versions else Refusal("no_such_version")
        case c.DismissAdvice():
            many = command.on and len(workshop.dismissed) >= MOST_DISMISSED
            return Refusal("too_many", {"most": MOST_DISMISSED}) if many else None
        case c.CommentPlan():
            return _refuse_comment(workshop, command)
        case c.SettleComment(comment=comment):
            return None if comment in workshop.comments else Refusal("no_such_comment")


def _refuse_agenda(workshop: Workshop, agenda: tuple[Block, ...], kinds: Kinds) -> Refusal | None:
    if workshop.phase != "planning":
        return Refusal("already_started")
    if len(agenda) > MOST_BLOCKS:
        return Refusal("too_many", {"most": MOST_BLOCKS})
    ids = [*(block.id for block in agenda), *(step.id for block in agenda for step in block.steps)]
    if len(set(ids)) != len(ids) or "" in ids:
        return Refusal("settings_wrong", {"found": "id"})
    # A pre-question that people are answering has its block, whatever else is changed.
    opened = [block for block in workshop.blocks if any(step.id in workshop.activities for step in block.steps)]
    if any(block not in agenda for block in opened):
        return Refusal("has_run")
    return next((no for block in agenda if (no := refuse_steps(block, kinds))), None)


def _refuse_comment(workshop: Workshop, command: c.CommentPlan) -> Refusal | None:
    if len(workshop.comments) >= MOST_COMMENTS:
        return Refusal("too_many", {"most": MOST_COMMENTS})
    block = workshop.block_of.get(command.block)
    if command.block and (block is None or block.removed):
        return Refusal("no_such_block")
    return None if command.text.strip() else Refusal("empty")


def change_draft(workshop: Workshop, command: Drafted, doing: Doing) -> Workshop:
    """Return the workshop after it."""
    match command:
        case c.SetAgenda(agenda=agenda, starts=starts):
            return replace(workshop, blocks=agenda, starts=starts)
        case c.SaveVersion(name=name):
            agenda = tuple(block for block in workshop.blocks if not block.removed)
            version = Version(name.strip(), doing.by, doing.at, workshop.starts, agenda)
            return replace(workshop, versions={**workshop.versions, doing.id: version})
        case c.UseVersion(version=version_id):
            version = workshop.versions[version_id]
            return replace(workshop, blocks=version.agenda, starts=version.starts)
        case c.DropVersion(version=version_id, on=on):
            version = replace(workshop.versions[version_id], dropped=on)
            return replace(workshop, versions={**workshop.versions, version_id: version})
        case c.DismissAdvice(advice=advice, on=on):
            others = {*workshop.dismissed} - {advice}
            # Sorted: set order differs between processes, and two replicas must fold alike.
            return replace(workshop, dismissed=tuple(sorted({*others, advice} if on else others)))
        case c.CommentPlan(text=text, block=block, name=name):
            comment = PlanComment(text, block, name.strip(), doing.at, len(workshop.comments) + 1)
            return replace(workshop, comments={**workshop.comments, doing.id: comment})
        case c.SettleComment(comment=comment_id, on=on):
            settled = replace(workshop.comments[comment_id], settled=on)
            return replace(workshop, comments={**workshop.comments, comment_id: settled})


def inverse_draft(before: Workshop, command: Drafted, doing: Doing) -> msgspec.Struct | None:
    """Return the command that takes *command* back, seen from the state before it; a client's word has none."""
    match command:
        case c.SetAgenda() | c.UseVersion():
            return c.SetAgenda(agenda=before.blocks, starts=before.starts)
        case c.SaveVersion():
            return c.DropVersion(version=doing.id)
        case c.DropVersion(version=version, on=on):
            return c.DropVersion(version=version, on=not on)
        case c.DismissAdvice(advice=advice, on=on):
            return c.DismissAdvice(advice=advice, on=not on)
        case c.SettleComment(comment=comment, on=on):
            return c.SettleComment(comment=comment, on=not on)
        case c.CommentPlan():
            return None
