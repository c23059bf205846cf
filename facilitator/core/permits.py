"""Who may ask for what: one table of role × command. What is not in it nobody may."""

import msgspec

from facilitator.core import commands as c
from facilitator.core.actors import LEADERS, Role
from facilitator.core.kind import Kinds

_DESK: frozenset[Role] = frozenset({"facilitator", "co"})
_ROOM: frozenset[Role] = frozenset({"room"})
_PEOPLE: frozenset[Role] = frozenset({"participant"})
_LEADERS: frozenset[Role] = frozenset(LEADERS)
_ALL: frozenset[Role] = _LEADERS | _PEOPLE

PERMITS: dict[type[msgspec.Struct], frozenset[Role]] = {
    c.CreateWorkshop: frozenset({"facilitator"}),
    c.EditWorkshop: _DESK,
    c.AddBlock: _DESK,
    c.EditBlock: _DESK,
    c.MoveBlock: _DESK,
    c.RemoveBlock: _DESK,
    c.RestoreBlock: _DESK,
    c.AddStep: _DESK,
    c.EditStep: _DESK,
    c.MoveStep: _DESK,
    c.RemoveStep: _DESK,
    c.RestoreStep: _DESK,
    c.AddBlocks: _DESK,
    c.RemoveBlocks: _DESK,
    c.RestoreBlocks: _DESK,
    c.SetAgenda: _DESK,
    c.SaveVersion: _DESK,
    c.UseVersion: _DESK,
    c.DropVersion: _DESK,
    c.DismissAdvice: _DESK,
    c.CommentPlan: frozenset({"client"}),
    c.SettleComment: _DESK,
    c.Undo: _LEADERS,
    c.Redo: _LEADERS,
    c.StartWorkshop: _DESK,
    c.EndWorkshop: _DESK,
    c.SealWorkshop: _ROOM,
    c.IntroduceLeader: _LEADERS,
    c.OpenActivity: _LEADERS,
    c.QuickQuestion: _DESK,
    c.Reveal: _LEADERS,
    c.CloseActivity: _LEADERS | _ROOM,
    c.EndGrace: _ROOM,
    c.ReopenActivity: _LEADERS,
    c.ReleaseNotes: _ROOM,
    c.SealActivity: _ROOM,
    c.ResetActivity: _DESK,
    c.RestoreRun: _DESK,
    c.AddTime: _LEADERS,
    c.RestoreClock: _LEADERS,
    c.TimeUp: _ROOM,
    c.SkipBlock: _DESK,
    c.UnskipBlock: _DESK,
    c.ShowOnBoard: _LEADERS,
    c.TurnPage: _LEADERS,
    c.BlankBoard: _LEADERS,
    c.FreezeBoard: _LEADERS,
    c.RestPhones: _LEADERS,
    c.ShowOnPhones: _LEADERS,
    c.SetBoardTheme: _LEADERS,
    c.LockDoor: _DESK,
    c.SetSeatLimit: _DESK,
    c.Join: frozenset({"seat"}),
    c.Attend: _ROOM,
    c.SetName: _PEOPLE,
    c.SetTeam: _PEOPLE,
    c.SpeakFor: _PEOPLE,
    c.DescribePerson: _DESK,
    c.MarkDone: _PEOPLE,
    c.NeedMoreTime: _PEOPLE,
    c.ParkIdea: _ALL,
    c.SettleParked: _DESK,
    c.HideParked: _LEADERS,
    c.AskHelp: _PEOPLE,
    c.SettleHelp: _DESK,
    c.ArrangeSummary: _DESK,
}


def may(role: Role, command: type[msgspec.Struct], kinds: Kinds) -> bool:
    """Tell whether *role* may ask for *command*; kinds say themselves which of theirs are for leaders alone."""
    permit = PERMITS.get(command)
    if permit is not None:
        return role in permit
    for kind in kinds.values():
        if command in kind.leader_commands:
            return role in (_LEADERS if command in kind.remote_commands else _DESK)
        if command in kind.commands:
            return role in _PEOPLE or role in _DESK
    return False
