"""The chart of an answer, as its template's header names it: a line over time, or bars."""

from __future__ import annotations

from typing import Any

from dscp_tui.model.series import is_drawable
from dscp_tui.questions.answer import Answer, cell
from dscp_tui.render.bars import bars
from dscp_tui.render.lines import Lines, Point, Series, draw

HEIGHT = 15
_MARKS = {"approx": "≈", "provisional": "p", "less_than": "<", "more_than": ">"}


def lines_of(answer: Answer) -> Lines | None:
    """The series of an answer whose template is drawn as a line; None where it is not or has fewer than two points."""
    roles = answer.chart_roles
    if answer.chart != "line" or not {"x", "at", "y"} <= roles.keys():
        return None
    if sum(is_drawable(row[roles["y"]]) for row in answer.rows) < 2:
        return None
    return Lines(
        _series(answer),
        unit=str(answer.rows[0].get("unit") or ""),
        target=_constant(answer, roles.get("target")),
        tolerance=_constant(answer, roles.get("tolerance")),
    )


def _series(answer: Answer) -> tuple[Series, ...]:
    """The rows as series by the column that the header names; a break or missing months in a series become a gap."""
    roles = answer.chart_roles
    points: dict[str, list[Point]] = {}
    for row in answer.rows:
        name = str(row.get(roles.get("series", "")) or "")
        point = _point(row, roles)
        if points.get(name) and (row.get(roles.get("break", "")) or row.get(roles.get("gap", ""))):
            points[name].append(Point("", point.at, None))
        points.setdefault(name, []).append(point)
    title = _title(answer)
    drawn = {name: of for name, of in points.items() if any(is_drawable(point.value) for point in of)}
    return tuple(Series(f"{title}, {name}" if name else title, tuple(of)) for name, of in drawn.items())


def has_chart(answer: Answer) -> bool:
    """Whether there is enough to draw: a single point is better told as a number."""
    return bool(answer.rows) and (answer.chart == "bars" or lines_of(answer) is not None)


def chart(answer: Answer, width: int, height: int = HEIGHT) -> str:
    """An answer's chart as plain text; empty where the answer has none."""
    if lines := lines_of(answer):
        return draw(lines, width, height)
    roles = answer.chart_roles
    if answer.chart == "bars" and {"label", "value"} <= roles.keys() and answer.rows:
        column = next(column for column in answer.columns if column.name == roles["value"])
        rows = [(str(row[roles["label"]]), row[roles["value"]], cell(column, row)) for row in answer.rows]
        return "\n".join(bars(rows, width, target=_constant(answer, roles.get("target"))))
    return ""


def _point(row: dict[str, Any], roles: dict[str, str]) -> Point:
    mark = "≠" if row.get("disputed") else _MARKS.get(str(row.get("qualifier")), "")
    return Point(str(row[roles["x"]]), float(row[roles["at"]].toordinal()), row[roles["y"]], mark)


def _title(answer: Answer) -> str:
    return str(answer.rows[0].get("title") or answer.title)


def _constant(answer: Answer, column: str | None) -> float | None:
    """The latest value of a column that is one line across the chart."""
    values = [row[column] for row in answer.rows if column and is_drawable(row.get(column))]
    return float(values[-1]) if values else None
