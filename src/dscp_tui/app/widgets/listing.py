"""A tile whose rows can be narrowed, walked through, copied and exported: what every table on a screen has in common."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Resize

from dscp_tui.app.widgets.columns import Columns
from dscp_tui.app.widgets.label import Label
from dscp_tui.app.widgets.tables import MOST_ROWS, Rows
from dscp_tui.model.status import Status
from dscp_tui.questions.answer import Answer, cell

Row = dict[str, Any]
_STATUSES = {status.value: status.word for status in Status}


class Listing(Vertical):
    """A title and a table. Subclasses draw the rows of `window` in `fill`."""

    def __init__(self, title: str, answer: Answer) -> None:
        super().__init__(classes="tile")
        self.heading = title
        self.answer = answer
        self._words: tuple[str, ...] = ()
        self._texts: list[str] = []
        self._first = 0
        self._width = 0

    def compose(self) -> ComposeResult:
        yield Label(self.heading, classes="tile-title")
        yield Label("", classes="tile-hint")
        yield Rows(turn=self._turn)

    @property
    def table(self) -> Rows:
        return self.query_one(Rows)

    def on_mount(self) -> None:
        self._say_where_nothing_is()
        # Drawn for the width that it will have: drawn once it has one, all tiles would be laid out anew for its height.
        if isinstance(self.parent, Columns):
            self._width = self.parent.room(self)
            self.refill()

    def renew(self, answer: Answer) -> None:
        """Show another answer in place of the first: cursor and filter stay."""
        self.answer, self._texts = answer, []
        self._first = min(self._first, max(0, len(self.rows) - 1) // MOST_ROWS * MOST_ROWS)
        self._say_where_nothing_is()
        self.refill()

    def _say_where_nothing_is(self) -> None:
        """An answer without rows is told by its sentence."""
        hint, table = self.query_one(".tile-hint", Label), self.table
        hint.show(self.answer.headline)
        table.display, hint.display = bool(self.answer.rows), not self.answer.rows

    @property
    def rows(self) -> list[Row]:
        """The rows that the filter leaves, in the order in which they stand on the screen."""
        return [row for row, text in zip(self.answer.rows, self._searched, strict=True) if self._fits(text)]

    @property
    def window(self) -> list[Row]:
        """The rows that are drawn at once: a long table would take too long."""
        return self.rows[self._first : self._first + MOST_ROWS]

    @property
    def seen(self) -> Answer:
        """The answer with the rows that the filter leaves: what an export writes."""
        return replace(self.answer, rows=self.rows)

    def narrow(self, words: str) -> None:
        """Leave only the rows in which each of the words stands; none of them brings all rows back."""
        before = self.window
        self._words, self._first = tuple(words.casefold().split()), 0
        # Most letters change nothing in most tables, and drawing is what takes time.
        if self.window == before:
            self.say_how_many()
        else:
            self.refill()

    def refill(self) -> None:
        """Draw the rows anew, once there is a width to draw them for."""
        if self._width and self.answer.rows:
            self.fill()
        self.say_how_many()

    def on_resize(self, event: Resize) -> None:
        if event.size.width != self._width:
            self._width = event.size.width
            self.refill()

    def fill(self) -> None:
        """Draw the rows of the window."""
        raise NotImplementedError

    def cell_text(self, row: Row, column: int) -> str:
        """The whole text of a cell on the screen, nothing cut."""
        raise NotImplementedError

    def say_how_many(self) -> None:
        """Beside the title: how many rows the filter leaves, or which window of a long table is seen."""
        title = self.query_one(Label)
        title.show(f"{self.heading}{self.how_many()}")
        title.display = bool(self.heading)

    def how_many(self) -> str:
        """`   3 of 11`, `   rows 201 to 400 of 667`, or nothing where all rows are there."""
        found, total = len(self.rows), len(self.answer.rows)
        filtered = f"   {found} of {total}" if self._words else ""
        if found <= MOST_ROWS:
            return filtered
        last = min(found, self._first + MOST_ROWS)
        return f"{filtered}   rows {self._first + 1} to {last} of {found}; more below or above, or filter"

    def row_text(self, row: Row) -> str:
        """A row as text for the clipboard: its shown columns, parted by tabs."""
        return "\t".join(cell(column, row) for column in self.answer.shown_columns)

    def table_text(self) -> str:
        """All rows that are seen, under their heads."""
        heads = "\t".join(column.title for column in self.answer.shown_columns)
        return "\n".join([heads, *(self.row_text(row) for row in self.rows)])

    def _turn(self, step: int) -> bool:
        """Draw the next or the previous window; False where there is none."""
        first = self._first + step * MOST_ROWS
        if not 0 <= first < len(self.rows):
            return False
        self._first = first
        self.refill()
        return True

    @property
    def _searched(self) -> list[str]:
        """For each row the words that a filter looks through: all its values, a status as it is said."""
        if len(self._texts) != len(self.answer.rows):
            self._texts = [_text_of(row) for row in self.answer.rows]
        return self._texts

    def _fits(self, text: str) -> bool:
        return all(word in text for word in self._words)


_OF_ALL = ("figures", "standing")
"""Columns that say nothing of their row alone."""


def _text_of(row: Row) -> str:
    values = (
        value for name, value in row.items() if isinstance(value, (str, int, float, date)) and name not in _OF_ALL
    )
    words = [_STATUSES.get(str(value), str(value)) for value in values]
    return " ".join([*words, *(word.replace("-", " ") for word in words if "-" in word)]).casefold()
