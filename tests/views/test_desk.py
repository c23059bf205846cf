from facilitator.activities.collect import PostNote
from facilitator.core import commands as c
from facilitator.core.agenda import Source
from facilitator.views.desk import next_move, remote_view
from facilitator.views.shapes import NextMove
from tests.stories import CO, KINDS, REMOTE, ROOM, Story


def test_there_is_always_one_next_move() -> None:
    story = Story()
    step = story.plan(settings={"hidden": True})
    moves = [next_move(story.workshop, KINDS)]
    for command, by in (
        (c.StartWorkshop(), ""),
        (c.OpenActivity(step=step), ""),
        (PostNote(activity=step, text="hei"), "liisa"),
        (c.CloseActivity(activity=step), ""),
        (c.Reveal(activity=step), ""),
        (c.EndWorkshop(), ""),
    ):
        if by:
            story.do(command, story.join("Liisa"))
        else:
            story.do(command)
        moves.append(next_move(story.workshop, KINDS))

    assert moves == [
        NextMove("start"),
        NextMove("open", "collect", step),
        NextMove("close", "collect", step),
        NextMove("close", "collect", step),
        NextMove("reveal", "collect", step),
        NextMove("end"),
        NextMove("summary"),
    ]


def test_the_desk_holds_the_whole_agenda_and_what_is_at_hand() -> None:
    story = Story(starts=540)
    wall, now = story.open(), story.open()
    planned = story.plan(source=Source(now, "top", 3))
    story.do(c.ShowOnBoard(what="activity", activity=wall))

    desk = story.desk()

    assert set(desk.activities) == {wall, now}
    assert [block.starts for block in desk.blocks.values()] == [540, 550, 560]
    steps = {step_id: step for block in desk.blocks.values() for step_id, step in block.steps.items()}
    assert [steps[step].stage for step in (wall, now, planned)] == ["closing", "open", "planned"]
    assert steps[planned].source == {"step": now, "take": "top", "most": 3}
    assert steps[now].source == {}


def test_removed_blocks_are_off_the_desk_and_skipped_ones_take_no_time() -> None:
    story = Story(starts=540)
    one, two, three = (story.add_block() for _ in range(3))
    story.do(c.RemoveBlock(block=one))
    story.do(c.SkipBlock(block=two))

    blocks = story.desk().blocks
    assert one not in blocks
    assert (blocks[two].skipped, blocks[two].starts) == (True, -1)
    assert blocks[three].starts == 540


def test_undo_says_what_it_would_take_back_to_each_leader(story: Story) -> None:
    block = story.add_block()
    story.do(c.EditBlock(block=block, minutes=3), CO)

    assert (story.desk().undo, story.desk(CO).undo, story.desk(REMOTE).undo) == ("AddBlock", "EditBlock", "")


def test_a_remote_knows_no_names_no_notes_to_self_and_no_calls_for_help() -> None:
    story = Story()
    activity = story.open(identity="facilitator")
    liisa = story.join("Liisa")
    story.do(PostNote(activity=activity, text="hei"), liisa)
    story.do(c.AskHelp(text="salaisuus"), liisa)
    story.do(c.EditBlock(block=story.workshop.blocks[0].id, note="salaisuus", materials={"fi": "salaisuus"}))
    story.do(c.EditWorkshop(client="salaisuus", aim={"fi": "salaisuus"}, intro={"fi": "salaisuus"}))
    assert "Liisa" in repr(story.desk())
    assert "salaisuus" in repr(story.desk())

    remote = repr(remote_view(story.workshop, 1, REMOTE, KINDS))

    assert "Liisa" not in remote
    assert "salaisuus" not in remote
    assert activity in remote


def test_the_time_that_is_up_is_seen_at_the_desk_and_nothing_closes_by_itself() -> None:
    story = Story()
    activity = story.open()
    story.do(c.TimeUp(activity=activity, ends_at=story.activity(activity).ends_at), ROOM)

    assert story.desk().activities[activity].time_up
    assert story.desk().next.does == "close"
