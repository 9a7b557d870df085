"""Carry over from published files what built-in comparison needs: into warehouse/national/figures.csv, outcomes.csv.

    make national FILES=DIR

Figures with their citation (release, table, row, column), of the measures that links.csv names, for the partnership's
own area, its neighbours in every set, its region, the country and the areas that documents name. The files themselves
are not copied.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from pathlib import Path

import polars as pl

from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.national.catalogue import Catalogue, parts_of, read_catalogue
from dscp_tui.warehouse.national.files import find_files
from dscp_tui.warehouse.national.loading import read_files
from dscp_tui.warehouse.national.parts import Part
from dscp_tui.warehouse.problems import Problems

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "warehouse" / "national"
FIGURES = (
    "table_id",
    "release",
    "measure",
    "area",
    "period",
    "printed",
    "numerator",
    "denominator",
    "column_name",
    "row_number",
)


def wanted_areas(catalogue: Catalogue, home: str) -> list[str]:
    """The partnership's own area, its neighbours in every set, its region, the country, and whom documents name."""
    areas, neighbours = catalogue.frames["areas"], catalogue.frames["neighbours"]
    region = areas.filter(pl.col("area") == home)["region"]
    country = areas.filter(pl.col("kind") == "nation")["area"]
    named = pl.read_csv(ROOT / "warehouse" / "areas.csv")["area"]
    near = neighbours.filter(pl.col("area") == home)["neighbour"]
    return sorted({home, *near, *region, *country, *areas.filter(pl.col("area").is_in(named.to_list()))["area"]})


def wanted_measures(catalogue: Catalogue) -> set[str]:
    """The measures that links name, those carried besides, and the populations below their rates."""
    linked = {*catalogue.frames["links"]["measure"], *catalogue.carried}
    below = catalogue.measures.filter(pl.col("measure").is_in(list(linked)))["denominator"]
    populations = set(catalogue.measures.filter(pl.col("table") == "population")["measure"])
    return linked | {part for terms in below for part in parts_of(terms)} & populations


def rows_of(part: Part) -> pl.DataFrame:
    """The rows of a part with its table and release."""
    return part.frame.with_columns(pl.lit(part.table.id).alias("table_id"), pl.lit(part.release.id).alias("release"))


def count(name: str) -> pl.Expr:
    """A count as text: whole where it is."""
    whole = pl.col(name).round(1).cast(pl.String()).str.strip_suffix(".0")
    return whole.alias(name)


def main(paths: list[Path]) -> None:
    problems = Problems()
    catalogue = read_catalogue(Content(ROOT), problems)
    problems.stop()
    home = tomllib.loads((ROOT / "warehouse" / "partnership.toml").read_text("utf-8"))["area"]
    areas, measures = wanted_areas(catalogue, home), wanted_measures(catalogue)
    with tempfile.TemporaryDirectory() as nothing:
        parts = read_files(Content(ROOT), Path(nothing), find_files(paths))
    kept = pl.col("area").is_in(areas)
    values = pl.concat(rows_of(part) for part in parts if part.kind == "values")
    values = values.filter(kept, pl.col("measure").is_in(list(measures))).with_columns(
        # Of a percentage that nobody prints a symbol stays, and counts say the rest.
        pl.coalesce("printed", "symbol").alias("printed"),
        count("numerator"),
        count("denominator"),
    )
    order = ["table_id", "release", "measure", "area", "period"]
    values.sort(order).select(FIGURES).write_csv(FOLDER / "figures.csv")
    grades = pl.concat(rows_of(part) for part in parts if part.kind == "outcomes")
    grades.filter(kept).sort("area", "inspected", "service").write_csv(FOLDER / "outcomes.csv")
    print(
        f"{values.filter(pl.col('area').is_in(areas)).height:,} values of {len(measures)} measures, {len(areas)} areas"
    )


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
