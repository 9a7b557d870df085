"""Is a figure to be believed? Each rule is a function that gives its verdict in words, or nothing where it finds nothing.

A verdict stands beside the status and leaves it as it is: the figure is shown, marked, and not coloured as success.
What is missing never makes a verdict: None, NaN and infinities are missing. Numbers are compared as they are spelled.
What needs more than one series (counts behind a rate, parts, the country among its areas) is SQL: `warehouse/checks/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from dscp_tui.model.numbers import decimals_of, difference_unit, exact, with_unit
from dscp_tui.model.series import is_drawable
from dscp_tui.model.spc import Values, moving_ranges, stretches

MANY = 50
"""From here on none or all is no accident, and neither is half."""
_MEAN_RANGES = 3
_FEWEST_RANGES = 3


def none_or_all(percentage: float | None, denominator: float | None, numerator: float | None = None) -> str | None:
    """0% or 100% of 50 or more. A known numerator decides: 299 of 300 is not all, though it may round to 100%."""
    if not is_drawable(denominator) or denominator < MANY:
        return None
    if is_drawable(numerator):
        extreme, part = numerator in (0, denominator), _number(numerator)
    else:
        extreme, part = percentage in (0, 100), with_unit(percentage, "%")
    said = f"{part} of {_number(denominator)}: none or all of {MANY} or more"
    return said if extreme else None


def jumps(values: Values, breaks: Iterable[int] = (), unit: str = "number") -> dict[int, str]:
    """The positions at which a series moves out by more than three mean moving ranges and back again.

    The point must lie by that much beyond the nearer of its two neighbours in time, on the far side of both. The mean is
    that of the other moving ranges between the same breaks (`xmr` says what a break is): a jump's own two would
    hide it. Any other outlier still widens the mean, so of 23.7, 37.3, 27.7 ... 25.4, 7.0, 25.2 only 7.0 is marked,
    while the series up to 25.4 has 37.3 marked. Where a neighbour is missing, or fewer than three other moving ranges
    are known, or none of them moves, nothing is measured and there is no verdict.
    """
    found: dict[int, str] = {}
    for span in stretches(len(values), breaks):
        ranges = moving_ranges(values[span.start : span.stop])
        for position in span[1:-1]:
            three = values[position - 1 : position + 2]
            out = _out_and_back(*three)
            usual = _usual(ranges, position - span.start) if out else None
            if out and usual and out > _MEAN_RANGES * usual:
                found[position] = _jump_said(three, out, usual, unit)
    return found


def halved(denominators: Values, breaks: Iterable[int] = ()) -> dict[int, str]:
    """The positions at which a denominator of 50 or more falls to half or less of the one directly before it."""
    found: dict[int, str] = {}
    for span in stretches(len(denominators), breaks):
        for before, position in pairwise(span):
            was, now = denominators[before], denominators[position]
            if is_drawable(was) and is_drawable(now) and was >= MANY and exact(now) * 2 <= exact(was):
                found[position] = f"the denominator falls from {_number(was)} to {_number(now)}, to half or less"
    return found


def _out_and_back(before: float | None, point: float | None, after: float | None) -> Fraction | None:
    """How far a point lies beyond the nearer of its neighbours, on the far side of both; None where it does not."""
    if not (is_drawable(before) and is_drawable(point) and is_drawable(after)):
        return None
    low, high = min(before, after), max(before, after)
    if low <= point <= high:
        return None
    return exact(point) - exact(high) if point > high else exact(low) - exact(point)


def _usual(ranges: Sequence[Fraction | None], place: int) -> Fraction | None:
    """The mean of a stretch's moving ranges without the two of one place, 0 where none moves; None for too few."""
    others = [one for one in (*ranges[: place - 1], *ranges[place + 1 :]) if one is not None]
    return sum(others, Fraction()) / len(others) if len(others) >= _FEWEST_RANGES else None


def _jump_said(three: Values, out: Fraction, usual: Fraction, unit: str) -> str:
    decimals = max(decimals_of(value) for value in three if value is not None)
    shown = ", ".join(with_unit(value, unit, decimals) for value in three)
    step = difference_unit(unit)
    distance, mean = with_unit(float(out), step, decimals), with_unit(float(usual), step, decimals + 1)
    return f"{shown}: {distance} out and back, more than {_MEAN_RANGES} mean moving ranges of {mean}"


def _number(value: float) -> str:
    return with_unit(value, "number")
