"""The local authority interactive tool: an extract of all its values, the dictionary of its measures, its authorities.

The tool replaces every symbol by "-", and spells periods by the kind of year that the dictionary names.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import polars as pl

from dscp_tui.model.period import parse_period
from dscp_tui.warehouse.national.catalogue import Catalogue
from dscp_tui.warehouse.national.parts import AREAS, UNKNOWN_AREA, Part, Reading, read_numbers

_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a spreadsheet's serial days."""
_MOST_DECIMALS = 3
_NOISE = 1e-9
_NO_AUTHORITY = "NA"
"""The type of regions and the country in the list of authorities."""
_POLARITY = {"High": "higher", "Low": "lower", "-": "neither", "NA": "neither"}
_SPAN = re.compile(r"(\d{4})(?:/\d{2})?-(\d{2})(?:/(\d{2}))?")


def read_dictionary(reading: Reading) -> Part | None:
    """The measures of the tool: what its extract speaks of. Its release is the day of its latest update."""
    roles, catalogue = reading.roles, reading.catalogue
    frame = reading.page.frame.select(pl.col(column).alias(role) for role, column in roles.items())
    days = frame["updated"].cast(pl.Int64, strict=False).drop_nulls()
    if reading.published is None and days.is_empty():
        reading.fault(None, roles["updated"], "", "no row says when it was updated; give --published DAY")
        return None
    known = reading.published or _FIRST_DAY + timedelta(days=int(str(days.max())))
    frame = frame.filter(pl.col("measure").is_not_null()).unique("measure", keep="first", maintain_order=True)
    measures = frame.with_columns(
        measure_id(pl.col("measure")).alias("measure"),
        pl.col("unit").map_elements(lambda words: _unit(words, catalogue), pl.String(), skip_nulls=False),
        pl.col("decimals").cast(pl.Int8(), strict=False),
        pl.col("polarity").replace_strict(_POLARITY, default="neither", return_dtype=pl.String()),
    )
    return reading.part("measures", catalogue.release_of(reading.table.statistic, known), measures)


def measure_id(name: pl.Expr) -> pl.Expr:
    """The id of a measure by its short name in the tool."""
    plain = name.str.to_lowercase().str.replace_all("%", " percent ").str.replace_all(r"[^a-z0-9]+", "-")
    return pl.concat_str(pl.lit("lait-"), plain.str.strip_chars("-"))


def _unit(words: str | None, catalogue: Catalogue) -> str:
    for rule in catalogue.units:
        if any(word in (words or "").casefold() for word in rule["words"]):
            return str(rule["unit"])
    return words or "value"


def read_extract(reading: Reading) -> Part | None:
    """The values of an extract, by the dictionary of its release."""
    roles, catalogue, dictionary = reading.roles, reading.catalogue, reading.dictionary
    if dictionary is None:
        reading.fault(None, "", "", "needs the dictionary of its measures: load it with it")
        return None
    before = len(reading.problems.found)
    frame = reading.page.frame.select("row", *(pl.col(column).alias(role) for role, column in roles.items()))
    frame = read_numbers(_with_meaning(frame, dictionary.frame, catalogue), catalogue)
    undated = frame.filter(pl.col("text").is_null(), pl.col("years").is_not_null())
    _check_extract(frame, undated, reading)
    if len(reading.problems.found) > before:
        return None
    values = frame.filter(pl.col("text").is_not_null())
    decimals = values.group_by("measure_id").agg(_decimals(pl.col("value"), pl.col("stated").first()).alias("decimals"))
    values = values.join(decimals, on="measure_id", maintain_order="left").select(
        pl.col("measure_id").alias("measure"),
        pl.col("found").alias("area"),
        pl.col("text").alias("period"),
        "value",
        pl.lit(None, pl.Float64()).alias("numerator"),
        pl.lit(None, pl.Float64()).alias("denominator"),
        "symbol",
        pl.coalesce("mark", "period_mark").alias("mark"),
        pl.col("decimals").cast(pl.Int8()),
        "printed",
        pl.lit(roles["printed"]).alias("column_name"),
        pl.col("row").cast(pl.Int32()).alias("row_number"),
    )
    left_out = f"{reading.page.file}: {undated.height} values without a period, none of them a number, are left out"
    return reading.part("values", dictionary.release, values, [left_out] if undated.height else [])


def _with_meaning(frame: pl.DataFrame, measures: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """Add each row's measure and area, null where unknown, and its period in the ledger's spelling."""
    known = frame.select("measure").unique().with_columns(measure_id(pl.col("measure")).alias("measure_id"))
    stated = measures.select("measure", "years", pl.col("decimals").alias("stated"))
    known = known.join(stated, left_on="measure_id", right_on="measure", how="left")
    codes = pl.DataFrame(list(catalogue.area_codes().items()), schema=["area", "found"], orient="row")
    frame = frame.join(known, on="measure", how="left", maintain_order="left")
    frame = frame.join(codes, on="area", how="left", maintain_order="left")
    marks, pairs = catalogue.symbols("beside"), frame.select("period", "years").unique().drop_nulls()
    spelt = [(*pair, lait_period(*pair), marks.get(_in_brackets(pair[0]))) for pair in pairs.iter_rows()]
    shape = dict.fromkeys(("period", "years", "text", "period_mark"), pl.String())
    periods = pl.DataFrame(spelt, schema=shape, orient="row")
    return frame.join(periods, on=["period", "years"], how="left", maintain_order="left")


def _in_brackets(period: str) -> str:
    """How the values of a period were made: "2018 (Rev)"."""
    return period.partition(" (")[2].rstrip(")").casefold()


def _check_extract(frame: pl.DataFrame, undated: pl.DataFrame, reading: Reading) -> None:
    roles = reading.roles
    reading.blame(
        _first(frame.filter(pl.col("years").is_null()), "measure"),
        roles["measure"],
        "is not in the dictionary",
        "measure",
    )
    reading.blame(_first(frame.filter(pl.col("found").is_null()), "area"), roles["area"], UNKNOWN_AREA, "area")
    reading.blame(frame.filter("strange"), roles["printed"], "is neither a number nor a known symbol", "printed")
    dateless = undated.filter(pl.col("value").is_not_null())
    reading.blame(_first(dateless, "period"), roles["period"], "is no period", "period")
    twice = frame.filter(pl.struct("measure_id", "found", "text").is_duplicated())
    twice = twice.drop_nulls(["found", "text"])
    reading.blame(twice, roles["name"], "stands twice for {measure}, {period}", "name")


def _first(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    return frame.unique(column, keep="first", maintain_order=True)


def _decimals(value: pl.Expr, stated: pl.Expr) -> pl.Expr:
    """As the dictionary states, else as many as the values need once the noise of their spelling is gone."""
    needed = pl.lit(_MOST_DECIMALS, pl.Int8())
    for places in reversed(range(_MOST_DECIMALS)):
        clean = ((value - value.round(places)).abs() < _NOISE).all()
        needed = pl.when(clean).then(pl.lit(places, pl.Int8())).otherwise(needed)
    return pl.coalesce(stated, needed)


def lait_period(text: str, years: str) -> str | None:
    """A period as the tool spells it, in the ledger's spelling; None for what is none ("0").

    `years` is the dictionary's kind of year. "2016" ends in 2016; "2014-16" of calendar years are three of them;
    "2013/14-15/16" are three financial years; what stands in brackets is no part of the period.
    """
    plain = text.partition(" (")[0].strip()
    if plain.isdigit() and len(plain) == 4:
        first = last = int(plain)
        named_by_end = True
    elif found := _SPAN.fullmatch(plain):
        first, last = int(found[1]), 2000 + int(found[3] or found[2])
        named_by_end = False
    elif found := re.fullmatch(r"(\d{4})/(\d{2})", plain):
        first, last, named_by_end = int(found[1]), 2000 + int(found[2]), False
    else:
        return None
    return parse_period(_spelt(first, last, years, named_by_end=named_by_end)).text


def _spelt(first: int, last: int, years: str, *, named_by_end: bool) -> str:
    start = last - 1 if named_by_end else first
    match years:
        case "Financial Year":
            one = last - start == 1
            return f"{start}/{last % 100:02d}" if one else f"{start}-04..{last}-03"
        case "Academic Year":
            return f"{start}-09..{last}-08"
        case "Annual (end of Sept)":
            return f"{last}-09-30"
        case "Annual - January":
            return f"{last}-01"
        case "Annual":
            return f"{last}-03-31"
    return f"{first}-01..{last}-12"


def read_authorities(reading: Reading) -> Part | None:
    """The list of authorities: those that the content does not know yet, to be added to its areas."""
    if reading.dictionary is None:
        reading.fault(None, "", "", "says not of which day it is: load it with the dictionary")
        return None
    codes, names = reading.catalogue.area_codes(), reading.catalogue.area_names()
    rows = reading.page.frame.select(pl.col(column).alias(role) for role, column in reading.roles.items())
    new = [
        {"area": row["name"], "kind": "authority", "region": _region(row["region"], names), "codes": row["number"]}
        for row in rows.drop_nulls("number").iter_rows(named=True)
        if row["number"] not in codes and row["type"] not in (None, _NO_AUTHORITY)
    ]
    return reading.part("areas", reading.dictionary.release, pl.DataFrame(new, schema=AREAS))


def _region(name: str | None, names: dict[str, set[str]]) -> str | None:
    found = names.get((name or "").casefold(), set())
    return min(found) if found else name
