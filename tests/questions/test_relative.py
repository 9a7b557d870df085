"""Periods told from the latest that is printed, and spans: what is read, and which figures come of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dscp_tui.model.period import Asked, Period, parse_period
from dscp_tui.questions.answer import Answer
from dscp_tui.questions.periods import Found, Relative
from dscp_tui.questions.relative import find_periods
from dscp_tui.questions.resolve import NotPrintedError, Printed, resolve

Ask = Callable[[str], Answer]
HOME, NATION = "Exampleshire", "England"


def one(phrase: str) -> Found:
    """The one period of a phrase that is asked for."""
    [found] = [found for found in find_periods(phrase) if not found.joined]
    return found


# What is read


@pytest.mark.parametrize(
    ("phrase", "unit", "back", "span", "paired"),
    [
        ("this year", "year", 0, 0, False),
        ("the current quarter", "quarter", 0, 0, False),
        ("last year", "year", 1, 0, False),
        ("the previous quarter", "quarter", 1, 0, False),
        ("prior month", "month", 1, 0, False),
        ("Last Financial Year", "year", 1, 0, False),
        ("year on year", "year", 1, 0, True),
        ("month-on-month", "month", 1, 0, True),
        ("YoY", "year", 1, 0, True),
        ("a year ago", "year", 1, 0, True),
        ("compared with last year", "year", 1, 0, True),
        ("vs last month", "month", 1, 0, True),
        ("same quarter last year", "year", 1, 0, True),
        ("the same time last year", "year", 1, 0, True),
        ("last 3 years", "year", 0, 3, False),
        ("over the last six months", "month", 0, 6, False),
        ("past two quarters", "quarter", 0, 2, False),
    ],
)
def test_reads_a_period_told_from_the_latest(phrase: str, unit: str, back: int, span: int, paired: bool) -> None:
    found = one(f"how many {phrase}?")
    assert isinstance(found.asked, Relative)
    assert (found.asked.unit, found.asked.back, found.asked.span, found.paired) == (unit, back, span, paired)
    assert found.since == bool(span)


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("1819", date(2018, 4, 1), date(2019, 3, 31)),
        ("Q2 1819", date(2018, 7, 1), date(2018, 9, 30)),
        ("Jan-Mar 2022", date(2022, 1, 1), date(2022, 3, 31)),
        ("January, February and March 22", date(2022, 1, 1), date(2022, 3, 31)),
        ("2011-13", date(2011, 1, 1), date(2013, 12, 31)),
        ("the first three months of 2020", date(2020, 1, 1), date(2020, 3, 31)),
        ("last 12 months to March 2022", date(2021, 4, 1), date(2022, 3, 31)),
        ("last 2 quarters up to the end of June 21", date(2021, 1, 1), date(2021, 6, 30)),
        ("12 months before the 2015 inspection", date(2015, 1, 1), date(2015, 12, 31)),
    ],
)
def test_reads_joined_years_and_ranges(phrase: str, start: date, end: date) -> None:
    asked = one(f"how many, {phrase}").asked
    assert isinstance(asked, Asked)
    assert (asked.start, asked.end) == (start, end)


@pytest.mark.parametrize("phrase", ["1921", "2022-2021", "Mar-Mar 2022", "first four months of 2020", "Q5 1819"])
def test_what_is_no_such_period_is_not_read_as_one(phrase: str) -> None:
    whole = [found for found in find_periods(phrase) if (found.start, found.end) == (0, len(phrase))]
    assert not whole


@pytest.mark.parametrize(
    ("phrase", "since", "until"),
    [("since 2018", True, False), ("up to June 2021", False, True), ("until 2018/19", False, True), ("in 2018", False, False)],
)  # fmt: skip
def test_the_word_before_says_which_way_a_span_goes(phrase: str, since: bool, until: bool) -> None:
    found = one(f"how many {phrase}")
    assert (found.since, found.until) == (since, until)
    assert found.start == len("how many ")


def test_a_quarter_joins_the_years_beside_it() -> None:
    found = find_periods("Q4 this year vs last")
    assert [period.joined for period in found] == [True, False, False]
    for period, back in zip(found[1:], (0, 1), strict=True):
        assert isinstance(period.asked, Relative)
        assert period.asked.base is not None
        assert (period.asked.base.words, period.asked.back) == ("Q4", back)


PIECES = st.sampled_from(
    [
        "last", "this", "previous", "same", "year", "quarter", "month", "3", "12", "years", "months", "to", "March", "2022", "Q4", "since", "up", "until", "between",
        "and", "now", "latest", "2015", "1819", "2021/22", "Jan-Mar", "31.3.22", "on", "vs", "before", "the", "first", "three", "of", "20", "-", "/", "ago",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join)))
@example("last 99 years to mar 00")
@example("the last ten years to January 2000")
@example("9999-12-31 up to 31/12/99 last 99 quarters")
@example("first 2 months of 2000-01 1920 2122")
def test_any_text_is_read_without_a_fault_and_places_do_not_overlap(text: str) -> None:
    found = find_periods(text)
    assert all(0 <= period.start < period.end <= len(text) for period in found)
    assert all(earlier.end <= later.start for earlier, later in pairwise(found))


# What comes of it


def printed(*texts: str, area: str = HOME, has_target: bool = False, covers: str | None = None) -> list[Printed]:
    return [Printed(parse_period(text), area, "", "", has_target, covers) for text in texts]


def period_for(phrase: str, pool: list[Printed], **how: bool) -> str:
    return resolve(one(phrase) if phrase else None, pool, **how).period.text


QUARTERS = printed("2020/21 Q4", "2021/22 Q2", "2021/22 Q3", "2021/22 Q4")
MONTHS = printed("2021-03", "2022-01", "2022-02", "2022-03")


@pytest.mark.parametrize(
    ("phrase", "pool", "wanted"),
    [
        ("", QUARTERS, "2021/22 Q4"),
        ("this year", QUARTERS, "2021/22 Q4"),
        ("previous quarter", QUARTERS, "2021/22 Q3"),
        ("last year", QUARTERS, "2020/21 Q4"),
        ("last year", MONTHS, "2021-03"),
        ("previous month", MONTHS, "2022-02"),
        ("Q4", QUARTERS, "2021/22 Q4"),
        ("2022", printed("2015-08", "2022-03-31"), "2022-03-31"),
        ("2021/22", printed("2019/20", "2021/22", "2021/22 Q4"), "2021/22"),
        ("2015", printed("2015-09-14..2015-10-08", "2022-03-31"), "2015-09-14..2015-10-08"),
        ("2013", printed("2012-12..2013-11", "2022-03-31"), "2012-12..2013-11"),
    ],
)  # fmt: skip
def test_a_period_is_resolved_against_what_is_printed(phrase: str, pool: list[Printed], wanted: str) -> None:
    assert period_for(phrase, pool) == wanted


@pytest.mark.parametrize(
    ("phrase", "pool"),
    [
        ("previous quarter", MONTHS),
        ("previous month", QUARTERS),
        ("last year", printed("2021/22 Q4")),
        ("2023", QUARTERS),
        ("2021/22 Q1", QUARTERS),
        ("March 2022", printed("2021/22 Q4")),
        ("Q1 this year", QUARTERS),
    ],
)
def test_a_period_that_is_not_printed_is_no_other(phrase: str, pool: list[Printed]) -> None:
    with pytest.raises(NotPrintedError) as missing:
        period_for(phrase, pool)
    assert missing.value.words


def test_areas_are_set_against_each_other_where_most_of_them_are_printed() -> None:
    pool = [*printed("2021/22", "2020/21"), *printed("2020/21", area=NATION)]
    assert period_for("", pool) == "2021/22"
    assert period_for("", pool, shared=True) == "2020/21"


def test_asked_for_a_status_what_has_a_target_is_meant() -> None:
    pool = [*printed("2021/22 Q4", has_target=True), *printed("2022-05")]
    assert period_for("", pool) == "2022-05"
    assert period_for("", pool, aimed=True) == "2021/22 Q4"


def test_a_report_on_a_year_lends_its_one_undated_position() -> None:
    assert period_for("2021/22", printed("2022-06-17", covers="2021/22")) == "2022-06-17"
    with pytest.raises(NotPrintedError):
        period_for("2021/22", printed("2022-06-17", "2022-07-01", covers="2021/22"))


def test_what_is_assumed_is_said_and_what_is_exact_is_not() -> None:
    assert resolve(one("2021/22 Q4"), QUARTERS).assumed == ""
    assert "“last year”" in resolve(one("last year"), QUARTERS).assumed
    assert "latest" in resolve(None, QUARTERS).assumed


EXACT = st.one_of(
    st.builds(lambda year, quarter: f"{year}/{(year + 1) % 100:02d} Q{quarter}", st.integers(2010, 2030), st.integers(1, 4)),
    st.builds(lambda year: f"{year}/{(year + 1) % 100:02d}", st.integers(2010, 2030)),
    st.builds(lambda year, month: f"{year}-{month:02d}", st.integers(2010, 2030), st.integers(1, 12)),
    st.dates(date(2010, 1, 1), date(2030, 12, 31)).map(date.isoformat),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(EXACT, min_size=1, max_size=8, unique=True), st.data())
def test_a_period_that_is_named_exactly_is_itself_or_none(texts: list[str], data: st.DataObject) -> None:
    pool = printed(*texts)
    wanted: Period = parse_period(data.draw(EXACT | st.sampled_from(texts)))
    found = one(wanted.label)
    if wanted.text in texts:
        assert resolve(found, pool).period == wanted
        return
    try:
        other = resolve(found, pool)
    except NotPrintedError:
        return
    assert f"“{found.words}”" in other.assumed


# Where users meet it


@pytest.mark.parametrize(
    ("question", "template", "values"),
    [
        ("contacts previous month", "periods", [2134, 2439]),
        ("contacts year on year", "periods", [2810, 2439]),
        ("contacts compared with last year", "periods", [2810, 2439]),
        ("early help referrals last year", "periods", [6181, 7063]),
        ("number of re-referrals Q4 this year vs last", "periods", [169, 64]),
        ("contacts last 3 months", "trend", [2490, 2134, 2439]),
        ("contacts last 12 months to March 2022", "trend", [2490, 2134, 2439]),
        ("contacts Jan-Mar 2022", "trend", [2490, 2134, 2439]),
        ("contacts first three months of 2020", "trend", [2091, 1955, 2104]),
        ("re-referral rate since 2018", "trend", [27, 5]),
        ("staff turnover up to June 2021", "trend", [12.94, 12.56, 13.07, 13.54]),
        ("staff turnover between June 2021 and September 2021", "trend", [13.54, 13.03, 11.51, 10.64]),
        ("re-referral rate Q2 1819", "indicator", [27]),
        ("contacts this year", "indicator", [2439]),
    ],
)
def test_the_figures_of_a_period(asked: Ask, question: str, template: str, values: list[float]) -> None:
    answer = asked(question)
    assert answer.template == template, answer.headline
    assert [row["value"] for row in answer.rows] == values


def test_a_year_and_now_reach_from_the_one_to_the_other(asked: Ask) -> None:
    values = [row["value"] for row in asked("children in care 2015 and now").rows]
    assert (values[0], values[-1]) == (498, 592)


@pytest.mark.parametrize("phrase", ["last year", "same quarter last year"])
def test_a_year_before_that_only_its_counts_tell_is_shown_beside_the_latest(asked: Ask, phrase: str) -> None:
    answer = asked(f"re-referral rate {phrase}")
    assert (answer.rows[0]["value"], answer.rows[0]["before"]) == (5, 15.8)
    assert any("the year before" in line for line in answer.assumed)


@pytest.mark.parametrize(
    "question",
    ["re-referral rate previous quarter", "child protection plans last year", "contacts 2023 vs 2022", "re-referral rate 2011-13"],
)  # fmt: skip
def test_an_earlier_period_that_is_not_printed_gives_no_figure(asked: Ask, question: str) -> None:
    answer = asked(question)
    assert (answer.outcome, answer.rows) == ("unknown", [])
    assert "nothing is printed for" in answer.headline
