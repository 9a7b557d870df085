"""No number reaches a chart but through runs of finite points."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dscp_tui.model.series import LARGEST, Run, finite_runs, is_drawable, yearly

anything = st.one_of(
    st.floats(), st.integers(), st.none(), st.booleans(), st.text(max_size=3), st.just(10**400), st.just(Decimal("NaN"))
)
points = st.lists(st.tuples(st.one_of(st.floats(), st.integers(-(10**6), 10**6)), anything), max_size=30)


@given(points)
def test_runs_hold_finite_numbers_only(series: list[tuple[float, object]]) -> None:
    runs = finite_runs([x for x, _ in series], [y for _, y in series])
    for run in runs:
        assert len(run.positions) == len(run.values) > 0
        for number in (*run.positions, *run.values):
            assert type(number) is float
            assert math.isfinite(number)
            assert abs(number) <= LARGEST


@given(points)
def test_runs_keep_every_drawable_point_in_order(series: list[tuple[float, object]]) -> None:
    runs = finite_runs([x for x, _ in series], [y for _, y in series])
    kept = [point for run in runs for point in zip(run.positions, run.values, strict=True)]
    assert kept == [(float(x), float(y)) for x, y in series if is_drawable(x) and is_drawable(y)]


@given(st.lists(st.none() | st.floats(-1e6, 1e6), max_size=30))
def test_there_is_one_run_between_two_gaps(values: list[float | None]) -> None:
    spelled = "".join(" " if value is None else "x" for value in values)
    runs = finite_runs(range(len(values)), values)
    assert [len(run.values) for run in runs] == [len(part) for part in spelled.split()]


@pytest.mark.parametrize("gap", [None, math.nan, math.inf, -math.inf, "12", True, 2e15, -2e15, 10**400])
def test_what_cannot_be_drawn_parts_two_runs(gap: object) -> None:
    assert finite_runs([0, 1, 2], [5, gap, 7]) == [Run((0.0,), (5.0,)), Run((2.0,), (7.0,))]


@pytest.mark.parametrize("position", [math.nan, math.inf])
def test_a_point_without_a_place_is_left_out(position: float) -> None:
    assert finite_runs([0, position], [5, 6]) == [Run((0.0,), (5.0,))]


@pytest.mark.parametrize("values", [[], [None], [math.nan, None]])
def test_a_series_without_points_has_no_runs(values: list[float | None]) -> None:
    assert finite_runs(range(len(values)), values) == []


def test_positions_and_values_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="zip"):
        finite_runs([1, 2], [1])


def test_a_year_that_is_missing_has_a_place():
    days = [date(2018, 3, 31), date(2019, 3, 31), date(2022, 3, 31)]
    assert yearly(days) == [0, 1, None, None, 2]
    assert yearly([]) == []
