"""Whether steps can be led where nobody uses a phone, and lose nothing that matters.

Talk needs no phone. Words are written on cards, dots are drawn on paper, and a scale of few rows is shown by hands
or on slips. What needs phones is arithmetic over many answers: orders, places in two directions, forms, rows upon
rows, a sample of its own for each, and votes that weigh differently.
"""

from collections.abc import Sequence

from facilitator.core.agenda import Step

# Rows of a scale that hands or slips can still answer and somebody can count.
MOST_ROWS = 3


def need_no_phones(steps: Sequence[Step]) -> bool:
    """Tell whether talk, hands and paper do all that these steps of a method do."""
    return all(_works_on_paper(step, steps) for step in steps)


def _works_on_paper(step: Step, steps: Sequence[Step]) -> bool:
    settings = step.settings
    match step.kind:
        case "rank" | "form":
            return False
        case "matrix":
            return bool(settings.get("who") == "leaders")
        case "rate":
            alone = len(settings.get("dimensions", ())) < 2 and not settings.get("sample")
            return 0 < _rows(step, steps) <= MOST_ROWS and alone
        case "vote":
            return not settings.get("weights")
        case _:
            return True


def _rows(step: Step, steps: Sequence[Step]) -> int:
    """Return how many rows a rating has, 0 where that is only known once people have written them."""
    if own := len(step.settings.get("statements", ())):
        return own
    source = next((other for other in steps if step.source and other.id == step.source.step), None)
    if source is not None and source.kind == "rate":
        return _rows(source, steps)
    return step.source.most if step.source else 0
