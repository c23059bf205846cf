"""Commit: who does what by when, and what the first step is.

The table of actions is public by nature: a row names its owner, never who wrote it. In anonymous activities
rows wait as notes do. Beside the table each may keep a promise, which only its writer ever sees.
"""

from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from facilitator.activities.notes import Waiting, enough_to_leave, let_out, waits_for_company
from facilitator.core.actors import Doing
from facilitator.core.kind import (
    ActivityCommand,
    CloseActivity,
    EndGrace,
    Inputs,
    Item,
    Kind,
    Moment,
    PretendWords,
    ReleaseNotes,
    Reveal,
    Sight,
    Yields,
)
from facilitator.core.refusal import Refusal
from facilitator.core.text import Text, Words, words_as_text

replace = msgspec.structs.replace

MOST_ACTIONS = 200
MOST_PROPOSALS = 50

Who = Annotated[str, msgspec.Meta(max_length=60)]
When = Annotated[str, msgspec.Meta(max_length=60)]
FirstStep = Annotated[str, msgspec.Meta(max_length=500)]


class CommitSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which columns the table of actions has, and what stands beside it."""

    first_step: Annotated[bool, msgspec.Meta(title="Ask for the first step")] = True
    follow_up: Annotated[
        bool, msgspec.Meta(title="A day on which to check", description="You set it; all see it.")
    ] = True
    private_part: Annotated[
        bool,
        msgspec.Meta(title="A promise to oneself", description="Only its writer sees it; it is in no summary."),
    ] = False


class Action(Waiting, frozen=True):
    """One row of the table.

    Attributes:
        who: The owner's name as somebody wrote it.
        owner: The author who took it; their name is looked up when a view is made.
        when: An ISO date, or words.
        confirmed: The owner (or the written name) that was confirmed aloud; another one is not confirmed.
    """

    what: str
    who: str = ""
    owner: str = ""
    when: str = ""
    first_step: str = ""
    confirmed: str = ""

    @property
    def whose(self) -> str:
        """Who owns it: the author who took it, or the written name, or nobody."""
        return self.owner or self.who


class Agreed(msgspec.Struct, frozen=True):
    """Actions by id, what may be made into one, promises by author, and the day of checking."""

    settings: CommitSettings
    actions: dict[str, Action] = {}
    proposals: tuple[Item, ...] = ()
    promises: dict[str, str] = {}
    follow_up_on: str = ""
    released: int = 0


# --- commands --------------------------------------------------------------------------------------------


class ProposeAction(ActivityCommand, frozen=True, tag_field="do", tag="ProposeAction"):
    """Puts an action into the table; its id is the command's."""

    what: Words
    who: Who = ""
    when: When = ""
    first_step: FirstStep = ""


class EditAction(ActivityCommand, frozen=True, tag_field="do", tag="EditAction"):
    """Changes one's own action, or as a leader any; what is not given stays.

    A written name replaces who took it.
    """

    action: str
    what: Words | UnsetType = UNSET
    who: Who | UnsetType = UNSET
    when: When | UnsetType = UNSET
    first_step: FirstStep | UnsetType = UNSET
    owner: str | UnsetType = UNSET  # for leaders: an author, so that undo can give an action back


class WithdrawAction(ActivityCommand, frozen=True, tag_field="do", tag="WithdrawAction"):
    """Takes one's own action out of the table, or as a leader any; or puts it back."""

    action: str
    on: bool = True


class TakeAction(ActivityCommand, frozen=True, tag_field="do", tag="TakeAction"):
    """Says "I take it", or gives it back; only where people have names."""

    action: str
    on: bool = True


class ConfirmOwner(ActivityCommand, frozen=True, tag_field="do", tag="ConfirmOwner"):
    """Says that the owner agreed aloud, or not after all."""

    action: str
    on: bool = True


class SetFollowUp(ActivityCommand, frozen=True, tag_field="do", tag="SetFollowUp"):
    """Sets the day on which the actions are checked; nothing is no day."""

    date: Annotated[str, msgspec.Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]


class WritePromise(ActivityCommand, frozen=True, tag_field="do", tag="WritePromise"):
    """Keeps a promise to oneself; an empty one is taken away."""

    text: Annotated[str, msgspec.Meta(max_length=2000)]


# --- views -----------------------------------------------------------------------------------------------


class ActionView(msgspec.Struct, frozen=True):
    """A row as an audience sees it; ``taken`` if its owner said so, even where this audience may not know who."""

    what: str
    who: str
    when: str
    first_step: str
    taken: bool
    confirmed: bool
    sort: int


class ProposalView(msgspec.Struct, frozen=True):
    """What an earlier step brought, to be made into an action; ``weight`` is what was counted for it there."""

    text: Text
    sort: int
    weight: int


class CommitView(msgspec.Struct, frozen=True, tag_field="kind", tag="commit"):
    """The table; ``count`` has the rows that still wait too, ``unowned`` those shown that nobody owns."""

    first_step: bool
    follow_up: bool
    private_part: bool
    follow_up_on: str
    count: int
    unowned: int
    actions: dict[str, ActionView]
    proposals: dict[str, ProposalView]


class MyAction(msgspec.Struct, frozen=True):
    """A row that one wrote or took."""

    what: str
    who: str
    when: str
    first_step: str
    wrote: bool
    took: bool
    shown: bool
    sort: int


class MyCommitment(msgspec.Struct, frozen=True, tag_field="kind", tag="commit"):
    """One's own rows, and the promise that nobody else sees."""

    actions: dict[str, MyAction]
    promise: str


# --- the kind --------------------------------------------------------------------------------------------


class Commit(Kind[CommitSettings, Agreed]):
    """Who does what by when."""

    name = "commit"
    Settings = CommitSettings
    commands = (ProposeAction, EditAction, WithdrawAction, TakeAction, WritePromise)
    leader_commands = (ConfirmOwner, SetFollowUp)
    grace_ms = 20_000

    def begin(self, settings: CommitSettings, inputs: Inputs, seed: int) -> Agreed:
        """Start with an empty table and, beside it, what flows in as proposals."""
        return Agreed(settings, proposals=inputs.items[:MOST_PROPOSALS])

    def refuse(self, state: Agreed, command: ActivityCommand, doing: Doing, moment: Moment) -> Refusal | None:
        """Whose row it is, and whether people have names here."""
        match command:
            case ProposeAction(what=what):
                return _refuse_empty(what) or _refuse_full(state)
            case EditAction(action=action, what=what, owner=owner):
                foreign = owner is not UNSET and not doing.leads
                no = Refusal("not_permitted") if foreign else _refuse_not_own(state, action, doing)
                return no or (None if what is UNSET else _refuse_empty(what))
            case WithdrawAction(action=action):
                return _refuse_not_own(state, action, doing)
            case TakeAction(action=action, on=on):
                return _refuse_take(state, action, on, doing, moment)
            case ConfirmOwner(action=action):
                no = _refuse_unknown(state, action)
                return no or (None if state.actions[action].whose else Refusal("no_owner"))
            case WritePromise():
                if doing.leads:
                    return Refusal("not_permitted")
                return None if state.settings.private_part else Refusal("no_promises")
            case _:
                return None

    def reduce(self, state: Agreed, command: ActivityCommand, doing: Doing, moment: Moment) -> Agreed:
        """Write, take, confirm; let waiting rows out at release, reveal and close."""
        match command:
            case ProposeAction(what=what, who=who, when=when, first_step=first_step):
                action = Action(what, who, when=when, first_step=first_step, by=doing.by)
                return _with(state, doing.id, action, at_once=doing.leads or not waits_for_company(moment))
            case EditAction(action=action_id):
                return _edited(state, action_id, command)
            case WithdrawAction(action=action_id, on=on):
                return _changed(state, action_id, withdrawn=on)
            case TakeAction(action=action_id, on=on):
                return _changed(state, action_id, owner=doing.by if on else "")
            case ConfirmOwner(action=action_id, on=on):
                return _changed(state, action_id, confirmed=state.actions[action_id].whose if on else "")
            case SetFollowUp(date=date):
                return state if date == state.follow_up_on else replace(state, follow_up_on=date)
            case WritePromise(text=text):
                return _promised(state, doing.by, text.strip())
            case ReleaseNotes() | Reveal() | CloseActivity() | EndGrace():
                return _released(state, doing.seed)
            case _:
                return state

    def inverse(self, before: Agreed, command: ActivityCommand, doing: Doing) -> ActivityCommand | None:
        """All that a leader does to the table can be taken back."""
        match command:
            case ProposeAction(activity=activity):
                return WithdrawAction(activity=activity, action=doing.id)
            case EditAction(activity=activity, action=action):
                return _edit_back(before.actions[action], command)
            case WithdrawAction(activity=activity, action=action):
                return WithdrawAction(activity=activity, action=action, on=before.actions[action].withdrawn)
            case ConfirmOwner(activity=activity, action=action):
                was = before.actions[action]
                return ConfirmOwner(activity=activity, action=action, on=_is_confirmed(was))
            case SetFollowUp(activity=activity):
                return SetFollowUp(activity=activity, date=before.follow_up_on)
            case _:
                return None

    def releasable(self, state: Agreed, moment: Moment) -> bool:
        """Three rows by three authors may leave together."""
        return moment.anonymous and enough_to_leave(state.actions.values())

    def board(self, state: Agreed, sight: Sight) -> CommitView:
        """Return the table, without what waits, was withdrawn or is private."""
        rows = _shown(state, sight.moment)
        return CommitView(
            first_step=state.settings.first_step,
            follow_up=state.settings.follow_up,
            private_part=state.settings.private_part,
            follow_up_on=state.follow_up_on,
            count=len(_written(state)),
            unowned=sum(not action.whose for action in rows.values()),
            actions={action_id: _row(action, sight) for action_id, action in rows.items()},
            proposals={
                item.id: ProposalView(item.text, n + 1, item.weight) for n, item in enumerate(state.proposals)
            },
        )

    def phone(self, state: Agreed, sight: Sight) -> CommitView:
        """Return the same table as the wall."""
        return self.board(state, sight)

    def mine(self, state: Agreed, author: str, sight: Sight) -> MyCommitment:
        """Return what one wrote or took, and one's promise."""
        shown = _shown(state, sight.moment)
        own = {
            action_id: action
            for action_id, action in _written(state).items()
            if author in (action.by, action.owner)
        }
        rows = {
            action_id: MyAction(
                what=action.what,
                who=action.who,
                when=action.when,
                first_step=action.first_step,
                wrote=action.by == author,
                took=action.owner == author,
                shown=action_id in shown,
                sort=place + 1,
            )
            for place, (action_id, action) in enumerate(own.items())
        }
        return MyCommitment(rows, state.promises.get(author, ""))

    def answered(self, state: Agreed) -> int:
        """Return how many have written or taken an action, or kept a promise."""
        rows = _written(state).values()
        authors = {action.by for action in rows} | {action.owner for action in rows} | state.promises.keys()
        return sum(author.startswith(("a/", "p/")) for author in authors)

    def tables(self, state: Agreed, sight: Sight) -> list[list[str | int | float]]:
        """Return one row an action; ``Confirmed`` is 1 or 0."""
        header: list[str | int | float] = ["Action", "Who", "When", "First step", "Confirmed"]
        rows = self.board(state, sight).actions.values()
        return [header] + [[row.what, row.who, row.when, row.first_step, int(row.confirmed)] for row in rows]

    def pretend(self, state: Agreed, activity: str, who: int, says: PretendWords) -> tuple[ActivityCommand, ...]:
        """Propose an action, a few people only."""
        if who >= len(says.actions):
            return ()
        what, owner = says.actions[who]
        return (ProposeAction(activity=activity, what=what, who=owner, when=""),)

    def yields(self, state: Agreed, moment: Moment) -> Yields:
        """Return what is to be done, without owners."""
        rows = _shown(state, moment).items()
        items = tuple(Item(action_id, words_as_text(action.what)) for action_id, action in rows)
        return Yields(items=items, top=items)


kind = Commit()


# --- may it be done --------------------------------------------------------------------------------------


def _refuse_empty(what: str) -> Refusal | None:
    return None if what.strip() else Refusal("empty")


def _refuse_full(state: Agreed) -> Refusal | None:
    return Refusal("too_many", {"most": MOST_ACTIONS}) if len(state.actions) >= MOST_ACTIONS else None


def _refuse_unknown(state: Agreed, action_id: str) -> Refusal | None:
    return None if action_id in state.actions else Refusal("no_such_action")


def _refuse_not_own(state: Agreed, action_id: str, doing: Doing) -> Refusal | None:
    if no := _refuse_unknown(state, action_id):
        return no
    return None if doing.leads or state.actions[action_id].by == doing.by else Refusal("not_yours")


def _refuse_take(state: Agreed, action_id: str, on: bool, doing: Doing, moment: Moment) -> Refusal | None:
    if doing.leads or moment.anonymous or moment.private:
        return Refusal("not_permitted")
    if no := _refuse_unknown(state, action_id):
        return no
    owner = state.actions[action_id].owner
    if on:
        return Refusal("already_taken") if owner not in ("", doing.by) else None
    return Refusal("not_yours") if owner != doing.by else None


# --- do it -----------------------------------------------------------------------------------------------


def _with(state: Agreed, action_id: str, action: Action, *, at_once: bool) -> Agreed:
    released = state.released
    if at_once:
        released += 1
        action = replace(action, sort=released)
    return replace(state, actions={**state.actions, action_id: action}, released=released)


def _changed(state: Agreed, action_id: str, **changes: str | bool) -> Agreed:
    action = replace(state.actions[action_id], **changes)
    if action == state.actions[action_id]:
        return state
    return replace(state, actions={**state.actions, action_id: action})


def _edited(state: Agreed, action_id: str, command: EditAction) -> Agreed:
    changes = {
        name: value
        for name in ("what", "who", "when", "first_step", "owner")
        if (value := getattr(command, name)) is not UNSET
    }
    if "who" in changes:
        changes.setdefault("owner", "")
    return _changed(state, action_id, **changes)


def _edit_back(was: Action, command: EditAction) -> EditAction:
    old = {
        name: getattr(was, name)
        for name in ("what", "who", "when", "first_step", "owner")
        if getattr(command, name) is not UNSET or (name == "owner" and command.who is not UNSET)
    }
    return EditAction(activity=command.activity, action=command.action, **old)


def _promised(state: Agreed, by: str, text: str) -> Agreed:
    if state.promises.get(by, "") == text:
        return state
    promises = {**state.promises, by: text}
    if not text:
        del promises[by]
    return replace(state, promises=promises)


def _released(state: Agreed, seed: int) -> Agreed:
    actions = let_out(state.actions, state.released, seed)
    if actions is state.actions:
        return state
    return replace(state, actions=actions, released=max(action.sort for action in actions.values()))


# --- see it ----------------------------------------------------------------------------------------------


def _written(state: Agreed) -> dict[str, Action]:
    # What is empty has been redacted.
    return {
        action_id: action for action_id, action in state.actions.items() if action.what and not action.withdrawn
    }


def _shown(state: Agreed, moment: Moment) -> dict[str, Action]:
    """Return what is on the wall, in wall order: the order of writing must not show."""
    if moment.private:
        return {}
    rows = [(action_id, action) for action_id, action in _written(state).items() if action.sort]
    return dict(sorted(rows, key=lambda row: (row[1].sort, row[0])))


def _is_confirmed(action: Action) -> bool:
    return bool(action.whose) and action.confirmed == action.whose


def _row(action: Action, sight: Sight) -> ActionView:
    return ActionView(
        what=action.what,
        who=sight.name(action.owner) if action.owner else action.who,
        when=action.when,
        first_step=action.first_step,
        taken=bool(action.owner),
        confirmed=_is_confirmed(action),
        sort=action.sort,
    )
