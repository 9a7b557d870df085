"""Periods: every spelling of the ledger reads, has its days and its year before; nothing else reads."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dscp_tui.model.period import Asked, Period, best_match, parse_period

days = st.dates(date(1900, 4, 1), date(2199, 12, 31))


def financial_year(day: date) -> str:
    """The financial year that a day lies in, such as `2021/22`."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def quarter(day: date) -> str:
    return f"{financial_year(day)} Q{(day.month - 4) % 12 // 3 + 1}"


def month(day: date) -> str:
    return f"{day:%Y-%m}"


SPELLINGS = [financial_year, quarter, month, date.isoformat, lambda day: f"{month(day)}..{month(day)}"]
spelled = st.builds(lambda day, spell: spell(day), days, st.sampled_from(SPELLINGS))


@given(days, st.sampled_from(SPELLINGS))
def test_every_day_lies_in_its_year_quarter_month_day_and_range(day: date, spell: object) -> None:
    period = parse_period(spell(day))  # type: ignore[operator]
    assert period.start <= day <= period.end
    assert period.text == spell(day)  # type: ignore[operator]


@given(days)
def test_the_next_day_after_a_period_begins_the_next_one(day: date) -> None:
    for spell in (financial_year, quarter, month):
        period = parse_period(spell(day))
        following = parse_period(spell(period.end + timedelta(days=1)))
        assert following.start == period.end + timedelta(days=1)


@given(days)
def test_four_quarters_make_the_financial_year(day: date) -> None:
    year = parse_period(financial_year(day))
    quarters = [parse_period(f"{year.text} Q{number}") for number in (1, 2, 3, 4)]
    assert quarters[0].start == year.start
    assert quarters[3].end == year.end
    assert all(a.end + timedelta(days=1) == b.start for a, b in pairwise(quarters))


@given(spelled)
def test_the_year_before_is_of_the_same_kind_and_length_of_months(text: str) -> None:
    period = parse_period(text)
    before = period.year_before
    assert before.kind == period.kind
    assert (before.end.year, before.end.month) == (period.end.year - 1, period.end.month)
    assert (before.start.year, before.start.month) == (period.start.year - 1, period.start.month)


@given(spelled)
def test_the_year_before_twice_is_two_years_before(text: str) -> None:
    period = parse_period(text)
    assert period.year_before.year_before.end.year == period.end.year - 2
    assert parse_period(period.year_before.text) == period.year_before


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2021/22", "2020/21"),
        ("2000/01", "1999/00"),
        ("1999/00", "1998/99"),
        ("2021/22 Q4", "2020/21 Q4"),
        ("2022-03", "2021-03"),
        ("2022-03-31", "2021-03-31"),
        ("2020-02-29", "2019-02-28"),
        ("2021-02-28", "2020-02-29"),
        ("2020-02-28", "2019-02-28"),
        ("2015-06..2015-08", "2014-06..2014-08"),
        ("2020-02-29..2020-03-31", "2019-02-28..2019-03-31"),
    ],
)
def test_the_year_before(text: str, before: str) -> None:
    assert parse_period(text).year_before.text == before


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "label", "short"),
    [
        ("2021/22", "year", date(2021, 4, 1), date(2022, 3, 31), "2021/22", "2021/22"),
        ("1999/00", "year", date(1999, 4, 1), date(2000, 3, 31), "1999/00", "1999/00"),
        ("2021/22 Q1", "quarter", date(2021, 4, 1), date(2021, 6, 30), "2021/22 Q1", "Q1 21/22"),
        ("2021/22 Q3", "quarter", date(2021, 10, 1), date(2021, 12, 31), "2021/22 Q3", "Q3 21/22"),
        ("2021/22 Q4", "quarter", date(2022, 1, 1), date(2022, 3, 31), "2021/22 Q4", "Q4 21/22"),
        ("2022-03", "month", date(2022, 3, 1), date(2022, 3, 31), "March 2022", "Mar 22"),
        ("2020-02", "month", date(2020, 2, 1), date(2020, 2, 29), "February 2020", "Feb 20"),
        ("2022-03-31", "day", date(2022, 3, 31), date(2022, 3, 31), "31 March 2022", "Mar 22"),
        ("2015-06..2015-08", "range", date(2015, 6, 1), date(2015, 8, 31), "June 2015 to August 2015", "Aug 15"),
        (
            "2015-09-14..2015-10-08", "range", date(2015, 9, 14), date(2015, 10, 8),
            "14 September 2015 to 8 October 2015", "Oct 15",
        ),
    ],
)  # fmt: skip
def test_a_period_has_its_days_and_its_labels(
    text: str, kind: str, start: date, end: date, label: str, short: str
) -> None:
    period = parse_period(text)
    assert (period.kind, period.start, period.end) == (kind, start, end)
    assert (period.label, period.short) == (label, short)


@given(spelled)
def test_a_short_label_fits_the_axis_of_a_chart(text: str) -> None:
    assert len(parse_period(text).short) <= 8


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "2021", "2021/22 ", " 2021/22", "2021/22\n", "2021/23", "2021/21", "1999/99", "2021/2022", "21/22",
        "2021-22", "2021/22 Q0", "2021/22 Q5", "2021/22Q4", "2021/22 q4", "Q4 2021/22", "2022-00", "2022-13", "2022-3",
        "2022-02-29", "2022-04-31", "2022-03-00", "2022-3-1", "31/03/2022", "March 2022", "..", "2022-03..", "..2022-03",
        "2022-03..2022-02", "2022-03-31..2022-03-30", "2021/22..2022/23", "2022-03..2022-03-31", "2015-06...2015-08",
        "2015-06..2015-07..2015-08", "２０２１/22", "2022-０3", "0000-01", "0001-03", "0000/01", "9999/00", "9999-12", "x",
    ],
)  # fmt: skip
def test_no_other_spelling_reads(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_period(text)


@given(st.text("0123456789/-. Q", max_size=22))
def test_a_text_reads_as_a_period_or_raises_value_error(text: str) -> None:
    try:
        period = parse_period(text)
    except ValueError:
        return
    assert period.text == text
    assert period.start <= period.end
    assert period.year_before.end < period.end
    assert period.label
    assert period.short


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2022, 3, 31), "2021/22"), (date(2022, 4, 1), "2022/23"), (date(2000, 1, 1), "1999/00")],
)
def test_the_financial_year_begins_on_1_april(day: date, year: str) -> None:
    assert financial_year(day) == year


def asked(text: str) -> Asked:
    period = parse_period(text)
    return Asked(text, period.kind, period.start, period.end)


def best(question: Asked, *printed: str) -> str | None:
    found = best_match(question, [parse_period(text) for text in printed])
    return found.text if isinstance(found, Period) else None


@pytest.mark.parametrize(
    ("question", "printed", "answer"),
    [
        ("2021/22 Q4", ["2022-03", "2022-03-31", "2021/22 Q4"], "2021/22 Q4"),
        ("2021/22 Q4", ["2022-03", "2022-03-31"], "2022-03-31"),
        ("2021/22 Q4", ["2022-03", "2021/22"], "2022-03"),
        ("2021/22 Q4", ["2021/22", "2022-03-30", "2021/22 Q3", "2022-02"], None),
        ("2021/22 Q4", ["2022-01..2022-03", "2022-03-31"], "2022-01..2022-03"),
        ("2021/22 Q4", ["2022-01..2022-03", "2021/22 Q4"], "2021/22 Q4"),
        ("2021/22", ["2021/22 Q4", "2022-03-31"], "2022-03-31"),
        ("2022-03", ["2022-03-31", "2021/22 Q4"], "2022-03-31"),
        ("2022-03", ["2021/22 Q4", "2022-03-15"], "2022-03-15"),
        ("2022-03-31", ["2021/22", "2022-03"], "2022-03"),
        ("2022-03-15", ["2022-03", "2021/22"], None),
        ("2015-06..2015-08", ["2015-08", "2015-06..2015-08"], "2015-06..2015-08"),
        ("2015-06..2015-08", ["2015-08", "2015-07..2015-08"], None),
    ],
)
def test_a_period_asked_for_finds_itself_else_what_lies_at_its_end(
    question: str, printed: list[str], answer: str | None
) -> None:
    assert best(asked(question), *printed) == answer
    assert best(asked(question), *reversed(printed)) == answer


@pytest.mark.parametrize(
    ("question", "printed", "answer"),
    [
        (Asked("Q4", "quarter", end_month=3), ["2020/21 Q4", "2021/22 Q4", "2022/23 Q3"], "2021/22 Q4"),
        (Asked("Q4", "quarter", end_month=3), ["2020/21 Q4", "2022-03-31"], "2022-03-31"),
        (Asked("Q4", "quarter", end_month=3), ["2020/21 Q4", "2022-03-15"], "2020/21 Q4"),
        (Asked("March", "month", end_month=3), ["2022-03", "2022-03-31", "2023-02"], "2022-03"),
        (Asked("March", "month", end_month=3), ["2022-02"], None),
    ],
)
def test_a_period_without_a_year_is_the_latest_printed(question: Asked, printed: list[str], answer: str | None) -> None:
    assert best(question, *printed) == answer


def test_a_calendar_year_holds_what_ends_in_it() -> None:
    within = Asked("2021", "within", date(2021, 1, 1), date(2021, 12, 31))
    assert best(within, "2020/21", "2021-12", "2021/22") == "2021-12"
    assert best(within, "2021/22", "2019/20") is None


def test_nothing_printed_answers_nothing() -> None:
    assert best(asked("2021/22")) is None


@given(days, st.lists(spelled, max_size=8))
def test_the_best_match_is_one_of_those_printed_and_fits(day: date, printed: list[str]) -> None:
    question = asked(quarter(day))
    found = best_match(question, [parse_period(text) for text in printed])
    assert found is None or (found.text in printed and question.fits(found) and found.end == question.end)


def test_month_ends_follow_the_calendar() -> None:
    for number in range(1, 13):
        assert parse_period(f"2024-{number:02d}").end.day == calendar.monthrange(2024, number)[1]
