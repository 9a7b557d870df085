"""Inspection outcomes: for each inspection of an authority the grade of each judgement."""

from __future__ import annotations

import re
from datetime import date, datetime

import polars as pl

from dscp_tui.warehouse.national.catalogue import Catalogue, Release, Table
from dscp_tui.warehouse.national.files import Page
from dscp_tui.warehouse.national.parts import INSPECTIONS, Part, blame
from dscp_tui.warehouse.problems import Problems

_KINDS = ("inspection type", "inspection/visit type")
_NO_JUDGEMENT = ("web link", "region", "ofsted region", "status", "visit theme")


def read_inspections(
    page: Page, table: Table, roles: dict[str, str], catalogue: Catalogue, published: date | None, problems: Problems
) -> Part | None:
    """The grades on one sheet. The release is the day that the workbook's cover gives."""
    before = len(problems.found)
    known = published or _day_on_cover(page)
    if known is None:
        problems.add(page.place, None, "", "", "no cover says on which day it was published: give --published DAY")
        return None
    frame = page.frame.rename({column: f"is_{role}" for role, column in roles.items()})
    frame = frame.filter(pl.col("is_area").is_not_null()).with_columns(
        pl.col("is_area").replace_strict(catalogue.area_codes(), default=None, return_dtype=pl.String()).alias("area"),
        pl.col("is_inspected").str.to_date("%Y-%m-%d", strict=False).alias("inspected"),
        pl.col("is_published").str.to_date("%Y-%m-%d", strict=False).alias("published"),
    )
    blame(
        frame.filter(pl.col("inspected").is_null()),
        page.place,
        roles["inspected"],
        "is no day",
        problems,
        "is_inspected",
    )
    strangers = frame.filter(pl.col("area").is_null()).unique("is_area", keep="first", maintain_order=True)
    unknown = sorted(f"{name}" for name in strangers["is_name"].drop_nulls())
    judgements = [name for name in frame.columns if _is_judgement(name)]
    kind = next((name for name in frame.columns if name.casefold() in _KINDS), None)
    long = (
        frame.drop_nulls("area")
        .rename({"is_overall": roles["overall"]})
        .unpivot(
            [roles["overall"], *judgements],
            index=["area", "inspected", "published", "row", *([kind] if kind else [])],
            variable_name="service",
            value_name="grade",
        )
    )
    if len(problems.found) > before:
        return None
    rows = long.drop_nulls("grade").select(
        "area",
        "inspected",
        "published",
        (pl.col(kind) if kind else pl.lit(None, pl.String())).alias("kind"),
        "service",
        "grade",
        pl.lit(page.sheet).alias("sheet"),
        pl.col("row").cast(pl.Int32()).alias("row_number"),
    )
    about = catalogue.statistics[table.statistic]["title"]
    release = Release(f"{table.statistic}-{known.isoformat()}", table.statistic, f"{about}, {known.isoformat()}", known)
    notices = [f"{page.place}: authorities not known and left out: {', '.join(unknown)}"] if unknown else []
    return Part("inspections", table, release, page.file, rows.select(INSPECTIONS.keys()), notices)


def _is_judgement(name: str) -> bool:
    return (
        not name.startswith(("is_", "Local authority"))
        and name.casefold() not in (*_KINDS, *_NO_JUDGEMENT)
        and name not in ("row", "area", "inspected", "published")
    )


def _day_on_cover(page: Page) -> date | None:
    for cells in page.above:
        if len(cells) > 1 and re.match(r"published on", cells[0], re.IGNORECASE):
            try:
                return datetime.fromisoformat(cells[1]).date()
            except ValueError:
                return None
    return None
