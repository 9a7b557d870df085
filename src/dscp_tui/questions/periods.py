"""Periods as people type them: `Q4`, `q4 21-22`, `2021/22`, `March 2022`, `31.3.22`, `end of March 2022`, `2015`.

Date libraries read "2019/20" as 20 February 2019, so the grammar is our own: a table of patterns, longest form first.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from dscp_tui.model.period import MONTHS, Asked, parse_period

MONTH_NUMBER = {name.casefold()[:3]: number for number, name in enumerate(MONTHS, start=1)}
# The slips of the finger that are common in the names of months are read as well.
MONTH = r"(?P<month>jan(?:uary|uray|urary)?|feb(?:ruary|uary|urary|uray)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember|mber|emeber)?|oct(?:ober)?|nov(?:ember|emeber)?|dec(?:ember|emeber)?)"
_FIN = r"(?:fy\s*)?(?P<y1>20\d\d|\d\d)\s*(?:/|-|–| to )\s*(?P<y2>20\d\d|\d\d)"
# "1819" is a year of two; "2021" is one year.
_JOINED = r"(?P<y1>1\d|2[1-9])(?P<y2>1\d|2\d)"
_FY = r"fy\s*(?:20)?(?P<fy>\d\d)"
_WORDED = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_WORDED |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_Q = r"(?:q|qtr\s*|quarter\s*)(?P<q>[1-4])|(?P<qw>first|second|third|fourth|1st|2nd|3rd|4th)\s+(?:quarter|qtr)"
# "The last quarter" is the fourth only of a year that is named.
_Q_OF_YEAR = _Q.replace("fourth", "fourth|last|final")


@dataclass(frozen=True, slots=True)
class Relative:
    """A period told from the latest that is printed: "this year" (0 back), "previous quarter" (1 back), "last 3 years" (a span
    of 3). `base` is the quarter or month of a year that is meant ("Q4 this year")."""

    words: str
    unit: str
    back: int = 0
    span: int = 0
    base: Asked | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A period in a question: where its words stand and what they ask for. `asked` None means the latest."""

    start: int
    end: int
    asked: Asked | Relative | None
    since: bool = False
    """Whether all from then on is asked for ("since 2018")."""
    until: bool = False
    """Whether all up to then is asked for."""
    paired: bool = False
    """Whether the latest is to be set beside it ("year on year")."""
    joined: bool = False
    """Whether another period has taken it up ("Q4" of "Q4 this year"): its words are accounted for, and no more."""

    @property
    def words(self) -> str:
        return self.asked.words if self.asked else ""


def _financial_year(found: re.Match[str]) -> str | None:
    groups = found.groupdict()
    if groups.get("fy"):
        last = 2000 + int(groups["fy"])
        return f"{last - 1}/{last % 100:02d}"
    if not groups.get("y1"):
        return None
    first, last = int(groups["y1"]) % 100, int(groups["y2"]) % 100
    return f"{2000 + first}/{last:02d}" if (first + 1) % 100 == last else ""


def _exact(words: str, text: str) -> Asked | None:
    try:
        period = parse_period(text)
    except ValueError:
        return None
    return Asked(words, period.kind, period.start, period.end)


def _quarter(found: re.Match[str]) -> Asked | None:
    number = int(found["q"]) if found["q"] else _WORDED[found["qw"]]
    year = _financial_year(found)
    if year is None:
        return Asked(found[0], "quarter", end_month=(3 + 3 * number - 1) % 12 + 1)
    return _exact(found[0], f"{year} Q{number}")


def _year(found: re.Match[str]) -> Asked | None:
    return _exact(found[0], _financial_year(found) or "")


def _month(found: re.Match[str]) -> Asked | None:
    number = MONTH_NUMBER[found["month"][:3]]
    year = found.groupdict().get("year")
    if not year:
        return Asked(found[0], "month", end_month=number)
    return _exact(found[0], f"{full_year(year)}-{number:02d}")


def _month_end(found: re.Match[str]) -> Asked | None:
    number = MONTH_NUMBER[found["month"][:3]]
    if not found["year"]:
        return Asked(found[0], "day", end_month=number)
    year = full_year(found["year"])
    return _exact(found[0], date(year, number, calendar.monthrange(year, number)[1]).isoformat())


def _month_start(found: re.Match[str]) -> Asked | None:
    return _exact(found[0], date(full_year(found["year"]), MONTH_NUMBER[found["month"][:3]], 1).isoformat())


def _day(found: re.Match[str]) -> Asked | None:
    groups = found.groupdict()
    month = MONTH_NUMBER[groups["month"][:3]] if groups.get("month") else int(groups["m"])
    return _exact(found[0], f"{full_year(groups['year'])}-{month:02d}-{int(groups['day']):02d}")


def _day_of_any_year(found: re.Match[str]) -> Asked | None:
    day, number = int(found["day"]), MONTH_NUMBER[found["month"][:3]]
    if not 1 <= day <= calendar.monthrange(2000, number)[1]:
        return None
    return Asked(found[0], "day", end_month=number, end_day=day)


def _months_of_any_year(found: re.Match[str]) -> Asked | None:
    """`August to March`: the latest such months."""
    first, last = (MONTH_NUMBER[found[name][:3]] for name in ("m1", "m2"))
    return Asked(found[0], "range", end_month=last, start_month=first)


def _range(found: re.Match[str]) -> Asked | None:
    first, last = (re.match(_FULL_DAY, part) or re.match(_FULL_MONTH, part) for part in (found["from"], found["till"]))
    if first is None or last is None:
        return None
    ends = [(_day if "day" in one.groupdict() else _month)(one) for one in (first, last)]
    if ends[0] is None or ends[1] is None or ends[0].start is None or ends[1].end is None:
        return None
    return Asked(found[0], "range", ends[0].start, ends[1].end)


def _months_of_year(found: re.Match[str]) -> Asked | None:
    """`Jan-Mar 2022`: months of one year, joined."""
    year = full_year(found["year"])
    first, last = MONTH_NUMBER[found["m1"][:3]], MONTH_NUMBER[found["m2"][:3]]
    if first == last:
        return None
    # "August to March 2022" began in the year before.
    starts = year - (first > last)
    return Asked(found[0], "range", date(starts, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _first_months(found: re.Match[str]) -> Asked | None:
    """`the first three months of 2020`."""
    number = {"two": 2, "three": 3, "six": 6, "nine": 9}.get(found["months"]) or int(found["months"])
    year = int(found["year"])
    return Asked(found[0], "range", date(year, 1, 1), date(year, number, calendar.monthrange(year, number)[1]))


def _calendar_years(found: re.Match[str]) -> Asked | None:
    """`2011-13`: several calendar years, joined."""
    first, last = int(found["from"]), full_year(found["till"])
    return Asked(found[0], "range", date(first, 1, 1), date(last, 12, 31)) if last > first + 1 else None


def _calendar_year(found: re.Match[str]) -> Asked | None:
    year = int(found[0])
    return Asked(found[0], "within", date(year, 1, 1), date(year, 12, 31))


def full_year(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


_YY = r"(?P<year>20\d\d|\d\d)"
_FULL_DAY = rf"(?P<day>\d\d?)(?:st|nd|rd|th)?\s+{MONTH}\s+(?P<year>20\d\d)"
_FULL_MONTH = rf"{MONTH}\s+(?P<year>20\d\d)"
_ANY_FULL = r"(?:\d\d?\s+)?[a-z]+\s+20\d\d"
_M1, _M2, _MN = (MONTH.replace("?P<month>", new) for new in ("?P<m1>", "?P<m2>", "?:"))
_LISTED = r"(?:\s*(?:,|/|&|\band\b)\s*|\s+)"
# "Age 5 to 9 March 2022": the 9 is no day.
_NO_AGE = r"(?<!\d to )(?<!\d-)(?<!\d–)"
_FORMS: tuple[tuple[str, Callable[[re.Match[str]], Asked | None]], ...] = (
    (rf"{_M1}(?:{_LISTED}{_MN})*(?:\s*(?:-|–|to)\s*|{_LISTED}){_M2}\s+{_YY}", _months_of_year),
    (r"(?:the )?first (?P<months>two|three|six|nine|[2369]) months of (?P<year>20\d\d)", _first_months),
    (rf"(?P<from>{_ANY_FULL})\s+to\s+(?P<till>{_ANY_FULL})", _range),
    (rf"(?:{_Q_OF_YEAR})(?:\s*(?:of|in|,))?(?:\s*(?:{_FIN}|{_FY}))", _quarter),
    (rf"(?:{_FIN}|{_FY})(?:\s*,)?\s*(?:{_Q_OF_YEAR})", _quarter),
    (rf"(?:{_Q_OF_YEAR})(?:\s*(?:of|in|,))?\s*{_JOINED}", _quarter),
    (_Q, _quarter),
    (r"(?P<year>20\d\d)-(?P<m>\d\d)-(?P<day>\d\d)", _day),
    (rf"(?P<day>\d\d?)[./](?P<m>\d\d?)[./]{_YY}", _day),
    (rf"{_NO_AGE}(?P<day>\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}\s+{_YY}", _day),
    (rf"(?:end of|as at|at end)\s+{MONTH}(?:\s+{_YY})?", _month_end),
    (rf"(?:the )?(?:start|beginning) of\s+{MONTH}\s+{_YY}", _month_start),
    (rf"{MONTH}(?:\s+['’]?|[-–]|['’]){_YY}", _month),
    (rf"{_FIN}|{_FY}", _year),
    (r"(?P<from>20\d\d)\s?(?:-|–)\s?(?P<till>20\d\d|\d\d)", _calendar_years),
    (rf"between\s+{_M1}\s+and\s+{_M2}", _months_of_any_year),
    (rf"{_M1}\s*(?:-|–|\bto\b)\s*{_M2}", _months_of_any_year),
    (rf"{_NO_AGE}(?P<day>\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}", _day_of_any_year),
    (MONTH, _month),
    (r"20\d\d", _calendar_year),
    (_JOINED, _year),
)  # fmt: skip
_ANY_MONTH = re.compile("|".join(MONTH_NUMBER))
_LEAD = re.compile(
    r"(?<!\w)(since(?: the (?:start|beginning) of)?|up to|until|till|from|between|during|in|for|over|(?:at |as at |by )?(?:the )?(?:financial )?year(?:[ -]?end(?:ing|ed)?)?|(?:quarter|month|year) ending|as of|as at)\s+(?:the\s+)?$"
)
_SAME = re.compile(r"(?<!\w)(?:the )?same (?:period|quarter|month|time|point)(?: of| in)?\s+$")
"""Before a year: its quarter or month is the one that is named beside it."""
_ONWARDS = re.compile(r"\s*(?:onwards?|and (?:after|later)|(?:up )?to (?:date|now|the present(?: day)?|today))(?!\w)")


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.])(?:{form})(?![\w/]|\.\d)")


def named_periods(text: str, low: str) -> list[Found]:
    """The periods that are named for themselves, in order. Words that look like one but are none stay unaccounted for."""
    found: list[Found] = []
    for form, read in _FORMS:
        # Forms with months are long: they are made ready only where a month may stand.
        if ("(?P<month>" in form or "(?P<m1>" in form) and not _ANY_MONTH.search(low):
            continue
        for match in _compiled(form).finditer(low):
            if is_free(match, found) and (asked := read(match)):
                named = replace(asked, words=text[match.start() : match.end()])
                lead = _LEAD.search(low[: match.start()])
                same = None if lead else _SAME.search(low[: match.start()])
                start = lead.start() if lead else same.start() if same else match.start()
                lead_word = lead[1] if lead else ""
                onwards = _ONWARDS.match(low, match.end())
                end = onwards.end() if onwards else match.end()
                is_since = lead_word.startswith("since") or onwards is not None
                found.append(Found(start, end, named, is_since, lead_word in ("up to", "until", "till")))
    return sorted(found, key=lambda one: one.start)


def day_meant(text: str) -> date | None:
    """The day that a text names and nothing else, the last one of a month, quarter or year; None where it names none."""
    text = text.strip()
    found = named_periods(text, text.casefold())
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text)) or found[0].asked is None:
        return None
    asked = found[0].asked
    return asked.end if isinstance(asked, Asked) else None


def is_free(match: re.Match[str], found: list[Found]) -> bool:
    """Whether a match lies beside all that was found."""
    return all(match.end() <= other.start or match.start() >= other.end for other in found)
