"""Series over time as a picture of text. The chart library draws the curves; axes, ticks and legend are ours.

The library ends the process on a NaN, so all that it is given passes `_stroke`, and there the gate `finite_runs`.
It only sees shares of the canvas (0.0 to 1.0): no figure, however odd, and no text of a source reaches it.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dscp_tui.model.numbers import decimals_of, with_unit
from dscp_tui.model.series import finite_runs
from dscp_tui.model.text import shown
from dscp_tui.render.bars import cells, fitted, number, sparkline

_LOCK = threading.Lock()  # the library has one figure, shared by all threads
_SIGNS = ("●○◆◇▲△■□", "*o+x#@%&")
_MEANINGS = {"≈": "approximate", "p": "provisional", "≠": "disputed", "<": "less than", ">": "more than"}
_ASCII = str.maketrans({"≈": "~", "≠": "!", "…": ".", "–": "-", "┤": "+", "│": "|", "└": "+", "─": "-", "┬": "+"})
_STEPS = (1.0, 2.0, 2.5, 5.0)


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
class Lines:
    """What a chart shows: series, the unit of all values, and the levels that they are held against."""

    series: tuple[Series, ...]
    unit: str = ""
    target: float | None = None
    tolerance: float | None = None


@dataclass(frozen=True, slots=True)
class _Scale:
    """The value axis: `low` lies on the bottom row, and every `rows_per_step` rows are one `step`."""

    low: float
    step: float
    rows_per_step: int
    rows: int

    def share(self, value: float | None) -> float | None:
        extent = self.step * (self.rows - 1) / self.rows_per_step
        return None if value is None else (value - self.low) / extent


@dataclass(frozen=True, slots=True)
class _Canvas:
    """The space of the curves in cells, and what lies at its edges."""

    columns: int
    scale: _Scale
    first: float
    last: float

    def share(self, at: float) -> float:
        return 0.5 if self.last <= self.first else (at - self.first) / (self.last - self.first)

    def column(self, at: float) -> int:
        return math.floor(self.share(at) * (self.columns - 1) + 0.5)


@dataclass(frozen=True, slots=True)
class _Level:
    """A horizontal line across the chart."""

    sign: str
    word: str
    value: float


def draw(lines: Lines, width: int, height: int, *, ascii_only: bool = False) -> str:
    """The chart as plain text of at most `width` cells by `height` lines.

    Empty where the space is too small, or where fewer than two values can be drawn: one is better told as a number.
    With `ascii_only` all that is drawn is ASCII; labels and names keep their letters.
    """
    curves = [Series(shown(series.name).strip(), _placed(series.points)) for series in lines.series]
    curves = [curve for curve in curves if curve.points]
    if width < 24 or height < 6 or sum(len(_known(curve)) for curve in curves) < 2:
        return ""
    unit = shown(lines.unit).strip() or "number"
    try:
        import plotext
    except (ImportError, OSError):  # no wheel for this machine, or its kernel does not load
        rows = _sparklines(curves, unit, width, ascii_only)[:height]
    else:
        levels = _levels(lines, ascii_only)
        rows = _chart(plotext, curves, levels, unit, (width, height), ascii_only)
    return "\n".join(row.translate(_ASCII) if ascii_only else row for row in rows)


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


def _levels(lines: Lines, ascii_only: bool) -> list[_Level]:
    signs = "-:" if ascii_only else "┈·"
    named = zip(signs, ("target", "tolerance"), (lines.target, lines.tolerance), strict=True)
    return [_Level(sign, word, plain) for sign, word, value in named if (plain := number(value)) is not None]


def _chart(
    plotext: Any, curves: list[Series], levels: list[_Level], unit: str, size: tuple[int, int], ascii_only: bool
) -> list[str]:
    width, height = size
    # A unit of one word would take the curves' space on every tick; it moves to the legend.
    tick_unit = unit if len(with_unit(0, unit)) <= max(4, width // 10) else "number"
    legend = _legend(curves, levels, unit, ascii_only) + ([f"in {unit}"] if tick_unit != unit else [])
    foot = _wrapped(legend, width, max(1, height // 5))
    values = [point.value for curve in curves for point in curve.points if point.value is not None]
    scale = _scale([*values, *(level.value for level in levels)], height - 2 - len(foot))
    ticks = _ticks(scale, tick_unit, max(*values, *(level.value for level in levels)), width // 3)
    margin = max(map(cells, ticks.values()))
    ats = [point.at for curve in curves for point in curve.points]
    canvas = _Canvas(width - margin - 1, scale, min(ats), max(ats))
    rows = _draw_curves(plotext, curves, levels, canvas, ascii_only)
    body = [
        f"{ticks.get(at, '').rjust(margin)}{'┤' if at in ticks else '│'}{row}"
        for at, row in zip(range(scale.rows - 1, -1, -1), rows, strict=True)
    ]
    return [row.rstrip() for row in (*body, *_time_axis(curves, canvas, margin), *foot)]


def _draw_curves(
    plotext: Any, curves: list[Series], levels: list[_Level], canvas: _Canvas, ascii_only: bool
) -> list[str]:
    """The curves on the canvas, one string a row; what is drawn later covers what lies there."""
    with _LOCK:
        figure = plotext.figure
        plotext.terminal.limit(False, False)
        figure.clear()
        figure.plot_size(canvas.columns, canvas.scale.rows)
        figure.axes(False)
        for axis in ("x", "y"):
            figure.ruler(axis).frequency(0)
            figure.ruler(axis).lim(0, 1)
        for level in reversed(levels):
            _stroke(figure, (0.0, 1.0), [canvas.scale.share(level.value)] * 2, level.sign, joined=True)
        for at, curve in reversed(list(enumerate(curves))):
            _curve(figure, curve, canvas, _SIGNS[ascii_only][at % 8], ascii_only, several=len(curves) > 1)
        text: str = figure.build().string(colorless=True)
        figure.clear()
    return [row.ljust(canvas.columns) for row in text.split("\n")[: canvas.scale.rows]]


def _stroke(figure: Any, across: Sequence[float], up: Sequence[float | None], sign: str, *, joined: bool) -> None:
    """The only way into the chart library: finite shares of the canvas, each run a signal of its own."""
    for run in finite_runs(across, up):
        signal = figure.signal(list(run.positions), list(run.values), marker=sign)
        figure.draw(signal.lines() if joined else signal)


def _curve(figure: Any, curve: Series, canvas: _Canvas, sign: str, ascii_only: bool, *, several: bool) -> None:
    across = [canvas.share(point.at) for point in curve.points]
    up = [canvas.scale.share(point.value) for point in curve.points]
    _stroke(figure, across, up, "." if ascii_only else "braille", joined=True)
    known = [at for at, share in enumerate(up) if share is not None]
    # Signs that touch would hide the curve; but several curves are only told apart by them.
    stride = 1 + 3 * len(known) // canvas.columns
    for rank, at in enumerate(known):
        point, lone = curve.points[at], not {at - 1, at + 1} & set(known)
        if lone or (rank % stride == 0 and (several or stride == 1)) or (point.mark and not several):
            own = point.mark if point.mark and not several and cells(point.mark) == 1 else sign
            _stroke(figure, [across[at]], [up[at]], own, joined=False)


def _scale(values: Sequence[float], rows: int) -> _Scale:
    """The tightest axis with round steps on whole rows, so that each tick's number holds exactly for its row."""
    low, high = min(values), max(values)
    if high - low <= 1e-9 * max(abs(low), abs(high), 1.0):
        pad = abs(high) / 10 if abs(high) > 1e-6 else 1.0
        low, high = max(low - pad, 0.0) if low >= 0 else low - pad, high + pad
    whole = all(value == int(value) for value in values)
    most_ticks = 7
    fewest = max(1, math.ceil((rows - 1) / most_ticks))
    choices = [
        _fitting(low, high, per_step, rows, whole) for per_step in range(fewest, max(fewest, (rows - 1) // 2) + 1)
    ]
    return min(choices, key=lambda scale: scale.step / scale.rows_per_step)


def _fitting(low: float, high: float, per_step: int, rows: int, whole: bool) -> _Scale:
    steps = (rows - 1) / per_step
    power = 10.0 ** math.floor(math.log10((high - low) / steps))
    power = max(1.0, power) if whole else power
    sizes = (size * power * ten for ten in (1.0, 10.0, 100.0) for size in _STEPS)
    for step in sizes:
        bottom = math.floor(low / step + 1e-9) * step
        if bottom + step * steps >= high - 1e-9 * step and not (whole and step % 1):
            break
    return _Scale(bottom, step, per_step, rows)


def _ticks(scale: _Scale, unit: str, highest: float, room: int) -> dict[int, str]:
    """The labels of the value axis by row, counted from the bottom."""
    marks = {
        row: scale.low + scale.step * (row // scale.rows_per_step) for row in range(0, scale.rows, scale.rows_per_step)
    }
    if unit == "%" and highest <= 100:  # what is a share of a whole has no more than all of it
        marks = {row: value for row, value in marks.items() if value <= 100}
    decimals = decimals_of(scale.step)
    texts = {row: with_unit(value, unit, decimals) for row, value in marks.items()}
    if max(map(cells, texts.values())) > room:
        texts = {row: f"{value:.3g}" for row, value in marks.items()}
    return texts


def _time_axis(curves: Sequence[Series], canvas: _Canvas, margin: int) -> tuple[str, str]:
    """The axis with a tick under each point that is labelled, and the labels: as many as do not overlap."""
    labels = {point.at: point.label for curve in reversed(curves) for point in curve.points if point.label}
    width = margin + 1 + canvas.columns
    spans = []
    for at in sorted(labels):
        text, column = fitted(labels[at], width // 2 - 1), margin + 1 + canvas.column(at)
        start = min(max(0, column - cells(text) // 2), width - cells(text))
        spans.append((start, start + cells(text), column, text))
    axis, names = list(" " * margin + "└" + "─" * canvas.columns), ""
    for start, _, column, text in _apart(spans):
        axis[column] = "┬"
        names += " " * (start - cells(names)) + text
    return "".join(axis), names


_Span = tuple[int, int, int, str]


def _apart(spans: list[_Span]) -> list[_Span]:
    """Spans that leave a blank between them, the first and the last among them; every n-th where time is even."""
    gaps = [after[2] - before[2] for before, after in zip(spans, spans[1:], strict=False)]
    even = bool(gaps) and max(gaps) <= min(gaps) + 2
    chosen: list[_Span] = []
    for stride in range(1, len(spans) + 1 if even else 2):
        wanted = spans[:-1:stride]
        chosen = []
        for span in wanted:
            if span[1] < spans[-1][0] and (not chosen or chosen[-1][1] < span[0]):
                chosen.append(span)
        if len(wanted) - len(chosen) <= 1 and (len(wanted) == len(chosen) or wanted[-1] not in chosen):
            break
    return chosen + spans[-1:]


def _legend(curves: list[Series], levels: list[_Level], unit: str, ascii_only: bool) -> list[str]:
    signs = _SIGNS[ascii_only]
    items = [f"{signs[at % 8]} {curve.name}" for at, curve in enumerate(curves) if len(curves) > 1]
    items += [f"{level.sign} {level.word} {with_unit(level.value, unit).strip()}" for level in levels]
    noted: dict[str, list[str]] = {}
    for curve in curves:
        for point in _known(curve):
            if point.mark:
                whose = f"{curve.name} {point.label}" if len(curves) > 1 else point.label
                noted.setdefault(point.mark, []).append(whose.strip())
    for mark, whose in noted.items():
        told = ", ".join(whose) if len(whose) <= 3 else f"{len(whose)} points"
        items.append(f"{mark} {_MEANINGS.get(mark, '')}".strip() + f": {told}")
    return items


def _wrapped(items: Iterable[str], width: int, most: int) -> list[str]:
    lines: list[str] = []
    for item in items:
        if lines and cells(lines[-1]) + 2 + cells(item) <= width:
            lines[-1] += f"  {item}"
        elif len(lines) < most:
            lines.append(fitted(item, width))
        else:
            lines[-1] = fitted(f"{lines[-1]}  {item}", width)
            break
    return lines


def _sparklines(curves: list[Series], unit: str, width: int, ascii_only: bool) -> list[str]:
    """What is left without the chart library: each series between its first and its last value."""
    lines = []
    for curve in curves:
        known = [point.value for point in _known(curve)]
        if not known:
            continue
        name = f"{curve.name} " if len(curves) > 1 and curve.name else ""
        first, last = with_unit(known[0], unit), with_unit(known[-1], unit)
        room = width - cells(name + first + last) - 2
        spark = ".." if ascii_only else sparkline([point.value for point in curve.points], max(0, room))
        lines.append(fitted(f"{name}{first} {spark} {last}", width))
    return lines
