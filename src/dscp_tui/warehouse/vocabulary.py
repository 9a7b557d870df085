"""What questions need of the lexicon, worked out once by the build and kept as JSON.

Two parts: `words` for every question, `definitions` for those with a word that stands in no name.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import duckdb
import polars as pl

from dscp_tui.model.words import folded

_LISTS = ("filler", "soft", "real", "negation")
_NO_SLOTS = (*_LISTS, "unit", "template-role", "about")
_LEXICON = "SELECT phrase, kind, stands_for FROM lexicon ORDER BY rowid"
_INDICATORS = "SELECT id, title, numerator, theme, unit FROM indicators ORDER BY position"
_SLICES = """
SELECT DISTINCT indicator, dimension, category FROM figures WHERE dimension <> '' ORDER BY indicator, dimension, category
"""
_AIMED = "SELECT DISTINCT indicator FROM targets ORDER BY indicator"

Sets = Mapping[str, set[str]]


def vocabulary(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The rows of the table `vocabulary`, once lexicon, indicators, figures and targets are in theirs."""
    phrases: dict[str, list[tuple[str, str]]] = defaultdict(list)
    others: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for phrase, kind, value in connection.execute(_LEXICON).fetchall():
        if kind in _NO_SLOTS:
            others[kind].append((phrase, value))
        else:
            phrases[phrase].append((kind, value))
    lists = {kind: [phrase for phrase, _ in others[kind]] for kind in _LISTS}
    units: dict[str, set[str]] = defaultdict(set)
    for phrase, unit in others["unit"]:
        units[unit].update(phrase.split())
    known = {word for phrase in phrases for word in phrase.split()}.union(
        lists["filler"], lists["soft"], *units.values()
    )
    things = {thing: place for place, thing in enumerate(dict.fromkeys(t for ts in phrases.values() for t in ts))}
    words = {
        **lists,
        "roles": dict(others["template-role"]),
        "units": _sorted(units),
        "families": dict(connection.execute("SELECT unit, family FROM units").fetchall()),
        "things": list(things),
        "phrases": {phrase: [things[thing] for thing in meant] for phrase, meant in phrases.items()},
        "longest": max((phrase.count(" ") for phrase in phrases), default=0) + 1,
        "known": sorted(known),
        **_of_indicators(connection, phrases, set(lists["filler"]), units),
    }
    negations = set(lists["negation"])
    definitions = _sorted({name: set(phrase.split()) - negations for phrase, name in others["about"]})
    bodies = {"words": _json(words), "definitions": _json(definitions)}
    return pl.DataFrame({"part": list(bodies), "body": list(bodies.values())})


def _of_indicators(
    connection: duckdb.DuckDBPyConnection, phrases: Mapping[str, list[tuple[str, str]]], filler: set[str], units: Sets
) -> dict[str, Any]:
    """What is known of each indicator: the words of its title, of each name, of all together, and where it is printed."""
    indicators = connection.execute(_INDICATORS).fetchall()
    names: dict[str, list[set[str]]] = {row[0]: [] for row in indicators}
    for phrase, meant in phrases.items():
        words = set(phrase.split()) - filler
        if len(words) == 1 and " " in phrase:
            # "Current plan" is not "plan": a single word is a name only where it is listed as one.
            words = set(phrase.split())
        for kind, value in meant:
            if kind == "indicator" and words:
                names[value].append(words)
    bags = {name: set().union(*found) for name, found in names.items()}
    index: dict[str, list[str]] = defaultdict(list)
    for name, *_, unit in indicators:
        for word in sorted(bags[name] | units.get(unit, set())):
            index[word].append(name)
    slices: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, *part in connection.execute(_SLICES).fetchall():
        slices[name].append(tuple(part))
    return {
        "indicators": indicators,
        "titles": {name: sorted(set(folded(title))) for name, title, *_ in indicators},
        "names": {name: [" ".join(sorted(words)) for words in found] for name, found in names.items()},
        "bags": _sorted(bags),
        "index": index,
        "slices": slices,
        "aimed": [name for (name,) in connection.execute(_AIMED).fetchall()],
    }


def _sorted(sets: Sets) -> dict[str, list[str]]:
    return {name: sorted(words) for name, words in sets.items()}


def _json(body: Mapping[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
