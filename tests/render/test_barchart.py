"""Bars in groups, against targets, either side of zero: exact pictures, odd numbers."""

from __future__ import annotations

import math
import unicodedata
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dscp_tui.model.text import cells_wide
from dscp_tui.render.barchart import MOST_BARS, Bar, bar_lines
from writing import written

COUNTS = [Bar(label, value, str(value)) for label, value in [("North", 112), ("South", 87), ("East", 143)]]
SHARES = [
    Bar("North", 82.1, "82.1%", 85, unit="%"),
    Bar("East", 91.5, "91.5%", 85, unit="%"),
    Bar("Isles", None, "not reportable", 85, unit="%"),
]
GROUPED = [
    Bar("North", 400, "400 days", 300, "Days to move in", "days"),
    Bar("East", 200, "200 days", 300, "Days to move in", "days"),
    Bar("North", 9, "9", None, "Children", "count"),
    Bar("East", 18, "18", None, "Children", "count"),
]
VARIANCES = [Bar("Care", -4638, "-£4,638k"), Bar("Support", 83, "£83k"), Bar("Other", 0, "£0k")]
ODD = [None, math.nan, math.inf, -math.inf, 1e308, -1e308, 5e-324, 10**400, -5, 0, True, Decimal("sNaN")]
numbers = st.one_of(st.sampled_from(ODD), st.floats(), st.integers(), st.floats(-200, 200))
bars = st.lists(
    st.builds(
        Bar, st.text(max_size=30), numbers, st.text(max_size=20), numbers,
        st.sampled_from(["", "a", "b"]), st.sampled_from(["", "%", "count"]),
    ),
    max_size=6,
)  # fmt: skip


def test_bars_start_at_zero_and_are_in_proportion():
    assert bar_lines(COUNTS, 40) == [
        "North ██████████████████████▍        112",
        "South █████████████████▍              87",
        "East  ████████████████████████████▋  143",
    ]


def test_shares_are_drawn_of_a_hundred_and_each_target_is_marked():
    assert bar_lines(SHARES, 40) == [
        "North ███████████████████████┃     82.1%",
        "East  ███████████████████████┃█▋   91.5%",
        "Isles                     not reportable",
        "┃ target",
    ]


def test_groups_have_headings_and_units_have_scales_of_their_own():
    assert bar_lines(GROUPED, 40) == [
        "Days to move in",
        "  North █████████████████┃█████ 400 days",
        "  East  ███████████▌     ┃      200 days",
        "Children",
        "  North ██████████▍                    9",
        "  East  ████████████████████▊         18",
        "┃ target",
    ]


def test_what_is_below_zero_goes_to_the_left():
    assert bar_lines(VARIANCES, 40) == [
        "Care    ██████████████████████│ -£4,638k",
        "Support                       │     £83k",
        "Other                         │      £0k",
    ]


def test_what_does_not_fit_is_cut_with_a_sign_and_numbers_stay_whole():
    long = [Bar("Safeguarding children and young people", 1260, "1,260"), Bar("Other", 3, "3")]
    lines = bar_lines(long, 24)
    assert "…" in lines[0]
    assert lines[0].endswith("1,260")
    many = bar_lines([Bar(str(n), n, str(n)) for n in range(MOST_BARS + 5)], 40)
    assert len(many) == MOST_BARS + 1
    assert many[-1] == f"… {MOST_BARS} of {MOST_BARS + 5} shown"


def test_a_line_across_the_bars_stands_at_its_own_bar_in_every_row():
    rows = [
        Bar("┊ Median", 50, "50%", unit="%", across="┊"),
        Bar("North", 25, "25%", unit="%"),
        Bar("South", 100, "100%", unit="%"),
    ]
    drawn = bar_lines(rows, 40)
    assert {line.rindex("┊") for line in drawn} == {drawn[0].rindex("┊")}
    assert drawn[0].count("┊") == 2


def test_bars_of_nothing():
    assert bar_lines([], 40) == []
    assert bar_lines([Bar("a", None, "–")], 20) == ["a                  –"]


def test_control_characters_do_not_reach_the_bars():
    [line] = bar_lines([Bar("a\x1b[31m\n", 1, "1\x07")], 20)
    assert line.startswith("a[31m")
    assert "\x1b" not in line
    assert "\x07" not in line


@given(bars, st.integers(12, 130))
def test_bars_are_never_wider_than_asked(rows, width):
    drawn = bar_lines(rows, width)
    assert len(drawn) >= len(rows)
    assert all(cells_wide(line) <= width for line in drawn)
    assert not any(unicodedata.category(character) == "Cc" for line in drawn for character in line)


@given(st.lists(written, min_size=2, max_size=6), st.integers(20, 80))
def test_bars_begin_under_each_other_however_their_labels_are_written(labels, width):
    drawn = bar_lines([Bar(label, 5, "5") for label in labels], width)
    assert len({(cells_wide(line[: line.index("█")]), cells_wide(line)) for line in drawn}) == 1
