import msgspec

from facilitator.activities.cluster import AddHeading, PlaceNotes
from facilitator.activities.collect import AddPaperNote, PostNote
from facilitator.activities.form import AnswerQuestion, SendForm
from facilitator.core import commands as c
from facilitator.core.agenda import Source
from facilitator.views.desk import next_move, remote_view
from facilitator.views.shapes import NextMove
from tests.stories import CO, CODEC, FACILITATOR, KINDS, REMOTE, ROOM, Story


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


def test_the_desk_has_the_wall_exactly_as_the_wall_has_it() -> None:
    story = Story()
    activity = story.open("collect", identity="named", settings={"hidden": True})
    story.do(PostNote(activity=activity, text="hei"), story.join("Liisa"))

    def alike() -> bool:
        return story.desk().wall == story.board().activity

    assert alike()
    story.do(c.Reveal(activity=activity))
    assert alike()
    story.do(c.FreezeBoard(on=True))
    story.do(PostNote(activity=activity, text="myöhemmin"), story.join("Olli"))
    assert alike()
    story.do(c.BlankBoard(on=True))
    assert alike()


def test_a_frozen_wall_stays_as_it_was_until_it_is_let_go() -> None:
    story = Story()
    first = story.open("collect", identity="named")
    story.do(c.FreezeBoard(on=True))
    before = story.board()
    story.do(PostNote(activity=first, text="hei"), story.join("Liisa"))
    second = story.open("vote", identity="named")

    assert story.board().activity == before.activity
    story.do(c.FreezeBoard(on=False))
    assert story.board().activity.id == second  # type: ignore[union-attr]


def test_answers_that_were_taken_away_leave_a_frozen_wall_too() -> None:
    story = Story()
    activity = story.open("collect", identity="named")
    story.do(PostNote(activity=activity, text="pois"), story.join("Liisa"))
    story.do(c.FreezeBoard(on=True))
    story.do(c.ResetActivity(activity=activity))

    assert "pois" not in str(story.board())


def test_lines_that_are_to_come_are_shown_one_press_each_before_the_next_step() -> None:
    story = Story()
    lines = [{"fi": "yksi"}, {"fi": "kaksi"}]
    talk = story.open("show", settings={"lines": lines, "all_lines": False})
    for come in (1, 2):
        move = next_move(story.workshop, KINDS)
        assert (move.does, move.step, move.command["line"]) == ("move", talk, come)
        story.do(CODEC.decode(msgspec.json.encode(move.command)))
    assert next_move(story.workshop, KINDS).does == "end"


def test_a_desk_is_told_what_another_leader_touched_once_two_lead() -> None:
    story = Story()
    activity = story.open("cluster", settings={"headings": [{"fi": "Arki"}]})
    first = story.do(AddHeading(activity=activity, text={"fi": "Aamut"}))
    assert story.desk().touched == {}, "alone one knows"

    second = story.do(AddHeading(activity=activity, text={"fi": "Illat"}), CO)

    assert (story.desk().touched[first], story.desk().touched[second]) == (FACILITATOR, CO)
    assert (story.desk().me, story.desk(CO).me) == (FACILITATOR, CO)
    assert remote_view(story.workshop, 0, REMOTE, KINDS).touched == {}


def test_whose_phone_touched_a_thing_last_is_no_business_of_the_desk() -> None:
    story = Story()
    activity = story.open("cluster", settings={"who": "everyone"})
    heading = story.do(AddHeading(activity=activity, text={"fi": "Aamut"}))
    note = story.do(AddPaperNote(activity=activity, text="kiire"), CO)
    assert story.desk().touched[note] == CO

    liisa = story.join("Liisa")
    story.do(PlaceNotes(activity=activity, notes=(note,), heading=heading), liisa)

    assert note not in story.desk().touched
    assert liisa not in story.desk().touched.values()


def test_a_phone_that_answers_for_a_table_is_counted_on_the_desk(story: Story) -> None:
    story.start()
    liisa, _ = story.join("Liisa"), story.join("Matti")
    story.do(c.SpeakFor(people=4), liisa)

    assert story.desk().tables == 1


def test_the_desk_knows_how_each_kind_can_treat_names(story: Story) -> None:
    identities = story.desk().identities

    assert set(identities) == set(KINDS)
    assert identities["groups"][0] == "group"
    assert "anonymous" not in identities["groups"]


def test_once_the_day_has_begun_the_desk_counts_who_came_to_it() -> None:
    story = Story()
    form = story.plan("form", settings={"when": "before"})
    story.do(c.EditBlock(block=story.workshop.blocks[0].id, before=True))
    story.do(c.OpenActivity(step=form))
    story.join("Kaarina")
    assert story.desk().people == 1
    story.start()
    story.join("Liisa")

    desk = story.desk()

    assert desk.people == 1
    assert [line.name for line in desk.roster.values()] == ["Liisa"]


def test_how_many_answered_before_the_day_is_still_told_when_it_is_on() -> None:
    story = Story()
    form = story.plan("form", identity="named", settings={"when": "before"})
    asked = story.workshop.blocks[0].id
    story.do(c.EditBlock(block=asked, before=True))
    story.do(c.OpenActivity(step=form))
    kaarina = story.join("Kaarina")
    story.do(
        AnswerQuestion(activity=form, question=next(iter(story.activity(form).state.questions)), text="x"), kaarina
    )
    story.do(SendForm(activity=form), kaarina)
    story.start()

    assert form not in story.desk().activities
    assert story.desk().blocks[asked].steps[form].answered == 1
