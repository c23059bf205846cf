import inspect
from typing import Any

import msgspec
import pytest

from facilitator.core import commands as c
from tests.stories import CODEC


def test_every_command_has_one_name_on_the_wire() -> None:
    assert len({command.__name__ for command in c.WORKSHOP_COMMANDS}) == len(c.WORKSHOP_COMMANDS)
    for command in c.WORKSHOP_COMMANDS:
        config = command.__struct_config__
        assert (config.tag_field, config.tag) == ("do", command.__name__)


def test_every_command_of_the_module_is_known_to_the_codec() -> None:
    written = {
        thing
        for thing in vars(c).values()
        if inspect.isclass(thing)
        and issubclass(thing, msgspec.Struct)
        and thing.__struct_config__.tag_field == "do"
        and thing is not c.Command
    }

    assert written == set(c.WORKSHOP_COMMANDS)
    assert written <= set(CODEC.commands.values())


def test_a_fact_that_is_not_given_is_not_the_same_as_none() -> None:
    loosen = c.EditBlock(block="b", fixed_at=None)

    assert CODEC.decode(CODEC.encode(loosen)) == loosen
    assert CODEC.encode(c.EditBlock(block="b")) == b'{"do":"EditBlock","block":"b"}'


@pytest.mark.parametrize(
    "wrong",
    [
        {"do": "CreateWorkshop", "title": {"fi": "x" * 201}},
        {"do": "CreateWorkshop", "title": {}, "languages": []},
        {"do": "CreateWorkshop", "title": {}, "languages": ["fi"] * 9},
        {"do": "CreateWorkshop", "title": {}, "languages": ["finnish"]},
        {"do": "CreateWorkshop", "title": {}, "day": "tomorrow"},
        {"do": "CreateWorkshop", "title": {}, "starts": 24 * 60},
        {"do": "EditWorkshop", "title": {"fi": "x" * 201}},
        {"do": "EditWorkshop", "languages": []},
        {"do": "AddTime", "activity": "a", "minutes": 121},
        {"do": "SetName", "name": ""},
        {"do": "SetName", "name": "x" * 61},
        {"do": "ParkIdea", "text": ""},
        {"do": "AskHelp", "text": "x" * 501},
        {"do": "TurnPage", "page": -1},
        {"do": "Nonsense"},
    ],
)
def test_what_is_out_of_bounds_is_no_command(wrong: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        CODEC.decode(msgspec.json.encode(wrong))
