"""What is derived from the content, never typed: numbers from tokens, days from periods, statuses from targets."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from dscp_tui.model.period import parse_period
from dscp_tui.model.status import stated_target_met, stated_within, status
from dscp_tui.model.token import read_token

_KEY = ("indicator", "area", "period", "dimension", "category")


def figures_table(figures: pl.DataFrame, indicators: pl.DataFrame) -> pl.DataFrame:
    """The ledger: each figure with its id (`source:line:n`, the n-th of its line), value, unit and slice."""
    units = dict(indicators.select("id", "unit").iter_rows())
    readings = [
        read_token(printed, units[indicator], qualifier)
        for printed, indicator, qualifier in figures.select("printed", "indicator", "qualifier").iter_rows()
    ]
    number = pl.int_range(1, pl.len() + 1).over("source", "line")
    slices = pl.col("slice").str.split_exact("=", 1)
    return figures.select(
        pl.format("{}:{}:{}", "source", "line", number).alias("figure"),
        "source",
        pl.col("line").cast(pl.Int64),
        number.alias("place"),
        "locator",
        "indicator",
        "area",
        "period",
        slices.struct.field("field_0").replace("", None).alias("dimension"),
        pl.col("slice").str.replace(r"^[^=]*=?", "").replace("", None).alias("category"),
        "role",
        pl.Series("qualifier", [reading.qualifier for reading in readings], dtype=pl.String),
        pl.Series("value", [reading.value for reading in readings], dtype=pl.Float64),
        pl.Series("unit", [reading.unit for reading in readings], dtype=pl.String),
        pl.Series("decimals", [reading.decimals for reading in readings], dtype=pl.Int64),
        "printed",
        "note",
    ).with_columns(pl.col("dimension", "category").fill_null(""))


def periods_table(texts: Iterable[str]) -> pl.DataFrame:
    """Every period that is named, and the comparable one a year before each, with its days and spellings."""
    named = {parse_period(text) for text in texts}
    periods = sorted(named | {period.year_before for period in named}, key=lambda p: (p.start, p.end, p.text))
    return pl.DataFrame(
        {
            "period": [p.text for p in periods],
            "label": [p.label for p in periods],
            "short": [p.short for p in periods],
            "kind": [p.kind for p in periods],
            "period_start": [p.start for p in periods],
            "period_end": [p.end for p in periods],
            "year_before": [p.year_before.text for p in periods],
        }
    )


def statuses_table(figures: pl.DataFrame, indicators: pl.DataFrame) -> pl.DataFrame:
    """Each target with the tolerance and the actual that it judges, and the status that follows.

    Target, tolerance and actual belong together where one source prints them for the same thing; of several, the
    nearest line counts. A target that a source repeats is judged once, where its tolerance stands.
    """
    polarity = dict(indicators.select("id", "polarity").iter_rows())
    rows = list(figures.iter_rows(named=True))
    by_thing: dict[tuple[object, ...], list[dict[str, object]]] = {}
    for row in rows:
        by_thing.setdefault((row["source"], row["role"], *(row[name] for name in _KEY)), []).append(row)
    judged = []
    for (source, role, *thing), targets in by_thing.items():
        if role != "target":
            continue
        slacks, actuals = (by_thing.get((source, other, *thing), []) for other in ("tolerance", "actual"))
        target = min(targets, key=lambda row: min((_distance(row, slack) for slack in slacks), default=(0, False)))
        tolerance, actual = _nearest(target, slacks), _nearest(target, actuals)
        judged.append(
            {
                "target": target["figure"],
                "tolerance": tolerance["figure"] if tolerance else None,
                "actual": actual["figure"] if actual else None,
                "status": _judge(polarity[str(target["indicator"])], target, tolerance, actual),
            }
        )
    shape = dict.fromkeys(("target", "tolerance", "actual", "status"), pl.String())
    return pl.DataFrame(judged, schema=shape)


def _nearest(target: dict[str, object], candidates: list[dict[str, object]]) -> dict[str, object] | None:
    return min(candidates, key=lambda row: _distance(target, row), default=None)


def _distance(one: dict[str, object], other: dict[str, object]) -> tuple[int, bool]:
    return abs(int(str(one["line"])) - int(str(other["line"]))), other["value"] is None


def _judge(
    polarity: str,
    target: dict[str, object],
    tolerance: dict[str, object] | None,
    actual: dict[str, object] | None,
) -> str:
    if actual is None or any(row["unit"] != target["unit"] for row in (actual, tolerance) if row):
        return status(polarity, None, None).value
    return status(
        polarity,
        _number(actual),
        _number(target),
        _number(tolerance),
        str(actual["qualifier"]),
        target_met=stated_target_met(str(actual["printed"])),
        within=tolerance is not None and stated_within(str(tolerance["printed"])),
    ).value


def _number(figure: dict[str, object] | None) -> float | None:
    value = figure["value"] if figure else None
    return value if isinstance(value, float) else None
