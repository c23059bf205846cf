import pytest

from facilitator.report.on_paper import for_paper


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Mitkä viisi ensin? Napauta järjestyksessä.", "Mitkä viisi ensin?"),
        ("Vilka fem först? Tryck i ordning.", "Vilka fem först?"),
        ("Which five first? Tap them in order.", "Which five first?"),
        ("Vastaa puhelimella. Mikä toimii?", "Mikä toimii?"),
        ("Välj en. Svara på telefonen.", "Välj en."),
    ],
)
def test_what_is_done_on_a_phone_is_not_said_on_paper(words: str, told: str) -> None:
    assert for_paper(words) == told


@pytest.mark.parametrize(
    "words",
    [
        "Mikä auttaisi eniten? Jaa neljä pistettä.",
        "Kuinka usein katsot puhelimesta sähköpostit? Vastaa rehellisesti.",
        "Puhelimet pois kokouksista. Voitko tukea tätä?",
        "Napauta järjestyksessä.",
        "Rivi\ntoinen",
        "",
    ],
)
def test_everything_else_stays_as_it_was_written(words: str) -> None:
    assert for_paper(words) == words
