"""The one way to open the warehouse: nothing can be written or read beside it, and every query can be stopped."""

from __future__ import annotations

import threading
import time
from datetime import date
from pathlib import Path

import pytest

from dscp_tui.errors import DscpError, ExitCode, UnknownError, UsageError
from dscp_tui.warehouse.statement import run_statement
from dscp_tui.warehouse.store import FILE, QueryError, Warehouse, data_folder

LONG = "SELECT count(*) FROM range(10000000) AS a, range(10000000) AS b WHERE a.range * b.range % 7 = 1"
WRITING = [
    "CREATE TABLE x (a INTEGER)", "INSERT INTO meta VALUES ('a', 'b')", "UPDATE meta SET value = 'x'",
    "DELETE FROM figures", "DROP TABLE figures", "ALTER TABLE meta RENAME TO other", "TRUNCATE figures",
    "CREATE VIEW x AS SELECT 1", "CREATE MACRO f() AS 1", "CREATE SEQUENCE s", "CREATE SCHEMA s",
    "CREATE OR REPLACE TABLE figures AS SELECT 1",
]  # fmt: skip
REACHING = [
    "ATTACH ':memory:' AS other", "ATTACH '{folder}/other.duckdb'", "ATTACH '{folder}/other.duckdb' (READ_ONLY)",
    "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM read_blob('/etc/passwd')", "SELECT * FROM read_parquet('{folder}/x.parquet')",
    "SELECT * FROM glob('/*')", "SELECT * FROM read_csv('https://example.org/x.csv')",
    "COPY figures TO '{folder}/out.csv'", "COPY (SELECT 1) TO '{folder}/out.csv'", "COPY meta FROM '/etc/passwd'",
    "EXPORT DATABASE '{folder}/out'", "IMPORT DATABASE '{folder}'", "INSTALL httpfs", "LOAD httpfs",
    "LOAD '{folder}/x.duckdb_extension'", "CREATE SECRET (TYPE s3)",
]  # fmt: skip
SETTING = [
    "SET enable_external_access = true", "SET threads = 8", "SET memory_limit = '8GB'", "SET max_execution_time = 0",
    "SET lock_configuration = false", "PRAGMA threads = 8", "RESET max_execution_time", "SET temp_directory = '/tmp/x'",
    "SET allowed_directories = ['/']", "SET GLOBAL autoinstall_known_extensions = true",
]  # fmt: skip


@pytest.mark.parametrize("sql", [*WRITING, *REACHING, *SETTING])
def test_writing_reaching_out_and_setting_are_refused(example: Warehouse, tmp_path: Path, sql: str) -> None:
    before = example.path.read_bytes()
    with pytest.raises(QueryError):
        example.query(sql.format(folder=tmp_path))
    assert list(tmp_path.iterdir()) == []
    assert example.path.read_bytes() == before


@pytest.mark.parametrize("sql", [*WRITING, *REACHING, *SETTING])
def test_a_statement_that_is_refused_leaves_the_warehouse_usable(example: Warehouse, tmp_path: Path, sql: str) -> None:
    with pytest.raises(QueryError):
        run_statement(example, sql.format(folder=tmp_path))
    assert example.query("SELECT 1").rows == [(1,)]


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TEMP TABLE x AS SELECT 1", "CREATE TEMP VIEW figures AS SELECT 1", "SET VARIABLE a = 1", "BEGIN", "",
        "  ", "-- nothing", "SELECT 1; SELECT 2", "SELECT 1; DROP TABLE figures", "CHECKPOINT", "VACUUM",
        "PREPARE p AS SELECT 1", "CALL pragma_version()", "USE memory", "SELECT 1; -- two\nSELECT 2",
    ],
)  # fmt: skip
def test_a_user_may_write_one_select_only(example: Warehouse, sql: str) -> None:
    with pytest.raises((QueryError, UsageError)):
        run_statement(example, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1", "SELECT 1;", "WITH a AS (SELECT 1) SELECT * FROM a", "FROM areas", "VALUES (1)", "DESCRIBE figures",
        "SHOW TABLES", "EXPLAIN SELECT 1", "SUMMARIZE areas", "TABLE areas", "-- a remark\nSELECT 1", "(SELECT 1)",
    ],
)  # fmt: skip
def test_a_user_may_read_in_any_form(example: Warehouse, sql: str) -> None:
    assert run_statement(example, sql)[0].rows


def test_what_one_query_hides_is_there_for_the_next(example: Warehouse) -> None:
    example.query("CREATE TEMP VIEW figures AS SELECT 1 AS x")
    assert example.query("SELECT count(*) FROM figures").rows == [(28,)]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT *\nFORM figures\nWHERE secret = 1", "SELECT secret\nFROM figures\nORDER BY 1", "SELECT * FROM secret",
        "SELECT cast('x' AS INTEGER)\n+ 1 AS secret", "SELECT $missing\n, 'secret'", "SELECT 'secret\n", "SELECT error('a\nsecret')",
        "SELECT (\n'secret'", "SELECT * FROM figures WHERE\n\nvalue = 'x'", "DROP TABLE figures\n-- secret",
    ],
)  # fmt: skip
def test_a_message_is_one_line_without_the_statement(example: Warehouse, sql: str) -> None:
    with pytest.raises(QueryError) as caught:
        example.query(sql)
    assert caught.value.message
    assert len(caught.value.message.splitlines()) == 1
    assert "LINE" not in caught.value.message
    assert sql not in caught.value.message


def test_a_users_mistake_is_met_with_the_names_of_the_tables(example: Warehouse) -> None:
    with pytest.raises(QueryError) as caught:
        run_statement(example, "SELECT * FROM figs")
    assert "observations" in caught.value.hint


def test_columns_and_rows_come_with_names(example: Warehouse) -> None:
    found = example.query("SELECT area, kind FROM areas WHERE area = $area", {"area": "England"})
    assert found.columns == ["area", "kind"]
    assert found.dicts() == [{"area": "England", "kind": "nation"}]


@pytest.mark.parametrize(
    "value",
    ["'; DROP TABLE figures; --", "$a", "\x00", "é\u202e", "x" * 100_000, None, 5, 2.5, ["a", "b"]],
    ids=["SQL", "a name", "NUL", "a mark", "long", "none", "whole", "decimal", "list"],
)
def test_a_parameter_is_a_value_and_never_a_statement(example: Warehouse, value: object) -> None:
    assert example.query("SELECT $value AS v", {"value": value}).rows == [(value,)]


@pytest.mark.parametrize("parameters", [{}, {"a": 1, "b": 2}, {"b": 2}])
def test_parameters_missing_or_surplus_are_refused(example: Warehouse, parameters: dict[str, object]) -> None:
    with pytest.raises(QueryError):
        example.query("SELECT $a AS x", parameters)


def test_two_threads_query_at_once(example: Warehouse) -> None:
    found: list[object] = []
    gate = threading.Barrier(2)

    def ask(number: int) -> None:
        gate.wait()
        try:
            for _ in range(50):
                found.append(example.query("SELECT count(*) + $n FROM figures", {"n": number}).rows[0][0] - number)
        except Exception as error:  # noqa: BLE001 - whatever it is, it fails the test
            found.append(error)

    threads = [threading.Thread(target=ask, args=(number,)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [28] * 100


def test_a_quick_query_does_not_wait_for_a_long_one(example: Warehouse) -> None:
    def wait() -> None:
        with pytest.raises(QueryError):
            example.query(LONG)

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.2)
    started = time.monotonic()
    assert example.query("SELECT 1").rows == [(1,)]
    assert time.monotonic() - started < 2
    example.interrupt()
    thread.join(10)
    assert not thread.is_alive()


def test_interrupt_ends_a_long_query(example: Warehouse) -> None:
    timer = threading.Timer(0.3, example.interrupt)
    timer.start()
    started = time.monotonic()
    with pytest.raises(QueryError, match="interrupted"):
        example.query(LONG)
    assert time.monotonic() - started < 5
    assert example.query("SELECT 1").rows == [(1,)]


def test_a_query_that_takes_too_long_is_stopped(example_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / FILE
    copy.write_bytes(example_file.read_bytes())
    warehouse = Warehouse(copy, seconds=0.2)
    with pytest.raises(QueryError, match=r"took longer than 0\.2 seconds"):
        warehouse.query(LONG)
    assert warehouse.query("SELECT 1").rows == [(1,)]
    warehouse.close()


def test_interrupt_without_a_query_does_nothing(example: Warehouse) -> None:
    example.interrupt()
    assert example.query("SELECT 1").rows == [(1,)]


def test_a_warehouse_is_closed_under_a_query(example_file: Path) -> None:
    warehouse = Warehouse(example_file)
    said: list[str] = []

    def ask() -> None:
        with pytest.raises(QueryError) as caught:
            warehouse.query(LONG)
        said.append(caught.value.message)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    warehouse.close()
    for thread in threads:
        thread.join(10)
    assert said == ["the query was interrupted"] * 3
    with pytest.raises(QueryError, match="closed"):
        warehouse.query("SELECT 1")
    warehouse.close()


def test_a_closed_warehouse_says_so(example: Warehouse) -> None:
    example.close()
    with pytest.raises(QueryError, match="closed"):
        example.query("SELECT 1")


@pytest.mark.parametrize("raw", [None, b"", b"no database"])
def test_a_file_that_cannot_be_opened_is_an_error(tmp_path: Path, raw: bytes | None) -> None:
    path = tmp_path / FILE
    if raw is not None:
        path.write_bytes(raw)
    with pytest.raises(DscpError, match="cannot open") as caught:
        Warehouse(path)
    assert "`dscp build`" in caught.value.hint
    assert path.exists() == (raw is not None)


def read_all(warehouse: Warehouse) -> None:
    for table in ("figures", "observations", "templates", "vocabulary", "national_values", "sources"):
        warehouse.query(f"SELECT * FROM {table}")


@pytest.mark.parametrize("left", ["nothing", "half", "rubbish"])
def test_a_file_that_is_spoilt_while_it_is_open_is_told_with_what_to_do(
    example_file: Path, tmp_path: Path, left: str
) -> None:
    path = tmp_path / FILE
    good = example_file.read_bytes()
    path.write_bytes(good)
    warehouse = Warehouse(path)
    with path.open("r+b") as file:
        if left == "rubbish":
            file.write(b"\xa5" * len(good))
        else:
            file.truncate(len(good) // 2 if left == "half" else 0)
    with pytest.raises(QueryError, match="is damaged") as caught:
        read_all(warehouse)
    assert "`dscp build`" in caught.value.hint
    assert str(path) not in str(caught.value)
    warehouse.close()


def test_what_was_known_on_a_day_needs_the_content(example: Warehouse) -> None:
    with pytest.raises(UsageError, match="content"):
        example.known_on(date(2021, 1, 1))


def test_reading_leaves_no_files(example: Warehouse) -> None:
    example.query("SELECT * FROM observations")
    assert {path.name for path in example.path.parent.iterdir()} <= {FILE, f"{FILE}.lock"}


def test_the_warehouse_knows_whose_it_is(example: Warehouse) -> None:
    assert example.meta["area"] == "Exampleshire"
    assert len(example.meta["fingerprint"]) == 64


def test_every_template_reads_back(example: Warehouse) -> None:
    templates = example.templates()
    assert templates
    for name, template in templates.items():
        assert template.name == name
        assert example.template(name) == template


@pytest.mark.parametrize(
    ("name", "near"),
    [("trends", "trend"), ("score-card", "scorecard"), ("x" * 1000, "")],
    ids=["trends", "score-card", "long"],
)
def test_an_unknown_template_is_met_with_the_nearest(example: Warehouse, name: str, near: str) -> None:
    with pytest.raises(UnknownError) as caught:
        example.template(name)
    assert near in caught.value.hint
    assert caught.value.exit_code == ExitCode.UNKNOWN
    assert len(caught.value.message) < 100


def test_the_data_folder_is_as_given_else_from_the_environment_else_the_platforms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert data_folder().name == "dscp"
    monkeypatch.setenv("DSCP_DATA", str(tmp_path / "by-environment"))
    assert data_folder() == tmp_path / "by-environment"
    assert data_folder(tmp_path / "given") == tmp_path / "given"
