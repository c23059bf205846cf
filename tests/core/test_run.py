import msgspec
import pytest

from facilitator.activities.collect import PostNote
from facilitator.activities.groups import NextRound
from facilitator.core import commands as c
from facilitator.core.agenda import Block
from facilitator.core.kind import ActivityCommand, Inputs, Present
from facilitator.core.plan import MOST_BLOCKS
from facilitator.core.refusal import Refusal
from tests.stories import CO, MORNING, ROOM, Story

MINUTE = 60_000


# --- the day ---------------------------------------------------------------------------------------------


def test_a_day_starts_once_runs_and_ends_once(story: Story) -> None:
    assert story.ask(c.EndWorkshop()) == Refusal("not_started")
    story.start()
    assert story.workshop.started_at == MORNING
    assert story.ask(c.StartWorkshop()) == Refusal("already_started")
    story.do(c.EndWorkshop())
    assert story.board().what == "thanks"
    assert story.ask(c.EndWorkshop()) == Refusal("workshop_over")
    assert story.ask(c.StartWorkshop()) == Refusal("already_started")


def test_nothing_opens_before_the_day_or_after_it(story: Story) -> None:
    step = story.plan()
    quick = c.QuickQuestion(prompt={"fi": "Ja?"}, kind="collect")

    for command in (c.OpenActivity(step=step), quick):
        assert story.ask(command) == Refusal("not_started")
    story.start().do(c.EndWorkshop())
    skip = c.SkipBlock(block=story.workshop.blocks[0].id)
    for refused in (c.OpenActivity(step=step), quick, skip):
        assert story.ask(refused) == Refusal("workshop_over")


def test_the_end_of_the_day_closes_what_is_open_and_what_is_closing() -> None:
    story = Story()
    first, second = story.open(), story.open()
    assert [story.activity(first).stage, story.activity(second).stage] == ["closing", "open"]

    story.later(minutes=1)
    story.do(c.EndWorkshop())

    assert {activity.stage for activity in story.workshop.activities.values()} == {"closed"}
    assert {run.ended_at > 0 for run in story.workshop.runs.values()} == {True}
    assert story.workshop.current == ""
    assert story.phone().activity == {}


def test_only_an_ended_day_is_sealed(story: Story) -> None:
    story.start()
    assert story.ask(c.SealWorkshop(), ROOM) == Refusal("not_ended")
    story.do(c.EndWorkshop())
    story.do(c.SealWorkshop(), ROOM)
    assert story.workshop.sealed


# --- opening ---------------------------------------------------------------------------------------------


def test_opening_a_step_puts_it_on_the_wall_and_on_all_phones_and_wakes_them(story: Story) -> None:
    step = story.plan(minutes=7)
    story.start().do(c.RestPhones(on=True))

    story.do(c.OpenActivity(step=step))

    assert story.workshop.current == story.workshop.board.activity == step
    assert not story.workshop.phones_rest
    assert story.activity(step).ends_at == MORNING + 7 * MINUTE


def test_a_step_without_minutes_has_no_clock() -> None:
    story = Story()

    assert story.activity(story.open(minutes=0)).ends_at == 0


def test_opening_the_next_step_closes_the_one_before() -> None:
    story = Story()
    first = story.open()
    story.later(minutes=3)
    second = story.open()

    assert story.activity(first).stage == "closing"
    assert story.activity(first).closed_at == MORNING + 3 * MINUTE
    assert story.activity(second).stage == "open"
    ended, running = (story.workshop.runs[story.activity(each).block] for each in (first, second))
    assert (ended.ended_at, running.ended_at) == (MORNING + 3 * MINUTE, 0)


def test_a_step_opens_once_and_only_if_it_is_there(story: Story) -> None:
    step = story.open()
    removed = story.plan()
    story.do(c.RemoveBlock(block=story.workshop.blocks[-1].id))

    assert story.ask(c.OpenActivity(step=step)) == Refusal("already_open")
    assert story.ask(c.OpenActivity(step="nothing")) == Refusal("no_such_step")
    assert story.ask(c.OpenActivity(step=removed)) == Refusal("no_such_step")


def test_a_quick_question_stands_after_what_is_on_and_opens_at_once() -> None:
    story = Story()
    story.open()
    story.plan()
    now, later = (block.id for block in story.workshop.blocks)

    quick = story.do(c.QuickQuestion(prompt={"fi": "Jatketaanko?"}, kind="collect", minutes=0.5))

    assert [block.id for block in story.workshop.blocks] == [now, quick, later]
    block = story.workshop.block_of[quick]
    assert (block.title, block.minutes) == ({"fi": "Jatketaanko?"}, 1)
    assert story.workshop.current == block.steps[0].id
    assert story.activity(block.steps[0].id).step.prompt == {"fi": "Jatketaanko?"}


def test_a_quick_question_may_be_the_first_thing_of_a_day(story: Story) -> None:
    story.plan()
    quick = story.start().do(c.QuickQuestion(prompt={}, kind="collect"))

    assert story.workshop.blocks[0].id == quick


def test_a_quick_question_keeps_to_the_kinds_and_to_the_limit(story: Story) -> None:
    story.start()
    full = Story(blocks=tuple(Block(id=f"b{n}") for n in range(MOST_BLOCKS))).start()

    assert story.ask(c.QuickQuestion(prompt={}, kind="juggle")) == Refusal("kind_unknown", {"kind": "juggle"})
    assert full.ask(c.QuickQuestion(prompt={}, kind="collect")) == Refusal("too_many", {"most": MOST_BLOCKS})


# --- closing, reopening ----------------------------------------------------------------------------------


def test_closing_gives_those_who_write_a_grace_and_the_room_ends_it() -> None:
    story = Story()
    activity, liisa = story.open(), story.join("Liisa")
    story.do(c.CloseActivity(activity=activity))
    story.do(PostNote(activity=activity, text="viime hetkellä"), liisa)
    assert story.ask(c.CloseActivity(activity=activity)) == Refusal("not_open")

    story.do(c.EndGrace(activity=activity), ROOM)

    assert story.activity(activity).stage == "closed"
    assert story.ask(PostNote(activity=activity, text="myöhässä"), liisa) == Refusal("closed")
    assert story.ask(c.EndGrace(activity=activity), ROOM) == Refusal("not_closing")


def test_what_is_reopened_is_on_all_phones_again_and_the_present_closes() -> None:
    story = Story()
    first = story.open()
    second = story.open()

    story.do(c.ReopenActivity(activity=first))

    assert story.workshop.current == story.workshop.board.activity == first
    assert (story.activity(first).stage, story.activity(first).ends_at) == ("open", 0)
    assert story.activity(second).stage == "closing"
    assert story.workshop.runs[story.activity(first).block].ended_at == 0
    assert story.ask(c.ReopenActivity(activity=first)) == Refusal("already_open")


def test_what_is_sealed_or_over_does_not_reopen() -> None:
    story = Story()
    activity = story.open(identity="anonymous")
    assert story.ask(c.SealActivity(activity=activity), ROOM) == Refusal("not_closed")
    story.do(c.CloseActivity(activity=activity))
    story.do(c.EndGrace(activity=activity), ROOM)
    over = story.copy()
    over.do(c.EndWorkshop())
    story.do(c.SealActivity(activity=activity), ROOM)

    assert story.ask(c.SealActivity(activity=activity), ROOM) == Refusal("not_closed")
    assert story.ask(c.ReopenActivity(activity=activity)) == Refusal("sealed")
    assert story.ask(c.ResetActivity(activity=activity)) == Refusal("sealed")
    assert over.ask(c.ReopenActivity(activity=activity)) == Refusal("workshop_over")
    assert over.ask(c.ResetActivity(activity=activity)) == Refusal("workshop_over")


def test_what_is_shown_is_shown_once() -> None:
    story = Story()
    activity = story.open(settings={"hidden": True})
    story.do(c.Reveal(activity=activity))

    assert story.ask(c.Reveal(activity=activity)) == Refusal("already_revealed")


@pytest.mark.parametrize("command", [c.Reveal, c.CloseActivity, c.ReopenActivity, c.ResetActivity])
def test_what_was_never_opened_has_no_life(story: Story, command: type[ActivityCommand]) -> None:
    assert story.start().ask(command(activity="nothing")) == Refusal("no_such_activity")


def test_the_room_lets_out_no_fewer_than_three_by_three() -> None:
    story = Story()
    activity = story.open(identity="anonymous")
    for number in range(2):
        story.do(PostNote(activity=activity, text="salaa"), story.pseudonym(number))
    assert story.ask(c.ReleaseNotes(activity=activity), ROOM) == Refusal("changed_since")

    story.do(PostNote(activity=activity, text="salaa"), story.pseudonym(2))

    story.do(c.ReleaseNotes(activity=activity), ROOM)
    assert story.ask(c.ReleaseNotes(activity=activity), ROOM) == Refusal("changed_since")


# --- starting over ---------------------------------------------------------------------------------------


def written() -> tuple[Story, str, str]:
    story = Story()
    activity, liisa = story.open(), story.join("Liisa")
    story.do(PostNote(activity=activity, text="ensimmäinen"), liisa)
    return story, activity, liisa


def test_starting_over_puts_the_answers_aside_and_undo_brings_them_back() -> None:
    story, activity, _ = written()
    story.do(c.ArrangeSummary(activity=activity, hidden=True, comment="vain meille"))
    before = story.activity(activity)

    story.do(c.ResetActivity(activity=activity))

    fresh = story.activity(activity)
    assert (fresh.run, fresh.stage, fresh.state.notes) == (2, "open", {})
    assert (fresh.hidden_in_summary, fresh.comment) == (True, "vain meille")
    story.do(c.Undo())
    assert story.activity(activity) == before


def test_answers_come_back_with_the_wording_as_it_is_now() -> None:
    story, activity, _ = written()
    story.do(c.ResetActivity(activity=activity))
    story.do(c.EditStep(step=activity, prompt={"fi": "Selvempi"}), CO)

    story.do(c.RestoreRun(activity=activity))

    assert story.activity(activity).step.prompt == {"fi": "Selvempi"}
    assert story.workshop.find_step(activity) == (story.workshop.blocks[0], story.activity(activity).step)


def test_answers_that_come_back_after_the_day_has_gone_on_stay_closed() -> None:
    story, activity, _ = written()
    story.do(c.ResetActivity(activity=activity))
    second = story.open()
    over = story.copy()
    over.do(c.EndWorkshop())

    for later in (story, over):
        later.do(c.RestoreRun(activity=activity))
        assert later.activity(activity).stage == "closed"
        assert len(later.activity(activity).state.notes) == 1
    assert story.workshop.current == second


def test_nothing_comes_back_that_was_not_put_aside() -> None:
    story, activity, _ = written()

    assert story.ask(c.RestoreRun(activity=activity)) == Refusal("changed_since")


def test_starting_over_something_earlier_brings_it_back_to_the_phones() -> None:
    story, activity, _ = written()
    story.open()

    story.do(c.ResetActivity(activity=activity))

    assert story.workshop.current == activity


# --- time ------------------------------------------------------------------------------------------------


def test_added_time_moves_the_end_and_later_times_follow() -> None:
    story = Story()
    activity = story.open(minutes=5)
    story.plan()
    starts = [block.starts for block in story.desk().blocks.values()]

    story.do(c.AddTime(activity=activity, minutes=5))

    assert story.activity(activity).ends_at == MORNING + 10 * MINUTE
    assert [block.starts for block in story.desk().blocks.values()] == [starts[0], starts[1] + 5]
    assert story.workshop.runs[story.activity(activity).block].planned_minutes == 10


def test_time_added_after_the_end_counts_from_now() -> None:
    story = Story()
    activity = story.open(minutes=5)
    ends_at = story.activity(activity).ends_at
    story.later(minutes=8)
    story.do(c.TimeUp(activity=activity, ends_at=ends_at), ROOM)
    assert story.activity(activity).time_up

    story.do(c.AddTime(activity=activity, minutes=1))

    assert story.activity(activity).ends_at == MORNING + 9 * MINUTE
    assert not story.activity(activity).time_up


def test_time_taken_away_ends_now_at_the_earliest() -> None:
    story = Story()
    activity = story.open(minutes=5)
    story.later(minutes=2)

    story.do(c.AddTime(activity=activity, minutes=-30))

    assert story.activity(activity).ends_at == MORNING + 2 * MINUTE
    assert story.workshop.blocks[0].minutes == 0


@pytest.mark.parametrize(("planned", "added", "waited"), [(5, 5, 0), (0, 5, 1), (5, -30, 2), (5, 2, 9)])
def test_added_time_is_taken_back_exactly(planned: float, added: float, waited: float) -> None:
    story = Story()
    activity = story.open(minutes=planned)
    story.later(minutes=waited)
    before, blocks = story.activity(activity), story.workshop.blocks
    story.do(c.AddTime(activity=activity, minutes=added))
    story.later(minutes=waited)

    story.do(c.Undo())

    assert story.activity(activity) == before
    assert story.workshop.blocks == blocks


def test_what_is_closing_or_closed_gets_no_more_time() -> None:
    story = Story()
    activity = story.open()
    story.do(c.AddTime(activity=activity, minutes=1))
    story.do(c.CloseActivity(activity=activity))

    assert story.ask(c.AddTime(activity=activity, minutes=1)) == Refusal("not_open")
    assert story.ask(c.Undo()) == Refusal("changed_since")


def test_time_is_up_once_and_only_for_the_end_it_was_meant_for() -> None:
    story = Story()
    activity = story.open(minutes=5)
    first_end = story.activity(activity).ends_at
    story.do(c.AddTime(activity=activity, minutes=1))
    end = story.activity(activity).ends_at

    assert story.ask(c.TimeUp(activity=activity, ends_at=first_end), ROOM) == Refusal("not_open")
    story.do(c.TimeUp(activity=activity, ends_at=end), ROOM)
    assert story.ask(c.TimeUp(activity=activity, ends_at=end), ROOM) == Refusal("not_open")
    assert story.activity(activity).stage == "open"


# --- skipping, the wall, the door ------------------------------------------------------------------------


def test_a_skipped_block_is_left_out_today_and_can_be_taken_back_in(story: Story) -> None:
    first, second = story.plan(), story.plan()
    block = story.workshop.blocks[0].id
    story.start().do(c.SkipBlock(block=block))

    assert story.desk().next.step == second
    assert block not in story.phone().programme

    story.do(c.UnskipBlock(block=block))
    assert story.desk().next.step == first


def test_a_block_that_is_over_is_not_skipped(story: Story) -> None:
    story.open()
    story.open()

    assert story.ask(c.SkipBlock(block=story.workshop.blocks[0].id)) == Refusal("has_run")
    assert story.ask(c.SkipBlock(block="nowhere")) == Refusal("no_such_block")


def test_the_wall_shows_what_is_chosen(story: Story) -> None:
    activity = story.open()
    story.do(c.SetBoardTheme(theme="dark"))
    story.do(c.TurnPage(page=2))
    story.do(c.BlankBoard(on=True))
    assert (story.board().page, story.board().blank, story.board().activity) == (2, True, {})

    story.do(c.ShowOnBoard(what="programme"))

    board = story.board()
    assert (board.what, board.page, board.blank, board.theme) == ("programme", 0, False, "dark")
    assert story.ask(c.ShowOnBoard(what="activity", activity="nothing")) == Refusal("no_such_activity")
    story.do(c.ShowOnBoard(what="activity", activity=activity))
    assert story.board().activity


@pytest.mark.parametrize("command", [c.RestPhones(on=True), c.LockDoor(on=True), c.SetSeatLimit(most=7)])
def test_the_desk_holds_the_phones_and_the_door(story: Story, command: msgspec.Struct) -> None:
    story.do(command)

    desk = story.desk()
    assert (desk.rest, desk.door_locked, desk.seats_allowed == 7).count(True) == 1


def test_a_vote_is_opened_again_for_half_a_minute() -> None:
    story = Story()
    vote = story.open("vote", settings={"options": [{"fi": "a"}, {"fi": "b"}]})
    story.do(c.CloseActivity(activity=vote))
    story.later(minutes=1)
    story.do(c.ReopenActivity(activity=vote, seconds=30))

    again = story.activity(vote)
    assert (again.stage, again.ends_at) == ("open", story.at + 30_000)


def test_what_was_opened_again_for_half_a_minute_closes_by_itself() -> None:
    story = Story()
    vote = story.open("vote", settings={"options": [{"fi": "a"}, {"fi": "b"}]})
    ends_at = story.activity(vote).ends_at
    story.do(c.TimeUp(activity=vote, ends_at=ends_at), ROOM)
    assert story.activity(vote).stage == "open", "nothing else does"
    story.do(c.CloseActivity(activity=vote))
    story.do(c.ReopenActivity(activity=vote, seconds=30))
    story.later(ms=30_000)
    story.do(c.TimeUp(activity=vote, ends_at=story.at), ROOM)
    assert story.activity(vote).stage == "closed"

    story.do(c.ReopenActivity(activity=vote))
    story.do(c.AddTime(activity=vote, minutes=1))
    story.do(c.TimeUp(activity=vote, ends_at=story.activity(vote).ends_at), ROOM)
    assert story.activity(vote).stage == "open", "without seconds it stays open until it is closed"


def test_leaders_know_each_other_by_the_names_they_gave() -> None:
    story = Story()
    story.do(c.IntroduceLeader(name=" Olli "), CO)
    story.do(c.StartWorkshop(), CO)

    assert story.desk().leaders == {CO: "Olli"}
    assert [(deed.by, deed.did) for deed in story.desk().deeds][-1] == (CO, "StartWorkshop")


# --- before and after the day --------------------------------------------------------------------------------


def test_a_questionnaire_opens_before_the_day_and_costs_it_no_time(story: Story) -> None:
    form = story.plan("form", settings={"when": "before"})
    story.do(c.OpenActivity(step=form))
    assert (story.workshop.phase, story.phone().activity.id) == ("planning", form)  # type: ignore[union-attr]
    story.later(minutes=7 * 24 * 60)
    story.start()

    assert story.activity(form).stage == "closed"
    assert story.phone().activity == {}
    assert not any(run.started_at for run in story.workshop.runs.values())


def test_a_questionnaire_stays_open_after_the_day(story: Story) -> None:
    form = story.open("form", settings={"when": "after", "hours_open": 48}, identity="named")
    other = story.open("form", settings={"when": "during"}, identity="named")
    story.do(c.ReopenActivity(activity=form))
    story.do(c.EndWorkshop())

    assert (story.activity(form).stage, story.activity(other).stage) == ("open", "closed")
    assert story.phone().activity.id == form  # type: ignore[union-attr]
    story.do(c.CloseActivity(activity=form), ROOM)
    assert story.activity(form).stage in ("closing", "closed")


def test_a_round_that_was_started_too_early_is_taken_back_with_its_clock() -> None:
    story = Story()
    tables = story.plan("groups", settings={"rounds": 2, "minutes_per_round": 8, "size": 2}, identity="group")
    people = tuple(Present(story.join(f"Nimi {n}")) for n in range(6))
    story.start()
    story.do(c.OpenActivity(step=tables, inputs=Inputs(people=people)))
    first = story.activity(tables).ends_at
    assert first == story.at + 8 * MINUTE
    story.later(minutes=2)
    story.do(NextRound(activity=tables, to=2))
    assert story.activity(tables).ends_at == story.at + 8 * MINUTE

    story.do(c.Undo())

    assert story.activity(tables).ends_at == first


def test_a_question_asked_before_the_day_may_take_answers_again_until_the_day_begins() -> None:
    story = Story()
    asked = story.plan("form", identity="anonymous", settings={"when": "before"})
    story.do(c.OpenActivity(step=asked))
    story.do(c.CloseActivity(activity=asked))
    assert story.activity(asked).stage == "closing"

    story.do(c.ReopenActivity(activity=asked))
    assert story.activity(asked).stage == "open"
    story.start()
    assert story.activity(asked).stage == "closed"


def test_the_plan_that_a_day_is_told_against_is_the_one_it_started_with() -> None:
    story = Story()
    story.plan()
    block = story.workshop.blocks[0].id
    story.do(c.EditBlock(block=block, minutes=30))
    story.start()
    story.do(c.EditBlock(block=block, minutes=20))
    assert story.workshop.runs[block].planned_minutes == 30
    assert not story.workshop.runs[block].started_at

    story.do(c.OpenActivity(step=story.workshop.blocks[0].steps[0].id))

    assert story.workshop.runs[block].planned_minutes == 30
    came_later = story.add_block(minutes=15)
    assert came_later not in story.workshop.runs
