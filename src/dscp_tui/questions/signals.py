"""Signal or noise: the XmR chart of an indicator's published series, in words (the rules are `model/spc.py`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dscp_tui.model.numbers import with_unit
from dscp_tui.model.series import is_drawable, yearly
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


@dataclass(frozen=True, slots=True)
class Band:
    """The limits of one stretch of a series, from the day of its first point to that of its last."""

    since: date
    until: date
    mean: float
    lower: float
    upper: float
    is_trial: bool


@dataclass(frozen=True, slots=True)
class Signals:
    """What a series says in words, about its newest stretch, and the limits of each stretch."""

    lines: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()


def signals_of(warehouse: Warehouse, parameters: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> Signals:
    """The signals of a published series: that of our own area, or of the one area that was asked for.

    In words: limits, what they rest on, the rules that fired, variation and assurance.
    """
    area = _subject(warehouse.meta["area"], rows)
    own = [row for row in rows if row["series"] == area]
    if not own:
        return Signals()
    part = {name: "" if parameters[name] == "total" else parameters[name] for name in ("dimension", "category")}
    thing = {"indicator": parameters["indicator"], "area": area, **part}
    polarity, target = warehouse.query(_AIM, thing).rows[0]
    places = [None if place is None else own[place] for place in yearly([row["period_end"] for row in own])]
    values = [row["value"] if row else None for row in places]
    breaks = [place for place, row in enumerate(places) if row and row["break_note"]]
    chart = xmr(values, breaks)
    # What only resembles the indicator says nothing of the indicator's target.
    lines = list(_said(chart.current, str(own[0]["unit"]), polarity, None if own[-1]["basis"] else target))
    lines += [_fired(signal, places) for signal in chart.current.signals]
    if area != warehouse.meta["area"]:
        lines = [f"{area}: {line}" for line in lines]
    return Signals(tuple(lines), tuple(_bands(chart.segments, places)))


def _subject(home: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Whose series is looked at; empty where several are and our own is not among them."""
    areas = {str(row["series"]) for row in rows}
    return home if home in areas else areas.pop() if len(areas) == 1 else ""


def _bands(segments: Sequence[Segment], places: Sequence[Mapping[str, Any] | None]) -> Iterator[Band]:
    for segment in segments:
        days = [row["period_end"] for row in places[segment.start : segment.stop] if row]
        if limits := segment.limits:
            yield Band(days[0], days[-1], limits.mean, limits.lower, limits.upper, segment.trial)


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
