"""Agendas of chance with the times the server gives them, for the screens' own arithmetic to agree with.

``python -m tests.js.timetables`` writes them anew: days, tracks, fixed times, breaks, what is asked before the day.
"""

import json
import random
from pathlib import Path
from typing import Any

import msgspec

from facilitator.core.agenda import Block, timetable

PATH = Path(__file__).parent / "timetables.json"
CASES = 120


def told(blocks: list[Block], starts: int) -> dict[str, list[float]]:
    """Return what the server says of each block that has a time: starts, ends, waits, late, day."""
    return {
        slot.block: [slot.starts, slot.ends, slot.waits, slot.late, slot.day] for slot in timetable(blocks, starts)
    }


def read(case: dict[str, Any]) -> list[Block]:
    """Return a case's blocks."""
    return msgspec.convert(case["blocks"], list[Block])


def make(seed: int) -> dict[str, Any]:
    """Return an agenda of chance and the server's times for it; what is usual is left out."""
    chance = random.Random(seed)
    starts = chance.choice([480, 540, 555])
    blocks = [_block(chance, f"b{n}") for n in range(chance.randint(0, 14))]
    rows = msgspec.to_builtins(blocks)
    bare = msgspec.to_builtins(Block(id=""))
    thin = [{key: value for key, value in row.items() if key == "id" or bare[key] != value} for row in rows]
    return {"starts": starts, "blocks": thin, "slots": told(blocks, starts)}


def _block(chance: random.Random, block_id: str) -> Block:
    if chance.random() < 0.12:
        return Block(id=block_id, minutes=0, new_day=True, fixed_at=chance.choice([None, 510, 600]))
    return Block(
        id=block_id,
        minutes=chance.choice([0, 5, 15, 20, 45, 90]),
        fixed_at=chance.choice([None] * 5 + [570, 690, 780]),
        track=chance.choice(["", "", "", "A", "A", "B", "C"]),
        before=chance.random() < 0.08,
        is_break=chance.random() < 0.15,
    )


def main() -> None:
    """Write the cases, one on a line."""
    lines = [json.dumps(make(seed), separators=(",", ":")) for seed in range(CASES)]
    PATH.write_text("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    main()
