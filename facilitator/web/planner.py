"""What the agenda offers: kinds with the forms of their settings, and methods ready to be copied into the day."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from facilitator.core.kind import Kinds
from facilitator.library.method import Method
from facilitator.web.words import Words

# Where a method starts from what came before it: the screen puts the step there that will.
BEFORE = "before"
# Where a method's step is answered together: the screen puts the last step there that made groups.
GROUPS = "groups"


def kinds_offered(kinds: Kinds, words: Words) -> dict[str, dict[str, Any]]:
    """Return kinds by name: the schema of its settings, worded, its identities, whether groups answer as one."""
    return {
        name: {
            "schema": _worded(msgspec.json.schema(kind.Settings), words),
            "identities": list(kind.identities),
            "together": kind.answers_together,
        }
        for name, kind in kinds.items()
    }


def _worded(schema: Any, words: Words) -> Any:
    if isinstance(schema, Mapping):
        return {
            key: words(value)
            if key in ("title", "description") and isinstance(value, str)
            else _worded(value, words)
            for key, value in schema.items()
        }
    return [_worded(part, words) for part in schema] if isinstance(schema, list) else schema


def methods_offered(methods: Iterable[Method], languages: Sequence[str]) -> list[dict[str, Any]]:
    """Return methods as lines of a list, each with its slug, words, minutes and the block `AddBlock` takes."""
    lines = [
        {
            "slug": method.slug,
            "name": method.name,
            "purpose": method.purpose,
            "minutes": method.usual_minutes,
            "themes": method.themes,
            # The block has no id yet; its steps' ids tie its flow together until the command gives them theirs.
            "block": method.to_block("", languages=languages, before=BEFORE, groups=GROUPS),
        }
        for method in methods
    ]
    made: list[dict[str, Any]] = msgspec.to_builtins(lines)
    return made
