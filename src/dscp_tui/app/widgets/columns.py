"""Tiles in as many columns as the width allows: each goes where the page is shortest, a wide one over two columns."""

from __future__ import annotations

from fractions import Fraction

from textual.content import Content
from textual.geometry import NULL_OFFSET, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

WIDE = "wide"


class ColumnLayout(Layout):
    """Children in columns of at least `least` cells, at most `most` of them, in reading order."""

    name = "columns"

    def __init__(self, least: int, most: int) -> None:
        self._least = least
        self._most = most

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        parent.pre_layout(self)
        count, edges = self._edges(size.width)
        ends = [0] * count
        placements = []
        for child in children:
            span = _span(child, count)
            start = min(range(count - span + 1), key=lambda column: max(ends[column : column + span]))
            room = Size(edges[start + span] - edges[start], size.height)
            box = child._get_box_model(
                room, parent.app.size, Fraction(room.width), Fraction(room.height), greedy=greedy
            )
            width, height = int(box.width), int(box.height)
            top = max(ends[start : start + span]) + box.margin.top
            region = Region(edges[start] + box.margin.left, top, width, height)
            placements.append(WidgetPlacement(region, NULL_OFFSET, box.margin, child))
            ends[start : start + span] = [region.bottom + box.margin.bottom] * span
        return placements

    def room(self, child: Widget, width: int) -> int:
        """How wide a child will be, give or take a cell, where all columns together have that width."""
        count, edges = self._edges(width)
        return edges[_span(child, count)]

    def _edges(self, width: int) -> tuple[int, list[int]]:
        """How many columns there is room for, and where they begin and end."""
        count = max(1, min(self._most, width // self._least))
        return count, [width * column // count for column in range(count + 1)]


def _span(child: Widget, count: int) -> int:
    return min(count, 2 if child.has_class(WIDE) else 1)


class Columns(Widget):
    """A container whose children stand in columns, as many as its width allows."""

    DEFAULT_CSS = "Columns { width: 1fr; height: auto; }"

    def __init__(
        self, *children: Widget, least: int, most: int, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(*children, id=id, classes=classes)
        self._columns = ColumnLayout(least, most)

    @property
    def layout(self) -> Layout:
        return self._columns

    def room(self, child: Widget) -> int:
        """How wide a child will be, before it is laid out; 0 where that is not known yet."""
        return self._columns.room(child, self.size.width)

    def render(self) -> Content:
        """Nothing of its own: a widget without children would show its name, for as long as they load."""
        return Content()
