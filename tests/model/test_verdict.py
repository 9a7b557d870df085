"""What is not to be believed: each rule at its edge, silence where something is missing, reasons made from numbers."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dscp_tui.model.verdict import halved, jumps, none_or_all

PUBLISHED = (23.7, 37.3, 27.7, 23.0, 27.1, 25.5, 27.0, 27.6, 25.4, 7.0, 25.2, 30.3, 29.4)
MISSING = (None, math.nan, math.inf)
tenths = st.integers(0, 1000).map(lambda n: n / 10)
gapped = st.lists(st.none() | tenths | tenths, max_size=20)


@pytest.mark.parametrize(
    ("percentage", "numerator", "denominator", "said"),
    [
        (0, 0, 219, "0 of 219: none or all of 50 or more"),
        (100, 1219, 1219, "1,219 of 1,219: none or all of 50 or more"),
        (0, None, 219, "0% of 219: none or all of 50 or more"),
        (100, None, 50, "100% of 50: none or all of 50 or more"),
        (None, 0, 50, "0 of 50: none or all of 50 or more"),
        (0, 0, 49, None),
        (100, None, 49, None),
        (0, 1, 300, None),
        (100, 299, 300, None),
        (99.9, None, 300, None),
        (50, 150, 300, None),
    ],
)
def test_none_or_all_of_fifty_or_more(
    percentage: float | None, numerator: float | None, denominator: float, said: str | None
) -> None:
    assert none_or_all(percentage, denominator, numerator) == said


def test_of_the_published_series_only_the_one_year_is_a_jump() -> None:
    found = jumps(PUBLISHED, unit="%")
    assert found == {9: "25.4%, 7.0%, 25.2%: 18.2 points out and back, more than 3 mean moving ranges of 4.39 points"}


def test_a_jump_is_measured_by_what_is_known_so_far() -> None:
    """Up to the year before, nothing yet widens the mean moving range: 9.6 is more than three times 2.45."""
    assert list(jumps(PUBLISHED[:9])) == [1]
    assert jumps(PUBLISHED[:10]) == {}, "the newest point has not come back"


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([10, 11, 10, 11, 15, 11, 10], [4]),
        ([10, 11, 10, 11, 14, 11, 10], []),
        ([10, 11, 10, 11, 14.1, 11, 10], [4]),
        ([10, 11, 10, 11, 6, 10, 11], [4]),
        ([10, 11, 10, 11, 30, 28, 10], []),
        ([10, 11, 10, 11, 30, 31, 30], []),
        ([30, 10, 11, 10, 11, 10], []),
        ([10, 11, 10, 11, 10, 30], []),
        ([10, 11, 10, None, 30, 11, 10, 11], []),
        ([10, 11, 10, 11, 30, None, 11, 10], []),
        ([10, 30, 11, 10, 11], []),
        ([10, 30, 11, 10, 11, 10], [1]),
        ([10, 10, 30, 10, 10, 10], []),
        ([], []),
        ([5], []),
    ],
)
def test_a_jump_goes_out_by_more_than_three_mean_moving_ranges_and_back(
    values: list[float | None], found: list[int]
) -> None:
    assert list(jumps(values)) == found


def test_nothing_jumps_over_a_break() -> None:
    values = [10, 11, 10, 11, 30, 11, 10, 11]
    assert list(jumps(values)) == [4]
    assert list(jumps([50, 60, *values], [2])) == [6]
    assert jumps(values, [4]) == jumps(values, [5]) == {}


@given(gapped, st.integers(-50, 50), st.integers(1, 9))
def test_moving_scaling_and_mirroring_mark_the_same_points(
    values: list[float | None], constant: int, factor: int
) -> None:
    marked = list(jumps(values))
    tens = [None if value is None else round(value * 10) for value in values]
    assert list(jumps([None if n is None else (n + 10 * constant) / 10 for n in tens])) == marked
    assert list(jumps([None if n is None else n * factor / 10 for n in tens])) == marked
    assert list(jumps([None if n is None else -n / 10 for n in tens])) == marked
    assert [len(values) - 1 - place for place in reversed(list(jumps(values[::-1])))] == marked


@given(gapped)
def test_what_is_marked_lies_outside_its_two_neighbours(values: list[float | None]) -> None:
    for place in jumps(values):
        before, point, after = values[place - 1 : place + 2]
        assert before is not None
        assert point is not None
        assert after is not None
        assert point < min(before, after) or point > max(before, after)


@pytest.mark.parametrize(
    ("denominators", "found"),
    [
        ([4210, 1890], {1: "the denominator falls from 4,210 to 1,890, to half or less"}),
        ([100, 50], {1: "the denominator falls from 100 to 50, to half or less"}),
        ([100, 51], {}),
        ([49, 10], {}),
        ([50, 25], {1: "the denominator falls from 50 to 25, to half or less"}),
        ([50, 100], {}),
        ([100, None, 50], {}),
        ([100, None], {}),
        ([], {}),
    ],
)
def test_a_denominator_that_halves(denominators: list[float | None], found: dict[int, str]) -> None:
    assert halved(denominators) == found


def test_a_denominator_may_halve_at_a_break() -> None:
    assert halved([400, 100, 40], [1]).keys() == {2}


@pytest.mark.parametrize("gap", MISSING)
def test_what_is_missing_never_makes_a_verdict(gap: float | None) -> None:
    assert none_or_all(gap, gap) is None
    assert none_or_all(gap, 219) is None
    assert none_or_all(0, gap, 0) is None
    assert jumps([10, 11, 10, 11, gap, 11, 10]) == {}
    assert halved([100, gap]) == halved([gap, 100]) == {}
