"""A method: a recipe that becomes a block of the agenda. Adding it copies it; the file may change afterwards."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from facilitator.core.agenda import Block, Destination, Identity, Minutes, Step, Take
from facilitator.core.ids import derived_id
from facilitator.core.text import LANGUAGES, Text
from facilitator.library.phoneless import need_no_phones

replace = msgspec.structs.replace

LAST_GROUPS = "…"  # stands for the last groups made before, until the block has its place in a day

Theme = Literal[
    "values", "rules", "collaboration", "customers", "pairs", "interaction", "methods", "supervision", "all"
]
Phase = Literal[
    "check-in", "orient", "diverge", "explore", "converge", "decide", "commit", "reflect", "energise"
]  # fmt: skip
SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"
Slug = Annotated[str, msgspec.Meta(pattern=SLUG, max_length=60)]
People = Annotated[int, msgspec.Meta(ge=1, le=5000)]
Long = Annotated[int, msgspec.Meta(ge=1, le=24 * 60)]
Value = TypeVar("Value")


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is told of a method, in its file and where it is chosen.

    Attributes:
        people: For how many, from and to.
        minutes: How long it takes, from and to.
        materials: What to bring and set up, one thing a line; nothing where phones are enough.
        origin: Where the idea comes from, to be shown beside it.
        rights: Whose the words are, and under which terms; an own method may say nothing of it.
        remotely: Whether it can be led where people are not in one room; where not, ``remote`` says why.
    """

    name: Text
    purpose: Text
    when: Text
    materials: Text = {}
    remote: Text
    pitfalls: Text
    origin: Text
    rights: Text
    themes: tuple[Theme, ...]
    phase: Phase
    people: tuple[People, People]
    minutes: tuple[Long, Long]
    remotely: bool = True


# --- as written in a file --------------------------------------------------------------------------------


class WrittenSource(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``from``: the step this one starts from. Without *step* it is whatever comes before in the agenda."""

    block: str = ""
    step: str = ""
    take: Take = "items"
    most: Annotated[int, msgspec.Meta(ge=0, le=200)] = 0


class WrittenCompany(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``company``: the earlier step whose groups answer as one. Without *step* it is the last that made groups."""

    block: str = ""
    step: str = ""


class WrittenStep(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"source": "from"}):
    """``[[steps]]``: its name is known inside its method alone."""

    name: Slug
    kind: str
    minutes: Minutes
    prompt: Text
    help: Text = {}
    identity: Identity | UnsetType = UNSET  # the kind's own choice, or "group" where a company answers
    destination: Destination = "client"
    settings: dict[str, Any] = {}
    source: WrittenSource | None = None
    company: WrittenCompany | None = None


class WrittenMethod(Facts, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file ``methods/<slug>.toml``."""

    steps: Annotated[tuple[WrittenStep, ...], msgspec.Meta(min_length=1, max_length=30)]


# --- as it is used ---------------------------------------------------------------------------------------


class Method(Facts, frozen=True, kw_only=True):
    """A recipe.

    Attributes:
        steps: Their ids are the names in the file; a source with the step ``""`` is what comes before, a company
            with ``LAST_GROUPS`` the last groups made before.
    """

    slug: str
    steps: tuple[Step, ...]

    @property
    def usual_minutes(self) -> int:
        """How long its steps take together, rounded up to whole minutes."""
        return -int(-sum(step.minutes for step in self.steps) // 1)

    @property
    def offered_minutes(self) -> int:
        """How long a block of it is when nobody has said: as one plans, in steps of five minutes from ten on."""
        return self.usual_minutes if self.usual_minutes < 10 else -(-self.usual_minutes // 5) * 5

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that every text of it has."""
        return languages_of(self)

    @property
    def phoneless(self) -> bool:
        """Whether it loses nothing that matters where nobody uses a phone: talk, hands and paper do all of it."""
        return need_no_phones(self.steps)

    @property
    def starts_from_before(self) -> bool:
        """Whether it works on what came before it in the agenda."""
        return any(step.source is not None and not step.source.step for step in self.steps)

    def to_block(
        self, block_id: str, *, languages: Sequence[str] = LANGUAGES, before: str = "", groups: str = ""
    ) -> Block:
        """Return a copy of the method as a block.

        Args:
            block_id: Id of the block; if it is also the id of the command `AddBlock`, all ids stay as they are.
            languages: Those the workshop speaks; other wordings stay behind, since nobody would edit them along.
            before: Id of the step that comes before in the agenda, for a first step that starts from it.
            groups: Id of the last step before that made groups, for a step that they answer together.
        """
        new_id = {step.id: derived_id(block_id, str(n)) for n, step in enumerate(self.steps)}
        new_id[""] = before
        new_id[LAST_GROUPS] = groups
        return Block(
            id=block_id,
            title=in_languages(self.name, languages),
            minutes=self.offered_minutes,
            method=self.slug,
            steps=tuple(in_languages(renamed(step, new_id), languages) for step in self.steps),
            materials=in_languages(self.materials, languages),
        )


def last_to_hand_on(blocks: Iterable[Block]) -> str:
    """Return the id of the last step of *blocks* that a next one can start from, or nothing: talk hands nothing on.

    For ``before`` of `Method.to_block`, give the blocks that stand before the new one and are not removed.
    """
    steps = [step.id for block in blocks for step in block.steps if _hands_on(step)]
    return steps[-1] if steps else ""


def _hands_on(step: Step) -> bool:
    """Tell whether anything is written or chosen in a step that others may start from."""
    match step.kind:
        case "show":
            return False
        case "round":
            return bool(step.settings.get("notes"))
        case "groups":
            return bool(step.settings.get("writes", "nobody") != "nobody")
        case _:
            return step.identity != "only_you"


def last_to_group(blocks: Iterable[Block]) -> str:
    """Return the id of the last step of *blocks* that makes groups, or nothing; for ``groups`` of `to_block`."""
    steps = [step.id for block in blocks for step in block.steps if step.kind == "groups"]
    return steps[-1] if steps else ""


def renamed(step: Step, new_id: dict[str, str]) -> Step:
    """Return the step under its new id, with its source's; a source that has become nothing is left out."""
    source = step.source and replace(step.source, step=new_id[step.source.step])
    company = new_id[step.company] if step.company else ""
    return replace(step, id=new_id[step.id], source=source if source and source.step else None, company=company)


def in_languages(value: Value, languages: Sequence[str]) -> Value:
    """Return *value* with each text in it in *languages* alone, or in any one where it has none of them."""
    kept: Any = value
    match value:
        case msgspec.Struct():
            texts = {name: in_languages(getattr(value, name), languages) for name in value.__struct_fields__}
            kept = replace(value, **texts)
        case dict() if is_text(value):
            words = {language: value[language] for language in (*languages, "") if value.get(language)}
            kept = words or dict([pair for pair in value.items() if pair[1]][:1])
        case dict():
            kept = {key: in_languages(part, languages) for key, part in value.items()}
        case list() | tuple():
            kept = type(value)(in_languages(part, languages) for part in value)
    return kept  # type: ignore[no-any-return]


def languages_of(value: Any) -> tuple[str, ...]:
    """Return the languages that every text in *value* has; a text of no language is in all."""
    said = list(_texts(value))
    return tuple(tag for tag in LANGUAGES if all(tag in text or "" in text for text in said))


def _texts(value: Any) -> Iterator[Text]:
    match value:
        case msgspec.Struct():
            for name in value.__struct_fields__:
                yield from _texts(getattr(value, name))
        case dict() if is_text(value):
            yield value
        case dict():
            yield from _texts(tuple(value.values()))
        case list() | tuple():
            for part in value:
                yield from _texts(part)


def is_text(value: dict[str, Any]) -> bool:
    """Tell whether a table is a text: words by language."""
    return bool(value) and all(key in (*LANGUAGES, "") and isinstance(value[key], str) for key in value)
