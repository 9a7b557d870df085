"""A few figures large: value, what it is, from when, and how it stands against its target."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Click
from textual.widgets import Digits

from dscp_tui.app.messages import IndicatorChosen
from dscp_tui.app.widgets.columns import Columns
from dscp_tui.app.widgets.label import Label
from dscp_tui.questions.answer import Answer, cell
from dscp_tui.questions.panels import Tile
from dscp_tui.render.plain import number_words
from dscp_tui.warehouse.templates import Column

_CELL = 24
_MOST = 6
_LARGE = re.compile(r"\D{0,5}?([-–]?£?[\d,.]+%?)(?:[a-z]+| .*)?")


class Numbers(Vertical):
    """A title, and the figures side by side."""

    def __init__(self, tile: Tile, answer: Answer) -> None:
        super().__init__(classes="tile")
        self._tile = tile
        self.answer = answer

    def compose(self) -> ComposeResult:
        yield Label(self._tile.title, classes="tile-title")
        if not self.answer.rows:
            yield Label(self.answer.headline, classes="tile-hint")
        column = next((one for one in self.answer.columns if one.name == "value"), None)
        if column:
            cells = [Number(column, row) for row in self.answer.rows]
            yield Columns(*cells, least=_CELL, most=_MOST, classes="numbers")


class Number(Vertical, can_focus=True):
    """One figure; Enter or a click opens its indicator."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", tooltip="Open the indicator of the figure"),
    ]

    def __init__(self, column: Column, row: dict[str, Any]) -> None:
        super().__init__(classes="number")
        self._column = column
        self._row = row

    def compose(self) -> ComposeResult:
        text = cell(self._column, self._row)
        # The large letters are digits and a few signs; what else there is to say stands below.
        if found := _LARGE.fullmatch(text):
            yield Digits(found[1])
        else:
            yield Label(f"\n{text}\n", classes="number-words")
        yield Label(number_words(self._column, self._row), classes="tile-hint")

    def action_open(self) -> None:
        row = self._row
        self.post_message(IndicatorChosen(row["indicator"], row["title"], row["dimension"], row["category"]))

    def on_click(self, event: Click) -> None:
        event.stop()
        self.action_open()
