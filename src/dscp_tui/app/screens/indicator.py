"""One indicator: value and status large, definition, chart, every figure with its receipt, what the documents say."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widget import MountError
from textual.widgets import Footer

from dscp_tui.app.messages import IndicatorChosen, IndicatorLoaded, RowChosen, SourceFound, WorkFailed
from dscp_tui.app.screens.source import SourceScreen
from dscp_tui.app.widgets.answers import AnswerTable
from dscp_tui.app.widgets.chart import ChartTile
from dscp_tui.app.widgets.label import Label
from dscp_tui.app.widgets.tables import Rows
from dscp_tui.app.work import guarded
from dscp_tui.questions.answer import Answer
from dscp_tui.questions.panels import Tile
from dscp_tui.questions.profile import profile
from dscp_tui.render.charts import has_chart
from dscp_tui.render.signs import status_words
from dscp_tui.warehouse.documents import documents_folder, passages
from dscp_tui.warehouse.store import Warehouse


class IndicatorScreen(Screen[None]):
    """Everything that is known of an indicator; Escape goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,backspace,b", "app.pop_screen", "Back", key_display="esc", tooltip="Back to the panel"),
    ]

    def __init__(self, warehouse: Warehouse, chosen: IndicatorChosen) -> None:
        super().__init__()
        self._warehouse = warehouse
        self._chosen = chosen
        self._citations: list[dict[str, Any]] = []

    def compose(self) -> ComposeResult:
        yield Label(self._chosen.title, id="title")
        with VerticalScroll(id="body"):
            yield Label("Loading the figures …", id="loading")
        yield Footer()

    def on_mount(self) -> None:
        self._load()

    @work(thread=True, exclusive=True, exit_on_error=False, group="indicator")
    def _load(self) -> None:
        with guarded(lambda text: self.post_message(WorkFailed(text))):
            chosen = self._chosen
            answers = profile(self._warehouse, chosen.indicator, chosen.dimension, chosen.category)
            self.post_message(IndicatorLoaded(answers))

    @on(IndicatorLoaded)
    async def _show(self, event: IndicatorLoaded) -> None:
        # The answers may arrive while the screen is left.
        with suppress(NoMatches, MountError):
            await self._mount_answers(event)

    async def _mount_answers(self, event: IndicatorLoaded) -> None:
        body = self.query_one("#body")
        answers = event.answers
        self._citations = answers["receipts"].citations
        await body.remove_children()
        if "indicator" in answers:
            await body.mount(Label(_large(answers["indicator"]), id="reading"))
        definition = answers["definition"].rows
        if definition:
            await body.mount(Label(_defined(definition[0]), classes="tile-hint"))
        if "indicator" in answers and answers["indicator"].caveats:
            await body.mount(Label("\n".join(answers["indicator"].caveats), id="caveats"))
        if has_chart(answers["trend"]):
            await body.mount(ChartTile(Tile("Over time", "trend", "chart"), answers["trend"]))
        await body.mount(AnswerTable("All figures and where they are printed", answers["receipts"]))
        if answers["why"].rows:
            await body.mount(Label(_notes(answers["why"]), classes="tile"))
        if first := next(iter(self.query(Rows)), None):
            first.focus(scroll_visible=False)

    @on(RowChosen)
    def _follow(self, event: RowChosen) -> None:
        cited = [one for one in self._citations if one["figure"] in (event.row.get("figures") or ())]
        if cited:
            self._find_source(cited[0])

    @work(thread=True, exclusive=True, exit_on_error=False, group="source")
    def _find_source(self, cited: dict[str, Any]) -> None:
        with guarded(lambda text: self.post_message(WorkFailed(text))):
            folder = documents_folder()
            found = passages(self._warehouse, cited, folder) if folder else []
            self.post_message(SourceFound(cited, found))

    @on(SourceFound)
    def _show_source(self, event: SourceFound) -> None:
        self.app.push_screen(SourceScreen(event.cited, event.passages))

    @on(WorkFailed)
    def _failed(self, event: WorkFailed) -> None:
        self.query("#loading").remove()
        self.notify(event.text, severity="error", markup=False, timeout=20)


def _large(answer: Answer) -> str:
    """The headline, with the status first where there is one."""
    status = answer.rows[0].get("status") if answer.rows else None
    return f"{status_words(status)}\n{answer.headline}" if status else answer.headline


def _defined(row: dict[str, str]) -> str:
    better = {"higher": "Higher is better.", "lower": "Lower is better."}.get(row["better"], "Neither way is better.")
    return f"{row['definition']} {better} In {row['unit']}. Theme: {row['theme']}."


def _notes(answer: Answer) -> str:
    lines = [
        f"{row['kind']}, {row['period_label']}: {row['text']} ({row['document']}, {row['locator']}, line {row['line']})"
        for row in answer.rows
    ]
    return "\n".join(["What the documents say, in our words", *lines])
