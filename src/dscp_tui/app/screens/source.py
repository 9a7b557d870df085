"""The source lines behind a row, with the tokens highlighted; the citation alone where the documents are not at hand."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from dscp_tui.app.messages import IndicatorChosen
from dscp_tui.app.widgets.body import Body, TooSmall
from dscp_tui.app.widgets.label import Label, plain
from dscp_tui.warehouse.documents import Passage

NOT_AT_HAND = (
    "The document is not at hand. Set DSCP_DOCUMENTS to the folder with the text editions to read the line here."
)


class SourceScreen(ModalScreen[None]):
    """A page over the screen that asked for it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "indicator", "Indicator", tooltip="Open the indicator of the figure"),
        Binding("escape,enter,b,q", "app.pop_screen", "Close"),
    ]

    def __init__(self, said: list[str], cited: list[dict[str, Any]], passages: list[list[Passage]]) -> None:
        super().__init__()
        self._said = said
        self._cited = cited
        self._passages = passages

    def compose(self) -> ComposeResult:
        with Body(classes="page"):
            for said in self._said:
                yield Label(said, classes="said")
            for cited, passages in zip(self._cited, self._passages, strict=True):
                yield Label(f"{cited['title']}, {cited['locator']}, line {cited['line']}", classes="tile-title")
                yield Label(f"Printed: {cited['printed'].replace('|', ' / ')}")
                for passage in passages:
                    yield Static(_marked(passage), classes="passage", markup=False)
                if not passages:
                    yield Label(NOT_AT_HAND, classes="passage")
            yield Label("i opens the indicator, Escape closes this page.", classes="tile-hint")
        yield TooSmall()

    def action_indicator(self) -> None:
        self.app.pop_screen()
        if not self._cited:
            return
        cited = self._cited[0]
        self.app.post_message(
            IndicatorChosen(cited["indicator"], "", str(cited.get("dimension") or ""), str(cited.get("category") or ""))
        )


def _marked(passage: Passage) -> Content:
    return Content("").join(
        [plain(f"line {passage.line}: {passage.before}"), plain(passage.token, "reverse bold"), plain(passage.after)]
    )
