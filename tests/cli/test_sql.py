"""`dscp sql`: one statement that reads, in bounds of rows, time and size, and whatever else is tried."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]
ENDLESS = "WITH RECURSIVE x AS (SELECT 1 AS a UNION ALL SELECT a + 1 FROM x) SELECT max(a) FROM x"
CROSS = "SELECT count(*) FROM range(100000000) AS a, range(100000000) AS b WHERE hash(a.range, b.range) = 1"
PLANNED = f"SELECT count(*) FROM {', '.join(f'figures AS f{n}' for n in range(900))}"
"""DuckDB plans this for longer than anybody waits, and does not hear meanwhile that it should stop."""


@pytest.fixture
def sql(dscp: Run, built: Path) -> Run:
    """Run `dscp sql` on the built-in figures."""

    def run(*words: str, **given: str) -> Done:
        return dscp("sql", *words, data=built, **given)

    return run


def refused(done: Done, code: int, *words: str) -> str:
    """Standard error of a run that ended so, said these words in at most two lines and gave no data."""
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert done.stderr.startswith("dscp: ")
    assert done.stderr.count("\n") <= 2
    assert "unforeseen" not in done.stderr
    assert "LINE 1" not in done.stderr
    for word in words:
        assert word in done.stderr
    return done.stderr


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT 1 AS a", "FROM areas", "VALUES (1)", "WITH a AS (SELECT 1) FROM a", "DESCRIBE figures", "SHOW TABLES",
        "TABLE areas", "EXPLAIN SELECT 1", "SELECT 1;", "/* what */ SELECT 1",
    ],
)  # fmt: skip
def test_every_form_of_reading_is_run(sql: Run, statement: str) -> None:
    done = sql(statement)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") > 2


@pytest.mark.parametrize(
    ("statement", "code", "words"),
    [
        ("ATTACH 'x.duckdb'", 1, "ATTACH is not run here"),
        ("COPY figures TO 'out.csv'", 1, "COPY is not run here"),
        ("INSTALL httpfs", 1, "is not run here"),
        ("LOAD httpfs", 1, "LOAD is not run here"),
        ("SET threads = 8", 1, "SET is not run here"),
        ("PRAGMA database_list", 1, "PRAGMA is not run here"),
        ("CALL pragma_version()", 1, "CALL is not run here"),
        ("CREATE TEMP TABLE x AS SELECT 1", 1, "CREATE is not run here"),
        ("EXPLAIN ANALYZE DELETE FROM areas", 1, "read-only"),
        ("SELECT * FROM enable_logging()", 1, "locked"),
        ("FROM force_checkpoint()", 1, "CHECKPOINT"),
        ("FROM query('ATTACH ''x''')", 1, "single SELECT"),
        ("SELECT * FROM read_csv('/etc/passwd')", 1, "files, other databases and extensions are disabled here"),
        ("FROM '/etc/passwd'", 1, ""),
        ("FROM sniff_csv('/etc/passwd')", 1, "disabled"),
        ("FROM read_text('https://example.org/x')", 1, ""),
        ("FROM glob('/*')", 1, "disabled"),
        ("SELECT 1; SELECT 2", 1, "one statement at a time: 2 were given"),
        ("SELECT 1; DROP TABLE figures", 1, "one statement at a time: 2 were given"),
        ("", 2, "no statement was given"),
        (" \n\t", 2, "no statement was given"),
        ("/* a remark */", 2, "no statement was given"),
        (";;", 2, "no statement was given"),
        ("SELECT '\udcff'", 2, "not UTF-8"),
        ("SELECT 1 +", 1, "syntax error"),
        ("SELECT 'secret", 1, "unterminated"),
        (f"SELECT {'(' * 5000}1{')' * 5000}", 1, "depth"),
        (f"SELECT {'a' * 15_000} FROM areas", 1, "Referenced column"),
        ("SELECT error('a\x1b[2J' || chr(27))", 1, "a"),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_whatever_else_is_tried_is_refused_in_a_line(
    sql: Run, tmp_path: Path, statement: str, code: int, words: str
) -> None:
    said = refused(sql(statement), code, words)
    assert "/etc/passwd" not in said.replace("/etc/passwd does not exist", "")
    assert "\x1b" not in said
    assert len(said) < 1000
    assert [path.name for path in tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("statement", "hint"),
    [
        ("FROM figurs", "Nearest: figures"),
        ("DESCRIBE Observation", "Nearest: observations"),
        ("SELECT * FROM nope.areas", "Nearest: areas"),
        ("SELECT figgures.value FROM figures", "Nearest: figures"),
        ("FROM qqqq", "Tables and views: a_year_before, acronyms"),
        ("SELECT valeu FROM figures", "Nearest: value. Columns: figure, source, line,"),
        ("SELECT f.indicater FROM figures AS f", "Nearest: indicator"),
        ("SELECT qqqq FROM areas", "\nColumns: area, kind."),
    ],
)
def test_an_unknown_name_is_met_with_the_nearest(sql: Run, statement: str, hint: str) -> None:
    assert hint in refused(sql(statement), 1)


@pytest.mark.parametrize("statement", ["SELECT fooo(1)", "SELECT x FROM range(3)"])
def test_where_no_name_of_ours_is_meant_none_is_offered(sql: Run, statement: str) -> None:
    assert refused(sql(statement), 1).count("\n") == 1


def test_a_table_shows_the_first_rows_and_says_that_there_are_more(sql: Run) -> None:
    done = sql("FROM range(2000)")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1].strip() == "999"
    assert done.stderr == "dscp: first 1,000 of more rows shown; --limit N, 0 for all\n"
    for given, last in ((("--limit", "3"), "2"), (("--limit", "0"), "1999"), (("--limit", "2000"), "1999")):
        more = sql("FROM range(2000)", *given)
        assert more.stdout.splitlines()[-1].strip() == last
        assert bool(more.stderr) == (last == "2")


def test_just_as_many_rows_as_are_shown_are_all(sql: Run) -> None:
    assert sql("FROM range(1000)").stderr == ""


def test_a_file_format_holds_all_rows_unless_told_otherwise(sql: Run, tmp_path: Path) -> None:
    assert len(list(csv.DictReader(sql("FROM range(2000)", "--format", "csv").stdout.splitlines()))) == 2000
    assert len(json.loads(sql("FROM range(2000)", "--format", "json").stdout)) == 2000
    assert sql("FROM range(2000)", "--format", "ndjson").stdout.count("\n") == 2000
    file = tmp_path / "x.parquet"
    assert (
        sql("SELECT range, DATE '2022-03-31' AS d FROM range(2000)", "--format", "parquet", "-o", str(file)).stderr
        == ""
    )
    assert pl.read_parquet(file).shape == (2000, 2)
    part = sql("FROM range(2000)", "--format", "csv", "--limit", "5")
    assert part.stdout.count("\n") == 6
    assert "first 5 of more rows" in part.stderr


def test_more_rows_than_can_be_held_are_an_error_and_no_part_of_them(sql: Run) -> None:
    said = refused(sql("FROM range(100000000)", "--format", "csv"), 1, "--limit N")
    assert "more than 1,000,000 rows" in said


def test_values_without_a_place_in_parquet_are_told(sql: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.parquet"
    refused(sql("SELECT uuid() AS u", "--format", "parquet", "-o", str(file)), 1, "cannot be written as Parquet")
    assert not file.exists()


@pytest.mark.parametrize("statement", [ENDLESS, CROSS, PLANNED], ids=["endless", "cross", "planned"])
def test_what_takes_too_long_is_stopped_and_says_what_to_do(sql: Run, statement: str) -> None:
    done = sql(statement, "--timeout", "1")
    assert "the query took longer than 1 second and was stopped" in refused(done, 1, "--timeout SECONDS")


@pytest.mark.parametrize("statement", [ENDLESS, CROSS, PLANNED], ids=["endless", "cross", "planned"])
def test_an_interrupted_statement_is_130(built: Path, statement: str) -> None:
    env = {**os.environ, "DSCP_DATA": str(built)}
    command = [sys.executable, "-m", "dscp_tui", "sql", statement, "--timeout", "600"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err.strip()) == (130, b"", b"")


def test_the_statement_may_come_from_standard_input(sql: Run) -> None:
    done = sql(
        "-", "--format", "csv", stdin="\ufeff-- how many\nSELECT count(*) AS n\nFROM areas WHERE area = 'England'\n"
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "n\n1\n", "")
    refused(sql("-"), 2, "no statement was given")


@pytest.mark.parametrize(
    ("size", "reason"), [(20_001, "20,000 is the most"), (1_000_000, "standard input holds more than 80,000 bytes")]
)
def test_a_statement_longer_than_anybody_writes_is_refused_unread(sql: Run, size: int, reason: str) -> None:
    assert reason in refused(sql("-", stdin=f"SELECT 1 WHERE 1 IN ({'1' * size})"), 2)


def test_standard_input_without_end_is_not_waited_for(built: Path) -> None:
    env = {**os.environ, "DSCP_DATA": str(built)}
    with Path("/dev/zero").open("rb") as endless:
        command = [sys.executable, "-m", "dscp_tui", "sql", "-"]
        done = subprocess.run(command, env=env, stdin=endless, capture_output=True, timeout=60, check=False)
    assert done.returncode == 2


def test_standard_input_that_is_no_text_is_refused(built: Path) -> None:
    env = {**os.environ, "DSCP_DATA": str(built)}
    command = [sys.executable, "-m", "dscp_tui", "sql", "-"]
    done = subprocess.run(command, env=env, input=b"SELECT '\xff'", capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"dscp: standard input is not UTF-8\n"


@pytest.mark.parametrize("form", [(), ("--format", "csv"), ("--format", "json"), ("--format", "ndjson")])
def test_no_escape_byte_of_a_value_or_a_name_comes_out(sql: Run, form: tuple[str, ...]) -> None:
    statement = "SELECT chr(27) || '[2Jt' || chr(7) || chr(155) || '31m' AS t, {'k': chr(27)} AS s, 1 AS \"a\x1b]0;b\""
    done = sql(statement, *form)
    assert done.returncode == 0
    assert "[2Jt31m" in done.stdout
    assert not set("\x1b\x07\x9b") & set(done.stdout)
    assert "u001b" not in done.stdout


@pytest.mark.parametrize("given", [("--limit", "-1"), ("--limit", "x"), ("--timeout", "0"), ("--format", "xml")])
def test_odd_options_are_wrong_usage(sql: Run, given: tuple[str, str]) -> None:
    assert given[0] in refused(sql("SELECT 1", *given), 2)
