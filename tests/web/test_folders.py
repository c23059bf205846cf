from pathlib import Path

import pytest

from facilitator.web.folders import data_dir, read_methods, read_texts


def test_methods_and_templates_are_read_by_name() -> None:
    texts = read_methods()
    assert "methods/roti.toml" in texts
    assert "methods/templates/pelisaannot.toml" in texts
    assert texts["methods/roti.toml"].startswith("name.fi = ")


def test_a_folder_of_ones_own_is_read_the_same_way(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "oma.toml").write_text('name.fi = "Äiti"', encoding="utf-8")
    (tmp_path / "templates" / "paiva.toml").write_text("", encoding="utf-8")
    (tmp_path / "README.md").write_text("not a method", encoding="utf-8")
    assert read_methods(tmp_path) == {"methods/oma.toml": 'name.fi = "Äiti"', "methods/templates/paiva.toml": ""}


def test_a_lost_folder_is_named_with_the_remedy() -> None:
    with pytest.raises(
        FileNotFoundError, match="nothing-such/ is missing from this installation; install it again"
    ):
        data_dir("nothing-such")


def test_a_file_that_is_no_text_is_a_fault_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text("x = 1", encoding="utf-8")
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe")
    texts, faults = read_texts(tmp_path)
    assert texts == {f"{tmp_path}/good.toml": "x = 1"}
    assert [fault.file for fault in faults] == [f"{tmp_path}/bad.toml"]
