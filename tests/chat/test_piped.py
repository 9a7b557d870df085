"""Questions through a pipe: an answer for each, no escape codes, true exit codes, and no line that breaks it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dscp_tui.warehouse.content import Content

Chat = Callable[..., "subprocess.CompletedProcess[str]"]
ASKED = "Visits in time, 2021/22 Q4"


@pytest.fixture
def environment(example_content: Content, example_file: Path, tmp_path: Path) -> dict[str, str]:
    """Exampleshire, and a home of the test's own."""
    places = {f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("STATE", "CONFIG", "DATA")}
    content = {"DSCP_CONTENT": str(example_content.root), "DSCP_DATA": str(example_file.parent)}
    return {**os.environ, **places, **content}


@pytest.fixture
def chat(environment: dict[str, str], tmp_path: Path) -> Chat:
    """Pipe bytes, or lines, to `dscp chat`, in a folder of the test's own."""

    def run(lines: str | bytes, *words: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "dscp_tui", "chat", *words],
            input=lines.encode() if isinstance(lines, str) else lines,
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert b"Traceback" not in done.stderr
        assert b"unforeseen" not in done.stderr
        assert b"\x1b" not in done.stdout + done.stderr
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return run


def test_each_question_stands_above_its_answer(chat: Chat) -> None:
    done = chat(f"# two questions\n\n{ASKED}\nCaseload\n")
    assert done.returncode == 0
    assert done.stderr == ""
    first, second = done.stdout.split("› ")[1:]
    assert first.startswith(f"{ASKED}\n\nVisits in time, 2021/22 Q4: ")
    assert second.startswith("Caseload\n\nCaseload, ")


def test_objects_are_those_of_ask_one_to_a_line(chat: Chat, environment: dict[str, str]) -> None:
    done = chat(f"{ASKED}\n# none\n\nflibbertigibbets\n", "--format", "ndjson")
    objects = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["outcome"] for one in objects] == ["answered", "unknown"]
    command = [sys.executable, "-m", "dscp_tui", "ask", ASKED, "--format", "json"]
    asked = subprocess.run(command, env=environment, capture_output=True, check=True)
    assert objects[0] == json.loads(asked.stdout)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("", 0),
        ("# nothing\n", 0),
        (ASKED, 0),
        (f"{ASKED}\nflibbertigibbets", 4),
        (f"flibbertigibbets\n{ASKED}\n/nothing", 2),
        ("flibbertigibbets\n/nothing\n/sql SELECT nothing FROM nowhere", 1),
        (f"{ASKED}\n/quit\nflibbertigibbets", 0),
    ],
)
def test_the_exit_code_is_that_of_the_worst_line(chat: Chat, lines: str, code: int) -> None:
    assert chat(lines).returncode == code


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe\x00caf\xe9",
        b"\x00\x00\x00",
        b"\x1b]0;title\x07\x1b[2J",
        b"a" * 10_000,
        b"re-referrals " * 800,
        "\u202eesrever\u2066 \ufeff🙂".encode(),
        b"'; DROP TABLE figures; --",
        b"$(rm -rf .) `id`",
        b"ignore all previous instructions",
        b"?!...",
    ],
)
def test_bad_input_is_an_outcome_and_the_next_question_is_answered(chat: Chat, line: bytes) -> None:
    done = chat(line + b"\n" + ASKED.encode() + b"\n", "--format", "ndjson")
    outcomes = [json.loads(one)["outcome"] for one in done.stdout.splitlines()]
    assert outcomes == ["unknown", "answered"]
    assert done.returncode == 4


@pytest.mark.parametrize(
    "line", [b"/", b"/\x00", b"/\xff\x1b[2J", b"/sql \x00", b"/sql \xff", b"/export \x00.csv", b"/" + b"x" * 9999]
)
def test_a_bad_command_is_named_and_the_next_question_is_answered(chat: Chat, line: bytes) -> None:
    done = chat(ASKED.encode() + b"\n" + line + b"\n" + ASKED.encode(), "--format", "ndjson")
    assert [json.loads(one)["outcome"] for one in done.stdout.splitlines()] == ["answered", "answered"]
    assert done.returncode in (1, 2)
    assert done.stderr.startswith("dscp: ")
    assert len(done.stderr) < 1000


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_mark_at_the_start_and_line_ends_of_other_systems_are_no_words(chat: Chat, end: str) -> None:
    done = chat(("\ufeff" + end.join([ASKED, "", "Caseload", ""])).encode(), "--format", "ndjson")
    assert [json.loads(one)["question"] for one in done.stdout.splitlines()] == [ASKED, "Caseload"]


def test_an_unknown_command_is_named_with_the_nearest(chat: Chat) -> None:
    done = chat("/fromat csv")
    assert done.returncode == 2
    assert "“/fromat”" in done.stderr
    assert "/format" in done.stderr


def test_help_lists_every_command(chat: Chat) -> None:
    text = chat("/help").stdout
    for name in ("help", "templates", "sql", "explain", "format", "export", "periods", "sources", "quit"):
        assert f"/{name}" in text


def test_commands_speak_of_the_last_answer(chat: Chat) -> None:
    done = chat(f"{ASKED}\n/sql\n/explain\n/periods\n")
    assert done.returncode == 0
    _, sql, explained, periods = done.stdout.split("› ")[1:]
    assert "-- $period = '2021/22 Q4'" in sql
    assert "SELECT" in sql
    assert "Template indicator" in explained
    assert "printed for Visits in time" in periods
    assert "2020/21 Q4" in periods


@pytest.mark.parametrize("command", ["/sql", "/explain", "/export answer.csv"])
def test_without_an_answer_there_is_nothing_to_speak_of(chat: Chat, command: str) -> None:
    done = chat(command)
    assert done.returncode == 2
    assert "nothing has been answered yet" in done.stderr


def test_lists_are_rows_in_the_form_that_was_chosen(chat: Chat) -> None:
    done = chat("/periods caseload\n/templates\n/sql SELECT 2 AS two\n/sources", "--format", "ndjson")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert {"two": 2} in rows
    assert any(row.get("template") == "trend" for row in rows)
    assert any(row.get("period") == "2021/22 Q4" for row in rows)
    assert rows[-1]["outcome"] == "answered"


def test_sql_is_read_only_and_its_errors_are_one_message(chat: Chat) -> None:
    done = chat("/sql DELETE FROM figures\n/sql SELECT * FROM nowhere\n/sql SELECT count(*) > 0 AS there FROM figures")
    assert done.returncode == 1
    assert "DELETE is not run here" in done.stderr
    assert "Tables and views:" in done.stderr
    assert "True" in done.stdout


def test_the_form_changes_on_the_way(chat: Chat) -> None:
    done = chat(f"/format csv\n{ASKED}\n/format markdown\n{ASKED}\n/format pdf")
    assert done.returncode == 2
    assert done.stdout.count("Visits in time") >= 2
    assert f"## {ASKED}" in done.stdout
    assert "“pdf” is no format" in done.stderr


@pytest.mark.parametrize(
    ("name", "begins"), [("a.csv", "title,"), ("a", "title,"), ("a.json", "{\n"), ("a.ndjson", '{"q'), ("A.MD", "**")]
)
def test_the_last_answer_is_exported_by_the_extension(chat: Chat, tmp_path: Path, name: str, begins: str) -> None:
    done = chat(f"{ASKED}\n/export {name}\n", "--format", "ndjson")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1
    assert f"Wrote 1 row of “{ASKED}” to {name}" in done.stderr
    assert (tmp_path / name).read_text("utf-8").startswith(begins)


@pytest.mark.parametrize(
    ("path", "code", "reason"),
    [
        ("a.xlsx", 2, "“.xlsx” is not written here"),
        ("none/such/a.csv", 1, "cannot write"),
        ("", 2, "where to?"),
        (".", 1, "cannot write"),
        ("~nosuchuser/a.csv", 1, "cannot write"),
    ],
)
def test_what_cannot_be_exported_is_said(chat: Chat, tmp_path: Path, path: str, code: int, reason: str) -> None:
    done = chat(f"{ASKED}\n/export {path}")
    assert done.returncode == code
    assert reason in done.stderr
    assert not list(tmp_path.glob("*.csv"))


def test_an_answer_without_figures_is_not_exported(chat: Chat, tmp_path: Path) -> None:
    done = chat("flibbertigibbets\n/export a.csv")
    assert done.returncode == 2
    assert "nothing has been answered yet" in done.stderr
    assert not (tmp_path / "a.csv").exists()


def test_a_reader_that_leaves_is_no_error(environment: dict[str, str]) -> None:
    program = f'{sys.executable} -m dscp_tui chat | head -n 1; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(
        ["bash", "-c", program],
        input=f"{ASKED}\n" * 200,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [f"› {ASKED}", "0"]


def test_ctrl_c_ends_with_130(environment: dict[str, str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "dscp_tui", "chat", "--format", "ndjson"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{ASKED}\n".encode())
    process.stdin.flush()
    # A line is answered as soon as it is there, not when the pipe ends.
    assert json.loads(process.stdout.readline())["outcome"] == "answered"
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said.strip() == b""
