from facilitator.activities.collect import PostNote
from facilitator.core import commands as c
from facilitator.core.kind import Nothing
from facilitator.views.shapes import ActivityView
from tests.stories import Story


def test_all_phones_are_on_the_same_activity_and_see_the_wall_when_it_is_another() -> None:
    story = Story()
    first, second = story.open(), story.open()
    phone = story.phone()
    assert isinstance(phone.activity, ActivityView)
    assert (phone.activity.id, phone.wall) == (second, {})

    story.do(c.ShowOnBoard(what="activity", activity=first))
    wall = story.phone().wall
    assert isinstance(wall, ActivityView)
    assert wall.id == first

    story.do(c.BlankBoard(on=True))
    assert story.phone().wall == {}


def test_before_the_first_activity_there_is_nothing_to_do_but_there_is_somebody(story: Story) -> None:
    liisa = story.join("Liisa", nickname="lz")

    mine = story.mine(liisa)

    assert story.phone().activity == {}
    assert (mine.name, mine.nickname, mine.activity, mine.view) == ("Liisa", "lz", "", Nothing())


def test_ones_own_words_are_seen_at_once_by_oneself_alone() -> None:
    story = Story()
    activity = story.open(identity="anonymous")
    liisa, mikko = story.join(), story.join()
    note = story.do(PostNote(activity=activity, text="salaisuus"), story.pseudonym(1))

    assert note in story.mine(liisa, story.pseudonym(1)).view.notes
    for other in (story.mine(mikko, story.pseudonym(2)), story.mine(liisa), story.phone(), story.board()):
        assert "salaisuus" not in repr(other)


def test_resting_phones_are_told_to_rest(story: Story) -> None:
    story.do(c.RestPhones(on=True))

    assert story.phone().rest
