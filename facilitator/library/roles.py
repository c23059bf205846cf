"""What each part of a proposed day is for, and which method of the library fills it best."""

from collections.abc import Container, Mapping, Sequence

import msgspec

from facilitator.core.agenda import Block, Source, Step
from facilitator.core.text import Text
from facilitator.library import plain_blocks as plain
from facilitator.library.method import LAST_GROUPS, Method, Phase
from facilitator.library.plain_blocks import Plain
from facilitator.library.soundness import suits

replace = msgspec.structs.replace

SHORTEST_STEP = 0.5


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the day.

    Attributes:
        phases: Of the methods that may fill it.
        least, usual, most: Minutes.
        takes: Whether it goes on from what came before; then methods that do not are no good, and the other way.
        narrow: Whether it goes on from a chosen few alone, not from everything that was written.
        kinds: A method must have a step of one of these; none asks for nothing.
        never: Kinds that would come too early here.
        hands_on: Whether the next parts go on from it.
        must: Whether the day is for nothing without it: it chooses its method before the others.
        plain: What stands here where no method fits; none leaves the part out.
    """

    name: str
    phases: tuple[Phase, ...]
    least: int
    usual: int
    most: int
    reason: Text
    takes: bool = False
    narrow: bool = False
    kinds: tuple[str, ...] = ()
    never: tuple[str, ...] = ("commit",)
    hands_on: bool = False
    must: bool = False
    plain: Plain | None = None


CHECK_IN = Role(
    name="check-in",
    phases=("check-in", "orient"),
    least=4,
    usual=10,
    most=15,
    never=("commit", "consent"),
    plain=plain.CHECK_IN,
    reason={
        "fi": "Kaikki ovat äänessä ensimmäisten kymmenen minuutin aikana.",
        "sv": "Alla får säga något under de första tio minuterna.",
        "en": "Everyone says something within the first ten minutes.",
    },
)
ORIENT = Role(
    name="orient",
    phases=("orient",),
    least=8,
    usual=12,
    most=20,
    reason={
        "fi": "Ennen sisältöä näkyviin, mitä toivotaan ja mikä huolettaa.",
        "sv": "Före sakfrågan blir det synligt vad man hoppas och vad som oroar.",
        "en": "Before the content it becomes visible what people hope for and what worries them.",
    },
)
STATE = Role(
    name="state",
    phases=(),
    least=10,
    usual=20,
    most=45,
    plain=plain.STATE,
    reason={
        "fi": "Hyvä ja hankala näkyviin rinnakkain, ennen kuin mitään korjataan.",
        "sv": "Det som fungerar och det som skaver syns sida vid sida innan något rättas.",
        "en": "What works and what does not become visible side by side before anything is mended.",
    },
)
EXPLORE = Role(
    name="explore",
    phases=("explore",),
    least=15,
    usual=30,
    most=45,
    reason={
        "fi": "Ensin ymmärretään nykytila, vasta sitten etsitään ratkaisuja.",
        "sv": "Först förstår vi läget, sedan söker vi lösningar.",
        "en": "First people understand how things are, then they look for solutions.",
    },
)
IDEAS = Role(
    name="ideas",
    phases=("diverge",),
    least=8,
    usual=20,
    most=40,
    never=("commit", "consent"),
    hands_on=True,
    must=True,
    plain=plain.IDEAS,
    reason={
        "fi": "Jokainen ajattelee ensin itse, joten hiljaisetkin tulevat mukaan.",
        "sv": "Alla tänker först själva, så också de tysta kommer med.",
        "en": "Everyone thinks alone first, so that the quiet ones take part too.",
    },
)
GROUPING = Role(
    name="grouping",
    phases=("converge",),
    least=10,
    usual=15,
    most=25,
    takes=True,
    kinds=("cluster",),
    hands_on=True,
    reason={
        "fi": "Monesta lapusta tulee muutama otsikko, joista voi valita.",
        "sv": "Många lappar blir några rubriker att välja bland.",
        "en": "Many notes become a few headings to choose among.",
    },
)
CHOICE = Role(
    name="choice",
    phases=("converge",),
    least=4,
    usual=8,
    most=15,
    takes=True,
    kinds=("vote", "rank"),
    hands_on=True,
    must=True,
    plain=plain.CHOICE,
    reason={
        "fi": "Valitaan se, mihin aika ja voimat riittävät. Äänet näkyvät vasta lopuksi.",
        "sv": "Man väljer det som tid och krafter räcker till. Rösterna syns först på slutet.",
        "en": "People choose what there is time and strength for. Votes show at the end only.",
    },
)
DEVELOP = Role(
    name="develop",
    phases=("explore", "commit"),
    least=15,
    usual=30,
    most=45,
    takes=True,
    narrow=True,
    kinds=("groups",),
    hands_on=True,
    plain=plain.TABLES,
    reason={
        "fi": "Valituista tehdään pienissä ryhmissä jotain, mitä voi kokeilla.",
        "sv": "Av det valda gör man i små grupper något som går att pröva.",
        "en": "Small groups make something to try out of what was chosen.",
    },
)
OBSTACLES = Role(
    name="obstacles",
    phases=(),
    least=15,
    usual=25,
    most=45,
    takes=True,
    plain=plain.OBSTACLES,
    reason={
        "fi": "Esteet on helpompi kiertää, kun ne on sanottu ennen päätöstä.",
        "sv": "Hinder är lättare att gå runt när de har sagts före beslutet.",
        "en": "Obstacles are easier to get round when they are named before the decision.",
    },
)
TRIAL = Role(
    name="trial",
    phases=(),
    least=15,
    usual=30,
    most=45,
    takes=True,
    hands_on=True,
    plain=plain.TRIAL,
    reason={
        "fi": "Pieni kokeilu opettaa enemmän kuin pitkä suunnitelma.",
        "sv": "Ett litet försök lär mer än en lång plan.",
        "en": "A small trial teaches more than a long plan.",
    },
)
TEST = Role(
    name="test",
    phases=("decide",),
    least=6,
    usual=14,
    most=25,
    narrow=True,
    takes=True,
    hands_on=True,
    must=True,
    plain=plain.DECISION,
    reason={
        "fi": "Nähdään kannatus ja huolet ennen kuin luvataan mitään.",
        "sv": "Man ser stödet och farhågorna innan man lovar något.",
        "en": "Support and worries are seen before anything is promised.",
    },
)
TELL = Role(
    name="tell",
    phases=(),
    least=10,
    usual=20,
    most=45,
    plain=plain.TELLING,
    reason={
        "fi": "Sovittu kantaa vasta, kun muutkin kuulevat siitä.",
        "sv": "Det man kommit överens om håller först när också andra hör om det.",
        "en": "What was agreed holds only once others hear of it.",
    },
)
SUPPORT = Role(
    name="support",
    phases=(),
    least=10,
    usual=20,
    most=45,
    plain=plain.SUPPORT,
    reason={
        "fi": "Päätös pitää, kun jokainen tietää, mistä saa tukea.",
        "sv": "Ett beslut håller när alla vet var de får stöd.",
        "en": "A decision holds when everyone knows where to get support.",
    },
)
WALK = Role(
    name="walk",
    phases=("energise",),
    least=5,
    usual=10,
    most=20,
    kinds=("groups",),
    plain=plain.WALK,
    reason={
        "fi": "Lounaan jälkeen liike ja pari pitävät hereillä.",
        "sv": "Efter lunchen håller rörelse och en samtalspartner en vaken.",
        "en": "After lunch moving about in pairs keeps people awake.",
    },
)
ACTIONS = Role(
    name="actions",
    phases=("commit",),
    least=4,
    usual=12,
    most=20,
    takes=True,
    kinds=("commit",),
    never=("groups",),
    must=True,
    plain=plain.ACTIONS,
    reason={
        "fi": "Ilman tekijää ja päivää sovittu jää seinälle.",
        "sv": "Utan namn och datum blir det kvar på väggen.",
        "en": "Without a name and a date it stays on the wall.",
    },
)
CHECK_OUT = Role(
    name="check-out",
    phases=("reflect",),
    least=5,
    usual=8,
    most=10,
    never=("commit", "rate"),
    must=True,
    plain=plain.CHECK_OUT,
    reason={
        "fi": "Jokainen saa päättää päivän omin sanoin.",
        "sv": "Var och en får avsluta dagen med egna ord.",
        "en": "Everyone ends the day in words of their own.",
    },
)
FEEDBACK = Role(
    name="feedback",
    phases=("reflect",),
    kinds=("rate", "form"),
    least=2,
    usual=5,
    most=5,
    must=True,
    plain=plain.FEEDBACK,
    reason={
        "fi": "Palaute kannattaa pyytää, kun väki on vielä paikalla.",
        "sv": "Respons lönar det sig att be om medan folk är på plats.",
        "en": "Feedback is best asked for while people are still there.",
    },
)


class Filled(msgspec.Struct, frozen=True):
    """A part with its method, or with none for a plain block; how long it may take."""

    role: Role
    method: Method | None
    least: int
    usual: int
    most: int


class Pool:
    """What may fill each part for so many people and these themes, none longer than *longest*; the best first."""

    def __init__(
        self, methods: Mapping[str, Method], people: int, themes: Sequence[str], longest: int = 90
    ) -> None:
        self._methods = [methods[slug] for slug in sorted(methods)]
        self._people = people
        self._themes = themes
        self._longest = longest
        self._fitting: dict[str, list[Filled]] = {}

    def take(self, role: Role, used: Container[str]) -> Filled | None:
        """Return the part with the best method not *used* yet; without one if it can be plain."""
        found = next((one for one in self._of(role) if one.method and one.method.slug not in used), None)
        return found or (plainly(role) if role.plain else None)

    def _of(self, role: Role) -> list[Filled]:
        if role.name not in self._fitting:
            fitting = (_in(role, method, self._people, self._themes, self._longest) for method in self._methods)
            self._fitting[role.name] = sorted(
                (found for found in fitting if found), key=lambda found: _rank(found, self._themes)
            )
        return self._fitting[role.name]


def plainly(role: Role) -> Filled:
    """Return the part without a method."""
    return Filled(role, None, role.least, role.usual, role.most)


def _in(role: Role, method: Method, people: int, themes: Sequence[str], longest: int) -> Filled | None:
    kinds = {step.kind for step in method.steps}
    wanted = not role.kinds or kinds & set(role.kinds)
    on_theme = "all" in method.themes or set(themes) & set(method.themes)
    if method.phase not in role.phases or not suits(method, people) or not on_theme:
        return None
    if role.narrow and any(source.take == "items" and not source.most for source in _sources_before(method)):
        return None
    if not wanted or kinds & set(role.never) or takes(method) != role.takes or _needs_groups(method):
        return None
    least = max(role.least, least_minutes(method))
    most = min(role.most, method.minutes[1], longest)
    if least > most:
        return None
    return Filled(role, method, least, min(max(method.usual_minutes, least), most), most)


def takes(method: Method) -> bool:
    """Whether a method goes on from what comes before it in the agenda."""
    return bool(_sources_before(method))


def _sources_before(method: Method) -> list[Source]:
    """Return what its steps take of whatever comes before it in the agenda."""
    return [step.source for step in method.steps if step.source is not None and not step.source.step]


def _needs_groups(method: Method) -> bool:
    return any(step.company == LAST_GROUPS for step in method.steps)


def least_minutes(method: Method) -> int:
    """Return how short a method may be made: rounds that have a clock of their own are not shortened."""
    timed = any(step.settings.get("minutes_per_round") for step in method.steps)
    return method.usual_minutes if timed else min(method.minutes[0], method.usual_minutes)


def _rank(found: Filled, themes: Sequence[str]) -> tuple[int, int, str]:
    method = found.method
    assert method is not None
    on_theme = set(themes) - {"all"} & set(method.themes)
    # A method made for the theme before one for all; then the one whose usual length is nearest.
    return (0 if on_theme else 1, abs(method.usual_minutes - found.role.usual), method.slug)


def block_of(part: Filled, key: str, minutes: int, material: str) -> Block:
    """Return the part as a block of so many minutes that starts from the step *material*."""
    role = part.role
    if part.method:
        return with_minutes(part.method.to_block(key, before=material), minutes)
    assert role.plain is not None
    return plain.plain_block(role.plain, key, minutes, material if role.takes else "", most=5)


def with_minutes(block: Block, minutes: int) -> Block:
    """Return the block with its time, and its steps stretched or shortened with it."""
    planned = sum(step.minutes for step in block.steps)
    if not planned:
        return replace(block, minutes=minutes)
    share = min(minutes / planned, 1.5)
    steps = tuple(_lasting(step, share) for step in block.steps)
    over = sum(step.minutes for step in steps) - minutes
    if over > 0:
        # The shortest steps could not give: the longest does.
        place = max(range(len(steps)), key=lambda n: steps[n].minutes)
        shorter = replace(steps[place], minutes=max(SHORTEST_STEP, steps[place].minutes - over))
        steps = (*steps[:place], shorter, *steps[place + 1 :])
    return replace(block, minutes=minutes, steps=steps)


def _lasting(step: Step, share: float) -> Step:
    if step.settings.get("minutes_per_round") and share >= 1:
        return step
    whole = 1 if step.minutes * share >= 3 else SHORTEST_STEP
    return replace(step, minutes=max(SHORTEST_STEP, step.minutes * share // whole * whole))
