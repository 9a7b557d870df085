"""Rank, quartile band and average of one measure among areas (rules.md), over those that have a number.

A value is a number, the symbol that stands in its place ("c", "x", "z", "u", "k", "low"), or None. A symbol is never
ranked or averaged; it is kept, so that it can be said who is left out and why. Numbers are compared as given: floats
that come with noise are rounded to their published decimals before.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from dscp_tui.model.numbers import exact
from dscp_tui.model.series import is_drawable
from dscp_tui.model.status import Polarity

Value = float | str | None
NO_VALUE = "no value"
_FEWEST_FOR_BANDS = 4


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many areas have a number, of how many, and the symbol of each that has none ("" where there is not even one)."""

    n: int
    of: int
    missing: dict[str, str]

    def words(self, noun: str = "areas") -> str:
        """`9 of 10 neighbours, 1 [c]`; `all 10 neighbours` where none is missing."""
        if not self.missing:
            return f"all {self.of} {noun}"
        counts = sorted(Counter(self.missing.values()).items(), key=lambda one: (one[0] == "", one[0]))
        reasons = (f"{count} [{symbol}]" if symbol else f"{count} {NO_VALUE}" for symbol, count in counts)
        return f"{self.n} of {self.of} {noun}, {', '.join(reasons)}"


@dataclass(frozen=True, slots=True)
class Ranking:
    """The rank (1 is best) and quartile band (A is best) of each area that has a number.

    `bands` is empty for fewer than four numbers, of which none can be a quarter.
    """

    ranks: dict[str, int]
    bands: dict[str, str]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Average:
    """Mean and median in the unit of the values, not rounded; None where nobody has a number."""

    mean: float | None
    median: float | None
    coverage: Coverage


def ranking(values: Mapping[str, Value], polarity: Polarity | str) -> Ranking | None:
    """Rank areas by which way is better; None where neither is. An unknown polarity: ValueError.

    Equal values share the better rank, and as many ranks are skipped after them (1, 2, 2, 4). Bands are cut at the quartiles
    of quantile type 7; a value on a quartile belongs to the better band, so that the first is always in A.
    """
    polarity = Polarity(polarity)
    if polarity == Polarity.NEITHER:
        return None
    sign = -1 if polarity == Polarity.HIGHER else 1
    badness = {area: sign * exact(value) for area, value in _numbers(values).items()}
    ordered = sorted(badness.values())
    first = {value: place for place, value in reversed(list(enumerate(ordered, start=1)))}
    ranks = {area: first[value] for area, value in badness.items()}
    if len(ordered) < _FEWEST_FOR_BANDS:
        return Ranking(ranks, {}, _coverage(values))
    cuts = statistics.quantiles(ordered, n=4, method="inclusive")
    bands = {area: "ABCD"[sum(value > cut for cut in cuts)] for area, value in badness.items()}
    return Ranking(ranks, bands, _coverage(values))


def average(values: Mapping[str, Value]) -> Average:
    """Mean and median of the areas that have a number: tools differ in which of the two they show (rules.md)."""
    known = [exact(value) for value in _numbers(values).values()]
    if not known:
        return Average(None, None, _coverage(values))
    return Average(float(statistics.mean(known)), float(statistics.median(known)), _coverage(values))


def _numbers(values: Mapping[str, Value]) -> dict[str, float]:
    return {area: value for area, value in values.items() if is_drawable(value)}


def _coverage(values: Mapping[str, Value]) -> Coverage:
    missing = {
        area: value if isinstance(value, str) else "" for area, value in values.items() if not is_drawable(value)
    }
    return Coverage(len(values) - len(missing), len(values), missing)
