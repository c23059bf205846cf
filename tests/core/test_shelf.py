"""The shelf: what the owner's own methods, favourites and minutes fold into."""

import msgspec
import pytest

from facilitator.core.agenda import Block
from facilitator.core.errors import NewerEntry
from facilitator.core.ids import derived_id
from facilitator.core.refusal import Refusal
from facilitator.core.shelf import (
    DROPPED_KEPT,
    MOST_FILE_BYTES,
    MOST_OWN,
    MOST_WORKSHOPS,
    SHELF_BOOK,
    SHELF_COMMANDS,
    DropMethod,
    DropTemplate,
    KeepMethod,
    KeepTemplate,
    NoteRuns,
    OwnFile,
    Run,
    SetFavourite,
    ShelfCommand,
    ShelfState,
    refuse_shelf,
    runs_in,
    unlinked,
)
from facilitator.core.workshop import BlockRun, Person, Workshop

SPRING, AUTUMN = derived_id("spring"), derived_id("autumn")
MINUTE = 60_000


def folded(*commands: ShelfCommand) -> ShelfState:
    shelf = ShelfState()
    for seq, command in enumerate(commands, 1):
        shelf, no = SHELF_BOOK.fold(shelf, seq, seq * 1000, derived_id(str(seq)), command)
        assert no is None, no
    return shelf


def test_a_method_kept_twice_has_its_last_wording() -> None:
    shelf = folded(KeepMethod(slug="own/opera", text="a"), KeepMethod(slug="own/opera", text="b", shared=True))
    assert shelf.methods == {"own/opera": OwnFile("b", True, 2000)}


def test_methods_and_templates_of_one_name_stand_side_by_side() -> None:
    shelf = folded(KeepMethod(slug="own/day", text="m"), KeepTemplate(slug="own/day", text="t"))
    assert (shelf.methods["own/day"].text, shelf.templates["own/day"].text) == ("m", "t")


@pytest.mark.parametrize("slug", ["opera", "own/", "own/Opera", "own/a/b", "../opera", "own/a--b"])
def test_nothing_can_be_kept_under_a_shipped_slug_or_none(slug: str) -> None:
    kept = msgspec.json.encode({"do": "KeepMethod", "slug": slug, "text": "x"})
    with pytest.raises(NewerEntry):
        SHELF_BOOK.decode(kept)


def test_what_is_dropped_can_be_kept_again_as_it_was() -> None:
    shelf = folded(
        KeepMethod(slug="own/opera", text="a", shared=True),
        KeepTemplate(slug="own/day", text="t"),
        DropMethod(slug="own/opera"),
        DropTemplate(slug="own/day"),
    )
    assert (shelf.methods, shelf.templates) == ({}, {})
    assert shelf.dropped_methods == {"own/opera": OwnFile("a", True, 3000)}
    assert shelf.dropped_templates == {"own/day": OwnFile("t", False, 4000)}
    again, _ = SHELF_BOOK.fold(shelf, 5, 5000, SPRING, KeepMethod(slug="own/opera", text="a", shared=True))
    assert (again.dropped_methods, again.methods["own/opera"].text) == ({}, "a")


def test_only_the_last_dropped_files_can_be_brought_back() -> None:
    commands: list[ShelfCommand] = []
    for n in range(DROPPED_KEPT + 3):
        commands += [KeepMethod(slug=f"own/m{n}", text="x"), DropMethod(slug=f"own/m{n}")]
    assert next(iter(folded(*commands).dropped_methods)) == "own/m3"


def test_what_is_not_there_cannot_be_dropped() -> None:
    assert refuse_shelf(ShelfState(), DropMethod(slug="own/opera")) == Refusal("no_such_method")
    assert refuse_shelf(ShelfState(), DropTemplate(slug="own/opera")) == Refusal("no_such_template")


def test_the_shelf_is_bounded_in_files_and_in_bytes() -> None:
    files = {f"own/m{n}": OwnFile("x") for n in range(MOST_OWN - 1)}
    full = ShelfState(methods=files, templates={"own/t": OwnFile("x")})
    assert refuse_shelf(full, KeepMethod(slug="own/new", text="x")) == Refusal("too_many", {"most": MOST_OWN})
    assert refuse_shelf(full, KeepMethod(slug="own/m1", text="y")) is None
    long = "ä" * (MOST_FILE_BYTES // 2 + 1)
    assert refuse_shelf(ShelfState(), KeepTemplate(slug="own/t", text=long)) == Refusal(
        "too_long", {"most": MOST_FILE_BYTES}
    )


def test_a_favourite_is_marked_once_and_unmarked() -> None:
    shelf = folded(SetFavourite(slug="opera"), SetFavourite(slug="own/opera"), SetFavourite(slug="opera"))
    assert shelf.favourites == ("own/opera", "opera")
    shelf, _ = SHELF_BOOK.fold(shelf, 4, 4000, SPRING, SetFavourite(slug="opera", on=False))
    assert shelf.favourites == ("own/opera",)


def test_minutes_noted_twice_count_once_and_the_latest_come_first() -> None:
    early, late = Run("opera", 20, 18, 12, 100), Run("opera", 20, 26, 40, 900)
    shelf = folded(
        NoteRuns(workshop=unlinked(SPRING), runs=(early, Run("roti", 5, 4, 12, 200))),
        NoteRuns(workshop=unlinked(AUTUMN), runs=(late,)),
        NoteRuns(workshop=unlinked(SPRING), runs=(early,)),
    )
    assert shelf.runs_of("opera") == (late, early)
    assert shelf.runs_of("roti") == ()


def test_of_very_many_workshops_the_oldest_minutes_go() -> None:
    run = (Run("opera", 20, 18, 12, 100),)
    shelf = ShelfState(runs={str(n): run for n in range(MOST_WORKSHOPS)})
    shelf, _ = SHELF_BOOK.fold(shelf, 1, 0, SPRING, NoteRuns(workshop=SPRING, runs=run))
    assert len(shelf.runs) == MOST_WORKSHOPS
    assert "0" not in shelf.runs


def test_minutes_are_counted_of_methods_that_ran_and_of_no_others() -> None:
    def ran(start: int, minutes: float, planned: int = 20, skipped: bool = False) -> BlockRun:
        return BlockRun(start, start + int(minutes * MINUTE), skipped, planned)

    blocks = {
        "opera": ran(5, 26),
        "skipped": ran(6, 10, skipped=True),
        "passed": ran(7, 0.2),
        "overnight": ran(8, 16 * 60),
        "unended": BlockRun(9, 0, False, 20),
        "never": BlockRun(),
    }
    workshop = Workshop(
        blocks=(*(Block(id=name, method=name) for name in blocks), Block(id="talk")),
        runs={**blocks, "talk": ran(1, 20)},
        people={"a": Person("s1", 1), "b": Person("s2", 2, speaks_for=3)},
    )
    assert runs_in(workshop) == (Run("opera", 20, 26, 4, 5),)


def test_noted_minutes_do_not_name_their_workshop() -> None:
    assert unlinked(SPRING) != SPRING
    assert SPRING.encode() not in SHELF_BOOK.encode(NoteRuns(workshop=unlinked(SPRING), runs=()))


@pytest.mark.parametrize("command", SHELF_COMMANDS)
def test_every_command_says_its_name_and_comes_back_from_bytes(command: type[ShelfCommand]) -> None:
    facts = {"slug": "own/opera", "text": "x", "workshop": SPRING, "runs": (Run("opera", 1, 2, 3, 4),)}
    asked = command(**{name: value for name, value in facts.items() if name in command.__struct_fields__})
    assert msgspec.json.decode(SHELF_BOOK.encode(asked))["do"] == command.__name__
    assert SHELF_BOOK.decode(SHELF_BOOK.encode(asked)) == asked
