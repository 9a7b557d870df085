"""Series over time as a picture of text. The chart library draws the curves; axes, ticks and legend are ours.

The library ends the process on a NaN, so all that it is given passes `_stroke`, and there the gate `finite_runs`.
It only sees shares of the canvas (0.0 to 1.0): no figure, however odd, and no text of a source reaches it.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dscp_tui.model.numbers import decimals_of, with_unit
from dscp_tui.model.series import finite_runs, is_drawable
from dscp_tui.model.text import cells_wide, clipped, shown
from dscp_tui.render.bars import between, number, right, wrapped

_LOCK = threading.Lock()  # the library has one figure, shared by all threads
_SIGNS = "●○◆◇▲△■□"
_MEAN_SIGN, _LIMIT_SIGN, _BREAK_SIGN = "─╌╎"
_MEANINGS = {"≈": "approximate", "p": "provisional", "≠": "disputed", "<": "less than", ">": "more than"}
_SHORT = 4
_STEPS = [size * 10.0**power for power in range(5) for size in (1, 2, 2.5, 5)]


@dataclass(frozen=True, slots=True)
class Point:
    """One reading: its label on the axis, its place in time (such as an ordinal day), its value; None is a gap.

    `mark` is a sign that qualifies it: `≈` approximate, `p` provisional, `≠` disputed.
    """

    label: str
    at: float
    value: float | None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A named series of readings, in any order."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a series from one place in time to another: its mean, and how far from it chance alone takes it."""

    since: float
    until: float
    mean: float
    lower: float
    upper: float
    word: str = "limits"


@dataclass(frozen=True, slots=True)
class Lines:
    """What a chart shows: series, the unit of all values, and the levels that they are held against."""

    series: tuple[Series, ...]
    unit: str = ""
    target: float | None = None
    tolerance: float | None = None
    breaks: tuple[Point, ...] = ()
    """Points from which a series rests on another basis; their values are not looked at."""
    limits: tuple[Limits, ...] = ()
    """Those of one of the series, stretch after stretch."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """The value axis: `low` lies on the bottom row, and every `per_step` rows are one `step`."""

    low: float
    step: float
    per_step: int
    rows: int
    extent: float

    def share(self, value: float | None) -> float | None:
        return None if value is None else (value - self.low) / self.extent


@dataclass(frozen=True, slots=True)
class _Chart:
    """Series with safe texts and plain numbers, in the order of time, and levels as (sign, word, value)."""

    curves: tuple[Series, ...]
    levels: tuple[tuple[str, str, float], ...]
    breaks: tuple[Point, ...]
    limits: tuple[Limits, ...]
    unit: str

    @property
    def strokes(self) -> Iterator[tuple[str, Limits, float]]:
        """The lines of the limits: sign, stretch, value. What no value can be (below none, above all) is not drawn."""
        values = [point.value for curve in self.curves for point in curve.points if point.value is not None]
        low = 0.0 if min(values) >= 0 else -math.inf
        high = 100.0 if self.unit == "%" and max(values) <= 100 else math.inf
        for of in self.limits:
            yield _MEAN_SIGN, of, of.mean
            yield from ((_LIMIT_SIGN, of, value) for value in (of.lower, of.upper) if low <= value <= high)

    def share(self, at: float) -> float:
        """Where a point lies in time, from 0.0 at the first to 1.0 at the last."""
        ats = [point.at for curve in self.curves for point in (curve.points[0], curve.points[-1])]
        first, last = min(ats), max(ats)
        return (at - first) / (last - first) if last > first else 0.5


def draw(lines: Lines, width: int, height: int) -> str:
    """The chart as text of at most `width` cells by `height` lines.

    Empty where the space is too small, or where fewer than two values can be drawn: one is better told as a number.
    """
    placed = (Series(shown(series.name).strip(), _placed(series.points)) for series in lines.series)
    curves = tuple(curve for curve in placed if curve.points)
    if width < 24 or height < 6 or sum(len(_known(curve)) for curve in curves) < 2:
        return ""
    named = zip("┈·", ("target", "tolerance"), (lines.target, lines.tolerance), strict=True)
    levels = tuple((sign, word, plain) for sign, word, value in named if (plain := number(value)) is not None)
    limits = tuple(
        of for of in lines.limits if all(map(is_drawable, (of.since, of.until, of.mean, of.lower, of.upper)))
    )
    unit = shown(lines.unit).strip() or "number"
    chart = _Chart(curves, levels, _placed(lines.breaks), limits, unit)
    try:
        import plotext
    except (ImportError, OSError):  # no wheel for this machine, or its kernel does not load
        rows = _sparklines(chart, width)[:height]
    else:
        rows = _rows(plotext, chart, width, height)
    return "\n".join(rows)


def _placed(points: Iterable[Point]) -> tuple[Point, ...]:
    """The points that have a place in time, in its order, with plain numbers and safe texts."""
    placed = [
        Point(shown(point.label).strip(), at, number(point.value), shown(point.mark).strip())
        for point in points
        if (at := number(point.at)) is not None
    ]
    return tuple(sorted(placed, key=lambda point: point.at))


def _known(curve: Series) -> list[Point]:
    return [point for point in curve.points if point.value is not None]


def _rows(plotext: Any, chart: _Chart, width: int, height: int) -> list[str]:
    # A unit of one word would take the curves' space on every tick; it moves to the legend.
    tick_unit = chart.unit if cells_wide(with_unit(0, chart.unit)) <= max(_SHORT, width // 10) else "number"
    legend = _legend(chart) + ([f"in {chart.unit}"] if tick_unit != chart.unit else [])
    foot = wrapped(legend, width, max(1, height // 4))
    values = [point.value for curve in chart.curves for point in curve.points if point.value is not None]
    values += [value for _, _, value in chart.levels] + [value for _, _, value in chart.strokes]
    scale = _scale(values, height - 2 - len(foot))
    ticks = _ticks(scale, tick_unit, max(values), max(12, width // 4))
    margin = max(map(cells_wide, ticks.values()))
    curves = _draw_curves(plotext, chart, scale, width - margin - 1)
    edges = [right(ticks.get(row, ""), margin) + "│┤"[row in ticks] for row in reversed(range(scale.rows))]
    body = [edge + row for edge, row in zip(edges, curves, strict=True)]
    return [row.rstrip() for row in (*body, *_time_axis(chart, width, margin), *foot)]


def _draw_curves(plotext: Any, chart: _Chart, scale: _Scale, columns: int) -> list[str]:
    """The curves on a canvas of `columns` by the scale's rows; what is drawn later covers what lies there."""
    with _LOCK:
        figure = plotext.figure
        plotext.terminal.limit(False, False)
        figure.clear().plot_size(columns, scale.rows)
        figure.axes(False)
        figure.ruler("both").frequency(0).lim(0, 1)
        for sign, of, value in chart.strokes:
            ends = [min(1.0, max(0.0, chart.share(at))) for at in (of.since, of.until)]
            if ends[0] < ends[1]:
                _stroke(figure, ends, [scale.share(value)] * 2, sign)
        for sign, _, value in reversed(chart.levels):
            _stroke(figure, (0.0, 1.0), [scale.share(value)] * 2, sign)
        for point in chart.breaks:
            # Just before the first point of the new basis.
            _stroke(figure, [chart.share(point.at) - 1.5 / max(columns, 2)] * 2, (0.0, 1.0), _BREAK_SIGN)
        for at in reversed(range(len(chart.curves))):
            _draw_curve(figure, chart, at, scale, columns)
        return str(figure.build().string(colorless=True)).split("\n")[: scale.rows]


def _stroke(figure: Any, across: Sequence[float], up: Sequence[float | None], sign: str) -> None:
    """The only way into the chart library: finite shares of the canvas, each run a signal of its own."""
    for run in finite_runs(across, up):
        figure.draw(figure.signal(list(run.positions), list(run.values), marker=sign).lines())


def _draw_curve(figure: Any, chart: _Chart, at: int, scale: _Scale, columns: int) -> None:
    points, several = chart.curves[at].points, len(chart.curves) > 1
    across, up = [chart.share(point.at) for point in points], [scale.share(point.value) for point in points]
    _stroke(figure, across, up, "braille")
    known = {nth: share for nth, share in enumerate(up) if share is not None}
    # Signs that touch would hide the curve; but several curves are only told apart by them.
    stride = 1 + 3 * len(known) // columns
    for rank, nth in enumerate(known):
        own = points[nth].mark if points[nth].mark in _MEANINGS and not several else ""
        lone = not {nth - 1, nth + 1} & known.keys()
        if own or lone or (rank % stride == 0 and (several or stride == 1)):
            _stroke(figure, [across[nth]], [up[nth]], own or _SIGNS[at % 8])


def _scale(values: Sequence[float], rows: int) -> _Scale:
    """The tightest axis with round steps on whole rows, so that each tick's number holds exactly for its row."""
    low, high = min(values), max(values)
    if high - low <= 1e-9 * max(abs(low), abs(high), 1.0):
        pad = abs(high) / 10 if abs(high) > 1e-6 else 1.0
        low, high = max(low - pad, 0.0) if low >= 0 else low - pad, high + pad
    whole = all(value == int(value) for value in values)
    power = 10.0 ** math.floor(math.log10((high - low) / rows))
    steps = [step for size in _STEPS if (step := size * (max(1.0, power) if whole else power)) % 1 == 0 or not whole]
    densest = max(1, math.ceil((rows - 1) / 7))
    scales = (
        _Scale(math.floor(low / step + 1e-9) * step, step, per_step, rows, step * (rows - 1) / per_step)
        for per_step in range(densest, max(densest, (rows - 1) // 2) + 1)
        for step in steps
    )
    return min((s for s in scales if s.low + s.extent >= high - 1e-9 * s.step), key=lambda s: s.extent)


def _ticks(scale: _Scale, unit: str, highest: float, room: int) -> dict[int, str]:
    """The labels of the value axis by row, counted from the bottom; at most `room` cells wide."""
    marks = {at * scale.per_step: scale.low + at * scale.step for at in range((scale.rows - 1) // scale.per_step + 1)}
    if unit == "%" and highest <= 100:  # a share of a whole is no more than all of it
        marks = {row: value for row, value in marks.items() if value <= 100}
    texts = {row: with_unit(value, unit, decimals_of(scale.step)) for row, value in marks.items()}
    return (
        texts if max(map(cells_wide, texts.values())) <= room else {row: f"{value:.3g}" for row, value in marks.items()}
    )


def _time_axis(chart: _Chart, width: int, margin: int) -> tuple[str, str]:
    """The axis with a tick under each labelled point, and the labels: as many as leave a blank between them."""
    labels = {point.at: point.label for curve in reversed(chart.curves) for point in curve.points if point.label}
    columns, spans = width - margin - 1, []
    for at in sorted(labels):
        text = clipped(labels[at], columns // 2 - 1)
        column = margin + 1 + math.floor(chart.share(at) * (columns - 1) + 0.5)
        start = min(max(0, column - cells_wide(text) // 2), width - cells_wide(text))
        spans.append((start, start + cells_wide(text), column, text))
    axis, names = list(" " * margin + "└" + "─" * columns), ""
    for start, _, column, text in _apart(spans):
        axis[column] = "┬"
        names += " " * (start - cells_wide(names)) + text
    return "".join(axis), names


def _apart(spans: list[tuple[int, int, int, str]]) -> list[tuple[int, int, int, str]]:
    """Spans (start, end, column, text) that do not touch, the first and the last among them; even where time is."""
    gaps = [after[2] - before[2] for before, after in pairwise(spans)] or [0]
    widest = max((end - start for start, end, _, _ in spans), default=0)
    stride = math.ceil((widest + 1) / max(1, min(gaps))) if max(gaps) <= min(gaps) + 2 else 1
    chosen: list[tuple[int, int, int, str]] = []
    for span in spans[:-1:stride]:
        if span[1] < spans[-1][0] and (not chosen or chosen[-1][1] < span[0]):
            chosen.append(span)
    return chosen + spans[-1:]


def _legend(chart: _Chart) -> list[str]:
    several = len(chart.curves) > 1
    items = [f"{_SIGNS[at % 8]} {curve.name}" for at, curve in enumerate(chart.curves) if several]
    items += [f"{sign} {word} {with_unit(value, chart.unit)}" for sign, word, value in chart.levels]
    items += _limits_said(chart)
    items += [f"{_BREAK_SIGN} break before {point.label}" for point in chart.breaks]
    noted: dict[str, list[str]] = {}
    for curve in chart.curves:
        for point in _known(curve):
            noted.setdefault(point.mark, []).append(f"{curve.name} {point.label}" if several else point.label)
    told = {mark: ", ".join(of) if len(of) <= 3 else f"{len(of)} points" for mark, of in noted.items() if mark}
    return items + [f"{mark} {_MEANINGS.get(mark, '')}".strip() + f": {whose}" for mark, whose in told.items()]


def _limits_said(chart: _Chart) -> list[str]:
    """What the lines of the newest limits stand for."""
    if not chart.limits:
        return []
    of = chart.limits[-1]
    unit = chart.unit if cells_wide(with_unit(0, chart.unit)) <= _SHORT else "number"
    mean, lower, upper = (with_unit(round(value, 2), unit) for value in (of.mean, of.lower, of.upper))
    return [f"{_MEAN_SIGN} mean {mean}", f"{_LIMIT_SIGN} {shown(of.word)} {lower} to {upper}"]


def _sparklines(chart: _Chart, width: int) -> list[str]:
    """What is left without the chart library: each series between its first and its last value."""
    lines = []
    for curve in filter(_known, chart.curves):
        first, last = (with_unit(_known(curve)[at].value, chart.unit) for at in (0, -1))
        first = f"{curve.name} {first}" if len(chart.curves) > 1 else first
        lines.append(between(first, [point.value for point in curve.points], last, width))
    return lines
