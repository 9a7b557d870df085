"""Signal or noise: the XmR chart of an indicator's published series, in words (the rules are `model/spc.py`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dscp_tui.model.numbers import with_unit
from dscp_tui.model.series import is_drawable
from dscp_tui.model.spc import Segment, Signal, xmr
from dscp_tui.warehouse.store import Warehouse

_AIM = """
SELECT i.polarity, (
    SELECT t.target FROM targets AS t
    WHERE t.indicator = i.id AND t.area = $area AND t.dimension = $dimension AND t.category = $category AND t.unit <> 'grade'
    ORDER BY t.period DESC, t.figure LIMIT 1
)
FROM indicators AS i WHERE i.id = $indicator
"""
_YEAR = 365.25
"""Days from one point to the next: the series are yearly."""


def signal_lines(warehouse: Warehouse, parameters: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """What the rows of our own area in a published series say: limits, what they rest on, the rules that fired, variation
    and assurance."""
    home = warehouse.meta["area"]
    own = [row for row in rows if row["area"] == home]
    if not own:
        return []
    part = {name: "" if parameters[name] == "total" else parameters[name] for name in ("dimension", "category")}
    thing = {"indicator": parameters["indicator"], "area": home, **part}
    polarity, target = warehouse.query(_AIM, thing).rows[0]
    places = _placed(own)
    values = [row["value"] if row else None for row in places]
    breaks = [place for place, row in enumerate(places) if row and row["break_note"]]
    segment = xmr(values, breaks).current
    # What only resembles the indicator says nothing of the indicator's target.
    lines = list(_said(segment, str(own[0]["unit"]), polarity, None if own[-1]["basis"] else target))
    return lines + [_fired(signal, places) for signal in segment.signals]


def _placed(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any] | None]:
    """A place for every year; None where one is missing."""
    places: list[Mapping[str, Any] | None] = []
    before = None
    for row in rows:
        if before:
            places += [None] * (round((row["period_end"] - before).days / _YEAR) - 1)
        places.append(row)
        before = row["period_end"]
    return places


def _fired(signal: Signal, places: Sequence[Mapping[str, Any] | None]) -> str:
    labels = ", ".join(row["period_label"] for place in signal.positions if (row := places[place]))
    return f"Special cause, {signal.words}: {labels}."


def _said(segment: Segment, unit: str, polarity: str, target: float | None) -> Iterator[str]:
    basis = "; ".join(segment.basis)
    if segment.limits is None:
        yield f"Signal or noise: {basis}."
        return
    found = (segment.limits.mean, segment.limits.lower, segment.limits.upper)
    mean, lower, upper = (with_unit(round(number, 2), unit) for number in found)
    yield f"Signal or noise: mean {mean}, limits {lower} to {upper} ({basis})."
    if variation := segment.variation(polarity):
        why = f", {segment.newest.words}" if segment.newest else ", no rule fired for the newest point"
        yield f"Variation: {variation.word}{why}."
    assurance = segment.assurance(polarity, target)
    if assurance and is_drawable(target):
        yield f"Assurance against the target of {with_unit(target, unit)}: {assurance.word}."
