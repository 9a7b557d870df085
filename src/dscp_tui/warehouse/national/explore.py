"""Tables of Explore Education Statistics: a row for an area and a year, a column or a row for a measure."""

from __future__ import annotations

import polars as pl

from dscp_tui.model.period import parse_period
from dscp_tui.warehouse.national.catalogue import Catalogue, Table, column_key, parts_of
from dscp_tui.warehouse.national.parts import CLEAN, FACTORS, UNKNOWN_AREA, VALUES, Part, Reading, half_up, read_numbers

LEVELS = {"Local authority": "number", "Regional": "region", "National": "nation"}
"""The levels of geography, and the column whose code names the area on each."""
_KEY = ("area", "year")


def read_explore(reading: Reading) -> Part | None:
    """The values of a page; None, with the problems noted, where a cell of it cannot be understood."""
    page, table, catalogue = reading.page, reading.table, reading.catalogue
    before = len(reading.problems.found)
    wide = page.frame.rename({column: f"is_{role}" for role, column in reading.roles.items()})
    if not _well_formed(wide, reading):
        return None
    # 202425 is the year that ends in 2025.
    wide = wide.with_columns(pl.col("is_year").str.head(2) + pl.col("is_year").str.slice(-2))
    wide, notices = _with_areas(wide, reading)
    long, unknown = _unpivoted(wide, reading)
    if unknown:
        notices.append(f"{page.file}: columns not known and not loaded: {', '.join(unknown)}")
    long = read_numbers(long, catalogue)
    reading.blame(long.filter("strange"), "", "is neither a number nor a known symbol", "printed")
    if len(reading.problems.found) > before:
        return None
    latest = int(str(long["year"].max())) + table.release_after
    release = catalogue.release(table.statistic, str(latest), reading.published)
    return reading.part("values", release, _values(long, table, catalogue), notices)


def _well_formed(wide: pl.DataFrame, reading: Reading) -> bool:
    """Whether each row has a year and a level that are known, and none is the header again."""
    before = len(reading.problems.found)
    year, level = reading.roles["year"], reading.roles["level"]
    again = (pl.col("is_year") == year).fill_null(False)
    reading.blame(wide.filter(again), year, "is the header again: one row names the columns", "is_year")
    rest = wide.filter(~again)
    odd = rest.filter(pl.col("is_year").str.contains(r"^\d{4}(\d{2})?$").not_().fill_null(True))
    reading.blame(odd, year, "is no year: 2025 or 202425", "is_year")
    known = pl.col("is_level").is_in(list(LEVELS)).fill_null(False)
    reading.blame(rest.filter(~known), level, f"is none of {', '.join(LEVELS)}", "is_level")
    if wide.is_empty():
        reading.fault(None, "", "", "has no row under its header")
    return len(reading.problems.found) == before


def _with_areas(wide: pl.DataFrame, reading: Reading) -> tuple[pl.DataFrame, list[str]]:
    """Add `area`; a code that belongs to another area than the row's number or name is a problem."""
    roles, codes = reading.roles, reading.catalogue.area_codes()
    code = pl.coalesce(
        pl.when(pl.col("is_level") == level).then(pl.col(f"is_{role}"))
        for level, role in LEVELS.items()
        if role in roles
    )
    wide = wide.with_columns(code.alias("area_code")).with_columns(
        pl.col("area_code").replace_strict(codes, default=None, return_dtype=pl.String()).alias("area")
    )
    strangers = wide.filter(pl.col("area").is_null()).unique("area_code", keep="first", maintain_order=True)
    reading.blame(strangers, roles.get("number", "area"), UNKNOWN_AREA, "area_code")
    if not {"number", "code", "name"} <= roles.keys():
        return wide, []
    rows = wide.filter(pl.col("is_level") == "Local authority", pl.col("area").is_not_null())
    rows = rows.unique(["is_number", "is_code", "is_name"], keep="first", maintain_order=True)
    _check_identity(rows, reading)
    moved = rows.filter(pl.col("is_code").is_in(list(codes)).not_().fill_null(False)).select("area", "is_code").unique()
    return wide, [
        f"{reading.page.file}: {area} has a code that is new here, {new}; it is known by its number"
        for area, new in moved.sort("area", "is_code").iter_rows()
    ]


def _check_identity(rows: pl.DataFrame, reading: Reading) -> None:
    """Number, code and name of an authority must not speak of two authorities."""
    roles, codes, names = reading.roles, reading.catalogue.area_codes(), reading.catalogue.area_names()
    for row in rows.iter_rows(named=True):
        owner, bearers = codes.get(row["is_code"]), names.get(str(row["is_name"]).casefold())
        if owner and owner != row["area"]:
            message = f"is the code of {owner}, but number {row['is_number']} is {row['area']}"
            reading.fault(row["row"], roles["code"], row["is_code"], message)
        elif bearers and row["area"] not in bearers:
            message = f"is another authority than number {row['is_number']}, which is {row['area']}"
            reading.fault(row["row"], roles["name"], row["is_name"], message)


def _unpivoted(wide: pl.DataFrame, reading: Reading) -> tuple[pl.DataFrame, list[str]]:
    """A row for each value, with its measure; and the columns that no measure is made from."""
    page, table = reading.page, reading.table
    mapping = _mapping(table, reading.catalogue)
    found = {column_key(name): name for name in page.header}
    groups = {found[column_key(name)]: f"group_{n}" for n, name in enumerate(table.groups)}
    columns = [found[key] for key in mapping["key"].unique(maintain_order=True) if key in found]
    ignored = {column_key(name) for name in table.ignored}
    unknown = [
        name
        for name in page.header
        if name in wide.columns and name not in columns and name not in groups and column_key(name) not in ignored
    ]
    wide = wide.with_columns(pl.col(name).str.to_lowercase().alias(new) for name, new in groups.items())
    keys = list(groups.values())
    _check_once(wide, keys, reading)
    for name, key in groups.items():
        strange = wide.filter(~pl.col(key).is_in(mapping[key].unique().to_list()).fill_null(False))
        strange = strange.unique(key, keep="first", maintain_order=True)
        reading.blame(strange, name, f"is no known kind of row in {table.title}")
    long = wide.unpivot(
        columns, index=["row", "area", "is_year", *keys], variable_name="column_name", value_name="printed"
    )
    named = mapping.with_columns(
        pl.col("key").replace_strict(found, default=None, return_dtype=pl.String()).alias("column_name")
    )
    return long.join(named.drop("key"), on=["column_name", *keys], maintain_order="left").rename(
        {"is_year": "year"}
    ), unknown


def _check_once(wide: pl.DataFrame, groups: list[str], reading: Reading) -> None:
    """An area stands once for a year and kind of row."""
    key = ["area", "is_year", *groups]
    twice = wide.filter(pl.struct(key).is_duplicated(), pl.col("area").is_not_null())
    twice = twice.with_columns(pl.col("row").first().over(key).alias("first")).filter(pl.col("row") != pl.col("first"))
    column = reading.roles.get("name", "area")
    reading.blame(twice, column, "stands twice for {is_year}: row {first} has it already", "area")


def _mapping(table: Table, catalogue: Catalogue) -> pl.DataFrame:
    """For each measure of a table the keys of its columns and the folded values of its groups."""
    rows = []
    for measure in _of(table, catalogue).filter(pl.col("column").is_not_null()).iter_rows(named=True):
        choices: list[dict[str, object]] = [{"measure": measure["measure"]}]
        where = dict(part.strip().split("=", 1) for part in (measure["where"] or "").split(";") if part.strip())
        for n, group in enumerate(table.groups):
            spellings = [one.casefold() for one in where.get(group, "").split("|")]
            choices = [choice | {f"group_{n}": spelling} for choice in choices for spelling in spellings]
        keys = dict.fromkeys(column_key(name) for name in measure["column"].split("|"))
        rows += [choice | {"key": key} for choice in choices for key in keys]
    shape = {"measure": pl.String(), "key": pl.String()} | {f"group_{n}": pl.String() for n in range(len(table.groups))}
    return pl.DataFrame(rows, schema=shape)


def _of(table: Table, catalogue: Catalogue) -> pl.DataFrame:
    return catalogue.measures.filter(pl.col("table") == table.id)


def _values(long: pl.DataFrame, table: Table, catalogue: Catalogue) -> pl.DataFrame:
    """The rows of VALUES: with counts, with percentages that the table leaves to its reader, with periods."""
    measures = _of(table, catalogue).with_columns(pl.col("decimals").cast(pl.Int8()))
    counts = _counts(long, measures)
    own = long.join(counts, on=["measure", *_KEY], how="left", maintain_order="left")
    rows = pl.concat([own.select(_common()), _derived(counts, measures)])
    rows = rows.join(measures.select("measure", "decimals", "at"), on="measure", maintain_order="left")
    periods = {(y, at): _period(int(y), at, table.ends) for y in long["year"].unique() for at in ("year", "day")}
    spelt = pl.DataFrame(
        [(y, at, text) for (y, at), text in periods.items()], schema=["year", "at", "period"], orient="row"
    )
    rows = rows.join(spelt, on=["year", "at"], maintain_order="left")
    return rows.with_columns(pl.col("row_number").cast(pl.Int32())).select(VALUES.keys())


def _common() -> list[pl.Expr]:
    names = ("measure", *_KEY, "value", "numerator", "denominator", "symbol", "mark", "printed", "column_name")
    return [*(pl.col(name) for name in names), pl.col("row").alias("row_number")]


def _counts(long: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    """Numerator and denominator of each measure, area and year, where this table holds all of their terms."""
    own = set(measures["measure"])
    terms = [
        (row["measure"], role, part)
        for row in measures.iter_rows(named=True)
        for role in ("numerator", "denominator")
        for part in parts_of(row[role])
        if part in own
    ]
    parts = pl.DataFrame(terms, schema=dict.fromkeys(("measure", "role", "part"), pl.String()), orient="row")
    parts = parts.with_columns(pl.len().over("measure", "role").alias("needed"))
    cells = long.select(pl.col("measure").alias("part"), *_KEY, "value", "symbol", "column_name", "row")
    summed = (
        parts.join(cells, on="part", maintain_order="left_right")
        .group_by("measure", "role", *_KEY, maintain_order=True)
        .agg(
            pl.when(pl.col("value").is_not_null().all() & (pl.len() == pl.col("needed").first()))
            .then(pl.col("value").sum().round(CLEAN))
            .alias("sum"),
            pl.col("symbol").drop_nulls().first(),
            pl.col("column_name").str.join(" + ").alias("terms"),
            pl.col("row").first(),
        )
    )
    top = summed.filter(pl.col("role") == "numerator").drop("role")
    bottom = summed.filter(pl.col("role") == "denominator").drop("role", "row")
    joined = top.join(
        bottom, on=["measure", *_KEY], how="full", coalesce=True, suffix="_below", maintain_order="left_right"
    )
    return joined.rename({"sum": "numerator", "sum_below": "denominator", "symbol": "symbol_above", "row": "row_above"})


def _derived(counts: pl.DataFrame, measures: pl.DataFrame) -> pl.DataFrame:
    """Percentages that are not printed, from the counts that are; a symbol among the counts is theirs too."""
    wanted = measures.filter(pl.col("column").is_null()).select("measure", "decimals", "unit")
    factor = pl.col("unit").replace_strict(FACTORS, default=1.0, return_dtype=pl.Float64())
    rows = counts.join(wanted, on="measure", maintain_order="left").filter(
        pl.col("numerator").is_not_null() | pl.col("symbol_above").is_not_null()
    )
    symbol = (
        pl.when(pl.col("denominator") == 0).then(pl.lit("z")).otherwise(pl.coalesce("symbol_above", "symbol_below"))
    )
    rows = rows.with_columns(symbol.alias("symbol"), pl.col("decimals").cast(pl.Float64()))
    value = half_up(pl.col("numerator"), pl.col("denominator"), factor, pl.col("decimals"))
    rows = rows.with_columns(
        pl.when(pl.col("symbol").is_null()).then(value).alias("value"),
        pl.lit(None, pl.String()).alias("printed"),
        pl.lit(None, pl.String()).alias("mark"),
        pl.format("({}) / {}", "terms", "terms_below").alias("column_name"),
        pl.col("row_above").alias("row"),
    )
    return rows.select(_common())


def _period(year: int, at: str, ends: str) -> str:
    """The period of a year that ends on a day: the ledger's spelling (model/period)."""
    if at == "day":
        return parse_period(f"{year}-{ends}").text
    if ends == "03-31":
        return parse_period(f"{year - 1}/{year % 100:02d}").text
    month = int(ends[:2])
    first = f"{year - 1}-{month + 1:02d}" if month < 12 else f"{year}-01"
    return parse_period(f"{first}..{year}-{month:02d}").text
