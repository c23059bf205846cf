"""How a step will look is told by its kind itself, to those who lead."""

from typing import Any

import msgspec
import pytest

from facilitator.activities.registry import load_kinds
from facilitator.core.agenda import Identity
from facilitator.core.refusal import Refusal
from facilitator.web.preview import PEOPLE, Asked, Seen, field_of, seen_of
from tests.web.world import open_world

KINDS = load_kinds()
MODES = [(name, identity) for name, kind in KINDS.items() for identity in kind.identities]


def seen(asked: Asked) -> Seen:
    found = seen_of(asked, KINDS, ("fi",))
    assert isinstance(found, Seen), found
    return found


def shown(view: msgspec.Struct) -> Any:
    return msgspec.to_builtins(view)


@pytest.mark.parametrize(("kind", "identity"), MODES)
@pytest.mark.parametrize("answers", [False, True])
def test_every_kind_can_be_seen_in_every_mode_empty_and_with_answers(
    kind: str, identity: Identity, answers: bool
) -> None:
    for together in (False, True) if identity == "group" else (False,):
        found = seen(
            Asked(kind=kind, identity=identity, prompt={"fi": "?"}, flows=True, together=together, answers=answers)
        )
        assert shown(found.board)["view"]["kind"] == shown(found.phone)["view"]["kind"] == kind
        assert found.board.stage == ("closed" if answers else "open")
        assert found.phone.stage == "open"


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"cluster", "groups", "round", "show"}))
def test_people_answer_when_that_is_asked_for_and_not_before(kind: str) -> None:
    asked = Asked(kind=kind, identity="named", flows=True)
    assert seen(asked).phone.answered == 0
    assert seen(msgspec.structs.replace(asked, answers=True)).phone.answered > 4


def test_what_is_hidden_until_closing_is_shown_on_the_wall_as_it_will_be() -> None:
    found = seen(Asked(kind="vote", settings={"options": [{"fi": "a"}, {"fi": "b"}]}, answers=True))
    assert sum(option["dots"] for option in shown(found.board)["view"]["options"].values()) == PEOPLE


def test_a_wrong_setting_is_told_by_its_field() -> None:
    no = seen_of(Asked(kind="collect", settings={"max_notes": 9000}), KINDS, ("fi",))
    assert isinstance(no, Refusal)
    assert (no.code, field_of(no)) == ("settings_wrong", "max_notes")


def test_an_identity_the_kind_does_not_have_is_told_by_its_field() -> None:
    no = seen_of(Asked(kind="groups", identity="anonymous"), KINDS, ("fi",))
    assert isinstance(no, Refusal)
    assert field_of(no) == "identity"


async def test_whoever_leads_is_told_and_nothing_is_kept() -> None:
    async with open_world() as world:
        owner, workshop = await world.owner(), await world.workshop()
        room = await world.site.hub.room(workshop)
        before = room.position
        answer = await owner.ask(f"/w/{workshop}/preview", {"kind": "collect", "answers": True})
        assert answer.status_code == 200
        assert answer.json()["board"]["view"]["kind"] == "collect"
        assert room.position == before
        wrong = await owner.ask(f"/w/{workshop}/preview", {"kind": "collect", "settings": {"view": "x"}})
        assert (wrong.json()["no"], wrong.json()["field"]) == ("settings_wrong", "view")
        assert (await owner.ask(f"/w/{workshop}/preview", {"kind": 1})).status_code == 400


async def test_who_only_takes_part_is_not_told() -> None:
    async with open_world() as world:
        await world.owner()
        workshop = await world.workshop()
        phone = await world.phone(workshop)
        assert (await phone.ask(f"/w/{workshop}/preview", {"kind": "collect"})).status_code in (401, 403)


async def test_a_step_in_no_workshop_is_shown_to_the_owner_alone() -> None:
    async with open_world() as world:
        owner = await world.owner()
        seen = await owner.ask("/methods/preview", {"kind": "collect", "answers": True})
        assert seen.json()["board"]["view"]["kind"] == "collect"
        assert (await world.browser().ask("/methods/preview", {"kind": "collect"})).status_code == 401
