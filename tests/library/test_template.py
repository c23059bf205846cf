from collections.abc import Iterable

import msgspec
import pytest

from facilitator.core import commands as c
from facilitator.core.agenda import Source, Step
from facilitator.core.flow import next_step
from facilitator.core.ids import Id, derived_id
from facilitator.core.kind import Item, Yields
from facilitator.core.text import pick
from facilitator.library.method import in_languages
from facilitator.library.parse import clock_of
from facilitator.library.template import Template
from facilitator.report.summary import summary_of
from tests.library.play import SHIPPED, Day
from tests.stories import KINDS, Story, made_id

TEMPLATES = sorted(SHIPPED.templates.values(), key=lambda template: template.slug)
ENDS = {"tyomenetelmat": "12:00", "tyoparityoskentely": "13:00"}  # all others last until three
FULL_DAYS = [template for template in TEMPLATES if template.slug not in ("arvot120", *ENDS)]
RULES = SHIPPED.templates["pelisaannot"]


def made(template: Template, *languages: str) -> c.CreateWorkshop:
    return template.to_command(languages or ("fi",), seed=made_id(template.slug))


def story_of(command: c.CreateWorkshop) -> Story:
    return Story(**{name: getattr(command, name) for name in command.__struct_fields__})


def expected_at(template: Template) -> int:
    return 120 if template.slug == "arvot120" else 25


def leaves_something(step: Step) -> bool:
    """Tell whether a step asks for something that the client may read afterwards."""
    writes = step.settings.get("writes", "nobody") != "nobody" if step.kind == "groups" else True
    return writes and step.kind not in ("show", "round") and step.destination == "client"


def test_days_are_ready_to_lead() -> None:
    assert [template.slug for template in TEMPLATES] == [
        "arvot120",
        "asiakaslahtoisyys",
        "pelisaannot",
        "tyomenetelmat",
        "tyoparityoskentely",
        "tyoyhteison-arvot",
        "vuorovaikutustaidot",
        "yhteistyon-kehittaminen",
    ]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.slug)
def test_a_day_adds_up_to_its_end_and_its_closing_cannot_move(template: Template) -> None:
    slots = template.timetable
    assert clock_of(slots[-1].ends) == ENDS.get(template.slug, "15:00")
    assert all(slot.late == slot.waits == 0 for slot in slots)
    assert template.blocks[-1].fixed_at == slots[-1].starts


@pytest.mark.parametrize("template", FULL_DAYS, ids=lambda template: template.slug)
def test_lunch_of_a_full_day_cannot_move_either(template: Template) -> None:
    assert "11:45" in {clock_of(block.fixed_at) for block in template.blocks if block.fixed_at is not None}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.slug)
def test_nobody_sits_longer_than_ninety_minutes_without_a_break_or_a_walk(template: Template) -> None:
    # Those who are there when the doors open have their coffee first.
    doors = template.blocks[0]
    since = template.starts + (doors.minutes if doors.id == "doors" else 0)
    for block, slot in zip(template.blocks, template.timetable, strict=True):
        walks = block.method == "parikavely"
        energises = walks or block.is_break or any(s.settings.get("style") == "energiser" for s in block.steps)
        assert slot.ends - since <= 90 or energises, f"{block.id} ends {slot.ends - since} minutes after a break"
        since = int(slot.ends) if energises else since


def starts_of(slug: str) -> dict[str, str]:
    """Return when each block starts, by its key."""
    template = SHIPPED.templates[slug]
    return {
        block.id: clock_of(slot.starts) for block, slot in zip(template.blocks, template.timetable, strict=True)
    }


def test_the_rules_day_keeps_the_clock_of_its_table() -> None:
    assert (
        starts_of("pelisaannot").items()
        >= {
            "doors": "08:40",
            "opening": "09:00",
            "energy": "09:10",
            "manners": "09:25",
            "barometer": "09:35",
            "success": "09:55",
            "coffee": "10:10",
            "notes": "10:25",
            "reading": "10:35",
            "topics": "10:55",
            "cafe": "11:05",
            "drafts": "11:35",
            "lunch": "11:45",
            "walk": "12:30",
            "rules": "12:40",
            "support": "13:05",
            "coffee-2": "13:25",
            "rewriting": "13:40",
            "order": "14:00",
            "starting": "14:15",
            "parking": "14:35",
            "check-out": "14:40",
            "closing": "14:52",
        }.items()
    )


def test_the_interaction_day_keeps_the_clock_of_its_table() -> None:
    assert (
        starts_of("vuorovaikutustaidot").items()
        >= {
            "opening": "09:00",
            "check-in": "09:10",
            "line": "09:25",
            "listening": "09:45",
            "coffee": "10:15",
            "fishbowl": "10:30",
            "helps": "11:05",
            "choosing": "11:30",
            "lunch": "11:45",
            "breathing": "12:30",
            "talk": "12:40",
            "feedback-round": "12:55",
            "coffee-2": "13:35",
            "hard": "13:50",
            "habits": "14:20",
            "own-step": "14:35",
            "thanks": "14:45",
            "closing": "14:55",
        }.items()
    )


def test_the_workshop_for_a_hundred_and_twenty_keeps_the_clock_of_its_table() -> None:
    assert list(starts_of("arvot120").values()) == [
        *("12:30", "13:00", "13:06", "13:12", "13:20", "13:32", "13:37"),
        *("13:55", "14:05", "14:27", "14:35", "14:47", "14:53"),
    ]


def test_the_half_day_for_pairs_keeps_the_clock_of_its_table() -> None:
    starts = starts_of("tyoparityoskentely")
    assert (starts.pop("grouping"), starts.pop("water")) == ("10:02", "11:55")
    assert list(starts.values()) == [
        *("09:00", "09:10", "09:25", "09:55", "10:15", "10:30", "10:55"),
        *("11:40", "12:00", "12:20", "12:35", "12:45", "12:55"),
    ]


def test_the_customer_day_keeps_the_clock_of_its_table() -> None:
    starts = starts_of("asiakaslahtoisyys")
    assert starts.pop("feedback") == "14:51"
    assert list(starts.values()) == [
        *("09:00", "09:10", "09:20", "09:45", "10:15", "10:30", "11:30", "11:45"),
        *("12:30", "12:40", "13:05", "13:25", "13:40", "14:15", "14:30", "14:45", "14:55"),
    ]


def test_the_three_hours_on_work_methods_keep_the_clock_of_their_table() -> None:
    starts = starts_of("tyomenetelmat")
    assert (starts.pop("check-in"), starts.pop("stretch")) == ("09:05", "10:57")
    assert list(starts.values()) == [
        *("09:00", "09:10", "09:55", "10:05", "10:15", "10:35"),
        *("11:00", "11:15", "11:35", "11:45", "11:55"),
    ]


# --- played ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.slug)
def test_a_whole_day_is_played_and_what_one_block_yields_flows_into_the_next(template: Template) -> None:
    command = made(template)
    activities = Day(story_of(command), expected_at(template)).play()
    assert len(activities) == sum(len(block.steps) for block in command.blocks)
    carried = [activity for activity in activities if activity.step.source]
    assert len(carried) >= 7
    for activity in carried:
        assert activity.inputs.items, f"nothing flowed into {activity.step.prompt}"
    for activity in activities:
        if activity.step.company:
            assert activity.inputs.companies, f"nobody answers together at {activity.step.prompt}"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.slug)
def test_the_summary_tells_what_every_block_came_to(template: Template) -> None:
    day = Day(story_of(made(template)), expected_at(template))
    activities = day.play()
    summary = summary_of(day.story.workshop, "client", ("fi",), KINDS)
    parts = {part.id: part for section in summary.sections for part in section.parts}
    for activity in activities:
        private = activity.step.identity == "only_you"
        if leaves_something(activity.step) and not private:
            part = parts[activity.step.id]
            assert not part.withheld
            assert part.rows[1:], f"nothing is told of {activity.step.prompt}"
            # Rows made beforehand are filled in together, and leaders group notes.
            if activity.step.kind not in ("cluster", "commit"):
                assert part.phones >= 2, f"nobody answered {activity.step.prompt}"
        if private:
            assert activity.step.id not in parts
    assert summary.actions
    assert summary.appendix
    held = [line for line in summary.programme if line.state == "held"]
    assert len(held) == sum(bool(block.steps) for block in template.blocks)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.slug)
def test_no_block_of_a_day_comes_to_nothing(template: Template) -> None:
    """A talk, a walk or a round in pairs may leave nothing behind; any other block is told of."""
    day = Day(story_of(made(template)), expected_at(template))
    day.play()
    told = {section.id for section in summary_of(day.story.workshop, "client", ("fi",), KINDS).sections}
    for block in day.story.workshop.blocks:
        if any(leaves_something(step) and step.identity != "only_you" for step in block.steps):
            assert block.id in told


class Played:
    """A day that has been played. ``at`` finds its activities by block and step."""

    def __init__(self, slug: str) -> None:
        template = SHIPPED.templates[slug]
        activities = Day(story_of(made(template)), expected_at(template)).play()
        names = [step.id for block in template.blocks for step in block.steps]
        by_id = {activity.step.id: activity for activity in activities}
        self.at = {name: by_id[derived_id(made_id(slug), name)] for name in names}

    def into(self, step: str) -> list[str]:
        return words(self.at[step].inputs.items)

    def out_of(self, step: str) -> Yields:
        activity = self.at[step]
        return KINDS[activity.step.kind].yields(activity.state, activity.moment)


def words(items: Iterable[Item]) -> list[str]:
    return [pick(item.text, ("fi",)) for item in items]


def test_a_rule_of_the_rules_day_is_typed_once_from_draft_to_action() -> None:
    day = Played("pelisaannot")
    topics = words(day.out_of("topics.dots").top)[:5]
    assert day.into("cafe.rounds") == topics
    drafts = day.out_of("cafe.rounds")
    assert day.into("drafts.clear") == words(drafts.items)
    clearest = words(day.out_of("drafts.clear").top)[:8]
    assert day.into("rules.rules") == clearest
    rules = words(day.out_of("rules.rules").items)
    assert day.into("support.support") == rules
    assert sorted(day.into("rewriting.weakest")) == sorted(rules)
    assert day.into("order.first") == words(day.out_of("rewriting.weakest").top)[:10]
    first = words(day.out_of("order.first").top)[:7]
    assert day.into("starting.acts") == first
    assert [action.what for action in day.at["starting.acts"].state.actions.values()] == first


def test_tables_of_the_rules_day_read_all_notes_between_them() -> None:
    day = Played("pelisaannot")
    notes, tables = day.out_of("notes.notes"), day.at["reading.tables"].state
    laid = [pick(text, ("fi",)) for topic in tables.topics for text in topic.under]
    assert sorted(laid) == sorted(words(notes.items))
    assert len(tables.groups) == 5


def test_each_of_twenty_tables_gets_one_of_the_six_values_that_won() -> None:
    day = Played("arvot120")
    won = words(day.out_of("choosing.dots").top)[:6]
    work = day.at["tables.work"].state
    assert [pick(topic.text, ("fi",)) for topic in work.topics] == won
    assert len(work.groups) == 20
    assert {len(note.words) for note in work.notes.values()} == {3}
    assert len({note.group for note in work.notes.values()}) == 20
    assert day.into("gap.rating") == won


def test_each_text_of_the_tables_is_read_about_thirty_times() -> None:
    day = Played("arvot120")
    assert day.into("rating.rating") == words(day.out_of("tables.work").items)
    assert {row.draws for row in day.at["rating.rating"].state.statements.values()} == {120 * 5 / 20}
    assert day.into("rating.best") == words(day.out_of("rating.rating").top)[:10]


def test_tables_that_described_a_value_take_an_act_together() -> None:
    day = Played("arvot120")
    tables, acts = day.out_of("tables.work").companies, day.at["acts.table"]
    assert acts.inputs.companies == tables
    assert len(tables) == 20
    assert {action.of for action in acts.state.actions.values()} <= {table.id for table in tables}


def test_trios_of_the_rules_day_write_one_note_each() -> None:
    day = Played("pelisaannot")
    trios = day.at["success.causes"].inputs.companies
    assert {len(trio.members) for trio in trios} == {3, 4}
    assert {item.of for item in day.out_of("success.causes").items} == {trio.id for trio in trios}
    assert len(day.out_of("success.causes").items) == len(trios)


def test_tables_of_the_values_day_talk_about_the_three_widest_gaps_one_each() -> None:
    day = Played("tyoyhteison-arvot")
    assert day.into("gap.gap") == words(day.out_of("choosing.dots").top)[:6]
    topics = [pick(topic.text, ("fi",)) for topic in day.at["gap.talk"].state.topics]
    assert topics == words(day.out_of("gap.gap").top)[:3]


def test_what_tables_sharpened_is_what_the_values_day_asks_support_for() -> None:
    day = Played("tyoyhteison-arvot")
    tables = day.out_of("acts.acts").companies
    assert day.at["gallery.sharpened"].inputs.companies == tables
    assert day.into("gallery.comments") == words(day.out_of("acts.acts").items)
    assert day.into("agreement.rule") == words(day.out_of("gallery.sharpened").items)


def test_experiments_of_the_collaboration_day_go_from_card_to_owner() -> None:
    day = Played("yhteistyon-kehittaminen")
    cards = words(day.out_of("experiments.cards").items)
    assert day.into("experiments.safe") == cards
    safe = words(day.out_of("experiments.safe").top)[:5]
    assert day.into("fingers.support") == safe
    assert sorted(day.into("fingers.again")) == sorted(safe)
    supported = words(day.out_of("fingers.again").top)[:5]
    owned = list(day.at["starting.acts"].state.actions.values())
    assert day.into("starting.acts") == [action.what for action in owned] == supported
    assert all(action.who for action in owned)


def test_what_is_ours_to_decide_comes_to_every_table_of_the_collaboration_day() -> None:
    day = Played("yhteistyon-kehittaminen")
    ours = day.out_of("circles.circles").groups[0]
    (topic,) = day.at["circles.own-act"].state.topics
    assert topic.text == ours.text
    assert [pick(text, ("fi",)) for text in topic.under] == words(ours.items)
    assert day.into("circles.acts") == words(day.out_of("circles.own-act").items)


def test_pairs_of_the_half_day_stay_together_and_what_they_agree_stays_with_them() -> None:
    day = Played("tyoparityoskentely")
    pairs = day.out_of("agreement.pairs").companies
    assert {len(pair.members) for pair in pairs} == {2}
    for step in ("walk.walk", "thanks.pairs"):
        together = [set(company.members) for company in day.out_of(step).companies]
        # One person too many has no partner, and joins a pair.
        assert all(any(set(pair.members) <= company for company in together) for pair in pairs)
    for step in ("agreement.agreement", "finishing.agreement"):
        assert day.at[step].step.identity == "only_you"
        assert not day.out_of(step).items
    assert day.at["finishing.review"].inputs.companies == pairs


def test_what_pairs_wish_for_is_typed_once_from_note_to_owner() -> None:
    day = Played("tyoparityoskentely")
    wished = words(day.out_of("wishes.choosing").top)[:3]
    assert day.into("starting.acts") == wished
    assert [action.what for action in day.at["starting.acts"].state.actions.values()][:3] == wished


def test_habits_of_the_interaction_day_go_from_note_to_those_who_begin() -> None:
    day = Played("vuorovaikutustaidot")
    helps = words(day.out_of("helps.notes").items)
    assert sorted(day.into("grouping.grouping")) == sorted(helps)
    headings = [pick(group.text, ("fi",)) for group in day.out_of("grouping.grouping").groups if group.items]
    assert sorted(day.into("choosing.dots")) == sorted(headings)
    assert day.into("hard.reminder") == words(day.out_of("choosing.dots").top)[:3]
    assert day.into("habits.choosing") == words(day.out_of("habits.notes").top)[:12]
    assert day.into("own-step.steps") == words(day.out_of("habits.choosing").top)[:3]
    assert any(action.who for action in day.at["own-step.steps"].state.actions.values())


def test_feedback_of_the_interaction_day_stays_between_the_two_who_gave_it() -> None:
    day = Played("vuorovaikutustaidot")
    drafts = day.at["feedback-round.draft"]
    assert drafts.step.identity == "only_you"
    assert drafts.state.notes
    assert day.out_of("feedback-round.draft").items == ()
    pairs, telling = (day.out_of(f"feedback-round.{step}").companies for step in ("pairs", "telling"))
    assert {frozenset(pair.members) for pair in telling} == {frozenset(pair.members) for pair in pairs}


def test_a_table_of_the_customer_day_walks_the_path_of_the_customer_it_came_to_know() -> None:
    day = Played("asiakaslahtoisyys")
    tables = [set(table.members) for table in day.out_of("empathy.tables").companies]
    assert len(tables) == 5
    assert [set(table.members) for table in day.at["journey.path"].inputs.companies] == tables
    stages = [pick(group.text, ("fi",)) for group in day.out_of("journey.path").groups]
    assert day.into("journey.feeling") == stages
    assert all(group.items for group in day.out_of("journey.path").groups)


def test_a_decisive_moment_of_the_customer_day_leads_to_an_experiment_with_an_owner() -> None:
    day = Played("asiakaslahtoisyys")
    assert day.into("moments.dots") == words(day.out_of("journey.path").top)[:12]
    assert day.into("chair.chair") == words(day.out_of("moments.dots").top)[:3]
    ideas = words(day.out_of("ideas.grouping").top)[:8]
    assert day.into("matrix.placing") == ideas
    best = words(day.out_of("matrix.first").top)[:5]
    given = [pick(topic.text, ("fi",)) for topic in day.at["experiments.cards"].state.topics]
    assert day.into("experiments.cards") == given == best
    assert day.into("gallery.comments") == words(day.out_of("experiments.cards").items)
    owned = list(day.at["starting.acts"].state.actions.values())
    assert [action.what for action in owned][:5] == words(day.out_of("experiments.safe").top)[:5]
    assert any(action.who for action in owned)


def test_a_bottleneck_is_followed_from_the_picture_of_the_work_to_an_experiment() -> None:
    day = Played("tyomenetelmat")
    assert day.into("worst.dots") == words(day.out_of("flow.map").top)[:12]
    worst = words(day.out_of("worst.dots").top)[:3]
    chains = day.at["why.chain"].state
    assert [pick(topic.text, ("fi",)) for topic in chains.topics] == worst
    assert {len(note.words) for note in chains.notes.values()} == {4}
    assert day.at["why.fifth"].inputs.companies == day.out_of("why.chain").companies
    assert day.into("why.cause") == words(day.out_of("why.fifth").items)
    assert day.into("matrix.placing") == words(day.out_of("ideas.choosing").top)[:5]
    assert day.into("experiments.cards") == words(day.out_of("matrix.first").top)[:3]
    supported = words(day.out_of("fingers.again").top)[:4]
    assert [action.what for action in day.at["starting.acts"].state.actions.values()] == supported


# --- as a workshop ---------------------------------------------------------------------------------------


def test_ids_follow_from_the_seed_and_nothing_else() -> None:
    template = RULES
    assert made(template) == made(template)
    one, other = made(template), template.to_command(("fi",), seed=made_id("another"))
    assert not {block.id for block in one.blocks} & {block.id for block in other.blocks}
    for block in one.blocks:
        for thing in (block.id, *(step.id for step in block.steps)):
            msgspec.convert(thing, Id)


def test_ids_of_a_day_are_all_different() -> None:
    for template in TEMPLATES:
        command = made(template)
        ids = [thing for block in command.blocks for thing in (block.id, *(step.id for step in block.steps))]
        assert len(set(ids)) == len(ids)


def test_notes_to_self_are_in_the_first_language() -> None:
    opening = made(SHIPPED.templates["pelisaannot"], "sv", "fi").blocks[2]
    assert opening.note.startswith("Chefen talar tre minuter")
    assert opening.title == {"sv": "Öppning", "fi": "Avaus"}


def test_the_title_and_the_day_are_the_facilitators_own() -> None:
    command = RULES.to_command(("fi",), seed=made_id("x"), title={"fi": "Tiimipäivä"}, day="2027-03-01")
    assert (command.title, command.day, command.template) == ({"fi": "Tiimipäivä"}, "2027-03-01", "pelisaannot")
    assert made(RULES).title == {"fi": "Pelisäännöt"}
    assert made(RULES).starts == 8 * 60 + 40


def test_the_day_asks_its_question_beforehand_and_shows_the_answers_as_it_opens() -> None:
    asked, _, opening = made(RULES, "sv", "fi").blocks[:3]
    form, answers = asked.steps[0], opening.steps[-1]

    assert asked.before
    assert (form.kind, form.settings, form.prompt) == (
        "form",
        {"when": "before"},
        in_languages(RULES.pre_question, ("sv", "fi")),
    )
    assert (answers.kind, answers.source) == ("show", Source(form.id, "items", 12))


def test_a_day_that_asked_nothing_beforehand_passes_over_its_answers() -> None:
    story = story_of(made(RULES)).start()
    shown = story.workshop.blocks[2].steps[-1].id
    while step := next_step(story.workshop, KINDS):
        assert step.id != shown
        story.do(c.OpenActivity(step=step.id))


def test_a_break_brings_its_own_clock() -> None:
    lunch = next(block for block in made(RULES).blocks if block.fixed_at == 11 * 60 + 45)
    assert lunch.is_break
    assert [(step.kind, step.minutes, step.settings["style"]) for step in lunch.steps] == [("show", 45, "break")]
