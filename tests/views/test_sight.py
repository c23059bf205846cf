from typing import get_args

import pytest

from facilitator.activities.collect import PostNote
from facilitator.core.agenda import Identity
from facilitator.core.commands import SetName
from facilitator.views.shapes import ActivityView
from facilitator.views.sight import NAMES, Audience, sight_of
from tests.stories import Story

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
IDENTITIES: tuple[Identity, ...] = get_args(Identity)


def name_seen(identity: Identity, audience: Audience) -> str:
    story = Story()
    activity = story.open(identity=identity)
    liisa = story.join("Liisa", nickname="lz")
    return sight_of(story.activity(activity), audience, story.workshop.people).name(liisa)


def test_every_mode_has_its_row() -> None:
    assert set(NAMES) == set(IDENTITIES)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("identity", ["anonymous", "only_you"])
def test_nobody_learns_a_name_where_none_is_promised(identity: Identity, audience: Audience) -> None:
    assert name_seen(identity, audience) == ""


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_facilitator_alone_sees_who_where_that_is_the_promise(audience: Audience) -> None:
    assert name_seen("facilitator", audience) == ("Liisa" if audience == "desk" else "")


@pytest.mark.parametrize(("identity", "name"), [("nickname", "lz"), ("named", "Liisa")])
def test_names_and_nicknames_are_seen_where_they_are_given_to_be(identity: Identity, name: str) -> None:
    seen = {audience: name_seen(identity, audience) for audience in AUDIENCES}

    assert seen == {audience: "" if audience == "mine" else name for audience in AUDIENCES}


@pytest.mark.parametrize("identity", IDENTITIES)
def test_only_the_desk_leads(identity: Identity) -> None:
    story = Story()
    activity = story.activity(story.open(identity=identity))

    assert [a for a in AUDIENCES if sight_of(activity, a, {}).leads] == ["desk"]


def test_a_changed_name_is_the_name_of_earlier_notes_too() -> None:
    story = Story()
    activity, liisa = story.open(), story.join("Lisa")
    note = story.do(PostNote(activity=activity, text="hei"), liisa)
    story.do(SetName(name="Liisa"), liisa)

    wall = story.board().activity
    assert isinstance(wall, ActivityView)
    assert wall.view.notes[note].name == "Liisa"
