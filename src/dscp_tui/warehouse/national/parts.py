"""What is read from published files: parts, each a frame of one kind with the release that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from dscp_tui.warehouse.problems import MOST_SHOWN, Problems

if TYPE_CHECKING:
    from datetime import date

    from dscp_tui.warehouse.national.catalogue import Catalogue, Release, Table
    from dscp_tui.warehouse.national.files import Page

VALUES: dict[str, pl.DataType] = {
    "measure": pl.String(),
    "area": pl.String(),
    "period": pl.String(),
    "value": pl.Float64(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
    "symbol": pl.String(),
    "mark": pl.String(),
    "decimals": pl.Int8(),
    "printed": pl.String(),
    "column_name": pl.String(),
    "row_number": pl.Int32(),
}
NEIGHBOURS: dict[str, pl.DataType] = {
    "neighbour_set": pl.String(),
    "area": pl.String(),
    "rank": pl.Int8(),
    "neighbour": pl.String(),
    "closeness": pl.String(),
}
OUTCOMES: dict[str, pl.DataType] = {
    "area": pl.String(),
    "inspected": pl.Date(),
    "published": pl.Date(),
    "kind": pl.String(),
    "service": pl.String(),
    "grade": pl.String(),
    "sheet": pl.String(),
    "row_number": pl.Int32(),
}
MEASURES: dict[str, pl.DataType] = {
    "measure": pl.String(),
    "title": pl.String(),
    "unit": pl.String(),
    "decimals": pl.Int8(),
    "polarity": pl.String(),
    "years": pl.String(),
}
AREAS: dict[str, pl.DataType] = {"area": pl.String(), "kind": pl.String(), "region": pl.String(), "codes": pl.String()}
SHAPES: dict[str, dict[str, pl.DataType]] = {
    "values": VALUES,
    "neighbours": NEIGHBOURS,
    "outcomes": OUTCOMES,
    "measures": MEASURES,
    "areas": AREAS,
}
FACTORS = {"%": 100.0, "ratio": 1.0, "per 10,000": 10_000.0, "per 100,000": 100_000.0, "per 1,000": 1000.0}
"""What the ratio of two counts is multiplied by, for each unit."""
UNKNOWN_AREA = "is no known area: add it to warehouse/national/areas.csv, or load the list of authorities with it"
CLEAN = 6
"""Decimals that are meant in "95.600000000000009"."""
NUMBER = r"^-?\d+(\.\d+)?([eE]-?\d+)?$"
MARKED = r"^(-?\d+(?:\.\d+)?) ?(\[?[a-z]+\]?)$"


@dataclass(frozen=True, slots=True)
class Part:
    """One table of one release, as rows of one of the SHAPES."""

    kind: str
    table: Table
    release: Release
    file: str
    frame: pl.DataFrame
    notices: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reading:
    """A page that is being read as a table: its column for each role, and what is needed to understand it.

    `published` is the day that the user gives for releases that the content does not list; `dictionary` is the part
    that an extract is read by.
    """

    page: Page
    table: Table
    roles: dict[str, str]
    catalogue: Catalogue
    problems: Problems
    published: date | None = None
    dictionary: Part | None = None

    def fault(self, row: int | None, column: str, value: object, message: str) -> None:
        """Note a problem of the page."""
        self.problems.add(self.page.place, row, column, value, message)

    def blame(self, wrong: pl.DataFrame, column: str, message: str, cell: str = "") -> None:
        """Note the first rows of a frame as problems; `cell` is the frame's column with the value at fault.

        A frame that knows the column of each of its rows says so in `column_name`.
        """
        for row in wrong.head(MOST_SHOWN).iter_rows(named=True):
            self.fault(row["row"], row.get("column_name") or column, row.get(cell or column), message.format(**row))

    def part(self, kind: str, release: Release, frame: pl.DataFrame, notices: list[str] | None = None) -> Part:
        """What was read, in the columns of its kind."""
        return Part(kind, self.table, release, self.page.file, frame.select(list(SHAPES[kind])), notices or [])


def read_numbers(frame: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """Add what `printed` says: `value` or the `symbol` instead of it, the `mark` beside it, `strange` where it is neither."""
    text = pl.col("printed")
    marks = catalogue.symbols("beside")
    frame = frame.with_columns(
        pl.when(text.str.contains(NUMBER)).then(text.cast(pl.Float64, strict=False).round(CLEAN)).alias("value"),
        text.replace_strict(catalogue.symbols(), default=None, return_dtype=pl.String()).alias("symbol"),
        pl.lit(None, pl.String()).alias("mark"),
    ).with_columns((pl.col("value").is_null() & pl.col("symbol").is_null()).alias("strange"))
    if not frame["strange"].any():
        return frame
    number, mark = text.str.extract(MARKED, 1), text.str.extract(MARKED, 2)
    known = pl.col("strange") & mark.is_in(list(marks)).fill_null(False)
    return frame.with_columns(
        pl.when(known).then(number.cast(pl.Float64, strict=False)).otherwise("value").alias("value"),
        pl.when(known).then(mark.replace(marks)).alias("mark"),
        (pl.col("strange") & ~known).alias("strange"),
    )


def half_up(numerator: pl.Expr, denominator: pl.Expr, factor: pl.Expr, decimals: pl.Expr) -> pl.Expr:
    """Numerator over denominator times factor, rounded half up as the publishers round.

    One division of whole numbers: what lies exactly halfway is exact in binary too.
    """
    scale = pl.lit(10.0).pow(decimals)
    return ((numerator * factor * scale) / denominator + 0.5).floor() / scale
