"""Writes a release's vectors: logs of played days and of the shelf, and the hash of the state that each folds to.

    python -m tests.vectors.make             new vectors for the version in pyproject.toml
    python -m tests.vectors.make --restate   the same logs, new hashes: after the state has got a new field

The logs of a released version are never made anew: they are what people have on their disks.
"""

import hashlib
import random
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from facilitator.activities.cluster import (
    AddHeading,
    MergeHeadings,
    MergeNotes,
    PlaceNotes,
    RestoreHeading,
    SplitNote,
    TakeBackHeading,
)
from facilitator.activities.collect import PostNote
from facilitator.activities.consent import EditProposal, SortProposals, TakeStance
from facilitator.activities.form import AddPaperForm
from facilitator.activities.rate import AddStatement, SortRatings
from facilitator.activities.round import NextTurn
from facilitator.activities.vote import AddOption, CloseList, ProposeOption, TakeBackOption, WithdrawOption
from facilitator.core import commands as c
from facilitator.core.actors import Doing
from facilitator.core.agenda import Block, Identity, Source, Step
from facilitator.core.entry import Entry
from facilitator.core.ids import derived_id
from facilitator.core.kind import Inputs, Item, Present
from facilitator.core.reduce import fold
from facilitator.core.shelf import (
    SHELF_BOOK,
    DropMethod,
    DropTemplate,
    KeepMethod,
    KeepTemplate,
    NoteRuns,
    Run,
    SetFavourite,
    ShelfCommand,
    ShelfState,
    unlinked,
)
from facilitator.core.workshop import Workshop
from tests.laws.days import Day
from tests.stories import CO, CODEC, FACILITATOR, KINDS, REMOTE, ROOM, Story, made_id

HERE = Path(__file__).parent
PLAYED: tuple[Identity, ...] = ("anonymous", "nickname", "named")
START = 1_700_000_000_000
THINGS_IN_A_KIND = 40
THINGS_IN_A_TURN = 160
# Commands that mean something only under these settings.
PHASES = [
    {"title": {"en": "Case"}, "minutes": 3, "who": "presenter"},
    {"title": {"en": "Ideas"}, "minutes": 2, "who": "others", "note": True},
    {"title": {"en": "Close"}, "minutes": 1, "who": "all"},
]
TURNS: tuple[dict[str, dict[str, Any]], ...] = (
    {
        "collect": {"pass_on": 4, "columns": [], "max_notes": 0},
        "round": {"order": "phases", "phases": PHASES, "notes": True},
        "vote": {"own_ideas": 3},
        "rate": {"sample": 2},
        "groups": {"how": "chosen", "rounds": 3, "writes": "everyone"},
        "consent": {"one_by_one": True},
    },
    {
        "round": {"order": "rings", "notes": True},
        "vote": {"coverage": 1},
        "groups": {"how": "random", "rounds": 4, "writes": "everyone"},
    },
    {"round": {"order": "list", "notes": True}},
    {"round": {"order": "volunteers", "notes": True}},
)


class Log(msgspec.Struct, frozen=True):
    """A stream and what it folds to: ``state`` is the sha256 of the state as JSON with sorted keys."""

    name: str
    state: str
    entries: tuple[Entry, ...]


class Vector(msgspec.Struct, frozen=True):
    """What one release left behind."""

    version: str
    logs: tuple[Log, ...]


def folded(entries: Sequence[Entry]) -> Workshop:
    """Fold the entries from nothing, as a room does that opens."""
    workshop = Workshop()
    for entry in entries:
        doing = Doing(entry.by, entry.at, entry.id, entry.seed)
        workshop, _ = fold(workshop, entry.seq, CODEC.decode_kept(entry.command), doing, KINDS)
    return workshop


def folded_shelf(entries: Sequence[Entry]) -> ShelfState:
    """Fold the shelf's entries from nothing, as a server does that starts."""
    shelf = ShelfState()
    for entry in entries:
        shelf, _ = SHELF_BOOK.fold(shelf, entry.seq, entry.at, entry.id, SHELF_BOOK.decode(entry.command))
    return shelf


def folded_by(path: Path) -> Callable[[Sequence[Entry]], Workshop | ShelfState]:
    """Return what folds the logs in the file at *path*."""
    return folded_shelf if path.name.startswith(f"{SHELF_BOOK.stream}-") else folded


def state_hash(state: Workshop | ShelfState) -> str:
    """Return the hash of a state, the same in every process."""
    return hashlib.sha256(msgspec.json.encode(state, order="deterministic")).hexdigest()


def version() -> str:
    """Return the release line, such as ``0.1``, from pyproject.toml."""
    project = tomllib.loads((HERE.parents[1] / "pyproject.toml").read_text())["project"]
    return ".".join(project["version"].split(".")[:2])


def a_led_day() -> Story:
    """Play a day in which everything happens that leaders, the room and people can do beside the kinds' own."""
    story = Story(languages=("fi", "sv"), day="2031-02-03", expected=20, template="kehittamispaiva")
    _plan(story)
    early = _ask_before(story)
    story.start()
    story.do(c.Attend(person=early[2:]), ROOM)
    liisa, mikko = story.join("Liisa", language="fi"), story.join("Mikko", nickname="mk", seat="z/shared")
    _lead(story, liisa, mikko)
    _end(story, liisa)
    return story


def _plan(story: Story) -> None:
    story.do(c.EditWorkshop(client="Asiakas", place="Turku", aim={"fi": "Selkeys"}, intro={"fi": "Kiitos"}))
    first = story.add_block(
        Step(id="a", kind="collect", identity="anonymous", prompt={"fi": "Mikä toimii?"}),
        Step(id="b", kind="collect", identity="named", source=Source("a", "top", 3)),
        title={"fi": "Aloitus"},
    )
    pause = story.add_block(title={"fi": "Tauko"}, is_break=True, fixed_at=600)
    story.do(c.EditBlock(block=pause, minutes=20, note="kahvit tilattu"), CO)
    story.do(c.MoveBlock(block=pause), CO)
    story.do(c.Undo(), CO)
    story.do(c.RemoveBlock(block=pause))
    story.do(c.RestoreBlock(block=pause))
    extra = story.do(c.AddStep(block=pause, step=Step(id="x", kind="collect")))
    story.do(c.EditStep(step=extra, minutes=0.5, settings={"max_notes": 3}, source=None))
    story.do(c.MoveStep(step=extra, block=first))
    step = story.workshop.find_step(extra)
    assert step is not None
    story.do(c.RemoveStep(step=extra))
    story.do(c.RestoreStep(step=step[1], block=first))
    story.do(c.RemoveStep(step=extra))
    _draft(story, first)


def _ask_before(story: Story) -> str:
    """Ask something before the day; return who answers it at home."""
    asked = story.plan("form", identity="named", settings={"when": "before"})
    story.do(c.EditBlock(block=story.workshop.blocks[-1].id, before=True))
    story.do(c.OpenActivity(step=asked))
    return story.join("Kaarina", seat="z/home")


def _draft(story: Story, first: str) -> None:
    """What goes with a plan: versions, a pasted table, several days, tracks, a client's comment, advice, redo."""
    story.do(c.EditWorkshop(result={"fi": "Sopimus"}, decides={"fi": "Johto"}, contact="Maija"))
    version = story.do(c.SaveVersion(name="Asiakkaalle"))
    rows = (
        Block(id="", minutes=0, new_day=True, fixed_at=510, date="2031-02-04"),
        Block(id="", title={"fi": "Punaiset"}, track="Punaiset", lead="Olli", goal={"fi": "Yhteinen kuva"}),
        Block(id="", title={"fi": "Siniset"}, track="Siniset", is_buffer=True),
    )
    pasted = story.do(c.AddBlocks(blocks=rows, after=first))
    made = tuple(derived_id(pasted, str(n)) for n in range(len(rows)))
    story.do(c.RemoveBlocks(blocks=made[1:]))
    story.do(c.RestoreBlocks(blocks=made[1:]))
    story.do(c.Undo())
    story.do(c.Redo())
    story.do(c.UseVersion(version=version))
    story.do(c.SetAgenda(agenda=story.workshop.blocks, starts=525))
    story.do(c.DropVersion(version=version))
    comment = story.do(c.CommentPlan(block=first, name="Maija", text="Voiko alkaa aiemmin?"), "k/client")
    story.do(c.SettleComment(comment=comment))
    story.do(c.DismissAdvice(advice="slack"))


def _lead(story: Story, liisa: str, mikko: str) -> None:
    quiet, named = story.steps_of(story.workshop.blocks[0].id)
    story.do(c.OpenActivity(step=quiet))
    for number in range(4):
        story.do(PostNote(activity=quiet, text=f"salaa {number}"), story.pseudonym(number))
    story.do(c.ReleaseNotes(activity=quiet), ROOM)
    story.do(c.MarkDone(activity=quiet), story.pseudonym(1))
    story.do(c.NeedMoreTime(activity=quiet), story.pseudonym(2))
    story.do(c.TimeUp(activity=quiet, ends_at=story.activity(quiet).ends_at), ROOM)
    story.do(c.AddTime(activity=quiet, minutes=5), REMOTE)
    story.do(c.Undo(), REMOTE)
    story.do(c.RestoreClock(activity=quiet, ends_at=story.at + 60_000, time_up=False, block_minutes=12))
    story.later(minutes=6)
    story.do(c.CloseActivity(activity=quiet))
    story.try_to(c.CloseActivity(activity=quiet), CO)  # a race that was lost
    story.do(c.EndGrace(activity=quiet), ROOM)
    story.do(c.ReopenActivity(activity=quiet))
    story.do(c.OpenActivity(step=named))
    story.do(c.EndGrace(activity=quiet), ROOM)
    story.do(c.SealActivity(activity=quiet), ROOM)
    story.do(PostNote(activity=named, text="ensin"), liisa)
    story.do(c.ResetActivity(activity=named))
    story.do(c.RestoreRun(activity=named))
    story.do(c.Reveal(activity=named))
    story.do(c.QuickQuestion(prompt={"fi": "Jatketaanko?"}, kind="collect", identity="nickname"))
    story.do(PostNote(activity=story.workshop.current, text="joo"), mikko)
    story.do(c.SpeakFor(people=5), liisa)
    later = story.add_block()
    story.do(c.SkipBlock(block=later))
    story.do(c.UnskipBlock(block=later))
    story.do(c.SkipBlock(block=later))
    for command in (
        c.ShowOnBoard(what="activity", activity=named),
        c.TurnPage(page=1),
        c.BlankBoard(on=True),
        c.FreezeBoard(on=True),
        c.RestPhones(on=True),
        c.ShowOnPhones(on=True),
        c.IntroduceLeader(name="Anna"),
        c.EditWorkshop(teams=("Itä", "Länsi")),
        c.DescribePerson(person=liisa[2:], team="Itä", manager=True),
        c.SetBoardTheme(theme="dark"),
        c.LockDoor(on=True),
        c.SetSeatLimit(most=60),
    ):
        story.do(command)


def _end(story: Story, liisa: str) -> None:
    story.do(c.SetTeam(team="Länsi"), liisa)
    idea = story.do(c.ParkIdea(text="kahvihuone"), liisa)
    story.do(c.SettleParked(parked=idea, outcome="owner", owner="Mikko"))
    story.do(c.HideParked(parked=idea))
    story.do(c.Undo())
    story.do(c.SettleHelp(request=story.do(c.AskHelp(text="en näe"), liisa)))
    story.later(minutes=30)
    story.do(c.EndWorkshop())
    story.do(c.SealWorkshop(), ROOM)
    activity = next(iter(story.workshop.activities))
    story.do(c.ArrangeSummary(activity=activity, hidden=True, comment="vain meille"))


def a_day_of_sorting() -> Story:
    """Play what leaders do and take back while notes are grouped and options are mended."""
    story = Story()
    notes = tuple(made_id("note", n) for n in range(4))
    brought = Inputs(tuple(Item(note, {"": note[:3]}) for note in notes))
    wall = story.open("cluster", inputs=brought)
    one = story.do(AddHeading(activity=wall, text={"fi": "Arki"}, notes=notes[:2]))
    two = story.do(AddHeading(activity=wall, text={"fi": "Juhla"}, notes=notes[2:]))
    story.do(MergeNotes(activity=wall, notes=notes[:1], into=notes[1]))
    story.do(SplitNote(activity=wall, note=notes[0]))
    story.do(MergeHeadings(activity=wall, heading=one, into=two))
    story.do(RestoreHeading(activity=wall, heading=one, notes=notes[:2], into=two))
    three = story.do(AddHeading(activity=wall, text={"fi": "Turha"}))
    story.do(TakeBackHeading(activity=wall, heading=three))
    story.do(PlaceNotes(activity=wall, notes=notes[:1], heading=two))
    story.do(c.Undo())
    vote = story.open("vote", settings={"options": [{"fi": "Kyllä"}, {"fi": "Ei"}]})
    option = story.do(AddOption(activity=vote, text={"fi": "Ehkä"}))
    story.do(TakeBackOption(activity=vote, option=option))
    return story


def a_day_of_asking() -> Story:
    """Play what leaders add, sort and take back while people rate, choose, support and fill in."""
    story = Story()
    rate = story.open("rate", settings={"statements": [{"fi": "Uskalletaan pyytää apua"}]})
    story.do(AddStatement(activity=rate, text={"fi": "Tieto kulkee"}))
    _take_back(story)
    story.do(SortRatings(activity=rate, by="mean"))
    vote = story.open("vote", settings={"own_ideas": 2})
    liisa = story.join("Liisa")
    story.do(ProposeOption(activity=vote, text="Oma ehdotus"), liisa)
    own = story.do(ProposeOption(activity=vote, text="Toinen"), liisa)
    story.do(WithdrawOption(activity=vote, option=own), liisa)
    story.do(CloseList(activity=vote))
    consent = story.open("consent", settings={"proposals": [{"fi": "Kokous alkaa ajallaan"}], "scale": "fist"})
    proposal = next(iter(story.activity(consent).state.proposals))
    story.do(TakeStance(activity=consent, proposal=proposal, version=1, level=3), liisa)
    story.do(EditProposal(activity=consent, proposal=proposal, text={"fi": "Kokous alkaa tasan"}))
    _take_back(story)
    story.do(SortProposals(activity=consent, by="support"))
    form = story.open("form", settings={"questions": [{"text": {"fi": "Arvio"}, "ask": "scale"}]})
    question = next(iter(story.activity(form).state.questions))
    story.do(AddPaperForm(activity=form, numbers={question: 4}))
    _take_back(story)
    turns = story.plan("round", settings={"order": "list"})
    people = (Present(liisa), Present(story.join("Mikko")))
    story.do(c.OpenActivity(step=turns, inputs=Inputs(people=people)))
    story.do(NextTurn(activity=turns))
    _take_back(story)
    return story


def _take_back(story: Story) -> None:
    story.do(story.workshop.undo[FACILITATOR][-1].inverse)


def a_day_by_chance(identity: Identity, turn: int = 0) -> list[Entry]:
    """Play every kind there is by chance, the same each time; other *turn*s under other settings."""
    day = Day(identity, **(TURNS[turn - 1] if turn else {}))
    things = THINGS_IN_A_TURN if turn else THINGS_IN_A_KIND
    for _ in day.play(random.Random(f"vector {identity} {turn}" if turn else f"vector {identity}"), things):
        pass
    day.must("f/leader", c.EndWorkshop())
    return [
        Entry(seq, doing.at, doing.by, doing.id, doing.seed, msgspec.Raw(CODEC.encode(command)))
        for seq, (command, doing) in enumerate(day.entries, 1)
    ]


def a_shelf() -> list[Entry]:
    """Keep, drop and bring back methods and templates, mark favourites, and note minutes; some of it refused."""
    spring, autumn = (unlinked(made_id("workshop", n)) for n in range(2))
    commands: list[ShelfCommand] = [
        KeepMethod(slug="own/kierros", text='name.fi = "Kierros"\n'),
        KeepMethod(slug="own/kierros", text='name.fi = "Iso kierros"\n', shared=True),
        KeepMethod(slug="own/turha", text=""),
        KeepTemplate(slug="own/kierros", text='name.sv = "Vår dag"\n'),
        KeepTemplate(slug="own/syksy", text='name.en = "Autumn"\n'),
        SetFavourite(slug="own/kierros"),
        SetFavourite(slug="roti"),
        SetFavourite(slug="opera"),
        SetFavourite(slug="roti", on=False),
        SetFavourite(slug="own/kierros"),
        NoteRuns(workshop=spring, runs=(Run("roti", 5, 4, 18, START), Run("own/kierros", 10, 14, 18, START))),
        NoteRuns(workshop=autumn, runs=(Run("roti", 5, 6, 30, START + 60_000),)),
        NoteRuns(workshop=spring, runs=(Run("roti", 5, 7, 18, START),)),
        DropMethod(slug="own/turha"),
        DropMethod(slug="own/turha"),  # a race that was lost
        DropMethod(slug="own/kierros"),
        KeepMethod(slug="own/kierros", text='name.fi = "Iso kierros"\n', shared=True),
        DropTemplate(slug="own/syksy"),
    ]
    return [
        Entry(seq, START + seq * 1000, ROOM, made_id("shelf", seq), seq, msgspec.Raw(SHELF_BOOK.encode(command)))
        for seq, command in enumerate(commands, 1)
    ]


def made_shelf() -> Vector:
    """Return the shelf's vector of the present version."""
    entries = a_shelf()
    return Vector(version(), (Log("kept", state_hash(folded_shelf(entries)), tuple(entries)),))


def made() -> Vector:
    """Return the vector of the present version."""
    streams = {"led": a_led_day().entries, "sorted": a_day_of_sorting().entries}
    streams |= {"asked": a_day_of_asking().entries}
    streams |= {f"by chance, {mode}": a_day_by_chance(mode) for mode in PLAYED}
    streams |= {f"by chance, turn {turn}": a_day_by_chance("named", turn) for turn in range(1, len(TURNS) + 1)}
    return Vector(version(), tuple(stated(name, entries) for name, entries in streams.items()))


def stated(name: str, entries: Sequence[Entry]) -> Log:
    """Return the log with the hash of what it folds to now."""
    return Log(name, state_hash(folded(entries)), tuple(entries))


def written(vector: Vector) -> str:
    """Return the vector as JSON with an entry a line, so that a difference can be read."""
    logs = []
    for log in vector.logs:
        lines = ",\n".join(msgspec.json.encode(entry).decode() for entry in log.entries)
        name = msgspec.json.encode(log.name).decode()
        logs.append(f'{{"name":{name},"state":"{log.state}","entries":[\n{lines}\n]}}')
    return f'{{"version":"{vector.version}","logs":[\n' + ",\n".join(logs) + "\n]}\n"


def read(path: Path) -> Vector:
    """Return the vector that the file at *path* holds."""
    return msgspec.json.decode(path.read_bytes(), type=Vector)


def restated(path: Path) -> Vector:
    """Return the vector at *path* with the hashes of now."""
    old, fold_all = read(path), folded_by(path)
    logs = (msgspec.structs.replace(log, state=state_hash(fold_all(log.entries))) for log in old.logs)
    return Vector(old.version, tuple(logs))


def main(arguments: Sequence[str]) -> None:
    """Write the present version's vector, or restate all that there are."""
    if "--restate" in arguments:
        for path in sorted(HERE.glob("*.json")):
            path.write_text(written(restated(path)))
    else:
        (HERE / f"log-{version()}.json").write_text(written(made()))
        (HERE / f"{SHELF_BOOK.stream}-{version()}.json").write_text(written(made_shelf()))


if __name__ == "__main__":
    main(sys.argv[1:])
