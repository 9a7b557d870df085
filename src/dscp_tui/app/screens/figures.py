"""What every screen of figures can do: filter as you type, export what is seen, copy, follow a row, go back."""

from __future__ import annotations

import re
from abc import abstractmethod
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from dscp_tui.app.messages import Noticed, RowChosen, SourceFound, WorkFailed
from dscp_tui.app.widgets.filter import Filter
from dscp_tui.app.work import guarded

if TYPE_CHECKING:
    from dscp_tui.app.app import Dashboard
    from dscp_tui.app.widgets.listing import Listing
    from dscp_tui.questions.answer import Answer
    from dscp_tui.warehouse.store import Warehouse

Part = TypeVar("Part", bound=Widget)
_SAID = ("check_title", "message", "explanation", "text", "note")
"""Columns that may be too long for a table; they are told in full where a row is opened."""


class FiguresScreen(Screen[None]):
    """A screen with tables of figures. It gives the keys to a table itself, once there is one."""

    AUTO_FOCUS = ""

    BINDINGS: ClassVar[list[BindingType]] = [
        # First of all, so that what is typed ahead goes to the filter and not to the table that had the keys.
        Binding(
            "f", "filter", "Filter", tooltip="Filter the rows by words, theme or status, as you type", priority=True
        ),
        Binding("e", "export", "Export", tooltip="Export what is seen to a CSV file", show=False),
        Binding("y", "copy", "Copy", tooltip="Copy the row, or the cell that right or l has gone to", show=False),
        Binding("Y", "copy_table", "Copy table", tooltip="Copy the table", show=False),
        Binding("escape,backspace,b", "back", "Back", key_display="esc", tooltip="Close the filter, or go back"),
    ]

    @property
    def dashboard(self) -> Dashboard:
        return cast("Dashboard", self.app)

    @property
    def warehouse(self) -> Warehouse:
        """The warehouse of now: it is another one after a reload."""
        return self.dashboard.opened

    @property
    @abstractmethod
    def subject(self) -> str:
        """What the screen is about, as the name of an exported file starts."""

    @abstractmethod
    def reload(self) -> None:
        """Ask for the figures again, after the warehouse has been replaced; the place on the screen is kept."""

    @property
    def listings(self) -> list[Listing]:
        """The tables, from top to bottom."""
        from dscp_tui.app.widgets.listing import Listing

        return self.parts(Listing)

    def parts(self, kind: type[Part]) -> list[Part]:
        """What the screen shows of a kind of widget, from top to bottom."""
        return list(self.query(kind))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """An f that is typed is a letter."""
        return action != "filter" or not isinstance(self.focused, Input)

    # Filter

    def action_filter(self) -> None:
        if self.listings:
            self.query_one(Filter).open()

    @on(Input.Changed, "Filter Input")
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        self.narrow()

    def narrow(self) -> None:
        """Leave the rows that the filter asks for, in every table of the screen."""
        words = self.query_one(Filter).words
        with self.app.batch_update():
            for listing in self.listings:
                listing.narrow(words)

    @on(Input.Submitted, "Filter Input")
    def _walk_in_what_is_left(self, event: Input.Submitted) -> None:
        event.stop()
        self.focus_rows()

    @on(Filter.Closed)
    def _show_all_rows(self) -> None:
        self.narrow()
        self.focus_rows()

    def focus_rows(self) -> None:
        """Give the keys to the first table that has rows."""
        if first := next((listing for listing in self.listings if listing.display and listing.rows), None):
            self.set_focus(first.table, scroll_visible=False)

    # Export

    def exported(self) -> list[Answer]:
        """What an export writes: the table that has the keys, with those of the same columns; else the first chart."""
        from dscp_tui.app.widgets.chart import ChartTile

        listings = [listing for listing in self.listings if listing.answer.rows]
        if not listings:
            return [tile.answer for tile in self.parts(ChartTile) if tile.answer.rows][:1]
        chosen = self._listing or listings[0]
        return [listing.seen for listing in listings if listing.answer.columns == chosen.answer.columns]

    def action_export(self) -> None:
        if answers := self.exported():
            self.ask_where(answers)
        else:
            self.notify("There are no rows to export here.", markup=False)

    @work
    async def ask_where(self, answers: list[Answer], default: Path | None = None) -> None:
        """Ask for a path and write the rows there."""
        from dscp_tui.app.screens.export import ExportScreen
        from dscp_tui.render.formats import data_text

        rows = [row for answer in answers for row in answer.rows]
        count = f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}"
        as_of = f" as of {day}" if (day := self.dashboard.as_of) else ""
        name = re.sub(r"[^a-z0-9]+", "-", f"{self.subject} {answers[0].template}{as_of}".casefold()).strip("-")
        path = await self.app.push_screen_wait(ExportScreen(count, default or Path.cwd() / f"{name}.csv"))
        if path:
            self._write_rows(data_text(replace(answers[0], rows=rows), "csv"), path, count)

    @work(thread=True, exclusive=True, exit_on_error=False, group="export")
    def _write_rows(self, text: str, path: Path, count: str) -> None:
        from dscp_tui.render.files import write_file

        with guarded(lambda fault: self.post_message(WorkFailed(fault))):
            write_file(text, path)
            self.post_message(Noticed(f"{count} written to {path}", calm=True))

    # Copy

    @property
    def _listing(self) -> Listing | None:
        """The table that has the keys."""
        above = self.focused.ancestors if self.focused else []
        return next((listing for listing in self.listings if listing in above), None)

    def action_copy(self) -> None:
        listing = self._listing
        if listing is None or not listing.window:
            self.notify("Go to a row first: there is nothing to copy under the cursor.", markup=False)
            return
        table = listing.table
        row = listing.window[table.cursor_row]
        if table.cursor_type == "cell":
            self._copy("The cell", listing.cell_text(row, table.cursor_column))
        else:
            self._copy("The row", listing.row_text(row))

    def action_copy_table(self) -> None:
        if listing := self._listing or next(iter(self.listings), None):
            self._copy(f"The table ({len(listing.rows)} rows)", listing.table_text())

    def _copy(self, what: str, text: str) -> None:
        from dscp_tui.app.clipboard import copy

        with guarded(lambda fault: self.notify(fault, severity="error", markup=False)):
            self.notify(f"{what} was copied {copy(self.app, text, self.dashboard.data)}.", markup=False)

    # Ways on and back

    def action_back(self) -> None:
        """Close the filter where one is open; else leave the screen."""
        if self.query_one(Filter).is_open:
            self.query_one(Filter).action_close()
        else:
            self.app.pop_screen()

    @on(RowChosen)
    def _row_chosen(self, event: RowChosen) -> None:
        event.stop()
        wanted = event.row.get("figures") or ()
        known = {one["figure"]: one for listing in self.listings for one in listing.answer.citations}
        self.follow(event.row, [known[figure] for figure in wanted if figure in known])

    def follow(self, row: dict[str, Any], cited: list[dict[str, Any]]) -> None:
        """Where Enter leads to from a row: to what it says in full, and to the source lines behind it."""
        said = [str(row[name]) for name in _SAID if row.get(name)]
        if said or cited:
            self._find_source(said, cited)

    @work(thread=True, exclusive=True, exit_on_error=False, group="source")
    def _find_source(self, said: list[str], cited: list[dict[str, Any]]) -> None:
        from dscp_tui.warehouse.documents import documents_folder, passages

        with guarded(lambda text: self.post_message(WorkFailed(text))):
            folder = documents_folder()
            found = [passages(self.warehouse, one, folder) if folder else [] for one in cited]
            self.post_message(SourceFound(said, cited, found))

    @on(SourceFound)
    def _show_source(self, event: SourceFound) -> None:
        from dscp_tui.app.screens.source import SourceScreen

        self.app.push_screen(SourceScreen(event.said, event.cited, event.passages))

    @on(WorkFailed)
    def _stop_waiting(self) -> None:
        # The application says what failed.
        self.query("#loading").remove()
