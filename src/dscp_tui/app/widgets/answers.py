"""An answer as a table of its shown columns."""

from __future__ import annotations

from textual.widgets import DataTable

from dscp_tui.app.messages import RowChosen
from dscp_tui.app.widgets.listing import Listing, Row
from dscp_tui.app.widgets.tables import Rows, number_cell, text_cell
from dscp_tui.model.text import cells_wide, shown
from dscp_tui.questions.answer import Answer, cell
from dscp_tui.warehouse.templates import Column

_LEAST = 6


class AnswerTable(Listing):
    """A title and the rows of an answer, fitted to the width; the last columns go first where there is no room."""

    def __init__(self, title: str, answer: Answer) -> None:
        super().__init__(title, answer)
        self._kept: list[Column] = []

    def fill(self) -> None:
        columns = self.answer.shown_columns
        cells = [[cell(column, row) for column in columns] for row in self.window]
        wanted = [
            max(cells_wide(shown(text[i])) for text in [[c.title for c in columns], *cells])
            for i in range(len(columns))
        ]
        widths = _fit(columns, cells, wanted, self._width - 3)
        kept = [index for index, size in enumerate(widths) if size]
        rows = [
            [
                (number_cell if columns[index].kind == "number" else text_cell)(row[index], widths[index])
                for index in kept
            ]
            for row in cells
        ]
        self._kept = [columns[index] for index in kept]
        self.query_one(Rows).fill([(columns[index].title, widths[index]) for index in kept], rows)

    def cell_text(self, row: Row, column: int) -> str:
        return cell(self._kept[column], row)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        self.post_message(RowChosen(self.window[event.cursor_row]))


def _fit(columns: list[Column], cells: list[list[str]], wanted: list[int], width: int) -> list[int]:
    """Widths that fit: numbers whole, texts share what is left; a column without room has width 0.

    Where even short texts do not fit, columns that say the same in every row go first, then notes, then the last.
    """
    widths = list(wanted)
    texts = [index for index, column in enumerate(columns) if column.kind == "text"]
    same = [index for index in texts if len({row[index] for row in cells}) == 1 and len(cells) > 1]
    notes = [index for index in texts if columns[index].name == "note"]
    dispensable = [*dict.fromkeys([*same, *notes]), *reversed(range(1, len(columns)))]
    while sum(size + 2 for size in widths if size) > width:
        longest = max((index for index in texts if widths[index]), key=lambda index: widths[index], default=None)
        if longest is not None and widths[longest] > 2 * _LEAST:
            widths[longest] -= 1
            continue
        gone = next((index for index in dispensable if widths[index]), None)
        if gone is None:
            break
        widths = [0 if index == gone else wanted[index] if size else 0 for index, size in enumerate(widths)]
    return widths
