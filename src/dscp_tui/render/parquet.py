"""Rows as Parquet, through polars: the only export that imports it."""

from __future__ import annotations

import io

from dscp_tui.errors import DscpError
from dscp_tui.questions.answer import Answer
from dscp_tui.render.rows import distinct
from dscp_tui.warehouse.store import Rows


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


def frame_bytes(rows: Rows) -> bytes:
    """The rows of a free statement as a Parquet file. Raises DscpError for values that have no place in one."""
    import polars as pl

    out = io.BytesIO()
    try:
        frame = pl.DataFrame(rows.rows, schema=distinct(rows.columns), orient="row", infer_schema_length=None)
        frame.write_parquet(out)
    except (pl.exceptions.PolarsError, TypeError, ValueError, OverflowError):
        raise DscpError("some values cannot be written as Parquet", "Take another --format, or cast them.") from None
    return out.getvalue()
