"""Questions that name several things at once: "number and rate", "attendees and hours", "this, that and the other"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dscp_tui.questions.choose import Choice, Chooser, Turned, side_by_side
from dscp_tui.questions.lexicon import DEFAULT_TEMPLATE
from dscp_tui.questions.understand import Meaning, Reader, Reading, Understanding
from dscp_tui.warehouse.store import Warehouse

MOST_THINGS = 8
_BETWEEN = re.compile(r"\s*(?:;|,(?!\d)|:(?!\d)|\band\b|\bplus\b|\bas well as\b|&(?=\s)|\s\+\s)\s*", re.IGNORECASE)


def several_things(warehouse: Warehouse, reader: Reader, whole: Understanding) -> Choice | None:
    """The things that a question names one after another, side by side; None where any part of it is not understood.

    A part may lean on the first ("how many attended, and how many hours"), and all share the period, area and slice
    that one of them names.
    """
    if "together" not in reader.lexicon.roles:
        return None
    parts = [part for part in _BETWEEN.split(whole.question) if re.search(r"\w", part)]
    if not 2 <= len(parts) <= MOST_THINGS:
        return None
    named: list[str] = []
    meanings: list[Meaning] = []
    for part in parts:
        found = _named(warehouse, reader, whole, part, named)
        if found is None:
            return None
        indicator, reading = found
        named += [indicator] if indicator and indicator not in named else []
        meanings += [meaning for meaning in reading.meanings if meaning not in meanings]
    reading = Reading(tuple(meanings))
    if len(named) < 2 or {m.kind for m in meanings} - {"area", "compare", "template"} or _special(reading):
        return None
    try:
        return side_by_side(Chooser(warehouse, reader.lexicon, whole), named, reading)
    except Turned:
        return None


def _special(reading: Reading) -> Sequence[str]:
    return [name for name in reading.values("template") if name != DEFAULT_TEMPLATE]


def _named(
    warehouse: Warehouse, reader: Reader, whole: Understanding, part: str, before: list[str]
) -> tuple[str, Reading] | None:
    """The one indicator that a part of the question names, alone or with the words of the first; "" where it names none."""
    leaning = f"{reader.lexicon.indicators[before[0]].title} {part}" if before else part
    for text in dict.fromkeys((part, leaning)):
        understanding = reader.understand(text)
        readings = understanding.readings
        names = list(dict.fromkeys(match.indicator for one in readings for match in one.matches))
        if readings and not names and not readings[0].values("template"):
            return "", readings[0]
        understanding.periods = whole.periods
        try:
            choice = Chooser(warehouse, reader.lexicon, understanding).choose() if names else None
        except Turned:
            continue
        if choice and choice.reading and "indicator" in choice.given:
            return choice.given["indicator"], choice.reading
    return None
