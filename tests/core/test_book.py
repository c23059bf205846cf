"""Books: what any of the installation's own streams does with a command."""

import msgspec
import pytest

from facilitator.core.book import Book, Pages
from facilitator.core.errors import NewerEntry
from facilitator.core.refusal import Refusal


class Note(msgspec.Struct, frozen=True, tag="Note", tag_field="do"):
    words: str


class Notes(Pages, frozen=True, kw_only=True):
    words: str = ""


def no_shouting(_notes: Notes, command: Note) -> Refusal | None:
    return Refusal("too_loud") if command.words.isupper() else None


BOOK: Book[Notes, Note] = Book(
    "notes", Notes(), [Note], no_shouting, lambda notes, at, name, note: Notes(words=f"{note.words} {at} {name}")
)


def test_a_command_is_folded_with_its_time_and_id() -> None:
    notes, no = BOOK.fold(BOOK.blank, 1, 7, "id", Note("hello"))
    assert (notes, no) == (Notes(seq=1, at=7, words="hello 7 id"), None)


def test_a_refused_command_changes_nothing_but_the_place_and_time_never_goes_back() -> None:
    notes, no = BOOK.fold(Notes(seq=3, at=9, words="here"), 4, 5, "id", Note("HELLO"))
    assert (notes, no) == (Notes(seq=4, at=9, words="here"), Refusal("too_loud"))


def test_a_command_comes_back_from_bytes_and_an_unknown_one_is_newer() -> None:
    assert BOOK.decode(BOOK.encode(Note("hello"))) == Note("hello")
    with pytest.raises(NewerEntry, match="the notes was written by a newer version"):
        BOOK.decode(b'{"do":"Sing"}')
