"""The rows of a free SQL statement, as a table or for a file."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dscp_tui.model.text import shown
from dscp_tui.render.formats import csv_text, data_value
from dscp_tui.render.tables import table
from dscp_tui.warehouse.store import Rows


def rows_text(rows: Rows, form: str | None, width: int | None = None) -> str:
    """Rows in a format, ending in a newline; `form` None is a table."""
    names = distinct(rows.columns)
    dicts = [dict(zip(names, (data_value(value) for value in row), strict=True)) for row in rows.rows]
    if form == "csv":
        return csv_text(names, dicts)
    if form == "json":
        return json.dumps(dicts, ensure_ascii=False, indent=1) + "\n"
    if form == "ndjson":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in dicts)
    cells = [["" if value is None else str(value) for value in row] for row in rows.rows]
    numeric = [
        all(isinstance(row[i], (int, float)) or row[i] is None for row in rows.rows) for i in range(len(rows.columns))
    ]
    return table(rows.columns, cells, width, numeric) + "\n"


def distinct(names: Sequence[str]) -> list[str]:
    """Each column's name as it is shown; one that stands twice is numbered, so that no column hides another."""
    found: list[str] = []
    for name in map(shown, names):
        number, numbered = 2, name
        while numbered in found:
            number, numbered = number + 1, f"{name}_{number}"
        found.append(numbered)
    return found
