"""Signal or noise: statistical process control by XmR charts, as NHS Making Data Count has them.

The mean of all points is the baseline; a moving range is the distance of a point from the one before. Limits lie 2.66
mean moving ranges from the mean, two-sigma lines at two thirds of that. Screening leaves out the moving ranges at or
above 3.267 times their mean and recomputes once; only the spread is screened, never the mean, and not where nothing
that moves would be left.

Each stretch between two breaks in a series is its own chart. Over a gap there is no moving range, and no run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import groupby, pairwise

from dscp_tui.model.numbers import exact
from dscp_tui.model.series import is_drawable
from dscp_tui.model.status import Polarity

FIRM = 13
"""Fewer points give trial limits."""
FEWEST = 3
"""Fewer points give no limits."""
RUN = 7
_TO_LIMIT = Fraction("2.66")
_TO_TWO_SIGMA = _TO_LIMIT * 2 / 3
_TO_RANGE_LIMIT = Fraction("3.267")

Values = Sequence[float | None]
"""A series in the order of time, all in one unit; None, NaN and infinities are gaps."""


class Rule(StrEnum):
    """What makes a special cause, in the order in which they speak for a point at which several fire.

    A limit says most and a side of the mean least, and a turn shows before the side changes: the order is that of the
    reference implementation (NHSRplotthedots).
    """

    BEYOND_LIMIT = "beyond_limit"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"
    ONE_SIDE = "one_side"


class Side(StrEnum):
    """Where a special cause points: above or rising, below or falling."""

    HIGH = "high"
    LOW = "low"


class Variation(StrEnum):
    """What the newest point of a series says."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neutral"
    COMMON_CAUSE = "common_cause"

    @property
    def word(self) -> str:
        return self.value.replace("_", " ")


class Assurance(StrEnum):
    """Whether a target can be expected to be met."""

    CONSISTENTLY_PASSES = "consistently_passes"
    CONSISTENTLY_FAILS = "consistently_fails"
    HIT_AND_MISS = "hit_and_miss"

    @property
    def word(self) -> str:
        return self.value.replace("_", " ")


_SAID = {
    (Rule.BEYOND_LIMIT, Side.HIGH): "above the upper limit",
    (Rule.BEYOND_LIMIT, Side.LOW): "below the lower limit",
    (Rule.TREND, Side.HIGH): f"{RUN} or more points in a row rising",
    (Rule.TREND, Side.LOW): f"{RUN} or more points in a row falling",
    (Rule.TWO_OF_THREE, Side.HIGH): "2 of 3 points beyond two sigma above the mean",
    (Rule.TWO_OF_THREE, Side.LOW): "2 of 3 points beyond two sigma below the mean",
    (Rule.ONE_SIDE, Side.HIGH): f"{RUN} or more points in a row above the mean",
    (Rule.ONE_SIDE, Side.LOW): f"{RUN} or more points in a row below the mean",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """The lines of a chart in the unit of its series, nothing rounded; `left_out` counts screened moving ranges."""

    mean: float
    lower: float
    upper: float
    lower_two_sigma: float
    upper_two_sigma: float
    mean_range: float
    range_limit: float
    ranges: int
    left_out: int
    screened: bool


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule that fired, on which side, and the positions in the whole series at which it did."""

    rule: Rule
    side: Side
    positions: tuple[int, ...]

    @property
    def words(self) -> str:
        return _SAID[self.rule, self.side]


@dataclass(frozen=True, slots=True)
class Segment:
    """The chart of one stretch without a break: positions `start` to before `stop` of the whole series.

    `points` counts numbers, `gaps` are the positions without one, `latest` is that of the newest number.
    """

    start: int
    stop: int
    points: int
    gaps: tuple[int, ...]
    latest: int | None
    limits: Limits | None
    signals: tuple[Signal, ...]

    @property
    def trial(self) -> bool:
        """Whether there are limits, on too few points to be firm."""
        return self.limits is not None and self.points < FIRM

    def signals_at(self, position: int) -> tuple[Signal, ...]:
        """The rules that fired at a position, the one that speaks for it first."""
        return tuple(signal for signal in self.signals if position in signal.positions)

    @property
    def newest(self) -> Signal | None:
        """The special cause that speaks for the newest point, if one does."""
        fired = () if self.latest is None else self.signals_at(self.latest)
        return fired[0] if fired else None

    def variation(self, polarity: Polarity | str) -> Variation | None:
        """What the newest point says, by which way is better; None without limits. An unknown polarity: ValueError."""
        return self.variation_at(-1 if self.latest is None else self.latest, polarity)

    def variation_at(self, position: int, polarity: Polarity | str) -> Variation | None:
        """What the point at a position says, as `variation` does."""
        polarity = Polarity(polarity)
        if self.limits is None:
            return None
        fired = self.signals_at(position)
        if not fired:
            return Variation.COMMON_CAUSE
        if polarity == Polarity.NEITHER:
            return Variation.NEUTRAL
        better = Side.HIGH if polarity == Polarity.HIGHER else Side.LOW
        return Variation.IMPROVEMENT if fired[0].side == better else Variation.CONCERN

    def assurance(self, polarity: Polarity | str, target: float | None) -> Assurance | None:
        """Whether the process as it is can be expected to meet a target in the unit of the series.

        None without limits, without a target, or where neither way is better. An unknown polarity: ValueError.
        """
        polarity = Polarity(polarity)
        if self.limits is None or not is_drawable(target) or polarity == Polarity.NEITHER:
            return None
        if self.limits.lower <= target <= self.limits.upper:
            return Assurance.HIT_AND_MISS
        passes = (target < self.limits.lower) == (polarity == Polarity.HIGHER)
        return Assurance.CONSISTENTLY_PASSES if passes else Assurance.CONSISTENTLY_FAILS

    @property
    def basis(self) -> tuple[str, ...]:
        """What the limits rest on, to be read beside them: how many points, screening, gaps, a break."""
        return (
            *_limits_said(self.points, self.limits),
            *([f"{_many(len(self.gaps), 'gap')}: no moving range and no run across"] if self.gaps else []),
            *(["since the break in the series"] if self.start else []),
        )


@dataclass(frozen=True, slots=True)
class Chart:
    """A series as one segment after another; the last one is the state of today."""

    segments: tuple[Segment, ...]

    @property
    def current(self) -> Segment:
        return self.segments[-1]


def xmr(values: Values, breaks: Iterable[int] = (), *, screen: bool = True) -> Chart:
    """The XmR chart of a series. A break is the position of the first point on the new basis.

    A break at the very start or end parts nothing. Raises ValueError for one that lies outside the series.
    """
    return Chart(tuple(_segment(values, span, screen) for span in stretches(len(values), breaks)))


def stretches(length: int, breaks: Iterable[int]) -> list[range]:
    """The positions of a series, parted at its breaks; always one stretch at least. ValueError as in `xmr`."""
    marks = set(breaks)
    if any(not 0 <= mark <= length for mark in marks):
        raise ValueError(f"a break lies outside a series of {length} points: {sorted(marks)}")
    return [range(start, stop) for start, stop in pairwise([0, *sorted(marks - {0, length}), length])]


def moving_ranges(values: Values) -> list[Fraction | None]:
    """The exact distances of each point from the one before, one fewer than points; None where either is missing."""
    exacts = [exact(value) if is_drawable(value) else None for value in values]
    return [None if a is None or b is None else abs(b - a) for a, b in pairwise(exacts)]


def _segment(values: Values, span: range, screen: bool) -> Segment:
    own = [value if is_drawable(value) else None for value in values[span.start : span.stop]]
    placed = list(zip(span, own, strict=True))
    present = [position for position, value in placed if value is not None]
    limits = _limits(own, screen)
    return Segment(
        span.start,
        span.stop,
        len(present),
        tuple(position for position, value in placed if value is None),
        present[-1] if present else None,
        limits,
        tuple(_signals(own, limits, span.start)) if limits else (),
    )


def _limits(own: Values, screen: bool) -> Limits | None:
    """The lines of a stretch, computed exactly and rounded to floats once: no point falls beyond a line that it is on."""
    exacts = [exact(value) for value in own if value is not None]
    ranges = [distance for distance in moving_ranges(own) if distance is not None]
    if len(exacts) < FEWEST or not ranges:
        return None
    kept = _screened(ranges) if screen else None
    mean = sum(exacts, Fraction()) / len(exacts)
    spread = _mean(kept or ranges)
    return Limits(
        float(mean),
        float(mean - _TO_LIMIT * spread),
        float(mean + _TO_LIMIT * spread),
        float(mean - _TO_TWO_SIGMA * spread),
        float(mean + _TO_TWO_SIGMA * spread),
        float(spread),
        float(_TO_RANGE_LIMIT * spread),
        len(ranges),
        len(ranges) - len(kept or ranges),
        kept is not None,
    )


def _screened(ranges: list[Fraction]) -> list[Fraction] | None:
    """The moving ranges below their limit; None where nothing that moves is left."""
    kept = [distance for distance in ranges if distance < _TO_RANGE_LIMIT * _mean(ranges)]
    return kept if any(kept) else None


def _mean(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction()) / len(numbers)


def _signals(own: Values, limits: Limits, start: int) -> Iterator[Signal]:
    """What fired in a stretch that begins at `start` of the whole series, in the order in which rules speak."""
    outside = _beyond(own, limits.lower, limits.upper)
    far = _beyond(own, limits.lower_two_sigma, limits.upper_two_sigma)
    sides = _beyond(own, limits.mean, limits.mean)
    steps = [0 if a is None or b is None else (b > a) - (b < a) for a, b in pairwise(own)]
    for rule in Rule:
        for side, sign in ((Side.HIGH, 1), (Side.LOW, -1)):
            match rule:
                case Rule.BEYOND_LIMIT:
                    places = _in_runs(outside, sign, 1)
                case Rule.TREND:
                    places = {step + end for step in _in_runs(steps, sign, RUN - 1) for end in (0, 1)}
                case Rule.TWO_OF_THREE:
                    places = _two_of_three(sides, far, sign)
                case Rule.ONE_SIDE:
                    places = _in_runs(sides, sign, RUN)
            if places:
                yield Signal(rule, side, tuple(start + place for place in sorted(places)))


def _beyond(own: Values, low: float, high: float) -> list[int]:
    """1 above a line, -1 below the other, 0 between them, on one, or in a gap."""
    return [0 if value is None else (value > high) - (value < low) for value in own]


def _in_runs(signs: Sequence[int], sign: int, length: int) -> set[int]:
    """The places of `sign` that stand in a row of at least `length`."""
    rows = [list(row) for key, row in groupby(range(len(signs)), signs.__getitem__) if key == sign]
    return {place for row in rows if len(row) >= length for place in row}


def _two_of_three(sides: Sequence[int], far: Sequence[int], sign: int) -> set[int]:
    """The places beyond two sigma, of three in a row on one side of the mean with two or more such."""
    found: set[int] = set()
    for first in range(len(sides) - 2):
        three = range(first, first + 3)
        beyond = [place for place in three if far[place] == sign]
        if len(beyond) >= 2 and all(sides[place] == sign for place in three):
            found.update(beyond)
    return found


def _limits_said(points: int, limits: Limits | None) -> list[str]:
    if limits is None:
        lack = f"at least {FEWEST} are needed" if points < FEWEST else "no two in a row"
        return [f"no limits: {_many(points, 'point')}, {lack}"]
    screened = f"screened, {limits.left_out} of {_many(limits.ranges, 'moving range')} left out"
    trial = f"trial limits: {points} points, {FIRM} make them firm"
    return [*([trial] if points < FIRM else []), screened if limits.screened else "not screened"]


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
