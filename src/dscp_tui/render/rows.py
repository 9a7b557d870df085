"""The rows of a free SQL statement, as a table or for a file."""

from __future__ import annotations

import json

from dscp_tui.render.formats import csv_text
from dscp_tui.render.tables import table
from dscp_tui.warehouse.store import Rows


def rows_text(rows: Rows, form: str | None, width: int | None = None) -> str:
    """Rows in a format, ending in a newline; `form` None is a table."""
    dicts = rows.dicts()
    if form == "csv":
        return csv_text(rows.columns, dicts)
    if form == "json":
        return json.dumps(dicts, ensure_ascii=False, indent=1, default=str) + "\n"
    if form == "ndjson":
        return "".join(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in dicts)
    cells = [["" if value is None else str(value) for value in row] for row in rows.rows]
    numeric = [
        all(isinstance(row[i], (int, float)) or row[i] is None for row in rows.rows) for i in range(len(rows.columns))
    ]
    return table(rows.columns, cells, width, numeric) + "\n"
