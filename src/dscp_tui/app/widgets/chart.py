"""A chart that draws itself anew at every size, from finite numbers only."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.reactive import reactive
from textual.widget import Widget

from dscp_tui.app.messages import Drawn, WorkFailed
from dscp_tui.app.widgets.label import Label
from dscp_tui.app.work import guarded
from dscp_tui.questions.answer import Answer
from dscp_tui.questions.panels import Tile
from dscp_tui.render.charts import chart, has_chart


class Picture(Widget):
    """The picture alone. A worker draws it, because the chart library takes longer to load than all figures to show."""

    picture: reactive[str] = reactive("")

    def __init__(self, answer: Answer) -> None:
        super().__init__(classes="picture")
        self._answer = answer

    def on_resize(self, event: Resize) -> None:
        self.call_after_refresh(self._draw, event.size.width, event.size.height)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _draw(self, width: int, height: int) -> None:
        with guarded(lambda text: self.post_message(WorkFailed(text))):
            self.post_message(Drawn(chart(self._answer, width, height)))

    @on(Drawn)
    def _show(self, event: Drawn) -> None:
        event.stop()
        self.picture = event.picture

    def render(self) -> Content:
        return Content(self.picture)


class ChartTile(Vertical):
    """A title, what the chart says in one sentence, and the picture."""

    def __init__(self, tile: Tile, answer: Answer) -> None:
        super().__init__(classes="tile chart-tile")
        self._tile = tile
        self.answer = answer

    def compose(self) -> ComposeResult:
        yield Label(self._tile.title, classes="tile-title")
        yield Label(self.answer.headline, classes="tile-hint")
        if has_chart(self.answer):
            yield Picture(self.answer)
