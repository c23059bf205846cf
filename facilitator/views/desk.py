"""What the leaders may know, and the one next step that the desk offers."""

from heapq import nlargest

import msgspec

from facilitator.core.actors import LEADERS, role_of
from facilitator.core.agenda import Block, Slot, Step, timetable
from facilitator.core.flow import is_skipped, next_step
from facilitator.core.kind import Kinds
from facilitator.core.workshop import Activity, Person, Workshop
from facilitator.views.parts import activity_view, on_wall, parking, place_in_day
from facilitator.views.shapes import (
    BlockView,
    CommentLine,
    DeedLine,
    DeskView,
    HelpLine,
    NextMove,
    PersonLine,
    StepView,
    VersionLine,
)

replace = msgspec.structs.replace

# How far back the desk tells who touched what.
TOUCHES_TOLD = 30


def desk_view(workshop: Workshop, joined: int, author: str, kinds: Kinds) -> DeskView:
    """Return the desk of the leader *author*; *joined* is how many seats are connected now."""
    board = workshop.board
    wall = board.activity if board.what == "activity" else ""
    at_hand = {activity for activity in (workshop.current, wall) if activity in workshop.activities}
    kept = workshop.undo.get(author, ())
    shown = on_wall(workshop)
    return DeskView(
        phase=workshop.phase,
        title=workshop.title,
        languages=workshop.languages,
        day=workshop.day,
        starts=workshop.starts,
        expected=workshop.expected,
        client=workshop.client,
        place_name=workshop.place,
        aim=workshop.aim,
        intro=workshop.intro,
        result=workshop.result,
        decides=workshop.decides,
        not_negotiable=workshop.not_negotiable,
        accessibility=workshop.accessibility,
        anonymity=workshop.anonymity,
        delivery=workshop.delivery,
        contact=workshop.contact,
        template=workshop.template,
        pretend=workshop.pretend,
        joined=joined,
        people=len(_people(workshop)),
        seats_allowed=workshop.seats_allowed,
        door_locked=workshop.door_locked,
        rest=workshop.phones_rest,
        what=board.what,
        on_board=wall,
        page=board.page,
        blank=board.blank,
        theme=board.theme,
        place=place_in_day(workshop),
        started_at=workshop.started_at,
        ended_at=workshop.ended_at,
        current=workshop.current,
        next=next_move(workshop, kinds),
        undo=kept[-1].did if kept else "",
        redo=again[-1].did if (again := workshop.redo.get(author, ())) else "",
        blocks=_blocks(workshop, kinds),
        activities={
            activity_id: activity_view(workshop, workshop.activities[activity_id], "desk", kinds)
            for activity_id in sorted(at_hand)
        },
        parking=parking(workshop, hidden_too=True),
        help=_help(workshop),
        wall=activity_view(workshop, shown, "board", kinds) if shown and not board.blank else {},
        frozen=board.frozen is not None,
        show=workshop.phones_show,
        teams=workshop.teams,
        roster=_roster(workshop, kinds),
        deeds=tuple(DeedLine(deed.did, deed.by, deed.at, deed.seq) for deed in workshop.deeds),
        leaders=workshop.leaders,
        copilot=workshop.copilot,
        me=author,
        touched=_touched(workshop),
        tables=sum(person.speaks_for > 1 for person in _people(workshop).values()),
        identities={name: kind.identities for name, kind in sorted(kinds.items())},
        versions=_versions(workshop),
        comments=_comments(workshop),
        dismissed=dict.fromkeys(workshop.dismissed, True),
    )


def remote_view(workshop: Workshop, joined: int, author: str, kinds: Kinds) -> DeskView:
    """Return the desk as a paired remote may know it: no names, no notes to self, no calls for help, no client."""
    desk = desk_view(workshop, joined, author, kinds)
    bare = {"note": "", "materials": {}, "goal": {}, "lead": ""}
    blocks = {block_id: replace(block, **bare) for block_id, block in desk.blocks.items()}
    activities = {
        activity_id: activity_view(workshop, workshop.activities[activity_id], "board", kinds)
        for activity_id in desk.activities
    }
    return replace(
        desk,
        blocks=blocks,
        activities=activities,
        help={},
        client="",
        aim={},
        intro={},
        result={},
        decides={},
        not_negotiable={},
        accessibility={},
        anonymity={},
        delivery={},
        contact="",
        versions={},
        comments={},
        teams=(),
        roster={},
        deeds=(),
        leaders={},
        touched={},
    )


def next_move(workshop: Workshop, kinds: Kinds) -> NextMove:
    """Return the one next step: close what is open, show what is hidden, open the next, end the day."""
    match workshop.phase:
        case "planning":
            return NextMove("start")
        case "ended":
            return NextMove("summary")
        case "running":
            return _next_in_activity(workshop, kinds) or _next_in_agenda(workshop, kinds)


def _next_in_activity(workshop: Workshop, kinds: Kinds) -> NextMove | None:
    activity = workshop.activities.get(workshop.current)
    if activity is None:
        return None
    kind = kinds[activity.step.kind]
    if activity.stage == "open" and (move := kind.next_command(activity.state, workshop.current)):
        return NextMove("move", kind.name, workshop.current, msgspec.to_builtins(move))
    if activity.stage == "open" and (kind.commands or kind.leader_commands) and kind.name != "show":
        return NextMove("close", kind.name, workshop.current)
    if kind.waits_for_reveal(activity.state, activity.moment):
        return NextMove("reveal", kind.name, workshop.current)
    return None


def _next_in_agenda(workshop: Workshop, kinds: Kinds) -> NextMove:
    step = next_step(workshop, kinds)
    return NextMove("open", step.kind, step.id) if step else NextMove("end")


def _blocks(workshop: Workshop, kinds: Kinds) -> dict[str, BlockView]:
    blocks = tuple(block for block in workshop.blocks if not block.removed)
    on = tuple(block for block in blocks if not is_skipped(workshop, block))
    slots = {slot.block: slot for slot in timetable(on, workshop.starts)}
    return {
        block.id: _block(workshop, place, block, slots.get(block.id, Slot(block.id, -1, -1)), kinds)
        for place, block in enumerate(blocks)
    }


def _block(workshop: Workshop, place: int, block: Block, slot: Slot, kinds: Kinds) -> BlockView:
    steps = {step.id: _step(n, step, workshop.activities.get(step.id)) for n, step in enumerate(block.steps)}
    if block.before:
        steps = {
            step_id: replace(step, answered=_answered(workshop, step_id, kinds)) for step_id, step in steps.items()
        }
    run = workshop.runs.get(block.id)
    return BlockView(
        sort=place,
        title=block.title,
        minutes=block.minutes,
        fixed_at=-1 if block.fixed_at is None else block.fixed_at,
        starts=int(slot.starts),
        ends=int(slot.ends),
        waits=int(slot.waits),
        late=int(slot.late),
        method=block.method or "",
        note=block.note,
        materials=block.materials,
        mandatory=block.mandatory,
        is_break=block.is_break,
        skipped=run.skipped if run else False,
        started_at=run.started_at if run else 0,
        ended_at=run.ended_at if run else 0,
        planned_minutes=run.planned_minutes if run else 0,
        added=run.added if run else 0,
        steps=steps,
        goal=block.goal,
        lead=block.lead,
        is_buffer=block.is_buffer,
        before=block.before,
        new_day=block.new_day,
        date=block.date,
        track=block.track,
        day=slot.day,
    )


def _step(place: int, step: Step, activity: Activity | None) -> StepView:
    source = {} if step.source is None else msgspec.structs.asdict(step.source)
    return StepView(
        sort=place,
        kind=step.kind,
        prompt=step.prompt,
        help=step.help,
        minutes=step.minutes,
        settings=step.settings,
        identity=step.identity,
        destination=step.destination,
        source=source,
        company=step.company,
        stage=activity.stage if activity else "planned",
    )


def _answered(workshop: Workshop, step: str, kinds: Kinds) -> int:
    activity = workshop.activities.get(step)
    return kinds[activity.step.kind].answered(activity.state) if activity else 0


def _versions(workshop: Workshop) -> dict[str, VersionLine]:
    return {
        version_id: VersionLine(place, version.name, version.by, version.at, len(version.agenda))
        for place, (version_id, version) in enumerate(workshop.versions.items())
        if not version.dropped
    }


def _comments(workshop: Workshop) -> dict[str, CommentLine]:
    return {
        comment_id: CommentLine(said.sort, said.text, said.block, said.name, said.at, said.settled)
        for comment_id, said in workshop.comments.items()
        if said.text
    }


def _roster(workshop: Workshop, kinds: Kinds) -> dict[str, PersonLine]:
    """Return who is in the room, while people are placed and between activities: not beside answers."""
    current = workshop.activities.get(workshop.current)
    if current is not None and not kinds[current.step.kind].places_people:
        return {}
    return {
        person_id: PersonLine(person.number, person.name, person.team, person.manager, person.speaks_for)
        for person_id, person in _people(workshop).items()
    }


def _people(workshop: Workshop) -> dict[str, Person]:
    """Return everyone who joined; once the day has begun, not those who only answered before it."""
    return workshop.people if workshop.phase == "planning" else workshop.attending


def _touched(workshop: Workshop) -> dict[str, str]:
    """Return what leaders touched last, where more than one leads: a participant's touch is nobody's business."""
    if len({deed.by for deed in workshop.deeds}) < 2:
        return {}
    theirs = ((thing, touch) for thing, touch in workshop.touched.items() if role_of(touch.by) in LEADERS)
    latest = nlargest(TOUCHES_TOLD, theirs, key=lambda row: (row[1].seq, row[0]))
    return {thing: touch.by for thing, touch in latest}


def _help(workshop: Workshop) -> dict[str, HelpLine]:
    lines = {}
    for request_id, request in workshop.help.items():
        person = workshop.people.get(request.by[2:])
        if not request.settled:
            lines[request_id] = HelpLine(
                request.sort, request.text, person.name if person else "", person.number if person else 0
            )
    return lines
