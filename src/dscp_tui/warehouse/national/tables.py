"""The frames of published statistics that the warehouse is made of: what is built in, and what the user has loaded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.national.built_in import KEYS, built_in_grades, built_in_values
from dscp_tui.warehouse.national.catalogue import Catalogue, Release, read_catalogue
from dscp_tui.warehouse.national.parts import (
    AREAS,
    FACTORS,
    MEASURES,
    NEIGHBOURS,
    OUTCOMES,
    Part,
)
from dscp_tui.warehouse.national.shelf import Shelf
from dscp_tui.warehouse.problems import Problems

if TYPE_CHECKING:
    import duckdb

Frames = dict[str, pl.DataFrame]


def national_tables(content: Content, shelf: Shelf, problems: Problems) -> tuple[Frames, pl.DataFrame]:
    """The frames by table name, and the links as they stand in their file. Every fault is noted as a problem."""
    catalogue = read_catalogue(content, problems)
    # A table of a release that the user has loaded holds all of what is built in of it.
    built_in = ~_among(entry.key for entry in shelf.entries)
    grades = built_in_grades(content, catalogue, problems).filter(built_in)
    shelved = {kind: _read(shelf, kind) for kind in ("neighbours", "outcomes", "measures", "areas")}
    frames = {
        "national_releases": _releases(catalogue, shelf),
        "national_tables": _tables(catalogue),
        "national_measures": _measures(catalogue, shelved["measures"]),
        "national_areas": _areas(catalogue, shelved["areas"]),
        "national_symbols": catalogue.frames["symbols"].select("symbol", "kind", "meaning"),
        "national_links": _links(catalogue),
        "national_totals": catalogue.frames["totals"].select("total", "part"),
        "national_services": catalogue.frames["services"].select("heading", "service", "names"),
        "neighbour_sets": _sets(catalogue, shelf),
        "neighbours": _neighbours(catalogue, shelved["neighbours"]),
        "national_inspections": pl.concat([grades.drop("table_id"), shelved["outcomes"].drop("table_id")]),
        "national_values": built_in_values(content, catalogue, problems).filter(built_in),
    }
    return frames, catalogue.frames["links"]


def periods_of(frames: Frames, shelf: Shelf) -> set[str]:
    """Every period that published values speak of."""
    return {*frames["national_values"]["period"], *(period for entry in shelf.entries for period in entry.periods)}


def insert_shelved(connection: duckdb.DuckDBPyConnection, shelf: Shelf) -> None:
    """Insert the values that the user has loaded, each with its table and release: all files in one statement, which takes
    half the time of one for each."""
    files = [[str(path), entry.release, entry.table] for entry, path in shelf.paths("values")]
    if not files:
        return
    connection.execute("CREATE TEMP TABLE shelved (file VARCHAR, release VARCHAR, table_id VARCHAR)")
    connection.executemany("INSERT INTO shelved VALUES (?, ?, ?)", files)
    connection.execute(
        "INSERT INTO national_values BY NAME"
        " SELECT v.* EXCLUDE (filename), s.release, s.table_id"
        " FROM read_parquet(?, filename = true, union_by_name = true) AS v JOIN shelved AS s ON s.file = v.filename",
        [[file for file, _, _ in files]],
    )


def stored_parts(shelf: Shelf, catalogue: Catalogue, kind: str) -> list[Part]:
    """The parts of a kind as they lie on the shelf."""
    return [
        Part(
            kind,
            catalogue.tables[entry.table],
            Release(entry.release, entry.statistic, entry.release_title, date.fromisoformat(entry.published)),
            entry.file,
            pl.read_parquet(path),
        )
        for entry, path in shelf.paths(kind)
        if entry.table in catalogue.tables
    ]


def _among(keys: Iterable[tuple[str, str]]) -> pl.Expr:
    return pl.concat_str("table_id", "release", separator="\0").is_in(["\0".join(key) for key in keys])


def _read(shelf: Shelf, kind: str) -> pl.DataFrame:
    shape = {"neighbours": NEIGHBOURS, "outcomes": OUTCOMES, "measures": MEASURES, "areas": AREAS}[kind]
    frames = [pl.DataFrame(schema=shape | KEYS)]
    frames += [
        pl.read_parquet(path).with_columns(
            pl.lit(entry.release).alias("release"), pl.lit(entry.table).alias("table_id")
        )
        for entry, path in shelf.paths(kind)
    ]
    return pl.concat(frames)


def _areas(catalogue: Catalogue, loaded: pl.DataFrame) -> pl.DataFrame:
    own = catalogue.frames["areas"].select(list(AREAS))
    new = loaded.select(list(AREAS)).filter(~pl.col("area").is_in(own["area"].to_list()))
    new = new.unique("area", keep="last", maintain_order=True)
    first_code = pl.col("codes").str.split("|").list.first().alias("code")
    return pl.concat([own, new]).select("area", "kind", "region", first_code)


def _neighbours(catalogue: Catalogue, loaded: pl.DataFrame) -> pl.DataFrame:
    own = catalogue.frames["neighbours"].rename({"set": "neighbour_set"}).with_columns(pl.col("rank").cast(pl.Int8()))
    own = own.filter(~pl.col("neighbour_set").is_in(loaded["neighbour_set"].to_list()))
    return pl.concat([own.select(list(NEIGHBOURS)), loaded.select(list(NEIGHBOURS))])


def _releases(catalogue: Catalogue, shelf: Shelf) -> pl.DataFrame:
    rows = {
        one.id: (one.id, one.statistic, one.title, one.published.isoformat(), one.inferred)
        for one in catalogue.releases()
    }
    rows |= {e.release: (e.release, e.statistic, e.release_title, e.published, e.inferred) for e in shelf.entries}
    shape = dict.fromkeys(("release", "statistic", "title", "published", "inferred"), pl.String())
    return pl.DataFrame(list(rows.values()), schema=shape, orient="row")


def _tables(catalogue: Catalogue) -> pl.DataFrame:
    rows = [
        (
            table.id,
            table.title,
            table.statistic,
            str(about["title"]),
            str(about.get("publisher", "")),
            about.get("totals_rounded_to", 1),
        )
        for table in catalogue.tables.values()
        for about in [catalogue.statistics[table.statistic]]
    ]
    names = dict.fromkeys(("table_id", "title", "statistic", "statistic_title", "publisher"), pl.String())
    return pl.DataFrame(rows, schema=names | {"totals_rounded_to": pl.Int64()}, orient="row")


def _measures(catalogue: Catalogue, dictionary: pl.DataFrame) -> pl.DataFrame:
    own = catalogue.measures.select(
        "measure",
        pl.col("table").alias("table_id"),
        "title",
        "unit",
        pl.col("decimals").cast(pl.Int8()),
        pl.lit(None, pl.String()).alias("polarity"),
        "numerator",
        "denominator",
        (pl.col("column").is_null()).alias("derived"),
        pl.col("unit").replace_strict(FACTORS, default=None, return_dtype=pl.Float64()).alias("factor"),
    )
    new = dictionary.filter(~pl.col("measure").is_in(own["measure"].to_list())).unique(
        "measure", keep="last", maintain_order=True
    )
    # The dictionary's extract has the values, under the name of its statistic.
    extracts = {table.statistic: table.id for table in catalogue.tables.values() if table.kind == "extract"}
    owner = {table.id: extracts.get(table.statistic, table.id) for table in catalogue.tables.values()}
    new = new.with_columns(pl.col("table_id").replace(owner), pl.lit(False).alias("derived"))
    return pl.concat(
        [own, new.select("measure", "table_id", "title", "unit", "decimals", "polarity", "derived")], how="diagonal"
    )


def _links(catalogue: Catalogue) -> pl.DataFrame:
    parts = pl.col("slice").fill_null("")
    return (
        catalogue.frames["links"]
        .with_row_index("position", 1)
        .select(
            "indicator",
            parts.str.extract(r"^([^=]*)=").fill_null("").alias("dimension"),
            parts.str.extract(r"=(.*)$").fill_null("").alias("category"),
            "measure",
            "relation",
            "starts",
            "reason",
            "position",
        )
    )


def _sets(catalogue: Catalogue, shelf: Shelf) -> pl.DataFrame:
    rows = {str(one["id"]): (str(one["id"]), str(one["title"]), str(one["published"])) for one in catalogue.sets}
    for entry, _ in shelf.paths("neighbours"):
        name = entry.release.removeprefix(f"{entry.statistic}-")
        rows.setdefault(name, (name, entry.release_title, entry.published))
    shape = dict.fromkeys(("neighbour_set", "title", "published"), pl.String())
    return pl.DataFrame(list(rows.values()), schema=shape, orient="row")
