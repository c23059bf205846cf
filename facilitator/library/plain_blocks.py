"""Blocks of one plain step, for where no method of the library fits: for any number of people and any minutes."""

from typing import Any

import msgspec

from facilitator.core.agenda import Block, Source, Step
from facilitator.core.text import Text


class Plain(msgspec.Struct, frozen=True, kw_only=True):
    """A block's words and its step's kind and settings."""

    title: Text
    prompt: Text
    kind: str
    settings: dict[str, Any] = {}


OPENING = Plain(
    title={"fi": "Avaus", "sv": "Öppning", "en": "Opening"},
    prompt={
        "fi": "Mitä varten olemme täällä, mistä tänään voidaan päättää ja mitä tuloksille tapahtuu",
        "sv": "Varför vi är här, vad vi kan besluta i dag och vad som händer med resultatet",
        "en": "What we are here for, what can be decided today, and what happens to the results",
    },
    kind="show",
)
CHECK_IN = Plain(
    title={"fi": "Virittäytyminen", "sv": "Incheckning", "en": "Check-in"},
    prompt={
        "fi": "Mitä toivot, että tästä päivästä jää käteen?",
        "sv": "Vad hoppas du ta med dig från i dag?",
        "en": "What do you hope to take away from today?",
    },
    kind="collect",
    settings={"view": "cloud", "max_notes": 2},
)
IDEAS = Plain(
    title={"fi": "Omat ajatukset", "sv": "Egna tankar", "en": "Thoughts of one’s own"},
    prompt={
        "fi": "Mikä veisi meitä kohti tavoitetta? Yksi asia lapulle.",
        "sv": "Vad skulle föra oss närmare målet? En sak per lapp.",
        "en": "What would take us towards the aim? One thing to a note.",
    },
    kind="collect",
    settings={"hidden": True, "max_notes": 3},
)
CHOICE = Plain(
    title={"fi": "Valinta", "sv": "Val", "en": "Choice"},
    prompt={
        "fi": "Mitkä vievät meitä eniten kohti tavoitetta? Jaa kolme pistettä.",
        "sv": "Vilka för oss närmast målet? Fördela tre prickar.",
        "en": "Which take us furthest towards the aim? Place three dots.",
    },
    kind="vote",
    settings={"budget": 3, "top": 5},
)
TABLES = Plain(
    title={"fi": "Työskentely ryhmissä", "sv": "Arbete i grupper", "en": "Work in groups"},
    prompt={
        "fi": "Mitä tämä tarkoittaa meillä käytännössä? Kirjatkaa tärkein.",
        "sv": "Vad betyder det här hos oss i praktiken? Skriv ner det viktigaste.",
        "en": "What does this mean in practice for us? Write down what matters most.",
    },
    kind="groups",
    settings={"size": 4, "writes": "scribe"},
)
STATE = Plain(
    title={"fi": "Missä olemme nyt", "sv": "Var vi är nu", "en": "Where we are now"},
    prompt={
        "fi": "Mikä toimii, mikä takkuaa? Yksi asia lapulle.",
        "sv": "Vad fungerar, vad skaver? En sak per lapp.",
        "en": "What works, what does not? One thing to a note.",
    },
    kind="collect",
    settings={
        "columns": [
            {"fi": "Toimii", "sv": "Fungerar", "en": "Works"},
            {"fi": "Takkuaa", "sv": "Skaver", "en": "Does not"},
        ],
        "max_notes": 4,
    },
)
OBSTACLES = Plain(
    title={"fi": "Mikä estää, mikä auttaa", "sv": "Vad hindrar, vad hjälper", "en": "What hinders, what helps"},
    prompt={
        "fi": "Mikä tässä voi mennä vikaan, ja kuka tai mikä auttaa silloin?",
        "sv": "Vad kan gå fel här, och vem eller vad hjälper då?",
        "en": "What may go wrong here, and who or what helps then?",
    },
    kind="groups",
    settings={"size": 4, "writes": "scribe"},
)
TRIAL = Plain(
    title={"fi": "Pieni kokeilu", "sv": "Ett litet försök", "en": "A small trial"},
    prompt={
        "fi": "Mitä kokeilemme kahden viikon ajan, ja mistä näemme, että se auttoi?",
        "sv": "Vad prövar vi i två veckor, och hur ser vi att det hjälpte?",
        "en": "What do we try for two weeks, and how do we see that it helped?",
    },
    kind="groups",
    settings={"size": 4, "writes": "scribe"},
)
SUPPORT = Plain(
    title={"fi": "Mistä saamme tukea", "sv": "Var vi får stöd", "en": "Where we get support"},
    prompt={
        "fi": "Mitä tarvitsette, jotta sovittu onnistuu, ja keneltä?",
        "sv": "Vad behöver ni för att det ska lyckas, och av vem?",
        "en": "What do you need for this to succeed, and from whom?",
    },
    kind="groups",
    settings={"size": 4, "writes": "scribe"},
)
TELLING = Plain(
    title={"fi": "Miten kerromme muille", "sv": "Hur vi berättar för andra", "en": "How we tell others"},
    prompt={
        "fi": "Miten kerromme tästä niille, jotka eivät olleet täällä? Kirjatkaa kolme lausetta.",
        "sv": "Hur berättar vi om det här för dem som inte var med? Skriv tre meningar.",
        "en": "How do we tell those who were not here? Write three sentences.",
    },
    kind="groups",
    settings={"size": 4, "writes": "scribe"},
)
WALK = Plain(
    title={"fi": "Kävely parin kanssa", "sv": "Promenad två och två", "en": "A walk in pairs"},
    prompt={
        "fi": "Kävelkää parin kanssa. Mikä aamusta jäi mieleen?",
        "sv": "Gå en sväng två och två. Vad minns du från förmiddagen?",
        "en": "Take a walk in pairs. What do you remember of the morning?",
    },
    kind="groups",
    settings={"size": 2, "turns": 2},
)
DECISION = Plain(
    title={"fi": "Voimmeko tukea tätä", "sv": "Kan vi stödja det här", "en": "Can we support this"},
    prompt={
        "fi": "Voitko tukea tätä? Kerro myös, mikä siinä huolettaa.",
        "sv": "Kan du stödja det här? Säg också vad som oroar dig.",
        "en": "Can you support this? Say too what worries you.",
    },
    kind="consent",
)
ACTIONS = Plain(
    title={"fi": "Mitä teemme", "sv": "Vad vi gör", "en": "What we do"},
    prompt={
        "fi": "Mitä teemme, kuka, milloin ja mikä on ensimmäinen askel?",
        "sv": "Vad gör vi, vem, när och vilket är första steget?",
        "en": "What do we do, who, when, and what is the first step?",
    },
    kind="commit",
)
CHECK_OUT = Plain(
    title={"fi": "Päätöskierros", "sv": "Utcheckning", "en": "Check-out"},
    prompt={
        "fi": "Yksi lause: mitä viet mukanasi?",
        "sv": "En mening: vad tar du med dig?",
        "en": "One sentence: what do you take with you?",
    },
    kind="collect",
    settings={"max_notes": 1},
)
FEEDBACK = Plain(
    title={"fi": "Palaute", "sv": "Respons", "en": "Feedback"},
    prompt={
        "fi": "Mikä oli hyvää, mitä muuttaisit?",
        "sv": "Vad var bra, vad skulle du ändra?",
        "en": "What was good, what would you change?",
    },
    kind="collect",
    settings={"max_notes": 2},
)
PAUSE: Text = {"fi": "Tauko", "sv": "Paus", "en": "Break"}
LUNCH: Text = {"fi": "Lounas", "sv": "Lunch", "en": "Lunch"}
BUFFER: Text = {"fi": "Pelivara", "sv": "Tidsbuffert", "en": "Buffer"}

IDENTITIES = {"groups": "group", "commit": "named"}


def plain_block(plain: Plain, key: str, minutes: int, source: str = "", most: int = 0) -> Block:
    """Return a block of one step that starts from *source*, the top ones of it if it chooses or decides."""
    take = "items" if plain.kind == "vote" else "top"
    step = Step(
        id=f"{key}.0",
        kind=plain.kind,
        prompt=plain.prompt,
        minutes=minutes,
        settings=plain.settings,
        identity=IDENTITIES.get(plain.kind, "anonymous"),  # type: ignore[arg-type]
        source=Source(source, take, most) if source else None,  # type: ignore[arg-type]
    )
    return Block(id=key, title=plain.title, minutes=minutes, steps=(step,))


def rest_block(title: Text, key: str, minutes: int) -> Block:
    """Return a break with its clock on the board."""
    step = Step(id=f"{key}.0", kind="show", prompt=title, minutes=minutes, settings={"style": "break"})
    return Block(id=key, title=title, minutes=minutes, steps=(step,), is_break=True)


def spare_block(key: str, minutes: int) -> Block:
    """Return spare time."""
    return Block(id=key, title=BUFFER, minutes=minutes, is_buffer=True)
