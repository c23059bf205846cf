"""The owner's own shelf, stream ``library``: own methods and templates, favourites, and how long methods took.

Files are kept as they were written and parsed by whoever reads them: a rule that changes loses no text. Of a
workshop that methods were used in only numbers are noted, under a name that does not lead back to it.
"""

from typing import Annotated

import msgspec

from facilitator.core.book import Book, Pages
from facilitator.core.ids import Id, derived_id
from facilitator.core.refusal import Refusal
from facilitator.core.workshop import BlockRun, Workshop

replace = msgspec.structs.replace

SHELF = "library"
OWN = "own/"  # begins the slug of what is not shipped, so that neither can ever stand in the other's place
MOST_OWN = 500
MOST_FILE_BYTES = 64 * 1024
MOST_FAVOURITES = 1000
MOST_RUNS = 100  # of one workshop
MOST_WORKSHOPS = 2000
DROPPED_KEPT = 20
# A block left on over the coffee or the night tells nothing of its method.
LONGEST_TIMES, LONGEST_OVER = 3, 60

OwnSlug = Annotated[str, msgspec.Meta(pattern="^own/[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
AnySlug = Annotated[str, msgspec.Meta(pattern="^(own/)?[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
FileText = Annotated[str, msgspec.Meta(max_length=MOST_FILE_BYTES)]


class Run(msgspec.Struct, frozen=True):
    """One time a method was used.

    Attributes:
        planned, minutes: What was planned, and what it took.
        people: How many took part in the workshop.
        at: When it began, UTC milliseconds.
    """

    slug: str
    planned: int
    minutes: int
    people: int
    at: int


class ShelfCommand(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", omit_defaults=True):
    """Base of what is asked of the shelf; ``do`` is the class name."""


class KeepMethod(ShelfCommand, frozen=True, tag="KeepMethod"):
    """Puts an own method on the shelf, or another wording in its place.

    Attributes:
        text: TOML as in ``methods/``; empty only where it was taken out of the log.
        shared: Whether co-facilitators on this server may use it.
    """

    slug: OwnSlug
    text: FileText
    shared: bool = False


class DropMethod(ShelfCommand, frozen=True, tag="DropMethod"):
    """Takes an own method off the shelf; kept again it is as it was."""

    slug: OwnSlug


class KeepTemplate(ShelfCommand, frozen=True, tag="KeepTemplate"):
    """Puts an own template on the shelf, or another wording in its place."""

    slug: OwnSlug
    text: FileText


class DropTemplate(ShelfCommand, frozen=True, tag="DropTemplate"):
    """Takes an own template off the shelf; kept again it is as it was."""

    slug: OwnSlug


class SetFavourite(ShelfCommand, frozen=True, tag="SetFavourite"):
    """Marks a method or template as a favourite, or no longer."""

    slug: AnySlug
    on: bool = True


class NoteRuns(ShelfCommand, frozen=True, tag="NoteRuns"):
    """Notes how long the methods of one ended workshop took. ``workshop`` is a name made by `unlinked`."""

    workshop: Id
    runs: Annotated[tuple[Run, ...], msgspec.Meta(max_length=MOST_RUNS)]


SHELF_COMMANDS: tuple[type[ShelfCommand], ...] = (
    KeepMethod,
    DropMethod,
    KeepTemplate,
    DropTemplate,
    SetFavourite,
    NoteRuns,
)


class OwnFile(msgspec.Struct, frozen=True):
    """A method or template as it was written. ``at`` is when it was last kept, UTC milliseconds."""

    text: str
    shared: bool = False
    at: int = 0


Files = dict[str, OwnFile]


class ShelfState(Pages, frozen=True, kw_only=True):
    """Everything folded; files by slug with ``own/`` before it.

    Attributes:
        favourites: Slugs, own and shipped, in the order they were marked; some may be gone from the library.
        runs: By `unlinked` workshop.
        dropped_methods, dropped_templates: What was dropped last, so that it can be brought back.
    """

    methods: Files = msgspec.field(default_factory=dict)
    templates: Files = msgspec.field(default_factory=dict)
    favourites: tuple[str, ...] = ()
    runs: dict[str, tuple[Run, ...]] = msgspec.field(default_factory=dict)
    dropped_methods: Files = msgspec.field(default_factory=dict)
    dropped_templates: Files = msgspec.field(default_factory=dict)

    def runs_of(self, slug: str) -> tuple[Run, ...]:
        """Return how a method went before, the latest first."""
        found = [run for runs in self.runs.values() for run in runs if run.slug == slug]
        return tuple(sorted(found, key=lambda run: run.at, reverse=True))


def unlinked(workshop: str) -> str:
    """Return the name that a workshop's minutes are noted under: they stay when the workshop is deleted."""
    return derived_id("runs", workshop)


def runs_in(workshop: Workshop) -> tuple[Run, ...]:
    """Return how long each block of an ended workshop took that came from a method; skipped ones do not count."""
    people = sum(person.speaks_for for person in workshop.attending.values())
    found = []
    for block in workshop.blocks:
        run = workshop.runs.get(block.id, BlockRun())
        minutes = run.took_minutes
        if block.method and 0 < minutes <= max(
            LONGEST_TIMES * run.planned_minutes, run.planned_minutes + LONGEST_OVER
        ):
            found.append(Run(block.method, run.planned_minutes, minutes, people, run.started_at))
    return tuple(found[:MOST_RUNS])


def refuse_shelf(shelf: ShelfState, command: ShelfCommand) -> Refusal | None:
    """Return why *command* cannot be carried out, or nothing."""
    match command:
        case KeepMethod(slug=slug, text=text):
            return _refuse_file(shelf, shelf.methods, slug, text)
        case KeepTemplate(slug=slug, text=text):
            return _refuse_file(shelf, shelf.templates, slug, text)
        case DropMethod(slug=slug):
            return None if slug in shelf.methods else Refusal("no_such_method")
        case DropTemplate(slug=slug):
            return None if slug in shelf.templates else Refusal("no_such_template")
        case SetFavourite(slug=slug, on=True) if slug not in shelf.favourites:
            full = len(shelf.favourites) >= MOST_FAVOURITES
            return Refusal("too_many", {"most": MOST_FAVOURITES}) if full else None
    return None


def _refuse_file(shelf: ShelfState, files: Files, slug: str, text: str) -> Refusal | None:
    if len(text.encode()) > MOST_FILE_BYTES:
        return Refusal("too_long", {"most": MOST_FILE_BYTES})
    full = slug not in files and len(shelf.methods) + len(shelf.templates) >= MOST_OWN
    return Refusal("too_many", {"most": MOST_OWN}) if full else None


def _change(shelf: ShelfState, at: int, _command_id: str, command: ShelfCommand) -> ShelfState:
    match command:
        case KeepMethod(slug=slug, text=text, shared=shared):
            kept = {**shelf.methods, slug: OwnFile(text, shared, at)}
            return replace(shelf, methods=kept, dropped_methods=_without(shelf.dropped_methods, slug))
        case DropMethod(slug=slug):
            dropped = _dropped(shelf.dropped_methods, slug, shelf.methods[slug], at)
            return replace(shelf, methods=_without(shelf.methods, slug), dropped_methods=dropped)
        case KeepTemplate(slug=slug, text=text):
            kept = {**shelf.templates, slug: OwnFile(text, at=at)}
            return replace(shelf, templates=kept, dropped_templates=_without(shelf.dropped_templates, slug))
        case DropTemplate(slug=slug):
            dropped = _dropped(shelf.dropped_templates, slug, shelf.templates[slug], at)
            return replace(shelf, templates=_without(shelf.templates, slug), dropped_templates=dropped)
        case SetFavourite(slug=slug, on=on):
            others = tuple(other for other in shelf.favourites if other != slug)
            return replace(shelf, favourites=(*others, slug) if on else others)
        case NoteRuns(workshop=workshop, runs=runs):
            noted = {**{key: old for key, old in shelf.runs.items() if key != workshop}, workshop: runs}
            return replace(shelf, runs=dict(list(noted.items())[-MOST_WORKSHOPS:]))
    return shelf


def _without(files: Files, slug: str) -> Files:
    return {key: file for key, file in files.items() if key != slug}


def _dropped(files: Files, slug: str, file: OwnFile, at: int) -> Files:
    """Return the dropped files with one more, whose time is now when it was dropped."""
    return dict([*_without(files, slug).items(), (slug, replace(file, at=at))][-DROPPED_KEPT:])


SHELF_BOOK: Book[ShelfState, ShelfCommand] = Book(SHELF, ShelfState(), SHELF_COMMANDS, refuse_shelf, _change)
