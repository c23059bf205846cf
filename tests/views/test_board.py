from facilitator.activities.collect import PostNote
from facilitator.core import commands as c
from facilitator.core.agenda import Block
from facilitator.views.shapes import ActivityView
from tests.stories import Story


def test_the_lobby_tells_who_is_welcome_to_what(story: Story) -> None:
    story.do(c.EditWorkshop(expected=25))
    story.start()
    story.join()

    board = story.board()
    assert (board.what, board.title, board.activity) == ("lobby", {"fi": "Kehittämispäivä"}, {})
    assert (board.joined, board.expected) == (1, 25)


def test_the_wall_shows_an_activity_and_later_ones_do_not_change_what_was_chosen() -> None:
    story = Story()
    first = story.open()
    story.open()
    story.do(c.ShowOnBoard(what="activity", activity=first))

    shown = story.board().activity
    assert isinstance(shown, ActivityView)
    assert shown.id == first


def test_programme_and_parking_are_on_the_wall_only_when_they_are_chosen(story: Story) -> None:
    story.add_block()
    idea = story.do(c.ParkIdea(text="kahvi"))
    assert (story.board().programme, story.board().parking) == ({}, {})

    story.do(c.ShowOnBoard(what="programme"))
    assert len(story.board().programme) == 1
    story.do(c.ShowOnBoard(what="parking"))
    assert list(story.board().parking) == [idea]


def test_no_private_word_is_on_the_wall() -> None:
    story = Story(blocks=(Block(id="a", note="salaisuus"),))
    activity = story.open(settings={"hidden": True})
    liisa = story.join("Liisa")
    story.do(PostNote(activity=activity, text="salaisuus"), liisa)
    story.do(c.AskHelp(text="salaisuus"), liisa)
    story.do(c.HideParked(parked=story.do(c.ParkIdea(text="salaisuus"), liisa)))
    story.do(c.EditWorkshop(client="salaisuus", intro={"fi": "salaisuus"}))

    for what in ("activity", "programme", "parking"):
        story.do(c.ShowOnBoard(what=what, activity=activity))
        assert "salaisuus" not in repr(story.board())
    assert "salaisuus" in repr(story.desk())
