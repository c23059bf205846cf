from pathlib import Path

import msgspec
import pytest

from facilitator.core.workshop import Copilot, Touch, Workshop
from tests.stories import Story


def test_a_workshop_that_has_no_entries_is_empty_and_equal_to_another() -> None:
    assert Workshop() == Workshop()
    assert Workshop().seats_allowed == 40


def test_a_state_cannot_be_changed_in_place() -> None:
    with pytest.raises(AttributeError):
        Workshop().seq = 1  # type: ignore[misc]


def test_a_step_is_found_with_its_block_opened_or_not() -> None:
    story = Story()
    planned, opened = story.plan(), story.open()

    for place, step in enumerate((planned, opened)):
        found = story.workshop.find_step(step)
        assert found
        assert (found[0], found[1].id) == (story.workshop.blocks[place], step)
    assert story.workshop.find_step("nothing") is None


def test_an_activity_tells_its_kind_no_more_than_the_moment() -> None:
    story = Story()
    moment = story.activity(story.open(identity="only_you")).moment

    assert msgspec.structs.asdict(moment) == {"stage": "open", "revealed": False, "identity": "only_you"}


def test_a_touch_remembers_the_others_before() -> None:
    touch = Touch(7, "f/anna", others=3)

    assert touch.by_others_than("f/anna") == 3
    assert touch.by_others_than("c/olli") == 7


@pytest.mark.parametrize("threshold", Copilot.__struct_fields__)
def test_a_leader_can_read_when_each_hint_comes(threshold: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "leading.md").read_text()
    rows = [row for row in page.splitlines() if f"(`{threshold}`)" in row]

    assert len(rows) == 1
    assert f"| {getattr(Copilot(), threshold)}" in rows[0]
