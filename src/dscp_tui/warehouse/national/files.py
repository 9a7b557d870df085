"""A published file as sheets of text: CSV, Parquet, XLSX, ODS. Told by its content, never by its name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl

from dscp_tui.errors import DscpError
from dscp_tui.warehouse.content import read_bytes
from dscp_tui.warehouse.problems import MOST_SHOWN, Problems

SUFFIXES = (".csv", ".parquet", ".xlsx", ".ods")
_HEADER_WITHIN = 12
"""Rows of a workbook's sheet among which its header is looked for: titles and notes may stand above it."""


@dataclass(frozen=True, slots=True)
class Page:
    """A table as it stands in a file: text columns and `row`, its place in the file as an editor counts."""

    file: str
    sheet: str
    frame: pl.DataFrame
    above: list[list[str]]

    @property
    def header(self) -> list[str]:
        return self.frame.columns[:-1]

    @property
    def place(self) -> str:
        return f"{self.file}, sheet {self.sheet}" if self.sheet else self.file


def find_files(paths: list[Path]) -> list[Path]:
    """The files to load: those named, and in folders all of a known kind. Raises DscpError where there are none."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and not p.name.startswith("."))
        elif path.is_file():
            found.append(path)
        else:
            raise DscpError(f"there is no {path}")
    if not found:
        raise DscpError("nothing to load", f"Published tables are {', '.join(SUFFIXES)} files.")
    return list(dict.fromkeys(found))


def read_pages(path: Path, problems: Problems) -> list[Page]:
    """The tables of a file; where it cannot be read, a problem is noted."""
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return _csv_page(path, problems)
    if suffix == ".parquet":
        return _parquet_page(path, problems)
    if suffix in (".xlsx", ".ods"):
        return list(_workbook_pages(path, problems))
    problems.add(path.name, None, "", "", f"is no kind of file that is read here: {', '.join(SUFFIXES)}")
    return []


def _csv_page(path: Path, problems: Problems) -> list[Page]:
    raw = read_bytes(path)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        problems.add(path.name, row, "", f"byte {raw[error.start]:02x}", "is not UTF-8: save the file as UTF-8")
        return []
    first = text.split("\n", 1)[0].rstrip("\r")
    if ";" in first and "," not in first:
        problems.add(path.name, 1, "", first[:60], "is separated by semicolons: save the file with commas")
        return []
    header = next(csv.reader([first]), [])
    named = [name for name in header if name]
    if not named:
        problems.add(path.name, None, "", "", "is empty: its first row names the columns")
        return []
    # Two columns of one name, and the empty one that ends some files, are told apart by their place.
    names = [name if header.count(name) == 1 and name else f"{name} ({n})" for n, name in enumerate(header, start=1)]
    frame = _at_once(text, names)
    if frame is None:
        frame = _slowly(path, text, names, problems)
    if frame is None:
        return []
    blank = pl.all_horizontal(pl.col(names).is_null())
    return [Page(path.name, "", frame.filter(~blank).select(*names, "row"), [])]


def _at_once(text: str, names: list[str]) -> pl.DataFrame | None:
    """The rows as polars reads them; None where they are not a line each, or not all as long as the header."""
    lines = text.rstrip()
    try:
        frame = pl.read_csv(lines.encode(), has_header=False, skip_rows=1, new_columns=names, infer_schema=False)
    except (pl.exceptions.PolarsError, OSError):
        return None
    alike = frame.width == len(names) and frame.height == lines.count("\n")
    # A short row is filled up without a word: its cells are counted where the last one is empty.
    short = alike and frame[names[-1]].is_null().any()
    return None if short or not alike else frame.with_row_index("row", 2)


def _slowly(path: Path, text: str, names: list[str], problems: Problems) -> pl.DataFrame | None:
    """The records one by one: for cells with line breaks, and to name the rows that have too many or too few cells."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[object]] = []
    faults, line = 0, 1
    try:
        for record in reader:
            if record and len(record) != len(names) and faults < MOST_SHOWN:
                faults += 1
                message = f"has {len(record)} cells where the header has {len(names)}"
                problems.add(path.name, line, "", ",".join(record)[:60], message)
            elif record:
                rows.append([*(cell or None for cell in record), line])
            line = reader.line_num + 1
    except csv.Error as error:
        problems.add(path.name, line, "", "", f"is not well-formed CSV: {error}")
        return None
    shape = dict.fromkeys(names, pl.String()) | {"row": pl.UInt32()}
    return None if faults else pl.DataFrame(rows[1:], schema=shape, orient="row")


def _parquet_page(path: Path, problems: Problems) -> list[Page]:
    try:
        frame = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as error:
        problems.add(path.name, None, "", "", f"is no Parquet file: {str(error).splitlines()[0]}")
        return []
    # Codes that are stored as numbers with a fraction of nothing are codes.
    floats = [name for name, kind in frame.schema.items() if kind.is_float() and (frame[name] % 1 == 0).all()]
    frame = frame.with_columns(pl.col(floats).cast(pl.Int64))
    return [Page(path.name, "", frame.cast(pl.String()).with_row_index("row", 1).select(*frame.columns, "row"), [])]


def _workbook_pages(path: Path, problems: Problems) -> Iterator[Page]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        problems.add(path.name, None, "", "", f"cannot be read as a workbook: {error}")
        return
    notes = [[_cell(value) for value in row] for _, rows in sheets for row in rows if len(row) <= 2]
    for name, rows in sheets:
        cells = [[_cell(value) for value in row] for row in rows]
        start = max(range(min(_HEADER_WITHIN, len(cells))), key=lambda n: (_labels(cells[n]), -n), default=None)
        if start is None or _labels(cells[start]) < 3:
            continue
        header = cells[start]
        names = [f"{one} ({n})" if header.count(one) > 1 or not one else one for n, one in enumerate(header, start=1)]
        frame = pl.DataFrame(cells[start + 1 :], schema=dict.fromkeys(names, pl.String()), orient="row")
        frame = frame.with_columns(pl.all().replace("", None)).with_row_index("row", start + 2)
        yield Page(path.name, name, frame.select(*names, "row"), [*notes, *cells[:start]])


def _labels(cells: list[str]) -> int:
    """How much a row looks like a header: its cells that begin with a letter and stand there."""
    return sum(1 for cell in cells if cell[:1].isalpha())


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value).strip()
