"""The paper pack: what hangs on the door, stands on the tables and is filled in by hand."""

from collections.abc import Sequence

import msgspec

from facilitator.core.workshop import Workshop
from facilitator.report.sheet import Said, facts_of, said
from facilitator.report.wording import Say

MOST_TABLES = 60
AT_A_TABLE = 5
ACTION_ROWS = 8


class Joining(msgspec.Struct, frozen=True, kw_only=True):
    """How people join. It opens the room: for those who lead it, and for the room's own walls and tables.

    Attributes:
        qr: The code as an SVG picture; it holds the same as the lobby's.
        alt: What the picture is, for those who cannot see it.
        code: Letters to be typed, or nothing where none is given out.
        in_network: Whether phones have to be in the room's own network.
    """

    qr: str
    alt: str
    address: str
    code: str
    in_network: bool


class Poster(msgspec.Struct, frozen=True, kw_only=True, tag_field="part", tag="poster"):
    """The QR for the door and the wall; ``says`` are its sentences, each in the languages of the day."""

    what: str
    title: Said
    joining: Joining
    scan: tuple[Said, ...]
    type_code: tuple[Said, ...]
    network: tuple[Said, ...]
    paper: str = "a4"


class Cards(msgspec.Struct, frozen=True, kw_only=True, tag_field="part", tag="cards"):
    """One card a table, to be folded: its name in each language, the code and the QR on both sides."""

    what: str
    title: Said
    joining: Joining
    tables: tuple[tuple[str, ...], ...]
    scan: tuple[Said, ...]
    fold: str


class Actions(msgspec.Struct, frozen=True, kw_only=True, tag_field="part", tag="actions"):
    """Who does what by when, to be filled in by hand."""

    what: str
    title: Said
    facts: tuple[str, ...]
    columns: tuple[str, ...]
    rows: int
    own: str
    check: str


def poster_of(workshop: Workshop, joining: Joining, says: Sequence[Say], paper: str = "a4") -> Poster:
    """Return the poster, in the words of *says*: one catalogue a language of the day, the first one's first."""
    _, order = says[0], tuple(say.language for say in says)
    what = _("QR poster")
    scan = tuple(Said(_("Join with your phone"), _.language) for _ in says)
    typed = tuple(Said(_("Or open the address and type the code"), _.language) for _ in says)
    network = tuple(Said(_network_words(_), _.language) for _ in says)
    return Poster(
        what=what,
        title=said(workshop.title, order),
        joining=joining,
        scan=scan,
        type_code=typed,
        network=network if joining.in_network else (),
        paper=paper if paper in ("a3", "a4") else "a4",
    )


def _network_words(say: Say) -> str:
    _ = say
    same = _("Choose the same Wi-Fi as the facilitator.")
    stay = _("If the phone says that there is no internet, stay connected.")
    return f"{same} {stay}"


def cards_of(workshop: Workshop, joining: Joining, tables: int, says: Sequence[Say]) -> Cards:
    """Return a card for each of so many tables, as many as there can be at most."""
    _ = says[0]
    fold = _("Fold here")
    return Cards(
        what=_("Table cards"),
        title=said(workshop.title, tuple(say.language for say in says)),
        joining=joining,
        tables=tuple(
            tuple(dict.fromkeys(_("Table {n}", n=number) for _ in says))
            for number in range(1, min(max(tables, 1), MOST_TABLES) + 1)
        ),
        scan=tuple(Said(_("Join with your phone"), _.language) for _ in says),
        fold=fold,
    )


def tables_for(workshop: Workshop) -> int:
    """Return how many tables the expected people fill, five at each."""
    return min(MOST_TABLES, -(-workshop.expected // AT_A_TABLE)) or 1


def actions_of(workshop: Workshop, order: Sequence[str], say: Say) -> Actions:
    """Return the sheet on which a room or a table writes what it does next."""
    _ = say
    return Actions(
        what=_("What we do"),
        title=said(workshop.title, order),
        facts=facts_of(workshop, say, people=False),
        columns=(_("Action"), _("Who"), _("When"), _("First step")),
        rows=ACTION_ROWS,
        own=_("My own step, for myself"),
        check=_("We check on this day"),
    )
