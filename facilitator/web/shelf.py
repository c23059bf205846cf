"""Holds the owner's own shelf: own methods and templates as they parse today, beside those that are shipped."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

import msgspec

from facilitator.core.entry import Entry
from facilitator.core.errors import MethodError
from facilitator.core.kind import Kinds
from facilitator.core.shelf import (
    SHELF_BOOK,
    KeepMethod,
    KeepTemplate,
    NoteRuns,
    SetFavourite,
    ShelfCommand,
    ShelfState,
    runs_in,
    unlinked,
)
from facilitator.core.workshop import Workshop
from facilitator.library.fault import Fault
from facilitator.library.method import Method
from facilitator.library.parse import parse_method, parse_template
from facilitator.library.template import Template
from facilitator.log.contract import Log
from facilitator.web.held import Held
from facilitator.web.sessions import DAY_MS, Chance, Clock

replace = msgspec.structs.replace
Parsed = TypeVar("Parsed", Method, Template)


class Shipped(Protocol):
    """What the pages need of the library that comes with the product."""

    @property
    def methods(self) -> Mapping[str, Method]:
        """Methods by slug."""

    @property
    def templates(self) -> Mapping[str, Template]:
        """Agenda templates by slug."""


class HeldShelf(Held[ShelfState, ShelfCommand]):
    """The shelf of a running server; ``now`` is its state, with files as they were written."""

    def __init__(self, log: Log, clock: Clock, chance: Chance, shipped: Shipped, kinds: Kinds) -> None:
        super().__init__(SHELF_BOOK, log, clock, chance)
        self._shipped = shipped
        self._kinds = kinds
        self._methods: dict[str, tuple[str, Method | Fault]] = {}  # slug → text, and what it says
        self._templates: dict[str, tuple[object, Template | Fault]] = {}  # slug → text and methods, what they say

    def methods(self, *, shared_only: bool = False) -> dict[str, Method]:
        """Return all methods: the shipped ones, then own ones that can be used; *shared_only* of the own."""
        own = {
            slug: method
            for slug, method in self._own_methods().items()
            if isinstance(method, Method) and (self.now.methods[slug].shared or not shared_only)
        }
        return {**self._shipped.methods, **own}

    def templates(self) -> dict[str, Template]:
        """Return all templates: the shipped ones, then own ones that can be used."""
        own = {slug: day for slug, day in self._own_templates().items() if isinstance(day, Template)}
        return {**self._shipped.templates, **own}

    @property
    def method_faults(self) -> dict[str, Fault]:
        """What is wrong with own methods that cannot be used, by slug: today's rules may be newer than they are."""
        return {slug: fault for slug, fault in self._own_methods().items() if isinstance(fault, Fault)}

    @property
    def template_faults(self) -> dict[str, Fault]:
        """What is wrong with own templates that cannot be used, by slug."""
        return {slug: fault for slug, fault in self._own_templates().items() if isinstance(fault, Fault)}

    def _own_methods(self) -> dict[str, Method | Fault]:
        found: dict[str, Method | Fault] = {}
        known, self._methods = self._methods, {}
        for slug, file in self.now.methods.items():
            text, said = known.get(slug, ("", None))
            if said is None or text != file.text:
                said = _said(self.read_method, slug, file.text)
            self._methods[slug] = (file.text, said)
            found[slug] = said
        return found

    def _own_templates(self) -> dict[str, Template | Fault]:
        found: dict[str, Template | Fault] = {}
        known, self._templates = self._templates, {}
        for slug, file in self.now.templates.items():
            # A template copies methods in; the texts of own ones are the same object until one changes.
            made_of = (file.text, self.now.methods)
            old, said = known.get(slug, (None, None))
            if said is None or old != made_of:
                said = _said(self.read_template, slug, file.text)
            self._templates[slug] = (made_of, said)
            found[slug] = said
        return found

    def read_method(self, slug: str, text: str) -> Method:
        """Return the method that *text* tells of, under *slug*.

        Raises:
            MethodError: If it tells of none.
        """
        return replace(parse_method(f"{slug}.toml", text, self._kinds), slug=slug)

    def read_template(self, slug: str, text: str) -> Template:
        """Return the template that *text* tells of, under *slug*, made of all methods.

        Raises:
            MethodError: If it tells of none.
        """
        return replace(parse_template(f"{slug}.toml", text, self.methods(), self._kinds), slug=slug)

    async def note_runs(self, workshop_id: str, workshop: Workshop) -> None:
        """Note how long methods took in a workshop that has ended; nothing is kept if nothing changed."""
        if workshop.phase != "ended" or workshop.pretend:
            return
        name, runs = unlinked(workshop_id), runs_in(workshop)
        if runs != self.now.runs.get(name, ()):
            await self.submit(NoteRuns(workshop=name, runs=runs))

    async def take_in(self, entries: Sequence[Entry]) -> None:
        """Add from another shelf's entries what is not here. What is here is never overwritten."""
        there, here = folded(entries), self.now
        wanted: list[ShelfCommand] = [
            *(
                KeepMethod(slug=slug, text=file.text, shared=file.shared)
                for slug, file in there.methods.items()
                if slug not in here.methods
            ),
            *(
                KeepTemplate(slug=slug, text=file.text)
                for slug, file in there.templates.items()
                if slug not in here.templates
            ),
            *(SetFavourite(slug=slug) for slug in there.favourites if slug not in here.favourites),
            *(NoteRuns(workshop=name, runs=runs) for name, runs in there.runs.items() if name not in here.runs),
        ]
        for command in wanted:
            await self.submit(command)

    async def tidy(self, now: int) -> None:
        """Take out of the log what is no longer on the shelf: old wordings, and what was dropped a day ago."""
        files = (self.now.methods, self.now.templates, self.now.dropped_methods, self.now.dropped_templates)
        fresh = {
            (slug, file.text)
            for place, shelf in enumerate(files)
            for slug, file in shelf.items()
            if place < 2 or now - file.at < DAY_MS
        }

        def bare(command: ShelfCommand) -> ShelfCommand:
            match command:
                case KeepMethod(slug=slug, text=text) | KeepTemplate(slug=slug, text=text):
                    return command if (slug, text) in fresh else replace(command, text="")
            return command

        if await self.redact(bare):
            self.close()
            await self.open()


def folded(entries: Sequence[Entry]) -> ShelfState:
    """Return the shelf that *entries* fold into.

    Raises:
        NewerEntry: If a newer version of this product wrote one.
    """
    shelf = SHELF_BOOK.blank
    for entry in entries:
        shelf, _ = SHELF_BOOK.fold(shelf, entry.seq, entry.at, entry.id, SHELF_BOOK.decode(entry.command))
    return shelf


def _said(read: Callable[[str, str], Parsed], slug: str, text: str) -> Parsed | Fault:
    try:
        return read(slug, text)
    except MethodError as wrong:
        fault: Fault = wrong.args[0]
        return fault
