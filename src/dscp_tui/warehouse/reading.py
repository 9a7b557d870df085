"""Content files read into polars frames of text, with every cell's file and row kept for messages."""

from __future__ import annotations

import csv
import io
import tomllib
from pathlib import Path
from typing import Any

import polars as pl

from dscp_tui.warehouse.content import Content, read_bytes
from dscp_tui.warehouse.problems import Problems


def read_text(content: Content, path: Path, problems: Problems) -> str | None:
    """A file's text, which must be UTF-8; a byte order mark is dropped. None, with a problem noted, where it is not."""
    raw = read_bytes(path)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        bad = raw[error.start : error.start + 1]
        problems.add(content.relative(path), row, "", f"byte {bad.hex()}", "is not UTF-8: save the file as UTF-8")
        problems.unread.add(content.relative(path))
        return None


def read_csv(content: Content, path: Path, columns: list[str], problems: Problems) -> pl.DataFrame | None:
    """A CSV file as a frame of text columns, empty cells null, plus `origin` (the file's name) and `row` (the line in the file).

    None, with the problems noted, where the header or the shape of a row is wrong.
    """
    name = content.relative(path)
    text = read_text(content, path, problems)
    if text is None:
        return None
    try:
        records = _records(text)
    except csv.Error as error:
        problems.add(name, None, "", "", f"is not well-formed CSV: {error}")
        records = None
    if records is None or not _has_shape(records, name, columns, problems):
        problems.unread.add(name)
        return None
    (_, header), *rows = records
    cells = [[*(_text(cell.strip()) for cell in record), name, number] for number, record in rows]
    shape = dict.fromkeys([*header, "origin"], pl.String()) | {"row": pl.Int64()}
    return pl.DataFrame(cells, schema=shape, orient="row")


def _records(text: str) -> list[tuple[int, list[str]]]:
    """The records that are not blank, each with the line of the file on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found, line = [], 1
    for record in reader:
        found.append((line, record))
        line = reader.line_num + 1
    return [(number, record) for number, record in found if record]


def _has_shape(records: list[tuple[int, list[str]]], name: str, columns: list[str], problems: Problems) -> bool:
    before = len(problems.found)
    if not records:
        problems.add(name, None, "", "", f"is empty: its first row names the columns {', '.join(columns)}")
        return False
    header = records[0][1]
    for column in columns:
        if column not in header:
            problems.add(name, 1, column, "", f"the column is missing; found {', '.join(header)}")
    for column in header:
        if column not in columns:
            problems.add(name, 1, column, "", f"is no column here; columns are {', '.join(columns)}")
        elif header.count(column) > 1:
            problems.add(name, 1, column, "", "the column stands twice")
    for number, record in records[1:]:
        if len(record) != len(header):
            problems.add(
                name, number, "", ",".join(record), f"has {len(record)} cells where the header has {len(header)}"
            )
    return len(problems.found) == before


def read_toml(content: Content, path: Path, problems: Problems) -> dict[str, Any]:
    """A TOML file as a dictionary; empty, with a problem noted, where it is missing or malformed."""
    if not is_there(content, path, problems):
        return {}
    text = read_text(content, path, problems)
    if text is None:
        return {}
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.add(content.relative(path), None, "", "", f"is not well-formed TOML: {error}")
        problems.unread.add(content.relative(path))
        return {}


def read_tables(content: Content, path: Path, key: str, problems: Problems) -> list[dict[str, Any]]:
    """The `[[key]]` tables of a TOML file that holds nothing else; empty, with a problem noted, where it does."""
    found = read_toml(content, path, problems)
    tables = found.get(key, [])
    strays = sorted(found.keys() - {key})
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        strays, tables = [key, *strays], []
    for stray in strays:
        problems.add(content.relative(path), None, stray, "", f"write [[{key}]] above each entry, and nothing else")
        problems.unread.add(content.relative(path))
    return tables


def is_there(content: Content, path: Path, problems: Problems) -> bool:
    """Whether a file that must be there is; a problem is noted where it is not."""
    if not path.is_file():
        problems.add(content.relative(path), None, "", "", "the file is missing")
        problems.unread.add(content.relative(path))
    return path.is_file()


def toml_frame(name: str, tables: list[dict[str, Any]], columns: list[str], problems: Problems) -> pl.DataFrame:
    """A list of TOML tables as a frame of text columns; `row` counts the tables."""
    rows: list[dict[str, object]] = []
    for number, table in enumerate(tables, start=1):
        for key in table.keys() - set(columns):
            problems.add(name, number, key, table[key], f"is no key here; keys are {', '.join(columns)}")
        rows.append({column: _text(table.get(column)) for column in columns} | {"origin": name, "row": number})
    schema = dict.fromkeys(columns, pl.String()) | {"origin": pl.String(), "row": pl.Int64()}
    return pl.DataFrame(rows, schema=schema)


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value).strip() or None
