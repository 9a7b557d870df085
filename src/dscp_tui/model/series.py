"""Series of numbers for charts. `finite_runs` is the one gate through which every number passes before any chart.

The chart library ends the whole process on a NaN and fails on None and infinity, so nothing else may reach it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeGuard

_YEAR = 365.25
LARGEST = 1e15
"""Beyond this no figure of the field lies, and the chart library's axes overflow."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring points of a series without a gap: positions on the axis and finite values."""

    positions: tuple[float, ...]
    values: tuple[float, ...]


def is_drawable(value: object) -> TypeGuard[float]:
    """Whether a value is a finite number of a size that can be drawn."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= LARGEST


def finite_runs(positions: Sequence[float], values: Iterable[object]) -> list[Run]:
    """Split a series at its gaps (None, NaN, infinities, anything that is no number) into drawable runs."""
    runs: list[Run] = []
    current: list[tuple[float, float]] = []
    for position, value in zip(positions, values, strict=True):
        if is_drawable(value) and is_drawable(position):
            current.append((float(position), float(value)))
        elif current:
            runs.append(_run(current))
            current = []
    if current:
        runs.append(_run(current))
    return runs


def yearly(days: Sequence[date]) -> list[int | None]:
    """A place for every year of a yearly series: the number of its day; None for a year that is missing."""
    places: list[int | None] = []
    for number, day in enumerate(days):
        if number:
            places += [None] * (round((day - days[number - 1]).days / _YEAR) - 1)
        places.append(number)
    return places


def _run(points: list[tuple[float, float]]) -> Run:
    positions, values = zip(*points, strict=True)
    return Run(positions, values)
