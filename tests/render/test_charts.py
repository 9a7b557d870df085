"""What of an answer is drawn: series with their names and breaks, bars with their marks, a single figure in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dscp_tui.questions.answer import run
from dscp_tui.render.charts import bars_of, chart, has_chart, lines_of, single_text
from dscp_tui.warehouse.store import FILE, Warehouse


@pytest.fixture(scope="module")
def real(built: Path) -> Iterator[Warehouse]:
    warehouse = Warehouse(built / FILE)
    yield warehouse
    warehouse.close()


def test_series_are_told_apart_by_signs_and_a_break_is_drawn(real: Warehouse) -> None:
    stability = ["long-term-placement-stability", "short-term-placement-stability"]
    picture = chart(run(real, real.template("series"), {"indicators": stability}), 90)
    assert "● Same placement for 2 years or more  ○ 3 or more placements in 12 months" in picture
    assert picture.count("╎") > 5
    assert "╎ break before Mar 22" in picture
    assert "p provisional: Same placement for 2 years or more Mar 22" in picture


def test_series_of_areas_are_named_by_their_areas(real: Warehouse) -> None:
    template, given = real.template("series"), {"indicators": ["ooa-placement-rate"], "areas": ["all"]}
    lines = lines_of(run(real, template, given))
    assert lines is not None
    assert [curve.name for curve in lines.series] == ["Doncaster", "Yorkshire"]


def test_bars_stand_in_groups_with_the_target_of_each(real: Warehouse) -> None:
    days = ["adoption-entry-to-move-days", "adoption-order-to-match-days"]
    answer = run(real, real.template("areas-side-by-side"), {"indicators": days})
    found = bars_of(answer)
    assert [(one.label, one.value, one.target) for one in found[:4]] == [
        ("Doncaster", 463, 426), ("Barnsley", 398, 426), ("Rotherham", 621, 426), ("Sheffield", 564, 426),
    ]  # fmt: skip
    assert len({one.group for one in found}) == 2
    assert {one.unit for one in found} == {"days"}
    assert chart(answer, 60).count("┃") == 9


def test_bars_mark_what_is_approximate_and_disputed_and_say_what_is_not_reportable(real: Warehouse) -> None:
    asked = ["contacts-no-service-rate", "care-leavers-in-touch-rate", "care-review-timeliness"]
    texts = [one.text for one in bars_of(run(real, real.template("latest"), {"indicators": asked}))]
    assert texts == ["≈70%", "94% ≠", "not reportable"]


def test_a_single_figure_is_no_chart_but_is_told(real: Warehouse) -> None:
    answer = run(real, real.template("trend"), {"indicator": "contacts-in-time-rate"})
    assert not has_chart(answer)
    assert chart(answer, 80) == ""
    assert single_text(answer) == "36%  October 2021 to March 2022"
