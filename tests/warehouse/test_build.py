"""The build replaces the warehouse whole or not at all, whoever interrupts it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dscp_tui.errors import DscpError
from dscp_tui.model.token import find_token
from dscp_tui.warehouse import build as building
from dscp_tui.warehouse.build import build
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.headers import TemplateError
from dscp_tui.warehouse.problems import ContentError
from dscp_tui.warehouse.store import FILE, Warehouse, open_warehouse
from dscp_tui.warehouse.verify import verify

LOCK = f"{FILE}.lock"
AREAS = "warehouse/areas.csv"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def add(content: Content, file: str, text: str) -> None:
    path = content.root / file
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def left(data: Path) -> set[str]:
    """What lies in the data folder, but for the lock."""
    return {path.name for path in data.iterdir()} - {LOCK}


def areas_of(data: Path) -> set[str]:
    warehouse = Warehouse(data / FILE)
    try:
        return {row[0] for row in warehouse.query("SELECT area FROM areas").rows}
    finally:
        warehouse.close()


def opened(content: Content, data: Path) -> list[str]:
    """Open and close the warehouse; what was said."""
    said: list[str] = []
    open_warehouse(content, data, notice=said.append).close()
    return said


def python(code: str, *arguments: object) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


BUILD = """
import sys
from pathlib import Path
from dscp_tui.warehouse import build as building
from dscp_tui.warehouse.content import Content
"""
PLAIN = f"{BUILD}\nbuilding.build(Content(Path(sys.argv[1])), Path(sys.argv[2]))"
PAUSED = f"""{BUILD}
import time
insert = building._insert
def pause(connection, table, frame):
    insert(connection, table, frame)
    if table == "figures":
        print("in the middle", flush=True)
        time.sleep(60)
building._insert = pause
building.build(Content(Path(sys.argv[1])), Path(sys.argv[2]))
"""


def test_a_build_says_what_it_made(content: Content, data: Path) -> None:
    made = build(content, data / FILE)
    assert (made.path, made.figures, made.indicators) == (data / FILE, 28, 10)
    assert made.templates == len(list((content.root / "queries").rglob("*.sql")))
    assert 0 < made.seconds < 60
    assert left(data) == {FILE}


def test_the_real_content_builds(built: Path) -> None:
    warehouse = Warehouse(built / FILE)
    counts = warehouse.query("SELECT (SELECT count(*) FROM figures), (SELECT count(*) FROM templates)").rows[0]
    warehouse.close()
    assert all(counts)


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("figures", "value", "DOUBLE"),
        ("figures", "line", "INTEGER"),
        ("figures", "printed", "VARCHAR"),
        ("periods", "period_start", "DATE"),
        ("periods", "period_end", "DATE"),
        ("sources", "published", "DATE"),
        ("sources", "lines", "INTEGER"),
        ("indicators", "decimals", "INTEGER"),
        ("units", "factor", "DOUBLE"),
        ("readings", "disputed", "BOOLEAN"),
        ("readings", "figures", "VARCHAR[]"),
    ],
)
def test_a_column_has_its_type(example: Warehouse, table: str, column: str, kind: str) -> None:
    types = dict(
        example.query(f"SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = '{table}'").rows
    )
    assert types[column] == kind


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("meta", ["key"]),
        ("sources", ["id"]),
        ("areas", ["area"]),
        ("indicators", ["id"]),
        ("periods", ["period"]),
        ("figures", ["figure"]),
        ("scorecard_items", ["scorecard", "position"]),
        ("statuses", ["target"]),
        ("templates", ["name"]),
        ("vocabulary", ["part"]),
    ],
)
def test_a_table_has_its_key(example: Warehouse, table: str, key: list[str]) -> None:
    sql = "SELECT constraint_column_names FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY' AND table_name = $t"
    assert example.query(sql, {"t": table}).rows == [(key,)]


def test_figures_refer_to_what_is_known(example: Warehouse) -> None:
    sql = "SELECT referenced_table FROM duckdb_constraints() WHERE constraint_type = 'FOREIGN KEY' AND table_name = 'figures'"
    assert {row[0] for row in example.query(sql).rows} >= {"sources", "indicators", "areas", "periods", "units"}


def test_every_printed_token_stands_in_the_documents(example: Warehouse, documents: Path) -> None:
    report = verify(example, documents)
    assert (report.documents, report.figures, report.failures) == (2, 28, [])


def test_a_token_that_is_not_printed_is_found_out(example: Warehouse, documents: Path) -> None:
    lines = (documents / "report-2021-22.txt").read_text("utf-8").split("\n")
    assert find_token("25%", lines, 5)
    assert not find_token("26%", lines, 5)


def test_two_values_of_one_thing_are_disputed_and_the_latest_published_is_shown(example: Warehouse) -> None:
    rows = example.query(
        "SELECT value, disputed, figures FROM observations"
        " WHERE indicator = 're-referral-rate' AND area = 'Exampleshire' AND period = '2021/22 Q4'"
    ).rows
    assert rows == [(26.0, True, ["review-2021-22:2:1", "report-2021-22:5:1"])]
    assert example.query("SELECT count(*) FROM readings WHERE disputed").rows == [(1,)]


def test_a_rate_stands_with_its_counts(example: Warehouse) -> None:
    sql = (
        "SELECT numerator, denominator FROM observations WHERE indicator = 're-referral-rate' AND area = 'Exampleshire'"
    )
    assert example.query(sql).rows == [(314.0, 1257.0)]


def test_each_observation_stands_in_full_with_each_of_its_targets(example: Warehouse) -> None:
    keys = "indicator, area, period, dimension, category"
    wanted = example.query(f"""
        SELECT {keys}, t.figure FROM observations LEFT JOIN targets AS t USING ({keys}) ORDER BY ALL
    """).rows
    found = example.query(f"SELECT {keys}, target_figure FROM observations_in_full ORDER BY ALL").rows
    assert found == wanted


def test_the_year_before_is_derived_from_the_printed_counts(example: Warehouse) -> None:
    sql = "SELECT before, before_derived, before_count FROM a_year_before WHERE indicator = $i AND area = 'Exampleshire' AND period = '2021/22 Q4'"
    assert example.query(sql, {"i": "re-referral-rate"}).rows == [(21.0, True, 252.0)]
    assert example.query(sql, {"i": "visit-timeliness"}).rows == [(88.0, False, None)]


def test_a_rate_of_none_in_none_is_no_number(content: Content, data: Path) -> None:
    path = content.warehouse / "figures" / "report-2021-22.csv"
    path.write_text(path.read_text("utf-8").replace(",252,", ",0,").replace('"1,200"', "0"), "utf-8")
    build(content, data / FILE)
    warehouse = Warehouse(data / FILE)
    rows = warehouse.query("SELECT before FROM a_year_before WHERE indicator = 're-referral-rate'").rows
    warehouse.close()
    assert rows == [(None,)]


@pytest.mark.parametrize(
    ("scorecard", "counts"),
    [("core", {"within_tolerance": 1, "off_target": 2}), ("wider", {"on_target": 1, "no_data": 1})],
)
def test_a_scorecard_holds_the_status_of_each_indicator(
    example: Warehouse, scorecard: str, counts: dict[str, int]
) -> None:
    sql = "SELECT status, count(*) FROM scorecard WHERE scorecard = $s GROUP BY status"
    assert dict(example.query(sql, {"s": scorecard}).rows) == counts


def test_building_twice_gives_the_same_tables(content: Content, data: Path) -> None:
    def dump() -> list[object]:
        warehouse = Warehouse(data / FILE)
        tables = [row[0] for row in warehouse.query("SELECT table_name FROM duckdb_tables() ORDER BY 1").rows]
        rows = [warehouse.query(f"SELECT * FROM {table} ORDER BY ALL").rows for table in tables]
        warehouse.close()
        return [tables, rows]

    build(content, data / FILE)
    first = dump()
    build(content, data / FILE)
    assert dump() == first


FAULTS: dict[str, tuple[Callable[[Content], None], type[DscpError]]] = {
    "a broken cell": (lambda c: add(c, AREAS, "Elsewhere,council\n"), ContentError),
    "a broken template": (lambda c: (c.queries / "bad.sql").write_text("-- name: bad\nSELEC 1"), TemplateError),
    "a template of an unknown column": (
        lambda c: (c.queries / "bad.sql").write_text("-- name: bad\n-- title: T\n-- result:\n--   a text\nSELECT x AS a"),
        TemplateError,
    ),
    "a broken check": (lambda c: (c.warehouse / "checks" / "bad.sql").write_text("-- name: bad\nSELECT 1"), TemplateError),
    "a broken schema": (lambda c: add(c, "warehouse/schema/10-tables.sql", "\nCREATE TABEL x;"), DscpError),
    "a broken view": (lambda c: add(c, "warehouse/schema/20-views.sql", "\nCREATE VIEW x AS SELECT y;"), DscpError),
    "a schema that is not UTF-8": (
        lambda c: (c.warehouse / "schema" / "30-more.sql").write_bytes(b"-- \xff"),
        DscpError,
    ),
    "a key that a table refuses": (
        lambda c: add(c, "warehouse/schema/10-tables.sql", "\nCREATE UNIQUE INDEX one ON areas (kind); INSERT INTO areas VALUES ('x', 'nation');"),
        DscpError,
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_failed_build_leaves_the_old_file_as_it_was(content: Content, data: Path, fault: str) -> None:
    build(content, data / FILE)
    before = (data / FILE).read_bytes()
    spoil, error = FAULTS[fault]
    spoil(content)
    with pytest.raises(error):
        build(content, data / FILE)
    assert (data / FILE).read_bytes() == before
    assert left(data) == {FILE}
    assert "Exampleshire" in areas_of(data)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_first_build_that_fails_leaves_nothing(content: Content, data: Path, fault: str) -> None:
    spoil, error = FAULTS[fault]
    spoil(content)
    with pytest.raises(error):
        build(content, data / FILE)
    assert left(data) == set()


def test_a_build_stopped_by_the_keyboard_leaves_the_old_file(
    content: Content, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(content, data / FILE)
    before = (data / FILE).read_bytes()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "_asks", stop)
    with pytest.raises(KeyboardInterrupt):
        build(content, data / FILE)
    assert (data / FILE).read_bytes() == before
    assert left(data) == {FILE}


def test_a_content_folder_without_a_schema_is_named(content: Content, data: Path) -> None:
    for path in (content.warehouse / "schema").iterdir():
        path.unlink()
    with pytest.raises(DscpError, match="no schema"):
        build(content, data / FILE)


def test_a_killed_build_leaves_the_old_file_and_the_next_one_cleans_up(content: Content, data: Path) -> None:
    build(content, data / FILE)
    before = (data / FILE).read_bytes()
    process = python(PAUSED, content.root, data / FILE)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "in the middle\n"
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    assert (data / FILE).read_bytes() == before
    assert "Exampleshire" in areas_of(data)
    assert left(data) > {FILE}
    build(content, data / FILE)
    assert left(data) == {FILE}


def test_leftovers_of_any_kind_are_cleaned_up(content: Content, data: Path) -> None:
    (data / f"{FILE}.building-1.tmp").mkdir(parents=True)
    (data / f"{FILE}.building-1.tmp" / "page").write_bytes(b"x")
    (data / f"{FILE}.building-1").write_bytes(b"x")
    (data / f"{FILE}.building-1.wal").write_bytes(b"x")
    (data / "mine.txt").write_text("kept", "utf-8")
    build(content, data / FILE)
    assert left(data) == {FILE, "mine.txt"}


def test_two_builds_at_once_both_succeed(content: Content, data: Path) -> None:
    processes = [python(PLAIN, content.root, data / FILE) for _ in range(2)]
    for process in processes:
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, "")
    assert left(data) == {FILE}
    assert "Exampleshire" in areas_of(data)


def test_two_threads_that_open_at_once_both_read(content: Content, data: Path) -> None:
    found: list[object] = []

    def read() -> None:
        try:
            warehouse = open_warehouse(content, data)
            found.append(warehouse.query("SELECT count(*) FROM figures").rows)
        except Exception as error:  # noqa: BLE001 - whatever it is, it fails the test
            found.append(error)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[(28,)], [(28,)]]


def test_a_build_waits_for_another_and_says_so_when_it_gives_up(
    content: Content, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "LOCK_SECONDS", 0.1)
    with building._locked(data / FILE), pytest.raises(DscpError, match="another build") as caught:
        build(content, data / FILE)
    assert caught.value.hint


def test_a_reader_keeps_its_warehouse_while_another_is_built(content: Content, data: Path) -> None:
    build(content, data / FILE)
    reader = Warehouse(data / FILE)
    add(content, AREAS, "Elsewhere,region\n")
    process = python(PLAIN, content.root, data / FILE)
    assert process.communicate(timeout=60)[1] == ""
    assert reader.query("SELECT count(*) FROM areas").rows == [(2,)]
    reader.close()
    assert "Elsewhere" in areas_of(data)


def stamp(data: Path) -> tuple[int, int]:
    status = (data / FILE).stat()
    return status.st_ino, status.st_mtime_ns


def test_a_warehouse_that_is_there_is_not_built_again(content: Content, data: Path) -> None:
    opened(content, data)
    before = stamp(data)
    assert opened(content, data) == []
    assert stamp(data) == before


def test_touching_a_file_does_not_build_again(content: Content, data: Path) -> None:
    opened(content, data)
    before = stamp(data)
    for path in content.files():
        os.utime(path, (time.time() + 60, time.time() + 60))
    opened(content, data)
    assert stamp(data) == before


@pytest.mark.parametrize(
    "file",
    [
        AREAS, "warehouse/figures/review-2021-22.csv", "warehouse/sources.toml", "warehouse/schema/20-views.sql",
        "queries/figures/figures.sql",
    ],
)  # fmt: skip
def test_a_changed_file_builds_again(content: Content, data: Path, file: str) -> None:
    opened(content, data)
    before = stamp(data)
    add(content, file, "\n")
    opened(content, data)
    assert stamp(data) != before


def test_a_changed_content_is_seen(content: Content, data: Path) -> None:
    opened(content, data)
    add(content, AREAS, "Elsewhere,region\n")
    opened(content, data)
    assert "Elsewhere" in areas_of(data)


def test_a_file_that_moves_changes_the_fingerprint(content: Content) -> None:
    before = content.fingerprint()
    (content.warehouse / "commentary").rename(content.warehouse / "commentary-old")
    assert content.fingerprint() != before


def test_a_panel_or_a_hidden_file_leaves_the_fingerprint(content: Content) -> None:
    before = content.fingerprint()
    (content.screens / "another.toml").write_text("title = 1", "utf-8")
    (content.warehouse / ".hidden.csv").write_text("x", "utf-8")
    (content.warehouse / "notes.md").write_text("x", "utf-8")
    assert content.fingerprint() == before


def test_content_that_does_not_load_is_told_and_the_old_warehouse_answers(content: Content, data: Path) -> None:
    opened(content, data)
    add(content, AREAS, "Elsewhere,council\n")
    said = opened(content, data)
    assert len(said) == 1
    assert "council" in said[0]
    assert "as it was" in said[0]


def test_content_that_does_not_load_is_an_error_where_nothing_is_in_place(content: Content, data: Path) -> None:
    add(content, AREAS, "Elsewhere,council\n")
    with pytest.raises(ContentError):
        opened(content, data)
    assert left(data) == set()


def foreign(path: Path) -> None:
    connection = duckdb.connect(str(path))
    connection.execute("CREATE TABLE mine AS SELECT 42 AS answer")
    connection.close()


def truncated(path: Path) -> None:
    foreign(path)
    path.write_bytes(path.read_bytes()[:5000])


STRANGERS: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_bytes(b"not a database\n" * 1000),
    "noise": lambda path: path.write_bytes(bytes(range(256)) * 100),
    "foreign": foreign,
    "truncated": truncated,
    "a folder": Path.mkdir,
}


@pytest.mark.parametrize("kind", STRANGERS)
def test_a_file_that_is_no_warehouse_is_set_aside_and_reported(content: Content, data: Path, kind: str) -> None:
    data.mkdir()
    STRANGERS[kind](data / FILE)
    before = (data / FILE).read_bytes() if kind != "a folder" else b""
    said = opened(content, data)
    (aside,) = [data / name for name in left(data) if "set-aside" in name]
    assert len(said) == 1
    assert aside.name in said[0]
    assert kind == "a folder" or aside.read_bytes() == before
    assert "Exampleshire" in areas_of(data)


def test_a_warehouse_damaged_in_place_is_built_anew(content: Content, data: Path) -> None:
    opened(content, data)
    raw = bytearray((data / FILE).read_bytes())
    raw[4096:8192] = b"\xff" * 4096
    (data / FILE).write_bytes(raw)
    assert "set aside" in opened(content, data)[0]
    assert "Exampleshire" in areas_of(data)


def test_a_warehouse_that_another_program_writes_to_is_left_in_place(content: Content, data: Path) -> None:
    opened(content, data)
    before = (data / FILE).read_bytes()
    hold = "import sys, duckdb\nc = duckdb.connect(sys.argv[1])\nprint('held', flush=True)\nsys.stdin.read()"
    process = python(hold, data / FILE)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(DscpError, match="another program"):
            opened(content, data)
    finally:
        process.kill()
        process.communicate()
    assert (data / FILE).read_bytes() == before
    assert left(data) == {FILE}


def test_a_file_in_place_of_the_data_folder_is_an_error(content: Content, data: Path) -> None:
    data.write_text("a file", "utf-8")
    with pytest.raises(DscpError, match="data folder") as caught:
        build(content, data / FILE)
    assert "DSCP_DATA" in caught.value.hint
    assert data.read_text("utf-8") == "a file"


def test_a_data_folder_below_a_file_is_an_error(content: Content, data: Path) -> None:
    data.write_text("a file", "utf-8")
    with pytest.raises(DscpError, match="data folder"):
        opened(content, data / "deeper")


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_data_folder_that_is_read_only_is_an_error(content: Content, data: Path) -> None:
    data.mkdir(mode=0o500)
    with pytest.raises(DscpError, match="cannot write"):
        opened(content, data)


def test_the_data_folder_is_made_with_its_parents(content: Content, data: Path) -> None:
    opened(content, data / "a" / "b")
    assert (data / "a" / "b" / FILE).is_file()
