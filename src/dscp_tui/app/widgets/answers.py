"""An answer as a table of its shown columns."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import DataTable

from dscp_tui.app.messages import IndicatorChosen, RowChosen
from dscp_tui.app.widgets.cells import COURSE, course_cell, status_cell
from dscp_tui.app.widgets.listing import Listing, Row
from dscp_tui.app.widgets.tables import number_cell, text_cell
from dscp_tui.model.text import cells_wide, shown
from dscp_tui.questions.answer import Answer
from dscp_tui.render.formats import said
from dscp_tui.warehouse.templates import Column

_LEAST = 12
_SHORT_STATUS, _ROOMY = 12, 140


class AnswerTable(Listing):
    """A title and the rows of an answer, fitted to the width; the last columns go first where there is no room."""

    def __init__(self, title: str, answer: Answer) -> None:
        super().__init__(title, answer)
        self._kept: list[Column] = []
        self._left_out = 0

    def fill(self) -> None:
        columns = self._columns()
        cells = [[said(column, row) for column in columns] for row in self.window]
        wanted = [self._wanted(column, [row[index] for row in cells]) for index, column in enumerate(columns)]
        widths = _fit(columns, cells, wanted, self._width - 3)
        kept = [index for index, size in enumerate(widths) if size]
        rows = [
            [self._cell(columns[index], row, text[index], widths[index]) for index in kept]
            for row, text in zip(self.window, cells, strict=True)
        ]
        self._kept, self._left_out = [columns[index] for index in kept], len(columns) - len(kept)
        self.table.fill([(columns[index].title, widths[index]) for index in kept], rows)

    def how_many(self) -> str:
        """How many rows are seen, and how many columns there is no room for."""
        columns = f"   … {self._left_out} more columns" if self._left_out > 1 else "   … 1 more column"
        return super().how_many() + (columns if self._left_out else "")

    def _columns(self) -> list[Column]:
        """The columns for a reader, and those that are drawn, in the template's order."""
        shown_ones = self.answer.shown_columns
        rows = self.answer.rows
        drawn = [
            column
            for column in self.answer.columns
            if column.kind == "series" and any(row[column.name] for row in rows)
        ]
        return [column for column in self.answer.columns if column in shown_ones or column in drawn]

    def _wanted(self, column: Column, texts: list[str]) -> int:
        if column.kind == "series":
            return max(COURSE, len(column.title))
        if column.kind == "status" and self._width < _ROOMY:
            return _SHORT_STATUS
        return max(cells_wide(shown(text)) for text in [column.title, *texts])

    def _cell(self, column: Column, row: Row, text: str, width: int) -> Text:
        match column.kind:
            case "number":
                # Only a value that is not there must be seen not to be there.
                return number_cell("" if row[column.name] is None and column.name != "value" else text, width)
            case "series":
                return course_cell(row[column.name], width, self.app.theme_variables)
            case "status" if row[column.name]:
                return status_cell(row[column.name], width, self.app.theme_variables, doubted=bool(row.get("doubt")))
        return text_cell(text, width)

    def cell_text(self, row: Row, column: int) -> str:
        return said(self._kept[column], row)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        row = self.window[event.cursor_row]
        if row.get("indicator"):
            title = str(row.get("title") or row["indicator"])
            self.post_message(
                IndicatorChosen(row["indicator"], title, row.get("dimension", ""), row.get("category", ""))
            )
        else:
            self.post_message(RowChosen(row))


def _fit(columns: list[Column], cells: list[list[str]], wanted: list[int], width: int) -> list[int]:
    """Widths that fit: numbers whole, texts as wide as there is room, the first ones first; 0 where there is none.

    Where not even short texts fit, columns that say the same in every row go first, then notes, then the last.
    """
    texts = [index for index, column in enumerate(columns) if column.kind == "text"]
    same = [index for index in texts if len({row[index] for row in cells}) == 1 and len(cells) > 1]
    notes = [index for index in texts if columns[index].name == "note"]
    dispensable = [*dict.fromkeys([*same, *notes, *reversed(range(1, len(columns)))])]
    # The first text says what the row is about.
    least = {index: width * 2 // 5 if [index] == texts[:1] else _LEAST for index in texts}
    widths = [min(size, least.get(index, size)) for index, size in enumerate(wanted)]
    while sum(size + 2 for size in widths if size) > width:
        gone = next((index for index in dispensable if widths[index]), None)
        if gone is None:
            break
        widths[gone] = 0
    room = max(0, width - sum(size + 2 for size in widths if size))
    for index in texts:
        more = min(wanted[index] - widths[index], room) if widths[index] else 0
        widths[index] += more
        room -= more
    return widths
