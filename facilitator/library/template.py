"""A template: a whole day, timed, with its methods copied in. Choosing it makes a workshop of it."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, UnsetType

from facilitator.core.agenda import Block, Destination, Identity, Label, Minutes, Slot, Source, Step, timetable
from facilitator.core.commands import CreateWorkshop
from facilitator.core.ids import derived_id
from facilitator.core.text import Text, pick
from facilitator.library.method import People, Slug, Theme, WrittenCompany, WrittenSource, in_languages, renamed

replace = msgspec.structs.replace

MOST_SHOWN = 12  # answers to the pre-question that the opening shows
# The facilitator's words, not the screen's: so the copied block is called in each of the workshop's languages.
_PRE_QUESTION: Text = {"fi": "Ennakkokysymys", "sv": "Förhandsfråga", "en": "Pre-question"}
_ANSWERED: Text = {
    "fi": "Näin vastasitte ennakkoon",
    "sv": "Det här svarade ni på förhand",
    "en": "What you answered beforehand",
}

Clock = Annotated[str, msgspec.Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]


# --- as written in a file --------------------------------------------------------------------------------


class WrittenChange(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"source": "from"}
):
    """``[[blocks.steps]]``: a step of its own, or what differs from the method's step of the same name."""

    name: Slug
    kind: str | UnsetType = UNSET
    minutes: Minutes | UnsetType = UNSET
    prompt: Text | UnsetType = UNSET
    help: Text | UnsetType = UNSET
    identity: Identity | UnsetType = UNSET
    destination: Destination | UnsetType = UNSET
    settings: dict[str, Any] | UnsetType = UNSET
    source: WrittenSource | UnsetType = UNSET
    company: WrittenCompany | UnsetType = UNSET


class WrittenBlock(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename={"is_break": "break", "is_buffer": "buffer"},
):
    """``[[blocks]]``: a method's run, steps of its own, a break, or a line between two days.

    Attributes:
        like: Slug of the method that the block's own steps were copied from once; nothing more is copied.
    """

    minutes: Annotated[int, msgspec.Meta(ge=0, le=24 * 60)]
    key: Slug | UnsetType = UNSET
    title: Text = {}
    fixed_at: Clock | UnsetType = UNSET
    method: str = ""
    like: Annotated[str, msgspec.Meta(max_length=64)] = ""
    only: tuple[str, ...] = ()
    steps: tuple[WrittenChange, ...] = ()
    is_break: bool = False
    mandatory: bool = False
    is_buffer: bool = False
    before: bool = False
    new_day: bool = False
    track: Label = ""
    lead: Label = ""
    goal: Text = {}
    note: Text = {}
    materials: Text = {}


class WrittenTemplate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file ``methods/templates/<slug>.toml``."""

    name: Text
    aim: Text
    output: Text
    pre_question: Text
    people: tuple[People, People]
    themes: tuple[Theme, ...] = ()
    starts: Clock
    ends: Clock
    blocks: Annotated[tuple[WrittenBlock, ...], msgspec.Meta(min_length=1, max_length=100)]


# --- as it is used ---------------------------------------------------------------------------------------


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """A day's agenda.

    Attributes:
        aim: What the day is for; may become the workshop's aim.
        output: What people leave with.
        pre_question: To be asked a week before.
        themes: What it is proposed for; without any it is only chosen by hand.
        starts, ends: Minutes from midnight.
        blocks: Ids are the keys in the file, of steps ``key.name``.
        notes: The facilitator's note to self, a text for each block.
    """

    slug: str
    name: Text
    aim: Text
    output: Text
    pre_question: Text
    people: tuple[int, int]
    starts: int
    ends: int
    blocks: tuple[Block, ...]
    notes: tuple[Text, ...]
    themes: tuple[Theme, ...] = ()

    @property
    def timetable(self) -> tuple[Slot, ...]:
        """When each block is on."""
        return timetable(self.blocks, self.starts)

    def to_command(
        self, languages: Sequence[str], *, seed: str, title: Text | None = None, day: str = ""
    ) -> CreateWorkshop:
        """Return the command that makes a workshop of this day.

        Args:
            languages: Those the workshop speaks, the first of them first; notes to self are in that one.
            seed: Any id; all ids of blocks and steps follow from it. The command's own id is a good one.
            title: Of the workshop; the template's name if none is given.
            day: ISO date, or nothing yet.
        """
        new_id = {step.id: derived_id(seed, step.id) for block in self.blocks for step in block.steps}
        blocks = tuple(
            replace(
                in_languages(block, languages),
                id=derived_id(seed, block.id),
                steps=tuple(in_languages(renamed(step, new_id), languages) for step in block.steps),
                note=pick(note, languages),
            )
            for block, note in zip(self.blocks, self.notes, strict=True)
        )
        return CreateWorkshop(
            title=title or in_languages(self.name, languages),
            languages=tuple(languages),
            day=day,
            starts=self.starts,
            blocks=asked_before(blocks, in_languages(self.pre_question, languages), languages, seed),
            template=self.slug,
            aim=in_languages(self.aim, languages),
            result=in_languages(self.output, languages),
        )


def asked_before(
    blocks: tuple[Block, ...], question: Text, languages: Sequence[str], seed: str
) -> tuple[Block, ...]:
    """Return the day with *question* asked before it, and what people answered shown as it opens.

    Where nobody is asked after all, the day passes over what would have shown the answers.
    """
    if not question or not blocks:
        return blocks
    form = Step(
        id=derived_id(seed, "before", "form"),
        kind="form",
        prompt=question,
        minutes=0,
        settings={"when": "before"},
    )
    answers = Step(
        id=derived_id(seed, "before", "answers"),
        kind="show",
        prompt=in_languages(_ANSWERED, languages),
        minutes=0,
        source=Source(form.id, "items", MOST_SHOWN),
    )
    asked = Block(
        id=derived_id(seed, "before"),
        title=in_languages(_PRE_QUESTION, languages),
        minutes=0,
        steps=(form,),
        before=True,
    )
    # Not while people still arrive: the opening is the first block that must not be skipped.
    place = next((n for n, block in enumerate(blocks) if block.mandatory), 0)
    first = replace(blocks[place], steps=(*blocks[place].steps, answers))
    return (asked, *blocks[:place], first, *blocks[place + 1 :])
