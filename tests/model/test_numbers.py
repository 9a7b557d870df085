"""Numbers for readers and for files: rounded half up, grouped, one unit."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dscp_tui.model.numbers import decimals_of, exact, half_up, plain, with_unit

finite = st.floats(allow_nan=False, allow_infinity=False)
UNITS = ("%", "points", "count", "£", "£k", "£m", "days", "FTE", "per 10,000", "rank", "grade")


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-0.5, 0, "-1"),
        (-2.5, 0, "-3"),
        (16.25, 1, "16.3"),
        (100 * 182 / 1120, 1, "16.3"),
        (0.285, 2, "0.29"),
        (1.005, 2, "1.01"),
        (0.125, 2, "0.13"),
        (2.4999, 0, "2"),
        (99.95, 1, "100.0"),
        (7, 2, "7.00"),
        (1e30, 2, "1" + "0" * 30 + ".00"),
    ],
)
def test_half_is_rounded_away_from_zero(value: float, decimals: int, rounded: str) -> None:
    assert half_up(value, decimals) == Decimal(rounded)
    assert f"{half_up(value, decimals):f}" == rounded


@given(finite, st.integers(0, 4))
def test_rounding_moves_a_number_by_half_a_unit_at_most(value: float, decimals: int) -> None:
    distance = abs(half_up(value, decimals).as_tuple().exponent)
    assert distance == decimals
    assert abs(half_up(value, decimals) - Decimal(repr(value))) <= Decimal(5).scaleb(-decimals - 1)


@given(finite)
def test_an_exact_number_is_the_one_that_is_spelled(value: float) -> None:
    assert exact(value) == Decimal(repr(value))
    assert float(exact(value)) == value


@given(finite, st.integers(0, 4))
def test_rounding_is_the_same_on_both_sides_of_zero(value: float, decimals: int) -> None:
    assert half_up(-value, decimals) == -half_up(value, decimals)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.0, "5"),
        (12.94, "12.94"),
        (-0.5, "-0.5"),
        (0.0, "0"),
        (-0.0, "0"),
        (1e21, "1" + "0" * 21),
        (1e-7, "0.0000001"),
    ],
)
def test_a_plain_number_is_as_short_as_exact(value: float, text: str) -> None:
    assert plain(value) == text


@given(finite)
def test_a_plain_number_reads_back_without_exponent_or_grouping(value: float) -> None:
    assert float(plain(value)) == value
    assert set(plain(value)) <= set("-.0123456789")


@given(finite)
def test_decimals_are_those_of_the_plain_spelling(value: float) -> None:
    assert half_up(value, decimals_of(value)) == Decimal(repr(value))


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (5.0, "%", None, "5%"),
        (12.94, "%", None, "12.94%"),
        (16.25, "%", 1, "16.3%"),
        (1257.0, "count", None, "1,257"),
        (4.78, "£m", None, "£4.78m"),
        (-4.78, "£m", None, "-£4.78m"),
        (106.0, "£k", 0, "£106k"),
        (1234567.0, "£", 0, "£1,234,567"),
        (463.0, "days", None, "463 days"),
        (364.0, "per 10,000", None, "364 per 10,000"),
        (8.0, "points", None, "8 points"),
        (3.0, "rank", None, "3"),
        (12.5, "FTE", None, "12.5 FTE"),
        (-0.04, "%", 1, "0.0%"),
        (0.0, "%", None, "0%"),
    ],
)
def test_a_unit_stands_once(value: float, unit: str, decimals: int | None, text: str) -> None:
    assert with_unit(value, unit, decimals) == text


@pytest.mark.parametrize(("value", "text"), [(3.0, "+3%"), (-3.0, "-3%"), (0.0, "0%"), (0.04, "0.0%"), (-0.04, "0.0%")])
def test_a_change_has_its_sign_and_zero_has_none(value: float, text: str) -> None:
    assert with_unit(value, "%", 0 if value in (3.0, -3.0, 0.0) else 1, signed=True) == text


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_an_en_dash(value: float | None) -> None:
    assert with_unit(value, "%") == "–"


@given(finite, st.sampled_from(UNITS), st.none() | st.integers(0, 4), st.booleans())
def test_any_finite_number_can_be_shown(value: float, unit: str, decimals: int | None, signed: bool) -> None:
    text = with_unit(value, unit, decimals, signed=signed)
    assert any(character.isdigit() for character in text)
    assert text.count("-") <= 1
