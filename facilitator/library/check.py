"""Checks files that somebody wrote, as they would be taken into the library: beside the methods that are there."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

import msgspec

from facilitator.core.kind import Kinds
from facilitator.library.fault import Fault, quoted
from facilitator.library.method import SLUG
from facilitator.library.parse import is_template, parse_all
from facilitator.library.slugs import slug_of


class Checked(msgspec.Struct, frozen=True):
    """How many methods and templates can be used, and what is wrong with the others."""

    methods: int
    templates: int
    faults: tuple[Fault, ...]


def check(texts: Mapping[str, str], shipped: Mapping[str, str], kinds: Kinds) -> Checked:
    """Return how the files *texts*, name → content, come through.

    Args:
        texts: The files; a template among them may be made of methods among them.
        shipped: The files that come with the product: what templates may be made of too.
        kinds: All kinds.
    """
    own = {PurePosixPath(file).stem for file in texts if not is_template(file)}
    beside = {
        file: text
        for file, text in shipped.items()
        if not is_template(file) and PurePosixPath(file).stem not in own and file not in texts
    }
    library = parse_all({**beside, **texts}, kinds)
    misnamed = tuple(fault for file in sorted(texts) if (fault := _misnamed(file)))
    faults = tuple(fault for fault in library.faults if fault.file in texts)
    wrong = {fault.file for fault in (*faults, *misnamed)}
    right = [file for file in texts if file not in wrong]
    templates = sum(map(is_template, right))
    return Checked(len(right) - templates, templates, (*misnamed, *faults))


def _misnamed(file: str) -> Fault | None:
    slug = PurePosixPath(file).stem
    if re.search(SLUG, slug):
        return None
    spelled = slug_of(slug) or "oma"
    return Fault(
        file,
        "the name of the file",
        f"is {quoted(slug)}",
        "small letters, digits and hyphens",
        f"rename it to {spelled}.toml",
    )
