"""What is not to be believed: each rule at its edge, silence where something is missing, reasons made from numbers."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dscp_tui.model.verdict import (
    Doubt,
    Verdict,
    contradicted,
    halved,
    jumps,
    none_or_all,
    outside_range,
    parts_and_total,
)

PUBLISHED = (23.7, 37.3, 27.7, 23.0, 27.1, 25.5, 27.0, 27.6, 25.4, 7.0, 25.2, 30.3, 29.4)
MISSING = (None, math.nan, math.inf)
tenths = st.integers(0, 1000).map(lambda n: n / 10)
gapped = st.lists(st.none() | tenths | tenths, max_size=20)


def reason(verdict: Verdict | None) -> str | None:
    return verdict.reason if verdict else None


def test_a_verdict_has_sign_word_and_reason() -> None:
    assert str(Verdict(Doubt.NONE_OR_ALL, "0 of 219")) == "? implausible: 0 of 219"


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
    assert reason(none_or_all(percentage, denominator, numerator)) == said


def test_of_the_published_series_only_the_one_year_is_a_jump() -> None:
    found = jumps(PUBLISHED, unit="%")
    assert list(found) == [9]
    assert found[9].doubt is Doubt.JUMP
    assert found[9].reason == (
        "25.4%, 7.0%, 25.2%: 18.2 points out and back, more than 3 mean moving ranges of 4.39 points"
    )


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
    ("value", "numerator", "denominator", "decimals", "said"),
    [
        (16.3, 182, 1120, 1, None),
        (16.2, 182, 1120, 1, "16.2% is given, but 182 of 1,120 is 16.3%"),
        (16, 182, 1120, 0, None),
        (85, 1266, 1514, 1, "85% is given, but 1,266 of 1,514 is 83.6%"),
        (95.600000000000009, 239, 250, 1, None),
        (12.5, 1, 8, 1, None),
        (13, 1, 8, 0, None),
        (12, 1, 8, 0, "12% is given, but 1 of 8 is 13%"),
        (0, 0, 0, 0, None),
        (5, 0, 10, 0, "5% is given, but 0 of 10 is 0%"),
    ],
)
def test_a_percentage_is_half_up_from_its_counts(
    value: float, numerator: float, denominator: float, decimals: int, said: str | None
) -> None:
    assert reason(contradicted(value, numerator, denominator, decimals)) == said


def test_a_rate_counts_per_its_own_base() -> None:
    assert contradicted(364, 2500, 68700, 0, per=10_000, unit="per 10,000") is None
    wrong = contradicted(36.4, 2500, 68700, 0, per=10_000, unit="per 10,000")
    assert reason(wrong) == "36.4 per 10,000 is given, but 2,500 of 68,700 is 364 per 10,000"


def test_rounded_counts_contradict_only_what_no_counts_behind_them_give() -> None:
    assert contradicted(26.6, 32310, 121230, 1) is not None
    assert contradicted(26.6, 32310, 121230, 1, rounded_to=10) is None
    assert contradicted(26.9, 32310, 121230, 1, rounded_to=10) is not None
    assert contradicted(100, 0, 5, 1, rounded_to=10) is None, "0 may be the denominator behind a rounded 5"


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 2), st.integers(1, 9))
def test_only_the_rounded_quotient_stands(numerator: int, denominator: int, decimals: int, off: int) -> None:
    """Against Python's own decimals: the quotient is cut late enough that no tie can be lost."""
    unit = Decimal(1).scaleb(-decimals)
    right = (Decimal(100 * numerator) / denominator).quantize(unit, rounding=ROUND_HALF_UP)
    assert contradicted(float(right), numerator, denominator, decimals) is None
    assert contradicted(float(right + off * unit), numerator, denominator, decimals) is not None


@given(st.integers(0, 10**6), st.integers(10, 10**6), st.integers(0, 1))
def test_counts_behind_rounded_counts_never_contradict(numerator: int, denominator: int, decimals: int) -> None:
    unit = Decimal(1).scaleb(-decimals)
    published = (Decimal(100 * numerator) / denominator).quantize(unit, rounding=ROUND_HALF_UP)
    shown = [10 * ((count + 5) // 10) for count in (numerator, denominator)]
    assert contradicted(float(published), shown[0], shown[1], decimals, rounded_to=10) is None


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
    assert {place: verdict.reason for place, verdict in halved(denominators).items()} == found


def test_a_denominator_may_halve_at_a_break() -> None:
    assert halved([400, 100, 40], [1]).keys() == {2}


@pytest.mark.parametrize(
    ("parts", "total", "rounded_to", "said"),
    [
        ([100, 200, 201], 501, 0, None),
        ([100, 200, 201], 502, 0, "the 3 parts add up to 501, the total is 502"),
        ([0.1, 0.2], 0.3, 0, None),
        ([33.3, 33.3, 33.3], 100, 0.1, None),
        ([33.3, 33.3, 33.1], 100, 0.1, "the 3 parts add up to 99.7, the total is 100"),
        ([10, 20], 40, 10, None),
        ([10, 10, 10], 50, 10, None),
        ([10, 20], 50, 10, "the 2 parts add up to 30, the total is 50"),
        ([133, 116, 105, None, None], 395, 0, None),
        ([133, 116, 150, None, None], 395, 0, "the 3 known of 5 parts add up to 399, the total is 395"),
        ([], 5, 0, None),
        ([None, None], 5, 0, None),
        ([1, 2], None, 0, None),
    ],
)
def test_parts_that_do_not_add_up(
    parts: list[float | None], total: float | None, rounded_to: float, said: str | None
) -> None:
    assert reason(parts_and_total(parts, total, rounded_to=rounded_to)) == said


@given(st.lists(st.integers(0, 500), min_size=1, max_size=9), st.data())
def test_hiding_parts_of_a_true_total_gives_no_verdict(parts: list[int], data: st.DataObject) -> None:
    hidden = data.draw(st.sets(st.integers(0, len(parts) - 1)))
    shown = [None if place in hidden else part for place, part in enumerate(parts)]
    assert parts_and_total(shown, sum(parts)) is None
    tens = [None if part is None else 10 * ((part + 5) // 10) for part in shown]
    assert parts_and_total(tens, 10 * ((sum(parts) + 5) // 10), rounded_to=10) is None


@pytest.mark.parametrize(
    ("whole", "areas", "said"),
    [
        (3071, [98, 739, 400], "The whole has 3,071 per 100,000, 3 of 3 areas have 98 to 739"),
        (97, [98, 739, 400, None], "The whole has 97 per 100,000, 3 of 4 areas have 98 to 739"),
        (98, [98, 739], None),
        (739, [98, 739], None),
        (97, [98, 739, None], None),
        (1, [0, 0, None, None], None),
        (5, [], None),
        (5, [None], None),
        (None, [1, 2], None),
    ],
)
def test_the_whole_lies_within_the_range_of_its_areas(
    whole: float | None, areas: list[float | None], said: str | None
) -> None:
    assert reason(outside_range(whole, areas, name="The whole", unit="per 100,000")) == said


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=20))
def test_a_rate_of_all_is_never_outside_the_rates_of_its_parts(counts: list[tuple[int, int]]) -> None:
    whole = sum(part for part, _ in counts) / sum(base for _, base in counts)
    rates = [part / base for part, base in counts]
    assert outside_range(round(whole, 6), [round(rate, 6) for rate in rates]) is None


@pytest.mark.parametrize("gap", MISSING)
def test_what_is_missing_never_makes_a_verdict(gap: float | None) -> None:
    assert none_or_all(gap, gap) is None
    assert none_or_all(gap, 219) is None
    assert none_or_all(0, gap, 0) is None
    assert contradicted(gap, 1, 8, 0) is None
    assert contradicted(12, gap, 8, 0) is None
    assert contradicted(12, 1, gap, 0) is None
    assert jumps([10, 11, 10, 11, gap, 11, 10]) == {}
    assert halved([100, gap]) == halved([gap, 100]) == {}
    assert parts_and_total([1, 2, gap], 4) is None
    assert parts_and_total([1, 2], gap) is None
    assert outside_range(gap, [1, 2]) is None
    assert outside_range(5, [1, gap]) is None
