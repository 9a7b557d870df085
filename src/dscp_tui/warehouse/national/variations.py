"""What each published value of our own area says by the limits of its series (`model/spc.py`), kept in the warehouse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import duckdb
import polars as pl

from dscp_tui.model.series import is_drawable, yearly
from dscp_tui.model.spc import xmr

_SERIES = """
SELECT
    c.indicator, c.dimension, c.category, c.measure, c.period, c.period_end, i.polarity, round(c.value, c.decimals) AS value
FROM comparators AS c
JOIN meta AS home ON home.key = 'area' AND home.value = c.area
JOIN indicators AS i ON i.id = c.indicator
WHERE c.superseded IS NULL
QUALIFY rank() OVER (PARTITION BY c.indicator, c.dimension, c.category, c.period_end ORDER BY c.position) = 1
ORDER BY c.indicator, c.dimension, c.category, c.period_end
"""
_KEYS = ("indicator", "dimension", "category", "period")


def variations(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """A row for each number of each linked series that has limits, in the columns of the table `variations`."""
    cursor = connection.execute(_SERIES)
    names = [column[0] for column in cursor.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    found = [
        row
        for _, same in groupby(rows, key=lambda row: (row["indicator"], row["dimension"], row["category"]))
        for row in _said(list(same))
    ]
    return pl.DataFrame(found, schema=dict.fromkeys((*_KEYS, "variation"), pl.String()))


def _said(series: Sequence[dict[str, Any]]) -> Iterator[dict[str, str]]:
    """What the numbers of a series say; where its measure changes it is broken."""
    places = [None if place is None else series[place] for place in yearly([row["period_end"] for row in series])]
    breaks, before = [], series[0]["measure"]
    for position, row in enumerate(places):
        if row and row["measure"] != before:
            breaks.append(position)
            before = row["measure"]
    for segment in xmr([row["value"] if row else None for row in places], breaks).segments:
        for position in range(segment.start, segment.stop):
            row = places[position]
            if row and is_drawable(row["value"]) and (said := segment.variation_at(position, row["polarity"])):
                yield {name: row[name] for name in _KEYS} | {"variation": said.value}
