"""Periods told from the latest that is printed: "this year", "previous quarter", "last 3 years", "year on year"."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date

from dscp_tui.model.period import Asked, parse_period
from dscp_tui.questions.periods import MONTH, MONTH_NUMBER, Found, Relative, full_year, is_free, named_periods

_LATEST = re.compile(
    r"(?<!\w)(?:latest|most recent|currently|current|right now|at the moment|at present|now|today|so far)(?!\w)"
)
_NUMBER = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
}
_UNIT = r"(?P<unit>year|quarter|month|yr|qtr)"
_SHORTENED = {"yr": "year", "qtr": "quarter"}
_SET_AGAINST = r"(?:compared (?:to|with)|against|versus|vs\.?|v|than|from|on) "
_LAST = r"(?:the )?(?:last|previous|prior|preceding) "
_FORMS: tuple[tuple[str, int, bool], ...] = (
    (rf"(?:{_SET_AGAINST})?(?:the )?same (?:period|time|point|quarter|month) (?:of |in )?{_LAST}{_UNIT}", 1, True),
    (rf"(?:{_SET_AGAINST})?(?:the )?same (?:period|time|point|quarter|month) (?:the |a ){_UNIT} (?:ago|before|earlier)", 1, True),
    (rf"{_UNIT}[ -]on[ -](?:year|quarter|month)|yoy|y/y", 1, True),
    (rf"{_SET_AGAINST}{_LAST}(?:financial )?{_UNIT}", 1, True),
    (rf"(?:{_SET_AGAINST})?(?:a|one|the) {_UNIT} (?:ago|earlier|before)", 1, True),
    (rf"{_LAST}(?:financial )?{_UNIT}", 1, False),
    (rf"(?:this|the current|current|the latest|latest) (?:financial )?{_UNIT}", 0, False),
    (r"(?:(?<=or )|(?<=vs )|(?<=v )|(?<=and ))this(?=\W*$)", 0, False),
    (r"(?:(?<=vs )|(?<=v )|(?<=than )|(?<=against )|(?<=versus ))last", 1, False),
)  # fmt: skip
_COMPILED = tuple((re.compile(rf"(?<![\w/.])(?:{pattern})(?![\w/])"), back, paired) for pattern, back, paired in _FORMS)
_SINCE = re.compile(r"(?<!\w)since\s+$")
_RUN_UP = re.compile(
    rf"(?<!\w)(?:(?:in|over|for|during) )?(?:the )?(?:(?:\d\d?|{'|'.join(_NUMBER)}) months?|year) (?:before|to|up to|prior to|leading up to) (?:the )?(?=20\d\d )"
)
"""The months before something of a year that is named: the year says when, the months how long."""
_SPAN = re.compile(
    rf"(?<!\w)(?:(?:over|for|in|during) )?(?:the )?(?:last|past|previous|recent) (?P<number>\d\d?|{'|'.join(_NUMBER)}) {_UNIT}s?(?: printed)?(?!\w)"
)
_JOINS = re.compile(
    r"(?:\W|\b(?:and|to|or|v|vs|versus|with|than|then|from|in|for|on|at|by|is|was|against|compare[ds]?|comparison|until|up|also|as|well)\b)*"
)
"""What may stand between two periods that share a month or quarter; "the 2015 ..." is the year of something else."""
_UNTIL = re.compile(rf"\s+(?:to|until|up to|ending)\s+(?:the end of\s+)?{MONTH}\s+(?P<year>20\d\d|\d\d)(?!\w)")
_MONTHS = {"year": 12, "quarter": 3, "month": 1}


def find_periods(text: str) -> list[Found]:
    """All periods of a question, in order."""
    low = "".join(_lower(character) for character in text)
    found = _spans(low, text, named_periods(text, low))
    found += [
        Found(match.start(), match.end(), Relative(text[match.start() : match.end()], "year"), joined=True)
        for match in _RUN_UP.finditer(low)
        if is_free(match, found)
    ]
    for pattern, back, paired in _COMPILED:
        for match in pattern.finditer(low):
            if is_free(match, found):
                unit = _unit(match)
                asked = Relative(text[match.start() : match.end()], unit, back)
                lead = _SINCE.search(low[: match.start()])
                start = lead.start() if lead else match.start()
                found.append(Found(start, match.end(), asked, since=bool(lead), paired=paired))
    found += [Found(match.start(), match.end(), None) for match in _LATEST.finditer(low) if is_free(match, found)]
    return _based(_earlier(sorted(found, key=lambda one: one.start)), low)


def _lower(character: str) -> str:
    """One character for one, so that places in the question stay true: `İ` alone would become two."""
    low = character.lower()
    return low if len(low) == 1 else character


def _unit(match: re.Match[str]) -> str:
    """The unit that a form names, in full; a form without one speaks of years."""
    named = match.groupdict().get("unit") or "year"
    return _SHORTENED.get(named, named)


def _spans(low: str, text: str, found: list[Found]) -> list[Found]:
    """Add "the last 3 years", and "the last 6 months to March 2022", which takes the month in."""
    for match in _SPAN.finditer(low):
        number = _NUMBER.get(match["number"]) or int(match["number"])
        until = _UNTIL.match(low, match.end())
        end = until.end() if until else match.end()
        words = text[match.start() : end]
        asked = (
            _months_to(words, number * _MONTHS[_unit(match)], until)
            if until
            else Relative(words, _unit(match), span=number)
        )
        found = [one for one in found if one.end <= match.start() or one.start >= end]
        found.append(Found(match.start(), end, asked, since=not until))
    return found


def _months_to(words: str, months: int, until: re.Match[str]) -> Asked:
    """So many months, of which the last is named."""
    year, month = full_year(until["year"]), MONTH_NUMBER[until["month"][:3]]
    first_year, first_month = divmod(year * 12 + month - months, 12)
    end = date(year, month, calendar.monthrange(year, month)[1])
    return Asked(words, "range", date(first_year, first_month + 1, 1), end)


def _based(found: list[Found], low: str) -> list[Found]:
    """A quarter or month without a year joins the years beside it: "Q4 this year vs last", "February ... 2022 vs 2021".

    So does one with its year: "March 2021 and 2022".
    """
    found = _sharing_year(found)
    bases = {
        one.asked.end_month: one.asked for one in found if isinstance(one.asked, Asked) and _is_of_any_year(one.asked)
    }
    if len(bases) > 1:
        return found
    if not bases:
        return _sharing_month(found, low)
    [base] = bases.values()
    years = [one for one in found if _is_year(one)]
    if not years:
        return found
    joined = []
    for one in found:
        if one in years:
            joined.append(replace(one, asked=_in_year(base, one)))
        else:
            joined.append(replace(one, joined=True) if _is_of_any_year(one.asked) else one)
    return joined


def _earlier(found: list[Found]) -> list[Found]:
    """ "Q2 2018/19 against the year before": the year before is that of the one period that is named."""
    named = [one.asked for one in found if isinstance(one.asked, Asked)]
    if len(named) != 1 or not named[0].start or not named[0].end or named[0].kind == "within":
        return found
    before = parse_period(f"{named[0].start.isoformat()}..{named[0].end.isoformat()}").year_before
    shifted = replace(named[0], start=before.start, end=before.end)
    return [
        replace(one, asked=replace(shifted, words=one.words))
        if isinstance(one.asked, Relative) and one.asked.unit == "year" and one.asked.back == 1 and one.paired
        else one
        for one in found
    ]


def _sharing_year(found: list[Found]) -> list[Found]:
    """ "Q1 and Q2 2018/19": the first quarter or month takes the year of the one that follows."""
    shared: list[Found] = []
    for one, following in zip(found, [*found[1:], None], strict=False):
        asked, after = one.asked, following.asked if following else None
        if (
            isinstance(asked, Asked)
            and isinstance(after, Asked)
            and _is_of_any_year(asked)
            and asked.kind == after.kind
        ):
            asked = _of_year_of(asked, after) or asked
        shared.append(replace(one, asked=asked))
    return shared


def _of_year_of(asked: Asked, after: Asked) -> Asked | None:
    """A quarter or month of any year, in the year of one that is exact; None where the latter is not, or is no later."""
    if asked.kind not in ("quarter", "month") or after.start is None or after.end is None or not asked.end_month:
        return None
    first = 4 if asked.kind == "quarter" else 1
    if (asked.end_month - first) % 12 >= (after.end.month - first) % 12:
        return None
    ends = after.end.year - (asked.end_month > after.end.month)
    year = Found(0, 0, Asked(str(ends), "within", date(ends, 1, 1), date(ends, 12, 31)))
    exact = _in_year(asked, year)
    return replace(exact, words=asked.words) if isinstance(exact, Asked) else None


def _sharing_month(found: list[Found], low: str) -> list[Found]:
    """Two periods, the second of which is a bare year and only joined to the first: it takes its month or quarter."""
    if len(found) != 2 or not isinstance(found[0].asked, Asked) or not isinstance(found[1].asked, Asked):
        return found
    first, second = found[0].asked, found[1].asked
    dated = first.kind in ("month", "quarter") and second.kind in ("within", "year")
    joined = _JOINS.fullmatch(low[found[0].end : found[1].start])
    if not dated or not joined or first.end is None or found[1].since or found[1].until:
        return found
    base = Asked(first.words, first.kind, end_month=first.end.month)
    return [found[0], replace(found[1], asked=_in_year(base, found[1]))]


def _is_of_any_year(asked: Asked | Relative | None) -> bool:
    return isinstance(asked, Asked) and asked.end is None and asked.end_day is None and asked.start_month is None


def _is_year(one: Found) -> bool:
    if isinstance(one.asked, Relative):
        return one.asked.unit == "year"
    return one.asked is not None and one.asked.kind in ("within", "year")


def _in_year(base: Asked, year: Found) -> Asked | Relative:
    """The quarter or month of a year: of a calendar year, the one that ends in it."""
    if isinstance(year.asked, Relative):
        return replace(year.asked, base=base)
    if not (year.asked and year.asked.start and year.asked.end and base.end_month):
        return base
    words = f"{base.words} {year.asked.words}"
    ends = year.asked.start.year if base.end_month >= year.asked.start.month else year.asked.end.year
    last = date(ends, base.end_month, calendar.monthrange(ends, base.end_month)[1])
    months = ends * 12 + base.end_month - (3 if base.kind == "quarter" else 1)
    first = date(months // 12, months % 12 + 1, 1)
    return Asked(words, base.kind, last if base.kind == "day" else first, last)
