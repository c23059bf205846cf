from facilitator.report.programme import programme_of
from facilitator.web.words import words_for
from tests.report.days import SAY
from tests.report.plans import CLIENTS, FORBIDDEN, marked, template
from tests.report.test_days import two_days


def test_the_programme_tells_times_and_titles_and_nothing_else() -> None:
    told = repr(programme_of(marked().workshop, ("fi",), SAY))
    assert "9.05–9.25" in told
    shown = {"titleword", "blockword", "placeword"}
    assert [word for word in (*CLIENTS, *FORBIDDEN) if (word in told) != (word in shown)] == []
    assert "Ennen" not in told


def test_it_is_in_the_readers_language_where_the_plan_has_it() -> None:
    sheet = programme_of(marked().workshop, ("sv", "fi"), words_for("sv"))
    assert [row.title.words for row in sheet.rows] == ["blockord", "Paus"]
    assert sheet.title.lang == "fi"


def test_several_days_and_tracks_have_their_headings() -> None:
    sheet = programme_of(two_days().workshop, ("en",), SAY)
    assert [day.heading for day in sheet.days] == ["Day 1 · Thu 3 Dec 2026", "Day 2 · Sat 5 Dec 2026 · Second"]
    assert [[track.name for track in stretch] for stretch in sheet.days[0].stretches] == [
        [""],
        ["North", "South"],
        [""],
    ]


def test_a_whole_ready_day_is_in_it() -> None:
    workshop = template().workshop
    sheet = programme_of(workshop, ("fi",), SAY)
    timed = [block for block in workshop.blocks if not block.before]
    assert len(timed) > 20
    assert [row.id for row in sheet.rows] == [block.id for block in timed]
    assert [day.heading for day in sheet.days] == [""]
