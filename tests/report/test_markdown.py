import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from facilitator.activities.collect import PostNote
from facilitator.core import commands as c
from facilitator.report.markdown import document, escaped, one_line
from tests.report.days import SAY, close, lively_day, summarised
from tests.stories import Story

COMMONMARK = MarkdownIt("commonmark")
# With tables, struck words, and links made of what merely looks like one.
GENEROUS = MarkdownIt("gfm-like")
NASTY = [
    "# not a heading",
    "1. not a list",
    "1) nor this",
    "- + * nor these",
    "---",
    "===",
    "> nor a quotation",
    "    nor code",
    "`nor` ~~this~~ ```x```",
    "<script>alert(1)</script> <!-- x --> &amp; &lt;",
    "[link](javascript:alert(1)) ![image](x) [ref]: x",
    "http://example.org https://example.org/a?b=c#d www.example.org WWW.example.org a@b.example mailto:a@b.example",
    "ftp://x.example xmpp:a@b.example file:///etc",
    "a | b | c",
    "a\\b \\# \\\\",
    "two  \nlines",
    "a\n\n\nb",
    "  edges  ",
    "\ttab",
    "*_**__{}$x$^2^",
    "a\n- b\n1. c\n# d\n===\n\n    e\n| f |",
    'Hei, maailma! Työ: 8.30–9.00 (ehkä); 50 % vai "100 %"?',
]


def read(markdown: str, renderer: MarkdownIt) -> tuple[str, list[str]]:
    """Return the words a reader sees, and the tags around them."""
    drawn = renderer.render(markdown)
    tags = [tag for tag in re.findall(r"<[^>]*>", drawn) if tag not in ("<p>", "</p>", "<br />", "<br>")]
    words = re.sub(r"<br ?/?>\n", "\n", drawn)
    return html.unescape(re.sub(r"<[^>]*>", "", words)).removesuffix("\n"), tags


@pytest.mark.parametrize("renderer", [COMMONMARK, GENEROUS], ids=["commonmark", "generous"])
@pytest.mark.parametrize("words", NASTY)
def test_what_people_wrote_reads_as_it_was_written(words: str, renderer: MarkdownIt) -> None:
    assert read(escaped(words), renderer) == (words, [])


# Signs that a text can hold; control characters are taken out, and carriage returns are line breaks.
WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")) | st.sampled_from("\n#*-_`<>|[]().:&")
)


@given(WORDS)
@example("0")
def test_no_words_whatever_are_markup(words: str) -> None:
    for renderer in (COMMONMARK, GENEROUS):
        read_back, tags = read("x " + one_line(words), renderer)
        assert (read_back, tags) == (" ".join(["x", *words.split()]), [])


@given(st.text(st.sampled_from("ab1 .:/\n\t#*-_`<>|[]()!&@\\~=+{}$^wW"), min_size=1))
def test_no_mixture_of_signs_is_markup(words: str) -> None:
    # An empty note cannot be written; blanks alone have nothing to be read.
    if words.strip():
        for renderer in (COMMONMARK, GENEROUS):
            assert read(escaped(words), renderer) == (words.strip("\n"), [])


def test_plain_sentences_need_no_backslash() -> None:
    words = 'Hei, maailma. Kello 8.30: (ehkä) - "niin"; 50 %?'
    assert escaped(words) == words


def test_the_document_tells_the_day_in_order() -> None:
    story, _ = lively_day("named", "client")
    told = document(summarised(story), SAY)
    places = [
        told.index(words) for words in ("# Day", "## Programme", "shownword", "## What we do", "## Parking lot")
    ]
    assert places == sorted(places)
    assert "- parkedword (Later)" in told
    assert "| optionword0 | 5 | 0 | 100 |" in told


def test_the_cover_tells_what_was_agreed() -> None:
    story, _ = lively_day("named", "client")
    story.do(c.EditWorkshop(aim={"en": "Agree"}, result={"en": "# Rules\n- five"}, contact="Leena"))
    drawn = COMMONMARK.render(document(summarised(story), SAY))
    assert "<strong>Expected result</strong><br />\n# Rules<br />\n- five</p>" in drawn
    assert drawn.index("Agree") < drawn.index("Expected result") < drawn.index("Programme")
    assert "Leena" not in drawn


def test_notes_of_several_lines_stay_one_note() -> None:
    story = Story().start()
    wall = story.open("collect", identity="named")
    story.do(PostNote(activity=wall, text="first\n\n- second"), story.join("Liisa"))
    close(story, wall)
    drawn = COMMONMARK.render(document(summarised(story), SAY))
    notes = drawn.partition("Appendix")[2]
    assert notes.count("<li>") == 1
    assert "first<br />\n<br />\n- second" in notes


def test_a_comment_is_quoted_and_named() -> None:
    story, _ = lively_day("named", "client")
    activity = next(iter(story.workshop.activities))
    story.do(c.ArrangeSummary(activity=activity, comment="remarkable\n> words"))
    drawn = COMMONMARK.render(document(summarised(story), SAY))
    quoted = drawn.partition("<blockquote>")[2].partition("</blockquote>")[0]
    assert "Comment by the facilitator" in quoted
    assert "remarkable<br />\n&gt; words" in quoted
