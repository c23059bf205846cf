"""Plain blocks have words in every language."""

from facilitator.core.text import LANGUAGES
from facilitator.library import plain_blocks
from facilitator.library.plain_blocks import Plain, plain_block, rest_block, spare_block

PLAINS = [value for value in vars(plain_blocks).values() if isinstance(value, Plain)]


def test_every_plain_block_is_worded_in_every_language() -> None:
    assert len(PLAINS) > 8
    for plain in PLAINS:
        assert set(plain.title) == set(plain.prompt) == set(LANGUAGES)


def test_what_chooses_takes_everything_and_what_goes_on_takes_the_best() -> None:
    vote = plain_block(plain_blocks.CHOICE, "c", 5, "ideas")
    work = plain_block(plain_blocks.TABLES, "t", 5, "ideas", most=3)
    assert vote.steps[0].source is not None
    assert work.steps[0].source is not None
    assert (vote.steps[0].source.take, work.steps[0].source.take, work.steps[0].source.most) == ("items", "top", 3)


def test_breaks_have_their_clock_and_spare_time_has_nothing() -> None:
    assert rest_block(plain_blocks.LUNCH, "l", 45).steps[0].settings == {"style": "break"}
    assert (spare_block("s", 10).is_buffer, spare_block("s", 10).steps) == (True, ())
