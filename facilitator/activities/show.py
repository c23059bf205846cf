"""Show: a talk, an instruction, a break, a silence. Something to read, with a clock; nobody answers.

Lines may come one by one. A line that has not come yet is on no screen but the desk's.
"""

from typing import Annotated, Literal

import msgspec

from facilitator.core.actors import Doing
from facilitator.core.kind import ActivityCommand, Inputs, Item, Kind, Moment, Sight, Yields
from facilitator.core.refusal import Refusal
from facilitator.core.text import Text, pick

replace = msgspec.structs.replace

MOST_LINES = 200


class ShowSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is shown, and how."""

    style: Annotated[
        Literal["brief", "silent", "break", "energiser"],
        msgspec.Meta(title="What it is", description="A break is in the summary as times only."),
    ] = "brief"
    lines: Annotated[tuple[Text, ...], msgspec.Meta(max_length=50, title="Lines under the prompt")] = ()
    all_lines: Annotated[
        bool, msgspec.Meta(title="Show all lines at once", description="Otherwise you show them one by one.")
    ] = True
    sound: Annotated[bool, msgspec.Meta(title="A sound on the board when the time is up")] = False
    in_summary: Annotated[bool, msgspec.Meta(title="Keep the text in the summary")] = False


class Showing(msgspec.Struct, frozen=True):
    """The lines, and how many of them have come."""

    settings: ShowSettings
    lines: tuple[Item, ...] = ()
    come: int = 0


class NextLine(ActivityCommand, frozen=True, tag_field="do", tag="NextLine"):
    """Shows so many of the lines; fewer takes lines back."""

    line: Annotated[int, msgspec.Meta(ge=0, le=MOST_LINES)]


class LineView(msgspec.Struct, frozen=True):
    """One line; ``weight`` is what an earlier step counted for it, 1 if nothing was counted."""

    text: Text
    sort: int
    weight: int
    shown: bool


class ShowView(msgspec.Struct, frozen=True, tag_field="kind", tag="show"):
    """What is to be read: ``come`` lines ``of`` so many. Only the desk gets lines that have not come."""

    style: str
    sound: bool
    come: int
    of: int
    lines: dict[str, LineView]


class Show(Kind[ShowSettings, Showing]):
    """Something to read, with a clock."""

    name = "show"
    Settings = ShowSettings
    remote_commands = (NextLine,)
    leader_commands = (NextLine,)

    def begin(self, settings: ShowSettings, inputs: Inputs, seed: int) -> Showing:
        """Start with the written lines, and after them what flows in from an earlier step."""
        written = tuple(Item(f"line-{n}", text) for n, text in enumerate(settings.lines))
        lines = (*written, *inputs.items)[:MOST_LINES]
        return Showing(settings, lines, len(lines) if settings.all_lines else 0)

    def refuse(self, state: Showing, command: ActivityCommand, doing: Doing, moment: Moment) -> Refusal | None:
        """A line that is not there cannot be shown."""
        match command:
            case NextLine(line=line) if line > len(state.lines):
                return Refusal("no_such_line", {"most": len(state.lines)})
            case _:
                return None

    def reduce(self, state: Showing, command: ActivityCommand, doing: Doing, moment: Moment) -> Showing:
        """Show lines, or take them back."""
        match command:
            case NextLine(line=line) if line != state.come:
                return replace(state, come=line)
            case _:
                return state

    def inverse(self, before: Showing, command: ActivityCommand, doing: Doing) -> ActivityCommand | None:
        """Lines that came can go again."""
        match command:
            case NextLine(activity=activity):
                return NextLine(activity=activity, line=before.come)
            case _:
                return None

    def board(self, state: Showing, sight: Sight) -> ShowView:
        """Return the lines that have come."""
        return _view(state, state.lines[: state.come])

    def phone(self, state: Showing, sight: Sight) -> ShowView:
        """Return the same as the wall shows."""
        return self.board(state, sight)

    def desk(self, state: Showing, sight: Sight) -> ShowView:
        """Return all lines, so that the leader knows what comes next."""
        return _view(state, state.lines)

    def next_command(self, state: Showing, activity: str) -> ActivityCommand | None:
        """Show the next line, until all have come."""
        return NextLine(activity=activity, line=state.come + 1) if state.come < len(state.lines) else None

    def worth_telling(self, state: Showing) -> bool:
        """A break is in the programme alone, a talk is told only if it is to be kept."""
        return state.settings.in_summary and state.settings.style != "break"

    def summary(self, state: Showing, sight: Sight) -> ShowView:
        """Return the lines that came, if they are to be kept; of a break nothing but that it was."""
        kept = state.settings.in_summary and state.settings.style != "break"
        return _view(state, state.lines[: state.come] if kept else ())

    def tables(self, state: Showing, sight: Sight) -> list[list[str | int | float]]:
        """Return one row a line that is kept, or nothing."""
        header: list[str | int | float] = ["Line"]
        lines = self.summary(state, sight).lines.values()
        return [header] + [[pick(line.text, ())] for line in lines] if lines else []

    def yields(self, state: Showing, moment: Moment) -> Yields:
        """Return the lines, so that what was shown can be voted on or written about."""
        return Yields(items=state.lines, top=state.lines)


kind = Show()


def _view(state: Showing, lines: tuple[Item, ...]) -> ShowView:
    rows = {
        line.id: LineView(line.text, place + 1, line.weight, place < state.come) for place, line in enumerate(lines)
    }
    return ShowView(state.settings.style, state.settings.sound, state.come, len(state.lines), rows)
