"""How the indicators of each theme stand, a line for each; Enter opens the theme's panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual.widgets import DataTable

from dscp_tui.app.messages import PanelChosen
from dscp_tui.app.widgets.answers import AnswerTable
from dscp_tui.app.widgets.listing import Row
from dscp_tui.app.widgets.tables import number_cell
from dscp_tui.warehouse.templates import Column

if TYPE_CHECKING:
    from dscp_tui.app.app import Dashboard


class Counts(AnswerTable):
    """A line for each theme."""

    def _cell(self, column: Column, row: Row, text: str, width: int) -> Text:
        # Noughts stay quiet, so that the eye falls on what there is.
        if column.kind == "number" and not row[column.name]:
            return number_cell("·", width, "dim")
        return super()._cell(column, row, text, width)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        theme = self.window[event.cursor_row]["theme"]
        panels = cast("Dashboard", self.app).panels.values()
        if panel := next((panel for panel in panels if panel.theme == theme), None):
            self.post_message(PanelChosen(panel.name))
