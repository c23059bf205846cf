"""Finds the kinds: every module beside this one that offers a ``kind``; the others help them."""

import importlib
import pkgutil

from facilitator import activities
from facilitator.core.kind import AnyKind, Kinds

NOT_KINDS = frozenset({"registry", "codec"})  # they walk the registry themselves


def load_kinds() -> Kinds:
    """Return all kinds by name, in alphabetical order so that every process has the same."""
    kinds: dict[str, AnyKind] = {}
    for module in sorted(pkgutil.iter_modules(activities.__path__), key=lambda found: found.name):
        if module.name not in NOT_KINDS:
            kind: AnyKind | None = getattr(
                importlib.import_module(f"{activities.__name__}.{module.name}"), "kind", None
            )
            if kind is not None:
                kinds[kind.name] = kind
    return kinds
