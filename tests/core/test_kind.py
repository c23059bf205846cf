import pytest

from facilitator.core.actors import Doing
from facilitator.core.agenda import Identity
from facilitator.core.kind import (
    ActivityCommand,
    CloseActivity,
    Inputs,
    Kind,
    Moment,
    Nothing,
    Sight,
    Yields,
)

DOING = Doing("f/x", 1, "id", 1)


class Silent(Kind[Nothing, Nothing]):
    """The least a kind can say."""

    name = "silent"
    Settings = Nothing


def test_a_kind_may_leave_everything_but_its_beginning_unsaid() -> None:
    kind, state, moment = Silent(), Nothing(), Moment()
    command: ActivityCommand = CloseActivity(activity="x")
    sight = Sight(moment)

    assert kind.refuse(state, command, DOING, moment) is None
    assert kind.reduce(state, command, DOING, moment) is state
    assert kind.inverse(state, command, DOING) is None
    assert not kind.waits_for_reveal(state, moment)
    assert not kind.releasable(state, moment)
    views = [kind.board(state, sight), kind.phone(state, sight), kind.desk(state, sight)]
    assert [*views, kind.mine(state, "p/x", sight), kind.summary(state, sight)] == [Nothing()] * 5
    assert kind.answered(state) == 0
    assert kind.tables(state, sight) == []
    assert kind.yields(state, moment) == Yields()


def test_a_kind_must_say_how_it_begins() -> None:
    with pytest.raises(NotImplementedError):
        Silent().begin(Nothing(), Inputs(), 1)


@pytest.mark.parametrize(
    ("identity", "anonymous", "private"),
    [("anonymous", True, False), ("only_you", False, True), ("named", False, False), ("nickname", False, False)],
)
def test_a_moment_knows_what_is_promised(identity: Identity, anonymous: bool, private: bool) -> None:
    moment = Moment(identity=identity)

    assert (moment.anonymous, moment.private) == (anonymous, private)


def test_an_audience_knows_only_the_names_it_was_given() -> None:
    sight = Sight(Moment(), {"p/liisa": "Liisa"})

    assert (sight.name("p/liisa"), sight.name("p/mikko")) == ("Liisa", "")
