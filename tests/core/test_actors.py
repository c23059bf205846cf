import pytest

from facilitator.core.actors import LEADERS, ROOM, Doing, role_of


@pytest.mark.parametrize(
    ("author", "role"),
    [
        ("f/x", "facilitator"),
        ("c/x", "co"),
        ("r/x", "remote"),
        ("p/x", "participant"),
        ("a/x", "participant"),
        ("z/x", "seat"),
        (ROOM, "room"),
    ],
)
def test_an_author_has_one_role(author: str, role: str) -> None:
    assert role_of(author) == role
    assert Doing(author, 0, "", 0).leads == (role in LEADERS)


@pytest.mark.parametrize("author", ["", "f", "x/y", "ff/y", "/y"])
def test_an_author_of_no_known_form_is_a_bug(author: str) -> None:
    with pytest.raises(ValueError, match="expected an author"):
        role_of(author)


def test_only_leaders_lead() -> None:
    assert sorted(LEADERS) == ["co", "facilitator", "remote"]
