"""What is always there for everyone in the room: a name, the parking lot, help, done, more time."""

from collections import Counter
from typing import Any, get_args

import msgspec

from facilitator.core import commands as c
from facilitator.core.actors import Doing
from facilitator.core.refusal import Refusal
from facilitator.core.workshop import Activity, HelpRequest, Parked, Person, Workshop

replace = msgspec.structs.replace

MOST_PARKED = 300
MOST_HELP = 300
MOST_PEOPLE_OF_A_SEAT = 12
Always = (
    c.Join
    | c.Attend
    | c.SetName
    | c.SetTeam
    | c.SpeakFor
    | c.DescribePerson
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
        case c.Attend(person=person_id):
            waited = person_id in workshop.people and workshop.people[person_id].absent
            return None if waited and workshop.phase == "running" else Refusal("changed_since")
        case c.SetName(name=name, nickname=nickname):
            blank = any(isinstance(word, str) and not word.strip() for word in (name, nickname))
            return _refuse_stranger(workshop, doing) or (Refusal("empty") if blank else None)
        case c.SetTeam(team=team):
            return _refuse_stranger(workshop, doing) or _refuse_team(workshop, team)
        case c.SpeakFor():
            return _refuse_stranger(workshop, doing)
        case c.DescribePerson(person=person_id, team=team):
            unknown = Refusal("person_unknown") if person_id not in workshop.people else None
            return unknown or (_refuse_team(workshop, team) if isinstance(team, str) else None)
        case c.MarkDone(activity=activity) | c.NeedMoreTime(activity=activity):
            return _refuse_mark(workshop, activity, doing)
        case c.ParkIdea(text=text):
            full = _refuse_over(workshop) or _refuse_many(len(workshop.parking), MOST_PARKED)
            return full or (None if text.strip() else Refusal("empty"))
        case c.AskHelp():
            full = _refuse_over(workshop) or _refuse_many(len(workshop.help), MOST_HELP)
            return full or _refuse_stranger(workshop, doing)
        case c.SettleParked(parked=parked) | c.HideParked(parked=parked):
            return None if parked in workshop.parking else Refusal("no_such_parked")
        case c.SettleHelp(request=request):
            return None if request in workshop.help else Refusal("no_such_request")


def _refuse_join(workshop: Workshop, doing: Doing) -> Refusal | None:
    if workshop.phase == "ended":
        return Refusal("workshop_over")
    # Who answered at home and comes with another phone must not take two places of the room's.
    counted = workshop.people if workshop.phase == "planning" else workshop.attending
    seats = Counter(person.seat for person in counted.values())
    if doing.by in seats:
        return _refuse_many(seats[doing.by], MOST_PEOPLE_OF_A_SEAT)
    if workshop.door_locked:
        return Refusal("door_locked")
    return Refusal("room_full", {"most": workshop.seats_allowed}) if len(seats) >= workshop.seats_allowed else None


def _refuse_stranger(workshop: Workshop, doing: Doing) -> Refusal | None:
    # A pseudonym is nobody here: a name or a call for help under it would tie the two together.
    known = doing.by.startswith("p/") and _person_id(doing) in workshop.people
    return None if known else Refusal("person_unknown")


def _refuse_team(workshop: Workshop, team: str) -> Refusal | None:
    return Refusal("no_such_team") if team and team not in workshop.teams else None


def _refuse_mark(workshop: Workshop, activity_id: str, doing: Doing) -> Refusal | None:
    activity = workshop.activities.get(activity_id)
    if activity is None:
        return Refusal("no_such_activity")
    return Refusal("closed") if activity.stage == "closed" else refuse_other_author(activity, doing)


def refuse_other_author(activity: Activity, doing: Doing) -> Refusal | None:
    """Return a no for a person in an anonymous activity, and for a pseudonym in any other.

    The first would leave a trace in the log, the second would hide who is not promised to be hidden.
    """
    right = (activity.step.identity == "anonymous") == doing.by.startswith("a/")
    return None if right else Refusal("not_permitted")


def _refuse_over(workshop: Workshop) -> Refusal | None:
    return Refusal("workshop_over") if workshop.phase == "ended" else None


def _refuse_many(count: int, most: int) -> Refusal | None:
    return Refusal("too_many", {"most": most}) if count >= most else None


def change_always(workshop: Workshop, command: Always, doing: Doing) -> Workshop:
    """Return the workshop after it."""
    match command:
        case c.Join(language=language):
            person = Person(
                seat=doing.by,
                number=len(workshop.people) + 1,
                language=language,
                absent=_is_before_the_day(workshop),
            )
            return replace(workshop, people={**workshop.people, doing.id: person})
        case c.Attend(person=person_id):
            return _described(workshop, person_id, absent=False)
        case c.SetName(name=name, nickname=nickname):
            return _name(workshop, _person_id(doing), name, nickname)
        case c.SetTeam(team=team):
            return _described(workshop, _person_id(doing), team=team)
        case c.SpeakFor(people=people):
            return _described(workshop, _person_id(doing), speaks_for=people)
        case c.DescribePerson(person=person_id, team=team, manager=manager):
            said = {"team": team, "manager": manager}
            return _described(workshop, person_id, **{k: v for k, v in said.items() if v is not msgspec.UNSET})
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


def _is_before_the_day(workshop: Workshop) -> bool:
    """Tell whether people come for a question that was opened while the day is still planned."""
    return workshop.phase == "planning" and bool(workshop.activities)


def inverse_always(before: Workshop, command: msgspec.Struct) -> msgspec.Struct | None:
    """Return the command that takes a leader's word about the parking lot back, or nothing."""
    match command:
        case c.SettleParked(parked=parked_id):
            was = before.parking[parked_id]
            return c.SettleParked(parked=parked_id, outcome=was.outcome, owner=was.owner)
        case c.HideParked(parked=parked_id, on=on):
            return c.HideParked(parked=parked_id, on=not on)
        case c.DescribePerson(person=person_id):
            person = before.people[person_id]
            return c.DescribePerson(person=person_id, team=person.team, manager=person.manager)
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


def _described(workshop: Workshop, person_id: str, **facts: Any) -> Workshop:
    person = replace(workshop.people[person_id], **facts)
    same = person == workshop.people[person_id]
    return workshop if same else replace(workshop, people={**workshop.people, person_id: person})


def _mark(workshop: Workshop, activity_id: str, field: str, by: str, on: bool) -> Workshop:
    activity = workshop.activities[activity_id]
    marked: frozenset[str] = getattr(activity, field)
    changed = marked | {by} if on else marked - {by}
    if changed == marked:
        return workshop
    activity = replace(activity, **{field: changed})
    return replace(workshop, activities={**workshop.activities, activity_id: activity})
