"""The main screen: one panel at a time, as the content defines it."""

from __future__ import annotations

import threading
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.widget import MountError, Widget

from dscp_tui.app import ahead
from dscp_tui.app.messages import IndicatorChosen, TilesLoaded, WorkFailed
from dscp_tui.app.screens.figures import FiguresScreen, Part
from dscp_tui.app.widgets.body import Body, TooSmall
from dscp_tui.app.widgets.columns import Columns
from dscp_tui.app.widgets.filter import Filter
from dscp_tui.app.widgets.keyline import KeyLine
from dscp_tui.app.widgets.label import Label
from dscp_tui.app.widgets.navigation import Navigation
from dscp_tui.app.widgets.title import Title
from dscp_tui.app.work import guarded

if TYPE_CHECKING:
    from dscp_tui.questions.panels import Panel

AT_FIRST = 2
"""Tiles that are painted before the rest is asked for: a sentence, and the figures that matter most."""
PATIENCE = 0.3
"""Seconds that a worker waits for the first tile to be painted, at most."""
LEAST, MOST = 57, 3
"""Cells of a column of tiles at least, and columns at most."""


class MainScreen(FiguresScreen):
    """Header, the panel's tiles in as many columns as fit, footer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "worst_first", "Worst first", tooltip="Worst first, or in the report's order"),
        Binding("a", "all", "All", tooltip="Go to the list of all indicators of the theme", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._worst_first = False
        self._painted = threading.Event()
        self._panel: Panel | None = None
        self._tiles: list[Widget] = []
        self._is_again = False
        self._asked = 0
        self._is_entered = False

    @property
    def subject(self) -> str:
        return self._panel.name if self._panel else ""

    @property
    def _first(self) -> str:
        """The name of the first panel; empty before there is one."""
        return next(iter(self.dashboard.panels), "")

    def parts(self, kind: type[Part]) -> list[Part]:
        """Those of the panel that was chosen last: the one before may still be there."""
        return [tile for tile in self._tiles if isinstance(tile, kind)]

    def compose(self) -> ComposeResult:
        yield Title("dscp")
        yield Label("", id="about")
        yield Navigation()
        with Body(can_focus=False):
            yield Label("Loading the figures …", id="loading")
            yield Columns(id="main", least=LEAST, most=MOST)
        yield TooSmall()
        yield Filter()
        yield KeyLine()

    def load(self, panel: Panel) -> None:
        """Show a panel; a filter on the one before is no filter on this one."""
        if self.query_one(Filter).is_open:
            self.query_one(Filter).action_close()
        self._panel, self._is_again, self._is_entered = panel, False, False
        # What is still on the screen is another panel's: new figures do not go in its place.
        self._tiles = []
        self.query_one(Navigation).mark(panel.name)
        self._ask_for_tiles(panel)

    def reload(self) -> None:
        if self._panel:
            # In place only where all of it is there already.
            self._is_again = len(self._tiles) == len(self._panel.tiles)
            self._ask_for_tiles(self._panel)

    def _ask_for_tiles(self, panel: Panel) -> None:
        self._asked += 1
        self._ask_for(panel, self._asked)

    @work(thread=True, exclusive=True, exit_on_error=False, group="panel")
    def _ask_for(self, panel: Panel, asked: int) -> None:
        """Ask for a panel's answers; `TilesLoaded` for the first and for the rest, or `WorkFailed`, follows."""
        from dscp_tui.questions.panels import run_panel

        with guarded(lambda text: self._give_up(text, asked)):
            self._painted.clear()
            answers = run_panel(self.warehouse, panel)
            self.post_message(TilesLoaded(asked, list(islice(answers, AT_FIRST)), 0))
            # The first figures are painted before the next are asked for: both would wait for each other.
            self._painted.wait(PATIENCE)
            if asked == self._asked:
                # All at once: the screen is laid out anew for every message.
                self.post_message(TilesLoaded(asked, list(answers), AT_FIRST))

    def _give_up(self, text: str, asked: int) -> None:
        """Say what failed. Figures of the panel before would stand under this one's name: they go."""
        self.post_message(WorkFailed(text))
        if not self._tiles:
            self.post_message(TilesLoaded(asked, [], 0))

    @on(TilesLoaded)
    async def show_tiles(self, event: TilesLoaded) -> None:
        # They may arrive while the application closes under them, or when another panel was chosen meanwhile.
        if event.asked == self._asked:
            with suppress(NoMatches, MountError):
                await (self._renew(event) if self._is_again else self._mount(event))

    async def _renew(self, event: TilesLoaded) -> None:
        """New figures in the place of the old ones: cursor, filter and scroll stay."""
        from dscp_tui.app.widgets.listing import Listing
        from dscp_tui.app.widgets.tiles import tile_widget

        with self.app.batch_update():
            for number, (tile, answer) in enumerate(event.tiles, start=event.first):
                old = self._tiles[number]
                if isinstance(old, Listing):
                    old.renew(answer)
                    continue
                self._tiles[number] = tile_widget(tile, answer)
                await self.mount(self._tiles[number], before=old)
                await old.remove()

    async def _mount(self, event: TilesLoaded) -> None:
        from dscp_tui.app.widgets.tiles import tile_widget

        main = self.query_one("#main")
        gone = list(main.children) if event.first == 0 else []
        widgets = [tile_widget(tile, answer) for tile, answer in event.tiles]
        with self.app.batch_update():
            if event.first == 0:
                await self.query("#loading").remove()
                for tile in gone:
                    tile.display = False
                self.query_one("#body").scroll_home(animate=False)
                self.set_focus(None)
                self._tiles = []
            await main.mount(*widgets)
        self._tiles += widgets
        if self._worst_first:
            self._sort_cards()
        self.call_after_refresh(self._go_on)
        self.call_after_refresh(self._take_down, gone)
        # The keys go to the first table of the panel, once: the user may have moved on meanwhile.
        if not self._is_entered:
            self.focus_rows()
            self._is_entered = self._listing is not None

    async def _take_down(self, tiles: list[Widget]) -> None:
        """Remove what is hidden: to take widgets apart takes as long as to show the next panel, and so comes after it."""
        gone = [tile for tile in tiles if tile.is_attached]
        for widget in (widget for tile in gone for widget in tile.walk_children(Widget, with_self=True)):
            # A cache of Textual's holds the last thousand widgets with all that they drew: what is stale is nothing.
            widget.refresh()
        await self.query_one("#main").remove_children(gone)

    def _go_on(self) -> None:
        """The first figures are painted: the rest may be asked for, and what draws it loaded meanwhile."""
        if not self._painted.is_set():
            self._painted.set()
            self.dashboard.load_ahead(ahead.REST)

    def follow(self, row: dict[str, Any], cited: list[dict[str, Any]]) -> None:
        """Enter on a row opens its indicator; there each figure leads to its line. A row of words is shown in full."""
        if not cited:
            super().follow(row, cited)
            return
        first = cited[0]
        self.post_message(IndicatorChosen(first["indicator"], "", first["dimension"], first["category"]))

    def action_back(self) -> None:
        """Close the filter where one is open; else go back to the first panel, which leads to all others."""
        if self.query_one(Filter).is_open:
            self.query_one(Filter).action_close()
        else:
            self.dashboard.action_panel(self._first)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "back":
            return self.query_one(Filter).is_open or self.subject != self._first
        return super().check_action(action, parameters)

    def action_all(self) -> None:
        """Go to the panel's last table, which has all indicators of its theme."""
        if tables := [listing.table for listing in self.listings if listing.table.row_count]:
            tables[-1].go_to(0)

    def action_worst_first(self) -> None:
        self._worst_first = not self._worst_first
        self._sort_cards()

    def _sort_cards(self) -> None:
        from dscp_tui.app.widgets.scorecard import Scorecard

        for card in self.parts(Scorecard):
            card.sort_worst_first(self._worst_first)
