"""Settings: flags first, then the environment, then defaults."""

from pathlib import Path

import pytest

from facilitator.settings import Settings, SettingsError, default_data_folder, read_settings

HOME = Path("/home/leena")


def test_a_flag_wins_over_the_environment_and_that_over_the_default() -> None:
    environment = {"FACILITATOR_PORT": "9001", "FACILITATOR_LANGUAGE": "sv"}
    settings = read_settings({"port": "9002", "language": None}, environment, HOME)
    assert (settings.port, settings.language, settings.host) == (9002, "sv", "0.0.0.0")


def test_every_setting_can_be_given_in_the_environment() -> None:
    environment = {
        "FACILITATOR_DATA": "/srv/f",
        "FACILITATOR_HOST": "127.0.0.1",
        "FACILITATOR_PORT": "0",
        "FACILITATOR_PUBLIC_URL": "https://Workshops.Example.org/",
        "FACILITATOR_LANGUAGE": "en",
        "FACILITATOR_READY_FILE": "/run/ready.json",
        "FACILITATOR_OPEN_BROWSER": "no",
        "FACILITATOR_PROXIES": "10.0.0.1, 10.0.0.2",
    }
    assert {name.removeprefix("FACILITATOR_").lower() for name in environment} == set(Settings.__struct_fields__)
    assert read_settings({}, environment, HOME) == Settings(
        data=Path("/srv/f"),
        host="127.0.0.1",
        port=0,
        public_url="https://workshops.example.org",
        language="en",
        ready_file="/run/ready.json",
        open_browser=False,
        proxies=("10.0.0.1", "10.0.0.2"),
    )


@pytest.mark.parametrize(
    ("platform", "folder"),
    [
        ("linux", "/home/leena/.local/share/facilitator"),
        ("darwin", "/home/leena/Library/Application Support/Facilitator"),
        ("win32", "/home/leena/AppData/Local/Facilitator"),
    ],
)
def test_data_lies_where_the_platform_keeps_it(platform: str, folder: str) -> None:
    assert default_data_folder({}, HOME, platform) == Path(folder)


def test_xdg_says_where_data_lies() -> None:
    assert default_data_folder({"XDG_DATA_HOME": "/data"}, HOME, "linux") == Path("/data/facilitator")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("port", "http", 'port is "http"; expected a number from 0 to 65535'),
        ("port", "70000", 'port is "70000"'),
        ("language", "de", 'language is "de"; expected one of fi, sv, en'),
        ("public_url", "workshops.example.org", "expected scheme and host alone"),
        ("public_url", "https://example.org/path", "expected scheme and host alone"),
        ("open_browser", "perhaps", "expected yes or no"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_with_what_is_expected(name: str, value: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as told:
        read_settings({name: value}, {}, HOME)
    assert sentence in str(told.value)
