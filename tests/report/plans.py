"""A plan with a word in every place, so that each can be looked for where it may and may not be."""

from typing import Any

from facilitator.core import commands as c
from facilitator.core.agenda import Source, Step
from facilitator.library.parse import parse_all
from facilitator.web.folders import read_methods
from tests.stories import KINDS, Story

# What only the one who leads may read.
FORBIDDEN = ("noteword", "settingword", "materialword", "contactword", "deliveryword", "accessword", "introword")
CLIENTS = (
    "titleword", "clientword", "placeword", "aimword", "resultword", "decidesword", "fixedword", "blockword",
    "goalword", "leadword", "promptword",
)  # fmt: skip


def marked(**facts: Any) -> Story:
    """Return a plan with one block that has it all, and one that is asked before the day."""
    story = Story(
        **{
            "title": {"fi": "titleword"},
            "languages": ("fi", "sv"),
            "day": "2026-12-03",
            "expected": 25,
            "client": "clientword",
            "place": "placeword",
            "aim": {"fi": "aimword"},
            "result": {"fi": "resultword"},
            "decides": {"fi": "decidesword"},
            "not_negotiable": {"fi": "fixedword"},
            "accessibility": {"fi": "accessword"},
            "delivery": {"fi": "deliveryword"},
            "contact": "contactword",
            **facts,
        }
    )
    story.do(c.EditWorkshop(intro={"fi": "introword"}))
    vote = {"options": [{"fi": "settingword"}, {"fi": "toinen"}], "budget": 3}
    steps = (
        Step(id="vote", kind="vote", prompt={"fi": "promptword", "sv": "frågeord"}, minutes=7, settings=vote),
        Step(id="cloud", kind="collect", prompt={"fi": "Sanat"}, settings={"view": "cloud"}, source=Source("vote")),
    )
    story.add_block(
        *steps,
        title={"fi": "blockword", "sv": "blockord"},
        minutes=20,
        goal={"fi": "goalword"},
        lead="leadword",
        note="noteword",
        materials={"fi": "materialword\nTussit (punainen, sininen)"},
        fixed_at=9 * 60 + 5,
    )
    story.add_block(minutes=15, is_break=True)
    story.add_block(Step(id="pre", kind="form", prompt={"fi": "Ennakkoon"}), title={"fi": "Ennen"}, before=True)
    return story


def template(slug: str = "pelisaannot", **facts: Any) -> Story:
    """Return a story that starts from one of the ready days."""
    made = parse_all(read_methods(), KINDS).templates[slug].to_command(("fi", "sv", "en"), seed="a")
    return Story(**{**{name: getattr(made, name) for name in c.CreateWorkshop.__struct_fields__}, **facts})
