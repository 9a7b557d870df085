"""Status of a reading against its target: pure, the only place where the rule stands.

There is no national standard: on the target or better is on target, beyond it but within the tolerance is
within tolerance, beyond both is off target. Without a tolerance a reading is on or off. A bound such as "<1%" counts
only where the whole range that it leaves open falls on one side.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

DOUBT_SIGN = "?"
DOUBT_WORD = "implausible"
"""What stands beside a status where the figure itself is not to be believed (`verdict.py`)."""


class Status(StrEnum):
    """How a reading stands against its target; shown with a sign and a word, never by colour alone."""

    ON_TARGET = "on_target"
    WITHIN_TOLERANCE = "within_tolerance"
    OFF_TARGET = "off_target"
    NO_DATA = "no_data"

    @property
    def word(self) -> str:
        return self.value.replace("_", " ")


class Polarity(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


# A value with the side on which an open bound leaves it: 0 at the value, -1 just below, +1 just above.
_Point = tuple[float, int]


@dataclass(frozen=True, slots=True)
class Extent:
    """The range of values that a reading allows; a plain number is a range of one point."""

    low: _Point
    high: _Point


def extent(value: float, qualifier: str) -> Extent:
    """The range that a qualifier leaves open around a value: `less_than 1` is everything below 1."""
    if qualifier in ("less_than", "range_high"):
        side = -1 if qualifier == "less_than" else 0
        return Extent((-math.inf, 0), (value, side))
    if qualifier in ("more_than", "range_low"):
        side = 1 if qualifier == "more_than" else 0
        return Extent((value, side), (math.inf, 0))
    return Extent((value, 0), (value, 0))


def status(  # noqa: PLR0913 - a reading and what it is judged by
    polarity: Polarity | str,
    value: float | None,
    target: float | None,
    tolerance: float | None = None,
    qualifier: str = "exact",
    *,
    target_met: bool | None = None,
    within: bool = False,
) -> Status:
    """Judge one reading; all numbers in the same unit.

    `target_met` is the source's own word ("target not met") where it prints no number. It decides only where there
    is no tolerance that the reading might still be within. `within` is the source's own word that the reading is within a
    tolerance which it does not print.
    """
    if value is None or not math.isfinite(value):
        return _as_stated(target_met, tolerance)
    if target is None or not math.isfinite(target) or polarity == Polarity.NEITHER:
        return Status.NO_DATA
    allowed = extent(value, qualifier)
    ends = {_judge(Polarity(polarity), end, target, tolerance) for end in (allowed.low, allowed.high)}
    judged = ends.pop() if len(ends) == 1 else Status.NO_DATA
    return Status.WITHIN_TOLERANCE if within and tolerance is None and judged == Status.OFF_TARGET else judged


def _as_stated(target_met: bool | None, tolerance: float | None) -> Status:
    if target_met is None or (target_met is False and tolerance is not None):
        return Status.NO_DATA
    return Status.ON_TARGET if target_met else Status.OFF_TARGET


def _judge(polarity: Polarity, point: _Point, target: float, tolerance: float | None) -> Status:
    if _reaches(polarity, point, target):
        return Status.ON_TARGET
    if tolerance is not None and _reaches(polarity, point, tolerance):
        return Status.WITHIN_TOLERANCE
    return Status.OFF_TARGET


def _reaches(polarity: Polarity, point: _Point, mark: float) -> bool:
    return point >= (mark, 0) if polarity == Polarity.HIGHER else point <= (mark, 0)


def stated_target_met(printed: str) -> bool | None:
    """What a printed cell says of its target where it has words and no number: "Target not met" is False."""
    return {"target not met": False, "target met": True}.get(_words(printed))


def stated_within(printed: str) -> bool:
    """Whether a source says in words that a reading is within its tolerance, in place of the tolerance."""
    return _words(printed) in ("within tolerance", "in tolerance")


def _words(printed: str) -> str:
    return " ".join(printed.casefold().replace(".", " ").split())
