import pytest

from facilitator.activities.collect import PostNote
from facilitator.core import commands as c
from facilitator.core.agenda import Identity
from facilitator.core.everyone import MOST_HELP, MOST_PARKED, MOST_PEOPLE_OF_A_SEAT
from facilitator.core.kind import ActivityCommand
from facilitator.core.refusal import Refusal
from tests.stories import ROOM, Story

# --- joining ---------------------------------------------------------------------------------------------


def test_several_people_may_share_a_phone(story: Story) -> None:
    liisa, mikko = story.join("Liisa", seat="z/shared"), story.join("Mikko", seat="z/shared")

    people = [story.workshop.people[author[2:]] for author in (liisa, mikko)]
    assert [(person.seat, person.number) for person in people] == [("z/shared", 1), ("z/shared", 2)]


def test_a_phone_is_not_passed_round_for_ever(story: Story) -> None:
    for _ in range(MOST_PEOPLE_OF_A_SEAT):
        story.join(seat="z/shared")

    assert story.ask(c.Join(), "z/shared") == Refusal("too_many", {"most": MOST_PEOPLE_OF_A_SEAT})
    assert story.ask(c.Join(), "z/other") is None


def test_a_locked_door_keeps_new_seats_out_and_lets_known_ones_pass_the_phone(story: Story) -> None:
    story.join(seat="z/known")
    story.do(c.LockDoor(on=True))

    assert story.ask(c.Join(), "z/new") == Refusal("door_locked")
    assert story.ask(c.Join(), "z/known") is None


def test_a_full_room_says_how_many_it_takes(story: Story) -> None:
    story.do(c.SetSeatLimit(most=2))
    story.join()
    story.join()

    assert story.ask(c.Join(), "z/third") == Refusal("room_full", {"most": 2})
    story.do(c.SetSeatLimit(most=3))
    assert story.ask(c.Join(), "z/third") is None


@pytest.mark.parametrize(("expected", "allowed"), [(0, 40), (20, 40), (100, 150)])
def test_a_room_takes_half_as_many_again_as_are_expected(expected: int, allowed: int) -> None:
    assert Story(expected=expected).workshop.seats_allowed == allowed


def test_nobody_joins_a_day_that_is_over(story: Story) -> None:
    story.start().do(c.EndWorkshop())

    assert story.ask(c.Join(), "z/late") == Refusal("workshop_over")


# --- names -----------------------------------------------------------------------------------------------


def test_a_name_is_kept_without_the_spaces_around_it(story: Story) -> None:
    liisa = story.join()
    story.do(c.SetName(name="  Liisa  ", nickname=" lz"), liisa)

    person = story.workshop.people[liisa[2:]]
    assert (person.name, person.nickname) == ("Liisa", "lz")


def test_a_name_of_spaces_is_no_name(story: Story) -> None:
    liisa = story.join("Liisa")

    assert story.ask(c.SetName(name="   "), liisa) == Refusal("empty")
    assert story.ask(c.SetName(name="Liisa", nickname="\t"), liisa) == Refusal("empty")


def test_a_name_can_be_mended_without_touching_the_nickname(story: Story) -> None:
    liisa = story.join("Liisa", nickname="lz")
    story.do(c.SetName(name="Liisa K."), liisa)

    assert story.workshop.people[liisa[2:]].nickname == "lz"


def test_a_pseudonym_has_no_name(story: Story) -> None:
    liisa = story.join()

    for stranger in ("p/nobody", story.pseudonym(1), f"a/{liisa[2:]}"):
        assert story.ask(c.SetName(name="Liisa"), stranger) == Refusal("person_unknown")


# --- done, and more time ---------------------------------------------------------------------------------

MARKS: list[type[ActivityCommand]] = [c.MarkDone, c.NeedMoreTime]


def test_done_and_more_time_are_numbers_for_all_and_known_to_oneself(story: Story) -> None:
    activity = story.open()
    liisa, mikko = story.join("Liisa"), story.join("Mikko")
    story.do(c.MarkDone(activity=activity), liisa)
    story.do(c.MarkDone(activity=activity), liisa)
    story.do(c.NeedMoreTime(activity=activity), mikko)

    view = story.desk().activities[activity]
    assert (view.done, view.more_time) == (1, 1)
    assert (story.mine(liisa).done, story.mine(mikko).done, story.mine(mikko).more_time) == (True, False, True)

    story.do(c.MarkDone(activity=activity, on=False), liisa)
    assert not story.mine(liisa).done


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("identity", ["anonymous", "nickname", "facilitator", "named", "only_you"])
def test_a_mark_is_by_whom_the_activity_promises(
    story: Story, identity: Identity, mark: type[ActivityCommand]
) -> None:
    activity, liisa = story.open(identity=identity), story.join()
    right, wrong = liisa, story.pseudonym(1)
    if identity == "anonymous":
        right, wrong = wrong, right

    assert story.ask(mark(activity=activity), right) is None
    assert story.ask(mark(activity=activity), wrong) == Refusal("not_permitted")


@pytest.mark.parametrize("mark", MARKS)
def test_a_closed_activity_takes_no_marks(story: Story, mark: type[ActivityCommand]) -> None:
    activity, liisa = story.open(), story.join()
    story.do(c.CloseActivity(activity=activity))
    assert story.ask(mark(activity=activity), liisa) is None

    story.do(c.EndGrace(activity=activity), ROOM)

    assert story.ask(mark(activity=activity), liisa) == Refusal("closed")
    assert story.ask(mark(activity="nothing"), liisa) == Refusal("no_such_activity")


# --- who one must be -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("identity", "needed"),
    [
        ("named", "name_needed"),
        ("facilitator", "name_needed"),
        ("nickname", "nickname_needed"),
        ("only_you", None),
    ],
)
def test_a_name_is_asked_when_it_is_first_needed(story: Story, identity: Identity, needed: str | None) -> None:
    activity, liisa = story.open(identity=identity), story.join()
    note = PostNote(activity=activity, text="hei")

    assert story.ask(note, liisa) == (Refusal(needed) if needed else None)

    story.do(c.SetName(name="Liisa", nickname="lz"), liisa)
    assert story.ask(note, liisa) is None
    assert story.ask(note, story.pseudonym(1)) == Refusal("not_permitted")


def test_an_anonymous_activity_takes_no_word_from_a_person(story: Story) -> None:
    activity, liisa = story.open(identity="anonymous"), story.join("Liisa")
    note = PostNote(activity=activity, text="hei")

    assert story.ask(note, liisa) == Refusal("not_permitted")
    assert story.ask(note, story.pseudonym(1)) is None


# --- the parking lot -------------------------------------------------------------------------------------


def test_an_idea_is_parked_without_its_author_and_settled_by_the_desk(story: Story) -> None:
    liisa = story.join("Liisa")
    idea = story.do(c.ParkIdea(text="kahvihuone"), liisa)
    story.do(c.SettleParked(parked=idea, outcome="owner", owner="Mikko"))

    line = story.phone().parking[idea]
    assert (line.text, line.outcome, line.owner) == ("kahvihuone", "owner", "Mikko")
    assert liisa[2:] not in repr(story.workshop.parking)


def test_a_hidden_idea_is_seen_at_the_desk_alone_and_undo_shows_it_again(story: Story) -> None:
    idea = story.do(c.ParkIdea(text="kahvihuone"), story.join())
    story.do(c.HideParked(parked=idea))
    assert (idea in story.phone().parking, idea in story.desk().parking) == (False, True)

    story.do(c.Undo())

    assert idea in story.phone().parking


def test_what_was_settled_can_be_taken_back(story: Story) -> None:
    idea = story.do(c.ParkIdea(text="kahvihuone"))
    story.do(c.SettleParked(parked=idea, outcome="owner", owner="Mikko"))
    story.do(c.SettleParked(parked=idea, outcome="closed"))

    story.do(c.Undo())

    assert (story.workshop.parking[idea].outcome, story.workshop.parking[idea].owner) == ("owner", "Mikko")


def test_the_parking_lot_takes_words_and_has_an_end(story: Story) -> None:
    assert story.ask(c.ParkIdea(text="  ")) == Refusal("empty")
    for command in (c.HideParked(parked="x"), c.SettleParked(parked="x", outcome="open")):
        assert story.ask(command) == Refusal("no_such_parked")
    for _ in range(MOST_PARKED):
        story.do(c.ParkIdea(text="taas"))
    assert story.ask(c.ParkIdea(text="vielä")) == Refusal("too_many", {"most": MOST_PARKED})


def test_after_the_day_ideas_are_settled_but_not_added(story: Story) -> None:
    idea, liisa = story.do(c.ParkIdea(text="kahvihuone")), story.join()
    story.start().do(c.EndWorkshop())

    assert story.ask(c.ParkIdea(text="vielä"), liisa) == Refusal("workshop_over")
    assert story.ask(c.AskHelp(), liisa) == Refusal("workshop_over")
    assert story.ask(c.SettleParked(parked=idea, outcome="later")) is None


# --- help ------------------------------------------------------------------------------------------------


def test_only_the_desk_knows_who_asks_for_help_and_until_it_is_settled(story: Story) -> None:
    liisa = story.join("Liisa")
    request = story.do(c.AskHelp(text="en näe taulua"), liisa)

    line = story.desk().help[request]
    assert (line.text, line.name, line.number) == ("en näe taulua", "Liisa", 1)

    story.do(c.SettleHelp(request=request))
    assert story.desk().help == {}
    assert story.ask(c.SettleHelp(request="x")) == Refusal("no_such_request")


def test_a_call_for_help_is_never_under_a_pseudonym(story: Story) -> None:
    assert story.ask(c.AskHelp(text="apua"), story.pseudonym(1)) == Refusal("person_unknown")


def test_calls_for_help_have_an_end(story: Story) -> None:
    liisa = story.join()
    for _ in range(MOST_HELP):
        story.do(c.AskHelp(), liisa)

    assert story.ask(c.AskHelp(), liisa) == Refusal("too_many", {"most": MOST_HELP})


# --- teams, managers, phones for many -------------------------------------------------------------------------


def test_a_team_is_one_of_the_workshops_or_none(story: Story) -> None:
    story.do(c.EditWorkshop(teams=("Itä", "Länsi")))
    liisa = story.join("Liisa")

    assert story.ask(c.SetTeam(team="Etelä"), liisa) == Refusal("no_such_team")
    story.do(c.SetTeam(team="Itä"), liisa)
    assert story.mine(liisa).team == "Itä"
    story.do(c.SetTeam(team=""), liisa)
    assert story.mine(liisa).team == ""


def test_a_leader_says_who_is_a_manager_and_takes_it_back(story: Story) -> None:
    story.do(c.EditWorkshop(teams=("Itä",)))
    person = story.join("Liisa")[2:]
    story.do(c.DescribePerson(person=person, team="Itä", manager=True))
    assert (story.desk().roster[person].team, story.desk().roster[person].manager) == ("Itä", True)

    story.do(c.Undo())

    assert (story.desk().roster[person].team, story.desk().roster[person].manager) == ("", False)
    assert story.ask(c.DescribePerson(person="nobody", manager=True)) == Refusal("person_unknown")


def test_a_phone_may_speak_for_a_table(story: Story) -> None:
    liisa = story.join("Liisa")
    assert story.mine(liisa).speaks_for == 1
    story.do(c.SpeakFor(people=5), liisa)
    assert story.mine(liisa).speaks_for == 5


def test_who_is_in_the_room_is_not_listed_beside_answers(story: Story) -> None:
    liisa = story.join("Liisa")
    assert story.desk().roster[liisa[2:]].name == "Liisa"

    story.open("collect", identity="anonymous")

    assert not story.desk().roster


def asked_at_home() -> tuple[Story, str]:
    """Return a planned day that asks something beforehand, and who has joined for it."""
    story = Story(expected=0)
    form = story.plan("form", settings={"when": "before"})
    story.do(c.EditBlock(block=story.workshop.blocks[0].id, before=True))
    story.do(c.OpenActivity(step=form))
    return story, story.join("Kaarina")


def test_who_answers_before_the_day_attends_once_seen_on_it() -> None:
    story, home = asked_at_home()
    assert story.ask(c.Attend(person=home[2:]), ROOM) == Refusal("changed_since")
    story.start()
    walks_in = story.join("Liisa")
    assert list(story.workshop.attending) == [walks_in[2:]]

    story.do(c.Attend(person=home[2:]), ROOM)

    assert len(story.workshop.attending) == 2
    assert story.ask(c.Attend(person=home[2:]), ROOM) == Refusal("changed_since")
    assert story.ask(c.Attend(person="nobody"), ROOM) == Refusal("changed_since")


def test_a_test_phone_of_a_day_that_asks_nothing_attends_at_once() -> None:
    story = Story()
    story.plan()
    story.join("Kaarina")
    assert len(story.workshop.attending) == 1


def test_answers_from_home_take_no_place_in_the_room() -> None:
    story, _ = asked_at_home()
    story.do(c.SetSeatLimit(most=1))
    assert story.ask(c.Join(), "z/other") == Refusal("room_full", {"most": 1}), "a limit holds before the day too"
    story.start()

    story.join("Liisa")

    assert story.ask(c.Join(), "z/other") == Refusal("room_full", {"most": 1})
