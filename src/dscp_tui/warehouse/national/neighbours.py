"""Sets of neighbours: for each authority ten others, nearest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from dscp_tui.warehouse.national.catalogue import Release
from dscp_tui.warehouse.national.parts import NEIGHBOURS, UNKNOWN_AREA, Part, Reading


def read_neighbours(reading: Reading) -> Part | None:
    """The neighbours of every authority of a page, and which dated set they are: told by those that the content lists."""
    before = len(reading.problems.found)
    codes, symbols = reading.catalogue.area_codes(), reading.catalogue.symbols()
    number = reading.roles["area"]
    rows: list[dict[str, object]] = []
    seen: dict[str, int] = {}
    for record in _upper_table(reading):
        area = codes.get(record[number])
        if area is None:
            reading.fault(record["row"], number, record[number], UNKNOWN_AREA)
        elif area in seen:
            message = f"stands twice: row {seen[area]} has {area} already"
            reading.fault(record["row"], number, record[number], message)
        else:
            seen[area] = record["row"]
            rows += ({"area": area} | one for one in _neighbours_of(record, codes, symbols, reading))
    frame = pl.DataFrame(rows, schema={name: kind for name, kind in NEIGHBOURS.items() if name != "neighbour_set"})
    release = _release(frame, reading)
    if release is None or len(reading.problems.found) > before:
        return None
    name = release.id.removeprefix(f"{release.statistic}-")
    return reading.part("neighbours", release, frame.with_columns(pl.lit(name).alias("neighbour_set")))


def _upper_table(reading: Reading) -> Iterator[dict[str, Any]]:
    """The rows with a number; below one without, some files keep the sets of authorities that are no more."""
    number = reading.roles["area"]
    begun = False
    for record in reading.page.frame.iter_rows(named=True):
        if record[number] is not None:
            begun = True
            yield record
        elif begun:
            return


def _neighbours_of(
    record: dict[str, Any], codes: dict[str, str], symbols: dict[str, str], reading: Reading
) -> Iterator[dict[str, object]]:
    """The neighbours in a row, by rank: a column for each, and one beside it for how close it is.

    Two authorities that act as one stand in one cell ("314 / 318"); an authority without neighbours has a symbol.
    """
    header = reading.page.header
    first, last = header.index(reading.roles["first"]), header.index(reading.roles["last"])
    for rank, at in enumerate(range(first, last + 1, 2), start=1):
        cell = record[header[at]] or ""
        for code in () if cell in symbols else cell.split("/"):
            neighbour = codes.get(code.strip())
            if neighbour is None:
                reading.fault(record["row"], header[at], cell, UNKNOWN_AREA)
            closeness = (record[header[at + 1]] or "").strip() if at + 1 < len(header) else ""
            yield {"rank": rank, "neighbour": neighbour, "closeness": closeness}


def _release(frame: pl.DataFrame, reading: Reading) -> Release | None:
    catalogue, statistic = reading.catalogue, reading.table.statistic
    key = ["area", "rank", "neighbour"]
    for known in catalogue.sets:
        listed = catalogue.frames["neighbours"].filter(pl.col("set") == known["id"])
        listed = listed.with_columns(pl.col("rank").cast(pl.Int8())).select(key)
        if listed.height and listed.join(frame.select(key), on=key, how="anti").is_empty():
            day = date.fromisoformat(known["published"])
            return catalogue.release_of(statistic, day, known["title"], known["id"])
    if day_given := reading.published:
        return catalogue.release_of(statistic, day_given, f"{day_given:%B %Y}", str(day_given.year))
    reading.fault(None, "", "", "is a set of neighbours that is not known: give --published DAY")
    return None
