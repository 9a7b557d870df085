"""Data quality: failed checks, disputed figures, what is not reportable and why, by document and theme."""

from __future__ import annotations

from typing import Any

from textual import on, work
from textual.app import ComposeResult

from dscp_tui.app.messages import QualityLoaded, WorkFailed
from dscp_tui.app.screens.figures import FiguresScreen
from dscp_tui.app.widgets.answers import AnswerTable
from dscp_tui.app.widgets.body import Body, TooSmall
from dscp_tui.app.widgets.filter import Filter
from dscp_tui.app.widgets.keyline import KeyLine
from dscp_tui.app.widgets.label import Label
from dscp_tui.app.widgets.title import Title
from dscp_tui.app.work import guarded
from dscp_tui.questions.answer import Answer
from dscp_tui.questions.quality import quality

_TABLES = {
    "counts": "By document and theme",
    "findings": "What the checks found",
    "disputed": "Disputed: the same thing printed with different values",
    "not-reportable": "Not reportable, and why",
}


class QualityScreen(FiguresScreen):
    """How far the figures can be trusted. The checks run when the screen is opened."""

    subject = "data quality"

    def compose(self) -> ComposeResult:
        yield Title("Data quality")
        yield Label("Running the checks …", id="about")
        with Body(can_focus=False):
            for name, title in _TABLES.items():
                table = AnswerTable(title, Answer(""))
                table.id = name
                yield table
        yield TooSmall()
        yield Filter()
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#body").display = False
        self.reload()

    def reload(self) -> None:
        self._ask_for_all()

    @work(thread=True, exclusive=True, exit_on_error=False, group="quality")
    def _ask_for_all(self) -> None:
        with guarded(lambda text: self.post_message(WorkFailed(text))):
            self.post_message(QualityLoaded(quality(self.warehouse)))

    @on(QualityLoaded)
    def _show(self, event: QualityLoaded) -> None:
        body = self.query_one("#body")
        is_first, body.display = not body.display, True
        disputed, unreported = (len(event.answers[name].rows) for name in ("disputed", "not-reportable"))
        told = f"{event.answers['findings'].headline} · {disputed} figures disputed · {unreported} not reportable"
        self.query_one("#about", Label).show(told)
        for name, answer in event.answers.items():
            self.query_one(f"#{name}", AnswerTable).renew(answer)
        if is_first:
            self.focus_rows()

    def follow(self, row: dict[str, Any], cited: list[dict[str, Any]]) -> None:
        """A row of the counts leaves what it counts; any other opens its lines."""
        if "not_reportable" in row:
            self.query_one(Filter).open(f"{row['document']} {row['theme']}")
        else:
            super().follow(row, cited)
