"""How the indicators of each theme stand, a line for each; Enter opens the theme's panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.widgets import DataTable

from dscp_tui.app.messages import PanelChosen
from dscp_tui.app.widgets.answers import AnswerTable

if TYPE_CHECKING:
    from dscp_tui.app.app import Dashboard


class Counts(AnswerTable):
    """A line for each theme."""

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        theme = self.window[event.cursor_row]["theme"]
        panels = cast("Dashboard", self.app).panels.values()
        if panel := next((panel for panel in panels if panel.theme == theme), None):
            self.post_message(PanelChosen(panel.name))
