"""A table of rows that scrolls with its screen, and lets the cursor walk on into the next table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import DataTable

from dscp_tui.model.text import clipped, shown

MOST_ROWS = 200


class Rows(DataTable[Text]):
    """A data table with row cursor; cells are text, never markup."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "Open", tooltip="Open the row under the cursor"),
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(cursor_type="row", zebra_stripes=False, cell_padding=1, id=id, classes=classes)
        self.show_cursor = False

    def fill(self, heads: Sequence[tuple[str, int]], rows: Sequence[Sequence[Text]], keys: Sequence[str] = ()) -> None:
        """Show rows under heads of (title, width); the cursor stays on its row where that still exists."""
        at = self.cursor_row
        self.clear(columns=True)
        for title, width in heads:
            self.add_column(Text(shown(title), overflow="ellipsis"), width=width)
        for number, row in enumerate(rows[:MOST_ROWS]):
            self.add_row(*row, key=keys[number] if keys else None)
        if self.row_count:
            self.move_cursor(row=min(max(at, 0), self.row_count - 1), animate=False)

    def on_focus(self) -> None:
        self.show_cursor = True

    def on_blur(self) -> None:
        self.show_cursor = False

    def action_cursor_down(self) -> None:
        if self.cursor_row >= self.row_count - 1:
            self.screen.focus_next(Rows)
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        if self.cursor_row <= 0:
            self.screen.focus_previous(Rows)
        else:
            super().action_cursor_up()


def text_cell(value: object, width: int, style: str = "") -> Text:
    """A left-aligned cell, cut with a sign where it is too long."""
    return Text(clipped(str(value or ""), width), style=style, no_wrap=True)


def number_cell(value: str, width: int, style: str = "") -> Text:
    """A right-aligned cell."""
    return Text(clipped(value, width), style=style, justify="right", no_wrap=True)
