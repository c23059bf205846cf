from facilitator.core.agenda import Source, Step
from facilitator.report.runsheet import run_sheet_of
from facilitator.report.sheet import Sheet
from tests.report.days import SAY
from tests.report.plans import CLIENTS, marked, template
from tests.stories import KINDS, Story


def run_sheet(story: Story, *order: str) -> Sheet:
    return run_sheet_of(story.workshop, order or ("fi",), SAY, KINDS, {"view: cloud": "A word cloud"})


def test_the_run_sheet_has_all_that_leading_needs() -> None:
    told = repr(run_sheet(marked()))
    for word in (*CLIENTS, "noteword", "settingword", "materialword", "A word cloud"):
        assert word in told, word
    assert "deliveryword" not in told


def test_materials_stand_on_one_line() -> None:
    (materials,) = [para for para in run_sheet(marked()).rows[1].paras if para.look == "fact"]
    assert (materials.label, materials.said.words) == ("Materials", "materialword · Tussit (punainen, sininen)")


def test_a_step_tells_its_minutes_and_where_its_material_comes_from() -> None:
    row = run_sheet(marked()).rows[1]
    tasks = [para for para in row.paras if para.look == "task"]
    assert [task.label for task in tasks] == ["vote, 7 min", "collect, 5 min"]
    assert tasks[1].more[0] == "From: promptword"
    assert (row.minutes, row.lead, row.marks) == (20, "leadword", ("fixed time",))


def test_a_break_does_not_tell_of_its_own_clock_on_the_wall() -> None:
    rests = [row for row in run_sheet(template()).rows if row.rests]
    assert rests
    assert not [row for row in rests for para in row.paras if para.look == "task"]


def test_texts_are_in_the_chosen_language_and_else_in_any() -> None:
    row = run_sheet(marked(), "sv", "fi").rows[1]
    assert (row.title.words, row.title.lang) == ("blockord", "sv")
    assert (row.paras[0].said.words, row.paras[0].said.lang) == ("goalword", "fi")


def test_material_that_is_the_same_as_right_before_is_told_once() -> None:
    story = Story(title={"fi": "Päivä"}, languages=("fi",))
    story.add_block(Step(id="ideas", kind="collect", prompt={"fi": "Ideat"}), title={"fi": "Eka"})
    ideas = Source(story.workshop.blocks[0].steps[0].id)
    taken = [Step(id=name, kind=name, prompt={"fi": name}, source=ideas) for name in ("show", "vote")]
    last = Step(id="rank", kind="rank", prompt={"fi": "rank"}, source=Source("vote"))
    story.add_block(*taken, last, title={"fi": "Toka"})
    (*_, row) = run_sheet(story).rows
    assert [para.more[:1] for para in row.paras] == [("From: Ideat",), (), ("From: vote",)]
