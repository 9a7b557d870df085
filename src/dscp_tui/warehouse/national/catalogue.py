"""What the content knows of published statistics: tables, measures, areas, symbols, releases, links (`warehouse/national/`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import dataframely as dy
import polars as pl

from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.problems import Problems
from dscp_tui.warehouse.reading import read_csv, read_toml
from dscp_tui.warehouse.schema import DAY, SLICE, SLUG, Row, Sheet, check, one_of

FOLDER = "national"
KINDS = ("explore", "extract", "dictionary", "authorities", "neighbours", "outcomes")


class Measures(Row):
    measure = dy.String(primary_key=True, regex=SLUG)
    table = dy.String()
    title = dy.String()
    unit = dy.String()
    decimals = dy.String(regex="^[0-4]$")
    at = dy.String(regex=one_of("year", "day"))
    column = dy.String(nullable=True)
    where = dy.String(nullable=True)
    numerator = dy.String(nullable=True)
    denominator = dy.String(nullable=True)


class Areas(Row):
    area = dy.String(primary_key=True)
    kind = dy.String(regex=one_of("authority", "joint", "region", "nation"))
    region = dy.String(nullable=True)
    codes = dy.String()
    names = dy.String(nullable=True)


class Symbols(Row):
    symbol = dy.String(primary_key=True)
    kind = dy.String(regex=one_of("instead", "beside"))
    spellings = dy.String()
    meaning = dy.String()


class Releases(Row):
    statistic = dy.String(primary_key=True, regex=SLUG)
    latest = dy.String(primary_key=True)
    published = dy.String(regex=DAY)
    inferred = dy.String(nullable=True)


class Links(Row):
    indicator = dy.String(primary_key=True)
    slice = dy.String(primary_key=True, regex=SLICE)
    measure = dy.String(primary_key=True)
    relation = dy.String(regex=one_of("equals", "resembles"))
    starts = dy.String(nullable=True, regex=DAY)
    reason = dy.String()


class Neighbours(Row):
    set = dy.String(primary_key=True)
    area = dy.String(primary_key=True)
    rank = dy.String(regex="^[1-9][0-9]?$")
    neighbour = dy.String(primary_key=True)
    closeness = dy.String()


class Services(Row):
    heading = dy.String(primary_key=True)
    service = dy.String()
    names = dy.String()


class Totals(Row):
    total = dy.String(primary_key=True)
    part = dy.String(primary_key=True)


SHEETS = {
    "measures": Sheet(Measures),
    "areas": Sheet(Areas),
    "symbols": Sheet(Symbols),
    "releases": Sheet(Releases),
    "links": Sheet(Links, (), (("slice", ""),)),
    "neighbours": Sheet(Neighbours),
    "totals": Sheet(Totals),
    "services": Sheet(Services),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A published table: how it is told by its columns, and what its rows and its year mean."""

    id: str
    title: str
    statistic: str
    kind: str = "explore"
    ends: str = "03-31"
    release_after: int = 0
    groups: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Release:
    """A statistic as it was published on a day; `inferred` says why where the day is assumed."""

    id: str
    statistic: str
    title: str
    published: date
    inferred: str | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All of it. Empty where the content has no folder for it.

    `columns` are those that tables of the explore kind share, `carried` the measures that are built in without a link.
    """

    tables: dict[str, Table]
    statistics: dict[str, dict[str, Any]]
    sets: list[dict[str, Any]]
    units: list[dict[str, Any]]
    columns: dict[str, list[str]]
    carried: list[str]
    frames: dict[str, pl.DataFrame]

    @property
    def measures(self) -> pl.DataFrame:
        return self.frames["measures"]

    def area_codes(self) -> dict[str, str]:
        """Every code of an area, and the area."""
        rows = self.frames["areas"].select("area", "codes").iter_rows()
        return {code: area for area, codes in rows for code in codes.split("|")}

    def area_names(self) -> dict[str, set[str]]:
        """Every spelling of an area's name, folded, and the areas that bear it."""
        found: dict[str, set[str]] = {}
        for area, names in self.frames["areas"].select("area", "names").iter_rows():
            for name in [area, *(names.split("|") if names else [])]:
                found.setdefault(name.casefold(), set()).add(area)
        return found

    def symbols(self, kind: str = "instead") -> dict[str, str]:
        """Every spelling of a symbol, and the symbol: those that stand instead of a number, or those beside one."""
        rows = self.frames["symbols"].filter(pl.col("kind") == kind).select("symbol", "spellings").iter_rows()
        return {spelling: symbol for symbol, spellings in rows for spelling in spellings.split()}

    def releases(self) -> list[Release]:
        """The releases that are listed."""
        pairs = self.frames["releases"].select("statistic", "latest").iter_rows()
        return [self.release(*pair) for pair in pairs if pair[0] in self.statistics]

    def release(self, statistic: str, latest: str, published: date | None = None) -> Release:
        """The release of a statistic by the latest year in it; its day as listed, as given, or as usual."""
        about = self.statistics[statistic]
        name, title = f"{statistic}-{latest}", f"{about['title']} {latest}"
        listed = self.frames["releases"].filter(pl.col("statistic") == statistic, pl.col("latest") == latest)
        for row in listed.iter_rows(named=True):
            return Release(name, statistic, title, date.fromisoformat(row["published"]), row["inferred"])
        if published:
            return Release(name, statistic, title, published)
        day = f"{int(latest) + about.get('years_after', 0)}-{about.get('usual', '12-31')}"
        return Release(name, statistic, title, date.fromisoformat(day), "the usual time of year; not in releases.csv")

    def release_of(self, statistic: str, known: date, title: str = "", name: str = "") -> Release:
        """The release of a statistic that is told by the day on which it became known."""
        name = name or known.isoformat()
        return Release(
            f"{statistic}-{name}", statistic, f"{self.statistics[statistic]['title']} {title or name}", known
        )


@cache
def column_key(text: str) -> str:
    """A column's name without what changes between releases: capitals, underscores, plurals, the word count."""
    words = re.findall(r"[a-z0-9+]+", text.casefold())
    return "".join(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words if word != "count")


def read_catalogue(content: Content, problems: Problems) -> Catalogue:
    """Read the folder; every fault is noted as a problem."""
    folder = content.warehouse / FOLDER
    raw = read_toml(content, folder / "tables.toml", problems) if folder.is_dir() else {}
    frames = {name: _sheet(content, name, sheet, problems) for name, sheet in SHEETS.items()}
    statistics = {one["id"]: one for one in raw.get("statistic", []) if {"id", "title"} <= one.keys()}
    tables = {}
    for number, entry in enumerate(raw.get("table", []), start=1):
        try:
            table = Table(**entry)
        except TypeError as error:
            problems.add(f"warehouse/{FOLDER}/tables.toml", number, "", str(entry.get("id", "")), str(error))
            continue
        if table.statistic not in statistics or table.kind not in KINDS:
            problems.add(f"warehouse/{FOLDER}/tables.toml", number, "", table.id, "has no known statistic and kind")
        tables[table.id] = table
    catalogue = Catalogue(
        tables,
        statistics,
        raw.get("set", []),
        raw.get("unit", []),
        raw.get("columns", {}),
        raw.get("carried", []),
        frames,
    )
    _check_references(catalogue, problems)
    return catalogue


def _sheet(content: Content, name: str, sheet: Sheet, problems: Problems) -> pl.DataFrame:
    path = content.warehouse / FOLDER / f"{name}.csv"
    frame = read_csv(content, path, sheet.columns, problems) if path.is_file() else None
    return sheet.schema.create_empty() if frame is None else check(frame, sheet, problems)


def _check_references(catalogue: Catalogue, problems: Problems) -> None:
    measures, areas = set(catalogue.measures["measure"]), set(catalogue.frames["areas"]["area"])
    statistics = set(catalogue.statistics)
    _refer(catalogue.frames["releases"], "statistic", statistics, "statistic of tables.toml", problems)
    _refer(catalogue.measures, "table", set(catalogue.tables), "table of tables.toml", problems)
    _refer(catalogue.measures, "numerator", measures, "measure", problems)
    _refer(catalogue.measures, "denominator", measures, "measure", problems)
    _refer(catalogue.frames["neighbours"], "area", areas, "area of areas.csv", problems)
    _refer(catalogue.frames["neighbours"], "neighbour", areas, "area of areas.csv", problems)
    _refer(catalogue.frames["totals"], "total", measures, "measure", problems)
    _refer(catalogue.frames["totals"], "part", measures, "measure", problems)
    _refer(catalogue.frames["links"], "measure", measures, "measure", problems)


def _refer(frame: pl.DataFrame, column: str, known: set[str], kind: str, problems: Problems) -> None:
    for row in frame.iter_rows(named=True):
        for part in parts_of(row[column]):
            if part not in known:
                problems.add(row["origin"], row["row"], column, part, f"is no {kind}")


def parts_of(terms: str | None) -> list[str]:
    """The measures that are added up: `a + b`."""
    return [part.strip() for part in terms.split("+")] if terms else []
