"""Content files read, checked and brought into the frames that the warehouse is made of.

Every broken rule of every file is found before anything is reported: `load` returns frames or raises ContentError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import polars as pl

from dscp_tui.model.period import parse_period
from dscp_tui.model.token import read_token
from dscp_tui.model.words import folded
from dscp_tui.warehouse import schema
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.derive import figures_table, periods_table, statuses_table
from dscp_tui.warehouse.problems import Problems
from dscp_tui.warehouse.reading import read_csv, read_toml, toml_frame
from dscp_tui.warehouse.schema import Sheet

Frames = dict[str, pl.DataFrame]
_SCORECARD_KEYS = ("id", "title", "source", "period", "indicators")


def load(content: Content) -> Frames:
    """All tables of the warehouse, keyed by table name. Raises ContentError with every problem found."""
    problems = Problems()
    files = _read(content, problems)
    _check_references(files, problems)
    problems.stop()
    figures = figures_table(files["figures"], files["indicators"])
    return {
        "meta": _meta(content, files["partnership"]),
        "sources": files["sources"].drop("origin", "row"),
        "areas": files["areas"].drop("origin", "row"),
        "themes": files["themes"].drop("origin", "row").with_row_index("position", offset=1),
        "units": files["units"].drop("origin", "row"),
        "indicators": files["indicators"].drop("origin", "row").with_row_index("position", offset=1),
        "periods": periods_table(
            [*files["figures"]["period"], *files["scorecards"]["period"], *files["commentary"]["period"]]
        ),
        "figures": figures,
        "scorecards": files["scorecards"].drop("origin", "row"),
        "scorecard_items": files["items"].drop("origin", "row"),
        "statuses": statuses_table(figures, files["indicators"]),
        "commentary": files["commentary"].drop("origin", "row"),
        "explanations": files["explanations"].drop("origin", "row"),
        "lexicon": _lexicon(files),
    }


def _read(content: Content, problems: Problems) -> Frames:
    root = content.warehouse
    partnership = read_toml(content, root / "partnership.toml", problems)
    home = str(partnership.get("area", ""))
    sources = read_toml(content, root / "sources.toml", problems).get("source")
    cards = read_toml(content, root / "scorecards.toml", problems).get("scorecard", [])
    files = {
        "partnership": pl.DataFrame({"key": list(partnership), "value": [str(v) for v in partnership.values()]}),
        "sources": schema.check(
            toml_frame("warehouse/sources.toml", sources, schema.SOURCES.columns, problems), schema.SOURCES, problems
        ),
        "areas": _sheet(content, root / "areas.csv", schema.AREAS, problems),
        "themes": _sheet(content, root / "themes.csv", schema.THEMES, problems),
        "units": _sheet(content, root / "units.csv", schema.UNITS, problems),
        "indicators": _sheet(content, root / "indicators.csv", schema.INDICATORS, problems),
        "figures": _folder(content, root / "figures", schema.FIGURES, problems, area=home),
        "commentary": _folder(content, root / "commentary", schema.COMMENTARY, problems),
        "explanations": _sheet(content, root / "explanations.csv", schema.EXPLANATIONS, problems),
        "scorecards": toml_frame("warehouse/scorecards.toml", cards, list(_SCORECARD_KEYS), problems).drop(
            "indicators"
        ),
        "items": _items(cards),
        "synonyms": _synonyms(content, problems),
    }
    if not home:
        problems.add("warehouse/partnership.toml", None, "area", "", "names the area whose figures these are")
    return files


def _sheet(content: Content, path: Path, sheet: Sheet, problems: Problems) -> pl.DataFrame:
    if not path.is_file():
        problems.add(content.relative(path), None, "", "", "the file is missing")
    frame = read_csv(content, path, sheet.columns, problems) if path.is_file() else None
    return sheet.schema.create_empty() if frame is None else schema.check(frame, sheet, problems)


def _folder(content: Content, folder: Path, sheet: Sheet, problems: Problems, area: str = "") -> pl.DataFrame:
    """All CSV files of a folder as one frame; a file's name is its source."""
    parts = [sheet.schema.create_empty()]
    for path in sorted(folder.glob("*.csv")):
        frame = read_csv(content, path, sheet.columns, problems)
        if frame is not None:
            frame = frame.with_columns(pl.lit(path.stem).alias("source"))
            if area:
                frame = frame.with_columns(pl.col("area").fill_null(area))
            parts.append(schema.check(frame, sheet, problems))
    return pl.concat(parts)


def _items(cards: object) -> pl.DataFrame:
    """A scorecard's indicators in order; an entry is an id, or an id and a slice: `plans-by-length length=2 years`."""
    rows: list[dict[str, object]] = []
    for number, card in enumerate(cards if isinstance(cards, list) else [], start=1):
        for position, entry in enumerate(card.get("indicators", []), start=1):
            indicator, _, part = str(entry).partition(" ")
            dimension, _, category = part.partition("=")
            place = {"origin": "warehouse/scorecards.toml", "row": number}
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
        for value, phrases in entries.items() if isinstance(entries, dict) else [("", entries)]:
            if not isinstance(phrases, list):
                problems.add(name, None, f"{kind}.{value}", phrases, "is not a list of phrases")
                continue
            rows += [
                {"kind": kind, "value": value, "phrase": str(phrase), "origin": name, "row": None} for phrase in phrases
            ]
    shape = {"kind": pl.String(), "value": pl.String(), "phrase": pl.String(), "origin": pl.String(), "row": pl.Int64()}
    return pl.DataFrame(rows, schema=shape)


def _check_references(files: Frames, problems: Problems) -> None:
    figures, indicators = files["figures"], files["indicators"]
    known = {
        "source": set(files["sources"]["id"]),
        "indicator": set(indicators["id"]),
        "area": set(files["areas"]["area"]),
        "theme": set(files["themes"]["theme"]),
        "unit": set(files["units"]["unit"]),
        "scorecard": set(files["scorecards"]["id"]),
    }
    for frame, columns in (
        (figures, ("source", "indicator", "area")),
        (files["commentary"], ("source", "indicator")),
        (indicators, ("theme", "unit")),
        (files["scorecards"], ("source",)),
        (files["items"], ("indicator",)),
    ):
        for column in columns:
            _refer(frame, column, known[column], column, problems)
    for column in ("numerator", "denominator"):
        _refer(indicators, column, known["indicator"], "indicator", problems)
    named = files["synonyms"].filter(pl.col("kind").is_in(list(known)))
    for kind in named["kind"].unique():
        _refer(named.filter(pl.col("kind") == kind), "value", known[kind], kind, problems)
    for frame in (figures, files["commentary"], files["scorecards"]):
        _parse(frame, "period", lambda row: parse_period(str(row["period"])), problems)
    _parse(files["sources"], "published", lambda row: date.fromisoformat(str(row["published"])), problems)
    units = dict(indicators.select("id", "unit").iter_rows())
    _parse(
        figures.filter(pl.col("indicator").is_in(list(units))),
        "printed",
        lambda row: read_token(str(row["printed"]), units[str(row["indicator"])], str(row["qualifier"])),
        problems,
    )
    things = set(figures.select("indicator", "slice").iter_rows())
    for row in files["items"].iter_rows(named=True):
        part = f"{row['dimension']}={row['category']}" if row["dimension"] else ""
        if row["indicator"] in known["indicator"] and (row["indicator"], part) not in things:
            problems.add(row["origin"], row["row"], "indicators", f"{row['indicator']} {part}".strip(), "has no figure")
    unused = known["indicator"] - set(figures["indicator"])
    for row in indicators.filter(pl.col("id").is_in(list(unused))).iter_rows(named=True):
        problems.add(row["origin"], row["row"], "id", row["id"], "has no figure: every indicator has at least one")


def _refer(frame: pl.DataFrame, column: str, known: set[str], kind: str, problems: Problems) -> None:
    strangers = frame.filter(pl.col(column).is_not_null() & ~pl.col(column).is_in(list(known)))
    for row in strangers.iter_rows(named=True):
        problems.add(
            row["origin"], row["row"], column, row[column], f"is no known {kind}{_nearest(row[column], known)}"
        )


def _nearest(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _parse(frame: pl.DataFrame, column: str, read: Callable[[dict[str, object]], object], problems: Problems) -> None:
    for row in frame.iter_rows(named=True):
        try:
            read(row)
        except ValueError as error:
            problems.add(row["origin"], row["row"], column, row[column], str(error))


def _meta(content: Content, partnership: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([partnership, pl.DataFrame({"key": ["fingerprint"], "value": [content.fingerprint()]})])


def _lexicon(files: Frames) -> pl.DataFrame:
    """Phrases, folded, and what they stand for: titles, names and synonyms. One phrase may stand for several things."""
    phrases = [("indicator", row["id"], row["title"]) for row in files["indicators"].iter_rows(named=True)]
    phrases += [("area", area, area) for area in files["areas"]["area"]]
    phrases += [("scorecard", row["id"], row["title"]) for row in files["scorecards"].iter_rows(named=True)]
    phrases += list(files["synonyms"].select("kind", "value", "phrase").iter_rows())
    rows = {(" ".join(folded(phrase)), kind, value) for kind, value, phrase in phrases}
    shape = {"phrase": pl.String(), "kind": pl.String(), "stands_for": pl.String()}
    return pl.DataFrame(sorted(row for row in rows if row[0]), schema=shape, orient="row")
