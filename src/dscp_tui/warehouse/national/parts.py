"""What is read from published files: parts, each a frame of one kind with the release that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from dscp_tui.warehouse.problems import MOST_SHOWN, Problems

if TYPE_CHECKING:
    from dscp_tui.warehouse.national.catalogue import Release, Table

VALUES = {
    "measure": pl.String(),
    "area": pl.String(),
    "period": pl.String(),
    "value": pl.Float64(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
    "symbol": pl.String(),
    "decimals": pl.Int8(),
    "printed": pl.String(),
    "column_name": pl.String(),
    "row_number": pl.Int32(),
}
NEIGHBOURS = {
    "neighbour_set": pl.String(),
    "area": pl.String(),
    "rank": pl.Int8(),
    "neighbour": pl.String(),
    "closeness": pl.String(),
}
INSPECTIONS = {
    "area": pl.String(),
    "inspected": pl.Date(),
    "published": pl.Date(),
    "kind": pl.String(),
    "service": pl.String(),
    "grade": pl.String(),
    "sheet": pl.String(),
    "row_number": pl.Int32(),
}
MEASURES = {
    "measure": pl.String(),
    "title": pl.String(),
    "unit": pl.String(),
    "decimals": pl.Int8(),
    "polarity": pl.String(),
}
AREAS = {"area": pl.String(), "kind": pl.String(), "region": pl.String(), "codes": pl.String()}
SHAPES = {
    "values": VALUES,
    "neighbours": NEIGHBOURS,
    "inspections": INSPECTIONS,
    "measures": MEASURES,
    "areas": AREAS,
}
NUMBER = r"^-?\d+(\.\d+)?([eE]-?\d+)?$"


@dataclass(frozen=True, slots=True)
class Part:
    """One table of one release, as rows of one of the SHAPES."""

    kind: str
    table: Table
    release: Release
    file: str
    frame: pl.DataFrame
    notices: list[str] = field(default_factory=list)


def blame(wrong: pl.DataFrame, file: str, column: str, message: str, problems: Problems, value: str = "") -> None:
    """Note the first rows of a frame as problems; `value` names the column whose cell is shown, `column` unless given."""
    shown = value or column
    for row in wrong.head(MOST_SHOWN).iter_rows(named=True):
        problems.add(file, row["row"], row.get("column_name") or column, row.get(shown), message.format(**row))


def read_numbers(frame: pl.DataFrame, symbols: dict[str, str]) -> pl.DataFrame:
    """Add `value`, `symbol` and `strange` (neither) to a frame with the column `printed`."""
    printed = pl.col("printed")
    return frame.with_columns(
        pl.when(printed.str.contains(NUMBER)).then(printed.cast(pl.Float64, strict=False)).alias("value"),
        printed.replace_strict(symbols, default=None, return_dtype=pl.String()).alias("symbol"),
    ).with_columns((pl.col("value").is_null() & pl.col("symbol").is_null()).alias("strange"))


def half_up(numerator: pl.Expr, denominator: pl.Expr, factor: pl.Expr, decimals: pl.Expr) -> pl.Expr:
    """Numerator over denominator times factor, rounded half up as the publishers round.

    One division of whole numbers: what lies exactly halfway is exact in binary too.
    """
    scale = pl.lit(10.0).pow(decimals)
    return ((numerator * factor * scale) / denominator + 0.5).floor() / scale
