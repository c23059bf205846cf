import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator import activities
from facilitator.activities.collect import PostNote
from facilitator.core.kind import Moment, Sight
from facilitator.report.csv import FORMULA_SIGNS, guarded, table, tables
from facilitator.web.words import gather
from tests.laws.days import lively
from tests.report.days import SAY, Plain, close, lively_day, summarised, unpacked
from tests.report.whole_day import WholeDay
from tests.stories import KINDS, Story

ACTIVITIES = Path(activities.__path__[0])
CLOSED = Sight(Moment("closed", revealed=True, identity="named"))


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "  =1", "\u200b=1", "\u00a0=1", "\uff1d1", "\0=1"]
)
def test_nothing_that_people_write_begins_a_formula(cell: str) -> None:
    assert guarded(cell).startswith("'")


def test_plain_words_and_numbers_stay_as_they_are() -> None:
    assert [guarded(cell) for cell in ("Hei = moi", "a-b", 3, 2.5, "")] == ["Hei = moi", "a-b", "3", "2.5", ""]


@given(st.text())
def test_no_cell_is_a_formula_whatever_is_trimmed(text: str) -> None:
    cell = guarded(text)
    assert cell[:1] not in FORMULA_SIGNS
    assert cell.strip()[:1] not in FORMULA_SIGNS
    assert cell.removeprefix("'") == text.replace("\0", "") or cell == text.replace("\0", "")


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)))
def test_a_table_reads_back_as_it_was_written(rows: list[list[str]]) -> None:
    for language, sign in (("en", ","), ("fi", ";")):
        data = table(rows, language)
        assert data.startswith(b"\xef\xbb\xbf")
        read = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=sign)
        assert list(read) == [[guarded(cell) for cell in row] for row in rows]


def test_each_activity_has_its_file_and_every_cell_is_quoted() -> None:
    story, _ = lively_day("named", "client")
    files = unpacked(tables(summarised(story), SAY))
    assert list(files) == sorted(files)
    assert len(files) == 4  # how many answered, the notes that were shown, the actions, the vote
    vote = next(data.decode("utf-8-sig") for data in files.values() if b"optionword0" in data)
    assert vote.splitlines()[1] == '"optionword0","5","5","0","100"'


def test_how_many_answered_stands_in_a_file_of_its_own() -> None:
    story, _ = lively_day("named", "client")
    name, data = next(iter(unpacked(tables(summarised(story), SAY)).items()))
    assert name == "00-overview.csv"
    assert data.decode("utf-8-sig").splitlines()[-1] == '"Mitä kuuluu?","vote","5 answered on phones","5","0"'


def test_decimals_are_no_days_where_the_decimal_sign_is_a_comma() -> None:
    assert table([[3.4, -1]], "fi").decode("utf-8-sig") == '"3,4";"-1"\r\n'
    assert table([[3.4, -1]], "en").decode("utf-8-sig") == '"3.4","-1"\r\n'


def test_two_downloads_of_the_same_summary_are_the_same_bytes() -> None:
    story, _ = lively_day("anonymous", "client")
    assert tables(summarised(story), SAY) == tables(summarised(story), Plain())


def test_notes_come_in_an_order_that_does_not_tell_who_was_first() -> None:
    files = []
    for order in (range(6), range(5, -1, -1)):
        story = Story().start()
        people = [story.join(f"Person {n}") for n in range(6)]
        wall = story.open("collect", identity="facilitator")
        for n in order:
            story.do(PostNote(activity=wall, text=f"note {n}"), people[n])
        close(story, wall)
        files.append(tables(summarised(story), SAY))
    assert files[0] == files[1]


def test_every_column_of_every_kind_has_words() -> None:
    day = WholeDay("named")
    headers = {
        str(name)
        for activity in day.story.workshop.activities.values()
        for rows in [KINDS[activity.step.kind].tables(activity.state, CLOSED)]
        for name in (rows[0] if rows else [])
    }
    # What is written by field has the facilitator's own words over it.
    own = {field["en"] for field in lively("groups")["fields"]}
    assert headers > own
    assert headers - own <= {message.id for message in gather(ACTIVITIES.parent.parent) if not message.context}
