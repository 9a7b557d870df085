"""A chart that draws itself anew at every size, from finite numbers only."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from dscp_tui.app.widgets.label import Label
from dscp_tui.questions.answer import Answer
from dscp_tui.questions.panels import Tile
from dscp_tui.render.charts import chart


class Picture(Widget):
    """The picture alone."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(classes="picture")
        self._answer = answer

    def render(self) -> Content:
        width, height = self.content_size
        return Content(chart(self._answer, width, height))


class ChartTile(Vertical):
    """A title, what the chart says in one sentence, and the picture."""

    def __init__(self, tile: Tile, answer: Answer) -> None:
        super().__init__(classes="tile chart-tile")
        self._tile = tile
        self._answer = answer

    def compose(self) -> ComposeResult:
        yield Label(self._tile.title, classes="tile-title")
        yield Label(self._answer.headline, classes="tile-hint")
        yield Picture(self._answer)
