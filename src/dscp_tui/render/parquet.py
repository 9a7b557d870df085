"""Rows as Parquet, through polars: the only export that imports it."""

from __future__ import annotations

import io

from dscp_tui.questions.answer import Answer


def parquet_bytes(answer: Answer) -> bytes:
    """The rows of an answer as a Parquet file, one column for each of its data columns."""
    import polars as pl

    kinds = {"number": pl.Float64(), "date": pl.Date(), "flag": pl.Boolean()}
    columns = [column for column in answer.columns if column.kind != "figures"]
    schema = {column.name: kinds.get(column.kind, pl.String()) for column in columns}
    rows = [{name: row[name] for name in schema} for row in answer.rows]
    out = io.BytesIO()
    pl.DataFrame(rows, schema=schema, strict=False).write_parquet(out)
    return out.getvalue()
