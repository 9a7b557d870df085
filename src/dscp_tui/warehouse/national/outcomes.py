"""Inspection outcomes: for each inspection of an authority the grade of each judgement."""

from __future__ import annotations

import re
from datetime import date, datetime

import polars as pl

from dscp_tui.warehouse.national.files import Page
from dscp_tui.warehouse.national.parts import Part, Reading

_KINDS = ("inspection type", "inspection/visit type")
_NO_JUDGEMENT = ("web link", "region", "ofsted region", "local authority status", "visit theme")


def read_outcomes(reading: Reading) -> Part | None:
    """The grades on one sheet. The release is the day that the workbook's cover gives."""
    page, roles, catalogue = reading.page, reading.roles, reading.catalogue
    before = len(reading.problems.found)
    known = reading.published or _day_on_cover(page)
    if known is None:
        reading.fault(None, "", "", "no cover says on which day it was published: give --published DAY")
        return None
    frame = page.frame.rename({column: f"is_{role}" for role, column in roles.items()}).drop_nulls("is_area")
    frame = frame.with_columns(
        pl.col("is_area").replace_strict(catalogue.area_codes(), default=None, return_dtype=pl.String()).alias("area"),
        pl.col("is_inspected").str.to_date("%Y-%m-%d", strict=False).alias("inspected"),
        pl.col("is_published").str.to_date("%Y-%m-%d", strict=False).alias("published"),
    )
    reading.blame(frame.filter(pl.col("inspected").is_null()), roles["inspected"], "is no day", "is_inspected")
    if len(reading.problems.found) > before:
        return None
    strangers = sorted(frame.filter(pl.col("area").is_null())["is_name"].drop_nulls().unique())
    notices = [f"{page.place}: authorities not known and left out: {', '.join(strangers)}"] if strangers else []
    release = catalogue.release_of(reading.table.statistic, known)
    return reading.part("outcomes", release, _grades(frame.drop_nulls("area"), reading), notices)


def _grades(frame: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """A row for each grade; visits without grades have none."""
    frame = frame.rename({"is_overall": reading.roles["overall"]})
    kind = next((name for name in reading.page.header if name.casefold() in _KINDS), None)
    judgements = [name for name in reading.page.header if name in frame.columns and not _describes(name)]
    keys = ["area", "inspected", "published", "row", *([kind] if kind else [])]
    return (
        frame.unpivot(judgements, index=keys, variable_name="service", value_name="grade")
        .drop_nulls("grade")
        .with_columns(
            (pl.col(kind) if kind else pl.lit(None, pl.String())).alias("kind"),
            pl.lit(reading.page.sheet).alias("sheet"),
            pl.col("row").cast(pl.Int32()).alias("row_number"),
        )
    )


def _describes(name: str) -> bool:
    """Whether a column says something of the inspection rather than judges."""
    return name.casefold() in (*_KINDS, *_NO_JUDGEMENT)


def _day_on_cover(page: Page) -> date | None:
    for cells in page.above:
        if len(cells) > 1 and re.match(r"published on", cells[0], re.IGNORECASE):
            try:
                return datetime.fromisoformat(cells[1]).date()
            except ValueError:
                return None
    return None
