"""What the wall may know."""

from facilitator.core.kind import Kinds
from facilitator.core.workshop import Workshop
from facilitator.views.parts import activity_view, on_wall, parking, place_in_day, programme
from facilitator.views.shapes import BoardView


def board_view(workshop: Workshop, joined: int, kinds: Kinds) -> BoardView:
    """Return the wall; *joined* is how many seats are connected now."""
    board = workshop.board
    what, page = (board.frozen.what, board.frozen.page) if board.frozen else (board.what, board.page)
    shown = on_wall(workshop)
    return BoardView(
        phase=workshop.phase,
        title=workshop.title,
        languages=workshop.languages,
        what=what,
        page=page,
        blank=board.blank,
        theme=board.theme,
        joined=joined,
        expected=workshop.expected,
        place=place_in_day(workshop),
        programme=programme(workshop) if what == "programme" else {},
        parking=parking(workshop) if what == "parking" else {},
        activity=activity_view(workshop, shown, "board", kinds) if shown and not board.blank else {},
    )
