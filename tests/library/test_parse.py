import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from facilitator.core.agenda import Identity, Source, Step, Take
from facilitator.core.errors import MethodError
from facilitator.core.text import LANGUAGES, Text
from facilitator.library.method import Method
from facilitator.library.parse import clock_of, minutes_of, parse_all, parse_method, parse_template, texts_of
from facilitator.library.template import Template
from facilitator.web.folders import read_methods
from tests.library.play import SHIPPED
from tests.stories import KINDS

SETTINGS = KINDS["collect"].Settings.__struct_fields__

METHOD = '''
name.fi = "Sana"
purpose.fi = "Kuullaan kaikkia."
when.fi = "Alussa."
materials.fi = """
Kortteja
Paksuja kyniä"""
remote.fi = "Samoin."
pitfalls.fi = "Kiire."
origin.fi = "Oma."
rights.fi = "Omat sanat."
themes = ["all"]
phase = "orient"
people = [3, 30]
minutes = [5, 10]

[[steps]]
name = "words"
kind = "collect"
minutes = 5
prompt.fi = "Yksi sana?"
settings.max_notes = 1

[[steps]]
name = "choice"
kind = "vote"
minutes = 3
prompt.fi = "Mikä niistä?"
from = { step = "words" }
'''
TEMPLATE = """
name.fi = "Päivä"
aim.fi = "Tavoite."
output.fi = "Tulos."
pre_question.fi = "Mitä?"
people = [3, 30]
starts = "09:00"
ends = "09:30"

[[blocks]]
key = "words"
method = "sana"
minutes = 10

[[blocks]]
key = "coffee"
title.fi = "Tauko"
minutes = 20
fixed_at = "09:10"
break = true
"""


def wrong_method(before: str, after: str) -> str:
    assert METHOD.count(before) >= 1
    with pytest.raises(MethodError) as wrong:
        parse_method("methods/sana.toml", METHOD.replace(before, after, 1), KINDS)
    return str(wrong.value)


def wrong_template(before: str, after: str) -> str:
    assert TEMPLATE.count(before) >= 1
    methods = {"sana": parse_method("methods/sana.toml", METHOD, KINDS)}
    with pytest.raises(MethodError) as wrong:
        parse_template("methods/templates/paiva.toml", TEMPLATE.replace(before, after, 1), methods, KINDS)
    return str(wrong.value)


def steps_of(shipped: Method | Template) -> list[Step]:
    match shipped:
        case Method(steps=steps):
            return list(steps)
        case Template(blocks=blocks):
            return [step for block in blocks for step in block.steps]


# --- what comes with the product -------------------------------------------------------------------------


def test_every_file_that_comes_with_the_product_can_be_used() -> None:
    assert [str(fault) for fault in SHIPPED.faults] == []
    assert len(SHIPPED.methods) + len(SHIPPED.templates) == len(read_methods()) >= 33


@pytest.mark.parametrize("slug", sorted([*SHIPPED.methods, *SHIPPED.templates]))
def test_every_text_speaks_three_languages(slug: str) -> None:
    shipped = SHIPPED.methods.get(slug) or SHIPPED.templates[slug]
    told = dict(texts_of(shipped))
    for step in steps_of(shipped):
        settings = msgspec.convert(step.settings, KINDS[step.kind].Settings)
        told |= {f"{step.id}: {key}": text for key, text in texts_of(settings)}
    assert len(told) > 10
    for key, text in told.items():
        if set(text) == {""}:
            assert text[""].isdecimal(), f"{slug}: {key} states no language"
        elif text:
            assert set(text) == set(LANGUAGES), f"{slug}: {key} speaks {', '.join(text)}"
            assert all(words.strip() == words != "" for words in text.values())


@pytest.mark.parametrize("slug", sorted(SHIPPED.methods))
def test_a_method_says_all_that_a_facilitator_asks_of_it(slug: str) -> None:
    method = SHIPPED.methods[slug]
    for text in (method.name, method.purpose, method.when, method.remote, method.pitfalls, method.rights):
        assert set(text) == set(LANGUAGES)
    assert method.themes


def told_to_bring() -> dict[str, Text]:
    """Return each list of materials in methods and ready days, by where it is written."""
    methods = {slug: method.materials for slug, method in SHIPPED.methods.items()}
    blocks = {
        f"{slug} {block.id}": block.materials
        for slug, template in SHIPPED.templates.items()
        for block in template.blocks
    }
    return {where: text for where, text in (methods | blocks).items() if text}


def test_materials_are_a_packing_list() -> None:
    told = told_to_bring()
    assert len(told) > 60
    for where, text in told.items():
        lists = {language: words.split("\n") for language, words in text.items()}
        assert len({len(lines) for lines in lists.values()}) == 1, f"{where}: as many lines in each language"
        for lines in lists.values():
            assert 1 <= len(lines) <= 5, where
            for line in lines:
                assert 0 < len(line) <= 60, f"{where}: {line}"
                assert line == line.strip(), f"{where}: {line}"
                assert not line[0].islower(), f"{where}: {line}"
                assert not line.endswith("."), f"{where}: {line}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_called_alike_in_one_language_is_in_the_others_too(language: str) -> None:
    called: dict[str, set[tuple[str, ...]]] = {}
    for text in told_to_bring().values():
        for row in zip(*(text[tag].split("\n") for tag in LANGUAGES), strict=True):
            called.setdefault(row[LANGUAGES.index(language)], set()).add(row)
    assert [rows for rows in called.values() if len(rows) > 1] == []
    assert len(called) < sum(len(text[language].split("\n")) for text in told_to_bring().values())


def test_a_method_that_needs_nothing_brings_nothing_along() -> None:
    bare = [method for method in SHIPPED.methods.values() if not method.materials]
    assert bare
    assert all(not method.to_block("a").materials for method in bare)


@pytest.mark.parametrize(
    "word", ["aktiviteet", "esimie", "anonyymi", "learning cafe", "thinking hats", "lean coffee"]
)
def test_no_file_uses_a_word_that_is_avoided(word: str) -> None:
    assert [name for name, text in read_methods().items() if word in text.lower()] == []


def test_the_examples_in_the_manual_can_be_used() -> None:
    page = (Path(__file__).parents[2] / "docs" / "methods.md").read_text(encoding="utf-8")
    method, pairs, template = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    files = {"methods/yksi-sana.toml": method, "methods/templates/aamu.toml": template}
    library = parse_all({**files, "methods/parit.toml": method + pairs}, KINDS)
    assert [str(fault) for fault in library.faults] == []
    tables, acts = library.templates["aamu"].blocks[3:]
    assert tables.steps[0].source == Source("again.choice", "top", 3)
    assert acts.steps[0].source == Source("4.tables", "top", 3)
    together = library.methods["parit"].steps[-1]
    assert (together.company, together.identity) == ("pairs", "group")


@pytest.mark.parametrize("word", [*get_args(Take), *get_args(Identity)])
def test_the_manual_tells_what_a_step_may_say(word: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "methods.md").read_text(encoding="utf-8")
    assert re.search(rf"\b{word}\b", page)


# --- what somebody wrote by hand -------------------------------------------------------------------------


def test_a_kind_that_is_none_is_answered_with_those_there_are() -> None:
    assert wrong_method('kind = "vote"', 'kind = "pol"') == (
        f'methods/sana.toml: steps[1].kind is "pol"; expected one of {", ".join(KINDS)}; write one of them'
    )


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            'kind = "vote"',
            'kind = "voet"',
            f'steps[1].kind is "voet"; expected one of {", ".join(KINDS)}; write "vote"',
        ),
        (
            'phase = "orient"',
            'phase = "orinet"',
            'phase is "orinet"; expected one of check-in, commit, converge, decide, diverge, energise, explore, '
            'orient, reflect; write "orient"',
        ),
        (
            "minutes = 5\n",
            'minutes = "5"\n',
            'steps[0].minutes is "5"; expected a number; write for example minutes = 2.5',
        ),
        ("minutes = 3\n", "minutes = -3\n", "steps[1].minutes is -3; expected a number >= 0.0; keep within that"),
        (
            'name.fi = "Sana"',
            'name = "Sana"',
            'name is "Sana"; expected a table in curly brackets; '
            'write for example name = { fi = "…", sv = "…", en = "…" }',
        ),
        (
            'name.fi = "Sana"',
            'name.suomi = "Sana"',
            "name.suomi is no language of this product; expected one of fi, sv, en; use one of them",
        ),
        (
            'name.fi = "Sana"',
            'name.fi = ""',
            'name.fi is ""; expected words; write them, or leave the language out',
        ),
        (
            "settings.max_notes = 1",
            "settings.max_note = 1",
            f'steps[0].settings.max_note is unknown; expected one of {", ".join(SETTINGS)}; write "max_notes"',
        ),
        (
            "settings.max_notes = 1",
            "settings.max_notes = 99",
            "steps[0].settings.max_notes is 99; expected a whole number <= 50; keep within that",
        ),
        (
            "settings.max_notes = 1",
            'settings.view = "clouds"',
            'steps[0].settings.view is "clouds"; expected one of cards, cloud, list, stages, zones; write "cloud"',
        ),
        (
            'step = "words"',
            'step = "sanat"',
            'steps[1].from.step is "sanat"; expected one of words; write one of them',
        ),
        (
            'step = "words"',
            'block = "a", step = "words"',
            'steps[1].from.block is "a"; expected nothing in a method; delete it',
        ),
        (
            'name = "choice"',
            'name = "words"',
            'steps[1].name is "words" once more; expected a name of its own; rename one of the two',
        ),
        (
            "people = [3, 30]",
            "people = [30, 3]",
            "people is [30, 3]; expected from and to, the smaller first; write people = [3, 120]",
        ),
    ],
    ids=lambda value: value[:40],
)
def test_a_wrong_method_says_key_found_expected_and_remedy(before: str, after: str, sentence: str) -> None:
    assert wrong_method(before, after) == f"methods/sana.toml: {sentence}"


def test_a_missing_key_is_named() -> None:
    assert wrong_method('rights.fi = "Omat sanat."\n', "").startswith(
        "methods/sana.toml: rights is missing; expected"
    )
    assert wrong_method('prompt.fi = "Mikä niistä?"\n', "").startswith(
        "methods/sana.toml: steps[1].prompt is missing;"
    )


def test_broken_toml_names_the_file_and_the_line() -> None:
    sentence = wrong_method('phase = "orient"', "phase = orient")
    assert sentence.startswith("methods/sana.toml: line 13, column 9 cannot be read (Invalid value)")


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('method = "sana"', 'method = "sna"', 'blocks[0].method is "sna"; expected one of sana; write "sana"'),
        (
            'ends = "09:30"',
            'ends = "09:40"',
            "ends is 09:40; expected 09:30, when the last block ends; change the minutes of the blocks by 10",
        ),
        (
            'fixed_at = "09:10"',
            'fixed_at = "09:05"',
            "blocks[1].fixed_at is 09:05; expected 09:10, when the blocks before it end; change their minutes by 5",
        ),
        (
            'fixed_at = "09:10"',
            'fixed_at = "09:15"',
            "blocks[1].fixed_at is 09:15; expected 09:10, when the blocks before it end; change their minutes by 5",
        ),
        (
            "minutes = 10",
            "minutes = 7",
            "blocks[0].minutes is 7; "
            "expected at least the 8 minutes of its steps; give it more time, or its steps less",
        ),
        (
            "minutes = 10",
            'minutes = 10\nonly = ["word"]',
            'blocks[0].only is "word"; expected one of words, choice; write "words"',
        ),
        (
            "minutes = 10",
            'minutes = 10\nonly = ["words"]\nsteps = [{ name = "choice", minutes = 1 }]',
            'blocks[0].steps[0].name is "choice"; expected one of words; write one of them',
        ),
        (
            "minutes = 10",
            'minutes = 10\nonly = ["choice"]',
            'blocks[0]: choice.from is "words.words"; expected nothing in the first step; delete it',
        ),
        (
            'title.fi = "Tauko"\n',
            "",
            "blocks[1].title is missing; expected a title where there is no method; add it",
        ),
        (
            'key = "coffee"',
            'key = "words"',
            'blocks[1].key is "words" once more; expected a key of its own; rename one of the two',
        ),
    ],
    ids=lambda value: value[:40],
)
def test_a_wrong_template_says_key_found_expected_and_remedy(before: str, after: str, sentence: str) -> None:
    assert wrong_template(before, after) == f"methods/templates/paiva.toml: {sentence}"


def test_a_broken_file_does_not_take_the_others_with_it() -> None:
    texts = {
        "methods/sana.toml": METHOD,
        "methods/rikki.toml": "name = ",
        "methods/templates/paiva.toml": TEMPLATE,
        "methods/templates/toinen.toml": TEMPLATE.replace('"sana"', '"rikki"'),
    }
    library = parse_all(texts, KINDS)
    assert list(library.methods) == ["sana"]
    assert list(library.templates) == ["paiva"]
    assert [fault.file for fault in library.faults] == ["methods/rikki.toml", "methods/templates/toinen.toml"]


def test_a_block_changes_only_what_it_names_of_a_methods_step() -> None:
    change = 'minutes = 10\nsteps = [{ name = "words", prompt.fi = "Toinen?", settings.max_length = 40 }]'
    methods = {"sana": parse_method("methods/sana.toml", METHOD, KINDS)}
    day = parse_template("methods/templates/x.toml", TEMPLATE.replace("minutes = 10", change, 1), methods, KINDS)
    words, choice = day.blocks[0].steps
    assert words.prompt == {"fi": "Toinen?"}
    assert words.settings == {"max_notes": 1, "max_length": 40}
    assert (words.minutes, choice.prompt) == (5, {"fi": "Mikä niistä?"})


def test_a_step_that_starts_from_what_comes_before_passes_over_talks_and_breaks() -> None:
    methods = {"sana": parse_method("methods/sana.toml", METHOD, KINDS)}
    after = """
[[blocks]]
title.fi = "Lopuksi"
minutes = 5
steps = [{ name = "read", kind = "show", prompt.fi = "Tulos", from = { take = "top" } }]
"""
    text = TEMPLATE.replace('ends = "09:30"', 'ends = "09:35"') + after
    day = parse_template("methods/templates/x.toml", text, methods, KINDS)
    assert day.blocks[1].is_break
    assert day.blocks[2].steps[0].source == Source("words.choice", "top")


def test_clock_times_are_read_as_they_are_written() -> None:
    assert minutes_of("11:45") == 705
    assert clock_of(705) == "11:45"


def test_no_key_in_a_sentence_is_a_python_name() -> None:
    sentence = wrong_method("from = ", "source = ")
    assert re.search(r"steps\[1\]\.source is unknown; expected one of .*\bfrom\b", sentence)


def test_brackets_without_end_are_a_fault_and_no_crash() -> None:
    with pytest.raises(MethodError, match="too many brackets"):
        parse_method("deep.toml", "a = " + "[" * 30_000, KINDS)


def test_a_block_can_say_which_method_its_own_steps_were_copied_from() -> None:
    like = TEMPLATE.replace('method = "sana"', 'title.fi = "Sanat"\nlike = "own/gone"')
    template = parse_template("day.toml", like, {}, KINDS)
    assert (template.blocks[0].method, template.blocks[0].steps) == ("own/gone", ())


def test_a_template_of_two_days_ends_when_its_last_day_does() -> None:
    second = '\n[[blocks]]\ntitle.fi = "Toinen"\nminutes = 0\nnew_day = true\nfixed_at = "10:00"\n'
    days = TEMPLATE.replace('ends = "09:30"', 'ends = "10:40"') + second
    tracks = "".join(
        f'[[blocks]]\ntitle.fi = "{track}"\nminutes = {minutes}\ntrack = "{track}"\n'
        for track, minutes in (("A", 40), ("B", 25))
    )
    methods = {"sana": parse_method("sana.toml", METHOD, KINDS)}
    template = parse_template("days.toml", days + tracks, methods, KINDS)
    assert [slot.day for slot in template.timetable] == [0, 0, 1, 1, 1]
    assert template.ends == 10 * 60 + 40
