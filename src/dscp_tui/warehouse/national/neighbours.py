"""Sets of statistical neighbours: for each authority ten others, nearest first."""

from __future__ import annotations

from datetime import date

import polars as pl

from dscp_tui.warehouse.national.catalogue import Catalogue, Release, Table
from dscp_tui.warehouse.national.files import Page
from dscp_tui.warehouse.national.parts import NEIGHBOURS, Part
from dscp_tui.warehouse.problems import Problems


def read_neighbours(
    page: Page, table: Table, roles: dict[str, str], catalogue: Catalogue, published: date | None, problems: Problems
) -> Part | None:
    """The neighbours of every authority of a page, and which dated set they are: told by those that the content lists."""
    before = len(problems.found)
    codes, header = catalogue.area_codes(), page.header
    first, last = header.index(roles["first"]), header.index(roles["last"])
    rows: list[dict[str, object]] = []
    seen: dict[str, int] = {}
    for record in page.frame.iter_rows(named=True):
        number = record[roles["area"]]
        if number is None:
            # Below a blank row the workbook keeps the sets of authorities that are no more.
            if rows and not record[roles["name"]]:
                break
            continue
        area = codes.get(number)
        if area is None:
            problems.add(
                page.place,
                record["row"],
                roles["area"],
                number,
                "is no known area: add it to warehouse/national/areas.csv",
            )
            continue
        if area in seen:
            problems.add(
                page.place, record["row"], roles["area"], number, f"stands twice: row {seen[area]} has {area} already"
            )
        seen[area] = record["row"]
        for rank, at in enumerate(range(first, last + 1, 2), start=1):
            if (record[header[at]] or "") in catalogue.symbols():
                continue
            found = [codes.get(code.strip()) for code in (record[header[at]] or "").split("/")]
            if None in found:
                problems.add(page.place, record["row"], header[at], record[header[at]], "is no known area")
            closeness = (record[header[at + 1]] if at + 1 < len(header) else None) or ""
            rows += [
                {"area": area, "rank": rank, "neighbour": one, "closeness": closeness.strip()} for one in found if one
            ]
    frame = pl.DataFrame(rows, schema={name: kind for name, kind in NEIGHBOURS.items() if name != "neighbour_set"})
    release = _release(frame, page, table, catalogue, published, problems)
    if release is None or len(problems.found) > before:
        return None
    frame = frame.with_columns(pl.lit(release.id.removeprefix(f"{table.statistic}-")).alias("neighbour_set"))
    return Part("neighbours", table, release, page.file, frame.select(NEIGHBOURS.keys()))


def _release(
    frame: pl.DataFrame, page: Page, table: Table, catalogue: Catalogue, published: date | None, problems: Problems
) -> Release | None:
    title = catalogue.statistics[table.statistic]["title"]
    key = ["area", "rank", "neighbour"]
    for known in catalogue.sets:
        listed = catalogue.frames["neighbours"].filter(pl.col("set") == known["id"])
        listed = listed.with_columns(pl.col("rank").cast(pl.Int8())).select(key)
        if listed.height and listed.join(frame.select(key), on=key, how="anti").is_empty():
            day = date.fromisoformat(known["published"])
            return Release(f"{table.statistic}-{known['id']}", table.statistic, f"{title}, {known['title']}", day)
    if published:
        name = f"{published:%B %Y}"
        return Release(f"{table.statistic}-{published.year}", table.statistic, f"{title}, {name}", published)
    problems.add(page.place, None, "", "", "is a set of neighbours that is not known: give --published DAY")
    return None
