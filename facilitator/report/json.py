"""The summary as JSON, for programs. Its shape has a number; a reader that meets a larger one should stop."""

from typing import Any

import msgspec

from facilitator.activities.consent import SupportView
from facilitator.core.text import pick
from facilitator.report.summary import DecisionLine, Part, Summary

FORMAT = 1


def document(summary: Summary) -> bytes:
    """Return the summary as indented JSON. Texts are strings; what a cut withholds is not there."""
    tags = summary.languages
    told = {
        "format": FORMAT,
        "cut": summary.cut,
        "phase": summary.phase,
        "title": pick(summary.cover.title, tags),
        "client": summary.cover.client,
        "day": summary.cover.day,
        "place": summary.cover.place,
        "people": summary.cover.people,
        "tables": summary.cover.tables,
        "aim": pick(summary.aim, tags),
        "intro": pick(summary.intro, tags),
        "agreed": {line.what: pick(line.text, tags) for line in summary.agreed},
        "programme": [
            {**msgspec.structs.asdict(line), "title": pick(line.title, tags)} for line in summary.programme
        ],
        "sections": [
            {
                "title": pick(section.title, tags),
                "activities": [_activity(part, tags) for part in section.parts if part.is_told],
            }
            for section in summary.sections
        ],
        "decisions": [_decision(line, tags) for line in summary.decisions],
        "actions": [
            {**msgspec.structs.asdict(line), "company": pick(line.company, tags)} for line in summary.actions
        ],
        "parked": summary.parked,
        "appendix": [
            {"prompt": pick(verbatim.prompt, tags), "notes": verbatim.notes} for verbatim in summary.appendix
        ],
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2)


def _decision(line: DecisionLine, tags: tuple[str, ...]) -> dict[str, Any]:
    return {
        "text": pick(line.text, tags),
        "version": line.place,
        "decision": line.decision,
        "words": line.words,
        **_support(line.result),
        "reservations": [
            {"text": note.text, "name": note.name, "version": note.place} for note in line.reservations
        ],
        "earlier": [{"text": pick(old.text, tags), **_support(old.result)} for old in line.versions],
    }


def _support(result: SupportView) -> dict[str, Any]:
    """Return the numbers where they are told; without them nothing but whether too few answered."""
    if not result.shown or result.few:
        return {"few": result.few}
    return {
        "few": False,
        "answers": result.n,
        "support": result.support,
        "levels": result.counts,
        "outcome": result.outcome,
    }


def _activity(part: Part, tags: tuple[str, ...]) -> dict[str, Any]:
    header, *rows = part.rows or ((),)
    return {
        "kind": part.kind,
        "prompt": pick(part.prompt, tags),
        "identity": part.identity,
        "destination": part.reach,
        "sealed": part.sealed,
        "voices": part.voices,
        "phones": part.phones,
        "hands": part.hands,
        "paper": part.paper,
        "few": part.few,
        "comment": part.comment,
        "columns": header,
        "rows": rows,
    }
