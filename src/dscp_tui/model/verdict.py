"""Is a figure to be believed? Each rule of rules.md is a function that gives a verdict, or None where it finds nothing.

A verdict stands beside the status and leaves it as it is: the figure is shown, marked, and not coloured as success.
What is missing never makes a verdict: None, NaN and infinities are missing. Numbers are compared as they are spelled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from dscp_tui.model.numbers import compact, decimals_of, difference_unit, exact, half_up, ratio, with_unit
from dscp_tui.model.series import is_drawable
from dscp_tui.model.spc import Values, moving_ranges, stretches
from dscp_tui.model.status import DOUBT_SIGN, DOUBT_WORD

MANY = 50
"""From here on none or all is no accident (rules.md), and neither is half."""
_MEAN_RANGES = 3
_FEWEST_RANGES = 3
_SHARE_KNOWN = 0.75


class Doubt(StrEnum):
    """Which rule speaks against a figure."""

    NONE_OR_ALL = "none_or_all"
    JUMP = "jump"
    CONTRADICTED = "contradicted"
    HALVED = "halved"
    PARTS = "parts"
    OUTSIDE_RANGE = "outside_range"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A figure is not to be believed: by which rule, and why in words made from its numbers."""

    doubt: Doubt
    reason: str

    def __str__(self) -> str:
        return f"{DOUBT_SIGN} {DOUBT_WORD}: {self.reason}"


def none_or_all(percentage: float | None, denominator: float | None, numerator: float | None = None) -> Verdict | None:
    """0% or 100% of 50 or more. A known numerator decides: 299 of 300 is not all, though it may round to 100%."""
    if not is_drawable(denominator) or denominator < MANY:
        return None
    if is_drawable(numerator):
        extreme, part = numerator in (0, denominator), _number(numerator)
    else:
        extreme, part = percentage in (0, 100), with_unit(percentage, "%")
    said = f"{part} of {_number(denominator)}: none or all of {MANY} or more"
    return Verdict(Doubt.NONE_OR_ALL, said) if extreme else None


def jumps(values: Values, breaks: Iterable[int] = (), unit: str = "number") -> dict[int, Verdict]:
    """The positions at which a series moves out by more than three mean moving ranges and back again.

    The point must lie by that much beyond the nearer of its two neighbours in time, on the far side of both. The mean is
    that of the other moving ranges between the same breaks (`xmr` says what a break is): a jump's own two would
    hide it. Any other outlier still widens the mean, so of 23.7, 37.3, 27.7 ... 25.4, 7.0, 25.2 only 7.0 is marked,
    while the series up to 25.4 has 37.3 marked. Where a neighbour is missing, or fewer than three other moving ranges
    are known, or none of them moves, nothing is measured and there is no verdict.
    """
    found: dict[int, Verdict] = {}
    for span in stretches(len(values), breaks):
        ranges = moving_ranges(values[span.start : span.stop])
        for position in span[1:-1]:
            three = values[position - 1 : position + 2]
            out = _out_and_back(*three)
            usual = _usual(ranges, position - span.start) if out else None
            if out and usual and out > _MEAN_RANGES * usual:
                found[position] = Verdict(Doubt.JUMP, _jump_said(three, out, usual, unit))
    return found


def contradicted(  # noqa: PLR0913 - a figure, its counts, and how each is written
    value: float | None,
    numerator: float | None,
    denominator: float | None,
    decimals: int,
    *,
    per: float = 100,
    unit: str = "%",
    rounded_to: float = 0,
) -> Verdict | None:
    """A percentage or rate that is not `per` times its own counts, rounded half up at its decimals.

    Counts that were rounded, to the nearest 10 say, contradict it only if no counts that round to them give it. Nothing
    is said of a denominator that is not above 0 (0 of 0 is not applicable).
    """
    if not (is_drawable(value) and is_drawable(numerator) and is_drawable(denominator)):
        return None
    slack = rounded_to / 2
    if denominator - slack <= 0:
        return None
    lowest = ratio(numerator - slack, denominator + slack, decimals, per)
    highest = ratio(numerator + slack, denominator - slack, decimals, per)
    if lowest <= half_up(value, decimals) <= highest:
        return None
    right = with_unit(float(ratio(numerator, denominator, decimals, per)), unit, decimals)
    counts = f"{_number(numerator)} of {_number(denominator)}"
    return Verdict(Doubt.CONTRADICTED, f"{with_unit(value, unit)} is given, but {counts} is {right}")


def halved(denominators: Values, breaks: Iterable[int] = ()) -> dict[int, Verdict]:
    """The positions at which a denominator of 50 or more falls to half or less of the one directly before it."""
    found: dict[int, Verdict] = {}
    for span in stretches(len(denominators), breaks):
        for before, position in pairwise(span):
            was, now = denominators[before], denominators[position]
            if is_drawable(was) and is_drawable(now) and was >= MANY and exact(now) * 2 <= exact(was):
                said = f"the denominator falls from {_number(was)} to {_number(now)}, to half or less"
                found[position] = Verdict(Doubt.HALVED, said)
    return found


def parts_and_total(parts: Sequence[float | None], total: float | None, *, rounded_to: float = 0) -> Verdict | None:
    """Parts that do not add up to their total, beyond what rounding each number to `rounded_to` explains.

    Where a part is missing, the known ones speak only by exceeding the total: parts are not negative. What hidden
    parts must come to is never said.
    """
    known = [part for part in parts if is_drawable(part)]
    if not known or not is_drawable(total):
        return None
    slack = exact(rounded_to) * (len(known) + 1) / 2
    over = sum(map(exact, known), Fraction()) - exact(total)
    complete = len(known) == len(parts)
    if over <= slack and (over >= -slack or not complete):
        return None
    named = f"the {len(parts)} parts" if complete else f"the {len(known)} known of {len(parts)} parts"
    added = _number(float(over + exact(total)))
    return Verdict(Doubt.PARTS, f"{named} add up to {added}, the total is {_number(total)}")


def outside_range(
    whole: float | None, areas: Sequence[float | None], *, name: str = "the whole", unit: str = "number"
) -> Verdict | None:
    """A rate of the whole that lies below the lowest or above the highest of its areas; `name` says whose it is.

    For rates, percentages and means only: a count of the whole is always above. Where more than a quarter of the areas is
    missing, the range is not known well enough.
    """
    known = [value for value in areas if is_drawable(value)]
    if not known or not is_drawable(whole) or len(known) < _SHARE_KNOWN * len(areas):
        return None
    if min(known) <= whole <= max(known):
        return None
    spread = f"{compact(min(known), unit)} to {compact(max(known), unit)}"
    said = f"{name} has {with_unit(whole, unit)}, {len(known)} of {len(areas)} areas have {spread}"
    return Verdict(Doubt.OUTSIDE_RANGE, said)


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
