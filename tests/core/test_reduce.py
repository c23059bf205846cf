import msgspec
import pytest

from facilitator.activities.collect import AddPaperNote, EditNote, HideNote, PostNote, WithdrawNote
from facilitator.core import commands as c
from facilitator.core.actors import Doing
from facilitator.core.agenda import Block, Step
from facilitator.core.reduce import touched_by
from facilitator.core.refusal import Refusal
from facilitator.core.workshop import UNDO_DEPTH, Workshop
from tests.stories import CO, FACILITATOR, MORNING, REMOTE, Story, made_id

CHANGED_SINCE = Refusal("changed_since")


# --- the fold --------------------------------------------------------------------------------------------


def test_a_stream_begins_once() -> None:
    story = Story(title={"fi": "Päivä"}, languages=("fi", "sv"), day="2031-02-03", expected=12)

    assert story.workshop.title == {"fi": "Päivä"}
    assert (story.workshop.seq, story.workshop.at, story.workshop.created_at) == (1, MORNING, MORNING)
    assert story.ask(c.CreateWorkshop(title={})) == Refusal("already_started")


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        ((Block(id="a"), Block(id="a")), "settings_wrong"),
        ((Block(id="a", steps=(Step(id="s", kind="collect"), Step(id="s", kind="collect"))),), "settings_wrong"),
        ((Block(id=""),), "settings_wrong"),
        ((Block(id="a", steps=(Step(id="s", kind="juggle"),)),), "kind_unknown"),
        (tuple(Block(id=f"{n}") for n in range(301)), "too_many"),
    ],
)
def test_a_workshop_is_not_made_of_what_could_not_be_added_to_it(blocks: tuple[Block, ...], code: str) -> None:
    story = Story()
    story.workshop = Workshop()

    no = story.ask(c.CreateWorkshop(title={}, blocks=blocks))

    assert no
    assert no.code == code


def test_a_lost_race_changes_nothing_but_the_place_in_the_stream() -> None:
    story = Story()
    activity = story.open()
    story.do(c.CloseActivity(activity=activity))
    before = story.workshop

    _, no = story.try_to(c.CloseActivity(activity=activity), CO)

    assert no == Refusal("not_open")
    assert story.workshop == msgspec.structs.replace(before, seq=before.seq + 1)


def test_time_never_goes_back_though_pseudonyms_have_none() -> None:
    story = Story()
    activity = story.open(identity="anonymous")
    story.do(PostNote(activity=activity, text="hei"), story.pseudonym(1))
    assert story.entries[-1].at == 0

    assert story.workshop.at == MORNING


def test_the_same_entries_make_the_same_workshop() -> None:
    def play() -> Story:
        story = Story()
        activity = story.open(identity="anonymous", settings={"hidden": True})
        for number in range(5):
            story.do(PostNote(activity=activity, text=f"salaa {number}"), story.pseudonym(number))
        story.do(c.Reveal(activity=activity))
        return story

    assert msgspec.json.encode(play().workshop) == msgspec.json.encode(play().workshop)


def test_a_command_of_another_kind_is_refused() -> None:
    story = Story()
    kinds = {"show": story.open("show"), "collect": story.open("collect")}

    assert story.ask(AddPaperNote(activity=kinds["show"], text="hei")) == Refusal("not_permitted")
    assert story.ask(AddPaperNote(activity=kinds["collect"], text="hei")) is None
    assert story.ask(AddPaperNote(activity="nothing", text="hei")) == Refusal("no_such_activity")


def test_leaders_may_go_on_with_what_is_closed() -> None:
    story = Story()
    activity = story.open()
    story.do(c.EndWorkshop())

    assert story.ask(AddPaperNote(activity=activity, text="seinältä")) is None


def test_one_changes_and_withdraws_ones_own_words_only() -> None:
    story = Story()
    activity = story.open()
    liisa, mikko = story.join("Liisa"), story.join("Mikko")
    note = story.do(PostNote(activity=activity, text="hei"), liisa)

    for command in (
        EditNote(activity=activity, note=note, text="hoi"),
        WithdrawNote(activity=activity, note=note),
    ):
        assert story.ask(command, mikko) == Refusal("not_yours")
        assert story.ask(command, liisa) is None


# --- the workshop's facts --------------------------------------------------------------------------------


def test_what_is_not_given_stays() -> None:
    story = Story(day="2031-02-03")
    story.do(c.EditWorkshop(place="Turku", languages=("sv",)))

    assert (story.workshop.day, story.workshop.place, story.workshop.languages) == ("2031-02-03", "Turku", ("sv",))


def test_after_the_day_only_the_cover_of_the_summary_is_written(story: Story) -> None:
    story.start().do(c.EndWorkshop())

    assert story.ask(c.EditWorkshop(starts=3)) == Refusal("workshop_over")
    assert story.ask(c.EditWorkshop(title={"fi": "x"}, day="")) == Refusal("workshop_over")
    cover = c.EditWorkshop(title={"fi": "x"}, intro={"fi": "y"}, aim={}, client="z", place="w")
    assert story.ask(cover) is None


def test_the_summary_hides_an_activity_and_carries_a_comment() -> None:
    story = Story()
    activity = story.open()
    story.do(c.ArrangeSummary(activity=activity, hidden=True))
    story.do(c.ArrangeSummary(activity=activity, comment="hyvä keskustelu"))
    assert story.activity(activity).hidden_in_summary

    story.do(c.Undo())

    assert (story.activity(activity).hidden_in_summary, story.activity(activity).comment) == (True, "")
    assert story.ask(c.ArrangeSummary(activity="nothing")) == Refusal("no_such_activity")


# --- undo ------------------------------------------------------------------------------------------------


def test_there_is_nothing_to_undo_at_first(story: Story) -> None:
    assert story.ask(c.Undo()) == Refusal("nothing_to_undo")


def test_each_leader_takes_back_their_own(story: Story) -> None:
    mine, others = story.add_block(title={"fi": "minun"}), story.add_block(title={"fi": "toisen"})
    story.do(c.EditBlock(block=mine, minutes=1))
    story.do(c.EditBlock(block=others, minutes=2), CO)

    story.do(c.Undo())

    assert [block.minutes for block in story.workshop.blocks] == [10, 2]
    assert story.desk(CO).undo == "EditBlock"


def test_what_someone_else_has_touched_since_is_not_taken_back(story: Story) -> None:
    block = story.add_block()
    story.do(c.EditBlock(block=block, minutes=1))
    story.do(c.EditBlock(block=block, title={"fi": "uusi"}), CO)

    assert story.ask(c.Undo()) == CHANGED_SINCE
    assert story.ask(c.Undo(), CO) is None


def test_touching_it_again_oneself_does_not_cover_what_someone_else_did_between(story: Story) -> None:
    block = story.add_block()
    story.do(c.EditBlock(block=block, minutes=1))
    story.do(c.EditBlock(block=block, minutes=2), CO)
    story.do(c.EditBlock(block=block, minutes=3))

    story.do(c.Undo())

    assert story.workshop.blocks[0].minutes == 2
    assert story.ask(c.Undo()) == CHANGED_SINCE


def test_two_who_write_the_same_fact_of_the_workshop_do_not_undo_each_other(story: Story) -> None:
    story.do(c.EditWorkshop(title={"fi": "minun"}))
    story.do(c.EditWorkshop(place="Turku"), CO)
    assert story.ask(c.Undo()) is None

    story.do(c.EditWorkshop(title={"fi": "toisen"}), CO)

    assert story.ask(c.Undo()) == CHANGED_SINCE


def test_a_participant_who_changes_a_note_keeps_it_from_a_leaders_undo() -> None:
    story = Story()
    activity, liisa = story.open(), story.join("Liisa")
    note = story.do(PostNote(activity=activity, text="hei"), liisa)
    story.do(EditNote(activity=activity, note=note, text="hei!"))
    assert story.ask(c.Undo()) is None

    story.do(EditNote(activity=activity, note=note, text="hoi"), liisa)

    assert story.ask(c.Undo()) == CHANGED_SINCE


def test_answers_that_come_in_do_not_stop_undo_of_the_clock() -> None:
    story = Story()
    activity, liisa = story.open(), story.join("Liisa")
    story.do(c.AddTime(activity=activity, minutes=5))

    story.do(PostNote(activity=activity, text="hei"), liisa)

    assert story.ask(c.Undo()) is None


def test_what_changed_nothing_has_no_undo(story: Story) -> None:
    story.plan()
    block = story.workshop.blocks[0].id
    story.do(c.SkipBlock(block=block))
    story.do(c.SkipBlock(block=block))

    story.do(c.Undo())

    assert not story.workshop.runs[block].skipped
    assert story.desk().undo == "AddBlock"


def test_what_cannot_be_taken_back_does_not_stand_in_the_way_of_what_can() -> None:
    story = Story()
    activity = story.open(destination="client")
    story.do(c.EditBlock(block=story.workshop.blocks[0].id, minutes=3))
    story.do(c.EditStep(step=activity, destination="nowhere"))

    story.do(c.Undo())

    assert story.workshop.blocks[0].minutes == 10
    assert story.activity(activity).step.destination == "nowhere"


def test_showing_ending_and_sealing_are_not_taken_back() -> None:
    story = Story()
    activity = story.open(settings={"hidden": True})
    story.workshop = msgspec.structs.replace(story.workshop, undo={})

    for command in (c.Reveal(activity=activity), c.CloseActivity(activity=activity), c.EndWorkshop()):
        story.do(command)
        assert story.ask(c.Undo()) == Refusal("nothing_to_undo")


def test_undo_reaches_fifty_back_and_no_further(story: Story) -> None:
    block = story.add_block(minutes=200)
    for minutes in range(UNDO_DEPTH + 5):
        story.do(c.EditBlock(block=block, minutes=minutes))

    for _ in range(UNDO_DEPTH):
        story.do(c.Undo())

    assert story.workshop.blocks[0].minutes == 4
    assert story.ask(c.Undo()) == Refusal("nothing_to_undo")


def test_a_remote_takes_back_what_it_may_do() -> None:
    story = Story()
    activity = story.open()
    note = story.do(AddPaperNote(activity=activity, text="hei"))
    for command in (HideNote(activity=activity, note=note), c.AddTime(activity=activity, minutes=1)):
        before = story.activity(activity)
        story.do(command, REMOTE)
        story.do(c.Undo(), REMOTE)
        assert story.activity(activity) == before


def test_a_participant_has_no_undo(story: Story) -> None:
    assert story.ask(c.Undo(), story.join()) == Refusal("not_permitted")


def test_a_text_that_happens_to_be_22_letters_long_is_not_an_id(story: Story) -> None:
    block = story.add_block()
    story.do(c.EditBlock(block=block, note="muista tarkistaa tussi"))

    assert "muista tarkistaa tussi" not in story.workshop.touched
    assert block in story.workshop.touched


def test_a_command_touches_what_it_makes_and_what_it_names_not_where_it_goes() -> None:
    doing = Doing(FACILITATOR, MORNING, made_id("command"), 1)
    block, note, activity = made_id("block"), made_id("note"), made_id("activity")

    assert touched_by(c.MoveBlock(block=block, after=made_id("after")), doing) == (doing.id, block)
    assert touched_by(HideNote(activity=activity, note=note), doing) == (doing.id, note)
    assert touched_by(c.AddTime(activity=activity, minutes=1), doing) == (doing.id, activity)
    assert touched_by(c.EditWorkshop(day="", aim={}), doing) == (doing.id, "workshop.day", "workshop.aim")
