"""Commands to bytes and back."""

import msgspec
import pytest

from facilitator.activities.codec import Codec
from facilitator.activities.collect import AddPaperNote, PostNote
from facilitator.activities.registry import load_kinds
from facilitator.core.commands import WORKSHOP_COMMANDS, StartWorkshop
from facilitator.core.errors import NewerEntry
from facilitator.core.kind import ActivityCommand, Kind

KINDS = load_kinds()


def test_a_command_is_json_with_its_name_under_do() -> None:
    assert Codec(KINDS).encode(PostNote(activity="x", text="hi")).startswith(b'{"do":"PostNote"')
    assert Codec(KINDS).decode(b'{"do":"StartWorkshop"}') == StartWorkshop()


def test_it_knows_every_command_of_the_workshop_and_its_kinds() -> None:
    codec = Codec(KINDS)
    for kind in KINDS.values():
        assert {*kind.commands, *kind.leader_commands} <= set(codec.commands.values())
    assert set(WORKSHOP_COMMANDS) <= set(codec.commands.values())


@pytest.mark.parametrize(
    "bad",
    [
        b'{"do":"NoSuchThing"}',
        b'{"do":"StartWorkshop"',
        b'{"do":"PostNote","activity":"x"}',
        b'{"do":"PostNote","activity":"x","text":""}',
        b'{"do":"CastVote","activity":"x","option":"y","dots":-1}',
        b"[]",
    ],
)
def test_what_is_no_command_is_an_error(bad: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        Codec(KINDS).decode(bad)


def test_an_unknown_command_in_a_log_says_that_a_newer_version_made_it() -> None:
    with pytest.raises(NewerEntry, match="newer version"):
        Codec(KINDS).decode_kept(msgspec.Raw(b'{"do":"FoldSpace"}'))


def test_kinds_may_share_a_command_but_not_a_name() -> None:
    class PostNote(ActivityCommand, frozen=True, tag_field="do", tag="PostNote"):
        """Another meaning."""

    class Sharing(Kind[msgspec.Struct, msgspec.Struct]):
        name = "sharing"
        leader_commands = (AddPaperNote,)

    class Clashing(Kind[msgspec.Struct, msgspec.Struct]):
        name = "clashing"
        commands = (PostNote,)

    assert Codec({**KINDS, "sharing": Sharing()}).commands["AddPaperNote"] is AddPaperNote
    with pytest.raises(ValueError, match="a name has one meaning"):
        Codec({**KINDS, "clashing": Clashing()})
