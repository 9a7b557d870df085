"""Questions that got no answer: kept only where that is switched on, and listed for whoever adds what was missing."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dscp_tui.errors import DscpError
from dscp_tui.questions import unanswered
from dscp_tui.questions.unanswered import FILE, keep
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.settings import flag_setting

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]
ON = {"DSCP_UNANSWERED": "1"}


@pytest.fixture
def ask(dscp: Run, example_content: Content, example_file: Path, tmp_path: Path) -> Run:
    """Run `dscp ask` on the made-up partnership, with a data folder of the test's own."""
    data = tmp_path / "data"
    data.mkdir()
    (data / example_file.name).write_bytes(example_file.read_bytes())

    def run(*words: str, **env: str) -> Done:
        return dscp("ask", *words, data=data, content=example_content.root, **env)

    return run


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "data" / FILE


def test_nothing_is_kept_unless_it_is_switched_on(ask: Run, log: Path) -> None:
    assert ask("visits in Leeds").returncode == 4
    assert ask("visits in Leeds", DSCP_UNANSWERED="0").returncode == 4
    assert not log.exists()
    done = ask("--review")
    assert (done.returncode, done.stdout) == (0, "")
    assert "no unanswered question is kept" in done.stderr
    assert "`unanswered = true`" in done.stderr
    assert "DSCP_UNANSWERED=1" in done.stderr


def test_what_got_no_answer_is_kept_and_listed_most_frequent_first(ask: Run, log: Path) -> None:
    assert ask("rate", **ON).returncode == 3
    assert ask("visits in Leeds", **ON).returncode == 4
    assert ask("Visits  in LEEDS", **ON).returncode == 4
    assert ask("visits in time", **ON).returncode == 0
    assert ask("caseload", **ON).returncode == 0
    assert len(log.read_text("utf-8").splitlines()) == 3
    assert log.stat().st_mode & 0o777 == 0o600
    done = ask("--review", "--format", "csv", **ON)
    assert (done.returncode, done.stderr) == (0, "")
    first, second = csv.DictReader(done.stdout.splitlines())
    assert (first["times"], first["question"], first["outcome"]) == ("2", "Visits  in LEEDS", "unknown")
    assert first["not_understood"] == "LEEDS"
    assert "LEEDS" in first["reason"]
    assert date.fromisoformat(first["last_asked"]) <= date.today()
    assert (second["times"], second["question"], second["outcome"]) == ("1", "rate", "ambiguous")
    assert json.loads(ask("--review", "--format", "json", **ON).stdout)[0]["times"] == 2
    table = ask("--review", **ON).stdout
    assert table.index("LEEDS") < table.index("rate")


def test_the_settings_file_switches_it_on_and_the_environment_wins(ask: Run, log: Path, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("unanswered = true\n", "utf-8")
    ask("visits in Leeds", DSCP_SETTINGS=str(settings), DSCP_UNANSWERED="no")
    assert not log.exists()
    ask("visits in Leeds", DSCP_SETTINGS=str(settings))
    assert log.exists()
    done = ask("--review")
    assert "Leeds" in done.stdout
    assert "not kept now" in done.stderr
    assert ask("--review", DSCP_SETTINGS=str(settings)).stderr == ""


@pytest.mark.parametrize("text", ["unanswered = 1", 'unanswered = "yes"', "queries = true"])
def test_a_setting_of_another_kind_is_named(ask: Run, tmp_path: Path, text: str) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(text, "utf-8")
    done = ask("visits in time", DSCP_SETTINGS=str(settings))
    assert (done.returncode, done.stdout) == (1, "")
    assert f"“{text.partition(' ')[0]}” is no setting, or not of its kind" in done.stderr


def test_a_switch_that_says_neither_is_told_and_the_answer_stands(ask: Run, log: Path) -> None:
    done = ask("visits in Leeds", DSCP_UNANSWERED="perhaps")
    assert done.returncode == 4
    assert "Leeds" in done.stdout
    assert "DSCP_UNANSWERED is 1 or 0" in done.stderr
    assert not log.exists()


def test_no_control_character_is_kept_or_listed(ask: Run, log: Path) -> None:
    ask("visits in Le\x1b[2Jeds\u202e\x9b31m", **ON)
    assert not set("\x1b\u202e\x9b") & set(log.read_text("utf-8"))
    log.write_text(
        log.read_text("utf-8") + json.dumps({"question": "a\x1b[2Jb\u202e", "reason": "\x07"}) + "\n", "utf-8"
    )
    for form in ("table", "csv", "json", "ndjson"):
        done = ask("--review", "--format", form, **ON)
        assert done.returncode == 0
        assert "a[2Jb" in done.stdout
        assert not set("\x1b\u202e\x9b\x07") & set(done.stdout)


def test_a_damaged_line_is_passed_over(ask: Run, log: Path) -> None:
    ask("visits in Leeds", **ON)
    log.write_bytes(b'{"question": \xff\n[1]\n"x"\n\n{}\n' + log.read_bytes() + b'{"asked": ')
    done = ask("--review", "--format", "ndjson", **ON)
    assert done.returncode == 0
    assert [json.loads(line)["question"] for line in done.stdout.splitlines()] == ["visits in Leeds"]


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_file_that_cannot_be_used_is_told_and_the_answer_stands(ask: Run, log: Path, is_folder: bool) -> None:
    if is_folder:
        log.mkdir()
    else:
        log.symlink_to("nowhere/at/all")
    done = ask("visits in Leeds", **ON)
    assert done.returncode == 4
    assert "Leeds" in done.stdout
    assert "the question could not be kept in " in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_question_and_a_review_exclude_each_other(ask: Run) -> None:
    for words, wrong in (((), "Missing argument 'QUESTION...'."), (("--review", "x"), "--review takes no question.")):
        done = ask(*words)
        assert (done.returncode, done.stdout) == (2, "")
        assert wrong in done.stderr
    for form in ("chart", "markdown"):
        assert ask("--review", "--format", form).returncode == 2


def test_a_script_that_finds_nothing_kept_gets_an_empty_list(ask: Run) -> None:
    done = ask("--review", "--format", "json", **ON)
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert ask("--review", "-o", "/dev/full", "--format", "csv", **ON).returncode == 1


def test_the_file_is_bounded_and_the_newest_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSCP_UNANSWERED", "1")
    monkeypatch.setattr(unanswered, "LARGEST", 2_000)
    sizes = []
    for number in range(200):
        keep(tmp_path, f"question {number}", "unknown", "No figure.")
        sizes.append((tmp_path / FILE).stat().st_size)
    assert max(sizes) <= 2_000
    kept = [json.loads(line)["question"] for line in (tmp_path / FILE).read_text("utf-8").splitlines()]
    assert kept == [f"question {number}" for number in range(200 - len(kept), 200)]
    assert len(kept) > 5
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from dscp_tui.questions.unanswered import keep\n"
        "for n in range(50): keep(Path(sys.argv[1]), f'{sys.argv[2]} {n}', 'unknown', 'x' * 400)"
    )
    env = {**os.environ, **ON}
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), name], env=env) for name in "abc"]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    kept = [json.loads(line)["question"] for line in (tmp_path / FILE).read_text("utf-8").splitlines()]
    assert sorted(kept) == sorted(f"{name} {n}" for name in "abc" for n in range(50))


@pytest.mark.parametrize(("said", "means"), [("1", True), ("TRUE", True), ("on", True), ("0", False), ("", False)])
def test_a_switch_in_the_environment(monkeypatch: pytest.MonkeyPatch, said: str, means: bool) -> None:
    monkeypatch.setenv("DSCP_UNANSWERED", said)
    assert flag_setting("unanswered") is means


def test_a_switch_that_is_neither_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DSCP_UNANSWERED", "2")
    with pytest.raises(DscpError, match="1 or 0"):
        flag_setting("unanswered")
