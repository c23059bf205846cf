"""What is always there for everyone in the room: a name, the parking lot, help, done, more time."""

from typing import get_args

import msgspec

from facilitator.core import commands as c
from facilitator.core.actors import Doing
from facilitator.core.refusal import Refusal
from facilitator.core.workshop import HelpRequest, Parked, Person, Workshop

replace = msgspec.structs.replace

MOST_PARKED = 300
MOST_HELP = 300
Always = (
    c.Join
    | c.SetName
    | c.MarkDone
    | c.NeedMoreTime
    | c.ParkIdea
    | c.SettleParked
    | c.HideParked
    | c.AskHelp
    | c.SettleHelp
)
ALWAYS: tuple[type[msgspec.Struct], ...] = get_args(Always)


def refuse_always(workshop: Workshop, command: Always, doing: Doing) -> Refusal | None:
    """Return why it cannot be, or nothing."""
    match command:
        case c.Join():
            return _refuse_join(workshop, doing)
        case c.SetName():
            return None if _person_id(doing) in workshop.people else Refusal("person_unknown")
        case c.MarkDone(activity=activity) | c.NeedMoreTime(activity=activity):
            return None if activity in workshop.activities else Refusal("no_such_activity")
        case c.ParkIdea():
            return _refuse_over(workshop) or _refuse_many(len(workshop.parking), MOST_PARKED)
        case c.AskHelp():
            return _refuse_over(workshop) or _refuse_many(len(workshop.help), MOST_HELP)
        case c.SettleParked(parked=parked) | c.HideParked(parked=parked):
            return None if parked in workshop.parking else Refusal("no_such_parked")
        case c.SettleHelp(request=request):
            return None if request in workshop.help else Refusal("no_such_request")


def _refuse_join(workshop: Workshop, doing: Doing) -> Refusal | None:
    if workshop.phase == "ended":
        return Refusal("workshop_over")
    seats = {person.seat for person in workshop.people.values()}
    if doing.by in seats:
        return None
    if workshop.door_locked:
        return Refusal("door_locked")
    return Refusal("room_full", {"most": workshop.seats_allowed}) if len(seats) >= workshop.seats_allowed else None


def _refuse_over(workshop: Workshop) -> Refusal | None:
    return Refusal("workshop_over") if workshop.phase == "ended" else None


def _refuse_many(count: int, most: int) -> Refusal | None:
    return Refusal("too_many", {"most": most}) if count >= most else None


def change_always(workshop: Workshop, command: Always, doing: Doing) -> Workshop:
    """Return the workshop after it."""
    match command:
        case c.Join(language=language):
            person = Person(seat=doing.by, number=len(workshop.people) + 1, language=language)
            return replace(workshop, people={**workshop.people, doing.id: person})
        case c.SetName(name=name, nickname=nickname):
            return _name(workshop, _person_id(doing), name, nickname)
        case c.MarkDone(activity=activity, on=on):
            return _mark(workshop, activity, "done", doing.by, on)
        case c.NeedMoreTime(activity=activity, on=on):
            return _mark(workshop, activity, "more_time", doing.by, on)
        case c.ParkIdea(text=text):
            parked = Parked(text, len(workshop.parking) + 1)
            return replace(workshop, parking={**workshop.parking, doing.id: parked})
        case c.SettleParked(parked=parked_id, outcome=outcome, owner=owner):
            settled = replace(workshop.parking[parked_id], outcome=outcome, owner=owner)
            return replace(workshop, parking={**workshop.parking, parked_id: settled})
        case c.HideParked(parked=parked_id, on=on):
            hidden = replace(workshop.parking[parked_id], hidden=on)
            return replace(workshop, parking={**workshop.parking, parked_id: hidden})
        case c.AskHelp(text=text):
            request = HelpRequest(doing.by, text, len(workshop.help) + 1)
            return replace(workshop, help={**workshop.help, doing.id: request})
        case c.SettleHelp(request=request_id):
            answered = replace(workshop.help[request_id], settled=True)
            return replace(workshop, help={**workshop.help, request_id: answered})


def inverse_always(before: Workshop, command: msgspec.Struct) -> msgspec.Struct | None:
    """Return the command that takes a leader's word about the parking lot back, or nothing."""
    match command:
        case c.SettleParked(parked=parked_id):
            was = before.parking[parked_id]
            return c.SettleParked(parked=parked_id, outcome=was.outcome, owner=was.owner)
        case c.HideParked(parked=parked_id, on=on):
            return c.HideParked(parked=parked_id, on=not on)
        case _:
            return None


def _person_id(doing: Doing) -> str:
    return doing.by.partition("/")[2]


def _name(workshop: Workshop, person_id: str, name: object, nickname: object) -> Workshop:
    person = workshop.people[person_id]
    if isinstance(name, str):
        person = replace(person, name=name.strip())
    if isinstance(nickname, str):
        person = replace(person, nickname=nickname.strip())
    return replace(workshop, people={**workshop.people, person_id: person})


def _mark(workshop: Workshop, activity_id: str, field: str, by: str, on: bool) -> Workshop:
    activity = workshop.activities[activity_id]
    marked: frozenset[str] = getattr(activity, field)
    changed = marked | {by} if on else marked - {by}
    if changed == marked:
        return workshop
    activity = replace(activity, **{field: changed})
    return replace(workshop, activities={**workshop.activities, activity_id: activity})
