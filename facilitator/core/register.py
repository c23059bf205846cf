"""The installation's own log, stream ``register``: which workshops there are, who may in, what is preferred.

Ids and facts only. Secrets (passphrase hashes, sessions, links, tokens) are in the vault, never here.
"""

from typing import Annotated, Literal

import msgspec

from facilitator.core.book import Book, Pages
from facilitator.core.commands import Language
from facilitator.core.ids import Id
from facilitator.core.refusal import Refusal
from facilitator.core.text import Text
from facilitator.core.workshop import Phase

replace = msgspec.structs.replace

REGISTER = "register"
Months = Annotated[int, msgspec.Meta(ge=0, le=120)]


class RegisterCommand(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", omit_defaults=True):
    """Base of what is asked of the register; ``do`` is the class name."""


class OpenInstallation(RegisterCommand, frozen=True, tag="OpenInstallation"):
    """First entry: somebody set the passphrase and owns the installation. The command's id is the account's id."""

    language: Language = "fi"


class ListWorkshop(RegisterCommand, frozen=True, tag="ListWorkshop"):
    """Puts a workshop on the list, or renews what the list says of it.

    Attributes:
        code: What people type to join; dead once the phase is ended.
        upto: Seq of the workshop's stream at which these facts were read.
    """

    workshop: Id
    code: str
    title: Text = {}
    languages: tuple[Language, ...] = ("fi",)
    day: str = ""
    phase: Phase = "planning"
    owner: str = ""
    pretend: bool = False
    ended_at: int = 0
    upto: int = 0


class DeleteWorkshop(RegisterCommand, frozen=True, tag="DeleteWorkshop"):
    """Takes a workshop off the list for good; its stream is dropped beside this."""

    workshop: Id


class GrantAccess(RegisterCommand, frozen=True, tag="GrantAccess"):
    """Lets a co-facilitator lead one workshop. The command's id is the access's id."""

    workshop: Id


class RevokeAccess(RegisterCommand, frozen=True, tag="RevokeAccess"):
    """Ends a co-facilitator's access."""

    access: Id


class SetPreference(RegisterCommand, frozen=True, tag="SetPreference"):
    """Changes what is preferred; what is not given stays.

    Attributes:
        keep_months: How long an ended workshop is kept before it is deleted; 0 is until someone deletes it.
    """

    language: Language | msgspec.UnsetType = msgspec.UNSET
    organisation: Annotated[str, msgspec.Meta(max_length=120)] | msgspec.UnsetType = msgspec.UNSET
    keep_months: Months | msgspec.UnsetType = msgspec.UNSET


REGISTER_COMMANDS: tuple[type[RegisterCommand], ...] = (
    OpenInstallation,
    ListWorkshop,
    DeleteWorkshop,
    GrantAccess,
    RevokeAccess,
    SetPreference,
)


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """A workshop as the list tells it. Times in UTC milliseconds; 0 is not yet."""

    code: str
    title: Text
    languages: tuple[str, ...]
    day: str
    phase: Phase
    owner: str
    pretend: bool
    listed_at: int
    ended_at: int
    upto: int


class Access(msgspec.Struct, frozen=True):
    """A co-facilitator's way into one workshop."""

    workshop: str
    role: Literal["co"] = "co"


class Register(Pages, frozen=True, kw_only=True):
    """Everything folded. ``owner`` is the owner's account id, or nothing before the first start."""

    owner: str = ""
    language: str = "fi"
    organisation: str = ""
    keep_months: int = 0
    workshops: dict[str, Card] = msgspec.field(default_factory=dict)
    accesses: dict[str, Access] = msgspec.field(default_factory=dict)
    deleted: frozenset[str] = frozenset()  # so that a deletion that a crash cut off is finished

    def workshop_by_code(self, code: str) -> str:
        """Return the id of the workshop that lives under *code*, or nothing. Ended ones have no code."""
        if not code:
            return ""
        return next((wid for wid, card in self.workshops.items() if card.code == code and is_live(card)), "")

    @property
    def live_codes(self) -> frozenset[str]:
        """Codes that somebody could join by."""
        return frozenset(card.code for card in self.workshops.values() if is_live(card))


def is_live(card: Card) -> bool:
    """Whether people can still join."""
    return card.phase != "ended"


def refuse_register(register: Register, command: RegisterCommand) -> Refusal | None:
    """Return why *command* cannot be carried out, or nothing."""
    match command:
        case OpenInstallation():
            return Refusal("already_started") if register.owner else None
        case ListWorkshop(workshop=workshop, code=code, phase=phase):
            taken = register.workshop_by_code(code)
            return Refusal("code_taken") if phase != "ended" and taken not in ("", workshop) else None
        case DeleteWorkshop(workshop=workshop) | GrantAccess(workshop=workshop):
            return None if workshop in register.workshops else Refusal("no_such_workshop")
        case RevokeAccess(access=access):
            return None if access in register.accesses else Refusal("no_such_access")
    return None


def _change(register: Register, at: int, command_id: str, command: RegisterCommand) -> Register:
    match command:
        case OpenInstallation(language=language):
            return replace(register, owner=command_id, language=language)
        case ListWorkshop():
            return _listed(register, at, command)
        case DeleteWorkshop(workshop=workshop):
            return _without(register, workshop)
        case GrantAccess(workshop=workshop):
            return replace(register, accesses={**register.accesses, command_id: Access(workshop)})
        case RevokeAccess(access=access):
            left = {key: value for key, value in register.accesses.items() if key != access}
            return replace(register, accesses=left)
        case SetPreference():
            names = ("language", "organisation", "keep_months")
            given = {name: value for name in names if (value := getattr(command, name)) is not msgspec.UNSET}
            return replace(register, **given)
    return register


def _listed(register: Register, at: int, command: ListWorkshop) -> Register:
    known = register.workshops.get(command.workshop)
    facts = {name: getattr(command, name) for name in command.__struct_fields__ if name != "workshop"}
    card = Card(listed_at=known.listed_at if known else at, **facts)
    return replace(
        register,
        workshops={**register.workshops, command.workshop: card},
        deleted=register.deleted - {command.workshop},
    )


def _without(register: Register, workshop: str) -> Register:
    return replace(
        register,
        workshops={key: card for key, card in register.workshops.items() if key != workshop},
        accesses={key: access for key, access in register.accesses.items() if access.workshop != workshop},
        deleted=register.deleted | {workshop},
    )


REGISTER_BOOK: Book[Register, RegisterCommand] = Book(
    REGISTER, Register(), REGISTER_COMMANDS, refuse_register, _change
)
