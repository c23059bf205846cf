from facilitator.core import commands as c
from facilitator.report.plan import comments_of, plan_of
from tests.report.days import SAY
from tests.report.plans import CLIENTS, FORBIDDEN, marked
from tests.stories import Story

CLIENT = "k/plan"


def test_the_client_reads_what_people_do_and_never_notes_settings_or_answers() -> None:
    story = marked()
    told = repr(plan_of(story.workshop, ("fi",), SAY))
    assert [word for word in CLIENTS if word not in told] == []
    assert [word for word in FORBIDDEN if word in told] == []


def test_what_is_asked_before_the_day_stands_apart() -> None:
    sheet = plan_of(marked().workshop, ("fi",), SAY)
    assert [(row.title.words, row.time) for row in sheet.before] == [("Ennen", "")]
    assert [row.title.words for row in sheet.rows] == ["Ennen", "blockword", "Break"]


def test_answers_are_in_no_plan() -> None:
    from tests.report.days import lively_day

    story, _people = lively_day("named", "client")
    told = repr(plan_of(story.workshop, ("en",), SAY))
    for word in ("shownword", "actionword", "promiseword", "parkedword", "Realname", "helpword", "optionword"):
        assert word not in told


def test_comments_stand_under_their_block_and_those_on_what_is_gone_under_the_whole() -> None:
    story = marked()
    block, gone = story.workshop.blocks[0].id, story.workshop.blocks[1].id
    first = story.do(c.CommentPlan(text="Longer", block=block, name="Kaisa"), CLIENT)
    story.do(c.CommentPlan(text="Fine"), CLIENT)
    story.do(c.CommentPlan(text="No break", block=gone), CLIENT)
    story.do(c.SettleComment(comment=first))
    story.do(c.RemoveBlock(block=gone))
    told = comments_of(story.workshop)
    assert [(one.text, one.name, one.settled) for one in told[block]] == [("Longer", "Kaisa", True)]
    assert [one.text for one in told[""]] == ["Fine", "No break"]
    assert not any(one.settled for one in told[""])


def test_a_plan_that_says_nothing_yet_has_no_empty_headings() -> None:
    sheet = plan_of(Story().workshop, ("en",), SAY)
    assert (sheet.about, sheet.days, sheet.before) == ((), (), ())
    assert sheet.empty
