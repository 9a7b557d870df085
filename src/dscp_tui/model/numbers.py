"""Numbers as people read them: rounded half up, grouped, with their unit once.

Half up, away from zero, is the field's rounding (more than 29,000 published cells recompute so); Python's
own `round` and format strings round half to even.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

_ALL_DIGITS = Context(prec=400)
_PREFIXED = {"£": "", "£k": "k", "£m": "m", "£bn": "bn"}
_SUFFIX = {"%": "%", "points": " points", "count": "", "score": "", "rank": "", "ratio": "", "grade": "", "number": ""}


def half_up(value: float, decimals: int) -> Decimal:
    """Round half up, away from zero, to `decimals` places."""
    exact = Decimal(repr(float(value)))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_ALL_DIGITS)


def exact(value: float) -> Fraction:
    """A finite number as it is spelled, so that sums are those of the page: 25.4 less 25.2 is 0.2, as no floats have it."""
    return Fraction(Decimal(repr(float(value))))


def plain(value: float) -> str:
    """A number for a file: dot decimals, no grouping, no exponent, as short as exact: `5`, `12.94`, `-0.5`."""
    text = format(Decimal(repr(float(value) or 0.0)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def with_unit(value: float | None, unit: str, decimals: int | None = None, *, signed: bool = False) -> str:
    """A number for a reader: `5%`, `1,257`, `£4.78m`, `463 days`; an en dash where there is none."""
    if value is None or not math.isfinite(value):
        return "–"
    number = half_up(value, decimals) if decimals is not None else Decimal(plain(value))
    sign = "-" if number < 0 else "+" if signed and number > 0 else ""
    body = f"{abs(number):,f}"
    if unit in _PREFIXED:
        return f"{sign}£{body}{_PREFIXED[unit]}"
    suffix = _SUFFIX.get(unit, f" {unit}")
    return f"{sign}{body}{suffix.removesuffix('s') if abs(number) == 1 else suffix}"


def compact(value: float | None, unit: str) -> str:
    """A number for a narrow column whose row names its unit elsewhere: only `%` and `£` stay with the number."""
    return with_unit(value, unit if unit == "%" or unit in _PREFIXED else "number")


def difference_unit(unit: str) -> str:
    """The unit of a difference: that of two percentages is in percentage points."""
    return "points" if unit == "%" else unit


def decimals_of(value: float) -> int:
    """How many decimals the shortest exact spelling of a number has."""
    return len(plain(value).partition(".")[2])
