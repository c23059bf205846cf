"""A no, as a value: it travels as a code and is worded in the reader's language by the catalogue."""

import msgspec


class Refusal(msgspec.Struct, frozen=True):
    """Why a command was not carried out.

    Attributes:
        code: One of the codes that the catalogue words under the context ``refusal``.
        facts: Numbers or codes that the wording needs; never words people wrote.
    """

    code: str
    facts: dict[str, int | str] = {}
