"""The published values and grades that the content carries: tokens as printed with their citation, the rest derived."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from dscp_tui.model.period import parse_period
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.national.catalogue import FOLDER, Catalogue
from dscp_tui.warehouse.national.parts import FACTORS, OUTCOMES, VALUES, half_up, read_numbers
from dscp_tui.warehouse.problems import MOST_SHOWN, Problems

KEYS: dict[str, pl.DataType] = {"release": pl.String(), "table_id": pl.String()}
"""What tells the part that a row belongs to."""
_DERIVED = ("value", "symbol", "mark", "decimals")


def built_in_values(content: Content, catalogue: Catalogue, problems: Problems) -> pl.DataFrame:
    """The rows of `figures.csv`, in the columns of VALUES and KEYS. Every fault is noted as a problem."""
    shape = VALUES | KEYS
    frame = _read("figures.csv", [name for name in shape if name not in _DERIVED], content, problems)
    before = len(problems.found)
    _refer(frame, "measure", catalogue.measures["measure"], "measures.csv", problems)
    _refer(frame, "table_id", catalogue.tables, "tables.toml", problems)
    _refer_keys(frame, catalogue, problems)
    for period in frame["period"].unique().drop_nulls():
        try:
            parse_period(period)
        except ValueError as error:
            first = frame.filter(pl.col("period") == period).head(1)
            _blame(first, "period", str(error), problems)
    frame = _with_values(frame, catalogue)
    neither = frame.filter(pl.col("value").is_null(), pl.col("symbol").is_null())
    _blame(neither, "printed", "is neither a number nor a known symbol", problems)
    return frame.select(list(shape)) if len(problems.found) == before else pl.DataFrame(schema=shape)


def _with_values(frame: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """Add value, symbol and decimals; a percentage that nobody prints follows from its counts."""
    about = catalogue.measures.select("measure", pl.col("decimals").cast(pl.Int8()), "unit")
    frame = read_numbers(frame.join(about, on="measure", how="left", maintain_order="left"), catalogue)
    frame = frame.with_columns(
        pl.col("numerator", "denominator").cast(pl.Float64(), strict=False),
        pl.col("row_number").cast(pl.Int32(), strict=False),
    )
    factor = pl.col("unit").replace_strict(FACTORS, default=1.0, return_dtype=pl.Float64())
    computed = half_up(pl.col("numerator"), pl.col("denominator"), factor, pl.col("decimals").cast(pl.Float64()))
    return frame.with_columns(pl.when(pl.col("printed").is_null()).then(computed).otherwise("value").alias("value"))


def built_in_grades(content: Content, catalogue: Catalogue, problems: Problems) -> pl.DataFrame:
    """The rows of `outcomes.csv`, in the columns of OUTCOMES and KEYS. Every fault is noted as a problem."""
    shape = OUTCOMES | KEYS
    frame = _read("outcomes.csv", list(shape), content, problems)
    before = len(problems.found)
    _refer_keys(frame, catalogue, problems)
    typed = frame.with_columns(
        pl.col("inspected", "published").str.to_date("%Y-%m-%d", strict=False),
        pl.col("row_number").cast(pl.Int32(), strict=False),
    )
    _blame(frame.filter(typed["inspected"].is_null()), "inspected", "is no day", problems)
    return typed.select(list(shape)) if len(problems.found) == before else pl.DataFrame(schema=shape)


def _read(name: str, columns: list[str], content: Content, problems: Problems) -> pl.DataFrame:
    """A long content file as text, with `row` and `origin`; empty where it is missing or cannot be read.

    It is made by a program (`make national`), and read at once rather than cell by cell.
    """
    path = content.warehouse / FOLDER / name
    empty = pl.DataFrame(schema={"row": pl.UInt32(), "origin": pl.String()} | dict.fromkeys(columns, pl.String()))
    if not path.is_file():
        return empty
    origin = content.relative(path)
    try:
        frame = pl.read_csv(path, infer_schema=False)
    except (pl.exceptions.PolarsError, OSError) as error:
        problems.add(origin, None, "", "", f"cannot be read: {str(error).splitlines()[0]}")
        return empty
    missing = [column for column in columns if column not in frame.columns]
    for column in missing:
        problems.add(origin, 1, column, "", f"the column is missing; found {', '.join(frame.columns)}")
    return empty if missing else frame.with_row_index("row", 2).with_columns(pl.lit(origin).alias("origin"))


def _refer_keys(frame: pl.DataFrame, catalogue: Catalogue, problems: Problems) -> None:
    releases = [one.id for one in catalogue.releases()]
    _refer(frame, "release", releases, "releases.csv", problems)
    _refer(frame, "area", catalogue.frames["areas"]["area"], "areas.csv", problems)


def _refer(frame: pl.DataFrame, column: str, known: Iterable[str], where: str, problems: Problems) -> None:
    strangers = frame.filter(~pl.col(column).is_in(list(known)).fill_null(False))
    _blame(strangers, column, f"is in no row of {where}", problems)


def _blame(wrong: pl.DataFrame, column: str, message: str, problems: Problems) -> None:
    for row in wrong.head(MOST_SHOWN).iter_rows(named=True):
        problems.add(row["origin"], row["row"], column, row[column], message)
