"""One answer in each of the formats: table, chart, csv, json, ndjson, markdown."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from dscp_tui.model.numbers import plain
from dscp_tui.model.text import shown
from dscp_tui.questions.answer import Answer, cell
from dscp_tui.render.signs import direction, status_words
from dscp_tui.render.tables import markdown, records, table
from dscp_tui.warehouse.templates import Column

_CITED = ("document", "line", "locator", "printed")
MOST_CITATIONS = 12


def render(answer: Answer, form: str, width: int | None = None) -> str:
    """An answer as text, ending in a newline. `width` None means no limit (a file or a pipe)."""
    match form:
        case "csv":
            return csv_text([column.name for column in _data_columns(answer)], answer.rows)
        case "json":
            return json.dumps(as_object(answer), ensure_ascii=False, indent=2) + "\n"
        case "ndjson":
            return json.dumps(as_object(answer), ensure_ascii=False) + "\n"
        case "markdown":
            return _markdown(answer)
        case "chart":
            from dscp_tui.render.charts import chart

            return _block(answer, width, chart(answer, width or 80))
    return _block(answer, width, "")


def as_object(answer: Answer) -> dict[str, Any]:
    """An answer as the object of `--format json`: plain numbers, ISO dates, citations without our own ids."""
    columns = _data_columns(answer)
    found = {
        "question": answer.question,
        "outcome": answer.outcome,
        "headline": answer.headline,
        "canonical": answer.canonical,
        "template": answer.template,
        "parameters": answer.parameters,
        "understood": answer.understood,
        "assumed": answer.assumed,
        "columns": [column.name for column in columns],
        "rows": [{column.name: row[column.name] for column in columns} for row in answer.rows],
        "citations": [{name: cited[name] for name in _CITED} for cited in answer.citations],
        "choices": answer.choices,
        "caveats": answer.caveats,
    }
    return {name: data_value(value) for name, value in found.items()}


def csv_text(columns: list[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as CSV: UTF-8, `\\n`, dot decimals, ISO dates, empty where there is no value."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_field(row[name]) for name in columns] for row in rows)
    return out.getvalue()


def data_text(answer: Answer, form: str) -> str:
    """The rows alone, for files: csv, a JSON list, or an object a line."""
    columns = [column.name for column in _data_columns(answer)]
    rows = [{name: data_value(row[name]) for name in columns} for row in answer.rows]
    if form == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    if form == "ndjson":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return csv_text(columns, answer.rows)


def _data_columns(answer: Answer) -> list[Column]:
    return [column for column in answer.columns if column.kind not in ("figures", "series")]


def data_value(value: Any) -> Any:
    """A value for a file: plain numbers, ISO dates, texts that are safe to print; none for what is no number."""
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() else value
    if isinstance(value, (list, tuple)):
        return [data_value(one) for one in value]
    if isinstance(value, dict):
        return {shown(name): data_value(one) for name, one in value.items()}
    if value is None or isinstance(value, (bool, int)):
        return value
    return value.isoformat() if isinstance(value, date) else shown(value)


def _field(value: Any) -> str:
    safe = data_value(value)
    if safe is None:
        return ""
    if isinstance(safe, bool):
        return "true" if safe else "false"
    return plain(safe) if isinstance(safe, float) else str(safe)


def _cells(answer: Answer, columns: list[Column]) -> list[list[str]]:
    return [[said(column, row) for column in columns] for row in answer.rows]


def said(column: Column, row: Mapping[str, Any]) -> str:
    """One value as a reader meets it: a status with its sign, a change with the way it goes, judged by polarity."""
    if column.kind == "status":
        return status_words(row[column.name], doubted=bool(row.get("doubt"))) if row[column.name] else ""
    way = direction(row[column.name], row["polarity"]) if column.name == "change" and "polarity" in row else ""
    return f"{cell(column, row)} {way}".strip() if row[column.name] is not None else cell(column, row)


def _block(answer: Answer, width: int | None, picture: str) -> str:
    """Headline, then chart or table, then caveats, then citations and what was assumed."""
    parts = [shown(answer.headline)]
    if picture:
        parts.append(picture)
    elif rows := rows_table(answer, width):
        parts.append(rows)
    if answer.choices:
        lead = "Which is meant?" if answer.outcome == "ambiguous" else "Nearest questions that can be answered:"
        parts.append("\n".join([lead, *(f"  {n} {shown(choice)}" for n, choice in enumerate(answer.choices, start=1))]))
    if answer.caveats:
        parts.append("\n".join(shown(caveat) for caveat in answer.caveats))
    if answer.citations:
        parts.append("\n".join(cited_lines(answer)))
    if answer.template:
        parts.append(_provenance(answer))
    return "\n\n".join(parts) + "\n"


def rows_table(answer: Answer, width: int | None) -> str:
    """The rows for a reader; one row reads best as lines of `name: value`, several as a table. Empty without rows."""
    columns = answer.shown_columns
    if not answer.rows or not columns:
        return ""
    heads = [column.title for column in columns]
    cells = _cells(answer, columns)
    if len(cells) == 1:
        return records(heads, cells)
    return table(heads, cells, width, [column.kind == "number" for column in columns])


def cited_lines(answer: Answer) -> list[str]:
    """Where an answer's figures are printed, a place a line; beyond a dozen the rest is counted."""
    places: dict[tuple[str, str, int], list[str]] = {}
    for cited in answer.citations:
        place = (cited["title"], cited["locator"], cited["line"])
        places.setdefault(place, []).append(f"“{cited['printed'].replace('|', '')}”")
    lines = [
        f"  {shown(title)}, {shown(locator)}, line {line}: {shown(', '.join(dict.fromkeys(printed)))}"
        for (title, locator, line), printed in places.items()
    ]
    if len(lines) > MOST_CITATIONS:
        rest = len(lines) - MOST_CITATIONS
        lines = [*lines[:MOST_CITATIONS], f"  … and {rest} more lines (--format json has them all)"]
    return ["Printed in:", *lines]


def _provenance(answer: Answer) -> str:
    given = " ".join(f"{name}={value}" for name, value in answer.parameters.items())
    lines = [f"Template: {answer.template} {shown(given)}".rstrip()]
    if answer.canonical:
        lines.append(f"Ask again: {shown(answer.canonical)}")
    if answer.assumed:
        lines.append(f"Assumed: {shown('; '.join(answer.assumed))}")
    return "\n".join(lines)


def _markdown(answer: Answer) -> str:
    parts = [f"**{shown(answer.headline)}**"]
    columns = answer.shown_columns
    if answer.rows and columns:
        numeric = [column.kind == "number" for column in columns]
        parts.append(markdown([column.title for column in columns], _cells(answer, columns), numeric))
    parts += [f"- {shown(choice)}" for choice in answer.choices]
    parts += [f"> {shown(caveat)}" for caveat in answer.caveats]
    if answer.citations:
        parts.append("\n".join(f"- {line.strip()}" for line in cited_lines(answer)[1:]))
    return "\n\n".join(parts) + "\n"
