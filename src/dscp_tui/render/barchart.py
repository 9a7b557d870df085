"""Labelled bars in groups, each with its own target, and either side of zero where some values are negative.

Pure: bars in, lines of text out. All widths are terminal cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from dscp_tui.model.text import cells_wide, clipped, shown
from dscp_tui.render.bars import TARGET_SIGN, bar, bar_leftwards, marked, most_of, number, right

MOST_BARS = 40
_SMALLEST_BAR = 4
_SMALLEST_LABEL = 4
_LARGEST_BAR = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its value and that as text. Bars of one `unit` share a scale, those of one `group` a heading.

    Without a value there is no bar; its text ("not reportable") may take the bar's place. `across` is the sign of a line
    that is drawn at its value across all bars of its unit; the label is to begin with it.
    """

    label: str
    value: float | None
    text: str
    target: float | None = None
    group: str = ""
    unit: str = ""
    across: str = ""


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the cells of a line are shared, and whether bars may go left of zero: the cells that lie there."""

    labels: int
    space: int
    texts: int


def bar_lines(bars: Sequence[Bar], width: int) -> list[str]:
    """A line of at most `width` cells for each bar, under the headings of their groups; the marks explained last.

    More than `MOST_BARS` bars are cut, and that is said.
    """
    drawn = bars[:MOST_BARS]
    plan = _plan(drawn, width)
    lines: list[str] = []
    for group, members in groupby(drawn, key=lambda one: one.group):
        lines += [clipped(group, width)] if group else []
        lines += [clipped(_line(one, plan, _ends(drawn, one.unit), _across(drawn, one.unit)), width) for one in members]
    if len(bars) > MOST_BARS:
        lines.append(clipped(f"… {MOST_BARS} of {len(bars)} shown", width))
    if any(number(one.target) is not None for one in drawn):
        lines.append(clipped(f"{TARGET_SIGN} target", width))
    return lines


def _plan(bars: Sequence[Bar], width: int) -> _Plan:
    """Labels and texts as wide as they are, the bars get what is left: a third if it can be, and no more than reads well."""
    texts = max((cells_wide(shown(one.text)) for one in bars if number(one.value) is not None), default=0)
    words = max((cells_wide(shown(one.text)) for one in bars if number(one.value) is None), default=0)
    labels = max((cells_wide(_label(one)) for one in bars), default=0)
    wanted = width - 1 - max(texts + 1 + max(_SMALLEST_BAR, width // 3), words)
    label_width = min(labels, max(_SMALLEST_LABEL, wanted))
    # A number is cut only where it would not fit without any bar.
    text_width = min(texts, max(0, width - label_width - 2))
    space = max(0, width - label_width - text_width - 2)
    return _Plan(label_width, min(space, max(_LARGEST_BAR, words)), text_width)


def _label(one: Bar) -> str:
    return f"  {shown(one.label)}" if one.group else shown(one.label)


def _ends(bars: Sequence[Bar], unit: str) -> tuple[float, float]:
    """Where the scale of a unit begins and ends: zero lies between."""
    known = [
        plain
        for one in bars
        if one.unit == unit
        for value in (one.value, one.target)
        if (plain := number(value)) is not None
    ]
    low, high = min([0.0, *known]), max([0.0, *known])
    if low < 0:
        return low, high
    # Small shares on a scale of a hundred would all look alike.
    return 0.0, most_of(high, unit=unit if high > 50 else "")


def _across(bars: Sequence[Bar], unit: str) -> list[tuple[str, float | None]]:
    """The lines across the bars of a unit, as sign and value."""
    return [(one.across, one.value) for one in bars if one.across and one.unit == unit]


def _line(one: Bar, plan: _Plan, ends: tuple[float, float], across: Sequence[tuple[str, float | None]]) -> str:
    label = clipped(_label(one), plan.labels)
    label += " " * (plan.labels - cells_wide(label))
    if number(one.value) is None:
        return f"{label} {right(one.text, plan.space + 1 + plan.texts)}"
    drawn = _drawn(one, plan, *ends)
    if ends[0] >= 0:
        for sign, value in across:
            drawn = marked(drawn, value, ends[1], sign)
    return f"{label} {drawn} {right(one.text, plan.texts)}"


def _drawn(one: Bar, plan: _Plan, low: float, high: float) -> str:
    if low >= 0:
        return marked(bar(one.value, high, plan.space), one.target, high, TARGET_SIGN)
    left = round(max(0, plan.space - 1) * -low / (high - low))
    below = bar_leftwards(-(number(one.value) or 0.0), -low, left)
    above = bar(one.value, high, max(0, plan.space - 1 - left))
    return f"{below}│{above}" if plan.space else ""
