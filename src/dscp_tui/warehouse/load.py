"""Content files read, checked and brought into the frames that the warehouse is made of.

Every broken rule of every file is found before anything is reported: `load` returns frames or raises ContentError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from dscp_tui.model.period import parse_period
from dscp_tui.model.status import Status
from dscp_tui.model.token import QUALIFIERS, read_token
from dscp_tui.model.words import folded
from dscp_tui.warehouse import schema
from dscp_tui.warehouse.content import Content, content_files
from dscp_tui.warehouse.derive import figures_table, periods_table, statuses_table
from dscp_tui.warehouse.national.shelf import Shelf
from dscp_tui.warehouse.national.tables import national_tables, periods_of
from dscp_tui.warehouse.problems import Problems
from dscp_tui.warehouse.reading import is_there, read_csv, read_tables, read_toml, toml_frame
from dscp_tui.warehouse.schema import Sheet

Frames = dict[str, pl.DataFrame]
_SPOKEN = (
    "indicator", "area", "category", "dimension", "theme", "scorecard", "status", "template", "compare", "unit", "filler", "soft",
    "source", "role", "extreme", "negation", "direction", "real",
)  # fmt: skip
_NAMED = {"group": "indicator", "topic": ""}
"""Kinds whose key is the phrase and whose list is what it stands for; with the kind of thing that must be known."""
_FILES = {
    "source": "warehouse/sources.toml",
    "indicator": "warehouse/indicators.csv",
    "area": "warehouse/areas.csv",
    "theme": "warehouse/themes.csv",
    "unit": "warehouse/units.csv",
    "scorecard": "warehouse/scorecards.toml",
}


def load(content: Content, shelf: Shelf | None = None) -> Frames:
    """All tables of the warehouse, keyed by table name. Raises ContentError with every problem found.

    `shelf` holds the published tables that the user has loaded.
    """
    problems = Problems()
    shelf = shelf or Shelf(Path())
    files = _read(content, problems)
    national, files["links"] = national_tables(content, shelf, problems)
    _check_references(files, problems)
    problems.stop()
    figures = figures_table(files["figures"], files["indicators"])
    for column in ("figure", "rival"):
        _refer(files["otherwise"], column, {"figure": set(figures["figure"])}, "figure", problems)
    problems.stop()
    return {
        "meta": _meta(files["partnership"], shelf.fingerprint(content.fingerprint())),
        "sources": files["sources"].drop("origin", "row"),
        "areas": files["areas"].drop("origin", "row"),
        "themes": files["themes"].drop("origin", "row").with_row_index("position", offset=1),
        "units": files["units"].drop("origin", "row"),
        "indicators": files["indicators"].drop("origin", "row").with_row_index("position", offset=1),
        "periods": periods_table(
            [
                *files["figures"]["period"],
                *files["scorecards"]["period"],
                *files["commentary"]["period"],
                *periods_of(national, shelf),
            ]
        ),
        "figures": figures,
        "scorecards": files["scorecards"].drop("origin", "row"),
        "scorecard_items": files["items"].drop("origin", "row"),
        "statuses": statuses_table(figures, files["indicators"]),
        "commentary": files["commentary"].drop("origin", "row"),
        "recommendations": files["recommendations"].drop("origin", "row"),
        "otherwise": files["otherwise"].select("figure", "rival"),
        "explanations": _explanations(files),
        "acronyms": files["acronyms"].drop("origin", "row"),
        "breaks": files["breaks"].drop("origin", "row"),
        "partitions": files["partitions"].drop("origin", "row"),
        "lexicon": _lexicon(files, national),
        **national,
    }


def _read(content: Content, problems: Problems) -> Frames:
    root = content.warehouse
    partnership = read_toml(content, root / "partnership.toml", problems)
    home = str(partnership.get("area", ""))
    sources = read_tables(content, root / "sources.toml", "source", problems)
    cards = read_tables(content, root / "scorecards.toml", "scorecard", problems)
    card_keys = [*schema.SCORECARDS.columns, "indicators"]
    files = {
        "partnership": pl.DataFrame({"key": list(partnership), "value": [str(v) for v in partnership.values()]}),
        "sources": schema.check(
            toml_frame(_FILES["source"], sources, schema.SOURCES.columns, problems), schema.SOURCES, problems
        ),
        "areas": _sheet(content, root / "areas.csv", schema.AREAS, problems),
        "themes": _sheet(content, root / "themes.csv", schema.THEMES, problems),
        "units": _sheet(content, root / "units.csv", schema.UNITS, problems),
        "indicators": _sheet(content, root / "indicators.csv", schema.INDICATORS, problems),
        "figures": _folder(content, root / "figures", schema.FIGURES, problems, area=home),
        "commentary": _folder(content, root / "commentary", schema.COMMENTARY, problems),
        "recommendations": _folder(content, root / "recommendations", schema.RECOMMENDATIONS, problems),
        "explanations": _sheet(content, root / "explanations.csv", schema.EXPLANATIONS, problems),
        "acronyms": _sheet(content, root / "acronyms.csv", schema.ACRONYMS, problems),
        "breaks": _sheet(content, root / "breaks.csv", schema.BREAKS, problems),
        "partitions": _sheet(content, root / "partitions.csv", schema.PARTITIONS, problems),
        "otherwise": _sheet(content, root / "otherwise.csv", schema.OTHERWISE, problems),
        "scorecards": schema.check(
            toml_frame(_FILES["scorecard"], cards, card_keys, problems), schema.SCORECARDS, problems
        ),
        "items": schema.check(_items(cards, problems), schema.ITEMS, problems),
        "synonyms": _synonyms(content, problems),
    }
    if not (root / "figures").is_dir():
        problems.add("warehouse/figures", None, "", "", "the folder is missing: it holds a CSV file for each source")
        problems.unread.add("warehouse/figures/")
    if not home:
        problems.add("warehouse/partnership.toml", None, "area", "", "names the area whose figures these are")
    return files


def _sheet(content: Content, path: Path, sheet: Sheet, problems: Problems) -> pl.DataFrame:
    frame = read_csv(content, path, sheet.columns, problems) if is_there(content, path, problems) else None
    return sheet.schema.create_empty() if frame is None else schema.check(frame, sheet, problems)


def _folder(content: Content, folder: Path, sheet: Sheet, problems: Problems, area: str = "") -> pl.DataFrame:
    """All CSV files of a folder as one frame; a file's name is its source."""
    parts: list[pl.DataFrame] = [sheet.schema.create_empty()]
    for path in content_files(folder, ".csv"):
        frame = read_csv(content, path, sheet.columns, problems)
        if frame is not None:
            frame = frame.with_columns(pl.lit(path.stem).alias("source"))
            if area:
                frame = frame.with_columns(pl.col("area").fill_null(area))
            parts.append(schema.check(frame, sheet, problems))
    return pl.concat(parts)


def _items(cards: list[dict[str, Any]], problems: Problems) -> pl.DataFrame:
    """A scorecard's indicators in order; an entry is an id, or an id and a slice: `plans-by-length length=2 years`."""
    rows: list[dict[str, object]] = []
    for number, card in enumerate(cards, start=1):
        place = {"origin": _FILES["scorecard"], "row": number}
        entries = card.get("indicators")
        if not isinstance(entries, list) or not entries:
            problems.add(_FILES["scorecard"], number, "indicators", entries, "is not a list of indicators")
            continue
        for position, entry in enumerate(entries, start=1):
            indicator, _, part = str(entry).partition(" ")
            dimension, _, category = part.partition("=")
            item = {"scorecard": str(card.get("id")), "position": position, "indicator": indicator}
            rows.append(item | {"dimension": dimension, "category": category} | place)
    text = dict.fromkeys(("scorecard", "indicator", "dimension", "category", "origin"), pl.String())
    return pl.DataFrame(rows, schema={"position": pl.Int64(), "row": pl.Int64(), **text})


def _synonyms(content: Content, problems: Problems) -> pl.DataFrame:
    """`synonyms.toml`: a table for each kind of word, from a value to the phrases that mean it."""
    name = "warehouse/synonyms.toml"
    tables = read_toml(content, content.warehouse / "synonyms.toml", problems)
    rows: list[dict[str, object]] = []
    for kind, entries in tables.items():
        if kind not in (*_SPOKEN, *_NAMED):
            problems.add(name, None, kind, "", f"is no kind of word; kinds are {', '.join((*_SPOKEN, *_NAMED))}")
            continue
        for value, phrases in entries.items() if isinstance(entries, dict) else [("", entries)]:
            if not isinstance(phrases, list):
                problems.add(name, None, f"{kind}.{value}", phrases, "is not a list of phrases")
                continue
            pairs = [(str(one), value) if kind in _NAMED else (value, str(one)) for one in phrases]
            rows += [{"kind": kind, "value": v, "phrase": p, "origin": name, "row": None} for v, p in pairs]
    shape = {"kind": pl.String(), "value": pl.String(), "phrase": pl.String(), "origin": pl.String(), "row": pl.Int64()}
    return pl.DataFrame(rows, schema=shape)


def _check_references(files: Frames, problems: Problems) -> None:
    """Whatever one file names, another has; then what only makes sense once that holds."""
    figures, indicators = files["figures"], files["indicators"]
    known: dict[str, set[str]] = {
        "source": set(files["sources"]["id"]),
        "indicator": set(indicators["id"]),
        "area": set(files["areas"]["area"]),
        "theme": set(files["themes"]["theme"]),
        "unit": set(files["units"]["unit"]),
        "scorecard": set(files["scorecards"]["id"]),
        "status": set(Status),
        "role": set(schema.ROLES),
    }
    known = {kind: values - {None} for kind, values in known.items() if _FILES.get(kind) not in problems.unread}
    for frame, columns in (
        (figures, ("source", "indicator", "area")),
        (files["commentary"], ("source", "indicator")),
        (indicators, ("theme", "unit")),
        (files["recommendations"], ("source", "theme")),
        (files["partitions"], ("indicator",)),
        (files["breaks"], ("indicator",)),
        (files["links"], ("indicator",)),
        (files["acronyms"], ("source",)),
        (files["scorecards"], ("source",)),
        (files["items"], ("indicator",)),
    ):
        for column in columns:
            _refer(frame, column, known, column, problems)
    for column in ("numerator", "denominator"):
        _refer(indicators, column, known, "indicator", problems)
    for kind in known:
        spoken = [kind, *(name for name, of in _NAMED.items() if of == kind)]
        _refer(files["synonyms"].filter(pl.col("kind").is_in(spoken)), "value", known, kind, problems)
    _check_values(files, known.get("unit"), problems)
    if not any(name.startswith("warehouse/figures/") for name in problems.unread):
        _check_used(files, problems)


def _check_values(files: Frames, known_units: set[str] | None, problems: Problems) -> None:
    """Every period, day and printed token can be read."""
    figures = files["figures"]
    for frame in (figures, files["commentary"], files["scorecards"]):
        _parse(frame, "period", lambda row: parse_period(str(row["period"])).year_before, problems)
    _parse(files["sources"], "covers", lambda row: parse_period(str(row["covers"])), problems)
    _parse(files["sources"], "published", lambda row: date.fromisoformat(str(row["published"])), problems)
    _parse(files["breaks"], "starts", lambda row: date.fromisoformat(str(row["starts"])), problems)
    units = dict(files["indicators"].select("id", "unit").iter_rows())
    judged = figures.filter(pl.col("indicator").is_in(list(units)))
    _parse(judged, "printed", lambda row: _read_figure(row, units, known_units), problems)


def _check_used(files: Frames, problems: Problems) -> None:
    """Every line of a scorecard and every category with synonyms has a figure at least; so has every indicator that has no
    counterpart in published statistics."""
    figures, indicators = files["figures"], files["indicators"]
    categories = {part.partition("=")[2] for part in figures["slice"]}
    named = files["synonyms"].filter(pl.col("kind") == "category")
    _refer(named, "value", {"category": categories}, "category", problems)
    dimensions = {part.partition("=")[0] for part in figures["slice"]}
    of_dimension = files["synonyms"].filter(pl.col("kind") == "dimension")
    _refer(of_dimension, "value", {"dimension": dimensions}, "dimension", problems)
    found = {*figures["indicator"], *files["links"]["indicator"]}
    for row in indicators.filter(~pl.col("id").is_in(list(found))).iter_rows(named=True):
        reason = "has no figure: every indicator has one at least, or a counterpart in published statistics"
        problems.add(row["origin"], row["row"], "id", row["id"], reason)
    known, things = set(indicators["id"]), set(figures.select("indicator", "slice").iter_rows())
    for row in files["items"].iter_rows(named=True):
        part = f"{row['dimension']}={row['category']}" if row["dimension"] else ""
        if row["indicator"] in known and (row["indicator"], part) not in things:
            problems.add(row["origin"], row["row"], "indicators", f"{row['indicator']} {part}".strip(), "has no figure")


def _read_figure(row: dict[str, object], units: dict[str, str], known: set[str] | None) -> None:
    qualifier = str(row["qualifier"])
    reading = read_token(
        str(row["printed"]), units[str(row["indicator"])], qualifier if qualifier in QUALIFIERS else ""
    )
    if known is not None and reading.unit not in known and units[str(row["indicator"])] in known:
        raise ValueError(f"is printed in {reading.unit}, which is no known unit")


def _refer(frame: pl.DataFrame, column: str, known: dict[str, set[str]], kind: str, problems: Problems) -> None:
    if kind not in known:
        return
    strangers = frame.filter(pl.col(column).is_not_null() & ~pl.col(column).is_in(list(known[kind])))
    for row in strangers.iter_rows(named=True):
        near = _nearest(row[column], known[kind])
        problems.add(row["origin"], row["row"], column, row[column], f"is no known {kind}{near}")


def _nearest(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _parse(frame: pl.DataFrame, column: str, read: Callable[[dict[str, object]], object], problems: Problems) -> None:
    for row in frame.filter(pl.col(column).is_not_null()).iter_rows(named=True):
        if problems.at(row["origin"], row["row"], column):
            continue
        try:
            read(row)
        except ValueError as error:
            problems.add(row["origin"], row["row"], column, row[column], str(error))


def _explanations(files: Frames) -> pl.DataFrame:
    """What accounts for the findings of checks: as listed, and beside the pairs of figures that speak of one thing."""
    pairs = files["otherwise"].filter(pl.col("explanation").is_not_null())
    told = pairs.select(
        pl.lit("told-otherwise").alias("check"),
        pl.format("{} and {}", "figure", "rival").alias("finding"),
        "explanation",
    )
    return pl.concat([files["explanations"].drop("origin", "row"), told])


def _meta(partnership: pl.DataFrame, fingerprint: str) -> pl.DataFrame:
    return pl.concat([partnership, pl.DataFrame({"key": ["fingerprint"], "value": [fingerprint]})])


def _lexicon(files: Frames, national: Frames) -> pl.DataFrame:
    """Phrases, folded, and what they stand for: titles, names and synonyms. One phrase may stand for several things."""
    phrases = [("indicator", row["id"], row["title"]) for row in files["indicators"].iter_rows(named=True)]
    areas = [*files["areas"]["area"], *national["national_areas"]["area"]]
    phrases += [("area", area, area) for area in dict.fromkeys(areas)]
    phrases += [
        ("source", row["id"], row[name])
        for row in files["sources"].iter_rows(named=True)
        for name in ("title", "short")
    ]
    phrases += [("scorecard", row["id"], row["title"]) for row in files["scorecards"].iter_rows(named=True)]
    slices = files["figures"]["slice"].unique().drop_nulls().to_list()
    parts = [part.partition("=") for part in slices if part]
    phrases += [("category", category, category) for _, _, category in parts]
    phrases += [("acronym", acronym, acronym) for acronym in files["acronyms"]["acronym"]]
    phrases += [("dimension", dimension, dimension) for dimension, _, _ in parts]
    phrases += list(files["synonyms"].select("kind", "value", "phrase").iter_rows())
    phrases += [("about", row["id"], row["definition"]) for row in files["indicators"].iter_rows(named=True)]
    rows = {(" ".join(folded(phrase)), kind, value) for kind, value, phrase in phrases}
    shape = {"phrase": pl.String(), "kind": pl.String(), "stands_for": pl.String()}
    return pl.DataFrame(sorted(row for row in rows if row[0]), schema=shape, orient="row")
