from facilitator.core import commands as c
from facilitator.core.agenda import Block, Step
from facilitator.views.parts import place_in_day, programme
from facilitator.views.shapes import ActivityView
from tests.stories import Story


def test_the_programme_tells_times_and_titles_and_where_we_are() -> None:
    story = Story(starts=600)
    story.open(minutes=5)
    story.do(
        c.AddBlock(
            block=Block(id="", title={"fi": "Tauko"}, is_break=True, note="osta pullaa"),
            after=story.workshop.blocks[0].id,
        )
    )
    story.open()

    lines = sorted(programme(story.workshop).values(), key=lambda line: line.sort)

    assert [(line.starts, line.is_break, line.state) for line in lines] == [
        (600, False, "done"),
        (610, True, "later"),
        (620, False, "now"),
    ]
    assert "pullaa" not in repr(lines)


def test_later_times_follow_in_the_programme_when_a_block_is_skipped() -> None:
    story = Story(starts=600)
    story.plan()
    story.plan()
    first, second = (block.id for block in story.workshop.blocks)
    story.start().do(c.SkipBlock(block=first))

    assert {block: line.starts for block, line in programme(story.workshop).items()} == {second: 600}


def test_the_place_in_the_day_is_nothing_before_the_first_step() -> None:
    story = Story()
    story.plan()
    assert place_in_day(story.workshop) == ""

    story.open()
    assert place_in_day(story.workshop) == "2/2"


def test_an_activity_counts_who_answered_and_never_says_who() -> None:
    story = Story()
    activity, liisa = story.open(), story.join("Liisa")
    story.do(c.MarkDone(activity=activity), liisa)

    view = story.board().activity
    assert isinstance(view, ActivityView)
    assert view.done == 1
    assert liisa[2:] not in repr(view)


def test_while_a_step_is_closing_all_screens_know_when_the_last_words_must_be_in() -> None:
    story = Story()
    step = story.open("collect")
    opened = story.phone().activity
    story.later(minutes=2)
    story.do(c.CloseActivity(activity=step))
    closing = story.phone().activity
    story.do(c.EndGrace(activity=step), by="s/room")
    closed = story.phone().activity

    assert isinstance(opened, ActivityView)
    assert isinstance(closing, ActivityView)
    assert isinstance(closed, ActivityView)
    assert (opened.grace_until, closed.grace_until) == (0, 0)
    assert closing.grace_until == story.at + 20_000


def test_the_place_in_the_day_counts_blocks_and_passes_breaks_over() -> None:
    story = Story()
    pause = story.add_block(Step(id="s", kind="show"), is_break=True)
    first = story.add_block(Step(id="s", kind="show"), Step(id="t", kind="show"), after=pause)
    story.start()

    story.do(c.OpenActivity(step=story.steps_of(pause)[0]))
    assert place_in_day(story.workshop) == ""

    story.do(c.OpenActivity(step=story.steps_of(first)[1]))
    assert place_in_day(story.workshop) == "1/1"
