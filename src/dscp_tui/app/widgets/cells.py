"""Cells of a table that are more than a text or a number: a status, a bullet bar, the course of a series."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.text import Text

from dscp_tui.app.widgets.tables import text_cell
from dscp_tui.model.status import DOUBT_SIGN, Status
from dscp_tui.render.bars import bullet, course, most_of
from dscp_tui.render.signs import status_sign, status_words

COURSE = 7
_COLOURS = {
    Status.ON_TARGET: "text-success",
    Status.WITHIN_TOLERANCE: "text-warning",
    Status.OFF_TARGET: "text-error",
    Status.NO_DATA: "text-muted",
}
_MARKS = "┃┊"
Variables = Mapping[str, str]


def status_cell(status: str, width: int, variables: Variables, *, doubted: bool = False) -> Text:
    """Sign and word; the colour only repeats what they say. What is not to be believed has `?` and no colour."""
    words = status_words(status, doubted=doubted)
    if len(words) > width:
        words = f"{status_sign(status)} {Status(status).word.partition(' ')[0]}{f' {DOUBT_SIGN}' if doubted else ''}"
    return text_cell(words, width, colour(variables, "text-muted" if doubted else _COLOURS[Status(status)]))


def bullet_cell(row: Mapping[str, Any], width: int, variables: Variables) -> Text:
    """Value, target and tolerance as one bar from zero."""
    parts = (row["value"], row["target"], row["tolerance"])
    # Small shares on a scale of 100 would all look alike.
    unit = row["unit"] if max(part or 0 for part in parts) > 50 else ""
    bar = Text(bullet(*parts, most_of(*parts, unit=unit), width), no_wrap=True)
    bar.highlight_regex(f"[^{_MARKS}]+", colour(variables, "text-secondary"))
    return bar


def course_cell(points: Any, width: int, variables: Variables) -> Text:
    """A series as a line of eighths; blank where too few points are printed."""
    return Text(course(points or (), width), style=colour(variables, "text-secondary"), no_wrap=True)


def colour(variables: Variables, name: str) -> str:
    """A theme's colour as a cell's style; one that depends on what lies behind is left plain."""
    value = variables.get(name, "")
    if value.startswith("#"):
        return value
    return value.removeprefix("ansi_") if value.startswith("ansi_") else "dim"
