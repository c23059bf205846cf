"""What every phone may know, and what only one person may."""

from facilitator.core.kind import Kinds, Nothing
from facilitator.core.workshop import Workshop
from facilitator.views.parts import activity_view, on_wall, parking, place_in_day, programme
from facilitator.views.shapes import MineView, PhoneView
from facilitator.views.sight import sight_of


def phone_view(workshop: Workshop, joined: int, kinds: Kinds) -> PhoneView:
    """Return what all phones share; *joined* is how many seats are connected now."""
    current = workshop.activities.get(workshop.current)
    board = workshop.board
    wall = None if board.blank else on_wall(workshop)
    return PhoneView(
        phase=workshop.phase,
        title=workshop.title,
        languages=workshop.languages,
        day=workshop.day,
        rest=workshop.phones_rest,
        joined=joined,
        place=place_in_day(workshop),
        programme=programme(workshop),
        parking=parking(workshop),
        what=board.frozen.what if board.frozen else board.what,
        show=workshop.phones_show,
        teams=workshop.teams,
        activity=activity_view(workshop, current, "phone", kinds) if current else {},
        wall=activity_view(workshop, wall, "phone", kinds) if wall and wall is not current else {},
    )


def mine_view(workshop: Workshop, person_id: str, author: str, kinds: Kinds) -> MineView:
    """Return what only this person may know.

    Args:
        workshop: The state.
        person_id: Who it is.
        author: What their entries in the current activity are by: the person, or a pseudonym.
        kinds: All kinds.
    """
    person = workshop.people[person_id]
    current = workshop.activities.get(workshop.current)
    if current is None:
        return MineView(
            person=person_id,
            name=person.name,
            nickname=person.nickname,
            team=person.team,
            speaks_for=person.speaks_for,
            activity="",
            done=False,
            more_time=False,
            view=Nothing(),
            group=Nothing(),
        )
    kind = kinds[current.step.kind]
    sight = sight_of(current, "mine", workshop.people)
    return MineView(
        person=person_id,
        name=person.name,
        nickname=person.nickname,
        team=person.team,
        speaks_for=person.speaks_for,
        activity=workshop.current,
        done=author in current.done,
        more_time=author in current.more_time,
        view=kind.mine(current.state, author, sight),
        group=kind.group(current.state, author, sight),
    )
