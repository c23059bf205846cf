"""The register: what the installation's own log folds into."""

import msgspec
import pytest

from facilitator.core.errors import NewerEntry
from facilitator.core.ids import derived_id
from facilitator.core.refusal import Refusal
from facilitator.core.register import (
    REGISTER_BOOK,
    REGISTER_COMMANDS,
    DeleteWorkshop,
    GrantAccess,
    ListWorkshop,
    OpenInstallation,
    Register,
    RegisterCommand,
    RevokeAccess,
    SetPreference,
    refuse_register,
)

SPRING, AUTUMN = derived_id("spring"), derived_id("autumn")


def folded(*commands: RegisterCommand) -> Register:
    register = Register()
    for seq, command in enumerate(commands, 1):
        register, no = REGISTER_BOOK.fold(register, seq, seq * 1000, derived_id(str(seq)), command)
        assert no is None, no
    return register


def test_the_first_start_makes_an_owner_and_the_second_is_refused() -> None:
    register = folded(OpenInstallation(language="sv"))
    assert (register.owner, register.language) == (derived_id("1"), "sv")
    assert refuse_register(register, OpenInstallation()) == Refusal("already_started")


def test_listing_twice_renews_the_card_and_keeps_when_it_was_first_listed() -> None:
    register = folded(
        ListWorkshop(workshop=SPRING, code="KX7M2Q", title={"fi": "Kevät"}),
        ListWorkshop(workshop=SPRING, code="KX7M2Q", title={"fi": "Kesä"}, phase="running"),
    )
    card = register.workshops[SPRING]
    assert (card.title, card.phase, card.listed_at) == ({"fi": "Kesä"}, "running", 1000)


def test_a_code_leads_to_its_workshop_until_the_workshop_has_ended() -> None:
    register = folded(ListWorkshop(workshop=SPRING, code="KX7M2Q"))
    assert register.workshop_by_code("KX7M2Q") == SPRING
    ended = folded(ListWorkshop(workshop=SPRING, code="KX7M2Q", phase="ended", ended_at=5))
    assert ended.workshop_by_code("KX7M2Q") == ""
    assert ended.workshop_by_code("") == ""


def test_a_code_in_use_is_refused_and_one_of_an_ended_workshop_is_free_again() -> None:
    register = folded(ListWorkshop(workshop=SPRING, code="KX7M2Q"))
    assert refuse_register(register, ListWorkshop(workshop=AUTUMN, code="KX7M2Q")) == Refusal("code_taken")
    ended = folded(ListWorkshop(workshop=SPRING, code="KX7M2Q", phase="ended"))
    assert refuse_register(ended, ListWorkshop(workshop=AUTUMN, code="KX7M2Q")) is None


def test_deleting_a_workshop_takes_its_accesses_along() -> None:
    register = folded(
        ListWorkshop(workshop=SPRING, code="KX7M2Q"), GrantAccess(workshop=SPRING), DeleteWorkshop(workshop=SPRING)
    )
    assert (register.workshops, register.accesses, register.deleted) == ({}, {}, frozenset({SPRING}))
    restored, _ = REGISTER_BOOK.fold(register, 4, 0, derived_id("4"), ListWorkshop(workshop=SPRING, code="KX7M2Q"))
    assert restored.deleted == frozenset()
    assert refuse_register(register, DeleteWorkshop(workshop=SPRING)) == Refusal("no_such_workshop")


def test_an_access_is_granted_under_the_commands_id_and_revoked_by_it() -> None:
    register = folded(ListWorkshop(workshop=SPRING, code="KX7M2Q"), GrantAccess(workshop=SPRING))
    assert register.accesses[derived_id("2")].workshop == SPRING
    register, no = REGISTER_BOOK.fold(register, 3, 0, derived_id("3"), RevokeAccess(access=derived_id("2")))
    assert no is None
    assert register.accesses == {}
    assert refuse_register(register, RevokeAccess(access=derived_id("2"))) == Refusal("no_such_access")


def test_a_preference_changes_only_what_is_given() -> None:
    register = folded(SetPreference(organisation="Kunta"), SetPreference(keep_months=12))
    assert (register.language, register.organisation, register.keep_months) == ("fi", "Kunta", 12)


def test_a_refused_command_changes_nothing_but_the_place_in_the_stream() -> None:
    register, no = REGISTER_BOOK.fold(Register(), 1, 7, derived_id("1"), DeleteWorkshop(workshop=SPRING))
    assert no == Refusal("no_such_workshop")
    assert register == Register(seq=1, at=7)


@pytest.mark.parametrize("command", REGISTER_COMMANDS)
def test_every_command_says_its_name_and_comes_back_from_bytes(command: type[RegisterCommand]) -> None:
    ids = {"workshop": SPRING, "access": AUTUMN, "code": "KX7M2Q"}
    asked = command(**{name: value for name, value in ids.items() if name in command.__struct_fields__})
    assert msgspec.json.decode(REGISTER_BOOK.encode(asked))["do"] == command.__name__
    assert REGISTER_BOOK.decode(REGISTER_BOOK.encode(asked)) == asked


def test_an_unknown_command_was_made_by_a_newer_version() -> None:
    with pytest.raises(NewerEntry, match="newer version"):
        REGISTER_BOOK.decode(b'{"do":"PaintRegister"}')
