"""Lines over time: exact pictures, gaps, odd numbers, and no way to end the process."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dscp_tui.model.text import cells_wide
from dscp_tui.render.lines import Limits, Lines, Point, Series, draw

ODD = [None, math.nan, math.inf, -math.inf, 1e308, 5e-324, 1e15, -1e15, 10**400, True, Decimal("2.5"), Decimal("sNaN")]
YEARS = ("2017/18", "2018/19", "2019/20", "2020/21", "2021/22")

SINGLE = [
    "   │●⣀⡀                          ●",
    "   │  ⠈⠉⠉⠉⠉⠉⠉⠒●⠒⠤⠤⣀⣀       ⣀⡠⠤⠒⠊⠉ ⠑⢄",
    "20%┤                ⠉⠉⠒⠒●⠊⠉        ⠈⠢⡀",
    "   │┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⠈⠢⡀┈┈┈┈",
    "   │                                   ⠘⢄",
    "10%┤                                     ⠑⢄",
    "   │                                       ●",
    "   │",
    " 0%┤",
    "   └┬─────────┬─────────┬──────────────────┬",
    " 2017/18   2018/19   2019/20         2021/22",
    "┈ target 16%  · tolerance 18%",
]
GAP = [
    "480┤●",
    "475┤ ⠑⢄",
    "470┤  ⠈⠢⡀",
    "465┤    ⠘⢄                 ●",
    "460┤      ⠑⡄",
    "455┤       ⠈●",
    "   └┬───────────────┬──────────────┬",
    " 2017/18         2019/20     2021/22",
]
SEVERAL = [
    "95%┤",
    "90%┤                               ⣀⣀⠤⠤●",
    "85%┤                      ⢀⣀⡠⠤●⠒⠒⠉⠉",
    "80%┤○⠒⠒⠒⠒⠒⠒⠒⠒○⠒⠒⠒⢒⣒⣒⠶⠶●⠒⠊⠉⠉⠉⠉⠉○⠉⠉⠉⠉⠉⠉⠉⠉○",
    "75%┤     ⣀⣀⠤⠤●⠒⠊⠉⠁",
    "70%┤●⠒⠒⠉⠉",
    "   └┬────────┬────────┬────────────────┬",
    " 2017/18  2018/19  2019/20       2021/22",
    "● Doncaster  ○ England",
]


def series(name: str, *values: object, marks: dict[int, str] | None = None) -> Series:
    marks = marks or {}
    pairs = zip(YEARS, values, strict=False)
    return Series(name, tuple(Point(label, 365 * n, value, marks.get(n, "")) for n, (label, value) in enumerate(pairs)))


def picture(lines: Lines, width: int = 40, height: int = 10) -> list[str]:
    return draw(lines, width, height).split("\n")


def test_one_series_against_target_and_tolerance():
    lines = Lines((series("Rate", 25.2, 24, 20, 25.4, 7),), "%", 16, 18)
    assert picture(lines, 44, 12) == SINGLE


def test_a_gap_stays_a_gap_and_a_lone_value_is_seen():
    assert picture(Lines((series("Days", 480, 455, None, 463, None),), "count"), 36, 8) == GAP


def test_several_series_are_told_apart_by_signs_and_named_below():
    lines = Lines((series("Doncaster", 70, 75, 80, 85, 90), series("England", 80, 80, 81, 82, 82)), "%")
    assert picture(lines, 40, 9) == SEVERAL


def test_time_is_drawn_to_scale():
    points = (Point("2010", 0, 1.0), Point("2011", 1, 1.0), Point("2020", 10, 1.0))
    axis = next(line for line in picture(Lines((Series("", points),)), 44, 8) if "└" in line)
    ticks = [at for at, sign in enumerate(axis) if sign == "┬"]
    assert ticks == [axis.index("└") + 1, 43]  # 2011 touches 2010 and is left out
    curve = next(line for line in picture(Lines((Series("", points),)), 44, 8) if "●" in line)
    first, second, last = (at for at, sign in enumerate(curve) if sign == "●")
    assert (second - first) * 10 == pytest.approx(last - first, abs=5)


def test_labels_of_even_time_are_thinned_evenly_with_first_and_last_kept():
    points = tuple(Point(f"M{n:02}", n, float(n)) for n in range(24))
    labels = picture(Lines((Series("", points),)), 50, 10)[-1].split()
    assert labels[0] == "M00"
    assert labels[-1] == "M23"
    steps = {int(after[1:]) - int(before[1:]) for before, after in pairwise(labels[:-1])}
    assert len(steps) == 1


def test_each_tick_stands_on_the_row_of_its_number():
    drawn = picture(Lines((series("", 0, 10, 20, 30, 40),), "%"), 40, 7)
    rows = {line.split("┤")[0].strip(): line for line in drawn if "┤" in line}
    assert list(rows) == ["40%", "30%", "20%", "10%", "0%"]
    assert all("●" in line for line in rows.values())


def test_no_tick_is_above_a_hundred_percent():
    assert "%" not in picture(Lines((series("", 81, 99, 100),), "%"), 40, 9)[0].replace("100%", "")


def test_marked_points_are_noted_below():
    lines = Lines((series("Rate", 5, 7, 6, marks={0: "≈", 2: "≠"}),), "%")
    drawn = picture(lines, 60, 10)
    assert drawn[-1] == "≈ approximate: 2017/18  ≠ disputed: 2019/20"
    assert "≈" in "".join(drawn[:-3])


def test_limits_are_drawn_over_their_stretch_and_named_with_their_numbers():
    lines = Lines(
        (series("Rate", 5, 7, 6, 8, 9),),
        "%",
        breaks=(Point("2019/20", 730, None),),
        limits=(Limits(0, 365, 6, 5.5, 6.5), Limits(730, 1460, 7.67, 5.5, 9.83, "trial limits")),
    )
    drawn = picture(lines, 60, 16)
    assert drawn[-2:] == ["─ mean 7.67%  ╌ trial limits 5.5% to 9.83%", "╎ break before 2019/20"]
    assert all("╌" in row.split("╎")[0] or "╌" in row.split("╎")[1] for row in drawn[:12] if "╌" in row)
    highest = next(row for row in drawn if "╌" in row)
    assert "╌" not in highest.split("╎")[0]  # the limits of the later stretch end at the break


def test_a_limit_that_no_value_can_reach_is_named_and_not_drawn():
    drawn = picture(Lines((series("Rate", 1, 9, 2, 8),), "%", limits=(Limits(0, 1095, 5, -12, 22),)), 60, 16)
    assert drawn[-1] == "─ mean 5%  ╌ limits -12% to 22%"
    assert sum("╌" in row for row in drawn[:-1]) == 1


def test_many_marked_points_are_counted():
    lines = Lines((series("Rate", 5, 7, 6, 8, marks=dict.fromkeys(range(4), "p")),), "%")
    assert picture(lines, 60, 10)[-1] == "p provisional: 4 points"


def test_a_long_unit_moves_from_the_ticks_to_the_legend():
    drawn = picture(Lines((series("", 480, 455, 463),), "working days"), 40, 9)
    assert drawn[-1] == "in working days"
    assert drawn[0].split("┤")[0] == "480"


@pytest.mark.parametrize(("width", "height"), [(23, 20), (80, 5), (0, 0), (-1, -1)])
def test_too_small_a_space_has_no_chart(width, height):
    assert draw(Lines((series("", 1, 2, 3),)), width, height) == ""


@pytest.mark.parametrize("values", [(), (5,), (5, None), (None, math.nan, math.inf)])
def test_fewer_than_two_values_have_no_chart(values):
    assert draw(Lines((series("", *values),)), 60, 15) == ""
    assert draw(Lines(()), 60, 15) == ""


def test_points_in_any_order_give_the_same_chart():
    one = series("", 1, 5, 2, None, 3)
    assert draw(Lines((one,)), 40, 10) == draw(Lines((Series("", one.points[::-1]),)), 40, 10)


def test_without_the_chart_library_a_sparkline_is_left(monkeypatch):
    monkeypatch.setitem(sys.modules, "plotext", None)
    one, other = series("Doncaster", 16, None, 22), series("England", 20, 21, 22)
    assert draw(Lines((one,), "%"), 40, 10) == "16% ▁ █ 22%"
    assert draw(Lines((one, other), "%"), 40, 10) == "Doncaster 16% ▁ █ 22%\nEngland 20% ▁▅█ 22%"


def test_threads_draw_whole_charts():
    charts = [Lines((series("", n, 2 * n, 3, 7),), "%", target=n) for n in range(8)]
    alone = [draw(chart, 50, 12) for chart in charts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda chart: draw(chart, 50, 12), charts * 5)) == alone * 5


def test_odd_numbers_do_not_end_the_process_and_nothing_else_is_printed():
    code = (
        "from dscp_tui.render.lines import *\n"
        "nan, inf = float('nan'), float('inf')\n"
        "values = [1.0, nan, None, inf, -inf, 1e308, 10**400, 3.0, nan]\n"
        "points = tuple(Point(str(n), n, v) for n, v in enumerate(values)) + (Point('x', nan, 1.0), Point('y', inf, 2))\n"
        "drawn = draw(Lines((Series('s', points),), '%', nan, inf), 60, 15)\n"
        "print(drawn.count('●'))\n"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=env)
    assert (done.returncode, done.stdout, done.stderr) == (0, "2\n", "")


odd_numbers = st.one_of(st.sampled_from(ODD), st.floats(), st.floats(0, 100), st.integers(-5, 5))
texts = st.text(max_size=12)
points = st.lists(
    st.builds(Point, texts, odd_numbers, odd_numbers, st.sampled_from(["", "≈", "p", "\x1b", "漢"])), max_size=12
)
charts = st.builds(
    Lines,
    st.lists(st.builds(Series, texts, points.map(tuple)), max_size=3).map(tuple),
    st.sampled_from(["", "%", "count", "days", "£m", "\x1b[0m", "a unit as long as a sentence"]),
    odd_numbers,
    odd_numbers,
    limits=st.lists(st.builds(Limits, *[odd_numbers] * 5, word=texts), max_size=2).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(charts, st.integers(20, 130), st.integers(4, 40))
def test_a_chart_never_fails_and_never_leaves_its_space(lines, width, height):
    drawn = draw(lines, width, height)
    assert len(drawn.split("\n")) <= height
    assert all(cells_wide(line) <= width for line in drawn.split("\n"))
    assert "\x1b" not in drawn
