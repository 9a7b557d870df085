"""The chart of an answer, as its template's header names it: a line over time, or bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dscp_tui.model.series import is_drawable
from dscp_tui.questions.answer import Answer, cell
from dscp_tui.render.barchart import Bar, bar_lines
from dscp_tui.render.lines import Limits, Lines, Point, Series, draw
from dscp_tui.render.signs import DISPUTED
from dscp_tui.warehouse.templates import Column

if TYPE_CHECKING:
    from dscp_tui.questions.signals import Band

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
        breaks=_breaks(answer),
        unit=str(answer.rows[0].get("unit") or ""),
        target=_constant(answer, roles.get("target")),
        tolerance=_constant(answer, roles.get("tolerance")),
        limits=tuple(_limits(band) for band in answer.bands),
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
    drawn = {name: of for name, of in points.items() if any(is_drawable(point.value) for point in of)}
    # Several that have names are told apart by them; what they are of stands above the chart.
    title = "" if len(drawn) > 1 and all(drawn) else str(answer.rows[0].get("title") or "")
    return tuple(Series(", ".join(filter(None, (title, name))), tuple(of)) for name, of in drawn.items())


def _limits(band: Band) -> Limits:
    """Limits as they are drawn, with the word that says how firm they are."""
    word = "trial limits" if band.is_trial else "limits"
    since, until = (float(day.toordinal()) for day in (band.since, band.until))
    return Limits(since, until, band.mean, band.lower, band.upper, word)


def has_chart(answer: Answer) -> bool:
    """Whether there is enough to draw: a single point is better told as a number."""
    return lines_of(answer) is not None or sum(is_drawable(one.value) for one in bars_of(answer)) > 1


def chart(answer: Answer, width: int, height: int = HEIGHT) -> str:
    """An answer's chart as plain text; empty where the answer has none."""
    if lines := lines_of(answer):
        return draw(lines, width, height)
    return "\n".join(bar_lines(bars_of(answer), width))


def bars_of(answer: Answer) -> list[Bar]:
    """The bars of an answer whose template is drawn as bars, in the order of its rows; none where it is not."""
    roles = answer.chart_roles
    if answer.chart != "bars" or not {"label", "value"} <= roles.keys():
        return []
    column = next(column for column in answer.columns if column.name == roles["value"])
    return [
        Bar(
            str(row[roles["label"]]),
            row[roles["value"]],
            _text(column, row),
            row.get(roles.get("target", "")),
            str(row.get(roles.get("group", "")) or ""),
            str(row.get(column.unit[1:]) or "") if column.unit.startswith("@") else column.unit,
            str(row.get(roles.get("across", "")) or ""),
        )
        for row in answer.rows
    ]


def _text(column: Column, row: dict[str, Any]) -> str:
    """A bar's value in words: disputed ones are marked, and what is not reportable says so."""
    if row.get("qualifier") == "not_reportable":
        return "not reportable"
    return cell(column, row) + (f" {DISPUTED}" if row.get("disputed") else "")


def _point(row: dict[str, Any], roles: dict[str, str]) -> Point:
    mark = "≠" if row.get("disputed") else _MARKS.get(str(row.get("qualifier")), "")
    return Point(str(row[roles["x"]]), float(row[roles["at"]].toordinal()), row[roles["y"]], mark)


def _breaks(answer: Answer) -> tuple[Point, ...]:
    """Where a series rests on another basis from then on, each place once."""
    roles = answer.chart_roles
    broken = [row for row in answer.rows if row.get(roles.get("break", ""))]
    places = {
        row[roles["at"]]: Point(str(row[roles["x"]]), float(row[roles["at"]].toordinal()), None) for row in broken
    }
    return tuple(places.values())


def _constant(answer: Answer, column: str | None) -> float | None:
    """The latest value of a column that is one line across the chart."""
    values = [row[column] for row in answer.rows if column and is_drawable(row.get(column))]
    return float(values[-1]) if values else None


def single_text(answer: Answer) -> str:
    """The only value of an answer that is too short for a chart, with its period."""
    row = next(row for row in answer.rows if is_drawable(row.get("value")))
    column = next(column for column in answer.columns if column.name == "value")
    return "  ".join(filter(None, (_text(column, row), str(row.get("period_label") or ""))))
