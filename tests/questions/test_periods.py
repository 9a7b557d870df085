"""Periods as people type them: what is read, and what is refused rather than guessed."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dscp_tui.model.period import parse_period
from dscp_tui.questions.relative import find_periods


def read(phrase: str) -> str:
    """The one period of a phrase: its ledger spelling, or what is left open of it."""
    found = find_periods(phrase)
    assert len(found) == 1, found
    asked = found[0].asked
    if asked is None:
        return "latest"
    if asked.end is None:
        return f"{asked.kind} ending in month {asked.end_month}"
    return f"{asked.kind} {asked.start}..{asked.end}"


def spelled(text: str) -> str:
    period = parse_period(text)
    return f"{period.kind} {period.start}..{period.end}"


@pytest.mark.parametrize(
    ("phrase", "period"),
    [
        ("2021/22", "2021/22"),
        ("2021-22", "2021/22"),
        ("2021–22", "2021/22"),
        ("2021/2022", "2021/22"),
        ("2021 to 2022", "2021/22"),
        ("21/22", "2021/22"),
        ("21-22", "2021/22"),
        ("2019/20", "2019/20"),
        ("2019-20", "2019/20"),
        ("FY22", "2021/22"),
        ("fy 22", "2021/22"),
        ("FY2022", "2021/22"),
        ("FY20", "2019/20"),
        ("FY 2021/22", "2021/22"),
        ("Q4 2021/22", "2021/22 Q4"),
        ("q4 21-22", "2021/22 Q4"),
        ("Q4 of 2021-22", "2021/22 Q4"),
        ("Q4, 2021/22", "2021/22 Q4"),
        ("2021/22 Q4", "2021/22 Q4"),
        ("2021/22, Q4", "2021/22 Q4"),
        ("quarter 4 2021/22", "2021/22 Q4"),
        ("Quarter 2 2018/19", "2018/19 Q2"),
        ("Q4 FY22", "2021/22 Q4"),
        ("fourth quarter of 2021/22", "2021/22 Q4"),
        ("last quarter of 21/22", "2021/22 Q4"),
        ("first quarter of 2021/22", "2021/22 Q1"),
        ("March 2022", "2022-03"),
        ("mar 22", "2022-03"),
        ("Sept 2021", "2021-09"),
        ("31 March 2022", "2022-03-31"),
        ("31st March 2022", "2022-03-31"),
        ("31st of march 22", "2022-03-31"),
        ("31/3/22", "2022-03-31"),
        ("31.3.22", "2022-03-31"),
        ("17.6.22", "2022-06-17"),
        ("31/03/2022", "2022-03-31"),
        ("03/04/2020", "2020-04-03"),
        ("2022-03-31", "2022-03-31"),
        ("end of March 2022", "2022-03-31"),
        ("as at March 2022", "2022-03-31"),
        ("end of February 2024", "2024-02-29"),
        ("June 2015 to August 2015", "2015-06..2015-08"),
        ("14 September 2015 to 8 October 2015", "2015-09-14..2015-10-08"),
    ],
)
def test_reads_a_period_exactly(phrase: str, period: str) -> None:
    assert read(phrase) == spelled(period)
    assert read(f"how many of them, {phrase.upper()}?") == spelled(period)


@pytest.mark.parametrize(
    ("phrase", "meaning"),
    [
        ("Q4", "quarter ending in month 3"),
        ("q1", "quarter ending in month 6"),
        ("quarter 3", "quarter ending in month 12"),
        ("fourth quarter", "quarter ending in month 3"),
        ("second quarter", "quarter ending in month 9"),
        ("March", "month ending in month 3"),
        ("end of March", "day ending in month 3"),
        ("2015", "within 2015-01-01..2015-12-31"),
        ("latest", "latest"),
        ("most recent", "latest"),
        ("current", "latest"),
    ],
)
def test_reads_what_is_left_open(phrase: str, meaning: str) -> None:
    assert read(phrase) == meaning


@pytest.mark.parametrize(
    "phrase",
    [
        "2019/21", "2021/20", "2019/2022", "19/21", "2021/221", "12021/22", "q5", "q0", "q45", "Q4a", "xq4", "quarter 9",
        "fy2", "xfy22", "fy22x", "31/2/22", "2022-02-30", "2022-13-01", "30 February 2022", "32 March 2022", "31/13/22",
        "Q4 2019/21", "21/22/23", "21/22/a", "1.2", "22%", "1257", "20215", "marchx", "20 2 2019",
    ],
)  # fmt: skip
def test_what_is_no_period_leaves_words_unaccounted_for(phrase: str) -> None:
    left = set(range(len(phrase)))
    for found in find_periods(phrase):
        left -= set(range(found.start, found.end))
    assert any(phrase[place].isalnum() for place in left)


@pytest.mark.parametrize("phrase", ["2019/20", "2019-20", "19/20", "H1 2019/20", "re-referrals 2019/20 please"])
def test_a_financial_year_is_never_a_day(phrase: str) -> None:
    assert [found.asked.kind for found in find_periods(phrase) if found.asked] == ["year"]


def test_several_periods_are_all_found_in_order() -> None:
    found = find_periods("from Q3 2020/21 to 31/3/22, then 2015")
    assert [one.asked.kind for one in found if one.asked] == ["quarter", "day", "within"]
    assert [one.asked.words for one in found if one.asked] == ["Q3 2020/21", "31/3/22", "2015"]


@given(st.text(max_size=60), st.sampled_from(["Q4 2021/22", "31.3.22", "FY22", "March 2022"]), st.text(max_size=60))
def test_places_are_true_whatever_stands_around(before: str, phrase: str, after: str) -> None:
    text = f"{before} {phrase} {after}"
    for found in find_periods(text):
        assert 0 <= found.start < found.end <= len(text)
        if found.asked:
            # "Since", "in" and the like are taken in with the period that they lead to.
            assert text[found.start : found.end].endswith(found.asked.words)


def test_letters_that_grow_in_lower_case_shift_nothing() -> None:
    found = find_periods("gİve ßİß Q4 2021/22 now")
    assert [one.asked.words if one.asked else "latest" for one in found] == ["Q4 2021/22", "latest"]


@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)))
def test_each_day_is_read_in_each_spelling(day: date) -> None:
    month = calendar.month_name[day.month]
    for phrase in (f"{day.day} {month} {day.year}", f"{day.day}/{day.month}/{day.year}", day.isoformat()):
        assert read(phrase) == f"day {day}..{day}"


@given(st.integers(2001, 2098), st.integers(1, 4))
def test_each_quarter_is_read_in_each_spelling(year: int, quarter: int) -> None:
    wanted = spelled(f"{year}/{(year + 1) % 100:02d} Q{quarter}")
    short = f"{year % 100:02d}/{(year + 1) % 100:02d}"
    for phrase in (f"Q{quarter} {year}/{(year + 1) % 100:02d}", f"q{quarter} {short}", f"{year}-{year + 1} Q{quarter}"):
        assert read(phrase) == wanted
