"""The command: a real server started and stopped, and downloads checked without one."""

import json
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from facilitator.cli import check_host, main
from facilitator.settings import Settings, SettingsError


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[dict[str, Any], Path, "subprocess.Popen[str]"]]:
    """A server of its own: what its ready file says, its data folder, its process."""
    ready, data = tmp_path / "ready.json", tmp_path / "data"
    flags = ["--data", str(data), "--port", "0", "--host", "127.0.0.1", "--no-browser", "--ready-file", str(ready)]
    process = subprocess.Popen(
        [sys.executable, "-m", "facilitator.cli", "serve", *flags],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        # The file is written before the link is printed, so reading up to the link waits for both.
        said = iter(process.stdout or ())
        assert any("/start/" in line for line in said)
        yield json.loads(ready.read_text()), data, process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_a_server_says_when_it_is_ready_answers_and_stops_when_told(
    served: tuple[dict[str, Any], Path, "subprocess.Popen[str]"],
) -> None:
    told, _, process = served
    assert told["pid"] == process.pid
    with urllib.request.urlopen(told["owner_url"], timeout=10) as page:
        assert page.status == 200
        assert "passphrase" in page.read().decode()
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=10)
    assert process.returncode == 0, output
    assert "server_stopped" in output


def test_a_data_folder_in_use_points_to_the_download(
    served: tuple[dict[str, Any], Path, "subprocess.Popen[str]"],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, data, _ = served
    assert main(["export", str(tmp_path / "all.zip"), "--data", str(data)]) == 1
    assert "Download everything" in capsys.readouterr().err


def test_a_taken_port_is_told_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        flags = ["--data", str(tmp_path), "--host", "127.0.0.1", "--port", port, "--no-browser"]
        assert main(["serve", *flags]) == 1
    told = capsys.readouterr().err
    assert port in told
    assert told.count("\n") == 1


def test_a_host_where_the_owner_could_not_get_in_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"--host 0\.0\.0\.0"):
        check_host(Settings(data=Path("d"), host="192.168.8.20"))
    check_host(Settings(data=Path("d"), host="192.168.8.20", public_url="https://w.example.org"))
    check_host(Settings(data=Path("d"), host="127.0.0.1"))


@pytest.mark.parametrize("command", ["methods", "kinds"])
def test_lists_come_as_lines_and_as_json(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    main([command])
    lines = capsys.readouterr().out.splitlines()
    main([command, "--json"])
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == len(lines) > 0


def test_the_library_is_listed_with_all_one_chooses_by(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["methods", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    methods = [row for row in rows if row["what"] == "method"]
    assert len(methods) >= 75
    for row in methods:
        assert row["themes"]
        assert row["phase"]
        assert row["people"][0] <= row["people"][1]
        assert row["minutes"][0] <= row["minutes"][1]
    assert all(row["languages"] == ["fi", "sv", "en"] for row in rows)
    assert {row["slug"] for row in rows if row["what"] == "template"} >= {"pelisaannot", "arvot120"}


def test_a_folder_of_methods_is_checked_fault_by_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opera = (Path(__file__).parents[1] / "methods" / "opera.toml").read_text()
    (tmp_path / "good.toml").write_text(opera)
    assert main(["methods", "check", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "1 method and 0 templates can be used, 0 faults found\n"
    (tmp_path / "bad.toml").write_text(opera.replace("people = [6, 40]", "people = [40, 6]"))
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe")
    assert main(["methods", "check", str(tmp_path)]) == 1
    binary, bad, count = capsys.readouterr().out.splitlines()
    assert binary.startswith(f"{tmp_path}/binary.toml: ")
    assert bad.startswith(
        f"{tmp_path}/bad.toml: people is [40, 6]; expected from and to, the smaller first; write "
    )
    assert count.endswith("2 faults found")
    assert main(["methods", "check", str(tmp_path), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["methods"], told["faults"][1]["key"]) == (1, "people")


def test_a_folder_that_is_none_or_has_no_methods_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["methods", "check", str(tmp_path / "none")]) == 1
    assert "is no folder" in capsys.readouterr().err
    assert main(["methods", "check", str(tmp_path)]) == 1
    assert "has no .toml files" in capsys.readouterr().err


def test_kinds_are_told_with_their_settings_and_identities(capsys: pytest.CaptureFixture[str]) -> None:
    main(["kinds", "--json"])
    rows = {row["kind"]: row for row in json.loads(capsys.readouterr().out)}
    assert len(rows) == 12
    notes = rows["collect"]["settings"]["$defs"]["CollectSettings"]["properties"]["max_notes"]
    assert (notes["title"], notes["minimum"], notes["maximum"]) == ("Notes per person", 0, 50)
    assert notes["default"] == 0
    assert rows["groups"]["identities"] == ["group", "named"]
    assert all(row["identities"] for row in rows.values())


@pytest.mark.parametrize("command", ["serve", "methods", "kinds", "export", "replay"])
def test_each_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert "usage: facilitator" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"{}", b"PK\x03\x04", b"", b"[]"])
def test_what_is_no_download_is_not_replayed(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x").write_bytes(content)
    assert main(["replay", str(tmp_path / "x")]) == 1
    assert "got something else" in capsys.readouterr().err


def test_a_missing_folder_or_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(tmp_path / "a.zip"), "--data", str(tmp_path / "none")]) == 1
    assert "which is not there" in capsys.readouterr().err
    assert main(["replay", str(tmp_path / "none.json")]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_a_demo_of_a_day_that_is_not_there_is_told_which_days_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--day", "nothere"]) == 1
    told = capsys.readouterr().err
    assert 'is "nothere"' in told
    assert "arvot120" in told
    assert "pelisaannot" in told
