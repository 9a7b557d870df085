"""Questions that name several things at once: "number and rate", "attendees and hours", "this, that and the other"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress

from dscp_tui.model.words import folded
from dscp_tui.questions.alone import side_by_side
from dscp_tui.questions.choose import Chooser
from dscp_tui.questions.lexicon import DEFAULT_TEMPLATE, Lexicon
from dscp_tui.questions.offers import Choice, Turned
from dscp_tui.questions.periods import Found
from dscp_tui.questions.reading import Meaning, Reading, Understanding
from dscp_tui.questions.understand import Reader
from dscp_tui.warehouse.store import Warehouse

MOST_THINGS = 8
LEAST_ALIKE = 2
"""How many telling words the titles of two indicators of one subject share."""
_SHARED = {"area", "compare", "template", "category", "role", "source"}
"""The slots that all things may share."""
_BETWEEN = re.compile(r"\s*(?:,(?!\d)|:(?!\d)|\band\b|\bplus\b|\bas well as\b|&(?=\s)|\s\+\s)\s*", re.IGNORECASE)
_SECOND = re.compile(r"\band how (?:many|much)\b", re.IGNORECASE)
_SPANNED = re.compile(r"\b(?:between|from)\b.*?\band\b", re.IGNORECASE)


def several_things(warehouse: Warehouse, reader: Reader, whole: Understanding) -> Choice | None:
    """The things that a question names one after another, side by side; None where any part of it is not understood.

    A part may lean on the first ("how many attended, and how many hours"), and all share the period, area and slice
    that one of them names.
    """
    if "together" not in reader.lexicon.roles:
        return None
    parts = _parts(whole.question)
    if not 2 <= len(parts) <= MOST_THINGS:
        return None
    named: dict[str, list[Found]] = {}
    meanings: list[Meaning] = []
    for part in parts:
        found = _named(warehouse, reader, whole, part, next(iter(named), ""))
        if found is None:
            return None
        indicator, reading, periods = found
        if indicator:
            named.setdefault(indicator, periods)
        meanings += [meaning for meaning in reading.meanings if meaning not in meanings]
    reading = Reading(tuple(meanings))
    if (
        len(named) < 2
        or {m.kind for m in meanings} - _SHARED
        or _special(reading)
        or len(reading.values("category")) > 1
    ):
        return None
    try:
        return side_by_side(Chooser(warehouse, reader.lexicon, whole), list(named.items()), reading, whole=True)
    except Turned:
        return None


def names_another(reader: Reader, question: str, indicator: str) -> bool:
    """Whether a question has several parts that each name an indicator, and one of them names another than this."""
    parts = [reader.understand(part).readings for part in _parts(question) if not reader.is_aside(part)]
    named = [{match.indicator for reading in readings for match in reading.matches} for readings in parts]
    naming = [names for names in named if names]
    return len(naming) > 1 and any(indicator not in names for names in naming)


def asks_twice(reader: Reader, question: str, indicator: str) -> bool:
    """Whether a second "how many" or "how much" asks for something else than the indicator: it names it by none of its
    names."""
    found = _SECOND.search(question)
    if not found:
        return False
    words = folded(question[found.end() :])
    spans = (" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1))
    return not any(indicator in reader.lexicon.of_kind(phrase, "indicator") for phrase in spans)


def _parts(question: str) -> list[str]:
    """What stands between semicolons, else between commas and "and"; not what is "between ... and ..."."""
    if ";" in question:
        return [part for part in question.split(";") if re.search(r"\w", part)]
    flat = _SPANNED.sub(lambda found: found[0][: -len("and")] + "to", question)
    return [part for part in _BETWEEN.split(flat) if re.search(r"\w", part)]


def _of_unit(lexicon: Lexicon, first: str, part: str) -> str:
    """The indicator of the first one's subject whose unit a part names and nothing else ("how many hours was that")."""
    words = set(folded(part)) - lexicon.filler - lexicon.soft
    units = lexicon.units_named(words)
    if not words or words - set().union(*lexicon.unit_words.values()):
        return ""
    subject = lexicon.titles[first] - lexicon.filler - lexicon.soft
    alike = [
        name
        for name, indicator in lexicon.indicators.items()
        if name != first and indicator.unit in units and len(lexicon.titles[name] & subject) >= LEAST_ALIKE
    ]
    return alike[0] if len(alike) == 1 else ""


def _special(reading: Reading) -> Sequence[str]:
    return [name for name in reading.values("template") if name != DEFAULT_TEMPLATE]


def _named(
    warehouse: Warehouse, reader: Reader, whole: Understanding, part: str, first: str
) -> tuple[str, Reading, list[Found]] | None:
    """The one indicator that a part of the question names, alone or with the words of the first; "" where it names none.

    A part without a period of its own takes the question's.
    """
    if first and (other := _of_unit(reader.lexicon, first, part)):
        return other, Reading(()), whole.asked[:1]
    leaning = f"{reader.lexicon.indicators[first].title} {part}" if first else part
    for text in dict.fromkeys((part, leaning)):
        understanding = reader.understand(text)
        readings = understanding.readings
        understanding.periods = understanding.periods or whole.periods[:1]
        if readings and not readings[0].matches and not readings[0].values("template"):
            return "", readings[0], understanding.asked
        with suppress(Turned):
            choice = Chooser(warehouse, reader.lexicon, understanding).choose()
            if choice.reading and "indicator" in choice.given and choice.given["indicator"] != first:
                return choice.given["indicator"], choice.reading, understanding.asked
    return None
