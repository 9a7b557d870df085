"""Bars, bullet bars and sparklines: exact widths, exact pictures, odd numbers."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dscp_tui.model.text import cells_wide
from dscp_tui.render.bars import bar, bar_leftwards, between, bullet, course, most_of, number, right, sparkline, wrapped
from writing import written

ODD = [
    None,
    math.nan,
    math.inf,
    -math.inf,
    1e308,
    -1e308,
    5e-324,
    10**400,
    -5,
    0,
    True,
    Decimal("2.5"),
    Decimal("sNaN"),
]
odd_numbers = st.one_of(st.sampled_from(ODD), st.floats(), st.integers(), st.decimals(), st.floats(0, 200))
widths = st.integers(min_value=-2, max_value=130)


@pytest.mark.parametrize("draw", [bar, bar_leftwards])
@given(odd_numbers, odd_numbers, widths)
def test_bar_takes_exactly_its_width_whatever_the_numbers(draw, value, most, width):
    assert len(draw(value, most, width)) == max(0, width)


@given(st.tuples(odd_numbers, odd_numbers, odd_numbers, odd_numbers), widths)
def test_bullet_takes_exactly_its_width_whatever_the_numbers(numbers, width):
    assert len(bullet(*numbers, width)) == max(0, width)


@given(st.floats(0, 1000), st.floats(0, 1000), st.integers(1, 60))
def test_longer_bars_stand_for_larger_values(one, other, width):
    shorter, longer = sorted((one, other))
    assert len(bar(shorter, 1000, width).rstrip()) <= len(bar(longer, 1000, width).rstrip())


@pytest.mark.parametrize(
    ("value", "drawn"),
    [
        (0, "        "),
        (50, "████    "),
        (51.6, "████▏   "),
        (99, "███████▉"),
        (100, "████████"),
        (250, "████████"),
        (-5, "        "),
        (None, "        "),
        (math.nan, "        "),
        (math.inf, "        "),
    ],
)
def test_bar_is_drawn_in_eighths_from_zero(value, drawn):
    assert bar(value, 100, 8) == drawn


def test_a_small_value_differs_from_zero():
    assert bar(0.01, 100, 10) == "▏         "
    assert bar_leftwards(0.01, 100, 10) == "         █"


def test_bar_on_a_scale_of_nothing_is_blank():
    assert bar(5, 0, 4) == bar(5, math.nan, 4) == bar(5, -1, 4) == "    "


@pytest.mark.parametrize(
    ("value", "target", "tolerance", "drawn"),
    [
        (85, 90, 75, "█████████████████████┊█▊·┃  "),
        (99, 95, 80, "██████████████████████┊███┃▊"),
        (6, 9, 15, "█▋┃ ┊                       "),
        (5, 22, 28, "█▍····┃┊                    "),
        (56, 80, 80, "███████████████▋······┃     "),
        (90, 90, None, "█████████████████████████┃  "),
        (None, 95, 80, "                      ┊   ┃ "),
        (0, 22, None, "······┃                     "),
        (40, None, None, "███████████▎                "),
    ],
)
def test_bullet_shows_the_way_to_the_target_and_both_marks(value, target, tolerance, drawn):
    assert bullet(value, target, tolerance, 100, 28) == drawn


def test_a_mark_beyond_the_scale_is_in_the_last_cell():
    assert bullet(20, 300, None, 100, 10) == "██·······┃"


def test_a_mark_is_not_moved_by_binary_fractions():
    assert bullet(None, 0.29, None, 1, 100).index("┃") == 29


@pytest.mark.parametrize(
    ("values", "unit", "most"),
    [
        ((5, 22, 28), "%", 100),
        ((112,), "%", 120),
        ((5, 22, 28), "", 30),
        ((143, None), "count", 150),
        ((1,), "", 1),
        ((9,), "", 10),
        ((0.03,), "", 0.03),
        ((), "%", 100),
        ((0, None, math.nan), "", 1),
        ((-5,), "", 1),
    ],
)
def test_most_of_is_a_pleasant_number(values, unit, most):
    assert most_of(*values, unit=unit) == pytest.approx(most)


@given(st.lists(odd_numbers, max_size=4), st.sampled_from(["", "%"]))
def test_most_of_holds_every_value_and_is_never_zero(values, unit):
    most = most_of(*values, unit=unit)
    assert most > 0
    assert all(known <= most * (1 + 1e-9) for value in values if (known := number(value)) is not None)


@pytest.mark.parametrize(
    ("values", "width", "drawn"),
    [
        ([1, 2, 3, None, 5, 8, 2, 1], 20, "▁▂▃ ▅█▂▁"),
        ([3, 3, 3], 9, "▄▄▄"),
        ([3], 9, ""),
        ([3, None, math.nan], 9, ""),
        ([1, math.inf, 2], 9, "▁ █"),
        (list(range(80)), 8, "▁▂▃▄▅▆▇█"),
        ([1, 2], 0, ""),
        ([0, 2], 1, "▄"),
    ],
)
def test_sparkline(values, width, drawn):
    assert sparkline(values, width) == drawn


@given(st.lists(odd_numbers, max_size=40), widths)
def test_sparkline_is_never_wider_than_asked(values, width):
    assert len(sparkline(values, width)) <= max(0, width)


def test_sparkline_stands_between_its_ends():
    assert between("16%", [16, None, 22], "22%", 40) == "16% ▁ █ 22%"


@given(written, st.integers(-1, 40))
def test_a_text_at_the_right_ends_where_it_should(text, width):
    assert cells_wide(right(text, width)) == max(0, width)


def test_a_course_lies_where_its_points_lie_in_time():
    years = [(0, 37.0), (365, 22.0), (1460, 27.0), (3650, 5.0)]
    assert course(years, 11) == "█▅  ▆     ▁"
    assert course(years, 4) == "█▇ ▁"
    assert course([(0, 1.0), (1, 2.0)], 2) == "▁█"


@pytest.mark.parametrize("points", [[], [(0, 1.0)], [(0, math.nan), (1, 2.0)], [(math.inf, 1.0), (1, 2.0)]])
def test_a_course_of_fewer_than_two_points_is_blank(points):
    assert course(points, 8) == ""


@given(st.lists(st.tuples(odd_numbers, odd_numbers), max_size=8), widths)
def test_a_course_is_never_wider_than_asked(points, width):
    assert len(course(sorted(points, key=lambda point: number(point[0]) or 0.0), width)) <= max(0, width)


def test_wrapped_texts_end_where_the_lines_do():
    assert wrapped(["one", "two", "three", "four"], 9, 2) == ["one  two", "three  f…"]
