"""A scorecard: status as sign and word, value, target, tolerance, bullet bar, change; columns by the room there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.text import Text
from textual.widgets import DataTable

from dscp_tui.app.messages import IndicatorChosen
from dscp_tui.app.widgets.cells import COURSE, bullet_cell, course_cell, status_cell
from dscp_tui.app.widgets.label import Label
from dscp_tui.app.widgets.listing import Listing, Row
from dscp_tui.app.widgets.tables import number_cell, text_cell
from dscp_tui.model.numbers import compact
from dscp_tui.model.status import Status
from dscp_tui.model.text import clipped
from dscp_tui.questions.answer import Answer, cell
from dscp_tui.questions.panels import Tile
from dscp_tui.render.plain import before_text, counts_line, rank_text, remarks, title_text
from dscp_tui.render.signs import DISPUTED

WORST_FIRST = {Status.OFF_TARGET: 0, Status.WITHIN_TOLERANCE: 1, Status.NO_DATA: 2, Status.ON_TARGET: 3}
_SCROLLBAR = 2
_WHOLE = 500
WIDE = 100
ROOMY = 116
_BOTH = 130
_FULL_WORDS = 140
_RANK_IN_WORDS = 180


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the scorecard: its heading, its width, and how a row fills it."""

    title: str
    width: int
    draw: Callable[[Row, int], Text]


class Scorecard(Listing):
    """One scorecard tile: a title with its counts by status, and the table."""

    def __init__(self, tile: Tile, answer: Answer) -> None:
        super().__init__(tile.title, answer)
        self._columns = {column.name: column for column in answer.columns}
        self._drawn: list[_Column] = []
        self._worst_first = False

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _: self.refill())

    def on_unmount(self) -> None:
        # The subscription holds the table: it would stay for ever.
        self.app.theme_changed_signal.unsubscribe(self)

    def sort_worst_first(self, worst_first: bool) -> None:
        """Order rows by status, worst first, or as the report prints them."""
        self._worst_first = worst_first
        self.refill()

    @property
    def rows(self) -> list[Row]:
        if not self._worst_first:
            return super().rows
        return sorted(super().rows, key=lambda row: (WORST_FIRST[row["status"]], row["scorecard"], row["position"]))

    def say_how_many(self) -> None:
        counts = counts_line(self.seen, short=self._width < WIDE)
        self.query_one(Label).show(f"{self.heading}{self.how_many()}   {counts}")

    def fill(self) -> None:
        """Draw for the width and the theme of now."""
        self._drawn = self._layout(self._width - _SCROLLBAR)
        rows = self.window
        cells = [[column.draw(row, column.width) for column in self._drawn] for row in rows]
        self.table.fill([(column.title, column.width) for column in self._drawn], cells)

    def cell_text(self, row: Row, column: int) -> str:
        drawn = self._drawn[column]
        # A bar has no text of its own; other cells are cut to the width that they have.
        return drawn.draw(row, _WHOLE if drawn.title else drawn.width).plain.strip()

    def _layout(self, width: int) -> list[_Column]:
        """The columns that fit: below 100 cells tolerance and change move to the indicator, below 116 rank and course too.

        A rank among others goes before the course where there is not room for both.
        """
        wide, roomy = width >= WIDE - _SCROLLBAR, width >= ROOMY
        columns = [_Column("status", 18 if width >= _FULL_WORDS else 12, self._status)]
        after = [_Column("value", 6, self._number("value")), _Column("target", 6, self._number("target"))]
        after += [_Column("tol.", 5, self._number("tolerance"))] if wide else []
        # The heading says that tolerance and change are left out.
        after += [_Column("", 14, self._bullet) if wide else _Column("…", 10, self._bullet)]
        after += [_Column("a year before", 16, _before)] if wide else []
        if any(row.get("place") is not None for row in self.answer.rows):
            after += [_rank(width)] if roomy else []
            roomy = width >= _BOTH
        after += [_Column("course", COURSE, self._course)] if roomy else []
        if width >= _FULL_WORDS + 20:
            after.append(_Column("theme", 18, lambda row, size: text_cell(row["theme"].replace("-", " "), size, "dim")))
        room = max(12, width - sum(column.width + 2 for column in (*columns, *after)) - 2)
        title = min(room, 52)
        if room - title > 24:
            after.append(_Column("remarks", room - title - 2, lambda row, size: text_cell(remarks(row), size, "dim")))
        return [*columns, _Column("indicator", title, _title), *after]

    def _number(self, name: str) -> Callable[[Row, int], Text]:
        return lambda row, width: number_cell(cell(self._columns[name], row, compact), width)

    def _status(self, row: Row, width: int) -> Text:
        return status_cell(row["status"], width, self.app.theme_variables, doubted=bool(row.get("doubt")))

    def _bullet(self, row: Row, width: int) -> Text:
        if row["value"] is None:
            reason = "not reportable" if row["status"] == Status.NO_DATA else str(row["printed"])
            return text_cell(reason, width, "dim")
        return bullet_cell(row, width, self.app.theme_variables)

    def _course(self, row: Row, width: int) -> Text:
        return course_cell(row["recent"], width, self.app.theme_variables)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        row = self.window[event.cursor_row]
        self.post_message(IndicatorChosen(row["indicator"], row["title"], row["dimension"], row["category"]))


def _title(row: Row, width: int) -> Text:
    mark = f" {DISPUTED}" if row["disputed"] else ""
    title = _cut_before_slice(title_text(row), row["category"], width - len(mark))
    low = "  (low is good)" if row["polarity"] == "lower" and len(title) + len(mark) + 15 <= width else ""
    text = text_cell(title, width - len(mark))
    return text.append(mark).append(low, style="dim")


def _cut_before_slice(title: str, category: str, width: int) -> str:
    """A title that is too long is cut before its slice, which tells it from its neighbours."""
    tail = f", {category}"
    if not category or len(title) <= width or not title.endswith(tail):
        return title
    return clipped(title.removesuffix(tail), width - len(tail)) + tail


def _rank(width: int) -> _Column:
    """Rank, quartile band and variation: in words where there is room, else by sign."""
    if width >= _RANK_IN_WORDS:
        return _Column("rank as published", 26, lambda row, size: text_cell(rank_text(row), size))
    return _Column("rank", 7, lambda row, size: text_cell(rank_text(row, short=True), size))


def _before(row: Row, width: int) -> Text:
    return text_cell(before_text(row).replace(" (derived)", " d"), width)
