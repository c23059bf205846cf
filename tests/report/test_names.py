import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.report.names import attachment, plain_slug, slug


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("Pelisäännöt 2026", "pelisaannot-2026"),
        ("../../etc/passwd", "etc-passwd"),
        ('a"; rm -rf \r\nX: y', "a-rm-rf-x-y"),
        ("\u202etxt.exe", "txt-exe"),
        ("!!!", "untitled"),
        ("日本", "untitled"),
    ],
)
def test_a_name_is_letters_and_hyphens(words: str, plain: str) -> None:
    assert plain_slug(words) == plain


@given(st.text())
def test_no_title_breaks_out_of_the_header(words: str) -> None:
    header = attachment(words, "md")
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert header.startswith('attachment; filename="')
    assert not {"/", "\\"} & set(header)
    assert ".." not in header
    assert len(slug(words)) <= 60


def test_the_long_spelling_keeps_the_letters() -> None:
    assert "filename*=UTF-8''pelis%C3%A4%C3%A4nn%C3%B6t.md" in attachment("Pelisäännöt", "md")
