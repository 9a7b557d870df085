"""The shape of each content file, as dataframely schemas, and how a broken rule reads in a message.

Every cell is checked as the text that stands in the file, so that one wrong cell never hides another in its row.
"""

from __future__ import annotations

from dataclasses import dataclass

import dataframely as dy
import polars as pl

from dscp_tui.model.token import QUALIFIERS
from dscp_tui.warehouse.problems import Problems

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
WHOLE = r"^[1-9][0-9]{0,8}$"
DAY = r"^\d{4}-\d{2}-\d{2}$"
SLICE = r"^$|^[a-z][a-z ]*=\S.*$"
ROLES = ("actual", "target", "tolerance", "budget", "forecast", "change", "assumption")


def one_of(*values: str) -> str:
    """The pattern of a cell that takes one of a few words."""
    return f"^({'|'.join(values)})$"


class Row(dy.Schema):
    """Where a row stands, for messages."""

    origin = dy.String()
    row = dy.Int64()


class Sources(Row):
    id = dy.String(primary_key=True, regex=SLUG)
    kind = dy.String(regex=one_of("document", "dataset", "return"))
    title = dy.String()
    short = dy.String(max_length=32)
    publisher = dy.String()
    published = dy.String(regex=DAY)
    inferred = dy.String(nullable=True)
    covers = dy.String(nullable=True)
    file = dy.String()
    sha256 = dy.String(regex=r"^[0-9a-f]{64}$")
    lines = dy.String(regex=WHOLE)


class Areas(Row):
    area = dy.String(primary_key=True)
    kind = dy.String(regex=one_of("authority", "region", "nation", "neighbours", "group"))


class Themes(Row):
    theme = dy.String(primary_key=True, regex=SLUG)
    title = dy.String()


class Units(Row):
    unit = dy.String(primary_key=True)
    title = dy.String()
    family = dy.String()
    factor = dy.String(regex=r"^\d+(\.\d+)?$")


class Indicators(Row):
    id = dy.String(primary_key=True, regex=SLUG)
    title = dy.String(max_length=60)
    unit = dy.String()
    decimals = dy.String(regex="^[0-4]$")
    polarity = dy.String(regex=one_of("higher", "lower", "neither"))
    theme = dy.String()
    numerator = dy.String(nullable=True)
    denominator = dy.String(nullable=True)
    definition = dy.String(min_length=10)


class Figures(Row):
    source = dy.String(primary_key=True)
    line = dy.String(primary_key=True, regex=WHOLE)
    indicator = dy.String(primary_key=True)
    period = dy.String(primary_key=True)
    area = dy.String(primary_key=True)
    slice = dy.String(primary_key=True, regex=SLICE)
    role = dy.String(primary_key=True, regex=one_of(*ROLES))
    qualifier = dy.String(primary_key=True, regex=one_of("", *QUALIFIERS))
    locator = dy.String()
    printed = dy.String()
    note = dy.String(nullable=True, max_length=300)

    @dy.rule()
    def note__gives_reason(cls) -> pl.Expr:
        absent = (pl.col("qualifier") == "not_reportable") & (pl.col("role") == "actual")
        return ~absent | pl.col("note").is_not_null()


class Commentary(Row):
    source = dy.String()
    line = dy.String(regex=WHOLE)
    locator = dy.String()
    indicator = dy.String()
    period = dy.String()
    kind = dy.String(regex=one_of("why", "next", "impact", "caveat"))
    text = dy.String(max_length=400)


class Recommendations(Row):
    source = dy.String(primary_key=True)
    number = dy.String(primary_key=True, regex=WHOLE)
    line = dy.String(regex=WHOLE)
    addressed_to = dy.String()
    theme = dy.String()
    text = dy.String(max_length=200)


class Explanations(Row):
    check = dy.String(primary_key=True)
    finding = dy.String(primary_key=True)
    explanation = dy.String()


class Scorecards(Row):
    id = dy.String(primary_key=True, regex=SLUG)
    title = dy.String()
    source = dy.String()
    period = dy.String()


class Items(Row):
    scorecard = dy.String(primary_key=True)
    position = dy.Int64()
    indicator = dy.String(primary_key=True)
    dimension = dy.String(primary_key=True)
    category = dy.String(primary_key=True)

    @dy.rule()
    def category__completes_slice(cls) -> pl.Expr:
        return (pl.col("dimension") == "") == (pl.col("category") == "")


class Acronyms(Row):
    acronym = dy.String(primary_key=True, max_length=12)
    meaning = dy.String()
    source = dy.String()
    line = dy.String(regex=WHOLE)


class Breaks(Row):
    indicator = dy.String(primary_key=True)
    starts = dy.String(primary_key=True, regex=DAY)
    note = dy.String(max_length=200)


class Partitions(Row):
    indicator = dy.String(primary_key=True)
    dimension = dy.String(primary_key=True)


class Otherwise(Row):
    figure = dy.String(primary_key=True)
    rival = dy.String(primary_key=True)
    explanation = dy.String(nullable=True)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A content file's shape: its schema, columns that the file's name gives, and values for cells left empty."""

    schema: type[dy.Schema]
    given: tuple[str, ...] = ()
    defaults: tuple[tuple[str, str], ...] = ()

    @property
    def columns(self) -> list[str]:
        """The columns as written in the file."""
        return [name for name in self.schema.column_names() if name not in ("origin", "row", *self.given)]


SOURCES = Sheet(Sources)
AREAS = Sheet(Areas)
THEMES = Sheet(Themes)
UNITS = Sheet(Units)
INDICATORS = Sheet(Indicators)
FIGURES = Sheet(Figures, ("source",), (("role", "actual"), ("qualifier", ""), ("slice", "")))
COMMENTARY = Sheet(Commentary, ("source",))
RECOMMENDATIONS = Sheet(Recommendations, ("source",))
EXPLANATIONS = Sheet(Explanations)
PARTITIONS = Sheet(Partitions)
OTHERWISE = Sheet(Otherwise)
BREAKS = Sheet(Breaks)
ACRONYMS = Sheet(Acronyms)
SCORECARDS = Sheet(Scorecards)
ITEMS = Sheet(Items)

_WORDS = {
    "nullability": "must not be empty",
    "primary_key": "stands twice: {key} together must be unique",
    "note__gives_reason": "must say in a few words why nothing is reported",
    "category__completes_slice": "must follow its dimension, as age=Under 1",
    "min_length": "is too short: at least {min_length} characters",
    "max_length": "is too long: at most {max_length} characters",
}
_FORMS = {
    SLUG: "small letters, digits and single hyphens",
    WHOLE: "a whole number from 1, without commas",
    DAY: "a day as 2022-07-07",
    SLICE: "a slice: empty, or dimension=category as age=Under 1",
}


def _form(pattern: str) -> str:
    if pattern.startswith("^("):
        return "one of " + ", ".join(word for word in pattern[2:-2].split("|") if word)
    return _FORMS.get(pattern, f"of the form {pattern}")


def check(frame: pl.DataFrame, sheet: Sheet, problems: Problems) -> pl.DataFrame:
    """Check a frame of text by its schema; every broken rule is noted as a problem.

    Returns all rows, with defaults filled in, so that a broken row still counts where others refer to it.
    """
    filled = frame.with_columns(pl.col(name).fill_null(value) for name, value in sheet.defaults)
    filled = filled.select(sheet.schema.column_names())
    _, failure = sheet.schema.filter(filled)
    if not len(failure):
        return filled
    details = failure.details()
    rules = [name for name in details.columns if name not in sheet.schema.column_names()]
    for record in details.iter_rows(named=True):
        for rule in rules:
            if record[rule] == "invalid":
                _note(record, rule, sheet, problems)
    return filled


def _note(record: dict[str, object], rule: str, sheet: Sheet, problems: Problems) -> None:
    column, _, kind = rule.partition("|")
    if not kind:
        kind = rule
        column = "" if rule == "primary_key" else rule.partition("__")[0]
    settings = sheet.schema.columns()[column] if column else None
    if kind == "regex":
        message = f"is not {_form(str(getattr(settings, 'regex', '')))}"
    else:
        key = ", ".join(name for name in sheet.schema.primary_key() if name not in sheet.given)
        message = _WORDS.get(kind, kind).format(key=key, **(vars(settings) if settings else {}))
    value = (
        record[column] if column else " ".join(str(record[name]) for name in sheet.schema.primary_key() if record[name])
    )
    problems.add(str(record["origin"]), int(str(record["row"])), column, value, message)
