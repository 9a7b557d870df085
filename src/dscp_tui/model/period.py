"""Periods as the field writes them: years, quarters, months, snapshot days and ranges.

The financial year runs from 1 April to 31 March, so `2021/22 Q4` is January to March 2022.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

Kind = Literal["year", "quarter", "month", "day", "range"]

_YEAR = re.compile(r"([0-9]{4})/([0-9]{2})")
_QUARTER = re.compile(r"([0-9]{4})/([0-9]{2}) Q([1-4])")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_FORMS = "2021/22, 2021/22 Q4, 2022-03, 2022-03-31 or 2015-06..2015-08"
MONTHS = tuple(calendar.month_name[n] for n in range(1, 13))


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days with the spelling that the ledger uses; `start` and `end` are both included."""

    text: str
    kind: Kind
    start: date
    end: date

    @property
    def label(self) -> str:
        """The period as people write it: `2021/22 Q4`, `March 2022`, `31 March 2022`, `June 2015 to August 2015`."""
        match self.kind:
            case "year" | "quarter":
                return self.text
            case "month":
                return f"{MONTHS[self.end.month - 1]} {self.end.year}"
            case "day":
                return day_label(self.end)
        first, last = self.text.split("..")
        return f"{parse_period(first).label} to {parse_period(last).label}"

    @property
    def short(self) -> str:
        """At most eight characters, for the axis of a chart: `Q4 21/22`, `Mar 22`, `2021/22`."""
        match self.kind:
            case "year":
                return self.text
            case "quarter":
                return f"{self.text[-2:]} {self.text[2:7]}"
        return f"{MONTHS[self.end.month - 1][:3]} {self.end:%y}"

    @property
    def is_within_year(self) -> bool:
        """Whether it is no longer than a year."""
        return (self.end - self.start).days < 366

    @property
    def year_before(self) -> Period:
        """The same kind of period one year earlier: the comparable period of a year before."""
        if self.kind == "range":
            first, last = (parse_period(part).year_before.text for part in self.text.split(".."))
            return parse_period(f"{first}..{last}")
        return parse_period(_earlier(self))


def _earlier(period: Period) -> str:
    if period.kind in ("year", "quarter"):
        year = int(period.text[:4]) - 1
        return f"{year}/{(year + 1) % 100:02d}{period.text[7:]}"
    year, month = period.end.year - 1, period.end.month
    if period.kind == "month":
        return f"{year:04d}-{month:02d}"
    # The end of a month stays the end of that month, also through a leap year.
    last = calendar.monthrange(year, month)[1]
    return date(year, month, last if _is_month_end(period.end) else min(period.end.day, last)).isoformat()


def _is_month_end(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def day_label(day: date) -> str:
    """A day as it is said: 6 July 2022."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@cache
def parse_period(text: str) -> Period:
    """Read the ledger's spelling of a period.

    Raises ValueError, with the forms that are accepted, for any other text.
    """
    if ".." in text:
        first, _, last = text.partition("..")
        start, end = parse_period(first), parse_period(last)
        if not (start.kind == end.kind and start.kind in ("month", "day")):
            raise ValueError(f"a range joins two months or two days: {_FORMS}")
        if end.end < start.start:
            raise ValueError("the range ends before it starts")
        return Period(text, "range", start.start, end.end)
    for pattern, read in ((_YEAR, _read_year), (_QUARTER, _read_quarter), (_MONTH, _read_month), (_DAY, _read_day)):
        if found := pattern.fullmatch(text):
            if not 1000 <= int(found[1]) <= 9998:
                raise ValueError(f"the year {found[1]} is out of range")
            return read(text, *(int(part) for part in found.groups()))
    raise ValueError(f"not a period: write {_FORMS}")


def _check_year(first: int, second: int) -> None:
    if (first + 1) % 100 != second:
        raise ValueError(f"{first}/{second:02d} is not a financial year: the second part is the year after the first")


def _read_year(text: str, first: int, second: int) -> Period:
    _check_year(first, second)
    return Period(text, "year", date(first, 4, 1), date(first + 1, 3, 31))


def _read_quarter(text: str, first: int, second: int, quarter: int) -> Period:
    _check_year(first, second)
    year, month = (first, 1 + 3 * quarter) if quarter < 4 else (first + 1, 1)
    return Period(text, "quarter", date(year, month, 1), _month_end(year, month + 2))


def _read_month(text: str, year: int, month: int) -> Period:
    _check_month(month)
    return Period(text, "month", date(year, month, 1), _month_end(year, month))


def _read_day(text: str, year: int, month: int, day: int) -> Period:
    _check_month(month)
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValueError(f"{MONTHS[month - 1]} {year} has no day {day}")
    return Period(text, "day", date(year, month, day), date(year, month, day))


def _check_month(month: int) -> None:
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class Asked:
    """A period as somebody asks for it: exact, or only a quarter, or a month of any year.

    `end_month` alone ("March", "Q4") means the latest such period, with `end_day` the latest such day ("30 September"),
    with `start_month` the latest such months ("August to March"). `kind` is what was named; "within" is a calendar year,
    which holds whatever ends in it.
    """

    words: str
    kind: Kind | Literal["within"]
    start: date | None = None
    end: date | None = None
    end_month: int | None = None
    end_day: int | None = None
    start_month: int | None = None

    def fits(self, period: Period) -> bool:
        """Whether a printed period answers what was asked, exactly or by what lies at its end."""
        if self.kind == "within":
            return self.start is not None and self.end is not None and self.start <= period.end <= self.end
        if self.end is None:
            return self._fits_any_year(period)
        if self.kind == "range" or period.kind in (self.kind, "range"):
            return period.start == self.start and period.end == self.end
        if self.kind == "month" and period.kind == "day" and self.start and self.end:
            return self.start <= period.end <= self.end
        return period.end == self.end and period.kind in _AT_END_OF[self.kind]

    def _fits_any_year(self, period: Period) -> bool:
        if self.start_month:
            return (period.start.month, period.end.month) == (
                self.start_month,
                self.end_month,
            ) and period.is_within_year
        at_end = period.end.day == self.end_day if self.end_day else _is_month_end(period.end)
        kinds = _ANY if self.kind == "within" else _AT_END_OF[self.kind]
        return at_end and period.end.month == self.end_month and period.kind in kinds


# "Q4" finds the quarter, else the snapshot at its end, else its last month (design.md).
_AT_END_OF: dict[Kind, tuple[Kind, ...]] = {
    "year": ("year", "day", "quarter", "month"),
    "quarter": ("quarter", "day", "month"),
    "month": ("month", "day"),
    "day": ("day", "month", "quarter", "year"),
    "range": ("range", "quarter", "year", "month"),
}
_ANY: tuple[Kind, ...] = ("year", "quarter", "day", "month", "range")


def best_match(asked: Asked, printed: Iterable[Period]) -> Period | None:
    """The printed period that answers best what was asked: latest end, then nearest kind; None where none does."""
    fitting = [period for period in printed if asked.fits(period)]
    if not fitting:
        return None
    # A range of the same days comes after the kind that was named, before what only lies at the end.
    order = _ANY if asked.kind == "within" else dict.fromkeys((asked.kind, "range", *_AT_END_OF[asked.kind]))
    nearest = {kind: place for place, kind in enumerate(order)}
    return min(fitting, key=lambda p: (-p.end.toordinal(), nearest[p.kind], p.start))
