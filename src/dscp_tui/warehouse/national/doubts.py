"""Which published values of our own area are not to be believed: the verdicts of `model/verdict.py`, kept in the warehouse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import duckdb
import polars as pl

from dscp_tui.model.verdict import halved, jumps, none_or_all

_SERIES = """
SELECT
    c.indicator, c.dimension, c.category, c.measure, c.period, c.relation, c.unit,
    round(c.value, c.decimals) AS value, c.numerator, c.denominator
FROM comparators AS c
JOIN meta AS home ON home.key = 'area' AND home.value = c.area
WHERE c.superseded IS NULL
QUALIFY rank() OVER (PARTITION BY c.indicator, c.dimension, c.category, c.period_end ORDER BY c.position) = 1
ORDER BY c.indicator, c.dimension, c.category, c.period_end
"""
_KEYS = ("indicator", "dimension", "category", "measure", "period", "relation")


def doubts(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The doubtful values of all linked series, in the columns of the table `doubts`; the first rule that speaks counts."""
    cursor = connection.execute(_SERIES)
    names = [column[0] for column in cursor.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    found = [
        {name: series[place][name] for name in _KEYS} | {"reason": verdict}
        for _, same in groupby(rows, key=lambda row: (row["indicator"], row["dimension"], row["category"]))
        for series in [list(same)]
        for place, verdict in sorted(_doubtful(series).items())
    ]
    return pl.DataFrame(found, schema=dict.fromkeys((*_KEYS, "reason"), pl.String()))


def _doubtful(series: Sequence[dict[str, Any]]) -> dict[int, str]:
    """The doubtful places of a series; where its measure changes it is broken."""
    breaks = [place for place in range(1, len(series)) if series[place]["measure"] != series[place - 1]["measure"]]
    unit = series[0]["unit"]
    found = dict(_extremes(series)) if unit == "%" else {}
    if unit != "count":
        found = halved([row["denominator"] for row in series], breaks) | found
    return jumps([row["value"] for row in series], breaks, unit) | found


def _extremes(series: Sequence[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    for place, row in enumerate(series):
        if verdict := none_or_all(row["value"], row["denominator"], row["numerator"]):
            yield place, verdict
