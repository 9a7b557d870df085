"""Periods told from the latest that is printed: "this year", "previous quarter", "last 3 years", "year on year"."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date

from dscp_tui.model.period import Asked
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
_UNIT = r"(?P<unit>year|quarter|month)"
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
    (r"(?:(?<=vs )|(?<=v )|(?<=than )|(?<=against )|(?<=versus ))last", 1, False),
)  # fmt: skip
_COMPILED = tuple((re.compile(rf"(?<![\w/.])(?:{pattern})(?![\w/])"), back, paired) for pattern, back, paired in _FORMS)
_RUN_UP = re.compile(
    rf"(?<!\w)(?:(?:in|over|for|during) )?(?:the )?(?:(?:\d\d?|{'|'.join(_NUMBER)}) months?|year) (?:before|to|up to|prior to|leading up to) (?:the )?(?=20\d\d )"
)
"""The months before something of a year that is named: the year says when, the months how long."""
_SPAN = re.compile(
    rf"(?<!\w)(?:(?:over|for|in|during) )?(?:the )?(?:last|past|previous|recent) (?P<number>\d\d?|{'|'.join(_NUMBER)}) {_UNIT}s?(?: printed)?(?!\w)"
)
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
                unit = match.groupdict().get("unit") or "year"
                asked = Relative(text[match.start() : match.end()], unit, back)
                found.append(Found(match.start(), match.end(), asked, paired=paired))
    found += [Found(match.start(), match.end(), None) for match in _LATEST.finditer(low) if is_free(match, found)]
    return _based(sorted(found, key=lambda one: one.start))


def _lower(character: str) -> str:
    """One character for one, so that places in the question stay true: `İ` alone would become two."""
    low = character.lower()
    return low if len(low) == 1 else character


def _spans(low: str, text: str, found: list[Found]) -> list[Found]:
    """Add "the last 3 years", and "the last 6 months to March 2022", which takes the month in."""
    for match in _SPAN.finditer(low):
        number = _NUMBER.get(match["number"]) or int(match["number"])
        until = _UNTIL.match(low, match.end())
        end = until.end() if until else match.end()
        words = text[match.start() : end]
        asked = (
            _months_to(words, number * _MONTHS[match["unit"]], until)
            if until
            else Relative(words, match["unit"], span=number)
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


def _based(found: list[Found]) -> list[Found]:
    """A quarter or month without a year joins the years that are told relatively: "Q4 this year vs last"."""
    bases = [one for one in found if isinstance(one.asked, Asked) and one.asked.end is None]
    years = [one for one in found if isinstance(one.asked, Relative) and one.asked.unit == "year"]
    if len(bases) != 1 or not years:
        return found
    [base] = bases
    joined = []
    for one in found:
        if isinstance(one.asked, Relative) and one.asked.unit == "year" and isinstance(base.asked, Asked):
            joined.append(replace(one, asked=replace(one.asked, base=base.asked)))
        else:
            joined.append(replace(one, joined=True) if one is base else one)
    return joined
