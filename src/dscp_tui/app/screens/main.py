"""The main screen: one panel at a time, as the content defines it."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widget import MountError
from textual.widgets import Footer

from dscp_tui.app.messages import TileLoaded, WorkFailed
from dscp_tui.app.widgets.columns import Columns
from dscp_tui.app.widgets.label import Label
from dscp_tui.app.widgets.scorecard import Scorecard
from dscp_tui.app.widgets.tables import Rows
from dscp_tui.app.widgets.tiles import tile_widget
from dscp_tui.app.work import guarded
from dscp_tui.questions.panels import Panel, run_panel
from dscp_tui.warehouse.store import Warehouse

PATIENCE = 0.3
"""Seconds that a worker waits for the first tile to be painted, at most."""
LEAST, MOST = 57, 3
"""Cells of a column of tiles at least, and columns at most."""


class MainScreen(Screen[None]):
    """Header, the panel's tiles, footer. Wide terminals have charts at the side."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "worst_first", "Worst first", tooltip="Worst first, or in the report's order"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._worst_first = False
        self._painted = threading.Event()

    def compose(self) -> ComposeResult:
        yield Label("dscp", id="title")
        yield Label("", id="about")
        with VerticalScroll(id="body", can_focus=False):
            yield Label("Loading the figures …", id="loading")
            yield Columns(id="main", least=LEAST, most=MOST)
        yield Label("Too small: 60 columns by 16 rows are needed.", id="too-small")
        yield Footer()

    @work(thread=True, exclusive=True, exit_on_error=False, group="panel")
    def load(self, warehouse: Warehouse, panel: Panel) -> None:
        """Ask for a panel's answers, tile by tile; `TileLoaded` for each or `WorkFailed` follows."""
        with guarded(lambda text: self.post_message(WorkFailed(text))):
            self._painted.clear()
            for number, (tile, answer) in enumerate(run_panel(warehouse, panel)):
                self.post_message(TileLoaded(panel, tile, answer, number == 0))
                # The first figures are painted before the next are asked for: both would wait for each other.
                self._painted.wait(PATIENCE if number == 0 else 0)

    @on(TileLoaded)
    async def show_tile(self, event: TileLoaded) -> None:
        # A tile may arrive while the application closes under it.
        with suppress(NoMatches, MountError):
            await self._mount_tile(event)

    async def _mount_tile(self, event: TileLoaded) -> None:
        main = self.query_one("#main")
        widget = tile_widget(event.tile, event.answer)
        with self.app.batch_update():
            if event.is_first:
                await self.query("#loading").remove()
                await main.remove_children()
            await main.mount(widget)
        if isinstance(widget, Scorecard):
            widget.sort_worst_first(self._worst_first)
        self.call_after_refresh(self._painted.set)
        if event.is_first and (first := next(iter(self.query(Rows)), None)):
            first.focus(scroll_visible=False)

    @on(WorkFailed)
    def show_failure(self, event: WorkFailed) -> None:
        self.query("#loading").remove()
        self.notify(event.text, severity="error", markup=False, timeout=20)

    def action_worst_first(self) -> None:
        self._worst_first = not self._worst_first
        for card in self.query(Scorecard):
            card.sort_worst_first(self._worst_first)

