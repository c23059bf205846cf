from facilitator.activities.vote import Option
from facilitator.report.spoken import spoken


def test_a_text_keeps_the_first_language_that_it_has() -> None:
    text = {"en": "Coffee", "fi": "Kahvi"}
    assert spoken(text, ("fi", "en")) == {"fi": "Kahvi"}
    assert spoken(text, ("sv", "en")) == {"en": "Coffee"}
    assert spoken(text, ("sv",)) == {"en": "Coffee"}
    assert spoken({"fi": ""}, ("fi",)) == {}
    assert spoken({"": "hei"}, ("fi",)) == {"": "hei"}


def test_texts_are_found_however_deep_they_lie() -> None:
    option = Option({"en": "Coffee", "fi": "Kahvi"}, 1)
    kept = spoken({"0123456789012345678901": (option,)}, ("fi",))
    assert kept == {"0123456789012345678901": (Option({"fi": "Kahvi"}, 1),)}


def test_what_is_no_text_stays_as_it_is() -> None:
    ballots = {"a/0123456789012345678901": {"0123456789012345678901": 2}}
    promises = {"p/0123456789012345678901": "words"}
    assert spoken((ballots, promises, 3, "x"), ("fi",)) == (ballots, promises, 3, "x")
