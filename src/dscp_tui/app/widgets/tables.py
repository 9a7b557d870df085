"""A table of rows that scrolls with its screen, and lets the cursor walk on into the next table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import DataTable

from dscp_tui.model.text import clipped, shown

if TYPE_CHECKING:
    from dscp_tui.app.screens.figures import FiguresScreen

MOST_ROWS = 200


class Rows(DataTable[Text]):
    """A data table with row cursor; cells are text, never markup."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "Open", tooltip="Open the row under the cursor"),
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("h", "cursor_left", "Left", show=False),
        Binding("l", "cursor_right", "Right", show=False),
        Binding("g", "top", "Top", show=False),
        Binding("G", "bottom", "Bottom", show=False),
    ]

    def __init__(self, *, turn: Callable[[int], bool] = lambda _: False) -> None:
        super().__init__(cursor_type="row", zebra_stripes=False, cell_padding=1)
        self.show_cursor = False
        self._turn = turn
        self._heads: list[tuple[str, int]] = []

    def fill(self, heads: Sequence[tuple[str, int]], rows: Sequence[Sequence[Text]]) -> None:
        """Show rows under heads of (title, width); the cursor stays on its row where that still exists."""
        at, column = self.cursor_row, self.cursor_column
        same = list(heads) == self._heads
        self.clear(columns=not same)
        if not same:
            self._heads = list(heads)
            for title, width in heads:
                self.add_column(Text(shown(title), overflow="ellipsis"), width=width)
        for row in rows[:MOST_ROWS]:
            self.add_row(*row)
        # Set, not "auto": a table that is filled late leaves its parents with the height that it had before.
        self.styles.height = self.row_count + self.header_height
        if self.row_count:
            self.move_cursor(row=min(max(at, 0), self.row_count - 1), column=column, animate=False)

    def on_focus(self) -> None:
        self.show_cursor = True

    def on_blur(self) -> None:
        self.show_cursor = False

    def _follow_cursor(self) -> None:
        """The table is as high as its rows; it is the screen's body that must scroll to the cursor."""
        first = self.cursor_row == 0
        line = self.region.y + self.cursor_row + (-1 if first else 1)
        top = self._body.scroll_offset.y + line - self._body.region.y
        self._body.scroll_to_region(Region(0, max(0, top), 1, 3 if first else 1), animate=False)

    @property
    def _body(self) -> Widget:
        return self.screen.query_one("#body")

    @property
    def _tables(self) -> list[Rows]:
        """The tables of the screen, from top to bottom; this is none of them once another panel has been chosen."""
        return [listing.table for listing in cast("FiguresScreen", self.screen).listings]

    def action_cursor_down(self) -> None:
        if self.cursor_row < self.row_count - 1:
            super().action_cursor_down()
            self.call_after_refresh(self._follow_cursor)
        elif self._turn(1):
            self.go_to(0)
        elif not self._step_into(1):
            self._body.scroll_end(animate=False)

    def action_cursor_up(self) -> None:
        if self.cursor_row > 0:
            super().action_cursor_up()
            self.call_after_refresh(self._follow_cursor)
        elif self._turn(-1):
            self.go_to(self.row_count - 1)
        elif not self._step_into(-1):
            self._body.scroll_home(animate=False)

    def action_cursor_right(self) -> None:
        """From the row to its cells; what is copied then is the cell."""
        if self.cursor_type == "row":
            self.cursor_type = "cell"
            self.move_cursor(column=0, animate=False)
        else:
            super().action_cursor_right()

    def action_cursor_left(self) -> None:
        """Back through the cells to the whole row."""
        if self.cursor_type == "cell" and self.cursor_column == 0:
            self.cursor_type = "row"
        elif self.cursor_type == "cell":
            super().action_cursor_left()

    def action_select_cursor(self) -> None:
        """A cell opens its row."""
        if self.cursor_type == "cell":
            self.cursor_type = "row"
        super().action_select_cursor()

    def action_top(self) -> None:
        """The first row of the screen's first table."""
        for first in self._tables[:1]:
            first.go_to(0)
        self._body.scroll_home(animate=False)

    def action_bottom(self) -> None:
        """The last row of the screen's last table."""
        for last in self._tables[-1:]:
            last.go_to(last.row_count - 1)
        self._body.scroll_end(animate=False)

    def go_to(self, row: int) -> None:
        self.focus(scroll_visible=False)
        self.move_cursor(row=max(0, row), animate=False)
        self.call_after_refresh(self._follow_cursor)

    def _step_into(self, step: int) -> bool:
        """Walk on into the next or the previous table; False where there is none."""
        tables = [table for table in self._tables if table.row_count or table is self]
        if self not in tables or not 0 <= (place := tables.index(self) + step) < len(tables):
            return False
        other = tables[place]
        other.go_to(0 if step > 0 else other.row_count - 1)
        return True

    def action_page_down(self) -> None:
        self._body.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        self._body.scroll_page_up(animate=False)

    def action_scroll_home(self) -> None:
        self._body.scroll_home(animate=False)

    def action_scroll_end(self) -> None:
        self._body.scroll_end(animate=False)

    def action_scroll_top(self) -> None:
        self._body.scroll_home(animate=False)

    def action_scroll_bottom(self) -> None:
        self._body.scroll_end(animate=False)


def text_cell(value: object, width: int, style: str = "") -> Text:
    """A left-aligned cell, cut with a sign where it is too long."""
    return Text(clipped(str(value or ""), width), style=style, no_wrap=True)


def number_cell(value: str, width: int, style: str = "") -> Text:
    """A right-aligned cell."""
    return Text(clipped(value, width), style=style, justify="right", no_wrap=True)
