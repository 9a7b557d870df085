"""Templates and checks that are wrong are named by file and line when the catalogue is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dscp_tui.warehouse.build import build
from dscp_tui.warehouse.content import Content, content_files
from dscp_tui.warehouse.headers import TemplateError, prove, read_check, read_files, read_template
from dscp_tui.warehouse.store import FILE, Warehouse
from dscp_tui.warehouse.templates import Column, Parameter, Template

GOOD = """\
-- name: areas
-- title: The areas
-- asks:
--   list areas
--   which areas
-- params:
--   kind text = any [any, nation, authority]
--   after date?
-- result:
--   area text : Area
--   size number @unit derived : Size of it
--   unit text
-- chart: bars x=area y=size
-- headline: {count} areas, {area} first.
-- empty: There is no such area.
-- notes: Sizes are made up,
--   all of them.
SELECT area, 1.0 AS size, 'km' AS unit
FROM areas
WHERE ($kind = 'any' OR kind = $kind)
    AND ($after IS NULL OR DATE '2022-01-01' > $after)
ORDER BY area
"""
CHECK = """\
-- name: sums
-- title: Parts make the whole
-- severity: warning
-- meaning: Something does not add up.
SELECT area AS finding, kind AS message, [area] AS figures FROM areas ORDER BY area
"""


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    made = duckdb.connect(":memory:")
    made.execute("CREATE TABLE areas (area VARCHAR, kind VARCHAR)")
    yield made
    made.close()


def changed(old: str, new: str, text: str = GOOD) -> str:
    assert old in text, old
    return text.replace(old, new, 1)


def line_of(caught: pytest.ExceptionInfo[TemplateError], file: str) -> int:
    found = re.fullmatch(rf"{re.escape(file)}, line (\d+): .+", caught.value.message)
    assert found, caught.value.message
    return int(found[1])


def test_a_header_reads_as_written() -> None:
    template = read_template(GOOD, "queries/areas.sql")
    assert (template.name, template.title, template.file, template.line) == (
        "areas",
        "The areas",
        "queries/areas.sql",
        18,
    )
    assert template.asks == ("list areas", "which areas")
    assert template.parameters == (
        Parameter("kind", "text", "any", allowed=("any", "nation", "authority")),
        Parameter("after", "date", None, optional=True),
    )
    assert template.columns == (
        Column("area", "text", "Area"),
        Column("size", "number", "Size of it", "@unit", derived=True),
        Column("unit", "text", "unit"),
    )
    assert (template.chart, template.chart_roles) == ("bars", {"x": "area", "y": "size"})
    assert template.notes == "Sizes are made up, all of them."
    assert template.sql.startswith("SELECT area")


def test_a_template_is_proved(connection: duckdb.DuckDBPyConnection) -> None:
    assert prove(connection, read_template(GOOD, "queries/areas.sql")) is None


def test_a_check_is_read_and_proved(connection: duckdb.DuckDBPyConnection) -> None:
    check = read_check(CHECK, "checks/sums.sql")
    assert (check.name, check.severity, check.line) == ("sums", "warning", 5)
    prove(connection, check)


def test_a_template_survives_its_way_through_the_warehouse() -> None:
    template = read_template(GOOD, "queries/areas.sql")
    assert Template.from_json(template.to_json()) == template


@pytest.mark.parametrize("change", [("\n", "\r\n"), ("-- ", "--"), ("-- name", "\n\n-- name"), (";", ";")])
def test_how_an_editor_saves_a_template_makes_no_difference(
    connection: duckdb.DuckDBPyConnection, change: tuple[str, str]
) -> None:
    template = read_template(GOOD.replace(*change), "queries/areas.sql")
    assert template.asks == ("list areas", "which areas")
    prove(connection, template)


HEADERS = [
    ("an unknown key", "-- asks:", "-- askes:", 3, "`askes:` is no key"),
    ("a key twice", "-- asks:", "-- title:", 3, "`title:` stands twice"),
    ("no name", "-- name: areas\n", "", 1, "lacks `-- name:`"),
    ("an empty name", "-- name: areas", "-- name:", 1, "lacks `-- name:`"),
    ("no title", "-- title: The areas\n", "", 1, "lacks `-- title:`"),
    ("an empty title", "-- title: The areas", "-- title:", 2, "lacks `-- title:`"),
    ("no result", "-- result:\n--   area text : Area\n--   size number @unit derived : Size of it\n--   unit text\n", "", 1, "lacks `-- result:`"),
    ("a name that is no slug", "-- name: areas", "-- name: Areas of ours", 1, "is no name"),
    ("a name that differs from the file's", "-- name: areas", "-- name: regions", 1, "differs from the file's name"),
    ("a parameter without a type", "kind text = any [any, nation, authority]", "kind", 7, "is no parameter"),
    ("a parameter of an unknown type", "kind text", "kind string", 7, "types are text"),
    ("a parameter with a capital", "kind text", "Kind text", 7, "is no parameter"),
    ("a parameter with a dollar", "kind text", "$kind text", 7, "is no parameter"),
    ("a default that is not allowed", "= any [", "= all [", 7, "the default `all`"),
    ("a parameter twice", "after date?", "kind text", 6, "`kind` stands twice"),
    ("a column of an unknown kind", "area text : Area", "area string : Area", 10, "is no column"),
    ("a column without a kind", "area text : Area", "area : Area", 10, "is no column"),
    ("a column with a capital", "area text : Area", "Area text : Area", 10, "is no column"),
    ("a column twice", "unit text", "area text", 9, "`area` stands twice"),
    ("an unknown chart", "chart: bars", "chart: pie", 13, "`pie` is no chart"),
    ("a chart role without a column", "x=area", "x=", 13, "x=column"),
    ("a chart role of an unknown column", "x=area", "x=place", 13, "no column of the result"),
    ("a headline of an unknown column", "{area} first", "{place} first", 14, "{place} is no column"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line", "words"), [case[1:] for case in HEADERS], ids=[case[0] for case in HEADERS]
)
def test_a_malformed_header_is_named_by_file_and_line(old: str, new: str, line: int, words: str) -> None:
    with pytest.raises(TemplateError) as caught:
        read_template(changed(old, new), "queries/areas.sql")
    assert words in caught.value.message
    assert line_of(caught, "queries/areas.sql") == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("\n\n", 2),
        ("-- name: areas\n-- title: T\n", 2),
        ("-- areas of ours\n", 1),
        ("SELECT 1", 1),
        ("-- name: areas\n-- title: T\n-- result:\n--   a text\n", 4),
    ],
)
def test_a_file_without_header_or_sql_is_named(text: str, line: int) -> None:
    with pytest.raises(TemplateError) as caught:
        read_template(text, "queries/areas.sql")
    assert line_of(caught, "queries/areas.sql") == line


SQL = [
    ("an undeclared parameter", "kind = $kind", "kind = $sort", 18, "uses $sort"),
    ("an undeclared numbered parameter", "kind = $kind", "kind = $1 OR kind = $kind", 18, ""),
    ("a syntax error in the first line", "SELECT area,", "SELEC area,", 18, "syntax error"),
    ("a syntax error in the second line", "FROM areas", "FORM areas", 19, "syntax error"),
    ("a syntax error in the last line", "ORDER BY area", "ORDER area", 22, "syntax error"),
    ("an unknown column", "kind = $kind", "sort = $kind", 20, '"sort" not found'),
    ("an unknown table", "FROM areas", "FROM regions", 19, "regions does not exist"),
    ("an unknown function", "DATE '2022-01-01'", "today_is()", 21, "today_is does not exist"),
    ("columns of another name", "area, 1.0 AS size", "area, 1.0 AS extent", 18, "gives the columns area, extent, unit"),
    ("columns in another order", "area, 1.0 AS size", "1.0 AS size, area", 18, "gives the columns size, area, unit"),
    ("two statements", "ORDER BY area\n", "ORDER BY area;\nSELECT 1\n", 18, "holds 2 statements"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "words"), [case[1:] for case in SQL], ids=[case[0] for case in SQL])
def test_wrong_sql_is_named_by_the_files_line(
    connection: duckdb.DuckDBPyConnection, old: str, new: str, line: int, words: str
) -> None:
    template = read_template(changed(old, new), "queries/areas.sql")
    with pytest.raises(TemplateError) as caught:
        prove(connection, template)
    assert line_of(caught, "queries/areas.sql") == line
    assert words in caught.value.message


def test_a_parameter_that_is_not_used_is_named(connection: duckdb.DuckDBPyConnection) -> None:
    template = read_template(changed("after date?", "after date?\n--   spare text"), "queries/areas.sql")
    with pytest.raises(TemplateError, match="declares spare"):
        prove(connection, template)


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO areas VALUES ('x', 'y')", "UPDATE areas SET kind = 'x'", "DELETE FROM areas", "DROP TABLE areas",
        "CREATE TABLE x AS SELECT 1 AS area", "EXPLAIN SELECT 1 AS area", "COPY areas TO 'x.csv'", "ATTACH 'x.duckdb'",
        "PRAGMA database_list", "SET threads = 1", "CALL pragma_version()", "BEGIN", "PIVOT areas ON kind",
        "WITH x AS (SELECT 1) INSERT INTO areas SELECT 'a', 'b'",
    ],
)  # fmt: skip
def test_only_a_select_is_a_template(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    text = f"-- name: areas\n-- title: T\n-- result:\n--   area text\n{sql}\n"
    with pytest.raises(TemplateError) as caught:
        prove(connection, read_template(text, "queries/areas.sql"))
    assert line_of(caught, "queries/areas.sql") == 5
    assert connection.execute("SELECT count(*) FROM areas").fetchall() == [(0,)]


@pytest.mark.parametrize("name", ["severity", "meaning", "title", "name"])
def test_a_check_lacks_nothing(name: str) -> None:
    text = "".join(line for line in CHECK.splitlines(keepends=True) if not line.startswith(f"-- {name}:"))
    with pytest.raises(TemplateError, match=f"lacks `-- {name}:`"):
        read_check(text, "checks/sums.sql")


def test_a_check_of_an_unknown_severity_is_named() -> None:
    with pytest.raises(TemplateError, match="severity is one of error, warning, note") as caught:
        read_check(changed("warning", "fatal", CHECK), "checks/sums.sql")
    assert line_of(caught, "checks/sums.sql") == 3


def test_a_check_gives_finding_message_and_figures(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(TemplateError, match="where the header declares finding, message, figures"):
        prove(connection, read_check(changed("AS finding", "AS found", CHECK), "checks/sums.sql"))


def test_a_check_takes_no_parameters(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(TemplateError, match=r"uses \$area"):
        prove(connection, read_check(changed("FROM areas", "FROM areas WHERE area = $area", CHECK), "checks/sums.sql"))


def relative(path: Path) -> str:
    return path.name


def test_two_files_of_one_name_are_named(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "areas.sql").write_text(GOOD, "utf-8")
    with pytest.raises(TemplateError, match="the name `areas` is taken"):
        read_files(content_files(tmp_path), relative, read_template)


@pytest.mark.parametrize("raw", [GOOD.replace("areas", "aréas").encode("latin-1"), b"\xff\xfe-\x00", b"-- name: \x80"])
def test_a_file_that_is_not_utf8_is_named(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "areas.sql").write_bytes(raw)
    with pytest.raises(TemplateError, match="not UTF-8") as caught:
        read_files(content_files(tmp_path), relative, read_template)
    assert line_of(caught, "areas.sql") == 1


def test_a_byte_order_mark_is_dropped(tmp_path: Path) -> None:
    (tmp_path / "areas.sql").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    (template,) = read_files(content_files(tmp_path), relative, read_template)
    assert template.name == "areas"


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "._areas.sql").write_bytes(b"\xff")
    (tmp_path / ".#areas.sql").symlink_to(tmp_path / "nowhere")
    assert read_files(content_files(tmp_path), relative, read_template) == []


def test_control_characters_do_not_reach_the_message() -> None:
    with pytest.raises(TemplateError) as caught:
        read_template("-- name: \x1b[31mred\n-- title: T\nSELECT 1", "queries/areas.sql")
    assert "\x1b" not in str(caught.value)


def test_a_template_that_reads_a_file_is_not_built(content: Content, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("a\n1\n", "utf-8")
    text = f"-- name: leak\n-- title: T\n-- result:\n--   a number\nSELECT a FROM read_csv('{outside}')\n"
    (content.queries / "leak.sql").write_text(text, "utf-8")
    with pytest.raises(TemplateError) as caught:
        build(content, tmp_path / FILE)
    assert line_of(caught, "queries/leak.sql") == 5


def test_every_real_template_runs_with_its_columns(built: Path) -> None:
    warehouse = Warehouse(built / FILE)
    try:
        for template in warehouse.templates().values():
            rows = warehouse.query(template.sql, {p.name: None for p in template.parameters})
            assert rows.columns == [column.name for column in template.columns]
    finally:
        warehouse.close()


def test_every_real_template_orders_its_rows(example: Warehouse) -> None:
    for name, template in example.templates().items():
        assert "ORDER BY" in template.sql, name
        assert not re.search(r"\b(PIVOT|ASOF|GROUP BY ALL|SELECT \*)\b", template.sql), name
