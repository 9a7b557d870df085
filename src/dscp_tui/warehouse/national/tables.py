"""The frames of published statistics that the warehouse is made of: what is built in, and what the user has loaded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from dscp_tui.model.period import parse_period
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.national.catalogue import FOLDER, Catalogue, Release, read_catalogue
from dscp_tui.warehouse.national.parts import (
    AREAS,
    INSPECTIONS,
    MEASURES,
    NEIGHBOURS,
    VALUES,
    Part,
    half_up,
    read_numbers,
)
from dscp_tui.warehouse.national.shelf import Shelf
from dscp_tui.warehouse.problems import MOST_SHOWN, Problems

if TYPE_CHECKING:
    import duckdb

Frames = dict[str, pl.DataFrame]
FIGURES = f"{FOLDER}/figures.csv"
GRADES = f"{FOLDER}/inspections.csv"
_TYPED: dict[str, pl.DataType] = {"release": pl.String(), "table_id": pl.String()}
_FACTORS = {"%": 100.0, "ratio": 1.0, "per 10,000": 10_000.0, "per 100,000": 100_000.0, "per 1,000": 1000.0}


def national_tables(content: Content, shelf: Shelf, indicators: set[str], problems: Problems) -> Frames:
    """The frames by table name. Every fault of the content is noted as a problem."""
    catalogue = read_catalogue(content, problems)
    for row in catalogue.frames["links"].iter_rows(named=True):
        if row["indicator"] not in indicators:
            problems.add(row["origin"], row["row"], "indicator", row["indicator"], "is no known indicator")
    loaded = {entry.key for entry in shelf.entries}
    built_in = _built_in(content, catalogue, problems)
    built_in = built_in.filter(~_among(loaded))
    grades = _built_in_grades(content, catalogue, problems)
    shelved = {kind: _read(shelf, kind) for kind in ("neighbours", "inspections", "measures", "areas")}
    # What the user has loaded holds all of what is built in.
    own = catalogue.frames["neighbours"].rename({"set": "neighbour_set"}).with_columns(pl.col("rank").cast(pl.Int8()))
    own = own.filter(~pl.col("neighbour_set").is_in(shelved["neighbours"]["neighbour_set"].to_list()))
    grades = grades.filter(~_among(loaded))
    areas = catalogue.frames["areas"].select(list(AREAS))
    new = shelved["areas"].select(list(AREAS)).filter(~pl.col("area").is_in(areas["area"].to_list()))
    return {
        "national_releases": _releases(catalogue, shelf),
        "national_tables": _tables(catalogue),
        "national_measures": _measures(catalogue, shelved["measures"]),
        "national_areas": pl.concat([areas, new])
        .with_columns(pl.col("codes").str.split("|").list.first().alias("code"))
        .drop("codes"),
        "national_symbols": catalogue.frames["symbols"].select("symbol", "meaning"),
        "national_links": _links(catalogue),
        "national_totals": catalogue.frames["totals"].select("total", "part"),
        "neighbour_sets": _sets(catalogue, shelf),
        "neighbours": pl.concat([own.select(list(NEIGHBOURS)), shelved["neighbours"].select(list(NEIGHBOURS))]),
        "national_inspections": pl.concat([grades.drop("table_id"), shelved["inspections"].drop("table_id")]),
        "national_values": built_in,
    }


def periods_of(frames: Frames, shelf: Shelf) -> set[str]:
    """Every period that published values speak of."""
    return {*frames["national_values"]["period"], *(period for entry in shelf.entries for period in entry.periods)}


def insert_shelved(connection: duckdb.DuckDBPyConnection, shelf: Shelf) -> None:
    """Insert the values that the user has loaded, each with its table and release."""
    connection.execute("BEGIN")
    for entry, path in shelf.paths("values"):
        connection.execute(
            "INSERT INTO national_values BY NAME SELECT *, ? AS release, ? AS table_id FROM read_parquet(?)",
            [entry.release, entry.table, str(path)],
        )
    connection.execute("COMMIT")


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
    shape = {"neighbours": NEIGHBOURS, "inspections": INSPECTIONS, "measures": MEASURES, "areas": AREAS}[kind]
    frames = [pl.DataFrame(schema=shape | _TYPED)]
    frames += [
        pl.read_parquet(path).with_columns(
            pl.lit(entry.release).alias("release"), pl.lit(entry.table).alias("table_id")
        )
        for entry, path in shelf.paths(kind)
    ]
    return pl.concat(frames)


def _releases(catalogue: Catalogue, shelf: Shelf) -> pl.DataFrame:
    listed = [
        catalogue.release(*pair) for pair in catalogue.frames["releases"].select("statistic", "latest").iter_rows()
    ]
    rows = {one.id: (one.id, one.statistic, one.title, one.published.isoformat(), one.inferred) for one in listed}
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
        pl.col("unit").replace_strict(_FACTORS, default=None, return_dtype=pl.Float64()).alias("factor"),
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


def _built_in(content: Content, catalogue: Catalogue, problems: Problems) -> pl.DataFrame:
    """The published values that the content carries: the token as printed, what follows from it derived here."""
    path = content.warehouse / FIGURES
    shape = VALUES | _TYPED
    frame = _csv(path, [*(name for name in shape if name not in _DERIVED)], content, problems)
    if frame is None:
        return pl.DataFrame(schema=shape)
    before = len(problems.found)
    origin = content.relative(path)
    releases = {
        catalogue.release(*pair).id for pair in catalogue.frames["releases"].select("statistic", "latest").iter_rows()
    }
    for column, known, message in (
        ("release", releases, "is in no row of releases.csv"),
        ("table_id", set(catalogue.tables), "is no table of tables.toml"),
        ("measure", set(catalogue.measures["measure"]), "is no measure of measures.csv"),
        ("area", set(catalogue.frames["areas"]["area"]), "is no area of areas.csv"),
    ):
        _blame(frame.filter(~pl.col(column).is_in(list(known)).fill_null(False)), column, message, origin, problems)
    for period in frame["period"].unique().drop_nulls():
        try:
            parse_period(period)
        except ValueError as error:
            problems.add(origin, None, "period", period, str(error))
    about = catalogue.measures.select("measure", pl.col("decimals").cast(pl.Int8()), "unit")
    frame = frame.join(about, on="measure", how="left", maintain_order="left")
    frame = read_numbers(frame, catalogue.symbols())
    counts = [pl.col(name).cast(pl.Float64(), strict=False) for name in ("numerator", "denominator")]
    frame = frame.with_columns(*counts, pl.col("row_number").cast(pl.Int32(), strict=False))
    factor = pl.col("unit").replace_strict(_FACTORS, default=1.0, return_dtype=pl.Float64())
    computed = half_up(pl.col("numerator"), pl.col("denominator"), factor, pl.col("decimals").cast(pl.Float64()))
    frame = frame.with_columns(pl.when(pl.col("printed").is_null()).then(computed).otherwise("value").alias("value"))
    neither = frame.filter(pl.col("value").is_null(), pl.col("symbol").is_null())
    _blame(neither, "printed", "is neither a number nor a known symbol", origin, problems)
    return frame.select(list(shape)) if len(problems.found) == before else pl.DataFrame(schema=shape)


_DERIVED = ("value", "symbol", "decimals")


def _built_in_grades(content: Content, catalogue: Catalogue, problems: Problems) -> pl.DataFrame:
    shape = INSPECTIONS | _TYPED
    path = content.warehouse / GRADES
    frame = _csv(path, list(shape), content, problems)
    if frame is None:
        return pl.DataFrame(schema=shape)
    strangers = frame.filter(~pl.col("area").is_in(catalogue.frames["areas"]["area"].to_list()).fill_null(False))
    _blame(strangers, "area", "is no area of areas.csv", content.relative(path), problems)
    days = [pl.col(name).str.to_date("%Y-%m-%d", strict=False) for name in ("inspected", "published")]
    return frame.with_columns(*days, pl.col("row_number").cast(pl.Int32(), strict=False)).select(list(shape))


def _csv(path: Path, columns: list[str], content: Content, problems: Problems) -> pl.DataFrame | None:
    """A long content file, read at once: its cells are made by a program, so that only its header is looked at."""
    if not path.is_file():
        return None
    try:
        frame = pl.read_csv(path, infer_schema=False)
    except (pl.exceptions.PolarsError, OSError) as error:
        problems.add(content.relative(path), None, "", "", f"cannot be read: {str(error).splitlines()[0]}")
        return None
    for column in columns:
        if column not in frame.columns:
            problems.add(
                content.relative(path), 1, column, "", f"the column is missing; found {', '.join(frame.columns)}"
            )
            return None
    return frame.with_row_index("row", 2)


def _blame(wrong: pl.DataFrame, column: str, message: str, origin: str, problems: Problems) -> None:
    for row in wrong.head(MOST_SHOWN).iter_rows(named=True):
        problems.add(origin, row["row"], column, row[column], message)
