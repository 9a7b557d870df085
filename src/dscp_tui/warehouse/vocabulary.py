"""What questions need of the lexicon, worked out once by the build and kept as JSON.

Three parts, so that no question reads what it does not need: `words` for each of them, `names` for those that do not name an
indicator as it is called, `definitions` for those with a word that stands in no name.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import duckdb
import polars as pl

from dscp_tui.model.words import folded

_LISTS = ("filler", "soft", "real", "negation", "numbered")
_NO_SLOTS = (*_LISTS, "unit", "direction", "template-role", "about")
_LEXICON = "SELECT phrase, kind, stands_for FROM lexicon ORDER BY rowid"
_INDICATORS = "SELECT id, title, numerator, theme, unit FROM indicators ORDER BY position"
_SLICES = """
SELECT DISTINCT indicator, dimension, category FROM figures WHERE dimension <> '' ORDER BY indicator, dimension, category
"""
_FAMILIES = "SELECT unit, family FROM units ORDER BY unit"
_AIMED = "SELECT DISTINCT indicator FROM targets ORDER BY indicator"

Entries = list[tuple[str, str]]
Sets = Mapping[str, set[str]]


def vocabulary(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The rows of the table `vocabulary`, once lexicon, indicators, figures and targets are in theirs."""
    phrases: dict[str, Entries] = defaultdict(list)
    others: dict[str, Entries] = defaultdict(list)
    for phrase, kind, value in connection.execute(_LEXICON).fetchall():
        if kind in _NO_SLOTS:
            others[kind].append((phrase, value))
        else:
            phrases[phrase].append((kind, value))
    units: dict[str, set[str]] = defaultdict(set)
    for phrase, unit in others["unit"]:
        units[unit].update(phrase.split())
    indicators = connection.execute(_INDICATORS).fetchall()
    names = _names([row[0] for row in indicators], phrases, {phrase for phrase, _ in others["filler"]})
    bags = {name: set().union(*found) for name, found in names.items()}
    parts = {
        "words": _phrases(phrases)
        | _listed(others, phrases, units)
        | _printed(connection)
        | {
            "indicators": indicators,
            "bags": {name: " ".join(sorted(words)) for name, words in bags.items()},
            "titles": {row[0]: " ".join(sorted(set(folded(row[1])))) for row in indicators},
        },
        "names": {
            "names": {name: [" ".join(sorted(words)) for words in found] for name, found in names.items()},
            "index": _index({name: bags[name] | units.get(unit, set()) for name, *_, unit in indicators}),
        },
        "definitions": _definitions(others),
    }
    bodies = [json.dumps(body, ensure_ascii=False, separators=(",", ":")) for body in parts.values()]
    return pl.DataFrame({"part": list(parts), "body": bodies})


def _phrases(phrases: Mapping[str, Entries]) -> dict[str, Any]:
    """All things with the phrases that stand for nothing else, a line each in one text, which is read in a third of the time;
    and each other phrase with the places, in that list, of what it stands for."""
    own: dict[tuple[str, str], list[str]] = {thing: [] for things in phrases.values() for thing in things}
    for phrase, things in phrases.items():
        if len(things) == 1:
            own[things[0]].append(phrase)
    places = {thing: place for place, thing in enumerate(own)}
    return {
        "things": [(*thing, "\n".join(said)) for thing, said in own.items()],
        "shared": {phrase: [places[one] for one in things] for phrase, things in phrases.items() if len(things) > 1},
        "longest": max((phrase.count(" ") for phrase in phrases), default=0) + 1,
    }


def _listed(others: Mapping[str, Entries], phrases: Iterable[str], units: Sets) -> dict[str, Any]:
    """What is no slot: words that may be left over, units, templates for a role; and every word that is known at all."""
    lists = {kind: [phrase for phrase, _ in others[kind]] for kind in _LISTS}
    spoken = {word for phrase in phrases for word in phrase.split()}
    known = spoken.union(lists["filler"], lists["soft"], *units.values())
    ways = {"roles": dict(others["template-role"]), "directions": dict(others["direction"])}
    words = {kind: "\n".join(listed) for kind, listed in [*lists.items(), ("known", sorted(known))]}
    return words | ways | {"units": _sorted(units)}


def _printed(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """What the figures themselves say of units, slices and targets."""
    slices: dict[str, Entries] = defaultdict(list)
    for name, dimension, category in connection.execute(_SLICES).fetchall():
        slices[name].append((dimension, category))
    return {
        "families": dict(connection.execute(_FAMILIES).fetchall()),
        "slices": slices,
        "aimed": [name for (name,) in connection.execute(_AIMED).fetchall()],
    }


def _names(indicators: Iterable[str], phrases: Mapping[str, Entries], filler: set[str]) -> dict[str, list[set[str]]]:
    """The words of each title and synonym of each indicator, filler aside."""
    names: dict[str, list[set[str]]] = {name: [] for name in indicators}
    for phrase, things in phrases.items():
        words = set(phrase.split()) - filler
        if len(words) == 1 and " " in phrase:
            # "Current plan" is not "plan": a single word is a name only where it is listed as one.
            words = set(phrase.split())
        for kind, value in things:
            if kind == "indicator" and words:
                names[value].append(words)
    return names


def _index(bags: Sets) -> dict[str, list[str]]:
    """The indicators that have each word."""
    index: dict[str, list[str]] = defaultdict(list)
    for name, words in bags.items():
        for word in sorted(words):
            index[word].append(name)
    return index


def _definitions(others: Mapping[str, Entries]) -> dict[str, Any]:
    """The words of each indicator's definition, but for those that deny what stands beside them."""
    negations = {phrase for phrase, _ in others["negation"]}
    about = {name: set(phrase.split()) - negations for phrase, name in others["about"]}
    return {"about": _sorted(about), "index": _index(about)}


def _sorted(sets: Sets) -> dict[str, list[str]]:
    return {name: sorted(words) for name, words in sets.items()}
