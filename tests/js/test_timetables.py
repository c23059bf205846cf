"""The plan has the same times on the server and on the screens: both are held to the same agendas of chance.

The screens' half is in ``agenda-days.test.js``.
"""

import json

import pytest

from tests.js.timetables import CASES, PATH, make, read, told

KEPT = json.loads(PATH.read_text())


def test_there_are_days_tracks_waits_and_lateness_among_the_agendas() -> None:
    slots = [slot for case in KEPT for slot in case["slots"].values()]

    assert len(KEPT) == CASES
    assert max(day for *_, day in slots) > 1
    assert any(waits for _, _, waits, _, _ in slots)
    assert any(late for _, _, _, late, _ in slots)
    assert any(sum("track" in block for block in case["blocks"]) > 3 for case in KEPT)


@pytest.mark.parametrize("number", range(CASES))
def test_the_server_lays_an_agenda_out_as_it_was_kept(number: int) -> None:
    case = KEPT[number]

    assert told(read(case), case["starts"]) == case["slots"]
    assert make(number) == case
