"""What each audience sees of groups and of what they wrote.

Not a kind. Who sits where only the desk knows, unless the activity is named; what is written only its own table
and the desk see before it is shown. Floor 1; pure.
"""

from collections import Counter
from collections.abc import Iterable

import msgspec

from facilitator.activities.grouped import (
    Circled,
    Gathered,
    GroupNote,
    Topic,
    are_pairs,
    by_field,
    by_group,
    circles_before,
    circles_of,
    may_change,
    members_of,
    most_in_one,
    refuse_pen,
    seat_of,
    seats_of,
    stay_together,
    told_notes,
    topic_now,
    topic_of,
    visible_groups,
    works_of,
    written_in,
    written_notes,
)
from facilitator.activities.notes import by_words
from facilitator.activities.seating import repeats
from facilitator.core.kind import Moment, Sight
from facilitator.core.text import Text, pick

replace = msgspec.structs.replace

MOST_ROWS_ON_A_PHONE = 200


class MemberLine(msgspec.Struct, frozen=True):
    """Somebody in a group. On the desk the key is the person's id and ``name`` is empty: the roster has it."""

    sort: int
    name: str
    writes: bool
    stays: bool


class UnderLine(msgspec.Struct, frozen=True):
    """A note that lies on a group's table."""

    sort: int
    text: Text


class WorkNote(msgspec.Struct, frozen=True):
    """What a group wrote. ``fields`` by place from "0"; a plain note has the one."""

    sort: int
    round: int
    fields: dict[str, str]
    source: str = "phone"
    hidden: bool = False


class GroupLine(msgspec.Struct, frozen=True):
    """A group as an audience sees it.

    Attributes:
        number: What it is called by.
        count: How many are in it.
        members: The desk's; elsewhere only where all are named.
        written: How many notes it has written, however many of them are shown here.
    """

    sort: int
    number: int
    topic: Text
    count: int
    written: int
    under: dict[str, UnderLine]
    members: dict[str, MemberLine]
    notes: dict[str, WorkNote]


class GroupsView(msgspec.Struct, frozen=True, tag_field="kind", tag="groups", kw_only=True):
    """The groups as an audience sees them.

    Attributes:
        size: The most in one group where people choose; 0 is no limit.
        round: From 1.
        question: This round's own; empty is the step's.
        loose: How many have no group.
        number: How many groups there are, also where the list is not told.
        pairs: Whether all are pairs, but for a trio.
        people: How many are in a group.
        listed: Whether there is something in the list to find one's place by: topics, names, a choice.
        repeats: Pairs that met before; only the desk is told.
        shown: Whether the work of all is.
        sound: Whether the wall rings at the end of a round.
        kept_back: Notes that a leader hid.
        loosely: Who has no group, for the desk.
    """

    how: str
    size: int
    number: int
    pairs: bool
    rounds: int
    round: int
    minutes_per_round: float
    turns: int
    moves: str
    roles: tuple[Text, ...]
    question: Text
    writes: str
    fields: tuple[Text, ...]
    max_notes: int
    max_length: int
    cumulative: bool
    show_work: bool
    message: str
    people: int
    loose: int
    listed: bool
    repeats: int
    shown: bool
    sound: bool
    written: int
    kept_back: int
    loosely: dict[str, MemberLine]
    groups: dict[str, GroupLine]


class MyGroup(msgspec.Struct, frozen=True, tag_field="kind", tag="groups", kw_only=True):
    """One's own place.

    Attributes:
        group: Its id; empty while one has none.
        place: Among the members, from 0; roles go by it.
        moved: Whether one was elsewhere in the round before.
        stays: Whether one stays here when others move.
        pen: Whether one may write now.
        left: How many more notes the group may write in this round; −1 is as many as it likes.
    """

    group: str
    number: int
    place: int
    count: int
    moved: bool
    stays: bool
    pen: bool
    left: int


class TableNote(msgspec.Struct, frozen=True):
    """A note on one's own table. ``earlier`` is of those who were at the topic before; ``may_change`` is for me."""

    sort: int
    round: int
    fields: dict[str, str]
    earlier: bool
    may_change: bool


class TableView(msgspec.Struct, frozen=True, tag_field="kind", tag="groups", kw_only=True):
    """What only one's own table sees: what it is about, what lies on it, what is written.

    Attributes:
        scribe: Whether somebody of the group holds the pen.
        of_before: How many of the notes are of those who were here before.
    """

    topic: Text
    under: dict[str, UnderLine]
    scribe: bool
    of_before: int
    notes: dict[str, TableNote]


class SummaryGroup(msgspec.Struct, frozen=True):
    """What one group, or all who were at one topic, wrote. ``number`` is 0 where it is a topic's or everybody's."""

    sort: int
    number: int
    topic: Text
    names: dict[str, str]
    notes: dict[str, WorkNote]


class GroupsSummary(msgspec.Struct, frozen=True, tag_field="kind", tag="groups", kw_only=True):
    """What groups came to; who was in them only where all are named and stayed together."""

    pairs: bool
    fields: tuple[Text, ...]
    kept_back: int
    groups: dict[str, SummaryGroup]


# --- what all see ----------------------------------------------------------------------------------------


def view_of(state: Gathered, sight: Sight, groups: dict[str, GroupLine]) -> GroupsView:
    """Return the view with these groups."""
    settings, written = state.settings, written_notes(state)
    placed = seats_of(state)
    return GroupsView(
        how=settings.how,
        size=most_in_one(state),
        number=len(visible_groups(state)),
        pairs=are_pairs(state),
        rounds=settings.rounds,
        round=state.round + 1,
        minutes_per_round=settings.minutes_per_round,
        turns=settings.turns,
        moves=settings.moves,
        roles=settings.roles,
        question=settings.prompts[state.round] if state.round < len(settings.prompts) else {},
        writes=settings.writes,
        fields=settings.fields,
        max_notes=settings.max_notes,
        max_length=settings.max_length,
        cumulative=settings.cumulative,
        show_work=settings.show_work,
        message=state.message,
        people=len(placed),
        # Beside whom people sit is nobody's to place: then none is left over.
        loose=len(state.persons) - len(placed) if state.groups else 0,
        listed=_is_listed(state, sight),
        repeats=_met_again(state) if sight.leads else 0,
        shown=_is_shown(state, sight.moment),
        sound=settings.rounds > 1 or settings.turns > 1,
        written=len(written),
        kept_back=sum(note.hidden for note in written.values()),
        loosely=_loose(state) if sight.leads else {},
        groups=groups,
    )


def _is_shown(state: Gathered, moment: Moment) -> bool:
    settings = state.settings
    return settings.show_work and settings.writes != "nobody" and (moment.stage == "closed" or moment.revealed)


def _is_listed(state: Gathered, sight: Sight) -> bool:
    choosing = state.settings.how in ("tables", "chosen")
    return bool(state.groups) and (choosing or bool(state.topics) or sight.moment.identity == "named")


def _met_again(state: Gathered) -> int:
    """Return how many pairs sit together that met before today, where that was to be avoided."""
    if state.settings.how != "random" or not state.settings.new_company:
        return 0
    moves = state.settings.moves in ("everyone", "all_but_host")
    circles = circles_of(seats_of(state))
    # All in one group have met, of course.
    if len(circles) < 2:
        return 0
    return repeats(circles, (*state.past, *(circles_before(state) if moves else ())))


def public_groups(state: Gathered, sight: Sight, *, under: bool) -> dict[str, GroupLine]:
    """Return the groups as all may see them: what they wrote once that is shown."""
    if _is_shown(state, sight.moment):
        return _shown_work(state, sight)
    if not _is_listed(state, sight):
        return {}
    members, written = members_of(state), Counter(note.group for note in written_notes(state).values())
    return {
        group: _line(state, group, circled, members.get(group, []), written[group], sight, under=under)
        for group, circled in visible_groups(state).items()
    }


def _line(
    state: Gathered,
    group: str,
    circled: Circled,
    members: list[str],
    written: int,
    sight: Sight,
    *,
    under: bool,
) -> GroupLine:
    topic = topic_of(state, group)
    return GroupLine(
        sort=circled.number,
        number=circled.number,
        topic=topic.text,
        count=len(members),
        written=written,
        under=_under(topic) if under else {},
        members=_named_members(_with_pen_shown(state, circled, sight), members, sight),
        notes={},
    )


def _under(topic: Topic) -> dict[str, UnderLine]:
    return {str(n): UnderLine(n, text) for n, text in enumerate(topic.under, 1) if pick(text, ())}


def _named_members(circled: Circled, members: list[str], sight: Sight) -> dict[str, MemberLine]:
    if sight.moment.identity != "named":
        return {}
    return {
        str(n): MemberLine(n, sight.name(f"p/{person}"), person == circled.scribe, person == circled.host)
        for n, person in enumerate(members, 1)
    }


def _shown_work(state: Gathered, sight: Sight) -> dict[str, GroupLine]:
    named = sight.moment.identity == "named" and stay_together(state)
    members = members_of(state) if named else {}
    return {
        work.id: GroupLine(
            sort=place,
            number=work.number,
            topic=work.topic,
            count=len(members.get(work.group, ())),
            written=len(work.notes),
            under={},
            members=_named_members(Circled(0), members.get(work.group, []), sight),
            notes={note_id: _work_note(note, note.sort) for note_id, note in work.notes},
        )
        for place, work in enumerate(works_of(state), 1)
        if work.notes
    }


def _work_note(note: GroupNote, sort: int) -> WorkNote:
    return WorkNote(sort, note.round + 1, by_field(note), note.source, note.hidden)


def fit_for_phones(groups: dict[str, GroupLine]) -> dict[str, GroupLine]:
    """Return no more rows than phones have room for: names go first, then the last notes."""
    rows = len(groups) + sum(len(line.members) + len(line.notes) for line in groups.values())
    if rows <= MOST_ROWS_ON_A_PHONE:
        return groups
    left, fit = MOST_ROWS_ON_A_PHONE - min(len(groups), MOST_ROWS_ON_A_PHONE), {}
    for group, line in list(groups.items())[:MOST_ROWS_ON_A_PHONE]:
        notes = dict(list(line.notes.items())[:left])
        left -= len(notes)
        fit[group] = replace(line, members={}, notes=notes)
    return fit


# --- what the desk sees ----------------------------------------------------------------------------------


def desk_groups(state: Gathered, sight: Sight) -> dict[str, GroupLine]:
    """Return who sits where with all that is written."""
    members, notes = members_of(state), by_group(written_notes(state))
    lines = {}
    for group, circled in visible_groups(state).items() if state.groups else {"": Circled(0)}.items():
        own = notes.get(group, {})
        topic = topic_of(state, group)
        lines[group or "all"] = GroupLine(
            sort=circled.number,
            number=circled.number,
            topic=topic.text,
            count=len(members.get(group, ())),
            written=len(own),
            under=_under(topic),
            members=_desk_members(members.get(group, []), _with_pen_shown(state, circled, sight)),
            notes={note_id: _work_note(note, note.sort) for note_id, note in own.items()},
        )
    return lines


def _with_pen_shown(state: Gathered, circled: Circled, sight: Sight) -> Circled:
    # Who holds the pen wrote the note: that is told only where people stand by their names.
    told = state.settings.writes == "scribe" and sight.moment.identity == "named"
    return circled if told else replace(circled, scribe="")


def _desk_members(members: list[str], circled: Circled) -> dict[str, MemberLine]:
    return {
        person: MemberLine(n, "", person == circled.scribe, person == circled.host)
        for n, person in enumerate(members, 1)
    }


def _loose(state: Gathered) -> dict[str, MemberLine]:
    loose = sorted((seat.sort, person) for person, seat in state.persons.items() if not seat.group)
    return _desk_members([person for _, person in loose], Circled(0))


# --- what one and one's table see ------------------------------------------------------------------------


def mine_of(state: Gathered, author: str) -> MyGroup:
    """Return where this author belongs, and whether they have the pen."""
    own = seat_of(state, author)
    group = state.groups.get(own.group, Circled(0))
    members = members_of(state).get(own.group, [])
    before = state.sat[-1].get(author[2:], "") if state.sat else own.group
    most = state.settings.max_notes
    used = len(written_in(state, own.group, author, state.round))
    return MyGroup(
        group=own.group,
        number=group.number,
        place=members.index(author[2:]) if author[2:] in members else 0,
        count=len(members),
        moved=before != own.group,
        stays=bool(group.host) and group.host == author[2:],
        pen=refuse_pen(state, author) is None,
        left=max(0, most - used) if most else -1,
    )


def table_of(state: Gathered, author: str) -> TableView:
    """Return what lies on this author's table."""
    own = seat_of(state, author)
    if state.groups and not own.group:
        return TableView(topic={}, under={}, scribe=False, of_before=0, notes={})
    topic = topic_of(state, own.group)
    rows = {
        note_id: _table_note(state, note, author)
        for note_id, note in told_notes(state).items()
        if _lies_here(state, note, own.group, author)
    }
    return TableView(
        topic=topic.text,
        under=_under(topic),
        scribe=bool(own.group and state.groups[own.group].scribe),
        of_before=sum(row.earlier for row in rows.values()),
        notes=rows,
    )


def _table_note(state: Gathered, note: GroupNote, author: str) -> TableNote:
    return TableNote(
        sort=note.sort,
        round=note.round + 1,
        fields=by_field(note),
        earlier=_is_earlier(state, note, seat_of(state, author).group),
        may_change=may_change(state, note, author),
    )


def _is_earlier(state: Gathered, note: GroupNote, group: str) -> bool:
    if note.group != group:
        return True
    return note.round != state.round and state.settings.moves != "nobody"


def _lies_here(state: Gathered, note: GroupNote, group: str, author: str) -> bool:
    """Tell whether a note lies on the table of this group now."""
    if not state.groups:
        return note.by == author
    if not _is_earlier(state, note, group):
        return True
    if not state.settings.cumulative or state.settings.moves == "nobody":
        return False
    topic = topic_now(state, group)
    return note.topic == topic if topic >= 0 else note.group == group


# --- what the summary tells ------------------------------------------------------------------------------


def summary_of(state: Gathered, sight: Sight) -> GroupsSummary:
    """Return what was written, by topic or by group, in an order that the words alone decide."""
    named = sight.moment.identity == "named" and stay_together(state)
    members = members_of(state) if named else {}
    rows = {
        str(place): SummaryGroup(
            sort=place,
            number=work.number,
            topic=work.topic,
            names=_names(members.get(work.group, []), sight),
            notes=_mixed(work.notes),
        )
        for place, work in enumerate(works_of(state), 1)
        if work.notes
    }
    kept_back = sum(note.hidden for note in written_notes(state).values())
    return GroupsSummary(pairs=are_pairs(state), fields=state.settings.fields, kept_back=kept_back, groups=rows)


def _names(members: list[str], sight: Sight) -> dict[str, str]:
    named = sorted(name for person in members if (name := sight.name(f"p/{person}")))
    return {str(n): name for n, name in enumerate(named, 1)}


def _mixed(notes: Iterable[tuple[str, GroupNote]]) -> dict[str, WorkNote]:
    rows = sorted((note for _, note in notes), key=lambda note: (note.round, by_words(*note.words)))
    return {str(place): _work_note(note, place) for place, note in enumerate(rows, 1)}
