import pytest

from facilitator.core.actors import role_of
from facilitator.live.actors import Actor, Part


@pytest.mark.parametrize(
    ("role", "audience", "author", "seat"),
    [
        ("facilitator", "desk", "f/x", ""),
        ("co", "desk", "c/x", ""),
        ("remote", "remote", "r/x", ""),
        ("phone", "phone", "", "z/x"),
        ("board", "board", "", ""),
    ],
)
def test_each_part_has_its_audience_and_author(role: Part, audience: str, author: str, seat: str) -> None:
    actor = Actor(role, "x")
    assert (actor.audience, actor.author, actor.seat) == (audience, author, seat)
    if author:
        assert role_of(author) == role
