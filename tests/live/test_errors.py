from facilitator.live.errors import BadMessage, LineEnded, NoSuchWorkshop, RoomBroken, RoomLeaving


def test_each_error_says_what_was_expected_and_what_to_do() -> None:
    for error in (NoSuchWorkshop("x"), RoomBroken("x", "y"), RoomLeaving(), BadMessage("x")):
        assert str(error).startswith(("expected", "workshop x: expected"))
        assert ";" in str(error)
    assert LineEnded(4401).code == 4401
