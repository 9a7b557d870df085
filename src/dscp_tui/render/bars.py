"""Zero-based bars, bullet bars and sparklines in eighths of a cell. Pure: numbers and texts in, text out.

All widths are terminal cells. Eighth blocks are eight times as exact as the whole cells of the chart library.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal

from dscp_tui.model.series import is_drawable
from dscp_tui.model.text import cells_wide, clipped

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LEVELS = "▁▂▃▄▅▆▇█"
TARGET_SIGN, TOLERANCE_SIGN = "┃", "┊"
_PLEASANT = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


def number(value: object) -> float | None:
    """A value as a number that can be drawn, else None: for NaN, infinities, what is no number or too large."""
    if not isinstance(value, (int, float, Decimal)) or isinstance(value, bool):
        return None
    try:
        plain = float(value)
    except (OverflowError, ValueError):  # an integer of 400 digits; a signalling NaN
        return None
    return plain if is_drawable(plain) else None


def right(text: str, width: int) -> str:
    """A text at the right end of exactly `width` cells."""
    short = clipped(text, width)
    return " " * (width - cells_wide(short)) + short


def wrapped(items: Iterable[str], width: int, most: int) -> list[str]:
    """Texts two blanks apart on at most `most` lines; the last line is cut where there is more."""
    lines: list[str] = []
    for item in items:
        if lines and cells_wide(lines[-1]) + 2 + cells_wide(item) <= width:
            lines[-1] += f"  {item}"
        elif len(lines) < most:
            lines.append(clipped(item, width))
        else:
            return [*lines[:-1], clipped(f"{lines[-1]}  {item}", width)]
    return lines


def most_of(*values: float | None, unit: str = "") -> float:
    """A pleasant zero-based maximum for bars of these values: 100 for percentages up to 100, never zero."""
    largest = max((plain for value in values if (plain := number(value)) is not None), default=0.0)
    if unit == "%" and largest <= 100:
        return 100.0
    # Below a millionth nothing of the field lies, and the powers of ten underflow.
    if largest < 1e-6:
        return 1.0
    power = 10.0 ** math.floor(math.log10(largest))
    return next((step * power for step in _PLEASANT if largest <= step * power * (1 + 1e-12)), 10 * power)


def bar(value: float | None, most: float, width: int) -> str:
    """A bar from zero to `value` on a scale that ends at `most`: exactly `width` cells, blank where there is no value.

    A positive value always shows something, so that it differs from zero; a negative one has nothing right of zero.
    """
    full, part = divmod(_units(value, most, width, 8), 8)
    return ("█" * full + _EIGHTHS[part].strip()).ljust(max(0, width))


def bar_leftwards(value: float | None, most: float, width: int) -> str:
    """A bar that grows from the right, in whole cells: there are no eighths that begin there."""
    return ("█" * _units(value, most, width, 1)).rjust(max(0, width))


def _units(value: float | None, most: float, width: int, per_cell: int) -> int:
    """Length of a bar in units of a cell's `per_cell`-th, rounded half up."""
    share = _share(value, most)
    if not share or width <= 0:
        return 0
    return max(1, math.floor(share * width * per_cell + 0.5))


def _share(value: float | None, most: float) -> float | None:
    """Where a value lies between zero (0.0) and `most` (1.0), cut at both ends; None where it has no place."""
    plain, scale = number(value), number(most)
    if plain is None or scale is None or scale <= 0:
        return None
    return min(1.0, max(0.0, plain / scale))


def bullet(value: float | None, target: float | None, tolerance: float | None, most: float, width: int) -> str:
    """A bar with its target `┃` and tolerance `┊` marked, and the way from its end to the target dotted.

    Exactly `width` cells. Without a value there is no bar and no way, only the marks.
    """
    drawn = bar(value, most, width)
    target_at = _cell_of(target, most, width)
    if number(value) is not None and target_at is not None:
        drawn = drawn[:target_at].replace(" ", "·") + drawn[target_at:]
    # The target last: where both fall into one cell, it is the one that counts.
    drawn = _marked(drawn, _cell_of(tolerance, most, width), TOLERANCE_SIGN)
    return _marked(drawn, target_at, TARGET_SIGN)


def marked(drawn: str, value: float | None, most: float, sign: str) -> str:
    """A bar on a scale that ends at `most`, with a sign where a value lies; beyond the scale, in the last cell."""
    return _marked(drawn, _cell_of(value, most, len(drawn)), sign)


def _marked(drawn: str, at: int | None, sign: str) -> str:
    return drawn if at is None else drawn[:at] + sign + drawn[at + 1 :]


def _cell_of(value: float | None, most: float, width: int) -> int | None:
    """The cell in which a value lies, counted from 0; beyond the scale, the last."""
    share = _share(value, most)
    if share is None or width <= 0:
        return None
    # The small addition undoes binary fractions: 0.29 * 100 is 28.999999999999996.
    return min(width - 1, math.floor(share * width + 1e-9))


def sparkline(values: Sequence[float | None], width: int) -> str:
    """A series in one line of at most `width` cells, scaled from its least to its largest value; a gap is a blank.

    Empty with fewer than two numbers. A series longer than `width` is drawn as the means of equal stretches.
    """
    plain = [number(value) for value in values]
    if width <= 0 or sum(value is not None for value in plain) < 2:
        return ""
    if len(plain) > width:
        plain = [_mean(plain[i * len(plain) // width : (i + 1) * len(plain) // width]) for i in range(width)]
    known = [value for value in plain if value is not None]
    least, extent = min(known), max(known) - min(known)
    return "".join(" " if value is None else _level(value - least, extent) for value in plain)


def course(points: Sequence[Sequence[float]], width: int) -> str:
    """Points (place in time, value) as a sparkline in which each lies where it lies in time; a gap is a blank."""
    placed = [(number(at), number(value)) for at, value in points]
    known = [(at, value) for at, value in placed if at is not None and value is not None]
    if width < 2 or len(known) < 2:
        return ""
    first, last = known[0][0], known[-1][0]
    columns: list[list[float | None]] = [[] for _ in range(width)]
    for at, value in known:
        columns[math.floor((at - first) / ((last - first) or 1.0) * (width - 1) + 0.5)].append(value)
    return sparkline([_mean(values) for values in columns], width)


def between(first: str, values: Sequence[float | None], last: str, width: int) -> str:
    """A sparkline between the texts of its first and its last value, `16% ▁▃█ 22%`."""
    line = sparkline(values, max(0, width - cells_wide(first + last) - 2))
    return clipped(f"{first} {line} {last}", width)


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _level(above: float, extent: float) -> str:
    if extent <= 0:
        return _LEVELS[3]
    return _LEVELS[min(7, math.floor(above / extent * 7 + 0.5))]
