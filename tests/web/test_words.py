"""The catalogue: one for pages and screens, in memory, and whole or told what is missing."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from facilitator.web.words import (
    Words,
    best_language,
    gather,
    is_current,
    main,
    missing,
    read_catalogue,
    refusal_codes,
    script_messages,
    setting_words,
    table_headers,
    words_for,
    write_gathered,
)

ROOT = Path(__file__).resolve().parents[2]
WORDS = Words(
    "fi",
    {
        "Join": "Liity",
        "Hello {name}": "Hei {name}",
        "{n} note": ["{n} lappu", "{n} lappua"],
        "refusal\x04closed": "Tehtävä on jo suljettu.",
    },
)


def test_a_message_is_said_in_the_readers_words_and_else_as_it_stands() -> None:
    assert WORDS("Join") == "Liity"
    assert WORDS("Leave") == "Leave"
    assert WORDS("Hello {name}", name="Leena") == "Hei Leena"


def test_numbers_choose_the_form() -> None:
    assert WORDS.many("{n} note", "{n} notes", 1) == "1 lappu"
    assert WORDS.many("{n} note", "{n} notes", 0) == "0 lappua"
    assert WORDS.many("{n} dot", "{n} dots", 2) == "2 dots"


def test_a_code_is_worded_within_its_context() -> None:
    assert WORDS.within("refusal", "closed") == "Tehtävä on jo suljettu."
    assert WORDS("closed") == "closed"


def test_a_value_never_fills_another_place() -> None:
    assert WORDS("Hello {name}", name="{n}", n=5) == "Hei {n}"


def test_the_browser_gets_what_its_scripts_can_ask_for() -> None:
    assert set(WORDS.for_browser('_("Join") ngettext("{n} note", "{n} notes", 2)')) == {
        "Join",
        "{n} note",
        "refusal\x04closed",
    }


def test_the_browser_gets_the_titles_of_settings_that_forms_are_made_from() -> None:
    assert "Notes per person" in words_for("fi").for_browser("Object.entries(struct.properties)")
    assert "Notes per person" not in words_for("fi").for_browser("")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("fi-FI,fi;q=0.9,en;q=0.8", "fi"),
        ("de,sv;q=0.5", "sv"),
        ("de", "en"),
        ("", "en"),
        ("sv;q=0.1,fi;q=0.9", "fi"),
        ("sv;q=x,fi", "fi"),
    ],
)
def test_the_browser_says_which_language_it_wants(accepted: str, language: str) -> None:
    assert best_language(accepted, "en") == language


def test_an_unknown_language_is_answered_in_one_of_ours() -> None:
    assert words_for("de").language == "fi"


def test_messages_are_gathered_from_pages_scripts_code_refusals_and_settings() -> None:
    gathered = gather(ROOT)
    for msgid in ("Join the workshop", "QR code for joining", "Notes per person"):
        assert msgid in gathered
    assert gathered.get("room_full", context="refusal")
    assert any(isinstance(message.id, (tuple, list)) for message in gathered)


def test_every_refusal_in_the_code_is_found() -> None:
    assert {"room_full", "door_locked", "workshop_over", "code_taken"} <= refusal_codes(ROOT)
    assert {"not_understood", "too_big", "needs_tls"} <= refusal_codes(ROOT)


def test_a_refusal_with_one_of_two_codes_is_found_with_both(tmp_path: Path) -> None:
    (tmp_path / "facilitator").mkdir()
    (tmp_path / "facilitator" / "law.py").write_text('Refusal("name_needed" if named else "nickname_needed")')
    assert refusal_codes(tmp_path) == {"name_needed", "nickname_needed"}


def test_a_message_in_a_template_within_a_template_of_a_script_is_found() -> None:
    script = """
      return html`<p>${_("Outer")} ${shown ? html`<b title=${_("Inner: {what}", { what })}>
        ${ngettext(
          "{n} note",
          "{n} notes",
          rows.length,
        )}</b>` : pgettext("refusal", code ?? "")}${pgettext("kind", "vote")} ${_(field.title)}</p>`;
    """
    assert list(script_messages(script)) == [
        ("Outer", None),
        ("Inner: {what}", None),
        (("{n} note", "{n} notes"), None),
        ("vote", "kind"),
    ]


def test_settings_and_tables_of_every_kind_are_worded() -> None:
    assert {"Notes per person", "Leaders always may."} <= set(setting_words())
    assert {"Column", "Dots", "First step"} <= set(table_headers(ROOT / "facilitator" / "activities"))


def test_gathering_keeps_translations_and_gathering_again_changes_nothing(tmp_path: Path) -> None:
    gathered = Catalog(charset="utf-8")
    gathered.add("Join")
    gathered.add(("{n} note", "{n} notes"))
    gathered.add("closed", context="refusal")
    write_gathered(gathered, "fi", tmp_path)
    assert missing(gathered, "fi", tmp_path) == ["Join", "{n} note", "refusal: closed"]
    assert missing(gathered, "en", tmp_path) == ["refusal: closed"]
    path = tmp_path / "fi.po"
    path.write_text(path.read_text().replace('msgid "Join"\nmsgstr ""', 'msgid "Join"\nmsgstr "Liity"'))
    write_gathered(gathered, "fi", tmp_path)
    once = path.read_bytes()
    write_gathered(gathered, "fi", tmp_path)
    assert path.read_bytes() == once
    kept = read_catalogue("fi", tmp_path).get("Join")
    assert kept is not None
    assert kept.string == "Liity"
    assert missing(gathered, "fi", tmp_path) == ["{n} note", "refusal: closed"]


def test_a_catalogue_is_current_until_the_code_says_something_else(tmp_path: Path) -> None:
    gathered = Catalog(charset="utf-8")
    gathered.add("Join")
    assert not is_current(gathered, "fi", tmp_path)
    write_gathered(gathered, "fi", tmp_path)
    assert is_current(gathered, "fi", tmp_path)
    gathered.add("Leave")
    assert not is_current(gathered, "fi", tmp_path)


def test_the_check_finds_nothing_missing(capsys: pytest.CaptureFixture[str]) -> None:
    found = main(["--check"])
    assert capsys.readouterr().out == ""
    assert found == 0
