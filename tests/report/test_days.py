from facilitator.core import commands as c
from facilitator.report.days import Day, asked_before, days_of
from tests.stories import Story


def two_days() -> Story:
    story = Story(title={"en": "Two days"}, languages=("en",), day="2026-12-03", starts=9 * 60)
    story.add_block(title={"en": "Asked"}, before=True)
    story.add_block(title={"en": "Opening"}, minutes=30)
    story.add_block(title={"en": "North"}, minutes=40, track="North")
    story.add_block(title={"en": "South"}, minutes=60, track="South")
    story.add_block(title={"en": "North goes on"}, minutes=10, track="North")
    story.add_block(title={"en": "Together"}, minutes=20)
    story.add_block(title={"en": "Second"}, new_day=True, fixed_at=8 * 60, date="2026-12-05")
    story.add_block(title={"en": "Morning"}, minutes=45)
    return story


def titles(day: Day) -> list[list[list[str]]]:
    return [[[line.block.title["en"] for line in track] for track in stretch.tracks] for stretch in day.stretches]


def test_days_have_dates_hours_and_tracks_side_by_side() -> None:
    first, second = days_of(two_days().workshop)
    assert titles(first) == [[["Opening"]], [["North", "North goes on"], ["South"]], [["Together"]]]
    assert (first.date, first.starts, first.ends) == ("2026-12-03", 540, 540 + 30 + 60 + 20)
    assert (second.date, second.starts, second.ends, second.title) == ("2026-12-05", 480, 525, {"en": "Second"})
    assert first.opened_by == ""
    assert second.opened_by


def test_what_is_asked_before_has_no_time_and_is_told_apart() -> None:
    workshop = two_days().workshop
    assert [block.title["en"] for block in asked_before(workshop)] == ["Asked"]
    assert all(line.block.title["en"] != "Asked" for day in days_of(workshop) for line in day.lines)


def test_what_was_removed_is_on_no_day_and_an_empty_plan_has_none() -> None:
    story = Story()
    assert days_of(story.workshop) == ()
    block = story.add_block(minutes=10)
    assert len(days_of(story.workshop)) == 1
    story.do(c.RemoveBlock(block=block))
    assert days_of(story.workshop) == ()


def test_a_second_day_without_a_date_is_given_none() -> None:
    story = Story(day="2026-12-03")
    story.add_block(minutes=10)
    story.add_block(new_day=True)
    story.add_block(minutes=10)
    assert [day.date for day in days_of(story.workshop)] == ["2026-12-03", ""]
