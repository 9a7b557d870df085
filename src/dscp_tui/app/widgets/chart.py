"""A chart that draws itself anew at every size, from finite numbers only; a single figure is shown large instead."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click, Resize
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from dscp_tui.app.messages import Drawn, IndicatorChosen, WorkFailed
from dscp_tui.app.widgets.label import Label
from dscp_tui.app.work import guarded
from dscp_tui.model.series import is_drawable
from dscp_tui.questions.answer import Answer
from dscp_tui.questions.panels import Tile
from dscp_tui.render.charts import chart, has_chart, lines_of, single_text

_BLOCKS = "[▏▎▍▌▋▊▉█]+|[\u2800-\u28ff]+"


class Picture(Widget):
    """The picture alone. A worker draws lines, because the chart library takes longer to load than all figures to show."""

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
        return _inked(self.picture)


class Bars(Widget):
    """Bars, as high as they are many; they are drawn at once, and anew for another width."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(classes="bars")
        self._answer = answer
        self._width = 0
        self._picture = ""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return self._drawn(max(1, width)).count("\n") + 1

    def render(self) -> Content:
        return _inked(self._drawn(max(1, self.size.width)))

    def _drawn(self, width: int) -> str:
        if width != self._width:
            self._width, self._picture = width, chart(self._answer, width)
        return self._picture


def _inked(picture: str) -> Content:
    """Bars and curves in the accent colour; letters and marks keep the text's."""
    return Content(picture).highlight_regex(_BLOCKS, style="$text-accent")


class ChartTile(Vertical, can_focus=True):
    """A title, what the chart says in one sentence, and the picture; Enter opens its indicator where it has just one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", tooltip="Open the indicator of the chart"),
    ]

    def __init__(self, tile: Tile, answer: Answer) -> None:
        super().__init__(classes="tile chart-tile")
        self._tile = tile
        self.answer = answer

    def compose(self) -> ComposeResult:
        yield Label(self._tile.title, classes="tile-title")
        drawn = self._drawn()
        # Where nothing is drawn the answer says why; a hint would tell of a picture that is not there.
        hint = self._tile.hint if drawn else ""
        yield Label(hint or self.answer.headline, classes="tile-hint")
        if drawn:
            yield drawn

    def _drawn(self) -> Widget | None:
        if lines_of(self.answer):
            return Picture(self.answer)
        if has_chart(self.answer):
            return Bars(self.answer)
        if any(is_drawable(row.get("value")) for row in self.answer.rows):
            return Label(single_text(self.answer), classes="single")
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return self._indicator is not None if action == "open" else True

    def action_open(self) -> None:
        if row := self._indicator:
            title = str(row.get("title") or self._tile.title)
            self.post_message(
                IndicatorChosen(row["indicator"], title, row.get("dimension", ""), row.get("category", ""))
            )

    def on_click(self, event: Click) -> None:
        event.stop()
        self.action_open()

    @property
    def _indicator(self) -> dict[str, Any] | None:
        """The row that stands for the one indicator of the chart: its total, where it is drawn by slices."""
        rows = self.answer.rows
        named = {row.get("indicator") for row in rows}
        if len(named) != 1 or None in named:
            return None
        slices = {row.get("category") for row in rows}
        return rows[0] if len(slices) == 1 else rows[0] | {"dimension": "", "category": ""}
