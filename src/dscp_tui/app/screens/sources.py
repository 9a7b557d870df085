"""Sources: the documents, what each contributes, and the figures of one of them line by line."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult

from dscp_tui.app.messages import LinesLoaded, RowChosen, SourcesLoaded, WorkFailed
from dscp_tui.app.screens.figures import FiguresScreen
from dscp_tui.app.widgets.answers import AnswerTable
from dscp_tui.app.widgets.body import Body, TooSmall
from dscp_tui.app.widgets.filter import Filter
from dscp_tui.app.widgets.keyline import KeyLine
from dscp_tui.app.widgets.label import Label
from dscp_tui.app.widgets.tables import Rows
from dscp_tui.app.widgets.title import Title
from dscp_tui.app.work import guarded
from dscp_tui.questions.answer import Answer, run


class SourcesScreen(FiguresScreen):
    """Enter on a document lists its figures; Enter on a figure opens its line."""

    subject = "sources"

    def compose(self) -> ComposeResult:
        yield Title("Sources")
        yield Label("Enter on a document lists its figures; Enter on a figure opens its line.", id="about")
        with Body(can_focus=False):
            documents, lines = AnswerTable("Documents", Answer("")), AnswerTable("Figures", Answer(""))
            documents.id, lines.id = "documents", "lines"
            yield documents
            yield lines
        yield TooSmall()
        yield Filter()
        yield KeyLine()

    def on_mount(self) -> None:
        self._document = ""
        self.query_one("#lines").display = False
        self.reload()

    def reload(self) -> None:
        self._load()

    @work(thread=True, exclusive=True, exit_on_error=False, group="sources")
    def _load(self) -> None:
        with guarded(lambda text: self.post_message(WorkFailed(text))):
            self.post_message(SourcesLoaded(run(self.warehouse, self.warehouse.template("sources"), {})))
            if self._document:
                self._post_lines(self._document)

    @work(thread=True, exclusive=True, exit_on_error=False, group="lines")
    def _list(self, document: str) -> None:
        with guarded(lambda text: self.post_message(WorkFailed(text))):
            self._post_lines(document)

    def _post_lines(self, document: str) -> None:
        template = self.warehouse.template("source-figures")
        self.post_message(LinesLoaded(document, run(self.warehouse, template, {"source": document})))

    @on(SourcesLoaded)
    def _show_documents(self, event: SourcesLoaded) -> None:
        table = self.query_one("#documents", AnswerTable)
        is_first = not table.answer.rows
        table.renew(event.answer)
        if is_first:
            self.focus_rows()

    @on(RowChosen)
    def _open(self, event: RowChosen) -> None:
        if document := event.row.get("document"):
            event.prevent_default()
            self._list(document)

    @on(LinesLoaded)
    def _show_lines(self, event: LinesLoaded) -> None:
        is_other, self._document = event.document != self._document, event.document
        table = self.query_one("#lines", AnswerTable)
        documents = self.query_one("#documents", AnswerTable).answer.rows
        title = next((row["title"] for row in documents if row["document"] == event.document), event.document)
        table.heading = f"Figures of {title}, line by line"
        table.display = True
        table.renew(event.answer)
        if is_other:
            rows = table.query_one(Rows)
            rows.move_cursor(row=0, animate=False)
            rows.focus(scroll_visible=False)
            self.call_after_refresh(self.query_one("#body").scroll_to_widget, table, top=True, animate=False)
