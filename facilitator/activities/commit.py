"""Commit: who does what by when, and what the first step is.

The table of actions is public by nature: a row names its owner, never who wrote it. In anonymous activities
rows wait as notes do. Beside the table each may keep a promise, which only its writer ever sees.

Where companies answer together a row is a table's: it bears the table's name, and any of its people may change it.
Rows made beforehand of what flowed in are nobody's: where people answer under some name, anybody may fill them in.
"""

from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import UNSET, UnsetType

from facilitator.activities.notes import Waiting, by_words, enough_to_leave, let_out, waits_for_company
from facilitator.core.actors import Doing
from facilitator.core.agenda import Identity
from facilitator.core.kind import (
    ActivityCommand,
    CloseActivity,
    Company,
    EndGrace,
    Inputs,
    Item,
    Kind,
    Moment,
    Nothing,
    PretendWords,
    ReleaseNotes,
    Reveal,
    Sight,
    Yields,
)
from facilitator.core.refusal import Refusal
from facilitator.core.text import Text, Words, pick, words_as_text

replace = msgspec.structs.replace

MOST_ACTIONS = 200
MOST_PROPOSALS = 50

Who = Annotated[str, msgspec.Meta(max_length=60)]
When = Annotated[str, msgspec.Meta(max_length=60)]
FirstStep = Annotated[str, msgspec.Meta(max_length=500)]
Support = Annotated[str, msgspec.Meta(max_length=500)]
Day = Annotated[str, msgspec.Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]

FIELDS = ("what", "who", "when", "first_step", "support", "owner")


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
    support: Annotated[bool, msgspec.Meta(title="Ask what help is needed")] = False
    per: Annotated[
        Literal["room", "company"],
        msgspec.Meta(title="Whose rows", description="Those of a table need a step that makes groups."),
    ] = "room"
    ask_follow_up: Annotated[
        bool,
        msgspec.Meta(title="Ask you for the day before closing", description="An agreement nobody checks fades."),
    ] = True
    prefilled: Annotated[
        bool,
        msgspec.Meta(title="A row for each thing that was chosen", description="Made of what flows in."),
    ] = False


class Action(Waiting, frozen=True):
    """One row of the table.

    Attributes:
        who: The owner's name as somebody wrote it.
        owner: The author who took it; their name is looked up when a view is made.
        when: An ISO date, or words.
        confirmed: The owner (or the written name) that was confirmed aloud; another one is not confirmed.
        support: What help is needed.
        of: Id of the company whose row it is.
    """

    what: str
    who: str = ""
    owner: str = ""
    when: str = ""
    first_step: str = ""
    confirmed: str = ""
    support: str = ""
    of: str = ""

    @property
    def whose(self) -> str:
        """Who owns it: the author who took it, or the written name, or nobody."""
        return self.owner or self.who


class Agreed(msgspec.Struct, frozen=True):
    """Actions by id, what may be made into one, promises and their days by author, and the day of checking."""

    settings: CommitSettings
    actions: dict[str, Action] = {}
    proposals: tuple[Item, ...] = ()
    promises: dict[str, str] = {}
    follow_up_on: str = ""
    released: int = 0
    promise_days: dict[str, str] = {}
    companies: tuple[Company, ...] = ()


# --- commands --------------------------------------------------------------------------------------------


class ProposeAction(ActivityCommand, frozen=True, tag_field="do", tag="ProposeAction"):
    """Puts an action into the table; its id is the command's."""

    what: Words
    who: Who = ""
    when: When = ""
    first_step: FirstStep = ""
    support: Support = ""


class EditAction(ActivityCommand, frozen=True, tag_field="do", tag="EditAction"):
    """Changes one's own action or one's table's, or as a leader any; what is not given stays.

    A written name replaces who took it.
    """

    action: str
    what: Words | UnsetType = UNSET
    who: Who | UnsetType = UNSET
    when: When | UnsetType = UNSET
    first_step: FirstStep | UnsetType = UNSET
    owner: str | UnsetType = UNSET  # for leaders: an author, so that undo can give an action back
    support: Support | UnsetType = UNSET


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

    date: Day


class WritePromise(ActivityCommand, frozen=True, tag_field="do", tag="WritePromise"):
    """Keeps a promise to oneself, with the day by which if there is one; an empty one is taken away."""

    text: Annotated[str, msgspec.Meta(max_length=2000)]
    date: Day = ""


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
    support: str = ""
    company: Text = {}
    given: bool = False  # made beforehand, of what flowed in


class ProposalView(msgspec.Struct, frozen=True):
    """What an earlier step brought, to be made into an action; ``weight`` is what was counted for it there."""

    text: Text
    sort: int
    weight: int


class CommitView(msgspec.Struct, frozen=True, tag_field="kind", tag="commit"):
    """The table; ``count`` has the rows that still wait too, ``unowned`` those shown that nobody owns.

    Attributes:
        prefilled: Whether rows were made beforehand.
        per: Whose rows: the ``room``'s or each ``company``'s.
        needs_follow_up: Whether the day of checking is still to be set before closing.
    """

    first_step: bool
    follow_up: bool
    private_part: bool
    follow_up_on: str
    count: int
    unowned: int
    actions: dict[str, ActionView]
    proposals: dict[str, ProposalView]
    support: bool = False
    prefilled: bool = False
    per: str = "room"
    needs_follow_up: bool = False


class MyAction(msgspec.Struct, frozen=True):
    """A row that one, or one's table, wrote or took; ``wrote`` says that one may change it."""

    what: str
    who: str
    when: str
    first_step: str
    wrote: bool
    took: bool
    shown: bool
    sort: int
    support: str = ""


class MyCommitment(msgspec.Struct, frozen=True, tag_field="kind", tag="commit"):
    """One's own rows, and the promise that nobody else sees, with its day."""

    actions: dict[str, MyAction]
    promise: str
    promise_on: str = ""


class OurCommitment(msgspec.Struct, frozen=True, tag_field="kind", tag="commit"):
    """The name of the table whose rows one writes, and how many write them."""

    text: Text
    people: int


# --- the kind --------------------------------------------------------------------------------------------


class Commit(Kind[CommitSettings, Agreed]):
    """Who does what by when."""

    name = "commit"
    Settings = CommitSettings
    commands = (ProposeAction, EditAction, WithdrawAction, TakeAction, WritePromise)
    leader_commands = (ConfirmOwner, SetFollowUp)
    identities: ClassVar[tuple[Identity, ...]] = (*Kind.identities, "group")
    answers_together = True
    grace_ms = 20_000

    def begin(self, settings: CommitSettings, inputs: Inputs, seed: int) -> Agreed:
        """Start with an empty table and, beside it, what flows in as proposals; or with a row for each of it."""
        items = inputs.items[:MOST_PROPOSALS]
        if not settings.prefilled:
            return Agreed(settings, proposals=items, companies=inputs.companies)
        rows = {item.id: Action(pick(item.text, ()), by="", sort=n, of=item.of) for n, item in enumerate(items, 1)}
        return Agreed(settings, rows, released=len(rows), companies=inputs.companies)

    def refuse(self, state: Agreed, command: ActivityCommand, doing: Doing, moment: Moment) -> Refusal | None:
        """Whose row it is, and whether people have names here."""
        match command:
            case ProposeAction(what=what):
                # Rows made beforehand have ids that all see and no command had.
                taken = Refusal("id_taken") if doing.id in state.actions else None
                return taken or _refuse_empty(what) or _refuse_full(state)
            case EditAction(action=action, what=what, owner=owner):
                foreign = owner is not UNSET and not doing.leads
                no = Refusal("not_permitted") if foreign else _refuse_not_own(state, action, doing, moment)
                return no or (None if what is UNSET else _refuse_empty(what))
            case WithdrawAction(action=action):
                return _refuse_not_own(state, action, doing, moment) or _refuse_given(state, action, doing)
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
            case ProposeAction(what=what, who=who, when=when, first_step=first_step, support=support):
                of = "" if (company := _company(state, doing.by)) is None else company.id
                action = Action(what, who, "", when, first_step, support=support, of=of, by=doing.by)
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
            case WritePromise(text=text, date=date):
                return _promised(state, doing.by, text.strip(), date)
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
        rows, settings = _shown(state, sight.moment), state.settings
        return CommitView(
            first_step=settings.first_step,
            follow_up=settings.follow_up,
            private_part=settings.private_part,
            follow_up_on=state.follow_up_on,
            count=len(_written(state)),
            unowned=sum(not action.whose for action in rows.values()),
            actions={
                action_id: _row(state, action, place, sight)
                for place, (action_id, action) in enumerate(rows.items(), 1)
            },
            proposals={
                item.id: ProposalView(item.text, n + 1, item.weight) for n, item in enumerate(state.proposals)
            },
            support=settings.support,
            prefilled=settings.prefilled,
            per=settings.per,
            needs_follow_up=_needs_follow_up(state),
        )

    def phone(self, state: Agreed, sight: Sight) -> CommitView:
        """Return the same table as the wall."""
        return self.board(state, sight)

    def mine(self, state: Agreed, author: str, sight: Sight) -> MyCommitment:
        """Return what one, or one's table, wrote or took, and one's promise."""
        shown, ours = _shown(state, sight.moment), _members(state, author)
        own = {
            action_id: action
            for action_id, action in _written(state).items()
            if action.owner == author or action.by in ours or _is_of(state, action, author)
        }
        rows = {
            action_id: MyAction(
                what=action.what,
                who=action.who,
                when=action.when,
                first_step=action.first_step,
                wrote=action.by in ours or _is_of(state, action, author),
                took=action.owner == author,
                shown=action_id in shown,
                sort=place + 1,
                support=action.support,
            )
            for place, (action_id, action) in enumerate(own.items())
        }
        return MyCommitment(rows, state.promises.get(author, ""), state.promise_days.get(author, ""))

    def group(self, state: Agreed, author: str, sight: Sight) -> OurCommitment | Nothing:
        """Return whose rows one writes."""
        company = _company(state, author)
        return OurCommitment(company.text, len(company.members)) if company else Nothing()

    def company_of(self, state: Agreed, author: str) -> tuple[str, ...]:
        """Return those who write the same rows."""
        return tuple(member for member in _members(state, author) if member != author)

    def answered(self, state: Agreed) -> int:
        """Return how many have written or taken an action, or kept a promise."""
        rows = _written(state).values()
        authors = {action.by for action in rows} | {action.owner for action in rows} | state.promises.keys()
        return sum(author.startswith(("a/", "p/")) for author in authors)

    def tables(self, state: Agreed, sight: Sight) -> list[list[str | int | float]]:
        """Return one row an action; ``Confirmed`` is 1 or 0."""
        header: list[str | int | float] = ["Action", "Who", "When", "First step", "Confirmed"]
        rows = list(self.board(state, sight).actions.values())
        table = [header] + [[row.what, row.who, row.when, row.first_step, int(row.confirmed)] for row in rows]
        if state.settings.support:
            table = [
                [*cells, more] for cells, more in zip(table, ["Help", *(r.support for r in rows)], strict=True)
            ]
        if state.settings.per == "company":
            groups = ["Group", *(pick(row.company, ()) for row in rows)]
            table = [[group, *cells] for group, cells in zip(groups, table, strict=True)]
        return table

    def summary(self, state: Agreed, sight: Sight) -> CommitView:
        """Return the table in an order that its words decide, by company, without ids and what was not taken up."""
        view = self.board(state, sight)
        rows = sorted(view.actions.values(), key=lambda row: (pick(row.company, ()), by_words(row.what)))
        told = {str(place): replace(row, sort=place) for place, row in enumerate(rows, 1)}
        return replace(view, actions=told, proposals={}, needs_follow_up=False)

    def pretend(self, state: Agreed, activity: str, who: int, says: PretendWords) -> tuple[ActivityCommand, ...]:
        """Propose an action, a few people only, or somebody at most tables; some promise themselves something."""
        what, owner = says.actions[who % len(says.actions)]
        acts: list[ActivityCommand] = []
        if state.settings.private_part and who % 3 == 0:
            acts.append(WritePromise(activity=activity, text=what))
        if who >= len(says.actions) and (not state.companies or who % 4):
            return tuple(acts)
        rows = list(state.actions)
        if state.settings.prefilled and rows:
            return (*acts, EditAction(activity=activity, action=rows[who % len(rows)], who=owner))
        return (*acts, ProposeAction(activity=activity, what=what, who=owner, when=""))

    def yields(self, state: Agreed, moment: Moment) -> Yields:
        """Return what is to be done, without owners."""
        rows = _shown(state, moment).items()
        items = tuple(Item(action_id, words_as_text(action.what), of=action.of) for action_id, action in rows)
        return Yields(items=items, top=items)


kind = Commit()


# --- may it be done --------------------------------------------------------------------------------------


def _refuse_empty(what: str) -> Refusal | None:
    return None if what.strip() else Refusal("empty")


def _refuse_full(state: Agreed) -> Refusal | None:
    return Refusal("too_many", {"most": MOST_ACTIONS}) if len(state.actions) >= MOST_ACTIONS else None


def _refuse_unknown(state: Agreed, action_id: str) -> Refusal | None:
    return None if action_id in state.actions else Refusal("no_such_action")


def _refuse_not_own(state: Agreed, action_id: str, doing: Doing, moment: Moment) -> Refusal | None:
    if no := _refuse_unknown(state, action_id):
        return no
    action = state.actions[action_id]
    # A nameless edit of what all see would appear while its neighbour taps, so there only leaders fill in.
    anybodys = not (action.by or _company_named(state, action) or moment.anonymous or moment.private)
    ours = action.by in _members(state, doing.by) or _is_of(state, action, doing.by)
    return None if doing.leads or anybodys or ours else Refusal("not_yours")


def _refuse_given(state: Agreed, action_id: str, doing: Doing) -> Refusal | None:
    """Say no to a participant who would take away a row that was made beforehand."""
    return None if doing.leads or state.actions[action_id].by else Refusal("not_yours")


def _refuse_take(state: Agreed, action_id: str, on: bool, doing: Doing, moment: Moment) -> Refusal | None:
    if doing.leads or moment.anonymous or moment.private:
        return Refusal("not_permitted")
    if no := _refuse_unknown(state, action_id):
        return no
    owner = state.actions[action_id].owner
    if on:
        return Refusal("already_taken") if owner not in ("", doing.by) else None
    return Refusal("not_yours") if owner != doing.by else None


# --- whose it is -----------------------------------------------------------------------------------------


def _company(state: Agreed, author: str) -> Company | None:
    if state.settings.per != "company":
        return None
    return next((company for company in state.companies if author in company.members), None)


def _company_named(state: Agreed, action: Action) -> Company | None:
    if state.settings.per != "company" or not action.of:
        return None
    return next((company for company in state.companies if company.id == action.of), None)


def _members(state: Agreed, author: str) -> tuple[str, ...]:
    """Return all who write the same rows as the author, who is one of them."""
    company = _company(state, author)
    return company.members if company else (author,)


def _is_of(state: Agreed, action: Action, author: str) -> bool:
    company = _company_named(state, action)
    return company is not None and author in company.members


def _needs_follow_up(state: Agreed) -> bool:
    settings = state.settings
    return settings.follow_up and settings.ask_follow_up and not state.follow_up_on and bool(_written(state))


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
    changes = {name: value for name in FIELDS if (value := getattr(command, name)) is not UNSET}
    if "who" in changes:
        changes.setdefault("owner", "")
    return _changed(state, action_id, **changes)


def _edit_back(was: Action, command: EditAction) -> EditAction:
    old = {
        name: getattr(was, name)
        for name in FIELDS
        if getattr(command, name) is not UNSET or (name == "owner" and command.who is not UNSET)
    }
    return EditAction(activity=command.activity, action=command.action, **old)


def _promised(state: Agreed, by: str, text: str, date: str) -> Agreed:
    date = date if text else ""
    if (state.promises.get(by, ""), state.promise_days.get(by, "")) == (text, date):
        return state
    return replace(
        state, promises=_kept(state.promises, by, text), promise_days=_kept(state.promise_days, by, date)
    )


def _kept(rows: dict[str, str], by: str, words: str) -> dict[str, str]:
    kept = {author: row for author, row in rows.items() if author != by}
    return {**kept, by: words} if words else kept


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
    """Return what is on the wall, in wall order, a company's rows together: the order of writing must not show."""
    if moment.private:
        return {}
    rows = [(action_id, action) for action_id, action in _written(state).items() if action.sort]
    place = {company.id: n for n, company in enumerate(state.companies)} if state.settings.per == "company" else {}
    return dict(sorted(rows, key=lambda row: (place.get(row[1].of, -1), row[1].sort, row[0])))


def _is_confirmed(action: Action) -> bool:
    return bool(action.whose) and action.confirmed == action.whose


def _row(state: Agreed, action: Action, place: int, sight: Sight) -> ActionView:
    company = _company_named(state, action)
    return ActionView(
        what=action.what,
        who=sight.name(action.owner) if action.owner else action.who,
        when=action.when,
        first_step=action.first_step,
        taken=bool(action.owner),
        confirmed=_is_confirmed(action),
        sort=place,
        support=action.support,
        company=company.text if company else {},
        given=not action.by,
    )
